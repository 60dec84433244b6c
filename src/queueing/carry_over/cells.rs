//! The law of the number present, on cells of several states each.
//!
//! Cell `k` holds the states `s + kb … s + (k+1)b − 1`: the number of servers `s` is always an edge, for the rates
//! change their shape there. `b = 1` is the exact chain.

use super::step::Step;
use crate::queueing::day::{Reach, Regime};
use crate::queueing::whole::whole;

/// Share of the law cut off at each end, and counted in the last cell kept.
const TRIM: f64 = 1e-4;
/// Where the law can go within a step.
const REACH: Reach = Reach { steps: 8, margin: 1.3, quantile: 3.7 };
/// Cells to a standard deviation of the number present.
const CELLS_A_DEVIATION: f64 = 3.0;
/// A backlog far from `s` has no finer structure than this share of its own deviation.
const BACKLOG_DEVIATION: f64 = 0.35;
/// More cells than this are never used: they are widened.
const MOST_CELLS: f64 = 500.0;
/// Weight of the variance that the edge of a wide cell hides; the moments ask for 1, reference days are best with 1.3.
const HIDDEN_VARIANCE: f64 = 1.3;

/// A law on cells.
#[derive(Debug, Clone, Default)]
pub(super) struct Cells {
    /// Number of servers, `s`.
    pub servers: f64,
    /// States in a cell, `b`.
    pub width: f64,
    /// Index of the first cell.
    pub first: f64,
    /// Probability of each cell.
    pub mass: Vec<f64>,
}

impl Cells {
    /// Nobody present.
    pub(super) fn empty(servers: f64) -> Self {
        Self { servers, width: 1.0, first: -servers, mass: vec![1.0] }
    }

    /// Lowest state of the `i`-th cell kept.
    pub(super) fn edge(&self, i: usize) -> f64 {
        self.servers + (self.first + i as f64) * self.width
    }

    /// Mean state of the `i`-th cell kept.
    pub(super) fn centre(&self, i: usize) -> f64 {
        (self.edge(i) + 0.5 * (self.width - 1.0)).max(0.0)
    }

    /// Cells below the servers' edge.
    pub(super) fn below(&self) -> usize {
        whole(-self.first).min(self.mass.len())
    }

    /// Mean and standard deviation of the number present.
    pub(super) fn moments(&self) -> (f64, f64) {
        let each = || self.mass.iter().enumerate().map(|(i, &m)| (self.centre(i), m));
        let mean: f64 = each().map(|(n, m)| n * m).sum();
        let variance: f64 = each().map(|(n, m)| (n - mean) * (n - mean) * m).sum();
        (mean, variance.max(0.0).sqrt())
    }

    /// Cuts the thin ends off.
    pub(super) fn trim(&mut self) {
        let last = self.mass.len() - 1;
        let (low, low_mass) = thin(self.mass.iter().take(last));
        let (high, high_mass) = thin(self.mass[low..].iter().skip(1).rev());
        self.mass.truncate(self.mass.len() - high);
        self.mass.drain(..low);
        self.first += low as f64;
        if let Some(m) = self.mass.first_mut() {
            *m += low_mass;
        }
        if let Some(m) = self.mass.last_mut() {
            *m += high_mass;
        }
    }

    /// The state that `n` becomes when the servers change: at a drop the contacts in hand of the leaving go.
    pub(super) fn met(&self, n: f64, servers: f64) -> f64 {
        if n >= self.servers { n - (self.servers - servers).max(0.0) } else { n.min(servers.max(0.0)) }
    }

    /// The grid for a step of `h` seconds: wide enough for where the law can go, as coarse as its deviation allows.
    /// Mean and deviation are those of this law, met by the slot's servers. The masses are still to be filled.
    pub(super) fn plan(&self, regime: &Regime<'_>, h: f64, (mean, deviation): (f64, f64)) -> Self {
        let low = self.met(self.edge(0).max(0.0), regime.servers);
        let high = self.met((self.edge(self.mass.len()) - 1.0).max(0.0), regime.servers);
        let (low, high) = regime.reach((low, mean, high), h, REACH);
        let mut grain = regime.load().sqrt().max(1.0);
        if mean > regime.servers + deviation && deviation > grain {
            grain = grain.max(BACKLOG_DEVIATION * deviation);
        }
        let width = (grain / CELLS_A_DEVIATION).max((high - low) / MOST_CELLS).floor().max(1.0);
        let s = regime.servers;
        let first = ((low - s) / width).floor().max((-s / width).floor());
        let last = ((high + 1.0 - s) / width).ceil().max(first + 1.0);
        Self { servers: s, width, first, mass: vec![0.0; whole(last - first)] }
    }

    /// Moves the law onto another grid, conserving mass; the number of servers may have changed between the two.
    ///
    /// At a drop states above the old servers move down with them, and those between become the new number: people
    /// who leave take the contact in hand along.
    pub(super) fn onto(&self, grid: &mut Self) {
        let dropped = (self.servers - grid.servers).max(0.0);
        let mut below = Cumulative::new(self);
        let split = grid.below();
        let mut reached = 0.0;
        for i in 0..split {
            let next = below.at(grid.edge(i + 1));
            grid.mass[i] = next - reached;
            reached = next;
        }
        // Everything from the new servers up to the old ones is the one state of all busy, nobody waiting.
        let kept = below.at(grid.servers);
        let met = below.at(self.servers.max(grid.servers));
        let mut reached = if split == 0 { 0.0 } else { met };
        for i in split..grid.mass.len() {
            let next = below.at(grid.edge(i + 1) + dropped);
            grid.mass[i] = next - reached;
            reached = next;
        }
        if split > 0 {
            grid.put_atom(met - kept, split);
        }
        let lost = 1.0 - grid.mass.iter().sum::<f64>();
        if let Some(top) = grid.mass.last_mut() {
            *top += lost;
        }
    }

    /// Puts a mass at the state of all busy, nobody waiting, keeping its mean.
    fn put_atom(&mut self, atom: f64, split: usize) {
        let above = (self.width + 1.0) / (2.0 * self.width);
        let last = self.mass.len() - 1;
        if split > last {
            self.mass[last] += atom;
        } else {
            self.mass[split] += atom * above;
            self.mass[split - 1] += atom * (1.0 - above);
        }
    }

    /// Rates between neighbouring cells that keep drift and variance of the exact chain.
    pub(super) fn rates(&self, regime: &Regime<'_>, step: &mut Step) {
        let (b, cells) = (self.width, self.mass.len());
        let hidden = HIDDEN_VARIANCE * (b * b - 1.0) / 3.0;
        step.up.clear();
        step.down.clear();
        for i in 1..cells {
            let n = self.edge(i);
            let at_servers = whole(-self.first) == i && self.first < 0.0;
            let (mut death, mut slope) = (regime.death(n), regime.slope(n));
            if at_servers {
                death += (regime.theta - slope) * (b * b - 1.0) / (8.0 * b);
                slope = 0.5 * (slope + regime.theta);
            }
            let death = death.max(0.0);
            let variance = (regime.arrivals + death + hidden * slope) / (2.0 * b * b);
            let drift = (regime.arrivals - death) / (2.0 * b);
            let wanting = (drift.abs() - variance).max(0.0);
            step.up.push(variance + drift + wanting);
            step.down.push(variance - drift + wanting);
        }
        step.up.push(0.0);
        step.down.push(0.0);
    }
}

/// How many of these masses, taken in order, are too thin to keep, and their sum.
fn thin<'a>(masses: impl Iterator<Item = &'a f64>) -> (usize, f64) {
    let (mut count, mut sum) = (0, 0.0);
    for &m in masses {
        if sum + m >= TRIM {
            break;
        }
        sum += m;
        count += 1;
    }
    (count, sum)
}

/// Cumulated law between the edges, linear inside the cells with limited slopes; asked at rising places.
struct Cumulative<'a> {
    cells: &'a Cells,
    i: usize,
    before: f64,
}

impl<'a> Cumulative<'a> {
    const fn new(cells: &'a Cells) -> Self {
        Self { cells, i: 0, before: 0.0 }
    }

    /// Probability of the states below `n`.
    fn at(&mut self, n: f64) -> f64 {
        let cells = self.cells;
        let place = (n - cells.edge(0)) / cells.width;
        while self.i < cells.mass.len() && (self.i + 1) as f64 <= place {
            self.before += cells.mass[self.i];
            self.i += 1;
        }
        let Some(&m) = cells.mass.get(self.i) else { return self.before };
        let part = (place - self.i as f64).max(0.0);
        self.before + m * part + 0.5 * self.slope() * (part * part - part)
    }

    /// Difference of mass across the cell: central, limited so that it makes no new extremum.
    fn slope(&self) -> f64 {
        let m = &self.cells.mass;
        let (Some(&here), Some(&next)) = (m.get(self.i), m.get(self.i + 1)) else { return 0.0 };
        let Some(&last) = self.i.checked_sub(1).and_then(|j| m.get(j)) else { return 0.0 };
        let (a, c) = (here - last, next - here);
        if a * c <= 0.0 {
            return 0.0;
        }
        let limit = 2.0 * a.abs().min(c.abs());
        (0.5 * (a + c)).clamp(-limit, limit)
    }
}
