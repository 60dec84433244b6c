//! Waits in a stationary queue, for expectations over them.

use crate::units::Fraction;

/// Breaks of the integral in mean waits of those who wait; `e^{−45} ≈ 3·10⁻²⁰` is left out.
const BREAKS: [f64; 14] = [0.0, 0.25, 0.5, 1.0, 2.0, 3.0, 4.5, 6.0, 8.0, 11.0, 15.0, 20.0, 30.0, 45.0];
/// Points of the rule between two breaks.
const POINTS: usize = 16;

/// Wait of a contact in M/M/c: none with probability `1 − C`, else exponential with rate `δ = c μ − λ`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ErlangWait {
    delay_probability: f64,
    decay: f64,
}

impl ErlangWait {
    /// The law of waits; `None` unless `decay_per_second` is positive and finite: the queue has no steady state.
    #[must_use]
    pub fn new(delay_probability: Fraction, decay_per_second: f64) -> Option<Self> {
        let steady = decay_per_second > 0.0 && decay_per_second.is_finite();
        steady.then(|| Self { delay_probability: delay_probability.get(), decay: decay_per_second })
    }

    /// `E f(w) = (1 − C) f(0) + C ∫ δ e^{−δw} f(w) dw`, `w` in seconds.
    ///
    /// Composite 16-point Gauss–Legendre rule in `y = δ w` on fixed breaks up to 45; `kink` is a wait at which `f` has a
    /// corner, which becomes a break too. Accuracy as tested: 1e-12 for logits of waits.
    #[must_use]
    pub fn expectation(&self, kink: Option<f64>, f: impl Fn(f64) -> f64) -> f64 {
        self.nodes(kink).iter().map(|&(wait, mass)| mass * f(wait)).sum()
    }

    /// The law as `(wait in seconds, mass)`: no wait first, then the points of the rule.
    #[must_use]
    pub fn nodes(&self, kink: Option<f64>) -> Vec<(f64, f64)> {
        let mut breaks = BREAKS.to_vec();
        let last = BREAKS[BREAKS.len() - 1];
        breaks.extend(kink.map(|wait| wait * self.decay).filter(|&y| y > 0.0 && y < last));
        breaks.sort_by(f64::total_cmp);
        let rule = gauss_legendre();
        let mut nodes = vec![(0.0, 1.0 - self.delay_probability)];
        for pair in breaks.windows(2) {
            let (middle, half) = (f64::midpoint(pair[0], pair[1]), 0.5 * (pair[1] - pair[0]));
            nodes.extend(rule.iter().map(|&(x, weight)| {
                let y = middle + half * x;
                (y / self.decay, self.delay_probability * weight * half * (-y).exp())
            }));
        }
        nodes
    }
}

/// Points and weights of the 16-point rule on `[−1, 1]`: Newton's method on the Legendre polynomial.
///
/// Source: \[AbramowitzStegun\] 25.4.29, recursion 22.7.10.
fn gauss_legendre() -> [(f64, f64); POINTS] {
    let n = 16.0_f64;
    let mut place = 0.0;
    std::array::from_fn(|_| {
        place += 1.0;
        let mut x = (std::f64::consts::PI * (place - 0.25) / (n + 0.5)).cos();
        let mut slope = 1.0;
        for _ in 0..8 {
            let (value, derivative) = legendre(x);
            slope = derivative;
            x -= value / derivative;
        }
        (x, 2.0 / ((1.0 - x * x) * slope * slope))
    })
}

/// `P₁₆(x)` and its derivative.
fn legendre(x: f64) -> (f64, f64) {
    let (mut before, mut value, mut k) = (1.0, x, 1.0);
    for _ in 1..POINTS {
        (before, value) = (value, ((2.0 * k + 1.0) * x * value - k * before) / (k + 1.0));
        k += 1.0;
    }
    (value, k * (x * value - before) / (x * x - 1.0))
}

#[cfg(test)]
mod tests {
    use super::gauss_legendre;

    #[test]
    fn the_rule_integrates_polynomials_up_to_degree_31_exactly() {
        for degree in 0..32 {
            let exact = if degree % 2 == 0 { 2.0 / f64::from(degree + 1) } else { 0.0 };
            let sum: f64 = gauss_legendre().iter().map(|(x, weight)| weight * x.powi(degree)).sum();
            assert!((sum - exact).abs() < 1e-14, "degree {degree}: {sum}");
        }
    }
}
