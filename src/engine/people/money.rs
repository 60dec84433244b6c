//! Cash cost of a period, from people, levers and contacts.

use crate::calendar::Month;
use crate::engine::people::cut::TeamPrices;
use crate::engine::people::staff::Flows;
use crate::engine::replicate::Replicator;
use crate::engine::service::sums::ChannelSums;
use crate::model::{Plan, Team};
use crate::workforce::{CostDrivers, CostLines, Prices, StepFlows, hourly};

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
            starts: begins * flows.starts,
            separations: begins * flows.leavers,
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
            senior_salary: if team.grades.len() > 1 { pay(1) } else { prices.salary },
            overtime_week: (!team.overtime.is_empty()).then(|| team.weekly_hours()),
        }
    }

    /// With the salary of a mix of grades.
    fn at(&self, flows: &StepFlows) -> Prices {
        let seniors = if flows.headcount_end > 0.0 { flows.seniors_end / flows.headcount_end } else { 0.0 };
        let salary = self.prices.salary * (1.0 - seniors) + self.senior_salary * seniors;
        let hourly = self.overtime_week.map_or(0.0, |hours| hourly(salary, hours));
        Prices { salary, hourly, ..self.prices }
    }
}
