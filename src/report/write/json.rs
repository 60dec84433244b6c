//! `plan.forecast/1`: the whole result for programs; keys and their order are a contract.

use super::escape::shown_json;
use crate::calendar::By;
use crate::engine::{
    ChannelOutcome, IntervalOutcome, Outcome, PeriodOutcome, Range, TargetOutcome, TeamOutcome,
};
use crate::model::{Measure, Population, Scope};
use crate::report::cautions;
use crate::report::forecast::{Case, Forecast, InputAccount};
use crate::report::service::clock;
use serde_json::{Map, Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.forecast/1";

/// One object: indented for people, or on one line where several follow each other. Ends its line.
#[must_use]
pub fn json(forecast: &Forecast<'_>, indented: bool) -> String {
    let settings = &forecast.baseline.plan.settings;
    let document = json!({
        "format": FORMAT,
        "version": forecast.origin.version,
        "inputs_sha256": forecast.origin.inputs_sha256,
        "plan": {
            "title": settings.title,
            "start": settings.start.to_string(),
            "months": settings.months,
            "timezone": settings.timezone,
            "currency": settings.currency,
            "seed": settings.seed,
            "replications": settings.replications,
        },
        "inputs": forecast.origin.inputs.iter().map(input).collect::<Vec<_>>(),
        "scenarios": forecast.cases().map(|case| scenario(forecast, &case)).collect::<Vec<_>>(),
    });
    let text = if indented { format!("{document:#}\n") } else { format!("{document}\n") };
    shown_json(&text).into_owned()
}

fn input(input: &InputAccount) -> Value {
    json!({
        "path": input.path,
        "sha256": input.sha256,
        "rows_read": input.rows_read,
        "rows_accepted": input.rows_accepted,
        "rows_rejected": input.rows_rejected,
        "rows_skipped": input.rows_skipped,
        "first": input.first,
        "last": input.last,
    })
}

fn scenario(forecast: &Forecast<'_>, case: &Case<'_>) -> Value {
    let outcome = case.outcome;
    let periods = if forecast.by == By::Interval {
        intervals(case)
    } else {
        outcome.periods.iter().map(|one| period(case, one)).collect()
    };
    json!({
        "name": outcome.name,
        "about": outcome.about,
        "periods": periods,
        "targets": outcome.targets.iter().map(|one| target(case, one)).collect::<Vec<_>>(),
        "cautions": outcome.cautions.iter().map(|one| caution(outcome, one)).collect::<Vec<_>>(),
    })
}

fn caution(outcome: &Outcome, caution: &crate::engine::Caution) -> Value {
    json!({
        "code": cautions::code(caution),
        "text": cautions::text(caution, outcome),
        "where": cautions::place(caution, outcome),
    })
}

fn period(case: &Case<'_>, period: &PeriodOutcome) -> Value {
    let channels = period.channels.iter().enumerate();
    let teams = period.teams.iter().enumerate();
    json!({
        "period": period.period.label,
        "channels": channels.map(|(at, one)| channel(case.channel(at), one)).collect::<Vec<_>>(),
        "teams": teams.map(|(at, one)| team(case.team(at), one)).collect::<Vec<_>>(),
        "csat": range(period.csat),
        "attrition": range(period.attrition),
        "cost": range(period.cost),
    })
}

fn channel(name: &str, figures: &ChannelOutcome) -> Value {
    named("channel", name, &channel_measures(figures))
}

/// Measures of a channel, in the order and under the names of the contract.
#[must_use]
pub(super) const fn channel_measures(figures: &ChannelOutcome) -> [(&'static str, Option<Range>); 8] {
    [
        ("offered", Some(figures.offered)),
        ("deflected", Some(figures.deflected)),
        ("service_level", figures.service_level),
        ("asa_seconds", figures.asa_seconds),
        ("p_abandon", figures.p_abandon),
        ("occupancy", figures.occupancy),
        ("backlog_end", figures.backlog_end),
        ("csat", figures.csat),
    ]
}

fn team(name: &str, figures: &TeamOutcome) -> Value {
    named("team", name, &team_measures(figures))
}

/// Measures of a team, in the order and under the names of the contract.
#[must_use]
pub(super) const fn team_measures(figures: &TeamOutcome) -> [(&'static str, Option<Range>); 14] {
    [
        ("required_fte", figures.required_fte),
        ("begin", figures.begin),
        ("starts", figures.starts),
        ("headcount_start", figures.headcount_start),
        ("leavers", figures.leavers),
        ("washouts", figures.washouts),
        ("headcount_end", figures.headcount_end),
        ("productive", figures.productive),
        ("effective_fte", figures.effective_fte),
        ("gap_fte", figures.gap_fte),
        ("occupancy", figures.occupancy),
        ("turnover_annualised_all", figures.turnover_annualised_all),
        ("turnover_annualised_productive", figures.turnover_annualised_productive),
        ("cost", figures.cost),
    ]
}

fn named(kind: &str, name: &str, measures: &[(&str, Option<Range>)]) -> Value {
    let mut object = Map::new();
    object.insert(kind.into(), name.into());
    object.extend(measures.iter().map(|&(measure, figure)| (measure.into(), range(figure))));
    Value::Object(object)
}

/// One period an interval, with the channels that are open in it.
fn intervals(case: &Case<'_>) -> Vec<Value> {
    let same = |a: &IntervalOutcome, b: &IntervalOutcome| (a.date, a.minute) == (b.date, b.minute);
    let mut ordered: Vec<&IntervalOutcome> = case.outcome.intervals.iter().collect();
    ordered.sort_by_key(|interval| (interval.date, interval.minute, interval.channel));
    let groups = ordered.chunk_by(|a, b| same(a, b));
    groups
        .map(|group| {
            json!({
                "period": interval_label(group[0]),
                "channels": group.iter().map(|one| interval(case, one)).collect::<Vec<_>>(),
                "teams": [],
                "csat": null,
                "attrition": null,
                "cost": null,
            })
        })
        .collect()
}

/// `2026-10-01T09:30`.
#[must_use]
pub(super) fn interval_label(interval: &IntervalOutcome) -> String {
    format!("{}T{}", interval.date, clock(interval.minute))
}

fn interval(case: &Case<'_>, interval: &IntervalOutcome) -> Value {
    let mut object = Map::new();
    object.insert("channel".into(), case.channel(interval.channel).into());
    let measures = interval_measures(interval);
    object.extend(measures.iter().map(|&(measure, figure)| (measure.into(), expected(figure))));
    Value::Object(object)
}

/// Measures of an interval under the names of a channel's; what is not known of an interval is absent.
#[must_use]
pub(super) const fn interval_measures(interval: &IntervalOutcome) -> [(&'static str, Option<f64>); 8] {
    [
        ("offered", Some(interval.offered)),
        ("deflected", None),
        ("service_level", interval.service_level),
        ("asa_seconds", interval.asa_seconds),
        ("p_abandon", interval.p_abandon),
        ("occupancy", interval.occupancy),
        ("backlog_end", Some(interval.queue_end)),
        ("csat", None),
    ]
}

fn target(case: &Case<'_>, outcome: &TargetOutcome) -> Value {
    let target = &outcome.target;
    let channel = match target.scope {
        Scope::Plan => None,
        Scope::Channel(at) => Some(case.channel(at)),
    };
    json!({
        "target": measure(target.measure),
        "channel": channel,
        "team": null,
        "population": population(target.measure),
        "goal": finite(target.goal),
        "by": target.by.map(|by| by.to_string()),
        "period": outcome.period,
        "value": range(outcome.value),
        "confidence": target.confidence.map(|confidence| confidence.get()),
        "probability": outcome.probability.map(finite),
        "met": outcome.met,
    })
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::ServiceLevel => "service_level",
        Measure::Asa => "asa",
        Measure::Abandonment => "max_abandon",
        Measure::Occupancy => "occupancy",
        Measure::Csat => "csat",
        Measure::Attrition { .. } => "attrition",
        Measure::Cost => "cost",
    }
}

const fn population(measure: Measure) -> Option<&'static str> {
    match measure {
        Measure::Attrition { population: Population::All, .. } => Some("all"),
        Measure::Attrition { population: Population::Productive, .. } => Some("productive"),
        _ => None,
    }
}

fn range(range: Option<Range>) -> Value {
    range.filter(|range| range.mean.is_finite()).map_or(Value::Null, |range| {
        json!({
            "mean": finite(range.mean),
            "p10": finite(range.p10),
            "p50": finite(range.p50),
            "p90": finite(range.p90),
        })
    })
}

/// An expected value that has no spread of its own.
fn expected(value: Option<f64>) -> Value {
    value
        .filter(|value| value.is_finite())
        .map_or(Value::Null, |mean| json!({ "mean": finite(mean), "p10": null, "p50": null, "p90": null }))
}

/// A number that JSON can hold; `null` for one that is none.
fn finite(value: f64) -> Value {
    serde_json::Number::from_f64(if value == 0.0 { 0.0 } else { value }).map_or(Value::Null, Value::Number)
}
