//! What each period of a report holds, laid out once a scenario: days, workforce steps, lent hours, prices.

use crate::calendar::Month;
use crate::engine::horizon::Horizon;
use crate::engine::people::money;
use crate::engine::people::staff::lent_fte;
use crate::engine::people::supply;
use crate::model::{Plan, Team};
use crate::workforce::{MOST_GRADES, Prices};

/// A period of the report.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Cut {
    /// Days in it.
    pub days: f64,
    /// Workforce steps that begin in it.
    pub steps: Vec<usize>,
    /// The step that is running at its end.
    pub last_step: usize,
    /// Steps that run on its days, and on how many.
    pub days_of_step: Vec<(usize, f64)>,
    /// By team.
    pub levers: Vec<Levers>,
    /// Share of paid time on contacts by team, a day on average.
    pub on_contacts: Vec<f64>,
    /// Share of the hours of the week that is not paid, by team, a day on average.
    pub unpaid: Vec<f64>,
}

/// What is lent to a team in a period.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::engine) struct Levers {
    /// FTE from overtime and temporary people, a day on average.
    pub fte: f64,
    /// Hours of overtime.
    pub overtime_hours: f64,
    /// Hours of temporary people.
    pub temporary_hours: f64,
}

/// A team's prices, but for the salary, which follows its mix of grades.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::engine) struct TeamPrices {
    /// At the first grade's salary.
    pub prices: Prices,
    /// Salary by grade, of so many as there are.
    pub salaries: [f64; MOST_GRADES],
    /// Grades there are.
    pub grades: usize,
    /// Paid hours a week, where overtime is worked.
    pub overtime_week: Option<f64>,
}

/// The cuts of all periods.
#[must_use]
pub(in crate::engine) fn cuts(plan: &Plan, horizon: &Horizon) -> Vec<Cut> {
    (0..horizon.periods.len()).map(|period| cut(plan, horizon, period)).collect()
}

fn cut(plan: &Plan, horizon: &Horizon, period: usize) -> Cut {
    let mut days_of_step: Vec<(usize, f64)> = Vec::new();
    let within = || (0..horizon.days.len()).filter(|&day| horizon.period_of_day[day] == period);
    for step in within().map(|day| horizon.step_of_day[day]) {
        match days_of_step.last_mut() {
            Some(last) if last.0 == step => last.1 += 1.0,
            _ => days_of_step.push((step, 1.0)),
        }
    }
    let count = within().count().max(1) as f64;
    let begins = |day: &usize| *day == 0 || horizon.months[day - 1] != horizon.months[*day];
    let months: Vec<Month> = within().filter(begins).map(|day| horizon.months[day]).collect();
    let levers = plan.teams.iter().map(|team| Levers {
        fte: within().map(|day| lent_fte(team, horizon.months[day])).sum::<f64>() / count,
        overtime_hours: months.iter().filter_map(|month| team.overtime.get(month)).sum(),
        temporary_hours: months.iter().map(|&month| money::temporary_hours(team, month)).sum(),
    });
    let a_day = |of: fn(&Team, Month) -> f64| {
        let mean = move |team| within().map(|day| of(team, horizon.months[day])).sum::<f64>() / count;
        plan.teams.iter().map(mean).collect()
    };
    Cut {
        days: count,
        steps: horizon.steps_in(period).collect(),
        last_step: horizon.last_step_of(period),
        days_of_step,
        levers: levers.collect(),
        on_contacts: a_day(supply::on_contacts),
        unpaid: a_day(|team, month| team.shrinkage.unpaid_at(month)),
    }
}

/// `parts[team][channel]`: a team's part of a channel that several serve, by heads on the first day.
#[must_use]
pub(in crate::engine) fn parts(plan: &Plan) -> Vec<Vec<f64>> {
    let of_channel = |channel: usize| {
        let serving = plan.teams.iter().filter(|team| team.serves.contains(&channel));
        serving.map(|team| f64::from(team.headcount)).sum::<f64>()
    };
    let all: Vec<f64> = (0..plan.channels.len()).map(of_channel).collect();
    let of_team = |team: &crate::model::Team| {
        all.iter().map(|heads| if *heads > 0.0 { f64::from(team.headcount) / heads } else { 1.0 }).collect()
    };
    plan.teams.iter().map(of_team).collect()
}
