//! The cells of one row, every wrong one on record.

use crate::input::history::{Cell, Flaw, shown};
use crate::input::table_csv::TableRow;
use std::ops::RangeInclusive;

/// Agents that a row may have.
const MOST_AGENTS: f64 = 2e9;

/// The cells of one row while they are read.
pub(in crate::input) struct Cells<'a> {
    row: &'a TableRow<'a>,
    flaws: Vec<Flaw>,
    faulty: Vec<&'static str>,
}

impl<'a> Cells<'a> {
    /// The cells of a row, none read yet.
    pub(in crate::input) fn of(row: &'a TableRow<'a>) -> Self {
        Self { row, flaws: Vec::new(), faulty: Vec::new() }
    }

    /// All objections, in the order of the row.
    pub(in crate::input) fn into_flaws(mut self) -> Vec<Flaw> {
        self.flaws.sort_by_key(|flaw| flaw.at);
        self.flaws
    }

    /// The text of a column of ours, empty where there is none.
    pub(in crate::input) fn text(&self, ours: &str) -> &'a str {
        self.row.cell(ours).map_or("", |cell| cell.text)
    }

    /// Whether an objection to agents is on record.
    pub(super) fn is_faulty(&self, ours: &'static str) -> bool {
        self.faulty.contains(&ours)
    }

    /// An objection to a cell, or to the row where there is no such column.
    pub(in crate::input) fn object(&mut self, ours: &str, code: &'static str, message: String) {
        let flaw = match self.row.cell(ours) {
            Some(cell) => cell.flaw(code, message),
            None => Flaw::new(code, self.row.at(), message),
        };
        self.flaws.push(flaw);
    }

    /// The way out of the last objection.
    pub(in crate::input) fn help(&mut self, help: impl Into<String>) {
        if let Some(flaw) = self.flaws.pop() {
            self.flaws.push(flaw.help(help));
        }
    }

    /// The objection that nothing stands in a column.
    pub(in crate::input) fn missing(&mut self, ours: &str, when: &str) {
        match self.row.cell(ours) {
            Some(cell) => self.flaws.push(cell.missing(when)),
            None => self.object(ours, "E428", format!("there is no `{ours}`, and it is required {when}")),
        }
    }

    /// A text that must be there.
    pub(in crate::input) fn required(&mut self, ours: &str) -> Option<&'a str> {
        let text = self.text(ours);
        if text.is_empty() {
            self.missing(ours, "in every row");
            return None;
        }
        Some(text)
    }

    /// A number that must be there, within a range.
    pub(in crate::input) fn number(
        &mut self,
        ours: &str,
        range: RangeInclusive<f64>,
        words: &str,
    ) -> Option<f64> {
        let text = self.required(ours)?;
        self.parsed(ours, text, range, words)
    }

    /// A number above zero that must be there.
    pub(in crate::input) fn positive(&mut self, ours: &str, most: f64, words: &str) -> Option<f64> {
        self.number(ours, f64::MIN_POSITIVE..=most, words)
    }

    /// The number of a text in a cell, within a range.
    pub(in crate::input) fn parsed(
        &mut self,
        ours: &str,
        text: &'a str,
        range: RangeInclusive<f64>,
        words: &str,
    ) -> Option<f64> {
        let cell = Cell { text, ..self.row.cell(ours)? };
        let read = cell.decimal().and_then(|value| {
            if range.contains(&value) {
                return Ok(value);
            }
            let message = format!("`{}` in `{}` is not {words}", shown(text), shown(cell.field));
            Err(cell.flaw("E430", message))
        });
        read.map_err(|flaw| self.flaws.push(flaw)).ok()
    }

    /// Whole people on seat; `None` where the cell is empty or at fault.
    pub(in crate::input) fn agents(&mut self, ours: &'static str, required: bool) -> Option<u32> {
        let value = self.real_agents(ours, required)?;
        let found = whole(value);
        if found.is_none() {
            self.object(ours, "E430", format!("`{value}` is not a whole number of agents"));
            self.faulty.push(ours);
        }
        found
    }

    /// People on seat, whole or not; `None` where the cell is empty or at fault.
    pub(super) fn real_agents(&mut self, ours: &'static str, required: bool) -> Option<f64> {
        if self.text(ours).is_empty() {
            if required {
                self.missing(ours, "in every row");
                self.faulty.push(ours);
            }
            return None;
        }
        let value = self.number(ours, 0.0..=MOST_AGENTS, "within 0 to 2,000,000,000 agents");
        if value.is_none() {
            self.faulty.push(ours);
        }
        value
    }
}

/// A number of people that is whole, within the range of agents.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and within 0 to 2e9")]
pub(super) fn whole(value: f64) -> Option<u32> {
    ((0.0..=MOST_AGENTS).contains(&value) && value.fract() <= 0.0).then_some(value as u32)
}
