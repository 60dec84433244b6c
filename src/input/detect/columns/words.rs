//! What the words of a column mean: yes and no, scores, no value.

use crate::input::ValueWord;
use crate::input::detect::text::Column;
use std::collections::BTreeMap;

/// Words of a column with their meanings, as the key of the plan.
pub(in crate::input::detect) type Meanings = BTreeMap<String, ValueWord>;

/// Words for a number that is not there.
const MISSING: [&str; 24] = [
    "na",
    "n.a.",
    "n.a",
    "n/a",
    "#n/a",
    "null",
    "none",
    "nil",
    "nan",
    "-",
    "--",
    "—",
    "/",
    "\\n",
    "unknown",
    "not rated",
    "未评价",
    "未评",
    "未参评",
    "无",
    "空",
    "未評價",
    "未填寫",
    "無",
];

/// Words for a contact that gave up.
const GAVE_UP: [&str; 32] = [
    "abandoned",
    "abandon",
    "abandoned in queue",
    "queue abandoned",
    "hang",
    "hangup",
    "hung up",
    "missed",
    "lost",
    "unanswered",
    "no answer",
    "not answered",
    "caller abandoned",
    "customer abandoned",
    "caller disconnected",
    "放弃",
    "已放弃",
    "排队放弃",
    "用户放弃",
    "客户放弃",
    "未接通",
    "未接",
    "未接听",
    "振铃未接听",
    "呼损",
    "放棄",
    "已放棄",
    "排隊放棄",
    "未接聽",
    "未接聽來電",
    "客戶放棄",
    "已離線",
];
/// Words for a contact that was answered.
const ANSWERED: [&str; 34] = [
    "answered",
    "handled",
    "agent",
    "completed",
    "complete",
    "connected",
    "accepted",
    "served",
    "resolved",
    "transferred",
    "transfer",
    "success",
    "successful",
    "closed",
    "ok",
    "normal",
    "已接通",
    "接通",
    "已接听",
    "接听",
    "已接待",
    "正常",
    "正常结束",
    "已完成",
    "完成",
    "已应答",
    "应答",
    "人工接听",
    "已接聽",
    "接聽",
    "已服務",
    "正常結束",
    "已處理",
    "已处理",
];
const YES: [&str; 8] = ["y", "yes", "true", "t", "1", "是", "有", "√"];
const NO: [&str; 8] = ["n", "no", "false", "f", "0", "否", "无", "×"];
const SOLVED: [&str; 8] = ["resolved", "solved", "已解决", "解决", "已解決", "解決", "一次解决", "closed"];
const UNSOLVED: [&str; 8] =
    ["unresolved", "unsolved", "未解决", "未解決", "没有解决", "open", "pending", "not resolved"];

/// Words for a score.
const SCORES: [(&str, u8); 42] = [
    ("非常满意", 5),
    ("很满意", 5),
    ("满意", 4),
    ("比较满意", 4),
    ("一般", 3),
    ("中立", 3),
    ("不满意", 2),
    ("不太满意", 2),
    ("非常不满意", 1),
    ("很不满意", 1),
    ("好评", 5),
    ("中评", 3),
    ("差评", 1),
    ("非常滿意", 5),
    ("很滿意", 5),
    ("滿意", 4),
    ("普通", 3),
    ("尚可", 3),
    ("不滿意", 2),
    ("非常不滿意", 1),
    ("很不滿意", 1),
    ("好評", 5),
    ("差評", 1),
    ("5星", 5),
    ("4星", 4),
    ("3星", 3),
    ("2星", 2),
    ("1星", 1),
    ("五星", 5),
    ("四星", 4),
    ("三星", 3),
    ("二星", 2),
    ("一星", 1),
    ("very satisfied", 5),
    ("extremely happy", 5),
    ("satisfied", 4),
    ("neutral", 3),
    ("dissatisfied", 2),
    ("very dissatisfied", 1),
    ("extremely unhappy", 1),
    ("good", 5),
    ("bad", 1),
];
/// Words of a survey without an answer.
const NO_SCORE: [&str; 6] = ["offered", "unoffered", "not offered", "未邀评", "未邀请", "已邀请未评价"];

fn is(word: &str, list: &[&str]) -> bool {
    let word = word.trim().to_lowercase();
    list.contains(&word.as_str())
}

/// Whether a word stands for a value that is not there.
pub(in crate::input::detect) fn is_missing(word: &str) -> bool {
    is(word, &MISSING)
}

/// What a column of words is found to mean.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input::detect) struct Reading {
    /// What the plan must say; words that the reader knows are left out.
    pub(in crate::input::detect) meanings: Meanings,
    /// Entries whose words mean something.
    pub(in crate::input::detect) known: u64,
    /// Those of them that say that a contact did not give up, or no.
    pub(in crate::input::detect) answered: u64,
    /// Entries whose words mean nothing known, by word.
    pub(in crate::input::detect) unknown: BTreeMap<String, u64>,
}

impl Reading {
    /// Entries that are understood, of all with something in them, in percent.
    pub(in crate::input::detect) fn share(&self) -> u64 {
        let unknown: u64 = self.unknown.values().sum();
        self.known * 100 / (self.known + unknown).max(1)
    }
}

/// All entries of a column that are words or may be codes.
fn entries(column: &Column) -> impl Iterator<Item = (&String, u64)> {
    column.words.iter().chain(&column.codes).map(|(word, count)| (word, *count))
}

/// Yes and no of a column in which `yes` and `no` are such words beside the plain ones; `turned` exchanges the two.
fn truths(column: &Column, yes: &[&str], no: &[&str], turned: bool) -> Reading {
    let mut reading = Reading::default();
    for (word, count) in entries(column) {
        let side = if is(word, &YES) || is(word, yes) {
            Some(true)
        } else if is(word, &NO) || is(word, no) {
            Some(false)
        } else {
            None
        };
        match side {
            Some(side) => {
                reading.known += count;
                reading.answered += if side == turned { count } else { 0 };
                let plain = ["true", "yes", "1", "false", "no", "0"].contains(&word.to_lowercase().as_str());
                if turned || !plain {
                    let truth = if side == turned { ValueWord::False } else { ValueWord::True };
                    reading.meanings.insert(word.clone(), truth);
                }
            }
            None => {
                reading.unknown.insert(word.clone(), count);
            }
        }
    }
    reading
}

/// A column that says whether a contact gave up.
pub(in crate::input::detect) fn gave_up(column: &Column) -> Reading {
    truths(column, &GAVE_UP, &ANSWERED, false)
}

/// A column that says whether a contact was answered.
pub(in crate::input::detect) fn answered(column: &Column) -> Reading {
    truths(column, &ANSWERED, &GAVE_UP, true)
}

/// A column that says whether a matter was solved; other words stand for no answer.
pub(in crate::input::detect) fn solved(column: &Column) -> Reading {
    with_missing(truths(column, &SOLVED, &UNSOLVED, false), is_missing)
}

fn with_missing(mut reading: Reading, missing: impl Fn(&str) -> bool) -> Reading {
    let found: Vec<String> = reading.unknown.keys().filter(|word| missing(word)).cloned().collect();
    for word in found {
        reading.known += reading.unknown.remove(&word).unwrap_or(0);
        reading.meanings.insert(word, ValueWord::Missing);
    }
    reading
}

/// A column of scores from 1 to 5, in figures or words; `None` where its figures are of another scale.
pub(in crate::input::detect) fn scores(column: &Column) -> Option<Reading> {
    if column.numbers > 0 && (column.most > 5.0 || column.least < 0.0 || column.fractions > 0) {
        return None;
    }
    let mut reading = Reading { known: column.numbers, ..Reading::default() };
    reading.meanings.extend(column.zeros.iter().map(|zero| (zero.clone(), ValueWord::Missing)));
    for (word, count) in &column.words {
        let known = SCORES.iter().find(|(known, _)| is(word, &[known]));
        let meaning = match known {
            Some((_, score)) => ValueWord::Number(f64::from(*score)),
            None if is_missing(word) || is(word, &NO_SCORE) => ValueWord::Missing,
            None => {
                reading.unknown.insert(word.clone(), *count);
                continue;
            }
        };
        reading.known += count;
        reading.meanings.insert(word.clone(), meaning);
    }
    Some(reading)
}

/// Words of a column of numbers that stand for no value.
pub(in crate::input::detect) fn missing(column: &Column) -> Meanings {
    let words = column.words.keys().filter(|word| is_missing(word));
    words.map(|word| (word.clone(), ValueWord::Missing)).collect()
}

/// Seconds of a length of time like `00:05:12` or `5:12`; `None` where a text is none.
pub(in crate::input::detect) fn clock_length(text: &str) -> Option<f64> {
    let parts: Vec<&str> = text.split(':').collect();
    let number = |part: &&str| part.parse::<f64>().ok().filter(|n| (0.0..100_000.0).contains(n));
    let parts: Vec<f64> = parts.iter().map(number).collect::<Option<_>>()?;
    match parts.as_slice() {
        [hours, minutes, seconds] => Some(hours * 3600.0 + minutes * 60.0 + seconds),
        [minutes, seconds] => Some(minutes * 60.0 + seconds),
        _ => None,
    }
}

/// Seconds of `00:05:12`, in which nothing can be mistaken.
pub(in crate::input::detect) fn hours_minutes_seconds(text: &str) -> Option<f64> {
    clock_length(text).filter(|_| text.matches(':').count() == 2)
}

/// A number with a decimal comma; three digits after it may be thousands, and are none.
pub(in crate::input::detect) fn decimal_comma(text: &str) -> Option<f64> {
    let (whole, fraction) = text.split_once(',')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = digits(whole) && digits(fraction) && fraction.len() != 3;
    plain.then(|| format!("{whole}.{fraction}").parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Column, ValueWord, answered, clock_length, decimal_comma, gave_up, scores};

    fn column(words: &[&str]) -> Column {
        let mut column = Column::default();
        for word in words {
            *column.words.entry((*word).to_owned()).or_default() += 1;
        }
        column
    }

    #[test]
    fn words_of_either_side_are_told_apart() {
        let reading = gave_up(&column(&["HANG", "AGENT", "PHANTOM"]));
        assert_eq!(reading.meanings["HANG"], ValueWord::True);
        assert_eq!(reading.meanings["AGENT"], ValueWord::False);
        assert_eq!(reading.unknown["PHANTOM"], 1);
        let reading = answered(&column(&["Y", "N"]));
        assert_eq!(reading.meanings["Y"], ValueWord::False);
        assert_eq!(reading.meanings["N"], ValueWord::True);
        assert!(gave_up(&column(&["true", "No"])).meanings.is_empty(), "the reader knows these");
    }

    #[test]
    fn scores_are_words_or_figures_up_to_five() {
        let reading = scores(&column(&["非常满意", "不满意", "未评价"])).unwrap();
        assert_eq!(reading.meanings["非常满意"], ValueWord::Number(5.0));
        assert_eq!(reading.meanings["不满意"], ValueWord::Number(2.0));
        assert_eq!(reading.meanings["未评价"], ValueWord::Missing);
        let percent = Column { numbers: 2, most: 97.0, least: 80.0, ..Column::default() };
        assert!(scores(&percent).is_none());
    }

    #[test]
    fn lengths_by_the_clock_are_seconds() {
        assert_eq!(clock_length("00:05:12"), Some(312.0));
        assert_eq!(clock_length("5:12"), Some(312.0));
        assert_eq!(clock_length("312"), None);
        assert_eq!(decimal_comma("12,5"), Some(12.5));
        assert_eq!((decimal_comma("1,234"), decimal_comma(",5"), decimal_comma("1,2,3")), (None, None, None));
    }
}
