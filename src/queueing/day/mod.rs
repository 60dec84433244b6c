//! A channel's day and what becomes of its contacts: the question and the answer that every method of following a day
//! shares, exact ([`transient`](super::transient)), fast ([`carry_over`](super::carry_over)) or simulated.
//!
//! | part | noun |
//! |---|---|
//! | `regime` | the constant rates of one slot |
//! | `outlook` | the staff that an arrival will meet |
//! | `wait_law` | answered contacts by their wait |

mod outlook;
mod regime;
mod wait_law;

pub(super) use outlook::{Outlook, Waits};
pub(super) use regime::{Reach, Regime};
pub use wait_law::WaitLaw;

use crate::queueing::metrics::ServiceLevelDefinition;
use crate::queueing::patience::Patience;
use crate::queueing::steady::chat::ChatDurations;
use crate::units::{Fraction, Seconds};

/// One interval of a channel's day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slot {
    /// Length, seconds; a slot without length is passed over.
    pub seconds: f64,
    /// Expected contacts, spread evenly.
    pub arrivals: f64,
    /// People on seat.
    pub servers: u32,
    /// Contacts a second that one busy server finishes; of chat, one occupied slot of a full agent.
    pub service: f64,
}

/// What stays the same through the day.
#[derive(Debug, Clone, PartialEq)]
pub struct DayStation {
    /// How long customers wait.
    pub patience: Patience,
    /// The service level's threshold.
    pub answer_within: Seconds,
    /// Chat: each of the servers has as many slots as there are levels; below saturation the durations give the speed
    /// relative to a full agent's, [`Slot::service`].
    pub levels: Option<ChatDurations>,
    /// `within` counts the contacts whose turn would come within the threshold if they never gave up (the virtual service
    /// level), instead of those answered.
    pub turns: bool,
}

/// What the contacts that arrive in one slot get, and what its staff do.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SlotService {
    /// Contacts offered.
    pub contacts: f64,
    /// Of these, answered within the threshold (also where that moment lies in a later slot).
    pub within: f64,
    /// Of these, given up, whenever that happens.
    pub abandoned: f64,
    /// Of these, those that find everyone busy.
    pub waited: f64,
    /// Mean number of contacts waiting × seconds within the slot.
    pub queue_seconds: f64,
    /// Mean busy people × seconds within the slot; of chat, slots in use ÷ levels.
    pub busy_seconds: f64,
    /// Of these contacts, those answered, by their wait.
    pub waits: WaitLaw,
    /// Mean number of contacts waiting at the end of the slot.
    pub queue_end: f64,
}

impl SlotService {
    /// Service level by a definition; `None` without contacts.
    ///
    /// `turns` is the same slot followed with [`DayStation::turns`]: the virtual service level and the one without short
    /// abandons ask how many turns come in time, whether or not the customer is still there.
    #[must_use]
    pub fn level(&self, definition: ServiceLevelDefinition, turns: Option<&Self>) -> Option<Fraction> {
        let (answered, counted) = self.counted(definition, turns);
        (self.contacts > 0.0)
            .then(|| if counted > 0.0 { Fraction::clamped(answered / counted) } else { Fraction::ZERO })
    }

    /// Contacts answered in time, and those that count, by a definition: the two sides of [`SlotService::level`].
    #[must_use]
    pub fn counted(&self, definition: ServiceLevelDefinition, turns: Option<&Self>) -> (f64, f64) {
        let turns = turns.map_or(self.within, |slot| slot.within);
        match definition {
            ServiceLevelDefinition::Offered => (self.within, self.contacts),
            ServiceLevelDefinition::Answered => (self.within, self.contacts - self.abandoned),
            ServiceLevelDefinition::Virtual => (turns, self.contacts),
            // Those who gave up although their turn would have come in time do not count.
            ServiceLevelDefinition::ExcludingShortAbandons => {
                (self.within, self.contacts - (turns - self.within).max(0.0))
            }
        }
    }

    /// Goes on with the next slot: everything sums up, but the queue at the end, which is the next slot's.
    pub fn go_on(&mut self, next: &Self) {
        self.contacts += next.contacts;
        self.within += next.within;
        self.abandoned += next.abandoned;
        self.waited += next.waited;
        self.queue_seconds += next.queue_seconds;
        self.busy_seconds += next.busy_seconds;
        self.queue_end = next.queue_end;
        for (sum, contacts) in self.waits.contacts.iter_mut().zip(next.waits.contacts) {
            *sum += contacts;
        }
    }
}

/// A day that is followed again when its staff change, for searches that change them often.
pub trait Followed {
    /// What the slots' contacts get now.
    fn served(&self) -> &[SlotService];

    /// Puts so many people on seat in a slot. What is followed again is shown to `enough`, slot by slot; where it says
    /// yes, the day is left half followed, for the change to be undone.
    fn staff(&mut self, slot: usize, servers: u32, enough: &mut dyn FnMut(usize, &SlotService) -> bool);

    /// Takes the last change back.
    fn undo(&mut self);
}

/// A day that any function of its slots follows, whole after every change.
#[derive(Debug)]
pub struct Whole<F> {
    slots: Vec<Slot>,
    follow: F,
    served: Vec<SlotService>,
    before: Option<(usize, u32, Vec<SlotService>)>,
}

impl<F: Fn(&[Slot]) -> Vec<SlotService>> Whole<F> {
    /// Follows a day.
    #[must_use]
    pub fn new(slots: &[Slot], follow: F) -> Self {
        let served = follow(slots);
        Self { slots: slots.to_vec(), follow, served, before: None }
    }
}

impl<F: Fn(&[Slot]) -> Vec<SlotService>> Followed for Whole<F> {
    fn served(&self) -> &[SlotService] {
        &self.served
    }

    fn staff(&mut self, slot: usize, servers: u32, enough: &mut dyn FnMut(usize, &SlotService) -> bool) {
        let old = std::mem::replace(&mut self.slots[slot].servers, servers);
        let served = std::mem::replace(&mut self.served, (self.follow)(&self.slots));
        self.before = Some((slot, old, served));
        let _ = self.served.iter().enumerate().any(|(slot, served)| enough(slot, served));
    }

    fn undo(&mut self) {
        if let Some((slot, servers, served)) = self.before.take() {
            self.slots[slot].servers = servers;
            self.served = served;
        }
    }
}
