//! Who is answered within the threshold, and who ever, by the number found waiting; exact, whatever the staff do
//! meanwhile.
//!
//! | symbol | meaning |
//! |---|---|
//! | `y` | contacts found waiting |
//! | `c`, `θ` | flux of the staff and rate of giving up |
//! | `R` | people who come within the window; each takes one waiting contact at once |
//! | `D` | contacts that leave a queue that never empties within a time (`departures`) |
//!
//! Without patience `P(D ≥ y + 1 − R)` with `D` Poisson of mean `∫c`. With patience and the same staff throughout,
//! `c/(c + (y+1)θ) · P(D' > y)`, `D'` counting the asked contact's own patience; where the staff change, the line moves
//! through each stretch by the law of a pure death process and goes on in the next.

use crate::queueing::day::Outlook;
use crate::queueing::departures::{Busy, Departures};
use crate::queueing::whole::whole;

/// Terms this far below the largest are dropped.
const NEGLIGIBLE: f64 = 1e-11;
/// Mean patiences after which nobody waits any more.
pub(super) const LIFETIMES: f64 = 20.0;
/// A chance below this of still waiting when the staff change is none.
const NEVER: f64 = 1e-11;

/// Chance of being answered within `t` of an arrival at `from` in slot `j`, for `0, 1, … most` found waiting.
pub(super) fn in_time(
    outlook: &Outlook<'_>,
    (j, from): (usize, f64),
    t: f64,
    most: usize,
) -> impl Iterator<Item = f64> {
    if outlook.regimes[j].theta > 0.0 {
        let stretches = stretches(outlook, (j, from), t, outlook.stays);
        return Chances::ByNumber(impatient(&stretches, most).into_iter());
    }
    let window = outlook.window(j, from, t);
    let flux = if t > 0.0 { window.capacity / t } else { 0.0 };
    let departures = Busy { flux, theta: 0.0, within: t }.departures(most);
    Chances::ByDepartures { departures, come: whole(window.rises), y: 0, most }
}

/// Chance of being answered before giving up, for `0, 1, … most` still ahead at a moment of slot `j`.
pub(super) fn ever(outlook: &Outlook<'_>, (j, from): (usize, f64), most: usize) -> Vec<f64> {
    let lifetime = LIFETIMES / outlook.regimes[j].theta;
    impatient(&stretches(outlook, (j, from), lifetime, false), most)
}

/// Chances by the number found waiting, in order.
enum Chances {
    ByNumber(std::vec::IntoIter<f64>),
    ByDepartures { departures: Departures, come: usize, y: usize, most: usize },
}

impl Iterator for Chances {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        match self {
            Self::ByNumber(chances) => chances.next(),
            Self::ByDepartures { departures, come, y, most } => {
                let ahead = y.checked_sub(*come);
                *y += 1;
                (*y <= *most + 1).then(|| ahead.map_or(1.0, |ahead| 1.0 - departures.at_most(ahead)))
            }
        }
    }
}

/// A part of the window in which the staff stay the same, and the people who come at its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub busy: Busy,
    pub rises: f64,
    /// The asked contact never gives up.
    stays: bool,
}

/// The window `(from, from + t]` cut where the staff change.
pub(super) fn stretches(outlook: &Outlook<'_>, (j, from): (usize, f64), t: f64, stays: bool) -> Vec<Stretch> {
    let stretch = |i: usize, within: f64, rises: f64| {
        let regime = &outlook.regimes[i];
        Stretch { busy: Busy { flux: regime.flux, theta: regime.theta, within }, rises, stays }
    };
    let (mut all, mut at, mut here) = (Vec::new(), from, j);
    for (i, start) in outlook.changes(j, from + t) {
        let rises = (outlook.regimes[i].servers - outlook.regimes[i - 1].servers).max(0.0);
        all.push(stretch(here, (start - at).max(0.0), rises));
        (at, here) = (start, i);
    }
    all.push(stretch(here, (from + t - at).max(0.0), 0.0));
    all
}

fn impatient(stretches: &[Stretch], most: usize) -> Vec<f64> {
    let Some((last, earlier)) = stretches.split_last() else { return vec![0.0; most + 1] };
    let mut later = last.answered(most);
    for stretch in earlier.iter().rev() {
        later = stretch.before(&later, most);
    }
    later
}

impl Stretch {
    /// Chance of being answered within the stretch.
    fn answered(self, most: usize) -> Vec<f64> {
        let Busy { flux, theta, .. } = self.busy;
        if flux <= 0.0 {
            return vec![0.0; most + 1];
        }
        let own = if self.stays { 0.0 } else { theta };
        let racing = Busy { flux: flux + own, ..self.busy }.departures(most);
        let turn = |y: usize| if self.stays { 1.0 } else { flux / (flux + (y as f64 + 1.0) * theta) };
        (0..=most).map(|y| turn(y) * (1.0 - racing.at_most(y))).collect()
    }

    /// Chance of being answered in this stretch or later, `later` giving it by the number ahead at the start of the next.
    fn before(self, later: &[f64], most: usize) -> Vec<f64> {
        let mut chances = self.answered(most);
        let departures = self.busy.departures(most);
        let patient = if self.stays { 1.0 } else { (-self.busy.theta * self.busy.within).exp() };
        let come = whole(self.rises).min(most + 1);
        let mut next = vec![1.0; come];
        next.extend(&later[..=most - come.min(most)]);
        let passage = Passage::new(self.busy, most);
        for (y, chance) in chances.iter_mut().enumerate() {
            let waits = departures.at_most(y);
            if waits > NEVER {
                *chance += patient * waits * passage.mean(y, &next);
            }
        }
        chances
    }
}

/// How a line moves through a stretch: of `y` ahead and the staff's own stream `k` have left, with weight
/// `C(a + y, k) x^{a+y−k} (1 − x)^k`, `a = c/θ`, `x = e^{−θr}`.
struct Passage {
    /// Chance of each having left, `1 − x`.
    gone: f64,
    /// `a`.
    own: f64,
    /// `(1 − x)/x ÷ (k + 1)` and its inverse, by `k`.
    up: Vec<f64>,
    down: Vec<f64>,
    /// `1/(a + y')`, by the number ahead at the end.
    inverse: Vec<f64>,
}

impl Passage {
    fn new(busy: Busy, most: usize) -> Self {
        let x = (-busy.theta * busy.within).exp();
        let (own, odds) = (busy.flux / busy.theta, (1.0 - x) / x);
        let numbers = || (0..=most).map(|k| k as f64);
        Self {
            gone: 1.0 - x,
            own,
            up: numbers().map(|k| odds / (k + 1.0)).collect(),
            down: numbers().map(|k| (k + 1.0) / odds).collect(),
            inverse: numbers().map(|ahead| 1.0 / (own + ahead)).collect(),
        }
    }

    /// Mean of `next`, a value by the number ahead at the end, of those who still wait. The weights are taken from their
    /// largest outwards.
    fn mean(&self, y: usize, next: &[f64]) -> f64 {
        if self.gone <= 0.0 {
            return next[y];
        }
        if self.up[0].is_infinite() {
            return next[0];
        }
        let likeliest = whole((self.own + y as f64 + 1.0) * self.gone).min(y);
        let (mut sum, mut mean) = (1.0, next[y - likeliest]);
        let mut weight = 1.0;
        let left = y - likeliest;
        for (up, ahead) in self.up[likeliest..y].iter().zip((0..left).rev()) {
            weight *= (self.own + (ahead + 1) as f64) * up;
            sum += weight;
            mean += weight * next[ahead];
            if weight < NEGLIGIBLE * sum {
                break;
            }
        }
        weight = 1.0;
        for (down, ahead) in self.down[..likeliest].iter().rev().zip(left + 1..) {
            weight *= down * self.inverse[ahead];
            sum += weight;
            mean += weight * next[ahead];
            if weight < NEGLIGIBLE * sum {
                break;
            }
        }
        mean / sum
    }
}
