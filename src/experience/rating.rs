//! How sure a measured satisfaction is.

use crate::units::Fraction;

/// Wilson's interval for a share of `satisfied` among `answers`, `z` standard deviations wide (1.96 for 95 %).
///
/// `(p̂ + z²/2n ± z √(p̂(1−p̂)/n + z²/4n²)) / (1 + z²/n)`. `None` without answers, or with more satisfied than answers.
/// Assumes that answers are independent. Source: \[Wilson1927\].
#[must_use]
pub fn wilson(satisfied: u64, answers: u64, z: f64) -> Option<(Fraction, Fraction)> {
    if answers == 0 || satisfied > answers || !z.is_finite() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "surveys have far fewer than 2^53 answers")]
    let (k, n) = (satisfied as f64, answers as f64);
    let (p, z2) = (k / n, z * z);
    let middle = p + z2 / (2.0 * n);
    let reach = z.abs() * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    let whole = 1.0 + z2 / n;
    Some((Fraction::clamped((middle - reach) / whole), Fraction::clamped((middle + reach) / whole)))
}

/// Scores from 1 to 5, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ratings(
    /// How many gave 1, 2, 3, 4 and 5.
    pub [u64; 5],
);

impl Ratings {
    /// Answers.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.0.iter().sum()
    }

    /// Share of 4 and 5, which is what satisfied means here; `None` without answers.
    #[must_use]
    pub fn top_two(&self) -> Option<f64> {
        self.share(&self.0[3..])
    }

    /// Share of 5.
    #[must_use]
    pub fn top(&self) -> Option<f64> {
        self.share(&self.0[4..])
    }

    /// Share of 1 and 2.
    #[must_use]
    pub fn bottom_two(&self) -> Option<f64> {
        self.share(&self.0[..2])
    }

    /// Mean score; `(mean − 1) / 4` is the same from 0 to 1.
    #[must_use]
    pub fn mean(&self) -> Option<f64> {
        let sum: f64 = (1..).zip(&self.0).map(|(score, &n)| f64::from(score) * whole(n)).sum();
        (self.answers() > 0).then(|| sum / whole(self.answers()))
    }

    /// Standard error of the mean, `√(Σ n (score − mean)² / (N − 1) / N)`; `None` with fewer than two answers.
    #[must_use]
    pub fn mean_error(&self) -> Option<f64> {
        let (mean, n) = (self.mean()?, whole(self.answers()));
        let squares: f64 = (1..).zip(&self.0).map(|(s, &n)| whole(n) * (f64::from(s) - mean).powi(2)).sum();
        (n > 1.0).then(|| (squares / (n - 1.0) / n).sqrt())
    }

    fn share(&self, part: &[u64]) -> Option<f64> {
        (self.answers() > 0).then(|| whole(part.iter().sum()) / whole(self.answers()))
    }
}

/// Answers from 0 to 10 to whether one would recommend, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Recommendations(
    /// How many gave 0, 1, … 10.
    pub [u64; 11],
);

impl Recommendations {
    /// Answers.
    #[must_use]
    pub fn answers(&self) -> u64 {
        self.0.iter().sum()
    }

    /// 9 and 10, then 7 and 8, then 0 to 6.
    #[must_use]
    pub fn parts(&self) -> [u64; 3] {
        [self.0[9..].iter().sum(), self.0[7..9].iter().sum(), self.0[..7].iter().sum()]
    }

    /// Net promoter score in points and its standard error ([`net_promoter`]); `None` without answers.
    #[must_use]
    pub fn net(&self) -> Option<(f64, f64)> {
        let [promoters, passives, detractors] = self.parts();
        net_promoter(promoters, passives, detractors)
    }
}

/// Net promoter score in points and its standard error: per cent of 9 and 10 less per cent of 0 to 6.
///
/// `100 √((P + D)/n − ((P − D)/n)²)/√n`, as the difference of two shares of one multinomial. `None` without answers.
///
/// ```
/// use staffplan::experience::net_promoter;
/// assert_eq!(net_promoter(1, 2, 1).map(|(score, _)| score), Some(0.0));
/// ```
#[must_use]
pub fn net_promoter(promoters: u64, passives: u64, detractors: u64) -> Option<(f64, f64)> {
    let (p, d) = (whole(promoters), whole(detractors));
    let n = p + d + whole(passives);
    let net = (p - d) / n;
    (n > 0.0).then(|| (100.0 * net, 100.0 * (((p + d) / n - net * net) / n).sqrt()))
}

#[expect(clippy::cast_precision_loss, reason = "surveys have far fewer than 2^53 answers")]
const fn whole(count: u64) -> f64 {
    count as f64
}
