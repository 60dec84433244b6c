//! The level of handle time: what the days before make of it, which of them are wild, where it is heading.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `x_t` | `DayMean::mean` | seconds of day `t` over what its slots usually take |
//! | `n_t` | `DayMean::contacts` | contacts behind it |
//! | `v_t` | [`variance`] | `1/n_t + 1/400`: a contact's handle time varies by about its own mean, a day's by 5 % beyond that |
//! | `ℓ_t`, `b` | `mean` of `Belief` | level, and what it gains in a year |
//! | `κ`, `q` | `scale`, `step` | `Var x_t = κ v_t`; `Var (ℓ_{t+1} − ℓ_t − b/365.25) = q` |
//!
//! Not in logarithms, unlike contacts: the mean of a day of two contacts is right on average, its logarithm is not.
//!
//! Source: \[Durbin2012\] §2.2 (the filter of a level).

use crate::forecasting::day::{YEAR, faded};
use crate::forecasting::robust::residual_scale;
use crate::forecasting::series::{DAYS_FOR_SEASON, count};
use crate::forecasting::unusual::level_shifts;

/// Contacts at which their luck equals what a slot or a day varies by beyond it: `(1 / 0.05)²`.
pub(super) const PSEUDO_CONTACTS: f64 = 400.0;
/// A mean so many standard deviations `√v` off is wild: beyond 30 % for many contacts, sevenfold for one.
const WILD_BEYOND: f64 = 6.0;
/// Days on each side whose median says what a day should take; two weeks, so that every weekday is among them twice.
const SIDE: usize = 7;
/// Standard deviation of the growth in a year before any data. Small: one jump must not pass for a trend.
const TREND: f64 = 0.1;
/// Fewer contacts than this tell as little as they do; a mean more times the whole is an error in the data.
const LEAST_CONTACTS: f64 = 1e-3;
const LARGEST: f64 = 1e6;
/// Bounds of what a trend makes of the level.
const MOST_GROWTH: f64 = 2.0;
/// Least `κ`: handle times that hardly vary still may.
const LEAST_SCALE: f64 = 0.01;
/// `κ` tried, as parts of the robust estimate.
const SCALES: [f64; 4] = [0.5, 1.0, 2.0, 4.0];
/// `√q` tried; each is held to be half as likely as the one before it.
const STEPS: [f64; 7] = [0.0, 0.001, 0.0025, 0.005, 0.01, 0.02, 0.04];
/// Shifts are looked for in numbers that counting luck does not blur.
const PARTS: f64 = 10_000.0;

/// The mean of one day, or of one slot of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DayMean {
    /// Place in the series.
    pub(super) place: usize,
    pub(super) mean: f64,
    pub(super) contacts: f64,
}

impl DayMean {
    /// Whether it is further from the median of its like than luck and habit take it.
    pub(super) fn is_wild(&self, median: f64) -> bool {
        // The median of the mean of n exponential times lies below their mean by one part in 3n.
        let expected = median / (1.0 - (3.0 * self.contacts.max(1.0)).recip());
        (self.mean / expected - 1.0).abs() > WILD_BEYOND * variance(self.contacts).sqrt()
    }

    /// Its weight beside others.
    pub(super) fn weight(&self) -> f64 {
        variance(self.contacts).recip()
    }
}

/// Relative variance of the mean of so many contacts.
fn variance(contacts: f64) -> f64 {
    contacts.max(LEAST_CONTACTS).recip() + PSEUDO_CONTACTS.recip()
}

/// Median with weights; `None` for none.
pub(super) fn weighted_median(values: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let mut sorted: Vec<(f64, f64)> = values.collect();
    sorted.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let half = sorted.iter().map(|(_, weight)| weight).sum::<f64>() / 2.0;
    let mut passed = 0.0;
    let found = sorted.iter().find(|(_, weight)| {
        passed += weight;
        passed >= half
    });
    found.or(sorted.last()).map(|(value, _)| *value)
}

/// What each day should take by the median of the days around it: follows a jump at once, a few wild days not at all.
pub(super) fn about(days: &[DayMean]) -> Vec<f64> {
    let own = |day: &DayMean| (day.mean, day.weight());
    let around = |at: usize| &days[at.saturating_sub(SIDE)..(at + SIDE + 1).min(days.len())];
    (0..days.len()).map(|at| weighted_median(around(at).iter().map(own)).unwrap_or(days[at].mean)).collect()
}

/// The level at the end of a history and its trend.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct HandleLevel {
    /// On the last day, in the unit of the means.
    pub(super) end: f64,
    /// Growth in a year, as a part of `end`.
    growth: f64,
    /// Standard deviation of `end`, as a part of it.
    pub(super) deviation: f64,
}

impl HandleLevel {
    /// Follows the means of the days of a history of so many days; wild ones are not among them.
    pub(super) fn fit(days: &[DayMean], span: usize) -> Option<Self> {
        let contacts: f64 = days.iter().map(|day| day.contacts).sum();
        let whole = days.iter().map(|day| day.contacts * day.mean).sum::<f64>() / contacts;
        if !(whole > 0.0 && whole.is_finite()) {
            return None;
        }
        let relative: Vec<DayMean> =
            days.iter().map(|day| DayMean { mean: (day.mean / whole).min(LARGEST), ..*day }).collect();
        let shifts = shifts(&relative, span);
        let scale = scale(&relative);
        let mut tried = Vec::new();
        for factor in SCALES {
            for (step, likely) in STEPS.iter().zip(0i32..) {
                let moves = Moves { scale: factor * scale, step: step * step, span, shifts: &shifts };
                let (likelihood, belief) = moves.followed(&relative);
                tried.push((likelihood - f64::from(likely) * std::f64::consts::LN_2, belief));
            }
        }
        let means = relative.iter().map(|day| day.mean);
        let (least, most) =
            means.fold((LARGEST, 0.0), |(least, most), mean| (mean.min(least), mean.max(most)));
        Some(averaged(&tried, whole, (least, most)))
    }

    /// What the trend makes of the level so many years on: it goes on for a year and fades within another, as that of
    /// contacts does.
    pub(super) fn factor_after(&self, years: f64) -> f64 {
        (1.0 + self.growth * faded(years.max(0.0))).clamp(1.0 / MOST_GROWTH, MOST_GROWTH)
    }
}

/// The beliefs at the end, averaged by how likely they make the history; never outside what was seen.
fn averaged(tried: &[(f64, Belief)], whole: f64, (least, most): (f64, f64)) -> HandleLevel {
    let best = tried.iter().map(|(likelihood, _)| *likelihood).fold(f64::NEG_INFINITY, f64::max);
    let weights: f64 = tried.iter().map(|(likelihood, _)| (likelihood - best).exp()).sum();
    let mean = |of: &dyn Fn(&Belief) -> f64| {
        tried.iter().map(|(likelihood, belief)| (likelihood - best).exp() * of(belief)).sum::<f64>() / weights
    };
    let level = mean(&|belief| belief.level).clamp(least, most.max(least));
    let squares = mean(&|belief| belief.variance + (belief.level - level).powi(2));
    HandleLevel {
        end: whole * level,
        growth: mean(&|belief| belief.growth) / level,
        deviation: squares.max(0.0).sqrt() / level,
    }
}

/// Places at which the level jumped.
fn shifts(days: &[DayMean], span: usize) -> Vec<usize> {
    let mut by_day = vec![None; span];
    for day in days {
        if let Some(slot) = by_day.get_mut(day.place) {
            *slot = Some(PARTS * day.mean);
        }
    }
    level_shifts(&by_day).into_iter().map(|shift| shift.day).collect()
}

/// `κ` from the differences of neighbours, whatever the level does.
fn scale(days: &[DayMean]) -> f64 {
    let differences: Vec<f64> = days
        .iter()
        .zip(days.iter().skip(1))
        .map(|(one, next)| (next.mean - one.mean) / (variance(one.contacts) + variance(next.contacts)).sqrt())
        .collect();
    residual_scale(&differences).powi(2).max(LEAST_SCALE)
}

/// How level and means move.
struct Moves<'a> {
    scale: f64,
    step: f64,
    span: usize,
    shifts: &'a [usize],
}

/// Level and growth of a year with their variances.
#[derive(Debug, Clone, Copy)]
struct Belief {
    level: f64,
    growth: f64,
    variance: f64,
    shared: f64,
    of_growth: f64,
}

impl Belief {
    /// So many days on.
    fn later(&mut self, days: f64, step: f64) {
        let years = days / YEAR;
        self.level += years * self.growth;
        self.variance += years * (2.0 * self.shared + years * self.of_growth) + days * step;
        self.shared += years * self.of_growth;
    }

    /// Takes in a mean; gives its log-likelihood.
    fn learn(&mut self, mean: f64, noise: f64) -> f64 {
        let (innovation, variance) = (mean - self.level, self.variance + noise);
        let (of_level, of_growth) = (self.variance / variance, self.shared / variance);
        self.level += of_level * innovation;
        self.growth += of_growth * innovation;
        self.of_growth -= of_growth * self.shared;
        self.shared *= 1.0 - of_level;
        self.variance *= 1.0 - of_level;
        -0.5 * (variance.ln() + innovation * innovation / variance)
    }
}

impl Moves<'_> {
    /// The log-likelihood of the days, and the belief on the last day of the history.
    fn followed(&self, days: &[DayMean]) -> (f64, Belief) {
        let of_growth = if self.span >= DAYS_FOR_SEASON { TREND * TREND } else { 0.0 };
        let mut belief = Belief { level: 1.0, growth: 0.0, variance: 1.0, shared: 0.0, of_growth };
        let (mut likelihood, mut at) = (0.0, 0);
        for day in days {
            belief.later(count(day.place - at), self.step);
            if self.shifts.iter().any(|&shift| (at + 1..=day.place).contains(&shift)) {
                belief.variance += 1.0;
            }
            likelihood += belief.learn(day.mean, self.scale * variance(day.contacts));
            at = day.place;
        }
        belief.later(count(self.span.saturating_sub(at + 1)), self.step);
        (likelihood, belief)
    }
}
