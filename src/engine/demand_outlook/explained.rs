//! How a figure of a plan's demand came about.

use super::clock::on_the_clock;
use crate::calendar::{ClockChange, DateSpan};
use crate::engine::demand::{Account, AccountStep, ChannelTerms, DayDemand, account};
use crate::model::{ChannelKind, Evidence, Plan};
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

/// The account of a channel of `plan` on `days`; `baseline` tells which repeats its history already holds, `changes` are those
/// of the clocks.
#[must_use]
pub fn explained(
    (plan, baseline): (&Plan, &Plan),
    evidence: &Evidence,
    (channel, days): (usize, DateSpan),
    changes: &[ClockChange],
) -> Explained {
    let dates: Vec<NaiveDate> = days.iter().collect();
    let terms = ChannelTerms { plan, baseline, evidence, days: &dates, plain_mean: false };
    let Account { mut steps, days: told, shapes } = account(&terms, channel);
    let everywhere = plan.channels[channel].kind == ChannelKind::Deferred;
    let part = |(&date, day): (&NaiveDate, &DayDemand)| {
        let shape = day.shape.map(|shape| &shapes[shape]);
        shape.map_or(1.0, |shape| on_the_clock(date, shape, (plan.settings.grid, everywhere), changes))
    };
    let parts: Vec<f64> = dates.iter().zip(&told).map(part).collect();
    let sum = |of: fn(&DayDemand) -> f64| {
        told.iter().zip(&parts).fold(0.0, |sum, (day, part)| sum + of(day) * part)
    };
    let offered = sum(|day| day.offered);
    if parts.iter().any(|part| (part - 1.0).abs() > 0.0) {
        steps.push((AccountStep::Clocks, offered));
    }
    Explained {
        channel: plan.channels[channel].name.clone(),
        scenario: None,
        days,
        steps,
        offered,
        outsourced: sum(|day| day.outsourced),
    }
}
