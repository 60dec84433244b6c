//! `[event.X]`.

use super::festivals;
use crate::calendar::DateSpan;
use crate::input::fields::{Field, View};
use crate::input::findings::{Diagnostic, nearest};
use crate::input::plan::Value;
use crate::input::resolve::scope::{Placed, Scope};
use crate::model::{Event, EventKind, EventProfile, Settings, Uplift};
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// Occurrences with their anchors.
type Dated = (Vec<DateSpan>, Vec<NaiveDate>);

/// The way out of an event that nothing can be learnt about.
pub(in crate::input) const LEARN: &str =
    "write uplift = \"+120%\", or add the dates of a past occurrence that the history holds";
/// An anchor further from its occurrence than this is that of another one.
const FURTHEST_ANCHOR: i64 = 60;

/// An event of the plan.
pub(in crate::input::resolve) fn event(view: &View<'_>, scope: &Scope<'_>) -> Event {
    let days = |key: &str| view.get(key).and_then(|field| field.days()).unwrap_or(0);
    let way = "write dates = [\"2025-11-01..2025-11-12\", \"2026-11-01..2026-11-12\"], or a built-in name like \
               \"double-11\"";
    let dated = view.need("dates", way).map(|field| dated(view, &field, scope));
    let (occurrences, anchors) = dated.unwrap_or_default();
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
        anchors,
        occurrences,
        uplift: view.get("uplift").and_then(|field| uplift(&field, scope)).unwrap_or(Uplift::Learnt),
        lead_days: days("lead"),
        tail_days: days("tail"),
        profile: view.get("profile").and_then(|field| field.choice(&profiles)).unwrap_or_default(),
    };
    let unread = view.get("uplift").is_some() && event.uplift == Uplift::Learnt;
    if !unread && !event.occurrences.is_empty() {
        let learns = learnable(view, &event, scope);
        let placed = Placed { at: view.at, learns, event: event.clone() };
        scope.terms.sources.borrow_mut().events.push(placed);
    }
    event
}

/// The occurrences as written or of the built-in table, each with its anchor.
fn dated(view: &View<'_>, field: &Field<'_>, scope: &Scope<'_>) -> Dated {
    let named = field.node.text().map(str::trim).filter(|text| is_name(text));
    let Some(name) = named else {
        if let Some(name) = misplaced(field) {
            let message = format!("`{}` holds the built-in name `{name}`", field.path);
            field.refuse(
                "E208",
                message,
                format!("a built-in name stands alone, as text: dates = \"{name}\""),
            );
            return Dated::default();
        }
        if let Some((typed, name)) = meant(field) {
            let message = format!("`{}` is `{typed}`, no date", field.path);
            let help = format!("write the built-in name, dates = \"{name}\", or dates like \"2026-11-11\"");
            field.refuse("E210", message, help);
            return Dated::default();
        }
        let occurrences = field.dates();
        if matches!(&field.node.value, Value::List(items) if items.is_empty()) {
            field.refuse(
                "E208",
                format!("`{}` lists no date", field.path),
                "list its dates, or leave the event out",
            );
        }
        let anchors = anchors(view, &occurrences);
        return (occurrences, anchors);
    };
    let Some(known) = festival(field, name) else { return Dated::default() };
    if let Some(anchor) = view.get("anchor") {
        let message =
            format!("`{}` stands beside the built-in dates of `{name}`, which have their own", anchor.path);
        anchor.refuse("E312", message, "leave it out, or list the dates yourself");
    }
    let years = (scope.settings.start.year(), scope.settings.end().year());
    if scope.horizon.is_some() && (years.0 < festivals::FIRST_YEAR || years.1 > festivals::LAST_YEAR) {
        let message = format!(
            "`{}` is `{name}`: the built-in dates are those of {} to {}, the plan runs from {} to {}",
            field.path,
            festivals::FIRST_YEAR,
            festivals::LAST_YEAR,
            years.0,
            years.1
        );
        let help = "in other years the event does nothing: list all its dates yourself";
        field.out.add(Diagnostic::warning("W518", field.node.at, message).help(help));
    }
    known.into_iter().unzip()
}

/// A built-in name that stands among dates, or as a bare number.
fn misplaced(field: &Field<'_>) -> Option<String> {
    let written = |item: &Field<'_>| match item.node.value {
        Value::Whole(number) => number.to_string(),
        _ => item.node.text().unwrap_or_default().trim().to_owned(),
    };
    field.one_or_list().iter().map(written).find(|text| festivals::NAMES.contains(&text.as_str()))
}

/// Month and day of a sale as people write it, `11.11`, and the built-in name that it has.
fn meant(field: &Field<'_>) -> Option<(String, &'static str)> {
    let written = match field.node.value {
        Value::List(_) => return None,
        _ => field.shown(),
    };
    let typed = written.trim_matches('"').trim();
    let name = match typed {
        "11.11" | "11-11" | "11/11" => "double-11",
        "12.12" | "12-12" | "12/12" => "double-12",
        "6.18" | "06.18" | "6-18" | "06-18" | "6/18" | "06/18" => "618",
        _ => return None,
    };
    Some((typed.to_owned(), name))
}

/// Whether a text is meant as a name: it has a letter, or is a bare number like `618`.
fn is_name(text: &str) -> bool {
    let number = !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    number || (text.chars().any(char::is_alphabetic) && !text.contains(".."))
}

/// The occurrences of a built-in name, else an error with a suggestion.
fn festival(field: &Field<'_>, name: &str) -> Option<Vec<(DateSpan, NaiveDate)>> {
    let found = festivals::occurrences(name);
    if found.is_none() {
        let message = format!("`{}` is `{}`, no date and no built-in name", field.path, field.shown());
        let names = festivals::NAMES;
        let all = || format!("write dates like \"2026-11-11\", or one of {}", names.join(", "));
        let help =
            nearest(name, names.iter().copied()).map_or_else(all, |near| format!("did you mean `{near}`?"));
        field.refuse("E210", message, help);
    }
    found
}

/// One anchor an occurrence, in the order of time: the first day, the days listed, or those of a built-in name.
fn anchors(view: &View<'_>, occurrences: &[DateSpan]) -> Vec<NaiveDate> {
    let first_days = || occurrences.iter().map(|span| span.first).collect();
    let Some(field) = view.get("anchor") else { return first_days() };
    let anchors: Vec<NaiveDate> = match field.node.text().map(str::trim).filter(|text| is_name(text)) {
        Some(name) => {
            if festival(&field, name).is_none() {
                return first_days();
            }
            occurrences.iter().filter_map(|&span| festivals::nearest_anchor(name, span)).collect()
        }
        None => {
            let anchors = field.dates();
            if anchors.len() != occurrences.len() || anchors.iter().any(|anchor| anchor.first != anchor.last)
            {
                let message =
                    format!("`{}` lists {} of {} anchors", field.path, anchors.len(), occurrences.len());
                field.refuse("E312", message, "give one date for every occurrence, in the same order");
                return first_days();
            }
            anchors.iter().map(|span| span.first).collect()
        }
    };
    let mut pairs = occurrences.iter().zip(&anchors);
    if let Some((span, anchor)) =
        pairs.find(|&(span, &anchor)| festivals::away(*span, anchor) > FURTHEST_ANCHOR)
    {
        let message = format!(
            "`{}` pairs the occurrence from {} with {anchor}, more than {FURTHEST_ANCHOR} days away",
            field.path, span.first
        );
        field.refuse("E312", message, "give every occurrence an anchor of its own, in or near its days");
        return first_days();
    }
    anchors
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
        let help = if lift < 0.0 { "\"-100%\" leaves no contact" } else { "\"+120%\" doubles and a fifth" };
        field.refuse("E201", message, help);
        return None;
    }
    Some(lift)
}

/// Whether the uplift is left to the history: an event without one that falls into the horizon. It needs a past
/// occurrence, and is no outage.
fn learnable(view: &View<'_>, event: &Event, scope: &Scope<'_>) -> bool {
    let &Settings { start, as_of, .. } = scope.settings;
    let ahead = DateSpan { first: start, last: scope.settings.end() };
    if event.uplift != Uplift::Learnt || scope.horizon.is_none() || !event.falls_into(ahead) {
        return false;
    }
    if event.kind == EventKind::Outage {
        let message = format!("the outage `{}` lies within the plan and states no `uplift`", event.name);
        let help =
            "what a failure does is not learnt: write uplift = \"+100%\", or take the days to come out";
        view.out.add(Diagnostic::error("E321", view.at, message).help(help));
        return false;
    }
    let missing = if !event.occurrences.iter().any(|span| span.first <= as_of) {
        "no past occurrence"
    } else if !scope.learns {
        "no history"
    } else {
        return true;
    };
    let message = format!("event `{}` has {missing} to learn its uplift from, and no `uplift`", event.name);
    view.out.add(Diagnostic::error("E307", view.at, message).help(LEARN));
    false
}
