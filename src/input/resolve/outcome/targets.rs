//! `[targets]`, and the targets that channels carry.

use crate::input::fields::{Field, View};
use crate::input::findings::Diagnostic;
use crate::model::{AttritionWindow, Channel, Measure, Population, Scope, Target};
use crate::units::Fraction;

/// The plan's own targets in the order of the file, then every channel's.
pub(in crate::input::resolve) fn targets(
    root: &View<'_>,
    channels: &[Channel],
    horizon: (chrono::NaiveDate, chrono::NaiveDate),
) -> Vec<Target> {
    let mut targets: Vec<Target> = root
        .view("targets")
        .iter()
        .flat_map(View::each)
        .filter_map(|field| target(&field.view()?, horizon))
        .collect();
    for (index, channel) in channels.iter().enumerate() {
        targets.extend(promises(channel, Scope::Channel(index)));
    }
    targets
}

fn target(view: &View<'_>, horizon: (chrono::NaiveDate, chrono::NaiveDate)) -> Option<Target> {
    const HELP: &str = "say the goal: csat = { at_least = \"85%\" }, attrition = { at_most = \"12%\" }";
    let share = |field: &Field<'_>| field.share().map(Fraction::get);
    let (measure, goal) = match view.name {
        "csat" => (Measure::Csat, view.need("at_least", HELP).and_then(|field| share(&field))),
        "attrition" => (turnover(view), view.need("at_most", HELP).and_then(|field| rate(&field))),
        "cost" => (
            Measure::Cost,
            view.need("at_most", HELP).and_then(|field| field.money()).map(|money| money.get()),
        ),
        "occupancy" => (Measure::Occupancy, view.need("at_most", HELP).and_then(|field| share(&field))),
        _ => return None,
    };
    let by = view.get("by").and_then(|field| {
        let by = field.date()?;
        if by < horizon.0 || by > horizon.1 {
            let message =
                format!("`{}` is {by}, the plan runs from {} to {}", field.path, horizon.0, horizon.1);
            field.refuse("E305", message, "name a day of the horizon, or leave it out for the last period");
        }
        Some(by)
    });
    let confidence = view.get("confidence").and_then(|field| field.share());
    Some(Target { measure, scope: Scope::Plan, goal: goal?, by, confidence })
}

fn rate(field: &Field<'_>) -> Option<f64> {
    let rate = field.percentage()?;
    if !(0.0..=10.0).contains(&rate) {
        let message = format!("`{}` is {}, attrition is from 0 to 1000 % a year", field.path, field.shown());
        field.refuse("E213", message, "write it like \"12%\"");
        return None;
    }
    Some(rate)
}

fn turnover(view: &View<'_>) -> Measure {
    if let Some(field) = view.get("basis") {
        field.choice(&[("turnover", ())]);
    }
    let populations = [("all", Population::All), ("productive", Population::Productive)];
    let windows = [("to-date", AttritionWindow::ToDate), ("rolling-12", AttritionWindow::RollingTwelve)];
    Measure::Attrition {
        population: view.get("population").and_then(|field| field.choice(&populations)).unwrap_or_default(),
        window: view.get("window").and_then(|field| field.choice(&windows)).unwrap_or_default(),
    }
}

/// What a channel promises, for every month.
fn promises(channel: &Channel, scope: Scope) -> Vec<Target> {
    let promise = |measure, goal: Option<f64>| {
        goal.map(|goal| Target { measure, scope, goal, by: None, confidence: None })
    };
    [
        promise(Measure::ServiceLevel, channel.service_level.map(|goal| goal.share.get())),
        promise(Measure::Asa, channel.asa.map(crate::units::Seconds::get)),
        promise(Measure::Abandonment, channel.max_abandon.map(Fraction::get)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A target on something that the plan does not project.
pub(in crate::input::resolve) fn e314_projected(root: &View<'_>) {
    let Some(targets) = root.view("targets") else { return };
    if let Some(field) = targets.get("csat").filter(|_| root.get("csat").is_none()) {
        let message = format!("`{}` is a target, but the plan has no [csat]", field.path);
        field
            .out
            .add(Diagnostic::error("E314", field.key_at, message).help("add [csat] with today = \"80%\""));
    }
}
