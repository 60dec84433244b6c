//! Expected people and flows of a group.

use super::flows::StepFlows;
use super::group::GroupPlan;
use super::luck::Chance;
use super::rollforward::{Draw, Luck, Now, Pick, Rules, State};

/// Takes the mean.
pub(super) struct Mean;

impl Luck for Mean {
    fn of(&self, count: f64, chance: Chance, _: Draw) -> f64 {
        count * chance.probability()
    }

    fn chosen(&self, pick: Pick, _: Draw) -> f64 {
        if pick.among > pick.wanted { pick.of * (pick.wanted / pick.among) } else { pick.of }
    }
}

/// The expected people and flows of a group, one entry a step.
///
/// Exact for every plan without a limit on training seats and without promotion into vacancies. With a limit it is the
/// fluid recursion, which is biased by up to a head or two where the limit binds now and then; vacancies are those of
/// the expected people, which moves people by grade and never the headcount. Draws have no such bias.
///
/// Accuracy: the 18 plans of the reference set to `1e-8` heads.
#[must_use]
pub fn expected(plan: &GroupPlan) -> Vec<StepFlows> {
    expected_with(plan, |_| 1.0)
}

/// The same where everybody's hazard is multiplied in each step, as the people at its start ask for.
///
/// `multiplier` sees a step with its start filled in (`begin` to `fte_start`, `waiting`) and returns the
/// factor `m`: `q' = 1 − (1 − q)^m`, 1 for no effect, below 0 or NaN taken as 0. A mean-field figure: the factor of
/// the mean is not the mean of the factor.
#[must_use]
pub fn expected_with(plan: &GroupPlan, mut multiplier: impl FnMut(&StepFlows) -> f64) -> Vec<StepFlows> {
    let rules = Rules::new(plan);
    let mut state = State::default();
    state.reset(&rules);
    (0..plan.steps)
        .map(|step| state.roll(&Now { rules: &rules, luck: &Mean, step }, &mut multiplier))
        .collect()
}
