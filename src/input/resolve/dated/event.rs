//! `[event.X]`.

use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::input::plan::Value;
use crate::input::resolve::scope::Scope;
use crate::model::{Event, EventKind, EventProfile, Uplift};
use std::collections::BTreeMap;

/// An event of the plan.
pub(in crate::input::resolve) fn event(view: &View<'_>, scope: &Scope<'_>) -> Event {
    let days = |key: &str| view.get(key).and_then(|field| field.days()).unwrap_or(0);
    let dates = view.need("dates", "write dates = [\"2025-11-01..2025-11-12\", \"2026-11-01..2026-11-12\"]");
    let occurrences = dates.map(|field| field.dates()).unwrap_or_default();
    let kinds = [
        ("promotion", EventKind::Promotion),
        ("holiday", EventKind::Holiday),
        ("outage", EventKind::Outage),
        ("campaign", EventKind::Campaign),
    ];
    let profiles = [("own", EventProfile::Own), ("normal", EventProfile::Normal)];
    let event = Event {
        name: view.name.to_owned(),
        kind: view.get("kind").and_then(|field| field.choice(&kinds)).unwrap_or_default(),
        anchors: anchors(view, &occurrences),
        occurrences,
        uplift: view.get("uplift").and_then(|field| uplift(&field, scope)).unwrap_or(Uplift::Learnt),
        lead_days: days("lead"),
        tail_days: days("tail"),
        profile: view.get("profile").and_then(|field| field.choice(&profiles)).unwrap_or_default(),
    };
    learnable(view, &event, scope);
    event
}

/// One anchor an occurrence, in the order of time.
fn anchors(view: &View<'_>, occurrences: &[crate::calendar::DateSpan]) -> Vec<chrono::NaiveDate> {
    let first_days = || occurrences.iter().map(|span| span.first).collect();
    let Some(field) = view.get("anchor") else { return first_days() };
    let anchors = field.dates();
    if anchors.len() != occurrences.len() || anchors.iter().any(|anchor| anchor.first != anchor.last) {
        let message = format!("`{}` lists {} of {} anchors", field.path, anchors.len(), occurrences.len());
        field.refuse("E312", message, "give one date for every occurrence, in the same order");
        return first_days();
    }
    anchors.iter().map(|span| span.first).collect()
}

fn uplift(field: &Field<'_>, scope: &Scope<'_>) -> Option<Uplift> {
    let Value::Table(_) = field.node.value else {
        return lift(field).map(Uplift::All);
    };
    let mut by_channel = BTreeMap::new();
    for entry in field.view()?.each() {
        if let (Some(channel), Some(lift)) = (scope.channel_key(&entry), lift(&entry)) {
            by_channel.insert(channel, lift);
        }
    }
    Some(Uplift::ByChannel(by_channel))
}

fn lift(field: &Field<'_>) -> Option<f64> {
    let lift = field.percentage()?;
    if !(-1.0..=100.0).contains(&lift) {
        let message = format!("`{}` is {}, it must be from -100 % to +10000 %", field.path, field.shown());
        field.refuse("E201", message, "\"+120%\" doubles and a fifth");
        return None;
    }
    Some(lift)
}

/// An event without uplift needs an occurrence in a history.
fn learnable(view: &View<'_>, event: &Event, scope: &Scope<'_>) {
    if event.uplift != Uplift::Learnt || view.get("uplift").is_some() || event.occurrences.is_empty() {
        return;
    }
    let past = event.occurrences.iter().any(|span| span.first <= scope.settings.as_of);
    let missing = if !past && scope.horizon.is_some() {
        "no past occurrence"
    } else if !scope.learns {
        "no history"
    } else {
        return;
    };
    let message = format!("event `{}` has {missing} to learn its uplift from, and no `uplift`", event.name);
    let help = "write uplift = \"+120%\", or add the dates of a past occurrence that the history holds";
    view.out.add(Diagnostic::error("E307", view.at, message).help(help));
}
