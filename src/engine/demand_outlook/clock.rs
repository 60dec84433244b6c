//! The intervals of a day by the clock on the wall.

use crate::calendar::{ClockChange, Grid};
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

/// An interval and the slots, with the part of each, whose contacts arrive in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Slot {
    /// Local start.
    pub start: NaiveDateTime,
    /// Seconds east of UTC, on a day of which an hour comes twice.
    pub offset: Option<i32>,
    /// Slots of an ordinary day.
    pub of: Vec<(usize, f64)>,
}

/// The intervals of a day in order of time, of the slots that are open.
///
/// A slot that never is has its contacts in the interval before it, or in the first; one that comes twice has half of
/// them each time: the day's total does not depend on its clocks.
pub(super) fn slots_of_day(
    date: NaiveDate,
    grid: Grid,
    changes: &[ClockChange],
    open: impl Fn(usize) -> bool,
) -> Vec<Slot> {
    let midnight = date.and_time(NaiveTime::MIN);
    let day = |change: &&ClockChange| {
        let (early, late) = (change.before.min(change.after), change.before.max(change.after));
        early < midnight + TimeDelta::days(1) && late > midnight
    };
    let touching: Vec<&ClockChange> = changes.iter().filter(day).collect();
    let back = touching.iter().find(|change| !change.is_forward());
    let (mut slots, mut orphans): (Vec<Slot>, Vec<(usize, f64)>) = (Vec::new(), Vec::new());
    for slot in (0..grid.slots()).filter(|&slot| open(slot)) {
        let start = midnight + TimeDelta::minutes(i64::from(grid.start_minute(slot)));
        if touching.iter().any(|change| change.skips(start)) {
            slots.last_mut().map_or(&mut orphans, |last| &mut last.of).push((slot, 1.0));
            continue;
        }
        let twice = back.filter(|change| change.repeats(start));
        let offset =
            back.map(|change| if start < change.before { change.offset_before } else { change.offset_after });
        let part = if twice.is_some() { 0.5 } else { 1.0 };
        let mut of = vec![(slot, part)];
        of.append(&mut orphans);
        slots.push(Slot { start, offset, of });
        slots.extend(twice.map(|change| Slot {
            start,
            offset: Some(change.offset_after),
            of: vec![(slot, 0.5)],
        }));
    }
    slots.sort_by_key(|slot| slot.start - TimeDelta::seconds(i64::from(slot.offset.unwrap_or(0))));
    slots
}

#[cfg(test)]
mod tests {
    use super::slots_of_day;
    use crate::calendar::{ClockChange, Grid};
    use chrono::{NaiveDate, NaiveDateTime};

    fn at(month: u32, day: u32, hour: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, month, day).unwrap().and_hms_opt(hour, 0, 0).unwrap()
    }

    /// Berlin, 29 March and 25 October 2026: days of 23 and of 25 hours, and every slot's contacts once in each.
    #[test]
    fn no_contact_is_lost_or_doubled_by_the_clocks() {
        let forward = ClockChange {
            before: at(3, 29, 2),
            after: at(3, 29, 3),
            offset_before: 3600,
            offset_after: 7200,
        };
        let back = ClockChange {
            before: at(10, 25, 3),
            after: at(10, 25, 2),
            offset_before: 7200,
            offset_after: 3600,
        };
        let grid = Grid::of_minutes(60).unwrap();
        for (change, hours) in [(forward, 23), (back, 25)] {
            let slots = slots_of_day(change.before.date(), grid, &[change], |_| true);
            assert_eq!(slots.len(), hours);
            let mut parts = [0.0; 24];
            slots.iter().flat_map(|slot| &slot.of).for_each(|(slot, part)| parts[*slot] += part);
            assert!(parts.iter().all(|part: &f64| (part - 1.0).abs() < 1e-12), "{parts:?}");
            assert!(slots.iter().all(|slot| !change.skips(slot.start)));
        }
        // A day that opens in the hour that never is begins with the next.
        let early = slots_of_day(at(3, 29, 0).date(), grid, &[forward], |slot| (2..5).contains(&slot));
        assert_eq!(early.iter().map(|slot| slot.start).collect::<Vec<_>>(), [at(3, 29, 3), at(3, 29, 4)]);
        assert_eq!(early[0].of, [(3, 1.0), (2, 1.0)]);
    }
}
