//! The books of one file: rows read are rows accepted and rows rejected, and every objection is on record.

use super::flaw::{At, Flaw, count, grouped, listed, of_file};
use crate::input::history::asked::TakesReject;
use crate::input::history::text::Record;
use crate::input::{Diagnostic, InputFile, Severity};
use crate::model::Reject;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// Rejected rows of a file that are shown one by one.
const SHOWN: usize = 25;

/// The account of one file while it is read.
#[derive(Debug, Clone)]
pub(in crate::input) struct Ledger {
    /// What was read so far.
    pub(in crate::input) file: InputFile,
    refusal: Option<Flaw>,
    rejects: Vec<Flaw>,
    by_code: BTreeMap<&'static str, u64>,
    notes: Vec<Diagnostic>,
    /// Whether its rows stand in other files already, so that it may be without rows of its own.
    repeats: bool,
    /// Objections that are said one by one, and those that are kept.
    most: usize,
    kept: usize,
    /// Every objection since they were last taken, where all are wanted.
    all: Option<Vec<Flaw>>,
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
        Self {
            file,
            refusal: None,
            repeats: false,
            rejects,
            by_code,
            notes,
            most: SHOWN,
            kept: SHOWN,
            all: None,
        }
    }

    /// The same account, showing so many objections one by one.
    pub(in crate::input) fn showing(mut self, most: usize) -> Self {
        (self.most, self.kept) = (most, most);
        self
    }

    /// The same account, keeping at least so many objections, or giving all of them away.
    pub(in crate::input::history) fn keeping(mut self, least: usize, all: bool) -> Self {
        self.kept = self.kept.max(least);
        self.all = all.then(Vec::new);
        self
    }

    /// An account of a part of the same file.
    pub(in crate::input::history) fn part(&self) -> Self {
        Self::new("").showing(self.most).keeping(self.kept, self.all.is_some())
    }

    /// Adds the account of a part of the file that starts so many lines further down.
    pub(in crate::input::history) fn add(&mut self, part: Self, lines: u64) {
        let Self { file, rejects, by_code, all, refusal, .. } = part;
        self.file.rows_read += file.rows_read;
        self.file.rows_accepted += file.rows_accepted;
        self.file.rows_rejected += file.rows_rejected;
        self.file.rows_skipped += file.rows_skipped;
        self.see(file.first, file.last);
        by_code.into_iter().for_each(|(code, number)| *self.by_code.entry(code).or_default() += number);
        rejects.into_iter().for_each(|flaw| self.keep(flaw.lowered(lines)));
        if let (Some(own), Some(theirs)) = (&mut self.all, all) {
            own.extend(theirs.into_iter().map(|flaw| flaw.lowered(lines)));
        }
        if let Some(flaw) = refusal {
            self.refuse(flaw.lowered(lines));
        }
    }

    /// Objections that wait to be given away.
    pub(in crate::input::history) fn held(&self) -> usize {
        self.all.as_ref().map_or(0, Vec::len)
    }

    /// Gives away every objection since the last time, in the order of the rows.
    pub(in crate::input::history) fn give_all(&mut self, takes: &mut TakesReject<'_>) {
        let mut taken = self.all.as_mut().map(std::mem::take).unwrap_or_default();
        taken.sort_by_key(|flaw| flaw.at);
        taken.iter().for_each(|flaw| takes(&self.file.path, &flaw.reject()));
    }

    /// Rows are used, the first and the last of them at these times.
    pub(in crate::input::history) fn accept_many(
        &mut self,
        rows: u64,
        first: Option<NaiveDateTime>,
        last: Option<NaiveDateTime>,
    ) {
        self.file.rows_read += rows;
        self.file.rows_accepted += rows;
        self.see(first, last);
    }

    fn see(&mut self, first: Option<NaiveDateTime>, last: Option<NaiveDateTime>) {
        self.file.first = [self.file.first, first].into_iter().flatten().min();
        self.file.last = [self.file.last, last].into_iter().flatten().max();
    }

    /// A row is used.
    pub(in crate::input) fn accept(&mut self, local: Option<NaiveDateTime>) {
        self.accept_many(1, local, local);
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
        if let Some(all) = &mut self.all {
            all.push(flaw.clone());
        }
        self.keep(flaw);
    }

    /// Keeps an objection if it is among the first.
    fn keep(&mut self, flaw: Flaw) {
        if self.rejects.len() < self.kept || self.rejects.last().is_some_and(|last| flaw.at < last.at) {
            let place = self.rejects.partition_point(|other| other.at <= flaw.at);
            self.rejects.insert(place, flaw);
            self.rejects.truncate(self.kept);
        }
    }

    /// A record is set aside.
    pub(in crate::input) fn reject_record(&mut self, flaw: Flaw, record: &Record) {
        self.reject(flaw.of_record(record));
    }

    /// A blank line, or a row that the plan leaves out.
    pub(in crate::input) fn skip(&mut self) {
        self.file.rows_skipped += 1;
    }

    /// So many rows that are left out.
    pub(in crate::input::history) fn skip_many(&mut self, rows: u64) {
        self.file.rows_skipped += rows;
    }

    /// So many of its rows are left out, for they lie within the time of files that it repeats; some of them, `extra`,
    /// those files do not have.
    pub(in crate::input::history) fn note_repeats(&mut self, rows: u64, others: &[String], extra: u64) {
        self.repeats = true;
        let (rows, others) = (count(rows, "row"), listed(others));
        let mut message =
            format!("{rows} within the time of {others} left out: what stands there counts once");
        if extra > 0 {
            message += &format!("; {} of them do not stand there: which export is right?", grouped(extra));
        }
        self.note("W462", Severity::Warning, message);
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

    /// Something worth a look about rows that are used, each at its place; the first are shown one by one.
    pub(in crate::input) fn warn(&mut self, mut flaws: Vec<Flaw>) {
        flaws.sort_by_key(|flaw| flaw.at);
        let shown = flaws.iter().take(SHOWN);
        self.notes.extend(shown.map(|flaw| flaw.diagnostic(Severity::Warning, &self.file.path)));
        if let Some(first) = flaws.first().filter(|_| flaws.len() > SHOWN) {
            let message = format!("{} like this, the first {SHOWN} shown", count(flaws.len() as u64, "row"));
            self.note(first.code, Severity::Warning, message);
        }
    }

    /// Refuses a file without a single data row, or without a single good one.
    pub(in crate::input) fn refuse_if_empty(&mut self) {
        let file = &self.file;
        if self.refusal.is_some() || self.repeats || file.rows_accepted > 0 {
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

    /// The account, the objections that are kept, and all that was found; `severity` is that of rejected rows.
    pub(in crate::input) fn close(self, severity: Severity) -> (InputFile, Vec<Reject>, Vec<Diagnostic>) {
        let Self { file, refusal, rejects, by_code, notes, most, .. } = self;
        let objections: u64 = by_code.values().sum();
        let rejects: Vec<Flaw> = rejects.into_iter().map(Flaw::proposing).collect();
        let shown = rejects.iter().take(most);
        let mut found: Vec<Diagnostic> = shown.map(|flaw| flaw.diagnostic(severity, &file.path)).collect();
        if objections > found.len() as u64 {
            let codes: Vec<String> =
                by_code.iter().map(|(code, number)| format!("{code} {}", grouped(*number))).collect();
            let message = format!(
                "{} of {} rejected, the first {} shown: {}",
                grouped(file.rows_rejected),
                count(file.rows_read, "row"),
                found.len(),
                codes.join(", ")
            );
            found.push(of_file("E445", severity, &file.path, message));
        }
        found.extend(refusal.map(|flaw| flaw.diagnostic(Severity::Error, &file.path)));
        found.extend(notes);
        (file, rejects.iter().map(Flaw::reject).collect(), found)
    }
}
