//! How long patient contacts that wait still have to, whatever the staff do meanwhile.
//!
//! The contact with `k` ahead is reached when `k + 1 − R` have been finished, `R` people having come; with the capacity
//! `m = ∫c` the number finished is Poisson, and over a stretch of constant staff
//! `∫ P(D ≤ k) dt = (G_k(m) − G_k(m'))/c`, `G_k(m) = Σ_{i ≤ k} P(D_m ≤ i)`.

use super::in_time::{Stretch, stretches};
use crate::queueing::day::Outlook;
use crate::queueing::departures::{Busy, Departures};
use crate::queueing::whole::whole;

/// Contacts that still wait below this are none.
const NOBODY: f64 = 1e-12;

/// Expected seconds that those who wait as slot `j` ends still wait, summed; `line[k]` is the chance that more than `k` do.
/// `None` where some are never answered.
pub(super) fn remaining(outlook: &Outlook<'_>, j: usize, line: &[f64]) -> Option<f64> {
    let mut waiting = Waiting { line, capacity: 0.0 };
    let mut seconds = 0.0;
    if waiting.contacts(&waiting.departures()) < NOBODY {
        return Some(seconds);
    }
    for Stretch { busy, rises, .. } in stretches(outlook, (j, outlook.starts[j + 1]), f64::INFINITY, true) {
        let before = waiting.departures();
        let here = waiting.contacts(&before);
        if here < NOBODY {
            break;
        }
        waiting.capacity += if busy.flux > 0.0 { busy.flux * busy.within } else { 0.0 };
        if busy.flux > 0.0 {
            seconds += (waiting.summed(&before) - waiting.summed(&waiting.departures())) / busy.flux;
        } else {
            seconds += here * busy.within;
        }
        waiting.line = waiting.line.get(whole(rises)..).unwrap_or_default();
    }
    seconds.is_finite().then_some(seconds)
}

/// Expected number of those who wait as slot `j` ends that still do as slot `until` begins.
pub(super) fn still_waiting(outlook: &Outlook<'_>, j: usize, line: &[f64], until: usize) -> f64 {
    let end = outlook.starts[j + 1];
    let window = outlook.window(j, end, outlook.starts[until] - end);
    let line = line.get(whole(window.rises)..).unwrap_or_default();
    let waiting = Waiting { line, capacity: window.capacity };
    waiting.contacts(&waiting.departures())
}

/// Those who waited at the start, by the number that must be finished before them, after some capacity.
struct Waiting<'a> {
    line: &'a [f64],
    capacity: f64,
}

impl Waiting<'_> {
    /// The law of the number finished; `None` when it is beyond all bounds.
    fn departures(&self) -> Option<Departures> {
        let busy = Busy { flux: self.capacity, theta: 0.0, within: 1.0 };
        self.capacity.is_finite().then(|| busy.departures(self.line.len()))
    }

    /// Expected number still waiting.
    fn contacts(&self, finished: &Option<Departures>) -> f64 {
        let Some(finished) = finished else { return 0.0 };
        self.line.iter().enumerate().map(|(k, waits)| waits * finished.at_most(k)).sum()
    }

    /// `Σ_k line_k G_k`.
    fn summed(&self, finished: &Option<Departures>) -> f64 {
        let Some(finished) = finished else { return 0.0 };
        let mut at_most = 0.0;
        let each = |(k, waits): (usize, &f64)| {
            at_most += finished.at_most(k);
            waits * at_most
        };
        self.line.iter().enumerate().map(each).sum()
    }
}
