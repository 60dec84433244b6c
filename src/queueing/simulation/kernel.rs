//! Contacts through a changing staff, first come first served: one record a contact, no randomness inside.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `T_k` | `arrivals` | moments of arrival |
//! | `S_k` | `handling` | handling times |
//! | `R_k` | `patience` | how long each would wait |
//! | `min V` | `Team::free` | the first moment at which somebody is free |

use super::seats::{Change, LATEST, SeatSchedule, lot, up_to};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// What becomes of one contact. Moments in seconds from the opening.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Contact {
    /// When it arrives.
    pub arrival: f64,
    /// When its turn comes, or would have come had it not given up; `None` when nobody ever comes.
    pub turn: Option<f64>,
    /// How it ends.
    pub fate: Fate,
}

/// How a contact ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate {
    /// Answered at its turn.
    Answered {
        /// When it is finished.
        end: f64,
        /// Until when its agent counts as on seat: `end`, or the drop in staff at which the agent is due to leave.
        seated: f64,
    },
    /// Gave up.
    GaveUp {
        /// When.
        at: f64,
    },
    /// Waits for ever: endless patience, and nobody ever comes.
    Left,
}

impl Contact {
    /// Whether it found nobody free.
    #[must_use]
    pub fn waited(&self) -> bool {
        self.turn.is_none_or(|turn| turn > self.arrival)
    }

    /// Whether it was answered within so many seconds; exactly then counts.
    #[must_use]
    pub fn within(&self, seconds: f64) -> bool {
        matches!(self.fate, Fate::Answered { .. })
            && self.turn.is_some_and(|turn| turn - self.arrival <= seconds)
    }
}

/// What becomes of contacts that arrive at `arrivals`, take `handling` and wait as long as `patience` at most.
///
/// The recursion of Kiefer and Wolfowitz with abandonment: a contact's turn comes at `max(T, min V)`, `V` the moments at
/// which people become free; it gives up when that is more than its patience after its arrival, and then takes nobody's
/// time. Staff change by the exhaustive rule; at a drop busy people leave by lot, after the contact in hand.
///
/// One record per contact, in order; the shortest of the three lists decides how many. Seconds from the opening; patience
/// may be infinite. Domain: any numbers; an arrival before its predecessor counts as simultaneous, what is negative or not
/// a number as zero, more than 1e100 as that.
/// Source: \[Kiefer1955\], \[Ingolfsson2007\] (staff changes).
///
/// ```
/// # use staffplan::queueing::simulation::{Fate, SeatSchedule, simulate};
/// // One agent: the second contact waits for the first, the third gives up and leaves no trace on the fourth.
/// let patience = [f64::INFINITY, f64::INFINITY, 1.0, f64::INFINITY];
/// let contacts =
///     simulate(&[0.0, 1.0, 2.0, 3.0], &[10.0; 4], &patience, &SeatSchedule::new([(0.0, 1)]));
/// assert_eq!([0, 1, 2, 3].map(|k: usize| contacts[k].turn), [0.0, 10.0, 20.0, 20.0].map(Some));
/// assert_eq!(contacts[2].fate, Fate::GaveUp { at: 3.0 });
/// ```
#[must_use]
pub fn simulate(arrivals: &[f64], handling: &[f64], patience: &[f64], seats: &SeatSchedule) -> Vec<Contact> {
    let mut contacts: Vec<Contact> = Vec::with_capacity(arrivals.len());
    let mut team = Team { people: BinaryHeap::new(), most: arrivals.len() };
    let mut changes = seats.changes().iter().peekable();
    let mut last = 0.0_f64;
    for (k, ((&arrival, &handling), &patience)) in arrivals.iter().zip(handling).zip(patience).enumerate() {
        let (arrival, handling) = (up_to(LATEST, arrival).max(last), up_to(LATEST, handling));
        let patience = patience.max(0.0);
        last = arrival;
        let turn = loop {
            let turn = team.free().map(|free| free.max(arrival));
            match changes.next_if(|change| turn.is_none_or(|turn| change.at <= turn)) {
                Some(change) => team.change(change, &mut contacts),
                None => break turn,
            }
        };
        let fate = match turn {
            Some(turn) if turn - arrival <= patience => {
                let end = turn + handling;
                team.take(k, end);
                Fate::Answered { end, seated: end }
            }
            _ if patience < f64::INFINITY => Fate::GaveUp { at: arrival + patience },
            _ => Fate::Left,
        };
        contacts.push(Contact { arrival, turn, fate });
    }
    changes.for_each(|change| team.change(change, &mut contacts));
    contacts
}

/// The people on seat: when each is free, and after which contact.
struct Team {
    people: BinaryHeap<Reverse<(u64, Option<usize>)>>,
    /// More people than contacts are never needed; who is beyond that would only be idle.
    most: usize,
}

impl Team {
    /// Bits of a time that is not negative sort as the time does.
    fn free(&self) -> Option<f64> {
        self.people.peek().map(|Reverse((free, _))| f64::from_bits(*free))
    }

    fn take(&mut self, contact: usize, end: f64) {
        self.people.pop();
        self.people.push(Reverse((end.to_bits(), Some(contact))));
    }

    fn change(&mut self, change: &Change, contacts: &mut [Contact]) {
        let seats = usize::try_from(change.seats).map_or(self.most, |seats| seats.min(self.most));
        for _ in self.people.len()..seats {
            self.people.push(Reverse((change.at.to_bits(), None)));
        }
        if seats < self.people.len() {
            let mut people: Vec<_> = std::mem::take(&mut self.people).into_vec();
            people.sort_by_key(|&Reverse((free, _))| lot(change.at, f64::from_bits(free)));
            let kept = people.split_off(people.len() - seats);
            for Reverse((_, contact)) in people {
                if let Some(Fate::Answered { seated, .. }) = contact.map(|k| &mut contacts[k].fate) {
                    *seated = seated.min(change.at);
                }
            }
            self.people = kept.into();
        }
    }
}
