//! From a history to its day model.

use super::effects::{DayAssumptions, Effects, Scope};
use super::filter::{Dynamics, Observed, innovations, smoothed};
use super::known_days::KnownDays;
use super::logs::Logs;
use super::model::DayModel;
use super::residuals::Residuals;
use super::search;
use crate::forecasting::series::{DAYS_FOR_SEASON, DayMark, DaySeries, ObservedDay, count};
use crate::forecasting::{LevelShift, level_shifts};
use chrono::Datelike;

/// Holidays that make a kind of day.
const LEAST_HOLIDAYS: usize = 3;
/// A weekday on which contacts come less than so many times as often as on the liveliest is closed.
const LEAST_OPEN: f64 = 0.1;
/// Days whose mean the forecast keeps: a year.
const LEVELLED_OVER: usize = 365;
/// Bounds of the factor that makes means of medians.
const LARGEST_LIFT: f64 = 2.0;
/// Bounds of the amplitude of a season that the history does not show: ±7 % to ±50 %.
const LEAST_SWING: f64 = 0.07;
const LARGEST_SWING: f64 = 0.5;
/// Factor by which no season rises within weeks.
const STEEPER_THAN_A_SEASON: f64 = 1.75;
/// Days in which the filter learns, and innovations after them that say how large they are.
const LEARNING: usize = 28;
const LEAST_SIZES: usize = 20;
/// Four in five normal deviates are no larger.
const IN_FOUR_OF_FIVE: f64 = 1.2816;

impl DayModel {
    /// Fits the model to a series' whole days with their marks; `None` where nothing ever came.
    pub(super) fn fit(
        series: &DaySeries,
        (whole, marks): (&[Option<ObservedDay>], &[DayMark]),
        known: &KnownDays,
        assumptions: &DayAssumptions,
    ) -> Option<Self> {
        let scope = scope(series, whole, marks)?;
        let effects = Effects::new(known.clone(), assumptions.effects, &scope);
        let told = |(place, (day, mark)): (usize, (&Option<ObservedDay>, &DayMark))| {
            let date = series.date(place).filter(|&date| effects.is_open(date))?;
            let told = *mark == DayMark::Ordinary || effects.is_holiday(date);
            day.filter(|_| told).map(|day| day.total)
        };
        let totals: Vec<Option<f64>> = whole.iter().zip(marks).enumerate().map(told).collect();
        Self::of_totals(effects, &totals, assumptions)
    }

    fn of_totals(effects: Effects, totals: &[Option<f64>], assumptions: &DayAssumptions) -> Option<Self> {
        let logs = Logs::of(totals)?;
        let first = effects.first_of(totals.len());
        let rows: Vec<f64> =
            first.iter_days().take(totals.len()).flat_map(|date| effects.row(date, true)).collect();
        let jumps = jumps(totals);
        let observed = Observed {
            logs: &logs.by_day,
            rows: &rows,
            columns: effects.columns(),
            damped_beyond: assumptions.damped_beyond,
            jumps: &jumps.iter().map(|jump| jump.day).collect::<Vec<_>>(),
        };
        let rough = search::dynamics(&observed);
        let calm = calm(&observed, &rough, assumptions.wild_beyond);
        let without_wild = Observed { logs: &calm, ..observed };
        let dynamics = if calm == logs.by_day { rough } else { search::dynamics(&without_wild) };
        let (smoothed, belief) = smoothed(&without_wild, &dynamics);
        let surprise = surprise(&observed, &dynamics);
        let residuals = Residuals::of(&logs.by_day, &smoothed.signal);
        let swing = if effects.is_yearly() { 0.0 } else { swing(&smoothed.level, &jumps) };
        let model = Self {
            effects,
            first,
            logs,
            jumps,
            dynamics,
            surprise,
            belief,
            smoothed,
            residuals,
            swing,
            lift: 1.0,
            counting: 0.0,
        };
        let lift = model.lift_of(totals, assumptions.damped_beyond);
        let counting = model.counting_of(totals);
        Some(Self { lift, counting, ..model })
    }

    /// Mean over median: counted over fitted contacts of the last year's days that are not damped, and what deviations add.
    ///
    /// Source: \[Duan1983\] (smearing), for each of the two.
    fn lift_of(&self, totals: &[Option<f64>], within: f64) -> f64 {
        let (mut counted, mut fitted) = (0.0, 0.0);
        let mut deviations = Vec::new();
        for (place, total) in totals.iter().enumerate().rev().take(LEVELLED_OVER) {
            if let (Some(total), true) = (total, self.residuals.is_within(place, within)) {
                counted += total;
                fitted += self.logs.contacts(self.smoothed.signal[place]);
                deviations.push(self.smoothed.deviation[place]);
            }
        }
        let n = count(deviations.len()).max(1.0);
        let middle = deviations.iter().sum::<f64>() / n;
        let of_deviations = deviations.iter().map(|d| (d - middle).exp()).sum::<f64>() / n;
        if counted > 0.0 && fitted > 0.0 {
            (of_deviations * counted / fitted).clamp(1.0 / LARGEST_LIFT, LARGEST_LIFT)
        } else {
            1.0
        }
    }

    /// Mean of `1/m` over the days seen.
    fn counting_of(&self, totals: &[Option<f64>]) -> f64 {
        let days = totals.iter().zip(&self.smoothed.signal).filter(|(total, _)| total.is_some());
        let means = days.map(|(_, signal)| self.logs.contacts(*signal)).filter(|&mean| mean > 0.0);
        let (sum, n) = means.fold((0.0, 0.0), |(sum, n), mean| (sum + 1.0 / mean, n + 1.0));
        sum / f64::max(n, 1.0)
    }
}

/// Logs without the days that are too far from a first fit to be luck: they are named, and move nothing.
fn calm(observed: &Observed<'_>, dynamics: &Dynamics, wild_beyond: f64) -> Vec<Option<f64>> {
    let (fitted, _) = smoothed(observed, dynamics);
    Residuals::of(observed.logs, &fitted.signal).calm(observed.logs, wild_beyond)
}

/// Amplitude of a season that would move the level as it moved since its last jump: `√(2 Var ℓ)`, within bounds.
fn swing(level: &[f64], jumps: &[LevelShift]) -> f64 {
    let since = &level[jumps.last().map_or(0, |jump| jump.day).min(level.len())..];
    let n = count(since.len()).max(1.0);
    let mean = since.iter().sum::<f64>() / n;
    let variance = since.iter().map(|level| (level - mean).powi(2)).sum::<f64>() / n;
    (2.0 * variance).sqrt().clamp(LEAST_SWING, LARGEST_SWING)
}

/// Where the level jumped and stayed; a history that shows its season is not taken for jumping where that rises.
fn jumps(totals: &[Option<f64>]) -> Vec<LevelShift> {
    let mut jumps = level_shifts(totals);
    let seasonal = totals.len() >= DAYS_FOR_SEASON;
    jumps.retain(|jump| !seasonal || jump.factor.ln().abs() >= STEEPER_THAN_A_SEASON.ln());
    jumps
}

/// What the history decides: its last day, its weekdays, whether holidays and the year show in it.
fn scope(series: &DaySeries, whole: &[Option<ObservedDay>], marks: &[DayMark]) -> Option<Scope> {
    let seen_holidays =
        marks.iter().zip(whole).filter(|(mark, day)| **mark == DayMark::Holiday && day.is_some());
    Some(Scope {
        last: series.last()?,
        seen: seen(series, whole, marks),
        holidays: seen_holidays.count() >= LEAST_HOLIDAYS,
        yearly: series.days.len() >= DAYS_FOR_SEASON,
    })
}

/// Weekdays on which contacts come at least a tenth as often as on the liveliest.
fn seen(series: &DaySeries, whole: &[Option<ObservedDay>], marks: &[DayMark]) -> [bool; 7] {
    let mut with_contacts = [0.0; 7];
    let mut all = [0.0; 7];
    for (place, (day, mark)) in whole.iter().zip(marks).enumerate() {
        let Some(date) = series.date(place) else { continue };
        let weekday = date.weekday().num_days_from_monday() as usize;
        all[weekday] += 1.0;
        if *mark == DayMark::Ordinary && day.is_some_and(|day| day.total > 0.0) {
            with_contacts[weekday] += 1.0;
        }
    }
    let shares: [f64; 7] =
        std::array::from_fn(|weekday| with_contacts[weekday] / f64::max(all[weekday], 1.0));
    let liveliest = shares.iter().copied().fold(0.0, f64::max);
    shares.map(|share| share > 0.0 && share >= LEAST_OPEN * liveliest)
}

/// Half of what the innovations of the history were, wild days among them, half of what the model expects of them.
fn surprise(observed: &Observed<'_>, dynamics: &Dynamics) -> f64 {
    let mut sizes: Vec<f64> =
        innovations(observed, dynamics).iter().skip(LEARNING).map(|z| z.abs()).collect();
    if sizes.len() < LEAST_SIZES {
        return 1.0;
    }
    sizes.sort_by(f64::total_cmp);
    let reached = sizes[sizes.len() * 4 / 5] / IN_FOUR_OF_FIVE;
    f64::midpoint(1.0, reached * reached)
}
