//! Levers that a scenario pays for without stating what they do.

use crate::engine::figures::caution::Caution;
use crate::model::{Plan, Scenario};

/// What a reader must know of a scenario's levers beside the baseline's.
#[must_use]
pub(in crate::engine) fn lever_cautions(scenario: &Scenario, baseline: &Plan) -> Vec<Caution> {
    let (bonus, before) = (scenario.plan.cost.retention_bonus, baseline.cost.retention_bonus);
    let same = |team: &crate::model::Team| {
        let known = baseline.teams.iter().find(|other| other.name == team.name);
        known.is_none_or(|known| known.attrition == team.attrition)
    };
    if bonus.get() <= before.get() {
        return Vec::new();
    }
    let serving = || scenario.plan.teams.iter().filter(|team| team.takes_contacts());
    let paid = serving().next().is_some();
    if paid && !serving().all(same) { Vec::new() } else { vec![Caution::BonusWithoutEffect { paid }] }
}
