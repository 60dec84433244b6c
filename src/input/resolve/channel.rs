//! `[channel.X]`.

use super::history;
use super::scope::Scope;
use crate::calendar::WeekHours;
use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::input::plan::Value;
use crate::model::{Channel, ChannelKind, Concurrency, Monthly};
use crate::queueing::Patience;
use crate::units::{Fraction, Seconds};
use std::collections::BTreeMap;

/// A channel of the plan.
pub(super) fn channel(view: &View<'_>, scope: &Scope<'_>) -> Channel {
    let share = |key: &str| view.get(key).and_then(|field| field.share());
    let whole = |key: &str, most| view.get(key).and_then(|field| field.whole(0, most));
    let kinds = [("live", ChannelKind::Live), ("deferred", ChannelKind::Deferred)];
    let concurrency = view.get("concurrency").and_then(|field| concurrency(&field));
    let history = history::history(view, scope);
    let learnt = view.get("history").is_some();
    Channel {
        name: view.name.to_owned(),
        kind: view.get("kind").and_then(|field| field.choice(&kinds)).unwrap_or_default(),
        hours: view.get("hours").and_then(|field| field.week_hours()).unwrap_or_else(WeekHours::always),
        history,
        volume: volume(view, scope, learnt),
        profile_of: view.get("profile_of").and_then(|field| field.one_of("a channel", &scope.channels)),
        handle_time: handle_time(view, concurrency.as_ref(), learnt),
        concurrency: concurrency.unwrap_or(Concurrency::Same(1)),
        patience: view.get("patience").and_then(|field| patience(&field)),
        redial: share("redial").unwrap_or(Fraction::ZERO),
        service_level: view.get("service_level").and_then(|field| field.goal()),
        asa: view.get("asa").and_then(|field| field.some_duration()),
        max_abandon: share("max_abandon"),
        minimum_staff: whole("minimum_staff", 100_000).unwrap_or(0),
        growth_per_month: view.get("growth").and_then(|field| field.growth()),
        deflection: view
            .get("deflection")
            .map_or(Monthly::constant(Fraction::ZERO), |field| by_month(&field)),
        first_contact_resolution: share("first_contact_resolution"),
        recontact: share("recontact"),
        opening_backlog: whole("opening_backlog", 1_000_000_000).unwrap_or(0),
    }
}

fn volume(view: &View<'_>, scope: &Scope<'_>, learnt: bool) -> BTreeMap<crate::calendar::Month, f64> {
    let Some(table) = view.view("volume") else {
        if !learnt {
            let message = format!("`{}` has neither a `history` nor a `volume`", view.path);
            let help = "write history = \"chat.csv\" or volume = { 2026-10 = 120000 }";
            view.out.add(Diagnostic::error("E309", view.at, message).help(help));
        }
        return BTreeMap::new();
    };
    if learnt {
        let message = format!("`{}` and `{}.history` exclude each other", table.path, view.path);
        view.out
            .add(Diagnostic::error("E309", table.at, message).help("keep the history, or the stated volume"));
    }
    let volume = table.months(|field| field.between(0.0, 1e9));
    if let Some((first, last)) = scope.horizon {
        table.within(first, last);
        let missing = (0..60).map(|step| first.plus(step)).take_while(|month| *month <= last);
        let missing: Vec<String> =
            missing.map(|month| month.to_string()).filter(|month| table.table.get(month).is_none()).collect();
        if let Some(month) = missing.first() {
            let message = format!(
                "`{}` says nothing for {} of the plan's months, first {month}",
                table.path,
                missing.len()
            );
            let help = "give every month of the horizon; 0 where nobody asks";
            view.out.add(Diagnostic::error("E317", table.at, message).help(help));
        }
    }
    volume
}

fn handle_time(view: &View<'_>, concurrency: Option<&Concurrency>, learnt: bool) -> Option<Seconds> {
    let Some(field) = view.get("handle_time") else {
        if learnt {
            return None;
        }
        if let Some(Concurrency::ByLevel(levels)) = concurrency {
            return levels.first().copied();
        }
        view.need("handle_time", "without a history, write handle_time = \"5 min\"");
        return None;
    };
    let time = field.some_duration()?;
    plausible(&field, time);
    Some(time)
}

/// Warns of contacts that are shorter than ten seconds or longer than a day.
fn plausible(field: &Field<'_>, time: Seconds) {
    let found = if time.get() < 10.0 {
        "shorter than ten seconds"
    } else if time.get() > 86_400.0 {
        "longer than a day"
    } else {
        return;
    };
    let message = format!("`{}` is {time}, {found}", field.path);
    let help = "is the unit right? milliseconds and minutes are mixed up easily";
    field.out.add(Diagnostic::warning("W502", field.node.at, message).help(help));
}

fn concurrency(field: &Field<'_>) -> Option<Concurrency> {
    let Value::Table(_) = field.node.value else {
        return field.whole(1, 50).map(Concurrency::Same);
    };
    let view = field.view()?;
    let mut levels: BTreeMap<usize, Seconds> = BTreeMap::new();
    for level in view.each() {
        match level.key.parse::<usize>().ok().filter(|level| (1..=50).contains(level)) {
            Some(number) => {
                levels.insert(number, level.some_duration()?);
            }
            None => {
                let message = format!("`{}` is no number of contacts from 1 to 50", level.path);
                let help = "write { \"1\" = \"5 min\", \"2\" = \"6 min\" }";
                level.out.add(Diagnostic::error("E214", level.key_at, message).help(help));
                return None;
            }
        }
    }
    if levels.is_empty() || levels.keys().zip(1..).any(|(level, wanted)| *level != wanted) {
        let message = format!("`{}` must give the levels 1, 2, 3 … without a gap", field.path);
        field.refuse("E214", message, "write { \"1\" = \"5 min\", \"2\" = \"6 min\" }");
        return None;
    }
    Some(Concurrency::ByLevel(levels.into_values().collect()))
}

fn patience(field: &Field<'_>) -> Option<Patience> {
    if field.node.text() == Some("infinite") {
        return Some(Patience::Infinite);
    }
    field.some_duration().map(Patience::Mean)
}

/// A share, or a table of shares by month with a `default`.
fn by_month(field: &Field<'_>) -> Monthly<Fraction> {
    let Value::Table(_) = field.node.value else {
        return Monthly::constant(field.share().unwrap_or(Fraction::ZERO));
    };
    let Some(view) = field.view() else { return Monthly::constant(Fraction::ZERO) };
    Monthly {
        default: view.get("default").and_then(|field| field.share()).unwrap_or(Fraction::ZERO),
        months: view.months_beside_default(Field::share),
    }
}
