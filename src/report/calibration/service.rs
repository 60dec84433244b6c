//! What a history says of a channel's keys.

use super::CalibrationReport;
use super::settings::{PlanTable, Setting, seconds, share};
use super::words::{counted, day_part, reason_of, tenure};
use crate::engine::calibrate::{ChannelFigures, DAY_PARTS, Estimate, HandleTime, TENURES, Untold};
use crate::report::write::{number, percent};

/// `[channel.X]`.
pub(super) fn channel_table(channel: &ChannelFigures, report: &CalibrationReport<'_>) -> PlanTable {
    let source = files(report.history);
    let settings = vec![
        handle_time(channel, &source),
        patience(channel, &source),
        returning("redial", &channel.returns.redial, REDIAL, &source),
        resolution(channel, &source),
        recontact(channel, &source),
    ];
    let mut notes = handle_notes(channel);
    notes.push(spread(channel));
    if let Ok(repeat) = &channel.returns.repeat {
        notes.push(format!(
            "{} of answered contacts are followed by another of the same customer within a week (± {} points, n = {}); the history holds \
             these",
            percent(repeat.value),
            points(repeat),
            number(repeat.n, 0)
        ));
    }
    PlanTable { path: vec!["channel".into(), channel.channel.clone()], settings, notes }
}

/// One file by its name, several by their number.
pub(super) fn files(files: &[String]) -> String {
    match files {
        [one] => one.clone(),
        many => counted(many.len(), "file"),
    }
}

const REDIAL: &str = "of those who gave up, came back the same day; a history holds these returns already, so state it only \
                      for a plan whose `volume` counts first tries alone";

fn handle_time(channel: &ChannelFigures, source: &str) -> Setting {
    const KEY: &str = "handle_time";
    match &channel.handle_time {
        Err(why) => Setting::untold(KEY, &reason_of(*why)),
        Ok(time) => {
            let (mean, tenured) = time.proficient();
            let whose = match (tenured, &time.by_tenure) {
                (true, _) => "mean of agents with a year of tenure or more",
                (false, Err(_)) => "mean of all agents, newcomers among them: who is proficient is not known",
                (false, Ok(_)) => "mean of all agents: too few contacts of agents with a year of tenure",
            };
            let figure = format!("{}, n = {}, {source}", plus_minus(&mean, " s", 1), number(mean.n, 0));
            Setting::stated(KEY, format!("\"{}\"", seconds(mean.value)), whose, figure)
        }
    }
}

/// `301.2 ± 2.1 s`, or without an error where none can be told.
pub(super) fn plus_minus(estimate: &Estimate, unit: &str, decimals: usize) -> String {
    match estimate.error {
        Some(error) => {
            format!("{} ± {}{unit}", number(estimate.value, decimals), number(error, decimals))
        }
        None => format!("{}{unit} (no standard error from counts)", number(estimate.value, decimals)),
    }
}

fn handle_notes(channel: &ChannelFigures) -> Vec<String> {
    let Ok(time) = &channel.handle_time else { return Vec::new() };
    let mut notes = Vec::new();
    if let Some(law) = &time.law {
        notes.push(format!(
            "handle times as a lognormal law: ln seconds {} ± {}, standard deviation {} ± {}, n = {}; median {} s, spread over mean {}",
            number(law.log_mean, 3),
            number(law.log_mean_error, 3),
            number(law.log_sd, 3),
            number(law.log_sd_error, 3),
            number(law.contacts, 0),
            number(law.median(), 1),
            number(law.scatter(), 2)
        ));
    }
    notes.extend(by_day_part(time));
    notes.push(match &time.by_tenure {
        Ok(tenures) => {
            let each = TENURES.iter().zip(tenures).filter_map(|(band, mean)| {
                let mean = mean.as_ref()?;
                Some(format!("{} {} (n = {})", tenure(*band), plus_minus(mean, " s", 1), number(mean.n, 0)))
            });
            format!("handle time by tenure of the agent: {}", each.collect::<Vec<_>>().join("; "))
        }
        Err(why) => format!("handle time by tenure of the agent is not told: {}", reason_of(*why)),
    });
    notes
}

fn by_day_part(time: &HandleTime) -> Option<String> {
    let parts = time.by_day_part.as_ref()?;
    let each = DAY_PARTS.iter().zip(parts).filter_map(|(part, mean)| {
        let mean = mean.as_ref()?;
        let figure = match mean.error {
            Some(_) => plus_minus(mean, " s", 1),
            None => format!("{} s", number(mean.value, 1)),
        };
        Some(format!("{} {figure} (n = {})", day_part(*part), number(mean.n, 0)))
    });
    Some(format!("handle time by part of the day: {}", each.collect::<Vec<_>>().join("; ")))
}

fn patience(channel: &ChannelFigures, source: &str) -> Setting {
    const KEY: &str = "patience";
    match &channel.patience {
        Err(why) => Setting::untold(KEY, &reason_of(*why)),
        Ok(fit) => {
            let mean = fit.mean.get();
            let figure = format!(
                "{} ± {} s, n = {} who gave up of {}, {source}",
                number(mean, 1),
                number(fit.standard_error, 1),
                number(fit.abandoned, 0),
                number(fit.contacts, 0)
            );
            let what = "exponential, who was answered counts as still waiting";
            Setting::stated(KEY, format!("\"{}\"", seconds(mean)), what, figure)
        }
    }
}

/// A standard error in points.
fn points(estimate: &Estimate) -> String {
    number(100.0 * estimate.error.unwrap_or(0.0), 1)
}

fn returning(key: &'static str, of: &Result<Estimate, Untold>, what: &str, source: &str) -> Setting {
    match of {
        Err(why) => Setting::untold(key, &reason_of(*why)),
        Ok(found) => Setting::stated(key, share(found.value), what, figure(found, source)).told_only(),
    }
}

fn figure(found: &Estimate, source: &str) -> String {
    format!("{} ± {} points, n = {}, {source}", percent(found.value), points(found), number(found.n, 0))
}

fn resolution(channel: &ChannelFigures, source: &str) -> Setting {
    const KEY: &str = "first_contact_resolution";
    match &channel.resolution {
        Err(why) => Setting::untold(KEY, &reason_of(*why)),
        Ok(found) => Setting::stated(KEY, share(found.value), "solved the first time", figure(found, source)),
    }
}

fn recontact(channel: &ChannelFigures, source: &str) -> Setting {
    const KEY: &str = "recontact";
    let what = "of contacts not solved, followed by another of the same customer within a week (an assumption of what \
                is the same matter)";
    match &channel.returns.recontact {
        Err(why) => Setting::untold(KEY, &reason_of(*why)),
        Ok(found) => Setting::stated(KEY, share(found.value), what, figure(found, source)),
    }
}

fn spread(channel: &ChannelFigures) -> String {
    match &channel.spread {
        Err(why) => format!("overdispersion of arrivals is not told: {}", reason_of(*why)),
        Ok(spread) => format!(
            "arrivals in {} minutes about their share of the day: variance over mean {} ± {} (1 is Poisson), and a coefficient of \
             variation of {} ± {} however many come; n = {} intervals of {}; a forecast learns these itself",
            spread.minutes,
            number(spread.overdispersion, 2),
            number(spread.overdispersion_error, 2),
            number(spread.cv, 3),
            number(spread.cv_error, 3),
            number(spread.intervals as f64, 0),
            counted(spread.weeks, "week")
        ),
    }
}
