//! How many people are on seat when, and who leaves.

use crate::queueing::day::Slot;

/// Longest slot and handling time, seconds: that of the quantity itself.
pub(super) const LONGEST: f64 = 3.2e11;
/// Latest moment; sums of such remain finite.
pub(super) const LATEST: f64 = 1e100;

/// People on seat over time, a step function; nobody before the first change, the last number for ever.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SeatSchedule {
    changes: Vec<Change>,
}

/// From a moment on there are so many people.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Change {
    pub at: f64,
    pub seats: u32,
}

impl SeatSchedule {
    /// So many people from each moment (seconds, rising; an earlier one counts as simultaneous with its predecessor, and
    /// none after 1e100 counts).
    ///
    /// ```
    /// # use staffplan::queueing::simulation::SeatSchedule;
    /// let steps = SeatSchedule::new([(0.0, 3), (1800.0, 5)]);
    /// assert_eq!([-1.0, 0.0, 1799.0, 1800.0].map(|at| steps.seats(at)), [0, 3, 3, 5]);
    /// ```
    #[must_use]
    pub fn new(steps: impl IntoIterator<Item = (f64, u32)>) -> Self {
        let mut changes: Vec<Change> = Vec::new();
        for (at, seats) in steps {
            let at = changes.last().map_or(0.0, |last| last.at).max(at);
            if at > LATEST {
                break;
            }
            if changes.last().map_or(0, |last| last.seats) == seats {
                continue;
            }
            match changes.last_mut() {
                Some(last) if at <= last.at => last.seats = seats,
                _ => changes.push(Change { at, seats }),
            }
        }
        Self { changes }
    }

    /// The staff of a day; slots without length are passed over, and people who finish nothing are nobody.
    #[must_use]
    pub fn of(slots: &[Slot]) -> Self {
        let mut start = 0.0;
        Self::new(slots.iter().filter(|slot| slot.seconds > 0.0).map(|slot| {
            let at = start;
            start += up_to(LONGEST, slot.seconds);
            (at, if slot.service > 0.0 { slot.servers } else { 0 })
        }))
    }

    /// People on seat at a moment.
    #[must_use]
    pub fn seats(&self, at: f64) -> u32 {
        let since = self.changes.iter().take_while(|change| change.at <= at);
        since.last().map_or(0, |change| change.seats)
    }

    pub(super) fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The most people at any time.
    pub(super) fn most(&self) -> u32 {
        self.changes.iter().map(|change| change.seats).max().unwrap_or(0)
    }
}

/// A quantity up to its largest; nothing when it is negative or not a number.
pub(super) fn up_to(most: f64, x: f64) -> f64 {
    if x > 0.0 { x.min(most) } else { 0.0 }
}

/// The order in which people leave at a drop: the idle first, then busy ones by lot.
///
/// The lot is a hash of the moment at which the contact in hand ends: as good as drawn, independent of how long that still
/// takes, and the same in every way of computing the day. Were those to leave who are free first, the others would be busy
/// for longer than chance says: what is left of a handling time would no longer have its law.
pub(super) const fn lot(at: f64, free: f64) -> u64 {
    if free <= at { 0 } else { mix(free.to_bits()) | 1 }
}

/// The output function of SplitMix64.
///
/// Source: \[Steele2014\], with the constants of \[VignaSplitMix\].
pub(super) const fn mix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
