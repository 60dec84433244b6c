//! Demand: contacts and handle time per channel, day and slot over the horizon, and how far they may stray.
//!
//! Order of the levers: history's level and weekday, growth, events, then fresh contacts, deflection, repeats;
//! redials come where service is known (`service::desk`).

mod channel;
mod events;
mod lessons;
mod shapes;
mod unnamed;
mod volume;

pub(super) use channel::ChannelDemand;
pub(super) use shapes::DayShape;

use super::figures::caution::Caution;
use super::figures::event_uplift::EventUplift;
use super::horizon::Horizon;
use crate::model::{Evidence, Plan};
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

/// The demand of `plan`; `baseline` tells which repeats the histories already hold.
#[must_use]
pub(super) fn demand(plan: &Plan, baseline: &Plan, evidence: &Evidence, horizon: &Horizon) -> Demand {
    let by_channel: Vec<(ChannelDemand, Told)> = (0..plan.channels.len())
        .into_par_iter()
        .map(|index| channel::channel_demand(&channel::Request { plan, baseline, evidence, horizon, index }))
        .collect();
    let mut demand = Demand { channels: Vec::new(), uplifts: Vec::new(), cautions: Vec::new() };
    for (channel, told) in by_channel {
        demand.channels.push(channel);
        demand.uplifts.extend(told.uplifts);
        demand.cautions.extend(told.cautions);
    }
    demand
}

/// What is told of a channel's demand beside its figures.
struct Told {
    uplifts: Vec<EventUplift>,
    cautions: Vec<Caution>,
}
