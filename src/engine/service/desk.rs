//! A channel's day at its desk: so many agents an interval, the queue carried from one interval to the next.

use super::need::{LiveNeed, chat_durations, clock};
use crate::engine::demand::{ChannelDemand, DayShape};
use crate::model::Channel;
use crate::queueing::day::{DayStation, Slot, SlotService};
use crate::queueing::{ChatDurations, Patience, ServiceLevelDefinition, WaitLaw, carry_over, transient};
use crate::units::{Fraction, Seconds};

/// What does not change from day to day.
#[derive(Debug)]
pub(crate) struct Desk {
    patience: Patience,
    answer_within: Seconds,
    levels: Vec<f64>,
    redial: f64,
    definition: ServiceLevelDefinition,
    /// What the channel asks for.
    pub need: LiveNeed,
}

/// How closely a day is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Precision {
    /// To a few tenths of a point, for days by the thousand.
    Fast,
    /// To 1e-6, for days that are shown.
    Exact,
}

/// Fewer redials than this share of the contacts change nothing.
const FEW_REDIALS: f64 = 1e-4;
/// So near a day that was followed, service is straight in the number of redials.
const NEAR_REDIALS: f64 = 0.02;
/// Days followed at most in search of the redials, after the first.
const MOST_PASSES: usize = 4;

/// The sums of a day over its open intervals.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DayService {
    /// Contacts offered, redials included.
    pub contacts: f64,
    /// Answered within the time.
    pub within: f64,
    /// Gave up.
    pub abandoned: f64,
    /// Busy agent-seconds; of chat, agents × share of slots in use.
    pub busy: f64,
    /// Agent-seconds on seat.
    pub staffed: f64,
    /// Answered contacts by wait.
    pub waits: WaitLaw,
}

impl Desk {
    /// The desk of a live channel.
    #[must_use]
    pub(crate) fn new(
        channel: &Channel,
        demand: &ChannelDemand,
        need: LiveNeed,
        definition: ServiceLevelDefinition,
    ) -> Self {
        Self {
            patience: demand.patience,
            answer_within: channel.service_level.map_or(Seconds::ZERO, |goal| clock(channel, goal.within)),
            levels: channel.concurrency.durations(1.0),
            redial: channel.redial.get(),
            definition,
            need,
        }
    }

    /// Agent-seconds of work a second that arrivals bring, at full concurrency.
    #[must_use]
    pub(crate) fn load(&self, rate: f64, aht: f64) -> f64 {
        self.durations(aht).map_or(rate * aht, |levels| rate / levels.top_rate())
    }

    fn durations(&self, aht: f64) -> Option<ChatDurations> {
        (self.levels.len() > 1).then(|| chat_durations(&self.levels, aht)).flatten()
    }

    /// Service by slot of a day with `contacts` spread by `shape` and `agents[slot]` effective agents.
    ///
    /// Fractional agents serve as the next whole number of heads, each slower in proportion: the capacity is exact
    /// and the pooling that of people. Redials come back evenly spread, as a fixed point of the day's abandonments that is
    /// sought among days followed fast.
    #[must_use]
    pub(crate) fn slots(
        &self,
        shape: &DayShape,
        contacts: f64,
        agents: &[f64],
        precision: Precision,
    ) -> Vec<(usize, SlotService)> {
        match precision {
            Precision::Fast => self.settled(shape, contacts, agents).1,
            Precision::Exact => {
                let factor = if self.redial > 0.0 { self.settled(shape, contacts, agents).0 } else { 1.0 };
                self.pass(shape, contacts * factor, agents, Precision::Exact)
            }
        }
    }

    /// Contacts offered, redials included, to fresh ones, and the day's service with them: by secants, the last of them drawn
    /// through what two days were found to give.
    fn settled(&self, shape: &DayShape, contacts: f64, agents: &[f64]) -> (f64, Vec<(usize, SlotService)>) {
        let pass = |factor: f64| self.pass(shape, contacts * factor, agents, Precision::Fast);
        let mut last = (1.0, pass(1.0));
        let mut factor = self.with_redials(&last.1);
        if factor - 1.0 < FEW_REDIALS {
            return last;
        }
        for _ in 0..MOST_PASSES {
            let now = (factor, pass(factor));
            let (missed, misses) = (self.with_redials(&last.1) - last.0, self.with_redials(&now.1) - now.0);
            let part = if (missed - misses).abs() > 0.0 { missed / (missed - misses) } else { 1.0 };
            factor = last.0 + part * (now.0 - last.0);
            if (factor - now.0).abs() < NEAR_REDIALS {
                let both = last.1.iter().zip(&now.1);
                return (factor, both.map(|((at, a), (_, b))| (*at, between(a, b, part))).collect());
            }
            last = now;
        }
        last
    }

    /// Contacts offered with redials to contacts without, were this share lost.
    fn with_redials(&self, served: &[(usize, SlotService)]) -> f64 {
        let offered: f64 = served.iter().map(|(_, slot)| slot.contacts).sum();
        let lost: f64 = served.iter().map(|(_, slot)| slot.abandoned).sum();
        1.0 / (1.0 - self.redial * (lost / offered.max(1e-12)).clamp(0.0, 1.0)).max(0.05)
    }

    fn pass(
        &self,
        shape: &DayShape,
        contacts: f64,
        agents: &[f64],
        precision: Precision,
    ) -> Vec<(usize, SlotService)> {
        let mut served = Vec::with_capacity(shape.open.len());
        let mut slot = 0;
        while slot < shape.open.len() {
            let end = slot + shape.open[slot..].iter().take_while(|&&open| open > 0.0).count();
            if end > slot {
                let slots: Vec<Slot> =
                    (slot..end).map(|at| self.slot(shape, at, contacts, agents[at])).collect();
                served.extend((slot..end).zip(self.stretch(&slots, shape, slot, precision)));
            }
            slot = end + 1;
        }
        served
    }

    /// An open stretch of a day, from empty; round the clock after a day like itself.
    fn stretch(
        &self,
        slots: &[Slot],
        shape: &DayShape,
        first: usize,
        precision: Precision,
    ) -> Vec<SlotService> {
        let follow = match precision {
            Precision::Fast => carry_over::day,
            Precision::Exact => transient::day,
        };
        let levels = self.durations(shape.aht[first]);
        let turns = self.definition == ServiceLevelDefinition::Virtual;
        let station =
            DayStation { patience: self.patience, answer_within: self.answer_within, levels, turns };
        let round_the_clock = slots.len() == shape.open.len();
        let day = |station: &DayStation| {
            if !round_the_clock {
                return follow(slots, station);
            }
            follow(&[slots, slots].concat(), station).split_off(slots.len())
        };
        let mut served = day(&station);
        if self.definition == ServiceLevelDefinition::ExcludingShortAbandons {
            for (slot, turns) in served.iter_mut().zip(day(&DayStation { turns: true, ..station })) {
                let level = slot.level(self.definition, Some(&turns)).map_or(1.0, Fraction::get);
                slot.within = level * slot.contacts;
            }
        }
        served
    }

    fn slot(&self, shape: &DayShape, at: usize, contacts: f64, agents: f64) -> Slot {
        let heads = heads(agents);
        let per_server = self
            .durations(shape.aht[at])
            .map_or(1.0 / shape.aht[at], |levels| levels.top_rate() / f64::from(levels.levels()));
        Slot {
            seconds: shape.open[at] * shape.seconds,
            arrivals: contacts * shape.share[at],
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "whole heads, far below 2^32"
            )]
            servers: heads.min(1e9) as u32,
            service: per_server * pace(agents),
        }
    }

    /// The sums of a day.
    #[must_use]
    pub(crate) fn day(&self, shape: &DayShape, contacts: f64, agents: &[f64]) -> DayService {
        let mut sums = DayService::default();
        for (at, slot) in self.slots(shape, contacts, agents, Precision::Fast) {
            sums.add(&slot, pace(agents[at]));
            sums.staffed += agents[at].max(0.0) * shape.open[at] * shape.seconds;
        }
        sums
    }
}

/// Service on the line through two.
pub(crate) fn between(a: &SlotService, b: &SlotService, part: f64) -> SlotService {
    let on = |a: f64, b: f64| (a + part * (b - a)).max(0.0);
    SlotService {
        contacts: on(a.contacts, b.contacts),
        within: on(a.within, b.within),
        abandoned: on(a.abandoned, b.abandoned),
        waited: on(a.waited, b.waited),
        queue_seconds: on(a.queue_seconds, b.queue_seconds),
        busy_seconds: on(a.busy_seconds, b.busy_seconds),
        waits: WaitLaw { contacts: std::array::from_fn(|i| on(a.waits.contacts[i], b.waits.contacts[i])) },
        queue_end: on(a.queue_end, b.queue_end),
    }
}

/// Effective agents below which nobody is there: a head that hardly works would still answer its first contact at once.
const NOBODY: f64 = 0.01;

/// Whole heads behind so many effective agents.
fn heads(agents: f64) -> f64 {
    if agents < NOBODY { 0.0 } else { (agents - 1e-9).ceil() }
}

/// A head's pace when so many effective agents serve as the next whole number of heads.
#[must_use]
pub(crate) fn pace(agents: f64) -> f64 {
    let heads = heads(agents);
    if heads > 0.0 { agents / heads } else { 0.0 }
}

impl DayService {
    /// Adds an interval whose people serve at `pace`.
    pub(crate) fn add(&mut self, slot: &SlotService, pace: f64) {
        self.contacts += slot.contacts;
        self.within += slot.within;
        self.abandoned += slot.abandoned;
        self.busy += slot.busy_seconds * pace;
        for (sum, contacts) in self.waits.contacts.iter_mut().zip(slot.waits.contacts) {
            *sum += contacts;
        }
    }
}
