//! The fewest agents for customers who never give up, by one walk from the load upwards.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A`, `N` | `load`, `n` | offered load, people on seat |
//! | `N − A` | `spare` | agents beyond the load |
//! | `x` | `x` | `1 / B(N, A)` |
//! | `e^{−(N − A)t/AHT}` | `tail` | how the wait decays up to the threshold |
//!
//! `x_N = 1 + (N/A)·x_{N−1}` gives one more agent for one more step; what every target asks can be said without dividing.
//! The walk forgives nothing: where its rounding could decide, the steady state itself is asked.

use super::least::{MOST_AGENTS, Unreachable};
use super::station::Offered;
use super::targets::Targets;
use crate::queueing::steady::erlang_c;
use crate::queueing::whole::whole_agents;
use crate::units::{Decimal, Erlangs, Fraction, Seconds};

/// Relative distance to a target below which the walk's own rounding (at most 2e-10) could decide.
const BLUR: f64 = 1e-8;
/// Rounding of the service level itself, of which `1 − goal` may be a small part.
const LEVEL_BLUR: f64 = 1e-13;
/// How many `√A` below the load a walk may begin: what it began with is forgotten to `e^{−5.5²/2}`.
const REACH: f64 = 5.5;
/// Rounding of a load that is a product of rounded numbers, divided by a rounded cap.
const ROUNDED: f64 = 16.0 * f64::EPSILON;

/// The targets of patient customers, times in units of the handling time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ask {
    aht: Seconds,
    /// Share to be answered, and within which time.
    goal: (Fraction, Seconds),
    /// The threshold.
    within: f64,
    /// The share of late contacts below which the goal is met without doubt, and that beyond which it is missed.
    late: (f64, f64),
    /// The mean wait; infinite where not asked.
    asa: f64,
    /// Occupancy; infinite where not asked.
    occupancy: f64,
    /// The longest mean wait in seconds.
    longest: f64,
}

/// How a number of agents stands to the targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Misses,
    Close,
    Meets,
}

/// The fewest agents for customers who never give up, as [`least_agents`](super::least_agents) finds them, and nothing
/// else: `5.5·√A` short steps up to the load and one for every agent beyond it.
///
/// Stability, service level, mean wait and occupancy are asked at once; with nobody giving up every definition of the
/// service level is the same and a share of abandonment is always met. No load, or contacts that take no time, need
/// nobody. Domain: every load; thresholds and handling times of any ratio.
/// Assumption: Poisson arrivals, exponential handling times, steady state.
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let (load, aht) = (Erlangs::new(30.0).unwrap(), Seconds::new(300.0).unwrap());
/// let busy = |share| Targets { max_occupancy: Some(Fraction::new(share).unwrap()), ..Targets::default() };
/// // Half busy: twice the load. All busy: one agent more than the load, for the queue must not grow without bound.
/// assert_eq!(patient_agents(load, aht, &busy(0.5)), Ok(60));
/// assert_eq!(patient_agents(load, aht, &busy(1.0)), Ok(31));
/// ```
#[inline]
pub fn patient_agents(load: Erlangs, aht: Seconds, targets: &Targets) -> Result<u32, Unreachable> {
    Ask::new(aht, targets)?.least(Offered::Load(load))
}

impl Ask {
    /// # Errors
    /// [`Unreachable::Certainty`] when only infinitely many agents would do.
    #[inline]
    pub(super) fn new(aht: Seconds, targets: &Targets) -> Result<Self, Unreachable> {
        let goal = targets.service_level.unwrap_or((Fraction::ZERO, Seconds::ZERO));
        let longest = targets.asa.map_or(f64::INFINITY, Seconds::get);
        let occupancy = targets.max_occupancy.map_or(f64::INFINITY, Fraction::get);
        if goal.0.get() >= 1.0 || longest <= 0.0 || occupancy <= 0.0 {
            return Err(certainty(targets));
        }
        let late = 1.0 - goal.0.get();
        Ok(Self {
            aht,
            goal,
            within: goal.1.get() / aht.get(),
            late: (late * (1.0 - BLUR) - LEVEL_BLUR, late * (1.0 + BLUR) + LEVEL_BLUR),
            asa: longest / aht.get(),
            occupancy,
            longest,
        })
    }

    /// The fewest agents: the first of the walk who meet everything.
    ///
    /// # Errors
    /// [`Unreachable::TooMany`] beyond two thousand million.
    #[inline]
    pub(super) fn least(&self, offered: Offered<'_>) -> Result<u32, Unreachable> {
        let load = offered.load();
        if load <= 0.0 || self.aht.get() <= 0.0 {
            return Ok(0);
        }
        let mut agents = lowest_stable(offered)?;
        let (mut n, mut spare) = (f64::from(agents), offered.spare(agents));
        let (inverse, decay) = (1.0 / load, (-self.within).exp());
        let (mut x, mut tail) = (inverse_blocking(load, agents), (-spare * self.within).exp());
        loop {
            let met = match self.verdict(n, spare, x * spare + load, tail) {
                Verdict::Misses => false,
                Verdict::Close => self.holds(offered, agents),
                Verdict::Meets => true,
            };
            if met {
                break;
            }
            if agents >= MOST_AGENTS {
                return Err(Unreachable::TooMany);
            }
            (agents, n, spare) = (agents + 1, n + 1.0, spare + 1.0);
            x = 1.0 + x * (n * inverse);
            tail *= decay;
        }
        if self.occupancy < 1.0 {
            return Ok(agents.max(under_cap(offered, self.occupancy)?));
        }
        Ok(agents)
    }

    /// All but the occupancy, which is met in closed form. `room` is `x(N − A) + A`, that is `N / C`.
    #[inline]
    fn verdict(&self, n: f64, spare: f64, room: f64, tail: f64) -> Verdict {
        let (late, wait) = (tail * n, self.asa * spare * room);
        // Written so that what is not a number is close.
        if late < self.late.0 * room && n < wait * (1.0 - BLUR) {
            Verdict::Meets
        } else if late > self.late.1 * room || n > wait * (1.0 + BLUR) {
            Verdict::Misses
        } else {
            Verdict::Close
        }
    }

    /// What the steady state itself says of all but the occupancy.
    #[cold]
    fn holds(&self, offered: Offered<'_>, agents: u32) -> bool {
        let (share, threshold) = self.goal;
        erlang_c::metrics(offered.crew(agents), self.aht, threshold).is_some_and(|metrics| {
            metrics.service_level >= share && metrics.asa.is_some_and(|asa| asa.get() <= self.longest)
        })
    }

    /// By how much `agents` do better than asked at this load, in the logarithm of the nearest target: positive where
    /// all is met, falling with the load.
    pub(super) fn ease(&self, load: f64, agents: u32) -> f64 {
        self.ease_of(load, f64::from(agents), || inverse_blocking(load, agents))
    }

    /// The same for any number of agents, whose `x` the caller knows.
    pub(super) fn ease_of(&self, load: f64, n: f64, x: impl FnOnce() -> f64) -> f64 {
        let spare = n - load;
        if spare <= 0.0 {
            return f64::NEG_INFINITY;
        }
        let room = (x() * spare + load) / n;
        let level = (room * (1.0 - self.goal.0.get())).ln() + spare * self.within;
        let others = (self.asa * spare * room).min(self.occupancy * n / load);
        if others.is_finite() { level.min(others.ln()) } else { level }
    }

    /// Distance of [`Ask::ease`] from zero below which rounding could decide.
    pub(super) fn blur(&self) -> f64 {
        BLUR + LEVEL_BLUR / (1.0 - self.goal.0.get())
    }

    /// Nothing to do, whatever the load.
    pub(super) fn is_instant(&self) -> bool {
        self.aht.get() <= 0.0
    }
}

/// The first of the targets that only infinitely many agents could meet.
#[cold]
fn certainty(targets: &Targets) -> Unreachable {
    let certain = targets.asked().find(|target| target.is_certainty(true));
    certain.map_or(Unreachable::TooMany, |target| Unreachable::Certainty(target.binding))
}

/// The fewest agents whose queue does not grow without bound: the whole number above the load, or the one that the load
/// was rounded up to.
///
/// # Errors
/// [`Unreachable::TooMany`] when the load is beyond its own range.
#[inline]
pub(super) fn lowest_stable(offered: Offered<'_>) -> Result<u32, Unreachable> {
    let least = whole_agents(offered.load());
    if offered.spare(least) > 0.0 {
        return Ok(least);
    }
    // A load within rounding of the next whole number leaves that one nothing to spare either.
    let more = [least.saturating_add(1), least.saturating_add(2)];
    more.into_iter().find(|&agents| offered.spare(agents) > 0.0).ok_or(Unreachable::TooMany)
}

/// Fewest agents under an occupancy cap: `⌈A / cap⌉`, exactly where the load is.
///
/// # Errors
/// [`Unreachable::TooMany`] beyond two thousand million.
pub(super) fn under_cap(offered: Offered<'_>, cap: f64) -> Result<u32, Unreachable> {
    if let Offered::Exact(work) = offered
        && let Some(cap) = Decimal::of(cap)
    {
        return work.agents_under(cap).filter(|&agents| agents <= MOST_AGENTS).ok_or(Unreachable::TooMany);
    }
    let agents = (offered.load() / cap * (1.0 - ROUNDED)).ceil();
    if agents <= f64::from(MOST_AGENTS) { Ok(whole_agents(agents)) } else { Err(Unreachable::TooMany) }
}

/// `x = 1/B(N, A)` for `N ≥ A`, by the recursion from some `5.5·√A` below the load; relative error 2e-10.
///
/// Four steps at a time, so that one does not wait for the other. It begins with the limit of `x_k` for `k` far below the
/// load, `A/d · (1 − k/d²)` with `d = A − k`.
#[inline]
fn inverse_blocking(load: f64, agents: u32) -> f64 {
    let inverse = 1.0 / load;
    let begin = f64::from(whole_agents(load - REACH * load.sqrt()));
    let (mut x, mut k) = (1.0, 0.0);
    if begin >= 1.0 {
        let far = load - begin;
        (x, k) = (load / far * (1.0 - begin / (far * far)), begin);
    }
    let mut left = whole_agents(f64::from(agents) - k);
    while left >= 4 {
        let (a, b, c, d) =
            ((k + 1.0) * inverse, (k + 2.0) * inverse, (k + 3.0) * inverse, (k + 4.0) * inverse);
        let (dc, dcb) = (d * c, d * c * b);
        x = (1.0 + d) + (dc + dcb) + dcb * a * x;
        k += 4.0;
        left -= 4;
    }
    for _ in 0..left {
        k += 1.0;
        x = 1.0 + x * (k * inverse);
    }
    x
}

#[cfg(test)]
mod tests {
    use super::inverse_blocking;
    use crate::queueing::steady::erlang_b::blocking_probability;
    use crate::queueing::whole::whole_agents;
    use crate::units::Erlangs;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_walk_begins_far_nearer_than_it_forgives(power in -3.0..6.0_f64, more in 0_u32..50) {
            let load = Erlangs::new(10.0_f64.powf(power)).expect("a load");
            let agents = whole_agents(load.get()) + 1 + more;
            let right = 1.0 / blocking_probability(load, agents).get();
            prop_assume!(right.is_finite());
            let found = inverse_blocking(load.get(), agents);
            prop_assert!((found / right - 1.0).abs() < 2e-10, "{found} {right}");
        }
    }
}
