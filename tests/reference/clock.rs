//! Timestamps by hand: ISO 8601, or what `timestamp_format` says; local times in the zone, each of which must have come
//! exactly once.

use chrono::{DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeZone, Timelike, Utc};
use chrono_tz::Tz;

/// A time on the wall clock and its seconds since 1970 in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    pub(crate) local: NaiveDateTime,
    pub(crate) instant: i64,
    /// Whether it is the later of two that the wall clock shows alike.
    pub(crate) is_second_pass: bool,
}

enum Said {
    Day(NaiveDate),
    Local(NaiveDateTime),
    Instant(DateTime<Utc>),
}

/// The moment of a text, or the code of the objection.
pub(crate) fn moment(
    text: &str,
    formats: &[String],
    zone: Tz,
    day_will_do: bool,
) -> Result<Moment, &'static str> {
    let enough = |said: &Said| day_will_do || !matches!(said, Said::Day(_));
    let said = match formats {
        [] => iso(text).filter(enough),
        _ => formats.iter().find_map(|format| by_format(text, format).filter(enough)),
    };
    match said.ok_or("E424")? {
        Said::Day(day) => {
            let midnight = day.and_hms_opt(0, 0, 0).unwrap();
            let first = (0..4).find_map(|hour| of_local(day.and_hms_opt(hour, 0, 0).unwrap(), zone).ok());
            let first = first.map_or_else(|| of_local(midnight, zone), Ok)?;
            Ok(Moment { local: midnight, ..first })
        }
        Said::Local(local) => of_local(local, zone),
        Said::Instant(instant) => {
            let local = instant.with_timezone(&zone).naive_local();
            let instant = instant.timestamp();
            let is_second_pass = match zone.offset_from_local_datetime(&local) {
                LocalResult::Ambiguous(one, two) => {
                    let later = one.fix().local_minus_utc().min(two.fix().local_minus_utc());
                    local.and_utc().timestamp() - i64::from(later) == instant
                }
                _ => false,
            };
            in_years(local)?;
            Ok(Moment { local, instant, is_second_pass })
        }
    }
}

fn in_years(local: NaiveDateTime) -> Result<(), &'static str> {
    if (1970..=2200).contains(&local.year()) { Ok(()) } else { Err("E425") }
}

fn of_local(local: NaiveDateTime, zone: Tz) -> Result<Moment, &'static str> {
    in_years(local)?;
    match zone.offset_from_local_datetime(&local) {
        LocalResult::None => Err("E426"),
        LocalResult::Ambiguous(..) => Err("E427"),
        LocalResult::Single(offset) => {
            let instant = local.and_utc().timestamp() - i64::from(offset.fix().local_minus_utc());
            Ok(Moment { local, instant, is_second_pass: false })
        }
    }
}

fn by_format(text: &str, format: &str) -> Option<Said> {
    let is_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if format == "epoch" {
        let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
        let plain = is_digits(whole.strip_prefix('-').unwrap_or(whole)) && is_digits(fraction);
        // Beyond what a calendar holds is beyond 2200 as well.
        let seconds = whole.parse::<i64>().unwrap_or(i64::MAX);
        let far = DateTime::from_timestamp(7_500_000_000, 0);
        return plain.then(|| DateTime::from_timestamp(seconds, 0).or(far)).flatten().map(Said::Instant);
    }
    let sound = |local: &NaiveDateTime| local.nanosecond() < 1_000_000_000;
    if format.contains("%z") {
        let parsed = DateTime::parse_from_str(text, format).ok()?;
        return sound(&parsed.naive_utc()).then(|| Said::Instant(parsed.to_utc()));
    }
    if !format.contains("%H") && !format.contains("%I") {
        return NaiveDate::parse_from_str(text, format).ok().map(Said::Day);
    }
    NaiveDateTime::parse_from_str(text, format).ok().filter(sound).map(Said::Local)
}

/// `2026-10-01`, or with `T` or a space a time, then seconds, a fraction and an offset or not.
fn iso(text: &str) -> Option<Said> {
    let ascii: Vec<char> = text.chars().collect();
    let number = |from: usize, length: usize| -> Option<u32> {
        let digits: String = ascii.get(from..from + length)?.iter().collect();
        if digits.chars().all(|c| c.is_ascii_digit()) { digits.parse().ok() } else { None }
    };
    let is = |at: usize, allowed: &str| ascii.get(at).is_some_and(|c| allowed.contains(*c));
    if !(is(4, "-") && is(7, "-")) {
        return None;
    }
    let year = i32::try_from(number(0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(5, 2)?, number(8, 2)?)?;
    if ascii.len() == 10 {
        return Some(Said::Day(day));
    }
    if !(is(10, "T ") && is(13, ":")) {
        return None;
    }
    let (hour, minute) = (number(11, 2)?, number(14, 2)?);
    let mut at = 16;
    let (mut second, mut nanos) = (0, 0);
    if is(at, ":") {
        second = number(17, 2)?;
        at = 19;
        if is(at, ".") {
            let length = ascii[20..].iter().take_while(|c| c.is_ascii_digit()).count();
            if length == 0 || length > 9 {
                return None;
            }
            nanos = number(20, length)? * 10_u32.pow(9 - u32::try_from(length).unwrap());
            at = 20 + length;
        }
    }
    let local = day.and_hms_nano_opt(hour, minute, second, nanos)?;
    let rest: String = ascii.get(at..)?.iter().collect();
    if rest.is_empty() {
        return Some(Said::Local(local));
    }
    if rest == "Z" {
        return Some(Said::Instant(local.and_utc()));
    }
    let sign = if rest.starts_with('+') {
        1
    } else if rest.starts_with('-') {
        -1
    } else {
        return None;
    };
    let hours = number(at + 1, 2)?;
    let minutes = match rest.len() {
        3 => 0,
        5 => number(at + 3, 2)?,
        6 if is(at + 3, ":") => number(at + 4, 2)?,
        _ => return None,
    };
    let east = i64::from(hours * 60 + minutes);
    if minutes > 59 || east > 14 * 60 {
        return None;
    }
    Some(Said::Instant(local.and_utc() - chrono::TimeDelta::minutes(sign * east)))
}
