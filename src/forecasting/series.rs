//! Contacts by day and slot, as they were counted, and which days speak for an ordinary day.

use super::robust::median;
use crate::calendar::Grid;
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// What a day tells the estimation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum DayMark {
    /// An ordinary day of its weekday.
    #[default]
    Ordinary,
    /// A holiday: its own kind of day.
    Holiday,
    /// An event, an outage or the day after one: says nothing about other days.
    Excluded,
}

/// Contacts per slot of `grid`, one entry a calendar day from `first` on; `None` where a day is missing or closed.
///
/// A missing day is never a day of zero contacts; a day of zeros is one.
#[derive(Debug, Clone, PartialEq)]
pub struct DaySeries {
    /// Slots of a day.
    pub grid: Grid,
    /// Date of `days[0]`.
    pub first: NaiveDate,
    /// Contacts by slot.
    pub days: Vec<Option<Vec<f64>>>,
}

/// A day's total as if the whole day had been seen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ObservedDay {
    /// Contacts, scaled up by `1 / seen` where part of the day is missing.
    pub total: f64,
    /// Share of the weekday's usual contacts that fall into the slots seen; 1 for a whole day.
    pub seen: f64,
}

/// A history of so many days shows the course of the year and growth.
pub const DAYS_FOR_SEASON: usize = 400;
/// A history of fewer days leans on its last four weeks.
pub(super) const SHORT_HISTORY: usize = 56;
/// Days of a weekday in four weeks.
pub(super) const RECENT_DAYS: usize = 4;
/// A share seen below this is no basis for the day's total.
const LEAST_SEEN: f64 = 0.5;
/// An empty slot is suspicious where more contacts than this were to be expected.
const EXPECTED_A_SLOT: f64 = 5.0;
/// A run of suspicious slots is a gap when it lacks more contacts than this: `e⁻¹² ≈ 6·10⁻⁶` by chance.
const EXPECTED_A_GAP: f64 = 12.0;
/// A day without any contact is missing where its weekday usually has at least as many.
const EXPECTED_A_DAY: f64 = 20.0;
/// More days in a row without any contact are no outage: the channel has stopped.
const LONGEST_OUTAGE: usize = 3;
/// A weekday that has none on more than this share of its days has none as a habit.
const OFTEN: f64 = 0.25;
/// Days of a weekday that make a shape of its own.
const DAYS_FOR_A_SHAPE: usize = 3;

impl DaySeries {
    /// The date of a day by its place; `None` past the calendar's end.
    #[must_use]
    pub fn date(&self, index: usize) -> Option<NaiveDate> {
        self.first.checked_add_days(Days::new(u64::try_from(index).ok()?))
    }

    /// The place of a date; `None` outside the series.
    #[must_use]
    pub fn index_of(&self, date: NaiveDate) -> Option<usize> {
        let index = usize::try_from((date - self.first).num_days()).ok()?;
        (index < self.days.len()).then_some(index)
    }

    /// The last day, seen or not; `None` for an empty series.
    #[must_use]
    pub fn last(&self) -> Option<NaiveDate> {
        self.date(self.days.len().checked_sub(1)?)
    }

    /// The days up to and including `last`.
    #[must_use]
    pub fn until(&self, last: NaiveDate) -> Self {
        let kept = usize::try_from((last - self.first).num_days() + 1).unwrap_or(0);
        Self { grid: self.grid, first: self.first, days: self.days[..kept.min(self.days.len())].to_vec() }
    }

    /// The same contacts on another grid: added up, or spread evenly over a slot's minutes. Totals are kept.
    #[must_use]
    pub fn on_grid(&self, grid: Grid) -> Self {
        let days = self.days.iter().map(|day| day.as_ref().map(|day| regrid(day, self.grid, grid))).collect();
        Self { grid, first: self.first, days }
    }

    /// The same days with the contacts of slots that are not open taken out; a forecast is of open slots only.
    #[must_use]
    pub fn within(&self, open: impl Fn(NaiveDate, usize) -> bool) -> Self {
        let mut kept = self.clone();
        for (index, day) in kept.days.iter_mut().enumerate() {
            let Some(date) = self.date(index) else { continue };
            for (slot, contacts) in day.iter_mut().flatten().enumerate() {
                *contacts = if open(date, slot) { *contacts } else { 0.0 };
            }
        }
        kept
    }

    /// Contacts by day as counted; `None` where missing, or where a count is negative or not a number.
    #[must_use]
    pub fn totals(&self) -> Vec<Option<f64>> {
        self.days.iter().map(|day| day.as_deref().and_then(total)).collect()
    }

    /// Totals of whole days: a day with a gap is scaled up where at least half of it was seen, else missing.
    ///
    /// A gap is a run of empty slots (or slots past the end of a day's list) where the weekday's usual shape
    /// expects contacts: more than 5 in each slot and 12 in the run; a weekday shows a shape after three days. A day
    /// without any contact is missing where its weekday usually has 20 and more, unless there are more than three in a
    /// row, or the weekday has none on a quarter of its days: then it has none. `marks[i]` belongs to `days[i]`; days
    /// without a mark are ordinary.
    #[must_use]
    pub fn whole_days(&self, marks: &[DayMark]) -> Vec<Option<ObservedDay>> {
        let shapes = UsualShapes::of(self, marks);
        let mut whole: Vec<Option<ObservedDay>> = self
            .days
            .iter()
            .zip(0..)
            .map(|(day, index)| shapes.observe(day.as_deref()?, self.date(index)?.weekday()))
            .collect();
        for place in self.silent_for_good(&shapes) {
            whole[place] = Some(ObservedDay { total: 0.0, seen: 1.0 });
        }
        whole
    }

    /// Days without a contact that are no failure: more of them in a row than an outage lasts, or a weekday that often has
    /// none.
    fn silent_for_good(&self, shapes: &UsualShapes) -> Vec<usize> {
        let busy = |place: usize| {
            let weekday = self.date(place)?.weekday();
            let total = total(self.days[place].as_deref()?)?;
            shapes.is_busy(weekday).then_some((weekday.num_days_from_monday() as usize, total <= 0.0))
        };
        let days: Vec<(usize, usize, bool)> = (0..self.days.len())
            .filter_map(|place| busy(place).map(|(weekday, silent)| (place, weekday, silent)))
            .collect();
        let mut often = [(0.0, 0.0); 7];
        for &(_, weekday, silent) in &days {
            often[weekday].0 += f64::from(u8::from(silent));
            often[weekday].1 += 1.0;
        }
        let runs = days.chunk_by(|one, next| one.2 == next.2).filter(|run| run[0].2);
        let good = |run: &[(usize, usize, bool)]| -> Vec<usize> {
            let long = run.len() > LONGEST_OUTAGE;
            let kept =
                run.iter().filter(|(_, weekday, _)| long || often[*weekday].0 > OFTEN * often[*weekday].1);
            kept.map(|(place, ..)| *place).collect()
        };
        runs.flat_map(good).collect()
    }
}

/// Values on one grid spread over the minutes of another; the sum is kept.
#[must_use]
pub fn regrid(values: &[f64], from: Grid, to: Grid) -> Vec<f64> {
    let mut spread = vec![0.0; to.slots()];
    for (slot, &value) in values.iter().enumerate().take(from.slots()) {
        let (start, end) = (from.start_minute(slot), from.start_minute(slot) + from.minutes());
        for target in to.slot_of(start)..=to.slot_of(end - 1) {
            let (opens, closes) = (to.start_minute(target), to.start_minute(target) + to.minutes());
            let shared = f64::from(end.min(closes) - start.max(opens));
            if let Some(sum) = spread.get_mut(target) {
                *sum += value * shared / f64::from(from.minutes());
            }
        }
    }
    spread
}

/// Days from one date to another, negative backwards.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = (to - from).num_days();
    i32::try_from(days).map_or(f64::from(i32::MAX), f64::from)
}

/// So many, as a number.
pub(super) const fn count(items: usize) -> f64 {
    items as f64
}

/// The sum of a day whose counts are all finite and not negative.
fn total(day: &[f64]) -> Option<f64> {
    let sum: f64 = day.iter().sum();
    (sum.is_finite() && day.iter().all(|&contacts| contacts >= 0.0)).then_some(sum)
}

/// Median share by slot and median total of each weekday seen three times.
struct UsualShapes {
    weekdays: [Option<Shape>; 7],
}

struct Shape {
    shares: Vec<f64>,
    total: f64,
}

impl UsualShapes {
    fn of(series: &DaySeries, marks: &[DayMark]) -> Self {
        let mut by_weekday: [Vec<&[f64]>; 7] = Default::default();
        for (index, day) in series.days.iter().enumerate() {
            let ordinary = marks.get(index).copied().unwrap_or_default() == DayMark::Ordinary;
            if let (true, Some(day), Some(date)) = (ordinary, day, series.date(index)) {
                by_weekday[date.weekday().num_days_from_monday() as usize].push(day);
            }
        }
        let slots = series.grid.slots();
        Self {
            weekdays: by_weekday
                .map(|days| (days.len() >= DAYS_FOR_A_SHAPE).then(|| Shape::of(&days, slots))),
        }
    }

    /// Whether a day of this weekday without any contact is out of the ordinary.
    fn is_busy(&self, weekday: Weekday) -> bool {
        let shape = self.weekdays[weekday.num_days_from_monday() as usize].as_ref();
        shape.is_some_and(|shape| shape.total >= EXPECTED_A_DAY)
    }

    fn observe(&self, day: &[f64], weekday: Weekday) -> Option<ObservedDay> {
        let counted = total(day)?;
        let Some(shape) = &self.weekdays[weekday.num_days_from_monday() as usize] else {
            return Some(ObservedDay { total: counted, seen: 1.0 });
        };
        if counted <= 0.0 {
            return (shape.total < EXPECTED_A_DAY).then_some(ObservedDay { total: 0.0, seen: 1.0 });
        }
        let seen = 1.0 - shape.lost(day, counted);
        (seen >= LEAST_SEEN).then(|| ObservedDay { total: counted / seen, seen })
    }
}

impl Shape {
    fn of(days: &[&[f64]], slots: usize) -> Self {
        let known: Vec<(&[f64], f64)> = days
            .iter()
            .filter_map(|day| total(day).filter(|&sum| sum > 0.0).map(|sum| (*day, sum)))
            .collect();
        let middle = |slot: usize| {
            let shares: Vec<f64> =
                known.iter().map(|(day, sum)| day.get(slot).copied().unwrap_or(0.0) / sum).collect();
            median(&shares).unwrap_or(0.0)
        };
        let shares: Vec<f64> = (0..slots).map(middle).collect();
        let sum: f64 = shares.iter().sum();
        let scale = if sum > 0.0 { 1.0 / sum } else { 0.0 };
        let totals: Vec<f64> = known.iter().map(|&(_, sum)| sum).collect();
        Self {
            shares: shares.iter().map(|share| share * scale).collect(),
            total: median(&totals).unwrap_or(0.0),
        }
    }

    /// Usual share of the slots that are gaps in this day.
    fn lost(&self, day: &[f64], counted: f64) -> f64 {
        let empty = |slot: usize| day.get(slot).is_none_or(|&contacts| contacts <= 0.0);
        let silent: f64 =
            self.shares.iter().enumerate().filter(|&(slot, _)| empty(slot)).map(|(_, share)| share).sum();
        let whole = counted / (1.0 - silent).max(f64::EPSILON);
        let (mut lost, mut run) = (0.0, 0.0);
        for (slot, &share) in self.shares.iter().enumerate() {
            if empty(slot) && share * whole > EXPECTED_A_SLOT {
                run += share;
                continue;
            }
            lost += if run * whole > EXPECTED_A_GAP { run } else { 0.0 };
            run = 0.0;
        }
        lost + if run * whole > EXPECTED_A_GAP { run } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::regrid;
    use crate::calendar::Grid;

    #[test]
    fn regridding_there_and_back_gives_the_same_when_finer() {
        let (half_hour, five) = (Grid::of_minutes(30).unwrap(), Grid::of_minutes(5).unwrap());
        let values: Vec<f64> = (0..48).map(f64::from).collect();
        let back = regrid(&regrid(&values, half_hour, five), five, half_hour);
        assert!(values.iter().zip(&back).all(|(a, b)| (a - b).abs() < 1e-12));
    }

    #[test]
    fn grids_that_do_not_divide_each_other_keep_the_total() {
        let values: Vec<f64> = (0..72).map(f64::from).collect();
        let half_hours = regrid(&values, Grid::of_minutes(20).unwrap(), Grid::of_minutes(30).unwrap());
        assert_eq!(half_hours.len(), 48);
        assert!((half_hours.iter().sum::<f64>() - values.iter().sum::<f64>()).abs() < 1e-9);
    }
}
