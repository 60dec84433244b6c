//! A day followed for several service levels, or definitions, at once.

use super::given::{Given, SlotGiven};
use super::stretch::Stretch;
use crate::model::question::LevelGoal;
use crate::queueing::ServiceLevelDefinition;
use crate::queueing::day::{DayStation, Followed, Slot, SlotService};
use crate::queueing::transient::Follower;
use crate::units::{Fraction, Seconds};

/// What a level that is just met has over the share, and one that is missed below it: more than rounding.
const EDGE: f64 = 1e-12;

/// Rounding forgiven where busy time is compared with staffed time.
const ROUNDING: f64 = 1e-9;

/// The stations of every threshold: one each, and where turns are asked besides, one more.
pub(super) fn stations(given: &Given<'_>, stretch: &Stretch) -> Vec<(DayStation, Option<DayStation>)> {
    let definition = given.terms.goals.definition;
    let of = |&within: &Seconds| {
        let station = |turns| given.station(stretch, within, turns);
        let turns = (definition == ServiceLevelDefinition::ExcludingShortAbandons).then(|| station(true));
        (station(definition == ServiceLevelDefinition::Virtual), turns)
    };
    given.thresholds.iter().map(of).collect()
}

/// One service whose level, of contacts offered, meets the first goal just when each level meets its own.
fn blended(goals: &[LevelGoal], levels: &[f64], service: &SlotService) -> SlotService {
    let Some(first) = goals.first() else { return *service };
    let over = goals.iter().zip(levels).map(|(goal, level)| level - goal.share.get());
    let over = over.fold(f64::INFINITY, f64::min);
    let level = first.share.get() + over + if over >= 0.0 { EDGE } else { -EDGE };
    SlotService { within: level.clamp(0.0, 1.0) * service.contacts, ..*service }
}

/// The same of what was found for a slot.
pub(super) fn blended_of(goals: &[LevelGoal], slot: &SlotGiven) -> SlotService {
    let levels: Vec<f64> = (0..slot.counts.len()).map(|at| slot.level(at)).collect();
    blended(goals, &levels, &slot.service)
}

/// An exact day, followed once for every threshold.
#[derive(Debug)]
pub(super) struct Several<'a> {
    given: Given<'a>,
    days: Vec<(Follower<'a>, Option<Follower<'a>>)>,
    served: Vec<SlotService>,
    before: Vec<SlotService>,
}

impl<'a> Several<'a> {
    pub(super) fn new(
        slots: &[Slot],
        given: Given<'a>,
        stations: &'a [(DayStation, Option<DayStation>)],
    ) -> Self {
        let follow = |(station, turns): &'a (DayStation, Option<DayStation>)| {
            (Follower::new(slots, station), turns.as_ref().map(|turns| Follower::new(slots, turns)))
        };
        let mut several = Self {
            given,
            days: stations.iter().map(follow).collect(),
            served: Vec::new(),
            before: Vec::new(),
        };
        several.served = several.now();
        several
    }

    /// Whether a slot with so many agents misses a goal.
    pub(super) fn misses(&self, slot: usize, stretch: &Stretch, agents: &[u32]) -> bool {
        let (goals, served) = (&self.given.terms.goals, &self.served[slot]);
        let level = goals
            .levels
            .first()
            .is_some_and(|goal| served.contacts > 0.0 && served.within < goal.share.get() * served.contacts);
        let staffed = f64::from(agents[slot]) * stretch.slots[slot].seconds;
        level
            || goals.asa.is_some_and(|most| served.waits.mean() > most.get())
            || goals.max_abandon.is_some_and(|most| served.abandoned > most.get() * served.contacts)
            || goals
                .max_occupancy
                .is_some_and(|cap| served.busy_seconds > cap.get() * staffed * (1.0 + ROUNDING))
    }

    fn now(&self) -> Vec<SlotService> {
        let Some((first, _)) = self.days.first() else { return Vec::new() };
        let definition = self.given.terms.goals.definition;
        let level = |slot: usize, (day, turns): &(Follower<'_>, Option<Follower<'_>>)| {
            let turns = turns.as_ref().map(|turns| &turns.served()[slot]);
            day.served()[slot].level(definition, turns).map_or(1.0, Fraction::get)
        };
        let slots = first.served().iter().enumerate();
        slots
            .map(|(slot, service)| {
                let levels: Vec<f64> = self.days.iter().map(|day| level(slot, day)).collect();
                blended(&self.given.terms.goals.levels, &levels, service)
            })
            .collect()
    }
}

impl Followed for Several<'_> {
    fn served(&self) -> &[SlotService] {
        &self.served
    }

    fn staff(&mut self, slot: usize, servers: u32, enough: &mut dyn FnMut(usize, &SlotService) -> bool) {
        for (day, turns) in &mut self.days {
            day.staff(slot, servers, &mut |_, _| false);
            if let Some(turns) = turns {
                turns.staff(slot, servers, &mut |_, _| false);
            }
        }
        self.before = std::mem::take(&mut self.served);
        self.served = self.now();
        let _ = self.served.iter().enumerate().any(|(slot, served)| enough(slot, served));
    }

    fn undo(&mut self) {
        for (day, turns) in &mut self.days {
            day.undo();
            if let Some(turns) = turns {
                turns.undo();
            }
        }
        self.served = std::mem::take(&mut self.before);
    }
}
