//! The staff that an arrival will meet: who is answered at all, and after what wait.

use super::regime::{LONGEST, Regime};
use super::wait_law::WaitLaw;
use super::{DayStation, Slot};

/// Beyond this exponent of patience nobody is left.
const GONE: f64 = 500.0;
/// Waits at which the outlook is taken: the nodes of the wait law and the middles between them.
const POINTS: usize = 23;

/// Staff of the day, slot after slot; the last slot's staff stay.
#[derive(Debug)]
pub(in crate::queueing) struct Outlook<'a> {
    pub regimes: Vec<Regime<'a>>,
    /// Start of each slot and the end of the last, seconds.
    pub starts: Vec<f64>,
    /// Whether the contact that looks ahead never gives up.
    pub stays: bool,
    /// `e^{θt}` at the points' waits.
    grown: [f64; POINTS],
}

/// What the staff do within a window.
pub(in crate::queueing) struct Window {
    /// Contacts that they can finish.
    pub capacity: f64,
    /// People who come (of chat, their slots).
    pub rises: f64,
    /// Seconds until the first comes.
    pub first_rise: f64,
}

/// A wait, and the place in the line that is reached after it.
#[derive(Debug, Clone, Copy)]
struct Point {
    seconds: f64,
    place: f64,
    /// The last node of the wait law up to this wait.
    node: usize,
}

/// Waits by place in the line.
#[derive(Debug)]
pub(in crate::queueing) struct Waits {
    /// Rising in wait and place; where people come, the place jumps.
    points: Vec<Point>,
    /// Place that the present staff reach before anything changes.
    steady: f64,
    /// Flux of the present staff and rate of giving up.
    flux: f64,
    theta: f64,
    /// Place that is ever reached.
    ever: f64,
}

impl<'a> Outlook<'a> {
    /// The day of these slots, those without length left out.
    pub(in crate::queueing) fn of(slots: &[Slot], station: &'a DayStation) -> Self {
        let kept = || slots.iter().filter(|slot| slot.seconds > 0.0);
        let mut starts = vec![0.0];
        for slot in kept() {
            starts.push(starts[starts.len() - 1] + slot.seconds.min(LONGEST));
        }
        let theta = station.patience.rate();
        Self {
            regimes: kept().map(|slot| Regime::of(slot, station)).collect(),
            starts,
            stays: station.turns,
            grown: seconds().map(|t| grown(theta, t)),
        }
    }

    /// Other staff in a slot.
    pub(in crate::queueing) fn restaff(&mut self, j: usize, slot: &Slot, station: &'a DayStation) {
        self.regimes[j] = Regime::of(slot, station);
    }

    fn last(&self) -> usize {
        self.regimes.len() - 1
    }

    /// End of a slot as an arrival sees it.
    fn end(&self, j: usize) -> f64 {
        if j == self.last() { f64::INFINITY } else { self.starts[j + 1] }
    }

    /// Whether the staff change between the start of slot `j` and a moment.
    pub(in crate::queueing) fn steady_until(&self, j: usize, moment: f64) -> bool {
        let here = &self.regimes[j];
        let same = |r: &Regime<'_>| {
            r.servers.to_bits() == here.servers.to_bits() && r.flux.to_bits() == here.flux.to_bits()
        };
        (j + 1..self.regimes.len()).take_while(|&i| self.starts[i] < moment).all(|i| same(&self.regimes[i]))
    }

    /// Slots after `j` that begin before a moment and with other staff than the slot before, and when.
    pub(in crate::queueing) fn changes(
        &self,
        j: usize,
        moment: f64,
    ) -> impl Iterator<Item = (usize, f64)> + '_ {
        (j + 1..self.regimes.len())
            .map(|i| (i, self.starts[i]))
            .take_while(move |&(_, start)| start < moment)
            .filter(|&(i, _)| self.changes_after(i - 1))
    }

    pub(in crate::queueing) fn window(&self, j: usize, from: f64, length: f64) -> Window {
        let until = from + length;
        let mut window = Window { capacity: 0.0, rises: 0.0, first_rise: length };
        let (mut at, mut i) = (from, j);
        loop {
            let end = self.end(i).min(until).max(at);
            window.capacity += self.regimes[i].flux * (end - at);
            if i == self.last() || self.end(i) >= until {
                return window;
            }
            let rise = self.regimes[i + 1].servers - self.regimes[i].servers;
            if rise > 0.0 {
                if window.rises <= 0.0 {
                    window.first_rise = end - from;
                }
                window.rises += rise;
            }
            (at, i) = (end, i + 1);
        }
    }

    /// The waits of arrivals at `from`, in slot `j`, by their place in the line.
    ///
    /// Fluid: place `q` is reached when `∫ e^{θv} (c + θ/2) dv + Σ e^{θv} R = q`; the half turns the integral into the sum
    /// `Σ_{i=1..q} 1/(c + iθ)` of answered contacts.
    pub(in crate::queueing) fn waits(&self, j: usize, from: f64) -> Waits {
        let theta = self.regimes[j].theta;
        let mut waits = Waits {
            points: Vec::with_capacity(POINTS + 4),
            steady: f64::INFINITY,
            flux: self.regimes[j].flux,
            theta,
            ever: f64::INFINITY,
        };
        let (mut i, mut place) = (j, 0.0);
        let mut at = (0.0, 1.0);
        for (point, (seconds, grown_then)) in self.points().enumerate() {
            while self.end(i) - from < seconds {
                let change = (self.end(i) - from).max(at.0);
                let change = (change, grown(theta, change));
                place += self.progress(i, at, change);
                if self.changes_after(i) {
                    let node = point.saturating_sub(1) / 2;
                    waits.steady = waits.steady.min(place);
                    waits.points.push(Point { seconds: change.0, place, node });
                    place += change.1 * (self.regimes[i + 1].servers - self.regimes[i].servers).max(0.0);
                    waits.points.push(Point { seconds: change.0, place, node });
                }
                (at, i) = (change, i + 1);
            }
            place += self.progress(i, at, (seconds, grown_then));
            at = (seconds, grown_then);
            waits.points.push(Point { seconds, place, node: point / 2 });
        }
        if self.regimes[self.last()].flux <= 0.0 {
            let rest = self.window(j, from, f64::MAX);
            waits.ever = rest.capacity + rest.rises;
        }
        waits
    }

    /// Places gained by the staff of slot `i` between two times after the arrival, each given with its `e^{θt}`.
    fn progress(&self, i: usize, from: (f64, f64), to: (f64, f64)) -> f64 {
        let Regime { flux, theta, .. } = self.regimes[i];
        if flux <= 0.0 {
            0.0
        } else if theta > 0.0 {
            (flux / theta + 0.5) * (to.1 - from.1)
        } else {
            flux * (to.0 - from.0)
        }
    }

    /// The regular waits, each with its `e^{θt}`.
    fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        seconds().into_iter().zip(self.grown)
    }

    fn changes_after(&self, i: usize) -> bool {
        let (here, next) = (&self.regimes[i], &self.regimes[i + 1]);
        here.flux.to_bits() != next.flux.to_bits() || here.servers.to_bits() != next.servers.to_bits()
    }
}

/// `e^{θt}`, as long as anybody is left.
fn grown(theta: f64, t: f64) -> f64 {
    (theta * t).min(GONE).exp()
}

/// The waits of the points.
fn seconds() -> [f64; POINTS] {
    let nodes = WaitLaw::NODES;
    std::array::from_fn(|i| if i % 2 == 0 { nodes[i / 2] } else { 0.5 * (nodes[i / 2] + nodes[i / 2 + 1]) })
}

impl Waits {
    /// Adds what becomes of contacts at rising places of the line (the next to be answered is at place 1) to a law.
    pub(in crate::queueing) fn share_out(&self, line: impl Iterator<Item = (f64, f64)>, law: &mut WaitLaw) {
        let last = self.points.len() - 1;
        let mut above = 1;
        for (place, contacts) in line {
            if place > self.ever {
                return;
            }
            while above < last && self.points[above].place < place {
                above += 1;
            }
            let (from, to) = (self.points[above - 1], self.points[above]);
            let gained = to.place - from.place;
            let part = if gained > 0.0 { ((place - from.place) / gained).clamp(0.0, 1.0) } else { 1.0 };
            let wait = from.seconds + part * (to.seconds - from.seconds);
            law.add(contacts * self.answered(place, wait), from.node, wait);
        }
    }

    /// Probability of being answered before giving up.
    fn answered(&self, place: f64, wait: f64) -> f64 {
        if self.theta <= 0.0 {
            1.0
        } else if place <= self.steady && self.flux > 0.0 {
            self.flux / (self.flux + place * self.theta)
        } else {
            (-self.theta * wait).exp()
        }
    }
}
