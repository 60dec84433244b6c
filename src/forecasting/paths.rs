//! One possible future: by how much each day of a replication departs from its expectation.

/// Log variances of a day's contacts about its mean, by where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DaySpread {
    /// The day's own noise, counting included.
    pub noise: f64,
    /// Of the noise, what counting alone gives; slots have it on their own.
    pub counting: f64,
    /// A deviation from the level that the days about it share and that dies away.
    pub deviation: f64,
    /// What is not known of the level; common to all days.
    pub level: f64,
}

impl DaySpread {
    /// Median over mean of contacts that are lognormal with all these variances, as the factors of [`DayFactors`] are.
    #[must_use]
    pub fn median_factor(self) -> f64 {
        (-0.5 * (self.noise + self.deviation + self.level)).exp()
    }

    /// Standard deviation of the logarithm, all in.
    #[must_use]
    pub fn log_sd(self) -> f64 {
        (self.noise + self.deviation + self.level).sqrt()
    }

    /// Log variance that the slots of the day share.
    #[must_use]
    pub fn of_slots(self) -> f64 {
        (self.noise - self.counting).max(0.0) + self.deviation + self.level
    }
}

/// The law of day factors: lognormal with mean 1, correlated from day to day, about a level that is not known exactly.
///
/// `f_d = exp(σ_d e_d − σ_d²/2) · exp(a_d − v_d/2) · exp(s_d Z − s_d²/2)`: the day's own noise `e`; a deviation
/// `a_d = ρ a_{d−1} + …` of variance `v_d` that dies away; and `Z`, one draw for the whole path, because a level that is
/// wrong is wrong for all days.
///
/// Slots of a day share its factor: independent slots would understate how many people a bad day takes.
/// Source: \[Avramidis2004\] §2 (common busyness of a day).
#[derive(Debug, Clone, PartialEq)]
pub struct DayFactors {
    /// `σ_d`.
    noise: Vec<f64>,
    rho: f64,
    /// Standard deviation of what a day adds to the deviation; of the first: of the deviation itself.
    steps: Vec<f64>,
    /// `v_d`.
    deviation: Vec<f64>,
    /// `s_d`.
    level: Vec<f64>,
}

impl DayFactors {
    /// The law for a horizon of days that stray so far; `rho` is what the deviation keeps from one day to the next, cut to
    /// `[0, 1]`. Variances below 0 and numbers that are not finite count as 0.
    #[must_use]
    pub fn new(rho: f64, days: &[DaySpread]) -> Self {
        let rho = if rho.is_finite() { rho.clamp(0.0, 1.0) } else { 0.0 };
        let deviation: Vec<f64> = days.iter().map(|day| usable(day.deviation)).collect();
        let before = std::iter::once(0.0).chain(deviation.iter().copied());
        let steps = deviation
            .iter()
            .zip(before)
            .map(|(now, before)| usable(now - rho * rho * before).sqrt())
            .collect();
        Self {
            noise: days.iter().map(|day| usable(day.noise - day.counting).sqrt()).collect(),
            rho,
            steps,
            level: days.iter().map(|day| usable(day.level).sqrt()).collect(),
            deviation,
        }
    }

    /// Days that never stray.
    #[must_use]
    pub fn none(days: usize) -> Self {
        Self::new(0.0, &vec![DaySpread::default(); days])
    }

    /// Days of the horizon.
    #[must_use]
    pub fn days(&self) -> usize {
        self.level.len()
    }

    /// The factor of each day, from standard normals: one for the level, and two a day, for the deviation and for the
    /// day's own noise.
    ///
    /// Days past the end of `days` take 0 as their draws.
    #[must_use]
    pub fn path(&self, level: f64, days: &[(f64, f64)]) -> Vec<f64> {
        let draws = days.iter().copied().chain(std::iter::repeat((0.0, 0.0)));
        let mut at = 0.0;
        (0..self.days())
            .zip(draws)
            .map(|(day, (step, own))| {
                at = self.rho * at + self.steps[day] * step;
                let deviation = at - 0.5 * self.deviation[day];
                (log_factor(self.noise[day], own) + deviation + log_factor(self.level[day], level)).exp()
            })
            .collect()
    }
}

/// `σ x − σ²/2`.
fn log_factor(sigma: f64, x: f64) -> f64 {
    sigma * x - 0.5 * sigma * sigma
}

fn usable(variance: f64) -> f64 {
    if variance.is_finite() { variance.max(0.0) } else { 0.0 }
}
