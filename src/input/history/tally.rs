//! Counts a channel, day and slot.

use super::rows::{Contact, Interval, Row};
use super::timestamp::Moment;
use crate::calendar::Grid;
use crate::model::{ChannelHistory, HistoryDay};
use chrono::{NaiveDate, NaiveDateTime, Timelike};
use std::collections::{BTreeMap, HashMap};

/// What one channel's rows come to, up to the last day used.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelCounts {
    /// Its name as first met.
    pub channel: String,
    /// Slots of its days: the plan's for a log, its own for interval counts.
    pub grid: Grid,
    /// Days with rows.
    pub days: BTreeMap<NaiveDate, HistoryDay>,
    /// Sums over the days.
    pub totals: Totals,
    /// Earliest row.
    pub first: Option<NaiveDateTime>,
    /// Latest row.
    pub last: Option<NaiveDateTime>,
}

/// Sums over all rows of a channel up to the last day used.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// Contacts that arrived.
    pub offered: f64,
    /// Contacts with a known handle time.
    pub handled: f64,
    /// Their handle time together, in seconds.
    pub handle_seconds: f64,
    /// The squares of their handle times together; from a log only.
    pub handle_squares: f64,
    /// Contacts that gave up.
    pub abandoned: f64,
    /// Contacts with a known wait.
    pub waits: f64,
    /// Their waits together, in seconds.
    pub wait_seconds: f64,
    /// Contacts with a score.
    pub scores: u64,
    /// Their scores together.
    pub score_sum: f64,
    /// Contacts of which it is known whether they were solved the first time.
    pub answers: u64,
    /// Those that were.
    pub resolved: u64,
}

impl ChannelCounts {
    fn new(channel: &str, grid: Grid) -> Self {
        let (days, totals) = (BTreeMap::new(), Totals::default());
        Self { channel: channel.to_owned(), grid, days, totals, first: None, last: None }
    }

    /// The counts, leaving none behind.
    pub(super) fn take(&mut self) -> Self {
        let empty = Self::new(&self.channel, self.grid);
        std::mem::replace(self, empty)
    }

    /// The history that a plan uses; `None` without a day.
    pub(super) fn into_history(mut self, knows: Knows) -> Option<ChannelHistory> {
        let first = *self.days.keys().next()?;
        let last = *self.days.keys().next_back()?;
        let days =
            first.iter_days().take_while(|day| *day <= last).map(|day| self.days.remove(&day)).collect();
        let Totals { answers, resolved, .. } = self.totals;
        Some(ChannelHistory {
            grid: self.grid,
            first,
            days,
            knows_abandonment: knows.abandonment,
            knows_waits: knows.waits,
            resolved: (answers > 0).then(|| (counted(resolved) / counted(answers), answers)),
        })
    }

    fn slot(&mut self, moment: &Moment) -> Slot<'_> {
        let minute = moment.local.hour() * 60 + moment.local.minute();
        let slot = self.grid.slot_of(u16::try_from(minute).unwrap_or(0));
        self.first = Some(self.first.map_or(moment.local, |first| first.min(moment.local)));
        self.last = Some(self.last.map_or(moment.local, |last| last.max(moment.local)));
        let day = self.days.entry(moment.local.date()).or_insert_with(|| empty_day(self.grid));
        Slot { day, totals: &mut self.totals, slot }
    }
}

struct Slot<'a> {
    day: &'a mut HistoryDay,
    totals: &'a mut Totals,
    slot: usize,
}

fn empty_day(grid: Grid) -> HistoryDay {
    let none = || vec![0.0; grid.slots()];
    HistoryDay {
        offered: none(),
        handled: none(),
        handle_seconds: none(),
        abandoned: none(),
        wait_seconds: none(),
    }
}

/// A count of rows, far below 2^53, as a number to divide.
pub(super) fn counted(number: u64) -> f64 {
    number as f64
}

/// What the columns of a history's files tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Knows {
    pub(super) abandonment: bool,
    pub(super) waits: bool,
}

/// A channel that was met.
#[derive(Debug)]
pub(super) struct Met {
    pub(super) counts: ChannelCounts,
    /// Ways to write its name.
    pub(super) spellings: Vec<String>,
    pub(super) rows: u64,
    /// Whether its rows are counted.
    pub(super) wanted: bool,
}

/// The counts of all channels that were met.
#[derive(Debug)]
pub(super) struct Tally {
    pub(super) channels: Vec<Met>,
    only: Option<String>,
    grid: Grid,
    pub(super) as_of: NaiveDate,
    by_spelling: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// Rows later than the last day used.
    pub(super) late: u64,
}

impl Tally {
    /// Counts of one channel, or of all.
    pub(super) fn new(only: Option<&str>, as_of: NaiveDate, grid: Grid) -> Self {
        Self {
            channels: Vec::new(),
            only: only.map(folded),
            grid,
            as_of,
            by_spelling: HashMap::new(),
            by_name: HashMap::new(),
            late: 0,
        }
    }

    /// The number of a channel, whatever its case.
    pub(super) fn channel(&mut self, spelling: &str) -> usize {
        if let Some(known) = self.by_spelling.get(spelling) {
            return *known;
        }
        let name = folded(spelling);
        let next = self.channels.len();
        let number = *self.by_name.entry(name.clone()).or_insert(next);
        if number == next {
            let wanted = self.only.as_ref().is_none_or(|only| *only == name);
            let counts = ChannelCounts::new(spelling, self.grid);
            self.channels.push(Met { counts, wanted, spellings: Vec::new(), rows: 0 });
        }
        self.channels[number].spellings.push(spelling.to_owned());
        self.by_spelling.insert(spelling.to_owned(), number);
        number
    }

    /// Whether the rows of a day are counted; notes those that come too late.
    pub(super) fn is_counted(&mut self, channel: usize, moment: &Moment) -> bool {
        let met = &mut self.channels[channel];
        met.rows += 1;
        let late = moment.local.date() > self.as_of;
        self.late += u64::from(met.wanted && late);
        met.wanted && !late
    }

    /// Counts a contact of a log.
    pub(super) fn contact(&mut self, channel: usize, row: &Row<'_>, contact: Contact) {
        let Slot { day, totals, slot } = self.channels[channel].counts.slot(&row.moment);
        day.offered[slot] += 1.0;
        totals.offered += 1.0;
        if contact.abandoned {
            day.abandoned[slot] += 1.0;
            totals.abandoned += 1.0;
        }
        if let Some(handle) = contact.handle {
            day.handled[slot] += 1.0;
            day.handle_seconds[slot] += handle;
            totals.handled += 1.0;
            totals.handle_seconds += handle;
            totals.handle_squares += handle * handle;
        }
        if let Some(wait) = contact.wait {
            day.wait_seconds[slot] += wait;
            totals.waits += 1.0;
            totals.wait_seconds += wait;
        }
        if let Some(score) = contact.score {
            totals.scores += 1;
            totals.score_sum += score;
        }
        if let Some(resolved) = contact.resolved {
            totals.answers += 1;
            totals.resolved += u64::from(resolved);
        }
    }

    /// Counts an interval.
    pub(super) fn interval(&mut self, channel: usize, moment: &Moment, interval: Interval) {
        let Slot { day, totals, slot } = self.channels[channel].counts.slot(moment);
        let answered = interval.offered - interval.abandoned;
        day.offered[slot] += interval.offered;
        day.abandoned[slot] += interval.abandoned;
        totals.offered += interval.offered;
        totals.abandoned += interval.abandoned;
        if let Some(aht) = interval.aht {
            day.handled[slot] += answered;
            day.handle_seconds[slot] += answered * aht;
            totals.handled += answered;
            totals.handle_seconds += answered * aht;
        }
    }
}

fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
