//! A calibration as tables for people.

use super::CalibrationReport;
use super::settings::PlanTable;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Table, Tone};

impl CalibrationReport<'_> {
    /// The whole report.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        document.push(Block::Title("Calibration".into()));
        for table in self.tables() {
            document.push(Block::Heading(format!("[{}]", table.path.join("."))));
            document.table(values(&table));
            document.items("", table.notes.into_iter().map(Item::plain).collect());
        }
        document
    }
}

fn values(table: &PlanTable) -> Table {
    let columns = vec![Column::labels("key"), Column::words("value"), Column::words("from")];
    let mut shown = Table::new("", columns);
    for setting in &table.settings {
        let value = match &setting.value {
            None => Cell::text("–").in_tone(Tone::Faint),
            Some(value) if setting.proposed => Cell::text(value.clone()),
            Some(value) => Cell::text(format!("({value})")).in_tone(Tone::Faint),
        };
        shown.rows.push(vec![Cell::text(setting.key), value, Cell::text(setting.words())]);
    }
    if table.settings.iter().any(|setting| setting.value.is_some() && !setting.proposed) {
        shown.notes.push(
            "values in brackets are told by the data and not proposed for a plan: each says why".into(),
        );
    }
    shown
}
