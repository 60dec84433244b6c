//! What was found in the blocks of a text, put into the books in the order of the text.

use super::pass::Course;
use crate::input::history::asked::TakesReject;
use crate::input::history::books::{At, Flaw, Ledger, grouped};
use crate::input::history::counts::{Pending, Tally};
use crate::input::history::text::Stop;
use crate::model::HistoryKind;
use std::collections::HashSet;

/// Channels of a history that are told apart.
const MOST_CHANNELS: usize = 10_000;
/// Slots of all days of all channels that are held.
const MOST_SLOTS: usize = 12_000_000;

/// Rejected intervals that are held back until all are known, so that they come in the order of their lines.
const HELD: usize = 50_000;
/// Where the rows of a text are booked.
pub(in crate::input::history) struct Books<'a, 'r> {
    pub(in crate::input::history) file: usize,
    /// Lines before the first block.
    pub(in crate::input::history) lines: u64,
    /// Those of them that end with CR alone.
    pub(in crate::input::history) lone_crs: u64,
    pub(in crate::input::history) ledger: &'a mut Ledger,
    pub(in crate::input::history) tally: &'a mut Tally,
    pub(in crate::input::history) pending: &'a mut Vec<Pending>,
    pub(in crate::input::history) rejects: Option<&'a mut TakesReject<'r>>,
}

/// What the blocks so far came to.
pub(super) struct Booked<'a, 'r> {
    pub(super) books: Books<'a, 'r>,
    /// Whether rejected rows may be given away at once: those of intervals are not all known yet.
    pub(super) streams: bool,
    pub(super) slots: usize,
    /// The number that each channel of each thread has among all.
    pub(super) threads: Vec<Vec<usize>>,
    /// Days of channels that are held.
    pub(super) days: HashSet<(usize, i32)>,
    /// The block that comes next.
    pub(super) turn: usize,
    /// Whether a thread panicked.
    pub(super) is_broken: bool,
    pub(super) bases: Vec<u64>,
    pub(super) offsets: (bool, bool),
    pub(super) lone_crs: u64,
    pub(super) stop: Option<Stop>,
}

/// What one thread found in one block.
pub(super) struct Digest {
    pub(super) number: usize,
    pub(super) thread: usize,
    pub(super) ledger: Ledger,
    /// Spellings of channels that the thread had not met, with their numbers there.
    pub(super) met: Vec<(usize, String)>,
    /// Days of channels that it did not hold before.
    pub(super) days: Vec<(usize, i32)>,
    pub(super) pending: Vec<Pending>,
    pub(super) lines: u64,
    pub(super) lone_crs: u64,
    pub(super) offsets: (bool, bool),
    pub(super) stop: Option<Stop>,
}

impl<'a, 'r> Booked<'a, 'r> {
    pub(super) fn new(books: Books<'a, 'r>, course: &Course<'_>, threads: usize) -> Self {
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

    pub(super) fn book(&mut self, digest: Digest) {
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
