//! Reference tables of queues: rows by column name, and the worst error of each column.

use staffplan::queueing::Patience;
use staffplan::units::{Rate, Seconds};
use std::collections::HashMap;

/// Rare events below this may be answered as zero.
const NEVER: f64 = 1e-280;

/// One line of a table, by column name.
pub(crate) struct Row(HashMap<String, String>);

impl Row {
    pub(crate) fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    pub(crate) fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or_else(|_| panic!("{column}: {}", self.text(column)))
    }

    pub(crate) fn seconds(&self, column: &str) -> Seconds {
        seconds(self.number(column))
    }

    pub(crate) fn agents(&self, column: &str) -> u32 {
        self.text(column).parse().expect("whole agents")
    }

    pub(crate) fn rate(&self, column: &str) -> Rate {
        Rate::new(self.number(column) / 3600.0).expect("a rate")
    }

    pub(crate) fn patience(&self) -> Patience {
        match self.text("patience_s") {
            "inf" => Patience::Infinite,
            _ => Patience::Mean(self.seconds("patience_s")),
        }
    }
}

pub(crate) fn table(name: &str) -> Vec<Row> {
    let path = format!("{}/tests/oracle/queue/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let header = reader.headers().expect("header").clone();
    let row = |record: csv::StringRecord| {
        Row(header.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

pub(crate) fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

/// Relative error; a rare event may be zero.
pub(crate) fn relative(found: f64, right: f64) -> f64 {
    if right.abs() < NEVER { found.abs().min(1.0) } else { ((found - right) / right).abs() }
}

/// The worst error of a column, and where.
#[derive(Default)]
pub(crate) struct Worst(HashMap<&'static str, (f64, String)>);

impl Worst {
    pub(crate) fn take(&mut self, what: &'static str, error: f64, place: &dyn Fn() -> String) {
        let entry = self.0.entry(what).or_insert_with(|| (0.0, String::new()));
        if error.is_nan() || error > entry.0 {
            *entry = (if error.is_nan() { f64::INFINITY } else { error }, place());
        }
    }

    pub(crate) fn at_most(&self, limit: f64) {
        let mut columns: Vec<_> = self.0.iter().collect();
        columns.sort_by_key(|(what, _)| **what);
        let text: Vec<String> =
            columns.iter().map(|(what, (error, place))| format!("{what}: {error:.2e} at {place}")).collect();
        assert!(
            columns.iter().all(|(_, (error, _))| *error <= limit),
            "above {limit:e}:\n{}",
            text.join("\n")
        );
    }
}
