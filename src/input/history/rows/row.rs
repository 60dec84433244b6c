//! What a record says: a contact of a log, or the counts of an interval.

use super::cell::{CONTACTS_LIMIT, Cell};
use super::columns::{Columns, Header, Ours};
use super::timestamp::{Clock, Moment};
use crate::input::HistorySource;
use crate::input::history::books::{Flaw, count, shown_bytes};
use crate::input::history::text::Record;
use crate::model::HistoryKind;
use std::borrow::Cow;
use std::sync::Arc;

/// The least handle time that is believed, in seconds.
pub(in crate::input) const AHT_LEAST: f64 = 0.001;

/// A row that was read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::input::history) struct Row<'a> {
    pub(in crate::input::history) moment: Moment,
    pub(in crate::input::history) channel: &'a str,
    pub(in crate::input::history) what: What,
}

/// What a row counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::input::history) enum What {
    Contact(Contact),
    Interval(Interval),
}

/// One contact; times in nanoseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::history) struct Contact {
    pub(in crate::input::history) wait: Option<u64>,
    /// Of answered contacts only.
    pub(in crate::input::history) handle: Option<u64>,
    pub(in crate::input::history) abandoned: bool,
    /// 1 to 5, or 0 where none was given.
    pub(in crate::input::history) score: u8,
    pub(in crate::input::history) resolved: Option<bool>,
}

/// The counts of one interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::input::history) struct Interval {
    pub(in crate::input::history) offered: f64,
    pub(in crate::input::history) aht: Option<f64>,
    pub(in crate::input::history) abandoned: f64,
}

/// How the rows of one file are read.
pub(in crate::input::history) struct Reading<'a> {
    pub(in crate::input::history) header: &'a Header,
    pub(in crate::input::history) columns: &'a Columns<'a>,
    pub(in crate::input::history) clock: &'a Clock,
    pub(in crate::input::history) source: &'a HistorySource,
    pub(in crate::input::history) delimiter: u8,
    /// Name of the (first) column of the timestamp.
    pub(in crate::input::history) time_field: Arc<str>,
}

impl<'a> Reading<'a> {
    /// The row of a record; `None` where the plan leaves it out.
    pub(in crate::input::history) fn row(&self, record: &'a Record) -> Result<Option<Row<'a>>, Flaw> {
        refuse_broken(record, self.header)?;
        if self.is_skipped(record) {
            return Ok(None);
        }
        let moment = self.moment(record)?;
        let channel = match self.columns.place(Ours::Channel) {
            Some(_) => self.cell(record, Ours::Channel).map_or(Ok(""), |cell| cell.name())?,
            None => self.source.channel.as_str(),
        };
        let what = match self.columns.kind {
            HistoryKind::Log => What::Contact(self.contact(record)?),
            HistoryKind::Intervals => What::Interval(self.interval(record)?),
        };
        Ok(Some(Row { moment, channel, what }))
    }

    fn is_skipped(&self, record: &Record) -> bool {
        self.columns
            .skip
            .iter()
            .any(|(column, words)| words.iter().any(|word| text(record, *column) == word.trim()))
    }

    fn cell(&self, record: &'a Record, ours: Ours) -> Option<Cell<'a>> {
        let column = self.columns.place(ours)?;
        let words = self.source.values.get(ours.name());
        Some(Cell {
            text: text(record, column),
            field: &self.header.names[column],
            at: record.at(column),
            words,
        })
    }

    fn moment(&self, record: &Record) -> Result<Moment, Flaw> {
        let columns = &self.columns.timestamp;
        let first = columns.first().copied().unwrap_or(0);
        let written: Cow<'_, str> = match columns.as_slice() {
            [one] => Cow::Borrowed(text(record, *one)),
            several => several.iter().map(|c| text(record, *c)).collect::<Vec<_>>().join(" ").into(),
        };
        let (field, at) = (&*self.time_field, record.at(first));
        if written.trim().is_empty() {
            return Err(Cell { text: "", field, at, words: None }.missing("in every row"));
        }
        let date_only = self.columns.kind == HistoryKind::Intervals;
        let read = self.clock.read(&written, date_only);
        read.map_err(|fault| self.clock.flaw(fault, &written, at).field(field))
    }

    fn contact(&self, record: &'a Record) -> Result<Contact, Flaw> {
        let wait = match self.cell(record, Ours::Wait) {
            Some(cell) => Some((cell, cell.nanos()?)),
            None => None,
        };
        if let Some((cell, None)) = wait.filter(|(cell, _)| cell.is_blank()) {
            return Err(cell.missing("in every row"));
        }
        let abandoned = match self.cell(record, Ours::Abandoned) {
            Some(cell) => cell.truth()?.ok_or_else(|| cell.missing("in every row"))?,
            None => false,
        };
        let handle = match self.cell(record, Ours::Handle) {
            Some(cell) => match cell.nanos()? {
                None if !abandoned && cell.is_blank() => {
                    return Err(cell.missing("where `abandoned` is no"));
                }
                handle => handle.filter(|_| !abandoned),
            },
            None => None,
        };
        let score = self.cell(record, Ours::Csat).map_or(Ok(None), |cell| cell.score())?;
        let resolved = self.cell(record, Ours::Resolved).map_or(Ok(None), |cell| cell.truth())?;
        Ok(Contact {
            wait: wait.and_then(|(_, wait)| wait),
            handle,
            abandoned,
            score: score.unwrap_or(0),
            resolved,
        })
    }

    fn interval(&self, record: &'a Record) -> Result<Interval, Flaw> {
        let contacts = |ours| match self.cell(record, ours) {
            Some(cell) => {
                let number = cell.number(CONTACTS_LIMIT, "0 to 100 million contacts")?;
                Ok(Some((cell, number.ok_or_else(|| cell.missing("in every row"))?)))
            }
            None => Ok(None),
        };
        let offered = contacts(Ours::Offered)?.map_or(0.0, |(_, offered)| offered);
        let abandoned = match contacts(Ours::Abandoned)? {
            Some((cell, abandoned)) if abandoned > offered => {
                let message = format!("{abandoned} gave up, more than the {offered} offered");
                return Err(cell.flaw("E430", message));
            }
            other => other.map_or(0.0, |(_, abandoned)| abandoned),
        };
        let Some(cell) = self.cell(record, Ours::Aht) else {
            return Ok(Interval { offered, aht: None, abandoned });
        };
        let aht = cell.seconds()?;
        let answered = offered - abandoned;
        match aht {
            None if answered > 0.0 && cell.is_blank() => Err(cell.missing("where contacts were answered")),
            Some(aht) if answered > 0.0 && aht < AHT_LEAST => {
                Err(cell
                    .flaw("E433", format!("{answered} contacts answered with a handle time of {aht:?} s")))
            }
            aht => Ok(Interval { offered, aht, abandoned }),
        }
    }
}

/// A field's text without outer spaces; the record was checked to be UTF-8.
pub(in crate::input) fn text(record: &Record, field: usize) -> &str {
    std::str::from_utf8(record.bytes(field)).unwrap_or("").trim_matches([' ', '\t'])
}

/// Refuses a record that is no row of this header: its quotes, its text, its number of fields.
pub(in crate::input) fn refuse_broken(record: &Record, header: &Header) -> Result<(), Flaw> {
    if let Some(stray) = record.stray {
        let what = if stray.after_closing {
            "text follows a closing quote"
        } else {
            "a quote inside a field without quotes"
        };
        return Err(
            Flaw::new("E422", stray.at, what).help("quote the whole field and double the quotes within")
        );
    }
    for field in 0..record.len() {
        let bytes = record.bytes(field);
        let name = header.names.get(field).map_or("", String::as_str);
        if std::str::from_utf8(bytes).is_err() {
            let message = format!("`{}` is not text in this encoding", shown_bytes(bytes));
            return Err(Flaw::new("E420", record.at(field), message).field(name));
        }
        if bytes.contains(&0) {
            let message = format!("`{}` holds a NUL byte", shown_bytes(bytes));
            return Err(Flaw::new("E423", record.at(field), message).field(name));
        }
    }
    let (found, wanted) = (record.len(), header.names.len());
    if found != wanted {
        let message = format!("{}, and the header has {wanted}", count(found as u64, "field"));
        return Err(Flaw::new("E421", record.at(0), message)
            .help("a comma inside a field needs quotes round the field"));
    }
    if header.is_repeated_by(record) {
        return Err(Flaw::new("E436", record.at(0), "the header stands again").help("remove the line"));
    }
    Ok(())
}
