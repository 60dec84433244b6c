//! The whole report: the answer first, what it rests on last.

use super::{
    WorkforceReport, attrition, compare, headcount, money, recruiting, targets, time_off, turnover, why,
};
use crate::engine::Caution;
use crate::report::cautions::{self, Names};
use crate::report::document::{Block, Document, Item};
use crate::report::table::Tone;
use crate::report::write::number;

impl WorkforceReport<'_> {
    /// The whole report for people.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        let settings = &self.baseline.plan.settings;
        document.push(Block::Title(settings.title.clone()));
        let months = if settings.months == 1 { "month" } else { "months" };
        document.push(Block::Text(format!(
            "{} to {}, {} {months}; the workforce moves in {}",
            settings.start,
            settings.end(),
            settings.months,
            match settings.workforce_step {
                crate::model::WorkforceStep::Month => "months",
                crate::model::WorkforceStep::Week => "weeks",
            }
        )));
        targets::verdict(self, &mut document);
        for team in &self.baseline.people.teams {
            document.table(headcount::waterfall(self, team));
            document.table(headcount::grades(self, team));
            document.table(headcount::certainty(self, team));
            document.table(recruiting::table(self, team));
        }
        document.items(&why::heading(self), why::items(self));
        document.table(targets::table(self));
        document.table(compare::scenarios(self));
        document.table(compare::course(self));
        for table in compare::sweeps(self) {
            document.table(table);
        }
        document.table(turnover::table(self));
        document.table(attrition::table(self));
        for team in &self.baseline.people.teams {
            document.table(time_off::table(team));
        }
        document.table(money::by_period(self));
        document.table(money::by_line(self));
        document.items("What to know about these figures", self.cautions());
        document.push(Block::Items(vec![Item::plain(self.terms())]));
        document
    }

    /// The baseline's cautions, then those that only scenarios have, each once. That hires are no growth is told at length above.
    fn cautions(&self) -> Vec<Item> {
        let mut told: Vec<(&'static str, String, Vec<String>)> = Vec::new();
        for case in self.named() {
            let teams: Vec<String> = case.people.teams.iter().map(|team| team.team.clone()).collect();
            let names = Names { channels: &case.people.channels, teams: &teams };
            let above = |caution: &&Caution| matches!(caution, Caution::HiresAreNotGrowth { .. });
            for caution in case.people.cautions.iter().filter(|caution| !above(caution)) {
                let words = cautions::text(caution, &names);
                match told.iter_mut().find(|(_, known, _)| *known == words) {
                    Some((_, _, cases)) => cases.push(case.people.name.clone()),
                    None => told.push((cautions::code(caution), words, vec![case.people.name.clone()])),
                }
            }
        }
        let item = |(code, words, cases): (&'static str, String, Vec<String>)| {
            let names: Vec<String> = cases.iter().map(|name| format!("`{name}`")).collect();
            let of_baseline = cases[0] == "baseline";
            let text = if of_baseline { words } else { format!("in {}: {words}", names.join(", ")) };
            Item { mark: code.into(), tone: Tone::Faint, text }
        };
        told.into_iter().map(item).collect()
    }

    fn terms(&self) -> String {
        let settings = &self.baseline.plan.settings;
        let repeats = number(f64::from(settings.replications), 0);
        let drawn: Vec<&str> =
            self.baseline.people.teams.iter().filter(|team| !team.by_law).map(|t| t.team.as_str()).collect();
        let mut text = format!("plan {}", self.origin.version);
        if drawn.is_empty() {
            text += "; people and their percentiles are exact";
        } else {
            let teams: Vec<String> = drawn.iter().map(|name| format!("`{name}`")).collect();
            text += &format!(
                "; means of {} follow averages from step to step, which is not exact where {} tie people together (or people are more \
                 than 100,000), and their percentiles come from {repeats} replications, seed {}",
                teams.join(", "),
                if self.moved() { "moves, limited seats or occupancy" } else { "limited seats or occupancy" },
                settings.seed
            );
        }
        if self.baseline.plan.teams.iter().any(crate::model::Team::promotes_by_span) {
            text += &format!(
                "; where people rise into vacancies, grades and FTE are means of {repeats} replications, seed {}",
                settings.seed
            );
        }
        if !self.baseline.people.targets.is_empty() {
            text += &format!("; targets are judged by {repeats} replications, seed {}", settings.seed);
        }
        text
    }
    /// Whether people change teams in the baseline.
    fn moved(&self) -> bool {
        self.baseline.people.teams.iter().any(|team| team.summary.moved_in > 0.0)
    }
}
