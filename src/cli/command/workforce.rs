//! `plan workforce`: the people of a plan, without their customers.

use super::plans::{judged, options, origin, read};
use crate::calendar::By;
use crate::cli::args::Form;
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::workforce::{Rows, Workforce as Args};
use crate::cli::output::{destinations, guard, publish};
use crate::cli::screen::{Progress, Voice};
use crate::engine::RunOptions;
use crate::engine::workforce_outlook::workforce_outlook;
use crate::input::LoadOptions;
use crate::model::{Plan, WorkforceStep};
use crate::report::WorkforceReport;
use crate::report::targets::subject;
use crate::report::write::{markdown, terminal, workforce_csv, workforce_json};

/// Reads, computes, writes files, prints, and judges under `--check`.
pub(in crate::cli) fn run(args: &Args, voice: &Voice) -> Result<Ended, Stop> {
    let destinations = destinations(&args.output, 1)?;
    let load =
        LoadOptions { seed: args.luck.seed, replications: args.luck.replications, ..options(&args.changes) };
    let plans = read(std::slice::from_ref(&args.plan), &load, voice)?;
    let Some(plan) = plans.first() else { return Err(Stop::Refused(None)) };
    guard(&destinations, &plan.files())?;
    let Some(baseline) = plan.loaded.scenarios.first() else { return Err(Stop::Refused(None)) };
    if baseline.plan.teams.is_empty() {
        return Err(Stop::refused(
            "the plan has no team, so there is nobody to plan for; add a `[team.NAME]`",
        ));
    }
    let options =
        RunOptions { by: rows(args.by, &baseline.plan)?, threads: args.luck.threads.map(usize::from) };
    let progress = Progress::start(voice, "computing");
    let outlook = workforce_outlook(&plan.loaded.scenarios, &plan.loaded.evidence, &options);
    drop(progress);
    let outlook = outlook?;
    let report = WorkforceReport::of(&plan.loaded.scenarios, &outlook, origin(plan));
    let Some(report) = report else { return Err(Stop::Refused(None)) };
    publish(&destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&report.document(), screen),
        Form::Markdown => markdown(&report.document()),
        Form::Json => workforce_json(&report),
        Form::Csv => workforce_csv(&report),
    })?;
    let missed = args.check && missed(&report, &args.changes.scenario, voice);
    Ok(if missed { Ended::TargetMissed } else { Ended::Done })
}

/// The cut of the report: as asked, else the plan's own step.
fn rows(asked: Option<Rows>, plan: &Plan) -> Result<By, Stop> {
    match (asked, plan.settings.workforce_step) {
        (Some(Rows::Quarter), _) => Ok(By::Quarter),
        (Some(Rows::Month), _) | (None, WorkforceStep::Month) => Ok(By::Month),
        (Some(Rows::Week) | None, WorkforceStep::Week) => Ok(By::Week),
        (Some(Rows::Week), WorkforceStep::Month) => Err(Stop::refused(
            "the workforce of this plan moves in months, which say nothing of weeks; add \
             `--set plan.workforce_step=\"week\"`",
        )),
    }
}

/// Whether a case that `--check` judges misses a target.
fn missed(report: &WorkforceReport<'_>, scenarios: &[String], voice: &Voice) -> bool {
    let mut any = false;
    for case in report.cases().filter(|case| judged(scenarios, &case.people.name)) {
        for target in &case.people.targets {
            let (outcome, name) = (&target.outcome, &case.people.name);
            let what = subject(&outcome.target, case.plan);
            match outcome.met {
                Some(false) => {
                    any = true;
                    voice
                        .say(&format!("check: `{name}` misses its target for {what}, in {}", outcome.period));
                }
                None if !voice.quiet => {
                    voice.say(&format!("check: the target for {what} cannot be judged in `{name}`"));
                }
                _ => {}
            }
        }
    }
    any
}
