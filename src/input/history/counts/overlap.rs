//! Files that repeat each other: the same rows, exported twice.

use super::log::{LogTally, Point};
use std::collections::{BTreeMap, HashMap};

/// Of 100 rows in the slots that two files both have, those that must be the same for one to repeat the other.
const SAME_PERCENT: u64 = 90;

/// What is kept of a file to tell whether others repeat it, by channel in lower case.
#[derive(Debug, Default)]
pub(in crate::input::history) struct Trace {
    channels: BTreeMap<String, ChannelTrace>,
}

/// The first and last row of a channel, and the rows and marks of its slots by day.
#[derive(Debug)]
struct ChannelTrace {
    first: i64,
    last: i64,
    days: HashMap<i32, Box<[(u64, u64)]>>,
}

/// What a file repeats of those before it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::input::history) struct Repeats {
    /// By channel in lower case, the times of the files that it repeats.
    pub(in crate::input::history) covered: HashMap<String, Vec<(i64, i64)>>,
    /// The files.
    pub(in crate::input::history) files: Vec<usize>,
    /// Rows within those times that the files do not have.
    pub(in crate::input::history) extra: u64,
}

impl Trace {
    /// The trace of a file that several threads counted.
    pub(in crate::input::history) fn of(parts: &[LogTally]) -> Self {
        let mut channels: BTreeMap<String, ChannelTrace> = BTreeMap::new();
        for part in parts.iter().flat_map(|part| &part.channels).filter(|part| part.is_seen()) {
            let (first, last) = (part.first.0, part.last.0);
            let nothing = ChannelTrace { first, last, days: HashMap::new() };
            let channel = channels.entry(part.name.clone()).or_insert(nothing);
            (channel.first, channel.last) = (first.min(channel.first), last.max(channel.last));
            for (day, slots) in part.days.iter() {
                let sums = channel.days.entry(day).or_insert_with(|| vec![(0, 0); slots.len()].into());
                for ((rows, marks), slot) in sums.iter_mut().zip(slots) {
                    *rows += slot.offered;
                    *marks = marks.wrapping_add(slot.marks);
                }
            }
        }
        Self { channels }
    }

    /// What a file with this trace repeats of earlier ones.
    ///
    /// Slots are compared by the number and the marks of their rows. Where the slots that two files share hold the
    /// same rows in nine of ten cases (by rows), the later is another export of the same log, and its rows within the
    /// time of the earlier are that one's. Otherwise it is another log, as of another site, and adds up.
    pub(in crate::input::history) fn repeats(&self, before: &[Self]) -> Repeats {
        let mut found = Repeats::default();
        for (file, other) in before.iter().enumerate() {
            for (name, own) in &self.channels {
                let Some(theirs) = other.channels.get(name) else { continue };
                let Shared { rows, same, extra } = own.shared(theirs);
                if rows > 0 && same * 100 >= rows * SAME_PERCENT {
                    found.covered.entry(name.clone()).or_default().push((theirs.first, theirs.last));
                    found.files.push(file);
                    found.extra += extra;
                }
            }
        }
        found.files.dedup();
        found
    }
}

/// Rows of a file in slots that it shares with another: all of them, those in slots with the same rows, and those
/// beyond the number that the other has.
struct Shared {
    rows: u64,
    same: u64,
    extra: u64,
}

impl ChannelTrace {
    /// Slots are shared where both hold the same rows, or where they lie within the other's time as a whole.
    fn shared(&self, other: &Self) -> Shared {
        let mut shared = Shared { rows: 0, same: 0, extra: 0 };
        for (day, slots) in &self.days {
            let theirs = other.days.get(day).map_or(&[][..], |slots| slots);
            for (number, slot) in slots.iter().enumerate().filter(|(_, (rows, _))| *rows > 0) {
                let facing = theirs.get(number).copied().unwrap_or_default();
                if facing == *slot || other.spans(*day, number, slots.len()) {
                    shared.rows += slot.0;
                    shared.same += if facing == *slot { slot.0 } else { 0 };
                    shared.extra += slot.0.saturating_sub(facing.0);
                }
            }
        }
        shared
    }

    /// Whether a whole slot lies within its time.
    fn spans(&self, day: i32, slot: usize, slots: usize) -> bool {
        let second = |slot: usize| u32::try_from(86_400 / slots.max(1) * slot).unwrap_or(0);
        let point = |second| Point { day, second, nanos: 0, second_pass: false, late: false }.local();
        self.first <= point(second(slot)) && point(second(slot + 1)) <= self.last
    }
}
