//! What people type after a flag: durations, shares, targets and rates, in the forms that plan files have for them.

use super::fields::{decimal, length, percent, unit};
use super::resolve::zone_named;
use crate::calendar::DateSpan;
use crate::model::question::LevelGoal;
use crate::queueing::Patience;
use crate::units::{Fraction, Rate, Seconds};
use chrono::{Days, Months, NaiveDate};
use std::collections::BTreeMap;

/// Contacts that may arrive in a stretch of time.
const MOST_CONTACTS: f64 = 100e6;
/// Ten years, in seconds.
const LONGEST: f64 = 10.0 * 366.0 * 86_400.0;

/// A time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Zone(pub(in crate::input) chrono_tz::Tz);

impl Zone {
    /// That of files which say nothing else.
    pub const UTC: Self = Self(chrono_tz::Tz::UTC);

    /// The zone itself, as a history takes it.
    #[must_use]
    pub const fn tz(self) -> chrono_tz::Tz {
        self.0
    }
}

/// The zone of an IANA name.
///
/// # Errors
/// Words for the person who typed it.
pub fn zone(text: &str) -> Result<Zone, String> {
    zone_named(text).map(Zone)
}

/// A stretch of whole days and calendar months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Calendar months, which come first.
    pub months: u32,
    /// Days.
    pub days: u32,
}

impl Stretch {
    /// The last day of a stretch that begins on `first`; `None` past the calendar's end.
    #[must_use]
    pub fn last_day(self, first: NaiveDate) -> Option<NaiveDate> {
        let end = first.checked_add_months(Months::new(self.months))?;
        end.checked_add_days(Days::new(self.days.into()))?.pred_opt()
    }
}

/// Whole days, weeks, months or years: `28d`, `4w`, `3 months`; at most five years.
///
/// # Errors
/// Words for the person who typed it.
pub fn stretch(text: &str) -> Result<Stretch, String> {
    const FORM: &str = "write days, weeks or months, like 28d, 4w or \"3 months\"";
    const MOST_DAYS: f64 = 1827.0;
    let length = length(text).ok_or(FORM)?;
    let (days, months) = (length.seconds / 86_400.0, length.months);
    if days.fract().abs() > 1e-9 || months.fract().abs() > 1e-9 {
        return Err(format!("whole days are needed: {FORM}"));
    }
    if days + months <= 0.0 {
        return Err(format!("at least a day is needed: {FORM}"));
    }
    if days + months * 30.45 > MOST_DAYS {
        return Err("at most five years".into());
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 1827, whole")]
    let whole = |number: f64| number.round() as u32;
    Ok(Stretch { months: whole(months), days: whole(days) })
}

/// A date, or a span of dates: `2026-10-01`, `2026-10-01..2026-10-07`.
///
/// # Errors
/// Words for the person who typed it.
pub fn dates(text: &str) -> Result<DateSpan, String> {
    const FORM: &str = "write a date or a span, like 2026-10-01 or 2026-10-01..2026-10-07";
    const MOST_DAYS: i64 = 3660;
    let date = |text: &str| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(|_| FORM.to_owned());
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let span = DateSpan { first: date(first)?, last: date(last)? };
    match span.days() {
        ..=0 => Err("a span ends on or after the day it begins".into()),
        1..=MOST_DAYS => Ok(span),
        _ => Err("a span of at most ten years".into()),
    }
}

/// A date: `2026-10-01`.
///
/// # Errors
/// Words for the person who typed it.
pub fn date(text: &str) -> Result<NaiveDate, String> {
    let date = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d");
    date.map_err(|_| "no day of the calendar; write one like 2026-09-30".to_owned())
}

/// Quantiles in per cent, each larger than the one before: `10,50,90`.
///
/// # Errors
/// Words for the person who typed it.
pub fn quantiles(text: &str) -> Result<Vec<f64>, String> {
    const FORM: &str = "write per cents between 0 and 100, each larger than the one before, like 10,50,90";
    const MOST: usize = 99;
    let all: Option<Vec<f64>> = text.split(',').map(decimal).collect();
    let all = all.ok_or(FORM)?;
    let inside = all.iter().all(|&percent| 0.0 < percent && percent < 100.0);
    let rising = all.windows(2).all(|pair| pair[0] < pair[1]);
    if inside && rising && all.len() <= MOST { Ok(all) } else { Err(FORM.into()) }
}

/// How many conversations an agent holds, and how long they take.
#[derive(Debug, Clone, PartialEq)]
pub enum TypedConcurrency {
    /// So many at once, each as long as one alone.
    Same(usize),
    /// A duration a level, from one conversation up.
    Levels(Vec<Seconds>),
}

/// A duration above zero: `5m`, `300s`, `1 h 30 min`.
///
/// # Errors
/// Words for the person who typed it.
pub fn duration(text: &str) -> Result<Seconds, String> {
    let seconds = at_least_zero(text)?;
    if seconds.get() > 0.0 { Ok(seconds) } else { Err("a duration above zero is needed, like 5m".into()) }
}

/// A duration of zero or more.
///
/// # Errors
/// Words for the person who typed it.
pub fn at_least_zero(text: &str) -> Result<Seconds, String> {
    let Some(length) = length(text) else {
        return Err(match decimal(text) {
            Some(_) => format!("write the unit: {0}s, {0}m or {0}h", text.trim()),
            None => "write a duration with its unit, like 30s, 5m or 1h30m".into(),
        });
    };
    if length.months > 0.0 {
        return Err("months have no fixed length; write days or weeks".into());
    }
    let fits = Seconds::new(length.seconds).ok().filter(|seconds| seconds.get() <= LONGEST);
    fits.ok_or_else(|| "at most ten years".into())
}

/// The length of an interval: whole seconds, up to a day.
///
/// # Errors
/// Words for the person who typed it.
pub fn interval(text: &str) -> Result<Seconds, String> {
    let length = duration(text)?;
    let whole = length.get().fract() <= 0.0 && length.get() <= 86_400.0;
    if whole { Ok(length) } else { Err("an interval is up to a day, in whole seconds, like 30m".into()) }
}

/// How long customers wait: a duration, or `infinite` for customers who never give up.
///
/// # Errors
/// Words for the person who typed it.
pub fn patience(text: &str) -> Result<Patience, String> {
    match text.trim().to_ascii_lowercase().as_str() {
        "infinite" | "inf" => Ok(Patience::Infinite),
        _ => duration(text)
            .map(Patience::Mean)
            .map_err(|words| format!("{words}; or `infinite` where nobody gives up")),
    }
}

/// A share of 0 to 1: `88%` or `0.88`.
///
/// # Errors
/// Words for the person who typed it.
pub fn share(text: &str) -> Result<Fraction, String> {
    let value = percent(text).or_else(|| decimal(text));
    let Some(value) = value else { return Err("write a share like 88% or 0.88".into()) };
    Fraction::new(value).map_err(|_| match percent(&format!("{}%", text.trim())) {
        Some(meant) if (0.0..=1.0).contains(&meant) => {
            format!("a share is between 0 and 1; is {}% meant?", text.trim())
        }
        _ => "a share is between 0% and 100%".into(),
    })
}

/// A share above nothing, which a limit is.
///
/// # Errors
/// Words for the person who typed it.
pub fn limit(text: &str) -> Result<Fraction, String> {
    let share = share(text)?;
    if share.get() > 0.0 {
        return Ok(share);
    }
    Err("a limit of nothing is certainty, which no finite number of agents gives; allow a little, like 0.1%"
        .into())
}

/// Paid time off the contacts: less than all of it.
///
/// # Errors
/// Words for the person who typed it.
pub fn shrinkage(text: &str) -> Result<Fraction, String> {
    let share = share(text)?;
    if share.get() < 1.0 { Ok(share) } else { Err("shrinkage of 100% leaves nobody on seat".into()) }
}

/// A service level: `95% in 5m`.
///
/// # Errors
/// Words for the person who typed it.
pub fn level_goal(text: &str) -> Result<LevelGoal, String> {
    const FORM: &str = "write a share in a time, like \"95% in 5m\" or \"80% in 20s\"";
    let (share_text, within) = text.split_once(" in ").ok_or(FORM)?;
    let share = share(share_text).map_err(|words| format!("{words} ({FORM})"))?;
    let within = at_least_zero(within)?;
    if share.get() >= 1.0 {
        return Err(
            "100% is certainty, which no finite number of agents gives; ask for less, like 99.9%".into()
        );
    }
    if share.get() <= 0.0 {
        return Err("a share above zero is needed, like 80%".into());
    }
    Ok(LevelGoal { share, within })
}

/// A number of contacts.
///
/// # Errors
/// Words for the person who typed it.
pub fn contacts(text: &str) -> Result<f64, String> {
    let value = decimal(text).ok_or("write a plain number, like 360 or 12.5")?;
    if (0.0..=MOST_CONTACTS).contains(&value) { Ok(value) } else { Err("between 0 and 100 million".into()) }
}

/// Contacts a time: `720/h`, `12 / min`; contacts, and the time they arrive in.
///
/// # Errors
/// Words for the person who typed it.
pub fn rate(text: &str) -> Result<(f64, Seconds), String> {
    const FORM: &str = "write contacts a time, like 720/h or 12/min";
    let (amount, time) = text.split_once('/').ok_or(FORM)?;
    let amount = contacts(amount).map_err(|words| format!("{words} ({FORM})"))?;
    let unit = unit(time.trim()).filter(|unit| unit.months <= 0.0).ok_or(FORM)?;
    let time = Seconds::new(unit.seconds).map_err(|_| FORM)?;
    Rate::of(amount, time).ok_or(FORM)?;
    Ok((amount, time))
}

/// A standard deviation ÷ mean of handle times: 0 to 5.
///
/// # Errors
/// Words for the person who typed it.
pub fn scatter(text: &str) -> Result<f64, String> {
    let value = decimal(text).filter(|value| (0.0..=5.0).contains(value));
    value.ok_or_else(|| "write a plain number from 0 (all alike) to 5; 1 is exponential".into())
}

/// Conversations at once: `3`, or durations by level like `5m,6m,7m30s`.
///
/// # Errors
/// Words for the person who typed it.
pub fn concurrency(text: &str) -> Result<TypedConcurrency, String> {
    const FORM: &str = "write 1 to 50 conversations at once, or a duration for each level like 5m,6m,7m";
    if let Ok(levels) = text.trim().parse::<usize>() {
        return if (1..=50).contains(&levels) {
            Ok(TypedConcurrency::Same(levels))
        } else {
            Err(FORM.into())
        };
    }
    let levels: Result<Vec<Seconds>, String> = text.split(',').map(duration).collect();
    let levels = levels.map_err(|words| format!("{words}; {FORM}"))?;
    if levels.len() > 50 { Err(FORM.into()) } else { Ok(TypedConcurrency::Levels(levels)) }
}

/// `agents=people,offered=calls`: our columns to theirs.
///
/// # Errors
/// Words for the person who typed it.
pub fn columns(text: &str) -> Result<BTreeMap<String, String>, String> {
    const FORM: &str = "write OURS=THEIRS, like offered=calls,aht_seconds=avg_handle";
    let pairs = text.split(',').map(|pair| {
        let (ours, theirs) = pair.split_once('=')?;
        let (ours, theirs) = (ours.trim().to_owned(), theirs.trim().to_owned());
        (!ours.is_empty() && !theirs.is_empty()).then_some((ours, theirs))
    });
    pairs.collect::<Option<BTreeMap<_, _>>>().ok_or_else(|| FORM.into())
}

/// One character, or `\t`.
///
/// # Errors
/// Words for the person who typed it.
pub fn delimiter(text: &str) -> Result<char, String> {
    let mut signs = text.chars();
    match (text, signs.next(), signs.next()) {
        ("\\t" | "tab", ..) => Ok('\t'),
        (_, Some(sign), None) if sign.is_ascii() && !"\"\r\n\0".contains(sign) => Ok(sign),
        _ => Err("write one ASCII character, like ';', or \\t".into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{duration, level_goal, share};

    #[test]
    fn what_is_refused_names_the_way_out() {
        assert_eq!(duration("300").unwrap_err(), "write the unit: 300s, 300m or 300h");
        assert_eq!(share("88").unwrap_err(), "a share is between 0 and 1; is 88% meant?");
        assert!(level_goal("100% in 5m").unwrap_err().contains("99.9%"));
        assert_eq!(level_goal("95% in 5m").map(|goal| goal.within.get()), Ok(300.0));
    }
}
