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

/// Parts that the lengths between one power of two and the next are told apart by.
const PARTS: u64 = 32;
const PART_BITS: u32 = PARTS.trailing_zeros();

/// Durations counted by length, to 1/64 of their length: whole microseconds in bins that grow with them.
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

    /// The length in seconds that a share of the durations do not exceed, to 1/64 of itself; `None` without any.
    ///
    /// `share` lies from 0 to 1; the middle of the bin that holds the duration of rank `⌈share · total⌉` is given.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<f64> {
        let rank = (share.clamp(0.0, 1.0) * self.total() as f64).ceil().max(1.0);
        let mut below = 0_u64;
        for (bin, count) in self.counts.iter().enumerate() {
            below += count;
            if below as f64 >= rank {
                return Some(middle_of(bin) / 1e6);
            }
        }
        None
    }
}

/// The bin of a length: one a microsecond below twice [`PARTS`], then [`PARTS`] to every power of two.
fn bin_of(micros: u64) -> usize {
    let shift = (u64::BITS - (micros | 1).leading_zeros()).saturating_sub(PART_BITS + 1);
    usize::try_from(u64::from(shift) * PARTS + (micros >> shift)).unwrap_or(usize::MAX)
}

/// The middle of a bin, in microseconds.
fn middle_of(bin: usize) -> f64 {
    let bin = bin as u64;
    let shift = (bin / PARTS).saturating_sub(1);
    let first = (bin - shift * PARTS) << shift;
    let width = 1_u64 << shift;
    first as f64 + (width - 1) as f64 / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_falls_into_a_bin_no_further_from_it_than_a_64th() {
        for micros in (0..5000).chain([1 << 20, (1 << 20) + 12_345, 315_576_000_000_000]) {
            let off = (middle_of(bin_of(micros)) - micros as f64).abs();
            assert!(off <= micros as f64 / 64.0, "{micros} is off by {off}");
        }
    }

    #[test]
    fn quantiles_are_ranks() {
        let mut lengths = Lengths::default();
        assert_eq!(lengths.quantile(0.5), None);
        (1..=10).for_each(|micros| lengths.add(micros));
        let at = |share| lengths.quantile(share).map(|seconds| (seconds * 1e6).round());
        assert_eq!([at(0.0), at(0.1), at(0.5), at(0.91), at(1.0)], [1.0, 1.0, 5.0, 10.0, 10.0].map(Some));
    }
}
