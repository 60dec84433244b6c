//! One possible future: by how much each day of a replication departs from its expectation.

/// The law of day factors: lognormal with mean 1, correlated from day to day, about a level that is not known exactly.
///
/// `f_d = exp(σ x_d − σ²/2) · exp(s_d Z − s_d²/2)`. `x` is a stationary autoregression, `x_1 = z_1` and
/// `x_d = ρ x_{d−1} + √(1 − ρ²) z_d`; `Z` is one draw for the whole path, because a level that is wrong is wrong for
/// all days. `σ² = ln(1 + cv²)`, so each factor has mean exactly 1 and the two coefficients of variation given.
///
/// Slots of a day share its factor: independent slots would understate how many people a bad day takes.
/// Source: \[Avramidis2004\] §2 (common busyness of a day).
#[derive(Debug, Clone, PartialEq)]
pub struct DayFactors {
    /// `σ` of a day.
    day_sigma: f64,
    /// `ρ`.
    ar1: f64,
    /// `s_d` of each day of the horizon.
    level_sigma: Vec<f64>,
}

impl DayFactors {
    /// The law for a horizon of `level_cv.len()` days.
    ///
    /// `day_cv`: coefficient of variation of a day about the level (of its busyness, where slots get their own
    /// Poisson noise). `ar1`: correlation of a day with the next, cut to `[−1, 1]`. `level_cv`: coefficient of variation
    /// of the level by day. Numbers below 0 and numbers that are not finite count as 0.
    #[must_use]
    pub fn new(day_cv: f64, ar1: f64, level_cv: &[f64]) -> Self {
        Self {
            day_sigma: sigma(day_cv),
            ar1: if ar1.is_finite() { ar1.clamp(-1.0, 1.0) } else { 0.0 },
            level_sigma: level_cv.iter().map(|&cv| sigma(cv)).collect(),
        }
    }

    /// Days of the horizon.
    #[must_use]
    pub fn days(&self) -> usize {
        self.level_sigma.len()
    }

    /// The factor of each day, from standard normals: one for the level and one a day.
    ///
    /// Days past the end of `days` take 0 as their draw.
    #[must_use]
    pub fn path(&self, level: f64, days: &[f64]) -> Vec<f64> {
        let innovation = (1.0 - self.ar1 * self.ar1).sqrt();
        let draws = days.iter().copied().chain(std::iter::repeat(0.0));
        let mut state: Option<f64> = None;
        self.level_sigma
            .iter()
            .zip(draws)
            .map(|(&level_sigma, z)| {
                let x = state.map_or(z, |before| self.ar1 * before + innovation * z);
                state = Some(x);
                (log_factor(self.day_sigma, x) + log_factor(level_sigma, level)).exp()
            })
            .collect()
    }
}

/// `σ x − σ²/2`.
fn log_factor(sigma: f64, x: f64) -> f64 {
    sigma * x - 0.5 * sigma * sigma
}

/// `√ln(1 + cv²)`.
fn sigma(cv: f64) -> f64 {
    if cv.is_finite() && cv > 0.0 { (cv * cv).ln_1p().sqrt() } else { 0.0 }
}
