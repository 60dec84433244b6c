//! From the replications' rows to the figures of an outcome.

use crate::calendar::Month;
use crate::engine::figures::caution::Caution;
use crate::engine::figures::measures::{
    Block, ChannelMeasure as C, PlanMeasure as P, Samples, TeamMeasure as T,
};
use crate::engine::figures::outcome::{
    ChannelOutcome, HeadcountAccount, Need, PeriodOutcome, Range, TeamOutcome,
};
use crate::engine::figures::team_cautions;
use crate::engine::people::money::{self, MemoLines};
use crate::engine::people::staff::{Flows, Staff};
use crate::engine::people::supply;
use crate::engine::replicate::Replicator;
use crate::engine::satisfaction::{Met, Satisfaction};
use crate::engine::service::sums::ChannelSums;
use crate::model::{ChannelKind, Plan, Target, Team, WorkforceStep};

const ZERO: Range = Range::certain(0.0);

/// All periods of a scenario.
#[must_use]
pub(in crate::engine) fn periods(
    run: &Replicator<'_>,
    (staff, flows): (&Staff<'_>, &Flows),
    expected: &[Vec<ChannelSums>],
    samples: &Samples,
) -> Vec<PeriodOutcome> {
    let course = run.expected_figures(staff);
    let peaks = peaks(run);
    let holds_steps = run.horizon.periods_hold_steps;
    (0..run.layout.periods)
        .map(|period| {
            let plan = |measure| samples.range(run.layout.plan(period, measure));
            let need = |channel: usize| need(&expected[period][channel], &peaks[period][channel]);
            PeriodOutcome {
                period: run.horizon.periods[period].clone(),
                channels: (0..run.layout.channels)
                    .map(|at| channel(run, samples, (period, at), need(at)))
                    .collect(),
                teams: (0..run.layout.teams).map(|at| team(run, (samples, &course), (period, at))).collect(),
                csat: plan(P::Csat),
                csat_all_customers: plan(P::CsatAllCustomers),
                attrition: plan(P::Attrition),
                mean_score: None,
                cost: plan(P::Cost),
                answered: None,
                cost_per_contact: None,
                cost_lines: holds_steps.then(|| money::period_cost(run, flows, period, &expected[period])),
                memo: holds_steps.then(|| memo(run, (staff, flows), period)),
            }
        })
        .collect()
}

/// Memo lines of all teams in a period.
fn memo(run: &Replicator<'_>, (staff, flows): (&Staff<'_>, &Flows), period: usize) -> MemoLines {
    let of_team = |(team, (course, group)): (usize, (&Vec<_>, &crate::workforce::GroupPlan))| {
        money::team_memo(run, (team, period), course, |step| f64::from(group.hires_in(step)))
    };
    flows.iter().zip(staff.groups()).enumerate().map(of_team).fold(MemoLines::default(), |sum, of| sum + of)
}

/// Mean scores of the expected course, by period.
pub(in crate::engine) fn put_mean_scores(
    periods: &mut [PeriodOutcome],
    satisfaction: &Satisfaction,
    met: &[Vec<Met>],
) {
    for (period, met) in periods.iter_mut().zip(met) {
        period.mean_score = satisfaction.mean_score_of_all(met);
        for one in met {
            period.channels[one.channel].mean_score = satisfaction.mean_score(one);
        }
    }
}

fn channel(
    run: &Replicator<'_>,
    samples: &Samples,
    (period, at): (usize, usize),
    need: Need,
) -> ChannelOutcome {
    let figure = |measure| samples.range(run.layout.channel(period, at, measure));
    ChannelOutcome {
        offered: figure(C::Offered).unwrap_or(ZERO),
        deflected: figure(C::Deflected).unwrap_or(ZERO),
        service_level: figure(C::ServiceLevel),
        asa_seconds: figure(C::Asa),
        p_abandon: figure(C::Abandonment),
        occupancy: figure(C::Occupancy),
        backlog_end: figure(C::Backlog),
        csat: figure(C::Csat),
        csat_all_customers: figure(C::CsatAllCustomers),
        mean_score: None,
        need,
    }
}

/// The figures of a team; counts of people have their exact mean where `course`, the row of expected flows, gives it.
fn team(
    run: &Replicator<'_>,
    (samples, course): (&Samples, &Block),
    (period, at): (usize, usize),
) -> TeamOutcome {
    let figure = |measure| samples.range(run.layout.team(period, at, measure));
    let exact = expectation_is_exact(run.plan, at);
    let centred = |measure, exact: bool| {
        let mean = course.figure(run.layout.team(period, at, measure))[0];
        let centred = |range: Range| if exact && mean.is_finite() { Range { mean, ..range } } else { range };
        figure(measure).map(centred)
    };
    let people = |measure| centred(measure, exact);
    // What people are worth depends on their grades, which a span ties together.
    let worth = exact && !run.plan.teams[at].promotes_by_span();
    let (required, effective) = (figure(T::Required), centred(T::Effective, worth));
    let gap = |(range, (effective, required)): (Range, (Range, Range))| Range {
        mean: effective.mean - required.mean,
        ..range
    };
    TeamOutcome {
        required_fte: required,
        begin: people(T::Begin),
        starts: people(T::Starts),
        headcount_start: people(T::HeadcountStart),
        leavers: people(T::Leavers),
        washouts: people(T::Washouts),
        moves: people(T::Moves),
        headcount_end: people(T::HeadcountEnd),
        productive: people(T::Productive),
        effective_fte: effective,
        gap_fte: figure(T::Gap).zip(effective.zip(required)).map(gap),
        occupancy: figure(T::Occupancy),
        turnover_annualised_all: figure(T::TurnoverAll),
        turnover_annualised_productive: figure(T::TurnoverProductive),
        cost: figure(T::Cost),
    }
}

/// Whether expected flows are those of the law: people do not wait for each other's seats, leave whatever the queue, and
/// do not change teams.
fn expectation_is_exact(plan: &Plan, team: usize) -> bool {
    let Team { training, occupancy_effect, moves, .. } = &plan.teams[team];
    let joined = plan.teams.iter().any(|other| other.moves.contains_key(&team));
    training.seats.is_none() && occupancy_effect.is_none() && moves.is_empty() && !joined
}

/// The busiest interval of a channel in a period: day, slot, contacts a second, handle time.
#[derive(Debug, Clone, Copy, Default)]
struct Peak {
    load: f64,
    agents: f64,
    binding: &'static str,
    at: Option<(chrono::NaiveDate, u16)>,
}

/// The interval of most load by period and live channel, with its need.
fn peaks(run: &Replicator<'_>) -> Vec<Vec<Peak>> {
    let mut peaks = vec![vec![Peak::default(); run.layout.channels]; run.layout.periods];
    for pool in &run.pools {
        for (place, &channel) in pool.world.pool.live.iter().enumerate() {
            let mut busiest: Vec<Option<(usize, usize, f64)>> = vec![None; run.layout.periods];
            for (day, &period) in run.horizon.period_of_day.iter().enumerate() {
                let kind = &pool.world.kinds[pool.world.kind_of_day[day]];
                let Some(shape) = &kind.shapes[place] else { continue };
                let contacts = run.demand.channels[channel].days[day].in_house();
                for slot in 0..shape.open.len() {
                    let load = contacts * shape.share[slot] * shape.aht[slot] / shape.open[slot].max(1e-9);
                    if shape.open[slot] > 0.0 && busiest[period].is_none_or(|(_, _, most)| load > most) {
                        busiest[period] = Some((day, slot, load));
                    }
                }
            }
            for (period, busiest) in busiest.into_iter().enumerate() {
                let Some((day, slot, load)) = busiest else { continue };
                let kind = &pool.world.kinds[pool.world.kind_of_day[day]];
                let Some(shape) = &kind.shapes[place] else { continue };
                let need = pool.world.slot_need(
                    place,
                    shape,
                    slot,
                    run.demand.channels[channel].days[day].in_house(),
                );
                let at = (run.horizon.days[day], run.plan.settings.grid.start_minute(slot));
                peaks[period][channel] =
                    Peak { load, agents: need.agents, binding: need.binding, at: Some(at) };
            }
        }
    }
    peaks
}

fn need(sum: &ChannelSums, peak: &Peak) -> Need {
    let binding = if peak.load > 0.0 { peak.binding } else { "deadline" };
    Need { agent_hours: sum.need_hours, peak_agents: peak.agents, peak_at: peak.at, binding }
}

/// From opening headcount to the end, expected values, by team.
#[must_use]
pub(in crate::engine) fn headcount(run: &Replicator<'_>, flows: &Flows) -> Vec<HeadcountAccount> {
    let of_team = |(team, course): (usize, &Vec<crate::workforce::StepFlows>)| {
        let group = supply::group(&run.plan.teams[team], team, run.horizon).0;
        let hires: f64 = (0..course.len()).map(|step| f64::from(group.hires_in(step))).sum();
        let sum = |of: fn(&crate::workforce::StepFlows) -> f64| course.iter().map(of).sum::<f64>();
        let last = course.last().copied().unwrap_or_default();
        HeadcountAccount {
            opening: group.opening_headcount(),
            hires,
            backfills: sum(|step| step.starts) - hires,
            leavers: sum(|step| step.leavers),
            washouts: sum(|step| step.washouts),
            moves: sum(|step| step.moved_in - step.moved_out),
            end: last.headcount_end,
            effective_fte: last.fte_mid * supply::base_speed(&run.plan.teams[team]),
            open_requisitions: last.vacancies_pipeline,
        }
    };
    flows.iter().enumerate().map(of_team).collect()
}

/// What a reader must know, apart from what demand and supply said.
#[must_use]
pub(in crate::engine) fn cautions(
    run: &Replicator<'_>,
    flows: &Flows,
    accounts: &[HeadcountAccount],
) -> Vec<Caution> {
    let plan = run.plan;
    let mut cautions: Vec<Caution> = run.demand.cautions.clone();
    for (index, team) in plan.teams.iter().enumerate() {
        cautions.extend(team_cautions::of_team(run, flows, &accounts[index], (index, team)));
    }
    let served = |channel: usize| plan.teams.iter().any(|team| team.serves.contains(&channel));
    let alone = (0..plan.channels.len()).filter(|&channel| !served(channel));
    if plan.teams.is_empty() {
        cautions.push(Caution::NoTeam);
    } else {
        cautions.extend(alone.map(|channel| Caution::NobodyServes { channel }));
    }
    cautions.extend(partial_month(plan));
    let steps_to = |target: &Target| {
        let begun = |by| run.horizon.step_starts.partition_point(|&day| day <= by);
        target.by.map_or(run.horizon.step_starts.len(), begun)
    };
    let undefined =
        |target: &Target| run.past.together.len() + steps_to(target) < run.horizon.step.in_a_year() as usize;
    if team_cautions::rolling(plan).any(undefined) {
        cautions.push(Caution::RollingTurnoverUndefined);
    }
    let coefficients =
        run.satisfaction.map_or_else(Vec::new, |satisfaction| assumed(run, flows, satisfaction));
    if !coefficients.is_empty() {
        let surveyed = plan.csat.as_ref().is_some_and(|settings| settings.fitted_from_survey);
        cautions.push(Caution::SatisfactionAssumed { coefficients, surveyed });
    }
    cautions.extend(run.satisfaction.map_or_else(Vec::new, |satisfaction| satisfaction.cautions().to_vec()));
    if plan.settings.replications < 2 {
        cautions.push(Caution::SingleReplication);
    }
    if !run.horizon.periods_hold_steps && !plan.teams.is_empty() {
        cautions.push(Caution::FlowsByStepOnly);
    }
    cautions
}

/// A first month of which so many days are in the plan that its people are not those of a month.
fn partial_month(plan: &Plan) -> Option<Caution> {
    let month = Month::of(plan.settings.start);
    let days = month.last_day().signed_duration_since(plan.settings.start).num_days() + 1;
    let days = u32::try_from(days).ok()?;
    let whole = plan.settings.workforce_step == WorkforceStep::Week || days + 3 > month.days();
    (!whole && !plan.teams.is_empty()).then_some(Caution::PartialMonth { days })
}

/// Coefficients that are defaults of the program and move satisfaction here; giving up moves the all-customer variant alone, and
/// transfers are not projected.
fn assumed(run: &Replicator<'_>, flows: &Flows, satisfaction: &Satisfaction) -> Vec<&'static str> {
    let demand = || run.demand.channels.iter();
    let serving = || run.plan.teams.iter().zip(flows).filter(|(team, _)| !team.serves.is_empty());
    let moves = |name: &str| match name {
        "wait" => true,
        "resolved" => demand().any(|channel| channel.resolution.is_some_and(|share| share < 1.0)),
        "repeat" => demand().any(|channel| channel.repeat_share > 0.0),
        "newcomer" => serving().any(|(_, steps)| steps.iter().any(|step| step.newcomer_fte_mid > 0.0)),
        _ => false,
    };
    let coefficients = satisfaction.coefficients().iter();
    let assumed = coefficients.filter(|(name, of)| of.provenance.is_assumed() && moves(name));
    assumed.map(|(name, _)| *name).collect()
}

/// Channels whose work exceeds the people there in some intervals.
#[must_use]
pub(in crate::engine) fn overloads(
    run: &Replicator<'_>,
    intervals: &[crate::engine::direct::Interval],
) -> Vec<Caution> {
    let live =
        (0..run.layout.channels).filter(|&channel| run.plan.channels[channel].kind == ChannelKind::Live);
    let of_channel = |channel: usize| {
        let over = |interval: &&crate::engine::direct::Interval| {
            interval.channel == channel && interval.service.contacts > 0.0 && overloaded(run, interval)
        };
        let mut all = intervals.iter().filter(over);
        let first = all.next()?;
        Some(Caution::Overloaded { channel, intervals: 1 + all.count(), first: run.horizon.days[first.day] })
    };
    live.filter_map(of_channel).collect()
}

/// Whether an interval brings at least as much work as its people can do.
#[must_use]
pub(in crate::engine) fn overloaded(
    run: &Replicator<'_>,
    interval: &crate::engine::direct::Interval,
) -> bool {
    let durations = run.plan.channels[interval.channel].concurrency.durations(interval.aht);
    let best =
        durations.iter().zip(1_u32..).map(|(duration, held)| f64::from(held) / duration).fold(0.0, f64::max);
    interval.service.contacts / interval.seconds.max(1e-9) >= interval.agents * best
}
