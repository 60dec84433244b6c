//! The day model: a level that moves, a deviation that dies away, and the effects of the calendar.

use super::effects::{EffectKind, EffectSizes, Effects, Scope};
use super::filter::{Belief, Dynamics, Observed, Smoothed, innovations, smoothed};
use super::known_days::KnownDays;
use super::search;
use crate::forecasting::robust::{DAMPED_BEYOND, median, residual_scale};
use crate::forecasting::series::{DayMark, DaySeries, ObservedDay, count, days_between};
use chrono::{Datelike, NaiveDate};

/// A history of so many days shows season and growth.
pub(super) const DAYS_FOR_SEASON: usize = 400;
/// Holidays that make a kind of day.
const LEAST_HOLIDAYS: usize = 3;
/// Share of a weekday's days with contacts, below which it is closed.
const LEAST_OPEN: f64 = 0.1;
/// Days whose mean the forecast keeps: a year.
const LEVELLED_OVER: usize = 365;
/// A residual of so many robust standard deviations has a reason that nobody named.
const WILD_BEYOND: f64 = 4.0;
/// Least standard deviation of a day about its fit: a day within 4 % of it is never wild.
pub(super) const LEAST_SCATTER: f64 = 0.01;
/// Days in which the filter learns, and innovations after them that say how large they are.
const LEARNING: usize = 28;
const LEAST_SIZES: usize = 20;
/// Four in five normal deviates are no larger.
const IN_FOUR_OF_FIVE: f64 = 1.2816;
/// Fewer contacts a day than this are none.
const LEAST_SCALE: f64 = 1e-6;
/// Bounds of the factor that makes means of medians.
const LARGEST_LIFT: f64 = 2.0;

/// A fitted day model. Logs are relative to `scale`.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DayModel {
    pub(super) effects: Effects,
    pub(super) first: NaiveDate,
    pub(super) last: NaiveDate,
    /// Contacts that logs are relative to.
    scale: f64,
    /// Added to contacts, in units of the scale, before the logarithm; 0 unless days without contacts are ordinary.
    shift: f64,
    pub(super) dynamics: Dynamics,
    /// Mean of 1 and how large, squared, innovations were beside what they were expected to be.
    surprise: f64,
    belief: Belief,
    smoothed: Smoothed,
    /// Mean contacts over fitted ones.
    lift: f64,
    /// `ln(y) − fit` of the days seen.
    residuals: Vec<Option<f64>>,
    /// Mean of `1/m` over the days: the variance that counting alone gives.
    pub(super) counting: f64,
}

/// Log variances of a day to come.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Ahead {
    /// Of its own noise.
    pub(super) noise: f64,
    /// Of the deviation so many days ahead.
    pub(super) deviation: f64,
    /// Of level and effects.
    pub(super) level: f64,
}

impl DayModel {
    /// Fits the model to a series' whole days; `days` are its totals by day.
    pub(super) fn fit(series: &DaySeries, known: &KnownDays, sizes: EffectSizes) -> Option<Self> {
        let marks = known.marks(series);
        let whole = series.whole_days(&marks);
        let (first, last) = (series.date(0)?, series.last()?);
        let scope = Scope {
            last,
            seen: seen(series, &whole, &marks),
            holidays: marks
                .iter()
                .zip(&whole)
                .filter(|(mark, day)| **mark == DayMark::Holiday && day.is_some())
                .count()
                >= LEAST_HOLIDAYS,
            yearly: series.days.len() >= DAYS_FOR_SEASON,
        };
        let effects = Effects::new(known.clone(), sizes, &scope);
        let totals: Vec<Option<f64>> = whole
            .iter()
            .zip(&marks)
            .enumerate()
            .map(|(place, (day, mark))| {
                let date = series.date(place).filter(|&date| effects.is_open(date))?;
                let told = *mark == DayMark::Ordinary || effects.is_holiday(date);
                day.filter(|_| told).map(|day| day.total)
            })
            .collect();
        Self::of_totals(effects, first, last, &totals)
    }

    fn of_totals(
        effects: Effects,
        first: NaiveDate,
        last: NaiveDate,
        totals: &[Option<f64>],
    ) -> Option<Self> {
        let seen: Vec<f64> = totals.iter().flatten().copied().collect();
        let mean = seen.iter().sum::<f64>() / count(seen.len());
        let scale = median(&seen).filter(|&middle| middle > 0.0).unwrap_or(mean);
        if !(scale >= LEAST_SCALE && scale.is_finite()) {
            return None;
        }
        let shift =
            if seen.iter().any(|&total| total <= 0.0) { dispersion(&seen) / 2.0 / scale } else { 0.0 };
        let logs: Vec<Option<f64>> =
            totals.iter().map(|total| total.map(|total| ratio(total / scale + shift).ln())).collect();
        let rows: Vec<f64> =
            first.iter_days().take(totals.len()).flat_map(|date| effects.row(date, true)).collect();
        let columns = effects.columns().to_vec();
        let observed = Observed { logs: &logs, rows: &rows, columns: &columns };
        let dynamics = search::dynamics(&observed);
        let surprise = surprise(&observed, &dynamics);
        let calm = without_wild(&logs, &smoothed(&observed, &dynamics).0);
        let (smoothed, belief) = smoothed(&Observed { logs: &calm, ..observed }, &dynamics);
        let residuals = residuals(&logs, &smoothed);
        let mut model = Self {
            effects,
            first,
            last,
            scale,
            shift,
            dynamics,
            surprise,
            belief,
            smoothed,
            lift: 1.0,
            residuals,
            counting: 0.0,
        };
        model.lift = model.lift_of(totals);
        model.counting = model.counting_of(totals);
        Some(model)
    }

    /// Mean over median: counted over fitted contacts of the last year's days that are not wild, and what deviations add.
    ///
    /// Source: \[Duan1983\] (smearing), for each of the two.
    fn lift_of(&self, totals: &[Option<f64>]) -> f64 {
        let bound = DAMPED_BEYOND * self.residual_scale().max(LEAST_SCATTER);
        let (mut counted, mut fitted) = (0.0, 0.0);
        let mut deviations = Vec::new();
        for (place, total) in totals.iter().enumerate().rev().take(LEVELLED_OVER) {
            let (Some(total), Some(residual)) = (total, self.residuals[place]) else { continue };
            if residual.abs() <= bound {
                counted += total;
                fitted += self.contacts(self.smoothed.signal[place]);
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

    fn counting_of(&self, totals: &[Option<f64>]) -> f64 {
        let means: Vec<f64> = totals
            .iter()
            .zip(&self.smoothed.signal)
            .filter_map(|(total, signal)| total.map(|_| self.contacts(*signal)))
            .filter(|&mean| mean > 0.0)
            .collect();
        means.iter().map(|mean| 1.0 / mean).sum::<f64>() / count(means.len()).max(1.0)
    }

    /// Robust standard deviation of a day about its fit.
    pub(super) fn residual_scale(&self) -> f64 {
        scale_of(&self.residuals)
    }

    /// Whether a day of the history is too far from its fit to be luck.
    pub(super) fn is_wild(&self, date: NaiveDate) -> bool {
        self.residual(date)
            .is_some_and(|residual| residual.abs() > WILD_BEYOND * self.residual_scale().max(LEAST_SCATTER))
    }

    /// Contacts of a log, at least 0.
    fn contacts(&self, log: f64) -> f64 {
        (self.scale * (log.exp() - self.shift)).max(0.0)
    }

    fn place(&self, date: NaiveDate) -> Option<usize> {
        let place = usize::try_from((date - self.first).num_days()).ok()?;
        (date <= self.last).then_some(place)
    }

    /// Mean contacts that an ordinary day would have brought, in the history; with what its neighbours deviate by.
    pub(super) fn ordinary(&self, date: NaiveDate) -> Option<f64> {
        let place = self.place(date)?;
        Some(self.lift * self.contacts(*self.smoothed.signal.get(place)?))
    }

    /// Log level of a day of the history, of its first day before it and of its last day after it.
    pub(super) fn log_level(&self, date: NaiveDate) -> f64 {
        let last = self.smoothed.level.len().saturating_sub(1);
        let place = usize::try_from((date - self.first).num_days()).unwrap_or(0).min(last);
        self.smoothed.level.get(place).copied().unwrap_or(0.0)
    }

    /// Mean over median of a day.
    pub(super) const fn lift(&self) -> f64 {
        self.lift
    }

    /// Median contacts of an open day after the history; its holiday and the trend may be left out.
    pub(super) fn ahead(&self, date: NaiveDate, holiday: bool, trend: bool) -> f64 {
        let level = self.log_level(self.last);
        self.contacts(level + self.deviation_on(date) + self.effect(date, holiday, trend))
    }

    /// What is left on a date of the last day's deviation.
    pub(super) fn deviation_on(&self, date: NaiveDate) -> f64 {
        self.belief.deviation().0 * self.dynamics.rho.powf(days_between(self.last, date).max(0.0))
    }

    /// Log contacts of a day of the history over its fit; `None` where it was not seen.
    pub(super) fn residual(&self, date: NaiveDate) -> Option<f64> {
        self.residuals.get(self.place(date)?).copied().flatten()
    }

    /// Median contacts of every day of the history had it been an ordinary one of its weekday.
    pub(super) fn usual(&self) -> Vec<f64> {
        let signals = self.first.iter_days().zip(&self.smoothed.signal);
        let without = |date| self.effect(date, false, true) - self.effect(date, true, true);
        let usual = |(date, signal): (NaiveDate, &f64)| {
            let holiday = if self.effects.is_holiday(date) { without(date) } else { 0.0 };
            self.contacts(signal + holiday)
        };
        signals.map(usual).collect()
    }

    /// Log factor of the weekday of a date.
    pub(super) fn weekday_effect(&self, date: NaiveDate) -> f64 {
        self.parts(date, false).filter(|(kind, _)| *kind == EffectKind::Weekday).map(|(_, part)| part).sum()
    }

    fn effect(&self, date: NaiveDate, holiday: bool, trend: bool) -> f64 {
        let parts = self.parts(date, holiday);
        parts.filter(|(kind, _)| trend || *kind != EffectKind::Trend).map(|(_, part)| part).sum()
    }

    /// What each column adds to the logarithm on a date.
    fn parts(&self, date: NaiveDate, holiday: bool) -> impl Iterator<Item = (EffectKind, f64)> + '_ {
        let row = self.effects.row(date, holiday);
        let effects = self.effects.columns().iter().zip(self.belief.effects());
        row.into_iter().zip(effects).map(|(x, (column, effect))| (column.kind, x * effect))
    }

    /// The log effect of one kind on a date.
    pub(super) fn effect_of(&self, kind: EffectKind, date: NaiveDate) -> f64 {
        self.parts(date, true).filter(|(of, _)| *of == kind).map(|(_, part)| part).sum()
    }

    /// Log growth a year.
    pub(super) fn trend(&self) -> f64 {
        let parts = self.effects.columns().iter().zip(self.belief.effects());
        parts.filter(|(column, _)| column.kind == EffectKind::Trend).map(|(_, b)| *b).sum()
    }

    /// Variances of the days from the first after the history on, as many as are asked for.
    pub(super) fn course(&self, days: usize, trend: bool) -> Vec<Ahead> {
        let mut belief = self.belief.clone();
        let mut shown = Vec::new();
        let columns = self.effects.columns();
        let dates = self.last.iter_days().skip(1).take(days);
        dates
            .map(|date| {
                belief.next(&self.dynamics, columns);
                let mut row = self.effects.row(date, true);
                for (x, _) in
                    row.iter_mut().zip(columns).filter(|(_, column)| column.kind == EffectKind::Trend)
                {
                    *x *= if trend { 1.0 } else { 0.0 };
                }
                let variance = belief.shown(&row, &mut shown);
                let deviation = belief.deviation().1;
                let own = |variance: f64| self.surprise * variance;
                Ahead {
                    noise: own(self.dynamics.noise),
                    deviation: own(deviation),
                    level: (variance - deviation).max(0.0),
                }
            })
            .collect()
    }
}

/// A day's contacts over the usual; a millionth, or a million times as many, is an error in the data.
const fn ratio(of_usual: f64) -> f64 {
    of_usual.clamp(1e-6, 1e6)
}

fn residuals(logs: &[Option<f64>], fitted: &Smoothed) -> Vec<Option<f64>> {
    logs.iter().zip(&fitted.signal).map(|(log, signal)| log.map(|log| log - signal)).collect()
}

fn scale_of(residuals: &[Option<f64>]) -> f64 {
    residual_scale(&residuals.iter().flatten().copied().collect::<Vec<_>>())
}

/// Logs without days that are too far from their fit to be luck: they are named, and move nothing.
fn without_wild(logs: &[Option<f64>], fitted: &Smoothed) -> Vec<Option<f64>> {
    let residuals = residuals(logs, fitted);
    let bound = WILD_BEYOND * scale_of(&residuals).max(LEAST_SCATTER);
    let calm = |residual: &Option<f64>| residual.is_some_and(|residual| residual.abs() <= bound);
    logs.iter().zip(&residuals).map(|(log, residual)| log.filter(|_| calm(residual))).collect()
}

/// Half of what the innovations of the history were, half of what the model expects of them: a share below 1 where
/// few wild days make the rest look noisier than it is.
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

/// Weekdays with contacts on at least a tenth of their days.
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
    std::array::from_fn(|weekday| {
        with_contacts[weekday] > 0.0 && with_contacts[weekday] >= LEAST_OPEN * all[weekday]
    })
}

/// Variance over mean: 1 for Poisson counts.
fn dispersion(values: &[f64]) -> f64 {
    let n = count(values.len());
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / n;
    if mean > 0.0 { variance / mean } else { 0.0 }
}
