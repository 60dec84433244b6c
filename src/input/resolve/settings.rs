//! `[plan]`.

use super::scope::Terms;
use super::zone;
use crate::calendar::Grid;
use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::input::plan::names;
use crate::model::{Settings, WorkforceStep};
use crate::queueing::ServiceLevelDefinition;
use chrono::NaiveDate;

/// The settings, the zone, and whether the horizon is sound (faults are replaced so that reading goes on).
pub(super) fn settings(root: &View<'_>, terms: &Terms<'_>) -> (Settings, chrono_tz::Tz, bool) {
    let Some(plan) = root.need("plan", "start with [plan], start = 2026-10-01 and months = 6") else {
        return (fallback(terms), chrono_tz::UTC, false);
    };
    let Some(plan) = plan.view() else { return (fallback(terms), chrono_tz::UTC, false) };
    let start = plan.need("start", "write start = 2026-10-01").and_then(|field| field.date());
    let months = plan.need("months", "write months = 6").and_then(|field| field.whole(1, 60));
    if let Some(field) = plan.get("actuals_to") {
        let message = format!("`{}` is not supported yet by this version", field.path);
        field.refuse("E111", message, "leave it out: every month is simulated");
    }
    let zone = plan.get("timezone").and_then(|field| zone::read(&field)).unwrap_or(chrono_tz::UTC);
    let plain = fallback(terms);
    let first = start.unwrap_or(plain.start);
    let settings = Settings {
        title: plan.get("title").and_then(|field| label(&field, 200)).unwrap_or(plain.title),
        start: first,
        months: months.unwrap_or(plain.months),
        timezone: zone.name().to_owned(),
        grid: plan.get("interval").and_then(|field| grid(&field)).unwrap_or(plain.grid),
        workforce_step: plan
            .get("workforce_step")
            .and_then(|field| field.choice(&[("month", WorkforceStep::Month), ("week", WorkforceStep::Week)]))
            .unwrap_or_default(),
        currency: plan.get("currency").and_then(|field| label(&field, 16)).unwrap_or_default(),
        seed: terms.seed.or_else(|| plan.get("seed").and_then(|field| seed(&field))).unwrap_or(0),
        replications: replications(&plan, terms),
        sl_definition: plan.get("sl_definition").and_then(|field| definition(&field)).unwrap_or_default(),
        as_of: terms.as_of.or_else(|| first.pred_opt()).unwrap_or(first),
    };
    (settings, zone, start.is_some() && months.is_some())
}

fn fallback(terms: &Terms<'_>) -> Settings {
    let start = NaiveDate::default();
    Settings {
        title: terms.title.clone(),
        start,
        months: 1,
        timezone: "UTC".into(),
        grid: Grid::of_minutes(30).unwrap_or(Grid::DAY),
        workforce_step: WorkforceStep::Month,
        currency: String::new(),
        seed: 0,
        replications: 1000,
        sl_definition: ServiceLevelDefinition::Offered,
        as_of: start,
    }
}

/// A short text without control characters.
fn label(field: &Field<'_>, most: usize) -> Option<String> {
    let text = field.text()?;
    let length = text.chars().count();
    if length > most || text.chars().any(|c| c.is_control() || names::bidi(c)) {
        let message = format!("`{}` has {length} characters or control characters", field.path);
        field.refuse("E201", message, format!("at most {most} printable characters are allowed"));
        return None;
    }
    Some(text.to_owned())
}

fn grid(field: &Field<'_>) -> Option<Grid> {
    let minutes = field.duration()?.get() / 60.0;
    let found = Grid::MINUTES.into_iter().find(|&allowed| (f64::from(allowed) - minutes).abs() < 1e-9);
    if found.is_none() {
        let message =
            format!("`{}` is {}, it must be 5, 10, 15, 20, 30 or 60 min", field.path, field.shown());
        field.refuse("E201", message, "30 min is usual");
    }
    found.and_then(Grid::of_minutes)
}

fn seed(field: &Field<'_>) -> Option<u64> {
    let words = "a whole number from 0";
    match field.node.value {
        crate::input::plan::Value::Whole(number) => {
            let seed = u64::try_from(number).ok();
            if seed.is_none() {
                let message = format!("`{}` is {number}, it must be {words}", field.path);
                field.out.add(field.fault("E201", message));
            }
            seed
        }
        _ => {
            field.wrong(words);
            None
        }
    }
}

fn replications(plan: &View<'_>, terms: &Terms<'_>) -> u32 {
    let field = plan.get("replications");
    let written = field.as_ref().and_then(|field| field.whole(1, 1_000_000));
    let used = terms.replications.or(written).unwrap_or(1000);
    if let Some(field) = field.filter(|_| used == 1) {
        let message =
            format!("`{}` is 1: ranges and probabilities of one replication mean nothing", field.path);
        field.out.add(Diagnostic::warning("W504", field.node.at, message).help("1000 is usual"));
    }
    used
}

fn definition(field: &Field<'_>) -> Option<ServiceLevelDefinition> {
    field.choice(&[
        ("offered", ServiceLevelDefinition::Offered),
        ("answered", ServiceLevelDefinition::Answered),
        ("excluding-short-abandons", ServiceLevelDefinition::ExcludingShortAbandons),
        ("virtual", ServiceLevelDefinition::Virtual),
    ])
}
