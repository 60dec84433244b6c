//! The contacts of a log, channel by channel, as one thread counts those of the blocks that it reads.

use super::slots::Days;
use crate::calendar::Grid;
use crate::input::history::rows::{Contact, EPOCH, Moment, Names, SECOND};
use crate::model::Lengths;
use chrono::{Datelike, Timelike};
use std::collections::HashMap;

/// When a contact came, on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::history) struct Point {
    /// Days since 1970.
    pub(in crate::input::history) day: i32,
    /// Seconds of the day.
    pub(in crate::input::history) second: u32,
    /// Nanoseconds of the second.
    pub(in crate::input::history) nanos: u32,
    /// Whether the clocks showed it a second time.
    pub(in crate::input::history) second_pass: bool,
    /// Whether the day is later than the last day used.
    pub(in crate::input::history) late: bool,
}

impl Point {
    /// The point of a moment that is not late.
    pub(in crate::input::history) fn of(moment: &Moment) -> Self {
        let Moment { local, second_pass, .. } = *moment;
        let day = local.num_days_from_ce() - EPOCH;
        // A leap second of chrono's counts on in the nanoseconds.
        let (second, nanos) = (local.num_seconds_from_midnight(), local.nanosecond().min(999_999_999));
        Self { day, second, nanos, second_pass, late: false }
    }

    /// Nanoseconds since 1970 on the wall clock.
    #[inline]
    pub(in crate::input::history) const fn local(&self) -> i64 {
        (self.day as i64 * 86_400 + self.second as i64) * SECOND as i64 + self.nanos as i64
    }
}

/// Where a row stands: a block of the file, and a line and a column within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input::history) struct Place {
    pub(in crate::input::history) block: usize,
    pub(in crate::input::history) line: u64,
    pub(in crate::input::history) column: u64,
}

impl Place {
    const START: Self = Self { block: 0, line: 0, column: 0 };
}

/// A row that counts: its time and where it stands.
pub(in crate::input::history) type Seen = (i64, Place);

/// Sums over the contacts of a channel besides those that its slots hold.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::input::history) struct Sums {
    pub(super) waits: u64,
    pub(super) answered_waits: u64,
    pub(super) answered_wait_nanos: u128,
    pub(super) answered_within: u64,
    pub(super) abandoned_within: u64,
    /// Squares of handle times in microseconds.
    pub(super) handle_squares: u128,
    /// Contacts by score; those without one first.
    pub(super) scores: [u64; 6],
    pub(super) answers: u64,
    pub(super) resolved: u64,
}

/// What is counted, and how.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Counting {
    pub(in crate::input::history) grid: Grid,
    /// The one channel that is counted, in lower case; all where left out.
    pub(in crate::input::history) only: Option<String>,
    /// Nanoseconds within which contacts should be answered.
    pub(in crate::input::history) within: Option<u64>,
    /// Whether rows are marked, so that files that repeat each other can be told.
    pub(in crate::input::history) marks: bool,
    /// The byte between fields, which no plain name holds.
    pub(in crate::input::history) delimiter: u8,
    /// By channel in lower case, the times that files read before have covered: rows within them repeat these.
    pub(in crate::input::history) covered: HashMap<String, Vec<(i64, i64)>>,
}

/// One channel of a log.
#[derive(Debug)]
pub(in crate::input::history) struct LogChannel {
    /// Its name in lower case.
    pub(super) name: String,
    pub(super) wanted: bool,
    /// Its rows, and those of them later than the last day used.
    pub(super) rows: u64,
    pub(super) late: u64,
    pub(super) days: Days,
    pub(super) second_passes: Days,
    pub(super) sums: Sums,
    pub(super) handle_lengths: Lengths,
    pub(super) wait_lengths: Lengths,
    /// The first and the last row that counts, where there is any.
    pub(super) first: Seen,
    pub(super) last: Seen,
    covered: Vec<(i64, i64)>,
}

/// The counts of one thread.
#[derive(Debug)]
pub(in crate::input::history) struct LogTally {
    pub(super) channels: Vec<LogChannel>,
    pub(in crate::input::history) names: Names,
    counting: Counting,
    by_name: HashMap<String, usize>,
    /// The slot of every minute of a day.
    slots: Box<[u16]>,
    /// Days of channels opened since they were last taken.
    opened: Vec<(usize, i32)>,
}

impl LogTally {
    /// Nothing counted yet.
    pub(in crate::input::history) fn new(counting: &Counting) -> Self {
        let slot = |minute| u16::try_from(counting.grid.slot_of(minute)).unwrap_or(0);
        Self {
            channels: Vec::new(),
            names: Names::new(counting.delimiter),
            counting: counting.clone(),
            by_name: HashMap::new(),
            slots: (0..1440).map(slot).collect(),
            opened: Vec::new(),
        }
    }

    /// The number of a channel, whatever the case of its name, and whether the spelling is new here.
    pub(in crate::input::history) fn channel(&mut self, spelling: &str) -> (usize, bool) {
        if let Some(known) = self.names.find(spelling.as_bytes()) {
            return (known, false);
        }
        let name = super::tally::folded(spelling);
        let number = self.by_name.get(&name).copied().unwrap_or_else(|| self.add(name));
        self.names.add(spelling, number);
        (number, true)
    }

    /// Channels met.
    pub(in crate::input::history) fn len(&self) -> usize {
        self.channels.len()
    }

    /// Days of channels opened since the last time.
    pub(in crate::input::history) fn take_opened(&mut self) -> Vec<(usize, i32)> {
        std::mem::take(&mut self.opened)
    }

    fn add(&mut self, name: String) -> usize {
        let number = self.channels.len();
        let counting = &self.counting;
        let slots = counting.grid.slots();
        self.channels.push(LogChannel {
            wanted: counting.only.as_ref().is_none_or(|only| *only == name),
            rows: 0,
            late: 0,
            days: Days::new(slots),
            second_passes: Days::new(slots),
            sums: Sums::default(),
            handle_lengths: Lengths::default(),
            wait_lengths: Lengths::default(),
            first: (i64::MAX, Place::START),
            last: (i64::MIN, Place::START),
            covered: counting.covered.get(&name).cloned().unwrap_or_default(),
            name: name.clone(),
        });
        self.by_name.insert(name, number);
        number
    }

    /// Counts a contact; `false` where files read before have it already.
    #[inline]
    pub(in crate::input::history) fn count(
        &mut self,
        number: usize,
        point: Point,
        contact: Contact,
        place: impl FnOnce() -> Place,
    ) -> bool {
        let channel = &mut self.channels[number];
        let local = point.local();
        if channel.covered.iter().any(|(from, to)| (*from..=*to).contains(&local)) {
            return false;
        }
        channel.rows += 1;
        if point.late || !channel.wanted {
            channel.late += u64::from(point.late);
            return true;
        }
        channel.see(local, place);
        channel.sums.count(contact, self.counting.within);
        if let Some(handle) = contact.handle {
            channel.handle_lengths.add(handle / 1000);
        }
        if let Some(wait) = contact.wait {
            channel.wait_lengths.add(wait / 1000);
        }
        let mark = if self.counting.marks { mark(local, contact) } else { 0 };
        let slot = usize::from(self.slots[(point.second / 60) as usize]);
        let held = channel.days.len();
        channel.days.slot(point.day, slot).count(contact, mark);
        if channel.days.len() > held {
            self.opened.push((number, point.day));
        }
        if point.second_pass {
            channel.second_passes.slot(point.day, slot).count(contact, mark);
        }
        true
    }
}

impl LogChannel {
    /// Whether any row counts.
    pub(super) const fn is_seen(&self) -> bool {
        self.first.0 <= self.last.0
    }

    #[inline]
    fn see(&mut self, local: i64, place: impl FnOnce() -> Place) {
        if local >= self.last.0 || local < self.first.0 {
            let place = place();
            if local < self.first.0 {
                self.first = (local, place);
            }
            if local >= self.last.0 {
                self.last = (local, place);
            }
        }
    }
}

impl Sums {
    #[inline]
    fn count(&mut self, contact: Contact, within: Option<u64>) {
        if let Some(wait) = contact.wait {
            let answered = u64::from(!contact.abandoned);
            let in_time = u64::from(within.is_some_and(|within| wait <= within));
            self.waits += 1;
            self.answered_waits += answered;
            self.answered_wait_nanos += u128::from(wait * answered);
            self.answered_within += in_time & answered;
            self.abandoned_within += in_time & (1 - answered);
        }
        if let Some(handle) = contact.handle {
            let micros = u128::from((handle + 500) / 1000);
            self.handle_squares = self.handle_squares.saturating_add(micros * micros);
        }
        self.scores[usize::from(contact.score.min(5))] += 1;
        if let Some(resolved) = contact.resolved {
            self.answers += 1;
            self.resolved += u64::from(resolved);
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.waits += other.waits;
        self.answered_waits += other.answered_waits;
        self.answered_wait_nanos += other.answered_wait_nanos;
        self.answered_within += other.answered_within;
        self.abandoned_within += other.abandoned_within;
        self.handle_squares = self.handle_squares.saturating_add(other.handle_squares);
        self.scores.iter_mut().zip(other.scores).for_each(|(own, theirs)| *own += theirs);
        self.answers += other.answers;
        self.resolved += other.resolved;
    }
}

/// A number that nearly only rows of the same contact share (the finalizer of splitmix64 over its time, wait and
/// handle time and whether it gave up; what customers say may come later than an export).
fn mark(local: i64, contact: Contact) -> u64 {
    let number = |value: Option<u64>| value.map_or(1, |value| value.wrapping_mul(2).wrapping_add(2));
    let gave_up = u64::from(contact.abandoned);
    let parts = [local.cast_unsigned(), number(contact.wait), number(contact.handle), gave_up];
    parts.into_iter().fold(0, |mark, part| {
        let mixed = (mark ^ part).wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    })
}
