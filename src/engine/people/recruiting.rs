//! Whom a team must find for its starts, and when.

use crate::engine::horizon::Horizon;
use crate::engine::people::supply;
use crate::model::Team;
use crate::workforce::{Candidates, Recruiting, Step, StepFlows};

/// The funnel of a team's starts.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Funnel {
    /// Who must apply before the plan starts.
    pub before: Candidates,
    /// Who apply, by step.
    pub steps: Vec<Candidates>,
}

/// The funnel of a team; `None` for a team without one.
#[must_use]
pub(in crate::engine) fn funnel(team: &Team, course: &[StepFlows], horizon: &Horizon) -> Option<Funnel> {
    let hires = supply::hires(&[&team.hires], horizon);
    let due: Vec<f64> = course.iter().map(|flows| flows.due).collect();
    let (before, steps) = recruiting(team, horizon.step)?.by_step(&hires, &due)?;
    Some(Funnel { before, steps })
}

fn recruiting(team: &Team, step: Step) -> Option<Recruiting> {
    team.recruiting.map(|funnel| Recruiting {
        offer: funnel.offer,
        accept: funnel.accept,
        show: funnel.show,
        lead: step.covering(funnel.lead_months),
    })
}
