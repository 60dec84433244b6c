//! The intervals of a day by the clock on the wall.

use crate::calendar::{ClockChange, Grid};
use crate::engine::demand::DayShape;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// An interval, and how much of its slot's time is on the clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Slot {
    /// Local start.
    pub start: NaiveDateTime,
    /// Seconds east of UTC, on a day of which an hour comes twice.
    pub offset: Option<i32>,
    /// Slot of an ordinary day.
    pub slot: usize,
    /// Its contacts ÷ those of an ordinary day.
    pub part: f64,
}

/// The clock changes that touch a day.
fn changes_on(date: NaiveDate, changes: &[ClockChange]) -> Vec<ClockChange> {
    let midnight = date.and_time(NaiveTime::MIN);
    let touches = |change: &&ClockChange| {
        let (early, late) = (change.before.min(change.after), change.before.max(change.after));
        early < midnight + TimeDelta::days(1) && late > midnight
    };
    changes.iter().filter(touches).copied().collect()
}

/// The intervals of a day in order of time, of the slots that are open.
///
/// Contacts keep their rate: time that never is takes its contacts with it, and time that comes twice brings them twice.
pub(super) fn slots_of_day(
    date: NaiveDate,
    grid: Grid,
    changes: &[ClockChange],
    open: impl Fn(usize) -> bool,
) -> Vec<Slot> {
    let midnight = date.and_time(NaiveTime::MIN);
    let length = TimeDelta::minutes(i64::from(grid.minutes()));
    let touching = changes_on(date, changes);
    let back = touching.iter().find(|change| !change.is_forward());
    let mut slots: Vec<Slot> = Vec::new();
    for slot in (0..grid.slots()).filter(|&slot| open(slot)) {
        let start = midnight + TimeDelta::minutes(i64::from(grid.start_minute(slot)));
        let never = touching.iter().filter(|change| change.is_forward());
        let lost: f64 = never.map(|change| overlap((start, length), (change.before, change.after))).sum();
        if lost >= 1.0 {
            continue;
        }
        let start = touching.iter().find(|change| change.skips(start)).map_or(start, |change| change.after);
        let offset =
            back.map(|change| if start < change.before { change.offset_before } else { change.offset_after });
        let again = back.map_or(0.0, |change| overlap((start, length), (change.after, change.before)));
        let second = back.filter(|change| change.repeats(start));
        let once = if second.is_some() { 1.0 } else { 1.0 - lost + again };
        slots.push(Slot { start, offset, slot, part: once });
        slots.extend(second.map(|change| Slot {
            start,
            offset: Some(change.offset_after),
            slot,
            part: again,
        }));
    }
    slots.sort_by_key(|slot| slot.start - TimeDelta::seconds(i64::from(slot.offset.unwrap_or(0))));
    slots
}

/// Contacts of a day ÷ those that it would have on a day of 24 hours; `everywhere` says that they arrive outside the hours
/// as well.
pub(super) fn on_the_clock(
    date: NaiveDate,
    shape: &DayShape,
    (grid, everywhere): (Grid, bool),
    changes: &[ClockChange],
) -> f64 {
    let changes = changes_on(date, changes);
    if changes.is_empty() || grid == Grid::DAY {
        return 1.0;
    }
    let slots = slots_of_day(date, grid, &changes, |slot| everywhere || shape.open[slot] > 0.0);
    slots.iter().map(|one| shape.share[one.slot] * one.part).sum()
}

/// The part of a stretch of time that lies within another.
fn overlap((start, length): (NaiveDateTime, TimeDelta), (from, to): (NaiveDateTime, NaiveDateTime)) -> f64 {
    let shared = (start + length).min(to) - start.max(from);
    shared.max(TimeDelta::zero()).as_seconds_f64() / length.as_seconds_f64()
}

#[cfg(test)]
mod tests {
    use super::slots_of_day;
    use crate::calendar::{ClockChange, Grid};
    use chrono::{NaiveDate, NaiveDateTime};

    fn at(month: u32, day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    fn change(before: NaiveDateTime, after: NaiveDateTime) -> ClockChange {
        let moved = i32::try_from((after - before).num_seconds()).unwrap();
        ClockChange { before, after, offset_before: 7200, offset_after: 7200 + moved }
    }

    /// Berlin, 29 March and 25 October 2026: days of 23 and of 25 hours, each hour with the contacts of an hour.
    #[test]
    fn every_hour_on_the_clock_has_its_contacts() {
        let forward = change(at(3, 29, 2, 0), at(3, 29, 3, 0));
        let back = change(at(10, 25, 3, 0), at(10, 25, 2, 0));
        let grid = Grid::of_minutes(60).unwrap();
        for (change, hours, of_two) in [(forward, 23, 0.0), (back, 25, 2.0)] {
            let slots = slots_of_day(change.before.date(), grid, &[change], |_| true);
            assert_eq!(slots.len(), hours);
            let mut parts = [0.0; 24];
            slots.iter().for_each(|one| parts[one.slot] += one.part);
            let expected: [f64; 24] = std::array::from_fn(|hour| if hour == 2 { of_two } else { 1.0 });
            assert!(parts.iter().zip(expected).all(|(part, is): (&f64, f64)| (part - is).abs() < 1e-12));
            assert!(slots.iter().all(|slot| !change.skips(slot.start)));
            let utc: Vec<_> = slots.iter().map(|slot| (slot.offset.map(|east| -east), slot.start)).collect();
            assert!(utc.windows(2).all(|pair| pair[0] != pair[1]));
        }
        // A day that opens in the hour that never is begins with the next.
        let early = slots_of_day(at(3, 29, 0, 0).date(), grid, &[forward], |slot| (2..5).contains(&slot));
        assert_eq!(
            early.iter().map(|slot| slot.start).collect::<Vec<_>>(),
            [at(3, 29, 3, 0), at(3, 29, 4, 0)]
        );
    }

    /// Lord Howe Island moves its clocks by half an hour: half of an hour's slot.
    #[test]
    fn a_change_of_half_an_hour_is_half_a_slot() {
        let grid = Grid::of_minutes(60).unwrap();
        let part = |change: ClockChange| {
            let slots = slots_of_day(change.before.date(), grid, &[change], |_| true);
            slots.iter().map(|slot| slot.part).sum::<f64>()
        };
        assert!((part(change(at(10, 4, 2, 0), at(10, 4, 2, 30))) - 23.5).abs() < 1e-12);
        assert!((part(change(at(4, 5, 2, 0), at(4, 5, 1, 30))) - 24.5).abs() < 1e-12);
    }
}
