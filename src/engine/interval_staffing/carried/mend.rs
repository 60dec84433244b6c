//! The days of a stretch put together, and held to the goals once more as they follow one another.

use super::answer::{Staffed, judged, service_of};
use super::given::{Given, SlotGiven};
use super::several::{Several, stations};
use super::stretch::Stretch;
use super::{Over, TooLarge};
use crate::engine::situation::Bound;
use crate::queueing::day::{Followed, Slot};
use std::ops::Range;

/// Rounds of raising what is still missed; where each is simulated, fewer of long stretches, but never less than the least.
const MOST_ROUNDS: u32 = 40;
const LEAST_ROUNDS: f64 = 5.0;
/// Contacts that may be simulated for it.
const MOST_CONTACTS: f64 = 2e9;
/// The part of the rounds, one in so many, that raise only where a run of missed intervals begins: what follows may be
/// mended by that.
const CAREFUL: u32 = 3;
/// Seconds to either side of a cut in which agents may be saved once the days are put together.
const NEAR: f64 = 2.0 * 3600.0;

/// What a search has found, not yet held together.
pub(super) struct Draft {
    pub agents: Vec<u32>,
    pub bounds: Vec<Bound>,
    pub shifts: Vec<Range<usize>>,
}

/// Staff that meet the goals as the whole stretch is followed, and what they give.
pub(super) fn mended(stretch: &Stretch, mut draft: Draft, given: &Given<'_>) -> Result<Staffed, TooLarge> {
    if draft.shifts.len() > 1 && given.replay().is_none() && given.over() == Over::Interval {
        join(stretch, &mut draft, given);
    }
    let mut slots = given.of(&with(&stretch.slots, &draft.agents), stretch)?;
    let rounds = rounds(stretch, given);
    for round in 0..rounds {
        let missed = missed(stretch, &draft, &slots, given);
        if missed.is_empty() {
            break;
        }
        for (at, &slot) in missed.iter().enumerate() {
            let follows = at > 0 && missed[at - 1] + 1 == slot;
            if round >= rounds / CAREFUL || !follows {
                draft.agents[slot] += 1;
            }
        }
        slots = given.of(&with(&stretch.slots, &draft.agents), stretch)?;
    }
    let Draft { agents, mut bounds, shifts } = draft;
    if given.terms.goals.levels.len() > 1 {
        for (bound, slot) in bounds.iter_mut().zip(&slots) {
            if matches!(bound, Bound::Level(_)) {
                *bound = Bound::Level(tightest(slot, given));
            }
        }
    }
    Ok(Staffed { agents: Ok(agents), bounds, slots, shifts })
}

/// Rounds that a stretch may take.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a few dozen")]
fn rounds(stretch: &Stretch, given: &Given<'_>) -> u32 {
    let contacts: f64 = stretch.slots.iter().map(|slot| slot.arrivals).sum();
    match given.replay() {
        Some(replay) => {
            let rounds = MOST_CONTACTS / (contacts * f64::from(replay.days)).max(1.0);
            rounds.clamp(LEAST_ROUNDS, f64::from(MOST_ROUNDS)) as u32
        }
        None => MOST_ROUNDS,
    }
}

/// The service level that comes nearest to its goal.
fn tightest(slot: &SlotGiven, given: &Given<'_>) -> usize {
    let used = |at: usize| (1.0 - slot.level(at)) / (1.0 - given.terms.goals.levels[at].share.get());
    (0..given.terms.goals.levels.len())
        .max_by(|&a, &b| used(a).total_cmp(&used(b)).then(b.cmp(&a)))
        .unwrap_or(0)
}

pub(super) fn with(slots: &[Slot], agents: &[u32]) -> Vec<Slot> {
    slots.iter().zip(agents).map(|(slot, &servers)| Slot { servers, ..*slot }).collect()
}

/// Slots that miss a goal and can be helped; of a day that misses one, the slot with most contacts late or waiting.
fn missed(stretch: &Stretch, draft: &Draft, slots: &[SlotGiven], given: &Given<'_>) -> Vec<usize> {
    let fails = |range: Range<usize>| {
        let service = service_of(&stretch.slots[range.clone()], &draft.agents[range.clone()], &slots[range]);
        judged(&service, given).iter().any(|(_, met)| !met)
    };
    let workable = |slot: &usize| stretch.slots[*slot].service > 0.0;
    match given.over() {
        Over::Interval => (0..slots.len()).filter(workable).filter(|&slot| fails(slot..slot + 1)).collect(),
        Over::Day => {
            let late = |slot: usize| {
                let (good, all) = slots[slot].counts.first().copied().unwrap_or((0.0, 0.0));
                all - good + slots[slot].service.queue_end
            };
            let latest = |shift: &Range<usize>| {
                shift.clone().filter(workable).max_by(|&a, &b| late(a).total_cmp(&late(b)))
            };
            draft.shifts.iter().filter(|shift| fails((*shift).clone())).filter_map(latest).collect()
        }
    }
}

/// Raises what the days miss as they follow one another, then saves near the cuts what the search of one day could not.
fn join(stretch: &Stretch, draft: &mut Draft, given: &Given<'_>) {
    let stations = stations(given, stretch);
    let mut day = Several::new(&with(&stretch.slots, &draft.agents), *given, &stations);
    for slot in 0..stretch.slots.len() {
        let mut rounds = 0;
        while rounds < MOST_ROUNDS
            && stretch.slots[slot].service > 0.0
            && day.misses(slot, stretch, &draft.agents)
        {
            draft.agents[slot] += 1;
            day.staff(slot, draft.agents[slot], &mut |_, _| false);
            rounds += 1;
        }
    }
    let cuts: Vec<usize> = draft.shifts.iter().skip(1).map(|shift| shift.start).collect();
    let starts: Vec<f64> = stretch
        .slots
        .iter()
        .scan(0.0, |start, slot| {
            let this = *start;
            *start += slot.seconds;
            Some(this)
        })
        .collect();
    let near = |slot: &usize| cuts.iter().any(|&cut| (starts[cut] - starts[*slot]).abs() <= NEAR);
    for slot in (0..stretch.slots.len()).rev().filter(near) {
        let floor = u32::from(stretch.slots[slot].arrivals > 0.0);
        while draft.agents[slot] > floor {
            draft.agents[slot] -= 1;
            day.staff(slot, draft.agents[slot], &mut |_, _| false);
            if (0..stretch.slots.len()).any(|slot| day.misses(slot, stretch, &draft.agents)) {
                day.undo();
                draft.agents[slot] += 1;
                break;
            }
        }
    }
}
