//! One situation with its neighbourhood: the answer, and what a few agents more or less would change.

use super::least::{Least, OutOfReach, least};
use super::service::{Asked, Service, service};
use super::{Bound, missed, rostered_people};
use crate::model::question::Situation;
use crate::queueing::{Handling, Patience};
use crate::units::Seconds;

/// Fewer and more agents that are shown.
const AROUND: (u32, u32) = (3, 5);

/// A situation, its answer and its neighbourhood.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The thresholds of the service levels shown.
    pub thresholds: Vec<Seconds>,
    /// Mean number of busy agents if nobody waited.
    pub load: f64,
    /// Most conversations of an agent that help; 1 for single contacts.
    pub concurrency: u32,
    /// Levels of concurrency that were given and do not help.
    pub idle_levels: u32,
    /// Whether customers give up.
    pub gives_up: bool,
    /// The least agents for the goals; `None` where there are no goals.
    pub least: Option<Result<Least, OutOfReach>>,
    /// The agents that the answer is about, where there is one.
    pub agents: Option<u32>,
    /// Rows around it, fewest agents first.
    pub neighbours: Vec<Neighbour>,
}

/// One number of agents.
#[derive(Debug, Clone, PartialEq)]
pub struct Neighbour {
    /// People on seat.
    pub agents: u32,
    /// Whole people to roster for them; none where shrinkage is not asked.
    pub rostered: Option<u32>,
    /// What they give; `None` without a steady state.
    pub service: Option<Service>,
    /// Each goal and whether it holds; all missed without a steady state.
    pub goals: Vec<(Bound, bool)>,
}

impl Outlook {
    /// The row of the answer.
    #[must_use]
    pub fn answer(&self) -> Option<&Neighbour> {
        self.neighbours.iter().find(|row| Some(row.agents) == self.agents)
    }
}

/// What the situation leads to.
#[must_use]
pub fn outlook(situation: &Situation) -> Outlook {
    let asked = Asked {
        rate: situation.rate,
        station: &situation.station,
        work: situation.work.as_ref(),
        circumstance: situation.circumstance,
    };
    let goals = &situation.goals;
    let mut thresholds: Vec<Seconds> = goals.levels.iter().map(|goal| goal.within).collect();
    if thresholds.is_empty() {
        thresholds.push(situation.within);
    }
    let least = (!goals.is_empty()).then(|| least(asked, goals));
    let solved = least.and_then(Result::ok).map(|least| least.agents);
    let agents = situation.agents.or(solved);
    let row = |agents: u32| {
        let service = service(asked, agents, &thresholds, goals.definition);
        let goals = service.as_ref().map_or_else(|| missed(goals), |service| service.judged(goals));
        let shrinkage = Some(situation.shrinkage).filter(|share| share.get() > 0.0);
        let rostered = shrinkage.and_then(|shrinkage| rostered_people(agents, shrinkage));
        Neighbour { agents, rostered, service, goals }
    };
    let mut shown: Vec<u32> = agents.map_or_else(Vec::new, |agents| {
        (agents.saturating_sub(AROUND.0)..=agents.saturating_add(AROUND.1)).collect()
    });
    shown.extend(solved.filter(|solved| !shown.contains(solved)));
    shown.sort_unstable();
    let (concurrency, idle_levels) = levels(&situation.station.handling);
    Outlook {
        load: load(situation),
        concurrency,
        idle_levels,
        gives_up: situation.station.patience != Patience::Infinite,
        least,
        agents,
        neighbours: shown.into_iter().map(row).collect(),
        thresholds,
    }
}

fn levels(handling: &Handling) -> (u32, u32) {
    match handling {
        Handling::Single(_) => (1, 0),
        Handling::Chat(durations) => {
            let useful = durations.effective().levels();
            (useful, durations.levels() - useful)
        }
    }
}

fn load(situation: &Situation) -> f64 {
    match &situation.station.handling {
        Handling::Single(aht) => (situation.rate * *aht).get(),
        Handling::Chat(durations) => situation.rate.get() / durations.effective().top_rate(),
    }
}
