//! One possible future: by how much each day of a replication departs from its expectation.

/// Log variances of the days of a horizon, in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct DayVariances {
    /// Of a day's own busyness, the same on all days.
    pub noise: f64,
    /// `ρ`: what the deviation keeps from one day to the next.
    pub rho: f64,
    /// Of the deviation, by day.
    pub deviation: Vec<f64>,
    /// Of level and effects, by day; as long as `deviation`.
    pub level: Vec<f64>,
}

/// The law of day factors: lognormal with mean 1, correlated from day to day, about a level that is not known exactly.
///
/// `f_d = exp(σ e_d − σ²/2) · exp(a_d − v_d/2) · exp(s_d Z − s_d²/2)`: the day's own noise `e`; a deviation
/// `a_d = ρ a_{d−1} + …` of variance `v_d` that dies away; and `Z`, one draw for the whole path, because a level that is
/// wrong is wrong for all days.
///
/// Slots of a day share its factor: independent slots would understate how many people a bad day takes.
/// Source: \[Avramidis2004\] §2 (common busyness of a day).
#[derive(Debug, Clone, PartialEq)]
pub struct DayFactors {
    /// `σ`.
    noise: f64,
    rho: f64,
    /// Standard deviation of what a day adds to the deviation; of the first: of the deviation itself.
    steps: Vec<f64>,
    /// `v_d`.
    deviation: Vec<f64>,
    /// `s_d`.
    level: Vec<f64>,
}

impl DayFactors {
    /// The law for a horizon of as many days as both lists hold. Variances below 0 and numbers that are not finite
    /// count as 0; `ρ` is cut to `[0, 1]`.
    #[must_use]
    pub fn new(variances: &DayVariances) -> Self {
        let rho = if variances.rho.is_finite() { variances.rho.clamp(0.0, 1.0) } else { 0.0 };
        let deviation: Vec<f64> = variances.deviation.iter().copied().map(usable).collect();
        let before = std::iter::once(0.0).chain(deviation.iter().copied());
        let steps = deviation
            .iter()
            .zip(before)
            .map(|(now, before)| usable(now - rho * rho * before).sqrt())
            .collect();
        Self {
            noise: usable(variances.noise).sqrt(),
            rho,
            steps,
            level: variances.level.iter().map(|&variance| usable(variance).sqrt()).collect(),
            deviation,
        }
    }

    /// Days that never stray.
    #[must_use]
    pub fn none(days: usize) -> Self {
        let none = vec![0.0; days];
        Self::new(&DayVariances { noise: 0.0, rho: 0.0, deviation: none.clone(), level: none })
    }

    /// The same days about a level that is known.
    #[must_use]
    pub fn of_a_known_level(self) -> Self {
        Self { level: vec![0.0; self.level.len()], ..self }
    }

    /// Days of the horizon.
    #[must_use]
    pub fn days(&self) -> usize {
        self.level.len().min(self.deviation.len())
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
                (log_factor(self.noise, own) + deviation + log_factor(self.level[day], level)).exp()
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
