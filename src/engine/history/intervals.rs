//! A history's counts by interval, in the form of an interval history.

use super::channel::minutes;
use crate::calendar::{ClockChange, Grid};
use crate::forecasting::regrid;
use crate::model::{ChannelCounts, HistoryDay};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use thiserror::Error;

/// The counts of one interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalCount {
    /// Channel, as an index into the counts.
    pub channel: usize,
    /// Local start.
    pub start: NaiveDateTime,
    /// Seconds east of UTC, on a day of which an hour came twice.
    pub offset: Option<i32>,
    /// Contacts that arrived.
    pub offered: f64,
    /// Contacts with a known handle time.
    pub handled: f64,
    /// Their handle time together, seconds.
    pub handle_seconds: f64,
    /// Contacts that gave up.
    pub abandoned: f64,
}

/// A channel's own intervals are no parts of those asked for.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("intervals of {} min do not add up to {asked} min", own)]
pub struct TooFine {
    /// The channel.
    pub channel: String,
    /// Minutes of its own intervals.
    pub own: u16,
    /// Minutes asked for.
    pub asked: u16,
}

/// Every interval of every day with rows, channel by channel, in order of time.
///
/// A local time that never was has no interval; should one be cut into by a clock change, its contacts are counted in the
/// one before. An hour that came twice has its intervals twice. A day is one interval, whatever its clocks did.
///
/// # Errors
/// A channel whose own intervals are longer than those asked for, or no whole part of them.
pub fn intervals(
    counts: &[ChannelCounts],
    grid: Grid,
    changes: &[ClockChange],
) -> Result<Vec<IntervalCount>, TooFine> {
    let mut all = Vec::new();
    for (channel, counts) in counts.iter().enumerate() {
        if !grid.minutes().is_multiple_of(counts.grid.minutes()) {
            let (channel, own, asked) = (counts.channel.clone(), counts.grid.minutes(), grid.minutes());
            return Err(TooFine { channel, own, asked });
        }
        for (date, day) in &counts.days {
            let second = counts.second_passes.get(date).map(|day| summed(day, counts.grid, grid));
            let passes = Passes { whole: summed(day, counts.grid, grid), second };
            all.extend(
                of_day(*date, &passes, grid, changes).into_iter().map(|one| IntervalCount { channel, ..one }),
            );
        }
    }
    Ok(all)
}

/// Counts of a day by interval: of both passes of an hour that came twice, and of the second alone.
struct Passes {
    whole: Vec<Sums>,
    second: Option<Vec<Sums>>,
}

/// Offered, handled, seconds of handling, abandoned.
type Sums = [f64; 4];

fn summed(day: &HistoryDay, from: Grid, to: Grid) -> Vec<Sums> {
    let columns = [&day.offered, &day.handled, &day.handle_seconds, &day.abandoned]
        .map(|column| regrid(column, from, to));
    (0..to.slots())
        .map(|slot| std::array::from_fn(|at| columns[at].get(slot).copied().unwrap_or(0.0)))
        .collect()
}

fn of_day(date: NaiveDate, passes: &Passes, grid: Grid, changes: &[ClockChange]) -> Vec<IntervalCount> {
    let midnight = date.and_time(NaiveTime::MIN);
    let day = |change: &&ClockChange| {
        let (early, late) = (change.before.min(change.after), change.before.max(change.after));
        early < midnight + TimeDelta::days(1) && late > midnight
    };
    let touching: Vec<&ClockChange> = changes.iter().filter(day).filter(|_| grid != Grid::DAY).collect();
    let back = touching.iter().find(|change| !change.is_forward());
    let mut rows: Vec<IntervalCount> = Vec::new();
    let mut orphans = [0.0; 4];
    for (slot, &whole) in passes.whole.iter().enumerate() {
        let start = midnight + minutes(grid, slot);
        if touching.iter().any(|change| change.skips(start)) {
            match rows.last_mut() {
                Some(row) => row.add(whole),
                None => orphans = plus(orphans, whole),
            }
            continue;
        }
        let twice = back.filter(|change| change.repeats(start));
        let second = twice.and(passes.second.as_ref()).map_or([0.0; 4], |second| second[slot]);
        let first = plus(minus(whole, second), std::mem::take(&mut orphans));
        let offset =
            back.map(|change| if start < change.before { change.offset_before } else { change.offset_after });
        rows.push(IntervalCount::of(start, offset, first));
        rows.extend(twice.map(|change| IntervalCount::of(start, Some(change.offset_after), second)));
    }
    rows.sort_by_key(|row| row.start - TimeDelta::seconds(i64::from(row.offset.unwrap_or(0))));
    rows
}

fn plus(one: Sums, other: Sums) -> Sums {
    std::array::from_fn(|at| one[at] + other[at])
}

fn minus(one: Sums, other: Sums) -> Sums {
    std::array::from_fn(|at| one[at] - other[at])
}

impl IntervalCount {
    fn of(start: NaiveDateTime, offset: Option<i32>, sums: Sums) -> Self {
        let [offered, handled, handle_seconds, abandoned] = sums;
        Self { channel: 0, start, offset, offered, handled, handle_seconds, abandoned }
    }

    fn add(&mut self, sums: Sums) {
        let [offered, handled, handle_seconds, abandoned] = sums;
        self.offered += offered;
        self.handled += handled;
        self.handle_seconds += handle_seconds;
        self.abandoned += abandoned;
    }

    /// Mean handle time in seconds; `None` where it is not known or nobody was answered.
    #[must_use]
    pub fn aht(&self) -> Option<f64> {
        (self.handled > 0.0).then(|| self.handle_seconds / self.handled)
    }
}
