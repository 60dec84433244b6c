//! A run: scenarios × replications in parallel, figures in the order of the plan file.
//!
//! Scenarios that ask for the same service share one [`World`]: its tables are filled once. Replications run in blocks;
//! each draws its demand once a world and lets every scenario's people meet it.

use super::audit;
use super::cut::{TeamPrices, cuts, parts};
use super::demand::{Demand, demand};
use super::direct;
use super::horizon::Horizon;
use super::measures::{Block, Layout, Samples};
use super::outcome::{IntervalOutcome, Outcome, PeriodOutcome, Range};
use super::paths::DemandPath;
use super::replicate::Replicator;
use super::satisfaction::Satisfaction;
use super::service::deferred::DeferredDesk;
use super::service::pool::{Pool, pools};
use super::service::run::PoolRun;
use super::service::strip::Strips;
use super::service::world::PoolWorld;
use super::staff::Staff;
use super::{targets, tell};
use crate::calendar::{By, Period};
use crate::model::{Evidence, Plan, Scenario};
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
const BLOCK: u64 = 64;
/// Samples held at once, in values: scenarios are run in batches of so many.
const MOST_SAMPLES: usize = 1 << 25;
/// Worst intervals kept.
const WORST: usize = 10;

/// What scenarios with the same demand, calendar and teams' shape have in common.
struct World<'a> {
    plan: &'a Plan,
    demand: Demand,
    pools: Vec<PoolWorld>,
    satisfaction: Option<Satisfaction>,
}

/// Runs every scenario; the first is the baseline. The outcome of a scenario does not depend on the others.
#[must_use]
pub fn run(scenarios: &[Scenario], evidence: &Evidence, options: &RunOptions) -> Vec<Outcome> {
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
fn run_by(scenarios: &[Scenario], evidence: &Evidence, by: By) -> Vec<Outcome> {
    let Some(baseline) = scenarios.first() else { return Vec::new() };
    let worlds = worlds(scenarios, &baseline.plan, evidence);
    let mut outcomes = outcomes(scenarios, &worlds, By::Month);
    if by != By::Month {
        for (outcome, cut) in outcomes.iter_mut().zip(self::outcomes(scenarios, &worlds, by)) {
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
    outcomes
}

/// The worlds of the scenarios and which each lives in. Satisfaction is calibrated on the baseline alone.
struct Worlds<'a> {
    worlds: Vec<World<'a>>,
    of_scenario: Vec<usize>,
}

impl Worlds<'_> {
    /// For each world the first whose demand has the same luck.
    fn luck(&self) -> Vec<usize> {
        let alike =
            |a: &World<'_>, b: &World<'_>| DemandPath::alike((a.plan, &a.demand), (b.plan, &b.demand));
        let first = |world: &World<'_>| self.worlds.iter().position(|other| alike(other, world)).unwrap_or(0);
        self.worlds.iter().map(first).collect()
    }
}

fn worlds<'a>(scenarios: &'a [Scenario], baseline: &'a Plan, evidence: &Evidence) -> Worlds<'a> {
    let horizon = Horizon::new(&baseline.settings, By::Month);
    let satisfaction = satisfaction(baseline, evidence, &horizon);
    let mut distinct: Vec<&Plan> = Vec::new();
    let of_scenario = scenarios
        .iter()
        .map(|scenario| {
            distinct.iter().position(|plan| same_world(plan, &scenario.plan)).unwrap_or_else(|| {
                distinct.push(&scenario.plan);
                distinct.len() - 1
            })
        })
        .collect();
    let world = |plan: &'a Plan| {
        let horizon = Horizon::new(&plan.settings, By::Month);
        let demand = demand(plan, baseline, evidence, &horizon);
        let satisfaction = satisfaction.as_ref().zip(plan.csat.as_ref()).map(|(of_baseline, settings)| {
            if plan.csat == baseline.csat {
                of_baseline.clone()
            } else {
                of_baseline.of_scenario(settings, &evidence.survey)
            }
        });
        World {
            pools: pool_worlds(plan, &demand, satisfaction.as_ref(), &horizon),
            plan,
            demand,
            satisfaction,
        }
    };
    Worlds { worlds: distinct.into_par_iter().map(world).collect(), of_scenario }
}

/// Whether two plans give the same service to the same people on seat.
fn same_world(a: &Plan, b: &Plan) -> bool {
    let shape = |plan: &Plan| -> Vec<_> {
        let of_team = |team: &crate::model::Team| {
            (
                team.serves.clone(),
                team.headcount,
                team.week,
                team.shifts.clone(),
                team.max_occupancy,
                team.outsourcing.clone(),
            )
        };
        plan.teams.iter().map(of_team).collect()
    };
    a.settings == b.settings
        && a.calendar == b.calendar
        && a.channels == b.channels
        && a.events == b.events
        && a.csat == b.csat
        && shape(a) == shape(b)
        // Who shares with whom depends on how the teams grow.
        && (a.teams == b.teams || pools(a).iter().all(|pool| pool.teams.len() < 2))
}

fn pool_worlds(
    plan: &Plan,
    demand: &Demand,
    satisfaction: Option<&Satisfaction>,
    horizon: &Horizon,
) -> Vec<PoolWorld> {
    let by_wait = |channel: &usize| {
        satisfaction.map(|model| model.by_wait(&demand.channels[*channel])).unwrap_or_default()
    };
    pools(plan)
        .into_iter()
        .map(|pool| {
            let waits = pool.live.iter().map(by_wait).collect();
            let mixes = mixes(plan, &pool, demand, horizon);
            PoolWorld::new(plan, (pool, &mixes), demand, waits, horizon)
        })
        .collect()
}

/// Each team's part of a pool's on-seat staff by day, from the expected course of people.
fn mixes(plan: &Plan, pool: &Pool, demand: &Demand, horizon: &Horizon) -> Vec<Vec<f64>> {
    let teams = &pool.teams;
    if teams.len() < 2 {
        return vec![vec![1.0; teams.len()]; horizon.days.len()];
    }
    let staff = Staff::new(plan, demand, horizon);
    let flows = staff.expected();
    let of_day = |day: usize| {
        let (step, month) = (horizon.step_of_day[day], horizon.months[day]);
        let seats: Vec<f64> =
            teams.iter().map(|&team| staff.on_seat(team, &flows[team][step], month)).collect();
        let all: f64 = seats.iter().sum();
        seats.iter().map(|seats| if all > 0.0 { seats / all } else { 1.0 / teams.len() as f64 }).collect()
    };
    (0..horizon.days.len()).map(of_day).collect()
}

/// The baseline's satisfaction model, shifted to today's value on the baseline's expected first month.
fn satisfaction(plan: &Plan, evidence: &Evidence, horizon: &Horizon) -> Option<Satisfaction> {
    let model = Satisfaction::new(plan.csat.as_ref()?, &evidence.survey);
    let demand = demand(plan, plan, evidence, horizon);
    let world = World {
        pools: pool_worlds(plan, &demand, None, horizon),
        plan,
        demand,
        satisfaction: Some(model.clone()),
    };
    let staff = Staff::new(plan, &world.demand, horizon);
    let run = replicator(plan, &world, horizon, &staff);
    let flows = staff.expected();
    let month = horizon.months.partition_point(|&month| Some(month) == horizon.months.first().copied());
    let intervals = direct::intervals_until(&run, &staff, &flows, month);
    Some(model.calibrated(&direct::first_month(&run, &staff, &flows, &intervals)))
}

fn replicator<'a>(
    plan: &'a Plan,
    world: &'a World<'_>,
    horizon: &'a Horizon,
    staff: &Staff<'_>,
) -> Replicator<'a> {
    let pool = |pool: &'a PoolWorld| {
        let desk = |&channel: &usize| {
            let demand = &world.demand.channels[channel];
            let satisfied =
                world.satisfaction.as_ref().map(|model| model.by_response(demand)).unwrap_or_default();
            DeferredDesk::new(&plan.channels[channel], demand, satisfied)
        };
        PoolRun::new(pool, &world.demand, pool.pool.deferred.iter().map(desk).collect())
    };
    Replicator {
        plan,
        horizon,
        demand: &world.demand,
        pools: world.pools.iter().map(pool).collect(),
        satisfaction: world.satisfaction.as_ref(),
        layout: Layout {
            channels: plan.channels.len(),
            teams: plan.teams.len(),
            periods: horizon.periods.len(),
        },
        stretches: staff.stretches(),
        cuts: cuts(plan, horizon),
        prices: plan.teams.iter().map(|team| TeamPrices::new(plan, team)).collect(),
        parts: parts(plan),
        expected: staff.expected(),
    }
}

fn outcomes(scenarios: &[Scenario], worlds: &Worlds<'_>, by: By) -> Vec<Outcome> {
    let horizons: Vec<Horizon> =
        scenarios.iter().map(|scenario| Horizon::new(&scenario.plan.settings, by)).collect();
    let runs: Vec<(Replicator<'_>, Staff<'_>)> = scenarios
        .iter()
        .zip(&horizons)
        .zip(&worlds.of_scenario)
        .map(|((scenario, horizon), &world)| {
            let world = &worlds.worlds[world];
            let staff = Staff::new(&scenario.plan, &world.demand, horizon);
            (replicator(&scenario.plan, world, horizon, &staff), staff)
        })
        .collect();
    let widest = runs
        .iter()
        .map(|(run, _)| run.layout.width() * run.plan.settings.replications as usize)
        .max()
        .unwrap_or(1);
    let batch = (MOST_SAMPLES / widest.max(1)).max(1);
    let mut outcomes = Vec::with_capacity(scenarios.len());
    for start in (0..runs.len()).step_by(batch) {
        let members: Vec<usize> = (start..(start + batch).min(runs.len())).collect();
        let samples = sample(&runs, &members, worlds);
        let told: Vec<Outcome> = members
            .par_iter()
            .zip(samples)
            .map(|(&member, samples)| {
                tell_outcome(&scenarios[member], &runs[member], &samples, (member == 0, by))
            })
            .collect();
        outcomes.extend(told);
    }
    outcomes
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

fn tell_outcome(
    scenario: &Scenario,
    (run, staff): &(Replicator<'_>, Staff<'_>),
    samples: &Samples,
    (baseline, by): (bool, By),
) -> Outcome {
    let flows = staff.expected();
    let headcount = tell::headcount(run, &flows);
    let mut cautions = tell::cautions(run, &flows, &headcount);
    let all_intervals = matches!(by, By::Day | By::Interval);
    let evaluated = if (baseline || all_intervals || !scenario.sweep_point) && !run.pools.is_empty() {
        direct::intervals(run, staff, &flows)
    } else {
        Vec::new()
    };
    cautions.extend(tell::overloads(run, &evaluated));
    let outcome = Outcome {
        name: scenario.name.clone(),
        about: scenario.about.clone(),
        sweep_point: scenario.sweep_point,
        channels: run.plan.channels.iter().map(|channel| channel.name.clone()).collect(),
        teams: run.plan.teams.iter().map(|team| team.name.clone()).collect(),
        periods: tell::periods(run, staff, &flows, samples),
        targets: targets::judge(run.plan, run.horizon, run.layout, samples),
        cautions,
        worst: direct::worst(run, &evaluated, WORST),
        shortage: direct::shortage(run, &evaluated),
        intervals: if all_intervals {
            evaluated.iter().map(|interval| interval.outcome(run)).collect()
        } else {
            Vec::new()
        },
        headcount,
        satisfaction: run.satisfaction.map(Satisfaction::account),
        interpolation_error: direct::interpolation_error(run, staff, &flows, &evaluated).filter(|_| baseline),
    };
    debug_assert!(
        audit::faults(&outcome, run, &flows).is_empty(),
        "{:?}",
        audit::faults(&outcome, run, &flows)
    );
    outcome
}

/// A period an interval, with the expected staff: only what intervals have.
fn interval_periods(outcome: &Outcome) -> Vec<PeriodOutcome> {
    let Some(like) = outcome.periods.first() else { return Vec::new() };
    let mut rows: Vec<&IntervalOutcome> = outcome.intervals.iter().collect();
    rows.sort_by_key(|row| (row.date, row.minute, row.channel));
    let period = |rows: &[&IntervalOutcome]| {
        let label = format!("{}T{:02}:{:02}", rows[0].date, rows[0].minute / 60, rows[0].minute % 60);
        let mut period = blank(like, Period { label, first: rows[0].date, last: rows[0].date });
        for row in rows {
            let channel = &mut period.channels[row.channel];
            channel.offered = Range::certain(row.offered);
            channel.service_level = row.service_level.map(Range::certain);
            channel.asa_seconds = row.asa_seconds.map(Range::certain);
            channel.p_abandon = row.p_abandon.map(Range::certain);
            channel.occupancy = row.occupancy.map(Range::certain);
            channel.need.agent_hours = row.required * f64::from(row.minutes) / 60.0;
            channel.need.peak_agents = row.required;
            channel.need.peak_at = Some((row.date, row.minute));
            channel.need.binding = row.binding;
        }
        period
    };
    rows.chunk_by(|a, b| (a.date, a.minute) == (b.date, b.minute)).map(period).collect()
}

/// A period of the same shape without figures.
fn blank(like: &PeriodOutcome, period: Period) -> PeriodOutcome {
    let mut blank = like.clone();
    blank.period = period;
    (blank.csat, blank.csat_all_customers, blank.attrition, blank.cost) = (None, None, None, None);
    blank.cost_lines = crate::workforce::CostLines::default();
    for channel in &mut blank.channels {
        let need = super::outcome::Need {
            agent_hours: 0.0,
            peak_agents: 0.0,
            peak_at: None,
            binding: "no contacts",
        };
        *channel = super::outcome::ChannelOutcome {
            offered: Range::certain(0.0),
            deflected: Range::certain(0.0),
            service_level: None,
            asa_seconds: None,
            p_abandon: None,
            occupancy: None,
            backlog_end: None,
            csat: None,
            need,
        };
    }
    blank.teams.iter_mut().for_each(|team| *team = super::outcome::TeamOutcome::default());
    blank
}
