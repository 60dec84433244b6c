//! Times as ISO 8601 writes them, and as seconds since 1970.

use super::timestamp::{TimeFault, Written};
use chrono::{DateTime, NaiveDate};

/// Seconds since 1970 in UTC; a fraction is read and left out.
pub(super) fn epoch(text: &str) -> Result<Written, TimeFault> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let numeric = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !numeric(digits) || !numeric(fraction) {
        return Err(TimeFault::Form);
    }
    let seconds = whole.parse::<i64>().map_err(|_| TimeFault::Year)?;
    DateTime::from_timestamp(seconds, 0).map(Written::Instant).ok_or(TimeFault::Year)
}

/// `2026-10-01T09:00:00.5+08:00`, with a space for the `T`; seconds, fraction and offset may be absent.
pub(super) fn iso(text: &str, date_only: bool) -> Result<Written, TimeFault> {
    let mut rest = text.as_bytes();
    let year = digits(&mut rest, 4)?;
    expect(&mut rest, b"-")?;
    let month = digits(&mut rest, 2)?;
    expect(&mut rest, b"-")?;
    let day = digits(&mut rest, 2)?;
    let year = i32::try_from(year).unwrap_or(0);
    if rest.is_empty() {
        let date = date(year, month, day)?;
        return if date_only { Ok(Written::Day(date)) } else { Err(TimeFault::DateOnly) };
    }
    expect(&mut rest, b"T ")?;
    let hour = digits(&mut rest, 2)?;
    expect(&mut rest, b":")?;
    let minute = digits(&mut rest, 2)?;
    let (second, nano) = seconds(&mut rest)?;
    let offset = offset(rest)?;
    let date = date(year, month, day)?;
    let local = date.and_hms_nano_opt(hour, minute, second, nano).ok_or(TimeFault::NoSuchTime)?;
    match offset {
        None => Ok(Written::Local(local)),
        Some(minutes) if minutes.abs() <= 14 * 60 => {
            let utc = local.checked_sub_signed(chrono::TimeDelta::minutes(minutes)).ok_or(TimeFault::Year)?;
            Ok(Written::Instant(utc.and_utc()))
        }
        Some(_) => Err(TimeFault::Offset),
    }
}

fn date(year: i32, month: u32, day: u32) -> Result<NaiveDate, TimeFault> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(TimeFault::NoSuchTime)
}

fn seconds(rest: &mut &[u8]) -> Result<(u32, u32), TimeFault> {
    if rest.first() != Some(&b':') {
        return Ok((0, 0));
    }
    expect(rest, b":")?;
    let second = digits(rest, 2)?;
    if rest.first() != Some(&b'.') {
        return Ok((second, 0));
    }
    expect(rest, b".")?;
    let length = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    if !(1..=9).contains(&length) {
        return Err(TimeFault::Form);
    }
    let fraction = digits(rest, length)?;
    let scale = 10_u32.pow(u32::try_from(9 - length).unwrap_or(0));
    Ok((second, fraction * scale))
}

/// Minutes east of UTC; `None` without an offset.
fn offset(mut rest: &[u8]) -> Result<Option<i64>, TimeFault> {
    let sign = match rest {
        [] => return Ok(None),
        [b'Z'] => return Ok(Some(0)),
        [b'+', ..] => 1,
        [b'-', ..] => -1,
        _ => return Err(TimeFault::Form),
    };
    rest = &rest[1..];
    let hours = digits(&mut rest, 2)?;
    let minutes = match rest {
        [] => 0,
        [b':', after @ ..] => {
            rest = after;
            digits(&mut rest, 2)?
        }
        _ => digits(&mut rest, 2)?,
    };
    if !rest.is_empty() {
        return Err(TimeFault::Form);
    }
    if minutes > 59 {
        return Err(TimeFault::Offset);
    }
    Ok(Some(sign * (i64::from(hours) * 60 + i64::from(minutes))))
}

fn digits(rest: &mut &[u8], count: usize) -> Result<u32, TimeFault> {
    let (head, tail) = rest.split_at_checked(count).ok_or(TimeFault::Form)?;
    if !head.iter().all(u8::is_ascii_digit) {
        return Err(TimeFault::Form);
    }
    *rest = tail;
    Ok(head.iter().fold(0, |value, digit| value * 10 + u32::from(digit - b'0')))
}

fn expect(rest: &mut &[u8], allowed: &[u8]) -> Result<(), TimeFault> {
    match rest.split_first() {
        Some((first, tail)) if allowed.contains(first) => {
            *rest = tail;
            Ok(())
        }
        _ => Err(TimeFault::Form),
    }
}
