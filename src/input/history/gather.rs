//! The rows of all files of a history, read one file after the other.

use super::asked::Asked;
use super::books::{At, Flaw, Ledger, count, listed, shown};
use super::counts::{Counting, Fate, Knows, Pending, Point, Repeats, Seen, Tally, Trace, settle, wall_clock};
use super::opening::{Start, header_of, start, workbook};
use super::passage::{Books, Course, Passed, pass, pass_sheet};
use super::rows::{Clock, Columns, Header, Ours, PlainRows, Reading, nanos_of};
use super::text::{BLOCK, Blocks, Opened, Stop, unreadable};
use crate::input::{Diagnostic, HistorySource, Severity, SourceFile, Stored};
use crate::model::HistoryKind;
use chrono::NaiveDateTime;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

/// What the files of a history come to.
pub(super) struct Gathered {
    pub(super) tally: Tally,
    pub(super) ledgers: Vec<Ledger>,
    /// About files that could not be opened.
    pub(super) lost: Vec<Diagnostic>,
    pub(super) kind: Option<HistoryKind>,
    /// How each file is written.
    pub(super) forms: Vec<FileForm>,
    pub(super) knows: Knows,
    /// The earliest and the latest row that counts.
    pub(super) extremes: Option<(Row, Row)>,
    pending: Vec<Pending>,
    spans: Vec<Span>,
    /// Whether each file tells who gave up.
    tells_abandonment: Vec<bool>,
    /// What tells whether a file repeats those before it, a file each.
    traces: Vec<Trace>,
}

/// How a file is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileForm {
    /// Name of its encoding, where it could be told.
    pub(super) encoding: &'static str,
    /// `None` for a sheet.
    pub(super) delimiter: Option<char>,
}

/// A row that counts, and where it stands; of rows at the same time those further up come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Row {
    pub(super) local: NaiveDateTime,
    pub(super) file: usize,
    pub(super) at: At,
}

/// The time from the first to the last row of a channel in one file; nanoseconds since 1970 on the wall clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Span {
    channel: usize,
    first: i64,
    last: i64,
    file: usize,
    /// Whether the file repeats others within their times.
    repeats: bool,
}

/// By channel in lower case, times that files before have covered.
type Covered = HashMap<String, Vec<(i64, i64)>>;

impl Gathered {
    /// Reads all files of a source; the rows of one channel count, or of all.
    pub(super) fn of(source: &HistorySource, only: Option<&str>, asked: &mut Asked<'_>) -> Self {
        let mut gathered = Self {
            tally: Tally::new(only, source.as_of, source.grid),
            ledgers: Vec::new(),
            lost: Vec::new(),
            kind: None,
            forms: Vec::new(),
            knows: Knows { abandonment: true, waits: true },
            extremes: None,
            pending: Vec::new(),
            spans: Vec::new(),
            tells_abandonment: Vec::new(),
            traces: Vec::new(),
        };
        let settings = Clock::new(source.timezone, &source.timestamp_formats)
            .and_then(|clock| Ok((clock, delimiter_of(source)?)));
        match settings {
            Ok((clock, delimiter)) => {
                let plan = Plan { source, clock, delimiter, only: only.map(str::to_lowercase) };
                source.files.iter().for_each(|file| gathered.read_file(file, &plan, asked));
            }
            Err(flaw) => {
                let file = source.files.first().map_or("", |file| file.written.as_str());
                gathered.lost.push(flaw.diagnostic(Severity::Error, file));
            }
        }
        gathered.settle();
        gathered.tally.finish();
        if let Some(takes) = &mut asked.rejects {
            gathered.ledgers.iter_mut().for_each(|ledger| ledger.give_all(&mut **takes));
        }
        gathered
    }

    /// Whether any file is refused or could not be opened.
    pub(super) fn is_refused(&self) -> bool {
        !self.lost.is_empty() || self.ledgers.iter().any(Ledger::is_refused)
    }

    /// Notes files that cover the same time and do not repeat each other.
    pub(super) fn note_overlaps(&mut self) {
        self.spans.sort_unstable();
        let mut said = BTreeSet::new();
        for pair in self.spans.windows(2) {
            let [before, after] = pair else { continue };
            let overlap = before.channel == after.channel && after.first < before.last;
            if !overlap || before.repeats || after.repeats || !said.insert((before.file, after.file)) {
                continue;
            }
            let other = shown(&self.ledgers[before.file].file.path);
            if let (Some(starts), Some(ends)) = (wall_clock(after.first), wall_clock(before.last)) {
                let message = format!("starts at {starts}, before `{other}` ends at {ends}");
                self.ledgers[after.file].note("W461", Severity::Warning, message);
            }
        }
    }

    fn read_file(&mut self, file: &SourceFile, plan: &Plan<'_>, asked: &mut Asked<'_>) {
        let number = self.ledgers.len();
        let Some(read) = self.attempt(file, plan, asked, Covered::new()) else { return };
        let several = plan.source.files.len() > 1;
        let trace = read.as_ref().ok().filter(|_| several).map(|passed| Trace::of(&passed.parts));
        let trace = trace.unwrap_or_default();
        let repeats = trace.repeats(&self.traces);
        self.traces.push(trace);
        if repeats.files.is_empty() {
            return self.end_file(number, read, &repeats);
        }
        if file.stored == Stored::Stdin {
            let other = shown(&self.ledgers[repeats.files[0]].file.path);
            let message = format!("standard input holds rows of `{other}`, and it cannot be read again");
            let flaw = Flaw::new("E449", At::START, message).help("leave out one of the two");
            return self.end_file(number, Err(Stop::Flaw(flaw)), &repeats);
        }
        let first_time = self.ledgers.pop();
        let (rejects, skipped) =
            (asked.rejects.take(), first_time.map_or(0, |ledger| ledger.file.rows_skipped));
        self.forms.pop();
        let again = self.attempt(file, plan, asked, repeats.covered.clone());
        asked.rejects = rejects;
        if let Some(again) = again {
            self.note_repeats(number, skipped, &repeats);
            self.end_file(number, again, &repeats);
        }
    }

    /// Reads a file; `None` where it cannot be opened.
    fn attempt(
        &mut self,
        file: &SourceFile,
        plan: &Plan<'_>,
        asked: &mut Asked<'_>,
        covered: Covered,
    ) -> Option<Result<Passed, Stop>> {
        let mut opened = match Opened::of(file, asked.fingerprint) {
            Ok(opened) => opened,
            Err(diagnostic) => {
                self.lost.push(*diagnostic);
                return None;
            }
        };
        let ledger = Ledger::new(&file.written).keeping(asked.rejects_kept, asked.rejects.is_some());
        self.ledgers.push(ledger);
        self.forms.push(FileForm { encoding: "", delimiter: plan.source.delimiter.or(Some(',')) });
        let read = self.read_opened(file, &mut opened, plan, (asked, covered));
        let ledger = self.ledgers.last_mut()?;
        match opened.sha256() {
            Ok(sha256) => ledger.file.sha256 = sha256,
            Err(error) => ledger.refuse(unreadable(&error)),
        }
        Some(read)
    }

    /// Puts what was read of a file into the books of all.
    fn end_file(&mut self, number: usize, read: Result<Passed, Stop>, repeats: &Repeats) {
        let ledger = &mut self.ledgers[number];
        let passed = match read {
            Ok(passed) => passed,
            Err(Stop::Flaw(flaw)) => return ledger.refuse(flaw),
            Err(Stop::Read(error)) => return ledger.refuse(unreadable(&error)),
        };
        let Passed { parts, bases, lone_crs, offsets, tells_abandonment } = passed;
        note_form(ledger, lone_crs, offsets);
        for span in self.tally.merge(parts, tells_abandonment) {
            let row = |(local, place): Seen| {
                let line = bases.get(place.block).copied().unwrap_or(0) + place.line;
                let at = At { line, column: place.column };
                Some(Row { local: wall_clock(local)?, file: number, at })
            };
            if let (Some(first), Some(last)) = (row(span.first), row(span.last)) {
                self.see(first);
                self.see(last);
            }
            let (channel, first, last) = (span.channel, span.first.0, span.last.0);
            let repeats = repeats.covered.contains_key(self.tally.name(channel));
            self.spans.push(Span { channel, first, last, file: number, repeats });
        }
    }

    fn note_repeats(&mut self, number: usize, skipped: u64, repeats: &Repeats) {
        let rows = self.ledgers[number].file.rows_skipped.saturating_sub(skipped);
        let path = |file: &usize| self.ledgers[*file].file.path.clone();
        let others: Vec<String> = repeats.files.iter().map(path).collect();
        self.ledgers[number].note_repeats(rows, &others, repeats.extra);
    }

    fn read_opened(
        &mut self,
        file: &SourceFile,
        opened: &mut Opened,
        plan: &Plan<'_>,
        asked: (&mut Asked<'_>, Covered),
    ) -> Result<Passed, Stop> {
        let number = self.ledgers.len() - 1;
        if let Some(mut workbook) = workbook(file, opened)? {
            self.forms[number] = FileForm { encoding: "UTF-8", delimiter: None };
            let mut rows = workbook.rows(plan.source.sheet.as_deref()).map_err(Stop::Flaw)?;
            let ledger = &mut self.ledgers[number];
            let header = header_of(&mut rows, plan.delimiter, ledger)?;
            // Cells that hold times come as ISO 8601, whatever the form of those that hold text.
            let clock = plan.clock.clone().or_iso();
            let plan = Plan { clock, only: plan.only.clone(), ..*plan };
            return self
                .read_rows(&header, &plan, asked, |course, books, _| pass_sheet(&mut rows, course, books));
        }
        let encoding = opened.decode(plan.source.encoding.as_deref()).map_err(Stop::Flaw)?;
        self.forms[number].encoding = encoding;
        let mut blocks = Blocks::new(&mut opened.text, plan.delimiter, asked.0.block.unwrap_or(BLOCK));
        let Start { header, records, lines, lone_crs } =
            start(&mut blocks, plan.delimiter, &mut self.ledgers[number])?;
        self.read_rows(&header, plan, asked, |course, books, threads| {
            pass(blocks, records, course, Books { lines, lone_crs, ..books }, threads)
        })
    }

    /// Reads the rows under a header as `pass` leads through them.
    fn read_rows(
        &mut self,
        header: &Header,
        plan: &Plan<'_>,
        (asked, covered): (&mut Asked<'_>, Covered),
        pass: impl FnOnce(&Course<'_>, Books<'_, '_>, NonZeroUsize) -> Result<Passed, Stop>,
    ) -> Result<Passed, Stop> {
        let columns = Columns::of(header, plan.source).map_err(Stop::Flaw)?;
        self.agree_on(&columns).map_err(Stop::Flaw)?;
        let tells_abandonment = columns.place(Ours::Abandoned).is_some();
        let file = self.ledgers.len() - 1;
        self.tells_abandonment.resize(file, false);
        self.tells_abandonment.push(tells_abandonment);
        let ledger = &mut self.ledgers[file];
        if !columns.extra.is_empty() {
            ledger.note("W450", Severity::Note, format!("columns not used: {}", listed(&columns.extra)));
        }
        let (clock, source, delimiter) = (&plan.clock, plan.source, plan.delimiter);
        let time_field = columns.timestamp.first().map_or("", |first| header.names[*first].as_str()).into();
        let plain = PlainRows::of(&columns, header.names.len(), delimiter, clock, source);
        let reading = Reading { header, columns: &columns, clock, source, delimiter, time_field };
        let counting = plan.counting(asked, covered);
        let rejects = asked.rejects.as_deref_mut();
        let (tally, pending) = (&mut self.tally, &mut self.pending);
        let books = Books { file, lines: 0, lone_crs: 0, ledger, tally, pending, rejects };
        let threads = asked.threads.or_else(|| available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
        pass(&Course { reading: &reading, plain, counting: &counting }, books, threads)
            .map(|passed| Passed { tells_abandonment, ..passed })
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
        let fates = settle(&pending, &mut self.tally, &mut self.ledgers);
        let mut spans: BTreeMap<(usize, usize), (i64, i64)> = BTreeMap::new();
        for (Pending { file, at, channel, moment, .. }, fate) in pending.into_iter().zip(fates) {
            let in_use = self.tally.channels[channel].wanted && moment.local.date() <= self.tally.as_of;
            if in_use && fate != Fate::Repeats {
                if fate == Fate::Counts {
                    let tells = self.tells_abandonment.get(file).is_some_and(|tells| *tells);
                    self.tally.channels[channel].tell_abandonment(tells);
                    self.see(Row { local: moment.local, file, at });
                }
                let local = Point::of(&moment).local();
                let (first, last) = spans.entry((channel, file)).or_insert((local, local));
                (*first, *last) = (local.min(*first), local.max(*last));
            }
        }
        let span = |((channel, file), (first, last))| Span { channel, first, last, file, repeats: false };
        self.spans.extend(spans.into_iter().map(span));
    }

    fn see(&mut self, row: Row) {
        let (first, last) = self.extremes.get_or_insert((row, row));
        *first = row.min(*first);
        *last = row.max(*last);
    }
}

fn note_form(ledger: &mut Ledger, lone_crs: u64, offsets: (bool, bool)) {
    if lone_crs > 0 {
        let message = format!("{} with CR alone", count(lone_crs, "line end"));
        ledger.note("W451", Severity::Note, message);
    }
    if offsets == (true, true) {
        let message =
            "some timestamps have an offset and some do not; those without are taken in the plan's zone";
        ledger.note("W452", Severity::Warning, message.to_owned());
    }
}

/// What holds for all files of a source.
struct Plan<'a> {
    source: &'a HistorySource,
    clock: Clock,
    delimiter: u8,
    /// The one channel that counts.
    only: Option<String>,
}

impl Plan<'_> {
    fn counting(&self, asked: &Asked<'_>, covered: Covered) -> Counting {
        Counting {
            grid: self.source.grid,
            only: self.only.clone(),
            within: asked.within.map(|within| nanos_of(within.get())),
            marks: self.source.files.len() > 1,
            delimiter: self.delimiter,
            covered,
        }
    }
}

pub(super) fn delimiter_of(source: &HistorySource) -> Result<u8, Flaw> {
    let delimiter = source.delimiter.unwrap_or(',');
    let byte = u8::try_from(delimiter).ok().filter(|byte| byte.is_ascii() && !b"\"\r\n\0".contains(byte));
    byte.ok_or_else(|| {
        let message = format!("`{}` cannot stand between fields", shown(&delimiter.to_string()));
        Flaw::new("E419", At::START, message).help("a delimiter is one ASCII character, like `;` or `\\t`")
    })
}
