//! How a figure came about, step by step.

use super::DemandReport;
use crate::engine::demand_outlook::{AccountStep, Explained, Part};
use crate::report::cautions::counted;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{number, percent, signed};

impl DemandReport<'_> {
    /// The account of one figure.
    pub(super) fn account(&self, account: &Explained, document: &mut Document) {
        let Explained { channel, scenario, days, offered, outsourced, .. } = account;
        let of = scenario.as_ref().map(|scenario| format!(" in `{scenario}`")).unwrap_or_default();
        document.push(Block::Title(format!(
            "How `{channel}`{of} comes to {} contacts from {} to {}",
            number(*offered, 0),
            days.first,
            days.last
        )));
        let columns =
            vec![Column::words("step"), Column::figures("contacts", ""), Column::figures("comes to", "")];
        let mut table = Table::new("", columns);
        let mut before = None;
        for (step, after) in &account.steps {
            let change = match before {
                None => Cell::number(Some(after.round()), 0, ""),
                Some(before) => Content::Signed { value: step_change(before, *after), decimals: 0 }.into(),
            };
            table.rows.push(vec![
                Cell::text(step_name(step)),
                change,
                Cell::number(Some(after.round()), 0, ""),
            ]);
            before = Some(*after);
        }
        document.table(table);
        if *outsourced > 0.0 {
            document.push(Block::Items(vec![Item::plain(format!(
                "of these, {} are answered outside ({}), and {} are left for the plan's own people",
                number(*outsourced, 0),
                percent(outsourced / offered),
                number(offered.round() - outsourced.round(), 0)
            ))]));
        }
    }
}

/// What a step changes in whole contacts, so that the steps add up to the figure as it is printed.
#[must_use]
pub(in crate::report) fn step_change(before: f64, after: f64) -> f64 {
    after.round() - before.round()
}

/// A step in words.
#[must_use]
pub(in crate::report) fn step_name(step: &AccountStep) -> String {
    match step {
        AccountStep::Level { a_day, days } => format!(
            "{} at the level of the history's end, {} contacts a day",
            counted(*days, "day"),
            number(*a_day, usize::from(*a_day < 100.0))
        ),
        AccountStep::Stated => "the `volume` that the plan states".into(),
        AccountStep::Calendar(Part::Weekday) => "weekdays: some bring more than others".into(),
        AccountStep::Calendar(Part::Holiday) => "holidays".into(),
        AccountStep::Growth { stated: None } => "trend of the history".into(),
        AccountStep::Growth { stated: Some(growth) } => {
            format!("`growth` of the plan, {}% a month", signed(growth * 100.0, 1))
        }
        AccountStep::Event { name, days, factor } => {
            format!("`{name}`, {}, {} times as many", counted(*days, "day"), number(*factor, 2))
        }
        AccountStep::Closed { days } => format!("closed on {}", counted(*days, "day")),
        AccountStep::OtherHours => "days of other hours than their weekday's".into(),
        AccountStep::Deflection => "`deflection`: answered before a person is asked".into(),
        AccountStep::Repeats => "repeats: those who come again about the same matter".into(),
    }
}
