//! Contacts of a log by day and slot, in whole numbers: no order of adding changes what they come to.

use crate::input::history::rows::{Contact, SECOND};
use crate::model::{HistoryDay, Totals};
use std::collections::HashMap;

/// What the contacts of one slot come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::input::history) struct Slot {
    pub(in crate::input::history) offered: u64,
    handled: u64,
    abandoned: u64,
    handle_nanos: u128,
    wait_nanos: u128,
    /// The marks of its rows together; equal in two files that hold the same rows.
    pub(in crate::input::history) marks: u64,
}

impl Slot {
    /// Counts a contact.
    #[inline]
    pub(super) fn count(&mut self, contact: Contact, mark: u64) {
        self.offered += 1;
        self.abandoned += u64::from(contact.abandoned);
        self.handled += u64::from(contact.handle.is_some());
        self.handle_nanos += u128::from(contact.handle.unwrap_or(0));
        self.wait_nanos += u128::from(contact.wait.unwrap_or(0));
        self.marks = self.marks.wrapping_add(mark);
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.offered += other.offered;
        self.handled += other.handled;
        self.abandoned += other.abandoned;
        self.handle_nanos += other.handle_nanos;
        self.wait_nanos += other.wait_nanos;
        self.marks = self.marks.wrapping_add(other.marks);
    }
}

/// The slots of every day with contacts; days count from 1970.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Days {
    slots: usize,
    places: HashMap<i32, usize>,
    kept: Vec<Box<[Slot]>>,
    /// The day that was asked for last.
    current: Option<(i32, usize)>,
}

impl Days {
    /// No days yet, of so many slots each.
    pub(super) fn new(slots: usize) -> Self {
        Self { slots, places: HashMap::new(), kept: Vec::new(), current: None }
    }

    /// A slot of a day.
    #[inline]
    pub(super) fn slot(&mut self, day: i32, slot: usize) -> &mut Slot {
        let place = match self.current {
            Some((current, place)) if current == day => place,
            _ => self.turn_to(day),
        };
        &mut self.kept[place][slot]
    }

    fn turn_to(&mut self, day: i32) -> usize {
        let place = *self.places.entry(day).or_insert(self.kept.len());
        if place == self.kept.len() {
            self.kept.push(vec![Slot::default(); self.slots].into());
        }
        self.current = Some((day, place));
        place
    }

    /// Days with contacts.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Adds the contacts of others.
    pub(super) fn merge(&mut self, other: Self) {
        for (day, theirs) in other.into_days() {
            match self.places.get(&day) {
                Some(place) => {
                    self.kept[*place].iter_mut().zip(&theirs).for_each(|(own, theirs)| own.merge(theirs));
                }
                None => {
                    self.places.insert(day, self.kept.len());
                    self.kept.push(theirs);
                }
            }
        }
    }

    /// What all days come to, as far as slots tell.
    pub(super) fn totals(&self) -> Totals {
        let mut sum = Slot::default();
        self.kept.iter().flat_map(|day| day.iter()).for_each(|slot| sum.merge(slot));
        Totals {
            offered: sum.offered as f64,
            handled: sum.handled as f64,
            handle_seconds: seconds(sum.handle_nanos),
            abandoned: sum.abandoned as f64,
            wait_seconds: seconds(sum.wait_nanos),
            ..Totals::default()
        }
    }

    /// All days with their slots, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (i32, &[Slot])> {
        self.places.iter().map(|(day, place)| (*day, &*self.kept[*place]))
    }

    fn into_days(self) -> impl Iterator<Item = (i32, Box<[Slot]>)> {
        let mut kept: Vec<Option<Box<[Slot]>>> = self.kept.into_iter().map(Some).collect();
        self.places.into_iter().filter_map(move |(day, place)| Some((day, kept[place].take()?)))
    }
}

/// A day as the model has it.
pub(super) fn day_of(slots: &[Slot]) -> HistoryDay {
    let each = |value: &dyn Fn(&Slot) -> f64| slots.iter().map(value).collect();
    HistoryDay {
        offered: each(&|slot| slot.offered as f64),
        handled: each(&|slot| slot.handled as f64),
        handle_seconds: each(&|slot| seconds(slot.handle_nanos)),
        abandoned: each(&|slot| slot.abandoned as f64),
        wait_seconds: each(&|slot| seconds(slot.wait_nanos)),
    }
}

/// Nanoseconds in seconds.
pub(super) fn seconds(nanos: u128) -> f64 {
    nanos as f64 / SECOND as f64
}
