//! Blending: agents who are not needed by calls work on contacts that can wait.
//!
//! Deferrable work is started only while fewer than `c` agents are busy, so that `N − c` are kept free for calls; what
//! was started is finished. There is always deferrable work, and it takes as long as a call.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `N` | `agents` | people on seat |
//! | `c` | `keep_busy` | agents kept busy by deferrable work |
//! | `y_N` | `sum` | weight of `c` to `N` busy relative to `N` busy |
//!
//! Not modelled: deferrable work of another length, calls that interrupt it.

use super::erlang_c::Crew;
use crate::queueing::metrics::QueueMetrics;
use crate::units::{Fraction, Rate, Seconds};

/// What is rarer than this never happens.
const NEVER: f64 = 1e-300;

/// Steady state of blended agents.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BlendMetrics {
    /// What calls meet; the occupancy counts both kinds of work.
    pub calls: QueueMetrics,
    /// Deferrable contacts finished a second.
    pub deferred: Rate,
}

/// States from the threshold up to saturation.
struct Weights {
    /// All of them ÷ saturation, `y_N`; infinite when saturation is never seen.
    sum: f64,
    /// Threshold ÷ all of them.
    threshold: f64,
}

/// Steady state of a crew that takes calls at once and keeps `keep_busy` of its agents busy with deferrable work.
///
/// From `c` busy up the states are those of Erlang C: `y_c = 1`, `y_n = 1 + (n/A)·y_{n−1}`,
/// `P(wait) = 1/(y_N(1 − ρ) + ρ)`; deferrable contacts are finished at rate `c·p_c/AHT`.
///
/// `c = 0` is Erlang C; `c = N` lets every call wait and leaves nobody idle; more than `N` means `N`. No calls: deferrable
/// work alone.
/// Returns `None` when `A ≥ N`, for work that takes no time, and for a crew that is not a whole number of agents.
/// Assumption: calls as in Erlang C, deferrable work without end. Source: \[Bhulai2003\]. Accuracy: 1e-11.
///
/// ```
/// # use staffplan::{queueing::{blend, erlang_c::Crew}, units::*};
/// let (crew, aht) = (Crew::new(Erlangs::new(7.0).unwrap(), 10), Seconds::new(180.0).unwrap());
/// // Nobody kept free: all are busy, ten agents finish ten contacts in a handling time.
/// let found = blend::metrics(crew, aht, 10, Seconds::ZERO).unwrap();
/// assert!((found.calls.p_wait.get() - 1.0).abs() < 1e-15);
/// assert!((found.deferred.get() * 180.0 - 3.0).abs() < 1e-13);
/// ```
#[must_use]
pub fn metrics(crew: Crew, aht: Seconds, keep_busy: u32, answer_within: Seconds) -> Option<BlendMetrics> {
    let n = crew.agents();
    if aht.get() <= 0.0 || n.fract() > 0.0 {
        return None;
    }
    let kept = f64::from(keep_busy).min(n);
    if crew.load() <= 0.0 {
        let occupancy = Fraction::clamped(if n > 0.0 { kept / n } else { 0.0 });
        let calls = QueueMetrics { occupancy, ..QueueMetrics::IDLE };
        return Some(BlendMetrics { calls, deferred: Rate::new(kept / aht.get()).ok()? });
    }
    if !crew.is_steady() {
        return None;
    }
    let weights = weights(crew.load(), n, kept);
    let delay = crew.delay_by(weights.sum);
    // Share of time in the states up to saturation: y(1 − ρ)·P(wait), of which `at_once` has all but saturation.
    let reached = delay.at_once + delay.waits * crew.spare() / n;
    let deferred = kept * weights.threshold * reached;
    let calls = QueueMetrics {
        occupancy: Fraction::clamped((crew.load() + deferred) / n),
        ..crew.served(delay, aht, answer_within)
    };
    Some(BlendMetrics { calls, deferred: Rate::new(deferred / aht.get()).ok()? })
}

/// Sums the states from `kept` to `agents` busy, `p_n ∼ A^n/n!`, from the likeliest one outwards.
fn weights(load: f64, agents: f64, kept: f64) -> Weights {
    let likeliest = load.floor().clamp(kept, agents);
    let mut sum = 1.0;
    let (mut saturation, mut n) = (1.0, likeliest);
    while n < agents && saturation > NEVER {
        n += 1.0;
        saturation *= load / n;
        sum += saturation;
    }
    let (mut threshold, mut n) = (1.0, likeliest);
    while n > kept && threshold > NEVER {
        threshold *= n / load;
        n -= 1.0;
        sum += threshold;
    }
    // Rarer than that is never: the walk has stopped before the end.
    let never = |weight: f64| if weight > NEVER { weight } else { 0.0 };
    Weights { sum: sum / never(saturation), threshold: never(threshold) / sum }
}
