//! Mean handle time by weekday and slot.

use super::profile::{DayKind, ShapeMemory, weights};
use crate::calendar::Grid;
use crate::forecasting::series::{DayMark, DaySeries, regrid};

/// Contacts that a slot's mean must outweigh: `(1 / 0.05)²`. Handle times of single contacts vary by about their own
/// mean, means of slots by about 5 %; at this number both errors are equal.
const PSEUDO_CONTACTS: f64 = 400.0;

/// Mean handle time in seconds by kind of day and slot.
///
/// `(Σ_t w_t S_ts + 400 h) / (Σ_t w_t n_ts + 400)`: `S` seconds spent on `n` contacts, `w_t` halves every ten weeks.
/// `h` is the mean of the slot over all days times the mean of the kind of day over the whole mean, each of
/// the two leaning on the whole mean in the same way. A slot never seen has `h`.
///
/// Shape: for each kind, one mean a slot of `grid`, all positive and finite.
#[derive(Debug, Clone, PartialEq)]
pub struct HandleTimeProfile {
    grid: Grid,
    mean: f64,
    seconds: [Vec<f64>; 8],
}

/// Contacts and the seconds spent on them, weighted.
#[derive(Clone, Copy, Default)]
struct Spent {
    seconds: f64,
    contacts: f64,
}

impl Spent {
    fn plus(self, other: Self) -> Self {
        Self { seconds: self.seconds + other.seconds, contacts: self.contacts + other.contacts }
    }

    fn leaning_on(self, mean: f64) -> f64 {
        (self.seconds + PSEUDO_CONTACTS * mean) / (self.contacts + PSEUDO_CONTACTS)
    }
}

impl HandleTimeProfile {
    /// Learns from the contacts handled and the seconds of work they took, by day and slot.
    ///
    /// Both series lie on the same days and grid; a slot where either is missing, negative or not finite is
    /// left out, and so are excluded days. `None` without a handled contact that took time.
    #[must_use]
    pub fn fit(handled: &DaySeries, seconds: &DaySeries, marks: &[DayMark]) -> Option<Self> {
        let slots = handled.grid.slots();
        let mut cells: [Vec<Spent>; 8] = std::array::from_fn(|_| vec![Spent::default(); slots]);
        for (index, (kind, weight)) in
            weights(handled, marks, ShapeMemory::default().half_life).into_iter().enumerate()
        {
            let took = handled.date(index).and_then(|date| seconds.index_of(date));
            let took = took.and_then(|at| seconds.days.get(at)).and_then(Option::as_deref);
            if let (Some(Some(contacts)), Some(took)) = (handled.days.get(index), took) {
                for (cell, (&n, &s)) in cells[kind.place()].iter_mut().zip(contacts.iter().zip(took)) {
                    if n > 0.0 && s >= 0.0 && n.is_finite() && s.is_finite() {
                        *cell = cell.plus(Spent { seconds: weight * s, contacts: weight * n });
                    }
                }
            }
        }
        let sum = |spent: &mut dyn Iterator<Item = Spent>| spent.fold(Spent::default(), Spent::plus);
        let whole = sum(&mut cells.iter().flatten().copied());
        let mean = whole.seconds / whole.contacts;
        if !(mean > 0.0 && mean.is_finite()) {
            return None;
        }
        let by_slot: Vec<f64> =
            (0..slots).map(|slot| sum(&mut cells.iter().map(|kind| kind[slot])).leaning_on(mean)).collect();
        let seconds = cells.map(|kind| {
            let of_kind = sum(&mut kind.iter().copied()).leaning_on(mean);
            let leaned = kind.iter().zip(&by_slot).map(|(cell, slot)| cell.leaning_on(slot * of_kind / mean));
            leaned.collect()
        });
        Some(Self { grid: handled.grid, mean, seconds })
    }

    /// Mean over all contacts, in seconds.
    #[must_use]
    pub const fn mean_seconds(&self) -> f64 {
        self.mean
    }

    /// Mean handle time of each slot of a day of this kind, in seconds.
    #[must_use]
    pub fn seconds(&self, kind: DayKind) -> &[f64] {
        &self.seconds[kind.place()]
    }

    /// The slots of a day.
    #[must_use]
    pub const fn grid(&self) -> Grid {
        self.grid
    }

    /// The same means on another grid: averaged by minutes over a coarser slot, repeated in finer ones.
    #[must_use]
    pub fn on_grid(&self, grid: Grid) -> Self {
        let minutes = f64::from(self.grid.minutes()) / f64::from(grid.minutes());
        let convert = |means: &Vec<f64>| -> Vec<f64> {
            regrid(means, self.grid, grid).into_iter().map(|sum| sum * minutes).collect()
        };
        Self { grid, mean: self.mean, seconds: self.seconds.each_ref().map(convert) }
    }
}
