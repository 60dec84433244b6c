//! The learning curve, from the agents of a log whose day of hire a roster has.

use super::estimate::Untold;
use super::run::People;
use crate::model::ContactLog;
use crate::workforce::{LearningCell, LearningCurve};
use std::collections::BTreeMap;

/// How proficient people are by month of tenure.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningFigures {
    /// The curve.
    pub curve: LearningCurve,
    /// Agents of the log, and those of them that the roster has.
    pub agents: (usize, usize),
}

/// The curve over all channels of a log.
pub(super) fn learning(
    log: Option<&ContactLog>,
    people: &Result<People, Untold>,
) -> Result<LearningFigures, Untold> {
    let people = people.as_ref().map_err(|why| *why)?;
    let log = log.ok_or(Untold::NotALog)?;
    let mut cells: BTreeMap<(u32, u32, u32), (f64, f64)> = BTreeMap::new();
    for contact in &log.contacts {
        let (Some(seconds), Some(agent)) = (contact.handle_seconds, contact.agent) else { continue };
        let Some(month) = people.tenure_months(agent, contact.at.date()) else { continue };
        let (n, sum) = cells.entry((agent, contact.channel, month)).or_default();
        (*n, *sum) = (*n + 1.0, *sum + seconds);
    }
    let cell = |((agent, channel, month), (contacts, seconds))| LearningCell {
        agent,
        channel,
        month,
        contacts,
        seconds,
    };
    let cells: Vec<LearningCell> = cells.into_iter().map(cell).collect();
    let curve = LearningCurve::new(&cells).ok_or(Untold::TooFewTenured)?;
    if curve.months.is_empty() {
        return Err(Untold::NoNewcomers);
    }
    Ok(LearningFigures { curve, agents: (log.agents.len(), people.known()) })
}
