//! Finite lines: contacts that find every telephone line taken are blocked; M/M/N/K and M/M/N/K+M.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `λ` | `rate` | contacts offered a second |
//! | `N` | `agents` | people on seat |
//! | `K` | `lines` | contacts that the system holds at most, in service and waiting |
//!
//! Not modelled: redials of blocked contacts (`redial`), waiting times cut off by an announcement.

use super::{erlang_a, erlang_b};
use crate::queueing::line::{Law, Line, Room};
use crate::queueing::metrics::{ServiceLevelDefinition, Setting, wait};
use crate::queueing::patience::Patience;
use crate::units::{Fraction, Rate, Seconds};

/// Waiting places beyond these are not told apart.
const MOST_PLACES: u32 = 1_000_000;

/// Agents behind a number of telephone lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trunk {
    /// Mean handling time.
    pub aht: Seconds,
    /// How long customers wait.
    pub patience: Patience,
    /// People on seat.
    pub agents: u32,
    /// Contacts that the system holds at most, in service and waiting, `K`; `None` when nobody is ever blocked. With
    /// fewer lines than agents, only as many agents as lines ever work.
    pub lines: Option<u32>,
}

/// Steady state behind a number of lines.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TrunkMetrics {
    /// Share of offered contacts that find every line taken.
    pub p_block: Fraction,
    /// Share of contacts let in that find no one free; of nobody let in, zero.
    pub p_wait: Fraction,
    /// Share of offered contacts that are let in and give up.
    pub p_abandon: Fraction,
    /// Share of offered contacts that are answered, sooner or later.
    pub answered: Fraction,
    /// Mean wait of contacts let in, answered or abandoned; of nobody let in, zero.
    pub mean_wait: Seconds,
    /// Mean wait of answered contacts; `None` when no contact is answered.
    pub asa: Option<Seconds>,
    /// Answered within the threshold ÷ offered: blocked and abandoned contacts count against.
    pub of_offered: Fraction,
    /// Answered within the threshold ÷ let in.
    pub of_accepted: Fraction,
    /// Answered within the threshold ÷ answered.
    pub of_answered: Fraction,
    /// Share of contacts let in that would be answered within the threshold if they never gave up.
    pub virtual_of_accepted: Fraction,
    /// Busy ÷ available time of all agents.
    pub occupancy: Fraction,
    /// Mean number of contacts waiting.
    pub mean_queue: f64,
}

impl TrunkMetrics {
    /// No contacts, and every target vacuously met.
    const IDLE: Self = Self {
        p_block: Fraction::ZERO,
        p_wait: Fraction::ZERO,
        p_abandon: Fraction::ZERO,
        answered: Fraction::ONE,
        mean_wait: Seconds::ZERO,
        asa: Some(Seconds::ZERO),
        of_offered: Fraction::ONE,
        of_accepted: Fraction::ONE,
        of_answered: Fraction::ONE,
        virtual_of_accepted: Fraction::ONE,
        occupancy: Fraction::ZERO,
        mean_queue: 0.0,
    };

    /// Every line taken for ever by contacts that nobody answers and that never give up.
    fn stuck(places: f64) -> Self {
        Self {
            p_block: Fraction::ONE,
            p_wait: Fraction::ZERO,
            answered: Fraction::ZERO,
            asa: None,
            of_offered: Fraction::ZERO,
            of_accepted: Fraction::ZERO,
            of_answered: Fraction::ZERO,
            virtual_of_accepted: Fraction::ZERO,
            mean_queue: places,
            ..Self::IDLE
        }
    }
}

impl Trunk {
    /// Steady state for contacts at this rate, answered in time when within `answer_within`.
    ///
    /// Weights as in Erlang A, `w_k = Π_{i=1..k} λ/(Nμ + iθ)` for `k = 0 … K − N` waiting; an arrival that finds `K − N`
    /// waiting is blocked. `K = N` is Erlang B; no limit is Erlang A, without abandonment Erlang C.
    ///
    /// Returns `None` only without a limit, with infinite patience and a load that reaches the agents. No contacts: an
    /// idle system. More than a million waiting places count as a million.
    /// Assumption: Poisson arrivals, exponential handling times and patience; blocked contacts do not come back.
    /// Source: \[Gross2008\] §2.5, \[Garnett2002\]. Accuracy: 1e-11, blocking relatively.
    ///
    /// ```
    /// # use staffplan::{queueing::*, units::*};
    /// let trunk = finite::Trunk {
    ///     aht: Seconds::new(300.0).unwrap(),
    ///     patience: Patience::Infinite,
    ///     agents: 8,
    ///     lines: Some(8),
    /// };
    /// let found = trunk.metrics(Rate::new(0.02).unwrap(), Seconds::ZERO).unwrap();
    /// // No place to wait: Erlang B.
    /// let lost = erlang_b::blocking_probability(Erlangs::new(6.0).unwrap(), 8);
    /// assert!((found.p_block.get() - lost.get()).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn metrics(&self, rate: Rate, answer_within: Seconds) -> Option<TrunkMetrics> {
        if (rate * self.aht).get() <= 0.0 {
            return Some(TrunkMetrics::IDLE);
        }
        match self.lines {
            None => self.unlimited(rate, answer_within),
            Some(lines) => Some(self.limited(rate, answer_within, lines)),
        }
    }

    /// Share of offered contacts that are answered; `None` without a steady state.
    pub(super) fn answered(&self, rate: Rate) -> Option<f64> {
        let load = (rate * self.aht).get();
        let Some(lines) = self.lines else {
            let setting = self.setting(rate, Seconds::ZERO, ServiceLevelDefinition::Offered);
            let found = erlang_a::metrics(self.aht, self.patience, &setting)?;
            return Some(match self.agents {
                _ if load <= 0.0 => 1.0,
                0 => 0.0,
                // Busy agents are answered contacts, without the cancellation of `1 − P(abandon)`.
                agents => found.occupancy.get() * f64::from(agents) / load,
            });
        };
        let (line, places) = self.line(rate, lines);
        let stuck = line.flux <= 0.0 && line.theta <= 0.0;
        Some(if stuck { 0.0 } else { line.answered(&line.law(Room::Places(places))).0 })
    }

    fn setting(&self, rate: Rate, answer_within: Seconds, definition: ServiceLevelDefinition) -> Setting {
        Setting { rate, agents: self.agents, answer_within, definition }
    }

    fn unlimited(&self, rate: Rate, answer_within: Seconds) -> Option<TrunkMetrics> {
        let at = |definition| {
            erlang_a::metrics(self.aht, self.patience, &self.setting(rate, answer_within, definition))
        };
        let found = at(ServiceLevelDefinition::Offered)?;
        Some(TrunkMetrics {
            p_block: Fraction::ZERO,
            p_wait: found.p_wait,
            p_abandon: found.p_abandon,
            answered: Fraction::clamped(self.answered(rate)?),
            mean_wait: found.mean_wait_all,
            asa: found.asa,
            of_offered: found.service_level,
            of_accepted: found.service_level,
            of_answered: at(ServiceLevelDefinition::Answered)?.service_level,
            virtual_of_accepted: at(ServiceLevelDefinition::Virtual)?.service_level,
            occupancy: found.occupancy,
            mean_queue: found.mean_queue,
        })
    }

    /// The line and its waiting places.
    fn line(&self, rate: Rate, lines: u32) -> (Line, f64) {
        let working = self.agents.min(lines);
        let (n, load) = (f64::from(working), (rate * self.aht).get());
        let line = Line {
            arrivals: rate.get(),
            flux: n / self.aht.get(),
            theta: self.patience.rate(),
            below: erlang_b::inverse(load, n),
        };
        (line, f64::from((lines - working).min(MOST_PLACES)))
    }

    fn limited(&self, rate: Rate, answer_within: Seconds, lines: u32) -> TrunkMetrics {
        let (line, places) = self.line(rate, lines);
        if line.flux <= 0.0 && line.theta <= 0.0 {
            return TrunkMetrics::stuck(places);
        }
        let law: Law = line.law(Room::Places(places));
        let (answered, waited) = line.answered(&law);
        let (waits, queue) = (law.waits(), law.queue() + places * law.full);
        // Summed, not one less the blocked: almost everyone may be.
        let accepted = law.free + waits;
        let of_accepted = |part: f64| Fraction::clamped(if accepted > 0.0 { part / accepted } else { 0.0 });
        let within = answer_within.get();
        let in_time = line.in_time(&law, within);
        let busy = (rate * self.aht).get() * answered;
        TrunkMetrics {
            p_block: Fraction::clamped(law.full),
            p_wait: of_accepted(waits),
            p_abandon: Fraction::clamped(line.theta * queue / line.arrivals),
            answered: Fraction::clamped(answered),
            mean_wait: if accepted > 0.0 { wait(queue / (line.arrivals * accepted)) } else { Seconds::ZERO },
            asa: (answered > 0.0).then(|| wait(waited / answered)),
            of_offered: Fraction::clamped(in_time),
            of_accepted: of_accepted(in_time),
            of_answered: Fraction::clamped(if answered > 0.0 { in_time / answered } else { 0.0 }),
            virtual_of_accepted: of_accepted(accepted - line.late(&law, within)),
            occupancy: Fraction::clamped(if self.agents > 0 { busy / f64::from(self.agents) } else { 0.0 }),
            mean_queue: queue,
        }
    }
}
