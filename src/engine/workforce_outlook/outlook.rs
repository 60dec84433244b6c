//! What a plan's people come to: every figure that a report may show.

use super::attrition::AttritionAccount;
use super::needed::NeededHazard;
use super::quantiles::Quantiles;
use crate::calendar::{By, Period};
use crate::engine::figures::caution::Caution;
use crate::engine::figures::outcome::{HeadcountAccount, TargetOutcome};
use crate::engine::people::money::MemoLines;
use crate::engine::people::time_off::TimeOff;
use crate::workforce::{Candidates, CostLines, StepFlows};

/// The people of every scenario, the baseline first.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkforceOutlook {
    /// How the horizon is cut.
    pub by: By,
    /// Scenarios and sweep points, in the order of the plan.
    pub scenarios: Vec<ScenarioPeople>,
}

/// The people of one scenario.
#[derive(Debug, Clone, PartialEq)]
pub struct ScenarioPeople {
    /// `baseline`, a scenario, or a sweep point.
    pub name: String,
    /// The scenario's own sentence.
    pub about: Option<String>,
    /// Whether it is a point of a sweep.
    pub sweep_point: bool,
    /// By team, in plan order.
    pub teams: Vec<TeamPeople>,
    /// Cash by period that is no team's: the platform, and contacts answered outside.
    pub shared: Vec<CostLines>,
    /// Targets for people and money.
    pub targets: Vec<PeopleTarget>,
    /// What the reader must know about these figures.
    pub cautions: Vec<Caution>,
    /// Names of the channels that cautions refer to by place.
    pub channels: Vec<String>,
}

/// The people of one team.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamPeople {
    /// Its name.
    pub team: String,
    /// Whether its expected values and quantiles are those of the law: [`Self::by_law`], and nobody rises into a vacancy.
    /// Otherwise means follow averages from step to step; where people rise into vacancies, grades and work are means of draws.
    pub exact: bool,
    /// Whether its quantiles are those of the law, and its expected headcount with them: people do not wait for each
    /// other's seats, leave whatever the queue, do not change teams, and are at most 100 000. Otherwise they are drawn.
    pub by_law: bool,
    /// Its grades in rising order; empty: one grade.
    pub grades: Vec<String>,
    /// What its attrition means.
    pub attrition: AttritionAccount,
    /// By period.
    pub periods: Vec<TeamPeriod>,
    /// Over the whole horizon.
    pub summary: TeamSummary,
    /// Why headcount ends where it does.
    pub account: HeadcountAccount,
}

/// One team in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamPeriod {
    /// Which days.
    pub period: Period,
    /// People and flows, expected.
    pub flows: StepFlows,
    /// People at the end.
    pub headcount: Option<Quantiles>,
    /// People past onboarding at the start of its last step.
    pub productive: Option<Quantiles>,
    /// People who have left or failed since the first day.
    pub separations: Option<Quantiles>,
    /// All separations ÷ average headcount, a year.
    pub turnover_all: Option<f64>,
    /// Leavers past onboarding ÷ average productive heads, a year.
    pub turnover_productive: Option<f64>,
    /// Cash, expected.
    pub cost: CostLines,
    /// What is no line of cash, expected.
    pub memo: MemoLines,
    /// Who must be found in it for later starts, expected; `None` for a team without a funnel.
    pub candidates: Option<Candidates>,
    /// Time off the contacts, part by part.
    pub time_off: Vec<TimeOff>,
}

/// One team over the horizon, expected.
#[derive(Debug, Clone, PartialEq)]
pub struct TeamSummary {
    /// Leavers.
    pub leavers: f64,
    /// Failed trainees.
    pub washouts: f64,
    /// Starts.
    pub starts: f64,
    /// Promotions.
    pub promotions: f64,
    /// People who came from other teams.
    pub moved_in: f64,
    /// People who went to other teams.
    pub moved_out: f64,
    /// Average headcount × months.
    pub person_months: f64,
    /// Turnover by every usual definition, under its key.
    pub turnover: Vec<(&'static str, Option<f64>)>,
    /// The probability that headcount ends at opening people and planned hires, or higher; `None` without a law.
    pub grows_by_hires: Option<f64>,
    /// Of the people at the end, those in onboarding in the last step.
    pub trainees: f64,
    /// Those on the ramp in the last step, on average.
    pub on_ramp: f64,
    /// Cash.
    pub cost: CostLines,
    /// What is no line of cash.
    pub memo: MemoLines,
    /// Who must have applied before the first day, for the first starts.
    pub candidates_before: Option<Candidates>,
}

/// A target and what it would take.
#[derive(Debug, Clone, PartialEq)]
pub struct PeopleTarget {
    /// The target, judged.
    pub outcome: TargetOutcome,
    /// How much lower turnover must be to hold it with more confidence; empty for a target of money.
    pub needed: Vec<NeededHazard>,
}
