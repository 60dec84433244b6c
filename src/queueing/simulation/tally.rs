//! Sums by slot over the contacts of many days.

use super::kernel::{Contact, Fate};
use crate::queueing::day::WaitLaw;
use std::ops::Range;

/// Sums of one slot. Contacts count in the slot of their arrival, times in the slot in which they pass.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Sums {
    pub contacts: f64,
    pub answered: f64,
    /// Answered within the threshold.
    pub within: f64,
    /// Turn within the threshold, given up before or not.
    pub turns: f64,
    pub abandoned: f64,
    /// Found nobody free.
    pub waited: f64,
    pub wait_answered: f64,
    pub wait_all: f64,
    /// Seconds in service, and in the line.
    pub busy: f64,
    pub queue: f64,
    /// Contacts in the line when the slot ends.
    pub queue_end: f64,
    pub waits: WaitLaw,
}

/// Sums over some days: what a summary is made of.
#[derive(Debug, Clone, PartialEq)]
pub struct Batch {
    pub(super) days: u32,
    /// Lengths of the slots.
    pub(super) seconds: Vec<f64>,
    pub(super) sums: Vec<Sums>,
}

impl Batch {
    /// No days yet, of slots with these bounds.
    pub(super) fn new(bounds: &[f64]) -> Self {
        let seconds: Vec<f64> = bounds.windows(2).map(|slot| slot[1] - slot[0]).collect();
        Self { days: 0, sums: vec![Sums::default(); seconds.len()], seconds }
    }

    /// Adds the days of another batch of the same slots.
    pub fn merge(&mut self, other: &Self) {
        self.days += other.days;
        self.sums.iter_mut().zip(&other.sums).for_each(|(sums, more)| sums.add(more));
    }

    /// The same days with each so many successive slots as one.
    #[must_use]
    pub fn joined(&self, slots: usize) -> Self {
        let join = |sums: &[Sums]| {
            let mut joined = Sums::default();
            sums.iter().for_each(|sums| joined.add(sums));
            joined.queue_end = sums.last().map_or(0.0, |last| last.queue_end);
            joined
        };
        let slots = slots.max(1);
        Self {
            days: self.days,
            seconds: self.seconds.chunks(slots).map(|part| part.iter().sum()).collect(),
            sums: self.sums.chunks(slots).map(join).collect(),
        }
    }
}

impl Sums {
    pub(super) fn add(&mut self, more: &Self) {
        self.contacts += more.contacts;
        self.answered += more.answered;
        self.within += more.within;
        self.turns += more.turns;
        self.abandoned += more.abandoned;
        self.waited += more.waited;
        self.wait_answered += more.wait_answered;
        self.wait_all += more.wait_all;
        self.busy += more.busy;
        self.queue += more.queue;
        self.queue_end += more.queue_end;
        self.waits.contacts.iter_mut().zip(&more.waits.contacts).for_each(|(a, b)| *a += b);
    }
}

/// The sums on their way, with the bounds of the slots.
pub(super) struct Tally<'a> {
    /// One more than slots.
    pub bounds: &'a [f64],
    pub within: f64,
    pub sums: &'a mut [Sums],
}

impl Tally<'_> {
    /// A contact that arrives in a slot, and when its turn comes.
    pub(super) fn offered(&mut self, slot: usize, arrival: f64, turn: f64) {
        let sums = &mut self.sums[slot];
        sums.contacts += 1.0;
        sums.turns += f64::from(turn - arrival <= self.within);
        sums.waited += f64::from(turn > arrival);
    }

    /// The contact is answered at its turn.
    pub(super) fn answered(&mut self, slot: usize, arrival: f64, turn: f64) {
        let wait = turn - arrival;
        let sums = &mut self.sums[slot];
        sums.answered += 1.0;
        sums.within += f64::from(wait <= self.within);
        if wait > 0.0 {
            sums.wait_answered += wait;
            let node = WaitLaw::NODES.iter().rposition(|&node| node <= wait).unwrap_or(0);
            let last = WaitLaw::NODES.len() - 1;
            sums.waits.add(1.0, node.min(last - 1), wait.min(WaitLaw::NODES[last]));
            self.waiting(slot, arrival, turn);
        } else {
            sums.waits.contacts[0] += 1.0;
        }
    }

    /// The contact gives up.
    pub(super) fn gave_up(&mut self, slot: usize, arrival: f64, at: f64) {
        self.sums[slot].abandoned += 1.0;
        self.waiting(slot, arrival, at);
    }

    /// Nobody ever comes for the contact.
    pub(super) fn left(&mut self, slot: usize, arrival: f64) {
        self.waiting(slot, arrival, f64::INFINITY);
    }

    /// Somebody on seat is busy from a moment that is not before the slot; `times` −1 takes it back.
    pub(super) fn busy(&mut self, slot: usize, from: f64, to: f64, times: f64) {
        let mut at = from;
        for slot in self.slots_from(slot, from) {
            let end = self.bounds[slot + 1];
            if to <= end {
                self.sums[slot].busy += times * (to - at);
                return;
            }
            self.sums[slot].busy += times * (end - at);
            at = end;
        }
    }

    /// Those still in the line when the day is over wait until then, as far as their sums go.
    fn waiting(&mut self, arrived_in: usize, from: f64, to: f64) {
        let over = self.bounds[self.bounds.len() - 1].max(from);
        self.sums[arrived_in].wait_all += if to < f64::INFINITY { to - from } else { over - from };
        let mut at = from;
        for slot in arrived_in..self.sums.len() {
            let end = self.bounds[slot + 1];
            if to < end {
                self.sums[slot].queue += to - at;
                return;
            }
            self.sums[slot].queue += end - at;
            self.sums[slot].queue_end += 1.0;
            at = end;
        }
    }

    fn slots_from(&self, slot: usize, moment: f64) -> Range<usize> {
        let mut first = slot;
        while first < self.sums.len() && self.bounds[first + 1] <= moment {
            first += 1;
        }
        first..self.sums.len()
    }

    /// Counts contacts of the kernel, in order of arrival.
    pub(super) fn record(&mut self, contacts: &[Contact]) {
        let mut slot = 0;
        for contact in contacts {
            let arrival = contact.arrival;
            slot = self.slots_from(slot, arrival).start;
            if slot == self.sums.len() {
                return;
            }
            self.offered(slot, arrival, contact.turn.unwrap_or(f64::INFINITY));
            match (contact.fate, contact.turn) {
                (Fate::Answered { seated, .. }, Some(turn)) => {
                    self.answered(slot, arrival, turn);
                    self.busy(slot, turn, seated, 1.0);
                }
                (Fate::GaveUp { at }, _) => self.gave_up(slot, arrival, at),
                _ => self.left(slot, arrival),
            }
        }
    }
}
