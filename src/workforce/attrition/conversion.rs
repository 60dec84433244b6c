//! Exact relations between a yearly figure, a constant hazard and the probability of leaving in a step.

/// The hazard a year of a turnover rate: `H = A`, leavers a year ÷ average headcount. May exceed 1.
///
/// Source: \[BLSJolts\] for the definition of the rate. Exact for a constant hazard and continuous exposure.
#[must_use]
pub const fn turnover_to_hazard(turnover: f64) -> f64 {
    turnover
}

/// The hazard a year of the probability to leave within a year: `H = −ln(1 − A)`.
///
/// `None` at 1 or more (everybody leaves: no finite hazard) and below 0.
///
/// ```
/// use staffplan::workforce::{annual_probability, probability_to_hazard};
/// let hazard = probability_to_hazard(0.10).unwrap();
/// assert!((annual_probability(hazard) - 0.10).abs() < 1e-15);
/// ```
#[must_use]
pub fn probability_to_hazard(probability: f64) -> Option<f64> {
    (0.0..1.0).contains(&probability).then(|| -libm::log1p(-probability))
}

/// The hazard a year of a probability `q` a step: `H = −p ln(1 − q)`; `None` at 1 or more and below 0.
#[must_use]
pub fn step_probability_to_hazard(probability: f64, per_year: f64) -> Option<f64> {
    probability_to_hazard(probability).map(|hazard| hazard * per_year)
}

/// The probability of leaving in a step under a hazard a year: `q = 1 − exp(−H / p)`.
#[must_use]
pub fn hazard_to_step_probability(annual_hazard: f64, per_year: f64) -> f64 {
    -libm::expm1(-annual_hazard / per_year)
}

/// The probability of leaving within a year under a hazard a year: `1 − exp(−H)`.
#[must_use]
pub fn annual_probability(annual_hazard: f64) -> f64 {
    -libm::expm1(-annual_hazard)
}

/// The turnover that one step shows where leavers count half the step as exposure: `q / (1 − q/2) = 2 tanh(H / 2p)`.
#[must_use]
pub fn midperiod_rate(annual_hazard: f64, per_year: f64) -> f64 {
    2.0 * libm::tanh(annual_hazard / (2.0 * per_year))
}

/// The turnover that a year of steps shows under a constant hazard: `2 p tanh(H / 2p) = H (1 − H²/(12 p²) + …)`.
///
/// ```
/// // At 10 % and monthly steps the convention costs six parts in a million.
/// use staffplan::workforce::annual_turnover_midperiod;
/// assert!((annual_turnover_midperiod(0.1, 12.0) / 0.1 - 1.0).abs() < 6e-6);
/// ```
#[must_use]
pub fn annual_turnover_midperiod(annual_hazard: f64, per_year: f64) -> f64 {
    per_year * midperiod_rate(annual_hazard, per_year)
}
