//! Turnover by every definition in use, with the definition beside the figure.

use super::WorkforceReport;
use crate::report::table::{Cell, Column, Content, Table};

/// The short name and the formula of a definition, by the key that programs know it by.
#[must_use]
pub fn definition(key: &str) -> (&'static str, &'static str) {
    match key {
        "turnover_annualised_all" => {
            ("turnover", "leavers and washouts ÷ time-weighted average headcount, a year")
        }
        "turnover_annualised_productive" => {
            ("of productive staff", "leavers past onboarding ÷ average productive heads, a year")
        }
        "rolling12_at_end" => ("last twelve months", "the same as turnover, over the last twelve months"),
        "first12" => ("first twelve months", "the same as turnover, over the first twelve months"),
        "turnover_two_point" => {
            ("on two points", "leavers and washouts ÷ mean of first and last headcount, a year")
        }
        "turnover_mean_of_period_averages" => (
            "on averages",
            "leavers and washouts ÷ mean of the averages of each step's begin and end, a year",
        ),
        "turnover_period_points" => {
            ("on points", "leavers and washouts ÷ mean of the opening and every step's end, a year")
        }
        "share_of_opening" => ("of the opening", "leavers and washouts ÷ opening headcount, not a year's"),
        "share_of_opening_and_starts" => {
            ("of all employed", "leavers and washouts ÷ (opening headcount + starts), not a year's")
        }
        "compounded_probability" => (
            "compounded",
            "1 - product of (1 - step rate): a probability, never to be held against a turnover target",
        ),
        _ => ("", ""),
    }
}

/// Teams side by side.
const TEAMS: usize = 6;

/// The baseline's turnover by definition and team.
pub(super) fn table(report: &WorkforceReport<'_>) -> Table {
    let teams = report.baseline.people.teams.iter().take(TEAMS);
    let mut columns = vec![Column::labels("definition")];
    for (rank, team) in (0_u8..).zip(teams.clone()) {
        columns.push(Column::figures(team.team.clone(), "").spare(rank));
    }
    columns.push(Column::words("means"));
    let mut table = Table::new("Turnover over the horizon, by definition", columns);
    let Some(first) = report.baseline.people.teams.first() else { return table };
    for (at, (key, _)) in first.summary.turnover.iter().enumerate() {
        let (name, formula) = definition(key);
        let mut row = vec![Cell::text(name)];
        row.extend(teams.clone().map(|team| {
            let value = team.summary.turnover.get(at).and_then(|(_, value)| *value);
            value
                .map_or(Content::Absent("not before twelve months, or nobody there"), Content::Percent)
                .into()
        }));
        row.push(Cell::text(formula));
        table.rows.push(row);
    }
    table
}
