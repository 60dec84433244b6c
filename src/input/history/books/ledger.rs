//! The books of one file: rows read are rows accepted and rows rejected, and every objection is on record.

use super::flaw::{At, Flaw, count, grouped, of_file};
use crate::input::history::rows::encodings;
use crate::input::history::text::Record;
use crate::input::{Diagnostic, InputFile, Severity};
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// Rejected rows of a file that are shown one by one.
const SHOWN: usize = 25;

/// The account of one file while it is read.
#[derive(Debug)]
pub(in crate::input) struct Ledger {
    /// What was read so far.
    pub(in crate::input) file: InputFile,
    refusal: Option<Flaw>,
    rejects: Vec<Flaw>,
    by_code: BTreeMap<&'static str, u64>,
    notes: Vec<Diagnostic>,
    most: usize,
}

impl Ledger {
    /// An account without rows.
    pub(in crate::input) fn new(written: &str) -> Self {
        let file = InputFile {
            path: written.to_owned(),
            sha256: String::new(),
            rows_read: 0,
            rows_accepted: 0,
            rows_rejected: 0,
            rows_skipped: 0,
            first: None,
            last: None,
        };
        let (rejects, by_code, notes) = (Vec::new(), BTreeMap::new(), Vec::new());
        Self { file, refusal: None, rejects, by_code, notes, most: SHOWN }
    }

    /// The same account, showing so many objections one by one.
    pub(in crate::input) fn showing(mut self, most: usize) -> Self {
        self.most = most;
        self
    }

    /// A row is used.
    pub(in crate::input) fn accept(&mut self, local: Option<NaiveDateTime>) {
        self.file.rows_read += 1;
        self.file.rows_accepted += 1;
        if let Some(local) = local {
            self.file.first = Some(self.file.first.map_or(local, |first| first.min(local)));
            self.file.last = Some(self.file.last.map_or(local, |last| last.max(local)));
        }
    }

    /// A row is set aside.
    pub(in crate::input) fn reject(&mut self, flaw: Flaw) {
        self.file.rows_read += 1;
        self.file.rows_rejected += 1;
        self.object(flaw);
    }

    /// A row that was accepted is set aside after all.
    pub(in crate::input) fn withdraw(&mut self, flaw: Flaw) {
        self.file.rows_accepted -= 1;
        self.file.rows_rejected += 1;
        self.object(flaw);
    }

    /// A further objection to a row that is set aside.
    pub(in crate::input) fn object(&mut self, flaw: Flaw) {
        *self.by_code.entry(flaw.code).or_default() += 1;
        if self.rejects.len() < self.most || self.rejects.last().is_some_and(|last| flaw.at < last.at) {
            let place = self.rejects.partition_point(|other| other.at <= flaw.at);
            self.rejects.insert(place, flaw);
            self.rejects.truncate(self.most);
        }
    }

    /// A record is set aside: with its lines where it has several, and the encodings that would fit where it is no text.
    pub(in crate::input) fn reject_record(&mut self, flaw: Flaw, record: &Record) {
        let is_shown = self.rejects.len() < self.most;
        let flaw = if is_shown && flaw.code == "E420" { flaw.help(encodings(record)) } else { flaw };
        self.reject(flaw.spanning(record));
    }

    /// A blank line, or a row that the plan leaves out.
    pub(in crate::input) fn skip(&mut self) {
        self.file.rows_skipped += 1;
    }

    /// The whole file is refused; the first reason counts.
    pub(in crate::input) fn refuse(&mut self, flaw: Flaw) {
        self.refusal.get_or_insert(flaw);
    }

    /// Whether the whole file is refused.
    pub(in crate::input) fn is_refused(&self) -> bool {
        self.refusal.is_some()
    }

    /// Something worth knowing about the file.
    pub(in crate::input) fn note(&mut self, code: &'static str, severity: Severity, message: String) {
        self.notes.push(of_file(code, severity, &self.file.path, message));
    }

    /// Refuses a file without a single data row, or without a single good one.
    pub(in crate::input) fn refuse_if_empty(&mut self) {
        let file = &self.file;
        if self.refusal.is_some() || file.rows_accepted > 0 {
            return;
        }
        let flaw = if file.rows_read > 0 {
            let message = match file.rows_read {
                1 => "the only row was rejected".to_owned(),
                rows => format!("every one of {} was rejected", count(rows, "row")),
            };
            Flaw::new("E440", self.rejects.first().map_or(At::START, |flaw| flaw.at), message)
        } else {
            let skipped = match file.rows_skipped {
                0 => String::new(),
                number => format!(" ({} blank or left out)", count(number, "line")),
            };
            Flaw::new("E408", At::START, format!("a header and no rows{skipped}"))
                .help("is the export empty?")
        };
        self.refusal = Some(flaw);
    }

    /// The account, and all that was found; `severity` is that of rejected rows.
    pub(in crate::input) fn close(self, severity: Severity) -> (InputFile, Vec<Diagnostic>) {
        let Self { file, refusal, rejects, by_code, notes, .. } = self;
        let objections: u64 = by_code.values().sum();
        let shown = rejects.len() as u64;
        let mut found: Vec<Diagnostic> =
            rejects.into_iter().map(|flaw| flaw.diagnostic(severity, &file.path)).collect();
        if objections > shown {
            let codes: Vec<String> =
                by_code.iter().map(|(code, number)| format!("{code} {}", grouped(*number))).collect();
            let message = format!(
                "{} of {} rejected, the first {shown} shown: {}",
                grouped(file.rows_rejected),
                count(file.rows_read, "row"),
                codes.join(", ")
            );
            found.push(of_file("E445", severity, &file.path, message));
        }
        found.extend(refusal.map(|flaw| flaw.diagnostic(Severity::Error, &file.path)));
        found.extend(notes);
        (file, found)
    }
}
