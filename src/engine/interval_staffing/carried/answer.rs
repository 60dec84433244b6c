//! Rows and channels from slots.

use super::super::course::courses;
use super::super::live::{ChannelService, LiveAnswer, LiveRow, together as tallied};
use super::Over;
use super::given::{Given, SlotGiven};
use super::stretch::{Stretch, load};
use crate::engine::situation::{Bound, More, OutOfReach, Service, missed, rostered_share};
use crate::model::question::{Intervals, LiveInterval};
use crate::queueing::Patience;
use crate::queueing::day::{Slot, WaitLaw};
use std::ops::Range;

/// A mean wait from which on it is understated: waits are told apart up to [`WaitLaw::NODES`]' last.
const LONG: f64 = 0.6 * WaitLaw::NODES[WaitLaw::NODES.len() - 1];

/// What a stretch has, or needs, and what that gives.
pub(super) struct Staffed {
    /// People on seat, slot by slot.
    pub agents: Result<Vec<u32>, OutOfReach>,
    /// What decided, slot by slot; nothing where they were given.
    pub bounds: Vec<Bound>,
    pub slots: Vec<SlotGiven>,
    /// The days.
    pub shifts: Vec<Range<usize>>,
}

/// What slots give together.
pub(super) fn service_of(slots: &[Slot], agents: &[u32], given: &[SlotGiven]) -> Service {
    let all = SlotGiven::together(given.iter());
    let (mut seconds, mut staffed) = (0.0, 0.0);
    for (slot, &agents) in slots.iter().zip(agents) {
        seconds += slot.seconds;
        staffed += slot.seconds * f64::from(agents);
    }
    let share = |part: f64, whole: f64| if whole > 0.0 { (part / whole).clamp(0.0, 1.0) } else { 0.0 };
    let found = &all.service;
    let answered = found.waits.total();
    let asa =
        if answered > 0.0 { Some(all.waited / answered) } else { (found.contacts <= 0.0).then_some(0.0) };
    // Where contacts come and nobody is there, everyone there is busy.
    let idle = if found.contacts > 0.0 { 1.0 } else { 0.0 };
    Service {
        levels: (0..all.counts.len()).map(|at| all.level(at)).collect(),
        asa,
        p_wait: share(found.waited, found.contacts),
        p_abandon: share(found.abandoned, found.contacts),
        occupancy: if staffed > 0.0 { share(found.busy_seconds, staffed) } else { idle },
        mean_queue: if seconds > 0.0 { found.queue_seconds / seconds } else { 0.0 },
        more: More::default(),
    }
}

/// Each goal and whether a service meets it.
pub(super) fn judged(service: &Service, given: &Given<'_>) -> Vec<(Bound, bool)> {
    service.judged(&given.terms.goals)
}

/// All rows, and channel by channel.
pub(super) fn together(
    demand: &Intervals<LiveInterval>,
    given: &Given<'_>,
    stretches: &[Stretch],
    found: Vec<Staffed>,
) -> LiveAnswer {
    let mut rows: Vec<Option<LiveRow>> =
        demand.rows.iter().map(|row| row.as_ref().map(|row| closed(row, given))).collect();
    let channels = demand.channels.len();
    let mut sums: Vec<Vec<SlotGiven>> = vec![Vec::new(); channels];
    let mut days_missed = vec![0; channels];
    let (mut long_waits, mut coarse) = (false, false);
    for (stretch, staffed) in stretches.iter().zip(found) {
        let goals = goals(stretch, &staffed, given);
        days_missed[stretch.channel] +=
            staffed.shifts.iter().filter(|shift| goals[shift.start].iter().any(|(_, met)| !met)).count();
        for (slot, place) in stretch.places.iter().enumerate() {
            let Some(row) = place.and_then(|place| rows[place].as_mut()) else { continue };
            fill(row, slot, stretch, &staffed, given);
            row.goals.clone_from(&goals[slot]);
        }
        let all = SlotGiven::together(staffed.slots.iter());
        let is_long = |slot: &SlotGiven| slot.waited > LONG * slot.service.waits.total();
        long_waits |= given.replay().is_none() && staffed.slots.iter().any(is_long);
        coarse |= staffed.slots.iter().any(|slot| slot.coarse);
        sums[stretch.channel].push(all);
    }
    let courses = courses(demand);
    let channel = |channel: usize| {
        let seconds = demand.seconds.get(channel).copied().unwrap_or(0.0);
        let mut all: ChannelService = tallied(&rows, &courses[channel], seconds, given.thresholds.len());
        let sum = SlotGiven::together(sums[channel].iter());
        all.levels = (0..given.thresholds.len()).map(|at| sum.level(at)).collect();
        if given.over() == Over::Day {
            all.missed = days_missed[channel];
        }
        all
    };
    let channels = (0..channels).map(channel).collect();
    let gives_up = stretches.iter().any(|stretch| stretch.patience != Patience::Infinite);
    LiveAnswer { thresholds: given.thresholds.to_vec(), rows, channels, gives_up, long_waits, coarse }
}

/// The goals of each slot, or of its day.
fn goals(stretch: &Stretch, staffed: &Staffed, given: &Given<'_>) -> Vec<Vec<(Bound, bool)>> {
    let Ok(agents) = &staffed.agents else {
        return vec![missed(&given.terms.goals); stretch.slots.len()];
    };
    let of = |range: Range<usize>| {
        let slots = (&stretch.slots[range.clone()], &agents[range.clone()], &staffed.slots[range]);
        judged(&service_of(slots.0, slots.1, slots.2), given)
    };
    match given.over() {
        Over::Interval => (0..agents.len()).map(|slot| of(slot..slot + 1)).collect(),
        Over::Day => staffed.shifts.iter().flat_map(|shift| vec![of(shift.clone()); shift.len()]).collect(),
    }
}

/// A row in a long break: nobody comes, and nobody is needed.
fn closed(row: &LiveInterval, given: &Given<'_>) -> LiveRow {
    let agents = row.agents.unwrap_or(0);
    let nothing = SlotGiven { counts: vec![(0.0, 0.0); given.thresholds.len()], ..SlotGiven::default() };
    let service = service_of(&[], &[], &[nothing]);
    LiveRow {
        demand: *row,
        agents: Some(agents),
        rostered: rostered_share(agents, given.terms.shrinkage),
        bound: row.agents.is_none().then_some(Ok(Bound::Nothing)),
        goals: judged(&service, given),
        service: Some(service),
        error: None,
        overloaded: false,
    }
}

/// What was found for a row.
fn fill(row: &mut LiveRow, slot: usize, stretch: &Stretch, staffed: &Staffed, given: &Given<'_>) {
    let agents = match &staffed.agents {
        Ok(agents) => agents[slot],
        Err(reason) => {
            (row.agents, row.rostered, row.service) = (None, None, None);
            row.bound = Some(Err(*reason));
            return;
        }
    };
    let found = &staffed.slots[slot];
    row.agents = Some(agents);
    row.rostered = rostered_share(agents, given.terms.shrinkage);
    row.bound = staffed.bounds.get(slot).map(|&bound| Ok(bound));
    row.service = Some(service_of(&[stretch.slots[slot]], &[agents], std::slice::from_ref(found)));
    row.error = found.error;
    // Staff that were searched meet the goals all the same: a queue that is carried over evens short peaks out.
    row.overloaded = stretch.given
        && stretch.patience == Patience::Infinite
        && load(&stretch.slots[slot]) > f64::from(agents);
}
