//! Answers beside the table that asks: its columns to the letter, its rows in their order.

use super::escape::shown_json;
use crate::engine::situation::Entry;
use crate::model::question::WrittenTable;
use crate::report::document::{Block, Document};
use crate::report::table::{Cell, Column, Table};
use ::csv::WriterBuilder;
use serde_json::{Value, json};

/// Columns of a table that every screen shows.
const FIRST: usize = 3;

/// A table and its answers, as texts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Beside {
    /// Names of the columns.
    pub header: Vec<String>,
    /// One text a column.
    pub rows: Vec<Vec<String>>,
}

/// Puts answers into the columns of their names, and after the table where it has none of that name.
#[must_use]
pub fn beside(written: &WrittenTable, columns: &[&'static str], answers: &[Vec<Entry>]) -> Beside {
    let mut header = written.header.clone();
    let places: Vec<usize> = columns
        .iter()
        .map(|column| {
            written.place(column).unwrap_or_else(|| {
                header.push((*column).to_owned());
                header.len() - 1
            })
        })
        .collect();
    let rows = written.rows.iter().zip(answers).map(|(fields, entries)| {
        let mut row = fields.clone();
        row.resize(header.len(), String::new());
        for (place, entry) in places.iter().zip(entries) {
            match entry {
                Entry::Number(value) => row[*place] = digits(*value),
                Entry::Agents(agents) => row[*place] = agents.to_string(),
                Entry::Words(words) => row[*place].clone_from(words),
                Entry::Empty => row[*place].clear(),
                Entry::Written => {}
            }
        }
        row
    });
    Beside { rows: rows.collect(), header }
}

/// A table of cases with its answers, and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct Batch<'a> {
    /// The table.
    pub table: &'a Beside,
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the input, in hex.
    pub inputs_sha256: &'a str,
}

/// `plan.erlang-batch/1`: one object, a row a case. Fields that are numbers are numbers; an infinite one is `null`.
#[must_use]
pub fn batch_json(batch: &Batch<'_>) -> String {
    let rows: Vec<Value> = batch.table.rows.iter().map(|row| batch.table.object(row)).collect();
    let document = json!({
        "format": "plan.erlang-batch/1",
        "version": batch.version,
        "inputs_sha256": batch.inputs_sha256,
        "rows": rows,
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

impl Beside {
    fn object(&self, row: &[String]) -> Value {
        let value = |text: &String| match text.trim() {
            "" | "inf" => Value::Null,
            number => match number.parse::<f64>() {
                Ok(number) if number.is_finite() => json!(number),
                _ => json!(text),
            },
        };
        Value::Object(self.header.iter().cloned().zip(row.iter().map(value)).collect())
    }

    /// As a table for people.
    #[must_use]
    pub fn document(&self) -> Document {
        let numeric =
            |at: usize| self.rows.iter().all(|row| row[at].is_empty() || row[at].parse::<f64>().is_ok());
        let columns = self.header.iter().enumerate().map(|(at, name)| {
            let column =
                if numeric(at) { Column::figures(name.clone(), "") } else { Column::labels(name.clone()) };
            // The first columns say which case it is, the state whether it has an answer.
            let kept = at < FIRST || name == "state";
            column.spare(if kept { 0 } else { u8::try_from(at).unwrap_or(u8::MAX) })
        });
        let mut table = Table::new("", columns.collect());
        table.rows =
            self.rows.iter().map(|row| row.iter().map(|text| Cell::text(short(text))).collect()).collect();
        table
            .notes
            .push("a narrow screen leaves columns out; CSV and JSON have all, to the last digit".into());
        Document { blocks: vec![Block::Table(table)] }
    }

    /// As a CSV.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut writer = WriterBuilder::new().from_writer(Vec::new());
        for row in std::iter::once(&self.header).chain(&self.rows) {
            writer.write_record(row).expect("a row written into memory cannot fail");
        }
        let bytes = writer.into_inner().expect("a row written into memory cannot fail");
        String::from_utf8(bytes).expect("rows are made of strings")
    }
}

/// Seventeen significant digits, those at the end left out where they are zeros: reads back as the same number.
#[must_use]
pub(super) fn digits(value: f64) -> String {
    if value == 0.0 {
        return "0".into();
    }
    if !value.is_finite() {
        return if value > 0.0 { "inf".into() } else { "-inf".into() };
    }
    let written = format!("{value:.16e}");
    let (mantissa, exponent) = written.split_once('e').unwrap_or((&written, "0"));
    let places: i32 = exponent.parse().unwrap_or(0);
    if (-5..17).contains(&places) {
        let decimals = usize::try_from(16 - places).unwrap_or(0);
        return trimmed(&format!("{value:.decimals$}")).to_owned();
    }
    format!("{}e{places:+03}", trimmed(mantissa))
}

/// Six digits of a number, or the text itself.
fn short(text: &str) -> String {
    let Some(value) = text.parse::<f64>().ok().filter(|value| text.len() > 8 && value.is_finite()) else {
        return text.to_owned();
    };
    let places = value.abs().log10().floor();
    if (-4.0..9.0).contains(&places) {
        let decimals = if places < 0.0 {
            6
        } else if places < 5.0 {
            4
        } else {
            1
        };
        trimmed(&format!("{value:.decimals$}")).to_owned()
    } else {
        format!("{value:.4e}")
    }
}

fn trimmed(digits: &str) -> &str {
    if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits }
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn seventeen_digits_read_back_as_the_same_number() {
        for value in [0.1, 1.0 / 3.0, 2e-300, 1.2345e-7, 123_456_789.25, 1e16, 1e17, 5e-324, 0.95] {
            assert_eq!(digits(value).parse::<f64>().map(f64::to_bits), Ok(value.to_bits()), "{value}");
        }
        assert_eq!(digits(0.1), "0.10000000000000001");
        assert_eq!(digits(0.5), "0.5");
        assert_eq!(digits(1.25e-7), "1.2499999999999999e-07");
        assert_eq!(digits(f64::INFINITY), "inf");
    }
}
