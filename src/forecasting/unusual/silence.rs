//! Hours without a contact in which contacts usually arrive.

use crate::forecasting::series::DaySeries;
use std::ops::Range;

/// A run of empty slots is a silence when it lacks more contacts than this: `e⁻²⁰ ≈ 2·10⁻⁹` by chance, and few enough
/// where contacts come in bunches.
const EXPECTED: f64 = 20.0;
/// A share of the day that is nothing: what lies outside is before the first or after the last contact.
const NOTHING: f64 = 0.01;
/// Days of a weekday that make a shape.
const DAYS_FOR_A_SHAPE: usize = 3;
/// Of the busiest slot of a silence, the part below which a slot at its ends is left out.
const QUIET: f64 = 0.1;
/// A share seen below this is no basis for the day's total.
const LEAST_SEEN: f64 = 0.5;

/// A run of empty slots in a day with contacts.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// Place of the day.
    pub day: usize,
    /// The slots, without those at the ends in which nothing is to be expected.
    pub slots: Range<usize>,
    /// Usual share of the day that falls into them.
    pub share: f64,
    /// Whether next to nothing is usual before them: the day begins late.
    pub at_start: bool,
    /// Whether next to nothing is usual after them: the day ends early.
    pub at_end: bool,
}

/// Every silence, in order of the days. A weekday shows its usual shape after three days.
#[must_use]
pub fn silences(series: &DaySeries) -> Vec<Silence> {
    let shapes: Vec<Option<Vec<f64>>> = (0..7).map(|weekday| shape(series, weekday)).collect();
    let mut found = Vec::new();
    for (index, day) in series.days.iter().enumerate() {
        if let (Some(day), Some(shares)) = (day, &shapes[index % 7]) {
            of_day(index, day, shares, &mut found);
        }
    }
    found
}

/// Share of each slot in the contacts of all days that are whole weeks from one; means, for where slots hold few contacts
/// most are empty and a median would be none.
fn shape(series: &DaySeries, one: usize) -> Option<Vec<f64>> {
    let mut sums = vec![0.0; series.grid.slots()];
    let mut days = 0;
    for day in series.days.iter().skip(one).step_by(7).flatten() {
        days += 1;
        sums.iter_mut().zip(day).for_each(|(sum, contacts)| *sum += contacts);
    }
    let total: f64 = sums.iter().sum();
    let known = days >= DAYS_FOR_A_SHAPE && total > 0.0 && total.is_finite();
    known.then(|| sums.iter().map(|sum| sum / total).collect())
}

fn of_day(index: usize, day: &[f64], shares: &[f64], found: &mut Vec<Silence>) {
    let empty = |slot: usize| day.get(slot).is_none_or(|&contacts| contacts <= 0.0);
    let counted: f64 = day.iter().sum();
    let (mut start, mut before) = (0, 0.0);
    while start < shares.len() {
        let end = (start..shares.len()).find(|&slot| !empty(slot)).unwrap_or(shares.len());
        let share: f64 = shares[start..end].iter().sum();
        // What lacks by the contacts of the rest of the day; its other empty slots are taken for luck.
        if counted * share / (1.0 - share).max(f64::EPSILON) > EXPECTED {
            found.push(Silence {
                day: index,
                slots: trimmed(start..end, shares),
                share,
                at_start: before < NOTHING,
                at_end: 1.0 - before - share < NOTHING,
            });
        }
        let next = (end..shares.len()).find(|&slot| empty(slot)).unwrap_or(shares.len());
        before += shares[start..next].iter().sum::<f64>();
        start = next;
    }
}

/// The run without slots at its ends in which nothing is to be expected.
fn trimmed(run: Range<usize>, shares: &[f64]) -> Range<usize> {
    let most = shares[run.clone()].iter().copied().fold(0.0, f64::max);
    let usual = |slot: &usize| shares[*slot] > QUIET * most;
    let first = run.clone().find(usual).unwrap_or(run.start);
    let last = run.clone().rev().find(usual).unwrap_or(run.start);
    first..(last + 1).min(run.end)
}

/// Contacts of whole days: a day with silences is scaled up where at least half of it was seen, else left out.
#[must_use]
pub fn whole_totals(series: &DaySeries, silences: &[Silence]) -> Vec<Option<f64>> {
    let mut totals = series.totals();
    let mut seen = vec![1.0; totals.len()];
    for silence in silences {
        if let Some(seen) = seen.get_mut(silence.day) {
            *seen -= silence.share;
        }
    }
    for (total, seen) in totals.iter_mut().zip(seen) {
        *total = total.filter(|_| seen >= LEAST_SEEN).map(|total| total / seen);
    }
    totals
}

#[cfg(test)]
mod tests {
    use super::{silences, whole_totals};
    use crate::calendar::Grid;
    use crate::forecasting::series::DaySeries;
    use crate::forecasting::unusual::made::{Made, day};

    /// Ten weeks, open from 09:00 to 21:00 with 40 contacts an hour.
    fn hourly(seed: u64) -> DaySeries {
        let mut made = Made::new(seed);
        let slot =
            |made: &mut Made, hour: usize| if (9..21).contains(&hour) { made.poisson(40.0) } else { 0.0 };
        let days = (0..70).map(|_| Some((0..24).map(|hour| slot(&mut made, hour)).collect())).collect();
        DaySeries { grid: Grid::of_minutes(60).unwrap(), first: day(2026, 1, 5), days }
    }

    #[test]
    fn a_day_cut_short_begins_late_ends_early_or_has_a_hole() {
        let mut series = hourly(1);
        let blank = |series: &mut DaySeries, index: usize, hours: std::ops::Range<usize>| {
            series.days[index].as_mut().unwrap()[hours].fill(0.0);
        };
        blank(&mut series, 0, 9..14);
        blank(&mut series, 30, 12..15);
        blank(&mut series, 69, 17..21);
        let found = silences(&series);
        let what: Vec<_> = found.iter().map(|s| (s.day, s.slots.clone(), s.at_start, s.at_end)).collect();
        assert_eq!(what, [(0, 9..14, true, false), (30, 12..15, false, false), (69, 17..21, false, true)]);
        let totals = whole_totals(&series, &found);
        // What was seen of 480 contacts is scaled up to the whole.
        assert!(totals.iter().flatten().all(|total| (total - 480.0).abs() < 6.0 * 22.0 * 1.6), "{totals:?}");
    }

    /// The nights have no contacts, and quiet channels have empty hours all day: neither is a silence.
    #[test]
    fn nights_and_quiet_channels_are_no_silence() {
        for seed in 0..50 {
            assert_eq!(silences(&hourly(seed)), []);
            let mut made = Made::new(seed);
            let days = (0..70).map(|_| Some((0..48).map(|_| made.poisson(0.5)).collect())).collect();
            let quiet = DaySeries { grid: Grid::of_minutes(30).unwrap(), first: day(2026, 1, 5), days };
            assert_eq!(silences(&quiet), [], "seed {seed}");
        }
    }
}
