//! Other methods that the day model is averaged with, where a history is long enough, or too short.
//!
//! All take the history's days without what is out of the ordinary, at the level after its last jump ([`Usual`]).

use super::effects::{self, faded};
use super::smoothing::Trending;
use crate::forecasting::series::{RECENT_DAYS, count};
use chrono::{Datelike, Days, NaiveDate};

/// Fifty-two weeks: the same weekday a year before.
const YEAR_OF_WEEKS: usize = 364;
/// Days whose sum, over that of the same days a year before, is the growth of a year.
const GROWTH_OVER: u64 = 56;
/// Growth or decline by more than this factor in a year: last year's course says nothing of this year's.
const MOST_GROWTH: f64 = 2.0;
/// Periods of the decomposition.
const PERIODS: [usize; 2] = [7, 365];

/// Contacts of the days of a history as they would have been without events, closures, gaps and wild days.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Usual {
    pub(super) last: NaiveDate,
    /// By day, from the first on; none is missing.
    pub(super) contacts: Vec<f64>,
}

impl Usual {
    fn on(&self, date: NaiveDate) -> Option<f64> {
        let back = usize::try_from((self.last - date).num_days()).ok()?;
        self.contacts.len().checked_sub(back + 1).map(|place| self.contacts[place])
    }

    /// Mean of a day and of the same weekday a week before and after: a single day's luck would come back as a forecast.
    fn about(&self, date: NaiveDate) -> Option<f64> {
        let week = Days::new(7);
        let beside = [date.checked_sub_days(week), date.checked_add_days(week)];
        let beside = beside.into_iter().flatten().filter_map(|day| self.on(day));
        let (sum, days) = beside.fold((self.on(date)?, 1.0), |(sum, days), day| (sum + day, days + 1.0));
        Some(sum / days)
    }

    fn sum(&self, last: NaiveDate, days: u64) -> Option<f64> {
        (0..days).map(|back| self.on(last.checked_sub_days(Days::new(back))?)).sum()
    }
}

/// A year ago, times growth: `y(t − 364) · Σ last 56 days / Σ the same days a year before`, with `y` the mean over the day
/// and the same weekday a week before and after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct YearAgo {
    usual: Usual,
    log_growth: f64,
}

impl YearAgo {
    /// `None` with less than a year and eight weeks, or where contacts more than doubled or halved in the year.
    pub(super) fn of(usual: &Usual) -> Option<Self> {
        let before = usual.last.checked_sub_days(Days::new(YEAR_OF_WEEKS as u64))?;
        let growth = usual.sum(usual.last, GROWTH_OVER)? / usual.sum(before, GROWTH_OVER)?;
        let steady = (1.0 / MOST_GROWTH..=MOST_GROWTH).contains(&growth);
        steady.then(|| Self { usual: usual.clone(), log_growth: growth.ln() })
    }

    /// Log growth a year.
    pub(super) const fn log_growth(&self) -> f64 {
        self.log_growth
    }

    /// A day after the history; without its trend the level stays that of the last day.
    pub(super) fn on(&self, date: NaiveDate, trend: bool) -> Option<f64> {
        let days = usize::try_from((date - self.usual.last).num_days()).ok()?;
        let back = YEAR_OF_WEEKS * days.div_ceil(YEAR_OF_WEEKS).max(1);
        let years = |days: usize| count(days) / count(YEAR_OF_WEEKS);
        let ahead = years(days);
        let grown = years(back) - ahead + if trend { faded(ahead) } else { 0.0 };
        let year_ago = self.usual.about(date.checked_sub_days(Days::new(back as u64))?)?;
        Some(year_ago * (self.log_growth * grown).exp())
    }
}

/// Seasons of the week and of the year by repeated loess, and a trend about what is left.
///
/// Sources: \[Cleveland1990\] (STL), \[Bandara2021\] (several seasons), \[Gardner1985\] (the fading trend).
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decomposed {
    last: NaiveDate,
    /// The last period of each season.
    seasons: Vec<Vec<f64>>,
    trend: Trending,
}

impl Decomposed {
    /// `None` with less than two years.
    pub(super) fn of(usual: &Usual) -> Option<Self> {
        let parts = stlrs::Mstl::fit(&usual.contacts, &PERIODS).ok()?;
        let seasons = parts.seasonal().iter().zip(PERIODS);
        let seasons = seasons.map(|(season, period)| season[season.len() - period..].to_vec()).collect();
        let rest: Vec<f64> = parts.trend().iter().zip(parts.remainder()).map(|(t, r)| t + r).collect();
        Some(Self { last: usual.last, seasons, trend: Trending::fit(&rest)? })
    }

    /// Log growth of the next year.
    pub(super) fn log_growth(&self) -> f64 {
        let (now, then) = (self.trend.after(0.0), self.trend.after(effects::YEAR));
        if now > 0.0 && then > 0.0 { (then / now).ln() } else { 0.0 }
    }

    /// A day after the history; at least 0.
    pub(super) fn on(&self, date: NaiveDate, trend: bool) -> Option<f64> {
        let ahead = usize::try_from((date - self.last).num_days()).ok()?;
        let season: f64 =
            self.seasons.iter().map(|season| season[ahead.saturating_sub(1) % season.len()]).sum();
        let days = if trend { effects::YEAR * faded(count(ahead) / effects::YEAR) } else { 0.0 };
        Some((self.trend.after(days) + season).max(0.0))
    }
}

/// Mean of the last four days of a weekday.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Recent {
    by_weekday: [Option<f64>; 7],
}

impl Recent {
    /// From the days that were seen, in order.
    pub(super) fn of(usual: &Usual, seen: &[(NaiveDate, f64)]) -> Self {
        let mean = |weekday: usize| {
            let of_weekday = seen
                .iter()
                .rev()
                .filter(|(date, _)| date.weekday().num_days_from_monday() as usize == weekday);
            let last: Vec<f64> =
                of_weekday.take(RECENT_DAYS).filter_map(|&(date, _)| usual.on(date)).collect();
            (!last.is_empty()).then(|| last.iter().sum::<f64>() / count(last.len()))
        };
        Self { by_weekday: std::array::from_fn(mean) }
    }

    pub(super) fn on(&self, date: NaiveDate) -> Option<f64> {
        self.by_weekday[date.weekday().num_days_from_monday() as usize]
    }
}
