//! Cost by line and period.

use crate::engine::{MemoLines, PeriodOutcome};
use crate::report::cautions::cost_per_contact;
use crate::report::forecast::{Case, Forecast};
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
    let periods = &case.outcome.periods;
    let lines: Vec<[(&str, f64); 11]> =
        periods.iter().map(|one| one.cost_lines.unwrap_or_default().named()).collect();
    let totals: Vec<(usize, f64)> =
        (0..11).map(|at| (at, lines.iter().map(|line| line[at].1).sum())).collect();
    let mut used: Vec<(usize, f64)> = totals.into_iter().filter(|(_, total)| *total > 0.0).collect();
    used.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (rank, (at, _)) in (0_u8..).zip(&used) {
        columns.push(Column::figures(lines[0][*at].0, currency.clone()).spare(rank));
    }
    columns.push(Column::figures("total", currency.clone()));
    columns.push(Column::figures("contacts", "answered").spare(8));
    columns.push(Column::figures("a contact", currency.clone()));
    columns.push(Column::figures("of it for", "turnover").spare(9));
    let mut table = Table::new(format!("Cost, by {}", forecast.cut()), columns);
    if used.is_empty() {
        return table;
    }
    let turnover = periods.iter().filter_map(|period| period.memo).any(|memo| memo.turnover > NOTHING);
    for (period, line) in periods.iter().zip(&lines) {
        let mut row = vec![Cell::text(period.period.label.clone())];
        row.extend(used.iter().map(|(at, _)| Cell::number(Some(line[*at].1), 0, "")));
        row.push(Cell::number(Some(period.cost_lines.unwrap_or_default().total()), 0, ""));
        row.extend(of_contacts(&case, period));
        row.push(Cell::number(period.memo.map(|memo| memo.turnover).filter(|_| turnover), 0, ""));
        table.rows.push(row);
    }
    table.notes.push(
        "expected values, from which the means of draws in other tables differ by their luck; the total is of all lines, also of those \
         that a narrow screen leaves out"
            .into(),
    );
    table.notes.extend(contacts(&case));
    table.notes.extend(memo(periods, currency));
    table.without_empty_columns()
}

/// Contacts answered, and what each takes.
fn of_contacts(case: &Case<'_>, period: &PeriodOutcome) -> [Cell; 2] {
    let why = cost_per_contact(case);
    let answered = period.answered.filter(|answered| *answered > 0.0);
    [Cell::number(answered, 0, why), Cell::number(period.cost_per_contact, 2, why)]
}

/// What a contact is, or why none has a cost.
fn contacts(case: &Case<'_>) -> Option<String> {
    let periods = &case.outcome.periods;
    if periods.iter().any(|period| period.cost_per_contact.is_some()) {
        return Some("a contact: total ÷ contacts answered or worked, those outside included".into());
    }
    (!case.plan.channels.is_empty()).then(|| format!("a contact has no cost: {}", cost_per_contact(case)))
}

/// Lines that are never added: what they come to over the horizon.
fn memo(periods: &[PeriodOutcome], currency: &str) -> Option<String> {
    let sum = periods
        .iter()
        .filter_map(|period| period.memo.as_ref())
        .fold(MemoLines::default(), |sum, memo| sum + *memo);
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
    let mut words = String::from("memo, over the horizon");
    if !currency.is_empty() {
        words += &format!(" in {currency}");
    }
    if !held.is_empty() {
        words += &format!(": the lines hold {}", held.join(", "));
    }
    Some(words + &unpaid.map_or_else(String::new, |unpaid| format!("; saved {unpaid}")))
}
