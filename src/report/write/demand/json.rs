//! `plan.demand/1`: what is to come, for programs; keys and their order are a contract.

use crate::calendar::{By, Grid};
use crate::engine::demand_outlook::{
    ChannelForecast, ChannelOutlook, DayOutlook, Explained, Figure, PeriodOutlook,
};
use crate::engine::{EventUplift, PhaseFactor};
use crate::report::cautions::{NO_FORECAST, demand_code, demand_text, no_forecast_text};
use crate::report::demand::{DemandReport, method_key, quantile_name, step_name};
use crate::report::uplifts::place;
use crate::report::write::escape::shown_json;
use crate::report::write::history::start;
use serde_json::{Map, Value, json};

/// Name and number of the format.
const FORMAT: &str = "plan.demand/1";

/// One object, indented. Ends its line.
#[must_use]
pub fn demand_json(report: &DemandReport<'_>) -> String {
    let outlook = report.outlook;
    let mut document = json!({
        "format": FORMAT,
        "version": report.version,
        "inputs_sha256": report.inputs_sha256,
        "timezone": report.timezone,
        "as_of": outlook.as_of.to_string(),
        "first": outlook.horizon.first.to_string(),
        "last": outlook.horizon.last.to_string(),
        "quantiles": outlook.quantiles,
        "channels": outlook.channels.iter().map(|one| channel(report, one)).collect::<Vec<_>>(),
    });
    if let Some(explained) = report.explained {
        document["explained"] = explained.iter().map(account).collect();
    }
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

fn channel(report: &DemandReport<'_>, channel: &ChannelOutlook) -> Value {
    let forecast = channel.forecast.as_ref().ok();
    let history = channel.history.as_ref().map(|history| {
        json!({ "first": history.first.to_string(), "last": history.last.to_string(), "days": history.days })
    });
    let suspects = channel.suspects.iter().map(
        |day| json!({ "date": day.date.to_string(), "contacts": day.contacts, "expected": day.expected }),
    );
    let mut value = json!({
        "channel": channel.channel,
        "method": forecast.map(|forecast| method_key(&forecast.members)),
        "interval_minutes": forecast.map(|forecast| forecast.interval.minutes()),
        "history": history,
        "suspects": suspects.collect::<Vec<_>>(),
        "uplifts": channel.uplifts.iter().map(uplift).collect::<Vec<_>>(),
        "cautions": cautions(report, channel),
        "periods": forecast.map(|forecast| periods(report, forecast)),
        "days": forecast.map(|forecast| days(report, forecast)),
        "intervals": forecast.map(|forecast| intervals(report, forecast)),
    });
    if let Some(scenario) = &channel.scenario {
        value["scenario"] = scenario.clone().into();
    }
    value
}

/// An event: its factors by day, `occurrences` 0 where a factor is stated or none reached the day.
fn uplift(event: &EventUplift) -> Value {
    let phase = |phase: &PhaseFactor| {
        json!({
            "day": place(phase.phase),
            "date": phase.date.to_string(),
            "factor": phase.factor,
            "p10": phase.low,
            "p90": phase.high,
            "occurrences": phase.occurrences,
        })
    };
    let phases: Vec<Value> = event.phases.iter().map(phase).collect();
    json!({ "event": event.event, "stated": event.stated, "days": phases })
}

/// Weeks or months with ranges of their own, for quantiles of days do not add up; none where periods are days: `days` has them.
fn periods(report: &DemandReport<'_>, forecast: &ChannelForecast) -> Vec<Value> {
    let period = |one: &PeriodOutlook| {
        let mut value = Map::new();
        value.insert("period".into(), one.period.label.clone().into());
        value.insert("first".into(), one.period.first.to_string().into());
        value.insert("last".into(), one.period.last.to_string().into());
        value.insert("days_open".into(), one.open_days.into());
        figure(report, &one.figure, &mut value);
        Value::Object(value)
    };
    let wanted = report.outlook.by != By::Day;
    forecast.periods.iter().filter(|_| wanted).map(period).collect()
}

fn days(report: &DemandReport<'_>, forecast: &ChannelForecast) -> Vec<Value> {
    let day = |day: &DayOutlook| {
        let mut value = Map::new();
        value.insert("date".into(), day.date.to_string().into());
        value.insert("open".into(), day.open.into());
        figure(report, &day.figure, &mut value);
        Value::Object(value)
    };
    forecast.days.iter().map(day).collect()
}

/// None where intervals are days: `days` has them.
fn intervals(report: &DemandReport<'_>, forecast: &ChannelForecast) -> Vec<Value> {
    if forecast.interval == Grid::DAY {
        return Vec::new();
    }
    let all = forecast.days.iter().flat_map(|day| &day.intervals).map(|one| {
        let mut value = Map::new();
        value.insert("interval_start".into(), start((one.start, one.offset), forecast.interval).into());
        figure(report, &one.figure, &mut value);
        Value::Object(value)
    });
    all.collect()
}

fn figure(report: &DemandReport<'_>, figure: &Figure, value: &mut Map<String, Value>) {
    value.insert("mean".into(), figure.mean.into());
    for (percent, quantile) in report.outlook.quantiles.iter().zip(&figure.quantiles) {
        value.insert(quantile_name(*percent), (*quantile).into());
    }
    value.insert("aht_seconds".into(), figure.aht_seconds.into());
}

fn cautions(report: &DemandReport<'_>, channel: &ChannelOutlook) -> Vec<Value> {
    let name = &channel.channel;
    let place = format!("channel.{name}");
    let told = |code: &str, text: String| json!({ "code": code, "text": text, "where": place });
    let of_outlook = channel.cautions.iter().map(|caution| {
        told(demand_code(caution), report.with_names(channel, |names| demand_text(caution, name, names)))
    });
    let without = channel.forecast.as_ref().err().map(|why| told(NO_FORECAST, no_forecast_text(name, *why)));
    without.into_iter().chain(of_outlook).collect()
}

fn account(account: &Explained) -> Value {
    let mut before = 0.0;
    let steps = account.steps.iter().map(|(step, after)| {
        let value = json!({ "step": step_name(step), "contacts": after - before, "comes_to": after });
        before = *after;
        value
    });
    json!({
        "channel": account.channel,
        "scenario": account.scenario.as_deref().unwrap_or("baseline"),
        "first": account.days.first.to_string(),
        "last": account.days.last.to_string(),
        "steps": steps.collect::<Vec<_>>(),
        "offered": account.offered,
        "outsourced": account.outsourced,
    })
}
