//! Timestamps: ISO 8601 strictly, or the formats that the plan names; local times end up in the plan's zone.

use super::iso::{epoch, iso};
use crate::input::history::books::{At, Flaw, shown};
use chrono::format::{Fixed, Item, Numeric, Parsed, StrftimeItems};
use chrono::{
    DateTime, Datelike, LocalResult, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike,
};
use chrono_tz::Tz;

/// Years that a history may speak of.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;

/// A point in time as the plan's wall clock shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Moment {
    pub(in crate::input) local: NaiveDateTime,
    /// Seconds since 1970 in UTC: tells the two hours of an overlap apart.
    pub(in crate::input) instant: i64,
    /// Whether it came with its offset.
    pub(in crate::input) explicit: bool,
    /// Whether the clocks showed it a second time.
    pub(in crate::input) second_pass: bool,
}

/// Why a text is no moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum TimeFault {
    Form,
    NoSuchTime,
    DateOnly,
    Year,
    Offset,
    Gap,
    Twice,
}

/// Reads timestamps.
#[derive(Debug, Clone)]
pub(in crate::input) struct Clock {
    zone: Tz,
    patterns: Vec<Pattern>,
}

#[derive(Debug, Clone)]
enum Pattern {
    Iso,
    Epoch,
    Items { items: Vec<Item<'static>>, kind: Kind },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Date,
    Local,
    Instant,
}

/// What a text says before the zone is asked.
pub(super) enum Written {
    Day(NaiveDate),
    Local(NaiveDateTime),
    Instant(DateTime<chrono::Utc>),
}

impl Clock {
    /// A reader of the given formats; ISO 8601 without any.
    pub(in crate::input) fn new(zone: Tz, formats: &[String]) -> Result<Self, Flaw> {
        if formats.is_empty() {
            return Ok(Self { zone, patterns: vec![Pattern::Iso] });
        }
        let patterns = formats.iter().map(|format| Pattern::of(format)).collect::<Result<_, _>>()?;
        Ok(Self { zone, patterns })
    }

    /// Reads a text; a date without a time only where `date_only` allows it.
    pub(in crate::input) fn read(&self, text: &str, date_only: bool) -> Result<Moment, TimeFault> {
        let mut fault = TimeFault::Form;
        for pattern in &self.patterns {
            match pattern.written(text, date_only) {
                Ok(written) => return self.resolve(written),
                Err(other) if fault == TimeFault::Form => fault = other,
                Err(_) => {}
            }
        }
        Err(fault)
    }

    fn resolve(&self, written: Written) -> Result<Moment, TimeFault> {
        match written {
            Written::Day(day) => self
                .resolve(Written::Local(self.start_of(day)))
                .map(|moment| Moment { local: day.and_time(NaiveTime::MIN), ..moment }),
            Written::Instant(instant) => {
                let local = instant.with_timezone(&self.zone).naive_local();
                let moment =
                    Moment { local, instant: instant.timestamp(), explicit: true, second_pass: false };
                Self::in_years(Moment { second_pass: self.is_second(&moment), ..moment })
            }
            Written::Local(local) => {
                if !YEARS.contains(&local.year()) {
                    return Err(TimeFault::Year);
                }
                match self.zone.offset_from_local_datetime(&local) {
                    LocalResult::Single(offset) => {
                        let seconds = i64::from(offset.fix().local_minus_utc());
                        let instant = local.and_utc().timestamp() - seconds;
                        Ok(Moment { local, instant, explicit: false, second_pass: false })
                    }
                    LocalResult::Ambiguous(..) => Err(TimeFault::Twice),
                    LocalResult::None => Err(TimeFault::Gap),
                }
            }
        }
    }

    fn in_years(moment: Moment) -> Result<Moment, TimeFault> {
        YEARS.contains(&moment.local.year()).then_some(moment).ok_or(TimeFault::Year)
    }

    /// Whether the clocks showed a moment's time before, an hour ago or so.
    fn is_second(&self, moment: &Moment) -> bool {
        let LocalResult::Ambiguous(first, _) = self.zone.offset_from_local_datetime(&moment.local) else {
            return false;
        };
        moment.local.and_utc().timestamp() - i64::from(first.fix().local_minus_utc()) != moment.instant
    }

    /// The same, reading ISO 8601 too where no other form fits.
    pub(in crate::input::history) fn or_iso(mut self) -> Self {
        if !self.is_iso() {
            self.patterns.push(Pattern::Iso);
        }
        self
    }

    /// Whether ISO 8601 is the only form of its timestamps.
    pub(in crate::input::history) fn is_iso(&self) -> bool {
        matches!(self.patterns.as_slice(), [Pattern::Iso])
    }

    /// Whether no clock is put forward or back within a day of this one.
    pub(in crate::input::history) fn is_even(&self, day: NaiveDate) -> bool {
        let offset = |hours: i64| {
            let at = day.and_time(NaiveTime::MIN).checked_add_signed(chrono::TimeDelta::hours(hours));
            at.map(|at| self.zone.offset_from_utc_datetime(&at).fix())
        };
        (-24..=48).all(|hours| offset(hours) == offset(0))
    }

    /// Midnight, or where the clocks are put over it the first hour after it that came once.
    fn start_of(&self, day: NaiveDate) -> NaiveDateTime {
        let hours = (0..=3).filter_map(|hour| day.and_hms_opt(hour, 0, 0));
        let mut once =
            hours.filter(|t| matches!(self.zone.offset_from_local_datetime(t), LocalResult::Single(_)));
        once.next().unwrap_or(day.and_time(NaiveTime::MIN))
    }

    /// The objection to a text at a place.
    pub(in crate::input) fn flaw(&self, fault: TimeFault, text: &str, at: At) -> Flaw {
        let (text, zone) = (shown(text), self.zone.name());
        let (code, message, help) = match fault {
            TimeFault::Form => {
                ("E424", format!("`{text}` is not a timestamp in the form expected"), self.expected())
            }
            TimeFault::NoSuchTime => {
                ("E424", format!("`{text}` names a day or a time that does not exist"), String::new())
            }
            TimeFault::DateOnly => ("E424", format!("`{text}` is a date without a time"), self.expected()),
            TimeFault::Offset => {
                ("E424", format!("`{text}` has an offset that no place on earth has"), String::new())
            }
            TimeFault::Year => ("E425", format!("`{text}` is outside the years 1970 to 2200"), String::new()),
            TimeFault::Gap => (
                "E426",
                format!("`{text}` did not exist in {zone}: the clocks were put forward over it"),
                "write it with its offset, like `+01:00`".to_owned(),
            ),
            TimeFault::Twice => (
                "E427",
                format!("`{text}` came twice in {zone}: the clocks were put back over it"),
                "write it with its offset, like `+01:00`".to_owned(),
            ),
        };
        let flaw = Flaw::new(code, at, message);
        if help.is_empty() { flaw } else { flaw.help(help) }
    }

    fn expected(&self) -> String {
        match self.patterns.first() {
            Some(Pattern::Iso) | None => {
                "write it like `2026-10-01T09:00:00`, or name its form: `timestamp_format = \"%d/%m/%Y %H:%M\"`".into()
            }
            Some(Pattern::Epoch) => "`epoch` means seconds since 1970-01-01 in UTC".into(),
            Some(Pattern::Items { .. }) => "does `timestamp_format` say what the file holds?".into(),
        }
    }
}

/// Whether a header cell is in truth a timestamp.
pub(super) fn is_iso(text: &str) -> bool {
    !matches!(iso(text, true), Err(TimeFault::Form))
}

/// A civil date like `2026-10-01` within the years of a history.
pub(in crate::input) fn read_date(text: &str) -> Option<NaiveDate> {
    let Ok(Written::Day(day)) = iso(text, true) else { return None };
    YEARS.contains(&day.year()).then_some(day)
}

impl Pattern {
    fn of(format: &str) -> Result<Self, Flaw> {
        if format == "epoch" {
            return Ok(Self::Epoch);
        }
        let unknown = || {
            Flaw::new("E419", At::START, format!("`{}` is no time format", shown(format)))
                .help("formats are like `%d/%m/%Y %H:%M:%S`, or `epoch`")
        };
        let items = StrftimeItems::new(format).parse_to_owned().map_err(|_| unknown())?;
        let kind = Kind::of(&items).ok_or_else(unknown)?;
        Ok(Self::Items { items, kind })
    }

    fn written(&self, text: &str, date_only: bool) -> Result<Written, TimeFault> {
        match self {
            Self::Iso => iso(text, date_only),
            Self::Epoch => epoch(text),
            Self::Items { items, kind } => by_items(text, items, *kind, date_only),
        }
    }
}

impl Kind {
    fn of(items: &[Item<'_>]) -> Option<Self> {
        let has = |wanted: &dyn Fn(&Item<'_>) -> bool| items.iter().any(wanted);
        let instant = has(&|item| {
            matches!(
                item,
                Item::Numeric(Numeric::Timestamp, _)
                    | Item::Fixed(
                        Fixed::TimezoneOffset
                            | Fixed::TimezoneOffsetColon
                            | Fixed::TimezoneOffsetColonZ
                            | Fixed::TimezoneOffsetZ
                            | Fixed::RFC2822
                            | Fixed::RFC3339
                    )
            )
        });
        let hour = has(&|item| matches!(item, Item::Numeric(Numeric::Hour | Numeric::Hour12, _)));
        let day = has(&|item| {
            matches!(
                item,
                Item::Numeric(
                    Numeric::Day | Numeric::Ordinal | Numeric::NumDaysFromSun | Numeric::WeekdayFromMon,
                    _
                )
            )
        });
        match (instant, hour, day) {
            (true, ..) => Some(Self::Instant),
            (_, true, true) => Some(Self::Local),
            (_, false, true) => Some(Self::Date),
            (_, _, false) => None,
        }
    }
}

fn by_items(text: &str, items: &[Item<'static>], kind: Kind, date_only: bool) -> Result<Written, TimeFault> {
    let mut parsed = Parsed::new();
    let fault = |error: chrono::ParseError| match error.kind() {
        chrono::format::ParseErrorKind::OutOfRange | chrono::format::ParseErrorKind::Impossible => {
            TimeFault::NoSuchTime
        }
        _ => TimeFault::Form,
    };
    chrono::format::parse(&mut parsed, text, items.iter()).map_err(fault)?;
    let local = match kind {
        Kind::Instant if parsed.timestamp().is_some() => {
            parsed.to_naive_datetime_with_offset(0).map_err(fault)?
        }
        Kind::Instant => parsed.to_datetime().map_err(fault)?.naive_utc(),
        Kind::Local => parsed.to_naive_datetime_with_offset(0).map_err(fault)?,
        Kind::Date if date_only => return parsed.to_naive_date().map(Written::Day).map_err(fault),
        Kind::Date => return Err(TimeFault::DateOnly),
    };
    if local.nanosecond() >= 1_000_000_000 {
        return Err(TimeFault::NoSuchTime);
    }
    Ok(if kind == Kind::Instant { Written::Instant(local.and_utc()) } else { Written::Local(local) })
}
