//! Binomial numbers by inversion of one uniform.

/// The probability of an event, with the logarithm of its complement at hand.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chance {
    probability: f64,
    /// `ln(1 − probability)`; −∞ for a certain event.
    log_rest: f64,
}

impl Chance {
    /// The chance of what does not happen.
    pub(super) const NEVER: Self = Self { probability: 0.0, log_rest: 0.0 };

    /// The chance of an event of this probability; what lies outside `[0, 1]` is cut off, NaN is 0.
    #[must_use]
    pub fn of(probability: f64) -> Self {
        let probability = if probability > 0.0 { probability.min(1.0) } else { 0.0 };
        Self { probability, log_rest: libm::log1p(-probability) }
    }

    /// The chance of an event of this hazard accumulated over the step: `1 − exp(−h)`.
    #[must_use]
    pub fn of_hazard(hazard: f64) -> Self {
        let hazard = if hazard > 0.0 { hazard } else { 0.0 };
        Self { probability: -libm::expm1(-hazard), log_rest: -hazard }
    }

    /// The chance when the hazard is multiplied: `1 − (1 − q)^m`.
    #[must_use]
    pub fn times(self, multiplier: f64) -> Self {
        Self::of_hazard(-self.log_rest * multiplier)
    }

    /// The probability.
    #[must_use]
    pub const fn probability(self) -> f64 {
        self.probability
    }

    pub(super) const fn same_bits(self, other: Self) -> bool {
        self.probability.to_bits() == other.probability.to_bits()
            && self.log_rest.to_bits() == other.log_rest.to_bits()
    }

    const fn complement(self) -> Self {
        Self { probability: 1.0 - self.probability, log_rest: f64::NAN }
    }
}

/// Expected events above which the sum starts at the mode instead of 0; below it `(1 − q)^n` cannot underflow.
const FROM_ZERO: f64 = 64.0;
/// A term this small beside the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-18;

/// The binomial number of `n` people at the quantile `u`: the least `x` with `P(X ≤ x) ≥ u`.
///
/// Up to rounding it never falls when `u`, `n` or the chance rises, nor does `n − x` when `n` rises: scenarios that share `u` differ only
/// where their people do. `n` is a whole number of at most 2³².
///
/// Source: inversion, \[Devroye1986\] §III.2 and §X.4. Accuracy: the cumulative sum is good to about
/// `1e-13` (to `1e-10` for ten thousand people and more).
#[must_use]
pub fn binomial(n: f64, chance: Chance, u: f64) -> f64 {
    if n < 1.0 || chance.probability <= 0.0 {
        0.0
    } else if chance.probability >= 1.0 {
        n
    } else if chance.probability <= 0.5 {
        at_most_half(n, chance, u)
    } else {
        let rest = chance.complement();
        let rest = Chance { log_rest: libm::log1p(-rest.probability), ..rest };
        n - at_most_half(n, rest, 1.0 - u)
    }
}

fn at_most_half(n: f64, chance: Chance, u: f64) -> f64 {
    if n * chance.probability > FROM_ZERO {
        return from_mode(n, chance.probability, u);
    }
    // `(1 − q)^n ≥ 1 − n q`: most small groups lose nobody, and that needs no power.
    if u <= 1.0 - n * chance.probability {
        return 0.0;
    }
    Walk::from_zero(n, chance).up_to(u)
}

/// A place on the mass function: `term = P(X = x)`.
#[derive(Clone, Copy)]
struct Point {
    n: f64,
    odds: f64,
    x: f64,
    term: f64,
}

impl Point {
    fn next(self) -> Self {
        let x = self.x + 1.0;
        Self { x, term: self.term * (self.n - self.x) / x * self.odds, ..self }
    }

    fn previous(self) -> Self {
        let x = self.x - 1.0;
        Self { x, term: self.term * self.x / ((self.n - x) * self.odds), ..self }
    }
}

/// A walk up the mass function, with `sum = P(X ≤ x)`.
pub(super) struct Walk {
    at: Point,
    sum: f64,
    ends: bool,
}

impl Walk {
    /// From nobody; at most [`FROM_ZERO`] events are expected, and some.
    pub(super) fn from_zero(n: f64, chance: Chance) -> Self {
        let odds = chance.probability / (1.0 - chance.probability);
        let at = Point { n, odds, x: 0.0, term: libm::exp(n * chance.log_rest) };
        Self { at, sum: at.term, ends: false }
    }

    /// Whether the numbers above have no mass that counts.
    pub(super) const fn ends(&self) -> bool {
        self.ends
    }

    pub(super) const fn sum(&self) -> f64 {
        self.sum
    }

    pub(super) fn step(&mut self) {
        self.at = self.at.next();
        self.sum += self.at.term;
        self.ends = self.at.x >= self.at.n || self.at.term < NEGLIGIBLE * self.sum;
    }

    /// The first number, here or above, whose sum reaches `u`.
    fn up_to(mut self, u: f64) -> f64 {
        while self.sum < u && !self.ends {
            self.step();
        }
        self.at.x
    }
}

fn from_mode(n: f64, p: f64, u: f64) -> f64 {
    let x = ((n + 1.0) * p).floor().min(n);
    let log_term = libm::lgamma(n + 1.0) - libm::lgamma(x + 1.0) - libm::lgamma(n - x + 1.0)
        + x * libm::log(p)
        + (n - x) * libm::log1p(-p);
    let mode = Point { n, odds: p / (1.0 - p), x, term: libm::exp(log_term) };
    let sum = below(mode);
    if sum < u {
        return Walk { at: mode, sum, ends: x >= n }.up_to(u);
    }
    let (mut at, mut sum) = (mode, sum);
    while at.x > 0.0 && sum - at.term >= u {
        sum -= at.term;
        at = at.previous();
    }
    at.x
}

/// `P(X ≤ x)` at the mode, summed downwards: about nine standard deviations of terms.
fn below(mode: Point) -> f64 {
    let (mut at, mut sum) = (mode, mode.term);
    while at.x > 0.0 && at.term > NEGLIGIBLE * sum {
        at = at.previous();
        sum += at.term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{Chance, binomial};
    use statrs::distribution::{Binomial, DiscreteCDF};

    #[test]
    fn the_number_is_the_quantile_of_the_law() {
        for (n, p) in [(1, 0.3), (7, 0.05), (60, 0.02), (60, 0.9), (2000, 0.03), (5000, 0.5), (5000, 0.77)] {
            let law = Binomial::new(p, n).expect("a law");
            for i in 1..200_u32 {
                let u = f64::from(i) / 200.0 + 1e-4;
                #[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
                let x = binomial(n as f64, Chance::of(p), u);
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "small whole number"
                )]
                let k = x as u64;
                assert!(law.cdf(k) >= u - 1e-10, "n {n} p {p} u {u}: {x} is too low");
                assert!(k == 0 || law.cdf(k - 1) < u + 1e-10, "n {n} p {p} u {u}: {x} is too high");
            }
        }
    }

    #[test]
    fn more_people_never_mean_fewer_leavers_nor_fewer_who_stay() {
        for i in 1..50_u32 {
            let u = f64::from(i) / 50.0 - 0.01;
            for n in 1..200_u32 {
                let chance = Chance::of(0.31);
                let (few, more) = (binomial(f64::from(n), chance, u), binomial(f64::from(n + 1), chance, u));
                assert!((0.0..=1.0).contains(&(more - few)), "n {n} u {u}: {few} then {more}");
            }
        }
    }
}
