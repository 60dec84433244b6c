//! How likely a limit of leavers is kept, and the hazard that it takes to keep it.

use statrs::function::gamma::ln_gamma;

/// The probability that at most `most` of a team leave within a year, where each leaver is replaced at once.
///
/// Leavers are Poisson with mean `heads × hazard`: `Σ e^−m mⁱ / i!` for `i ≤ most`. Assumes one hazard for all and
/// independence. Source: \[Bartholomew1991\] §4.
///
/// ```
/// use staffplan::workforce::chance_with_backfill;
/// // A hazard of 10 % on average misses "10 %" about every second time.
/// assert!((chance_with_backfill(100.0, 10, 0.10) - 0.583).abs() < 5e-4);
/// ```
#[must_use]
pub fn chance_with_backfill(heads: f64, most: u32, annual_hazard: f64) -> f64 {
    let mean = heads * annual_hazard;
    if mean <= 0.0 {
        return 1.0;
    }
    let term = |i: u32| (f64::from(i) * mean.ln() - mean - ln_gamma(f64::from(i) + 1.0)).exp();
    (0..=most).map(term).sum::<f64>().min(1.0)
}

/// The probability that at most `most` of a team leave within a year, where nobody is replaced.
///
/// Leavers are binomial: each of `heads` leaves with probability `1 − exp(−hazard)`. Source: \[Bartholomew1991\] §4.
#[must_use]
pub fn chance_without_backfill(heads: u32, most: u32, annual_hazard: f64) -> f64 {
    if annual_hazard <= 0.0 || most >= heads {
        return 1.0;
    }
    let (n, log_leave) = (f64::from(heads), (-(-annual_hazard).exp_m1()).ln());
    let term = |i: u32| {
        let k = f64::from(i);
        let ways = ln_gamma(n + 1.0) - ln_gamma(k + 1.0) - ln_gamma(n - k + 1.0);
        (ways + k * log_leave - (n - k) * annual_hazard).exp()
    };
    (0..=most).map(term).sum::<f64>().min(1.0)
}

/// The highest hazard a year with which at most `most` of a backfilled team leave, at this confidence.
///
/// The root of [`chance_with_backfill`], which falls in the hazard; by bisection to the last bit. `None` unless the confidence
/// lies strictly between 0 and 1 and there are people.
#[must_use]
pub fn hazard_needed(heads: f64, most: u32, confidence: f64) -> Option<f64> {
    if !(confidence > 0.0 && confidence < 1.0 && heads > 0.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0 / heads);
    while chance_with_backfill(heads, most, high) > confidence {
        high *= 2.0;
    }
    loop {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            return Some(low);
        }
        if chance_with_backfill(heads, most, middle) > confidence { low = middle } else { high = middle }
    }
}
