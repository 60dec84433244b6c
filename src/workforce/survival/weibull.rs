//! A Weibull law of how long people stay.

use super::spell::{DAYS_A_MONTH, Spell};

/// A law of tenure at leaving with cumulative hazard `(t / c)^r`, fitted by maximum likelihood.
///
/// With late entry and people still there, `r` is the root of
/// `D/r + Σ ln t − D (Σ tʳ ln t − Σ eʳ ln e) / (Σ tʳ − Σ eʳ)`, the first sum over the `D` leavers, the others over all, and
/// `cʳ = (Σ tʳ − Σ eʳ) / D`. Standard errors from the inverse of the observed information of `(ln r, ln c)`.
///
/// Source: \[Kalbfleisch2002\] §3.6. Accuracy as tested: 1e-6 of shape and scale.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WeibullFit {
    /// `r`; below 1 leaving gets rarer with tenure.
    pub shape: f64,
    /// `c`, days.
    pub scale_days: f64,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Standard error of `ln r`.
    pub log_shape_error: f64,
    /// Standard error of `ln c`.
    pub log_scale_error: f64,
    /// Correlation of the two.
    pub correlation: f64,
}

/// Shapes that a plan takes.
const SHAPES: (f64, f64) = (0.01, 100.0);
/// Halvings of the bracket of `ln r`: to the last bits of an `f64`.
const HALVINGS: usize = 80;
/// Steps in which `ln r` is searched for a change of sign.
const STEPS: u32 = 200;

impl WeibullFit {
    /// Fits the law; `None` where fewer than two people left, where all left at one tenure, or where no shape between
    /// 0.01 and 100 fits best.
    #[must_use]
    pub fn new(spells: &[Spell]) -> Option<Self> {
        let seen: Vec<Spell> = spells.iter().copied().filter(|spell| spell.was_at_risk()).collect();
        let leavers = seen.iter().filter(|spell| spell.left).count();
        if leavers < 2 {
            return None;
        }
        let longest = f64::from(seen.iter().map(|spell| spell.exit).max()?);
        let shape = root(&seen, longest)?;
        let sums = Sums::of(&seen, longest, shape);
        let scale_days = longest * (sums.power / sums.leavers).powf(1.0 / shape);
        Some(Self::at(&seen, shape, scale_days)).filter(Self::is_sound)
    }

    /// The scale in months.
    #[must_use]
    pub fn scale_months(&self) -> f64 {
        self.scale_days / DAYS_A_MONTH
    }

    /// The fit at its maximum, with the curvature there.
    fn at(seen: &[Spell], shape: f64, scale_days: f64) -> Self {
        let (mut likelihood, mut aa, mut ab, mut bb) = (0.0, 0.0, 0.0, 0.0);
        for spell in seen {
            for (days, sign) in [(spell.exit, 1.0), (spell.entry, -1.0)] {
                let Some(u) = (days > 0).then(|| shape * (f64::from(days) / scale_days).ln()) else {
                    continue;
                };
                let hazard = sign * u.exp();
                likelihood -= hazard;
                aa += hazard * (u + u * u);
                ab -= shape * hazard * (1.0 + u);
                bb += shape * shape * hazard;
            }
            if spell.left {
                let t = f64::from(spell.exit);
                let u = shape * (t / scale_days).ln();
                likelihood += shape.ln() + u - t.ln();
                aa -= u;
                ab += shape;
            }
        }
        let determinant = aa * bb - ab * ab;
        let (log_shape_error, log_scale_error) = ((bb / determinant).sqrt(), (aa / determinant).sqrt());
        let correlation = -ab / (aa * bb).sqrt();
        Self { shape, scale_days, log_likelihood: likelihood, log_shape_error, log_scale_error, correlation }
    }

    fn is_sound(&self) -> bool {
        let figures = [self.scale_days, self.log_likelihood, self.log_shape_error, self.log_scale_error];
        figures.iter().all(|figure| figure.is_finite())
    }
}

/// Sums over the spells with tenures as shares of the longest, so that no power overflows.
struct Sums {
    leavers: f64,
    logs_of_leavers: f64,
    power: f64,
    power_logs: f64,
}

impl Sums {
    fn of(seen: &[Spell], longest: f64, shape: f64) -> Self {
        let mut sums = Self { leavers: 0.0, logs_of_leavers: 0.0, power: 0.0, power_logs: 0.0 };
        for spell in seen {
            for (days, sign) in [(spell.exit, 1.0), (spell.entry, -1.0)] {
                if days > 0 {
                    let log = (f64::from(days) / longest).ln();
                    let power = sign * (shape * log).exp();
                    sums.power += power;
                    sums.power_logs += power * log;
                }
            }
            if spell.left {
                sums.leavers += 1.0;
                sums.logs_of_leavers += (f64::from(spell.exit) / longest).ln();
            }
        }
        sums
    }

    fn score(&self, shape: f64) -> f64 {
        self.leavers / shape + self.logs_of_leavers - self.leavers * self.power_logs / self.power
    }
}

/// The shape where the score falls through 0.
fn root(seen: &[Spell], longest: f64) -> Option<f64> {
    let score = |log_shape: f64| {
        let shape = log_shape.exp();
        Sums::of(seen, longest, shape).score(shape)
    };
    let (first, last) = (SHAPES.0.ln(), SHAPES.1.ln());
    let at = |step: u32| first + (last - first) * f64::from(step) / f64::from(STEPS);
    let step = (0..STEPS).find(|&step| score(at(step)) > 0.0 && score(at(step + 1)) <= 0.0)?;
    let (mut low, mut high) = (at(step), at(step + 1));
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if score(middle) > 0.0 { low = middle } else { high = middle }
    }
    Some((0.5 * (low + high)).exp())
}
