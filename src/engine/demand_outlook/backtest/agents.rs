//! Agents that contacts take, and what a forecast's errors come to in agents.

use super::result::AgentHours;
use crate::calendar::Grid;
use crate::forecasting::{Contender, NaiveMethod, ScoredDay};
use crate::model::question::LevelGoal;
use crate::queueing::{Handling, Patience, Station, Targets, least_agents};
use crate::units::{Rate, Seconds};
use std::collections::HashMap;

/// Handle times are told apart to the millisecond, contacts to a thousandth: what differs by less asks for the same agents.
const MILLISECONDS: f64 = 1000.0;
const PARTS_OF_A_CONTACT: f64 = 1000.0;

/// The fewest agents for a goal, each interval by itself with patient customers (Erlang C); what was asked is remembered.
struct Agents {
    goal: LevelGoal,
    grid: Grid,
    known: HashMap<(u64, u64), Option<f64>>,
}

impl Agents {
    /// Agent-hours of one interval with so many contacts; `None` where no number of agents can be told.
    fn hours(&mut self, contacts: f64, aht: f64) -> Option<f64> {
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

/// Agent-hours of all days so far, for the forecasts of one method.
pub(super) struct Staffed {
    agents: Option<Agents>,
    hours: AgentHours,
    days: f64,
}

impl Staffed {
    /// Without a goal nothing is counted.
    pub(super) fn new(goal: Option<LevelGoal>, grid: Grid) -> Self {
        let agents = goal.map(|goal| Agents { goal, grid, known: HashMap::new() });
        Self { agents, hours: AgentHours::default(), days: 0.0 }
    }

    /// Adds a day; slots without a known handle time are left out.
    pub(super) fn add_day(&mut self, day: &ScoredDay, of: Contender, aht: &[Option<f64>]) {
        let Some(agents) = &mut self.agents else { return };
        let said: Vec<f64> = match of {
            // People are planned by the mean.
            Contender::UnderTest => day.forecasts.iter().map(|said| said.mean).collect(),
            Contender::Naive(method) => NaiveMethod::ALL
                .iter()
                .position(|one| *one == method)
                .map_or_else(Vec::new, |at| day.naive[at].clone()),
        };
        let mut any = false;
        for ((slot, came), said) in day.slots.iter().zip(&day.actual).zip(said) {
            let Some(aht) = aht.get(*slot).copied().flatten() else { continue };
            let hours = agents.hours(*came, aht).zip(agents.hours(said, aht));
            let Some((needed, planned)) = hours else { continue };
            self.hours.needed += needed;
            self.hours.too_many += (planned - needed).max(0.0);
            self.hours.too_few += (needed - planned).max(0.0);
            any = true;
        }
        self.days += f64::from(u8::from(any));
    }

    /// Hours of a day.
    pub(super) fn a_day(&self) -> Option<AgentHours> {
        (self.days > 0.0).then(|| AgentHours {
            needed: self.hours.needed / self.days,
            too_many: self.hours.too_many / self.days,
            too_few: self.hours.too_few / self.days,
        })
    }
}
