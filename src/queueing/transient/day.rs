//! The day, slot by slot.

use super::walk::Walk;
use crate::queueing::carry_over;
use crate::queueing::day::{DayStation, Slot, SlotService};

/// Service through a day that opens empty, the queue carried from slot to slot, exactly.
///
/// One value per slot of `slots`. The law of the number present moves through each slot by a rational exponential of the
/// birth-death generator; an arrival's chance of being answered in time looks ahead at the staff to come, and is
/// integrated with the law over the slot by the same solves. The share that gives up and the mean wait of patient
/// customers are exact too; `waits` spreads that mean by a fluid line, and so is the mean wait of the answered where
/// others give up, or where the last staff are nobody and some are never answered.
///
/// Domain: any finite numbers; negative ones count as zero. A day whose law spreads over more than twenty thousand
/// states, or that would take about half a second or more, is answered by [`carry_over::day`]; [`exact_day`] tells. Days of
/// a thousand erlangs are not, nor overloaded ones of 600 whose customers wait ten minutes.
/// Assumption: arrivals Poisson and even within the slot; exponential handling and patience; people who leave finish
/// the contact in hand.
/// Source: \[Ingolfsson2007\] (the exhaustive rule), \[Trefethen2006\] (rational exponential on a parabola). Accuracy: 1e-6
/// of service level in every slot; the mean wait where customers give up: 1 % on average, 5 %
/// on the worst of the days tested, more where nobody is on seat for a while.
///
/// ```
/// # use staffplan::{queueing::{Patience, day::*, transient}, units::Seconds};
/// let slot = Slot { seconds: 1800.0, arrivals: 90.0, servers: 0, service: 1.0 / 300.0 };
/// let station = DayStation {
///     patience: Patience::Infinite,
///     answer_within: Seconds::new(60.0).unwrap(),
///     levels: None,
///     turns: false,
/// };
/// // Nobody there: all contacts are carried into the next slot.
/// let morning = transient::day(&[slot, Slot { servers: 20, ..slot }], &station);
/// assert!((morning[0].queue_end - 90.0).abs() < 1e-6);
/// ```
#[must_use]
pub fn day(slots: &[Slot], station: &DayStation) -> Vec<SlotService> {
    exact_day(slots, station).unwrap_or_else(|| carry_over::day(slots, station))
}

/// The same day as [`day`], or `None` where it is beyond the exact method.
#[must_use]
pub fn exact_day(slots: &[Slot], station: &DayStation) -> Option<Vec<SlotService>> {
    let mut walk = Walk::new(slots, station);
    let mut kept = 0;
    let mut serve = |slot: &Slot| {
        if slot.seconds <= 0.0 {
            return Some(SlotService::default());
        }
        kept += 1;
        walk.slot(kept - 1).ok()
    };
    slots.iter().map(&mut serve).collect()
}
