//! The Kalman filter of the day model, robust to wild days, and its smoother.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `a`, `P` | `Belief` | mean and covariance of the state: level, deviation, effects |
//! | `z = (1, 1, x)` | `row` | what of the state a day shows |
//! | `T` | – | diagonal: 1, `ρ`, 1, 1 … |
//! | `m = P z`, `F = z' m + r` | `shown`, `variance` | covariance of the state with the day; variance of the innovation |
//!
//! Sources: \[Durbin2012\] §4.3 (filter) and §4.4 (smoother `r_{t−1} = z v/F + L' r_t`); \[Huber1964\] for the damping.

use super::effects::Column;

/// Innovations beyond so many standard deviations count linearly in the likelihood.
const LINEAR_BEYOND: f64 = 3.0;
/// Variance that a jump adds to the level: a factor of twenty either way is within two deviations.
const JUMP_VARIANCE: f64 = 2.25;
/// Variance of the level before any data, about the median day: a factor of seven either way is within two deviations.
const LEVEL_VARIANCE: f64 = 1.0;

/// How the state moves in a day, and how far a day strays from it; all variances.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Dynamics {
    /// What a day adds to the level.
    pub(super) level: f64,
    /// `ρ` of the deviation.
    pub(super) rho: f64,
    /// What a day adds to the deviation.
    pub(super) deviation: f64,
    /// What a day adds to an effect that drifts.
    pub(super) drift: f64,
    /// The day's own noise.
    pub(super) noise: f64,
}

/// The days of a history as the filter sees them.
pub(super) struct Observed<'a> {
    /// Log contacts by day; `None`: missing, closed or excluded.
    pub(super) logs: &'a [Option<f64>],
    /// Columns of all days, row by row.
    pub(super) rows: &'a [f64],
    /// Standard deviation of each column's effect before any data, and whether it drifts.
    pub(super) columns: &'a [Column],
    /// A day so many standard deviations off is taken in with less weight.
    pub(super) damped_beyond: f64,
    /// Days on which the level jumped: what was known of it before says little of it.
    pub(super) jumps: &'a [usize],
}

impl<'a> Observed<'a> {
    pub(super) fn row(&self, day: usize) -> &'a [f64] {
        let width = self.columns.len();
        &self.rows[day * width..(day + 1) * width]
    }
}

/// Mean and covariance of the state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Belief {
    mean: Vec<f64>,
    /// Row by row.
    covariance: Vec<f64>,
}

impl Belief {
    fn before_any_data(columns: &[Column], dynamics: &Dynamics) -> Self {
        let size = columns.len() + 2;
        let mut covariance = vec![0.0; size * size];
        covariance[0] = LEVEL_VARIANCE;
        covariance[size + 1] = dynamics.deviation / (1.0 - dynamics.rho * dynamics.rho);
        for (place, column) in columns.iter().enumerate() {
            covariance[(place + 2) * (size + 1)] = column.sd * column.sd;
        }
        Self { mean: vec![0.0; size], covariance }
    }

    const fn size(&self) -> usize {
        self.mean.len()
    }

    /// The next day's, before it is seen.
    pub(super) fn next(&mut self, dynamics: &Dynamics, columns: &[Column]) {
        let size = self.size();
        self.mean[1] *= dynamics.rho;
        self.covariance[size..2 * size].iter_mut().for_each(|entry| *entry *= dynamics.rho);
        self.covariance.iter_mut().skip(1).step_by(size).for_each(|entry| *entry *= dynamics.rho);
        self.covariance[0] += dynamics.level;
        self.covariance[size + 1] += dynamics.deviation;
        if dynamics.drift > 0.0 {
            for (place, _) in columns.iter().enumerate().filter(|(_, column)| column.drifts) {
                self.covariance[(place + 2) * (size + 1)] += dynamics.drift;
            }
        }
    }

    /// `z' a`.
    pub(super) fn signal(&self, row: &[f64]) -> f64 {
        let effects: f64 = row.iter().zip(&self.mean[2..]).map(|(x, b)| x * b).sum();
        self.mean[0] + self.mean[1] + effects
    }

    /// `m = P z`, and `z' m`.
    pub(super) fn shown(&self, row: &[f64], shown: &mut Vec<f64>) -> f64 {
        let size = self.size();
        let (first, second) = (&self.covariance[..size], &self.covariance[size..2 * size]);
        shown.clear();
        shown.extend(first.iter().zip(second).map(|(level, deviation)| level + deviation));
        for (x, entries) in row.iter().zip(self.covariance[2 * size..].chunks_exact(size)) {
            if *x != 0.0 {
                shown.iter_mut().zip(entries).for_each(|(sum, entry)| *sum += x * entry);
            }
        }
        shown[0] + shown[1] + row.iter().zip(&shown[2..]).map(|(x, m)| x * m).sum::<f64>()
    }

    /// Takes in an innovation with a gain of `m / variance`.
    fn learn(&mut self, shown: &[f64], innovation: f64, variance: f64) {
        let size = self.size();
        for ((mean, entries), m) in
            self.mean.iter_mut().zip(self.covariance.chunks_exact_mut(size)).zip(shown)
        {
            let gain = m / variance;
            *mean += gain * innovation;
            entries.iter_mut().zip(shown).for_each(|(entry, other)| *entry -= gain * other);
        }
    }

    pub(super) fn effects(&self) -> &[f64] {
        &self.mean[2..]
    }

    /// Mean and variance of the deviation.
    pub(super) fn deviation(&self) -> (f64, f64) {
        (self.mean[1], self.covariance[self.size() + 1].max(0.0))
    }
}

/// The log-likelihood of a history, with wild days cut.
pub(super) fn log_likelihood(observed: &Observed<'_>, dynamics: &Dynamics) -> f64 {
    let mut likelihood = 0.0;
    follow(observed, dynamics, |step| {
        if let Some((innovation, variance)) = step.seen {
            let size = innovation.abs() / variance.sqrt();
            let cost = if size <= LINEAR_BEYOND {
                size * size
            } else {
                LINEAR_BEYOND * (2.0 * size - LINEAR_BEYOND)
            };
            likelihood -= 0.5 * (variance.ln() + cost);
        }
    });
    likelihood
}

/// Innovations of the days seen, in their standard deviations.
pub(super) fn innovations(observed: &Observed<'_>, dynamics: &Dynamics) -> Vec<f64> {
    let mut all = Vec::new();
    follow(observed, dynamics, |step| {
        all.extend(step.seen.map(|(innovation, variance)| innovation / variance.sqrt()));
    });
    all
}

/// One day on the way of the filter, before it is taken in.
struct Step<'a> {
    belief: &'a Belief,
    row: &'a [f64],
    shown: &'a [f64],
    /// Innovation and its variance, where the day is seen.
    seen: Option<(f64, f64)>,
    /// The variance that the day is taken in with.
    damped: f64,
}

fn follow(observed: &Observed<'_>, dynamics: &Dynamics, mut each: impl FnMut(&Step<'_>)) -> Belief {
    let mut belief = Belief::before_any_data(observed.columns, dynamics);
    let mut shown = Vec::new();
    for (day, log) in observed.logs.iter().enumerate() {
        if day > 0 {
            belief.next(dynamics, observed.columns);
        }
        if observed.jumps.contains(&day) {
            belief.covariance[0] += JUMP_VARIANCE;
        }
        let row = observed.row(day);
        let variance = belief.shown(row, &mut shown) + dynamics.noise;
        let innovation = log.map(|log| log - belief.signal(row));
        let size = innovation.map_or(0.0, |innovation| innovation.abs() / variance.sqrt());
        let damped = variance * (size / observed.damped_beyond).max(1.0);
        let seen = innovation.map(|innovation| (innovation, variance));
        each(&Step { belief: &belief, row, shown: &shown, seen, damped });
        if let Some(innovation) = innovation {
            belief.learn(&shown, innovation, damped);
        }
    }
    belief
}

/// What the whole history says of each of its days.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Smoothed {
    /// Level and effects: what is to be expected of the day, its deviation included.
    pub(super) signal: Vec<f64>,
    /// The level alone.
    pub(super) level: Vec<f64>,
    /// The deviation alone.
    pub(super) deviation: Vec<f64>,
}

/// A day's means and covariances on the way of the filter, of what is smoothed.
struct Kept {
    means: [f64; 3],
    covariances: [Vec<f64>; 3],
    /// Innovation over its variance and gain, where the day is seen.
    seen: Option<(f64, Vec<f64>)>,
}

/// Smooths a history; days that are not seen get what the days around them say.
pub(super) fn smoothed(observed: &Observed<'_>, dynamics: &Dynamics) -> (Smoothed, Belief) {
    let mut kept: Vec<Kept> = Vec::with_capacity(observed.logs.len());
    let belief = follow(observed, dynamics, |step| {
        let size = step.belief.size();
        let covariance = &step.belief.covariance;
        kept.push(Kept {
            means: [step.belief.signal(step.row), step.belief.mean[0], step.belief.mean[1]],
            covariances: [
                step.shown.to_vec(),
                covariance[..size].to_vec(),
                covariance[size..2 * size].to_vec(),
            ],
            seen: step.seen.map(|(innovation, _)| {
                (innovation / step.damped, step.shown.iter().map(|m| m / step.damped).collect())
            }),
        });
    });
    let size = observed.columns.len() + 2;
    let mut ahead = vec![0.0; size];
    let mut smoothed = Smoothed::default();
    for (day, kept) in kept.iter().enumerate().rev() {
        ahead[1] *= dynamics.rho;
        if let Some((scaled, gain)) = &kept.seen {
            let pull = scaled - gain.iter().zip(&ahead).map(|(k, r)| k * r).sum::<f64>();
            ahead[0] += pull;
            ahead[1] += pull;
            ahead[2..].iter_mut().zip(observed.row(day)).for_each(|(r, x)| *r += x * pull);
        }
        let of = |which: usize| {
            kept.means[which] + kept.covariances[which].iter().zip(&ahead).map(|(c, r)| c * r).sum::<f64>()
        };
        smoothed.signal.push(of(0));
        smoothed.level.push(of(1));
        smoothed.deviation.push(of(2));
    }
    smoothed.signal.reverse();
    smoothed.level.reverse();
    smoothed.deviation.reverse();
    (smoothed, belief)
}
