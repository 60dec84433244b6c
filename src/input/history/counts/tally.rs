//! The counts of all files of a history, channel by channel.

use super::log::{LogChannel, LogTally, Seen, Sums};
use super::slots::{self, Days};
use crate::calendar::Grid;
use crate::input::history::rows::{EPOCH, Interval, Moment, SECOND};
use crate::model::{ChannelCounts, ChannelHistory, HistoryDay, Lengths, Totals};
use chrono::{DateTime, NaiveDate, NaiveDateTime, Timelike};
use std::collections::{BTreeMap, HashMap};

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
    /// Its name in lower case.
    name: String,
    /// Whether rows of it were counted before.
    met_before: bool,
    days: Days,
    second_passes: Days,
    sums: Sums,
}

/// The first and the last row of a channel in one file.
#[derive(Debug, Clone, Copy)]
pub(in crate::input::history) struct Span {
    pub(in crate::input::history) channel: usize,
    pub(in crate::input::history) first: Seen,
    pub(in crate::input::history) last: Seen,
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
            self.channels.push(Met::new(spelling, self.grid, wanted));
        }
        self.channels[number].spellings.push(spelling.to_owned());
        self.by_spelling.insert(spelling.to_owned(), number);
        number
    }

    /// Ways to write names that were met.
    pub(in crate::input::history) fn spellings(&self) -> usize {
        self.by_spelling.len()
    }

    /// The name of a channel in lower case.
    pub(in crate::input::history) fn name(&self, channel: usize) -> &str {
        &self.channels[channel].name
    }

    /// Adds what the threads counted of one file; gives the first and last row of every channel that counts.
    pub(in crate::input::history) fn merge(
        &mut self,
        parts: Vec<LogTally>,
        tells_abandonment: bool,
    ) -> Vec<Span> {
        let mut spans: BTreeMap<usize, Span> = BTreeMap::new();
        for part in parts.into_iter().flat_map(|part| part.channels) {
            let Some(channel) = self.by_name.get(&part.name).copied() else { continue };
            if part.is_seen() {
                let (first, last) = (part.first, part.last);
                let span = spans.entry(channel).or_insert(Span { channel, first, last });
                span.first = span.first.min(first);
                span.last = span.last.max(last);
            }
            self.late += if part.wanted { part.late } else { 0 };
            let met = &mut self.channels[channel];
            met.tell_abandonment(tells_abandonment);
            met.merge(part);
        }
        spans.into_values().collect()
    }

    /// Whether the intervals of a day are counted; notes those that come too late.
    pub(super) fn is_counted(&mut self, channel: usize, moment: &Moment) -> bool {
        let met = &mut self.channels[channel];
        met.rows += 1;
        let late = moment.local.date() > self.as_of;
        self.late += u64::from(met.wanted && late);
        met.wanted && !late
    }

    /// Counts an interval.
    pub(super) fn interval(&mut self, channel: usize, moment: &Moment, interval: Interval) {
        let counts = &mut self.channels[channel].counts;
        let minute = moment.local.hour() * 60 + moment.local.minute();
        let slot = counts.grid.slot_of(u16::try_from(minute).unwrap_or(0));
        counts.first = Some(counts.first.map_or(moment.local, |first| first.min(moment.local)));
        counts.last = Some(counts.last.map_or(moment.local, |last| last.max(moment.local)));
        let answered = interval.offered - interval.abandoned;
        let handled = interval.aht.map_or(0.0, |_| answered);
        let handle_seconds = interval.aht.map_or(0.0, |aht| answered * aht);
        let add = |days: &mut BTreeMap<NaiveDate, HistoryDay>| {
            let day = days.entry(moment.local.date()).or_insert_with(|| empty_day(counts.grid));
            day.offered[slot] += interval.offered;
            day.abandoned[slot] += interval.abandoned;
            day.handled[slot] += handled;
            day.handle_seconds[slot] += handle_seconds;
        };
        add(&mut counts.days);
        let seen = counts.slots_with_rows.entry(moment.local.date());
        seen.or_insert_with(|| vec![false; counts.grid.slots()])[slot] = true;
        if moment.second_pass {
            add(&mut counts.second_passes);
        }
        counts.totals.offered += interval.offered;
        counts.totals.abandoned += interval.abandoned;
        counts.totals.handled += handled;
        counts.totals.handle_seconds += handle_seconds;
    }

    /// Turns what was counted of logs into the model's form.
    pub(in crate::input::history) fn finish(&mut self) {
        self.channels.iter_mut().for_each(Met::finish);
    }
}

impl Met {
    fn new(channel: &str, grid: Grid, wanted: bool) -> Self {
        Self {
            counts: ChannelCounts {
                channel: channel.to_owned(),
                grid,
                days: BTreeMap::new(),
                second_passes: BTreeMap::new(),
                slots_with_rows: BTreeMap::new(),
                tells_abandonment: false,
                totals: Totals::default(),
                handle_lengths: Lengths::default(),
                wait_lengths: Lengths::default(),
                first: None,
                last: None,
            },
            name: folded(channel),
            met_before: false,
            spellings: Vec::new(),
            rows: 0,
            wanted,
            days: Days::new(grid.slots()),
            second_passes: Days::new(grid.slots()),
            sums: Sums::default(),
        }
    }

    fn merge(&mut self, part: LogChannel) {
        let seen = part.is_seen();
        self.rows += part.rows;
        self.days.merge(part.days);
        self.second_passes.merge(part.second_passes);
        self.sums.merge(&part.sums);
        self.counts.handle_lengths.merge(&part.handle_lengths);
        self.counts.wait_lengths.merge(&part.wait_lengths);
        if seen {
            let (first, last) = (wall_clock(part.first.0), wall_clock(part.last.0));
            self.counts.first = [self.counts.first, first].into_iter().flatten().min();
            self.counts.last = [self.counts.last, last].into_iter().flatten().max();
        }
    }

    /// Some of its rows stand in a file that tells who gave up, or does not: all of them must.
    pub(in crate::input::history) fn tell_abandonment(&mut self, tells: bool) {
        self.counts.tells_abandonment = tells && (self.counts.tells_abandonment || !self.met_before);
        self.met_before = true;
    }

    fn finish(&mut self) {
        let slots = self.grid_slots();
        let days = std::mem::replace(&mut self.days, Days::new(slots));
        let second_passes = std::mem::replace(&mut self.second_passes, Days::new(slots));
        if days.len() == 0 {
            return;
        }
        let Sums { scores, .. } = self.sums;
        self.counts.totals = Totals {
            waits: counted(self.sums.waits),
            answered_waits: counted(self.sums.answered_waits),
            answered_wait_seconds: slots::seconds(self.sums.answered_wait_nanos),
            answered_within: counted(self.sums.answered_within),
            abandoned_within: counted(self.sums.abandoned_within),
            handle_squares: self.sums.handle_squares as f64 / 1e12,
            scores: scores[1..].iter().sum(),
            score_sum: scores.iter().zip(0_u64..).map(|(number, score)| counted(number * score)).sum(),
            satisfied: scores[4] + scores[5],
            answers: self.sums.answers,
            resolved: self.sums.resolved,
            ..days.totals()
        };
        self.counts.days = by_date(&days);
        self.counts.second_passes = by_date(&second_passes);
    }

    const fn grid_slots(&self) -> usize {
        self.counts.grid.slots()
    }

    /// The counts, leaving none behind.
    pub(in crate::input::history) fn take(&mut self) -> ChannelCounts {
        let empty = Self::new(&self.counts.channel, self.counts.grid, self.wanted);
        std::mem::replace(&mut self.counts, empty.counts)
    }
}

/// The history that a plan uses; `None` without a day.
pub(in crate::input::history) fn into_history(
    mut counts: ChannelCounts,
    knows: Knows,
) -> Option<ChannelHistory> {
    let first = *counts.days.keys().next()?;
    let last = *counts.days.keys().next_back()?;
    let days = first.iter_days().take_while(|day| *day <= last).map(|day| counts.days.remove(&day)).collect();
    let Totals { answers, resolved, .. } = counts.totals;
    Some(ChannelHistory {
        grid: counts.grid,
        first,
        days,
        knows_abandonment: knows.abandonment,
        knows_waits: knows.waits,
        resolved: (answers > 0).then(|| (counted(resolved) / counted(answers), answers)),
    })
}

fn by_date(days: &Days) -> BTreeMap<NaiveDate, HistoryDay> {
    let dated =
        |(day, slots)| Some((NaiveDate::from_num_days_from_ce_opt(day + EPOCH)?, slots::day_of(slots)));
    days.iter().filter_map(dated).collect()
}

/// A wall clock's time, from nanoseconds since 1970.
pub(in crate::input::history) fn wall_clock(local: i64) -> Option<NaiveDateTime> {
    let (seconds, nanos) = (local.div_euclid(SECOND as i64), local.rem_euclid(SECOND as i64));
    DateTime::from_timestamp(seconds, u32::try_from(nanos).ok()?).map(|time| time.naive_utc())
}

/// A name that differs from another by more than case and outer spaces.
pub(super) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
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
