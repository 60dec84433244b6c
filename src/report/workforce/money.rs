//! Cost of people: lines of cash, and memo lines that are never added to them.

use super::WorkforceReport;
use crate::engine::workforce_outlook::{ScenarioPeople, TeamPeople};
use crate::report::table::{Cell, Column, Table};
use crate::report::write::number;

/// Teams side by side.
const TEAMS: usize = 5;
/// What is paid in any case, before leavers cost anything.
const NOTHING: f64 = 0.5;

/// The baseline's cash by period and line.
pub(super) fn by_period(report: &WorkforceReport<'_>) -> Table {
    let (people, currency) = (report.baseline.people, &report.baseline.plan.settings.currency);
    let periods = people.shared.len();
    let lines: Vec<[(&str, f64); 11]> = (0..periods).map(|period| cash(people, period)).collect();
    let mut used: Vec<(usize, f64)> = (0..11)
        .map(|at| (at, lines.iter().map(|line| line[at].1).sum()))
        .filter(|(_, sum)| *sum > NOTHING)
        .collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut columns = vec![Column::labels(report.cut())];
    for (rank, (at, _)) in (0_u8..).zip(&used) {
        columns.push(Column::figures(lines[0][*at].0, currency.clone()).spare(rank));
    }
    columns.push(Column::figures("total", currency.clone()));
    let mut table = Table::new(format!("Cash cost, by {}", report.cut()), columns);
    if used.is_empty() {
        return table;
    }
    let labels =
        people.teams.first().map(|team| team.periods.iter().map(|period| period.period.label.clone()));
    for (label, line) in labels.into_iter().flatten().zip(&lines) {
        let mut row = vec![Cell::text(label)];
        row.extend(used.iter().map(|(at, _)| Cell::number(Some(line[*at].1), 0, "")));
        row.push(Cell::number(Some(line.iter().map(|line| line.1).sum()), 0, ""));
        table.rows.push(row);
    }
    table.notes.push(
        "expected values; the total is of all lines, also of those that a narrow screen leaves out".into(),
    );
    table
}

/// Cash of a period, all teams and nobody's.
fn cash(people: &ScenarioPeople, period: usize) -> [(&'static str, f64); 11] {
    let teams = people.teams.iter().filter_map(|team| team.periods.get(period));
    teams.fold(people.shared[period], |sum, team| sum + team.cost).named()
}

/// The baseline's cost over the horizon, by line and team: cash and its sum, then the memo lines.
pub(super) fn by_line(report: &WorkforceReport<'_>) -> Table {
    let (people, currency) = (report.baseline.people, &report.baseline.plan.settings.currency);
    let teams = people.teams.iter().take(TEAMS);
    let mut columns = vec![Column::labels("line")];
    columns.extend(
        (0_u8..)
            .zip(teams.clone())
            .map(|(rank, team)| Column::figures(team.team.clone(), currency.clone()).spare(rank)),
    );
    columns.push(Column::figures("all", currency.clone()));
    columns.push(Column::words("means").spare(9));
    let mut table = Table::new("Cost over the horizon, by line", columns);
    let all = (0..people.shared.len()).map(|period| cash(people, period));
    let sums = all.fold([0.0; 11], |sums, lines| std::array::from_fn(|at| sums[at] + lines[at].1));
    let total: f64 = sums.iter().sum();
    if total <= NOTHING {
        return table;
    }
    let row = |name: &str, of: &dyn Fn(&TeamPeople) -> f64, all: f64, means: &str| {
        let mut row = vec![Cell::text(name)];
        row.extend(teams.clone().map(|team| Cell::number(Some(of(team)), 0, "")));
        row.push(Cell::number(Some(all), 0, ""));
        row.push(Cell::text(means));
        row
    };
    for (at, sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > NOTHING) {
        let (name, means) = cash_line(at);
        table.rows.push(row(name, &|team| team.summary.cost.named()[at].1, *sum, means));
    }
    table.rows.push(row("cash in all", &|team| team.summary.cost.total(), total, "the lines above"));
    for at in 0..4 {
        let of = |team: &TeamPeople| team.summary.memo.named()[at].1;
        let (name, means) = memo_line(at);
        table.rows.push(row(name, &of, people.teams.iter().map(of).sum(), means));
    }
    table
        .notes
        .push("memo lines are held by the cash lines already, or never paid: they are not added".into());
    table.notes.extend(a_leaver(people, currency));
    table
}

/// What a separation costs in cash, on average.
fn a_leaver(people: &ScenarioPeople, currency: &str) -> Option<String> {
    let gone: f64 = people.teams.iter().map(|team| team.summary.leavers + team.summary.washouts).sum();
    let paid: f64 = people.teams.iter().map(|team| team.summary.memo.turnover).sum();
    (gone > 0.05 && paid > NOTHING).then(|| {
        let each = format!("{} {currency}", number(paid / gone, 0));
        format!("turnover takes {} in cash for each of {} people gone", each.trim_end(), number(gone, 1))
    })
}

const fn cash_line(at: usize) -> (&'static str, &'static str) {
    match at {
        0 => ("salaries", "average heads × salary, with on-costs"),
        1 => ("hiring", "a price for each start"),
        2 => ("training", "a price for each start"),
        3 => ("separation", "a price for each leaver"),
        4 => ("retention", "a bonus a month and head, with on-costs"),
        5 => ("overtime", "hours × hourly pay × rate"),
        6 => ("temporary", "hours × price"),
        7 => ("outsourcing", "contacts answered outside × price"),
        8 => ("seats", "a price a month and head"),
        10 => ("moves", "a price for each person who changes to the team"),
        _ => ("platform", "a price a month"),
    }
}

const fn memo_line(at: usize) -> (&'static str, &'static str) {
    match at {
        0 => ("memo: onboarding", "pay of people who take no contacts yet"),
        1 => ("memo: ramp", "pay of the work that people on the ramp do not do yet"),
        2 => ("memo: open posts", "pay that open requisitions do not take"),
        _ => ("memo: turnover", "hiring, training and separation on account of those who go"),
    }
}
