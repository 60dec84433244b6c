//! A stretch cut into days: for the search, whose cost grows with the length of what it staffs, and for targets of days.

use super::Over;
use super::stretch::{Stretch, load};
use std::ops::Range;

/// A stretch up to this long is one day.
const ONE_DAY: f64 = 36.0 * 3600.0;
/// The earliest and the latest end of a day round the clock, after its start.
const ENDS: Range<f64> = 18.0 * 3600.0..30.0 * 3600.0;

/// The days of a stretch: where targets are of days, from midnight to midnight; else from one quietest moment to the next.
pub(super) fn shifts(stretch: &Stretch, over: Over) -> Vec<Range<usize>> {
    let slots = &stretch.slots;
    let all: f64 = slots.iter().map(|slot| slot.seconds).sum();
    if all <= ONE_DAY {
        return std::iter::once(0..slots.len()).collect();
    }
    let mut shifts = Vec::new();
    let mut from = 0;
    while from < slots.len() {
        let past = match over {
            Over::Day => {
                let date = stretch.dates[from];
                (from..slots.len()).find(|&at| stretch.dates[at] != date).unwrap_or(slots.len())
            }
            Over::Interval => quietest(stretch, from),
        };
        shifts.push(from..past);
        from = past;
    }
    shifts
}

/// The start of the slot with the least work, about a day after a slot.
fn quietest(stretch: &Stretch, from: usize) -> usize {
    let slots = &stretch.slots;
    let (mut best, mut elapsed) = (None, 0.0);
    for (at, slot) in slots.iter().enumerate().skip(from) {
        if elapsed > ENDS.end {
            break;
        }
        let quiet = load(slot);
        if elapsed >= ENDS.start && best.is_none_or(|(least, _)| quiet < least) {
            best = Some((quiet, at));
        }
        elapsed += slot.seconds;
    }
    let left: f64 = slots[from..].iter().map(|slot| slot.seconds).sum();
    // What is left is a day of its own, or there is nowhere to cut.
    if left <= ENDS.end { slots.len() } else { best.map_or(from + 1, |(_, at)| at) }
}
