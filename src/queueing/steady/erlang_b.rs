//! Erlang B: contacts that find every agent busy are lost.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A` | `load` | offered load, erlangs |
//! | `N` | `agents` | people on seat, whole or not |
//! | `x` | `inverse` | `1 / B(N, A)` |
//! | `f` | `part` | what `N` has beyond a whole number |
//!
//! Not modelled: redials of lost contacts (`redial`).

use crate::units::{Erlangs, Fraction};

/// A further term below this share of the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-17;
/// Beyond this the blocking probability is zero for every purpose.
const HUGE: f64 = 1e300;

/// Probability that a contact is lost in M/M/N/N, also between whole numbers of agents.
///
/// `1/B(N, A) = Σ_{j≥0} Π_{i<j} (N − i)/A`, summed from the largest state down: about `√N` terms. Real numbers of
/// agents end at `1/B(f, A) = A·∫ e^{−At}(1 + t)^f dt`, `0 ≤ f < 1`, from which the same recursion goes up.
///
/// Domain: every load and number of agents; a number below zero or not a number is nobody. No agents lose everything;
/// no load loses nothing.
/// Assumption: Poisson arrivals; lost contacts do not come back. Source: \[Jagerman1974\] (inverse of the loss
/// function, and its continuation between whole numbers). Accuracy: 1.4e-14 relative up to a million erlangs.
///
/// ```
/// # use staffplan::{queueing::erlang_b::blocking_probability, units::Erlangs};
/// // One agent: B(1, a) = a / (1 + a).
/// let load = Erlangs::new(3.0).unwrap();
/// assert!((blocking_probability(load, 1).get() - 0.75).abs() < 1e-15);
/// // Half an agent more: B(N, a) = a·B(N − 1, a) / (N + a·B(N − 1, a)).
/// let lost = 3.0 * blocking_probability(load, 0.5).get();
/// assert!((blocking_probability(load, 1.5).get() - lost / (1.5 + lost)).abs() < 1e-15);
/// ```
#[must_use]
pub fn blocking_probability(load: Erlangs, agents: impl Into<f64>) -> Fraction {
    Fraction::clamped(1.0 / inverse(load.get(), seats(agents)))
}

/// Agents as a finite number of zero or more.
pub(super) fn seats(agents: impl Into<f64>) -> f64 {
    const MOST: f64 = 1e15;
    let n = agents.into();
    if n > 0.0 { n.min(MOST) } else { 0.0 }
}

/// `x = 1 / B(N, A)`, which is also the weight of all states up to `N` relative to that of state `N`; infinite
/// where `B` is zero.
pub(in crate::queueing) fn inverse(load: f64, agents: f64) -> f64 {
    if load <= 0.0 {
        return if agents > 0.0 { f64::INFINITY } else { 1.0 };
    }
    let (mut sum, mut term, mut left) = (1.0, 1.0, agents);
    let mut ratio = left / load;
    while left >= 1.0 {
        term *= ratio;
        sum += term;
        left -= 1.0;
        ratio = left / load;
        if sum > HUGE {
            return f64::INFINITY;
        }
        if ratio < 1.0 && term * ratio < NEGLIGIBLE * sum * (1.0 - ratio) {
            return sum;
        }
    }
    if left > 0.0 { sum + term * beyond_one(load, left) } else { sum }
}

/// `1/B(f, A) − 1 = f·Γ(f, A)·e^A/A^f` for a part of an agent, `0 < f < 1`.
///
/// Source: \[AbramowitzStegun\] 6.5.31 contracted to every second convergent; near no load 6.5.29.
fn beyond_one(load: f64, part: f64) -> f64 {
    if load < 1.0 {
        // A power of the load that overflows means that nothing is lost.
        let (mut sum, mut term) = (0.0, load / (part + 1.0));
        for k in 2_u32..40 {
            sum += term;
            term *= load / (part + f64::from(k));
        }
        return load.exp() * load.powf(-part) * libm::tgamma(part + 1.0) - sum - 1.0;
    }
    // The error falls like e^{−4√(nA)} with n levels.
    let mut level = 25.0 + (100.0 / load).ceil();
    let mut tail = load + 2.0 * level + 1.0 - part;
    while level >= 1.0 {
        tail = load + 2.0 * level - 1.0 - part - level * (level - part) / tail;
        level -= 1.0;
    }
    part / tail
}
