//! Which of the two is asked: histories, or a plan.

use super::{histories, plan};
use crate::cli::args::Form;
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::demand::Demand;
use crate::cli::output::{Destination, publish};
use crate::cli::screen::Voice;
use crate::engine::demand_outlook::NoForecast;
use crate::report::DemandReport;
use crate::report::write::{demand_csv, demand_json, markdown, shown, terminal};

/// Forecasts, explains or looks back.
pub(in crate::cli) fn run(args: &Demand, voice: &Voice) -> Result<Ended, Stop> {
    let is_plan = |file: &String| file.to_ascii_lowercase().ends_with(".toml");
    match args.files.as_slice() {
        [one] if is_plan(one) => plan::run(args, one, voice),
        files if files.iter().any(is_plan) => Err(Stop::refused(
            "`plan demand` takes one plan, or any number of histories; run it plan by plan",
        )),
        _ => histories::run(args, voice),
    }
}

/// The demand in every form asked for; refused where no channel can be forecast at all.
pub(super) fn show(
    args: &Demand,
    report: &DemandReport<'_>,
    destinations: &[Destination],
    voice: &Voice,
) -> Result<Ended, Stop> {
    let channels = &report.outlook.channels;
    let none = channels.iter().all(|channel| channel.forecast.is_err());
    // The report says it as well.
    let for_people = matches!(args.format, Form::Table | Form::Markdown);
    for channel in channels {
        if let Err(why) = channel.forecast
            && (none || (!voice.quiet && !for_people))
        {
            voice.say(&format!("warning: {}", shown(&report.no_forecast(&channel.channel, why))));
        }
    }
    if none {
        let why = match channels.first().map(|channel| channel.forecast.as_ref().err()) {
            Some(Some(NoForecast::NoRows)) => "; is `--as-of` too early?",
            _ => "",
        };
        return Err(Stop::refused(format!("no channel can be forecast{why}")));
    }
    publish(destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&report.document(), screen),
        Form::Markdown => markdown(&report.document()),
        Form::Json => demand_json(report),
        Form::Csv => demand_csv(report),
    })?;
    Ok(Ended::Done)
}
