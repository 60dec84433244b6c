//! The parts of a day's expected contacts, fitted in turn until none moves: level, trend, weekday, holiday.
//!
//! Working response of a log-linear model with constant coefficient of variation, `z = η + (y − m)/m` with
//! `η = ln m`: zeros need no special care, and the expectation, not the median, is fitted. Source:
//! \[McCullagh1989\] §2.5 and §8.3 (quasi-likelihood), \[Huber1964\] for the damping.

use super::half_life;
use crate::forecasting::robust::{DAMPED_BEYOND, damping, median, residual_scale};

/// Mean length of a month in days: 365.25 / 12.
pub(super) const MONTH: f64 = 30.4375;
/// A trend is looked for in so many last days.
const TREND_WINDOW: f64 = 365.25;
/// A history shorter than eight weeks shows no trend.
const LEAST_FOR_TREND: f64 = 56.0;
/// Standard deviation of the trend before any data, in log a month: 0.5 a year.
const TREND_SD: f64 = 0.5 / 12.0;
/// Root mean square slope a month of a yearly season of ±10 %, which less than a year cannot tell from growth:
/// `0.1 · 2π / 12 / √2`.
const SEASON_SLOPE: f64 = 0.037;
/// Holidays that make a factor.
const LEAST_HOLIDAYS: usize = 3;
/// Standard deviation assumed before any residual is seen, worth one residual.
const ASSUMED_SD: f64 = 0.1;
/// `E[min(|z|, 2.5)²]` of a standard normal: the variance that cutting at 2.5 leaves.
const KEPT_VARIANCE: f64 = 0.977_56;
/// Share of the usual day that counts as nothing.
const NOTHING: f64 = 1e-6;
/// A residual moves its day's logarithm by no more than this in a turn.
const LONGEST_STEP: f64 = 3.0;
/// Passes at most; a pass shrinks the change by more than half.
const PASSES: usize = 80;

/// A seen day: its place, its weekday (0 = Monday) and its contacts relative to the scale.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sample {
    pub(super) index: usize,
    pub(super) weekday: usize,
    pub(super) y: f64,
}

/// The samples that the parts are fitted to.
pub(super) struct Samples {
    /// Calendar days from first to last.
    pub(super) days: usize,
    pub(super) ordinary: Vec<Sample>,
    pub(super) holidays: Vec<Sample>,
    /// Days after which a day counts half for the level.
    half_life: f64,
}

/// The fitted parts; all logarithms.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Parts {
    /// Level by day, trend included.
    pub(super) level: Vec<f64>,
    /// Trend a month, already shrunk, and its variance.
    pub(super) slope: f64,
    pub(super) slope_variance: f64,
    /// Months over which the trend was seen.
    pub(super) trend_months: f64,
    pub(super) weekday: [Option<f64>; 7],
    pub(super) holiday: Option<f64>,
    /// Residual standard deviation and lag-1 autocorrelation.
    pub(super) sd: f64,
    pub(super) ar1: f64,
    /// Variance of the level at the end, and what a day adds to it.
    pub(super) level_variance: f64,
    pub(super) drift: f64,
    /// Residual `(y − m)/m` of each ordinary sample, in order.
    pub(super) residuals: Vec<f64>,
}

/// Where the turns stand.
#[derive(Clone)]
struct State {
    /// Level about the trend line.
    level: Vec<f64>,
    trend: Trend,
    weekday: [Option<f64>; 7],
}

#[derive(Clone, Copy)]
struct Trend {
    slope: f64,
    variance: f64,
    drift: f64,
}

impl Samples {
    /// Samples over so many calendar days; `ordinary` must not be empty.
    pub(super) fn new(days: usize, ordinary: Vec<Sample>, holidays: Vec<Sample>) -> Self {
        Self { days, ordinary, holidays, half_life: half_life::USUAL }
    }

    /// Fits all parts, and again where a level that forgets faster would have foreseen more.
    pub(super) fn fit(&mut self) -> Parts {
        let mut state = self.settle(self.start());
        let residuals = self.residuals(&state);
        let scale = residual_scale(&residuals);
        let observations: Vec<(usize, f64, f64)> = self
            .ordinary
            .iter()
            .zip(&residuals)
            .map(|(sample, &e)| {
                (sample.index, state.level[sample.index] + e.min(LONGEST_STEP), damping(e, scale))
            })
            .collect();
        let chosen = half_life::chosen(self.days, &observations);
        if chosen < self.half_life {
            self.half_life = chosen;
            state = self.settle(state);
        }
        self.finish(&state)
    }

    /// Turns until nothing moves.
    fn settle(&self, mut state: State) -> State {
        for _ in 0..PASSES {
            let next = self.pass(&state);
            let change = |sample: &Sample| (self.eta(&next, *sample) - self.eta(&state, *sample)).abs();
            let moved = self.ordinary.iter().map(change).fold(0.0, f64::max);
            state = next;
            if moved < 1e-13 {
                break;
            }
        }
        state
    }

    /// Months before the last day, not more than the trend's window.
    fn months(&self, index: usize) -> f64 {
        -((days(self.days) - 1.0 - days(index)).min(TREND_WINDOW)) / MONTH
    }

    fn eta(&self, state: &State, sample: Sample) -> f64 {
        state.level[sample.index]
            + state.trend.slope * self.months(sample.index)
            + state.weekday[sample.weekday].unwrap_or(0.0)
    }

    /// Medians to start from: of each weekday, then of the four weeks about a day.
    fn start(&self) -> State {
        let weekday = std::array::from_fn(|k| {
            let of_weekday: Vec<f64> =
                self.ordinary.iter().filter(|sample| sample.weekday == k).map(|sample| sample.y).collect();
            (!of_weekday.is_empty()).then(|| log_middle(&of_weekday))
        });
        let relative: Vec<(usize, f64)> = self
            .ordinary
            .iter()
            .map(|sample| (sample.index, sample.y / weekday[sample.weekday].unwrap_or(0.0_f64).exp()))
            .collect();
        let about = |index: usize| {
            let near = relative.iter().filter(|(at, _)| at.abs_diff(index) <= 14).map(|&(_, y)| y);
            let near: Vec<f64> = near.collect();
            if near.is_empty() { 0.0 } else { log_middle(&near) }
        };
        let mut state = State {
            level: vec![0.0; self.days],
            trend: Trend { slope: 0.0, variance: 0.0, drift: 0.0 },
            weekday,
        };
        for sample in &self.ordinary {
            state.level[sample.index] = about(sample.index);
        }
        state
    }

    /// Residuals `(y − m)/m`; nothing where nothing is expected is no residual.
    fn residuals(&self, state: &State) -> Vec<f64> {
        let residual = |sample: &Sample| {
            let expected = self.eta(state, *sample).exp();
            if sample.y <= 0.0 && expected < NOTHING { 0.0 } else { sample.y / expected - 1.0 }
        };
        self.ordinary.iter().map(residual).collect()
    }

    /// One turn: trend, level, weekdays.
    fn pass(&self, state: &State) -> State {
        let residuals = self.residuals(state);
        let scale = residual_scale(&residuals);
        let weights: Vec<f64> = residuals.iter().map(|&e| damping(e, scale)).collect();
        let without_weekday: Vec<f64> = self
            .ordinary
            .iter()
            .zip(&residuals)
            .map(|(sample, e)| {
                self.eta(state, *sample) + e.min(LONGEST_STEP) - state.weekday[sample.weekday].unwrap_or(0.0)
            })
            .collect();
        let trend = self.trend(&without_weekday, &weights, &residuals);
        let about_trend: Vec<f64> = self
            .ordinary
            .iter()
            .zip(&without_weekday)
            .map(|(sample, v)| v - trend.slope * self.months(sample.index))
            .collect();
        let mut level = self.smooth(&about_trend, &weights);
        let mut weekday = state.weekday;
        for (k, effect) in weekday.iter_mut().enumerate() {
            let rest = self.ordinary.iter().zip(&about_trend).zip(&weights);
            let rest = rest.filter(|((sample, _), _)| sample.weekday == k);
            let mean = weighted_mean(rest.map(|((sample, v), &w)| (v - level[sample.index], w)));
            *effect = effect.zip(mean).map(|(effect, mean)| effect + mean);
        }
        let factors = weekday.iter().flatten().map(|&effect| (effect.exp(), 1.0));
        let centre = weighted_mean(factors).unwrap_or(1.0).max(f64::MIN_POSITIVE).ln();
        weekday.iter_mut().flatten().for_each(|effect| *effect -= centre);
        level.iter_mut().for_each(|level| *level += centre);
        State { level, trend, weekday }
    }

    /// Exponentially weighted mean over both sides of each day.
    fn smooth(&self, values: &[f64], weights: &[f64]) -> Vec<f64> {
        let decay = (-std::f64::consts::LN_2 / self.half_life).exp();
        let mut own = vec![(0.0, 0.0); self.days];
        for ((sample, v), w) in self.ordinary.iter().zip(values).zip(weights) {
            own[sample.index] = (w * v, *w);
        }
        let run = |sum: &mut (f64, f64), day: &(f64, f64)| {
            *sum = (sum.0 * decay + day.0, sum.1 * decay + day.1);
            Some(*sum)
        };
        let before: Vec<(f64, f64)> = own.iter().scan((0.0, 0.0), run).collect();
        let mut after: Vec<(f64, f64)> = own.iter().rev().scan((0.0, 0.0), run).collect();
        after.reverse();
        let sides = before.iter().zip(&after).zip(&own);
        sides.map(|((b, a), o)| (b.0 + a.0 - o.0) / (b.1 + a.1 - o.1).max(f64::MIN_POSITIVE)).collect()
    }

    /// Growth a month in the last year: least squares, shrunk by how little the window can tell.
    ///
    /// `Var(slope) = 6 q / 5 T + 12 σ² / (n T²)` for a drifting level (`q` a month) seen with noise `σ` over `T` months.
    fn trend(&self, values: &[f64], weights: &[f64], residuals: &[f64]) -> Trend {
        let window: Vec<(f64, f64, f64)> = self
            .ordinary
            .iter()
            .zip(values)
            .zip(weights)
            .filter(|((sample, _), _)| days(self.days) - 1.0 - days(sample.index) < TREND_WINDOW)
            .map(|((sample, &v), &w)| (self.months(sample.index), v, w))
            .collect();
        let months = self.trend_months();
        let noise = self.long_run_variance(residuals);
        let line = least_squares(&window);
        let about: Vec<f64> = self
            .ordinary
            .iter()
            .zip(values)
            .map(|(sample, v)| v - line.unwrap_or(0.0) * self.months(sample.index))
            .collect();
        let drift = self.drift(&about, weights, residuals);
        let prior = TREND_SD * TREND_SD;
        let Some(line) = line.filter(|_| months * MONTH >= LEAST_FOR_TREND) else {
            return Trend { slope: 0.0, variance: prior, drift };
        };
        let season = SEASON_SLOPE * (1.0 - months * MONTH / TREND_WINDOW).max(0.0);
        let sampling = 1.2 * drift * MONTH / months + 12.0 * noise / (days(window.len()) * months * months);
        let error = sampling + season * season;
        let kept = prior / (prior + error);
        Trend { slope: kept * line, variance: prior * (1.0 - kept), drift }
    }

    /// Months from the first to the last ordinary day, at most a year.
    fn trend_months(&self) -> f64 {
        let first = self.ordinary.first().map_or(0.0, |sample| days(sample.index));
        let last = self.ordinary.last().map_or(0.0, |sample| days(sample.index));
        (last - first).min(TREND_WINDOW) / MONTH
    }

    /// Residual variance: winsorised at 2.5 robust standard deviations, with one assumed residual.
    fn variance(&self, residuals: &[f64]) -> f64 {
        let bound = DAMPED_BEYOND * residual_scale(residuals);
        let squares: f64 = residuals.iter().map(|e| e.abs().min(bound).powi(2)).sum();
        let seen = (0..7).filter(|&k| self.ordinary.iter().any(|sample| sample.weekday == k)).count();
        let smoother = days(self.days) * std::f64::consts::LN_2 / (2.0 * self.half_life);
        let left = (days(residuals.len()) - days(seen) - smoother).max(0.0);
        (ASSUMED_SD * ASSUMED_SD + squares / KEPT_VARIANCE) / (1.0 + left)
    }

    /// Correlation of a residual with the next open day's, shrunk by ten pairs of none; never negative.
    fn autocorrelation(&self, residuals: &[f64]) -> f64 {
        /// A weekend and a holiday lie between open days that still follow each other.
        const LONGEST_GAP: usize = 4;
        let bound = DAMPED_BEYOND * residual_scale(residuals);
        let (mut product, mut square, mut pairs) = (0.0, 0.0, 0.0);
        for (samples, e) in self.ordinary.windows(2).zip(residuals.windows(2)) {
            if samples[1].index - samples[0].index <= LONGEST_GAP {
                let (a, b) = (e[0].clamp(-bound, bound), e[1].clamp(-bound, bound));
                product += a * b;
                square += 0.5 * (a * a + b * b);
                pairs += 1.0;
            }
        }
        if square > 0.0 { (product / square * pairs / (pairs + 10.0)).clamp(0.0, 0.95) } else { 0.0 }
    }

    /// `σ² (1 + ρ)/(1 − ρ)`: the variance that a mean of autocorrelated days has, times their number.
    fn long_run_variance(&self, residuals: &[f64]) -> f64 {
        let ar1 = self.autocorrelation(residuals);
        self.variance(residuals) * (1.0 + ar1) / (1.0 - ar1)
    }

    /// What the variance of the level gains a day: from the change between four-week means, less their noise.
    ///
    /// Means over blocks of `B` days of a random walk differ with variance `2 q B / 3`. Three changes of the
    /// size for which the half-life would be optimal, `q = σ² α² / (1 − α)` a sample, are assumed beforehand.
    fn drift(&self, about_trend: &[f64], weights: &[f64], residuals: &[f64]) -> f64 {
        const BLOCK: usize = 28;
        const ASSUMED_CHANGES: f64 = 3.0;
        let step = (days(self.days) / days(self.ordinary.len())).max(1.0);
        let gain = 1.0 - (-std::f64::consts::LN_2 * step / self.half_life).exp();
        let assumed = self.variance(residuals) * gain * gain / ((1.0 - gain) * step);
        let mut blocks = vec![(0.0, 0.0, 0.0); self.days / BLOCK + 1];
        for ((sample, v), w) in self.ordinary.iter().zip(about_trend).zip(weights) {
            let block = &mut blocks[(self.days - 1 - sample.index) / BLOCK];
            *block = (block.0 + w * v, block.1 + w, block.2 + 1.0);
        }
        let noise = self.long_run_variance(residuals);
        let (mut gained, mut changes) = (0.0, 0.0);
        for pair in blocks.windows(2).filter(|pair| pair.iter().all(|block| block.2 >= 4.0)) {
            let change = pair[0].0 / pair[0].1 - pair[1].0 / pair[1].1;
            gained += (change * change - noise / pair[0].2 - noise / pair[1].2) * 1.5 / days(BLOCK);
            changes += 1.0;
        }
        ((ASSUMED_CHANGES * assumed + gained) / (ASSUMED_CHANGES + changes)).max(0.0)
    }

    fn finish(&self, state: &State) -> Parts {
        let residuals = self.residuals(state);
        let level: Vec<f64> = state
            .level
            .iter()
            .enumerate()
            .map(|(index, level)| level + state.trend.slope * self.months(index))
            .collect();
        let weight =
            |sample: &Sample| (-(days(self.days) - 1.0 - days(sample.index)) / self.half_life).exp2();
        let (sum, squares) =
            self.ordinary.iter().map(weight).fold((0.0, 0.0), |(sum, squares), w| (sum + w, squares + w * w));
        Parts {
            holiday: self.holiday(&level),
            slope: state.trend.slope,
            slope_variance: state.trend.variance,
            trend_months: self.trend_months(),
            weekday: state.weekday,
            sd: self.variance(&residuals).sqrt(),
            ar1: self.autocorrelation(&residuals),
            level_variance: self.long_run_variance(&residuals) * squares / (sum * sum).max(f64::MIN_POSITIVE),
            drift: state.trend.drift,
            level,
            residuals,
        }
    }

    /// Log factor of a holiday on the level, whatever its weekday; `None` with fewer than three holidays.
    fn holiday(&self, level: &[f64]) -> Option<f64> {
        let ratios: Vec<f64> = self.holidays.iter().map(|day| day.y / level[day.index].exp()).collect();
        if ratios.len() < LEAST_HOLIDAYS {
            return None;
        }
        let middle = median(&ratios).filter(|&middle| middle > 0.0).unwrap_or(1.0);
        let away: Vec<f64> = ratios.iter().map(|ratio| ratio / middle - 1.0).collect();
        let scale = residual_scale(&away);
        let mean = weighted_mean(ratios.iter().zip(&away).map(|(&ratio, &e)| (ratio, damping(e, scale))))?;
        Some(mean.max(1e-9).ln())
    }
}

/// A count of days as a number.
#[expect(clippy::cast_precision_loss, reason = "a history has far fewer than 2^53 days")]
pub(super) fn days(count: usize) -> f64 {
    count as f64
}

/// Logarithm of the median, or of the mean where more than half are zero; never below a millionth.
fn log_middle(values: &[f64]) -> f64 {
    let middle = median(values).filter(|&middle| middle > 0.0);
    let mean = values.iter().sum::<f64>() / days(values.len()).max(1.0);
    middle.unwrap_or(mean).max(1e-6).ln()
}

/// `Σ w v / Σ w`; `None` without weight.
fn weighted_mean(pairs: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weight) = pairs.fold((0.0, 0.0), |(sum, weight), (v, w)| (sum + w * v, weight + w));
    (weight > 0.0).then(|| sum / weight)
}

/// Slope of the weighted line through `(x, v, w)`; `None` where all lie at one place.
fn least_squares(points: &[(f64, f64, f64)]) -> Option<f64> {
    let x_mean = weighted_mean(points.iter().map(|&(x, _, w)| (x, w)))?;
    let v_mean = weighted_mean(points.iter().map(|&(_, v, w)| (v, w)))?;
    let spread: f64 = points.iter().map(|(x, _, w)| w * (x - x_mean).powi(2)).sum();
    let product: f64 = points.iter().map(|(x, v, w)| w * (x - x_mean) * (v - v_mean)).sum();
    (spread > 0.0).then(|| product / spread)
}
