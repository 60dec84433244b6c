//! Who is answered within the threshold, by the number found waiting.
//!
//! The number `D` of departures within `t` of a queue that never empties is Poisson without abandonment, else negative
//! binomial (`departures.rs`); here only the middle of that law is built, from its mode outwards, to 1e-6.

use crate::queueing::day::Outlook;
use crate::queueing::departures::Busy;
use crate::queueing::whole::whole;

/// Standard deviations of the departures' law kept on each side.
const DEVIATIONS: f64 = 4.7;
/// More departures than these are counted from none upwards instead.
const MOST_KEPT: f64 = 4096.0;
/// A window in which more contacts than these can be finished is long enough for everyone.
const MOST_FINISHED: f64 = 1e8;

/// What an arrival that must wait looks at.
#[derive(Debug, Clone, Copy)]
struct Line {
    /// Contacts finished a second, mean over the window.
    pub flux: f64,
    /// Rate of giving up.
    pub theta: f64,
    /// Length of the window, seconds.
    pub within: f64,
    /// People who come within it; each takes one waiting contact at once.
    pub rises: f64,
    /// Seconds until the first comes.
    pub first_rise: f64,
    /// No more than this number is ever found waiting.
    pub most: usize,
    /// The asked contact never gives up: what counts is that its turn comes in time.
    pub stays: bool,
}

/// Probability of being answered in time, by the number found waiting.
#[derive(Debug)]
pub(super) struct InTime {
    /// Up to this number everyone is answered in time.
    certain: usize,
    /// From there on: sum of the probabilities of smaller numbers, and that sum weighted with the number.
    sums: Vec<(f64, f64)>,
}

/// The middle of a law: `P(D ≤ first + i)`.
struct Middle {
    first: usize,
    at_most: Vec<f64>,
}

/// Probability of being answered within `t` of an arrival at a moment of slot `j`, by the number found waiting, which is
/// at most `most`.
///
/// Without patience exact: `P(Poisson(∫c) ≥ y + 1 − R)`, `R` the people who come meanwhile. With patience the staff are
/// averaged over the window, exact while they stay the same.
pub(super) fn in_time(outlook: &Outlook<'_>, (j, from): (usize, f64), t: f64, most: usize) -> InTime {
    let window = outlook.window(j, from, t);
    let theta = outlook.regimes[j].theta;
    let flux = if t > 0.0 { window.capacity / t } else { outlook.regimes[j].flux };
    let (rises, first_rise) = (window.rises, window.first_rise);
    let line = Line { flux, theta, within: t, rises, first_rise, most, stays: outlook.stays };
    if theta > 0.0 { line.impatient() } else { line.patient() }
}

impl Line {
    /// `P(Poisson(∫c) ≥ y + 1 − R)`: exact, whatever the staff do within the window.
    fn patient(self) -> InTime {
        let mean = (self.flux * self.within).min(MOST_FINISHED);
        let spread = DEVIATIONS * mean.sqrt();
        let law = middle(mean.floor(), (spread, spread + 5.0), |i| (mean, i));
        let certain = whole(self.rises) + law.first;
        let chances = law.at_most.iter().map(|late| 1.0 - late);
        InTime::new(certain, chances)
    }

    /// Answered before giving up, and in time: `a/(a+y+1) · P(D > y)`, `a = c/θ`, exact while the staff stay the same.
    fn impatient(self) -> InTime {
        let law = self.racing();
        let answered =
            |y: f64| if self.stays { 1.0 } else { self.flux / (self.flux + (y + 1.0) * self.theta) };
        let patient = if self.stays { 1.0 } else { (-self.theta * self.first_rise).exp() };
        let risen = whole(self.rises).min(self.most);
        let early = law.first.min(self.most);
        let found = (self.most + 1).saturating_sub(law.first).min(law.at_most.len());
        let mut chances = Vec::with_capacity(risen + early + found);
        chances.extend((0..risen).map(|y| patient.max(answered(y as f64))));
        chances.extend((0..early).map(|y| answered(y as f64)));
        let first = law.first as f64;
        let late = law.at_most[..found].iter().enumerate();
        chances.extend(late.map(|(i, late)| answered(first + i as f64) * (1.0 - late)));
        InTime::new(0, chances.into_iter())
    }

    /// Departures of the line together with the asked contact's own patience.
    fn racing(self) -> Middle {
        let x = (-self.theta * self.within).exp();
        // The asked contact's own patience is one more that can run out, unless it stays.
        let own = if self.stays { 0.0 } else { self.theta };
        let a = (self.flux + own) / self.theta - 1.0;
        let mode = (a * (1.0 - x) / x).floor();
        let spread = DEVIATIONS * ((a + 1.0) * (1.0 - x)).sqrt() / x;
        let beyond = spread + 8.0 + 10.0 * (1.0 - x) / x;
        if mode - spread - 3.0 > self.most as f64 {
            return Middle { first: self.most, at_most: Vec::new() };
        }
        if spread + beyond < MOST_KEPT {
            return middle(mode, (spread, beyond), |i| ((1.0 - x) * (a + i), i));
        }
        let law =
            Busy { flux: self.flux + own, theta: self.theta, within: self.within }.departures(self.most);
        Middle { first: 0, at_most: (0..law.len()).map(|k| law.at_most(k)).collect() }
    }
}

/// A law around its mode from the ratios of the probability of `i` to that of `i − 1`, each above and below the line.
fn middle(mode: f64, (below, above): (f64, f64), ratio: impl Fn(f64) -> (f64, f64)) -> Middle {
    let first = (mode - below - 3.0).max(0.0).floor();
    let (lower, count) = (whole(mode - first), whole(mode - first + above) + 1);
    let mut at_most = vec![1.0; count];
    for i in (0..lower).rev() {
        let (up, down) = ratio(first + (i + 1) as f64);
        at_most[i] = at_most[i + 1] * (down / up);
    }
    for i in lower + 1..count {
        let (up, down) = ratio(first + i as f64);
        at_most[i] = at_most[i - 1] * (up / down);
    }
    let mut sum = 0.0;
    for share in &mut at_most {
        sum += *share;
        *share = sum;
    }
    let total = 1.0 / sum;
    at_most.iter_mut().for_each(|share| *share = (*share * total).min(1.0));
    Middle { first: whole(first), at_most }
}

impl InTime {
    /// Probabilities from the first number that is not certain.
    fn new(certain: usize, chances: impl Iterator<Item = f64>) -> Self {
        let c = certain as f64;
        let (mut sum, mut moment, mut y) = (c, 0.5 * c * (c - 1.0), c);
        let mut sums = Vec::with_capacity(chances.size_hint().0 + 1);
        sums.push((sum, moment));
        chances.for_each(|chance| {
            sum += chance;
            moment += y * chance;
            y += 1.0;
            sums.push((sum, moment));
        });
        Self { certain, sums }
    }

    /// Mean over the `b` states from `y` on, and the tilt `Σ (y' − middle)·g(y')`.
    pub(super) fn over(&self, y: usize, b: usize) -> (f64, f64) {
        let (from, to) = (self.up_to(y), self.up_to(y + b));
        let sum = to.0 - from.0;
        let width = b as f64;
        let middle = y as f64 + 0.5 * (width - 1.0);
        (sum / width, to.1 - from.1 - middle * sum)
    }

    /// From this number on nobody is answered in time.
    pub(super) fn hopeless(&self) -> usize {
        self.certain + self.sums.len() - 1
    }

    fn up_to(&self, y: usize) -> (f64, f64) {
        match y.checked_sub(self.certain) {
            Some(i) => self.sums[i.min(self.sums.len() - 1)],
            None => (y as f64, 0.5 * y as f64 * (y as f64 - 1.0)),
        }
    }
}
