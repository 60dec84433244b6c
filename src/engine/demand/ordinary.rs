//! What an ordinary day of a channel brings: the one place that knows which forecaster stands behind it.

use crate::calendar::Month;
use crate::forecasting::{DayLevel, DayMark, DaySeries, Suspect, TooLittle};
use chrono::{Datelike, NaiveDate, Weekday};

/// Days that a plain mean needs.
pub(crate) const LEAST_FOR_MEAN: usize = 2;
/// Coefficient of variation of a day, and again of the level, that a few days cannot deny.
const LEAST_CV: f64 = 0.3;

/// Contacts of an ordinary day, and how far a day strays from them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OrdinaryDays {
    /// Level, trend, weekdays and holidays, learnt.
    Learnt(Box<DayLevel>),
    /// The mean of a handful of days.
    Mean {
        /// Contacts a day.
        mean: f64,
        /// Coefficient of variation of a day about it.
        cv: f64,
        /// The same without the noise of counting.
        busyness: f64,
        /// Coefficient of variation of the mean itself.
        level: f64,
        /// Last day of the history.
        last: NaiveDate,
    },
}

/// Variances of the logarithm of a day's contacts, by where they come from.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct DaySpread {
    /// What is not known of the level; common to all days.
    pub level: f64,
    /// The day's own busyness; common to its slots.
    pub busyness: f64,
    /// The day itself: its busyness, and the noise of counting.
    pub day: f64,
}

impl OrdinaryDays {
    /// Learns from the days of a history; `plain_mean` allows the mean of all days where these are too few to learn from, or
    /// most of them have no contact.
    pub(super) fn fit(series: &DaySeries, marks: &[DayMark], plain_mean: bool) -> Result<Self, TooLittle> {
        let totals = ordinary_totals(series, marks);
        let with_contacts = totals.iter().filter(|total| **total > 0.0).count();
        let mean = || Self::mean(series, &totals).filter(|_| plain_mean);
        if 2 * with_contacts < totals.len()
            && with_contacts > 0
            && let Some(mean) = mean()
        {
            return Ok(mean);
        }
        let learnt = DayLevel::fit(series, marks);
        learnt.map(|level| Self::Learnt(Box::new(level))).or_else(|too_little| mean().ok_or(too_little))
    }

    fn mean(series: &DaySeries, totals: &[f64]) -> Option<Self> {
        if totals.len() < LEAST_FOR_MEAN {
            return None;
        }
        let count = totals.len() as f64;
        let mean = totals.iter().sum::<f64>() / count;
        let squares = totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>();
        let variance = if mean > 0.0 { squares / (count - 1.0) / (mean * mean) } else { 0.0 };
        let busyness = (variance - mean.max(f64::MIN_POSITIVE).recip()).max(0.0).sqrt();
        Some(Self::Mean {
            mean,
            cv: variance.sqrt().max(LEAST_CV),
            busyness: busyness.max(LEAST_CV),
            level: LEAST_CV,
            last: series.last()?,
        })
    }

    /// The level behind it, which events are learnt against.
    pub(super) fn level(&self) -> Option<&DayLevel> {
        match self {
            Self::Learnt(level) => Some(&**level),
            Self::Mean { .. } => None,
        }
    }

    /// Mean contacts of a date.
    pub(super) fn expected(&self, date: NaiveDate, holiday: bool) -> f64 {
        match self {
            Self::Learnt(level) => level.expected(date, holiday),
            Self::Mean { mean, .. } => *mean,
        }
    }

    /// Mean contacts of a date where growth a month from a month on is given.
    pub(super) fn expected_with_growth(
        &self,
        date: NaiveDate,
        holiday: bool,
        growth: f64,
        from: Month,
    ) -> f64 {
        match self {
            Self::Learnt(level) => level.expected_with_growth(date, holiday, growth, from),
            Self::Mean { mean, .. } => {
                mean * (1.0 + growth).max(0.0).powi(Month::of(date).months_since(from).max(0))
            }
        }
    }

    /// Mean contacts of a day of average weekday at the end of the history.
    pub(super) fn at_the_end(&self) -> f64 {
        match self {
            Self::Learnt(level) => {
                let latest = std::iter::successors(Some(level.last()), NaiveDate::pred_opt).take(7);
                let of_day = |date: NaiveDate| {
                    let factor = level.weekday_factor(date.weekday()).filter(|factor| *factor > 0.0)?;
                    Some(level.expected(date, false) / factor)
                };
                latest.filter_map(of_day).next().unwrap_or(0.0)
            }
            Self::Mean { mean, .. } => *mean,
        }
    }

    /// Learnt growth a month.
    pub(super) fn growth_per_month(&self) -> f64 {
        match self {
            Self::Learnt(level) => level.growth_per_month(),
            Self::Mean { .. } => 0.0,
        }
    }

    /// Factor of a weekday on the level; `None` for a weekday never seen.
    pub(super) fn weekday_factor(&self, weekday: Weekday) -> Option<f64> {
        match self {
            Self::Learnt(level) => level.weekday_factor(weekday),
            Self::Mean { .. } => Some(1.0),
        }
    }

    /// Coefficient of variation of a day's own busyness, counting noise apart.
    pub(super) fn busyness_cv(&self) -> f64 {
        match self {
            Self::Learnt(level) => level.busyness_cv(),
            Self::Mean { busyness, .. } => *busyness,
        }
    }

    /// Coefficient of variation of a day's contacts, counting noise included.
    fn day_cv(&self) -> f64 {
        match self {
            Self::Learnt(level) => level.day_cv(),
            Self::Mean { cv, .. } => *cv,
        }
    }

    /// Correlation of a day's busyness with the next day's.
    pub(super) fn ar1(&self) -> f64 {
        match self {
            Self::Learnt(level) => level.ar1(),
            Self::Mean { .. } => 0.0,
        }
    }

    /// Coefficient of variation of the level on a date; `grown` where growth is given.
    pub(super) fn level_cv(&self, date: NaiveDate, grown: bool) -> f64 {
        match self {
            Self::Learnt(level) => {
                let ahead = u32::try_from((date - level.last()).num_days()).unwrap_or(0);
                if grown { level.level_cv_with_growth(ahead) } else { level.level_cv(ahead) }
            }
            Self::Mean { level, .. } => *level,
        }
    }

    /// How far the contacts of a date stray; `grown` where growth is given.
    pub(super) fn spread(&self, date: NaiveDate, grown: bool) -> DaySpread {
        DaySpread {
            level: self.level_cv(date, grown).powi(2).ln_1p(),
            busyness: self.busyness_cv().powi(2).ln_1p(),
            day: self.day_cv().powi(2).ln_1p(),
        }
    }

    /// Days that nobody named and that are far off.
    pub(crate) fn suspects(&self) -> &[Suspect] {
        match self {
            Self::Learnt(level) => level.suspects(),
            Self::Mean { .. } => &[],
        }
    }

    /// What it was averaged from.
    pub(crate) fn members(&self) -> Vec<&'static str> {
        match self {
            Self::Learnt(_) => vec!["level and weekday"],
            Self::Mean { .. } => vec!["plain mean"],
        }
    }
}

/// Totals of the whole ordinary days.
fn ordinary_totals(series: &DaySeries, marks: &[DayMark]) -> Vec<f64> {
    let ordinary = |place: &usize| marks.get(*place).is_none_or(|mark| *mark == DayMark::Ordinary);
    let days = series.whole_days(marks);
    (0..days.len()).filter(ordinary).filter_map(|place| days[place]).map(|day| day.total).collect()
}

/// What lifts or lowers a day against the level at the end of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The weekday, and a level that moved within the history.
    Weekday,
    /// A holiday, against its weekday.
    Holiday,
}

impl OrdinaryDays {
    /// Contacts of an average day at the end of the history, and what each part makes of them on a date, one after the other.
    pub(super) fn parts(&self, date: NaiveDate, holiday: bool) -> (f64, [(Part, f64); 2]) {
        let level = self.at_the_end();
        match self.weekday_factor(date.weekday()) {
            None => (0.0, [(Part::Weekday, 0.0), (Part::Holiday, 0.0)]),
            Some(factor) => {
                let ordinary = level * factor;
                let plain = self.expected(date, false);
                let special =
                    if plain > 0.0 { ordinary * self.expected(date, holiday) / plain } else { ordinary };
                (level, [(Part::Weekday, ordinary), (Part::Holiday, special)])
            }
        }
    }
}
