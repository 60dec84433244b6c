//! The staff that an arrival will meet: who is answered in time, who is answered at all, and after what wait.

use super::in_time::{InTime, Line};
use super::regime::Regime;
use super::wait_law::WaitLaw;

/// Beyond this exponent of patience nobody is left.
const GONE: f64 = 500.0;
/// Waits at which the outlook is taken: the nodes of the wait law and the middles between them.
const POINTS: usize = 23;

/// Staff of the day, slot after slot; the last slot's staff stay.
#[derive(Debug)]
pub(super) struct Outlook<'a> {
    pub regimes: Vec<Regime<'a>>,
    /// Start of each slot and the end of the last, seconds.
    pub starts: Vec<f64>,
}

/// What the staff do within a window.
struct Window {
    /// Contacts that they can finish.
    capacity: f64,
    /// People who come (of chat, their slots).
    rises: f64,
    /// Seconds until the first comes.
    first_rise: f64,
}

/// Waits by place in the line.
#[derive(Debug)]
pub(super) struct Waits {
    /// Place in the line that is reached after each of the waits.
    places: [f64; POINTS],
    /// The waits.
    seconds: [f64; POINTS],
    /// Place that the present staff reach before anything changes.
    steady: f64,
    /// Flux of the present staff and rate of giving up.
    flux: f64,
    theta: f64,
    /// Place that is ever reached, and the flux at the end.
    ever: f64,
    last_flux: f64,
}

impl Outlook<'_> {
    fn last(&self) -> usize {
        self.regimes.len() - 1
    }

    /// End of a slot as an arrival sees it.
    fn end(&self, j: usize) -> f64 {
        if j == self.last() { f64::INFINITY } else { self.starts[j + 1] }
    }

    /// Whether the staff change between the start of slot `j` and a moment.
    pub(super) fn steady_until(&self, j: usize, moment: f64) -> bool {
        let here = &self.regimes[j];
        let same = |r: &Regime<'_>| {
            r.servers.to_bits() == here.servers.to_bits() && r.flux.to_bits() == here.flux.to_bits()
        };
        (j + 1..self.regimes.len()).take_while(|&i| self.starts[i] < moment).all(|i| same(&self.regimes[i]))
    }

    /// Starts of later slots before a moment.
    pub(super) fn changes(&self, j: usize, moment: f64) -> impl Iterator<Item = f64> + '_ {
        self.starts[..self.regimes.len()].iter().skip(j + 1).copied().take_while(move |&start| start < moment)
    }

    fn window(&self, j: usize, from: f64, length: f64) -> Window {
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

    /// Probability of being answered within `t` of an arrival at `from`, in slot `j`, by the number found waiting.
    ///
    /// Without patience exact: `P(Poisson(∫c) ≥ y + 1 − R)`, `R` the people who come meanwhile. With patience the staff
    /// are averaged over the window, exact while they stay the same.
    pub(super) fn in_time(&self, j: usize, from: f64, t: f64) -> InTime {
        let window = self.window(j, from, t);
        let theta = self.regimes[j].theta;
        let flux = if t > 0.0 { window.capacity / t } else { self.regimes[j].flux };
        let line = Line { flux, theta, within: t, rises: window.rises, first_rise: window.first_rise };
        if theta > 0.0 { line.impatient() } else { line.patient() }
    }

    /// The waits of arrivals at `from`, in slot `j`, by their place in the line.
    ///
    /// Fluid: place `q` is reached when `∫ e^{θv} (c + θ/2) dv + Σ e^{θv} R = q`; the half turns the integral into the sum
    /// `Σ_{i=1..q} 1/(c + iθ)` of answered contacts.
    pub(super) fn waits(&self, j: usize, from: f64) -> Waits {
        let theta = self.regimes[j].theta;
        let grown = |t: f64| (theta * t).min(GONE).exp();
        let mut waits = Waits {
            places: [0.0; POINTS],
            seconds: seconds(),
            steady: f64::INFINITY,
            flux: self.regimes[j].flux,
            theta,
            ever: f64::INFINITY,
            last_flux: self.regimes[self.last()].flux,
        };
        let (mut i, mut at, mut place) = (j, 0.0, 0.0);
        for point in 0..POINTS {
            let t = waits.seconds[point];
            while self.end(i) - from < t {
                let change = (self.end(i) - from).max(at);
                place += self.progress(i, at, change);
                if waits.steady.is_infinite() && self.changes_after(i) {
                    waits.steady = place;
                }
                place += grown(change) * (self.regimes[i + 1].servers - self.regimes[i].servers).max(0.0);
                (at, i) = (change, i + 1);
            }
            place += self.progress(i, at, t);
            at = t;
            waits.places[point] = place;
        }
        if waits.last_flux <= 0.0 {
            let rest = self.window(j, from, f64::MAX);
            waits.ever = rest.capacity + rest.rises;
        }
        waits
    }

    /// Places gained by the staff of slot `i` between two times after the arrival.
    fn progress(&self, i: usize, from: f64, to: f64) -> f64 {
        let Regime { flux, theta, .. } = self.regimes[i];
        if flux <= 0.0 || to <= from {
            0.0
        } else if theta > 0.0 {
            (flux / theta + 0.5) * ((theta * to).min(GONE).exp() - (theta * from).min(GONE).exp())
        } else {
            flux * (to - from)
        }
    }

    fn changes_after(&self, i: usize) -> bool {
        let (here, next) = (&self.regimes[i], &self.regimes[i + 1]);
        here.flux.to_bits() != next.flux.to_bits() || here.servers.to_bits() != next.servers.to_bits()
    }
}

/// The waits of the points.
fn seconds() -> [f64; POINTS] {
    let nodes = WaitLaw::NODES;
    std::array::from_fn(|i| if i % 2 == 0 { nodes[i / 2] } else { 0.5 * (nodes[i / 2] + nodes[i / 2 + 1]) })
}

impl Waits {
    /// Wait and probability of being answered at place `q` of the line (the next to be answered is at place 1).
    pub(super) fn of(&self, q: f64) -> (f64, f64) {
        if q > self.ever {
            return (0.0, 0.0);
        }
        let above = self.places.partition_point(|&place| place < q);
        let wait = if above == 0 {
            0.0
        } else if above == POINTS {
            let beyond =
                if self.last_flux > 0.0 { (q - self.places[POINTS - 1]) / self.last_flux } else { 0.0 };
            self.seconds[POINTS - 1] + beyond
        } else {
            let (from, to) = (self.places[above - 1], self.places[above]);
            self.seconds[above - 1]
                + (self.seconds[above] - self.seconds[above - 1]) * (q - from) / (to - from)
        };
        let answered = if self.theta <= 0.0 {
            1.0
        } else if q <= self.steady && self.flux > 0.0 {
            self.flux / (self.flux + q * self.theta)
        } else {
            (-self.theta * wait).exp()
        };
        (wait, answered)
    }
}
