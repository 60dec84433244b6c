//! What so many agents give.

use super::special::special;
use crate::model::question::{Circumstance, Goals};
use crate::queueing::erlang_c::{self, Crew};
use crate::queueing::{Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Workload};
use crate::units::{Fraction, Rate, Seconds};

/// A station and its arrivals.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Contacts offered a second.
    pub rate: Rate,
    /// How contacts are handled and how long customers wait.
    pub station: &'a Station,
    /// Contacts and handling time as they were written, where contacts are single and the digits suffice.
    pub work: Option<&'a Workload>,
    /// What else there is.
    pub circumstance: Circumstance,
}

impl Asked<'_> {
    /// Handle time of single contacts; none of chat.
    pub(super) fn aht(&self) -> Option<Seconds> {
        match self.station.handling {
            Handling::Single(aht) => Some(aht),
            Handling::Chat(_) => None,
        }
    }

    /// So many agents for single contacts, as exactly as they were written.
    pub(super) fn crew(&self, agents: u32) -> Option<Crew> {
        let aht = self.aht()?;
        Some(self.work.map_or_else(|| Crew::of_rate(self.rate, aht, agents), |work| work.crew(agents)))
    }

    /// Steady state; where nobody gives up, with `N − A` as exact as it was written.
    fn metrics(&self, setting: &Setting) -> Option<QueueMetrics> {
        match (self.work, self.station.patience) {
            (Some(work), Patience::Infinite) => {
                erlang_c::metrics(work.crew(setting.agents), work.aht(), setting.answer_within)
            }
            _ => self.station.metrics(setting),
        }
    }
}

/// Steady state with so many agents.
#[derive(Debug, Clone, PartialEq)]
pub struct Service {
    /// One service level a threshold that was asked.
    pub levels: Vec<f64>,
    /// Mean wait of answered contacts, seconds; `None` when nobody is answered.
    pub asa: Option<f64>,
    /// Share that waits at all.
    pub p_wait: f64,
    /// Share that gives up.
    pub p_abandon: f64,
    /// Busy share of agents' time.
    pub occupancy: f64,
    /// Mean number waiting.
    pub mean_queue: f64,
    /// What else there is to know.
    pub more: More,
}

/// Figures that only some circumstances have.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct More {
    /// Share that finds every line taken.
    pub p_block: Option<f64>,
    /// Share of customers who are answered in the end.
    pub eventually: Option<f64>,
    /// Attempts ÷ customers.
    pub attempts: Option<f64>,
    /// Contacts that can wait, finished a second.
    pub deferred: Option<f64>,
    /// Probability that the rate is more than the agents can answer.
    pub p_unstable: Option<f64>,
}

impl Service {
    /// Each goal and whether it holds, in the order levels, ASA, abandonment, occupancy.
    #[must_use]
    pub fn judged(&self, goals: &Goals) -> Vec<(super::Bound, bool)> {
        use super::Bound;
        let levels = goals.levels.iter().zip(&self.levels).enumerate();
        let mut judged: Vec<(Bound, bool)> =
            levels.map(|(at, (goal, level))| (Bound::Level(at), *level >= goal.share.get())).collect();
        let within = |most: Fraction, found: f64| found <= most.get() * (1.0 + SLACK);
        judged.extend(
            goals.asa.map(|most| (Bound::Asa, self.asa.is_some_and(|asa| asa <= most.get() * (1.0 + SLACK)))),
        );
        judged.extend(goals.max_abandon.map(|most| (Bound::Abandonment, within(most, self.p_abandon))));
        judged.extend(goals.max_occupancy.map(|most| (Bound::Occupancy, within(most, self.occupancy))));
        judged
    }
}

/// Rounding forgiven where a figure is held against a cap: 51 erlangs on 60 agents are 85 %.
const SLACK: f64 = 1e-9;

/// What `agents` give; `None` without a steady state. Levels are those within the `thresholds`.
#[must_use]
pub fn service(
    asked: Asked<'_>,
    agents: u32,
    thresholds: &[Seconds],
    definition: ServiceLevelDefinition,
) -> Option<Service> {
    if asked.circumstance != Circumstance::Plain {
        return special(asked, agents, thresholds, definition);
    }
    let at = |answer_within| {
        let setting = Setting { rate: asked.rate, agents, answer_within, definition };
        asked.metrics(&setting)
    };
    let first = at(thresholds.first().copied().unwrap_or(Seconds::ZERO))?;
    let mut levels = Vec::with_capacity(thresholds.len());
    for (which, within) in thresholds.iter().enumerate() {
        let metrics = if which == 0 { first } else { at(*within)? };
        levels.push(metrics.service_level.get());
    }
    let QueueMetrics { asa, p_wait, p_abandon, occupancy, mean_queue, .. } = first;
    Some(Service {
        levels,
        asa: asa.map(Seconds::get),
        p_wait: p_wait.get(),
        p_abandon: p_abandon.get(),
        occupancy: occupancy.get(),
        mean_queue,
        more: More::default(),
    })
}
