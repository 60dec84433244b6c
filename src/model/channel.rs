//! A channel: how contacts arrive, wait and are handled, and what is promised to them.

use super::Monthly;
use crate::calendar::{Month, WeekHours};
use crate::queueing::Patience;
use crate::units::{Fraction, Seconds};
use std::collections::BTreeMap;

/// `[channel.X]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Channel {
    /// Its name in the plan.
    pub name: String,
    /// Waits in a queue now, or is worked off a dated backlog.
    pub kind: ChannelKind,
    /// When it is answered.
    pub hours: WeekHours,
    /// Which of [`Evidence::histories`](super::Evidence) it learns from.
    pub history: Option<usize>,
    /// Stated contacts by month, where there is no history.
    pub volume: BTreeMap<Month, f64>,
    /// The channel whose daily and weekly shape a stated volume takes.
    pub profile_of: Option<usize>,
    /// Mean duration by one fully proficient agent, one contact at a time; `None`: learnt.
    pub handle_time: Option<Seconds>,
    /// Contacts that one agent holds at once.
    pub concurrency: Concurrency,
    /// `None`: learnt from waits and abandonments, else infinite.
    pub patience: Option<Patience>,
    /// Of those who give up, the share that returns the same day.
    pub redial: Fraction,
    /// Share of contacts answered within a time.
    pub service_level: Option<ServiceLevelGoal>,
    /// Mean wait of answered contacts, at most.
    pub asa: Option<Seconds>,
    /// Share that gives up, at most.
    pub max_abandon: Option<Fraction>,
    /// Agents in every open interval, whatever the need.
    pub minimum_staff: u32,
    /// Growth a month (0.015 is +1.5 %), compounding from the month before the start; `None`: learnt.
    pub growth_per_month: Option<f64>,
    /// Share of fresh contacts answered before a person is asked, new since the history.
    pub deflection: Monthly<Fraction>,
    /// Share solved the first time; `None`: learnt or not modelled.
    pub first_contact_resolution: Option<Fraction>,
    /// Share of the unresolved that come back.
    pub recontact: Option<Fraction>,
    /// Deferred only: contacts waiting at the start, served first, not in the share.
    pub opening_backlog: u32,
}

/// How a channel is worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChannelKind {
    /// A customer waits in a queue now.
    #[default]
    Live,
    /// Worked off a dated backlog, first in, first out.
    Deferred,
}

/// How many contacts an agent holds at once, and what that does to their duration.
#[derive(Debug, Clone, PartialEq)]
pub enum Concurrency {
    /// So many at once, each as long as alone; 1 is an ordinary channel.
    Same(u32),
    /// Duration of a contact when its agent holds 1, 2, 3 … of them.
    ByLevel(Vec<Seconds>),
}

impl Concurrency {
    /// The most contacts an agent holds at once.
    #[must_use]
    pub fn most(&self) -> u32 {
        match self {
            Self::Same(most) => *most,
            Self::ByLevel(levels) => u32::try_from(levels.len()).unwrap_or(u32::MAX),
        }
    }

    /// Durations by level in seconds, scaled so that level 1 lasts `handle_time`.
    #[must_use]
    pub fn durations(&self, handle_time: f64) -> Vec<f64> {
        match self {
            Self::Same(most) => vec![handle_time; *most as usize],
            Self::ByLevel(levels) => {
                let alone = levels.first().map_or(handle_time, |first| first.get());
                levels.iter().map(|level| level.get() / alone * handle_time).collect()
            }
        }
    }
}

/// "95% in 5 min".
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ServiceLevelGoal {
    /// The share, below 1 for live channels.
    pub share: Fraction,
    /// The time.
    pub within: AnswerWithin,
}

/// The time within which a contact is to be answered.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AnswerWithin {
    /// By the clock on the wall.
    Clock(Seconds),
    /// Counted in open hours.
    WorkingHours(Seconds),
    /// Counted in days of open hours.
    WorkingDays(f64),
}
