//! Erlang C: contacts wait until they are answered.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A` | `load` | offered load, erlangs |
//! | `N` | `agents` | people on seat |
//! | `N − A` | `spare` | agents beyond the load |
//! | `C` | [`delay_probability`] | probability of waiting |
//!
//! Not modelled: abandonment (`erlang_a`), time-dependent arrivals (`carry_over`).

use super::erlang_b;
use crate::queueing::metrics::{QueueMetrics, wait};
use crate::units::{Erlangs, Fraction, Rate, Seconds};

/// Agents and the load offered to them, with the difference `N − A` kept as exactly as its makers allow.
///
/// Close to saturation every wait hangs on that small difference; taking it from a rounded load loses its digits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crew {
    load: f64,
    agents: u32,
    spare: f64,
}

impl Crew {
    /// So many agents for so much load.
    #[must_use]
    pub fn new(load: Erlangs, agents: u32) -> Self {
        Self { load: load.get(), agents, spare: f64::from(agents) - load.get() }
    }

    /// So many agents for contacts at this rate; `N − λ·AHT` is rounded once.
    #[must_use]
    pub fn of_rate(rate: Rate, aht: Seconds, agents: u32) -> Self {
        let spare = (-rate.get()).mul_add(aht.get(), f64::from(agents));
        Self { load: (rate * aht).get(), agents, spare }
    }

    /// So many agents for a load that is `spare` below them, where the caller knows that difference exactly.
    /// A spare that is not a number means no spare agents.
    #[must_use]
    pub fn with_spare(load: Erlangs, agents: u32, spare: f64) -> Self {
        Self { load: load.get(), agents, spare: if spare.is_nan() { 0.0 } else { spare } }
    }

    /// Delay probability `C` and `1 − C`, both without cancellation; `None` without a steady state.
    fn delay(self) -> Option<(f64, f64)> {
        if self.load <= 0.0 {
            return Some((0.0, 1.0));
        }
        if self.spare <= 0.0 || self.agents == 0 {
            return None;
        }
        let x = erlang_b::inverse(self.load, self.agents);
        if x.is_infinite() {
            return Some((0.0, 1.0));
        }
        let n = f64::from(self.agents);
        let (free, rho) = (self.spare / n, self.load / n);
        let delayed = 1.0 / (x * free + rho);
        Some((delayed, (x - 1.0) * free * delayed))
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
/// Accuracy: 1.4e-14 relative to the input's own rounding.
///
/// ```
/// # use staffplan::{queueing::erlang_c::{Crew, delay_probability}, units::Erlangs};
/// // One agent: C(1, ρ) = ρ.
/// let waits = delay_probability(Crew::new(Erlangs::new(0.5).unwrap(), 1)).unwrap();
/// assert!((waits.get() - 0.5).abs() < 1e-15);
/// ```
#[must_use]
pub fn delay_probability(crew: Crew) -> Option<Fraction> {
    crew.delay().map(|(delayed, _)| Fraction::clamped(delayed))
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
/// assert!((at_once + delay_probability(crew).unwrap().get() - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn service_level(crew: Crew, aht: Seconds, t: Seconds) -> Option<Fraction> {
    let (delayed, at_once) = crew.delay()?;
    // (1 − C) − C·expm1(−d) keeps the digits that 1 − C·e^{−d} loses near saturation.
    Some(Fraction::clamped(at_once - delayed * (-crew.decay(aht, t)).exp_m1()))
}

/// Share of contacts that wait longer than `t`, without cancellation where it is tiny: `C·e^{−(N − A)t/AHT}`.
///
/// Returns `None` when `A ≥ N`.
#[must_use]
pub fn late_share(crew: Crew, aht: Seconds, t: Seconds) -> Option<Fraction> {
    let (delayed, _) = crew.delay()?;
    Some(if delayed > 0.0 {
        Fraction::clamped(delayed * (-crew.decay(aht, t)).exp())
    } else {
        Fraction::ZERO
    })
}

/// Mean wait over all contacts, zero waits included: `C·AHT / (N − A)`.
///
/// Returns `None` when `A ≥ N`. Source: \[Gross2008\] §2.3.
#[must_use]
pub fn asa(crew: Crew, aht: Seconds) -> Option<Seconds> {
    let (delayed, _) = crew.delay()?;
    Some(if delayed > 0.0 { wait(delayed * aht.get() / crew.spare) } else { Seconds::ZERO })
}

/// Everything at once; every definition of the service level is the same number here, for nobody gives up.
///
/// Returns `None` when `A ≥ N`: no steady state. No load: an idle queue, every target met.
#[must_use]
pub fn metrics(crew: Crew, aht: Seconds, t: Seconds) -> Option<QueueMetrics> {
    if crew.load <= 0.0 {
        return Some(QueueMetrics::IDLE);
    }
    let (delayed, _) = crew.delay()?;
    let asa = asa(crew, aht)?;
    Some(QueueMetrics {
        p_wait: Fraction::clamped(delayed),
        service_level: service_level(crew, aht, t)?,
        asa: Some(asa),
        mean_wait_all: asa,
        p_abandon: Fraction::ZERO,
        occupancy: Fraction::clamped(crew.load / f64::from(crew.agents)),
        mean_queue: delayed * crew.load / crew.spare,
    })
}
