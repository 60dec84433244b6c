//! Why 100 + 20 is not 120: from the people of the first day to those of the last.

use super::document::Item;
use super::forecast::Forecast;
use super::table::{Cell, Column, Table};
use super::write::number;
use crate::engine::HeadcountAccount;

/// One sentence a team of the baseline.
#[must_use]
pub(super) fn sentences(forecast: &Forecast<'_>) -> Vec<Item> {
    let case = forecast.baseline;
    let accounts = case.outcome.headcount.iter().enumerate();
    accounts
        .map(|(team, account)| Item::plain(format!("`{}`: {}", case.team(team), words(account))))
        .collect()
}

/// "100 people + 20 hires + 14.1 backfills - 19.8 leavers - 1.4 washouts = 112.9 people, who give 104.2 effective FTE".
fn words(account: &HeadcountAccount) -> String {
    let mut text = format!("{} people", people(account.opening));
    let parts = [
        (account.hires, "+", "hires"),
        (account.backfills, "+", "backfills"),
        (account.leavers, "-", "leavers"),
        (account.washouts, "-", "washouts"),
        (account.moves.max(0.0), "+", "from other teams"),
        ((-account.moves).max(0.0), "-", "to other teams"),
    ];
    for (figure, sign, name) in parts {
        if figure.abs() >= 0.05 {
            text += &format!(" {sign} {} {name}", people(figure));
        }
    }
    text += &format!(" = {} at the end", people(account.end));
    if account.effective_fte > 0.0 {
        text += &format!(", worth {} effective FTE", number(account.effective_fte, 1));
    }
    if account.open_requisitions >= 0.05 {
        text += &format!("; {} leavers are not replaced yet", people(account.open_requisitions));
    }
    text
}

/// Whole people without decimals, expectations with one.
fn people(value: f64) -> String {
    number(value, usize::from((value - value.round()).abs() >= 0.05))
}

/// The same account of every scenario and team.
#[must_use]
pub(super) fn table(forecast: &Forecast<'_>) -> Table {
    let columns = vec![
        Column::words("scenario"),
        Column::words("team"),
        Column::figures("opening", "people"),
        Column::figures("hires", "+"),
        Column::figures("backfills", "+"),
        Column::figures("leavers", "-"),
        Column::figures("washouts", "-"),
        Column::figures("moves", "±"),
        Column::figures("end", "people"),
        Column::figures("effective", "FTE").spare(1),
        Column::figures("still", "open").spare(2),
    ];
    let mut table = Table::new("Headcount from the first day to the last", columns);
    if forecast.named().count() < 2 {
        return table;
    }
    for case in forecast.named() {
        for (team, account) in case.outcome.headcount.iter().enumerate() {
            let name = if team == 0 { Cell::text(case.outcome.name.clone()) } else { Cell::blank() };
            let figures = [
                account.opening,
                account.hires,
                account.backfills,
                account.leavers,
                account.washouts,
                account.moves,
                account.end,
                account.effective_fte,
                account.open_requisitions,
            ];
            let mut row = vec![name, Cell::text(case.team(team))];
            row.extend(figures.map(|figure| Cell::number(Some(figure), 1, "")));
            table.rows.push(row);
        }
    }
    let one_team = forecast.named().all(|case| case.outcome.headcount.len() < 2);
    let moved =
        forecast.named().any(|case| case.outcome.headcount.iter().any(|account| account.moves.abs() >= 0.05));
    let kept: Vec<bool> =
        (0..table.columns.len()).map(|at| (at != 1 || !one_team) && (at != 7 || moved)).collect();
    table.keeping(&kept)
}
