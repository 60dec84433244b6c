//! A whole CSV of plain rows, read by the rules of histories: surveys and rosters that a plan names, and tables of
//! cases or demand that a command is given. Every rejected row is an error.

use super::history::{
    At, Cell, Flaw, Header, Ledger, Next, NextRecord, Opened, Record, Records, Stop, ValueWord, Workbook,
    count, field_text, grouped, listed, refuse_broken, unreadable,
};
use super::{Diagnostic, Place, Severity};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// Rows of a table, which are held in memory.
const MOST_ROWS: u64 = 2_000_000;

/// What is read, and by which names.
pub(super) struct Table<'a> {
    pub(super) from: Store<'a>,
    /// As written in the plan or on the command line.
    pub(super) written: &'a str,
    pub(super) form: TextForm<'a>,
    /// Our columns to theirs.
    pub(super) columns: &'a BTreeMap<String, String>,
    /// Our columns; the flag says which are required.
    pub(super) ours: &'a [(&'static str, bool)],
    /// A required column of ours, and the one that may stand in its place.
    pub(super) instead: Option<(&'static str, &'static str)>,
    /// Columns of no use here that are no reason for a note.
    pub(super) idle: &'a [&'static str],
    /// Whether other columns are worth a note.
    pub(super) notes_extras: bool,
}

/// Where the bytes are.
pub(super) enum Store<'a> {
    /// In a file that a plan names.
    File(&'a Path),
    /// In a stream that is open.
    Stream(Box<dyn Read + Send>),
}

/// How a text is written.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct TextForm<'a> {
    /// Name of the encoding; UTF-8 (or UTF-16 by its BOM) where left out.
    pub(super) encoding: Option<&'a str>,
    /// What stands between fields; a comma where left out.
    pub(super) delimiter: Option<char>,
    /// Objections that are shown one by one, where not as many as in a history.
    pub(super) most: Option<usize>,
    /// What words mean, by our column.
    pub(super) values: Option<&'a Values>,
    /// Words of rows to leave out, by their column.
    pub(super) skip: Option<&'a Skip>,
}

/// Our column, then the word in the file, then its meaning.
pub type Values = BTreeMap<String, BTreeMap<String, ValueWord>>;
/// Their column, then the words of rows to leave out.
pub type Skip = BTreeMap<String, Vec<String>>;

/// The rows of a table, the account of its file and what was found.
pub(super) struct TableRead<T> {
    /// Names of the columns, as the file has them.
    pub(super) header: Vec<String>,
    /// Where our columns stand.
    pub(super) places: Vec<(&'static str, Option<usize>)>,
    pub(super) rows: Vec<T>,
    pub(super) ledger: Ledger,
    /// Why the file could not be opened.
    pub(super) lost: Option<Diagnostic>,
}

/// One row, its columns by our names.
pub(super) struct TableRow<'a> {
    record: &'a Record,
    header: &'a Header,
    places: &'a [(&'static str, Option<usize>)],
    values: Option<&'a Values>,
}

impl<'a> TableRow<'a> {
    /// The field of one of our columns; `None` where the file has no such column.
    pub(super) fn cell(&self, ours: &str) -> Option<Cell<'a>> {
        let column = self.places.iter().find(|(name, _)| *name == ours)?.1?;
        let (field, at) = (self.header.names[column].as_str(), self.record.at(column));
        let words = self.values.and_then(|values| values.get(ours));
        Some(Cell { text: field_text(self.record, column), field, at, words })
    }

    /// All fields as they stand, as many as the header has names.
    pub(super) fn fields(&self) -> Vec<String> {
        let text = |field| String::from_utf8_lossy(self.record.bytes(field)).into_owned();
        (0..self.header.names.len()).map(text).collect()
    }

    /// Where the row starts.
    pub(super) fn at(&self) -> At {
        self.record.at(0)
    }
}

/// What a row came to: something to keep, and every objection to it.
pub(super) struct Taken<T> {
    pub(super) kept: Option<T>,
    pub(super) flaws: Vec<Flaw>,
}

impl Table<'_> {
    /// Takes every record, whole or broken; the caller closes the books.
    pub(super) fn take<T>(
        self,
        row: impl FnMut(&TableRow<'_>, Result<(), Flaw>) -> Taken<T>,
    ) -> TableRead<T> {
        let mut ledger = Ledger::new(self.written);
        if let Some(most) = self.form.most {
            ledger = ledger.showing(most);
        }
        let (header, places, rows) = (Vec::new(), Vec::new(), Vec::new());
        let mut read = TableRead { header, places, rows, ledger, lost: None };
        let (opened, path) = match self.from {
            Store::File(path) => (Opened::open(path, self.written), Some(path)),
            Store::Stream(bytes) => (Ok(Opened::stream(bytes)), None),
        };
        let mut opened = match opened {
            Ok(opened) => opened,
            Err(found) => {
                read.lost = Some(*found);
                return read;
            }
        };
        let Self { columns, ours, instead, idle, notes_extras, form, .. } = self;
        let names = Names { columns, ours, instead, idle, notes_extras, form };
        let workbook = path.map_or(Ok(None), Workbook::at);
        let taken = workbook.map_err(Stop::Flaw).and_then(|workbook| match workbook {
            Some(mut workbook) => {
                let mut rows = workbook.rows(None).map_err(Stop::Flaw)?;
                names.rows(&mut rows, b',', &mut read, row)
            }
            None => {
                let ready = opened.decode(form.encoding).and_then(|_| delimiter_byte(form.delimiter));
                let delimiter = ready.map_err(Stop::Flaw)?;
                names.rows(&mut Records::new(&mut opened.text, delimiter), delimiter, &mut read, row)
            }
        });
        if let Err(stop) = taken {
            read.rows.clear();
            // The rest of a refused stream may have no end; its bytes are not accounted for.
            read.ledger.refuse(match stop {
                Stop::Flaw(flaw) => flaw,
                Stop::Read(error) => unreadable(&error),
            });
            return read;
        }
        match opened.sha256() {
            Ok(sha256) => read.ledger.file.sha256 = sha256,
            Err(error) => read.ledger.refuse(unreadable(&error)),
        }
        read
    }
}

/// Which columns are looked for, and how they are called.
struct Names<'a> {
    columns: &'a BTreeMap<String, String>,
    ours: &'a [(&'static str, bool)],
    instead: Option<(&'static str, &'static str)>,
    idle: &'a [&'static str],
    notes_extras: bool,
    form: TextForm<'a>,
}

impl Names<'_> {
    fn rows<T>(
        &self,
        records: &mut dyn NextRecord,
        delimiter: u8,
        read: &mut TableRead<T>,
        mut row: impl FnMut(&TableRow<'_>, Result<(), Flaw>) -> Taken<T>,
    ) -> Result<(), Stop> {
        let mut record = Record::default();
        let header = loop {
            match records.next_record(&mut record)? {
                Next::Record => break Header::read(&record, delimiter).map_err(Stop::Flaw)?,
                Next::Blank => read.ledger.skip(),
                Next::End => return Err(Stop::Flaw(Flaw::new("E407", At::START, "the file is empty"))),
            }
        };
        read.header.clone_from(&header.names);
        let skips = self.skips(&header).map_err(Stop::Flaw)?;
        read.places = self.places(&header, &skips, &mut read.ledger).map_err(Stop::Flaw)?;
        loop {
            match records.next_record(&mut record)? {
                Next::Record if read.ledger.file.rows_read < MOST_ROWS => {}
                Next::Record => {
                    let message = format!("a table of more than {} rows", grouped(MOST_ROWS));
                    return Err(Stop::Flaw(Flaw::new("E438", record.at(0), message).help("split it")));
                }
                Next::Blank => {
                    read.ledger.skip();
                    continue;
                }
                Next::End => return Ok(()),
            }
            let sound = refuse_broken(&record, &header);
            if sound.is_ok() && is_left_out(&record, &skips) {
                read.ledger.skip();
                continue;
            }
            let values = self.form.values;
            let whole = TableRow { record: &record, header: &header, places: &read.places, values };
            let Taken { kept, flaws } = row(&whole, sound);
            let mut flaws = flaws.into_iter();
            match flaws.next() {
                None => read.ledger.accept(None),
                Some(first) => read.ledger.reject_record(first, &record),
            }
            flaws.for_each(|flaw| read.ledger.object(flaw.of_record(&record)));
            read.rows.extend(kept);
        }
    }

    /// Columns by whose words rows are left out.
    fn skips(&self, header: &Header) -> Result<Vec<(usize, &[String])>, Flaw> {
        let each = self.form.skip.into_iter().flatten();
        each.map(|(theirs, words)| Ok((header.require(theirs)?, words.as_slice()))).collect()
    }

    fn places(
        &self,
        header: &Header,
        skips: &[(usize, &[String])],
        ledger: &mut Ledger,
    ) -> Result<Vec<(&'static str, Option<usize>)>, Flaw> {
        let mut places = Vec::new();
        for (ours, required) in self.ours {
            let place = match self.columns.get(*ours) {
                Some(theirs) => Some(header.require(theirs)?),
                None if *required && !self.replaced(header, ours)? => Some(header.require(ours)?),
                None => header.find(ours)?,
            };
            places.push((*ours, place));
        }
        let mut used: Vec<usize> = places.iter().filter_map(|(_, place)| *place).collect();
        used.extend(skips.iter().map(|(column, _)| *column));
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
        if self.notes_extras && !extra.is_empty() {
            ledger.note("W450", Severity::Note, format!("columns not used: {}", listed(&extra)));
        }
        Ok(places)
    }

    /// Whether another column stands in the place of a required one.
    fn replaced(&self, header: &Header, ours: &str) -> Result<bool, Flaw> {
        let Some((_, other)) = self.instead.filter(|(required, _)| *required == ours) else {
            return Ok(false);
        };
        Ok(self.columns.contains_key(other) || header.find(other)?.is_some())
    }
}

/// Whether a row has one of the words by which rows are left out.
fn is_left_out(record: &Record, skips: &[(usize, &[String])]) -> bool {
    skips.iter().any(|(column, words)| words.iter().any(|word| field_text(record, *column) == word.trim()))
}

/// What rejected rows weigh, by the share of them that is borne.
pub(super) fn weigh(ledger: &mut Ledger, most: f64) -> Severity {
    let (read, rejected) = (ledger.file.rows_read as f64, ledger.file.rows_rejected as f64);
    if rejected <= most * read {
        return Severity::Warning;
    }
    if most > 0.0 {
        let (share, most) = (100.0 * rejected / read, 100.0 * most);
        let rows = count(ledger.file.rows_read, "row");
        let message = format!("{share:.1}% of {rows} rejected, and {most}% is the most");
        ledger.note("E444", Severity::Error, message);
    }
    Severity::Error
}

/// The byte of a delimiter; a comma where none is asked for.
pub(super) fn delimiter_byte(asked: Option<char>) -> Result<u8, Flaw> {
    let delimiter = asked.unwrap_or(',');
    let byte = u8::try_from(delimiter).ok().filter(|byte| byte.is_ascii() && !b"\"\r\n\0".contains(byte));
    byte.ok_or_else(|| {
        Flaw::new("E419", At::START, "this character cannot stand between fields".to_owned())
            .help("a delimiter is one ASCII character, like `;` or `\\t`")
    })
}

/// The same findings for a file of the command line, where settings are flags and not keys of a plan.
#[must_use]
pub fn as_flags(findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    findings.into_iter().map(as_flag).collect()
}

fn as_flag(mut finding: Diagnostic) -> Diagnostic {
    finding.help = finding.help.map(|help| flagged(&help));
    if let Place::Data { field: Some(field), .. } = &finding.place
        && !finding.message.contains(&format!("`{field}`"))
    {
        finding.message += &format!(" (in `{field}`)");
    }
    finding
}

/// Settings of a plan in words of help, and the flags that say the same.
const FLAGS: [(&str, &str); 6] = [
    ("`encoding = \"…\"`", "`--encoding …`"),
    ("`encoding = \"utf-16le\"`", "`--encoding utf-16le`"),
    ("`columns = { OURS = \"THEIRS\" }`", "`--columns OURS=THEIRS`"),
    ("`timestamp_format = \"%d/%m/%Y %H:%M\"`", "`--timestamp-format \"%d/%m/%Y %H:%M\"`"),
    ("`timestamp_format`", "`--timestamp-format`"),
    ("add the column, or name the channel of the whole file", "add the column, or say `--channel NAME`"),
];

fn flagged(help: &str) -> String {
    let mut help = Cow::Borrowed(help);
    if let Some((_, rest)) = help.split_once("`delimiter = \"") {
        let sign = rest.split('"').next().unwrap_or(";");
        help = Cow::Owned(format!("say `--delimiter '{sign}'`"));
    }
    if help.contains("`values = {") {
        return "leave the cell empty where there is no value".to_owned();
    }
    FLAGS.iter().fold(help.into_owned(), |help, (key, flag)| help.replace(key, flag))
}
