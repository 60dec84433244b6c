//! What so many agents give, slot by slot, for every threshold: followed exactly, or simulated.

use super::super::live::{LiveMethod, LiveTerms};
use super::stretch::Stretch;
use super::{Over, TooLarge};
use crate::queueing::ServiceLevelDefinition;
use crate::queueing::day::{DayStation, Slot, SlotService};
use crate::queueing::simulation::{Batch, Customers, HandlingLaw, Simulation, SlotSummary, batches, summary};
use crate::queueing::{carry_over, transient::exact_day};
use crate::units::Seconds;
use rayon::prelude::*;

/// Contacts that are replayed at most, over all days and thresholds.
const MOST_CONTACTS: f64 = 2e10;

/// How handle times scatter about their mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Handling {
    /// Exponentially, as the formulas assume.
    Exponential,
    /// Lognormally, with this standard deviation ÷ mean.
    Lognormal(f64),
    /// Not at all.
    Fixed,
}

/// Days that are simulated.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Replay {
    /// How handle times scatter.
    pub handling: Handling,
    /// How often each day is drawn.
    pub days: u32,
    /// Names the luck.
    pub seed: u64,
}

/// One slot, or several together.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SlotGiven {
    pub service: SlotService,
    /// Contacts in time, and those that count, one pair a threshold.
    pub counts: Vec<(f64, f64)>,
    /// Standard error of the first share of these.
    pub error: Option<f64>,
    /// Waits of answered contacts, all together, seconds.
    pub waited: f64,
    /// Whether the stretch was too wide to be followed state by state, and was followed on coarse cells.
    pub coarse: bool,
}

impl SlotGiven {
    /// Share in time within one of the thresholds; of no contacts, all.
    pub(super) fn level(&self, threshold: usize) -> f64 {
        match self.counts.get(threshold) {
            Some((good, all)) if *all > 0.0 => (good / all).clamp(0.0, 1.0),
            _ if self.service.contacts > 0.0 => 0.0,
            _ => 1.0,
        }
    }

    /// Several slots as one, without a standard error.
    pub(super) fn together<'a>(slots: impl Iterator<Item = &'a Self>) -> Self {
        let mut all = Self::default();
        for slot in slots {
            all.service.go_on(&slot.service);
            all.counts.resize(slot.counts.len(), (0.0, 0.0));
            for (sum, one) in all.counts.iter_mut().zip(&slot.counts) {
                *sum = (sum.0 + one.0, sum.1 + one.1);
            }
            all.waited += slot.waited;
        }
        all
    }
}

/// The terms, and the thresholds that they come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given<'a> {
    pub terms: &'a LiveTerms,
    pub thresholds: &'a [Seconds],
}

impl Given<'_> {
    /// For what the targets must hold.
    pub(super) const fn over(&self) -> Over {
        self.terms.over
    }

    /// The replay, where the method is one.
    pub(super) const fn replay(&self) -> Option<Replay> {
        match self.terms.method {
            LiveMethod::Simulation(replay) => Some(replay),
            _ => None,
        }
    }

    /// A stretch's station for one threshold.
    pub(super) const fn station(&self, stretch: &Stretch, within: Seconds, turns: bool) -> DayStation {
        DayStation { patience: stretch.patience, answer_within: within, levels: None, turns }
    }

    /// Whether all that is asked can be replayed.
    pub(super) fn possible(&self, stretches: &[Stretch]) -> Result<(), TooLarge> {
        let Some(replay) = self.replay() else { return Ok(()) };
        let mut a_day = 0.0;
        for stretch in stretches {
            self.simulation(&stretch.slots, stretch, Seconds::ZERO, replay)?;
            a_day += stretch.slots.iter().map(|slot| slot.arrivals).sum::<f64>();
        }
        let contacts = a_day * f64::from(replay.days) * real(self.thresholds.len());
        if contacts > MOST_CONTACTS { Err(TooLarge::Contacts { contacts }) } else { Ok(()) }
    }

    /// What staffed slots of a stretch give.
    pub(super) fn of(&self, slots: &[Slot], stretch: &Stretch) -> Result<Vec<SlotGiven>, TooLarge> {
        match self.replay() {
            Some(replay) => Ok(self.replayed(slots, stretch, replay)?),
            None => Ok(self.followed(slots, stretch)),
        }
    }

    fn followed(&self, slots: &[Slot], stretch: &Stretch) -> Vec<SlotGiven> {
        let definition = self.terms.goals.definition;
        let mut given: Vec<SlotGiven> = Vec::new();
        for &within in self.thresholds {
            let mut coarse = false;
            let mut follow = |turns| {
                let station = self.station(stretch, within, turns);
                exact_day(slots, &station).unwrap_or_else(|| {
                    coarse = true;
                    carry_over::day(slots, &station)
                })
            };
            let served = follow(definition == ServiceLevelDefinition::Virtual);
            let turns = (definition == ServiceLevelDefinition::ExcludingShortAbandons).then(|| follow(true));
            if given.is_empty() {
                let one = |service: &SlotService| SlotGiven {
                    service: *service,
                    waited: service.waits.mean() * service.waits.total(),
                    ..SlotGiven::default()
                };
                given = served.iter().map(one).collect();
            }
            for (slot, (given, served)) in given.iter_mut().zip(&served).enumerate() {
                let turns = turns.as_ref().map(|turns| &turns[slot]);
                given.counts.push(served.counted(definition, turns));
                given.coarse |= coarse;
            }
        }
        given
    }

    /// The days of a stretch; the luck of each is named by the seed and the moment at which the stretch opens.
    fn simulation(
        &self,
        slots: &[Slot],
        stretch: &Stretch,
        within: Seconds,
        replay: Replay,
    ) -> Result<Simulation, TooLarge> {
        let customers = Customers {
            handling: match replay.handling {
                Handling::Exponential => HandlingLaw::exponential(),
                Handling::Lognormal(cv) => HandlingLaw::lognormal(cv),
                Handling::Fixed => HandlingLaw::deterministic(),
            },
            patience: stretch.patience,
            answer_within: within,
            levels: None,
        };
        let seed = replay.seed.wrapping_add(stretch.opens.cast_unsigned());
        Ok(Simulation::new(slots, &customers, seed)?)
    }

    /// What so many simulated days say.
    pub(super) fn replayed(
        &self,
        slots: &[Slot],
        stretch: &Stretch,
        replay: Replay,
    ) -> Result<Vec<SlotGiven>, TooLarge> {
        let definition = self.terms.goals.definition;
        let mut given: Vec<SlotGiven> = Vec::new();
        for &within in self.thresholds {
            let simulation = self.simulation(slots, stretch, within, replay)?;
            let batches: Vec<Batch> =
                batches(replay.days).into_par_iter().map(|days| simulation.batch(days)).collect();
            let found = summary(&batches).slots;
            if given.is_empty() {
                given = found
                    .iter()
                    .map(|slot| SlotGiven {
                        service: slot.service,
                        error: slot.service_level(definition).and_then(|level| level.error),
                        waited: slot.asa.map_or(0.0, |asa| asa.mean * slot.service.waits.total()),
                        ..SlotGiven::default()
                    })
                    .collect();
            }
            for (given, slot) in given.iter_mut().zip(&found) {
                given.counts.push(tallied(definition, slot));
            }
        }
        Ok(given)
    }
}

/// Contacts in time, and those that count, of simulated days.
fn tallied(definition: ServiceLevelDefinition, slot: &SlotSummary) -> (f64, f64) {
    let level = slot.service_level(definition).map_or(0.0, |level| level.mean);
    let all = match definition {
        ServiceLevelDefinition::Offered | ServiceLevelDefinition::Virtual => slot.service.contacts,
        _ if level > 0.0 => slot.service.within / level,
        _ => slot.service.contacts - slot.service.abandoned,
    };
    (level * all, all)
}

fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}
