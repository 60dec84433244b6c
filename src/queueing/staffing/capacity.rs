//! One question for many loads: what so many agents carry, looked up.

use super::least::Unreachable;
use super::patient::Ask;
use super::root::{Start, root};
use super::station::Offered;
use super::targets::Targets;
use crate::queueing::whole::whole_agents;
use crate::units::{Erlangs, Seconds};

/// Most agents of a table; beyond, every load is a search of its own.
const MOST_ROWS: usize = 4096;
/// Places of the index for each row: few loads then need more than one step.
const PLACES: usize = 32;
/// The root is found when the ease there is below this part of what rounding could decide.
const FOUND: f64 = 0.1;

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
        let mut start = Start { at: 0.0, slope: -2.0 };
        while !ask.is_instant() && rows.len() <= MOST_ROWS && rows[rows.len() - 1].missed <= top.get() {
            let (row, next) = Row::new(&ask, &rows, start);
            rows.push(row);
            start = next;
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
            let place = whole_agents(erlangs * self.density);
            let mut agents = self.index[place as usize];
            loop {
                let row = self.rows[usize::from(agents)];
                if erlangs <= row.carried {
                    return Ok(u32::from(agents));
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
    /// The row after these, and where to look for the one after it.
    fn new(ask: &Ask, before: &[Self], start: Start) -> (Self, Start) {
        let agents = u32::try_from(before.len()).unwrap_or(u32::MAX);
        let n = f64::from(agents);
        let ease = |load: f64| ask.ease(load, agents);
        let last = before.last().map_or(0.0, |row| row.carried);
        let found = root(ease, (last, n), start, FOUND * ask.blur());
        // Outwards until the ease leaves no doubt.
        let outwards = |sign: f64| {
            let mut width = 2.0 * ask.blur() / found.slope.abs();
            for _ in 0..64 {
                let load = (found.at + sign * width).clamp(0.0, n);
                if load <= 0.0 || load >= n || ease(load) * sign <= -ask.blur() {
                    return load;
                }
                width *= 2.0;
            }
            if sign > 0.0 { n } else { 0.0 }
        };
        let row = Self { carried: outwards(-1.0), missed: outwards(1.0) };
        (row, Start { at: 2.0 * found.at - last, slope: found.slope })
    }
}
