//! The worlds of a run: what scenarios that ask for the same service have in common.

use super::calibrate::{Deferred, csat};
use super::demand::{Demand, demand};
use super::direct::Course;
use super::figures::measures::Layout;
use super::horizon::Horizon;
use super::paths::DemandPath;
use super::people::cut::{TeamPrices, cuts, parts};
use super::people::past::Past;
use super::people::staff::Staff;
use super::replicate::Replicator;
use super::satisfaction::{Satisfaction, SurveyFigures, met};
use super::service::deferred::DeferredDesk;
use super::service::desk::Precision;
use super::service::pool::{Pool, pools};
use super::service::run::PoolRun;
use super::service::world::PoolWorld;
use crate::calendar::By;
use crate::model::{Evidence, Plan, Scenario};
use rayon::prelude::*;

/// What scenarios with the same demand, calendar and teams' shape have in common.
pub(super) struct World<'a> {
    pub plan: &'a Plan,
    pub demand: Demand,
    pub pools: Vec<PoolWorld>,
    pub satisfaction: Option<Satisfaction>,
}

/// The worlds of the scenarios and which each lives in. Satisfaction is calibrated on the baseline alone.
pub(super) struct Worlds<'a> {
    pub worlds: Vec<World<'a>>,
    pub of_scenario: Vec<usize>,
}

impl Worlds<'_> {
    /// For each world the first whose demand has the same luck.
    pub(super) fn luck(&self) -> Vec<usize> {
        let alike =
            |a: &World<'_>, b: &World<'_>| DemandPath::alike((a.plan, &a.demand), (b.plan, &b.demand));
        let first = |world: &World<'_>| self.worlds.iter().position(|other| alike(other, world)).unwrap_or(0);
        self.worlds.iter().map(first).collect()
    }
}

/// The worlds of scenarios, the first of them the baseline.
pub(super) fn worlds<'a>(scenarios: &'a [Scenario], baseline: &'a Plan, evidence: &Evidence) -> Worlds<'a> {
    let horizon = Horizon::new(&baseline.settings, By::Month);
    let survey = csat(&evidence.survey, &Deferred::of(&baseline.channels));
    let satisfaction = satisfaction(baseline, (evidence, &survey), &horizon);
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
        let demand = demand(plan, baseline, evidence, &horizon.days);
        let satisfaction = satisfaction.as_ref().zip(plan.csat.as_ref()).map(|(of_baseline, settings)| {
            if plan.csat == baseline.csat && plan.channels == baseline.channels {
                of_baseline.clone()
            } else {
                of_baseline.of_scenario(plan, settings, &survey)
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
        satisfaction.map(|model| model.by_wait((*channel, &demand.channels[*channel]))).unwrap_or_default()
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
fn satisfaction(
    plan: &Plan,
    (evidence, survey): (&Evidence, &SurveyFigures),
    horizon: &Horizon,
) -> Option<Satisfaction> {
    let model = Satisfaction::new(plan, plan.csat.as_ref()?, survey);
    let demand = demand(plan, plan, evidence, &horizon.days);
    let world = World {
        pools: pool_worlds(plan, &demand, None, horizon),
        plan,
        demand,
        satisfaction: Some(model.clone()),
    };
    let staff = Staff::new(plan, &world.demand, horizon);
    let run = replicator((plan, plan), &world, horizon, &staff);
    let flows = staff.expected();
    let month = horizon.months.partition_point(|&month| Some(month) == horizon.months.first().copied());
    let intervals = Course::until(&run, &staff, &flows, month).intervals(Precision::Fast);
    let deferred = run.serve_deferred(&staff, &flows, &DemandPath::expected(&world.demand), |_, _| 0.0);
    let first = met(&run, (&staff, &flows), (&intervals, &deferred), 1).pop().unwrap_or_default();
    Some(model.calibrated(&first))
}

pub(super) fn replicator<'a>(
    (plan, baseline): (&'a Plan, &Plan),
    world: &'a World<'_>,
    horizon: &'a Horizon,
    staff: &Staff<'_>,
) -> Replicator<'a> {
    let pool = |pool: &'a PoolWorld| {
        let desk = |&channel: &usize| {
            let demand = &world.demand.channels[channel];
            let satisfied = world.satisfaction.as_ref().map(|model| model.by_response((channel, demand)));
            let satisfied = satisfied.unwrap_or_default();
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
        past: Past::new(plan, baseline, horizon),
    }
}
