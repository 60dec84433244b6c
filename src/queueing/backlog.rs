//! Deferred work, first in first out: email and tickets that wait for hours.
//!
//! Work is a fluid: it flows in at the slot's rate and out at the slot's capacity while there is any. Counted by the
//! amount of work `q`, arrival time `a(q)` and finishing time `f(q)` are both piecewise linear, so that responses,
//! shares within a deadline and backlogs are exact.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `A(t)` | `Flow` of arrivals | contacts that have come by `t`, the opening backlog first |
//! | `D(t)` | `Flow` of finishes | contacts finished by `t` |
//! | `f(q) − a(q)` | response | time from arrival to answer |
//!
//! Not modelled: chance within a slot (small beside hours of deadline), priorities other than age.

use crate::units::{Fraction, Seconds};

/// Ties of response and deadline are within, with this much rounding forgiven, seconds.
const TIE: f64 = 1e-6;
/// Slots added after the end at most, for work that is left.
const MOST_AFTER: usize = 1_000_000;
/// Relative width at which the search for a capacity stops.
const CLOSE: f64 = 1e-6;
/// Doublings of the capacity before a target counts as out of reach.
const MOST_DOUBLINGS: usize = 60;

/// One slot of a team that works off a backlog.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WorkSlot {
    /// Length, seconds.
    pub seconds: f64,
    /// Contacts that arrive, spread evenly.
    pub arrivals: f64,
    /// Contacts that the team can finish, spread evenly.
    pub capacity: f64,
    /// Share of the slot that is opening time, for deadlines in opening time.
    pub open: f64,
}

/// Time allowed from arrival to answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Deadline {
    /// On the clock on the wall.
    Clock(Seconds),
    /// In opening time: the clock stops while closed.
    Open(Seconds),
}

/// A backlog to be worked off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Backlog<'a> {
    /// The slots, in order.
    pub slots: &'a [WorkSlot],
    /// Contacts open at the start, which count as arrived then.
    pub opening: f64,
    /// Time allowed.
    pub deadline: Deadline,
    /// The last so many slots repeat after the end, without arrivals, until all is finished; with none, what is left
    /// is never answered.
    pub cycle: usize,
}

/// What becomes of the contacts that arrive in one slot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Turnaround {
    /// Contacts.
    pub contacts: f64,
    /// Of these, answered within the deadline.
    pub within: f64,
    /// Of these, ever answered.
    pub finished: f64,
    /// Response of the finished, summed on the clock; contacts × seconds.
    pub response: f64,
    /// Longest response of the finished, seconds.
    pub longest: f64,
}

/// What becomes of all work.
#[derive(Debug, Clone, PartialEq)]
pub struct BacklogService {
    /// The opening backlog.
    pub opening: Turnaround,
    /// One value per slot of arrival.
    pub arrivals: Vec<Turnaround>,
    /// Contacts open at the end of each slot.
    pub open_at_end: Vec<f64>,
    /// Time since the oldest of them came, seconds on the clock; zero where none is open.
    pub oldest_at_end: Vec<f64>,
}

impl Turnaround {
    /// Share answered within the deadline; everything of nothing.
    #[must_use]
    pub fn share(&self) -> Fraction {
        if self.contacts > 0.0 { Fraction::clamped(self.within / self.contacts) } else { Fraction::ONE }
    }

    /// Mean response of the finished, seconds on the clock; `None` when nothing is finished.
    #[must_use]
    pub fn mean_response(&self) -> Option<f64> {
        (self.finished > 0.0).then(|| self.response / self.finished)
    }

    fn add(&mut self, other: &Self) {
        self.contacts += other.contacts;
        self.within += other.within;
        self.finished += other.finished;
        self.response += other.response;
        self.longest = self.longest.max(other.longest);
    }
}

impl BacklogService {
    /// All arrivals of the slots together, the opening backlog left out.
    #[must_use]
    pub fn all_arrivals(&self) -> Turnaround {
        let mut all = Turnaround::default();
        self.arrivals.iter().for_each(|slot| all.add(slot));
        all
    }
}

/// A stretch in which work flows evenly: amounts of work `from..to`, and when, on both clocks.
#[derive(Debug, Clone, Copy)]
struct Flow {
    from: f64,
    to: f64,
    start: Moment,
    end: Moment,
}

/// A moment on the wall and on the clock that runs in opening time only, seconds.
#[derive(Debug, Clone, Copy, Default)]
struct Moment {
    wall: f64,
    open: f64,
}

impl Moment {
    fn towards(self, other: Self, part: f64) -> Self {
        Self {
            wall: self.wall + part * (other.wall - self.wall),
            open: self.open + part * (other.open - self.open),
        }
    }
}

impl Flow {
    fn at(&self, work: f64) -> Moment {
        let part = if self.to > self.from { (work - self.from) / (self.to - self.from) } else { 1.0 };
        self.start.towards(self.end, part.clamp(0.0, 1.0))
    }
}

impl Backlog<'_> {
    /// What becomes of all work, in one pass over the slots.
    ///
    /// Exact for the fluid model. Units: contacts and seconds; one value per slot. Negative amounts count as zero.
    /// Assumption: oldest first, for which a common deadline is met as often as any order allows. Source: \[Koole2013\].
    /// Accuracy: 1e-9.
    ///
    /// ```
    /// # use staffplan::{queueing::backlog::*, units::Seconds};
    /// let hour = |arrivals, capacity| WorkSlot { seconds: 3600.0, arrivals, capacity, open: 1.0 };
    /// let slots = [hour(10.0, 0.0), hour(0.0, 10.0)];
    /// let deadline = Deadline::Clock(Seconds::new(3600.0).unwrap());
    /// let work = Backlog { slots: &slots, opening: 0.0, deadline, cycle: 0 }.service();
    /// // Each contact is answered exactly an hour after it came.
    /// assert_eq!(work.arrivals[0].mean_response(), Some(3600.0));
    /// assert_eq!(work.arrivals[0].within, 10.0);
    /// ```
    #[must_use]
    pub fn service(&self) -> BacklogService {
        let mut found = self.served(1.0);
        found.oldest_at_end = self.oldest_at_end(found.opening.contacts, &found.open_at_end);
        found
    }

    /// All but the ages, at a multiple of the capacity.
    fn served(&self, multiplier: f64) -> BacklogService {
        let opening = self.opening.max(0.0);
        let (finishes, open_at_end) = self.finishes(multiplier, opening);
        let mut finishes = Matcher { finishes, place: 0, deadline: self.deadline };
        let now = Moment::default();
        let opening = finishes.turnaround(Flow { from: 0.0, to: opening, start: now, end: now });
        let (mut start, mut work) = (now, opening.contacts);
        let mut arrivals = Vec::with_capacity(self.slots.len());
        for slot in self.slots {
            let (end, to) = (slot.after(start), work + slot.arrivals.max(0.0));
            arrivals.push(finishes.turnaround(Flow { from: work, to, start, end }));
            (start, work) = (end, to);
        }
        BacklogService { opening, arrivals, open_at_end, oldest_at_end: Vec::new() }
    }

    /// Time since the oldest open contact came, at the end of each slot: first in, first out, the open contacts are the
    /// last that came.
    fn oldest_at_end(&self, opening: f64, open_at_end: &[f64]) -> Vec<f64> {
        let (mut start, mut came) = (Moment::default(), opening);
        let mut arrivals = vec![Flow { from: 0.0, to: opening, start, end: start }];
        let mut first = 0;
        let age = |(slot, &open): (&WorkSlot, &f64)| {
            let (end, to) = (slot.after(start), came + slot.arrivals.max(0.0));
            arrivals.push(Flow { from: came, to, start, end });
            (start, came) = (end, to);
            let done = came - open;
            while first + 1 < arrivals.len() && arrivals[first].to <= done {
                first += 1;
            }
            if open > 0.0 { (end.wall - arrivals[first].at(done).wall).max(0.0) } else { 0.0 }
        };
        self.slots.iter().zip(open_at_end).map(age).collect()
    }

    /// When which work is finished, and what is open at the end of each slot.
    fn finishes(&self, multiplier: f64, opening: f64) -> (Vec<Flow>, Vec<f64>) {
        let mut flows = Vec::with_capacity(2 * self.slots.len());
        let mut open_at_end = Vec::with_capacity(self.slots.len());
        // `came` is summed exactly as in `served`: where the backlog is gone, both sides agree to the last bit.
        let (mut start, mut done, mut came) = (Moment::default(), 0.0, opening);
        for slot in self.slots {
            let (arrivals, capacity) = (slot.arrivals.max(0.0), multiplier * slot.capacity.max(0.0));
            let (end, open) = (slot.after(start), came - done);
            came += arrivals;
            // The backlog is gone at this share of the slot; from then on work is finished as it comes.
            let cleared = if capacity > arrivals { open / (capacity - arrivals) } else { f64::INFINITY };
            if cleared < 1.0 {
                let middle = start.towards(end, cleared);
                let first = done + cleared * capacity;
                flows.push(Flow { from: done, to: first, start, end: middle });
                flows.push(Flow { from: first, to: came, start: middle, end });
                done = came;
            } else {
                flows.push(Flow { from: done, to: done + capacity, start, end });
                done += capacity;
            }
            open_at_end.push((came - done).max(0.0));
            start = end;
        }
        self.drain(multiplier, &mut flows, (start, done, came));
        (flows, open_at_end)
    }

    /// Works off what is left, with the last slots' capacity again and again.
    fn drain(&self, multiplier: f64, flows: &mut Vec<Flow>, (mut start, mut done, came): (Moment, f64, f64)) {
        let again = &self.slots[self.slots.len() - self.cycle.min(self.slots.len())..];
        if again.iter().all(|slot| multiplier * slot.capacity <= 0.0) {
            return;
        }
        for slot in again.iter().cycle().take(MOST_AFTER) {
            if done >= came {
                return;
            }
            let (capacity, end) = (multiplier * slot.capacity.max(0.0), slot.after(start));
            flows.push(Flow { from: done, to: done + capacity, start, end });
            (start, done) = (end, done + capacity);
        }
    }

    /// Share of all arrivals within the deadline at a multiple of the capacity.
    fn share_with(&self, multiplier: f64) -> f64 {
        self.served(multiplier).all_arrivals().share().get()
    }
}

impl WorkSlot {
    /// The moment when the slot ends.
    fn after(&self, start: Moment) -> Moment {
        let seconds = self.seconds.max(0.0);
        Moment { wall: start.wall + seconds, open: start.open + seconds * self.open.clamp(0.0, 1.0) }
    }
}

/// Finds the finishing times of arrivals, both taken in the order of work.
struct Matcher {
    finishes: Vec<Flow>,
    place: usize,
    deadline: Deadline,
}

impl Matcher {
    /// What becomes of the work that flows in here; to be asked in order.
    fn turnaround(&mut self, arrivals: Flow) -> Turnaround {
        let mut found = Turnaround { contacts: arrivals.to - arrivals.from, ..Turnaround::default() };
        let mut work = arrivals.from;
        while work < arrivals.to {
            let Some(finish) = self.finishes.get(self.place) else { break };
            if finish.to <= work {
                self.place += 1;
                continue;
            }
            let next = finish.to.min(arrivals.to);
            self.take(&mut found, [work, next].map(|q| (arrivals.at(q), finish.at(q))), next - work);
            work = next;
        }
        found
    }

    /// Adds work whose response changes evenly between two ends, each an arrival and a finish.
    fn take(&self, found: &mut Turnaround, ends: [(Moment, Moment); 2], work: f64) {
        let responses = ends.map(|(came, done)| (done.wall - came.wall).max(0.0));
        found.finished += work;
        found.response += work * 0.5 * (responses[0] + responses[1]);
        found.longest = found.longest.max(responses[0]).max(responses[1]);
        let late = match self.deadline {
            Deadline::Clock(allowed) => responses.map(|response| response - allowed.get() - TIE),
            Deadline::Open(allowed) => ends.map(|(came, done)| done.open - came.open - allowed.get() - TIE),
        };
        found.within += work * in_time(late);
    }
}

/// Share of an even stretch on which the lateness, given at its two ends, is not above zero.
fn in_time(late: [f64; 2]) -> f64 {
    let (low, high) = (late[0].min(late[1]), late[0].max(late[1]));
    if high <= 0.0 {
        1.0
    } else if low > 0.0 {
        0.0
    } else {
        -low / (high - low)
    }
}

/// The least multiple of the team's capacity with which the share of arrivals answered within the deadline reaches
/// the target.
///
/// Each slot's `capacity` is taken as the team's availability there, relative to the others. Searched by bisection to
/// 1e-6 relative, from above: the multiple returned meets the target. `None` when no capacity does, because the
/// team is away for longer than the deadline.
///
/// Zero when there are no arrivals or nothing is asked.
#[must_use]
pub fn least_capacity(backlog: &Backlog<'_>, target: Fraction) -> Option<f64> {
    let work: f64 = backlog.slots.iter().map(|slot| slot.arrivals.max(0.0)).sum();
    let shape: f64 = backlog.slots.iter().map(|slot| slot.capacity.max(0.0)).sum();
    if work <= 0.0 || target.get() <= 0.0 {
        return Some(0.0);
    }
    if shape <= 0.0 {
        return None;
    }
    // Rounding of a sum over all slots must not turn "all" into "almost all".
    let enough = target.get() - 1e-12 * (1.0 + backlog.slots.len() as f64).sqrt();
    let meets = |multiple: f64| backlog.share_with(multiple) >= enough;
    let (mut low, mut high) = (0.0, work / shape);
    let mut doublings = 0;
    while !meets(high) {
        (low, high, doublings) = (high, 2.0 * high, doublings + 1);
        if doublings > MOST_DOUBLINGS {
            return None;
        }
    }
    while high - low > CLOSE * high {
        let middle = 0.5 * (low + high);
        if meets(middle) { high = middle } else { low = middle }
    }
    Some(high)
}
