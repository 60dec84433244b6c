//! How times are written: the formats that read every row, tried with the reader's own clock.

use super::day_order::{self, Order};
use crate::input::history::Clock;
use std::collections::BTreeSet;

/// Rows that formats are weeded out by, before all are read.
const PROBE: usize = 60;
/// Formats that one column may mix.
const MIXED: usize = 4;
/// Of 1,000 rows, those that a further format must read.
const WORTH_A_FORMAT: usize = 2;

const DATES: [&str; 21] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d.%m.%Y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%d.%m.%y",
    "%y%m%d",
    "%m%d%Y",
    "%d%m%Y",
    "%d %B %Y",
    "%B %d, %Y",
    "%d-%B-%Y",
    "%d-%B-%y",
];
const HAN_DATES: [&str; 1] = ["%Y年%m月%d日"];
const TIMES: [&str; 8] =
    ["%H:%M:%S", "%H:%M", "%I:%M:%S %p", "%I:%M %p", "%I:%M:%S%p", "%I:%M%p", "%H:%M:%S%.f", "%H%M"];
const HAN_TIMES: [&str; 5] = ["%H时%M分%S秒", "%H时%M分", "%H點%M分", "%H点%M分", "%H時%M分"];

/// What a column of times holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) enum Kind {
    /// A date with a time of day.
    Full,
    Date,
    Clock,
}

/// How a column is read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input::detect) struct Times {
    pub(in crate::input::detect) kind: Kind,
    /// As `timestamp_format`; empty: ISO 8601, which needs none.
    pub(in crate::input::detect) formats: Vec<String>,
    /// Rows that are read, and rows with something in them.
    pub(in crate::input::detect) read: usize,
    pub(in crate::input::detect) of: usize,
    /// Whether day or month comes first, where that had to be told.
    pub(in crate::input::detect) order: Option<Order>,
    /// Offsets that stand with the times, in minutes east of UTC.
    pub(in crate::input::detect) offsets: BTreeSet<i32>,
    /// One as written.
    pub(in crate::input::detect) example: String,
}

impl Times {
    /// How these texts are read as times; `None` where most are none. Blank ones do not count.
    pub(in crate::input::detect) fn of(texts: &[&str]) -> Option<Self> {
        let filled: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
        let first = *filled.first()?;
        let offsets = filled.iter().filter_map(|text| offset(text)).collect();
        let found = |kind, formats, read, order| Self {
            kind,
            formats,
            read,
            of: filled.len(),
            order,
            offsets,
            example: first.to_owned(),
        };
        let enough = |read: usize| read * 2 > filled.len();
        let iso = read_by(&[], &filled, false);
        if iso == filled.len() || (enough(iso) && !reads_more(&filled, iso)) {
            return Some(found(Kind::Full, Vec::new(), iso, None));
        }
        for (kind, date_only) in [(Kind::Full, false), (Kind::Date, true)] {
            if kind == Kind::Date {
                let iso = read_by(&[], &filled, true);
                if enough(iso) {
                    return Some(found(kind, Vec::new(), iso, None));
                }
            }
            let (formats, order) = formats_of(&filled, date_only);
            let read = read_by(&formats, &filled, date_only);
            if enough(read) {
                return Some(found(kind, formats, read, order));
            }
        }
        let dated: Vec<String> = filled.iter().map(|text| format!("2000-01-01 {text}")).collect();
        let dated: Vec<&str> = dated.iter().map(String::as_str).collect();
        let read = clock_forms().map(|form| read_by(&[form], &dated, false)).max().unwrap_or(0);
        let read = read.max(read_by(&[], &dated, false));
        enough(read).then(|| found(Kind::Clock, Vec::new(), read, None))
    }
}

fn clock_forms() -> impl Iterator<Item = String> {
    TIMES.into_iter().chain(HAN_TIMES).map(|time| format!("%Y-%m-%d {time}"))
}

/// Whether stated formats read clearly more than ISO 8601 does.
fn reads_more(texts: &[&str], iso: usize) -> bool {
    let (formats, _) = formats_of(texts, false);
    read_by(&formats, texts, false) > iso
}

/// Texts that the formats read.
pub(in crate::input::detect) fn read_by(formats: &[String], texts: &[&str], date_only: bool) -> usize {
    let Ok(clock) = Clock::new(chrono_tz::UTC, formats) else { return 0 };
    texts.iter().filter(|text| clock.read(text, date_only).is_ok()).count()
}

/// The fewest formats that read the texts, the commonest first.
fn formats_of(texts: &[&str], date_only: bool) -> (Vec<String>, Option<Order>) {
    let step = (texts.len() / PROBE).max(1);
    let probe: Vec<&str> = texts.iter().copied().step_by(step).collect();
    let able: Vec<(String, Clock)> = candidates(&probe, date_only)
        .into_iter()
        .filter_map(|format| {
            let clock = Clock::new(chrono_tz::UTC, std::slice::from_ref(&format)).ok()?;
            probe.iter().any(|text| clock.read(text, date_only).is_ok()).then_some((format, clock))
        })
        .collect();
    let mut left: Vec<&str> = texts.to_vec();
    let mut chosen: Vec<String> = Vec::new();
    while chosen.len() < MIXED && !left.is_empty() {
        let reads = |clock: &Clock| left.iter().filter(|text| clock.read(text, date_only).is_ok()).count();
        let counted = able.iter().rev().map(|(format, clock)| (reads(clock), format, clock));
        let Some((read, format, clock)) = counted.max_by_key(|(read, ..)| *read) else { break };
        if read == 0 || read * 1000 < texts.len() * WORTH_A_FORMAT {
            break;
        }
        chosen.push(format.clone());
        left.retain(|text| clock.read(text, date_only).is_err());
    }
    day_order::settle(chosen, texts, date_only)
}

/// Formats that the looks of some texts allow.
fn candidates(probe: &[&str], date_only: bool) -> Vec<String> {
    let any = |of: &dyn Fn(&str) -> bool| probe.iter().any(|text| of(text));
    if any(&|text| is_epoch(text)) {
        return vec!["epoch".to_owned()];
    }
    let han = any(&|text| text.contains('年'));
    let dates: &[&str] = if han { &HAN_DATES } else { &DATES };
    if date_only {
        return dates.iter().map(|date| (*date).to_owned()).collect();
    }
    let mut joins = vec![" "];
    if any(&|text| text.contains('T')) {
        joins.push("T");
    }
    if any(&|text| text.contains(", ")) {
        joins.push(", ");
    }
    if han {
        joins.push("");
    }
    let mut zones = vec![""];
    zones.extend([" UTC", " GMT"].into_iter().filter(|zone| any(&|text| text.ends_with(zone))));
    if any(&|text| offset(text).is_some()) {
        zones.extend([" %z", "%z"]);
    }
    let times: Vec<&str> =
        TIMES.into_iter().chain(if han { &HAN_TIMES[..] } else { &[] }.iter().copied()).collect();
    let mut all = Vec::new();
    for zone in &zones {
        for date in dates {
            for join in &joins {
                all.extend(times.iter().map(|time| format!("{date}{join}{time}{zone}")));
            }
        }
    }
    all
}

/// Seconds since 1970, from 2001 to 2096.
fn is_epoch(text: &str) -> bool {
    let whole = text.split('.').next().unwrap_or(text);
    whole.len() == 10
        && whole.bytes().all(|b| b.is_ascii_digit())
        && (b'1'..=b'3').contains(&whole.as_bytes()[0])
}

/// Minutes east of UTC at the end of a time.
pub(in crate::input::detect) fn offset(text: &str) -> Option<i32> {
    let rest = text.split_once(':')?.1;
    if rest.ends_with(['Z', 'z']) || rest.ends_with("UTC") || rest.ends_with("GMT") {
        return Some(0);
    }
    let at = rest.rfind(['+', '-'])?;
    let sign = if rest[at..].starts_with('-') { -1 } else { 1 };
    let digits: String = rest[at + 1..].chars().filter(|c| *c != ':').collect();
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = if digits.len() == 4 { digits[2..].parse().ok()? } else { 0 };
    Some(sign * (hours * 60 + minutes))
}

/// Why texts that look like times cannot be read, and the way out.
pub(in crate::input::detect) fn why_unreadable(texts: &[&str]) -> Option<(&'static str, &'static str)> {
    let filled: Vec<&str> = texts.iter().copied().filter(|text| !text.is_empty()).collect();
    let most = |of: &dyn Fn(&str) -> bool| {
        !filled.is_empty() && filled.iter().filter(|text| of(text)).count() * 2 > filled.len()
    };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if most(&|text| text.len() == 13 && digits(text)) {
        return Some((
            "milliseconds since 1970",
            "divide them by 1000 where the file is made; `timestamp_format = \"epoch\"` reads seconds",
        ));
    }
    if most(&|text| text.contains("上午") || text.contains("下午")) {
        return Some(("a clock of twelve hours in Chinese words", "export with a clock of 24 hours"));
    }
    if most(&|text| text.parse::<f64>().is_ok_and(|days| (25_000.0..75_000.0).contains(&days))) {
        return Some((
            "days since 1900, as spreadsheets count",
            "give the column a date format in the spreadsheet and save it as CSV again",
        ));
    }
    let clock = |text: &str| text.contains(':');
    let range =
        |text: &str| text.split_once(['-', '~', '–']).is_some_and(|(from, to)| clock(from) && clock(to));
    if most(&range) {
        return Some(("a span of time", "keep only where it starts, like `09:00`"));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Kind, Times, offset};

    fn told(texts: &[&str]) -> (Kind, Vec<String>) {
        let times = Times::of(texts).unwrap();
        assert_eq!(times.read, times.of);
        (times.kind, times.formats)
    }

    #[test]
    fn every_way_to_write_a_time_is_told() {
        for (text, format) in [
            ("31/12/2026 09:05", "%d/%m/%Y %H:%M"),
            ("12/31/2026 9:05:00 AM", "%m/%d/%Y %I:%M:%S %p"),
            ("12/31/2026 9:05 PM", "%m/%d/%Y %I:%M %p"),
            ("2026/10/1 9:05:00", "%Y/%m/%d %H:%M:%S"),
            ("2026年10月1日 9时05分", "%Y年%m月%d日 %H时%M分"),
            ("2026年10月1日 09:05:07", "%Y年%m月%d日 %H:%M:%S"),
            ("990131 0:00:31", "%y%m%d %H:%M:%S"),
            ("31.12.2026 23:59", "%d.%m.%Y %H:%M"),
            ("1767225600", "epoch"),
            ("2026-10-01 09:05:00 +0800", "%Y-%m-%d %H:%M:%S %z"),
            ("2026-10-01 09:05:00 UTC", "%Y-%m-%d %H:%M:%S UTC"),
            ("March 31, 2026 09:05", "%B %d, %Y %H:%M"),
            ("31 Mar 2026 09:05", "%d %B %Y %H:%M"),
        ] {
            assert_eq!(told(&[text]), (Kind::Full, vec![format.to_owned()]), "{text}");
        }
        for iso in ["2026-10-01T09:05:00+08:00", "2026-10-01 09:05", "2026-10-01T09:05:00.250Z"] {
            assert_eq!(told(&[iso]), (Kind::Full, Vec::new()), "{iso}");
        }
        assert_eq!(told(&["2026-10-01"]), (Kind::Date, Vec::new()));
        assert_eq!(told(&["1-1-2013", "31-1-2013"]), (Kind::Date, vec!["%d-%m-%Y".to_owned()]));
        assert_eq!(told(&["9:05:10"]).0, Kind::Clock);
        assert!(Times::of(&["phone"]).is_none() && Times::of(&["", ""]).is_none());
    }

    #[test]
    fn a_column_may_mix_forms() {
        let (_, formats) = told(&["01-02-2021 09:12:58", "1/31/2021 09:12:58", "1/30/2021 09:12:58"]);
        assert_eq!(formats, ["%m/%d/%Y %H:%M:%S", "%d-%m-%Y %H:%M:%S"]);
    }

    #[test]
    fn offsets_are_minutes_east() {
        assert_eq!(offset("2026-10-01T09:05:00+08:00"), Some(480));
        assert_eq!(offset("2026-10-01T09:05:00-0330"), Some(-210));
        assert_eq!(offset("2026-10-01T09:05:00Z"), Some(0));
        assert_eq!(offset("2026-10-01 09:05"), None);
    }
}
