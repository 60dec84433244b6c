//! What so many agents give.

use crate::model::question::Goals;
use crate::queueing::{Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Workload, erlang_c};
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
}

impl Asked<'_> {
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
}

impl Service {
    /// Each goal and whether it holds, in the order levels, ASA, abandonment, occupancy.
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
    })
}
