//! The rows of one text, read in blocks by several threads; what comes out does not depend on how many they are.
//!
//! Every thread takes the next block, reads it, and waits for its turn to put what it found into the books: blocks are
//! booked in the order of the text. The counts of a log are whole numbers, which each thread adds up on its own.

use super::asked::TakesReject;
use super::books::{At, Flaw, Ledger, grouped};
use super::counts::{Counting, LogTally, Pending, Place, Point, Tally, wall_clock};
use super::rows::{PlainRow, PlainRows, Reading, Row, What};
use super::text::{Blocks, Next, NextRecord, Record, Records, Stop};
use crate::model::HistoryKind;
use std::collections::HashSet;
use std::io::{self, Read};
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::ScopedJoinHandle;

/// Channels of a history that are told apart.
const MOST_CHANNELS: usize = 10_000;
/// Slots of all days of all channels that are held.
const MOST_SLOTS: usize = 12_000_000;

/// Rejected intervals that are held back until all are known, so that they come in the order of their lines.
const HELD: usize = 50_000;

/// How the rows of a text are read and counted.
#[derive(Clone)]
pub(super) struct Course<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) plain: Option<PlainRows<'a>>,
    pub(super) counting: &'a Counting,
}

/// Where the rows of a text are booked.
pub(super) struct Books<'a, 'r> {
    pub(super) file: usize,
    /// Lines before the first block.
    pub(super) lines: u64,
    /// Those of them that end with CR alone.
    pub(super) lone_crs: u64,
    pub(super) ledger: &'a mut Ledger,
    pub(super) tally: &'a mut Tally,
    pub(super) pending: &'a mut Vec<Pending>,
    pub(super) rejects: Option<&'a mut TakesReject<'r>>,
}

/// What a text came to besides its books.
pub(super) struct Passed {
    /// The counts of every thread.
    pub(super) parts: Vec<LogTally>,
    /// Lines before each block.
    pub(super) bases: Vec<u64>,
    pub(super) lone_crs: u64,
    /// Whether some times came with and some without offset.
    pub(super) offsets: (bool, bool),
    /// Whether the text tells who gave up.
    pub(super) tells_abandonment: bool,
}

/// Reads all blocks, the first of them from where its header ends.
pub(super) fn pass<R: Read + Send>(
    blocks: Blocks<R>,
    first: Block,
    course: &Course<'_>,
    books: Books<'_, '_>,
    threads: NonZeroUsize,
) -> Result<Passed, Stop> {
    let threads = if blocks.is_over() { 1 } else { threads.get() };
    let part = books.ledger.part();
    let source = Mutex::new(Source { blocks, first: Some(first), next: 0, over: false });
    let booked = Mutex::new(Booked::new(books, course, threads));
    let turned = Condvar::new();
    let work = |thread| Thread::new(thread, course, &part).run(&source, (&booked, &turned));
    let parts: Vec<LogTally> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|thread| scope.spawn(move || work(thread))).collect();
        let own = work(0);
        let joined =
            |other: ScopedJoinHandle<'_, LogTally>| other.join().unwrap_or_else(|panic| resume_unwind(panic));
        std::iter::once(own).chain(others.into_iter().map(joined)).collect()
    });
    let Booked { stop, bases, lone_crs, offsets, .. } =
        booked.into_inner().unwrap_or_else(PoisonError::into_inner);
    stop.map_or(Ok(Passed { parts, bases, lone_crs, offsets, tells_abandonment: false }), Err)
}

/// Records of a sheet that are booked together.
const SHEET_ROWS: u32 = 4096;

/// Reads the rows of a sheet below its header.
pub(super) fn pass_sheet(
    rows: &mut dyn NextRecord,
    course: &Course<'_>,
    books: Books<'_, '_>,
) -> Result<Passed, Stop> {
    let part = books.ledger.part();
    let mut booked = Booked::new(books, course, 1);
    let mut thread = Thread::new(0, course, &part);
    for number in 0.. {
        let mut digest = thread.nothing(number);
        let more = thread.take_records(rows, SHEET_ROWS, &mut digest);
        digest.days = thread.tally.take_opened();
        booked.book(digest);
        if !more || booked.stop.is_some() {
            break;
        }
    }
    let Booked { stop, bases, lone_crs, offsets, .. } = booked;
    stop.map_or(
        Ok(Passed { parts: vec![thread.tally], bases, lone_crs, offsets, tells_abandonment: false }),
        Err,
    )
}

/// The records of a block.
type Block = Records<io::Empty>;

/// Where blocks come from.
struct Source<R> {
    blocks: Blocks<R>,
    first: Option<Block>,
    next: usize,
    over: bool,
}

impl<R: Read> Source<R> {
    /// The next block with its number; `None` at the end of the text, or past a failure.
    fn next(&mut self, spare: &mut Vec<u8>, delimiter: u8) -> Option<(usize, io::Result<Block>)> {
        if self.over {
            return None;
        }
        let number = self.next;
        self.next += 1;
        if let Some(first) = self.first.take() {
            return Some((number, Ok(first)));
        }
        let mut block = std::mem::take(spare);
        let read = self.blocks.next(&mut block);
        self.over = read.is_err() || block.is_empty();
        match read {
            Ok(()) if self.over => None,
            read => Some((number, read.map(|()| Records::of_block(block, delimiter)))),
        }
    }
}

/// What the blocks so far came to.
struct Booked<'a, 'r> {
    books: Books<'a, 'r>,
    /// Whether rejected rows may be given away at once: those of intervals are not all known yet.
    streams: bool,
    slots: usize,
    /// The number that each channel of each thread has among all.
    threads: Vec<Vec<usize>>,
    /// Days of channels that are held.
    days: HashSet<(usize, i32)>,
    /// The block that comes next.
    turn: usize,
    /// Whether a thread panicked.
    is_broken: bool,
    bases: Vec<u64>,
    offsets: (bool, bool),
    lone_crs: u64,
    stop: Option<Stop>,
}

/// What one thread found in one block.
struct Digest {
    number: usize,
    thread: usize,
    ledger: Ledger,
    /// Spellings of channels that the thread had not met, with their numbers there.
    met: Vec<(usize, String)>,
    /// Days of channels that it did not hold before.
    days: Vec<(usize, i32)>,
    pending: Vec<Pending>,
    lines: u64,
    lone_crs: u64,
    offsets: (bool, bool),
    stop: Option<Stop>,
}

impl<'a, 'r> Booked<'a, 'r> {
    fn new(books: Books<'a, 'r>, course: &Course<'_>, threads: usize) -> Self {
        Self {
            streams: course.reading.columns.kind == HistoryKind::Log,
            slots: course.counting.grid.slots(),
            threads: vec![Vec::new(); threads],
            days: HashSet::new(),
            turn: 0,
            is_broken: false,
            bases: vec![books.lines],
            offsets: (false, false),
            lone_crs: books.lone_crs,
            stop: None,
            books,
        }
    }

    fn book(&mut self, digest: Digest) {
        self.turn += 1;
        if self.stop.is_some() {
            return;
        }
        let base = self.bases.last().copied().unwrap_or(0);
        self.bases.push(base + digest.lines);
        let Books { file, ledger, tally, pending, rejects, .. } = &mut self.books;
        ledger.add(digest.ledger, base);
        let numbers = &mut self.threads[digest.thread];
        for (number, spelling) in digest.met {
            let among_all = tally.channel(&spelling);
            if number == numbers.len() {
                numbers.push(among_all);
            }
        }
        self.days.extend(digest.days.into_iter().map(|(channel, day)| (numbers[channel], day)));
        pending.extend(digest.pending.into_iter().map(|mut row| {
            (row.file, row.channel) = (*file, numbers[row.channel]);
            row.at.line += base;
            row
        }));
        if let Some(rejects) = rejects.as_mut().filter(|_| self.streams || ledger.held() > HELD) {
            ledger.give_all(*rejects);
        }
        self.offsets = (self.offsets.0 | digest.offsets.0, self.offsets.1 | digest.offsets.1);
        self.lone_crs += digest.lone_crs;
        self.stop = digest.stop.map(|stop| stop.lowered(base));
        let names = tally.channels.len() > MOST_CHANNELS || tally.spellings() > 2 * MOST_CHANNELS;
        if names || self.days.len() * self.slots > MOST_SLOTS {
            self.stop = Some(Stop::Flaw(too_much()));
        }
    }
}

fn too_much() -> Flaw {
    let message = format!(
        "more than {} channels, or {} intervals of their days together",
        grouped(MOST_CHANNELS as u64),
        grouped(MOST_SLOTS as u64)
    );
    Flaw::new("E447", At::START, message).help("is the right column taken for the channel?")
}

/// One of the threads that read blocks.
struct Thread<'a> {
    number: usize,
    course: &'a Course<'a>,
    plain: Option<PlainRows<'a>>,
    tally: LogTally,
    part: &'a Ledger,
    record: Record,
}

impl<'a> Thread<'a> {
    fn new(number: usize, course: &'a Course<'a>, part: &'a Ledger) -> Self {
        let (plain, tally) = (course.plain.clone(), LogTally::new(course.counting));
        Self { number, course, plain, tally, part, record: Record::default() }
    }

    /// Reads blocks until none is left, and gives what it counted.
    fn run<R: Read>(
        mut self,
        source: &Mutex<Source<R>>,
        (booked, turned): (&Mutex<Booked<'_, '_>>, &Condvar),
    ) -> LogTally {
        let mut spare = Vec::new();
        let _alarm = Alarm { booked, turned };
        loop {
            let taken = lock(source).next(&mut spare, self.course.reading.delimiter);
            let Some((number, block)) = taken else { return self.tally };
            let digest = match block {
                Ok(mut records) => {
                    let digest = self.digest(number, &mut records);
                    spare = records.into_block();
                    digest
                }
                Err(error) => Digest { stop: Some(Stop::Read(error)), ..self.nothing(number) },
            };
            let mut books = lock(booked);
            while books.turn != number && !books.is_broken {
                books = turned.wait(books).unwrap_or_else(PoisonError::into_inner);
            }
            books.book(digest);
            let stopped = books.stop.is_some();
            drop(books);
            turned.notify_all();
            if stopped {
                lock(source).over = true;
            }
        }
    }

    fn nothing(&self, number: usize) -> Digest {
        Digest {
            number,
            thread: self.number,
            ledger: self.part.clone(),
            met: Vec::new(),
            days: Vec::new(),
            pending: Vec::new(),
            lines: 0,
            lone_crs: 0,
            offsets: (false, false),
            stop: None,
        }
    }

    fn digest(&mut self, number: usize, records: &mut Block) -> Digest {
        let mut digest = self.nothing(number);
        self.take_plain(records, &mut digest);
        while self.take_records(records, 1, &mut digest) {
            self.take_plain(records, &mut digest);
        }
        digest.lines = records.line() - 1;
        digest.lone_crs = records.lone_crs;
        digest.days = self.tally.take_opened();
        digest
    }

    /// Takes all rows from here that are plain.
    fn take_plain(&mut self, records: &mut Block, digest: &mut Digest) {
        let Some(plain) = &mut self.plain else { return };
        let (start, whole) = (records.line(), records.rest());
        let (mut text, mut lines, mut accepted) = (whole, 0, 0);
        let (mut first, mut last) = (i64::MAX, i64::MIN);
        while let Some(row) = plain.row(text, &self.tally.names) {
            if row.channel >= self.tally.len() {
                break;
            }
            let PlainRow { day, second, late, .. } = row;
            let point = Point { day, second, nanos: 0, second_pass: false, late };
            let place = || place(digest.number, start + lines, &text[..row.time_at]);
            if self.tally.count(row.channel, point, row.contact, place) {
                accepted += 1;
                (first, last) = (first.min(point.local()), last.max(point.local()));
            }
            text = &text[row.length..];
            lines += 1;
        }
        let bytes = whole.len() - text.len();
        records.pass(bytes, lines);
        if accepted > 0 {
            digest.ledger.accept_many(accepted, wall_clock(first), wall_clock(last));
        }
        digest.ledger.skip_many(lines - accepted);
        digest.offsets.1 |= lines > 0;
    }

    /// Takes so many records; `false` at the end of them.
    fn take_records(&mut self, records: &mut dyn NextRecord, most: u32, digest: &mut Digest) -> bool {
        for _ in 0..most {
            match records.next_record(&mut self.record) {
                Ok(Next::Record) => self.take(digest),
                Ok(Next::Blank) => digest.ledger.skip(),
                Ok(Next::End) => return false,
                Err(stop) => {
                    digest.stop = Some(stop);
                    return false;
                }
            }
        }
        true
    }

    /// Takes one record.
    fn take(&mut self, digest: &mut Digest) {
        let reading = self.course.reading;
        let row = match reading.row(&self.record) {
            Ok(Some(row)) => row,
            Ok(None) => return digest.ledger.skip(),
            Err(flaw) => return digest.ledger.reject_record(flaw, &self.record),
        };
        let Row { moment, channel: spelling, what } = row;
        digest.offsets.0 |= moment.explicit;
        digest.offsets.1 |= !moment.explicit;
        let (channel, is_new) = self.tally.channel(spelling);
        if is_new {
            digest.met.push((channel, spelling.to_owned()));
        }
        let at = self.record.at(reading.columns.timestamp.first().copied().unwrap_or(0));
        match what {
            What::Contact(contact) => {
                let point = Point { late: moment.local.date() > reading.source.as_of, ..Point::of(&moment) };
                let place = || Place { block: digest.number, line: at.line, column: at.column };
                if self.tally.count(channel, point, contact, place) {
                    digest.ledger.accept(Some(moment.local));
                } else {
                    digest.ledger.skip();
                }
            }
            What::Interval(interval) => {
                let field = Arc::clone(&reading.time_field);
                digest.pending.push(Pending { file: 0, at, field, channel, moment, interval });
            }
        }
    }
}

/// Lets the others go on where a thread panics, so that the panic is seen and nobody waits for ever.
struct Alarm<'a, 'b, 'r> {
    booked: &'a Mutex<Booked<'b, 'r>>,
    turned: &'a Condvar,
}

impl Drop for Alarm<'_, '_, '_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(self.booked).is_broken = true;
            self.turned.notify_all();
        }
    }
}

/// A row of the block by its line, at the character that these bytes of it come before.
fn place(block: usize, line: u64, before: &[u8]) -> Place {
    let characters = before.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
    Place { block, line, column: characters as u64 + 1 }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
