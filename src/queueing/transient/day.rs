//! The day, slot by slot.

use super::walk::Walk;
use crate::queueing::carry_over;
use crate::queueing::day::{DayStation, Slot, SlotService};

/// Service through a day that opens empty, the queue carried from slot to slot, exactly.
///
/// One value per slot of `slots`. The law of the number present moves through each slot by a rational exponential of the
/// birth-death generator; an arrival's chance of being answered in time looks ahead at the staff to come, and is
/// integrated with the law over the slot by the same solves. The share that gives up is exact too; the mean wait is exact
/// while the staff stay the same and fluid across changes.
///
/// Domain: any finite numbers; negative ones count as zero. A day whose law spreads over more than twenty thousand
/// states is answered by [`carry_over::day`].
/// Assumption: arrivals Poisson and even within the slot; exponential handling and patience; people who leave finish
/// the contact in hand.
/// Source: \[Ingolfsson2007\] (the exhaustive rule), \[Trefethen2006\] (rational exponential on a parabola). Accuracy: 1e-6
/// of service level in every slot.
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
    let mut walk = Walk::new(slots, station);
    let mut served = Vec::with_capacity(slots.len());
    let mut j = 0;
    for slot in slots {
        if slot.seconds <= 0.0 {
            served.push(SlotService::default());
            continue;
        }
        let Ok(service) = walk.slot(j) else { return carry_over::day(slots, station) };
        served.push(service);
        j += 1;
    }
    served
}
