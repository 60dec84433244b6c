//! A run: scenarios × replications in parallel, figures in the order of the plan file.
//!
//! Scenarios that ask for the same service share one [`World`](super::worlds::World): its tables are filled once. Replications run in blocks;
//! each draws its demand once a world and lets every scenario's people meet it.

use super::audit::{self, Unbalanced, balanced};
use super::direct::{self, Course};
use super::figures::by_interval::interval_periods;
use super::figures::levers::lever_cautions;
use super::figures::measures::{Block, Samples};
use super::figures::outcome::Outcome;
use super::figures::targets;
use super::figures::tell;
use super::horizon::Horizon;
use super::paths::DemandPath;
use super::people::staff::Staff;
use super::replicate::Replicator;
use super::satisfaction::{Case, CaseMet, asked_period, met, swings};
use super::service::desk::Precision;
use super::service::strip::Strips;
use super::worlds::{Worlds, replicator, worlds};
use super::worth::{margins, put_contacts};
use crate::calendar::By;
use crate::model::{Evidence, Scenario};
use rayon::prelude::*;

/// How a run is cut and spread; neither changes a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RunOptions {
    /// Periods of the report.
    pub by: By,
    /// Threads; `None`: as many as there are processors.
    pub threads: Option<usize>,
}

/// Replications in a block.
pub(super) const BLOCK: u64 = 64;
/// Samples held at once, in values: scenarios are run in batches of so many.
const MOST_SAMPLES: usize = 1 << 25;
/// Worst intervals kept.
const WORST: usize = 10;

/// Runs every scenario; the first is the baseline. The outcome of a scenario does not depend on the others.
///
/// # Errors
/// Figures that contradict each other: see [`Unbalanced`].
pub fn run(
    scenarios: &[Scenario],
    evidence: &Evidence,
    options: &RunOptions,
) -> Result<Vec<Outcome>, Unbalanced> {
    let run = || run_by(scenarios, evidence, options.by);
    match options
        .threads
        .and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok())
    {
        Some(pool) => pool.install(run),
        None => run(),
    }
}

/// Targets speak of months, so months are always run; any other cut is run beside them.
fn run_by(scenarios: &[Scenario], evidence: &Evidence, by: By) -> Result<Vec<Outcome>, Unbalanced> {
    let Some(baseline) = scenarios.first() else { return Ok(Vec::new()) };
    let worlds = worlds(scenarios, &baseline.plan, evidence);
    let asked = asked_period(&baseline.plan, &Horizon::new(&baseline.plan.settings, By::Month));
    let told = told(scenarios, &worlds, By::Month, asked)?;
    let mut outcomes = with_satisfaction(told, &worlds);
    if by != By::Month {
        for (outcome, Told { outcome: cut, .. }) in
            outcomes.iter_mut().zip(self::told(scenarios, &worlds, by, asked)?)
        {
            outcome.periods = if by == By::Interval { interval_periods(&cut) } else { cut.periods };
            outcome.intervals = cut.intervals;
            outcome.cautions.extend(
                cut.cautions
                    .into_iter()
                    .filter(|caution| !outcome.cautions.contains(caution))
                    .collect::<Vec<_>>(),
            );
        }
    }
    Ok(outcomes)
}

/// An outcome, and what its contacts met; `None` where the expected course is not followed.
struct Told {
    outcome: Outcome,
    met: Option<CaseMet>,
}

/// The outcomes with what each coefficient does to satisfaction, which is told against the baseline.
fn with_satisfaction(told: Vec<Told>, worlds: &Worlds<'_>) -> Vec<Outcome> {
    let (mut outcomes, met): (Vec<Outcome>, Vec<Option<CaseMet>>) =
        told.into_iter().map(|told| (told.outcome, told.met)).unzip();
    let case =
        |(met, &world): (Option<CaseMet>, &usize)| Some((worlds.worlds[world].satisfaction.as_ref()?, met?));
    let cases: Vec<Option<Case<'_>>> = met.into_iter().zip(&worlds.of_scenario).map(case).collect();
    for (outcome, account) in outcomes.iter_mut().zip(swings(&cases)) {
        outcome.satisfaction = account;
    }
    outcomes
}

fn told(scenarios: &[Scenario], worlds: &Worlds<'_>, by: By, asked: usize) -> Result<Vec<Told>, Unbalanced> {
    let horizons: Vec<Horizon> =
        scenarios.iter().map(|scenario| Horizon::new(&scenario.plan.settings, by)).collect();
    let runs: Vec<(Replicator<'_>, Staff<'_>)> = scenarios
        .iter()
        .zip(&horizons)
        .zip(&worlds.of_scenario)
        .map(|((scenario, horizon), &world)| {
            let world = &worlds.worlds[world];
            let staff = Staff::new(&scenario.plan, &world.demand, horizon);
            (replicator((&scenario.plan, &scenarios[0].plan), world, horizon, &staff), staff)
        })
        .collect();
    let widest = runs
        .iter()
        .map(|(run, _)| run.layout.width() * run.plan.settings.replications as usize)
        .max()
        .unwrap_or(1);
    let batch = (MOST_SAMPLES / widest.max(1)).max(1);
    let mut all = Vec::with_capacity(scenarios.len());
    for start in (0..runs.len()).step_by(batch) {
        let members: Vec<usize> = (start..(start + batch).min(runs.len())).collect();
        let samples = sample(&runs, &members, worlds);
        let told: Result<Vec<Told>, Unbalanced> = members
            .par_iter()
            .zip(samples)
            .map(|(&member, samples)| {
                let asked = Asked { baseline: member == 0, by, period: asked };
                let scenario = &scenarios[member];
                let mut told = tell_outcome(scenario, &runs[member], &samples, asked)?;
                told.outcome.cautions.extend(lever_cautions(scenario, &scenarios[0].plan));
                Ok(told)
            })
            .collect();
        all.extend(told?);
    }
    Ok(all)
}

/// All replications of a batch of scenarios.
fn sample(runs: &[(Replicator<'_>, Staff<'_>)], members: &[usize], worlds: &Worlds<'_>) -> Vec<Samples> {
    let replications = |member: usize| u64::from(runs[member].0.plan.settings.replications);
    let most = members.iter().map(|&member| replications(member)).max().unwrap_or(0);
    let luck = worlds.luck();
    let blocks: Vec<Vec<Block>> = (0..most.div_ceil(BLOCK))
        .into_par_iter()
        .map(|block| {
            let (first, past) = (block * BLOCK, ((block + 1) * BLOCK).min(most));
            let mut paths: Vec<Option<DemandPath>> = vec![None; worlds.worlds.len()];
            let mut strips = Strips::default();
            let of_member = |&member: &usize| {
                let world = luck[worlds.of_scenario[member]];
                let path = paths[world].get_or_insert_with(|| {
                    let world = &worlds.worlds[world];
                    DemandPath::draw(world.plan, &world.demand, first..past)
                });
                let (run, staff) = &runs[member];
                let own = first..past.min(replications(member)).max(first);
                run.block(&mut staff.clone(), path, own, &mut strips)
            };
            members.iter().map(of_member).collect()
        })
        .collect();
    let mut of_member: Vec<Vec<Block>> = members.iter().map(|_| Vec::with_capacity(blocks.len())).collect();
    for block in blocks {
        of_member.iter_mut().zip(block).for_each(|(samples, block)| samples.push(block));
    }
    of_member.into_iter().map(Samples::new).collect()
}

/// Which outcome is told, by which cut, and of which month satisfaction is asked.
#[derive(Clone, Copy)]
struct Asked {
    baseline: bool,
    by: By,
    period: usize,
}

fn tell_outcome(
    scenario: &Scenario,
    (run, staff): &(Replicator<'_>, Staff<'_>),
    samples: &Samples,
    Asked { baseline, by, period }: Asked,
) -> Result<Told, Unbalanced> {
    let flows = staff.told(u64::from(run.plan.settings.replications));
    let headcount = tell::headcount(run, &flows);
    let mut cautions = tell::cautions(run, &flows, &headcount);
    let all_intervals = matches!(by, By::Day | By::Interval);
    // What is shown is exact: every interval of the report by interval, else the worst days of the baseline. Sweeps
    // have days by the thousand.
    let exact = by == By::Interval && !scenario.sweep_point;
    let precision = if exact { Precision::Exact } else { Precision::Fast };
    let followed = baseline || all_intervals || !scenario.sweep_point;
    let course = followed.then(|| Course::new(run, staff, &flows));
    let evaluated = course.as_ref().map_or_else(Vec::new, |course| course.intervals(precision));
    let of_worst = if baseline { Precision::Exact } else { Precision::Fast };
    cautions.extend(tell::overloads(run, &evaluated));
    let expected = run.serve(staff, &flows, &DemandPath::expected(run.demand));
    let mut periods = tell::periods(run, (staff, &flows), &expected, samples);
    let mut met = run.satisfaction.filter(|_| followed && by != By::Interval).map(|satisfaction| {
        let met = met(run, (staff, &flows), (&evaluated, &expected), periods.len());
        tell::put_mean_scores(&mut periods, satisfaction, &met);
        met
    });
    let known = course.as_ref().map(|_| &evaluated[..]);
    put_contacts(&mut periods, (run, samples), known);
    let one_more = match &course {
        Some(course) if baseline && by == By::Month => {
            margins(run, (staff, &flows), (course, &evaluated, &expected), &periods)
        }
        _ => Vec::new(),
    };
    let outcome = Outcome {
        name: scenario.name.clone(),
        about: scenario.about.clone(),
        sweep_point: scenario.sweep_point,
        channels: run.plan.channels.iter().map(|channel| channel.name.clone()).collect(),
        teams: run.plan.teams.iter().map(|team| team.name.clone()).collect(),
        periods,
        targets: targets::judge(run.plan, run.horizon, run.layout, samples),
        uplifts: run.demand.uplifts.clone(),
        cautions,
        worst: course.map_or_else(Vec::new, |course| course.worst(&evaluated, WORST, of_worst)),
        shortage: direct::shortage(run, &evaluated),
        intervals: if all_intervals {
            evaluated.iter().map(|interval| interval.outcome(run)).collect()
        } else {
            Vec::new()
        },
        headcount,
        satisfaction: None,
        one_more,
        interpolation_error: direct::interpolation_error(run, &expected, &evaluated).filter(|_| baseline),
    };
    let faults = audit::faults(&outcome, run, &flows);
    let met = met.as_mut().and_then(|met| {
        let asked = met.get(period).cloned()?;
        let first = std::mem::take(&mut met[0]);
        Some(CaseMet { first, asked, period: outcome.periods[period].period.label.clone() })
    });
    balanced(Told { outcome, met }, &scenario.name, faults)
}
