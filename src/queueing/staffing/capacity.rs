//! One question for many loads: what so many agents carry, looked up.

use super::least::Unreachable;
use super::patient::Ask;
use super::station::Offered;
use super::targets::Targets;
use crate::queueing::whole::whole;
use crate::units::{Erlangs, Seconds};

/// Most agents of a table; beyond, every load is a search of its own.
const MOST_ROWS: u32 = 4096;
/// Places of the index for each row: few loads then need more than one step.
const PLACES: usize = 16;
/// Steps of the root search; a bisection in every third makes them enough.
const STEPS: u32 = 200;
/// The root is found when the ease there is below this.
const FOUND: f64 = 1e-12;

/// The largest load that so many agents carry at the targets, for customers who never give up and one handling time.
///
/// A load is answered by the first row that carries it: three comparisons. Every row keeps the loads that it carries for
/// certain and those that it does not; in between, where rounding could decide, the search is asked, so that table and
/// [`patient_agents`](super::patient_agents) always agree. Loads beyond the table are searched for, too.
///
/// ```
/// # use staffplan::{queueing::*, units::*};
/// let aht = Seconds::new(300.0).unwrap();
/// let targets = Targets { asa: Some(Seconds::new(10.0).unwrap()), ..Targets::default() };
/// let table = CapacityTable::new(aht, &targets, Erlangs::new(100.0).unwrap()).unwrap();
/// let load = Erlangs::new(40.0).unwrap();
/// assert_eq!(table.agents(load), patient_agents(load, aht, &targets));
/// ```
#[derive(Debug, Clone)]
pub struct CapacityTable {
    ask: Ask,
    rows: Vec<Row>,
    /// The first row that may carry a load of so many parts of the top.
    index: Vec<u16>,
    /// Places of the index for each erlang.
    density: f64,
    /// Loads up to this are looked up.
    top: f64,
}

/// What so many agents carry, erlangs.
#[derive(Debug, Clone, Copy)]
struct Row {
    /// Up to here all targets are met, without doubt.
    carried: f64,
    /// Beyond here one is missed, without doubt.
    missed: f64,
}

impl CapacityTable {
    /// A table for loads up to `top`, at most 4096 agents; a row costs about ten evaluations.
    ///
    /// # Errors
    /// [`Unreachable::Certainty`] when a target can only be met by infinitely many agents.
    pub fn new(aht: Seconds, targets: &Targets, top: Erlangs) -> Result<Self, Unreachable> {
        let ask = Ask::new(aht, targets)?;
        let mut rows = vec![Row { carried: 0.0, missed: 0.0 }];
        if !ask.is_instant() {
            let mut gain = 0.0;
            for agents in 1..=MOST_ROWS {
                let before = rows.last().map_or(0.0, |row| row.missed);
                if before > top.get() {
                    break;
                }
                let row = Row::new(&ask, agents, (before, before + gain));
                gain = row.carried - before;
                rows.push(row);
            }
        }
        let reached = rows.last().map_or(0.0, |row| row.carried).min(top.get());
        let places = PLACES * rows.len();
        let density = if reached > 0.0 { places as f64 / reached } else { 0.0 };
        let mut index = Vec::with_capacity(places + 1);
        let mut row = 0_u16;
        for place in 0..=places {
            let least = place as f64 / density;
            // The product that finds the place is rounded: a row too early costs a step, a row too late an agent.
            while rows[usize::from(row)].missed < least * (1.0 - 4.0 * f64::EPSILON) {
                row += 1;
            }
            index.push(row);
        }
        Ok(Self { ask, rows, index, density, top: reached })
    }

    /// The fewest agents for a load.
    ///
    /// # Errors
    /// [`Unreachable::TooMany`] beyond two thousand million.
    #[inline]
    pub fn agents(&self, load: Erlangs) -> Result<u32, Unreachable> {
        let erlangs = load.get();
        if erlangs < self.top {
            let mut agents = u32::from(self.index[whole(erlangs * self.density)]);
            loop {
                let row = self.rows[agents as usize];
                if erlangs <= row.carried {
                    return Ok(agents);
                }
                if erlangs <= row.missed {
                    break;
                }
                agents += 1;
            }
        }
        self.search(load)
    }

    #[cold]
    fn search(&self, load: Erlangs) -> Result<u32, Unreachable> {
        self.ask.least(Offered::Load(load))
    }
}

impl Row {
    /// The row of so many agents, whose capacity lies beyond `before` and probably near `guess`.
    fn new(ask: &Ask, agents: u32, (before, guess): (f64, f64)) -> Self {
        let n = f64::from(agents);
        let root = root(|load| ask.ease(load, agents), (before.max(f64::MIN_POSITIVE), n), guess);
        let blur = 2.0 * ask.blur();
        let mut width = blur;
        while width < 1.0 && ask.ease(root * (1.0 - width), agents) < blur {
            width *= 2.0;
        }
        let carried = (root * (1.0 - width)).max(0.0);
        let mut width = blur;
        while root * (1.0 + width) < n && ask.ease(root * (1.0 + width), agents) > -blur {
            width *= 2.0;
        }
        Self { carried, missed: (root * (1.0 + width)).min(n) }
    }
}

/// Where a falling function is zero within the bracket: false position between the nearest points on either side, with a
/// bisection now and then. The function need not be finite at the ends.
fn root(ease: impl Fn(f64) -> f64, (mut low, mut high): (f64, f64), guess: f64) -> f64 {
    let (mut over, mut under) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut next = guess;
    for step in 0..STEPS {
        if !(next > low && next < high) {
            next = 0.5 * (low + high);
            if next <= low || next >= high {
                break;
            }
        }
        let value = ease(next);
        if value.abs() <= FOUND {
            return next;
        }
        if value > 0.0 { (low, over) = (next, value) } else { (high, under) = (next, value) }
        let straight = low + (high - low) * (over / (over - under));
        next = if step % 3 == 2 || !straight.is_finite() { 0.5 * (low + high) } else { straight };
    }
    low
}
