//! How many contacts a saturated station gets rid of within a time.
//!
//! While everyone is busy and `k` contacts wait, contacts leave the queue at rate `c + kθ` — into service at `c`, by
//! giving up at `θ` each. Counting backwards from the front, the number `D` that must still leave before a contact
//! is reached satisfies `P(S_k > t) = P(D ≤ k)` with
//! `P(D = i) = Γ(a + i)/(Γ(a) i!) · x^a (1 − x)^i`, `a = c/θ`, `x = e^{−θt}` (negative binomial);
//! without abandonment it is Poisson with mean `ct`. Here `S_k` is the wait of a patient contact that finds `k` others.
//!
//! Source: \[Palm1957\]; the sum of independent exponentials with rates `c + iθ` is `−ln(Beta(a, k + 1))/θ`.

use super::whole::whole;

/// Terms this far below the largest are dropped.
const NEGLIGIBLE: f64 = 1e-19;
/// Likeliest numbers of departures below this are reached from nobody on without loss.
const FEW: f64 = 100.0;
/// Standard deviations on both sides that hold the whole law.
const SPREADS: f64 = 22.0;
/// The terms are held below this by moving a common factor into the exponent.
const LARGE: f64 = 1e250;
/// The first term's logarithm is split below this, for its exponential underflows.
const UNDERFLOW: f64 = -600.0;

/// Law of the number of departures, cumulated upwards.
pub(super) struct Departures {
    /// The fewest departures that are not certain to be exceeded.
    first: usize,
    cumulative: Vec<f64>,
}

/// A queue that never empties: rates in contacts a second, the time in seconds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Busy {
    /// Rate out of the queue with nobody but the asked contact waiting, `c`.
    pub flux: f64,
    /// Rate of giving up of each further contact, `θ`.
    pub theta: f64,
    /// Time, `t`.
    pub within: f64,
}

/// `P(D = i)/P(D = i − 1) = slope + constant/i`.
#[derive(Debug, Clone, Copy)]
struct Ratio {
    slope: f64,
    constant: f64,
}

impl Ratio {
    fn at(self, i: f64) -> f64 {
        self.slope + self.constant / i
    }
}

impl Busy {
    /// The law up to `last` departures.
    pub(super) fn departures(self, last: usize) -> Departures {
        let gone = -(-self.theta * self.within).exp_m1();
        let (ratio, spread) = if self.theta > 0.0 {
            let a = self.flux / self.theta;
            let ratio = Ratio { slope: gone, constant: gone * (a - 1.0) };
            (ratio, (a * gone).sqrt() / (1.0 - gone))
        } else {
            let mean = self.flux * self.within;
            (Ratio { slope: 0.0, constant: mean }, mean.sqrt())
        };
        let peak = (ratio.constant / (1.0 - ratio.slope)).floor();
        // Counting from nobody on loses digits to the first term's exponent, but stops at `last`.
        let by_count = peak < FEW || SPREADS * spread > last as f64 || !(peak + SPREADS * spread).is_finite();
        if by_count { self.counted(ratio, last) } else { around(ratio, peak) }
    }

    fn counted(self, ratio: Ratio, last: usize) -> Departures {
        let log_none = -self.flux * self.within;
        let (mut term, mut exponent) =
            if log_none > UNDERFLOW { (log_none.exp(), 0.0) } else { (1.0, log_none) };
        let mut sum = term;
        let mut scale = f64::exp(exponent);
        let mut cumulative = vec![sum * scale];
        for i in 1..=last {
            let step = ratio.at(i as f64);
            term *= step;
            sum += term;
            if sum > LARGE {
                (term, sum) = (term / LARGE, sum / LARGE);
                exponent += LARGE.ln();
                scale = exponent.exp();
            }
            cumulative.push(sum * scale);
            let bound = step.max(ratio.slope);
            if bound < 1.0 && term < NEGLIGIBLE * sum * (1.0 - bound) {
                break;
            }
        }
        Departures { first: 0, cumulative }
    }
}

/// The whole law from its likeliest number outwards, so that its sum is one whatever its exponent.
fn around(ratio: Ratio, peak: f64) -> Departures {
    let (mut below, mut term, mut i) = (Vec::new(), 1.0, peak);
    while i >= 1.0 && term > NEGLIGIBLE {
        term /= ratio.at(i);
        i -= 1.0;
        below.push(term);
    }
    let first = whole(i);
    let mut cumulative: Vec<f64> = below.into_iter().rev().collect();
    cumulative.push(1.0);
    let (mut term, mut i) = (1.0, peak);
    while term > NEGLIGIBLE {
        i += 1.0;
        term *= ratio.at(i);
        cumulative.push(term);
    }
    let mut sum = 0.0;
    for share in &mut cumulative {
        sum += *share;
        *share = sum;
    }
    cumulative.iter_mut().for_each(|share| *share /= sum);
    Departures { first, cumulative }
}

impl Departures {
    /// Numbers of departures kept; more are certain to have less than the last one's share of the law left.
    pub(super) fn len(&self) -> usize {
        self.first + self.cumulative.len()
    }

    /// `P(D ≤ k)`: the probability that a contact with `k` others before it still waits.
    pub(super) fn at_most(&self, k: usize) -> f64 {
        let Some(i) = k.checked_sub(self.first) else { return 0.0 };
        self.cumulative.get(i).or(self.cumulative.last()).map_or(0.0, |share| share.min(1.0))
    }
}
