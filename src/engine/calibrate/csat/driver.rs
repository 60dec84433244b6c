//! What may move satisfaction, and what of it an answer tells.

use crate::engine::calibrate::estimate::{Estimate, Untold};
use crate::experience::{Effects, wait_term};
use crate::model::{Channel, ChannelKind, SurveyAnswer};

/// Wait of deferred work is felt in hours as that of live contacts is in minutes.
const DEFERRED_PACE: f64 = 60.0;

/// A wait in seconds as a model of satisfaction feels it, in the fit and in the projection: that of deferred work is scaled from hours
/// to minutes.
#[must_use]
pub(in crate::engine) fn felt_wait(kind: ChannelKind, seconds: f64) -> f64 {
    if kind == ChannelKind::Deferred { seconds / DEFERRED_PACE } else { seconds }
}

/// Channels that are worked off a backlog: their waits are felt in hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Deferred {
    /// Their names, whatever their case.
    pub names: Vec<String>,
    /// Whether there are no others, so that answers without a channel are of these.
    pub all: bool,
}

impl Deferred {
    /// Those of a plan's channels.
    #[must_use]
    pub fn of(channels: &[Channel]) -> Self {
        let deferred = channels.iter().filter(|channel| channel.kind == ChannelKind::Deferred);
        let names: Vec<String> = deferred.map(|channel| channel.name.clone()).collect();
        Self { all: !names.is_empty() && names.len() == channels.len(), names }
    }

    /// Whether a channel, in lower case, is one of them.
    #[must_use]
    pub fn has(&self, channel: &str) -> bool {
        self.names.iter().any(|name| name.to_lowercase() == channel)
    }
}

/// What may move satisfaction, under its key in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// Per unit of `ln(1 + wait / 60 s)`, of deferred channels `ln(1 + wait / 1 h)`.
    Wait,
    /// Solved the first time.
    Resolved,
    /// Per earlier contact.
    Repeat,
    /// Per transfer.
    Transfer,
    /// Answered by somebody in the first three months.
    Newcomer,
}

impl Driver {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Wait, Self::Resolved, Self::Repeat, Self::Transfer, Self::Newcomer];

    /// The key in `[csat]`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Resolved => "resolved",
            Self::Repeat => "repeat",
            Self::Transfer => "transfer",
            Self::Newcomer => "newcomer",
        }
    }

    /// The column of a survey.
    #[must_use]
    pub const fn column(self) -> &'static str {
        match self {
            Self::Wait => "wait_seconds",
            Self::Resolved => "resolved",
            Self::Repeat => "contacts_before",
            Self::Transfer => "transfers",
            Self::Newcomer => "tenure_months",
        }
    }

    /// Months below which an agent is a newcomer.
    const NEWCOMER_MONTHS: f64 = 3.0;

    /// Its value in an answer, the wait felt as that of a channel of this kind; `None` where it is not known, nor is a wait of no known
    /// kind.
    #[must_use]
    pub(super) fn of(self, answer: &SurveyAnswer, kind: Option<ChannelKind>) -> Option<f64> {
        let flag = |is: bool| f64::from(u8::from(is));
        match self {
            Self::Wait => Some(wait_term(felt_wait(kind?, answer.wait_seconds?))),
            Self::Resolved => answer.resolved.map(flag),
            Self::Repeat => answer.contacts_before,
            Self::Transfer => answer.transfers,
            Self::Newcomer => answer.tenure_months.map(|months| flag(months < Self::NEWCOMER_MONTHS)),
        }
    }
}

/// One coefficient on the logit of being satisfied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CsatCoefficient {
    /// What of.
    pub driver: Driver,
    /// Its value, or why there is none.
    pub estimate: Result<Estimate, Untold>,
    /// What a plan assumes where nothing is said.
    pub assumed: f64,
}

impl CsatCoefficient {
    pub(super) fn new(driver: Driver, estimate: Result<Estimate, Untold>) -> Self {
        let effects = Effects::default();
        let assumed = match driver {
            Driver::Wait => effects.wait,
            Driver::Resolved => effects.resolved,
            Driver::Repeat => effects.repeat,
            Driver::Transfer => effects.transfer,
            Driver::Newcomer => effects.newcomer,
        };
        Self { driver, estimate, assumed }
    }

    /// What a plan should state: the estimate where it is distinct from 0; 0 where it is not and the data rule out the
    /// assumption; nothing where they bear both.
    #[must_use]
    pub fn proposed(&self) -> Option<f64> {
        let estimate = self.estimate.ok()?;
        if estimate.is_distinct() {
            return Some(estimate.value);
        }
        let off = Estimate { value: estimate.value - self.assumed, ..estimate };
        off.is_distinct().then_some(0.0)
    }

    /// Whether it is distinct from 0 on the side where no cause can be: more waiting makes happier, being helped unhappier.
    #[must_use]
    pub fn is_reversed(&self) -> bool {
        self.estimate.is_ok_and(|found| found.is_distinct() && found.value * self.assumed < 0.0)
    }
}
