//! Agents that contacts take.

use crate::calendar::Grid;
use crate::model::question::LevelGoal;
use crate::queueing::{Handling, Patience, Station, Targets, least_agents};
use crate::units::{Rate, Seconds};
use std::collections::HashMap;

/// Handle times are told apart to the millisecond, contacts to a thousandth: what differs by less asks for the same agents.
const MILLISECONDS: f64 = 1000.0;
const PARTS_OF_A_CONTACT: f64 = 1000.0;

/// The fewest agents for a goal, each interval by itself with patient customers (Erlang C); what was asked is remembered.
pub(super) struct Agents {
    goal: LevelGoal,
    grid: Grid,
    known: HashMap<(u64, u64), Option<f64>>,
}

impl Agents {
    pub(super) fn new(goal: LevelGoal, grid: Grid) -> Self {
        Self { goal, grid, known: HashMap::new() }
    }

    /// Agent-hours of one interval with so many contacts; `None` where no number of agents can be told.
    pub(super) fn hours(&mut self, contacts: f64, aht: f64) -> Option<f64> {
        let (goal, seconds) = (self.goal, self.grid.seconds());
        let (contacts, aht) = (rounded(contacts, PARTS_OF_A_CONTACT), rounded(aht, MILLISECONDS));
        let agents = *self.known.entry((contacts.to_bits(), aht.to_bits())).or_insert_with(|| {
            let handling = Handling::Single(Seconds::new(aht).ok()?);
            let station = Station { handling, patience: Patience::Infinite };
            let targets = Targets { service_level: Some((goal.share, goal.within)), ..Targets::default() };
            let rate = Rate::new(contacts / seconds).ok()?;
            least_agents(rate, &station, &targets).ok().map(|staffing| f64::from(staffing.agents))
        });
        agents.map(|agents| agents * seconds / 3600.0)
    }
}

fn rounded(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}
