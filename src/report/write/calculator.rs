//! `plan.erlang/1`: the calculator's answer for programs; keys and their order are a contract.

use super::beside::digits;
use super::escape::shown_json;
use crate::engine::situation::{Bound, Neighbour};
use crate::model::question::{Circumstance, Goals};
use crate::report::calculator::{Calculator, words};
use ::csv::WriterBuilder;
use serde_json::{Map, Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.erlang/1";

/// One object, indented. Ends its line.
#[must_use]
pub fn calculator_json(one: &Calculator<'_>, inputs_sha256: &str) -> String {
    let (situation, outlook) = (one.situation, one.outlook);
    let goals = &situation.goals;
    let decided = outlook.least.and_then(Result::ok);
    let document = json!({
        "format": FORMAT,
        "version": one.version,
        "inputs_sha256": inputs_sha256,
        "situation": {
            "contacts_per_hour": situation.rate.get() * 3600.0,
            "aht_seconds": situation.aht.get(),
            "load_erlangs": outlook.load,
            "concurrency": outlook.concurrency,
            "patience_seconds": situation.patience_seconds(),
            "circumstance": circumstance(situation.circumstance),
            "shrinkage": situation.shrinkage.get(),
            "agents": situation.agents,
            "sl_definition": goals.definition_name(),
        },
        "targets": asked(goals),
        "least_agents": decided.map(|least| least.agents),
        "binding": decided.map(|least| words::name(least.bound, goals)),
        "answer": outlook.answer().map(|row| level(one, row)),
        "neighbours": outlook.neighbours.iter().map(|row| level(one, row)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

fn circumstance(one: Circumstance) -> Value {
    match one {
        Circumstance::Plain => Value::Null,
        Circumstance::Lines { lines, redials } => json!({ "lines": lines, "redials": redials.get() }),
        Circumstance::KeptIdle(idle) => json!({ "kept_idle": idle }),
        Circumstance::Uncertain(cv) => json!({ "uncertainty": cv }),
        Circumstance::Scattered(cv) => json!({ "cv": cv }),
    }
}

pub(super) fn asked(goals: &Goals) -> Value {
    let levels: Vec<Value> = goals
        .levels
        .iter()
        .map(|goal| json!({ "share": goal.share.get(), "within_seconds": goal.within.get() }))
        .collect();
    json!({
        "service_levels": levels,
        "max_asa_seconds": goals.asa.map(crate::units::Seconds::get),
        "max_occupancy": goals.max_occupancy.map(crate::units::Fraction::get),
        "max_abandon": goals.max_abandon.map(crate::units::Fraction::get),
    })
}

fn level(one: &Calculator<'_>, row: &Neighbour) -> Value {
    let goals = &one.situation.goals;
    let service = row.service.as_ref();
    let levels: Vec<Value> = one
        .outlook
        .thresholds
        .iter()
        .enumerate()
        .map(|(at, within)| {
            let level = service.map_or(0.0, |service| service.levels[at]);
            json!({ "within_seconds": within.get(), "service_level": level })
        })
        .collect();
    let met: Map<String, Value> =
        row.goals.iter().map(|(bound, met)| (words::name(*bound, goals), Value::Bool(*met))).collect();
    json!({
        "agents": row.agents,
        "rostered": row.rostered.unwrap_or(row.agents),
        "steady_state": service.is_some(),
        "service_level": levels.first().map(|level| level["service_level"].clone()),
        "service_levels": levels,
        "asa_seconds": service.and_then(|service| service.asa),
        "p_wait": service.map_or(1.0, |service| service.p_wait),
        "p_abandon": service.map_or(0.0, |service| service.p_abandon),
        "occupancy": service.map_or(1.0, |service| service.occupancy),
        "mean_queue": service.map(|service| service.mean_queue),
        "p_block": service.and_then(|service| service.more.p_block),
        "answered_eventually": service.and_then(|service| service.more.eventually),
        "attempts_per_customer": service.and_then(|service| service.more.attempts),
        "deferred_per_hour": service.and_then(|service| service.more.deferred).map(|rate| rate * 3600.0),
        "p_unstable": service.and_then(|service| service.more.p_unstable),
        "met": met,
    })
}

/// The neighbourhood, a row a number of agents.
#[must_use]
pub fn calculator_csv(one: &Calculator<'_>) -> String {
    let mut head: Vec<String> = ["agents", "rostered"].map(str::to_owned).to_vec();
    let several = one.outlook.thresholds.len() > 1;
    head.extend(one.outlook.thresholds.iter().map(|within| {
        if several { format!("service_level_{}s", within.get()) } else { "service_level".into() }
    }));
    let rest = ["asa_seconds", "p_wait", "p_abandon", "occupancy", "mean_queue", "state", "missed"];
    head.extend(rest.map(str::to_owned));
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    let mut push = |row: Vec<String>| {
        writer.write_record(row).expect("a row written into memory cannot fail");
    };
    push(head);
    for row in &one.outlook.neighbours {
        push(line(one, row));
    }
    let bytes = writer.into_inner().expect("a row written into memory cannot fail");
    String::from_utf8(bytes).expect("rows are made of strings")
}

fn line(one: &Calculator<'_>, row: &Neighbour) -> Vec<String> {
    let service = row.service.as_ref();
    let mut cells = vec![row.agents.to_string(), row.rostered.unwrap_or(row.agents).to_string()];
    for at in 0..one.outlook.thresholds.len() {
        cells.push(digits(service.map_or(0.0, |service| service.levels[at])));
    }
    let endless = f64::INFINITY;
    cells.push(match service {
        Some(service) => service.asa.map(digits).unwrap_or_default(),
        None => digits(endless),
    });
    cells.push(digits(service.map_or(1.0, |service| service.p_wait)));
    cells.push(digits(service.map_or(0.0, |service| service.p_abandon)));
    cells.push(digits(service.map_or(1.0, |service| service.occupancy)));
    cells.push(digits(service.map_or(endless, |service| service.mean_queue)));
    cells.push(if service.is_some() { "steady" } else { "no steady state" }.to_owned());
    let missed = row.goals.iter().filter(|(_, met)| !met);
    let missed = missed.map(|(bound, _): &(Bound, bool)| words::name(*bound, &one.situation.goals));
    cells.push(missed.collect::<Vec<_>>().join("; "));
    cells
}
