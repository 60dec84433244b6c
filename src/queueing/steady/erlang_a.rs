//! Erlang A: contacts wait until they are answered or lose patience; M/M/N+M.
//!
//! Not modelled: patience other than exponential, redials, finite lines.

use super::erlang_b;
use super::erlang_c::{self, Crew};
use crate::queueing::line::Line;
use crate::queueing::metrics::{QueueMetrics, Setting};
use crate::queueing::patience::Patience;
use crate::units::Seconds;

/// Steady state of `agents` with mean handling time `aht` and customers of this patience.
///
/// Weights relative to all agents busy: below `x = 1/B(N, A)`, above `w_k = Π_{i=1..k} λ/(Nμ + iθ)`. All four service
/// levels come from the same states: an arrival that finds `k` waiting is answered in time with probability
/// `a/(a+k+1) · (1 − I_x(a+1, k+1))`, `a = Nμ/θ`, `x = e^{−θt}`. From a hundred thousand arrivals within one patience on
/// the same sums are taken in closed form, so that patience of years is answered as fast as that of seconds.
///
/// Returns `None` only with infinite patience and a load that reaches the agents; with abandonment there is always
/// a steady state, also for no agents at all (everyone gives up). No load: an idle queue, every target met.
/// Assumption: Poisson arrivals, exponential handling times and patience.
/// Source: \[Palm1957\], \[Garnett2002\], \[Mandelbaum2007\]. Accuracy: 1e-11.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let at = |agents| Setting {
///     rate: Rate::new(0.2).unwrap(),
///     agents,
///     answer_within: Seconds::new(20.0).unwrap(),
///     definition: ServiceLevelDefinition::Offered,
/// };
/// let (aht, patience) = (Seconds::new(100.0).unwrap(), Patience::Mean(Seconds::new(100.0).unwrap()));
/// // Handling as long as patience: the number present is Poisson with mean λ·AHT, whatever the agents.
/// let one = erlang_a::metrics(aht, patience, &at(1)).unwrap();
/// assert!((one.p_wait.get() - (1.0 - (-20.0_f64).exp())).abs() < 1e-14);
/// ```
#[must_use]
pub fn metrics(aht: Seconds, patience: Patience, setting: &Setting) -> Option<QueueMetrics> {
    let &Setting { rate, agents, answer_within, definition } = setting;
    let load = (rate * aht).get();
    if load <= 0.0 {
        return Some(QueueMetrics::IDLE);
    }
    let theta = patience.rate();
    if theta <= 0.0 {
        return erlang_c::metrics(Crew::of_rate(rate, aht, agents), aht, answer_within);
    }
    let n = f64::from(agents);
    let line = Line { arrivals: rate.get(), flux: n / aht.get(), theta, below: erlang_b::inverse(load, n) };
    line.metrics(
        answer_within.get(),
        definition,
        |served| {
            if n > 0.0 { load * served.answered / n } else { 0.0 }
        },
    )
}
