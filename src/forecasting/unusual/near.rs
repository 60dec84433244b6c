//! What the days around a day had in its hours.

use crate::forecasting::robust::median;
use crate::forecasting::series::DaySeries;
use std::ops::Range;

/// Weeks before, and after, a day that tell its hours.
const WEEKS: usize = 3;
/// Same weekdays that make a shape; of fewer, it is that of all days around.
const SAME_FOR_A_SHAPE: usize = 3;
/// Days around that make a shape.
const DAYS_FOR_A_SHAPE: usize = 3;
/// Days before and after that stand in for the same weekdays of a short history.
const REACH: usize = 10;

/// The neighbours of a day.
pub(super) struct Near<'a> {
    /// The same weekday of the weeks before.
    before: Vec<&'a [f64]>,
    /// And of the weeks after.
    after: Vec<&'a [f64]>,
    /// Share of each slot in the contacts of a day around; means, for where slots hold few contacts most are empty and a
    /// median would be none.
    pub(super) shares: Vec<f64>,
}

impl<'a> Near<'a> {
    /// The neighbours of a day; `None` where they are too few to say anything.
    pub(super) fn of(series: &'a DaySeries, index: usize) -> Option<Self> {
        let seen = |day: usize| series.days.get(day)?.as_deref();
        let earlier =
            (1..=2 * WEEKS).map(|weeks| index.checked_sub(7 * weeks).and_then(seen)).collect::<Vec<_>>();
        let later = (1..=2 * WEEKS).map(|weeks| seen(index + 7 * weeks)).collect::<Vec<_>>();
        // What lacks on one side, at an end of the history, is made up for by the other.
        let told = |side: &[Option<&'a [f64]>], other: &[Option<&'a [f64]>]| -> Vec<&'a [f64]> {
            let of_other = other.iter().take(WEEKS).flatten().count();
            side.iter().take(2 * WEEKS - of_other).flatten().copied().collect()
        };
        let (before, after) = (told(&earlier, &later), told(&later, &earlier));
        let same = before.len() + after.len();
        let days: Vec<&[f64]> = if same >= SAME_FOR_A_SHAPE {
            before.iter().chain(&after).copied().collect()
        } else {
            let around = index.saturating_sub(REACH)..=index + REACH;
            around.filter(|day| *day != index).filter_map(seen).collect()
        };
        let mut sums = vec![0.0; series.grid.slots()];
        for day in &days {
            sums.iter_mut().zip(*day).for_each(|(sum, contacts)| *sum += contacts);
        }
        let total: f64 = sums.iter().sum();
        let known = same > 0 && days.len() >= DAYS_FOR_A_SHAPE && total > 0.0 && total.is_finite();
        known.then(|| Self { before, after, shares: sums.iter().map(|sum| sum / total).collect() })
    }

    /// Contacts that the same weekdays had in these slots: the fewer of the medians before and after. None where more than one
    /// of them was as empty, for that recurs.
    pub(super) fn usual(&self, slots: &Range<usize>) -> f64 {
        let counts = |days: &[&[f64]]| -> Vec<f64> {
            days.iter().map(|day| day.get(slots.clone()).unwrap_or_default().iter().sum()).collect()
        };
        let (before, after) = (counts(&self.before), counts(&self.after));
        if before.iter().chain(&after).filter(|count| **count <= 0.0).count() > 1 {
            return 0.0;
        }
        let sides = [median(&before), median(&after)];
        sides.into_iter().flatten().reduce(f64::min).unwrap_or(0.0)
    }
}
