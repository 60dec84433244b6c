//! `plan forecast`: the main job.

use super::plans::{ReadPlan, judged as judges, options, origin, read};
use crate::cli::args::{Forecast as Args, Form};
use crate::cli::exit::{Ended, Stop};
use crate::cli::output::{Destination, destinations, guard, one_plan_only, rendered, save};
use crate::cli::screen::{Progress, Voice, print};
use crate::engine::{Caution, Outcome, RunOptions, Unbalanced, run as engine_run};
use crate::input::LoadOptions;
use crate::model::Plan;
use crate::report::cautions::{Names, text};
use crate::report::targets::{judged, subject};
use crate::report::write::{Screen, shown};
use crate::report::{Case, Forecast};

/// Tables in files are as wide as a page.
const PAGE: Screen = Screen { width: 100, color: false };

/// Reads, runs, writes files, prints, and judges under `--check`.
pub(in crate::cli) fn run(args: &Args, voice: &Voice) -> Result<Ended, Stop> {
    let destinations = destinations(&args.output, args.plans.len())?;
    if args.format == Form::Csv {
        one_plan_only(args.plans.len())?;
    }
    let load =
        LoadOptions { seed: args.luck.seed, replications: args.luck.replications, ..options(&args.changes) };
    let plans = read(&args.plans, &load, voice)?;
    guard(&destinations, &plans.iter().flat_map(ReadPlan::files).collect::<Vec<_>>())?;
    let by = args.by.into();
    let how = RunOptions { by, threads: args.luck.threads.map(usize::from) };
    let progress = Progress::start(voice, "computing");
    let outcomes: Result<Vec<Vec<Outcome>>, Unbalanced> =
        plans.iter().map(|plan| engine_run(&plan.loaded.scenarios, &plan.loaded.evidence, &how)).collect();
    drop(progress);
    let outcomes = outcomes?;
    let forecasts: Vec<Forecast<'_>> = plans
        .iter()
        .zip(&outcomes)
        .filter_map(|(plan, outcomes)| Forecast::of(&plan.loaded.scenarios, outcomes, by, origin(plan)))
        .collect();
    for forecast in &forecasts {
        let told = blind(forecast.baseline.plan, forecast.baseline.outcome);
        let channels = &forecast.baseline.plan.channels;
        if !channels.is_empty() && told.len() == channels.len() {
            told.iter().for_each(|why| voice.say(&format!("warning: {why}")));
            return Err(Stop::refused(
                "no channel can be forecast; read a longer history, or state a `volume`",
            ));
        }
    }
    write(&forecasts, &destinations, voice)?;
    print(&rendered(&forecasts, args.format, voice.out))?;
    Ok(if args.check && missed(&forecasts, &args.changes.scenario, voice) {
        Ended::TargetMissed
    } else {
        Ended::Done
    })
}

fn write(forecasts: &[Forecast<'_>], destinations: &[Destination], voice: &Voice) -> Result<(), Stop> {
    let files: Vec<_> =
        destinations.iter().map(|to| (to.path.clone(), rendered(forecasts, to.form, PAGE))).collect();
    save(&files)?;
    if voice.verbose {
        for (path, _) in &files {
            voice.say(&format!("wrote `{}`", path.display()));
        }
    }
    Ok(())
}

/// Whether a case that `--check` judges misses a target: the baseline, or the scenarios that were named.
fn missed(forecasts: &[Forecast<'_>], scenarios: &[String], voice: &Voice) -> bool {
    let judges = |case: &Case<'_>| judges(scenarios, &case.outcome.name);
    let mut any = false;
    for case in forecasts.iter().flat_map(Forecast::cases).filter(judges) {
        let told = blind(case.plan, case.outcome);
        any |= !told.is_empty();
        told.iter().for_each(|why| voice.say(&format!("check: {why}")));
        for one in judged(&case) {
            let what = subject(one.target, case.plan);
            let name = &case.outcome.name;
            if let Some(miss) = one.first_miss() {
                any = true;
                voice.say(&format!("check: `{name}` misses its target for {what}, first in {}", miss.period));
            } else if one.met().is_none() && !voice.quiet {
                voice.say(&format!("check: the target for {what} cannot be judged in `{name}`"));
            }
        }
    }
    any
}

/// Why channels have no forecast: figures that rest on their contacts say nothing. A volume that is stated takes the place of
/// a history that is too short.
fn blind(plan: &Plan, outcome: &Outcome) -> Vec<String> {
    let told = outcome.cautions.iter().filter(|caution| match caution {
        Caution::HistoryTooShort { channel, .. } => plan.channels[*channel].volume.is_empty(),
        Caution::NoContacts { .. } => true,
        _ => false,
    });
    told.map(|caution| shown(&text(caution, &Names::of(outcome))).into_owned()).collect()
}
