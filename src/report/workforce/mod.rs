//! The people to come for people: what becomes of each team, how sure that is, what it costs, and why.

mod attrition;
mod compare;
mod document;
mod headcount;
mod money;
mod recruiting;
mod targets;
mod time_off;
mod turnover;
mod why;

use super::forecast::Origin;
use crate::engine::workforce_outlook::{PeopleTarget, ScenarioPeople, TeamPeople, WorkforceOutlook};
use crate::model::{Plan, Scenario};

pub use turnover::definition as turnover_definition;

/// The people of a plan, and where the figures come from.
#[derive(Debug, Clone)]
pub struct WorkforceReport<'a> {
    /// The baseline.
    pub baseline: PeopleCase<'a>,
    /// Scenarios and sweep points, in the order of the plan.
    pub others: Vec<PeopleCase<'a>>,
    /// How the horizon is cut.
    pub by: crate::calendar::By,
    /// What the figures rest on.
    pub origin: Origin,
}

/// One scenario and what becomes of its people.
#[derive(Debug, Clone, Copy)]
pub struct PeopleCase<'a> {
    /// The plan with the scenario's changes.
    pub plan: &'a Plan,
    /// What becomes of its people.
    pub people: &'a ScenarioPeople,
}

impl<'a> WorkforceReport<'a> {
    /// Scenarios beside their people, the baseline first; `None` without any.
    #[must_use]
    pub fn of(scenarios: &'a [Scenario], outlook: &'a WorkforceOutlook, origin: Origin) -> Option<Self> {
        let cases = scenarios.iter().zip(&outlook.scenarios);
        let mut cases = cases.map(|(scenario, people)| PeopleCase { plan: &scenario.plan, people });
        let baseline = cases.next()?;
        Some(Self { baseline, others: cases.collect(), by: outlook.by, origin })
    }

    /// The baseline, then the others.
    pub fn cases(&self) -> impl Iterator<Item = PeopleCase<'a>> + '_ {
        std::iter::once(self.baseline).chain(self.others.iter().copied())
    }

    /// The baseline and the scenarios, without sweep points.
    fn named(&self) -> impl Iterator<Item = PeopleCase<'a>> + '_ {
        self.cases().filter(|case| !case.people.sweep_point)
    }

    /// What a row is called.
    const fn cut(&self) -> &'static str {
        match self.by {
            crate::calendar::By::Week => "week",
            crate::calendar::By::Quarter => "quarter",
            _ => "month",
        }
    }
}

impl PeopleCase<'_> {
    /// Cash over the horizon, of teams and of nobody's.
    #[must_use]
    pub fn cost(&self) -> f64 {
        let teams = self.people.teams.iter().map(|team| team.summary.cost.total());
        let shared = self.people.shared.iter().map(|lines| lines.total());
        teams.chain(shared).sum()
    }

    /// The sum of a figure over its teams.
    fn sum(&self, of: impl Fn(&TeamPeople) -> f64) -> f64 {
        self.people.teams.iter().map(of).sum()
    }

    /// Targets that hold, and those that can be judged.
    fn tally(&self) -> (usize, usize) {
        let known = self.people.targets.iter().filter_map(|target: &PeopleTarget| target.outcome.met);
        known.fold((0, 0), |(held, all), met| (held + usize::from(met), all + 1))
    }
}
