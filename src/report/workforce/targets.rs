//! Targets for people: the value to expect, how likely they hold, and what holding them with confidence takes.

use super::{PeopleCase, WorkforceReport};
use crate::engine::Range;
use crate::engine::workforce_outlook::PeopleTarget;
use crate::model::Measure;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::targets::{goal, subject, told_apart};
use crate::report::write::{number, percent};

/// Which targets the baseline holds, and the way out of each that it misses.
pub(super) fn verdict(report: &WorkforceReport<'_>, document: &mut Document) {
    let case = &report.baseline;
    let missed = case.people.targets.iter().filter(|target| target.outcome.met == Some(false));
    let missed: Vec<&PeopleTarget> = missed.collect();
    let all = case.people.targets.len();
    let judged = case.people.targets.iter().filter(|target| target.outcome.met.is_some()).count();
    document.push(Block::Heading(match (missed.len(), all) {
        (_, 0) => "no targets for people are set".into(),
        (0, _) if judged == 0 => "no target can be judged".into(),
        (0, all) if judged < all => {
            format!("the baseline meets {judged} of {all} targets; the others cannot be judged")
        }
        (0, 1) => "the baseline meets its target".into(),
        (0, 2) => "the baseline meets both targets".into(),
        (0, all) => format!("the baseline meets all {all} targets"),
        (1, 1) => "the baseline misses its target".into(),
        (2, 2) => "the baseline misses both targets".into(),
        (missed, all) => format!("the baseline misses {missed} of {all} targets"),
    }));
    if !missed.is_empty() {
        document.push(Block::Items(missed.into_iter().map(|target| Item::bad(miss(case, target))).collect()));
    }
}

fn miss(case: &PeopleCase<'_>, PeopleTarget { outcome, needed }: &PeopleTarget) -> String {
    let value =
        outcome.value.map_or_else(|| "–".into(), |value| told_apart(&outcome.target, value.mean, case.plan));
    let mut text = format!(
        "{} is {value} in {}, goal {}",
        subject(&outcome.target, case.plan),
        outcome.period,
        goal(&outcome.target, case.plan)
    );
    if let Some(probability) = outcome.probability {
        text += &format!("; it holds with a probability of {}", percent(probability));
    }
    let wanted = outcome.target.confidence.map_or(0.8, |confidence| confidence.get());
    let way_out = needed.iter().find(|needed| needed.confidence >= wanted - 1e-9);
    if let Some((needed, factor)) = way_out.and_then(|needed| Some((needed, needed.factor?))) {
        text += &format!(
            "; to hold it in {} of cases, leaving must be {} times as likely",
            percent(needed.confidence),
            number(factor, 2)
        );
    }
    text
}

/// Every target of the baseline with what it takes, and the scenarios that hold it.
pub(super) fn table(report: &WorkforceReport<'_>) -> Table {
    let case = &report.baseline;
    let mut columns = vec![
        Column::words("target"),
        Column::figures("goal", ""),
        Column::figures("expected", "value"),
        Column::figures("p10–p90", "").spare(1),
        Column::labels("in"),
        Column::figures("prob-", "ability"),
    ];
    let confidences: Vec<f64> = case
        .people
        .targets
        .iter()
        .map(|target| &target.needed)
        .find(|n| !n.is_empty())
        .map_or_else(Vec::new, |needed| needed.iter().map(|one| one.confidence).collect());
    for (rank, confidence) in confidences.iter().enumerate() {
        let name = format!("{}% sure", number(confidence * 100.0, 0));
        columns.push(Column::figures(name, "aim at").spare(if rank == 0 { 0 } else { 2 }));
        columns.push(Column::figures("leaving", "times").spare(3));
    }
    columns.push(Column::words("held by").spare(4));
    let mut table = Table::new("Targets for people", columns);
    for (at, target) in case.people.targets.iter().enumerate() {
        table.rows.push(row(report, (at, target), confidences.len()));
    }
    if report.others.is_empty() {
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| drop(row.pop()));
    }
    if !confidences.is_empty() {
        table.notes.push(
            "aim at: the turnover to expect if the target is to hold with that confidence; leaving: the factor on \
             everybody's chance to leave that brings it about"
                .into(),
        );
    }
    table
}

fn row(report: &WorkforceReport<'_>, (at, target): (usize, &PeopleTarget), confidences: usize) -> Vec<Cell> {
    const NONE: &str = "no value in the period that is judged";
    const BEYOND: &str = "not to be reached by fewer leavers alone, or held whatever they do";
    let (case, outcome) = (&report.baseline, &target.outcome);
    let missed = outcome.met == Some(false);
    let money = outcome.target.measure == Measure::Cost;
    let mean =
        |value: Option<Range>| if money { Cell::mean(value, 0, NONE) } else { Cell::percent(value, NONE) };
    let spread = |value: Option<Range>| {
        if money { Cell::spread(value, 0, NONE) } else { Cell::percent_spread(value, NONE) }
    };
    let mut row = vec![
        Cell::text(subject(&outcome.target, case.plan)),
        Cell::text(goal(&outcome.target, case.plan)),
        mean(outcome.value).bad_if(missed),
        spread(outcome.value),
        Cell::text(outcome.period.clone()),
        outcome.probability.map_or(Content::Absent("no replications"), Content::Percent).into(),
    ];
    for place in 0..confidences {
        let needed = target.needed.get(place);
        let absent = if needed.is_some() { BEYOND } else { "" };
        let turnover = needed.and_then(|needed| needed.turnover);
        row.push(turnover.map_or(Content::Absent(absent), Content::Percent).into());
        row.push(Cell::number(needed.and_then(|needed| needed.factor), 2, absent));
    }
    row.push(Cell::text(held_by(report, at)));
    row
}

/// Names of the cases that hold the target at this place.
fn held_by(report: &WorkforceReport<'_>, at: usize) -> String {
    let wanted = report
        .baseline
        .people
        .targets
        .get(at)
        .map(|target| subject(&target.outcome.target, report.baseline.plan));
    let holds = |case: &PeopleCase<'_>| {
        let mut same = case
            .people
            .targets
            .iter()
            .filter(|target| Some(subject(&target.outcome.target, case.plan)) == wanted);
        same.any(|target| target.outcome.met == Some(true))
    };
    let all = report.named().count();
    let names: Vec<&str> = report.named().filter(holds).map(|case| case.people.name.as_str()).collect();
    match names.len() {
        0 => "none".into(),
        held if held == all => "all".into(),
        _ => names.join(", "),
    }
}
