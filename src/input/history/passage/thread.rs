//! One of the threads that read blocks, and where they take them from.

use super::booked::{Booked, Digest};
use super::pass::Course;
use crate::input::history::books::Ledger;
use crate::input::history::counts::{LogTally, Pending, Place, Point, wall_clock};
use crate::input::history::rows::{PlainRow, PlainRows, Row, What};
use crate::input::history::text::{Blocks, Next, NextRecord, Record, Records, Stop};
use std::io::{self, Read};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// The records of a block.
pub(super) type Block = Records<io::Empty>;

/// Where blocks come from.
pub(super) struct Source<R> {
    pub(super) blocks: Blocks<R>,
    pub(super) first: Option<Block>,
    pub(super) next: usize,
    pub(super) over: bool,
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

/// One of the threads that read blocks.
pub(super) struct Thread<'a> {
    number: usize,
    course: &'a Course<'a>,
    plain: Option<PlainRows<'a>>,
    pub(super) tally: LogTally,
    part: &'a Ledger,
    record: Record,
}

impl<'a> Thread<'a> {
    pub(super) fn new(number: usize, course: &'a Course<'a>, part: &'a Ledger) -> Self {
        let (plain, tally) = (course.plain.clone(), LogTally::new(course.counting));
        Self { number, course, plain, tally, part, record: Record::default() }
    }

    /// Reads blocks until none is left, and gives what it counted.
    pub(super) fn run<R: Read>(
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

    pub(super) fn nothing(&self, number: usize) -> Digest {
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
    pub(super) fn take_records(
        &mut self,
        records: &mut dyn NextRecord,
        most: u32,
        digest: &mut Digest,
    ) -> bool {
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
