//! Hours without a contact in which contacts usually arrive.

use super::near::Near;
use crate::forecasting::series::DaySeries;
use std::ops::Range;

/// A run of empty slots is a silence when it lacks at least so many contacts, both by the weeks around it and by the rest of
/// its day: `e⁻²⁰ ≈ 2·10⁻⁹` by chance, and few enough where contacts come in bunches.
const EXPECTED: f64 = 20.0;
/// A share of the day that is nothing: what lies outside is before the first or after the last contact.
const NOTHING: f64 = 0.01;
/// Of the busiest slot of a silence, the part below which a slot at its ends is left out.
const QUIET: f64 = 0.1;
/// A share seen below this is no basis for the day's total.
const LEAST_SEEN: f64 = 0.5;
/// So many days in a row that lack the same hours had other hours; fewer were cut.
const DAYS_OF_OTHER_HOURS: usize = 3;

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

/// Every silence, in order of the days.
///
/// What is usual is told by the same weekdays of a few weeks before and after, so that hours which change for weeks are
/// opening hours; a change that lasts for days only, or lies at an end of the history, is one from three days in a row on.
#[must_use]
pub fn silences(series: &DaySeries) -> Vec<Silence> {
    let mut found = Vec::new();
    for (index, day) in series.days.iter().enumerate() {
        let counted: f64 = day.iter().flatten().sum();
        if let Some(day) = day.as_ref().filter(|_| counted > 0.0)
            && let Some(near) = Near::of(series, index)
        {
            of_day(index, day, &near, &mut found);
        }
    }
    let other_hours: Vec<bool> = found.iter().map(|silence| in_a_row(series, &found, silence)).collect();
    found.into_iter().zip(other_hours).filter(|(_, other)| !other).map(|(silence, _)| silence).collect()
}

fn of_day(index: usize, day: &[f64], near: &Near<'_>, found: &mut Vec<Silence>) {
    let counted: f64 = day.iter().sum();
    let slots = near.shares.len();
    let empty = |slot: usize| day.get(slot).is_none_or(|&contacts| contacts <= 0.0);
    let (mut start, mut before) = (0, 0.0);
    while start < slots {
        let end = (start..slots).find(|&slot| !empty(slot)).unwrap_or(slots);
        let share: f64 = near.shares[start..end].iter().sum();
        // What lacks by the contacts of the rest of the day; its other empty slots are taken for luck.
        let by_the_day = counted * share / (1.0 - share).max(f64::EPSILON);
        if by_the_day >= EXPECTED && near.usual(&(start..end)) >= EXPECTED {
            found.push(Silence {
                day: index,
                slots: trimmed(start..end, &near.shares),
                share,
                at_start: before < NOTHING,
                at_end: 1.0 - before - share < NOTHING,
            });
        }
        let next = (end..slots).find(|&slot| empty(slot)).unwrap_or(slots);
        before += near.shares[start..next].iter().sum::<f64>();
        start = next;
    }
}

/// Whether days next to each other, of those with rows, lack mostly the same hours.
fn in_a_row(series: &DaySeries, all: &[Silence], one: &Silence) -> bool {
    let alike = |day: usize| {
        all.iter().any(|other| {
            let common =
                other.slots.end.min(one.slots.end).saturating_sub(other.slots.start.max(one.slots.start));
            other.day == day && 2 * common > one.slots.len().max(other.slots.len())
        })
    };
    let seen = |day: &usize| series.days[*day].is_some();
    let before = (0..one.day).rev().filter(seen).take_while(|day| alike(*day)).count();
    let after = (one.day + 1..series.days.len()).filter(seen).take_while(|day| alike(*day)).count();
    before + 1 + after >= DAYS_OF_OTHER_HOURS
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
    use std::ops::Range;

    /// Days of 40 contacts an hour within the hours of each.
    fn open(seed: u64, days: usize, hours: impl Fn(usize) -> Range<usize>) -> DaySeries {
        let mut made = Made::new(seed);
        let mut slot = |day, hour: usize| if hours(day).contains(&hour) { made.poisson(40.0) } else { 0.0 };
        let days = (0..days).map(|day| Some((0..24).map(|hour| slot(day, hour)).collect())).collect();
        DaySeries { grid: Grid::of_minutes(60).unwrap(), first: day(2026, 1, 5), days }
    }

    fn blank(series: &mut DaySeries, index: usize, hours: Range<usize>) {
        series.days[index].as_mut().unwrap()[hours].fill(0.0);
    }

    #[test]
    fn a_day_cut_short_begins_late_ends_early_or_has_a_hole() {
        let mut series = open(1, 70, |_| 9..21);
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

    #[test]
    fn an_export_of_two_weeks_that_ends_at_eleven_is_cut() {
        for seed in 0..50 {
            let mut series = open(seed, 14, |_| 9..20);
            blank(&mut series, 13, 11..20);
            let found = silences(&series);
            let what: Vec<_> = found.iter().map(|s| (s.day, s.slots.clone(), s.at_end)).collect();
            assert_eq!(what, [(13, 11..20, true)], "seed {seed}");
        }
    }

    /// Longer hours for eight weeks of a year, in its midst, at its ends, and before a last week of the old hours; shorter
    /// hours in the week of a holiday; short Saturdays every other week.
    #[test]
    fn hours_that_change_are_opening_hours() {
        for weeks in [20..28, 0..8, 44..52, 43..51] {
            let series = open(3, 364, |day| if weeks.contains(&(day / 7)) { 9..21 } else { 9..18 });
            assert_eq!(silences(&series), [], "{weeks:?}");
        }
        assert_eq!(silences(&open(4, 364, |day| if day / 7 == 30 { 9..14 } else { 9..21 })), []);
        let alternate = |day: usize| if day % 14 == 5 { 9..14 } else { 9..21 };
        assert_eq!(silences(&open(5, 140, alternate)), []);
    }

    /// The nights have no contacts, and quiet channels have empty hours all day: neither is a silence.
    #[test]
    fn nights_and_quiet_channels_are_no_silence() {
        for seed in 0..50 {
            for days in [14, 21, 70] {
                assert_eq!(silences(&open(seed, days, |_| 9..21)), [], "seed {seed}");
            }
            for mean in [0.5, 0.02] {
                let mut made = Made::new(seed);
                let slots = |_| (0..48).map(|_| made.poisson(mean)).collect::<Vec<_>>();
                // A day without a contact has no rows.
                let days =
                    (0..364).map(slots).map(|day| Some(day).filter(|day| day.iter().any(|n| *n > 0.0)));
                let first = day(2026, 1, 5);
                let quiet = DaySeries { grid: Grid::of_minutes(30).unwrap(), first, days: days.collect() };
                assert_eq!(silences(&quiet), [], "seed {seed}, {mean} each half-hour");
            }
        }
    }
}
