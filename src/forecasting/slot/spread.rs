//! How far a slot's count strays from its expectation.

/// Variance of the count of a slot: `Var = φ μ + c² μ²`.
///
/// `φ ≥ 1` is the overdispersion that remains however few contacts come (1 is Poisson), `c` the coefficient of variation that
/// remains however many come: the slot's own part, beside the factor that all slots of a day share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotSpread {
    /// `φ`.
    pub overdispersion: f64,
    /// `c`.
    pub cv: f64,
}

impl SlotSpread {
    /// Poisson counts.
    pub const POISSON: Self = Self { overdispersion: 1.0, cv: 0.0 };

    /// Fits both to pairs of expectation and count, the day's total taken as known (expectation = total × share).
    ///
    /// Least squares of `(y − μ)²/μ` on `φ + c² μ`, with `φ ≥ 1` and `c² ≥ 0`; residuals above 4 standard deviations of the
    /// crude fit count as 4. Pairs without expectation teach nothing; without any pair: Poisson.
    #[must_use]
    pub fn fit(pairs: &[(f64, f64)]) -> Self {
        const WILD: f64 = 16.0;
        let usable = |&&(mu, y): &&(f64, f64)| mu > 0.0 && mu.is_finite() && y.is_finite();
        let ratios: Vec<(f64, f64)> =
            pairs.iter().filter(usable).map(|&(mu, y)| (mu, (y - mu).powi(2) / mu)).collect();
        let crude = Self::least_squares(&ratios);
        let calm: Vec<(f64, f64)> =
            ratios.iter().map(|&(mu, r)| (mu, r.min(WILD * crude.variance(mu) / mu))).collect();
        Self::least_squares(&calm)
    }

    /// `φ μ + c² μ²`.
    #[must_use]
    pub fn variance(&self, mean: f64) -> f64 {
        self.overdispersion * mean + (self.cv * mean).powi(2)
    }

    /// The line `r = φ + c² μ` within its bounds: free, or on the bound that gives the smaller squares.
    fn least_squares(points: &[(f64, f64)]) -> Self {
        let count: f64 = points.iter().map(|_| 1.0).sum();
        if count < 1.0 {
            return Self::POISSON;
        }
        let sum = |term: fn(f64, f64) -> f64| points.iter().map(|&(mu, r)| term(mu, r)).sum::<f64>();
        let (s_mu, s_r) = (sum(|mu, _| mu), sum(|_, r| r));
        let (s_mumu, s_mur) = (sum(|mu, _| mu * mu), sum(|mu, r| mu * r));
        let determinant = count * s_mumu - s_mu * s_mu;
        let slope = (count * s_mur - s_mu * s_r) / determinant;
        let free = (slope.is_finite() && slope >= 0.0).then(|| ((s_r - slope * s_mu) / count, slope));
        let bounds = [(1.0, ((s_mur - s_mu) / s_mumu).max(0.0)), ((s_r / count).max(1.0), 0.0)];
        let squares =
            |(phi, c2): (f64, f64)| points.iter().map(|&(mu, r)| (r - phi - c2 * mu).powi(2)).sum::<f64>();
        let best = free
            .filter(|&(phi, _)| phi >= 1.0)
            .unwrap_or_else(|| if squares(bounds[0]) <= squares(bounds[1]) { bounds[0] } else { bounds[1] });
        Self { overdispersion: best.0, cv: best.1.sqrt() }
    }
}
