//! What the queue must give, and how near it comes.

use crate::queueing::metrics::{QueueMetrics, ServiceLevelDefinition};
use crate::units::{Fraction, Seconds};

/// Rounding forgiven in an occupancy that a sum over the states has made.
const SLACK: f64 = 1e-9;

/// What the queue must give; a target left out is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Targets {
    /// Share to be answered, and within which time.
    pub service_level: Option<(Fraction, Seconds)>,
    /// How abandoned contacts count in the service level.
    pub definition: ServiceLevelDefinition,
    /// Longest mean wait of answered contacts.
    pub asa: Option<Seconds>,
    /// Largest share of contacts that give up.
    pub max_abandon: Option<Fraction>,
    /// Largest share of time that agents are busy (of chat: that slots are in use).
    pub max_occupancy: Option<Fraction>,
}

/// The requirement that decides the number of agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// The service level.
    ServiceLevel,
    /// The mean wait.
    Asa,
    /// The share that give up.
    Abandonment,
    /// The occupancy cap.
    Occupancy,
    /// That the queue does not grow without bound.
    Stability,
    /// Nothing: there are no contacts, or no target asks for anyone.
    None,
}

/// One target, with all that is asked of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Target {
    pub(super) binding: Binding,
    pub(super) limit: f64,
}

impl Targets {
    /// Those that are asked.
    pub(super) fn asked(&self) -> impl Iterator<Item = Target> + Clone + use<> {
        [
            self.service_level
                .map(|(share, _)| Target { binding: Binding::ServiceLevel, limit: share.get() }),
            self.asa.map(|asa| Target { binding: Binding::Asa, limit: asa.get() }),
            self.max_abandon.map(|most| Target { binding: Binding::Abandonment, limit: most.get() }),
            self.max_occupancy.map(|most| Target { binding: Binding::Occupancy, limit: most.get() }),
        ]
        .into_iter()
        .flatten()
    }

    /// The service level's threshold.
    pub(super) fn within(&self) -> Seconds {
        self.service_level.map_or(Seconds::ZERO, |(_, within)| within)
    }
}

impl Target {
    /// Only infinitely many agents could meet it; with `patient` customers nobody gives up anyway.
    pub(super) fn is_certainty(self, patient: bool) -> bool {
        match self.binding {
            Binding::ServiceLevel => self.limit >= 1.0,
            Binding::Abandonment => self.limit <= 0.0 && !patient,
            _ => self.limit <= 0.0,
        }
    }

    /// Whether so many agents with this steady state meet it.
    pub(super) fn met(self, agents: u32, metrics: &QueueMetrics) -> bool {
        match self.binding {
            Binding::ServiceLevel => metrics.service_level.get() >= self.limit,
            Binding::Asa => metrics.asa.is_some_and(|asa| asa.get() <= self.limit),
            Binding::Abandonment => metrics.p_abandon.get() <= self.limit,
            // Nobody on seat is not a way to keep agents from being busy.
            Binding::Occupancy => agents > 0 && metrics.occupancy.get() <= self.limit * (1.0 + SLACK),
            Binding::Stability | Binding::None => true,
        }
    }

    /// Where between two steady states it is met, on the scale of [`Target::scale`]: 0 at `fewer`, 1 at `more`.
    /// Not a number where the scale is flat.
    pub(super) fn part(self, fewer: Option<&QueueMetrics>, more: Option<&QueueMetrics>) -> f64 {
        let (low, high) = (self.scale(fewer), self.scale(more));
        (self.scaled(self.limit) - low) / (high - low)
    }

    /// The target's metric on a scale that rises with agents, and almost straight: the logarithm of the late or lost
    /// share, the reciprocal of the mean wait or of the occupancy.
    fn scale(self, metrics: Option<&QueueMetrics>) -> f64 {
        let Some(metrics) = metrics else {
            // Everyone busy, everyone late, without end.
            return if self.binding == Binding::Occupancy { 1.0 } else { 0.0 };
        };
        match self.binding {
            Binding::ServiceLevel => self.scaled(metrics.service_level.get()),
            Binding::Asa => metrics.asa.map_or(0.0, |asa| self.scaled(asa.get())),
            Binding::Abandonment => self.scaled(metrics.p_abandon.get()),
            Binding::Occupancy => self.scaled(metrics.occupancy.get()),
            Binding::Stability | Binding::None => 0.0,
        }
    }

    /// A metric's value on its scale.
    fn scaled(self, value: f64) -> f64 {
        match self.binding {
            Binding::ServiceLevel => -(-value).ln_1p(),
            Binding::Abandonment => -value.ln(),
            _ => 1.0 / value,
        }
    }
}
