//! What a queue is to give, and the situation it is asked of.

use crate::queueing::{Patience, ServiceLevelDefinition, Station, Workload};
use crate::units::{Fraction, Rate, Seconds};

/// A share of contacts to be answered within a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LevelGoal {
    /// The share, above nothing and below all.
    pub share: Fraction,
    /// The time.
    pub within: Seconds,
}

/// Targets that hold at once; one left out is not asked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Goals {
    /// Shares to be answered in time.
    pub levels: Vec<LevelGoal>,
    /// How abandoned contacts count in them.
    pub definition: ServiceLevelDefinition,
    /// Longest mean wait of answered contacts.
    pub asa: Option<Seconds>,
    /// Largest share that gives up.
    pub max_abandon: Option<Fraction>,
    /// Largest busy share of agents' time.
    pub max_occupancy: Option<Fraction>,
}

impl Goals {
    /// The name of the definition.
    #[must_use]
    pub const fn definition_name(&self) -> &'static str {
        match self.definition {
            ServiceLevelDefinition::Offered => "offered",
            ServiceLevelDefinition::Answered => "answered",
            ServiceLevelDefinition::ExcludingShortAbandons => "excluding-short-abandons",
            ServiceLevelDefinition::Virtual => "virtual",
        }
    }

    /// Whether nothing is asked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.levels.is_empty()
            && self.asa.is_none()
            && self.max_abandon.is_none()
            && self.max_occupancy.is_none()
    }
}

/// What else a situation has.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Circumstance {
    /// Nothing: contacts wait in one queue.
    #[default]
    Plain,
    /// Telephone lines, and customers who come back.
    Lines {
        /// Contacts that are held at most, in service and waiting; `None` without a limit.
        lines: Option<u32>,
        /// Share of contacts not answered that are made again.
        redials: Fraction,
    },
    /// Agents who are kept free for calls while the others do work that can wait.
    KeptIdle(u32),
    /// The rate is not known for sure: its standard deviation ÷ its mean.
    Uncertain(f64),
    /// Handling times scatter otherwise than exponentially: their standard deviation ÷ their mean.
    Scattered(f64),
}

/// One situation that lasts.
#[derive(Debug, Clone, PartialEq)]
pub struct Situation {
    /// Contacts offered a second.
    pub rate: Rate,
    /// Contacts and handling time as they were written, where contacts are single and the digits suffice.
    pub work: Option<Workload>,
    /// How contacts are handled and how long customers wait.
    pub station: Station,
    /// What else there is.
    pub circumstance: Circumstance,
    /// Handle time of a contact that an agent has alone.
    pub aht: Seconds,
    /// People on seat, where they are given.
    pub agents: Option<u32>,
    /// What is to be given.
    pub goals: Goals,
    /// The threshold of the service level shown where no goal has one.
    pub within: Seconds,
    /// Paid time off the contacts, below all of it.
    pub shrinkage: Fraction,
}

impl Situation {
    /// Mean patience in seconds; `None` where nobody gives up.
    #[must_use]
    pub const fn patience_seconds(&self) -> Option<f64> {
        match self.station.patience {
            Patience::Infinite => None,
            Patience::Mean(mean) => Some(mean.get()),
        }
    }
}
