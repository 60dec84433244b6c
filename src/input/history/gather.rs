//! The rows of all files of a history, read one file after the other.

use super::books::{At, Flaw, Ledger, count, listed, shown};
use super::counts::{Knows, Pending, Tally, settle};
use super::rows::{Clock, Columns, Header, Ours, Reading, Row, What};
use super::text::{Next, Opened, Record, Records, Stop, unreadable};
use crate::input::{Diagnostic, HistorySource, Severity, SourceFile};
use crate::model::HistoryKind;
use chrono::NaiveDateTime;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::rc::Rc;

/// What the files of a history come to.
pub(super) struct Gathered {
    pub(super) tally: Tally,
    pub(super) ledgers: Vec<Ledger>,
    /// About files that could not be opened.
    pub(super) lost: Vec<Diagnostic>,
    pub(super) kind: Option<HistoryKind>,
    pub(super) knows: Knows,
    /// The earliest and the latest row that counts.
    pub(super) extremes: Option<(Seen, Seen)>,
    pending: Vec<Pending>,
    /// First and last row that counts, by channel and file.
    spans: BTreeMap<(usize, usize), (NaiveDateTime, NaiveDateTime)>,
}

/// A row that counts, and where it stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen {
    pub(super) local: NaiveDateTime,
    pub(super) file: usize,
    pub(super) at: At,
}

impl Gathered {
    /// Reads all files of a source; the rows of one channel count, or of all.
    pub(super) fn of(source: &HistorySource, only: Option<&str>) -> Self {
        let mut gathered = Self {
            tally: Tally::new(only, source.as_of, source.grid),
            ledgers: Vec::new(),
            lost: Vec::new(),
            kind: None,
            knows: Knows { abandonment: true, waits: true },
            extremes: None,
            pending: Vec::new(),
            spans: BTreeMap::new(),
        };
        let settings = Clock::new(source.timezone, &source.timestamp_formats)
            .and_then(|clock| Ok((clock, delimiter_of(source)?)));
        match settings {
            Ok((clock, delimiter)) => {
                let plan = Plan { source, clock, delimiter };
                source.files.iter().for_each(|file| gathered.read_file(file, &plan));
            }
            Err(flaw) => {
                let file = source.files.first().map_or("", |file| file.written.as_str());
                gathered.lost.push(flaw.diagnostic(Severity::Error, file));
            }
        }
        gathered.settle();
        gathered
    }

    /// Whether any file is refused or could not be opened.
    pub(super) fn is_refused(&self) -> bool {
        !self.lost.is_empty() || self.ledgers.iter().any(Ledger::is_refused)
    }

    /// Notes files that cover the same time.
    pub(super) fn note_overlaps(&mut self) {
        let mut spans: Vec<_> =
            self.spans.iter().map(|((channel, file), span)| (*channel, *span, *file)).collect();
        spans.sort_unstable();
        let mut said = BTreeSet::new();
        for pair in spans.windows(2) {
            let [(channel, (_, ends), before), (same, (starts, _), after)] = pair else { continue };
            if channel == same && starts <= ends && said.insert((*before, *after)) {
                let other = shown(&self.ledgers[*before].file.path);
                let message = format!("starts at {starts}, before `{other}` ends at {ends}");
                self.ledgers[*after].note("W461", Severity::Warning, message);
            }
        }
    }

    fn read_file(&mut self, file: &SourceFile, plan: &Plan<'_>) {
        let mut opened = match Opened::of(file) {
            Ok(opened) => opened,
            Err(diagnostic) => return self.lost.push(*diagnostic),
        };
        self.ledgers.push(Ledger::new(&file.written));
        let read = match opened.decode(plan.source.encoding.as_deref()) {
            Ok(()) => self.read_text(&mut opened.text, plan),
            Err(flaw) => Err(Stop::Flaw(flaw)),
        };
        let sha256 = opened.sha256();
        let Some(ledger) = self.ledgers.last_mut() else { return };
        match read {
            Ok(()) => {}
            Err(Stop::Flaw(flaw)) => ledger.refuse(flaw),
            Err(Stop::Read(error)) => ledger.refuse(unreadable(&error)),
        }
        match sha256 {
            Ok(sha256) => ledger.file.sha256 = sha256,
            Err(error) => ledger.refuse(unreadable(&error)),
        }
    }

    fn read_text(&mut self, text: &mut dyn Read, plan: &Plan<'_>) -> Result<(), Stop> {
        let mut records = Records::new(text, plan.delimiter);
        let mut record = Record::default();
        let file = self.ledgers.len() - 1;
        let header = loop {
            match records.next(&mut record)? {
                Next::Record => break Header::read(&record, plan.delimiter).map_err(Stop::Flaw)?,
                Next::Blank => self.ledgers[file].skip(),
                Next::End => return Err(Stop::Flaw(Flaw::new("E407", At::START, "the file is empty"))),
            }
        };
        let columns = Columns::of(&header, plan.source).map_err(Stop::Flaw)?;
        self.agree_on(&columns).map_err(Stop::Flaw)?;
        let time_field = columns.timestamp.first().map_or("", |first| header.names[*first].as_str()).into();
        let (clock, source) = (&plan.clock, plan.source);
        let reading = Reading { header: &header, columns: &columns, clock, source, time_field };
        let mut offsets = Offsets::default();
        loop {
            match records.next(&mut record)? {
                Next::Record => self.take(file, &record, &reading, &mut offsets),
                Next::Blank => self.ledgers[file].skip(),
                Next::End => break,
            }
        }
        self.note_form(file, &columns, records.lone_crs, offsets);
        Ok(())
    }

    /// Takes one record into the books.
    fn take(&mut self, file: usize, record: &Record, reading: &Reading<'_>, offsets: &mut Offsets) {
        let row = match reading.row(record) {
            Ok(Some(row)) => row,
            Ok(None) => return self.ledgers[file].skip(),
            Err(flaw) => return self.ledgers[file].reject_record(flaw, record),
        };
        offsets.note(row.moment.explicit);
        let first = reading.columns.timestamp.first().copied().unwrap_or(0);
        let at = record.at(first);
        let channel = self.tally.channel(row.channel);
        match row.what {
            What::Contact(contact) => {
                self.ledgers[file].accept(Some(row.moment.local));
                if self.tally.is_counted(channel, &row.moment) {
                    self.tally.contact(channel, &row, contact);
                    self.see(channel, Seen { local: row.moment.local, file, at });
                }
            }
            What::Interval(interval) => {
                let field = Rc::clone(&reading.time_field);
                let Row { moment, .. } = row;
                self.pending.push(Pending { file, at, field, channel, moment, interval });
            }
        }
    }

    /// All files of a history are of one kind.
    fn agree_on(&mut self, columns: &Columns<'_>) -> Result<(), Flaw> {
        if *self.kind.get_or_insert(columns.kind) != columns.kind {
            let message = "this file is of another kind (log or interval counts) than those before it";
            return Err(Flaw::new("E446", At::START, message));
        }
        self.knows.abandonment &= columns.place(Ours::Abandoned).is_some();
        self.knows.waits &= columns.place(Ours::Wait).is_some();
        Ok(())
    }

    fn settle(&mut self) {
        if self.kind != Some(HistoryKind::Intervals) {
            return;
        }
        let pending = std::mem::take(&mut self.pending);
        settle(&pending, &mut self.tally, &mut self.ledgers);
        for Pending { file, at, channel, moment, .. } in pending {
            if self.tally.channels[channel].wanted && moment.local.date() <= self.tally.as_of {
                self.see(channel, Seen { local: moment.local, file, at });
            }
        }
    }

    fn see(&mut self, channel: usize, seen: Seen) {
        let (first, last) = self.extremes.get_or_insert((seen, seen));
        if seen.local < first.local {
            *first = seen;
        }
        if seen.local > last.local {
            *last = seen;
        }
        let (first, last) = self.spans.entry((channel, seen.file)).or_insert((seen.local, seen.local));
        *first = seen.local.min(*first);
        *last = seen.local.max(*last);
    }

    fn note_form(&mut self, file: usize, columns: &Columns<'_>, lone_crs: u64, offsets: Offsets) {
        let ledger = &mut self.ledgers[file];
        if !columns.extra.is_empty() {
            ledger.note("W450", Severity::Note, format!("columns not used: {}", listed(&columns.extra)));
        }
        if lone_crs > 0 {
            let message = format!("{} with CR alone", count(lone_crs, "line end"));
            ledger.note("W451", Severity::Note, message);
        }
        if offsets.with && offsets.without {
            let message =
                "some timestamps have an offset and some do not; those without are taken in the plan's zone";
            ledger.note("W452", Severity::Warning, message.to_owned());
        }
    }
}

/// What holds for all files of a source.
struct Plan<'a> {
    source: &'a HistorySource,
    clock: Clock,
    delimiter: u8,
}

#[derive(Debug, Clone, Copy, Default)]
struct Offsets {
    with: bool,
    without: bool,
}

impl Offsets {
    fn note(&mut self, explicit: bool) {
        self.with |= explicit;
        self.without |= !explicit;
    }
}

fn delimiter_of(source: &HistorySource) -> Result<u8, Flaw> {
    let delimiter = source.delimiter.unwrap_or(',');
    let byte = u8::try_from(delimiter).ok().filter(|byte| byte.is_ascii() && !b"\"\r\n\0".contains(byte));
    byte.ok_or_else(|| {
        let message = format!("`{}` cannot stand between fields", shown(&delimiter.to_string()));
        Flaw::new("E419", At::START, message).help("a delimiter is one ASCII character, like `;` or `\\t`")
    })
}
