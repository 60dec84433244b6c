//! One replication of one scenario: people rolled forward, every day served, all figures of all periods in a row.

use super::cut::{Cut, TeamPrices};
use super::demand::Demand;
use super::horizon::Horizon;
use super::measures::{Block, ChannelMeasure, Layout, PlanMeasure, TeamMeasure};
use super::money;
use super::paths::DemandPath;
use super::satisfaction::Satisfaction;
use super::service::need::service_level;
use super::service::run::{Courses, PoolRun, StretchStaff};
use super::service::strip::Strips;
use super::service::sums::{ChannelSums, DayStaff, Sums};
use super::staff::{Flows, Staff};
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
    /// What its periods hold.
    pub cuts: Vec<Cut>,
    /// Its teams' prices.
    pub prices: Vec<TeamPrices>,
    /// `[team][channel]`: each team's part of the channels it shares.
    pub parts: Vec<Vec<f64>>,
    /// Expected flows of people.
    pub expected: Flows,
}

/// The row of one replication in a block under construction.
struct Row<'a> {
    layout: Layout,
    block: &'a mut Block,
    replication: usize,
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
    /// Draws and serves replications; a figure without a value is NaN.
    #[must_use]
    pub(super) fn block(
        &self,
        staff: &mut Staff<'_>,
        path: &DemandPath,
        replications: std::ops::Range<u64>,
        strips: &mut Strips,
    ) -> Block {
        let courses: Vec<Flows> = replications.map(|replication| staff.draw(replication)).collect();
        self.of_courses(staff, &courses, path, strips)
    }

    /// All figures of the expected people, meeting the expected demand.
    #[must_use]
    pub(super) fn expected_figures(&self, staff: &Staff<'_>) -> Block {
        let path = DemandPath::expected(self.demand);
        self.of_courses(staff, std::slice::from_ref(&self.expected), &path, &mut Strips::default())
    }

    fn of_courses(
        &self,
        staff: &Staff<'_>,
        courses: &[Flows],
        path: &DemandPath,
        strips: &mut Strips,
    ) -> Block {
        let sums = self.sums(staff, courses, path, strips);
        let mut block = Block::new(self.layout.width(), courses.len());
        for (replication, flows) in courses.iter().enumerate() {
            let mut row = Row { layout: self.layout, block: &mut block, replication };
            let channels = |period| sums.channels(period, replication).copied().collect();
            let sums: Vec<Vec<ChannelSums>> = (0..self.layout.periods).map(channels).collect();
            self.figures(&mut row, flows, &sums);
        }
        block
    }

    /// All figures of one course of people and demand.
    fn figures(&self, row: &mut Row<'_>, flows: &Flows, sums: &[Vec<ChannelSums>]) {
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

    /// Sums by period and channel, of one course.
    #[must_use]
    pub(super) fn serve(&self, staff: &Staff<'_>, flows: &Flows, path: &DemandPath) -> Vec<Vec<ChannelSums>> {
        let sums = self.sums(staff, std::slice::from_ref(flows), path, &mut Strips::default());
        self.by_period(&sums)
    }

    /// The same of deferred channels alone, which ask less.
    #[must_use]
    pub(super) fn serve_deferred(
        &self,
        staff: &Staff<'_>,
        flows: &Flows,
        path: &DemandPath,
    ) -> Vec<Vec<ChannelSums>> {
        let mut sums = Sums::new((self.layout.periods, self.layout.channels), 1);
        for pool in &self.pools {
            let courses = self.courses(pool, staff, std::slice::from_ref(flows), path);
            pool.serve(&Courses { live: false, ..courses }, &mut Strips::default(), &mut sums);
        }
        self.by_period(&sums)
    }

    fn by_period(&self, sums: &Sums) -> Vec<Vec<ChannelSums>> {
        (0..self.layout.periods).map(|period| sums.channels(period, 0).copied().collect()).collect()
    }

    fn sums(&self, staff: &Staff<'_>, courses: &[Flows], path: &DemandPath, strips: &mut Strips) -> Sums {
        let mut sums = Sums::new((self.layout.periods, self.layout.channels), courses.len());
        for (day, &period) in self.horizon.period_of_day.iter().enumerate() {
            for (channel, demand) in self.demand.channels.iter().enumerate() {
                let today = &demand.days[day];
                for (sum, factor) in sums.of(period, channel).iter_mut().zip(path.factor(channel, day)) {
                    sum.offered += today.offered * factor;
                    sum.deflected += today.deflected * factor;
                    sum.outsourced += today.outsourced * factor;
                }
            }
        }
        for pool in &self.pools {
            let live = !pool.world.pool.teams.is_empty();
            pool.serve(&Courses { live, ..self.courses(pool, staff, courses, path) }, strips, &mut sums);
        }
        sums
    }

    fn courses<'b>(
        &'b self,
        pool: &PoolRun<'_>,
        staff: &Staff<'_>,
        courses: &[Flows],
        path: &'b DemandPath,
    ) -> Courses<'b> {
        let of_stretch = |&days: &(usize, usize)| StretchStaff {
            days,
            log_size: self.stretch_staff(pool, staff, (&self.expected, days.0)).log_on_seat,
            staff: courses.iter().map(|flows| self.stretch_staff(pool, staff, (flows, days.0))).collect(),
        };
        Courses {
            path,
            staff: self.stretches.iter().map(of_stretch).collect(),
            period_of_day: &self.horizon.period_of_day,
            live: true,
        }
    }

    /// Staff of a pool by day.
    #[must_use]
    pub(super) fn pool_staff(&self, pool: &PoolRun<'_>, staff: &Staff<'_>, flows: &Flows) -> Vec<DayStaff> {
        let mut days = vec![DayStaff::default(); self.horizon.days.len()];
        for &(first, last) in &self.stretches {
            days[first..=last].fill(self.stretch_staff(pool, staff, (flows, first)));
        }
        days
    }

    /// Staff of a pool on a day.
    fn stretch_staff(
        &self,
        pool: &PoolRun<'_>,
        staff: &Staff<'_>,
        (flows, day): (&Flows, usize),
    ) -> DayStaff {
        let (step, month) = (self.horizon.step_of_day[day], self.horizon.months[day]);
        let (mut on_seat, mut fte, mut newcomers, mut bonus) = (0.0, 0.0, 0.0, 0.0);
        for &team in &pool.world.pool.teams {
            let (settings, step) = (&self.plan.teams[team], &flows[team][step]);
            on_seat += staff.on_seat(team, step, month);
            fte += step.fte_mid;
            newcomers += step.newcomer_fte_mid;
            bonus += grade_points(settings, step);
        }
        let part = |sum: f64| if fte > 0.0 { sum / fte } else { 0.0 };
        let on_seat = on_seat.max(1e-6);
        DayStaff { on_seat, log_on_seat: on_seat.ln(), newcomers: part(newcomers), bonus: part(bonus) }
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
        if self.satisfaction.is_some() {
            row.channel(
                period,
                channel,
                M::Csat,
                ratio(sum.satisfied, sum.answered).map(|share| share.clamp(0.0, 1.0)),
            );
        }
    }

    fn put_service(&self, row: &mut Row<'_>, period: usize, channels: &[ChannelSums]) {
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
        let together: Vec<StepFlows> = (0..self.horizon.step_starts.len())
            .map(|step| sum_of(flows.iter().map(|course| &course[step])))
            .collect();
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
        let now = &course[self.cuts[period].last_step];
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
    }

    fn put_to_date(&self, row: &mut Row<'_>, period: usize, together: &[StepFlows]) {
        use PlanMeasure as M;
        let step = self.horizon.step;
        row.plan(period, M::ToDateAll, turnover(together, Population::All, step));
        row.plan(period, M::ToDateProductive, turnover(together, Population::Productive, step));
        row.plan(period, M::RollingAll, rolling_turnover(together, Population::All, step));
        row.plan(period, M::RollingProductive, rolling_turnover(together, Population::Productive, step));
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
