//! From the first row of a text to its last.

use super::booked::{Booked, Books};
use super::thread::{Block, Source, Thread};
use crate::input::history::counts::{Counting, LogTally};
use crate::input::history::rows::{PlainRows, Reading};
use crate::input::history::text::{Blocks, NextRecord, Stop};
use std::io::Read;
use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread::ScopedJoinHandle;

/// How the rows of a text are read and counted.
#[derive(Clone)]
pub(in crate::input::history) struct Course<'a> {
    pub(in crate::input::history) reading: &'a Reading<'a>,
    pub(in crate::input::history) plain: Option<PlainRows<'a>>,
    pub(in crate::input::history) counting: &'a Counting,
}

/// What a text came to besides its books.
pub(in crate::input::history) struct Passed {
    /// The counts of every thread.
    pub(in crate::input::history) parts: Vec<LogTally>,
    /// Lines before each block.
    pub(in crate::input::history) bases: Vec<u64>,
    pub(in crate::input::history) lone_crs: u64,
    /// Whether some times came with and some without offset.
    pub(in crate::input::history) offsets: (bool, bool),
    /// Whether the text tells who gave up.
    pub(in crate::input::history) tells_abandonment: bool,
}

/// Reads all blocks, the first of them from where its header ends.
pub(in crate::input::history) fn pass<R: Read + Send>(
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
pub(in crate::input::history) fn pass_sheet(
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
