//! A forecast as it is reported: every scenario beside what it led to, and where the figures come from.

use super::document::{Block, Document, Item};
use super::write::number;
use super::{cautions, compare, cost, headcount, satisfaction, service, staffing, summary, targets, uplifts};
use crate::calendar::By;
use crate::engine::{Outcome, PeriodOutcome};
use crate::model::{InputFile, Plan, Scenario};

/// The result of one plan.
#[derive(Debug, Clone)]
pub struct Forecast<'a> {
    /// The plan unchanged.
    pub baseline: Case<'a>,
    /// Scenarios and sweep points, in the order of the plan.
    pub others: Vec<Case<'a>>,
    /// How the horizon is cut.
    pub by: By,
    /// What the figures rest on.
    pub origin: Origin,
}

/// One scenario and what it leads to.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The plan with the scenario's changes.
    pub plan: &'a Plan,
    /// What it leads to.
    pub outcome: &'a Outcome,
}

/// What the figures rest on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Origin {
    /// Version of the program.
    pub version: String,
    /// SHA-256 over all inputs, in hex.
    pub inputs_sha256: String,
    /// Every file that went in.
    pub inputs: Vec<InputFile>,
}

impl<'a> Forecast<'a> {
    /// Scenarios beside their outcomes, the baseline first; `None` without any.
    #[must_use]
    pub fn of(scenarios: &'a [Scenario], outcomes: &'a [Outcome], by: By, origin: Origin) -> Option<Self> {
        let mut cases =
            scenarios.iter().zip(outcomes).map(|(scenario, outcome)| Case { plan: &scenario.plan, outcome });
        let baseline = cases.next()?;
        Some(Self { baseline, others: cases.collect(), by, origin })
    }

    /// The baseline, then the others.
    pub fn cases(&self) -> impl Iterator<Item = Case<'a>> + '_ {
        std::iter::once(self.baseline).chain(self.others.iter().copied())
    }

    /// The baseline and the scenarios, without sweep points.
    pub fn named(&self) -> impl Iterator<Item = Case<'a>> + '_ {
        self.cases().filter(|case| !case.outcome.sweep_point)
    }

    /// The points of sweeps.
    pub fn points(&self) -> impl Iterator<Item = Case<'a>> + '_ {
        self.cases().filter(|case| case.outcome.sweep_point)
    }

    /// What a row of the report is called.
    #[must_use]
    pub const fn cut(&self) -> &'static str {
        match self.by {
            By::Interval => "interval",
            By::Day => "day",
            By::Week => "week",
            By::Month => "month",
            By::Quarter => "quarter",
        }
    }

    /// The whole report for people: the answer first, what it rests on last.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        summary::verdict(self, &mut document);
        if self.by == By::Interval {
            document.table(service::intervals(self));
        } else {
            for table in staffing::tables(self, true) {
                document.table(table);
            }
            document.table(service::overview(self));
        }
        if !self.others.is_empty() {
            document.table(compare::scenarios(self));
            for table in compare::sweeps(self) {
                document.table(table);
            }
        }
        document.table(targets::table(self));
        if self.by != By::Interval {
            document.table(service::channels(self));
            document.table(uplifts::overview(self));
            document.table(cost::lines(self));
            for table in staffing::tables(self, false) {
                document.table(table);
            }
        }
        document.table(cost::one_more(self));
        document.table(service::worst(self));
        document.items("Why headcount ends where it does", headcount::sentences(self));
        document.table(headcount::table(self));
        document.table(satisfaction::coefficients(self));
        document.table(satisfaction::scenarios(self));
        document.items("What to know about these figures", cautions::items(self));
        document.push(Block::Items(self.terms()));
        document
    }

    /// How the figures were made.
    fn terms(&self) -> Vec<Item> {
        let settings = &self.baseline.plan.settings;
        let repeats = number(f64::from(settings.replications), 0);
        let mut items = vec![Item::plain(format!(
            "plan {}, seed {}, {repeats} replications; ranges are the tenth to the ninetieth percentile",
            self.origin.version, settings.seed
        ))];
        if let Some(error) = self.baseline.outcome.interpolation_error {
            items.push(Item::plain(format!(
                "service levels are interpolated between levels of staff; against an evaluation day by day they are \
                 off by {} points at most",
                number(error * 100.0, 1)
            )));
        }
        items
    }
}

impl Case<'_> {
    /// Name of a channel of this case.
    #[must_use]
    pub fn channel(&self, at: usize) -> &str {
        self.outcome.channels.get(at).map_or("?", String::as_str)
    }

    /// Name of a team of this case.
    #[must_use]
    pub fn team(&self, at: usize) -> &str {
        self.outcome.teams.get(at).map_or("?", String::as_str)
    }

    /// Whether a survey told the whole scale of scores, from which mean scores come.
    #[must_use]
    pub fn scored(&self) -> bool {
        self.outcome.periods.iter().any(|period| period.mean_score.is_some())
    }

    /// The last period.
    #[must_use]
    pub fn last(&self) -> Option<&PeriodOutcome> {
        self.outcome.periods.last()
    }
}
