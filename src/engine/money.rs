//! Cash cost of a period, from people, levers and contacts.

use super::replicate::Replicator;
use super::service::run::ChannelSums;
use super::staff::Flows;
use crate::calendar::Month;
use crate::model::{Plan, Team};
use crate::workforce::{CostDrivers, CostLines, Prices, StepFlows, hourly};
use std::collections::BTreeMap;

/// Cost of a team in a period: its people, and the levers it pulls.
#[must_use]
pub(super) fn team_cost(
    run: &Replicator<'_>,
    (team, period): (usize, usize),
    course: &[StepFlows],
) -> CostLines {
    let settings = &run.plan.teams[team];
    let mut lines = CostLines::default();
    for step in run.horizon.steps_in(period) {
        let flows = &course[step];
        let drivers = CostDrivers {
            avg_headcount: flows.avg_headcount,
            months: run.horizon.step_months(),
            starts: flows.starts,
            separations: flows.leavers + flows.washouts,
            retained: settings.takes_contacts(),
            ..CostDrivers::default()
        };
        lines =
            lines + CostLines::of(&drivers, &Prices { platform: 0.0, ..prices(run.plan, settings, flows) });
    }
    for month in run.months_in(period) {
        let drivers = CostDrivers {
            overtime_hours: overtime_hours(settings, month),
            temporary_hours: settings.temporary.get(&month).copied().unwrap_or(0.0)
                * settings.weekly_hours()
                * f64::from(month.days())
                / 7.0,
            ..CostDrivers::default()
        };
        let flows = &course[run.horizon.last_step_of(period)];
        lines = lines + CostLines::of(&drivers, &prices(run.plan, settings, flows));
    }
    lines
}

/// Cost of the whole plan in a period: teams, the platform, and contacts answered outside.
#[must_use]
pub(super) fn period_cost(
    run: &Replicator<'_>,
    flows: &Flows,
    period: usize,
    channels: &[ChannelSums],
) -> CostLines {
    let teams = flows.iter().enumerate().map(|(team, course)| team_cost(run, (team, period), course));
    let mut lines = teams.fold(CostLines::default(), |sum, team| sum + team);
    let steps = run.horizon.steps_in(period).count() as f64;
    lines.platform += steps * run.horizon.step_months() * run.plan.cost.platform.get();
    lines.outsourcing += channels
        .iter()
        .enumerate()
        .filter_map(|(channel, sum)| {
            run.plan.cost.outsourcing.get(&channel).map(|price| price.get() * sum.outsourced)
        })
        .sum::<f64>();
    lines
}

impl Replicator<'_> {
    /// The months that begin in a period, and the first month of the horizon in its first period.
    pub(super) fn months_in(&self, period: usize) -> impl Iterator<Item = Month> + '_ {
        let days = self.horizon.period_of_day.iter().zip(&self.horizon.months).enumerate();
        let mut last: Option<Month> = None;
        days.filter_map(move |(day, (&of, &month))| {
            let fresh = last != Some(month) && (day == 0 || self.horizon.months[day - 1] != month);
            last = Some(month);
            (fresh && of == period).then_some(month)
        })
    }
}

fn overtime_hours(team: &Team, month: Month) -> f64 {
    team.overtime.get(&month).copied().unwrap_or(0.0)
}

/// Prices of a team, its salary that of its mix of grades.
fn prices(plan: &Plan, team: &Team, flows: &StepFlows) -> Prices {
    let cost = &plan.cost;
    let seniors = if flows.headcount_end > 0.0 { flows.seniors_end / flows.headcount_end } else { 0.0 };
    let pay = |grade: usize| {
        let name = team.grades.get(grade).map_or("", |grade| grade.name.as_str());
        cost.salary.of(&team.name, name)
    };
    let salary = if team.grades.len() > 1 { pay(0) * (1.0 - seniors) + pay(1) * seniors } else { pay(0) };
    let lent = |months: &BTreeMap<Month, f64>| !months.is_empty();
    Prices {
        salary,
        on_costs: cost.on_costs.get(),
        hire: cost.hire.get(),
        training: cost.training.get(),
        separation: cost.separation.get(),
        retention_bonus: cost.retention_bonus.get(),
        hourly: if lent(&team.overtime) { hourly(salary, team.weekly_hours()) } else { 0.0 },
        overtime_rate: cost.overtime_rate,
        temporary: cost.temporary_hour.get(),
        outsourcing: 0.0,
        seat: cost.seat.get(),
        platform: 0.0,
    }
}
