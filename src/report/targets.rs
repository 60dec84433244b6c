//! Targets: which hold, which are missed, when first, by how much and how likely.

use super::forecast::{Case, Forecast};
use super::table::{Cell, Column, Content, Table, Tone};
use super::write::{duration, number, percent};
use crate::engine::{Range, TargetOutcome};
use crate::model::{AnswerWithin, AttritionWindow, ChannelKind, Measure, Plan, Population, Scope, Target};

/// One target and every period it is judged in.
#[derive(Debug, Clone)]
pub struct Judged<'a> {
    /// The target.
    pub target: &'a Target,
    /// Its periods, in order.
    pub periods: Vec<&'a TargetOutcome>,
}

/// The targets of a case, each with its periods, in the order of the plan.
#[must_use]
pub fn judged<'a>(case: &Case<'a>) -> Vec<Judged<'a>> {
    let mut all: Vec<Judged<'a>> = Vec::new();
    for outcome in &case.outcome.targets {
        match all.iter_mut().find(|judged| *judged.target == outcome.target) {
            Some(judged) => judged.periods.push(outcome),
            None => all.push(Judged { target: &outcome.target, periods: vec![outcome] }),
        }
    }
    all
}

impl<'a> Judged<'a> {
    /// Whether it holds wherever it can be judged; `None` where it cannot be at all.
    #[must_use]
    pub fn met(&self) -> Option<bool> {
        let known: Vec<bool> = self.periods.iter().filter_map(|period| period.met).collect();
        (!known.is_empty()).then(|| known.into_iter().all(|met| met))
    }

    /// The first period that misses it.
    #[must_use]
    pub fn first_miss(&self) -> Option<&'a TargetOutcome> {
        self.periods.iter().copied().find(|period| period.met == Some(false))
    }

    /// The period furthest on the wrong side of the goal, or least far on the right one.
    #[must_use]
    pub fn worst(&self) -> Option<&'a TargetOutcome> {
        let reserve = |value: Range| {
            let over = value.mean - self.target.goal;
            if self.target.measure.at_least() { over } else { -over }
        };
        let known = self.periods.iter().filter_map(|&period| Some((period, reserve(period.value?))));
        known.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(period, _)| period)
    }

    /// Periods in which it is judged, and in how many of them it holds.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        let known = self.periods.iter().filter_map(|period| period.met);
        known.fold((0, 0), |(held, all), met| (held + usize::from(met), all + 1))
    }
}

/// Held and judged targets of a case.
#[must_use]
pub fn tally(case: &Case<'_>) -> (usize, usize) {
    let all = judged(case);
    let known = all.iter().filter_map(Judged::met);
    known.fold((0, 0), |(held, all), met| (held + usize::from(met), all + 1))
}

/// What a target speaks of: "service level of `chat`".
#[must_use]
pub fn subject(target: &Target, plan: &Plan) -> String {
    let channel = match target.scope {
        Scope::Plan => None,
        Scope::Channel(at) => plan.channels.get(at),
    };
    let deferred = channel.is_some_and(|channel| channel.kind == ChannelKind::Deferred);
    let what = match target.measure {
        Measure::ServiceLevel => "service level",
        Measure::Asa if deferred => "mean response",
        Measure::Asa => "mean wait",
        Measure::Abandonment => "abandonment",
        Measure::Occupancy => "occupancy",
        Measure::Csat => "CSAT",
        Measure::Cost => "cost",
        Measure::Attrition { population, window } => return turnover(population, window),
    };
    channel.map_or_else(|| what.into(), |channel| format!("{what} of `{}`", channel.name))
}

fn turnover(population: Population, window: AttritionWindow) -> String {
    let whose = match population {
        Population::All => "",
        Population::Productive => " of productive staff",
    };
    match window {
        AttritionWindow::ToDate => format!("annual turnover{whose} to date"),
        AttritionWindow::RollingTwelve => format!("turnover{whose} over 12 months"),
    }
}

/// The bound of a target: "≥ 95.0% in 5 min".
#[must_use]
pub fn goal(target: &Target, plan: &Plan) -> String {
    let sign = if target.measure.at_least() { "≥" } else { "≤" };
    let within = match (target.measure, target.scope) {
        (Measure::ServiceLevel, Scope::Channel(at)) => {
            plan.channels.get(at).and_then(|channel| channel.service_level).map(|goal| within(goal.within))
        }
        _ => None,
    };
    let bound = amount(target, target.goal, plan);
    within.map_or_else(|| format!("{sign} {bound}"), |within| format!("{sign} {bound} in {within}"))
}

/// The time of a service level in words.
#[must_use]
pub fn within(within: AnswerWithin) -> String {
    match within {
        AnswerWithin::Clock(seconds) => duration(seconds.get()),
        AnswerWithin::WorkingHours(seconds) => format!("{} of open hours", duration(seconds.get())),
        AnswerWithin::WorkingDays(1.0) => "1 working day".into(),
        AnswerWithin::WorkingDays(days) => {
            format!("{} working days", number(days, usize::from(days.fract() != 0.0)))
        }
    }
}

/// A value of what the target measures, in its unit.
#[must_use]
pub fn amount(target: &Target, value: f64, plan: &Plan) -> String {
    match target.measure {
        Measure::Asa => duration(value),
        Measure::Cost => format!("{} {}", number(value, 0), plan.settings.currency).trim_end().into(),
        _ => percent(value),
    }
}

/// A value beside its goal: with as many decimals as it takes to tell a miss from the goal.
#[must_use]
pub fn told_apart(target: &Target, value: f64, plan: &Plan) -> String {
    let plain = amount(target, value, plan);
    if matches!(target.measure, Measure::Asa | Measure::Cost) || plain != amount(target, target.goal, plan) {
        return plain;
    }
    let with = |decimals| format!("{}%", number(value * 100.0, decimals));
    let same = |decimals| with(decimals) == format!("{}%", number(target.goal * 100.0, decimals));
    (2..5).find(|&decimals| !same(decimals)).map_or(plain, with)
}

fn value_cell(target: &Target, value: Option<Range>, spread: bool) -> Cell {
    const NONE: &str = "no value in any period that is judged; the reasons are below";
    let Some(range) = value else { return Content::Absent(NONE).into() };
    match (target.measure, spread) {
        (Measure::Asa, false) => Content::Seconds(range.mean).into(),
        (Measure::Asa, true) => Cell::text(format!("{}–{}", duration(range.p10), duration(range.p90))),
        (Measure::Cost, false) => Cell::mean(value, 0, NONE),
        (Measure::Cost, true) => Cell::spread(value, 0, NONE),
        (_, false) => Cell::percent(value, NONE),
        (_, true) => Cell::percent_spread(value, NONE),
    }
}

/// The baseline's targets, with the worst period of each and the scenarios that hold it.
#[must_use]
pub fn table(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let columns = vec![
        Column::words("target"),
        Column::figures("goal", ""),
        Column::figures("worst", "value"),
        Column::figures("p10–p90", "").spare(2),
        Column::figures("in", ""),
        Column::figures("prob-", "ability"),
        Column::figures("periods", "held"),
        Column::words("held by").spare(1),
    ];
    let mut table = Table::new("Targets of the baseline", columns);
    let scenarios: Vec<(Case<'_>, Vec<Judged<'_>>)> =
        forecast.named().map(|case| (case, judged(&case))).collect();
    for one in judged(&case) {
        let missed = one.met() == Some(false);
        let worst = one.worst();
        let (held, all) = one.count();
        let value = worst.and_then(|period| period.value);
        table.rows.push(vec![
            Cell::text(subject(one.target, case.plan)),
            Cell::text(goal(one.target, case.plan)),
            value_cell(one.target, value, false).bad_if(missed),
            value_cell(one.target, value, true),
            worst.map_or_else(Cell::blank, |period| Cell::text(period.period.clone())),
            probability(worst),
            Cell::text(format!("{held} of {all}")).in_tone(if missed { Tone::Plain } else { Tone::Good }),
            Cell::text(held_by(one.target, &case, &scenarios)),
        ]);
    }
    if forecast.others.is_empty() {
        table.columns.pop();
        table.rows.iter_mut().for_each(|row| drop(row.pop()));
    }
    table.without_empty_columns()
}

fn probability(worst: Option<&TargetOutcome>) -> Cell {
    let share = worst.and_then(|period| period.probability);
    share.map_or(Content::Absent("no range, so no probability"), Content::Percent).into()
}

/// Names of the cases that hold the target of the same words.
fn held_by(target: &Target, of: &Case<'_>, scenarios: &[(Case<'_>, Vec<Judged<'_>>)]) -> String {
    let words = subject(target, of.plan);
    let mut names = Vec::new();
    for (case, targets) in scenarios {
        let same = targets.iter().find(|judged| subject(judged.target, case.plan) == words);
        if same.and_then(Judged::met) == Some(true) {
            names.push(case.outcome.name.as_str());
        }
    }
    match names.len() {
        0 => "none".into(),
        all if all == scenarios.len() => "all".into(),
        _ => names.join(", "),
    }
}
