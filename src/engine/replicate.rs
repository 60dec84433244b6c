//! One replication of one scenario: people rolled forward, every day served, all figures of all periods in a row.

use super::demand::Demand;
use super::horizon::Horizon;
use super::measures::{ChannelMeasure, Layout, PlanMeasure, TeamMeasure};
use super::money;
use super::paths::DemandPath;
use super::satisfaction::Satisfaction;
use super::service::need::service_level;
use super::service::run::{ChannelSums, DayStaff, PoolRun};
use super::staff::{Flows, Staff, lent_fte};
use super::supply;
use crate::model::{ChannelKind, Plan};
use crate::workforce::{Population, StepFlows, rolling_turnover, turnover, turnover_annualised};

/// A scenario ready to be replicated.
pub(super) struct Replicator<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its days, steps and periods.
    pub horizon: &'a Horizon,
    /// Its demand.
    pub demand: &'a Demand,
    /// Its pools.
    pub pools: Vec<PoolRun<'a>>,
    /// Its satisfaction, where the plan has one.
    pub satisfaction: Option<&'a Satisfaction>,
    /// Where figures stand.
    pub layout: Layout,
    /// First and last day of each stretch with the same staff.
    pub stretches: Vec<(usize, usize)>,
}

/// A row under construction.
struct Row {
    layout: Layout,
    values: Vec<f32>,
}

impl Row {
    fn put(&mut self, place: usize, value: impl Into<Option<f64>>) {
        #[expect(clippy::cast_possible_truncation, reason = "seven digits are enough for a sample")]
        if let Some(value) = value.into() {
            self.values[place] = value as f32;
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
    /// Draws and serves a replication.
    pub(super) fn row(
        &self,
        staff: &mut Staff<'_>,
        flows: &mut Flows,
        path: &DemandPath,
        replication: u64,
    ) -> Vec<f32> {
        staff.draw(replication, flows);
        self.figures(staff, flows, path)
    }

    /// All figures of one course of people and demand; NaN where a figure has no value.
    #[must_use]
    pub(super) fn figures(&self, staff: &Staff<'_>, flows: &Flows, path: &DemandPath) -> Vec<f32> {
        let mut row = Row { layout: self.layout, values: vec![f32::NAN; self.layout.width()] };
        let sums = self.serve(staff, flows, path);
        for (period, channels) in sums.iter().enumerate() {
            for (channel, sum) in channels.iter().enumerate() {
                self.put_channel(&mut row, (period, channel), sum);
            }
            self.put_service(&mut row, period, channels);
        }
        self.put_teams(&mut row, flows, &sums);
        if self.horizon.periods_hold_steps {
            self.put_people(&mut row, flows, &sums);
        }
        row.values
    }

    /// Sums by period and channel.
    #[must_use]
    pub(super) fn serve(&self, staff: &Staff<'_>, flows: &Flows, path: &DemandPath) -> Vec<Vec<ChannelSums>> {
        let mut sums = vec![vec![ChannelSums::default(); self.layout.channels]; self.layout.periods];
        for (day, &period) in self.horizon.period_of_day.iter().enumerate() {
            for (channel, demand) in self.demand.channels.iter().enumerate() {
                let (factor, today) = (path.factor(channel, day), &demand.days[day]);
                let sum = &mut sums[period][channel];
                sum.offered += today.offered * factor;
                sum.deflected += today.deflected * factor;
                sum.outsourced += today.outsourced * factor;
            }
        }
        for pool in &self.pools {
            pool.serve(path, &self.pool_staff(pool, staff, flows), &self.horizon.period_of_day, &mut sums);
        }
        sums
    }

    /// Staff of a pool by day.
    #[must_use]
    pub(super) fn pool_staff(&self, pool: &PoolRun<'_>, staff: &Staff<'_>, flows: &Flows) -> Vec<DayStaff> {
        let mut days = vec![DayStaff::default(); self.horizon.days.len()];
        for &(first, last) in &self.stretches {
            let (step, month) = (self.horizon.step_of_day[first], self.horizon.months[first]);
            let (mut on_seat, mut fte, mut newcomers, mut bonus, mut paid) = (0.0, 0.0, 0.0, 0.0, 0.0);
            for &team in &pool.world.pool.teams {
                let (settings, step) = (&self.plan.teams[team], &flows[team][step]);
                let effective = step.fte_mid;
                on_seat += staff.on_seat(team, step, month);
                fte += effective;
                newcomers += step.newcomer_fte_mid;
                bonus += grade_points(settings, step);
                paid += effective * supply::on_contacts(settings, month);
            }
            let part = |sum: f64| if fte > 0.0 { sum / fte } else { 0.0 };
            let today = DayStaff {
                log_on_seat: on_seat.max(1e-6).ln(),
                newcomers: part(newcomers),
                bonus: part(bonus),
                paid_per_hour: if paid > 0.0 { fte / paid } else { 1.0 },
            };
            days[first..=last].fill(today);
        }
        days
    }

    fn put_channel(&self, row: &mut Row, (period, channel): (usize, usize), sum: &ChannelSums) {
        use ChannelMeasure as M;
        let live = self.plan.channels[channel].kind == ChannelKind::Live;
        let definition = self.plan.settings.sl_definition;
        let redials = (sum.contacts - (sum.offered - sum.outsourced)).max(0.0);
        row.channel(
            period,
            channel,
            M::Offered,
            sum.offered + if live && sum.contacts > 0.0 { redials } else { 0.0 },
        );
        row.channel(period, channel, M::Deflected, sum.deflected);
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
        if self.satisfaction.is_some() {
            row.channel(
                period,
                channel,
                M::Csat,
                ratio(sum.satisfied, sum.answered).map(|share| share.clamp(0.0, 1.0)),
            );
        }
    }

    fn put_service(&self, row: &mut Row, period: usize, channels: &[ChannelSums]) {
        let total = |of: fn(&ChannelSums) -> f64| channels.iter().map(of).sum::<f64>();
        row.plan(period, PlanMeasure::Occupancy, ratio(total(|sum| sum.busy), total(|sum| sum.staffed)));
        let Some(satisfaction) = self.satisfaction else { return };
        let (satisfied, answered) = (total(|sum| sum.satisfied), total(|sum| sum.answered));
        row.plan(period, PlanMeasure::Csat, ratio(satisfied, answered).map(|share| share.clamp(0.0, 1.0)));
        let lost: f64 = channels.iter().map(|sum| sum.abandoned).sum();
        let of_lost = |(sum, demand): (&ChannelSums, &super::demand::ChannelDemand)| {
            sum.abandoned * satisfaction.of_abandoned(demand)
        };
        let all = satisfied + channels.iter().zip(&self.demand.channels).map(of_lost).sum::<f64>();
        row.plan(
            period,
            PlanMeasure::CsatAllCustomers,
            ratio(all, answered + lost).map(|share| share.clamp(0.0, 1.0)),
        );
    }

    /// What the need takes of each team, and what is there.
    fn put_teams(&self, row: &mut Row, flows: &Flows, sums: &[Vec<ChannelSums>]) {
        for (team, settings) in self.plan.teams.iter().enumerate() {
            let pool = self.pools.iter().find(|pool| pool.world.pool.teams.contains(&team));
            for (period, channels) in sums.iter().enumerate() {
                let days = || {
                    self.horizon
                        .period_of_day
                        .iter()
                        .enumerate()
                        .filter(move |&(_, &of)| of == period)
                        .map(|(day, _)| day)
                };
                let count = days().count().max(1) as f64;
                let effective = days()
                    .map(|day| {
                        let step = &flows[team][self.horizon.step_of_day[day]];
                        step.fte_mid * supply::base_speed(settings)
                            + lent_fte(settings, self.horizon.months[day])
                    })
                    .sum::<f64>()
                    / count;
                row.team(period, team, TeamMeasure::Effective, effective);
                let Some(pool) = pool else { continue };
                let paid: f64 = settings
                    .serves
                    .iter()
                    .map(|&channel| channels[channel].paid_need_hours * self.part(team, channel))
                    .sum();
                let required = paid / (settings.weekly_hours() * count / 7.0).max(1e-9);
                row.team(period, team, TeamMeasure::Required, required);
                row.team(period, team, TeamMeasure::Gap, effective - required);
                let live = |of: fn(&ChannelSums) -> f64| {
                    pool.world.pool.live.iter().map(|&channel| of(&channels[channel])).sum::<f64>()
                };
                row.team(
                    period,
                    team,
                    TeamMeasure::Occupancy,
                    ratio(live(|sum| sum.busy), live(|sum| sum.staffed)),
                );
            }
        }
    }

    /// A team's part of a channel that several serve: by heads on the first day.
    fn part(&self, team: usize, channel: usize) -> f64 {
        let serving = self.plan.teams.iter().filter(|other| other.serves.contains(&channel));
        let heads: f64 = serving.map(|other| f64::from(other.headcount)).sum();
        if heads > 0.0 { f64::from(self.plan.teams[team].headcount) / heads } else { 1.0 }
    }

    /// Flows of people, turnover and cost.
    fn put_people(&self, row: &mut Row, flows: &Flows, sums: &[Vec<ChannelSums>]) {
        let mut cost_to_date = 0.0;
        for (period, channels) in sums.iter().enumerate() {
            let steps: Vec<usize> = self.horizon.steps_in(period).collect();
            for (team, course) in flows.iter().enumerate() {
                self.put_course(row, (period, team), course, &steps);
            }
            let all: Vec<&StepFlows> =
                flows.iter().flat_map(|course| steps.iter().map(|&step| &course[step])).collect();
            let separations: f64 = all.iter().map(|flows| flows.leavers + flows.washouts).sum();
            let heads = all.iter().map(|flows| flows.avg_headcount).sum::<f64>() / steps.len().max(1) as f64;
            let annual =
                turnover_annualised(separations, heads, steps.len() as f64, self.horizon.step.per_year());
            row.plan(period, PlanMeasure::Attrition, annual);
            let cost = money::period_cost(self, flows, period, channels).total();
            cost_to_date += cost;
            row.plan(period, PlanMeasure::Cost, cost);
            row.plan(period, PlanMeasure::CostToDate, cost_to_date);
            self.put_to_date(row, flows, period);
        }
    }

    fn put_course(
        &self,
        row: &mut Row,
        (period, team): (usize, usize),
        course: &[StepFlows],
        steps: &[usize],
    ) {
        use TeamMeasure as M;
        let now = &course[self.horizon.last_step_of(period)];
        let sum = |of: fn(&StepFlows) -> f64| steps.iter().map(|&step| of(&course[step])).sum::<f64>();
        let first = steps.first().map(|&step| &course[step]);
        row.team(period, team, M::Begin, first.map_or(now.headcount_end, |step| step.begin));
        row.team(period, team, M::Starts, sum(|step| step.starts));
        row.team(
            period,
            team,
            M::HeadcountStart,
            first.map_or(now.headcount_end, |step| step.headcount_start),
        );
        row.team(period, team, M::Leavers, sum(|step| step.leavers));
        row.team(period, team, M::Washouts, sum(|step| step.washouts));
        row.team(period, team, M::HeadcountEnd, now.headcount_end);
        row.team(period, team, M::Productive, now.productive_start);
        let (count, per_year) = (steps.len() as f64, self.horizon.step.per_year());
        let mean = |of: fn(&StepFlows) -> f64| sum(of) / count.max(1.0);
        let all = turnover_annualised(
            sum(|step| step.leavers + step.washouts),
            mean(|step| step.avg_headcount),
            count,
            per_year,
        );
        row.team(period, team, M::TurnoverAll, all);
        let productive = turnover_annualised(
            sum(StepFlows::productive_leavers),
            mean(|step| step.avg_productive),
            count,
            per_year,
        );
        row.team(period, team, M::TurnoverProductive, productive);
        row.team(period, team, M::Cost, money::team_cost(self, (team, period), course).total());
    }

    fn put_to_date(&self, row: &mut Row, flows: &Flows, period: usize) {
        let steps = (self.horizon.last_step_of(period) + 1).min(self.horizon.step_starts.len());
        let together: Vec<StepFlows> =
            (0..steps).map(|step| sum_of(flows.iter().map(|course| &course[step]))).collect();
        let step = self.horizon.step;
        row.plan(period, PlanMeasure::ToDateAll, turnover(&together, Population::All, step));
        row.plan(period, PlanMeasure::ToDateProductive, turnover(&together, Population::Productive, step));
        row.plan(period, PlanMeasure::RollingAll, rolling_turnover(&together, Population::All, step));
        row.plan(
            period,
            PlanMeasure::RollingProductive,
            rolling_turnover(&together, Population::Productive, step),
        );
    }
}

/// The flows that turnover counts, of several teams together.
fn sum_of<'a>(teams: impl Iterator<Item = &'a StepFlows>) -> StepFlows {
    teams.fold(StepFlows::default(), |sum, team| StepFlows {
        leavers: sum.leavers + team.leavers,
        trainee_leavers: sum.trainee_leavers + team.trainee_leavers,
        washouts: sum.washouts + team.washouts,
        avg_headcount: sum.avg_headcount + team.avg_headcount,
        avg_productive: sum.avg_productive + team.avg_productive,
        ..sum
    })
}

/// Satisfaction points of grades, weighted by the work they do.
fn grade_points(team: &crate::model::Team, step: &StepFlows) -> f64 {
    let Some(base) = team.grades.first() else { return 0.0 };
    let above = team.grades.get(1).map_or(base.csat_points, |senior| senior.csat_points);
    let seniors = step.senior_share();
    step.fte_mid * (base.csat_points * (1.0 - seniors) + above * seniors)
}
