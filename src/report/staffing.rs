//! People by period: who is there, what they are worth, what is required, and what is short.

use super::forecast::{Case, Forecast};
use super::table::{Cell, Column, Table};
use crate::engine::{PeriodOutcome, TeamOutcome};

const NOT_BY_STEP: &str = "flows of people are known by workforce step only";
const NO_CONTACTS: &str = "takes no contacts";

/// One table a team of the baseline, of those that take contacts or of those that do not.
#[must_use]
pub(super) fn tables(forecast: &Forecast<'_>, serving: bool) -> Vec<Table> {
    let case = forecast.baseline;
    let serves = |team: &usize| {
        case.outcome.channels.is_empty()
            || case
                .outcome
                .periods
                .iter()
                .any(|period| period.teams.get(*team).is_some_and(|t| t.required_fte.is_some()))
    };
    let teams = (0..case.outcome.teams.len()).filter(|team| serves(team) == serving);
    teams.map(|team| table(forecast, &case, team)).collect()
}

fn table(forecast: &Forecast<'_>, case: &Case<'_>, team: usize) -> Table {
    let currency = &case.plan.settings.currency;
    let columns = vec![
        Column::labels(forecast.cut()),
        Column::figures("begin", "people"),
        Column::figures("starts", "people"),
        Column::figures("leavers", "people"),
        Column::figures("washouts", "people").spare(3),
        Column::figures("moves", "people"),
        Column::figures("end", "people"),
        Column::figures("p10–p90", "people").spare(4),
        Column::figures("productive", "people").spare(5),
        Column::figures("effective", "FTE"),
        Column::figures("required", "FTE"),
        Column::figures("gap", "FTE"),
        Column::figures("p10–p90", "FTE").spare(2),
        Column::figures("busy", "").spare(1),
        Column::figures("turnover", "a year").spare(6),
        Column::figures("cost", currency.clone()).spare(7),
    ];
    let mut table = Table::new(format!("People in `{}`, by {}", case.team(team), forecast.cut()), columns);
    let moved = case.outcome.periods.iter().any(|period| moves(period, team));
    for period in &case.outcome.periods {
        if let Some(outcome) = period.teams.get(team) {
            table.rows.push(row(period, outcome, moved));
        }
    }
    table.without_empty_columns()
}

/// Whether people change to a team or from it in a period.
fn moves(period: &PeriodOutcome, team: usize) -> bool {
    period.teams.get(team).and_then(|team| team.moves).is_some_and(|moves| moves.mean.abs() > 1e-9)
}

fn row(period: &PeriodOutcome, team: &TeamOutcome, moved: bool) -> Vec<Cell> {
    let people = |range| Cell::mean(range, 1, NOT_BY_STEP);
    let short = team.gap_fte.is_some_and(|gap| gap.mean < 0.0);
    vec![
        Cell::text(period.period.label.clone()),
        people(team.begin),
        people(team.starts),
        people(team.leavers),
        people(team.washouts),
        if moved { people(team.moves) } else { Cell::blank() },
        people(team.headcount_end),
        Cell::spread(team.headcount_end, 1, NOT_BY_STEP),
        people(team.productive),
        Cell::mean(team.effective_fte, 1, NO_CONTACTS),
        Cell::mean(team.required_fte, 1, NO_CONTACTS),
        Cell::mean(team.gap_fte, 1, NO_CONTACTS).bad_if(short),
        Cell::spread(team.gap_fte, 1, NO_CONTACTS),
        Cell::percent(team.occupancy, NO_CONTACTS),
        Cell::percent(team.turnover_annualised_all, NOT_BY_STEP),
        Cell::mean(team.cost, 0, NOT_BY_STEP),
    ]
}

/// The period and team that are shortest of people, or have least to spare: period, team, its figures and the gap.
#[must_use]
pub(super) fn shortest<'a>(case: &Case<'a>) -> Option<(&'a PeriodOutcome, usize, &'a TeamOutcome, f64)> {
    let teams = case.outcome.periods.iter().flat_map(|period| {
        let gaps = period.teams.iter().enumerate();
        gaps.filter_map(move |(at, team)| Some((period, at, team, team.gap_fte?.mean)))
    });
    teams.min_by(|a, b| a.3.total_cmp(&b.3))
}
