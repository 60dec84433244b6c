//! Dated events that lift or lower demand.

use crate::calendar::DateSpan;
use crate::forecasting::{EventPhase, Occurrence};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// `[event.X]`: occurrences in the past (learnt from) and in the future (applied).
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name in the plan.
    pub name: String,
    /// What it is; outages and the day after leave the estimation.
    pub kind: EventKind,
    /// When it was and will be, in order.
    pub occurrences: Vec<DateSpan>,
    /// One date an occurrence, aligned with each other (New Year's Day); the first day unless given.
    pub anchors: Vec<NaiveDate>,
    /// How much it lifts demand.
    pub uplift: Uplift,
    /// Days before an occurrence that it already touches.
    pub lead_days: u32,
    /// Days after an occurrence that it still touches.
    pub tail_days: u32,
    /// Shape of its days.
    pub profile: EventProfile,
}

impl Event {
    /// Its occurrences, past and to come, with what they reach.
    pub fn reach(&self) -> impl Iterator<Item = Occurrence> + '_ {
        let &Self { lead_days, tail_days, .. } = self;
        let dated = self.occurrences.iter().zip(&self.anchors);
        dated.map(move |(&span, &anchor)| Occurrence { span, anchor, lead_days, tail_days })
    }

    /// The place of a date in the event; a day of one occurrence comes before the lead or tail of another.
    #[must_use]
    pub fn phase(&self, date: NaiveDate) -> Option<EventPhase> {
        let phases = self.reach().filter_map(|occurrence| occurrence.phase(date));
        phases.min_by_key(|phase| !matches!(phase, EventPhase::During(_)))
    }

    /// Whether any of its days, lead and tail included, lies in a span.
    #[must_use]
    pub fn falls_into(&self, span: DateSpan) -> bool {
        self.occurrences.iter().any(|occurrence| {
            let until_first = (occurrence.first - span.last).num_days();
            let since_last = (span.first - occurrence.last).num_days();
            until_first <= i64::from(self.lead_days) && since_last <= i64::from(self.tail_days)
        })
    }

    /// Whether a past day says nothing of ordinary days: any day of the event, and the day after an outage, when
    /// what failed is made up for.
    #[must_use]
    pub fn colours(&self, date: NaiveDate) -> bool {
        let tail_days = if self.kind == EventKind::Outage { self.tail_days.max(1) } else { self.tail_days };
        self.reach().any(|occurrence| Occurrence { tail_days, ..occurrence }.phase(date).is_some())
    }

    /// Whether it can change contacts of a channel: a table by channel that leaves it out says that it does not. An
    /// outage may always.
    #[must_use]
    pub fn concerns(&self, channel: usize) -> bool {
        match &self.uplift {
            Uplift::ByChannel(uplifts) => self.kind == EventKind::Outage || uplifts.contains_key(&channel),
            Uplift::Learnt | Uplift::All(_) => true,
        }
    }
}

/// The kinds of event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventKind {
    /// A sale.
    #[default]
    Promotion,
    /// A holiday season.
    Holiday,
    /// A failure.
    Outage,
    /// A mailing, a launch.
    Campaign,
}

/// The factor of an event on demand is 1 + uplift.
#[derive(Debug, Clone, PartialEq)]
pub enum Uplift {
    /// By day offset and channel from past occurrences in the history.
    Learnt,
    /// The same for every channel (1.2 is +120 %).
    All(f64),
    /// By channel index; a channel left out has none.
    ByChannel(BTreeMap<usize, f64>),
}

/// Shape of an event's days.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventProfile {
    /// The weekday's own.
    #[default]
    Normal,
    /// Learnt from past occurrences.
    Own,
}
