//! `plan check`: everything that is wrong with a plan and its data; nothing computed.

use super::plans::{ReadPlan, options, read, rows};
use crate::cli::args::Check;
use crate::cli::exit::{Ended, Stop};
use crate::cli::screen::{Voice, print};
use crate::report::write::shown;

/// A line a plan that is in order.
pub(in crate::cli) fn run(args: &Check, voice: &Voice) -> Result<Ended, Stop> {
    let plans = read(&args.plans, &options(&args.changes), voice)?;
    let several = plans.len() > 1;
    let lines: Vec<String> = plans.iter().map(|plan| line(plan, several)).collect();
    print(&lines.concat())?;
    Ok(Ended::Done)
}

/// "ok: 3 channels, 2 teams, 6 scenarios, 16 sweep points, 8 targets; 4 files, 1,204,500 of 1,204,511 rows".
fn line(plan: &ReadPlan, named: bool) -> String {
    let scenarios = &plan.loaded.scenarios;
    let points = scenarios.iter().filter(|scenario| scenario.sweep_point).count();
    let mut parts = Vec::new();
    if let Some(baseline) = scenarios.first().map(|scenario| &scenario.plan) {
        parts.push(counted(baseline.channels.len(), "channel"));
        parts.push(counted(baseline.teams.len(), "team"));
        parts.push(counted(baseline.targets.len(), "target"));
    }
    parts.push(counted((scenarios.len() - points).saturating_sub(1), "scenario"));
    if points > 0 {
        parts.push(counted(points, "sweep point"));
    }
    let name = if named { format!("{}: ", shown(&plan.path)) } else { String::new() };
    format!("{name}ok: {}{}\n", parts.join(", "), data(plan))
}

fn data(plan: &ReadPlan) -> String {
    let inputs = &plan.loaded.inputs;
    if inputs.is_empty() {
        return String::new();
    }
    let sum = |of: fn(&crate::input::InputFile) -> u64| inputs.iter().map(of).sum::<u64>();
    format!(
        "; {}, {} of {} rows accepted",
        counted(inputs.len(), "data file"),
        rows(sum(|input| input.rows_accepted)),
        rows(sum(|input| input.rows_read))
    )
}

fn counted(count: usize, noun: &str) -> String {
    let s = if count == 1 { "" } else { "s" };
    format!("{} {noun}{s}", rows(count as u64))
}
