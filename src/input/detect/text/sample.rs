//! What stands in the columns of the files: words and numbers of all rows looked at, and some rows as a whole.

use super::form::Form;
use crate::input::history::{
    At, Flaw, Header, Next, NextRecord, Opened, Record, Records, Stop, Workbook, field_text, listed,
    refuse_broken, unreadable,
};
use crate::input::{Diagnostic, Severity, SourceFile};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

/// Bytes of a file that are looked at.
const LOOKED_AT: u64 = 64 << 20;
/// Bytes before that end at which a decoder may find no room for a character.
const NEARLY: u64 = 64;
/// Rows that are kept as a whole, spread over all looked at.
const KEPT: usize = 20_000;
/// Fields of them together.
const FIELDS: usize = 1_000_000;
/// Different words of a column that are counted.
const WORDS: usize = 256;
/// Characters of a field that are kept.
const FIELD: usize = 80;

/// What stands in a column.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input::detect) struct Column {
    pub(in crate::input::detect) blanks: u64,
    /// Plain ASCII decimals.
    pub(in crate::input::detect) numbers: u64,
    pub(in crate::input::detect) sum: f64,
    pub(in crate::input::detect) least: f64,
    pub(in crate::input::detect) most: f64,
    /// Numbers with a fraction.
    pub(in crate::input::detect) fractions: u64,
    /// How zeros are written.
    pub(in crate::input::detect) zeros: BTreeSet<String>,
    /// Everything else, as often as it stands there.
    pub(in crate::input::detect) words: BTreeMap<String, u64>,
    /// Short numbers, which may be codes.
    pub(in crate::input::detect) codes: BTreeMap<String, u64>,
    /// Entries that are no numbers.
    pub(in crate::input::detect) texts: u64,
    /// Whether there are more words than are counted.
    pub(in crate::input::detect) many: bool,
}

impl Column {
    fn add(&mut self, text: &str) {
        if text.is_empty() {
            self.blanks += 1;
        } else if let Some(value) = plain(text) {
            let first = self.numbers == 0;
            self.least = if first { value } else { self.least.min(value) };
            self.most = if first { value } else { self.most.max(value) };
            self.numbers += 1;
            self.sum += value;
            self.fractions += u64::from(value.fract() != 0.0);
            if value == 0.0 && self.zeros.len() < 8 {
                self.zeros.insert(text.to_owned());
            }
            if text.len() <= 3 && self.codes.len() < WORDS {
                *self.codes.entry(text.to_owned()).or_default() += 1;
            }
        } else {
            self.texts += 1;
            if let Some(count) = self.words.get_mut(text) {
                *count += 1;
            } else if self.words.len() < WORDS && text.len() <= 4 * FIELD {
                self.words.insert(text.to_owned(), 1);
            } else {
                self.many = true;
            }
        }
    }

    /// Entries with something in them.
    pub(in crate::input::detect) fn filled(&self) -> u64 {
        self.numbers + self.texts
    }

    /// All that stands there, each once; `None` where that is too much to know.
    pub(in crate::input::detect) fn distinct(&self) -> Option<impl Iterator<Item = String>> {
        let known: u64 = self.codes.values().sum();
        let whole = !self.many && known == self.numbers;
        whole.then(|| self.words.keys().chain(self.codes.keys()).cloned())
    }

    /// The mean of its numbers.
    pub(in crate::input::detect) fn mean(&self) -> Option<f64> {
        (self.numbers > 0).then(|| self.sum / self.numbers as f64)
    }
}

/// A number as the reader takes it.
fn plain(text: &str) -> Option<f64> {
    let digits = text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'e' | b'E' | b'+'));
    let cell = crate::input::history::Cell { text, field: "", at: At::START, words: None };
    digits.then(|| cell.decimal().ok()).flatten()
}

/// Why reading stopped, as an objection.
fn flaw_of(stop: Stop) -> Flaw {
    match stop {
        Stop::Flaw(flaw) => flaw,
        Stop::Read(error) => unreadable(&error),
    }
}

/// The files as far as they were looked at.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::input::detect) struct Sample {
    /// As written in the header.
    pub(in crate::input::detect) names: Vec<String>,
    pub(in crate::input::detect) columns: Vec<Column>,
    /// Rows in the order of the files, evenly thinned.
    pub(in crate::input::detect) rows: Vec<Vec<String>>,
    /// Rows looked at.
    pub(in crate::input::detect) seen: u64,
    /// Whether all files were looked at to their end.
    pub(in crate::input::detect) whole: bool,
    stride: u64,
}

impl Sample {
    /// All files, which must be written in one form with one header.
    pub(in crate::input::detect) fn of(files: &[SourceFile], form: &Form) -> Result<Self, Box<Diagnostic>> {
        let mut sample = Self { stride: 1, whole: true, ..Self::default() };
        for file in files {
            sample
                .take(file, form)
                .map_err(|flaw| Box::new(flaw.diagnostic(Severity::Error, &file.written)))?;
        }
        Ok(sample)
    }

    /// Fields of a column in the rows kept.
    pub(in crate::input::detect) fn field(&self, column: usize) -> impl Iterator<Item = &str> {
        self.rows.iter().map(move |row| row.get(column).map_or("", String::as_str))
    }

    fn take(&mut self, file: &SourceFile, form: &Form) -> Result<(), Flaw> {
        if let Some(mut workbook) = file.path().map_or(Ok(None), Workbook::at)? {
            let mut rows = workbook.rows(form.sheet.as_deref())?;
            return self.read(&mut rows, b',').map_err(flaw_of);
        }
        let mut opened =
            Opened::of(file, false).map_err(|lost| Flaw::new("E403", At::START, lost.message))?;
        opened.decode(form.encoding.name)?;
        let mut limited = (&mut opened.text).take(LOOKED_AT);
        let delimiter = form.delimiter.and_then(|d| u8::try_from(d).ok()).unwrap_or(b',');
        let read = self.read(&mut Records::new(&mut limited, delimiter), delimiter);
        let cut = limited.limit() < NEARLY;
        self.whole &= !cut;
        match read {
            Ok(()) => Ok(()),
            // What is cut in the middle of a row looks broken there.
            Err(_) if cut && !self.rows.is_empty() => Ok(()),
            Err(stop) => Err(flaw_of(stop)),
        }
    }

    fn read(&mut self, records: &mut dyn NextRecord, delimiter: u8) -> Result<(), Stop> {
        let mut record = Record::default();
        let header = loop {
            match records.next_record(&mut record)? {
                Next::Record => break Header::read(&record, delimiter).map_err(Stop::Flaw)?,
                Next::Blank => {}
                Next::End => return Err(Stop::Flaw(Flaw::new("E407", At::START, "the file is empty"))),
            }
        };
        let order = self.order_of(&header).map_err(Stop::Flaw)?;
        loop {
            match records.next_record(&mut record)? {
                Next::Record => self.row(&record, &header, &order),
                Next::Blank => {}
                Next::End => return Ok(()),
            }
        }
    }

    /// Where each of our columns stands in a file's header; the first file's header is ours.
    fn order_of(&mut self, header: &Header) -> Result<Vec<usize>, Flaw> {
        if self.names.is_empty() {
            self.names.clone_from(&header.names);
            self.columns = vec![Column::default(); self.names.len()];
            return Ok((0..self.names.len()).collect());
        }
        let missing: Vec<&String> = self.names.iter().filter(|name| !header.names.contains(name)).collect();
        if !missing.is_empty() || header.names.len() != self.names.len() {
            let message = format!(
                "the header differs from that of the first file: {} against {}",
                listed(&header.names),
                listed(&self.names)
            );
            return Err(Flaw::new("E465", At::START, message)
                .help("look at files of one kind at a time, and write one plan of several by hand"));
        }
        let place = |name: &String| header.names.iter().position(|other| other == name).unwrap_or(0);
        Ok(self.names.iter().map(place).collect())
    }

    fn row(&mut self, record: &Record, header: &Header, order: &[usize]) {
        if refuse_broken(record, header).is_err() {
            return;
        }
        for (column, place) in self.columns.iter_mut().zip(order) {
            column.add(field_text(record, *place));
        }
        if self.seen.is_multiple_of(self.stride) {
            let cut = |place: &usize| field_text(record, *place).chars().take(FIELD).collect();
            self.rows.push(order.iter().map(cut).collect());
        }
        self.seen += 1;
        if self.rows.len() >= KEPT.min(FIELDS / order.len().max(1)).max(100) {
            let mut odd = false;
            self.rows.retain(|_| {
                odd = !odd;
                odd
            });
            self.stride *= 2;
        }
    }
}
