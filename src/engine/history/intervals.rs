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

    /// Whether contacts were answered, and nothing is known of how long they took.
    #[must_use]
    pub fn lacks_time(&self) -> bool {
        self.handled <= 0.0 && self.offered > self.abandoned
    }
}

#[cfg(test)]
mod tests {
    use super::{IntervalCount, intervals};
    use crate::calendar::{ClockChange, Grid};
    use crate::model::{ChannelCounts, HistoryDay, Lengths, Totals};
    use chrono::{NaiveDate, NaiveDateTime};
    use std::collections::BTreeMap;

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    /// A day with so many contacts in slots, each handled in a minute.
    fn day(grid: Grid, contacts: &[(usize, f64)]) -> HistoryDay {
        let mut offered = vec![0.0; grid.slots()];
        contacts.iter().for_each(|(slot, number)| offered[*slot] += number);
        let handle_seconds = offered.iter().map(|number| 60.0 * number).collect();
        let nothing = vec![0.0; grid.slots()];
        HistoryDay {
            handled: offered.clone(),
            handle_seconds,
            abandoned: nothing.clone(),
            wait_seconds: nothing,
            offered,
        }
    }

    fn counts(grid: Grid, date: NaiveDate, whole: HistoryDay, second: Option<HistoryDay>) -> ChannelCounts {
        ChannelCounts {
            channel: "a".into(),
            grid,
            days: BTreeMap::from([(date, whole)]),
            second_passes: second.into_iter().map(|day| (date, day)).collect(),
            slots_with_rows: BTreeMap::new(),
            tells_abandonment: false,
            totals: Totals::default(),
            handle_lengths: Lengths::default(),
            wait_lengths: Lengths::default(),
            first: None,
            last: None,
        }
    }

    fn told(rows: &[IntervalCount]) -> Vec<(String, Option<i32>, f64)> {
        let some = rows.iter().filter(|row| row.offered > 0.0);
        some.map(|row| (row.start.format("%H:%M").to_string(), row.offset.map(|s| s / 60), row.offered))
            .collect()
    }

    /// Berlin, 25 October 2026: 02:00 to 03:00 came twice, first two hours and then one hour east of UTC.
    #[test]
    fn a_day_of_25_hours_has_25_hours_and_each_contact_in_the_hour_it_came() {
        let grid = Grid::of_minutes(30).unwrap();
        let back = ClockChange {
            before: at(10, 25, 3, 0),
            after: at(10, 25, 2, 0),
            offset_before: 7200,
            offset_after: 3600,
        };
        let whole = day(grid, &[(2, 1.0), (4, 5.0), (5, 7.0), (6, 2.0)]);
        let second = day(grid, &[(4, 3.0), (5, 7.0)]);
        let counts = [counts(grid, at(10, 25, 0, 0).date(), whole, Some(second))];
        let hours = intervals(&counts, Grid::of_minutes(60).unwrap(), &[back]).unwrap();
        assert_eq!(hours.len(), 25);
        let expected = [("01:00", 120, 1.0), ("02:00", 120, 2.0), ("02:00", 60, 10.0), ("03:00", 60, 2.0)];
        assert_eq!(
            told(&hours),
            expected.map(|(start, offset, offered)| (start.into(), Some(offset), offered))
        );
        assert!(hours.iter().all(|hour| hour.aht().is_none_or(|aht| (aht - 60.0).abs() < 1e-12)));
        let halves = intervals(&counts, grid, &[back]).unwrap();
        assert_eq!(halves.len(), 50);
        let order: Vec<_> =
            halves[4..8].iter().map(|row| (row.start.format("%H:%M").to_string(), row.offered)).collect();
        assert_eq!(
            order,
            [("02:00".into(), 2.0), ("02:30".into(), 0.0), ("02:00".into(), 3.0), ("02:30".into(), 7.0)]
        );
        let daily = intervals(&counts, Grid::DAY, &[back]).unwrap();
        assert_eq!((daily.len(), daily[0].offered, daily[0].offset), (1, 15.0, None));
    }

    /// Lord Howe, 4 October 2026: 02:00 to 02:30 never was, so the hour from 02:00 has no start.
    #[test]
    fn an_hour_that_lost_its_start_is_counted_in_the_one_before() {
        let grid = Grid::of_minutes(30).unwrap();
        let forward = ClockChange {
            before: at(10, 4, 2, 0),
            after: at(10, 4, 2, 30),
            offset_before: 37_800,
            offset_after: 39_600,
        };
        let counts = [counts(grid, at(10, 4, 0, 0).date(), day(grid, &[(3, 1.0), (5, 4.0), (6, 2.0)]), None)];
        let hours = intervals(&counts, Grid::of_minutes(60).unwrap(), &[forward]).unwrap();
        assert_eq!(hours.len(), 23);
        assert_eq!(told(&hours), [("01:00".into(), None, 5.0), ("03:00".into(), None, 2.0)]);
        let halves = intervals(&counts, grid, &[forward]).unwrap();
        assert_eq!(halves.len(), 47);
    }

    /// São Paulo, 15 October 2017: the day began at 01:00.
    #[test]
    fn a_day_without_midnight_begins_later() {
        let grid = Grid::of_minutes(60).unwrap();
        let date = NaiveDate::from_ymd_opt(2017, 10, 15).unwrap();
        let midnight = date.and_hms_opt(0, 0, 0).unwrap();
        let forward = ClockChange {
            before: midnight,
            after: date.and_hms_opt(1, 0, 0).unwrap(),
            offset_before: -10_800,
            offset_after: -7200,
        };
        let counts = [counts(grid, date, day(grid, &[(1, 4.0)]), None)];
        let hours = intervals(&counts, grid, &[forward]).unwrap();
        assert_eq!((hours.len(), told(&hours)), (23, vec![("01:00".into(), None, 4.0)]));
    }
}
