//! Erlang C: contacts wait until they are answered.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A` | `load` | offered load, erlangs |
//! | `N` | `agents` | people on seat, whole or not |
//! | `N − A` | `spare` | agents beyond the load |
//! | `C` | [`delay_probability`] | probability of waiting |
//!
//! Not modelled: abandonment (`erlang_a`), time-dependent arrivals (`carry_over`).

use super::erlang_b::{self, seats};
use super::spare;
use crate::queueing::metrics::{QueueMetrics, wait};
use crate::units::{Erlangs, Fraction, Rate, Seconds};

/// Rounding of a rate per second that was divided out of contacts and a length of time.
const RATE_ROUNDING: f64 = 2.0 * f64::EPSILON;
/// Loads above this are taken as this, erlangs.
const MOST_LOAD: f64 = 1e9;

/// Agents and the load offered to them, with the difference `N − A` kept as exactly as its makers allow.
///
/// Agents are a whole number (`u32`) or a real one (`f64`); a number below zero or not a number is nobody. Close to
/// saturation every wait hangs on the small difference `N − A`; taking it from a rounded load loses its digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crew {
    load: f64,
    agents: f64,
    spare: f64,
}

/// A steady state's probability of waiting.
#[derive(Debug, Clone, Copy)]
pub(super) struct Delay {
    /// Share that waits, `C`.
    pub waits: f64,
    /// Share that does not, `1 − C`, without cancellation.
    pub at_once: f64,
}

impl Delay {
    /// Nobody waits.
    const NONE: Self = Self { waits: 0.0, at_once: 1.0 };
}

impl Crew {
    /// So many agents for so much load.
    #[must_use]
    pub fn new(load: Erlangs, agents: impl Into<f64>) -> Self {
        let (load, agents) = (load.get(), seats(agents));
        Self { load, agents, spare: seats(agents - load) }
    }

    /// So many agents for contacts at this rate; `N − λ·AHT` is rounded once. A difference within the rounding of the rate
    /// is none: as many agents as load have no steady state, whichever way a rate per second was rounded.
    #[must_use]
    pub fn of_rate(rate: Rate, aht: Seconds, agents: impl Into<f64>) -> Self {
        let agents = seats(agents);
        let (load, spare) = ((rate * aht).get(), (-rate.get()).mul_add(aht.get(), agents));
        Self { load, agents, spare: if spare > RATE_ROUNDING * load { spare } else { 0.0 } }
    }

    /// So many agents for so many contacts an hour, all three numbers taken as they were written in decimals:
    /// `N − λ·AHT/3600` without error but the last rounding.
    ///
    /// ```
    /// # use staffplan::{queueing::erlang_c::{Crew, asa}, units::{Rate, Seconds}};
    /// // 0.3 contacts an hour of 11999.99 s: a hair below one agent, who makes them wait A/(1 − A) handling times.
    /// let aht = Seconds::new(11_999.99).unwrap();
    /// let (load, spare) = (0.999_999_166_666_666_7, 8.333_333_333_333_333e-7);
    /// let found = asa(Crew::of_hourly(0.3, aht, 1), aht).unwrap().get();
    /// assert!((found / (load / spare * aht.get()) - 1.0).abs() < 1e-14);
    /// ```
    #[must_use]
    pub fn of_hourly(contacts: f64, aht: Seconds, agents: impl Into<f64>) -> Self {
        let (contacts, agents) = (seats(contacts), seats(agents));
        let load = Erlangs::new(contacts * aht.get() / 3600.0).map_or(MOST_LOAD, Erlangs::get);
        let exact = spare::spare(contacts, aht.get(), agents);
        let spare = exact.unwrap_or_else(|| (-contacts).mul_add(aht.get() / 3600.0, agents));
        Self { load, agents, spare: seats(spare) }
    }

    /// So many agents for a load that is `spare` below them, where the caller knows that difference exactly.
    /// A spare below zero or not a number means no spare agents.
    #[must_use]
    pub fn with_spare(load: Erlangs, agents: impl Into<f64>, spare: f64) -> Self {
        Self { load: load.get(), agents: seats(agents), spare: seats(spare) }
    }

    /// Delay probability; `None` without a steady state.
    fn delay(self) -> Option<Delay> {
        if self.load <= 0.0 {
            return Some(Delay::NONE);
        }
        if !self.is_steady() {
            return None;
        }
        Some(self.delay_by(erlang_b::inverse(self.load, self.agents)))
    }

    /// Delay probability of a steady state where all states up to saturation weigh `x` times saturation.
    pub(super) fn delay_by(self, x: f64) -> Delay {
        if x.is_infinite() {
            return Delay::NONE;
        }
        let (free, rho) = (self.spare / self.agents, self.load / self.agents);
        let waits = 1.0 / (x * free + rho);
        Delay { waits, at_once: (x - 1.0) * free * waits }
    }

    /// Whether the agents exceed the load.
    pub(super) fn is_steady(self) -> bool {
        self.spare > 0.0 && self.agents > 0.0
    }

    /// Offered load, erlangs.
    pub(super) fn load(self) -> f64 {
        self.load
    }

    /// People on seat.
    pub(super) fn agents(self) -> f64 {
        self.agents
    }

    /// Agents beyond the load, zero where they are not.
    pub(in crate::queueing) fn spare(self) -> f64 {
        self.spare
    }

    /// What customers get where so many wait; contacts that wait do so exponentially with mean `AHT / (N − A)`.
    pub(super) fn served(self, delay: Delay, aht: Seconds, t: Seconds) -> QueueMetrics {
        let asa = self.mean_wait(delay, aht);
        QueueMetrics {
            p_wait: Fraction::clamped(delay.waits),
            service_level: self.answered(delay, aht, t),
            asa: Some(asa),
            mean_wait_all: asa,
            p_abandon: Fraction::ZERO,
            occupancy: Fraction::clamped(self.load / self.agents),
            mean_queue: if delay.waits > 0.0 { delay.waits * self.load / self.spare } else { 0.0 },
        }
    }

    fn mean_wait(self, delay: Delay, aht: Seconds) -> Seconds {
        if delay.waits > 0.0 { wait(delay.waits * aht.get() / self.spare) } else { Seconds::ZERO }
    }

    fn answered(self, delay: Delay, aht: Seconds, t: Seconds) -> Fraction {
        // (1 − C) − C·expm1(−d) keeps the digits that 1 − C·e^{−d} loses near saturation.
        Fraction::clamped(delay.at_once - delay.waits * (-self.decay(aht, t)).exp_m1())
    }

    /// Exponent of the waiting time's tail at `t`, `(N − A)·t / AHT`.
    fn decay(self, aht: Seconds, t: Seconds) -> f64 {
        if self.load <= 0.0 { f64::INFINITY } else { self.spare * (t.get() / aht.get()) }
    }
}

/// Probability that a contact waits, in M/M/N with an infinite patient queue.
///
/// `C = 1 / (x(1 − ρ) + ρ)` with `x = 1/B(N, A)`, `ρ = A/N` and `1 − ρ` taken from `N − A`.
///
/// Returns `None` when `A ≥ N`: the queue grows without bound. No load: zero.
/// Assumption: Poisson arrivals, exponential handling times, nobody gives up. Source: \[Gross2008\] §2.3.
/// Accuracy: 1.4e-14 relative to the input's own rounding,
/// of real numbers of agents as of whole ones.
///
/// ```
/// # use staffplan::{queueing::erlang_c::{Crew, delay_probability}, units::Erlangs};
/// // One agent: C(1, ρ) = ρ.
/// let waits = delay_probability(Crew::new(Erlangs::new(0.5).unwrap(), 1)).unwrap();
/// assert!((waits.get() - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn delay_probability(crew: Crew) -> Option<Fraction> {
    crew.delay().map(|delay| Fraction::clamped(delay.waits))
}

/// Share of contacts answered within `t`: `1 − C·e^{−(N − A)t/AHT}`.
///
/// Returns `None` when `A ≥ N`. `t = 0` asks for the share that does not wait. Source: \[Gross2008\] §2.3.
///
/// ```
/// # use staffplan::{queueing::erlang_c::*, units::{Erlangs, Seconds}};
/// let (crew, aht) = (Crew::new(Erlangs::new(10.0).unwrap(), 14), Seconds::new(180.0).unwrap());
/// // Within no time at all: exactly those who do not wait.
/// let at_once = service_level(crew, aht, Seconds::ZERO).unwrap().get();
/// assert!((at_once + delay_probability(crew).unwrap().get() - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn service_level(crew: Crew, aht: Seconds, t: Seconds) -> Option<Fraction> {
    Some(crew.answered(crew.delay()?, aht, t))
}

/// Share of contacts that wait longer than `t`, without cancellation where it is tiny: `C·e^{−(N − A)t/AHT}`.
///
/// Returns `None` when `A ≥ N`.
#[must_use]
pub fn late_share(crew: Crew, aht: Seconds, t: Seconds) -> Option<Fraction> {
    let Delay { waits, .. } = crew.delay()?;
    Some(if waits > 0.0 { Fraction::clamped(waits * (-crew.decay(aht, t)).exp()) } else { Fraction::ZERO })
}

/// Mean wait over all contacts, zero waits included: `C·AHT / (N − A)`.
///
/// Returns `None` when `A ≥ N`. Source: \[Gross2008\] §2.3.
#[must_use]
pub fn asa(crew: Crew, aht: Seconds) -> Option<Seconds> {
    Some(crew.mean_wait(crew.delay()?, aht))
}

/// Everything at once; every definition of the service level is the same number here, for nobody gives up.
///
/// Returns `None` when `A ≥ N`: no steady state. No load: an idle queue, every target met.
#[must_use]
pub fn metrics(crew: Crew, aht: Seconds, t: Seconds) -> Option<QueueMetrics> {
    if crew.load <= 0.0 {
        return Some(QueueMetrics::IDLE);
    }
    Some(crew.served(crew.delay()?, aht, t))
}
