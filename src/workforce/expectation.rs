//! Expected people and flows of a group.

use super::flows::StepFlows;
use super::group::GroupPlan;
use super::luck::Chance;
use super::rollforward::{Draw, Luck, Now, Rules, State};

/// Takes the mean.
struct Mean;

impl Luck for Mean {
    fn of(&self, count: f64, chance: Chance, _: Draw) -> f64 {
        count * chance.probability()
    }
}

/// The expected people and flows of a group, one entry a step.
///
/// Exact for every plan without a limit on training seats. With one it is the fluid recursion, which is
/// biased by up to a head or two where the limit binds now and then; draws have no such bias.
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
