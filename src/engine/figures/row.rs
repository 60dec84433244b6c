//! One row of figures: what a course of people and the service of its days come to.

use super::measures::{Block, ChannelMeasure, Layout, PlanMeasure, TeamMeasure};
use crate::engine::demand::ChannelDemand;
use crate::engine::people::money;
use crate::engine::people::staff::Flows;
use crate::engine::people::supply;
use crate::engine::replicate::Replicator;
use crate::engine::service::need::service_level;
use crate::engine::service::sums::ChannelSums;
use crate::engine::worth::answered;
use crate::model::ChannelKind;
use crate::workforce::{
    GradeFlows, Population, StepFlows, rolling_turnover_after, turnover, turnover_annualised,
};

/// The row of one replication in a block under construction.
pub(in crate::engine) struct Row<'a> {
    /// Where figures stand.
    pub layout: Layout,
    /// The block.
    pub block: &'a mut Block,
    /// Which of its replications.
    pub replication: usize,
}

impl Row<'_> {
    fn put(&mut self, place: usize, value: impl Into<Option<f64>>) {
        if let Some(value) = value.into() {
            self.block.put(place, self.replication, value);
        }
    }

    fn channel(
        &mut self,
        period: usize,
        channel: usize,
        measure: ChannelMeasure,
        value: impl Into<Option<f64>>,
    ) {
        self.put(self.layout.channel(period, channel, measure), value);
    }

    fn team(&mut self, period: usize, team: usize, measure: TeamMeasure, value: impl Into<Option<f64>>) {
        self.put(self.layout.team(period, team, measure), value);
    }

    fn plan(&mut self, period: usize, measure: PlanMeasure, value: impl Into<Option<f64>>) {
        self.put(self.layout.plan(period, measure), value);
    }
}

fn ratio(part: f64, whole: f64) -> Option<f64> {
    (whole > 1e-9).then(|| part / whole)
}

impl Replicator<'_> {
    /// All figures of one course of people and demand.
    pub(in crate::engine) fn figures(&self, row: &mut Row<'_>, flows: &Flows, sums: &[Vec<ChannelSums>]) {
        for (period, channels) in sums.iter().enumerate() {
            for (channel, sum) in channels.iter().enumerate() {
                self.put_channel(row, (period, channel), sum);
            }
            self.put_service(row, period, channels);
            self.put_teams(row, flows, (period, channels));
        }
        if self.horizon.periods_hold_steps {
            self.put_people(row, flows, sums);
        }
    }

    fn put_channel(&self, row: &mut Row<'_>, (period, channel): (usize, usize), sum: &ChannelSums) {
        use ChannelMeasure as M;
        let live = self.plan.channels[channel].kind == ChannelKind::Live;
        let definition = self.plan.settings.sl_definition;
        let redials = (sum.contacts - (sum.offered - sum.outsourced)).max(0.0);
        let redialled = live && sum.contacts > 0.0 && self.plan.channels[channel].redial.get() > 0.0;
        row.channel(period, channel, M::Offered, sum.offered + if redialled { redials } else { 0.0 });
        row.channel(period, channel, M::Deflected, sum.deflected);
        if !self.plan.teams.iter().any(|team| team.serves.contains(&channel)) {
            return;
        }
        row.channel(
            period,
            channel,
            M::ServiceLevel,
            service_level(definition, sum.contacts, sum.within, sum.abandoned),
        );
        row.channel(period, channel, M::Asa, ratio(sum.wait, sum.answered));
        if live {
            row.channel(period, channel, M::Abandonment, ratio(sum.abandoned, sum.contacts));
            row.channel(period, channel, M::Occupancy, ratio(sum.busy, sum.staffed));
        } else {
            row.channel(period, channel, M::Backlog, sum.backlog_end);
        }
        if let Some(satisfaction) = self.satisfaction {
            let share = |satisfied, of| ratio(satisfied, of).map(|share: f64| share.clamp(0.0, 1.0));
            row.channel(period, channel, M::Csat, share(sum.satisfied, sum.answered));
            let of_lost = satisfaction.of_abandoned((channel, &self.demand.channels[channel]));
            let all = share(sum.satisfied + sum.abandoned * of_lost, sum.answered + sum.abandoned);
            row.channel(period, channel, M::CsatAllCustomers, all);
        }
    }

    fn put_service(&self, row: &mut Row<'_>, period: usize, channels: &[ChannelSums]) {
        let total = |of: fn(&ChannelSums) -> f64| channels.iter().map(of).sum::<f64>();
        row.plan(period, PlanMeasure::Occupancy, ratio(total(|sum| sum.busy), total(|sum| sum.staffed)));
        let Some(satisfaction) = self.satisfaction else { return };
        let (satisfied, answered) = (total(|sum| sum.satisfied), total(|sum| sum.answered));
        row.plan(period, PlanMeasure::Csat, ratio(satisfied, answered).map(|share| share.clamp(0.0, 1.0)));
        let lost: f64 = channels.iter().map(|sum| sum.abandoned).sum();
        let of_lost = |(sum, demand): (&ChannelSums, (usize, &ChannelDemand))| {
            sum.abandoned * satisfaction.of_abandoned(demand)
        };
        let demands = self.demand.channels.iter().enumerate();
        let all = satisfied + channels.iter().zip(demands).map(of_lost).sum::<f64>();
        row.plan(
            period,
            PlanMeasure::CsatAllCustomers,
            ratio(all, answered + lost).map(|share| share.clamp(0.0, 1.0)),
        );
    }

    /// What the need takes of each team in a period, and what is there.
    fn put_teams(&self, row: &mut Row<'_>, flows: &Flows, (period, channels): (usize, &[ChannelSums])) {
        let cut = &self.cuts[period];
        for (team, settings) in self.plan.teams.iter().enumerate() {
            let days = cut.days_of_step.iter().map(|&(step, days)| flows[team][step].fte_mid * days);
            let own = days.sum::<f64>() / cut.days * supply::base_speed(settings);
            let effective = own + cut.levers[team].fte;
            row.team(period, team, TeamMeasure::Effective, effective);
            let pool = self.pools.iter().find(|pool| pool.world.pool.teams.contains(&team));
            let Some(pool) = pool else { continue };
            let of_channel = |&channel: &usize| channels[channel].need_hours * self.parts[team][channel];
            let need: f64 = settings.serves.iter().map(of_channel).sum();
            let paid_week = settings.weekly_hours() * cut.on_contacts[team];
            let required = need / (paid_week * cut.days / 7.0).max(1e-9);
            row.team(period, team, TeamMeasure::Required, required);
            row.team(period, team, TeamMeasure::Gap, effective - required);
            let live = |of: fn(&ChannelSums) -> f64| {
                pool.world.pool.live.iter().map(|&channel| of(&channels[channel])).sum::<f64>()
            };
            let busy = ratio(live(|sum| sum.busy), live(|sum| sum.staffed));
            row.team(period, team, TeamMeasure::Occupancy, busy);
        }
    }

    /// Flows of people, turnover and cost.
    fn put_people(&self, row: &mut Row<'_>, flows: &Flows, sums: &[Vec<ChannelSums>]) {
        let together = together(flows, self.horizon.step_starts.len());
        let mut cost_to_date = 0.0;
        for (period, channels) in sums.iter().enumerate() {
            let steps = &self.cuts[period].steps;
            let mut cost = money::shared_cost(self, period, channels).total();
            for (team, course) in flows.iter().enumerate() {
                self.put_course(row, (period, team), course, steps);
                let of_team = money::team_cost(self, (team, period), course).total();
                row.team(period, team, TeamMeasure::Cost, of_team);
                cost += of_team;
            }
            let sum = |of: fn(&StepFlows) -> f64| steps.iter().map(|&step| of(&together[step])).sum::<f64>();
            let separations = sum(|flows| flows.leavers + flows.washouts);
            let heads = sum(|flows| flows.avg_headcount) / steps.len().max(1) as f64;
            let annual =
                turnover_annualised(separations, heads, steps.len() as f64, self.horizon.step.per_year());
            row.plan(period, PlanMeasure::Attrition, annual);
            cost_to_date += cost;
            row.plan(period, PlanMeasure::Cost, cost);
            row.plan(period, PlanMeasure::Answered, answered(self.plan, sums, period));
            row.plan(period, PlanMeasure::CostToDate, cost_to_date);
            let steps = (self.cuts[period].last_step + 1).min(together.len());
            self.put_to_date(row, period, &together[..steps]);
        }
    }

    fn put_course(
        &self,
        row: &mut Row<'_>,
        (period, team): (usize, usize),
        course: &[StepFlows],
        steps: &[usize],
    ) {
        use TeamMeasure as M;
        let whole = self.over(course, period);
        row.team(period, team, M::Begin, whole.begin);
        row.team(period, team, M::Starts, whole.starts);
        row.team(period, team, M::HeadcountStart, whole.headcount_start);
        row.team(period, team, M::Leavers, whole.leavers);
        row.team(period, team, M::Washouts, whole.washouts);
        row.team(period, team, M::Moves, whole.moved_in - whole.moved_out);
        row.team(period, team, M::HeadcountEnd, whole.headcount_end);
        row.team(period, team, M::Productive, whole.productive_start);
        let (count, per_year) = (steps.len() as f64, self.horizon.step.per_year());
        let separations = whole.leavers + whole.washouts;
        let all = turnover_annualised(separations, whole.avg_headcount, count, per_year);
        row.team(period, team, M::TurnoverAll, all);
        let productive =
            turnover_annualised(whole.productive_leavers(), whole.avg_productive, count, per_year);
        row.team(period, team, M::TurnoverProductive, productive);
    }

    /// The steps of a period as one; in a period without a step of its own the people there are, and nothing happens.
    pub(in crate::engine) fn over(&self, course: &[StepFlows], period: usize) -> StepFlows {
        let cut = &self.cuts[period];
        if let (Some(&first), Some(&last)) = (cut.steps.first(), cut.steps.last()) {
            return StepFlows::over(&course[first..=last]);
        }
        let running = &course[cut.last_step];
        let people = running.headcount_end;
        StepFlows {
            begin: people,
            headcount_start: people,
            headcount_end: people,
            avg_headcount: people,
            avg_productive: running.avg_productive,
            trainees_start: running.trainees_start,
            productive_start: running.productive_start,
            fte_start: running.fte_start,
            fte_mid: running.fte_mid,
            working_mid: running.working_mid,
            vacancies_start: running.vacancies_pipeline,
            vacancies_pipeline: running.vacancies_pipeline,
            waiting: running.waiting,
            by_grade: running.by_grade.map(|GradeFlows { end, .. }| GradeFlows {
                start: end,
                end,
                ..GradeFlows::default()
            }),
            ..StepFlows::default()
        }
    }

    fn put_to_date(&self, row: &mut Row<'_>, period: usize, together: &[StepFlows]) {
        use PlanMeasure as M;
        let step = self.horizon.step;
        row.plan(period, M::ToDateAll, turnover(together, Population::All, step));
        row.plan(period, M::ToDateProductive, turnover(together, Population::Productive, step));
        let rolling = |of| rolling_turnover_after(&self.past.together, together, of, step);
        row.plan(period, M::RollingAll, rolling(Population::All));
        row.plan(period, M::RollingProductive, rolling(Population::Productive));
    }
}

/// The flows that turnover counts, of all teams together, by step.
#[must_use]
pub(in crate::engine) fn together(flows: &Flows, steps: usize) -> Vec<StepFlows> {
    (0..steps).map(|step| sum_of(flows.iter().map(|course| &course[step]))).collect()
}

fn sum_of<'a>(teams: impl Iterator<Item = &'a StepFlows>) -> StepFlows {
    let mut sum = StepFlows::default();
    for team in teams {
        sum.leavers += team.leavers;
        sum.trainee_leavers += team.trainee_leavers;
        sum.washouts += team.washouts;
        sum.avg_headcount += team.avg_headcount;
        sum.avg_productive += team.avg_productive;
    }
    sum
}
