//! The least agents for all goals at once, and which of them decided.

use super::service::Asked;
use crate::model::question::Goals;
use crate::queueing::{Binding, Staffing, Targets, Unreachable, least_agents, least_agents_exactly};

/// What decided the number of agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// A service level, by its place among the goals.
    Level(usize),
    /// The mean wait.
    Asa,
    /// The share that gives up.
    Abandonment,
    /// The busy share.
    Occupancy,
    /// That the queue does not grow without end.
    Stability,
    /// Nothing: nobody comes, or nothing asks for anyone.
    Nothing,
}

/// The least agents for the goals.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Least {
    /// Whole people on seat.
    pub agents: u32,
    /// What decided.
    pub bound: Bound,
}

/// Why no number of agents will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutOfReach {
    /// The goal is certainty.
    Certainty(Bound),
    /// More agents than anyone has.
    TooMany,
}

/// The least agents that meet all goals; the goal that asks for most decides.
///
/// # Errors
/// [`OutOfReach`] where a goal can only be met by infinitely many agents.
pub fn least(asked: Asked<'_>, goals: &Goals) -> Result<Least, OutOfReach> {
    let others = Targets {
        service_level: None,
        definition: goals.definition,
        asa: goals.asa,
        max_abandon: goals.max_abandon,
        max_occupancy: goals.max_occupancy,
    };
    let solve = |targets: &Targets, level: usize| -> Result<(Staffing, Bound), OutOfReach> {
        let found = match asked.work {
            Some(work) => least_agents_exactly(work, asked.station.patience, targets),
            None => least_agents(asked.rate, asked.station, targets),
        };
        match found {
            Ok(staffing) => Ok((staffing, bound(staffing.binding, level))),
            Err(Unreachable::Certainty(binding)) => Err(OutOfReach::Certainty(bound(binding, level))),
            Err(Unreachable::TooMany) => Err(OutOfReach::TooMany),
        }
    };
    let (mut most, mut decided) = solve(&others, 0)?;
    for (at, goal) in goals.levels.iter().enumerate() {
        let alone = Targets {
            service_level: Some((goal.share, goal.within)),
            definition: goals.definition,
            ..Targets::default()
        };
        let (staffing, bound) = solve(&alone, at)?;
        let more = staffing.agents > most.agents
            || (staffing.agents == most.agents && staffing.fractional > most.fractional);
        if more {
            (most, decided) = (staffing, bound);
        }
    }
    Ok(Least { agents: most.agents, bound: decided })
}

const fn bound(binding: Binding, level: usize) -> Bound {
    match binding {
        Binding::ServiceLevel => Bound::Level(level),
        Binding::Asa => Bound::Asa,
        Binding::Abandonment => Bound::Abandonment,
        Binding::Occupancy => Bound::Occupancy,
        Binding::Stability => Bound::Stability,
        Binding::None => Bound::Nothing,
    }
}

/// Every goal, missed: what a queue without a steady state does.
#[must_use]
pub fn missed(goals: &Goals) -> Vec<(Bound, bool)> {
    let levels = (0..goals.levels.len()).map(Bound::Level);
    let asa = goals.asa.map(|_| Bound::Asa);
    let abandon = goals.max_abandon.map(|_| Bound::Abandonment);
    let occupancy = goals.max_occupancy.map(|_| Bound::Occupancy);
    levels.chain(asa).chain(abandon).chain(occupancy).map(|bound| (bound, false)).collect()
}
