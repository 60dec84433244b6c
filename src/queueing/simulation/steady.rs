//! One long constant run: what a situation that lasts leads to, for any handling law; M/G/c and M/G/c+M.

use super::day::{Customers, Simulation, TooMany};
use super::summary::SlotSummary;
use crate::queueing::day::Slot;

/// A run has no more slots than this, warm-up included.
const MOST_SLOTS: u32 = 1 << 20;

/// How long a run is, in slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// Slots at the beginning that are not counted, while the queue forgets that it was empty.
    pub warm_up: u32,
    /// Slots counted, each a batch for the standard errors: much longer than the queue remembers.
    pub batches: u32,
}

/// Long-run means of one slot that repeats without end, from a single run.
///
/// Means a slot; standard errors from the slots as batches.
/// Assumption: a steady state exists (with endless patience, a load below the staff); otherwise the figures describe how
/// far the queue has grown within the run.
/// Source: \[Law2015\] §9.5 (batch means).
///
/// # Errors
/// When the run has too many contacts, people or batches to be replayed one by one.
///
/// ```
/// # use staffplan::{queueing::{Patience, day::Slot, simulation::*}, units::Seconds};
/// // One agent, single contacts of 60 s each, 30 an hour: he is busy half of the time.
/// let slot = Slot { seconds: 360_000.0, arrivals: 3000.0, servers: 1, service: 1.0 / 60.0 };
/// let customers = Customers {
///     handling: HandlingLaw::deterministic(),
///     patience: Patience::Infinite,
///     answer_within: Seconds::ZERO,
///     levels: None,
/// };
/// let found = steady(&slot, &customers, Length { warm_up: 1, batches: 50 }, 1)?;
/// let busy = found.busy.unwrap();
/// assert!((busy.mean - 0.5).abs() < 4.0 * busy.error.unwrap());
/// # Ok::<(), TooMany>(())
/// ```
pub fn steady(slot: &Slot, customers: &Customers, length: Length, seed: u64) -> Result<SlotSummary, TooMany> {
    let count = length.warm_up.saturating_add(length.batches);
    if count > MOST_SLOTS {
        return Err(TooMany::Batches);
    }
    let whole = |n: u32| usize::try_from(n).unwrap_or(usize::MAX);
    let run = Simulation::new(&vec![*slot; whole(count)], customers, seed)?.batch(0..1);
    let kept = run.sums.iter().zip(&run.seconds).skip(whole(length.warm_up));
    Ok(SlotSummary::new(&kept.map(|(sums, &seconds)| (1.0, seconds, *sums)).collect::<Vec<_>>()))
}
