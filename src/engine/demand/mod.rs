//! Demand: contacts and handle time per channel, day and slot over the horizon, and how far they may stray.
//!
//! Order of the levers: what the history leads to expect of the day, growth, events, then fresh contacts, deflection, repeats;
//! redials come where service is known (`service::desk`).

mod account;
mod cautions;
mod channel;
mod events;
mod handle_time;
mod learnt;
mod lessons;
mod ordinary;
mod shapes;
mod unnamed;
mod volume;

pub use account::AccountStep;
pub(super) use account::{Account, account};
pub(super) use channel::{ChannelDemand, DayDemand, Told};
pub(super) use learnt::Learnt;
pub(super) use ordinary::LEAST_FOR_MEAN;
pub use ordinary::{Member, Part};
pub(super) use shapes::DayShape;

use super::figures::caution::Caution;
use super::figures::event_uplift::EventUplift;
use crate::model::{Evidence, Plan};
use channel::{Request, channel_demand};
use chrono::NaiveDate;
use rayon::prelude::*;

/// The demand of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    /// By channel, in plan order.
    pub channels: Vec<ChannelDemand>,
    /// What events do to it, by channel and event.
    pub uplifts: Vec<EventUplift>,
    /// What a reader must know about it.
    pub cautions: Vec<Caution>,
}

/// A channel of a plan, and the terms of its demand.
#[derive(Clone, Copy)]
pub(super) struct ChannelTerms<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The plan that tells which repeats the histories already hold.
    pub baseline: &'a Plan,
    /// What was observed.
    pub evidence: &'a Evidence,
    /// The days wanted, in order.
    pub days: &'a [NaiveDate],
    /// Whether the mean of a few days will do where they are too few to learn from.
    pub plain_mean: bool,
}

impl<'a> ChannelTerms<'a> {
    fn request(&self, index: usize) -> Request<'a> {
        let &Self { plan, baseline, evidence, days, plain_mean } = self;
        Request { plan, baseline, evidence, days, index, plain_mean }
    }

    /// The demand of one channel, and what it rests on.
    pub(super) fn channel(&self, index: usize) -> Told {
        channel_demand(&self.request(index))
    }
}

/// The demand of `plan` on `days`; `baseline` tells which repeats the histories already hold.
#[must_use]
pub(super) fn demand(plan: &Plan, baseline: &Plan, evidence: &Evidence, days: &[NaiveDate]) -> Demand {
    let terms = ChannelTerms { plan, baseline, evidence, days, plain_mean: false };
    let by_channel: Vec<Told> =
        (0..plan.channels.len()).into_par_iter().map(|index| terms.channel(index)).collect();
    let mut demand = Demand { channels: Vec::new(), uplifts: Vec::new(), cautions: Vec::new() };
    for told in by_channel {
        demand.channels.push(told.demand);
        demand.uplifts.extend(told.uplifts);
        demand.cautions.extend(told.cautions);
    }
    demand
}
