//! Careers: what each step of tenure means for those in it, laid out once for a plan.

use super::group::GroupPlan;
use super::luck::Chance;

/// One step in the career of a cohort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CareerStep {
    /// The chance to leave in it.
    pub(super) leave: Chance,
    /// Proficiency at work; 0 for a trainee.
    pub(super) proficiency: f64,
    /// In onboarding.
    pub(super) trainee: bool,
    /// In the last step of onboarding: the exam is at its end.
    pub(super) exam: bool,
    /// On the ramp.
    pub(super) newcomer: bool,
    /// Tenure-steps completed at its start.
    pub(super) tenure: u32,
}

/// The careers of all who start in the horizon (row = steps since the start), then those of each opening cohort.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Careers {
    pub(super) rows: Vec<CareerStep>,
    steps: usize,
}

impl Careers {
    pub(super) fn new(plan: &GroupPlan) -> Self {
        let mut careers = Self { rows: Vec::new(), steps: plan.steps };
        careers.add(plan, plan, |in_training| in_training);
        careers
    }

    /// Adds the careers here of people who move here from another group, once they are trained; where they begin.
    ///
    /// They keep their tenure and their place on the ramp, which is counted from the end of onboarding at home; they
    /// leave, work and rise as people here do.
    pub(super) fn add_guests(&mut self, plan: &GroupPlan, home: &GroupPlan) -> usize {
        let begin = self.rows.len();
        self.add(plan, home, |_| false);
        begin
    }

    fn add(&mut self, plan: &GroupPlan, home: &GroupPlan, in_training: impl Fn(bool) -> bool) {
        let onboarding = home.training.onboarding;
        let fresh = Entry { tenure: 0, in_training: in_training(true), onboarding };
        let opening = home.opening.iter().map(|cohort| Entry {
            tenure: cohort.tenure,
            in_training: in_training(cohort.in_training),
            onboarding,
        });
        for entry in std::iter::once(fresh).chain(opening) {
            self.rows.extend((0..home.steps).map(|age| career_step(plan, entry, age)));
        }
    }

    /// Where the careers of an opening cohort begin.
    pub(super) const fn of_opening(&self, index: usize) -> usize {
        (index + 1) * self.steps
    }
}

#[derive(Clone, Copy)]
struct Entry {
    tenure: u32,
    in_training: bool,
    onboarding: u32,
}

fn career_step(plan: &GroupPlan, entry: Entry, age: usize) -> CareerStep {
    let onboarding = entry.onboarding;
    let tenure = entry.tenure.saturating_add(u32::try_from(age).unwrap_or(u32::MAX));
    let trainee = entry.in_training && tenure < onboarding;
    let index = tenure.saturating_sub(onboarding);
    CareerStep {
        leave: Chance::of_hazard(plan.hazard.in_step(tenure)),
        proficiency: if trainee { 0.0 } else { plan.ramp.proficiency(index) },
        trainee,
        exam: trainee && tenure.saturating_add(1) == onboarding,
        newcomer: !trainee && usize::try_from(index).is_ok_and(|index| index < plan.ramp.len()),
        tenure,
    }
}
