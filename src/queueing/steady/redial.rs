//! Redials: contacts that were blocked or gave up come back; Erlang X.
//!
//! | paper | here | meaning |
//! |---|---|---|
//! | `λ₀` | `fresh` | first attempts a second |
//! | `r` | `redials` | probability that a contact that was not answered is made again |
//! | `λ` | `offered` | all attempts a second |
//!
//! Not modelled: redials within minutes (they come when the queue is still long), contacts made again after an answer
//! that did not help: those multiply the fresh rate by `1/(1 − q)` before anything waits.

use super::finite::{Trunk, TrunkMetrics};
use crate::units::{Fraction, Rate, Seconds};

/// The root lies within this share of the rate.
const NARROW: f64 = 4e-16;
/// Halvings and chords before the search ends: more than the digits of a number need.
const STEPS: usize = 200;

/// Steady state with redials.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RedialMetrics {
    /// All attempts a second, fresh ones and redials.
    pub offered: Rate,
    /// Share of customers who are answered in the end, at the first attempt or a later one.
    pub eventually_answered: Fraction,
    /// What one attempt meets.
    pub attempt: TrunkMetrics,
}

/// Steady state where a contact that was not answered, blocked or given up, is made again with probability `redials`.
///
/// `λ = λ₀ + r·λ·P(lost | λ)`, solved as `(1 − r)λ + r·λ·P(answered | λ) = λ₀`, whose left side rises with `λ`: one root,
/// between `λ₀` and `λ₀/(1 − r)`.
///
/// Returns `None` where there is no steady state: everyone comes back (`r = 1`) and the fresh contacts reach what the
/// agents can answer; nobody gives up, no line is full and the load reaches the agents; or attempts beyond `1e9` a second.
/// Assumption: redials come so much later that all attempts together are Poisson.
/// Source: \[Koole2013\] (the idea; blocked and abandoned contacts redial alike here). Accuracy: 1e-9.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let trunk = finite::Trunk {
///     aht: Seconds::new(300.0).unwrap(),
///     patience: Patience::Mean(Seconds::new(60.0).unwrap()),
///     agents: 6,
///     lines: Some(10),
/// };
/// let fresh = Rate::new(0.015).unwrap();
/// // Everyone comes back until answered: agents carry the whole fresh load.
/// let found = redial::metrics(&trunk, fresh, Fraction::ONE, Seconds::ZERO).unwrap();
/// assert!((found.eventually_answered.get() - 1.0).abs() < 1e-12);
/// assert!((found.attempt.occupancy.get() * 6.0 - 4.5).abs() < 1e-12);
/// ```
#[must_use]
pub fn metrics(
    trunk: &Trunk,
    fresh: Rate,
    redials: Fraction,
    answer_within: Seconds,
) -> Option<RedialMetrics> {
    let offered = offered(trunk, fresh, redials.get())?;
    let attempt = trunk.metrics(offered, answer_within)?;
    let (answered, r) = (attempt.answered.get(), redials.get());
    let settled = 1.0 - r + r * answered;
    let eventually = if settled > 0.0 { answered / settled } else { 0.0 };
    Some(RedialMetrics { offered, eventually_answered: Fraction::clamped(eventually), attempt })
}

/// All attempts a second, the root `λ`.
fn offered(trunk: &Trunk, fresh: Rate, r: f64) -> Option<Rate> {
    let rate = fresh.get();
    if (fresh * trunk.aht).get() <= 0.0 || r <= 0.0 {
        return Some(fresh);
    }
    if trunk.lines.is_none() && trunk.patience.rate() <= 0.0 {
        // Nobody is lost, and near saturation rounding must not make it look so.
        return trunk.answered(fresh).map(|_| fresh);
    }
    if r >= 1.0 && rate >= most_answered(trunk) {
        return None;
    }
    // Settled contacts less the fresh ones: rises with the rate of attempts.
    let excess = |attempts: f64| -> Option<f64> {
        let answered = trunk.answered(Rate::new(attempts).ok()?)?;
        Some((1.0 - r) * attempts + r * attempts * answered - rate)
    };
    let below = excess(rate)?;
    if below >= 0.0 {
        return Some(fresh);
    }
    let (mut high, mut above) = (rate, below);
    let most = if r < 1.0 { rate / (1.0 - r) } else { f64::INFINITY };
    while above < 0.0 {
        // At the end of the bracket rounding alone may leave the excess below zero.
        if high >= most {
            return Rate::new(most).ok();
        }
        high = (2.0 * high).min(most);
        above = excess(high)?;
    }
    let bracket = Bracket { low: rate, below, high, above };
    Rate::new(bracket.root(excess)?).ok()
}

/// Contacts a second that agents and lines can answer at most.
fn most_answered(trunk: &Trunk) -> f64 {
    let working = trunk.lines.map_or(trunk.agents, |lines| lines.min(trunk.agents));
    f64::from(working) / trunk.aht.get()
}

/// Two rates between which a rising function passes zero, and its values there.
struct Bracket {
    low: f64,
    below: f64,
    high: f64,
    above: f64,
}

impl Bracket {
    /// The root by chords, the kept end's value halved (the Illinois rule), and every fourth step a bisection.
    fn root(mut self, value: impl Fn(f64) -> Option<f64>) -> Option<f64> {
        let mut last = 0.0_f64;
        for step in 0..STEPS {
            if self.high - self.low <= NARROW * self.high {
                break;
            }
            let chord = self.low - self.below * (self.high - self.low) / (self.above - self.below);
            let middle = 0.5 * (self.low + self.high);
            let inside = chord > self.low && chord < self.high;
            let x = if inside && step % 4 != 3 { chord } else { middle };
            let y = value(x)?;
            if y >= 0.0 {
                (self.high, self.above) = (x, y);
                self.below *= if last > 0.0 { 0.5 } else { 1.0 };
            } else {
                (self.low, self.below) = (x, y);
                self.above *= if last < 0.0 { 0.5 } else { 1.0 };
            }
            last = if y >= 0.0 { 1.0 } else { -1.0 };
            if y == 0.0 {
                return Some(x);
            }
        }
        Some(0.5 * (self.low + self.high))
    }
}
