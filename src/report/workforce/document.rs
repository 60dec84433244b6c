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

    /// The baseline's cautions, then those that only a scenario has. That hires are no growth is told at length above.
    fn cautions(&self) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::new();
        let mut known: Vec<String> = Vec::new();
        for case in self.named() {
            let teams: Vec<String> = case.people.teams.iter().map(|team| team.team.clone()).collect();
            let names = Names { channels: &case.people.channels, teams: &teams };
            let told = |caution: &&Caution| !matches!(caution, Caution::HiresAreNotGrowth { .. });
            for caution in case.people.cautions.iter().filter(told) {
                let words = cautions::text(caution, &names);
                if !known.contains(&words) {
                    let text = match case.people.name.as_str() {
                        "baseline" => words.clone(),
                        name => format!("in `{name}`: {words}"),
                    };
                    items.push(Item { mark: cautions::code(caution).into(), tone: Tone::Faint, text });
                    known.push(words);
                }
            }
        }
        items
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
                "; means of {} are a mean field, because {} tie people together or they are more than 100,000, and their \
                 percentiles come from {repeats} replications, seed {}",
                teams.join(", "),
                if self.moved() { "moves, limited seats or occupancy" } else { "limited seats or occupancy" },
                settings.seed
            );
        }
        if self.baseline.plan.teams.iter().any(crate::model::Team::promotes_by_span) {
            text += "; people by grade are a mean field where they rise into vacancies";
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
