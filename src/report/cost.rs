//! Cost by line and period.

use super::forecast::Forecast;
use super::table::{Cell, Column, Table};

/// Expected cost of the baseline, with the lines that are not nothing.
#[must_use]
pub(super) fn table(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let currency = &case.plan.settings.currency;
    let mut columns = vec![Column::labels(forecast.cut())];
    let lines: Vec<[(&str, f64); 11]> =
        case.outcome.periods.iter().map(|one| one.cost_lines.named()).collect();
    let totals: Vec<(usize, f64)> =
        (0..11).map(|at| (at, lines.iter().map(|line| line[at].1).sum())).collect();
    let mut used: Vec<(usize, f64)> = totals.into_iter().filter(|(_, total)| *total > 0.0).collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (rank, (at, _)) in (0_u8..).zip(&used) {
        columns.push(Column::figures(lines[0][*at].0, currency.clone()).spare(rank));
    }
    columns.push(Column::figures("total", currency.clone()));
    let mut table = Table::new(format!("Cost, by {}", forecast.cut()), columns);
    if used.len() < 2 {
        return table;
    }
    for (period, line) in case.outcome.periods.iter().zip(&lines) {
        let mut row = vec![Cell::text(period.period.label.clone())];
        row.extend(used.iter().map(|(at, _)| Cell::number(Some(line[*at].1), 0, "")));
        row.push(Cell::number(Some(period.cost_lines.total()), 0, ""));
        table.rows.push(row);
    }
    table.notes.push(
        "expected values; the total is of all lines, also of those that a narrow screen leaves out".into(),
    );
    table
}
