//! Counts a channel, day and slot.

use crate::calendar::Grid;
use crate::input::history::rows::{Contact, Interval, Moment, Row};
use crate::model::{ChannelCounts, ChannelHistory, HistoryDay, Lengths, Totals};
use chrono::{NaiveDate, Timelike};
use std::collections::{BTreeMap, HashMap};

impl ChannelCounts {
    fn new(channel: &str, grid: Grid) -> Self {
        let (days, totals) = (BTreeMap::new(), Totals::default());
        Self {
            channel: channel.to_owned(),
            grid,
            days,
            second_passes: BTreeMap::new(),
            totals,
            handle_lengths: Lengths::default(),
            wait_lengths: Lengths::default(),
            first: None,
            last: None,
        }
    }

    /// The counts, leaving none behind.
    pub(in crate::input::history) fn take(&mut self) -> Self {
        let empty = Self::new(&self.channel, self.grid);
        std::mem::replace(self, empty)
    }

    /// The history that a plan uses; `None` without a day.
    pub(in crate::input::history) fn into_history(mut self, knows: Knows) -> Option<ChannelHistory> {
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
pub(in crate::input::history) fn counted(number: u64) -> f64 {
    number as f64
}

/// What the columns of a history's files tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::history) struct Knows {
    pub(in crate::input::history) abandonment: bool,
    pub(in crate::input::history) waits: bool,
}

/// A channel that was met.
#[derive(Debug)]
pub(in crate::input::history) struct Met {
    pub(in crate::input::history) counts: ChannelCounts,
    /// Ways to write its name.
    pub(in crate::input::history) spellings: Vec<String>,
    pub(in crate::input::history) rows: u64,
    /// Whether its rows are counted.
    pub(in crate::input::history) wanted: bool,
}

/// The counts of all channels that were met.
#[derive(Debug)]
pub(in crate::input::history) struct Tally {
    pub(in crate::input::history) channels: Vec<Met>,
    only: Option<String>,
    grid: Grid,
    pub(in crate::input::history) as_of: NaiveDate,
    by_spelling: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// Rows later than the last day used.
    pub(in crate::input::history) late: u64,
}

impl Tally {
    /// Counts of one channel, or of all.
    pub(in crate::input::history) fn new(only: Option<&str>, as_of: NaiveDate, grid: Grid) -> Self {
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
    pub(in crate::input::history) fn channel(&mut self, spelling: &str) -> usize {
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
    pub(in crate::input::history) fn is_counted(&mut self, channel: usize, moment: &Moment) -> bool {
        let met = &mut self.channels[channel];
        met.rows += 1;
        let late = moment.local.date() > self.as_of;
        self.late += u64::from(met.wanted && late);
        met.wanted && !late
    }

    /// Counts a contact of a log.
    pub(in crate::input::history) fn contact(&mut self, channel: usize, row: &Row<'_>, contact: Contact) {
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
    pub(in crate::input::history) fn interval(
        &mut self,
        channel: usize,
        moment: &Moment,
        interval: Interval,
    ) {
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
