//! Staff of a whole day, its queue carried from interval to interval: the fewest agent-hours that meet the targets.
//!
//! The search begins where each interval would stand if it lasted (modified offered load), raises what misses, lowers
//! what can be lowered, and exchanges: one agent more here for two fewer beside it, all by the fast method. What that
//! finds is raised and lowered once more by the method of the caller, exact
//! ([`Follower`](crate::queueing::transient::Follower)) or simulated, until no agent can be taken away.

use super::day_goal::{DayGoal, DayStaffing, Scope, together};
use super::least::{MOST_AGENTS, Unreachable, least_agents};
use super::station::{Handling, Station};
use super::targets::Binding;
use crate::queueing::carry_over;
use crate::queueing::day::{DayStation, Followed, Slot, Whole};
use crate::queueing::metrics::ServiceLevelDefinition;
use crate::units::{Fraction, Rate, Seconds};

/// Rounds of lowering and exchanging at most.
const MOST_ROUNDS: usize = 12;
/// Slots to either side in which an exchange looks for agents to save.
const NEIGHBOURS: usize = 3;
/// Single steps up before they are doubled.
const SINGLE_STEPS: u32 = 4;

/// The fewest agents, slot by slot, with which a day that is followed meets its targets.
///
/// `follow` makes a day that can be followed again when its staff change. The staff in `slots` are ignored; a slot
/// without contacts gets nobody unless others' contacts need somebody there, one with contacts at least one agent.
/// `follow` is given the staffed slots and whether turns are asked, as in [`DayStation::turns`]. Minimal in that no slot
/// can have one agent fewer. Units: slots as in [`Slot`].
/// Assumption: more staff never worsen service. Source: \[Jennings1996\] (the start), \[Feldman2008\] (iterated staffing).
///
/// # Errors
/// [`Unreachable`] when a target can only be met by infinitely many agents.
pub fn staff_day<F: Followed>(
    slots: &[Slot],
    goal: &DayGoal<'_>,
    follow: impl Fn(&[Slot], bool) -> F,
) -> Result<DayStaffing, Unreachable> {
    // The fast method finds where to look; what it finds is then held to the caller's.
    let stations = [false, true].map(|turns| DayStation { turns, ..goal.station.clone() });
    let quick = |slots: &[Slot], turns: bool| {
        let station = &stations[usize::from(turns)];
        Whole::new(slots, move |slots: &[Slot]| carry_over::day(slots, station))
    };
    let mut rough = Search::new(slots, goal, begin(slots, goal)?, quick);
    rough.raise()?;
    for _ in 0..MOST_ROUNDS {
        rough.lower();
        if !rough.exchange() {
            break;
        }
    }
    let mut search = Search::new(slots, goal, rough.agents, follow);
    search.raise()?;
    // Once for nearly every day; people who leave take contacts with them, so that fewer can now and then help others.
    for _ in 0..MOST_ROUNDS {
        if !search.lower() {
            break;
        }
    }
    Ok(search.done())
}

/// Agents that each slot would need if it lasted, at the load that the day before has left there.
fn begin(slots: &[Slot], goal: &DayGoal<'_>) -> Result<Vec<u32>, Unreachable> {
    let mut present = 0.0;
    let each = |slot: &Slot| {
        if slot.seconds <= 0.0 || slot.service <= 0.0 {
            return Ok(0);
        }
        let rate = slot.arrivals / slot.seconds;
        // m' = λ − μm over the slot; its mean is the load that the agents see.
        let load = rate / slot.service;
        let gone = -(-slot.service * slot.seconds).exp_m1();
        let mean = load - (load - present) * gone / (slot.service * slot.seconds);
        present = load - (load - present) * (1.0 - gone);
        if slot.arrivals <= 0.0 {
            return Ok(0);
        }
        let aht = Seconds::new(1.0 / slot.service).map_err(|_| Unreachable::TooMany)?;
        let handling = match &goal.station.levels {
            Some(levels) => Handling::Chat(levels.clone()),
            None => Handling::Single(aht),
        };
        let rate = Rate::new(mean * slot.service).map_err(|_| Unreachable::TooMany)?;
        let station = Station { handling, patience: goal.station.patience };
        least_agents(rate, &station, goal.targets).map(|found| found.agents.max(1))
    };
    slots.iter().map(each).collect()
}

struct Search<'a, F> {
    goal: &'a DayGoal<'a>,
    slots: Vec<Slot>,
    agents: Vec<u32>,
    day: F,
    turns: Option<F>,
    binding: Vec<Binding>,
    /// Share of its own contacts that a slot's last agent answers in time, where that is what decides; else zero.
    worth: Vec<f64>,
}

impl<'a, F: Followed> Search<'a, F> {
    fn new(
        slots: &[Slot],
        goal: &'a DayGoal<'a>,
        agents: Vec<u32>,
        follow: impl Fn(&[Slot], bool) -> F,
    ) -> Self {
        let slots: Vec<Slot> =
            slots.iter().zip(&agents).map(|(slot, &servers)| Slot { servers, ..*slot }).collect();
        let definition = goal.targets.definition;
        let turns = definition == ServiceLevelDefinition::ExcludingShortAbandons;
        Self {
            goal,
            day: follow(&slots, definition == ServiceLevelDefinition::Virtual),
            turns: turns.then(|| follow(&slots, true)),
            binding: vec![Binding::None; slots.len()],
            worth: vec![0.0; slots.len()],
            slots,
            agents,
        }
    }

    fn agent_seconds(&self) -> f64 {
        self.slots.iter().zip(&self.agents).map(|(slot, &n)| slot.seconds * f64::from(n)).sum()
    }

    fn staff(&mut self, slot: usize, agents: u32) {
        self.agents[slot] = agents;
        self.day.staff(slot, agents, &mut |_, _| false);
        if let Some(turns) = &mut self.turns {
            turns.staff(slot, agents, &mut |_, _| false);
        }
    }

    /// Whether one agent fewer in a slot leaves all targets met; if not, which is missed, the day half followed.
    fn try_fewer(&mut self, slot: usize) -> Option<Binding> {
        self.agents[slot] -= 1;
        let agents = self.agents[slot];
        if self.goal.scope == Scope::WholeDay || self.turns.is_some() {
            self.staff(slot, agents);
            return self.missed();
        }
        let (goal, slots, all) = (self.goal, &self.slots, &self.agents);
        let mut missed = None;
        self.day.staff(slot, agents, &mut |slot, served| {
            missed = goal.missed_by(served, None, f64::from(all[slot]) * slots[slot].seconds);
            missed.is_some()
        });
        missed
    }

    fn undo(&mut self, slot: usize, agents: u32) {
        self.agents[slot] = agents;
        self.day.undo();
        if let Some(turns) = &mut self.turns {
            turns.undo();
        }
    }

    /// Fewest agents that a slot may have.
    fn floor(&self, slot: usize) -> u32 {
        u32::from(self.slots[slot].arrivals > 0.0 && self.slots[slot].service > 0.0)
    }

    /// The first target that one slot misses.
    fn missed_in(&self, slot: usize) -> Option<Binding> {
        let served = &self.day.served()[slot];
        let turns = self.turns.as_ref().map(|turns| &turns.served()[slot]);
        let staffed = f64::from(self.agents[slot]) * self.slots[slot].seconds;
        self.goal.missed_by(served, turns, staffed)
    }

    /// The first target missed anywhere that the goal looks.
    fn missed(&self) -> Option<Binding> {
        match self.goal.scope {
            Scope::EveryInterval => (0..self.slots.len()).find_map(|slot| self.missed_in(slot)),
            Scope::WholeDay => {
                let served = together(self.day.served());
                let turns = self.turns.as_ref().map(|turns| together(turns.served()));
                self.goal.missed_by(&served, turns.as_ref(), self.agent_seconds())
            }
        }
    }

    /// Adds agents until every slot, or the day, meets the targets.
    fn raise(&mut self) -> Result<(), Unreachable> {
        match self.goal.scope {
            Scope::EveryInterval => {
                for slot in 0..self.slots.len() {
                    self.raise_slot(slot)?;
                }
            }
            Scope::WholeDay => {
                while self.missed().is_some() {
                    let Some(slot) = self.latest() else { return Ok(()) };
                    self.raise_by(slot, 1)?;
                }
            }
        }
        Ok(())
    }

    fn raise_slot(&mut self, slot: usize) -> Result<(), Unreachable> {
        let (mut step, mut steps) = (1, 0);
        // Nobody helps where contacts take for ever.
        while self.slots[slot].service > 0.0 && self.missed_in(slot).is_some() {
            self.raise_by(slot, step)?;
            steps += 1;
            step = if steps >= SINGLE_STEPS { 2 * step } else { 1 };
        }
        Ok(())
    }

    fn raise_by(&mut self, slot: usize, step: u32) -> Result<(), Unreachable> {
        let more = self.agents[slot].saturating_add(step);
        if more > MOST_AGENTS {
            return Err(Unreachable::TooMany);
        }
        self.staff(slot, more);
        Ok(())
    }

    /// The slot with most contacts late, lost or waiting.
    fn latest(&self) -> Option<usize> {
        let late = |slot: usize| {
            let served = &self.day.served()[slot];
            served.contacts - served.within + served.queue_end
        };
        let workable = |slot: &usize| self.slots[*slot].service > 0.0;
        (0..self.slots.len()).filter(workable).max_by(|&a, &b| late(a).total_cmp(&late(b)))
    }

    /// Takes agents away one by one, wherever all targets go on being met; whether any was.
    fn lower(&mut self) -> bool {
        if self.goal.scope == Scope::WholeDay {
            return self.lower_least_missed();
        }
        let mut any = false;
        for slot in (0..self.slots.len()).rev() {
            while self.lowered(slot) {
                any = true;
            }
        }
        any
    }

    /// Takes one agent away from a slot, if all targets stay met; else notes which does not.
    fn lowered(&mut self, slot: usize) -> bool {
        let agents = self.agents[slot];
        if agents <= self.floor(slot) {
            return false;
        }
        match self.try_fewer(slot) {
            None => true,
            Some(binding) => {
                self.binding[slot] = binding;
                let own = binding == Binding::ServiceLevel && self.missed_in(slot) == Some(binding);
                let fewer = self.level(slot);
                self.undo(slot, agents);
                self.worth[slot] = if own { self.level(slot) - fewer } else { 0.0 };
                false
            }
        }
    }

    /// Service level of one slot.
    fn level(&self, slot: usize) -> f64 {
        let turns = self.turns.as_ref().map(|turns| &turns.served()[slot]);
        let level = self.day.served()[slot].level(self.goal.targets.definition, turns);
        level.map_or(1.0, Fraction::get)
    }

    /// Takes agents away one by one, each time the one whom the day's contacts miss least for the hours he costs; whether
    /// any was.
    ///
    /// What a slot's agent was last found to be worth stands until no other is worth less, for with fewer around he is
    /// worth rather more; who cannot be spared now cannot be later.
    fn lower_least_missed(&mut self) -> bool {
        let mut worth = vec![Some(0.0); self.slots.len()];
        let mut any = false;
        while let Some((slot, _)) = least(&worth) {
            worth[slot] = None;
            let agents = self.agents[slot];
            if agents <= self.floor(slot) {
                continue;
            }
            let before = together(self.day.served()).within;
            if let Some(binding) = self.try_fewer(slot) {
                self.binding[slot] = binding;
                self.undo(slot, agents);
                continue;
            }
            let loss = (before - together(self.day.served()).within) / self.slots[slot].seconds;
            if least(&worth).is_some_and(|(_, next)| loss > next) {
                self.undo(slot, agents);
            } else {
                any = true;
                self.beside(slot).for_each(|other| worth[other] = worth[other].map(|_| 0.0));
            }
            worth[slot] = Some(loss);
        }
        any
    }

    /// One agent more in a slot, where that saves more agent-hours beside it; whether any was found.
    fn exchange(&mut self) -> bool {
        let mut found = false;
        if self.goal.scope == Scope::WholeDay || self.turns.is_some() {
            return found;
        }
        for slot in 0..self.slots.len() {
            if self.agents[slot] > 0 && self.agents[slot] < MOST_AGENTS && self.promises(slot) {
                found |= self.exchanged(slot);
            }
        }
        found
    }

    /// The slots in which an agent more in one may save others.
    fn beside(&self, slot: usize) -> impl Iterator<Item = usize> + use<F> {
        let reach = slot.saturating_sub(NEIGHBOURS)..(slot + 1 + NEIGHBOURS).min(self.slots.len());
        reach.filter(move |&other| other != slot)
    }

    /// Whether one agent more in a slot gives so much beside it that two may be saved there.
    fn promises(&mut self, slot: usize) -> bool {
        let Some((share, _)) = self.goal.targets.service_level else { return true };
        let agents = self.agents[slot];
        self.agents[slot] += 1;
        self.day.staff(slot, agents + 1, &mut |followed, _| followed >= slot + NEIGHBOURS);
        let spare = |other: usize| {
            let over = self.level(other) - share.get();
            if self.worth[other] > 0.0 { (over / self.worth[other]).floor().max(0.0) } else { 1.0 }
        };
        let saved: f64 = self.beside(slot).map(spare).sum();
        self.undo(slot, agents);
        saved >= 2.0
    }

    fn exchanged(&mut self, slot: usize) -> bool {
        let (before, cost) = (self.agents.clone(), self.agent_seconds());
        self.staff(slot, before[slot] + 1);
        for other in self.beside(slot) {
            while self.lowered(other) {}
        }
        let helps = self.agent_seconds() < cost;
        for other in (0..self.slots.len()).filter(|_| !helps) {
            if self.agents[other] != before[other] {
                self.staff(other, before[other]);
            }
        }
        helps
    }

    fn done(self) -> DayStaffing {
        DayStaffing {
            served: self.day.served().to_vec(),
            turns: self.turns.as_ref().map(|turns| turns.served().to_vec()),
            agents: self.agents,
            binding: self.binding,
        }
    }
}

/// The slot of least worth among those that have any, and that.
fn least(worth: &[Option<f64>]) -> Option<(usize, f64)> {
    let known = worth.iter().enumerate().filter_map(|(slot, worth)| Some((slot, (*worth)?)));
    known.min_by(|a, b| a.1.total_cmp(&b.1))
}
