//! The waiting line of a saturated station: what Erlang A and levelled chat have in common.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `λ` | `arrivals` | contacts offered a second |
//! | `c` | `flux` | contacts served a second while all are busy |
//! | `θ` | `theta` | rate of giving up of one waiting contact |
//! | `x` | `below` | weight of all states up to saturation ÷ weight of saturation |
//! | `w_k` | | `Π_{i=1..k} λ/(c + iθ)`, weight of `k` waiting relative to none waiting |
//!
//! State `k` is "all busy, `k` waiting". An arrival that finds it is answered with probability `c/(c + (k+1)θ)`, and
//! waits `S_k` if it is patient. Weights are taken relative to the likeliest state, so that nothing overflows.

use super::departures::Busy;
use super::long_line::LongLine;
use super::metrics::{QueueMetrics, ServiceLevelDefinition, wait};
use super::whole::whole;
use crate::units::Fraction;

/// A further state below this share of the sum no longer moves it.
const NEGLIGIBLE: f64 = 1e-19;
/// More arrivals than this within one mean patience are summed in closed form …
const MANY: f64 = 1e5;
/// … unless the queue stays so short that fewer states than this matter,
const MOST_STATES: f64 = 5e4;
/// which are so many divided by `1 − ρ`.
const REACH: f64 = 45.0;
/// Terms of a harmonic sum taken one by one before the midpoint rule.
const HARMONIC: usize = 100_000;

/// The line's parameters, contacts a second.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line {
    pub arrivals: f64,
    pub flux: f64,
    pub theta: f64,
    pub below: f64,
}

/// What the occupancy hangs on.
pub(super) struct Served {
    /// Share of contacts that are answered.
    pub answered: f64,
    /// Share of time in which at least one contact waits.
    pub queued: f64,
}

/// Steady-state law: the share of time in each state that matters, and all others.
pub(super) struct Law {
    /// Waiting contacts in the first state kept.
    first: usize,
    /// Share of time with `first + i` waiting, while there is room for one more.
    shares: Vec<f64>,
    /// Share of time in which an arrival is taken at once.
    pub free: f64,
    /// Share of time in which the line is full.
    pub full: f64,
}

/// Whom a line lets wait.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Room {
    /// Everyone.
    Endless,
    /// At most so many.
    Places(f64),
}

impl Line {
    /// What customers get from the line; `occupancy` is left to the caller.
    ///
    /// `None` without abandonment when arrivals reach the flux.
    pub(super) fn metrics(
        &self,
        within: f64,
        definition: ServiceLevelDefinition,
        occupancy: impl FnOnce(&Served) -> f64,
    ) -> Option<QueueMetrics> {
        if self.theta <= 0.0 {
            return (self.arrivals < self.flux).then(|| self.patient(within, occupancy));
        }
        if self.is_long() {
            return Some(self.long(within, definition, occupancy));
        }
        let law = self.law(Room::Endless);
        let p_wait = law.waits();
        let queue = law.queue();
        let (answered, waited) = self.answered(&law);
        let queued: f64 = law.kept().filter(|&(k, _)| k > 0).map(|(_, p)| p).sum();
        let service_level = self.service_level(&law, answered, within, definition);
        Some(QueueMetrics {
            p_wait: Fraction::clamped(p_wait),
            service_level: Fraction::clamped(service_level),
            asa: (answered > 0.0).then(|| wait(waited / answered)),
            mean_wait_all: wait(queue / self.arrivals),
            p_abandon: Fraction::clamped(self.theta * queue / self.arrivals),
            occupancy: Fraction::clamped(occupancy(&Served { answered, queued })),
            mean_queue: queue,
        })
    }

    /// Whether the states that matter are too many to be counted.
    fn is_long(&self) -> bool {
        let spare = self.flux - self.arrivals;
        self.arrivals > MANY * self.theta && REACH * self.flux > MOST_STATES * spare
    }

    /// The law by weights relative to the likeliest state; without abandonment only for a line that is finite.
    pub(super) fn law(&self, room: Room) -> Law {
        let most = if let Room::Places(places) = room { places } else { f64::INFINITY };
        let peak = ((self.arrivals - self.flux) / self.theta).floor().max(0.0).min(most);
        let (mut lower, mut weight, mut k) = (Vec::new(), 1.0, peak);
        let mut sum = 1.0;
        while k >= 1.0 && weight > NEGLIGIBLE * sum {
            weight *= (self.flux + k * self.theta) / self.arrivals;
            k -= 1.0;
            sum += weight;
            lower.push(weight);
        }
        let first = whole(k);
        let saturated = if first == 0 { lower.last().copied().unwrap_or(1.0) } else { 0.0 };
        let mut shares: Vec<f64> = lower.into_iter().rev().collect();
        shares.push(1.0);
        let (mut weight, mut k) = (1.0, peak);
        while k < most {
            k += 1.0;
            let ratio = self.arrivals / (self.flux + k * self.theta);
            weight *= ratio;
            if ratio < 1.0 && weight * (k + 1.0) < NEGLIGIBLE * sum * (1.0 - ratio) {
                break;
            }
            sum += weight;
            shares.push(weight);
        }
        // `below` counts the saturated state itself, which is also the first of the shares.
        let free = if saturated > 0.0 { (self.below - 1.0) * saturated } else { 0.0 };
        if free.is_infinite() {
            return Law { first: 0, shares: vec![0.0], free: 1.0, full: 0.0 };
        }
        let total = sum + free;
        shares.iter_mut().for_each(|share| *share /= total);
        let full = if let Room::Places(places) = room {
            let reached = first + shares.len() > whole(places);
            let last = if reached { shares.pop() } else { None };
            last.unwrap_or_else(|| self.carried_on(weight, k, places) / total)
        } else {
            0.0
        };
        Law { first, shares, free: free / total, full }
    }

    /// The weight of `places` waiting, from that of `k` on; zero when it is beyond the smallest number.
    fn carried_on(&self, mut weight: f64, mut k: f64, places: f64) -> f64 {
        while k < places && weight > 0.0 {
            k += 1.0;
            weight *= self.arrivals / (self.flux + k * self.theta);
        }
        weight
    }

    /// Share of contacts answered, and their wait summed: `E[S_k; answered] = c/(c+(k+1)θ) · Σ_{i=1..k+1} 1/(c+iθ)`.
    pub(super) fn answered(&self, law: &Law) -> (f64, f64) {
        let (mut answered, mut waited) = (law.free, 0.0);
        let mut mean = self.harmonic(law.first);
        for (k, p) in law.states() {
            let leave = self.flux + (k + 1.0) * self.theta;
            mean += 1.0 / leave;
            let share = p * self.flux / leave;
            answered += share;
            waited += share * mean;
        }
        (answered, waited)
    }

    /// `Σ_{i=1..k} 1/(c + iθ)`, beyond many terms by the midpoint rule.
    fn harmonic(&self, k: usize) -> f64 {
        if self.theta <= 0.0 {
            return k as f64 / self.flux;
        }
        let exact = k.min(HARMONIC);
        let sum: f64 = (1..=exact).map(|i| 1.0 / (self.flux + i as f64 * self.theta)).sum();
        let at = |i: usize| self.flux + (i as f64 + 0.5) * self.theta;
        sum + (at(k) / at(exact)).ln() / self.theta
    }

    fn service_level(
        &self,
        law: &Law,
        answered: f64,
        within: f64,
        definition: ServiceLevelDefinition,
    ) -> f64 {
        match definition {
            ServiceLevelDefinition::Virtual => 1.0 - self.late(law, within),
            ServiceLevelDefinition::Offered => self.in_time(law, within),
            ServiceLevelDefinition::Answered => share_of(self.in_time(law, within), answered),
            ServiceLevelDefinition::ExcludingShortAbandons => {
                let in_time = self.in_time(law, within);
                share_of(in_time, in_time + self.late(law, within))
            }
        }
    }

    /// Share of contacts let in whose turn comes after `within`, whether or not the customer is still there.
    pub(super) fn late(&self, law: &Law, within: f64) -> f64 {
        let busy = Busy { flux: self.flux, theta: self.theta, within };
        let ahead = busy.departures(law.beyond());
        law.kept().map(|(k, p)| p * ahead.at_most(k)).sum()
    }

    /// Share of contacts answered within `within`: one more rate `θ` in the race, for the contact may itself give up.
    pub(super) fn in_time(&self, law: &Law, within: f64) -> f64 {
        let racing = Busy { flux: self.flux + self.theta, theta: self.theta, within };
        let racing = racing.departures(law.beyond());
        let answer = |k: usize| self.flux / (self.flux + (k as f64 + 1.0) * self.theta);
        law.free + law.kept().map(|(k, p)| p * answer(k) * (1.0 - racing.at_most(k))).sum::<f64>()
    }

    /// Nobody gives up and arrivals stay below the flux: the geometric line of Erlang C.
    fn patient(&self, within: f64, occupancy: impl FnOnce(&Served) -> f64) -> QueueMetrics {
        let spare = self.flux - self.arrivals;
        let free = spare / self.flux;
        let delayed = 1.0 / (self.below * free + self.arrivals / self.flux);
        let mean = wait(delayed / spare);
        let queued = delayed * self.arrivals / self.flux;
        QueueMetrics {
            p_wait: Fraction::clamped(delayed),
            service_level: Fraction::clamped(1.0 - delayed * (-spare * within).exp()),
            asa: Some(mean),
            mean_wait_all: mean,
            p_abandon: Fraction::ZERO,
            occupancy: Fraction::clamped(occupancy(&Served { answered: 1.0, queued })),
            mean_queue: delayed * self.arrivals / spare,
        }
    }

    /// So many arrivals within one patience that the states are summed in closed form.
    fn long(
        &self,
        within: f64,
        definition: ServiceLevelDefinition,
        occupancy: impl FnOnce(&Served) -> f64,
    ) -> QueueMetrics {
        let patience = 1.0 / self.theta;
        let line = LongLine {
            servings: self.flux * patience,
            arrivals: self.arrivals * patience,
            excess: (self.arrivals - self.flux) * patience,
            below: self.below,
        };
        let shares = line.shares();
        let (late, answered_late) = line.late(&shares, within * self.theta);
        let answered = shares.answered;
        let in_time = (answered - answered_late).max(0.0);
        let level = match definition {
            ServiceLevelDefinition::Offered => in_time,
            ServiceLevelDefinition::Answered => share_of(in_time, answered),
            ServiceLevelDefinition::ExcludingShortAbandons => share_of(in_time, in_time + late),
            ServiceLevelDefinition::Virtual => 1.0 - late,
        };
        let queued = shares.waits - shares.saturated;
        QueueMetrics {
            p_wait: Fraction::clamped(shares.waits),
            service_level: Fraction::clamped(level),
            asa: (self.flux > 0.0).then(|| wait(shares.waited * patience / answered)),
            mean_wait_all: wait(shares.lost * patience),
            p_abandon: Fraction::clamped(shares.lost),
            occupancy: Fraction::clamped(occupancy(&Served { answered, queued })),
            mean_queue: shares.lost * line.arrivals,
        }
    }
}

impl Law {
    /// Share of contacts that wait.
    pub(super) fn waits(&self) -> f64 {
        self.shares.iter().sum()
    }

    /// Mean number waiting while the line is not full.
    pub(super) fn queue(&self) -> f64 {
        self.states().map(|(k, p)| k * p).sum()
    }

    /// More waiting contacts than any state kept.
    fn beyond(&self) -> usize {
        self.first + self.shares.len()
    }

    /// Waiting contacts and share of time, for every state kept.
    fn kept(&self) -> impl Iterator<Item = (usize, f64)> + '_ {
        self.shares.iter().enumerate().map(|(i, &p)| (self.first + i, p))
    }

    /// The same with a real count.
    fn states(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.kept().map(|(k, p)| (k as f64, p))
    }
}

/// A part of a whole that may be nothing.
fn share_of(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
