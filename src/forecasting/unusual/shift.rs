//! Lasting jumps of the level from one day to the next.

use crate::forecasting::robust::{median, residual_scale};

/// Days on each side of a jump that tell its size; it must have lasted for more than half of them.
const SIDE: usize = 28;
/// Days on each side of a jump that tell whether it was sudden: a season that rises over weeks does not rise within them.
const NEAR: usize = 7;
/// The part of a jump that they must hold; a steady rise over both sides holds a quarter.
const SUDDEN: f64 = 0.6;
/// Days with contacts that a side needs.
const LEAST_DAYS: usize = 15;
/// The least jump, as a factor, that is told from a season.
const FACTOR: f64 = 1.3;
/// Standard deviations of the difference of two medians. Days next to each other are alike, which halves what they tell.
const FAR: f64 = 5.0;
const ALIKE: f64 = 2.0;
/// A weekday's usual contacts below which it tells nothing.
const LEAST_CONTACTS: f64 = 1.0;

/// A level that changed at once and stayed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelShift {
    /// Place of the first day at the new level.
    pub day: usize,
    /// New level ÷ old level.
    pub factor: f64,
}

/// Every shift, in order.
///
/// With `x` the log of a day's contacts over its weekday's median, a shift is where the medians of `x` over the 28 days before
/// and after differ most, if by a factor of 1.3 and by five standard deviations of such a difference,
/// `s √(2 · 2 · (π/2) / n)`, and if the weeks next to it differ by most of that; `s` is the scatter from one week to the next, of days at least that of Poisson counts. It lies
/// where the distances to the two medians sum to the least. The history is then cut there and each part searched alike.
#[must_use]
pub fn level_shifts(totals: &[Option<f64>]) -> Vec<LevelShift> {
    let (levels, noise) = levels(totals);
    let mut found = Vec::new();
    let mut parts = vec![(0, levels.len())];
    while let Some((start, end)) = parts.pop() {
        if let Some(shift) = strongest(&levels[start..end], noise) {
            let day = start + shift.day;
            parts.push((start, day));
            parts.push((day, end));
            found.push(LevelShift { day, ..shift });
        }
    }
    found.sort_by_key(|shift| shift.day);
    found
}

/// The log of every day's contacts over its weekday's median, and their scatter.
fn levels(totals: &[Option<f64>]) -> (Vec<Option<f64>>, f64) {
    let usual: Vec<f64> = (0..7)
        .map(|weekday| {
            let same: Vec<f64> = totals.iter().skip(weekday).step_by(7).flatten().copied().collect();
            median(&same).unwrap_or(0.0)
        })
        .collect();
    let level = |(at, total): (usize, &Option<f64>)| {
        let usual = usual[at % 7];
        total.filter(|_| usual >= LEAST_CONTACTS).map(|total| ((total + 0.5) / (usual + 0.5)).ln())
    };
    let levels: Vec<Option<f64>> = totals.iter().enumerate().map(level).collect();
    let from_week_to_week: Vec<f64> = levels
        .iter()
        .zip(levels.iter().skip(7))
        .filter_map(|(one, next)| Some((next.as_ref()? - one.as_ref()?) / std::f64::consts::SQRT_2))
        .collect();
    let open: Vec<f64> = usual.into_iter().filter(|usual| *usual >= LEAST_CONTACTS).collect();
    let by_chance = median(&open).map_or(0.0, |usual| usual.sqrt().recip());
    (levels, residual_scale(&from_week_to_week).max(by_chance))
}

/// The strongest shift of a stretch, if there is one.
fn strongest(levels: &[Option<f64>], noise: f64) -> Option<LevelShift> {
    let significant = |day: &usize| {
        let (before, after) = sides(levels, *day, SIDE);
        let fewer = before.len().min(after.len());
        let jump = median(&after)? - median(&before)?;
        let deviation = noise * (ALIKE * std::f64::consts::PI / fewer as f64).sqrt();
        let enough = fewer >= LEAST_DAYS && jump.abs() >= FACTOR.ln() && jump.abs() > FAR * deviation;
        let (before, after) = sides(levels, *day, NEAR);
        let at_once = (median(&after)? - median(&before)?) * jump.signum();
        (enough && at_once >= SUDDEN * jump.abs()).then_some((*day, jump))
    };
    let candidates =
        (LEAST_DAYS..levels.len().saturating_sub(LEAST_DAYS - 1)).filter_map(|day| significant(&day));
    let (near, _) = candidates.max_by(|(_, one), (_, other)| one.abs().total_cmp(&other.abs()))?;
    let around = near.saturating_sub(SIDE / 2)..(near + SIDE / 2).min(levels.len());
    let placed = around.filter_map(|day| Some((day, significant(&day)?.1)));
    let (day, jump) = placed.min_by(|(one, _), (other, _)| {
        distance(levels, *one, near).total_cmp(&distance(levels, *other, near))
    })?;
    Some(LevelShift { day, factor: jump.exp() })
}

/// Levels of the days before and from a day on.
fn sides(levels: &[Option<f64>], day: usize, reach: usize) -> (Vec<f64>, Vec<f64>) {
    let before = &levels[day.saturating_sub(reach)..day];
    let after = &levels[day..(day + reach).min(levels.len())];
    (before.iter().flatten().copied().collect(), after.iter().flatten().copied().collect())
}

/// Distances of the days around a place to the medians of the sides that a shift at `day` would part.
fn distance(levels: &[Option<f64>], day: usize, place: usize) -> f64 {
    let window = place.saturating_sub(SIDE)..(place + SIDE).min(levels.len());
    let sum = |part: &[Option<f64>]| {
        let known: Vec<f64> = part.iter().flatten().copied().collect();
        let middle = median(&known).unwrap_or(0.0);
        known.iter().map(|level| (level - middle).abs()).sum::<f64>()
    };
    let day = day.clamp(window.start, window.end);
    sum(&levels[window.start..day]) + sum(&levels[day..window.end])
}

#[cfg(test)]
mod tests {
    use super::level_shifts;
    use crate::forecasting::unusual::made::Made;

    #[test]
    fn a_level_that_changed_and_stayed_is_found_to_the_day() {
        for (seed, factor) in [(1, 1.6), (2, 0.6), (3, 3.0)] {
            let mut totals = Made::new(seed).weekly(400.0, 100);
            totals.extend(Made::new(seed + 100).weekly(400.0 * factor, 105));
            // The week goes on: day 100 is the third of its week, the second stretch starts with a first.
            let totals: Vec<_> = totals[..98].iter().chain(&totals[100..]).copied().collect();
            let found = level_shifts(&totals);
            assert_eq!(found.len(), 1, "{found:?}");
            assert!(found[0].day.abs_diff(98) <= 1, "{found:?}");
            assert!((found[0].factor / factor - 1.0).abs() < 0.1, "{found:?}");
        }
    }

    /// False alarms on 800 histories of 52 weeks, at four levels with 100 seeds each, of Poisson days and of days that scatter
    /// by 12 % beyond that: none.
    #[test]
    fn ordinary_luck_is_no_shift() {
        for seed in 0..100 {
            for level in [5.0, 30.0, 300.0, 5000.0] {
                let found = level_shifts(&Made::new(seed).weekly(level, 364));
                assert_eq!(found, [], "seed {seed}, level {level}");
                let found = level_shifts(&Made::new(seed).scattered(level, 364, 0.12));
                assert_eq!(found, [], "scattered, seed {seed}, level {level}");
            }
        }
    }

    /// A year that swings by a factor of four rises by 1.4 within four weeks, but never at once.
    #[test]
    fn a_season_is_no_shift() {
        let mut made = Made::new(9);
        let level = |at: i32| 2000.0 * (0.7 * (f64::from(at) / 365.0 * std::f64::consts::TAU).sin()).exp();
        let totals: Vec<_> = (0..730).map(|at| Some(made.poisson(level(at)))).collect();
        assert_eq!(level_shifts(&totals), []);
    }

    #[test]
    fn neither_growth_nor_a_sale_of_twelve_days_is_a_shift() {
        let mut made = Made::new(5);
        let level = |at: i32| {
            let sale = if (150..162).contains(&at) { 2.4 } else { 1.0 };
            sale * 800.0 * 1.01_f64.powf(f64::from(at) / 7.0)
        };
        let totals: Vec<_> = (0..364).map(|at| Some(made.poisson(level(at)))).collect();
        assert_eq!(level_shifts(&totals), []);
    }
}
