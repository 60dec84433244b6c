//! `plan.staff/1`: staff by interval for programs; keys and their order are a contract.

use super::calculator::asked;
use super::escape::shown_json;
use crate::engine::interval_staffing::{DeferredRow, Handling, LiveMethod, LiveRow, Over};
use crate::report::calculator::words;
use crate::report::interval_staffing::{DeferredStaffing, LiveStaffing};
use serde_json::{Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.staff/1";

/// Live intervals: one object, indented. Ends its line.
#[must_use]
pub fn live_json(one: &LiveStaffing<'_>) -> String {
    let (source, goals) = (one.source, &one.terms.goals);
    let channels = source.channels.iter().zip(source.seconds).zip(&one.answer.channels);
    let channels: Vec<Value> = channels
        .map(|((name, seconds), all)| {
            json!({
                "channel": name,
                "interval_seconds": seconds,
                "intervals": all.intervals,
                "contacts": all.contacts,
                "agent_hours": all.agent_hours,
                "peak_agents": all.peak.map(|(agents, _)| agents),
                "service_levels": all.levels,
                "without_steady_state": all.endless,
                "overloaded": all.overloaded,
                "missed": all.missed,
            })
        })
        .collect();
    written(&json!({
        "format": FORMAT,
        "version": source.version,
        "inputs_sha256": source.inputs_sha256,
        "method": match one.terms.method {
            LiveMethod::ErlangC => "erlang-c",
            LiveMethod::ErlangA => "erlang-a",
            LiveMethod::Transient => "transient",
            LiveMethod::Simulation(_) => "simulation",
        },
        "simulation": simulation(one.terms.method),
        "coarse": one.answer.coarse,
        "targets_over": one.terms.method.carries_over().then_some(match one.terms.over {
            Over::Interval => "interval",
            Over::Day => "day",
        }),
        "sl_definition": goals.definition_name(),
        "targets": asked(goals),
        "shrinkage": one.terms.shrinkage.get(),
        "channels": channels,
        "intervals": one.answer.rows.iter().flatten().map(|row| live(one, row)).collect::<Vec<_>>(),
    }))
}

/// What is simulated; null by the other methods.
fn simulation(method: LiveMethod) -> Value {
    let LiveMethod::Simulation(replay) = method else { return Value::Null };
    let (handling, cv) = match replay.handling {
        Handling::Exponential => ("exponential", 1.0),
        Handling::Lognormal(cv) => ("lognormal", cv),
        Handling::Fixed => ("fixed", 0.0),
    };
    json!({ "days": replay.days, "seed": replay.seed, "handling": handling, "cv": cv })
}

fn live(one: &LiveStaffing<'_>, row: &LiveRow) -> Value {
    let goals = &one.terms.goals;
    let service = row.service.as_ref();
    let levels: Vec<Value> = one
        .answer
        .thresholds
        .iter()
        .enumerate()
        .map(|(at, within)| {
            let level = match (service, row.agents) {
                (Some(service), _) => Some(service.levels[at]),
                (None, Some(_)) => Some(0.0),
                (None, None) => None,
            };
            json!({ "within_seconds": within.get(), "service_level": level })
        })
        .collect();
    let missed: Vec<String> =
        row.goals.iter().filter(|(_, met)| !met).map(|(bound, _)| words::name(*bound, goals)).collect();
    json!({
        "interval_start": row.demand.start.format("%Y-%m-%dT%H:%M:%S").to_string(),
        "channel": one.source.channels.get(row.demand.channel),
        "offered": row.demand.offered,
        "aht_seconds": row.demand.aht.get(),
        "agents": row.agents,
        "agents_given": row.demand.agents.is_some(),
        "rostered": row.rostered,
        "steady_state": if one.terms.method.carries_over() { Value::Null } else { service.is_some().into() },
        "overloaded": row.overloaded,
        "service_level": levels.first().map(|level| level["service_level"].clone()),
        "service_levels": levels,
        "service_level_se": row.error,
        "asa_seconds": service.and_then(|service| service.asa),
        "p_wait": service.map(|service| service.p_wait),
        "p_abandon": service.map(|service| service.p_abandon),
        "occupancy": service.map(|service| service.occupancy),
        "mean_queue": service.map(|service| service.mean_queue),
        "binding": row.bound.and_then(Result::ok).map(|bound| words::name(bound, goals)),
        "missed": missed,
    })
}

/// Deferred intervals: one object, indented. Ends its line.
#[must_use]
pub fn deferred_json(one: &DeferredStaffing<'_>) -> String {
    let source = one.source;
    let channels = source.channels.iter().zip(source.seconds).zip(&one.answer.channels);
    let channels: Vec<Value> = channels
        .map(|((name, seconds), all)| {
            json!({
                "channel": name,
                "interval_seconds": seconds,
                "contacts": all.contacts,
                "within_target": all.within_target,
                "mean_response_seconds": all.mean_response,
                "longest_response_seconds": all.longest_response,
                "unanswered": all.unanswered,
                "backlog_end": all.backlog_end,
                "most_open": all.most_open,
            })
        })
        .collect();
    let goal = one.terms.goal;
    let row = |row: &DeferredRow| {
        json!({
            "interval_start": row.demand.start.format("%Y-%m-%dT%H:%M:%S").to_string(),
            "channel": source.channels.get(row.demand.channel),
            "offered": row.demand.offered,
            "capacity": row.demand.capacity,
            "within_target": row.within_target,
            "mean_response_seconds": row.mean_response,
            "backlog_end": row.backlog_end,
            "oldest_seconds": row.oldest,
        })
    };
    written(&json!({
        "format": FORMAT,
        "version": source.version,
        "inputs_sha256": source.inputs_sha256,
        "method": "backlog",
        "target": { "share": goal.share.get(), "within_seconds": goal.within.get() },
        "backlog": one.terms.opening,
        "channels": channels,
        "intervals": one.answer.rows.iter().flatten().map(row).collect::<Vec<_>>(),
    }))
}

fn written(document: &Value) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}
