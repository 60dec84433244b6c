//! A whole CSV of plain rows: surveys and rosters are read by the rules of histories, every rejected row an error.

use super::history::{
    At, Cell, Flaw, Header, Ledger, Next, Opened, Record, Records, Stop, field_text, listed, refuse_broken,
    unreadable,
};
use super::{Diagnostic, InputFile, Severity};
use std::collections::BTreeMap;
use std::path::Path;

/// What is read, and by which names.
pub(super) struct Table<'a> {
    pub(super) path: &'a Path,
    /// As written in the plan.
    pub(super) written: &'a str,
    /// Our columns to theirs.
    pub(super) columns: &'a BTreeMap<String, String>,
    /// Our columns; the flag says which are required.
    pub(super) ours: &'a [(&'static str, bool)],
    /// Columns of no use here that are no reason for a note.
    pub(super) idle: &'a [&'static str],
}

/// The rows of a table, the account of its file and what was found.
pub(super) struct TableRead<T> {
    pub(super) rows: Vec<T>,
    pub(super) file: Option<InputFile>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// One row, its columns by our names.
pub(super) struct TableRow<'a> {
    record: &'a Record,
    header: &'a Header,
    places: &'a [(&'static str, Option<usize>)],
}

impl<'a> TableRow<'a> {
    /// The field of one of our columns; `None` where the file has no such column.
    pub(super) fn cell(&self, ours: &str) -> Option<Cell<'a>> {
        let column = self.places.iter().find(|(name, _)| *name == ours)?.1?;
        let (field, at) = (self.header.names[column].as_str(), self.record.at(column));
        Some(Cell { text: field_text(self.record, column), field, at, words: None })
    }
}

impl Table<'_> {
    /// Reads all rows; `row` makes one of a record, or `None` where it is of no interest.
    pub(super) fn read<T>(&self, row: impl Fn(&TableRow<'_>) -> Result<Option<T>, Flaw>) -> TableRead<T> {
        let mut opened = match Opened::open(self.path, self.written) {
            Ok(opened) => opened,
            Err(found) => return TableRead { rows: Vec::new(), file: None, diagnostics: vec![*found] },
        };
        let mut ledger = Ledger::new(self.written);
        let read = match opened.decode(None) {
            Ok(()) => self.rows(&mut opened, &mut ledger, row),
            Err(flaw) => Err(Stop::Flaw(flaw)),
        };
        let rows = read.unwrap_or_else(|stop| {
            ledger.refuse(match stop {
                Stop::Flaw(flaw) => flaw,
                Stop::Read(error) => unreadable(&error),
            });
            Vec::new()
        });
        match opened.sha256() {
            Ok(sha256) => ledger.file.sha256 = sha256,
            Err(error) => ledger.refuse(unreadable(&error)),
        }
        ledger.refuse_if_empty();
        let (file, diagnostics) = ledger.close(Severity::Error);
        TableRead { rows, file: Some(file), diagnostics }
    }

    fn rows<T>(
        &self,
        opened: &mut Opened,
        ledger: &mut Ledger,
        row: impl Fn(&TableRow<'_>) -> Result<Option<T>, Flaw>,
    ) -> Result<Vec<T>, Stop> {
        let mut records = Records::new(&mut opened.text, b',');
        let mut record = Record::default();
        let header = loop {
            match records.next(&mut record)? {
                Next::Record => break Header::read(&record, b',').map_err(Stop::Flaw)?,
                Next::Blank => ledger.skip(),
                Next::End => return Err(Stop::Flaw(Flaw::new("E407", At::START, "the file is empty"))),
            }
        };
        let places = self.places(&header, ledger).map_err(Stop::Flaw)?;
        let mut rows = Vec::new();
        loop {
            match records.next(&mut record)? {
                Next::Record => {}
                Next::Blank => {
                    ledger.skip();
                    continue;
                }
                Next::End => return Ok(rows),
            }
            let whole = TableRow { record: &record, header: &header, places: &places };
            match refuse_broken(&record, &header).and_then(|()| row(&whole)) {
                Ok(read) => {
                    ledger.accept(None);
                    rows.extend(read);
                }
                Err(flaw) => ledger.reject_record(flaw, &record),
            }
        }
    }

    fn places(
        &self,
        header: &Header,
        ledger: &mut Ledger,
    ) -> Result<Vec<(&'static str, Option<usize>)>, Flaw> {
        let mut places = Vec::new();
        for (ours, required) in self.ours {
            let place = match self.columns.get(*ours) {
                Some(theirs) => Some(header.require(theirs)?),
                None if *required => Some(header.require(ours)?),
                None => header.find(ours)?,
            };
            places.push((*ours, place));
        }
        let mut used: Vec<usize> = places.iter().filter_map(|(_, place)| *place).collect();
        for idle in self.idle {
            used.extend(header.find(idle)?);
        }
        let names: Vec<&str> = self
            .ours
            .iter()
            .map(|(name, _)| *name)
            .filter(|name| !self.columns.contains_key(*name))
            .collect();
        header.refuse_slips(&used, &names)?;
        let extra: Vec<&str> = header.extras(&used).into_iter().map(|i| header.names[i].as_str()).collect();
        if !extra.is_empty() {
            ledger.note("W450", Severity::Note, format!("columns not used: {}", listed(&extra)));
        }
        Ok(places)
    }
}
