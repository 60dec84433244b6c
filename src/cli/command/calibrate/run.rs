//! From flags to a fragment, and into a plan where that was asked for.

use super::data::{Data, read};
use super::write::{Target, write};
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::calibrate::{Calibrate, Shape};
use crate::cli::output::{same_place, save};
use crate::cli::screen::{Progress, Voice, print};
use crate::engine::calibrate::{Calibration, Deferred, RosterSource, Sources, calibrate};
use crate::input::inputs_sha256;
use crate::report::CalibrationReport;
use crate::report::write::{Screen, calibration_json, calibration_toml, markdown, shown, terminal};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};

/// The team of a fragment that goes into no plan.
const TEAM: &str = "frontline";
/// Tables in files are as wide as a page.
const PAGE: Screen = Screen { width: 100, color: false };

/// Reads the data, estimates, and gives the result in every form that was asked for.
pub(in crate::cli) fn run(args: &Calibrate, voice: &Voice) -> Result<Ended, Stop> {
    if args.history.is_empty() && args.roster.is_none() && args.survey.is_none() {
        return Err(Stop::refused("nothing to learn from: name a --history, a --roster or a --survey"));
    }
    let window_start = window_start(args)?;
    let places = places(args)?;
    let target = args.write.as_deref().map(|plan| Target::open(plan, voice)).transpose()?;
    let data = read(args, voice)?;
    guard(&places, args.write.as_deref(), &data.paths)?;
    let progress = Progress::start(voice, "estimating");
    let deferred = deferred(args, target.as_ref());
    let calibration = estimated(&data, window_start, (args, &deferred));
    drop(progress);
    known(args, &calibration)?;
    let team = team(args, target.as_ref(), &calibration)?;
    let report = CalibrationReport {
        calibration: &calibration,
        history: &args.history,
        roster: args.roster.as_deref(),
        survey: args.survey.as_deref(),
        team: &team,
        version: env!("CARGO_PKG_VERSION"),
        inputs_sha256: &inputs_sha256(&data.files),
    };
    let mut files: Vec<(PathBuf, String)> =
        places.iter().map(|(path, shape)| (path.clone(), rendered(&report, *shape, PAGE))).collect();
    if let Some(target) = target {
        files.push(write(&target, &report, voice)?);
    }
    save(&files)?;
    if voice.verbose {
        files.iter().for_each(|(path, _)| voice.say(&format!("wrote `{}`", path.display())));
    }
    print(&rendered(&report, args.format, voice.out))?;
    Ok(Ended::Done)
}

fn rendered(report: &CalibrationReport<'_>, shape: Shape, screen: Screen) -> String {
    match shape {
        Shape::Toml => calibration_toml(report),
        Shape::Json => calibration_json(report),
        Shape::Table => terminal(&report.document(), screen),
        Shape::Markdown => markdown(&report.document()),
    }
}

fn estimated(
    data: &Data,
    window_start: Option<NaiveDate>,
    (args, deferred): (&Calibrate, &Deferred),
) -> Calibration {
    let roster = data.roster.as_deref().zip(window_start);
    calibrate(&Sources {
        channels: &data.channels,
        log: data.log.as_ref(),
        roster: roster.map(|(rows, window_start)| RosterSource { rows, window_start, as_of: args.as_of }),
        survey: data.survey.as_deref(),
        deferred: Some(deferred),
        week_days: args.week_days,
    })
}

/// The channels that are worked off a backlog: those of the plan, and those named.
fn deferred(args: &Calibrate, target: Option<&Target>) -> Deferred {
    let mut deferred = target.map(Target::deferred).cloned().unwrap_or_default();
    deferred.names.extend(args.deferred.iter().cloned());
    deferred
}

/// Refuses deferred channels that no answer is of.
fn known(args: &Calibrate, calibration: &Calibration) -> Result<(), Stop> {
    let names = calibration.csat.as_ref().map_or(&[][..], |csat| &csat.names);
    match args.deferred.iter().find(|name| !names.contains(&name.to_lowercase())) {
        None => Ok(()),
        Some(name) => Err(Stop::refused(format!(
            "--deferred names `{}`, and no rated answer is of such a channel{}",
            shown(name),
            if names.is_empty() {
                String::new()
            } else {
                format!("; there are {}", shown(&names.join(", ")))
            }
        ))),
    }
}

/// The start of the roster's window, without which its people would seem to stay too long.
fn window_start(args: &Calibrate) -> Result<Option<NaiveDate>, Stop> {
    if args.roster.is_none() || args.window_start.is_some() {
        if let (Some(start), Some(end)) = (args.window_start, args.as_of)
            && start > end
        {
            return Err(Stop::refused(format!(
                "the window ends on {end} (--as-of), before it starts on {start}"
            )));
        }
        return Ok(args.window_start);
    }
    Err(Stop::refused(
        "--roster needs --window-start DATE, the first day from which leavers are in the roster. One exported from today's system \
         holds nobody who left before leavers were kept, so people seem to stay much longer than they do: the share that stays a \
         year comes out 15 to 20 points too high. Where all leavers since the first hire are in it, say that day",
    ))
}

/// The team that the roster is of: as said, else the plan's only one, else that of a fragment.
fn team(args: &Calibrate, target: Option<&Target>, calibration: &Calibration) -> Result<String, Stop> {
    if let Some(team) = &args.team {
        return Ok(team.clone());
    }
    let Some(target) = target else { return Ok(TEAM.to_owned()) };
    match target.teams().as_slice() {
        [only] => Ok(only.clone()),
        many if calibration.roster.is_ok() || calibration.learning.is_ok() => Err(Stop::refused(format!(
            "the plan has {} teams; say which one the roster is of: --team NAME{}",
            many.len(),
            if many.is_empty() { String::new() } else { format!(" ({})", many.join(", ")) }
        ))),
        _ => Ok(TEAM.to_owned()),
    }
}

/// The files of `-o`.
fn places(args: &Calibrate) -> Result<Vec<(PathBuf, Shape)>, Stop> {
    let mut places: Vec<(PathBuf, Shape)> = Vec::new();
    for output in args.output.iter().filter(|output| *output != "-") {
        let path = PathBuf::from(output);
        let ending =
            path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
        let shape = match ending.as_str() {
            "toml" => Shape::Toml,
            "json" => Shape::Json,
            "md" => Shape::Markdown,
            _ => {
                return Err(Stop::refused(format!(
                    "the ending of `{output}` says no form; results are written to .toml, .json and .md"
                )));
            }
        };
        if places.iter().any(|(other, _)| same_place(other, &path)) {
            return Err(Stop::refused(format!("`{output}` is named twice; each -o takes a file of its own")));
        }
        places.push((path, shape));
    }
    Ok(places)
}

/// Refuses to write over what was read, or over the plan.
fn guard(places: &[(PathBuf, Shape)], plan: Option<&str>, read: &[PathBuf]) -> Result<(), Stop> {
    let plan = plan.map(Path::new);
    for path in places.iter().map(|(path, _)| path.as_path()).chain(plan) {
        let is_plan = plan.is_some_and(|plan| std::ptr::eq(plan, path));
        let others = read.iter().map(PathBuf::as_path).chain(plan.filter(|_| !is_plan));
        if let Some(source) = others.into_iter().find(|other| same_place(other, path)) {
            return Err(Stop::refused(format!(
                "`{}` would be written over `{}`; choose another file",
                path.display(),
                source.display()
            )));
        }
    }
    Ok(())
}
