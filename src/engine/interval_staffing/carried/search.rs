//! The fewest agent-hours of a stretch, day by day.

use super::Over;
use super::given::{Given, Replay};
use super::several::{Several, blended_of, stations};
use super::stretch::Stretch;
use crate::engine::situation::{Bound, OutOfReach, missed};
use crate::queueing::day::{Slot, SlotService, Whole};
use crate::queueing::staffing::{DayGoal, DayStaffing, Scope, staff_day};
use crate::queueing::transient::Follower;
use crate::queueing::{Binding, ServiceLevelDefinition, Targets, Unreachable};
use crate::units::Seconds;
use rayon::prelude::*;
use std::ops::Range;

/// What is staffed before and after a day round the clock besides, to be left out again: the day's queue is there when it
/// begins, and its last contacts see who comes.
const BEFORE: f64 = 4.0 * 3600.0;
const AFTER: f64 = 2.0 * 3600.0;
/// Contacts that are replayed for one try of a search, and the days that these may come to.
const A_TRY: f64 = 600_000.0;
const TRY_DAYS: (f64, f64) = (8.0, 400.0);

/// Agents and what decides, slot by slot.
pub(super) type Staff = (Vec<u32>, Vec<Bound>);

/// The staff of every day of a stretch, put together.
pub(super) fn staffed(
    stretch: &Stretch,
    shifts: &[Range<usize>],
    given: &Given<'_>,
) -> Result<Staff, OutOfReach> {
    let days: Vec<Result<Staff, OutOfReach>> =
        shifts.par_iter().map(|shift| day(stretch, shift, given)).collect();
    let (mut agents, mut bounds) = (Vec::new(), Vec::new());
    for day in days {
        let (more, decided) = day?;
        agents.extend(more);
        bounds.extend(decided);
    }
    Ok((agents, bounds))
}

/// The staff of one day.
fn day(stretch: &Stretch, shift: &Range<usize>, given: &Given<'_>) -> Result<Staff, OutOfReach> {
    let window = match given.over() {
        Over::Interval => widened(&stretch.slots, shift),
        Over::Day => shift.clone(),
    };
    let found = searched(&stretch.slots[window.clone()], stretch, given);
    let found = found.map_err(|reason| match reason {
        Unreachable::Certainty(binding) => OutOfReach::Certainty(bound(binding, given)),
        Unreachable::TooMany => OutOfReach::TooMany,
    })?;
    let kept = shift.start - window.start..shift.end - window.start;
    let bounds = found.binding[kept.clone()].iter().zip(&found.agents[kept.clone()]);
    let bounds = bounds.map(|(&binding, &agents)| match binding {
        // Somebody has to be there: without anybody every goal is missed.
        Binding::None if agents > 0 => {
            missed(&given.terms.goals).first().map_or(Bound::Nothing, |goal| goal.0)
        }
        binding => bound(binding, given),
    });
    let bounds = bounds.collect();
    Ok((found.agents[kept].to_vec(), bounds))
}

/// A day with what comes before and after it.
fn widened(slots: &[Slot], shift: &Range<usize>) -> Range<usize> {
    let (mut from, mut past) = (shift.start, shift.end);
    let mut seconds = 0.0;
    while from > 0 && seconds < BEFORE {
        from -= 1;
        seconds += slots[from].seconds;
    }
    seconds = 0.0;
    while past < slots.len() && seconds < AFTER {
        seconds += slots[past].seconds;
        past += 1;
    }
    from..past
}

fn searched(slots: &[Slot], stretch: &Stretch, given: &Given<'_>) -> Result<DayStaffing, Unreachable> {
    let goals = &given.terms.goals;
    let within = given.thresholds.first().copied().unwrap_or(Seconds::ZERO);
    let station = given.station(stretch, within, false);
    let plain = goals.levels.len() <= 1 && given.replay().is_none();
    let targets = Targets {
        service_level: goals.levels.first().map(|goal| (goal.share, goal.within)),
        definition: if plain { goals.definition } else { ServiceLevelDefinition::Offered },
        asa: goals.asa,
        max_abandon: goals.max_abandon,
        max_occupancy: goals.max_occupancy,
    };
    let scope = match given.over() {
        Over::Interval => Scope::EveryInterval,
        Over::Day => Scope::WholeDay,
    };
    let goal = DayGoal { station: &station, targets: &targets, scope };
    if let Some(replay) = given.replay() {
        let few = Replay { days: few_days(slots, replay), ..replay };
        return staff_day(slots, &goal, |slots, _| {
            Whole::new(slots, move |slots: &[Slot]| simulated(slots, stretch, given, few))
        });
    }
    if plain {
        let turning = given.station(stretch, within, true);
        return staff_day(slots, &goal, |slots, turns| {
            Follower::new(slots, if turns { &turning } else { &station })
        });
    }
    let stations = stations(given, stretch);
    staff_day(slots, &goal, |slots, _| Several::new(slots, *given, &stations))
}

/// A few days' means; of more people than can be replayed, nothing, which ends the search.
fn simulated(slots: &[Slot], stretch: &Stretch, given: &Given<'_>, few: Replay) -> Vec<SlotService> {
    match given.replayed(slots, stretch, few) {
        Ok(found) => found.iter().map(|slot| blended_of(&given.terms.goals.levels, slot)).collect(),
        Err(_) => vec![SlotService::default(); slots.len()],
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a few hundred")]
fn few_days(slots: &[Slot], replay: Replay) -> u32 {
    let contacts: f64 = slots.iter().map(|slot| slot.arrivals).sum();
    let days = (A_TRY / contacts.max(1.0)).clamp(TRY_DAYS.0, TRY_DAYS.1);
    (days as u32).min(replay.days)
}

/// What decides, as the goals name it; of several levels the first stands for all.
fn bound(binding: Binding, given: &Given<'_>) -> Bound {
    match binding {
        Binding::ServiceLevel if given.terms.goals.levels.is_empty() => Bound::Nothing,
        Binding::ServiceLevel => Bound::Level(0),
        Binding::Asa => Bound::Asa,
        Binding::Abandonment => Bound::Abandonment,
        Binding::Occupancy => Bound::Occupancy,
        Binding::Stability => Bound::Stability,
        Binding::None => Bound::Nothing,
    }
}
