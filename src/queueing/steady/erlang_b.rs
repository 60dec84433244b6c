//! Erlang B: contacts that find every agent busy are lost.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A` | `load` | offered load, erlangs |
//! | `N` | `agents` | people on seat |
//! | `x` | `inverse` | `1 / B(N, A)` |
//!
//! Not modelled: redials of lost contacts, real numbers of agents.

use crate::units::{Erlangs, Fraction};

/// A further term below this share of the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-17;
/// Beyond this the blocking probability is zero for every purpose.
const HUGE: f64 = 1e300;

/// Probability that a contact is lost in M/M/N/N.
///
/// `1/B(N, A) = Σ_{j≥0} Π_{i<j} (N − i)/A`, summed from the largest state down: about `√N` terms.
///
/// Domain: every load and number of agents. No agents lose everything; no load loses nothing.
/// Assumption: Poisson arrivals; lost contacts do not come back. Source: \[Jagerman1974\] (inverse of the loss
/// function). Accuracy: 1.4e-14 relative up to a million erlangs.
///
/// ```
/// # use staffplan::{queueing::erlang_b::blocking_probability, units::Erlangs};
/// // One agent: B(1, a) = a / (1 + a).
/// let lost = blocking_probability(Erlangs::new(3.0).unwrap(), 1);
/// assert!((lost.get() - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn blocking_probability(load: Erlangs, agents: u32) -> Fraction {
    Fraction::clamped(1.0 / inverse(load.get(), agents))
}

/// `x = 1 / B(N, A)`, which is also the weight of all states up to `N` relative to that of state `N`; infinite
/// where `B` is zero.
pub(super) fn inverse(load: f64, agents: u32) -> f64 {
    if load <= 0.0 {
        return if agents == 0 { 1.0 } else { f64::INFINITY };
    }
    let n = f64::from(agents);
    let (mut sum, mut term) = (1.0, 1.0);
    for j in 0..agents {
        term *= (n - f64::from(j)) / load;
        sum += term;
        let next = (n - f64::from(j) - 1.0) / load;
        if sum > HUGE {
            return f64::INFINITY;
        }
        if next < 1.0 && term * next < NEGLIGIBLE * sum * (1.0 - next) {
            break;
        }
    }
    sum
}
