//! The least agents for all goals at once, and which of them decided.

use super::service::{Asked, service};
use crate::model::question::{Circumstance, Goals};
use crate::queueing::{Binding, Staffing, Targets, Unreachable, least_agents, least_agents_exactly};
use crate::units::Seconds;

/// No station has more agents than this.
const MOST_AGENTS: u32 = 2_000_000_000;

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
    /// So many lines let too few contacts in.
    Lines,
}

/// The least agents that meet all goals; the goal that asks for most decides.
///
/// # Errors
/// [`OutOfReach`] where a goal can only be met by infinitely many agents.
pub fn least(asked: Asked<'_>, goals: &Goals) -> Result<Least, OutOfReach> {
    if asked.circumstance != Circumstance::Plain {
        return searched(asked, goals);
    }
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

/// The same by trying: gallop up from the load, then bisect. More agents give no less.
fn searched(asked: Asked<'_>, goals: &Goals) -> Result<Least, OutOfReach> {
    let thresholds: Vec<Seconds> = goals.levels.iter().map(|goal| goal.within).collect();
    let missed_at = |agents: u32| -> Option<Bound> {
        let Some(found) = service(asked, agents, &thresholds, goals.definition) else {
            return Some(Bound::Stability);
        };
        let idle = agents == 0 && goals.max_occupancy.is_some();
        let first = found.judged(goals).into_iter().find(|(_, met)| !met).map(|(bound, _)| bound);
        first.or(idle.then_some(Bound::Occupancy))
    };
    if asked.rate.get() <= 0.0 {
        return Ok(Least { agents: 0, bound: Bound::Nothing });
    }
    let Some(mut bound) = missed_at(0) else { return Ok(Least { agents: 0, bound: Bound::Nothing }) };
    // Beyond the lines, further agents have nothing to do.
    let (most, beyond) = match asked.circumstance {
        Circumstance::Lines { lines: Some(lines), .. } if goals.max_occupancy.is_none() => {
            (lines, OutOfReach::Lines)
        }
        _ => (MOST_AGENTS, OutOfReach::TooMany),
    };
    let load = asked.aht().map_or(0.0, |aht| asked.rate.get() * aht.get());
    let (mut low, mut high, mut step) = (0, whole(load).clamp(1, most.max(1)), 1_u32);
    while let Some(missed) = missed_at(high) {
        if high >= most {
            return Err(beyond);
        }
        (low, bound) = (high, missed);
        high = high.saturating_add(step).min(most);
        step = step.saturating_mul(2);
    }
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        match missed_at(middle) {
            Some(missed) => (low, bound) = (middle, missed),
            None => high = middle,
        }
    }
    Ok(Least { agents: high, bound })
}

/// The whole part of a load within the range of agents.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the whole part is asked; the cast saturates"
)]
const fn whole(load: f64) -> u32 {
    load as u32
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
