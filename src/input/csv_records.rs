//! The records of a CSV as they stand, whatever they mean: for those who look at a file before they read it.

use super::history::{Flaw, Next, Opened, Record, Records, Stop, count, encodings, shown_bytes, unreadable};
use super::table_csv::delimiter_byte;
use super::{Diagnostic, Severity};
use std::io::Read;

/// A record: its fields without quotes, as they stand, outer spaces and all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CsvRecord {
    /// Physical line on which it starts, from 1.
    pub line: u64,
    /// As many as the first record has.
    pub fields: Vec<String>,
}

/// Records one by one; an objection to one record stands in its place, one to the file ends them.
///
/// Strict RFC 4180: a quote out of place (E422), another number of fields than the first record has (E421), bytes that
/// are no text (E420) and a quote that never closes (E411) are objections. Blank lines are no records.
pub struct CsvRecords {
    records: Option<Records<Box<dyn Read + Send>>>,
    record: Record,
    width: Option<usize>,
    refusal: Option<Flaw>,
    name: String,
}

/// The records of a text, gzip and zstd unpacked; UTF-8 (or UTF-16 by its mark) where no encoding is named.
#[must_use]
pub fn records(
    text: Box<dyn Read + Send>,
    name: &str,
    delimiter: char,
    encoding: Option<&str>,
) -> CsvRecords {
    let mut opened = Opened::stream(text);
    let ready = opened.decode(encoding).and_then(|_| delimiter_byte(Some(delimiter)));
    let (records, refusal) = match ready {
        Ok(delimiter) => (Some(Records::new(opened.text, delimiter)), None),
        Err(flaw) => (None, Some(flaw)),
    };
    CsvRecords { records, record: Record::default(), width: None, refusal, name: name.to_owned() }
}

impl CsvRecords {
    fn objection(&self, flaw: Flaw) -> Box<Diagnostic> {
        Box::new(flaw.diagnostic(Severity::Error, &self.name))
    }

    /// The fields of the record at hand, or what is wrong with it.
    fn fields(&mut self) -> Result<CsvRecord, Flaw> {
        let record = &self.record;
        if let Some(stray) = record.stray {
            let flaw = Flaw::new("E422", stray.at, "a quote out of place");
            return Err(flaw.help("quote the whole field and double the quotes within").of_record(record));
        }
        let found = record.len();
        let width = *self.width.get_or_insert(found);
        if found != width {
            let message = format!("{}, and the first row has {width}", count(found as u64, "field"));
            return Err(Flaw::new("E421", record.at(0), message).of_record(record));
        }
        let text = |field: usize| {
            let bytes = record.bytes(field);
            String::from_utf8(bytes.to_vec()).map_err(|_| {
                let message = format!("`{}` is not text in this encoding", shown_bytes(bytes));
                Flaw::new("E420", record.at(field), message).help(encodings(record.all_bytes()))
            })
        };
        let fields = (0..found).map(text).collect::<Result<_, _>>()?;
        Ok(CsvRecord { line: record.first_line, fields })
    }
}

impl Iterator for CsvRecords {
    type Item = Result<CsvRecord, Box<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(refusal) = self.refusal.take() {
            return Some(Err(self.objection(refusal)));
        }
        loop {
            match self.records.as_mut()?.next(&mut self.record) {
                Ok(Next::Record) => {
                    let fields = self.fields();
                    return Some(fields.map_err(|flaw| self.objection(flaw)));
                }
                Ok(Next::Blank) => {}
                Ok(Next::End) => {
                    self.records = None;
                    return None;
                }
                Err(stop) => {
                    self.records = None;
                    let flaw = match stop {
                        Stop::Flaw(flaw) => flaw,
                        Stop::Read(error) => unreadable(&error),
                    };
                    return Some(Err(self.objection(flaw)));
                }
            }
        }
    }
}
