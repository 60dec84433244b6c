//! Cost by line and period.

use crate::engine::{MemoLines, PeriodOutcome};
use crate::report::forecast::Forecast;
use crate::report::table::{Cell, Column, Table};
use crate::report::write::number;

/// Whole units of money below which a line is nothing.
const NOTHING: f64 = 0.5;

/// Expected cost of the baseline: the lines that are not nothing, their sum, what a contact takes of it, and what turnover does.
#[must_use]
pub(in crate::report) fn lines(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let currency = &case.plan.settings.currency;
    let mut columns = vec![Column::labels(forecast.cut())];
    let lines: Vec<[(&str, f64); 11]> =
        case.outcome.periods.iter().map(|one| one.cost_lines.named()).collect();
    let periods = &case.outcome.periods;
    let totals: Vec<(usize, f64)> =
        (0..11).map(|at| (at, lines.iter().map(|line| line[at].1).sum())).collect();
    let mut used: Vec<(usize, f64)> = totals.into_iter().filter(|(_, total)| *total > 0.0).collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (rank, (at, _)) in (0_u8..).zip(&used) {
        columns.push(Column::figures(lines[0][*at].0, currency.clone()).spare(rank));
    }
    columns.push(Column::figures("total", currency.clone()));
    columns.push(Column::figures("a contact", currency.clone()));
    columns.push(Column::figures("of it for", "turnover").spare(9));
    let mut table = Table::new(format!("Cost, by {}", forecast.cut()), columns);
    if used.is_empty() {
        return table;
    }
    for (period, line) in periods.iter().zip(&lines) {
        let mut row = vec![Cell::text(period.period.label.clone())];
        row.extend(used.iter().map(|(at, _)| Cell::number(Some(line[*at].1), 0, "")));
        row.push(Cell::number(Some(period.cost_lines.total()), 0, ""));
        row.push(Cell::mean(period.cost_per_contact, 2, NO_CONTACTS));
        row.push(Cell::number(Some(period.memo.turnover), 0, ""));
        table.rows.push(row);
    }
    table.notes.push(
        "expected values; the total is of all lines, also of those that a narrow screen leaves out".into(),
    );
    table.notes.extend(memo(periods, currency));
    table.without_empty_columns()
}

const NO_CONTACTS: &str = "no contacts are answered";

/// Lines that are never added: what they come to over the horizon.
fn memo(periods: &[PeriodOutcome], currency: &str) -> Option<String> {
    let sum = periods.iter().fold(MemoLines::default(), |sum, period| sum + period.memo);
    let MemoLines { onboarding, ramp, open_posts, turnover } = sum;
    let part = |value: f64, means: &str| (value > NOTHING).then(|| format!("{} {means}", number(value, 0)));
    let told = [
        part(turnover, "for hiring, training and separation on account of those who go"),
        part(onboarding, "of pay in onboarding"),
        part(ramp, "of pay for what people on the ramp do not do yet"),
    ];
    let held: Vec<String> = told.into_iter().flatten().collect();
    let unpaid = part(open_posts, "of pay that open posts do not take");
    if held.is_empty() && unpaid.is_none() {
        return None;
    }
    let mut words =
        format!("memo, over the horizon in {}", if currency.is_empty() { "money" } else { currency });
    if !held.is_empty() {
        words += &format!(": the lines hold {}", held.join(", "));
    }
    Some(words + &unpaid.map_or_else(String::new, |unpaid| format!("; saved {unpaid}")))
}
