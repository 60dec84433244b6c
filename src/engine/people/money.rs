//! Cash cost of a period, from people, levers and contacts.

use crate::calendar::Month;
use crate::engine::people::cut::TeamPrices;
use crate::engine::people::staff::Flows;
use crate::engine::replicate::Replicator;
use crate::engine::service::sums::ChannelSums;
use crate::model::{Plan, Team};
use crate::workforce::{CostDrivers, CostLines, Prices, StepFlows, hourly, loaded};

/// Cost of a team in a period: its people, and the levers it pulls.
#[must_use]
pub(in crate::engine) fn team_cost(
    run: &Replicator<'_>,
    (team, period): (usize, usize),
    course: &[StepFlows],
) -> CostLines {
    let (cut, prices) = (&run.cuts[period], &run.prices[team]);
    let retained = run.plan.teams[team].takes_contacts();
    let mut lines = CostLines::default();
    for &(step, days) in &cut.days_of_step {
        let flows = &course[step];
        let begins = f64::from(u8::from(cut.steps.contains(&step)));
        let drivers = CostDrivers {
            avg_headcount: flows.avg_headcount,
            months: run.horizon.months_of(step, days),
            unpaid: cut.unpaid[team],
            starts: begins * flows.starts,
            separations: begins * flows.leavers,
            moves: begins * flows.moved_in,
            retained,
            ..CostDrivers::default()
        };
        lines = lines + CostLines::of(&drivers, &prices.at(flows));
    }
    let lent = cut.levers[team];
    let drivers = CostDrivers {
        overtime_hours: lent.overtime_hours,
        temporary_hours: lent.temporary_hours,
        ..CostDrivers::default()
    };
    lines + CostLines::of(&drivers, &prices.at(&course[cut.last_step]))
}

/// Cost of the whole plan in a period: teams, the platform, and contacts answered outside.
#[must_use]
pub(in crate::engine) fn period_cost(
    run: &Replicator<'_>,
    flows: &Flows,
    period: usize,
    channels: &[ChannelSums],
) -> CostLines {
    let teams = flows.iter().enumerate().map(|(team, course)| team_cost(run, (team, period), course));
    teams.fold(shared_cost(run, period, channels), |sum, team| sum + team)
}

/// Cost of a period that is no team's: the platform, and contacts answered outside.
#[must_use]
pub(in crate::engine) fn shared_cost(
    run: &Replicator<'_>,
    period: usize,
    channels: &[ChannelSums],
) -> CostLines {
    let mut lines = CostLines::default();
    let days = run.cuts[period].days_of_step.iter();
    let months: f64 = days.map(|&(step, days)| run.horizon.months_of(step, days)).sum();
    lines.platform += months * run.plan.cost.platform.get();
    lines.outsourcing += channels
        .iter()
        .enumerate()
        .filter_map(|(channel, sum)| {
            run.plan.cost.outsourcing.get(&channel).map(|price| price.get() * sum.outsourced)
        })
        .sum::<f64>();
    lines
}

/// What a team's people cost without showing as a line of cash: the lines hold it already, or it is not paid at all.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct MemoLines {
    /// Pay with on-costs of people in onboarding.
    pub onboarding: f64,
    /// Pay with on-costs of the work that people on the ramp do not do yet.
    pub ramp: f64,
    /// Pay with on-costs that open requisitions do not take.
    pub open_posts: f64,
    /// Hiring, training and separation on account of those who leave: of the cash lines, not on top.
    pub turnover: f64,
}

impl MemoLines {
    /// The lines in the order of a report, each with its name.
    #[must_use]
    pub const fn named(&self) -> [(&'static str, f64); 4] {
        [
            ("onboarding", self.onboarding),
            ("ramp", self.ramp),
            ("open_posts", self.open_posts),
            ("turnover", self.turnover),
        ]
    }
}

impl std::ops::Add for MemoLines {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            onboarding: self.onboarding + other.onboarding,
            ramp: self.ramp + other.ramp,
            open_posts: self.open_posts + other.open_posts,
            turnover: self.turnover + other.turnover,
        }
    }
}

/// The memo lines of a team in a period; `hires` are its planned starts by step.
#[must_use]
pub(in crate::engine) fn team_memo(
    run: &Replicator<'_>,
    (team, period): (usize, usize),
    course: &[StepFlows],
    hires: impl Fn(usize) -> f64,
) -> MemoLines {
    let (cut, prices) = (&run.cuts[period], &run.prices[team]);
    let of_step = |&(step, days): &(usize, f64)| {
        let flows = &course[step];
        let at = prices.at(flows);
        let paid = (1.0 - cut.unpaid[team]) * run.horizon.months_of(step, days);
        let pay = loaded(at.salary, at.on_costs) * paid;
        let begins = f64::from(u8::from(cut.steps.contains(&step)));
        let replaced_share = run.plan.teams[team].backfill.map_or(0.0, |backfill| backfill.share.get());
        let replaced = (flows.starts - hires(step)).max(0.0);
        MemoLines {
            onboarding: pay * (flows.trainees_start - 0.5 * flows.trainee_leavers),
            ramp: pay * (flows.newcomers_mid - flows.newcomer_fte_mid),
            // A post is open from the day somebody leaves: half of that step on average.
            open_posts: pay * (flows.vacancies_start + 0.5 * replaced_share * flows.leavers),
            turnover: begins * (flows.leavers * at.separation + replaced * (at.hire + at.training)),
        }
    };
    cut.days_of_step.iter().map(of_step).fold(MemoLines::default(), |sum, lines| sum + lines)
}

/// What one more paid FTE of a team costs in a period, as the team's mix of grades is paid: pay, bonus and seat.
#[must_use]
pub(in crate::engine) fn one_more(
    run: &Replicator<'_>,
    (team, period): (usize, usize),
    course: &[StepFlows],
) -> f64 {
    let of_step = |&(step, days): &(usize, f64)| {
        let drivers = CostDrivers {
            avg_headcount: 1.0,
            months: run.horizon.months_of(step, days),
            retained: run.plan.teams[team].takes_contacts(),
            ..CostDrivers::default()
        };
        CostLines::of(&drivers, &run.prices[team].at(&course[step])).total()
    };
    run.cuts[period].days_of_step.iter().map(of_step).sum()
}

/// Hours of temporary people in a month.
#[must_use]
pub(in crate::engine) fn temporary_hours(team: &Team, month: Month) -> f64 {
    let people = team.temporary.get(&month).copied().unwrap_or(0.0);
    people * team.weekly_hours() * f64::from(month.days()) / 7.0
}

impl TeamPrices {
    /// The prices of a team; the platform is no team's.
    #[must_use]
    pub(in crate::engine) fn new(plan: &Plan, team: &Team) -> Self {
        let cost = &plan.cost;
        let pay = |grade: usize| {
            let name = team.grades.get(grade).map_or("", |grade| grade.name.as_str());
            cost.salary.of(&team.name, name)
        };
        let prices = Prices {
            salary: pay(0),
            on_costs: cost.on_costs.get(),
            hire: cost.hire.get(),
            training: cost.training.get(),
            separation: cost.separation.get(),
            moving: cost.moving.get(),
            retention_bonus: cost.retention_bonus.get(),
            hourly: 0.0,
            overtime_rate: cost.overtime_rate,
            temporary: cost.temporary_hour.get(),
            outsourcing: 0.0,
            seat: cost.seat.get(),
            platform: 0.0,
        };
        Self {
            prices,
            salaries: std::array::from_fn(pay),
            grades: team.grades.len(),
            overtime_week: (!team.overtime.is_empty()).then(|| team.weekly_hours()),
        }
    }

    /// With the salary of a step's average mix of grades: people rise on its last day, and are paid for it from the next.
    fn at(&self, flows: &StepFlows) -> Prices {
        let average = |grade: usize| flows.by_grade[grade].start - 0.5 * flows.by_grade[grade].leavers;
        let people: f64 = (0..self.grades).map(average).sum();
        let share = |grade: usize| if people > 0.0 { average(grade) / people } else { 0.0 };
        let above: f64 = (1..self.grades).map(share).sum();
        let paid: f64 = (1..self.grades).map(|grade| self.salaries[grade] * share(grade)).sum();
        let salary = self.prices.salary * (1.0 - above) + paid;
        let hourly = self.overtime_week.map_or(0.0, |hours| hourly(salary, hours));
        Prices { salary, hourly, ..self.prices }
    }
}
