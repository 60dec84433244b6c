//! The day model: a level that moves, a deviation that dies away, and the effects of the calendar.

use super::effects::{EffectKind, Effects, unseen_season};
use super::filter::{Belief, Dynamics, Smoothed};
use super::logs::Logs;
use super::residuals::Residuals;
use crate::forecasting::LevelShift;
use crate::forecasting::series::{count, days_between};
use chrono::NaiveDate;

/// Learnt growth makes or takes a factor of four at most.
const MOST_TREND: f64 = 2.0 * std::f64::consts::LN_2;

/// A fitted day model.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DayModel {
    pub(super) effects: Effects,
    pub(super) first: NaiveDate,
    pub(super) logs: Logs,
    /// Where its level jumped.
    pub(super) jumps: Vec<LevelShift>,
    pub(super) dynamics: Dynamics,
    /// How large, squared, innovations were beside what they were expected to be.
    pub(super) surprise: f64,
    pub(super) belief: Belief,
    pub(super) smoothed: Smoothed,
    pub(super) residuals: Residuals,
    /// Amplitude of a course of the year that the history is too short to show; 0 where it shows it.
    pub(super) swing: f64,
    /// Mean over median of a day.
    pub(super) lift: f64,
    /// The log variance that counting alone gives.
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
    /// The last day of the history.
    pub(super) const fn last(&self) -> NaiveDate {
        self.effects.last()
    }

    fn place(&self, date: NaiveDate) -> Option<usize> {
        let place = usize::try_from((date - self.first).num_days()).ok()?;
        (date <= self.last()).then_some(place)
    }

    /// Mean contacts that an ordinary day would have brought, in the history; with what its neighbours deviate by.
    pub(super) fn ordinary(&self, date: NaiveDate) -> Option<f64> {
        let place = self.place(date)?;
        Some(self.lift * self.logs.contacts(*self.smoothed.signal.get(place)?))
    }

    /// Log level of a day of the history, of its first day before it and of its last day after it.
    pub(super) fn log_level(&self, date: NaiveDate) -> f64 {
        let last = self.smoothed.level.len().saturating_sub(1);
        let place = usize::try_from((date - self.first).num_days()).unwrap_or(0).min(last);
        self.smoothed.level.get(place).copied().unwrap_or(0.0)
    }

    /// Median contacts of an open day after the history; its holiday and the trend may be left out.
    pub(super) fn ahead(&self, date: NaiveDate, holiday: bool, trend: bool) -> f64 {
        let level = self.log_level(self.last());
        self.logs.contacts(level + self.deviation_on(date) + self.effect(date, holiday, trend))
    }

    /// What is left on a date of the last day's deviation.
    pub(super) fn deviation_on(&self, date: NaiveDate) -> f64 {
        self.belief.deviation().0 * self.dynamics.rho.powf(days_between(self.last(), date).max(0.0))
    }

    /// Log contacts of a day of the history over its fit, in robust standard deviations; `None` where it was not seen.
    pub(super) fn deviations(&self, date: NaiveDate) -> Option<f64> {
        self.residuals.deviations(self.place(date)?)
    }

    /// Median contacts of every day of the history had it been an ordinary one of its weekday.
    pub(super) fn usual(&self) -> Vec<f64> {
        let signals = self.first.iter_days().zip(&self.smoothed.signal);
        let without = |date| self.effect(date, false, true) - self.effect(date, true, true);
        let usual = |(date, signal): (NaiveDate, &f64)| {
            let holiday = if self.effects.is_holiday(date) { without(date) } else { 0.0 };
            self.logs.contacts(signal + holiday)
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
        let part = |x: f64, kind: EffectKind, effect: f64| {
            if kind == EffectKind::Trend && x > 0.0 {
                (x * effect).clamp(-MOST_TREND, MOST_TREND)
            } else {
                x * effect
            }
        };
        row.into_iter()
            .zip(effects)
            .map(move |(x, (column, effect))| (column.kind, part(x, column.kind, *effect)))
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
        let dates = self.last().iter_days().skip(1).take(days).zip(1..);
        dates
            .map(|(date, ahead)| {
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
                    level: (variance - deviation).max(0.0) + unseen_season(self.swing, count(ahead)),
                }
            })
            .collect()
    }
}
