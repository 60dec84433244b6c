//! Cohorts: people who are in the same tenure-step.

/// People of one tenure who are employed on the first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpeningCohort {
    /// People.
    pub count: u32,
    /// Whole tenure-steps completed on the first day.
    pub tenure: u32,
    /// Still in onboarding; otherwise they count as trained, whatever their tenure.
    pub in_training: bool,
}

impl OpeningCohort {
    /// Trained people.
    #[must_use]
    pub const fn trained(count: u32, tenure: u32) -> Self {
        Self { count, tenure, in_training: false }
    }
}

/// The people of one cohort who are still employed. Whole numbers in a draw, means in an expectation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cohort {
    /// Names the cohort in the keys of random draws: by how and when it entered, not by its place in a list.
    pub(super) key: u64,
    /// Where its careers begin in the table; the row of step `t` is `careers + t`.
    pub(super) careers: usize,
    /// The step of starting; 0 for opening cohorts.
    pub(super) since: usize,
    /// People of the entry grade.
    pub(super) juniors: f64,
    /// People of the senior grade.
    pub(super) seniors: f64,
    /// Of the juniors, those who leave in the step at hand.
    pub(super) left_juniors: f64,
    /// Of the seniors, those who leave in the step at hand.
    pub(super) left_seniors: f64,
}

/// Sets the senior people of a cohort apart from the others in the keys of draws.
pub(super) const SENIOR: u64 = 1 << 40;

impl Cohort {
    /// The opening cohort at place `index` of the plan.
    pub(super) const fn opening(index: usize, careers: usize, juniors: f64, seniors: f64) -> Self {
        Self { key: index as u64, careers, since: 0, juniors, seniors, left_juniors: 0.0, left_seniors: 0.0 }
    }

    /// The people who start in step `since`, planned hires and replacements together.
    pub(super) const fn starting(since: usize, starts: f64) -> Self {
        Self {
            key: 1 << 32 | since as u64,
            careers: 0,
            since,
            juniors: starts,
            seniors: 0.0,
            left_juniors: 0.0,
            left_seniors: 0.0,
        }
    }
}
