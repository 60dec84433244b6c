//! How a day's contacts spread over its slots.

use crate::calendar::Grid;
use crate::forecasting::robust::median;
use crate::forecasting::series::{DayMark, DaySeries, ObservedDay, RECENT_DAYS, SHORT_HISTORY};
use chrono::{Datelike, NaiveDate, Weekday};

/// How a shape remembers: one set for every series.
///
/// `cargo bench --bench demand -- sensitivity` prints what other values do to the accuracy on five series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ShapeMemory {
    /// Days after which a day counts half.
    pub half_life: f64,
    /// Weight, in days, of the all-days shape in a weekday's own.
    pub pseudo_days: f64,
}

impl Default for ShapeMemory {
    fn default() -> Self {
        Self { half_life: 70.0, pseudo_days: 0.2 }
    }
}

/// The kinds of day that have a shape of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// An ordinary day.
    Weekday(Weekday),
    /// A holiday, whatever its weekday.
    Holiday,
}

impl DayKind {
    /// Monday to Sunday, then holiday.
    pub(in crate::forecasting) const ALL: [Self; 8] = [
        Self::Weekday(Weekday::Mon),
        Self::Weekday(Weekday::Tue),
        Self::Weekday(Weekday::Wed),
        Self::Weekday(Weekday::Thu),
        Self::Weekday(Weekday::Fri),
        Self::Weekday(Weekday::Sat),
        Self::Weekday(Weekday::Sun),
        Self::Holiday,
    ];

    /// The kind of a date.
    #[must_use]
    pub fn of(date: NaiveDate, holiday: bool) -> Self {
        if holiday { Self::Holiday } else { Self::Weekday(date.weekday()) }
    }

    /// Its place in [`Self::ALL`].
    pub(in crate::forecasting) const fn place(self) -> usize {
        match self {
            Self::Weekday(weekday) => weekday.num_days_from_monday() as usize,
            Self::Holiday => 7,
        }
    }
}

/// Share of a day's contacts that falls into each slot, by kind of day.
///
/// `p(k, s) = (Σ_t w_t y_ts + 0.2 Ȳ p(s)) / (Σ_t w_t Y_t + 0.2 Ȳ)` over the days `t` of kind `k` and the open slots `s`:
/// `w_t` halves every ten weeks, `Y_t` is the day's total, `Ȳ` its weighted mean, and `p(s)` the shape over all days.
///
/// Shape: for each kind, one share a slot of `grid`; they add up to 1, or to 0 where nothing is open. A kind never
/// seen has the all-days shape; without any contact the shape is flat over the open slots. With less than eight weeks of
/// history the shape is averaged with that of the medians of the last four days of the kind, slot by slot.
///
/// Assumes that the day's shape does not depend on its total; partial days are left out.
#[derive(Debug, Clone, PartialEq)]
pub struct DayProfile {
    grid: Grid,
    shares: [Vec<f64>; 8],
}

impl DayProfile {
    /// Learns the shape from days that are not excluded. `open(kind, slot)` is the share of a slot that is open,
    /// between 0 and 1; contacts outside are not counted.
    ///
    /// For another grid than the history's, convert the series first ([`DaySeries::on_grid`]).
    #[must_use]
    pub fn fit(series: &DaySeries, marks: &[DayMark], open: impl Fn(DayKind, usize) -> f64) -> Self {
        Self::fit_with(series, marks, open, ShapeMemory::default())
    }

    /// [`Self::fit`] with another memory.
    #[must_use]
    pub fn fit_with(
        series: &DaySeries,
        marks: &[DayMark],
        open: impl Fn(DayKind, usize) -> f64,
        memory: ShapeMemory,
    ) -> Self {
        let slots = series.grid.slots();
        let mut sums = Sums::new(slots, memory.pseudo_days);
        let days = series.whole_days(marks);
        for (index, (kind, weight)) in weights(series, marks, memory.half_life).into_iter().enumerate() {
            let whole = days.get(index).copied().flatten().is_some_and(|day| day.seen >= 1.0);
            if let (true, Some(Some(day))) = (whole, series.days.get(index)) {
                sums.add(kind, weight, day, &open);
            }
        }
        let mut shares = DayKind::ALL.map(|kind| sums.shares(kind, |slot| open(kind, slot)));
        if series.days.len() < SHORT_HISTORY {
            for (kind, own) in DayKind::ALL.iter().zip(&mut shares) {
                let of_kind = whole_of_kind(series, marks, &days, *kind);
                let medians = recent_medians(&of_kind, slots, |slot| open(*kind, slot));
                if let Some(recent) = normalised(medians) {
                    own.iter_mut().zip(recent).for_each(|(own, recent)| *own = f64::midpoint(*own, recent));
                }
            }
        }
        Self { grid: series.grid, shares }
    }

    /// Equal shares of the open time.
    #[must_use]
    pub fn flat(grid: Grid, open: impl Fn(DayKind, usize) -> f64) -> Self {
        let sums = Sums::new(grid.slots(), 0.0);
        Self { grid, shares: DayKind::ALL.map(|kind| sums.shares(kind, |slot| open(kind, slot))) }
    }

    /// The slots of a day.
    #[must_use]
    pub const fn grid(&self) -> Grid {
        self.grid
    }

    /// Shares of the slots of a day of this kind.
    #[must_use]
    pub fn shares(&self, kind: DayKind) -> &[f64] {
        &self.shares[kind.place()]
    }
}

/// The whole days of a kind that are not excluded, the latest first.
fn whole_of_kind<'a>(
    series: &'a DaySeries,
    marks: &[DayMark],
    whole: &[Option<ObservedDay>],
    kind: DayKind,
) -> Vec<&'a [f64]> {
    let of_kind = |place: &usize| {
        let mark = marks.get(*place).copied().unwrap_or_default();
        let date = series.date(*place);
        let same = date.is_some_and(|date| DayKind::of(date, mark == DayMark::Holiday) == kind);
        same && mark != DayMark::Excluded && whole[*place].is_some_and(|day| day.seen >= 1.0)
    };
    let places = (0..whole.len()).rev().filter(of_kind);
    places.filter_map(|place| series.days[place].as_deref()).collect()
}

/// Median contacts by open slot over the last four days.
fn recent_medians(latest_first: &[&[f64]], slots: usize, open: impl Fn(usize) -> f64) -> Vec<f64> {
    let recent = &latest_first[..latest_first.len().min(RECENT_DAYS)];
    let middle = |slot: usize| {
        let contacts: Vec<f64> = recent.iter().map(|day| day.get(slot).copied().unwrap_or(0.0)).collect();
        median(&contacts).filter(|_| open(slot) > 0.0).unwrap_or(0.0)
    };
    (0..slots).map(middle).collect()
}

/// The kind of each day and its weight: halved every so many days, 0 for an excluded day.
pub(in crate::forecasting) fn weights(
    series: &DaySeries,
    marks: &[DayMark],
    half_life: f64,
) -> Vec<(DayKind, f64)> {
    let mut weight = 1.0;
    let fade = (-1.0 / half_life).exp2();
    let mut weights: Vec<(DayKind, f64)> = (0..series.days.len())
        .rev()
        .map(|index| {
            let mark = marks.get(index).copied().unwrap_or_default();
            let date = series.date(index).unwrap_or(NaiveDate::MAX);
            let own = if mark == DayMark::Excluded { 0.0 } else { weight };
            weight *= fade;
            (DayKind::of(date, mark == DayMark::Holiday), own)
        })
        .collect();
    weights.reverse();
    weights
}

/// Weighted contacts by kind and slot.
struct Sums {
    contacts: [Vec<f64>; 8],
    weight: [f64; 8],
    pseudo_days: f64,
}

impl Sums {
    fn new(slots: usize, pseudo_days: f64) -> Self {
        Self { contacts: std::array::from_fn(|_| vec![0.0; slots]), weight: [0.0; 8], pseudo_days }
    }

    fn add(&mut self, kind: DayKind, weight: f64, day: &[f64], open: &impl Fn(DayKind, usize) -> f64) {
        self.weight[kind.place()] += weight;
        for (slot, (sum, contacts)) in self.contacts[kind.place()].iter_mut().zip(day).enumerate() {
            if open(kind, slot) > 0.0 {
                *sum += weight * contacts;
            }
        }
    }

    /// Shares of one kind of day: its own, leaning on all days', over its open slots.
    fn shares(&self, kind: DayKind, open: impl Fn(usize) -> f64) -> Vec<f64> {
        let open: Vec<f64> = (0..self.contacts[0].len()).map(|slot| open(slot).clamp(0.0, 1.0)).collect();
        let every = |slot: usize| self.contacts.iter().map(|sums| sums[slot]).sum::<f64>();
        let all_days = normalised(open.iter().enumerate().map(|(slot, open)| open * every(slot)).collect())
            .or_else(|| normalised(open.clone()))
            .unwrap_or_else(|| vec![0.0; open.len()]);
        let own = &self.contacts[kind.place()];
        let total: f64 = own.iter().sum();
        if total <= 0.0 {
            return all_days;
        }
        let lean = self.pseudo_days * total / self.weight[kind.place()].max(f64::MIN_POSITIVE);
        let leaned = own.iter().zip(&all_days).map(|(own, all)| own + lean * all).collect();
        normalised(leaned).unwrap_or(all_days)
    }
}

/// Values divided by their sum; `None` when that is not positive.
fn normalised(values: Vec<f64>) -> Option<Vec<f64>> {
    let sum: f64 = values.iter().sum();
    (sum > 0.0 && sum.is_finite()).then(|| values.into_iter().map(|value| value / sum).collect())
}
