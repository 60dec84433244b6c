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
        for (step, change, after) in steps_that_change(account) {
            let change = match before {
                None => Cell::number(Some(change), 0, ""),
                Some(()) => Content::Signed { value: change, decimals: 0 }.into(),
            };
            table.rows.push(vec![
                Cell::text(step_name(step)),
                change,
                Cell::number(Some(after.round()), 0, ""),
            ]);
            before = Some(());
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

/// The steps that change anything in whole contacts, each with what it changes and what it comes to: the changes add up to
/// the figure as it is printed. Growth that the plan states is one of them, were it none.
pub(in crate::report) fn steps_that_change(
    account: &Explained,
) -> impl Iterator<Item = (&AccountStep, f64, f64)> {
    let mut before = None;
    account.steps.iter().filter_map(move |(step, after)| {
        let first = before.is_none();
        let change = after.round() - before.unwrap_or(0.0);
        before = Some(after.round());
        let stated = matches!(step, AccountStep::Growth { stated: Some(_) });
        (first || stated || change.abs() > 0.0).then_some((step, change, *after))
    })
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
        AccountStep::Calendar(part) => calendar(*part).into(),
        AccountStep::Relevelled { from } => format!("level of the middle of {from}, where `growth` starts"),
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
        AccountStep::Clocks => "hours that the clocks leave out or bring twice".into(),
        AccountStep::Repeats => "repeats: those who come again about the same matter".into(),
    }
}

const fn calendar(part: Part) -> &'static str {
    match part {
        Part::Weekday => "weekdays and holidays: some bring more than others",
        Part::Month => "place in the month, and days after a closure",
        Part::Season => "course of the year",
        Part::Recent => "last days off their level, while it lasts",
        Part::OtherMethods => "other methods that are averaged in",
    }
}
