//! What inquiry files came to, channel by channel, before any plan uses it.

use super::{HistoryDay, InputFile};
use crate::calendar::Grid;
use chrono::{NaiveDate, NaiveDateTime};
use std::collections::BTreeMap;

/// The two kinds of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryKind {
    /// A row a contact.
    Log,
    /// A row an interval.
    Intervals,
}

/// What one file came to.
#[derive(Debug, Clone, PartialEq)]
pub struct FileRead {
    /// Its books.
    pub input: InputFile,
    /// What it holds; `None` where no header could be read.
    pub kind: Option<HistoryKind>,
    /// Name of the encoding it was read in, as on the web.
    pub encoding: &'static str,
    /// What stands between its fields; `None` for a sheet of a workbook.
    pub delimiter: Option<char>,
    /// The first rows set aside, as many as were asked for.
    pub rejects: Vec<Reject>,
}

/// A row set aside; its texts are fit for a terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reject {
    /// Physical line, from 1.
    pub line: u64,
    /// Character of that line, from 1.
    pub column: u64,
    /// Name of the column, as the file has it, where the objection is to one.
    pub field: Option<String>,
    /// Code of the objection.
    pub code: &'static str,
    /// What is wrong, with the value found.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}

/// What one channel's rows come to, up to the last day used.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelCounts {
    /// Its name as first met.
    pub channel: String,
    /// Slots of its days: those asked for in a log, its own for interval counts.
    pub grid: Grid,
    /// Days with rows; an hour that the clocks repeat holds both its passes.
    pub days: BTreeMap<NaiveDate, HistoryDay>,
    /// Of these, the second pass of an hour that the clocks repeat, by day.
    pub second_passes: BTreeMap<NaiveDate, HistoryDay>,
    /// Of interval counts, the slots of each day that have a row, were it of no contact; empty for a log.
    pub slots_with_rows: BTreeMap<NaiveDate, Vec<bool>>,
    /// Whether its files say who gave up.
    pub tells_abandonment: bool,
    /// Sums over the days.
    pub totals: Totals,
    /// Handle times of a log by length; empty for interval counts.
    pub handle_lengths: Lengths,
    /// Waits by length; empty where rows do not tell.
    pub wait_lengths: Lengths,
    /// Earliest row.
    pub first: Option<NaiveDateTime>,
    /// Latest row.
    pub last: Option<NaiveDateTime>,
}

impl ChannelCounts {
    /// Whether a slot of a day has a row: of a log, whether a contact arrived in it.
    #[must_use]
    pub fn has_row(&self, date: NaiveDate, slot: usize) -> bool {
        match self.slots_with_rows.get(&date) {
            Some(slots) => slots.get(slot).copied().unwrap_or(false),
            None => self
                .days
                .get(&date)
                .and_then(|day| day.offered.get(slot))
                .is_some_and(|&contacts| contacts > 0.0),
        }
    }
}

/// Sums over all rows of a channel up to the last day used.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Totals {
    /// Contacts that arrived.
    pub offered: f64,
    /// Contacts with a known handle time.
    pub handled: f64,
    /// Their handle time together, in seconds.
    pub handle_seconds: f64,
    /// The squares of their handle times together; from a log only.
    pub handle_squares: f64,
    /// Contacts that gave up.
    pub abandoned: f64,
    /// Contacts with a known wait.
    pub waits: f64,
    /// Their waits together, in seconds.
    pub wait_seconds: f64,
    /// Answered contacts with a known wait.
    pub answered_waits: f64,
    /// Their waits together, in seconds.
    pub answered_wait_seconds: f64,
    /// Contacts answered within the time asked about; zero where none was.
    pub answered_within: f64,
    /// Contacts that gave up within that time.
    pub abandoned_within: f64,
    /// Contacts with a score.
    pub scores: u64,
    /// Their scores together.
    pub score_sum: f64,
    /// Contacts scored 4 or 5.
    pub satisfied: u64,
    /// Contacts of which it is known whether they were solved the first time.
    pub answers: u64,
    /// Those that were.
    pub resolved: u64,
}

/// Units of a second that lengths are told apart by, where they are short.
const UNITS: u64 = 64;
/// Bins between one power of two units and the next.
const PARTS: u64 = 256;

/// Durations counted by length: to 1/64 s below 8 s, above that to 1/256 of the length; whole seconds below 512 s exactly.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Lengths {
    counts: Vec<u64>,
}

impl Lengths {
    /// Counts one duration, in microseconds.
    #[inline]
    pub fn add(&mut self, micros: u64) {
        let bin = bin_of(micros);
        match self.counts.get_mut(bin) {
            Some(count) => *count += 1,
            None => self.grow(bin),
        }
    }

    #[cold]
    fn grow(&mut self, bin: usize) {
        self.counts.resize(bin + 1, 0);
        self.counts[bin] = 1;
    }

    /// Counts those of another as well.
    pub fn merge(&mut self, other: &Self) {
        if other.counts.len() > self.counts.len() {
            self.counts.resize(other.counts.len(), 0);
        }
        self.counts.iter_mut().zip(&other.counts).for_each(|(own, theirs)| *own += theirs);
    }

    /// Durations counted.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The length in seconds that a share of the durations do not exceed, as exactly as they are told apart; `None`
    /// without any.
    ///
    /// `share` lies from 0 to 1; the duration of rank `⌈share · total⌉` is given.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let rank = (share.clamp(0.0, 1.0) * self.total() as f64).ceil().max(1.0);
        let mut below = 0_u64;
        for (bin, count) in self.counts.iter().enumerate() {
            below += count;
            if below as f64 >= rank {
                return Some(length_of(bin));
            }
        }
        None
    }
}

/// The bin of a length: one a unit below twice [`PARTS`] units, then [`PARTS`] to every power of two.
#[inline]
fn bin_of(micros: u64) -> usize {
    let units = micros * UNITS / 1_000_000;
    let shift = (u64::BITS - (units | 1).leading_zeros()).saturating_sub(PARTS.ilog2() + 1);
    usize::try_from(u64::from(shift) * PARTS + (units >> shift)).unwrap_or(usize::MAX)
}

/// The length that a bin stands for, in seconds: its start, which may be a whole second, or the middle of a wide one.
fn length_of(bin: usize) -> f64 {
    let bin = bin as u64;
    let shift = (bin / PARTS).saturating_sub(1);
    let (first, width) = ((bin - shift * PARTS) << shift, 1_u64 << shift);
    let units = if width <= UNITS { first as f64 } else { first as f64 + (width - 1) as f64 / 2.0 };
    units / UNITS as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_told_to_a_64th_of_a_second_or_a_256th_of_itself() {
        for micros in (0..9_000_000).step_by(777).chain([512_400_000, 3_600_000_000, 315_576_000_000_000]) {
            let off = (length_of(bin_of(micros)) - micros as f64 / 1e6).abs();
            assert!(off <= (micros as f64 / 256e6).max(1.0 / 64.0), "{micros} is off by {off}");
        }
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "they are exact")]
    fn whole_seconds_below_512_are_exact() {
        assert!(
            (0..512_u32).all(|second| length_of(bin_of(u64::from(second) * 1_000_000)) == f64::from(second))
        );
    }

    #[test]
    fn quantiles_are_ranks() {
        let mut lengths = Lengths::default();
        assert_eq!(lengths.quantile(0.5), None);
        (1..=10).for_each(|second| lengths.add(second * 1_000_000));
        let at = |share| lengths.quantile(share);
        assert_eq!([at(0.0), at(0.1), at(0.5), at(0.91), at(1.0)], [1.0, 1.0, 5.0, 10.0, 10.0].map(Some));
    }
}
