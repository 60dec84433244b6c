//! Careers: what each step of tenure means for those in it, laid out once for a plan.

use super::group::{GroupPlan, Training};
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
    /// May be promoted at its end.
    pub(super) promotable: bool,
}

/// The careers of all who start in the horizon (row = steps since the start), then those of each opening cohort.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Careers {
    pub(super) rows: Vec<CareerStep>,
    steps: usize,
}

impl Careers {
    pub(super) fn new(plan: &GroupPlan) -> Self {
        let row = |entry: Entry, age: usize| career_step(plan, entry, age);
        let fresh = Entry { tenure: 0, in_training: true };
        let mut rows: Vec<CareerStep> = (0..plan.steps).map(|age| row(fresh, age)).collect();
        for cohort in &plan.opening {
            let entry = Entry { tenure: cohort.tenure, in_training: cohort.in_training };
            rows.extend((0..plan.steps).map(|age| row(entry, age)));
        }
        Self { rows, steps: plan.steps }
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
}

fn career_step(plan: &GroupPlan, entry: Entry, age: usize) -> CareerStep {
    let Training { onboarding, .. } = plan.training;
    let tenure = entry.tenure.saturating_add(u32::try_from(age).unwrap_or(u32::MAX));
    let trainee = entry.in_training && tenure < onboarding;
    let index = tenure.saturating_sub(onboarding);
    let after = plan.grades.and_then(|grades| grades.promotion).map(|promotion| promotion.after);
    CareerStep {
        leave: Chance::of_hazard(plan.hazard.in_step(tenure)),
        proficiency: if trainee { 0.0 } else { plan.ramp.proficiency(index) },
        trainee,
        exam: trainee && tenure.saturating_add(1) == onboarding,
        newcomer: !trainee && usize::try_from(index).is_ok_and(|index| index < plan.ramp.len()),
        promotable: !trainee && after.is_some_and(|after| tenure >= after),
    }
}
