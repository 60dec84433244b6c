//! What a queue does to its customers and its agents: the one record that every formula of the room answers with.

use crate::units::{Fraction, Rate, Seconds};

/// How abandoned contacts count in the service level; four different numbers for the same queue.
///
/// Source: \[Gans2003\] §2; the formulas stand in `line.rs`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ServiceLevelDefinition {
    /// Answered within the threshold ÷ all offered contacts: every abandoned contact counts against.
    #[default]
    Offered,
    /// Answered within the threshold ÷ answered contacts: abandoned contacts do not count.
    Answered,
    /// Answered within the threshold ÷ (offered − given up although the turn would have come within the threshold).
    ExcludingShortAbandons,
    /// Share of customers who would be answered within the threshold if they never gave up.
    Virtual,
}

/// The situation that a station is asked about.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// Contacts offered a second, `λ`.
    pub rate: Rate,
    /// People on seat.
    pub agents: u32,
    /// The service level's threshold, `t`; a contact answered exactly then counts as in time.
    pub answer_within: Seconds,
    /// How abandoned contacts count in the service level.
    pub definition: ServiceLevelDefinition,
}

/// Steady state of a queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QueueMetrics {
    /// Share of contacts that find no one free.
    pub p_wait: Fraction,
    /// Share answered within the threshold, by the definition that was asked.
    pub service_level: Fraction,
    /// Mean wait of answered contacts, zero waits included; `None` when no contact is answered.
    pub asa: Option<Seconds>,
    /// Mean wait of all contacts, whether answered or abandoned.
    pub mean_wait_all: Seconds,
    /// Share of contacts that give up.
    pub p_abandon: Fraction,
    /// Busy ÷ available time; of chat, slots in use ÷ slots.
    pub occupancy: Fraction,
    /// Mean number of contacts waiting.
    pub mean_queue: f64,
}

impl QueueMetrics {
    /// The queue that nobody comes to: no wait, and every target vacuously met.
    pub(super) const IDLE: Self = Self {
        p_wait: Fraction::ZERO,
        service_level: Fraction::ONE,
        asa: Some(Seconds::ZERO),
        mean_wait_all: Seconds::ZERO,
        p_abandon: Fraction::ZERO,
        occupancy: Fraction::ZERO,
        mean_queue: 0.0,
    };
}

/// The wait nearest to a computed number: noise below zero is cut off, and what exceeds the range of a duration
/// becomes its largest value.
pub(super) fn wait(seconds: f64) -> Seconds {
    const LONGEST: f64 = 3.2e11;
    Seconds::new(seconds.clamp(0.0, LONGEST)).unwrap_or(Seconds::ZERO)
}
