//! The door: the people of every scenario.

use super::needed::{Asked, needed};
use super::outlook::{PeopleTarget, ScenarioPeople, WorkforceOutlook};
use super::team::{Telling, by_law};
use crate::calendar::By;
use crate::engine::audit::{self, Unbalanced, balanced};
use crate::engine::demand::{Demand, demand};
use crate::engine::figures::levers::lever_cautions;
use crate::engine::figures::measures::Samples;
use crate::engine::figures::targets::judge;
use crate::engine::figures::tell;
use crate::engine::horizon::Horizon;
use crate::engine::paths::DemandPath;
use crate::engine::people::money::shared_cost;
use crate::engine::people::staff::Staff;
use crate::engine::replicate::Replicator;
use crate::engine::run::{BLOCK, RunOptions};
use crate::engine::service::strip::Strips;
use crate::engine::worlds::{World, replicator};
use crate::model::{Evidence, Measure, Plan, Scenario};
use rayon::prelude::*;

/// The people of every scenario; the first is the baseline. Targets are judged by month, whatever the cut.
///
/// Expected values and quantiles are exact where [`TeamPeople::exact`](super::TeamPeople::exact) says so; targets, and
/// the quantiles of the other teams, rest on the plan's replications, with the luck of [`run`](crate::engine::run).
///
/// # Errors
/// Figures that contradict each other: see [`Unbalanced`].
pub fn workforce_outlook(
    scenarios: &[Scenario],
    evidence: &Evidence,
    options: &RunOptions,
) -> Result<WorkforceOutlook, Unbalanced> {
    let all = || {
        let baseline = scenarios.first();
        let of = |scenario: &Scenario| {
            let baseline = baseline.map_or(&scenario.plan, |baseline| &baseline.plan);
            of_scenario(scenario, baseline, evidence, options.by)
        };
        scenarios.par_iter().map(of).collect::<Result<Vec<_>, _>>()
    };
    let pool =
        options.threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok());
    let scenarios = match pool {
        Some(pool) => pool.install(all),
        None => all(),
    };
    Ok(WorkforceOutlook { by: options.by, scenarios: scenarios? })
}

fn of_scenario(
    scenario: &Scenario,
    baseline: &Plan,
    evidence: &Evidence,
    by: By,
) -> Result<ScenarioPeople, Unbalanced> {
    let with_demand = asks_for_demand(&scenario.plan);
    let plan = of_people(&scenario.plan, with_demand);
    let months = Horizon::new(&plan.settings, By::Month);
    let world = World {
        demand: if with_demand {
            demand(&plan, baseline, evidence, &months.days)
        } else {
            Demand { channels: Vec::new(), uplifts: Vec::new(), cautions: Vec::new() }
        },
        plan: &plan,
        pools: Vec::new(),
        satisfaction: None,
    };
    let staff = Staff::new(&plan, &world.demand, &months);
    let run = replicator((&plan, baseline), &world, &months, &staff);
    let of_law = |(at, (team, group))| by_law(team, group, staff.moves(at));
    let tied = !plan.teams.iter().zip(staff.groups()).enumerate().all(of_law);
    let by_month = (tied || !plan.targets.is_empty()).then(|| samples(&run, &staff));
    let targets = by_month
        .as_ref()
        .map_or_else(Vec::new, |samples| targets(&run, &staff, samples, !scenario.sweep_point));
    let mut people = if by == By::Month {
        tell(scenario, &run, &staff, by_month.as_ref())?
    } else {
        let cut = Horizon::new(&plan.settings, by);
        let staff = Staff::new(&plan, &world.demand, &cut);
        let run = replicator((&plan, baseline), &world, &cut, &staff);
        let samples = tied.then(|| samples(&run, &staff));
        tell(scenario, &run, &staff, samples.as_ref())?
    };
    people.targets = targets;
    people.cautions.extend(lever_cautions(scenario, baseline));
    Ok(people)
}

/// Whether people or money depend on what customers ask.
fn asks_for_demand(plan: &Plan) -> bool {
    let outside = plan.teams.iter().any(|team| !team.outsourcing.is_empty());
    plan.teams.iter().any(|team| team.occupancy_effect.is_some())
        || (outside && !plan.cost.outsourcing.is_empty())
}

/// The plan with the targets of people and money alone, and without channels where nothing depends on them.
fn of_people(plan: &Plan, with_demand: bool) -> Plan {
    let of_people = |measure| matches!(measure, Measure::Attrition { .. } | Measure::Cost);
    let targets = plan.targets.iter().filter(|target| of_people(target.measure)).cloned().collect();
    let mut plan = Plan { targets, csat: None, ..plan.clone() };
    if !with_demand {
        (plan.channels, plan.events) = (Vec::new(), Vec::new());
        plan.cost.outsourcing.clear();
    }
    plan
}

/// All replications of a scenario's people.
fn samples(run: &Replicator<'_>, staff: &Staff<'_>) -> Samples {
    let all = u64::from(run.plan.settings.replications);
    let block = |block: u64| {
        let own = block * BLOCK..((block + 1) * BLOCK).min(all);
        let path = DemandPath::draw(run.plan, run.demand, own.clone());
        run.block(&mut staff.clone(), &path, own, &mut Strips::default())
    };
    Samples::new((0..all.div_ceil(BLOCK)).into_par_iter().map(block).collect())
}

fn targets(run: &Replicator<'_>, staff: &Staff<'_>, samples: &Samples, in_depth: bool) -> Vec<PeopleTarget> {
    let judged = judge(run.plan, run.horizon, run.layout, samples);
    let of_target = |outcome: crate::engine::TargetOutcome| {
        let period = run.horizon.periods.iter().position(|period| period.label == outcome.period);
        let asked = period.filter(|_| in_depth && outcome.value.is_some()).map(|period| Asked {
            target: &outcome.target,
            past: &run.past.together,
            steps: run.cuts[period].last_step + 1,
            step: run.horizon.step,
            replications: u64::from(run.plan.settings.replications),
        });
        let needed = asked.map_or_else(Vec::new, |asked| needed(staff, asked));
        PeopleTarget { outcome, needed }
    };
    judged.into_iter().map(of_target).collect()
}

fn tell(
    scenario: &Scenario,
    run: &Replicator<'_>,
    staff: &Staff<'_>,
    samples: Option<&Samples>,
) -> Result<ScenarioPeople, Unbalanced> {
    let flows = staff.told(u64::from(run.plan.settings.replications));
    let accounts = tell::headcount(run, &flows);
    let team = |(team, group): (usize, &crate::workforce::GroupPlan)| {
        let (moves, course) = (staff.moves(team), flows[team].as_slice());
        Telling { run, team, group, moves, course, samples }.people(accounts[team])
    };
    let expected = DemandPath::expected(run.demand);
    let sums = run.serve(staff, &flows, &expected);
    let people = ScenarioPeople {
        name: scenario.name.clone(),
        about: scenario.about.clone(),
        sweep_point: scenario.sweep_point,
        teams: staff.groups().iter().enumerate().map(team).collect(),
        shared: (0..run.layout.periods).map(|period| shared_cost(run, period, &sums[period])).collect(),
        targets: Vec::new(),
        cautions: tell::cautions(run, &flows, &accounts),
        channels: run.plan.channels.iter().map(|channel| channel.name.clone()).collect(),
    };
    let faults = audit::people_faults(&people, &flows);
    balanced(people, &scenario.name, faults)
}
