//! How fast a level moves and how noisy its days are: the dynamics that a history speaks for.

use super::filter::{Dynamics, Observed, log_likelihood, smoothed};
use crate::forecasting::robust::residual_scale;
use crate::forecasting::series::count;
use std::collections::BTreeMap;

/// Grids that are searched. All but `ρ` are shares of the noise, and the noise is a share of [`reference_variance`].
const LEVEL: [f64; 6] = [0.0, 0.0003, 0.001, 0.003, 0.01, 0.03];
const NOISE: [f64; 7] = [0.02, 0.05, 0.15, 0.25, 0.5, 1.0, 2.0];
const RHO: [f64; 4] = [0.5, 0.7, 0.85, 0.95];
const DEVIATION: [f64; 5] = [0.0, 0.1, 0.3, 1.0, 3.0];
const DRIFT: [f64; 2] = [0.0, 0.0005];
/// Where the search starts, as places in the grids above.
const START: [usize; 5] = [2, 4, 1, 2, 0];
/// Rounds through the five grids at most.
const ROUNDS: usize = 3;
/// Standard deviation assumed before any day is seen, worth one day.
const ASSUMED_SD: f64 = 0.1;
/// A week, in days.
const WEEK: usize = 7;

/// The dynamics, averaged over the places of the grids that the search went through by how likely they make the
/// history; the average moves smoothly where the best place would jump.
pub(super) fn dynamics(observed: &Observed<'_>) -> Dynamics {
    let reference = reference_variance(observed);
    let mut tried: BTreeMap<[usize; 5], f64> = BTreeMap::new();
    let mut likelihood = |place: [usize; 5]| {
        *tried.entry(place).or_insert_with(|| log_likelihood(observed, &at(place, reference)))
    };
    let mut best = (START, likelihood(START));
    for _ in 0..ROUNDS {
        let before = best.0;
        for (grid, size) in
            [LEVEL.len(), NOISE.len(), RHO.len(), DEVIATION.len(), DRIFT.len()].iter().enumerate()
        {
            for value in 0..*size {
                let mut place = best.0;
                place[grid] = value;
                let found = likelihood(place);
                if found > best.1 {
                    best = (place, found);
                }
            }
        }
        if best.0 == before {
            break;
        }
    }
    averaged(&tried, best.1, reference)
}

fn at(place: [usize; 5], reference: f64) -> Dynamics {
    let noise = NOISE[place[1]] * reference;
    Dynamics {
        level: LEVEL[place[0]] * noise,
        rho: RHO[place[2]],
        deviation: DEVIATION[place[3]] * noise,
        drift: DRIFT[place[4]] * noise,
        noise,
    }
}

/// Means of the variances, that of the deviation as it stands and not as it steps.
fn averaged(tried: &BTreeMap<[usize; 5], f64>, best: f64, reference: f64) -> Dynamics {
    let weighted: Vec<(f64, Dynamics)> =
        tried.iter().map(|(&place, likelihood)| ((likelihood - best).exp(), at(place, reference))).collect();
    let weights: f64 = weighted.iter().map(|(weight, _)| weight).sum();
    let mean = |value: fn(&Dynamics) -> f64| {
        weighted.iter().map(|(weight, dynamics)| weight * value(dynamics)).sum::<f64>() / weights
    };
    let rho = mean(|dynamics| dynamics.rho);
    let standing = mean(|dynamics| dynamics.deviation / (1.0 - dynamics.rho * dynamics.rho));
    Dynamics {
        level: mean(|dynamics| dynamics.level),
        rho,
        deviation: standing * (1.0 - rho * rho),
        drift: mean(|dynamics| dynamics.drift),
        noise: mean(|dynamics| dynamics.noise),
    }
}

/// Variance of a day about level and effects, from residuals of a first fit; robust, with one assumed residual.
fn reference_variance(observed: &Observed<'_>) -> f64 {
    let week_apart: Vec<f64> = observed
        .logs
        .iter()
        .zip(observed.logs.iter().skip(WEEK))
        .filter_map(|(before, after)| Some((*after)? - (*before)?))
        .collect();
    let crude = with_assumed(residual_scale(&week_apart).powi(2) / 2.0, week_apart.len());
    let first = Dynamics { level: 0.0, rho: 0.0, deviation: 0.0, drift: 0.0, noise: crude };
    let (fitted, _) = smoothed(observed, &first);
    let residuals: Vec<f64> =
        observed.logs.iter().zip(&fitted.signal).filter_map(|(log, signal)| Some((*log)? - signal)).collect();
    with_assumed(residual_scale(&residuals).powi(2), residuals.len())
}

/// A variance from so many residuals together with one of the assumed size.
fn with_assumed(variance: f64, residuals: usize) -> f64 {
    let n = count(residuals);
    (ASSUMED_SD * ASSUMED_SD + n * variance) / (1.0 + n)
}
