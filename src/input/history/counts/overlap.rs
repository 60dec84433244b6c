//! Files that repeat each other: the same rows, exported twice.

use super::log::{LogTally, Point};
use super::slots::{Days, Slot};
use super::tally::Tally;
use std::collections::{BTreeMap, HashMap};

/// Of 100 rows in the slots that two files both have, those that must be the same for one to repeat the other.
const SAME_PERCENT: u64 = 90;

/// By channel in lower case, the times within which a file repeats those before it; `spans` are theirs.
///
/// Slots are compared by the number and the marks of their rows. Where a file's slots in the time that it shares
/// with earlier files hold the same rows in nine of ten cases (by rows), it is another export of the same log, and
/// its rows within the times of those files are theirs. Otherwise it is another log, as of another site, and adds up.
pub(in crate::input::history) fn repeats(
    tally: &Tally,
    parts: &[LogTally],
    spans: &HashMap<String, Vec<(i64, i64)>>,
) -> HashMap<String, Vec<(i64, i64)>> {
    let mut own: BTreeMap<&str, Vec<&Days>> = BTreeMap::new();
    for channel in parts.iter().flat_map(|part| &part.channels) {
        own.entry(&channel.name).or_default().push(&channel.days);
    }
    let repeated = own.into_iter().filter(|(name, days)| {
        tally.days_of(name).is_some_and(|before| {
            let (shared, same) = shared(before, days, spans.get(*name).map_or(&[], Vec::as_slice));
            shared > 0 && same * 100 >= shared * SAME_PERCENT
        })
    });
    repeated.filter_map(|(name, _)| Some((name.to_owned(), spans.get(name)?.clone()))).collect()
}

/// Rows of a file in slots that hold the same rows as before, or lie within the spans; and the former alone.
fn shared(before: &Days, own: &[&Days], spans: &[(i64, i64)]) -> (u64, u64) {
    let mut by_day: BTreeMap<i32, Vec<Slot>> = BTreeMap::new();
    for (day, slots) in own.iter().flat_map(|days| days.iter()) {
        let sum = by_day.entry(day).or_insert_with(|| vec![Slot::default(); slots.len()]);
        sum.iter_mut().zip(slots).for_each(|(sum, slot)| sum.merge(slot));
    }
    let (mut rows, mut same) = (0, 0);
    for (day, slots) in by_day {
        let theirs = before.day(day).unwrap_or(&[]);
        for (number, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.offered > 0) {
            let equal = theirs
                .get(number)
                .is_some_and(|other| (other.offered, other.marks) == (slot.offered, slot.marks));
            if equal || is_within(day, number, slots.len(), spans) {
                rows += slot.offered;
                same += if equal { slot.offered } else { 0 };
            }
        }
    }
    (rows, same)
}

/// Whether a whole slot lies within one of the spans.
fn is_within(day: i32, slot: usize, slots: usize, spans: &[(i64, i64)]) -> bool {
    let second = |slot: usize| u32::try_from(86_400 / slots.max(1) * slot).unwrap_or(0);
    let point = |second| Point { day, second, nanos: 0, second_pass: false, late: false }.local();
    let (from, to) = (point(second(slot)), point(second(slot + 1)));
    spans.iter().any(|(first, last)| *first <= from && to <= *last)
}
