//! How many contacts a saturated station gets rid of within a time.
//!
//! While everyone is busy and `k` contacts wait, contacts leave the queue at rate `c + kθ` — into service at `c`, by
//! giving up at `θ` each. Counting backwards from the front, the number `D` that must still leave before a contact
//! is reached satisfies `P(S_k > t) = P(D ≤ k)` with
//! `P(D = i) = Γ(a + i)/(Γ(a) i!) · x^a (1 − x)^i`, `a = c/θ`, `x = e^{−θt}` (negative binomial);
//! without abandonment it is Poisson with mean `ct`. Here `S_k` is the wait of a patient contact that finds `k` others.
//!
//! Source: \[Palm1957\]; the sum of independent exponentials with rates `c + iθ` is `−ln(Beta(a, k + 1))/θ`.

/// Terms this far below the largest are dropped.
const NEGLIGIBLE: f64 = 1e-19;
/// The terms are held below this by moving a common factor into the exponent.
const LARGE: f64 = 1e250;
/// The first term's logarithm is split below this, for its exponential underflows.
const UNDERFLOW: f64 = -600.0;

/// Law of the number of departures, cumulated from none upwards.
pub(super) struct Departures {
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

impl Busy {
    /// The law up to `last` departures.
    pub(super) fn departures(self, last: usize) -> Departures {
        let gone = -(-self.theta * self.within).exp_m1();
        // P(D = i) / P(D = i − 1), as a slope and a constant over i.
        let (slope, constant) = if self.theta > 0.0 {
            (gone, gone * (self.flux / self.theta - 1.0))
        } else {
            (0.0, self.flux * self.within)
        };
        let log_none = -self.flux * self.within;
        let (mut term, mut exponent) =
            if log_none > UNDERFLOW { (log_none.exp(), 0.0) } else { (1.0, log_none) };
        let mut sum = term;
        let mut scale = f64::exp(exponent);
        let mut cumulative = vec![sum * scale];
        for i in 1..=last {
            let ratio = slope + constant / i as f64;
            term *= ratio;
            sum += term;
            if sum > LARGE {
                (term, sum) = (term / LARGE, sum / LARGE);
                exponent += LARGE.ln();
                scale = exponent.exp();
            }
            cumulative.push(sum * scale);
            let bound = ratio.max(slope);
            if bound < 1.0 && term < NEGLIGIBLE * sum * (1.0 - bound) {
                break;
            }
        }
        Departures { cumulative }
    }
}

impl Departures {
    /// Numbers of departures kept; more are certain to have less than the last one's share of the law left.
    pub(super) fn len(&self) -> usize {
        self.cumulative.len()
    }

    /// `P(D ≤ k)`: the probability that a contact with `k` others before it still waits.
    pub(super) fn at_most(&self, k: usize) -> f64 {
        self.cumulative.get(k).or(self.cumulative.last()).map_or(0.0, |share| share.min(1.0))
    }
}
