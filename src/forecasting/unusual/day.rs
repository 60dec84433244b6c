//! Days far above or below what their weekday had around them.

use super::shift::LevelShift;
use crate::forecasting::robust::{median, residual_scale};

/// Same weekdays around a day that say what is usual.
const NEIGHBOURS: usize = 8;
/// Fewer say nothing.
const LEAST_NEIGHBOURS: usize = 3;
/// Standard deviations beyond which a day is unusual: `6·10⁻⁷` of days by chance where counts are normal; that medians of
/// eight and estimated spreads vary themselves makes it more, though less than one day in 20,000 (see the tests).
const FAR: f64 = 5.0;
/// A spread told by so many days may be half of what it is; the bar is twice as high there.
const DAYS_OF_AN_UNSURE_SPREAD: f64 = 10.0;
/// A day is unusual from so many times the usual on, or from one in so many; smaller oddities need no name.
const FACTOR: f64 = 1.3;
/// Days with a residual that tell the spread; below, nothing is said.
const LEAST_RESIDUALS: usize = 14;

/// A day off its weekday.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnusualDay {
    /// Place of the day.
    pub day: usize,
    /// Its contacts.
    pub total: f64,
    /// Those that are usual on this weekday around it.
    pub usual: f64,
}

impl UnusualDay {
    /// How many times the usual it had.
    #[must_use]
    pub fn factor(&self) -> f64 {
        self.total / self.usual
    }
}

/// Days off the median of the eight nearest same weekdays on their side of every shift, in order. Nothing is said of
/// histories below four weeks.
///
/// With `d = 2√y − 2√u` of a day with `y` contacts and `u` usual ones, `Var d ≈ (1 + π/2n)(1 + c² u)`: Poisson scatter, that
/// of a median of `n`, and a relative scatter `c` beyond Poisson, which is fitted to the middle of `d²`.
#[must_use]
pub fn unusual_days(totals: &[Option<f64>], shifts: &[LevelShift]) -> Vec<UnusualDay> {
    let days: Vec<(UnusualDay, f64)> =
        (0..totals.len()).filter_map(|at| beside_usual(totals, shifts, at)).collect();
    if days.len() < LEAST_RESIDUALS {
        return Vec::new();
    }
    let distance =
        |(day, by_median): &(UnusualDay, f64)| 2.0 * (day.total.sqrt() - day.usual.sqrt()) / by_median.sqrt();
    let scale = residual_scale(&days.iter().map(distance).collect::<Vec<_>>());
    let middle = median(&days.iter().map(|(day, _)| day.usual).collect::<Vec<_>>()).unwrap_or(0.0).max(1.0);
    let beyond = ((scale * scale - 1.0) / middle).max(0.0);
    let far = FAR * (1.0 + DAYS_OF_AN_UNSURE_SPREAD / days.len() as f64);
    let is_far = |one: &(UnusualDay, f64)| {
        let day = &one.0;
        let large = day.total >= FACTOR * day.usual || FACTOR * day.total <= day.usual;
        large && distance(one).abs() > far * (1.0 + beyond * day.usual).sqrt()
    };
    days.into_iter().filter(is_far).map(|(day, _)| day).collect()
}

/// A day beside what is usual, and `1 + π/2n`; `None` for a missing day or one without enough neighbours.
fn beside_usual(totals: &[Option<f64>], shifts: &[LevelShift], at: usize) -> Option<(UnusualDay, f64)> {
    let total = totals[at]?;
    let from = shifts.iter().map(|shift| shift.day).rfind(|&day| day <= at).unwrap_or(0);
    let to = shifts.iter().map(|shift| shift.day).find(|&day| day > at).unwrap_or(totals.len());
    let mut near = Vec::with_capacity(NEIGHBOURS);
    for weeks in 1..=totals.len() / 7 {
        let earlier = at.checked_sub(7 * weeks).filter(|&day| day >= from);
        let later = Some(at + 7 * weeks).filter(|&day| day < to);
        if near.len() >= NEIGHBOURS || (earlier.is_none() && later.is_none()) {
            break;
        }
        near.extend([earlier, later].into_iter().flatten().filter_map(|day| totals[day]));
    }
    let usual = median(&near).filter(|usual| near.len() >= LEAST_NEIGHBOURS && *usual > 0.0)?;
    let by_median = 1.0 + std::f64::consts::FRAC_PI_2 / near.len() as f64;
    Some((UnusualDay { day: at, total, usual }, by_median))
}

#[cfg(test)]
mod tests {
    use super::unusual_days;
    use crate::forecasting::unusual::made::Made;

    #[test]
    fn days_made_unusual_are_found_with_their_factors() {
        let mut totals = Made::new(7).weekly(400.0, 200);
        totals[60] = totals[60].map(|total| (total * 2.4).round());
        totals[61] = totals[61].map(|total| (total * 2.0).round());
        totals[131] = totals[131].map(|total| (total * 0.1).round());
        let found = unusual_days(&totals, &[]);
        let days: Vec<usize> = found.iter().map(|one| one.day).collect();
        assert_eq!(days, [60, 61, 131]);
        assert!((found[0].factor() - 2.4).abs() < 0.4 && found[2].factor() < 0.2, "{found:?}");
    }

    #[test]
    fn a_day_that_came_three_times_is_found_in_four_weeks() {
        for seed in 0..50 {
            let mut totals = Made::new(seed).weekly(600.0, 28);
            totals[16] = totals[16].map(|total| total * 3.0);
            let days: Vec<usize> = unusual_days(&totals, &[]).iter().map(|one| one.day).collect();
            assert_eq!(days, [16], "seed {seed}");
        }
    }

    /// Four and five weeks, as above.
    #[test]
    fn ordinary_luck_of_few_weeks_is_rarely_unusual() {
        let (mut found, mut days) = (0, 0);
        for seed in 0..300 {
            for (level, length) in [(30.0, 28), (300.0, 28), (5000.0, 28), (5.0, 35), (300.0, 35)] {
                days += 2 * length;
                found += unusual_days(&Made::new(seed).weekly(level, length), &[]).len();
                found += unusual_days(&Made::new(seed).scattered(level, length, 0.12), &[]).len();
            }
        }
        assert!(found * 20_000 <= days, "{found} alarms on {days} days");
    }

    /// False alarms on 800 histories of 26 weeks, at four levels with 100 seeds each: of Poisson days, and of days that scatter
    /// by 12 % beyond that. At most one day in 20,000, which is one in 55 years (0 and 1 of 72,800 days when this was written).
    #[test]
    fn ordinary_luck_is_rarely_unusual() {
        let (mut poisson, mut scattered, mut days) = (0, 0, 0);
        for seed in 0..100 {
            for level in [5.0, 30.0, 300.0, 5000.0] {
                let totals = Made::new(seed).weekly(level, 182);
                days += totals.len();
                poisson += unusual_days(&totals, &[]).len();
                scattered += unusual_days(&Made::new(seed).scattered(level, 182, 0.12), &[]).len();
            }
        }
        assert!(poisson * 20_000 <= days, "{poisson} alarms on {days} days");
        assert!(scattered * 20_000 <= days, "{scattered} alarms on {days} days");
    }

    #[test]
    fn growth_is_not_unusual() {
        let mut made = Made::new(3);
        let grown = |at: i32| 1000.0 * 1.02_f64.powf(f64::from(at) / 7.0);
        let totals: Vec<_> = (0..364).map(|at| Some(made.poisson(grown(at)))).collect();
        assert_eq!(unusual_days(&totals, &[]), []);
    }
}
