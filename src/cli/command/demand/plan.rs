//! Demand for a plan: its channels, hours, events and levers.

use super::histories::{horizon, refused};
use super::run::show;
use crate::calendar::{DateSpan, Month};
use crate::cli::args::Changes;
use crate::cli::command::plans::{ReadPlan, options, read};
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::demand::Demand;
use crate::cli::output::{destinations, guard};
use crate::cli::screen::{Progress, Voice};
use crate::engine::demand_outlook::{Explained, OutlookTerms, explained, of_plan};
use crate::input::clock_changes;
use crate::input::typed::{self, Zone};
use crate::model::{Plan, Scenario};
use crate::report::write::shown;
use crate::report::{DemandReport, PlanNames};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Reads the plan, forecasts, and shows.
pub(super) fn run(args: &Demand, path: &str, voice: &Voice) -> Result<Ended, Stop> {
    of_histories_only(args)?;
    let destinations = destinations(&args.output, 1)?;
    let scenario = if args.scenario.is_empty() { vec!["baseline".to_owned()] } else { args.scenario.clone() };
    let changes =
        Changes { scenario, set: args.set.clone(), as_of: args.as_of, max_rejected: args.max_rejected };
    let plans = read(&[path.to_owned()], &options(&changes), voice)?;
    let Some(plan) = plans.first() else { return Err(Stop::Refused(None)) };
    guard(&destinations, &plan.files())?;
    let scenarios = &plan.loaded.scenarios;
    let Some(baseline) = scenarios.first() else { return Err(Stop::Refused(None)) };
    if baseline.plan.channels.is_empty() {
        return Err(Stop::refused("the plan has no channel, so nobody contacts it; add a `[channel.NAME]`"));
    }
    let wanted = wanted(scenarios, &changes.scenario);
    let terms = terms(args, &baseline.plan)?;
    let progress = Progress::start(voice, "computing");
    let outlook = of_plan(&baseline.plan, &wanted, &plan.loaded.evidence, &terms).map_err(refused)?;
    let explained = match &args.explain {
        Some(figure) => Some(explain(figure, plan, &wanted, &terms)?),
        None => None,
    };
    drop(progress);
    let names = |names: &mut dyn Iterator<Item = &String>| names.cloned().collect::<Vec<_>>();
    let report = DemandReport {
        outlook: &outlook,
        explained: explained.as_deref(),
        names: Some(PlanNames {
            title: &baseline.plan.settings.title,
            channels: &names(&mut baseline.plan.channels.iter().map(|channel| &channel.name)),
            teams: &names(&mut baseline.plan.teams.iter().map(|team| &team.name)),
        }),
        timezone: &baseline.plan.settings.timezone,
        version: env!("CARGO_PKG_VERSION"),
        inputs_sha256: &plan.loaded.inputs_sha256,
    };
    show(args, &report, &destinations, voice)
}

/// The scenarios that were named, a sweep with all its points, in the order of the plan.
fn wanted<'a>(scenarios: &'a [Scenario], names: &[String]) -> Vec<&'a Scenario> {
    let named = |scenario: &&Scenario| {
        names.iter().any(|name| {
            let rest = scenario.name.strip_prefix(name.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
        })
    };
    scenarios.iter().filter(named).collect()
}

/// Refuses what only histories have.
fn of_histories_only(args: &Demand) -> Result<(), Stop> {
    if let Some(flag) = args.reading.given().first() {
        return Err(Stop::refused(format!(
            "`{flag}` reads files; how those of a plan are read stands in its `[history]` and `[channel.NAME.history]`"
        )));
    }
    if !args.closed.is_empty() {
        return Err(Stop::refused(
            "`--closed` goes with histories; a plan has `[calendar] closed`, or `--set calendar.closed=[2026-10-01]`",
        ));
    }
    if args.backtest.is_some() {
        return Err(Stop::refused(
            "`--backtest` goes with histories: name the file that the plan reads, as in `plan demand chat.csv --backtest 4w`",
        ));
    }
    Ok(())
}

fn terms(args: &Demand, plan: &Plan) -> Result<OutlookTerms, Stop> {
    let settings = &plan.settings;
    let whole = DateSpan { first: settings.start, last: settings.end() };
    let horizon = horizon(args, settings.start)?.unwrap_or(whole);
    let zone = typed::zone(&settings.timezone).unwrap_or(Zone::UTC);
    Ok(OutlookTerms {
        as_of: settings.as_of,
        horizon,
        interval: args.interval,
        quantiles: args.quantiles.0.clone(),
        changes: clock_changes(zone.tz(), horizon.first, horizon.last),
        closed: BTreeSet::new(),
        // A plan thinks in months.
        days_by_week: 0,
        threads: args.reading.threads.map(usize::from),
    })
}

/// The accounts of a figure: a channel over the horizon, or in one of its months, in every scenario asked for.
fn explain(
    figure: &str,
    plan: &ReadPlan,
    wanted: &[&Scenario],
    terms: &OutlookTerms,
) -> Result<Vec<Explained>, Stop> {
    let horizon = terms.horizon;
    let loaded = &plan.loaded;
    let Some(baseline) = loaded.scenarios.first() else { return Ok(Vec::new()) };
    let names: Vec<&str> = baseline.plan.channels.iter().map(|channel| channel.name.as_str()).collect();
    let place = |name: &str| names.iter().position(|known| *known == name);
    // A channel's name may hold a slash.
    let (name, month) = match (place(figure), figure.rsplit_once('/')) {
        (None, Some((name, month))) => (name, Some(month)),
        _ => (figure, None),
    };
    let Some(channel) = place(name) else {
        return Err(Stop::refused(format!(
            "`{}` is no channel of the plan; write one of {}, alone or with a month as in {}/{}",
            shown(name),
            names.iter().map(|name| format!("`{}`", shown(name))).collect::<Vec<_>>().join(", "),
            shown(names.first().copied().unwrap_or("chat")),
            Month::of(horizon.first)
        )));
    };
    let days = match month {
        None => horizon,
        Some(month) if month.trim().is_empty() => {
            return Err(Stop::refused(format!(
                "`{}` ends before its month; write `{}` for the whole horizon, or a month as in {}/{}",
                shown(figure),
                shown(name),
                shown(name),
                Month::of(horizon.first)
            )));
        }
        Some(month) => days_of(month, horizon)?,
    };
    let account = |scenario: &&Scenario| Explained {
        scenario: (wanted.len() > 1 || scenario.name != "baseline").then(|| scenario.name.clone()),
        ..explained((&scenario.plan, &baseline.plan), &loaded.evidence, (channel, days), &terms.changes)
    };
    Ok(wanted.iter().map(account).collect())
}

fn days_of(month: &str, horizon: DateSpan) -> Result<DateSpan, Stop> {
    let first = NaiveDate::parse_from_str(&format!("{month}-01"), "%Y-%m-%d").ok();
    let within = first.map(|first| DateSpan {
        first: first.max(horizon.first),
        last: Month::of(first).last_day().min(horizon.last),
    });
    within.filter(|days| days.first <= days.last).ok_or_else(|| {
        Stop::refused(format!(
            "`{}` is no month of the horizon, {} to {}; write one like {}",
            shown(month),
            horizon.first,
            horizon.last,
            Month::of(horizon.first)
        ))
    })
}
