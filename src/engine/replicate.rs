//! One replication of one scenario: people rolled forward, every day served, all figures of all periods in a row.

use super::demand::Demand;
use super::figures::measures::{Block, Layout};
use super::figures::row::Row;
use super::horizon::Horizon;
use super::paths::DemandPath;
use super::people::cut::{Cut, TeamPrices};
use super::people::past::Past;
use super::people::staff::{Flows, Staff};
use super::satisfaction::Satisfaction;
use super::service::run::{Courses, PoolRun, StretchStaff};
use super::service::strip::Strips;
use super::service::sums::{ChannelSums, DayStaff, Sums};
use crate::model::Plan;
use crate::workforce::StepFlows;

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
    /// What rosters know of the year before.
    pub past: Past,
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

    /// Sums by period and channel, of one course.
    #[must_use]
    pub(super) fn serve(&self, staff: &Staff<'_>, flows: &Flows, path: &DemandPath) -> Vec<Vec<ChannelSums>> {
        let sums = self.sums(staff, std::slice::from_ref(flows), path, &mut Strips::default());
        self.by_period(&sums)
    }

    /// The same of deferred channels alone, which ask less, with so many `more` FTE on seat of a pool on a day.
    #[must_use]
    pub(super) fn serve_deferred(
        &self,
        staff: &Staff<'_>,
        flows: &Flows,
        path: &DemandPath,
        more: impl Fn(&PoolRun<'_>, usize) -> f64,
    ) -> Vec<Vec<ChannelSums>> {
        let mut sums = Sums::new((self.layout.periods, self.layout.channels), 1);
        for pool in &self.pools {
            let mut courses = self.courses(pool, staff, std::slice::from_ref(flows), path);
            for stretch in &mut courses.staff {
                let more = more(pool, stretch.days.0);
                for today in stretch.staff.iter_mut().filter(|_| more > 0.0) {
                    today.on_seat += more;
                    today.log_on_seat = today.on_seat.ln();
                }
            }
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
}

/// Satisfaction points of grades, weighted by the work they do.
fn grade_points(team: &crate::model::Team, step: &StepFlows) -> f64 {
    let Some(base) = team.grades.first() else { return 0.0 };
    let above =
        || (1..).zip(&team.grades[1..]).map(|(at, grade)| (grade.csat_points, step.share_of_work(at)));
    let share: f64 = above().map(|(_, share)| share).sum();
    let points: f64 = above().map(|(points, share)| points * share).sum();
    step.fte_mid * (base.csat_points * (1.0 - share) + points)
}
