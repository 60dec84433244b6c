//! A kind of contact, its customers, and the load it brings.

use super::workload::Workload;
use crate::queueing::metrics::{QueueMetrics, Setting};
use crate::queueing::patience::Patience;
use crate::queueing::steady::chat::{self, ChatDurations};
use crate::queueing::steady::erlang_a;
use crate::queueing::steady::erlang_c::Crew;
use crate::units::{Erlangs, Rate, Seconds};

/// How contacts are handled.
#[derive(Debug, Clone, PartialEq)]
pub enum Handling {
    /// One contact at a time, with this mean handling time.
    Single(Seconds),
    /// Several chats at once.
    Chat(ChatDurations),
}

/// A kind of contact and its customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// How contacts are handled.
    pub handling: Handling,
    /// How long customers wait.
    pub patience: Patience,
}

impl Station {
    /// Steady state of this station; `None` when there is none (infinite patience, too few agents).
    ///
    /// Chat uses the concurrency that helps ([`ChatDurations::effective`]).
    #[must_use]
    pub fn metrics(&self, setting: &Setting) -> Option<QueueMetrics> {
        match &self.handling {
            Handling::Single(aht) => erlang_a::metrics(*aht, self.patience, setting),
            Handling::Chat(durations) => chat::metrics(&durations.effective(), self.patience, setting),
        }
    }

    /// Agents that a load keeps busy on average; of chat, at full concurrency.
    pub(super) fn load(&self, rate: Rate) -> f64 {
        match &self.handling {
            Handling::Single(aht) => (rate * *aht).get(),
            Handling::Chat(durations) => rate.get() / durations.effective().top_rate(),
        }
    }
}

/// The load of single contacts, as exactly as it is known.
#[derive(Debug, Clone, Copy)]
pub(super) enum Offered<'a> {
    /// As a number of erlangs.
    Load(Erlangs),
    /// As a rate and a handling time, whose product is rounded.
    Rated(Rate, Seconds),
    /// In decimals.
    Exact(&'a Workload),
}

impl Offered<'_> {
    #[inline]
    pub(super) fn load(self) -> f64 {
        match self {
            Self::Load(load) => load.get(),
            Self::Rated(rate, aht) => (rate * aht).get(),
            Self::Exact(work) => work.load().get(),
        }
    }

    /// So many agents for it.
    pub(super) fn crew(self, agents: u32) -> Crew {
        match self {
            Self::Load(load) => Crew::new(load, agents),
            Self::Rated(rate, aht) => Crew::of_rate(rate, aht, agents),
            Self::Exact(work) => work.crew(agents),
        }
    }

    /// `N − A`, rounded once.
    #[inline]
    pub(super) fn spare(self, agents: u32) -> f64 {
        let n = f64::from(agents);
        match self {
            Self::Load(load) => n - load.get(),
            Self::Rated(rate, aht) => (-rate.get()).mul_add(aht.get(), n),
            Self::Exact(work) => work.spare(agents),
        }
    }
}
