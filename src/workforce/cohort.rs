//! Cohorts: people who are in the same tenure-step.

use super::ladder::MOST_GRADES;

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
    /// Where its careers begin in the table; the row of step `t` is `careers + t − since`.
    pub(super) careers: usize,
    /// The step of starting; 0 for opening cohorts.
    pub(super) since: usize,
    /// People by grade, the entry grade first.
    pub(super) people: [f64; MOST_GRADES],
    /// Those of them who leave in the step at hand.
    pub(super) leaving: [f64; MOST_GRADES],
    /// The group in which they started, where that is another.
    pub(super) home: Option<Home>,
}

/// Where people come from who have moved here.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Home {
    /// The group in which they started.
    pub(super) group: usize,
    /// What their cohort is called there.
    pub(super) key: u64,
    /// Where its careers begin in the table there.
    pub(super) careers: usize,
}

/// The key of a cohort's people of one grade in draws; that of the entry grade is the cohort's own.
pub(super) const fn in_grade(cohort: u64, grade: usize) -> u64 {
    cohort ^ ((grade as u64) << 40)
}

impl Cohort {
    /// The opening cohort at place `index` of the plan.
    pub(super) const fn opening(index: usize, careers: usize, people: [f64; MOST_GRADES]) -> Self {
        Self { key: index as u64, careers, since: 0, people, leaving: [0.0; MOST_GRADES], home: None }
    }

    /// The people who start in step `since`, planned hires and replacements together.
    pub(super) const fn starting(since: usize, starts: f64) -> Self {
        let mut people = [0.0; MOST_GRADES];
        people[0] = starts;
        Self {
            key: 1 << 32 | since as u64,
            careers: 0,
            since,
            people,
            leaving: [0.0; MOST_GRADES],
            home: None,
        }
    }
}
