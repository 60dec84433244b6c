//! The calculator's answer for people.

use super::Calculator;
use super::words::{ENDLESS, agents, definition, goal, goal_share, short};
use crate::engine::situation::{Bound, More, Neighbour, OutOfReach, Service};
use crate::model::question::Circumstance;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table, Tone};
use crate::report::write::{duration, number, percent};

/// A column of some circumstances: name, unit, and what stands in it.
type Extra = (&'static str, &'static str, fn(&More) -> Content);

/// Busier than this, people get no breath.
const BUSY: f64 = 0.9;

impl Calculator<'_> {
    /// The whole answer: the sentence first, then what it rests on, then the neighbourhood.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.push(Block::Title(self.sentence()));
        document.push(Block::Text(self.premises()));
        document.table(self.table());
        document.items("", self.cautions());
        document
    }

    fn sentence(&self) -> String {
        if self.situation.rate.get() <= 0.0 {
            return "nobody is needed: no contacts arrive".into();
        }
        if let Some(Err(reason)) = self.outlook.least
            && self.outlook.agents.is_none()
        {
            return self.out_of_reach(reason);
        }
        let Some(answer) = self.outlook.answer() else { return "nothing is asked".into() };
        let Some(service) = &answer.service else { return self.endless(answer.agents) };
        let mut text = format!("{}; {}", self.answered(answer.agents, service), figures(service));
        if service.p_abandon > 0.0 {
            text += &format!(", {} give up", percent(service.p_abandon));
        }
        text += &more(&service.more);
        text + &self.verdict(answer)
    }

    fn answered(&self, count: u32, service: &Service) -> String {
        let levels = self.outlook.thresholds.iter().zip(&service.levels);
        let shares: Vec<String> = levels
            .map(|(within, level)| format!("{} within {}", percent(*level), duration(within.get())))
            .collect();
        format!("{} {}", agents(count, "answers", "answer"), shares.join(" and "))
    }

    /// What decided, or which goals hold.
    fn verdict(&self, answer: &Neighbour) -> String {
        let goals = &self.situation.goals;
        if self.situation.agents.is_none() {
            return match self.outlook.least {
                Some(Ok(least)) => format!("; decided by {}", goal(least.bound, goals)),
                _ => String::new(),
            };
        }
        let missed: Vec<String> =
            answer.goals.iter().filter(|(_, met)| !met).map(|(bound, _)| goal(*bound, goals)).collect();
        match (answer.goals.len(), missed.len()) {
            (0, _) => String::new(),
            (_, 0) => "; every target holds".into(),
            _ => format!("; missed: {}{}", missed.join(", "), self.remedy()),
        }
    }

    /// How many agents it would take.
    fn remedy(&self) -> String {
        match self.outlook.least {
            Some(Ok(least)) => format!("; {} needed", agents(least.agents, "is", "are")),
            _ => String::new(),
        }
    }

    fn endless(&self, count: u32) -> String {
        let load = number(self.outlook.load, 1);
        let rest = self.remedy();
        format!(
            "{} no steady state: a load of {load} Erl keeps {load} people busy without a pause, so the queue \
             grows without end while this lasts{rest}",
            agents(count, "has", "have"),
        )
    }

    fn out_of_reach(&self, reason: OutOfReach) -> String {
        match reason {
            OutOfReach::Certainty(bound) => {
                format!("no finite number of agents reaches {}", goal(bound, &self.situation.goals))
            }
            OutOfReach::Lines => {
                "no number of agents meets the targets: too few lines let contacts in".into()
            }
            OutOfReach::TooMany => "more than 2,000,000,000 agents would be needed".into(),
        }
    }

    /// What was asked, and the load it makes.
    fn premises(&self) -> String {
        let hourly = number(self.situation.rate.get() * 3600.0, 1);
        let hourly = hourly.strip_suffix(".0").unwrap_or(&hourly);
        let mut text = format!(
            "{hourly} contacts an hour, {} each: a load of {} Erl",
            duration(self.situation.aht.get()),
            number(self.outlook.load, 1)
        );
        if self.outlook.concurrency > 1 {
            text += &format!(", {} chats at once", self.outlook.concurrency);
        }
        text += &match self.situation.patience_seconds() {
            Some(patience) => {
                format!("; customers wait {} on average before they give up", duration(patience))
            }
            None => "; nobody gives up".into(),
        };
        text += &circumstance(self.situation.circumstance);
        if let Some(people) = self.outlook.answer().and_then(|answer| answer.rostered) {
            text += &format!(
                "; {} people to roster at {} shrinkage",
                number(f64::from(people), 0),
                goal_share(self.situation.shrinkage.get())
            );
        }
        text
    }

    fn table(&self) -> Table {
        let goals = &self.situation.goals;
        let mut columns = vec![Column::labels(""), Column::figures("agents", "on seat")];
        if self.situation.shrinkage.get() > 0.0 {
            columns.push(Column::figures("rostered", "people").spare(3));
        }
        for within in &self.outlook.thresholds {
            columns.push(Column::figures("answered", format!("in {}", duration(within.get()))));
        }
        columns.push(Column::figures("ASA", ""));
        columns.push(Column::figures("wait", "at all").spare(1));
        if self.outlook.gives_up {
            columns.push(Column::figures("give up", ""));
        }
        let more = self.more();
        columns.extend(more.iter().map(|(name, unit, _)| Column::figures(*name, *unit)));
        columns.push(Column::figures("occupancy", ""));
        columns.push(Column::figures("waiting", "on average").spare(2));
        if !goals.is_empty() {
            columns.push(Column::words("targets"));
        }
        let mut table = Table::new("", columns);
        table.rows = self.outlook.neighbours.iter().map(|row| self.row(row)).collect();
        table
    }

    fn row(&self, row: &Neighbour) -> Vec<Cell> {
        let goals = &self.situation.goals;
        let missed = |wanted: Bound| row.goals.iter().any(|(bound, met)| *bound == wanted && !met);
        let figure = |of: &dyn Fn(&Service) -> Content| {
            Cell::from(row.service.as_ref().map_or(Content::Absent(ENDLESS), of))
        };
        let mut cells =
            vec![Cell::text(self.mark(row.agents)), Cell::number(Some(f64::from(row.agents)), 0, "")];
        if self.situation.shrinkage.get() > 0.0 {
            cells.push(Cell::number(row.rostered.map(f64::from), 0, ""));
        }
        for at in 0..self.outlook.thresholds.len() {
            let level = figure(&|service| Content::Percent(service.levels[at]));
            cells.push(level.bad_if(missed(Bound::Level(at))));
        }
        let asa =
            figure(&|service| service.asa.map_or(Content::Absent("nobody is answered"), Content::Seconds));
        cells.push(asa.bad_if(missed(Bound::Asa)));
        cells.push(figure(&|service| Content::Percent(service.p_wait)));
        if self.outlook.gives_up {
            let lost = figure(&|service| Content::Percent(service.p_abandon));
            cells.push(lost.bad_if(missed(Bound::Abandonment)));
        }
        for (.., content) in self.more() {
            cells.push(figure(&|service| content(&service.more)));
        }
        let busy = figure(&|service| Content::Percent(service.occupancy));
        cells.push(busy.bad_if(missed(Bound::Occupancy)));
        cells.push(figure(&|service| Content::Number { value: service.mean_queue, decimals: 1 }));
        if !goals.is_empty() {
            cells.push(self.held(row));
        }
        cells
    }

    /// Columns that this circumstance has.
    fn more(&self) -> Vec<Extra> {
        fn share(of: Option<f64>) -> Content {
            of.map_or(Content::Absent(""), Content::Percent)
        }
        match self.situation.circumstance {
            Circumstance::Lines { lines, redials } => {
                let mut columns: Vec<Extra> = Vec::new();
                if lines.is_some() {
                    columns.push(("blocked", "", |more| share(more.p_block)));
                }
                if redials.get() > 0.0 {
                    columns.push(("answered", "in the end", |more| share(more.eventually)));
                }
                columns
            }
            Circumstance::KeptIdle(_) => vec![("other work", "an hour", |more| {
                more.deferred
                    .map_or(Content::Absent(""), |rate| Content::Number { value: rate * 3600.0, decimals: 1 })
            })],
            Circumstance::Uncertain(_) if !self.outlook.gives_up => {
                vec![("overrun", "chance", |more| share(more.p_unstable))]
            }
            _ => Vec::new(),
        }
    }

    fn mark(&self, count: u32) -> &'static str {
        let least = matches!(self.outlook.least, Some(Ok(least)) if least.agents == count);
        match (self.outlook.agents == Some(count), least && self.situation.agents.is_some()) {
            (true, _) => "→",
            (false, true) => "least",
            _ => "",
        }
    }

    fn held(&self, row: &Neighbour) -> Cell {
        let goals = &self.situation.goals;
        let missed: Vec<String> =
            row.goals.iter().filter(|(_, met)| !met).map(|(bound, _)| short(*bound, goals)).collect();
        match (missed.len(), row.goals.len()) {
            (0, 1) => Cell::text("holds").in_tone(Tone::Good),
            (0, _) => Cell::text("all hold").in_tone(Tone::Good),
            (_, 1) => Cell::text("missed"),
            (missed, all) if missed == all => Cell::text("all missed"),
            _ => Cell::text(format!("missed: {}", missed.join(", "))),
        }
    }

    fn cautions(&self) -> Vec<Item> {
        let mut items = Vec::new();
        let answer = self.outlook.answer().and_then(|answer| answer.service.as_ref());
        if let Some(busy) = answer.map(|service| service.occupancy).filter(|busy| *busy > BUSY) {
            let capped = self.situation.goals.max_occupancy.is_some();
            let cap = if capped || self.situation.circumstance != Circumstance::Plain {
                String::new()
            } else {
                "; `--max-occupancy 88%` leaves more".into()
            };
            items.push(Item::plain(format!(
                "at {} occupancy agents have {} of their time between contacts, too little to keep up all day{cap}",
                percent(busy),
                percent(1.0 - busy)
            )));
        }
        if self.outlook.idle_levels > 0 {
            items.push(Item::plain(format!(
                "with more than {} chats at once an agent finishes fewer an hour, so those levels are not used",
                self.outlook.concurrency
            )));
        }
        match self.situation.circumstance {
            Circumstance::Uncertain(_) => items.push(Item::plain(
                "answered and given up: on average over contacts, of which more come when more come than expected; waits and \
                 occupancy: as if exactly the expected number came",
            )),
            Circumstance::Scattered(_) => items.push(Item::plain(
                "handle times that are not exponential: an approximation, within some per cent of simulated mean waits",
            )),
            Circumstance::KeptIdle(_) => items.push(Item::plain(
                "other work takes as long as a call, is never short, and is started only while more agents are free \
                 than are kept so",
            )),
            Circumstance::Plain | Circumstance::Lines { .. } => {}
        }
        if self.outlook.gives_up {
            items.push(Item::plain(definition(&self.situation.goals)));
        } else if self.situation.rate.get() > 0.0 && self.situation.circumstance == Circumstance::Plain {
            items.push(Item::plain(
                "customers are taken to wait for ever; with `--patience 3m` some give up and the rest wait less",
            ));
        }
        items
    }
}

/// What else was asked, after a semicolon.
fn circumstance(one: Circumstance) -> String {
    match one {
        Circumstance::Plain => String::new(),
        Circumstance::Lines { lines, redials } => {
            let lines =
                lines.map_or(String::new(), |lines| format!("; {} lines", number(f64::from(lines), 0)));
            let again = redials.get();
            if again > 0.0 {
                format!("{lines}; {} of those not answered try again", percent(again))
            } else {
                lines
            }
        }
        Circumstance::KeptIdle(idle) => {
            format!(
                "; {} agents kept free for calls, the others do work that can wait",
                number(f64::from(idle), 0)
            )
        }
        Circumstance::Uncertain(cv) => format!("; contacts uncertain by {} of their mean", percent(cv)),
        Circumstance::Scattered(cv) => format!("; handle times scatter by {cv} of their mean"),
    }
}

/// What else came out, after a comma.
fn more(more: &More) -> String {
    let mut text = String::new();
    if let Some(blocked) = more.p_block {
        text += &format!(", {} find every line taken", percent(blocked));
    }
    if let (Some(end), Some(attempts)) = (more.eventually, more.attempts) {
        text +=
            &format!(", {} are answered in the end, after {attempts:.2} attempts a customer", percent(end));
    }
    if let Some(rate) = more.deferred {
        text += &format!(", {} other contacts done an hour", number(rate * 3600.0, 1));
    }
    if let Some(chance) = more.p_unstable {
        text += &format!(", overrun with a chance of {}", percent(chance));
    }
    text
}

fn figures(service: &Service) -> String {
    let asa = service.asa.map_or_else(|| "nobody is answered".into(), |asa| format!("ASA {}", duration(asa)));
    format!("{asa}, occupancy {}", percent(service.occupancy))
}
