//! The need of a live channel in one interval: fractional agents for all of its targets at once.

use crate::engine::demand::ChannelDemand;
use crate::model::{AnswerWithin, Channel, Plan};
use crate::queueing::{
    Binding, ChatDurations, Handling, Patience, ServiceLevelDefinition, Station, Targets, least_agents,
};
use crate::units::{Fraction, Rate, Seconds};
use std::sync::OnceLock;

/// What a live channel asks of its agents, apart from the interval's own rate and handle time.
#[derive(Debug)]
pub(crate) struct LiveNeed {
    targets: Targets,
    patience: Patience,
    durations: Vec<f64>,
    minimum: f64,
    /// The reference handle time of the lattice.
    aht: f64,
    /// `ln` of the agents needed, by load and handle time.
    lattice: Vec<OnceLock<f64>>,
}

/// Step of the lattice in the logarithms of load and of handle time: 10 %. Need is nearly a power of each, so that
/// straight lines between are right to a few parts in ten thousand.
const STEP: f64 = 0.1;
/// Places of load on either side of one erlang: a factor of e²⁰.
const LOADS: usize = 200;
/// Places of handle time on either side of the channel's mean: a factor of e³.
const TIMES: usize = 30;

/// Agents needed in an interval, before rounding, and which target asks for them.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Need {
    /// Agents on seat.
    pub agents: f64,
    /// The target that decides.
    pub binding: &'static str,
}

impl Need {
    /// Nobody.
    pub(crate) const NONE: Self = Self { agents: 0.0, binding: "no contacts" };
}

impl LiveNeed {
    /// The targets of a channel of a plan, with the lowest occupancy cap among the teams that serve it.
    #[must_use]
    pub(crate) fn new(plan: &Plan, index: usize, demand: &ChannelDemand) -> Self {
        let channel = &plan.channels[index];
        let caps = plan
            .teams
            .iter()
            .filter(|team| team.serves.contains(&index))
            .filter_map(|team| team.max_occupancy);
        let max_occupancy = caps.reduce(|a, b| if a < b { a } else { b });
        Self {
            targets: Targets {
                service_level: channel.service_level.map(|goal| (goal.share, clock(channel, goal.within))),
                definition: plan.settings.sl_definition,
                asa: channel.asa,
                max_abandon: channel.max_abandon,
                max_occupancy,
            },
            patience: demand.patience,
            durations: channel.concurrency.durations(1.0),
            minimum: f64::from(channel.minimum_staff),
            aht: demand.handle_time,
            lattice: (0..(2 * LOADS + 1) * (2 * TIMES + 1)).map(|_| OnceLock::new()).collect(),
        }
    }

    /// The need of an interval with so many contacts a second of so many seconds each, exactly.
    ///
    /// A target that no finite staff can meet is left to the load; the minimum staff holds in every open interval.
    pub(crate) fn at(&self, rate: f64, aht: f64) -> Need {
        let asked = self.for_targets(rate, aht).unwrap_or(Need { agents: rate * aht, binding: "load" });
        if asked.agents < self.minimum {
            Need { agents: self.minimum, binding: "minimum staff" }
        } else {
            asked
        }
    }

    /// The agents of [`LiveNeed::at`], interpolated between loads and handle times that were solved before.
    pub(crate) fn agents(&self, rate: f64, aht: f64) -> f64 {
        if rate <= 0.0 || aht <= 0.0 {
            return self.minimum;
        }
        let axis = |value: f64, reach: usize| {
            let at = (value.ln() / STEP + reach as f64).clamp(0.0, (2 * reach) as f64 - 1e-9);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "clamped to the lattice"
            )]
            (at.floor() as usize, at - at.floor())
        };
        let (load, part) = axis(rate * aht, LOADS);
        let (time, within) = axis(aht / self.aht, TIMES);
        let row = |time: usize| self.solved(load, time) * (1.0 - part) + self.solved(load + 1, time) * part;
        let log = row(time) * (1.0 - within) + if within > 0.0 { row(time + 1) * within } else { 0.0 };
        log.exp().max(self.minimum)
    }

    /// `ln` of the agents for the targets at a place of the lattice.
    fn solved(&self, load: usize, time: usize) -> f64 {
        *self.lattice[time * (2 * LOADS + 1) + load].get_or_init(|| {
            let load = ((load as f64 - LOADS as f64) * STEP).exp();
            let aht = self.aht * ((time as f64 - TIMES as f64) * STEP).exp();
            let need = self.for_targets(load / aht, aht).map_or(load, |need| need.agents);
            need.max(1e-12).ln()
        })
    }

    fn for_targets(&self, rate: f64, aht: f64) -> Option<Need> {
        let station = Station { handling: handling(&self.durations, aht)?, patience: self.patience };
        let staffing = least_agents(Rate::new(rate).ok()?, &station, &self.targets).ok()?;
        let (agents, binding) = match staffing.binding {
            Binding::ServiceLevel => (staffing.fractional, "service level"),
            Binding::Asa => (staffing.fractional, "asa"),
            Binding::Abandonment => (staffing.fractional, "abandonment"),
            Binding::Occupancy => (staffing.fractional, "occupancy"),
            Binding::Stability => (staffing.fractional, "load"),
            Binding::None if rate > 0.0 => return None,
            Binding::None => return Some(Need::NONE),
        };
        Some(Need { agents, binding })
    }
}

/// One contact at a time, or levels of chat that last `levels × aht`.
fn handling(levels: &[f64], aht: f64) -> Option<Handling> {
    if let [_] = levels {
        return Some(Handling::Single(Seconds::new(aht).ok()?));
    }
    Some(Handling::Chat(chat_durations(levels, aht)?))
}

/// Levels of chat in seconds, up to the concurrency that helps.
#[must_use]
pub(crate) fn chat_durations(levels: &[f64], aht: f64) -> Option<ChatDurations> {
    let seconds: Option<Vec<Seconds>> = levels.iter().map(|level| Seconds::new(level * aht).ok()).collect();
    ChatDurations::new(&seconds?).ok().map(|durations| durations.effective())
}

/// A goal's time by the clock; time in open hours counts as clock time while a live channel is open.
#[must_use]
pub(crate) fn clock(channel: &Channel, within: AnswerWithin) -> Seconds {
    match within {
        AnswerWithin::Clock(seconds) | AnswerWithin::WorkingHours(seconds) => seconds,
        AnswerWithin::WorkingDays(days) => {
            Seconds::new(days * channel.hours.working_day_minutes() * 60.0).unwrap_or(Seconds::ZERO)
        }
    }
}

/// The share a definition keeps below certainty; for tables that need a number.
#[must_use]
pub(crate) fn goal_share(channel: &Channel) -> Option<Fraction> {
    channel.service_level.map(|goal| goal.share)
}

/// Service level of a sum of contacts by the plan's definition; `None` without contacts.
#[must_use]
pub(crate) fn service_level(
    definition: ServiceLevelDefinition,
    contacts: f64,
    within: f64,
    abandoned: f64,
) -> Option<f64> {
    let of = match definition {
        ServiceLevelDefinition::Answered => contacts - abandoned,
        _ => contacts,
    };
    (of > 1e-9).then(|| (within / of).clamp(0.0, 1.0))
}
