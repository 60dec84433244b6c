//! Probabilities of a Gamma-Poisson count, accurate for large counts too.

use statrs::function::gamma::ln_gamma;

/// Below this the error of Stirling's formula is taken from the Gamma function, above from its asymptotic series, whose first term left out is below `3e-20` there.
const STIRLING_SERIES_FROM: f64 = 16.0;
/// Relative change at which a continued fraction has settled.
const SETTLED: f64 = 1e-15;
/// Terms of a continued fraction: it needs a few times the square root of the smaller parameter, here at most `10⁶`.
const MOST_TERMS: u32 = 20_000;

/// A Poisson count whose rate has the Gamma law of mean `μ` and squared coefficient of variation `h = 1/r`; Poisson where `h` is 0.
///
/// `P(N = n) = Γ(r + n) / (n! Γ(r)) · (r/(r + μ))^r (μ/(r + μ))^n`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Mixture {
    /// `μ`, positive.
    pub(super) mean: f64,
    /// `h`.
    pub(super) heterogeneity: f64,
}

impl Mixture {
    /// `P(N = n + 1) / P(N = n) = μ/(1 + hμ) · (1 + hn)/(n + 1)`.
    pub(super) fn ratio(self, n: f64) -> f64 {
        let Self { mean, heterogeneity: h } = self;
        mean * (1.0 + h * n) / ((1.0 + h * mean) * (n + 1.0))
    }

    /// `P(N = n)` for a whole `n ≥ 0`, to a few parts in `10¹⁴`.
    ///
    /// Written with the error of Stirling's formula and the deviance, so that no large logarithms cancel.
    /// Source: \[Loader2000\].
    pub(super) fn probability(self, n: f64) -> f64 {
        let Self { mean, heterogeneity: h } = self;
        let r = 1.0 / h;
        if !r.is_finite() {
            return if n <= 0.0 {
                (-mean).exp()
            } else {
                (-stirling_error(n) - deviance(n, n - mean)).exp() / root(n)
            };
        }
        if n <= 0.0 {
            return (-r * (h * mean).ln_1p()).exp();
        }
        // With x = r, n' = r + n: r/(r + n) times the binomial probability of r in r + n at r/(r + μ); the two
        // deviations from expectation are r (n − μ)/(r + μ), one up and one down.
        let off = (n - mean) / (1.0 + h * mean);
        let log = stirling_error(r + n)
            - stirling_error(r)
            - stirling_error(n)
            - deviance(r, -off)
            - deviance(n, off);
        log.exp() / (root(n) * (1.0 + h * n).sqrt())
    }

    /// `P(N ≤ n)` for a whole `n ≥ 0`, of a law that is not Poisson: `I_{r/(r+μ)}(r, n + 1)`.
    pub(super) fn cumulative(self, n: f64) -> f64 {
        let Self { mean, heterogeneity: h } = self;
        let r = 1.0 / h;
        let (small, large) = (1.0 / (1.0 + h * mean), h * mean / (1.0 + h * mean));
        // The continued fraction converges fast on the side of the mean where the tail is.
        if small < (r + 1.0) / (r + n + 3.0) {
            let front = self.probability(n) * large * (1.0 + h * n);
            (front * beta_fraction(r, n + 1.0, small)).clamp(0.0, 1.0)
        } else {
            let front = self.probability(n + 1.0);
            (1.0 - front * beta_fraction(n + 1.0, r, large)).clamp(0.0, 1.0)
        }
    }
}

/// `√(2π n)`.
fn root(n: f64) -> f64 {
    (std::f64::consts::TAU * n).sqrt()
}

/// `ln Γ(x + 1) − (x + ½) ln x + x − ln √(2π)`.
fn stirling_error(x: f64) -> f64 {
    if x >= STIRLING_SERIES_FROM {
        let y = 1.0 / (x * x);
        // B₂ₖ / (2k (2k − 1)), \[AbramowitzStegun\] 6.1.40.
        let terms = [
            1.0 / 12.0,
            -1.0 / 360.0,
            1.0 / 1260.0,
            -1.0 / 1680.0,
            1.0 / 1188.0,
            -691.0 / 360_360.0,
            1.0 / 156.0,
        ];
        return terms.iter().rev().fold(0.0, |sum, term| sum * y + term) / x;
    }
    ln_gamma(x + 1.0) - (x + 0.5) * x.ln() + x - 0.5 * std::f64::consts::TAU.ln()
}

/// `x ln(x/m) + m − x` with `m = x − off`, for `x > 0`, `m > 0`.
fn deviance(x: f64, off: f64) -> f64 {
    let m = x - off;
    let v = off / (x + m);
    if v.abs() >= 0.1 {
        return x * (x / m).ln() - off;
    }
    // ln(x/m) = 2 artanh(v): the first term cancels with `off` to `off · v`.
    let (mut sum, mut power) = (off * v, 2.0 * x * v);
    for k in 1..=15_u32 {
        power *= v * v;
        let next = sum + power / f64::from(2 * k + 1);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

/// The continued fraction of the incomplete beta function, by Lentz's method.
///
/// Source: \[Press2007\] §6.4.
fn beta_fraction(a: f64, b: f64, x: f64) -> f64 {
    let guarded = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / guarded(1.0 - (a + b) * x / (a + 1.0));
    let mut fraction = d;
    for m in 1..MOST_TERMS {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut change = 1.0;
        for term in [even, odd] {
            d = 1.0 / guarded(1.0 + term * d);
            c = guarded(1.0 + term / c);
            change = c * d;
            fraction *= change;
        }
        if (change - 1.0).abs() <= SETTLED {
            break;
        }
    }
    fraction
}
