//! The effects of the calendar on a day's contacts: the columns of the regression.

use super::known_days::KnownDays;
use crate::forecasting::series::days_between;
use chrono::{Datelike, Days, NaiveDate};
use std::f64::consts::TAU;

/// Days of a year.
pub(in crate::forecasting) const YEAR: f64 = 365.25;
/// Business days at the start of a month, and at its end, with an effect of their own.
const FIRST_DAYS: usize = 3;
const LAST_DAYS: usize = 2;
/// Days of the longest month: paydays and bills keep their number, not their share of the month.
const MONTH_DAYS: f64 = 31.0;

/// Standard deviations, in log, that effects are taken to have before any data; 0 leaves a group out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EffectSizes {
    /// A weekday, and a holiday.
    pub weekday: f64,
    /// The first three and the last two business days of a month, and the first from its 15th on.
    pub month_position: f64,
    /// The first open day after a closure.
    pub after_closure: f64,
    /// The smooth course over the days of a month: wave `k` of three has this over `k`.
    pub month_shape: f64,
    /// The course of the year: wave `k` has this over `√k`.
    pub season: f64,
    /// Waves of the course of the year.
    pub season_waves: u32,
    /// Growth a year.
    pub trend: f64,
}

impl Default for EffectSizes {
    fn default() -> Self {
        Self {
            weekday: 0.5,
            month_position: 0.1,
            after_closure: 0.2,
            month_shape: 0.06,
            season: 0.3,
            season_waves: 12,
            trend: 0.5,
        }
    }
}

/// What a forecast of days assumes before any data: one set for every series.
///
/// `cargo bench --bench demand -- sensitivity` prints what other values do to the accuracy on five series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayAssumptions {
    /// Sizes of effects.
    pub effects: EffectSizes,
    /// A day so many standard deviations off what was expected of it is taken in with less weight.
    pub damped_beyond: f64,
    /// A day so many robust standard deviations off its fit is wild: it is named, and moves nothing.
    pub wild_beyond: f64,
    /// Whether other methods are averaged in, where the history is short or long enough for them.
    pub averaged: bool,
}

impl Default for DayAssumptions {
    fn default() -> Self {
        Self { effects: EffectSizes::default(), damped_beyond: 2.5, wild_beyond: 4.0, averaged: true }
    }
}

/// What an effect is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EffectKind {
    /// The weekday, or a holiday in its place.
    Weekday,
    /// First, last and mid-month business days, and the smooth course of the month.
    Month,
    /// The first open day after a closure.
    AfterClosure,
    /// The course of the year.
    Season,
    /// Growth since the last day of the history.
    Trend,
}

/// One column: what it is about, its standard deviation before any data, whether it may drift.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Column {
    pub(super) kind: EffectKind,
    pub(super) sd: f64,
    pub(super) drifts: bool,
}

/// The columns of one history.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Effects {
    known: KnownDays,
    sizes: EffectSizes,
    /// Last day of the history.
    last: NaiveDate,
    /// Weekdays that were seen.
    seen: [bool; 7],
    /// Whether holidays are a kind of day.
    holidays: bool,
    /// Whether the history is long enough for season and trend.
    yearly: bool,
    columns: Vec<Column>,
}

/// What of a history decides which effects it can show.
pub(super) struct Scope {
    pub(super) last: NaiveDate,
    pub(super) seen: [bool; 7],
    pub(super) holidays: bool,
    pub(super) yearly: bool,
}

impl Effects {
    pub(super) fn new(known: KnownDays, sizes: EffectSizes, scope: &Scope) -> Self {
        let &Scope { last, seen, holidays, yearly } = scope;
        let mut effects = Self { known, sizes, last, seen, holidays, yearly, columns: Vec::new() };
        let mut columns = Vec::new();
        effects.visit(last, true, &mut |column, _| columns.push(column));
        effects.columns = columns;
        effects
    }

    /// The last day of the history.
    pub(super) const fn last(&self) -> NaiveDate {
        self.last
    }

    /// The first of so many days of the history.
    pub(super) fn first_of(&self, days: usize) -> NaiveDate {
        let back = Days::new(days.saturating_sub(1) as u64);
        self.last.checked_sub_days(back).unwrap_or(self.last)
    }

    pub(super) fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Whether contacts are to be expected on a date: it is open, and its weekday was seen.
    pub(super) fn is_open(&self, date: NaiveDate) -> bool {
        self.known.is_open(date) && self.is_seen(date)
    }

    /// Whether contacts are to be expected on a date were it open: its weekday was seen.
    pub(super) fn is_seen(&self, date: NaiveDate) -> bool {
        self.seen[date.weekday().num_days_from_monday() as usize]
    }

    /// Whether a date counts as a holiday.
    pub(super) fn is_holiday(&self, date: NaiveDate) -> bool {
        self.holidays && self.known.holidays.contains(&date)
    }

    /// Values of the columns on a date; `holiday` false asks for its weekday whatever the calendar says.
    pub(super) fn row(&self, date: NaiveDate, holiday: bool) -> Vec<f64> {
        let mut row = Vec::with_capacity(self.columns.len());
        self.visit(date, holiday, &mut |_, value| row.push(value));
        row
    }

    /// Whether season and trend are among the columns.
    pub(super) const fn is_yearly(&self) -> bool {
        self.yearly
    }

    fn visit(&self, date: NaiveDate, holiday: bool, push: &mut impl FnMut(Column, f64)) {
        self.weekday(date, holiday && self.is_holiday(date), push);
        if self.sizes.month_position > 0.0 {
            self.month_position(date, push);
        }
        let fixed = |kind, sd| Column { kind, sd, drifts: false };
        if self.sizes.after_closure > 0.0 {
            let after = flag(self.known.follows_closure(date));
            push(fixed(EffectKind::AfterClosure, self.sizes.after_closure), after);
        }
        if self.sizes.month_shape > 0.0 {
            let phase = TAU * (f64::from(date.day()) - 0.5) / MONTH_DAYS;
            let sd = |wave: f64| self.sizes.month_shape / wave;
            waves(3, phase, &mut |wave, value| push(fixed(EffectKind::Month, sd(wave)), value));
        }
        if self.yearly && self.sizes.season > 0.0 {
            let phase = TAU * f64::from(date.ordinal0()) / YEAR;
            let sd = |wave: f64| self.sizes.season / wave.sqrt();
            let count = self.sizes.season_waves;
            waves(count, phase, &mut |wave, value| push(fixed(EffectKind::Season, sd(wave)), value));
        }
        if self.yearly && self.sizes.trend > 0.0 {
            push(fixed(EffectKind::Trend, self.sizes.trend), faded(days_between(self.last, date) / YEAR));
        }
    }

    /// Weekdays about their mean, so that the level is that of a week; a holiday stands in the place of its weekday.
    fn weekday(&self, date: NaiveDate, holiday: bool, push: &mut impl FnMut(Column, f64)) {
        let own = date.weekday().num_days_from_monday() as usize;
        let share = 1.0 / self.seen.iter().map(|&seen| flag(seen)).sum::<f64>().max(1.0);
        let column = Column { kind: EffectKind::Weekday, sd: self.sizes.weekday, drifts: true };
        for weekday in (0..7).filter(|&weekday| self.seen[weekday]) {
            push(column, if holiday { 0.0 } else { flag(weekday == own) - share });
        }
        if self.holidays {
            push(column, flag(holiday));
        }
    }

    fn month_position(&self, date: NaiveDate, push: &mut impl FnMut(Column, f64)) {
        let column = Column { kind: EffectKind::Month, sd: self.sizes.month_position, drifts: false };
        let (from_start, to_end) = self.known.place_in_month(date).unwrap_or((0, 0));
        (1..=FIRST_DAYS).for_each(|place| push(column, flag(from_start == place)));
        (1..=LAST_DAYS).for_each(|place| push(column, flag(to_end == place)));
        push(column, flag(self.known.is_first_from_mid_month(date)));
    }
}

/// Log variance that a course of the year adds so many days ahead, where the history is too short to show it: that of a
/// season of amplitude `A` and unknown phase, `A² (1 − cos(2π h/365.25))`, from half a year on that of half a year.
pub(super) fn unseen_season(amplitude: f64, days_ahead: f64) -> f64 {
    amplitude * amplitude * (1.0 - (TAU * days_ahead.min(YEAR / 2.0) / YEAR).cos())
}

/// Years of full trend that so many years of the fading one add: a trend goes on for a year, then fades within another.
pub(in crate::forecasting) fn faded(years: f64) -> f64 {
    if years <= 1.0 { years } else { 1.0 - (1.0 - years).exp_m1() }
}

fn flag(holds: bool) -> f64 {
    f64::from(u8::from(holds))
}

/// Sine and cosine of the first waves.
fn waves(count: u32, phase: f64, push: &mut impl FnMut(f64, f64)) {
    for wave in (1..=count).map(f64::from) {
        let (sine, cosine) = (wave * phase).sin_cos();
        push(wave, sine);
        push(wave, cosine);
    }
}
