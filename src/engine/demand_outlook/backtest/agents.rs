//! Agents that contacts take.

use crate::calendar::Grid;
use crate::model::question::LevelGoal;
use crate::queueing::{Handling, Patience, Station, Targets, least_agents};
use crate::units::{Rate, Seconds};
use std::collections::HashMap;

/// The fewest agents for a goal, each interval by itself with patient customers (Erlang C); what was asked is remembered.
pub(super) struct Agents {
    goal: LevelGoal,
    grid: Grid,
    known: HashMap<(u64, u64), f64>,
}

impl Agents {
    pub(super) fn new(goal: LevelGoal, grid: Grid) -> Self {
        Self { goal, grid, known: HashMap::new() }
    }

    /// Agent-hours of one interval with so many contacts.
    pub(super) fn hours(&mut self, contacts: f64, aht: f64) -> f64 {
        let (goal, seconds) = (self.goal, self.grid.seconds());
        let agents = *self.known.entry((contacts.to_bits(), aht.to_bits())).or_insert_with(|| {
            let station = Seconds::new(aht)
                .map(|aht| Station { handling: Handling::Single(aht), patience: Patience::Infinite });
            let targets = Targets { service_level: Some((goal.share, goal.within)), ..Targets::default() };
            let rate = Rate::new(contacts / seconds);
            let least = station
                .ok()
                .zip(rate.ok())
                .and_then(|(station, rate)| least_agents(rate, &station, &targets).ok());
            least.map_or(0.0, |staffing| f64::from(staffing.agents))
        });
        agents * seconds / 3600.0
    }
}
