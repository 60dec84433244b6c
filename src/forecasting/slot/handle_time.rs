//! Mean handle time by weekday and slot, at the level that it has come to.

use super::handle_level::{DayMean, HandleLevel, PSEUDO_CONTACTS, about, weighted_median};
use super::profile::{DayKind, ShapeMemory, weights};
use crate::calendar::Grid;
use crate::forecasting::day::YEAR;
use crate::forecasting::series::{DayMark, DaySeries, days_between, regrid};
use chrono::NaiveDate;

/// Least change of the level that is worth telling, and in standard deviations of it.
const LEAST_MOVE: f64 = 0.1;
const FAR: f64 = 4.0;

/// Mean handle time in seconds by kind of day and slot, times a level that moves.
///
/// Shape: `h = (Σ_t w_t S_ts/ℓ_t + 400 g) / (Σ_t w_t n_ts + 400)`: `S` seconds spent on `n` contacts, `ℓ` the level of the
/// day, `w_t` halves every ten weeks. `g` is the mean of the slot over all days times the mean of the kind of day over the
/// whole mean, each of the two leaning on the whole mean in the same way. A slot never seen has `g`.
///
/// Level: a random walk with, from 400 days of history on, a trend that goes on for a year and fades within another. It
/// follows the means of days, each over what its slots usually take and weighted by its contacts; how fast it moves is
/// learnt. Where it jumped by 30 % and stayed, it starts anew.
///
/// A day whose mean is wild (30 % off for many contacts, sevenfold for one) is left out, or the slots that make it so. Slots of
/// other days are not judged: a few long contacts are no error, and without them the mean would be too low.
///
/// For each kind, one mean a slot of `grid`, all positive and finite.
///
/// Assumes that days after the history are like those at its end; a season of handle time is not learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct HandleTimeProfile {
    grid: Grid,
    last: NaiveDate,
    level: HandleLevel,
    /// Over all contacts, at the level of the end.
    mean: f64,
    /// Over all contacts of the history, at the level of their day.
    whole: f64,
    /// At the level of the end.
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

    fn mean_at(self, place: usize) -> DayMean {
        DayMean { place, mean: self.seconds / self.contacts, contacts: self.contacts }
    }
}

fn sum(spent: impl Iterator<Item = Spent>) -> Spent {
    spent.fold(Spent::default(), Spent::plus)
}

/// A day with contacts handled.
struct Day {
    place: usize,
    kind: DayKind,
    weight: f64,
    /// By slot; none where nothing was handled.
    cells: Vec<(usize, Spent)>,
}

impl Day {
    fn mean(&self) -> DayMean {
        sum(self.cells.iter().map(|(_, cell)| *cell)).mean_at(self.place)
    }
}

impl HandleTimeProfile {
    /// Learns from the contacts handled and the seconds of work they took, by day and slot.
    ///
    /// Both series lie on the same grid; a slot where either is missing, negative or not finite is
    /// left out, and so are excluded days. `None` without a handled contact that took time.
    #[must_use]
    pub fn fit(handled: &DaySeries, seconds: &DaySeries, marks: &[DayMark]) -> Option<Self> {
        let last = handled.last()?;
        let mut days = days(handled, seconds, marks);
        let levels = usual(&days);
        let calm = |(day, expected): &(&Day, &[f64; 2])| !day.mean().is_wild(expected[0]);
        let first: Vec<(&Day, f64)> =
            days.iter().zip(&levels).filter(calm).map(|(day, level)| (day, level[1])).collect();
        let rough = Shape::of(&first, handled.grid.slots())?;
        for (day, level) in days.iter_mut().zip(&levels).filter(|(day, level)| day.mean().is_wild(level[0])) {
            let usual = &rough.by_kind[day.kind.place()];
            day.cells.retain(|(slot, cell)| !cell.mean_at(0).is_wild(level[1] * usual[*slot]));
        }
        let kept: Vec<(&Day, f64)> = days
            .iter()
            .zip(&levels)
            .filter(|(day, level)| !day.cells.is_empty() && !day.mean().is_wild(level[0]))
            .map(|(day, level)| (day, level[1]))
            .collect();
        let shape = Shape::of(&kept, handled.grid.slots())?;
        let relative: Vec<DayMean> = kept.iter().map(|(day, _)| shape.relative(day)).collect();
        let level = HandleLevel::fit(&relative, handled.days.len())?;
        let whole = sum(kept.iter().flat_map(|(day, _)| &day.cells).map(|(_, cell)| *cell));
        let seconds = shape.by_kind.map(|kind| kind.into_iter().map(|mean| mean * level.end).collect());
        let (mean, whole) = (shape.mean * level.end, whole.seconds / whole.contacts);
        (mean > 0.0 && mean.is_finite()).then_some(Self {
            grid: handled.grid,
            last,
            level,
            mean,
            whole,
            seconds,
        })
    }

    /// Mean over all contacts at the level of the history's end, in seconds.
    #[must_use]
    pub const fn mean_seconds(&self) -> f64 {
        self.mean
    }

    /// Mean handle time of each slot of a day of this kind, in seconds, at the level of the history's end.
    #[must_use]
    pub fn seconds(&self, kind: DayKind) -> &[f64] {
        &self.seconds[kind.place()]
    }

    /// What the learnt trend makes of handle times on a date, over those of the history's end; 1 in the history and
    /// where it is shorter than 400 days.
    #[must_use]
    pub fn factor(&self, date: NaiveDate) -> f64 {
        self.level.factor_after(days_between(self.last, date) / YEAR)
    }

    /// Mean over all contacts of the history, in seconds, where the level has left it: by a tenth and by four standard
    /// deviations of the level.
    #[must_use]
    pub fn moved_from(&self) -> Option<f64> {
        let moved = (self.mean / self.whole - 1.0).abs();
        (moved >= LEAST_MOVE && moved >= FAR * self.level.deviation).then_some(self.whole)
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
        Self { grid, seconds: self.seconds.each_ref().map(convert), ..self.clone() }
    }
}

/// The days of a history that tell anything.
fn days(handled: &DaySeries, seconds: &DaySeries, marks: &[DayMark]) -> Vec<Day> {
    let day = |(place, (kind, weight)): (usize, (DayKind, f64))| {
        let at = seconds.index_of(handled.date(place)?)?;
        let (contacts, took) = (handled.days.get(place)?.as_ref()?, seconds.days.get(at)?.as_ref()?);
        let told =
            |(_, (n, s)): &(usize, (&f64, &f64))| **n > 0.0 && **s >= 0.0 && n.is_finite() && s.is_finite();
        let cells: Vec<(usize, Spent)> = contacts
            .iter()
            .zip(took)
            .enumerate()
            .filter(told)
            .map(|(slot, (&contacts, &seconds))| (slot, Spent { seconds, contacts }))
            .collect();
        let day = Day { place, kind, weight, cells };
        (weight > 0.0 && day.mean().mean > 0.0 && day.mean().mean.is_finite()).then_some(day)
    };
    weights(handled, marks, ShapeMemory::default().half_life)
        .into_iter()
        .enumerate()
        .filter_map(day)
        .collect()
}

/// What each day should take by its neighbours and its kind, and what a day of no kind should.
fn usual(days: &[Day]) -> Vec<[f64; 2]> {
    let means: Vec<DayMean> = days.iter().map(Day::mean).collect();
    let rough = about(&means);
    let factor = |place: usize| {
        let of_kind = days.iter().zip(&means).zip(&rough).filter(|((day, _), _)| day.kind.place() == place);
        weighted_median(of_kind.map(|((_, mean), level)| (mean.mean / level, mean.weight()))).unwrap_or(1.0)
    };
    let factors: [f64; 8] = std::array::from_fn(factor);
    let of = |day: &Day| factors[day.kind.place()];
    let alike: Vec<DayMean> =
        days.iter().zip(&means).map(|(day, mean)| DayMean { mean: mean.mean / of(day), ..*mean }).collect();
    days.iter().zip(about(&alike)).map(|(day, level)| [of(day) * level, level]).collect()
}

/// Handle times over the level of their day.
struct Shape {
    mean: f64,
    by_kind: [Vec<f64>; 8],
}

impl Shape {
    /// From days with their levels; `None` without any.
    fn of(days: &[(&Day, f64)], slots: usize) -> Option<Self> {
        let mut cells: [Vec<Spent>; 8] = std::array::from_fn(|_| vec![Spent::default(); slots]);
        for (day, level) in days {
            for (slot, spent) in &day.cells {
                let weighted = Spent {
                    seconds: day.weight * spent.seconds / level,
                    contacts: day.weight * spent.contacts,
                };
                if let Some(cell) = cells[day.kind.place()].get_mut(*slot) {
                    *cell = cell.plus(weighted);
                }
            }
        }
        let whole = sum(cells.iter().flatten().copied());
        let mean = whole.seconds / whole.contacts;
        if !(mean > 0.0 && mean.is_finite()) {
            return None;
        }
        let by_slot: Vec<f64> =
            (0..slots).map(|slot| sum(cells.iter().map(|kind| kind[slot])).leaning_on(mean)).collect();
        let by_kind = cells.map(|kind| {
            let of_kind = sum(kind.iter().copied()).leaning_on(mean);
            kind.iter().zip(&by_slot).map(|(cell, slot)| cell.leaning_on(slot * of_kind / mean)).collect()
        });
        Some(Self { mean, by_kind })
    }

    /// Seconds of a day over what its slots usually take.
    fn relative(&self, day: &Day) -> DayMean {
        let usual = &self.by_kind[day.kind.place()];
        let expected: f64 = day.cells.iter().map(|(slot, cell)| cell.contacts * usual[*slot]).sum();
        let spent = sum(day.cells.iter().map(|(_, cell)| *cell));
        DayMean { place: day.place, mean: spent.seconds / expected, contacts: spent.contacts }
    }
}
