//! The fast way through rows that are as plain as rows can be: no quotes, ISO 8601 times without fraction and offset
//! on days without a clock change, plain decimals, channels met before.
//!
//! What it accepts, [`super::Reading`] accepts with the same values; whatever else a row may hold is left to that one.

use super::cell::SECONDS_LIMIT;
use super::columns::{Columns, Ours};
use super::lanes;
use super::names::Names;
use super::nanos::{self, SECOND};
use super::row::Contact;
use super::timestamp::{self, Clock};
use crate::input::HistorySource;
use crate::input::history::text::FIELD_LIMIT;
use crate::model::HistoryKind;
use chrono::{Datelike, NaiveDate};

/// A contact of a log, its row read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::input::history) struct PlainRow {
    /// Days since 1970, on the wall clock.
    pub(in crate::input::history) day: i32,
    /// Seconds of that day.
    pub(in crate::input::history) second: u32,
    /// Whether the day is later than the last day used.
    pub(in crate::input::history) late: bool,
    /// The number of its channel.
    pub(in crate::input::history) channel: usize,
    pub(in crate::input::history) contact: Contact,
    /// Byte of the row that its time starts at.
    pub(in crate::input::history) time_at: usize,
    /// Bytes of the row, with its line end.
    pub(in crate::input::history) length: usize,
}

/// Reads plain rows.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct PlainRows<'a> {
    roles: Vec<Role>,
    delimiter: u8,
    has_handle: bool,
    today: Today<'a>,
}

/// What a column is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Nothing uses it.
    Idle,
    Time,
    Channel,
    Wait,
    Handle,
    Abandoned,
    Score,
    Resolved,
}

/// Reads times of day; knows the date of the row before.
#[derive(Debug, Clone)]
struct Today<'a> {
    clock: &'a Clock,
    as_of: NaiveDate,
    date: [u8; 10],
    day: i32,
    kind: Kind,
    /// What is known of each day since 1970.
    kinds: Vec<Kind>,
}

/// What kind of day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    /// No clock is put forward or back.
    Plain,
    /// So it is, and the day is later than the last day used.
    Late,
    /// Its times need care.
    Careful,
}

/// Days from 1970 to 2200.
const DAYS: usize = 84_372;
/// The longest time that is believed, in nanoseconds.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number of seconds")]
const NANOS_LIMIT: u64 = SECONDS_LIMIT as u64 * SECOND;

impl<'a> PlainRows<'a> {
    /// A reader of rows with these columns; `None` where no row of such a file is plain.
    pub(in crate::input::history) fn of(
        columns: &Columns<'_>,
        fields: usize,
        delimiter: u8,
        clock: &'a Clock,
        source: &HistorySource,
    ) -> Option<Self> {
        let [time] = columns.timestamp.as_slice() else { return None };
        let with_words =
            |ours: &Ours| source.values.contains_key(ours.name()) && columns.place(*ours).is_some();
        let all = [Ours::Channel, Ours::Wait, Ours::Handle, Ours::Abandoned, Ours::Csat, Ours::Resolved];
        let plain = columns.kind == HistoryKind::Log
            && b",;\t|".contains(&delimiter)
            && clock.is_iso()
            && columns.skip.is_empty()
            && !all.iter().any(with_words);
        if !plain {
            return None;
        }
        let mut roles = vec![Role::Idle; fields];
        let used =
            all.iter().zip(Role::OF_OURS).filter_map(|(ours, role)| Some((columns.place(*ours)?, role)));
        for (column, role) in used.chain([(*time, Role::Time)]) {
            let free = roles.get_mut(column)?;
            if std::mem::replace(free, role) != Role::Idle {
                return None;
            }
        }
        let today = Today {
            clock,
            as_of: source.as_of,
            date: [0; 10],
            day: 0,
            kind: Kind::Careful,
            kinds: vec![Kind::Unknown; DAYS],
        };
        Some(Self { roles, delimiter, has_handle: columns.place(Ours::Handle).is_some(), today })
    }

    /// The row that starts `text`, where it is plain.
    #[inline]
    pub(in crate::input::history) fn row(&mut self, text: &[u8], names: &Names) -> Option<PlainRow> {
        let none = Contact { wait: None, handle: None, abandoned: false, score: 0, resolved: None };
        let mut row =
            PlainRow { day: 0, second: 0, late: false, channel: 0, contact: none, time_at: 0, length: 0 };
        let mut rest = text;
        let mut left = self.roles.len();
        for role in &self.roles {
            left -= 1;
            let length = match role {
                Role::Time => {
                    row.time_at = text.len() - rest.len();
                    self.today.time(rest, &mut row)?
                }
                Role::Channel => {
                    let (number, length) = names.leading(rest, left == 0)?;
                    row.channel = number;
                    length
                }
                Role::Idle => idle(rest, self.delimiter)?,
                role => value(*role, rest, &mut row.contact)?,
            };
            rest = rest.get(length..)?;
            if left > 0 {
                let (delimiter, after) = rest.split_first()?;
                if *delimiter != self.delimiter {
                    return None;
                }
                rest = after;
            }
        }
        row.length = text.len() - rest.len() + line_end(rest)?;
        if row.length > FIELD_LIMIT {
            return None;
        }
        if self.has_handle && !row.contact.abandoned && row.contact.handle.is_none() {
            return None;
        }
        row.contact.handle = row.contact.handle.filter(|_| !row.contact.abandoned);
        Some(row)
    }
}

impl Today<'_> {
    /// Reads `2026-10-01T09:00:00` or `2026-10-01T09:00`, with a space for the `T`; gives its length.
    #[inline(always)]
    fn time(&mut self, field: &[u8], row: &mut PlainRow) -> Option<usize> {
        let (date, time) = field.split_first_chunk::<10>()?;
        if *date != self.date {
            self.turn_to(date)?;
        }
        if self.kind == Kind::Careful {
            return None;
        }
        let (b'T' | b' ', clock) = time.split_first()? else { return None };
        let (second, length) = match clock.first_chunk::<8>() {
            Some(eight) if eight[5] == b':' => (lanes::clock(u64::from_le_bytes(*eight))?, 19),
            _ => {
                let [h1, h2, colon, m1, m2] = *clock.first_chunk::<5>()?;
                (lanes::clock(u64::from_le_bytes([h1, h2, colon, m1, m2, b':', b'0', b'0']))?, 16)
            }
        };
        row.day = self.day;
        row.second = second;
        row.late = self.kind == Kind::Late;
        Some(length)
    }

    #[cold]
    fn turn_to(&mut self, date: &[u8; 10]) -> Option<()> {
        let civil = timestamp::read_date(std::str::from_utf8(date).ok()?)?;
        let day = civil.num_days_from_ce() - EPOCH;
        let kind = self.kinds.get_mut(usize::try_from(day).ok()?)?;
        if *kind == Kind::Unknown {
            *kind = match self.clock.is_even(civil) {
                false => Kind::Careful,
                true if civil > self.as_of => Kind::Late,
                true => Kind::Plain,
            };
        }
        (self.date, self.day, self.kind) = (*date, day, *kind);
        Some(())
    }
}

/// Length of a field that nothing uses, if it is text without quotes.
fn idle(field: &[u8], delimiter: u8) -> Option<usize> {
    let stops = |byte: &u8| *byte == delimiter || matches!(byte, b'\n' | b'\r' | b'"' | 0);
    let length = field.iter().position(stops).unwrap_or(field.len());
    let is_text =
        !matches!(field.get(length), Some(b'"' | 0)) && std::str::from_utf8(&field[..length]).is_ok();
    is_text.then_some(length)
}

/// Days from the first day of the first year to 1970.
pub(in crate::input::history) const EPOCH: i32 = 719_163;

impl Role {
    /// In the order of [`PlainRows::of`].
    const OF_OURS: [Self; 6] =
        [Self::Channel, Self::Wait, Self::Handle, Self::Abandoned, Self::Score, Self::Resolved];
}

/// Reads a value into a contact and gives its length.
#[inline(always)]
fn value(role: Role, field: &[u8], contact: &mut Contact) -> Option<usize> {
    match role {
        Role::Wait => {
            let (nanos, length) = seconds(field)?;
            contact.wait = Some(nanos);
            Some(length)
        }
        Role::Handle => {
            if is_empty(field) {
                return Some(0);
            }
            let (nanos, length) = seconds(field)?;
            contact.handle = Some(nanos);
            Some(length)
        }
        Role::Abandoned => {
            let (truth, length) = truth(field)?;
            contact.abandoned = truth;
            Some(length)
        }
        Role::Resolved => {
            if is_empty(field) {
                return Some(0);
            }
            let (truth, length) = truth(field)?;
            contact.resolved = Some(truth);
            Some(length)
        }
        Role::Score => {
            let score = field.first().map_or(0, |byte| byte.wrapping_sub(b'0'));
            let given = (1..=5).contains(&score);
            contact.score = if given { score } else { 0 };
            Some(usize::from(given))
        }
        Role::Idle | Role::Time | Role::Channel => None,
    }
}

/// Whether a field may be empty here: whatever follows is judged where the field has to end.
const fn is_empty(field: &[u8]) -> bool {
    !matches!(field, [b'0'..=b'9' | b't' | b'f' | b'T' | b'F' | b'y' | b'n' | b'Y' | b'N', ..])
}

#[inline(always)]
fn seconds(field: &[u8]) -> Option<(u64, usize)> {
    nanos::leading(field).filter(|(nanos, _)| *nanos <= NANOS_LIMIT)
}

#[inline]
fn truth(field: &[u8]) -> Option<(bool, usize)> {
    match field {
        [b'0', ..] => Some((false, 1)),
        [b'1', ..] => Some((true, 1)),
        _ => [("true", true), ("false", false), ("yes", true), ("no", false)]
            .into_iter()
            .find(|(word, _)| {
                field.get(..word.len()).is_some_and(|text| text.eq_ignore_ascii_case(word.as_bytes()))
            })
            .map(|(word, truth)| (truth, word.len())),
    }
}

/// Bytes of a line end, or of the end of the text; a CR alone is left to the careful.
#[inline]
const fn line_end(rest: &[u8]) -> Option<usize> {
    match rest {
        [b'\n', ..] => Some(1),
        [b'\r', b'\n', ..] => Some(2),
        [] => Some(0),
        _ => None,
    }
}
