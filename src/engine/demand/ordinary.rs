//! What an ordinary day of a channel brings: the one place that knows which forecaster stands behind it.

use crate::calendar::Month;
use crate::forecasting::{DayForecast, DayMark, DaySeries, DaySpread, KnownDays, Method, Suspect, TooLittle};
use chrono::{NaiveDate, Weekday};

/// Days that a plain mean needs.
pub(crate) const LEAST_FOR_MEAN: usize = 2;
/// An open day comes within so many days, or none does.
const DAYS_TO_AN_OPEN_ONE: usize = 62;
/// Coefficient of variation of a day, and again of the level, that a few days cannot deny.
const LEAST_CV: f64 = 0.3;

/// Contacts of an ordinary day, and how far a day strays from them.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum OrdinaryDays {
    /// Level, trend, weekdays and holidays, learnt.
    Learnt(Box<DayForecast>),
    /// The mean of a handful of days, or of days most of which have no contact.
    Mean {
        /// Contacts a day.
        mean: f64,
        /// Coefficient of variation of a day about it.
        cv: f64,
    },
}

/// What a channel's forecast is the average of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Member {
    /// A method that learns from the history's days.
    Method(Method),
    /// The mean of a few days, or of days most of which have no contact.
    PlainMean,
    /// The volume that the plan states.
    Stated,
}

impl OrdinaryDays {
    /// Learns from the days of a history. The mean of its days takes their place where most of them have no contact;
    /// `plain_mean` allows it also where they are too few to learn from.
    pub(super) fn fit(series: &DaySeries, known: &KnownDays, plain_mean: bool) -> Result<Self, TooLittle> {
        let totals = ordinary_totals(series, known);
        let with_contacts = totals.iter().filter(|total| **total > 0.0).count();
        if 2 * with_contacts < totals.len()
            && with_contacts > 0
            && let Some(mean) = Self::mean(&totals)
        {
            return Ok(mean);
        }
        let learnt = DayForecast::fit(series, known);
        let mean = || Self::mean(&totals).filter(|_| plain_mean);
        learnt.map(|level| Self::Learnt(Box::new(level))).or_else(|too_little| mean().ok_or(too_little))
    }

    fn mean(totals: &[f64]) -> Option<Self> {
        if totals.len() < LEAST_FOR_MEAN {
            return None;
        }
        let count = totals.len() as f64;
        let mean = totals.iter().sum::<f64>() / count;
        let squares = totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>();
        let variance = if mean > 0.0 { squares / (count - 1.0) / (mean * mean) } else { 0.0 };
        Some(Self::Mean { mean, cv: variance.sqrt().max(LEAST_CV) })
    }

    /// The level behind it, which events are learnt against.
    pub(super) fn level(&self) -> Option<&DayForecast> {
        match self {
            Self::Learnt(level) => Some(&**level),
            Self::Mean { .. } => None,
        }
    }

    /// Mean contacts of a date.
    pub(super) fn expected(&self, date: NaiveDate) -> f64 {
        match self {
            Self::Learnt(level) => level.mean(date),
            Self::Mean { mean, .. } => *mean,
        }
    }

    /// Mean contacts of a date where growth a month from a month on is given.
    pub(super) fn expected_with_growth(&self, date: NaiveDate, growth: f64, from: Month) -> f64 {
        match self {
            Self::Learnt(level) => level.mean_with_growth(date, growth, from),
            Self::Mean { mean, .. } => {
                mean * (1.0 + growth).max(0.0).powi(Month::of(date).months_since(from).max(0))
            }
        }
    }

    /// Mean contacts of a date without the learnt trend.
    pub(super) fn without_trend(&self, date: NaiveDate) -> f64 {
        match self {
            // Growth of none from a month after the history: the level is that of its last day.
            Self::Learnt(level) => level.mean_with_growth(date, 0.0, Month::of(level.last()).plus(1)),
            Self::Mean { mean, .. } => *mean,
        }
    }

    /// Mean contacts of a day of average weekday at the end of the history.
    pub(super) fn at_the_end(&self) -> f64 {
        match self {
            Self::Learnt(level) => {
                let next = level.last().iter_days().skip(1).take(DAYS_TO_AN_OPEN_ONE);
                next.filter_map(|date| level.account(date)).next().map_or(0.0, |account| account.level)
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
    pub(crate) fn weekday_factor(&self, weekday: Weekday) -> Option<f64> {
        match self {
            Self::Learnt(level) => level.weekday_factor(weekday),
            Self::Mean { .. } => Some(1.0),
        }
    }

    /// What the deviation of a day keeps to the next.
    pub(super) fn rho(&self) -> f64 {
        match self {
            Self::Learnt(level) => level.rho(),
            Self::Mean { .. } => 0.0,
        }
    }

    /// How far the contacts of days in a row after the history stray; `grown` where growth is given.
    pub(super) fn spreads(&self, days: &[NaiveDate], grown: bool) -> Vec<DaySpread> {
        match self {
            Self::Learnt(level) => {
                let ahead =
                    |date: &NaiveDate| usize::try_from((*date - level.last()).num_days()).unwrap_or(0);
                let spreads = level.spreads(days.last().map_or(0, ahead), !grown);
                let of_day = |date: &NaiveDate| spreads.get(ahead(date).checked_sub(1)?).copied();
                days.iter().map(|date| of_day(date).unwrap_or_default()).collect()
            }
            Self::Mean { mean, cv, .. } => {
                let counting = if *mean > 0.0 { mean.recip().ln_1p() } else { 0.0 };
                let noise = (cv * cv).ln_1p().max(counting + LEAST_CV.powi(2).ln_1p());
                let level = LEAST_CV.powi(2).ln_1p();
                vec![DaySpread { noise, counting, deviation: 0.0, level }; days.len()]
            }
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
    pub(crate) fn members(&self) -> Vec<Member> {
        match self {
            Self::Learnt(level) => level.methods().into_iter().map(Member::Method).collect(),
            Self::Mean { .. } => vec![Member::PlainMean],
        }
    }
}

/// Totals of the whole ordinary days that are open.
fn ordinary_totals(series: &DaySeries, known: &KnownDays) -> Vec<f64> {
    let marks = known.marks(series);
    let days = series.whole_days(&marks).into_iter().zip(&marks).enumerate();
    let told = days.filter(|(place, (_, mark))| {
        **mark == DayMark::Ordinary && series.date(*place).is_some_and(|date| known.is_open(date))
    });
    told.filter_map(|(_, (day, _))| Some(day?.total)).collect()
}

/// What lifts or lowers a day against an average one at the end of the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// The weekday, or a holiday in its place.
    Weekday,
    /// The place of the day in its month, and the first open day after a closure.
    Month,
    /// The course of the year.
    Season,
    /// How far the last days were off their level.
    Recent,
    /// Other methods that the day model is averaged with.
    OtherMethods,
}

impl OrdinaryDays {
    /// Contacts of an average day at the end of the history, and what each part makes of them on a date, one after the
    /// other; growth is not among them.
    pub(super) fn parts(&self, date: NaiveDate) -> (f64, [(Part, f64); 5]) {
        let account = match self {
            Self::Learnt(level) => level.account(date),
            Self::Mean { .. } => None,
        };
        let base = account.map_or_else(|| self.expected(date), |account| account.level);
        let factors = account.map_or([1.0; 5], |account| {
            let month = account.month * account.after_closure;
            [account.weekday, month, account.season, account.recent, account.other_methods]
        });
        let parts = [Part::Weekday, Part::Month, Part::Season, Part::Recent, Part::OtherMethods];
        let mut reached = base;
        let step = |(part, factor): (Part, f64)| {
            reached *= factor;
            (part, reached)
        };
        let mut steps = parts.into_iter().zip(factors).map(step);
        (base, std::array::from_fn(|_| steps.next().unwrap_or((Part::Weekday, 0.0))))
    }
}
