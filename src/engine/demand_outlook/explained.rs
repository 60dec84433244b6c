//! How a figure of a plan's demand came about.

use crate::calendar::DateSpan;
use crate::engine::demand::{AccountStep, ChannelTerms, account};
use crate::model::{Evidence, Plan};
use chrono::NaiveDate;

/// The account of a channel's contacts over some days.
#[derive(Debug, Clone, PartialEq)]
pub struct Explained {
    /// The channel.
    pub channel: String,
    /// The scenario, where one was asked for.
    pub scenario: Option<String>,
    /// The days.
    pub days: DateSpan,
    /// Steps on the way, each with what the days have come to after it; the last is what is offered.
    pub steps: Vec<(AccountStep, f64)>,
    /// Contacts offered.
    pub offered: f64,
    /// Of these, answered outside.
    pub outsourced: f64,
}

/// The account of a channel of `plan` on `days`; `baseline` tells which repeats its history already holds.
#[must_use]
pub fn explained(
    plan: &Plan,
    baseline: &Plan,
    evidence: &Evidence,
    (channel, days): (usize, DateSpan),
) -> Explained {
    let dates: Vec<NaiveDate> = days.iter().collect();
    let terms = ChannelTerms { plan, baseline, evidence, days: &dates, plain_mean: false };
    let told = terms.channel(channel);
    Explained {
        channel: plan.channels[channel].name.clone(),
        scenario: None,
        days,
        steps: account(&terms, channel),
        offered: told.demand.days.iter().map(|day| day.offered).sum(),
        outsourced: told.demand.days.iter().map(|day| day.outsourced).sum(),
    }
}
