//! A day whose staff are changed here and there: only what a change reaches is followed again.

use super::look::FELT;
use super::remaining::still_waiting;
use super::walk::{Later, Present, TooWide, Walk};
use crate::queueing::carry_over;
use crate::queueing::day::{DayStation, Followed, Slot, SlotService};
use crate::queueing::whole::whole;

/// Two laws that differ by no more in all are the same from there on.
const SAME: f64 = 1e-8;
/// Fewer contacts than this that still wait when the staff change do not move the mean wait.
const LEFT: f64 = 1e-7;

/// The day of some slots, followed exactly, with the law kept at the start of each.
///
/// Assumption and accuracy are those of [`day`](super::day()); a day that is too wide for it is followed by
/// [`carry_over::day`], whole after every change.
#[derive(Debug)]
pub struct Follower<'a> {
    slots: Vec<Slot>,
    station: &'a DayStation,
    /// The exact walk; `None` where the fast method stands in.
    exact: Option<Exact<'a>>,
    served: Vec<SlotService>,
    before: Option<Change>,
}

#[derive(Debug)]
struct Exact<'a> {
    walk: Walk<'a>,
    starts: Vec<Start>,
}

/// The law as a slot begins.
#[derive(Debug, Clone)]
struct Start {
    law: Present,
    later: Later,
}

/// What the last change overwrote: a slot's staff, and what was followed again.
#[derive(Debug)]
struct Change {
    slot: usize,
    servers: u32,
    slots: Vec<Overwritten>,
}

#[derive(Debug)]
struct Overwritten {
    slot: usize,
    start: Option<Start>,
    served: SlotService,
}

impl<'a> Follower<'a> {
    /// Follows a day.
    #[must_use]
    pub fn new(slots: &[Slot], station: &'a DayStation) -> Self {
        let mut follower =
            Self { slots: slots.to_vec(), station, exact: None, served: Vec::new(), before: None };
        match Exact::follow(slots, station) {
            Ok((exact, served)) => (follower.exact, follower.served) = (Some(exact), served),
            Err(TooWide) => follower.served = carry_over::day(slots, station),
        }
        follower
    }

    /// The whole day by the fast method, from now on.
    fn stand_in(&mut self, overwritten: &mut Vec<Overwritten>) {
        self.exact = None;
        for (slot, served) in carry_over::day(&self.slots, self.station).into_iter().enumerate() {
            let served = std::mem::replace(&mut self.served[slot], served);
            overwritten.push(Overwritten { slot, start: None, served });
        }
    }
}

impl Followed for Follower<'_> {
    fn served(&self) -> &[SlotService] {
        &self.served
    }

    fn staff(&mut self, slot: usize, servers: u32, enough: &mut dyn FnMut(usize, &SlotService) -> bool) {
        let old = std::mem::replace(&mut self.slots[slot].servers, servers);
        let mut slots = Vec::new();
        let again = self.exact.as_mut().map(|exact| {
            exact.walk.outlook.restaff(slot, &self.slots[slot], self.station);
            exact.again((slot, self.station), &mut self.served, enough, &mut slots)
        });
        if !matches!(again, Some(Ok(()))) {
            self.stand_in(&mut slots);
        }
        self.before = Some(Change { slot, servers: old, slots });
    }

    fn undo(&mut self) {
        let Some(Change { slot, servers, slots }) = self.before.take() else { return };
        self.slots[slot].servers = servers;
        if let Some(exact) = &mut self.exact {
            exact.walk.outlook.restaff(slot, &self.slots[slot], self.station);
        }
        for Overwritten { slot, start, served } in slots.into_iter().rev() {
            self.served[slot] = served;
            if let (Some(exact), Some(start)) = (&mut self.exact, start) {
                exact.starts[slot] = start;
            }
        }
    }
}

impl<'a> Exact<'a> {
    fn follow(slots: &[Slot], station: &'a DayStation) -> Result<(Self, Vec<SlotService>), TooWide> {
        if slots.iter().any(|slot| slot.seconds <= 0.0 || slot.seconds.is_nan()) {
            return Err(TooWide);
        }
        let mut exact = Self { walk: Walk::new(slots, station), starts: Vec::new() };
        let mut served = Vec::with_capacity(slots.len());
        for j in 0..slots.len() {
            exact.starts.push(exact.now());
            served.push(exact.walk.slot(j)?);
        }
        Ok((exact, served))
    }

    fn now(&self) -> Start {
        Start { law: self.walk.law.clone(), later: self.walk.later }
    }

    /// Follows again what a change in a slot reaches: that slot, those after it until the law is what it was, and those
    /// before it whose contacts feel the change. Ends early where that is enough.
    fn again(
        &mut self,
        (changed, station): (usize, &DayStation),
        served: &mut [SlotService],
        enough: &mut dyn FnMut(usize, &SlotService) -> bool,
        overwritten: &mut Vec<Overwritten>,
    ) -> Result<(), TooWide> {
        let from = self.first_to_feel(changed, station);
        // Those before it last, for they seldom tell; but who will give up is handed on from slot to slot.
        let in_order = self.walk.outlook.regimes[changed].theta > 0.0;
        let stretches = if in_order {
            [(from, served.len()), (0, 0)]
        } else {
            [(changed, served.len()), (from, changed)]
        };
        for (first, past) in stretches.into_iter().filter(|(first, past)| first < past) {
            let start = self.starts[first].clone();
            self.walk.resume(first, start.law, start.later);
            for (j, served) in served.iter_mut().enumerate().take(past).skip(first) {
                let now = self.now();
                if j > changed && now.is_near(&self.starts[j]) {
                    break;
                }
                let start = Some(std::mem::replace(&mut self.starts[j], now));
                let service = self.walk.slot(j)?;
                let ended = enough(j, &service);
                overwritten.push(Overwritten { slot: j, start, served: std::mem::replace(served, service) });
                if ended {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The first slot whose arrivals still wait, or look, as far as the start of a slot.
    fn first_to_feel(&self, slot: usize, station: &DayStation) -> usize {
        let outlook = &self.walk.outlook;
        let theta = outlook.regimes[slot].theta;
        let memory = if theta > 0.0 { FELT / theta } else { 0.0 };
        let look = station.answer_within.get().max(memory);
        let feels = |&i: &usize| {
            outlook.starts[i + 1] + look > outlook.starts[slot]
                || (theta <= 0.0 && {
                    let line = self.starts[i + 1].law.line(whole(outlook.regimes[i].servers));
                    still_waiting(outlook, i, &line, slot) > LEFT
                })
        };
        (0..slot).rev().take_while(feels).last().unwrap_or(slot)
    }
}

impl Start {
    fn is_near(&self, other: &Self) -> bool {
        let distance = match (&self.law, &other.law) {
            (Present::Opening(a), Present::Opening(b)) => (a.mean - b.mean).abs(),
            (Present::Law(a), Present::Law(b)) => a.distance(b),
            _ => f64::INFINITY,
        };
        let wait = match (self.later.wait, other.later.wait) {
            (Some(a), Some(b)) => (a - b).abs() / (1.0 + a),
            (None, None) => 0.0,
            _ => f64::INFINITY,
        };
        distance + wait + (self.later.lost - other.later.lost).abs() < SAME
    }
}
