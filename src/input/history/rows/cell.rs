//! What one field says: numbers in plain ASCII, yes and no, names; words of the plan's own first.

use super::nanos;
use super::timestamp::read_date;
use crate::input::ValueWord;
use crate::input::history::books::{At, Flaw, count, is_invisible, shown, turns_text};
use chrono::NaiveDate;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Ten years, the longest wait or handle time that is believed.
pub(in crate::input) const SECONDS_LIMIT: f64 = 10.0 * 365.25 * 86_400.0;
/// Contacts of an interval that are believed.
pub(in crate::input) const CONTACTS_LIMIT: f64 = 100e6;
/// Characters of a channel's name.
const NAME_LIMIT: usize = 64;

/// Meanings of words in a column.
pub(in crate::input) type Words = BTreeMap<String, ValueWord>;

/// One field of a row with its place.
#[derive(Debug, Clone, Copy)]
pub(in crate::input) struct Cell<'a> {
    /// Its text without outer spaces.
    pub(in crate::input) text: &'a str,
    /// Name of its column, as the file has it.
    pub(in crate::input) field: &'a str,
    pub(in crate::input) at: At,
    /// Words that the plan gives a meaning.
    pub(in crate::input) words: Option<&'a Words>,
}

impl<'a> Cell<'a> {
    fn word(&self) -> Option<&'a ValueWord> {
        self.words.and_then(|words| words.get(self.text))
    }

    /// Whether nothing stands here and the plan gives that no meaning.
    pub(in crate::input) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.word().is_none()
    }

    /// An objection to this field.
    pub(in crate::input) fn flaw(&self, code: &'static str, message: String) -> Flaw {
        Flaw::new(code, self.at, message).field(self.field)
    }

    /// The objection that nothing stands here.
    pub(in crate::input) fn missing(&self, when: &str) -> Flaw {
        self.flaw("E428", format!("`{}` is empty, and it is required {when}", shown(self.field)))
    }

    /// Seconds from 0 to 10 years; `None` where nothing stands or the word means that.
    pub(in crate::input) fn seconds(&self) -> Result<Option<f64>, Flaw> {
        self.number(SECONDS_LIMIT, "0 seconds to 10 years")
    }

    /// The same in whole nanoseconds, to the digit where it is written as a plain decimal.
    pub(in crate::input::history) fn nanos(&self) -> Result<Option<u64>, Flaw> {
        let seconds = self.seconds()?;
        Ok(seconds.map(|seconds| match self.word() {
            None => nanos::of_text(self.text, seconds),
            Some(_) => nanos::of_value(seconds),
        }))
    }

    /// A number from 0 to `most`, or `None`.
    pub(in crate::input) fn number(&self, most: f64, range: &str) -> Result<Option<f64>, Flaw> {
        let value = match self.word() {
            Some(ValueWord::Missing) => return Ok(None),
            Some(ValueWord::Number(number)) => *number,
            Some(_) => {
                return Err(
                    self.flaw("E429", format!("`{}` is mapped to a word, not a number", shown(self.text)))
                );
            }
            None if self.text.is_empty() => return Ok(None),
            None => number(self.text).ok_or_else(|| self.no_number())?,
        };
        if !(0.0..=most).contains(&value) {
            let text = shown(self.text);
            return Err(
                self.flaw("E430", format!("`{text}` in `{}` is not within {range}", shown(self.field)))
            );
        }
        Ok(Some(value))
    }

    /// The number that must stand here.
    pub(in crate::input) fn decimal(&self) -> Result<f64, Flaw> {
        number(self.text).ok_or_else(|| self.no_number())
    }

    /// A score from 1 to 5, or `None`.
    pub(in crate::input) fn score(&self) -> Result<Option<u8>, Flaw> {
        let Some(score) = self.number(5.0, "1 to 5")? else { return Ok(None) };
        let whole = [1_u8, 2, 3, 4, 5].into_iter().find(|whole| (f64::from(*whole) - score).abs() <= 0.0);
        whole.map(Some).ok_or_else(|| {
            self.flaw("E430", format!("`{}` is not a whole score from 1 to 5", shown(self.text)))
        })
    }

    /// A whole answer from 0 to 10, or `None`.
    pub(in crate::input) fn recommendation(&self) -> Result<Option<u8>, Flaw> {
        let Some(answer) = self.number(10.0, "0 to 10")? else { return Ok(None) };
        let whole = (0_u8..=10).find(|whole| (f64::from(*whole) - answer).abs() <= 0.0);
        whole.map(Some).ok_or_else(|| {
            self.flaw("E430", format!("`{}` is not a whole answer from 0 to 10", shown(self.text)))
        })
    }

    /// Yes or no, or `None`.
    pub(in crate::input) fn truth(&self) -> Result<Option<bool>, Flaw> {
        match self.word() {
            Some(ValueWord::True) => return Ok(Some(true)),
            Some(ValueWord::False) => return Ok(Some(false)),
            Some(ValueWord::Missing) => return Ok(None),
            Some(_) | None => {}
        }
        if self.text.is_empty() {
            return Ok(None);
        }
        truth(self.text).map(Some).ok_or_else(|| {
            let flaw = self.flaw("E431", format!("`{}` is neither yes nor no", shown(self.text)));
            flaw.help("yes and no are `true`/`false`, `yes`/`no` or `1`/`0`; map other words with `values`")
        })
    }

    /// The text, or the word that it means; empty where nothing stands or the word means that.
    pub(in crate::input) fn said(&self) -> Cow<'a, str> {
        match self.word() {
            None => Cow::Borrowed(self.text),
            Some(ValueWord::Missing) => Cow::Borrowed(""),
            Some(ValueWord::Text(text)) => Cow::Borrowed(text),
            Some(ValueWord::Number(number)) => Cow::Owned(number.to_string()),
            Some(ValueWord::True) => Cow::Borrowed("true"),
            Some(ValueWord::False) => Cow::Borrowed("false"),
        }
    }

    /// A civil date like `2026-10-01`, or `None`.
    pub(in crate::input) fn date(&self) -> Result<Option<NaiveDate>, Flaw> {
        let text = self.said();
        if text.is_empty() {
            return Ok(None);
        }
        read_date(&text).map(Some).ok_or_else(|| {
            let message = format!("`{}` is not a date of the years 1970 to 2200", shown(&text));
            self.flaw("E424", message).help("write it like `2026-10-01`")
        })
    }

    /// A name: of a channel, or of a person.
    pub(in crate::input) fn name(&self) -> Result<&'a str, Flaw> {
        let name = match self.word() {
            Some(ValueWord::Text(name)) => name.as_str(),
            Some(ValueWord::Missing) => "",
            Some(_) | None => self.text,
        };
        if name.is_empty() {
            return Err(self.missing("in every row"));
        }
        name_fault(name).map_or(Ok(name), |fault| {
            Err(self.flaw("E432", format!("`{}` is no name: {fault}", shown(name))))
        })
    }

    fn no_number(&self) -> Flaw {
        let text = self.text;
        let flaw = self.flaw("E429", format!("`{}` in `{}` is not a number", shown(text), shown(self.field)));
        let all = |allowed: &str| text.bytes().all(|b| b.is_ascii_digit() || allowed.as_bytes().contains(&b));
        if all(",") {
            flaw.help("write decimals with a point and without grouping, like `1234.5`")
        } else if all(":") {
            flaw.help("write plain seconds, like `300` for `00:05:00`")
        } else if matches!(text.to_ascii_lowercase().as_str(), "na" | "n/a" | "null" | "none" | "-" | "nan") {
            flaw.help(format!(
                "if it stands for no value, say so: `values = {{ COLUMN = {{ \"{text}\" = \"\" }} }}`"
            ))
        } else {
            flaw
        }
    }
}

/// A plain ASCII decimal: an optional minus, digits, an optional fraction and exponent; finite.
pub(in crate::input) fn number(text: &str) -> Option<f64> {
    let rest = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = rest.split_once(['e', 'E']).map_or((rest, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let signed = |part: &str| digits(part.strip_prefix(['+', '-']).unwrap_or(part));
    let plain = digits(whole) && fraction.is_none_or(digits) && exponent.is_none_or(signed);
    plain.then(|| text.parse::<f64>().ok()).flatten().filter(|value| value.is_finite())
}

/// `true`, `yes`, `1` and their opposites, whatever their case.
fn truth(text: &str) -> Option<bool> {
    let is = |word: &str| -> bool { text.eq_ignore_ascii_case(word) };
    if ["true", "yes", "1"].into_iter().any(is) {
        Some(true)
    } else if ["false", "no", "0"].into_iter().any(is) {
        Some(false)
    } else {
        None
    }
}

/// What is wrong with a name, if anything.
fn name_fault(name: &str) -> Option<String> {
    let length = name.chars().count();
    if length > NAME_LIMIT {
        let length = count(length as u64, "character");
        return Some(format!("it has {length}, and {NAME_LIMIT} is the most"));
    }
    if name.chars().any(char::is_control) {
        return Some("it holds a control character or a line end".to_owned());
    }
    if name.chars().any(turns_text) {
        return Some("it holds a character that turns the direction of text".to_owned());
    }
    let unseen = name.chars().all(|c| is_invisible(c) || c.is_whitespace());
    unseen.then(|| "nothing of it can be seen".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_ascii_decimals_are_numbers() {
        assert_eq!(number("12.5"), Some(12.5));
        assert_eq!(number("-5"), Some(-5.0));
        assert_eq!(number("1.2E+03"), Some(1200.0));
        for bad in ["", "+5", "1_000", "inf", "nan", "0x10", "1e400", "5.", ".5", "1,5", "３６", "--1", "1e"]
        {
            assert_eq!(number(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_name_needs_something_to_see() {
        assert_eq!(name_fault("=cmd|' /C calc'!A0"), None);
        assert!(name_fault("\u{200B}").is_some());
        assert!(name_fault("a\u{202E}b").is_some());
        assert!(name_fault(&"é".repeat(65)).is_some());
    }
}
