//! Plain decimals and what is made of them: percentages, durations, rates.

use crate::calendar::Month;
use chrono::NaiveDate;

/// A plain decimal number: digits, one point, a sign.
pub(in crate::input) fn decimal(text: &str) -> Option<f64> {
    scaled(text, 0)
}

/// "95%" as the number nearest to 0.95; the sign counts.
pub(in crate::input) fn percent(text: &str) -> Option<f64> {
    let text = text.trim();
    let number = text.strip_suffix('%').or_else(|| text.strip_suffix('％'))?;
    scaled(number.trim_end(), -2)
}

fn scaled(text: &str, exponent: i32) -> Option<f64> {
    let text = text.trim();
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().filter(|&byte| byte == b'.').count() <= 1
        && digits.len() <= 64;
    plain
        .then(|| format!("{text}e{exponent}").parse().ok())
        .flatten()
        .filter(|number: &f64| number.is_finite())
}

/// A length of time as written: seconds of fixed units, and calendar months apart.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::input) struct Length {
    /// Seconds of seconds, minutes, hours, days and weeks.
    pub seconds: f64,
    /// Months of months, quarters and years.
    pub months: f64,
}

/// Seconds in a month of 52/12 weeks.
pub(in crate::input) const MONTH_SECONDS: f64 = WEEK_SECONDS * 52.0 / 12.0;
/// Seconds in a week.
pub(in crate::input) const WEEK_SECONDS: f64 = 604_800.0;

impl Length {
    /// In months of 52/12 weeks.
    pub(super) fn in_months(self) -> f64 {
        self.months + self.seconds * 12.0 / (52.0 * WEEK_SECONDS)
    }
}

/// "1 h 30 min", "6 weeks", "24h"; `None` when a number has no unit or a unit is not known.
pub(in crate::input) fn length(text: &str) -> Option<Length> {
    let mut rest = text.trim();
    let mut total = Length::default();
    if rest.is_empty() || rest.len() > 100 {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let amount = decimal(&rest[..digits])?;
        rest = rest[digits..].trim_start();
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let unit = unit(&rest[..letters])?;
        total.seconds += amount * unit.seconds;
        total.months += amount * unit.months;
        rest = rest[letters..].trim_start();
    }
    Some(total)
}

/// The unit of a word.
pub(in crate::input) fn unit(word: &str) -> Option<Length> {
    let fixed = |seconds| Some(Length { seconds, months: 0.0 });
    let calendar = |months| Some(Length { seconds: 0.0, months });
    match word {
        "s" | "sec" | "secs" | "second" | "seconds" => fixed(1.0),
        "m" | "min" | "mins" | "minute" | "minutes" => fixed(60.0),
        "h" | "hr" | "hrs" | "hour" | "hours" => fixed(3600.0),
        "d" | "day" | "days" => fixed(86_400.0),
        "w" | "week" | "weeks" => fixed(WEEK_SECONDS),
        "month" | "months" => calendar(1.0),
        "quarter" | "quarters" => calendar(3.0),
        "y" | "year" | "years" => calendar(12.0),
        _ => None,
    }
}

/// "2026-10" as a month.
pub(in crate::input) fn month(text: &str) -> Option<Month> {
    let (year, month) = text.split_once('-')?;
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    (digits(year, 4) && digits(month, 2))
        .then(|| Month::new(year.parse().ok()?, month.parse().ok()?))
        .flatten()
}

/// "2026-10-01" as a date.
pub(in crate::input) fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    (text.len() == 10 && text.is_ascii()).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Length, decimal, length, percent};

    #[test]
    fn a_percentage_is_the_nearest_number() {
        for (text, number) in [("95%", 0.95), ("7 %", 0.07), ("+1.5%", 0.015), ("0.1%", 0.001), ("28%", 0.28)]
        {
            assert_eq!(percent(text).map(f64::to_bits), Some(f64::to_bits(number)), "{text}");
        }
        assert_eq!((percent("95"), percent("9 5%"), percent("1e2%"), percent("%")), (None, None, None, None));
        assert_eq!((decimal("0x10"), decimal("nan"), decimal("1.2.3")), (None, None, None));
    }

    #[test]
    fn a_duration_needs_its_units() {
        let seconds = |seconds| Some(Length { seconds, months: 0.0 });
        assert_eq!(length("1 h 30 min"), seconds(5400.0));
        assert_eq!(length("7 min 30 s"), seconds(450.0));
        assert_eq!(length("24h"), seconds(86_400.0));
        assert_eq!(length("3 months"), Some(Length { seconds: 0.0, months: 3.0 }));
        for bad in ["", "5", "5 parsecs", "-5 min", "5 min 3", "min", "1e308 s"] {
            assert_eq!(length(bad), None, "{bad}");
        }
    }
}
