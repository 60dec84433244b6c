//! Demand: contacts and handle time per channel, day and slot over the horizon, and how far they may stray.
//!
//! Order of the levers: history's level and weekday, growth, events, then fresh contacts, deflection, repeats;
//! redials come where service is known (`service::desk`).

mod channel;
mod events;
mod shapes;
mod volume;

pub(super) use channel::ChannelDemand;
pub(super) use shapes::DayShape;

use super::figures::caution::Caution;
use super::horizon::Horizon;
use crate::model::{Evidence, Plan};
use rayon::prelude::*;

/// The demand of a plan.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Demand {
    /// By channel, in plan order.
    pub channels: Vec<ChannelDemand>,
    /// What a reader must know about it.
    pub cautions: Vec<Caution>,
}

/// The demand of `plan`; `baseline` tells which repeats the histories already hold.
#[must_use]
pub(super) fn demand(plan: &Plan, baseline: &Plan, evidence: &Evidence, horizon: &Horizon) -> Demand {
    let by_channel: Vec<(ChannelDemand, Vec<Caution>)> = (0..plan.channels.len())
        .into_par_iter()
        .map(|index| channel::channel_demand(&channel::Request { plan, baseline, evidence, horizon, index }))
        .collect();
    let (channels, cautions): (Vec<_>, Vec<_>) = by_channel.into_iter().unzip();
    Demand { channels, cautions: cautions.into_iter().flatten().collect() }
}
