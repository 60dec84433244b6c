//! What a cell shows, as a CSV would have it: plain decimals, ISO dates and times, `true` and `false`, `#REF!`.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType, Style};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};
use std::io::Write;
use std::time::Duration;

/// Milliseconds of a day.
const DAY: f64 = 86_400_000.0;

/// Which styles of a workbook show a day and no time.
pub(super) struct DateForms(Vec<bool>);

impl DateForms {
    /// By the number format of every style.
    pub(super) fn of(styles: &[Style]) -> Self {
        let is_day = |style: &Style| {
            style.number_format.as_ref().is_some_and(|form| {
                let built_in =
                    form.format_id.is_some_and(|id| matches!(id, 14..=17 | 27..=31 | 36 | 50..=58));
                built_in || shows_a_day_only(&form.format_code)
            })
        };
        Self(styles.iter().map(is_day).collect())
    }

    pub(super) fn is_day(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or(false)
    }
}

/// Whether a format code has days or years and neither hours nor seconds; text in quotes is no code.
fn shows_a_day_only(code: &str) -> bool {
    let (mut has_day, mut has_time) = (false, false);
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => drop(chars.by_ref().find(|c| *c == '"')),
            '[' => drop(chars.by_ref().find(|c| *c == ']')),
            '\\' | '_' | '*' => drop(chars.next()),
            ';' => break,
            'd' | 'D' | 'y' | 'Y' => has_day = true,
            'h' | 'H' | 's' | 'S' => has_time = true,
            _ => {}
        }
    }
    has_day && !has_time
}

/// Writes the text of a cell; `is_day` where its format shows a day and no time.
pub(super) fn write(value: &DataRef<'_>, is_day: bool, text: &mut Vec<u8>) {
    let written = match value {
        DataRef::Empty => Ok(()),
        DataRef::Int(number) => write!(text, "{number}"),
        // Rust prints the shortest decimal that reads back as the same number, and never an exponent.
        DataRef::Float(number) => write!(text, "{number}"),
        DataRef::Bool(truth) => write!(text, "{truth}"),
        DataRef::Error(error) => write!(text, "{error}"),
        DataRef::String(string) | DataRef::DateTimeIso(string) | DataRef::DurationIso(string) => {
            text.write_all(string.as_bytes())
        }
        DataRef::SharedString(string) => text.write_all(string.as_bytes()),
        DataRef::DateTime(serial) => write!(text, "{}", Shown { serial, is_day }),
    };
    // A vector takes all that is written to it.
    drop(written);
}

/// A serial number of days as its format means it.
struct Shown<'a> {
    serial: &'a ExcelDateTime,
    is_day: bool,
}

impl std::fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let days = self.serial.as_f64();
        if self.serial.is_duration() {
            // `[h]:mm:ss` is a length of time: in seconds, to the millisecond.
            return write!(f, "{}", (days * DAY).round() / 1000.0);
        }
        match moment(self.serial) {
            None => write!(f, "{days}"),
            Some(moment) if (0.0..1.0).contains(&days) => write_time(f, moment.time()),
            Some(moment) if self.is_day && moment.time() == NaiveTime::MIN => write!(f, "{}", moment.date()),
            Some(moment) => {
                write!(f, "{}T", moment.date())?;
                write_time(f, moment.time())
            }
        }
    }
}

fn write_time(f: &mut std::fmt::Formatter<'_>, time: NaiveTime) -> std::fmt::Result {
    write!(f, "{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
    match time.nanosecond() / 1_000_000 {
        0 => Ok(()),
        millis => write!(f, ".{millis:03}"),
    }
}

/// The moment of a serial number of days, to the millisecond; `None` before the first and after the last one.
///
/// Days count from 1899-12-30, which is right from 1900-03-01 on (Excel has a 29 February 1900), or from 1904-01-01.
/// The thousandth of a second is as much as a double holds of a day of this century with room to spare, so that
/// rounding to it takes away what `09:00` lacks of 09:00 in binary.
fn moment(serial: &ExcelDateTime) -> Option<NaiveDateTime> {
    let (year, month, day) = if is_1904(serial) { (1904, 1, 1) } else { (1899, 12, 30) };
    let epoch = NaiveDate::from_ymd_opt(year, month, day)?.and_time(NaiveTime::MIN);
    let days = serial.as_f64();
    if !(0.0..2_958_466.0).contains(&days) {
        return None;
    }
    // In whole days and the rest, so that the rest keeps its digits.
    let whole = days.floor();
    let date = epoch.checked_add_signed(seconds(whole * 86_400.0)?)?;
    date.checked_add_signed(seconds(((days - whole) * DAY).round() / 1000.0)?)
}

fn seconds(seconds: f64) -> Option<TimeDelta> {
    TimeDelta::from_std(Duration::try_from_secs_f64(seconds).ok()?).ok()
}

/// Whether days count from 1904.
fn is_1904(serial: &ExcelDateTime) -> bool {
    let of = |kind| *serial == ExcelDateTime::new(serial.as_f64(), kind, true);
    of(ExcelDateTimeType::DateTime) || of(ExcelDateTimeType::TimeDelta)
}
