//! The fewest agents that meet all targets.

use crate::queueing::metrics::{QueueMetrics, ServiceLevelDefinition, Setting};
use crate::queueing::patience::Patience;
use crate::queueing::steady::chat::{self, ChatDurations};
use crate::queueing::steady::erlang_a;
use crate::queueing::whole::whole_agents;
use crate::units::{Fraction, Rate, Seconds};

/// Relative rounding forgiven where a load is divided by an occupancy: 22.1 / 0.85 is 26, not 27.
const SLACK: f64 = 1e-9;
/// No station has more agents than this.
const MOST_AGENTS: u32 = 2_000_000_000;

/// What the queue must give; a target left out is not asked.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Targets {
    /// Share to be answered, and within which time.
    pub service_level: Option<(Fraction, Seconds)>,
    /// How abandoned contacts count in the service level.
    pub definition: ServiceLevelDefinition,
    /// Longest mean wait of answered contacts.
    pub asa: Option<Seconds>,
    /// Largest share of contacts that give up.
    pub max_abandon: Option<Fraction>,
    /// Largest share of time that agents are busy (of chat: that slots are in use).
    pub max_occupancy: Option<Fraction>,
}

/// How contacts are handled.
#[derive(Debug, Clone, PartialEq)]
pub enum Handling {
    /// One contact at a time, with this mean handling time.
    Single(Seconds),
    /// Several chats at once.
    Chat(ChatDurations),
}

/// A kind of contact and its customers.
#[derive(Debug, Clone, PartialEq)]
pub struct Station {
    /// How contacts are handled.
    pub handling: Handling,
    /// How long customers wait.
    pub patience: Patience,
}

/// The requirement that decides the number of agents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// The service level.
    ServiceLevel,
    /// The mean wait.
    Asa,
    /// The share that give up.
    Abandonment,
    /// The occupancy cap.
    Occupancy,
    /// That the queue does not grow without bound.
    Stability,
    /// Nothing: there are no contacts, or no target asks for anyone.
    None,
}

/// The fewest agents, and what they give.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Staffing {
    /// Fewest whole agents that meet every target.
    pub agents: u32,
    /// The need before rounding up, where needs of several channels are summed: the binding target's metric between
    /// `agents − 1` and `agents`, interpolated on a scale on which it is nearly straight. An occupancy cap of single
    /// contacts without abandonment needs exactly load ÷ cap.
    pub fractional: f64,
    /// What decides.
    pub binding: Binding,
    /// Steady state with `agents`.
    pub metrics: QueueMetrics,
}

/// Why no number of agents will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unreachable {
    /// A share of exactly 100% answered in time, no wait at all, nobody giving up or no busy time at all.
    #[error("no finite number of agents makes this certain")]
    Certainty(Binding),
    /// More than two thousand million agents.
    #[error("more than 2000000000 agents would be needed")]
    TooMany,
}

impl Station {
    /// Steady state of this station; `None` when there is none (infinite patience, too few agents).
    ///
    /// Chat uses the concurrency that helps ([`ChatDurations::effective`]).
    #[must_use]
    pub fn metrics(&self, setting: &Setting) -> Option<QueueMetrics> {
        match &self.handling {
            Handling::Single(aht) => erlang_a::metrics(*aht, self.patience, setting),
            Handling::Chat(durations) => chat::metrics(&durations.effective(), self.patience, setting),
        }
    }

    /// Agents that a load keeps busy on average; of chat, at full concurrency.
    fn load(&self, rate: Rate) -> f64 {
        match &self.handling {
            Handling::Single(aht) => (rate * *aht).get(),
            Handling::Chat(durations) => rate.get() / durations.effective().top_rate(),
        }
    }
}

/// One target, with all that is asked of it.
#[derive(Debug, Clone, Copy)]
struct Target {
    binding: Binding,
    limit: f64,
}

/// The search for one target after another.
struct Search<'a> {
    station: &'a Station,
    rate: Rate,
    answer_within: Seconds,
    definition: ServiceLevelDefinition,
    load: f64,
}

/// The fewest whole agents that meet all targets, what binds, and the need before rounding.
///
/// Minimal by construction: the agents found meet every target and one fewer does not; with abandonment the search
/// also looks below the load. No contacts need nobody.
/// Assumption: steady state; every metric improves with each agent more.
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let station = Station {
///     handling: Handling::Single(Seconds::new(300.0).unwrap()),
///     patience: Patience::Infinite,
/// };
/// let half = Targets { max_occupancy: Some(Fraction::new(0.5).unwrap()), ..Targets::default() };
/// // Half busy: twice the load.
/// let staffing = least_agents(Rate::new(0.1).unwrap(), &station, &half).unwrap();
/// assert_eq!(staffing.agents, 60);
/// ```
pub fn least_agents(rate: Rate, station: &Station, targets: &Targets) -> Result<Staffing, Unreachable> {
    let load = station.load(rate);
    if load <= 0.0 {
        let metrics = QueueMetrics::IDLE;
        return Ok(Staffing { agents: 0, fractional: 0.0, binding: Binding::None, metrics });
    }
    let (share, answer_within) = targets.service_level.unwrap_or((Fraction::ZERO, Seconds::ZERO));
    let search = Search { station, rate, answer_within, definition: targets.definition, load };
    let asked = [
        targets.service_level.map(|_| Target { binding: Binding::ServiceLevel, limit: share.get() }),
        targets.asa.map(|asa| Target { binding: Binding::Asa, limit: asa.get() }),
        targets.max_abandon.map(|most| Target { binding: Binding::Abandonment, limit: most.get() }),
        targets.max_occupancy.map(|most| Target { binding: Binding::Occupancy, limit: most.get() }),
    ];
    let (mut agents, mut fractional, mut binding) = search.stable();
    for target in asked.into_iter().flatten() {
        let least = search.least(target)?;
        let need = search.fractional(target, least);
        if least > agents || (least == agents && need > fractional) {
            (agents, fractional, binding) = (least, need, target.binding);
        }
    }
    let metrics = search.at(agents).ok_or(Unreachable::TooMany)?;
    Ok(Staffing { agents, fractional, binding, metrics })
}

impl Search<'_> {
    fn at(&self, agents: u32) -> Option<QueueMetrics> {
        let &Search { rate, answer_within, definition, .. } = self;
        self.station.metrics(&Setting { rate, agents, answer_within, definition })
    }

    /// The agents that any steady state needs: none with abandonment.
    fn stable(&self) -> (u32, f64, Binding) {
        if self.station.patience != Patience::Infinite {
            return (0, 0.0, Binding::None);
        }
        let mut agents = whole_agents(self.load.floor());
        while agents < MOST_AGENTS && self.at(agents).is_none() {
            agents += 1;
        }
        (agents, self.load, Binding::Stability)
    }

    /// Fewest agents for one target: gallop up from the load or down from it, then bisect.
    fn least(&self, target: Target) -> Result<u32, Unreachable> {
        self.refuse_certainty(target)?;
        if let Some(need) = self.by_occupancy(target) {
            let agents = (need * (1.0 - SLACK)).ceil();
            return if agents <= f64::from(MOST_AGENTS) {
                Ok(whole_agents(agents))
            } else {
                Err(Unreachable::TooMany)
            };
        }
        // Invariant of the bisection: `low` misses, `high` meets.
        let (mut low, mut high, mut step) = (0, whole_agents(self.load.floor()), 1);
        if self.meets(target, 0) {
            return Ok(0);
        }
        while !self.meets(target, high) {
            low = high;
            if high == MOST_AGENTS {
                return Err(Unreachable::TooMany);
            }
            high = high.saturating_add(step).min(MOST_AGENTS);
            step = step.saturating_mul(2);
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            if self.meets(target, middle) { high = middle } else { low = middle }
        }
        Ok(high)
    }

    /// The need of an occupancy cap where nobody gives up and contacts are single: load ÷ cap, in closed form.
    fn by_occupancy(&self, target: Target) -> Option<f64> {
        let closed = target.binding == Binding::Occupancy
            && self.station.patience == Patience::Infinite
            && matches!(self.station.handling, Handling::Single(_));
        closed.then(|| self.load / target.limit)
    }

    /// Targets that only infinitely many agents could meet.
    fn refuse_certainty(&self, target: Target) -> Result<(), Unreachable> {
        let certain = match target.binding {
            Binding::ServiceLevel => target.limit >= 1.0,
            Binding::Abandonment => target.limit <= 0.0 && self.station.patience != Patience::Infinite,
            _ => target.limit <= 0.0,
        };
        if certain { Err(Unreachable::Certainty(target.binding)) } else { Ok(()) }
    }

    fn meets(&self, target: Target, agents: u32) -> bool {
        let Some(metrics) = self.at(agents) else { return false };
        match target.binding {
            Binding::ServiceLevel => metrics.service_level.get() >= target.limit,
            Binding::Asa => metrics.asa.is_some_and(|asa| asa.get() <= target.limit),
            Binding::Abandonment => metrics.p_abandon.get() <= target.limit,
            // Nobody on seat is not a way to keep agents from being busy.
            Binding::Occupancy => agents > 0 && metrics.occupancy.get() <= target.limit * (1.0 + SLACK),
            Binding::Stability | Binding::None => true,
        }
    }

    /// Where between `agents − 1` and `agents` the target is met, on the scale of [`Search::scale`].
    fn fractional(&self, target: Target, agents: u32) -> f64 {
        if let Some(need) = self.by_occupancy(target) {
            return need;
        }
        let whole = f64::from(agents);
        let Some(fewer) = agents.checked_sub(1) else { return 0.0 };
        let (low, high) = (self.scale(target, fewer), self.scale(target, agents));
        let met = scaled(target.binding, target.limit);
        let part = (met - low) / (high - low);
        if part.is_finite() { whole - 1.0 + part.clamp(0.0, 1.0) } else { whole }
    }

    /// The target's metric on a scale that rises with agents, and almost straight: the logarithm of the late or lost
    /// share, the reciprocal of the mean wait or of the occupancy.
    fn scale(&self, target: Target, agents: u32) -> f64 {
        let Some(metrics) = self.at(agents) else {
            // Everyone busy, everyone late, without end.
            return if target.binding == Binding::Occupancy { 1.0 } else { 0.0 };
        };
        match target.binding {
            Binding::ServiceLevel => scaled(target.binding, metrics.service_level.get()),
            Binding::Asa => metrics.asa.map_or(0.0, |asa| scaled(target.binding, asa.get())),
            Binding::Abandonment => scaled(target.binding, metrics.p_abandon.get()),
            Binding::Occupancy => scaled(target.binding, metrics.occupancy.get()),
            Binding::Stability | Binding::None => 0.0,
        }
    }
}

/// A metric's value on its scale.
fn scaled(binding: Binding, value: f64) -> f64 {
    match binding {
        Binding::ServiceLevel => -(-value).ln_1p(),
        Binding::Abandonment => -value.ln(),
        _ => 1.0 / value,
    }
}
