//! Contacts to be expected of a day.

use super::backfit::{MONTH, Parts, Sample, Samples, days};
use crate::calendar::Month;
use crate::forecasting::robust::{median, residual_scale};
use crate::forecasting::series::{DayMark, DaySeries};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Ordinary days that a level needs: one of each weekday of a full week.
const LEAST_DAYS: usize = 7;
/// More times the usual day than this is an error in the data; it is cut so that sums stay finite.
const LARGEST_RATIO: f64 = 1e6;
/// Log variance of a level about which nothing is known: a factor of twenty either way.
const LARGEST_VARIANCE: f64 = 9.0;
/// A residual of so many robust standard deviations has a reason that nobody named.
const SUSPECT_BEYOND: f64 = 4.0;

/// Too few ordinary days to tell a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} ordinary days with contacts are too few: a level needs {needed}")]
pub struct TooLittle {
    /// Ordinary days found.
    pub found: usize,
    /// Ordinary days needed.
    pub needed: usize,
}

/// A day far from what its neighbours lead to expect: an event that nobody named, or an error in the data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Suspect {
    /// The day.
    pub date: NaiveDate,
    /// Contacts of the whole day.
    pub contacts: f64,
    /// Contacts to be expected.
    pub expected: f64,
    /// `(contacts − expected) / expected` in robust standard deviations.
    pub deviations: f64,
}

/// Expected contacts of a day: level, trend, weekday and holiday.
///
/// `m_t = exp(ℓ_t + d_weekday)`, or `exp(ℓ_t + h)` on a holiday. The level `ℓ` is an exponentially weighted mean over
/// the days on both sides about a trend line (half-life five weeks, or 20, 10 or 5 days where that would have
/// foreseen the next two weeks clearly better); days more than 2.5 standard deviations off are damped. Ahead of the history the level follows the trend, which fades: over `h` months it adds
/// `b T (1 − exp(−h/T))`, where `T` is the months it was seen over (at most 12).
///
/// Units: contacts a day, the mean and not the median. A weekday never seen has no contacts.
///
/// Assumes that the days to come are like those marked ordinary; a change of level that is not in the history is
/// not foreseen. The season of the year is not modelled.
///
/// Accuracy as tested: day totals of the bank of \[Weinberg2007\] one, two and three to four weeks ahead within 4.9, 5.9
/// and 5.5 % (last week's day repeated: 6.2, 7.2, 6.6 %).
///
/// Sources: \[McCullagh1989\] for the estimating equations, \[Huber1964\] for the damping, \[Gardner1985\] for the
/// fading trend.
///
/// ```
/// use chrono::NaiveDate;
/// use staffplan::{calendar::Grid, forecasting::{DayLevel, DaySeries}};
/// // A constant series gives itself.
/// let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
/// let series = DaySeries { grid: Grid::DAY, first, days: vec![Some(vec![250.0]); 70] };
/// let level = DayLevel::fit(&series, &[])?;
/// let ahead = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
/// assert!((level.expected(ahead, false) - 250.0).abs() < 1e-9);
/// # Ok::<(), staffplan::forecasting::TooLittle>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DayLevel {
    first: NaiveDate,
    /// Last day of the series.
    last: NaiveDate,
    /// Contacts that the parts are relative to; 0 when no contact was ever seen.
    scale: f64,
    parts: Parts,
    busyness: f64,
    suspects: Vec<Suspect>,
}

impl DayLevel {
    /// Fits the level to the days marked ordinary and the holiday factor to those marked so.
    ///
    /// `marks[i]` belongs to `series.days[i]`; days without a mark are ordinary. Partial days are scaled up or
    /// left out ([`DaySeries::whole_days`]). Only the days given are used: to forecast as of a day, cut the
    /// series there ([`DaySeries::until`]).
    ///
    /// # Errors
    /// [`TooLittle`] with fewer than seven ordinary days.
    pub fn fit(series: &DaySeries, marks: &[DayMark]) -> Result<Self, TooLittle> {
        let (ordinary, holidays) = samples(series, marks);
        let too_little = TooLittle { found: ordinary.len(), needed: LEAST_DAYS };
        if ordinary.len() < LEAST_DAYS {
            return Err(too_little);
        }
        let last = series.last().ok_or(too_little)?;
        let totals: Vec<f64> = ordinary.iter().map(|sample| sample.y).collect();
        let mean = totals.iter().sum::<f64>() / days(totals.len());
        let scale = median(&totals).filter(|&middle| middle > 0.0).unwrap_or(mean);
        let relative = |samples: Vec<Sample>| -> Vec<Sample> {
            let unit = if scale > 0.0 { scale } else { 1.0 };
            samples
                .into_iter()
                .map(|sample| Sample { y: (sample.y / unit).min(LARGEST_RATIO), ..sample })
                .collect()
        };
        let mut samples = Samples::new(series.days.len(), relative(ordinary), relative(holidays));
        let parts = samples.fit();
        let mut level = Self { first: series.first, last, scale, parts, busyness: 0.0, suspects: Vec::new() };
        level.busyness = level.excess(&samples.ordinary);
        level.suspects = level.suspicious(series, &samples.ordinary);
        Ok(level)
    }

    /// Expected contacts of a day, before, in or after the history, with the learnt trend.
    ///
    /// In the history this is what an ordinary day would have brought (the counterfactual of an event). `holiday`
    /// asks for a holiday's contacts; without three holidays in the history it is an ordinary day's.
    #[must_use]
    pub fn expected(&self, date: NaiveDate, holiday: bool) -> f64 {
        let ahead = days_between(self.last, date) / MONTH;
        let trend = if ahead > 0.0 { self.parts.slope * self.faded(ahead) } else { 0.0 };
        self.contacts(self.level_at(date) + trend, date, holiday)
    }

    /// Expected contacts of a day when the plan gives the growth: it replaces the learnt trend.
    ///
    /// `level(from) · (1 + growth)^k` times the weekday's factor, `k` the whole months from `from`, the month before
    /// the plan starts, to the month of `date`. The level of `from` is that of its middle, or of the last day of
    /// a history that ends earlier.
    #[must_use]
    pub fn expected_with_growth(
        &self,
        date: NaiveDate,
        holiday: bool,
        growth_per_month: f64,
        from: Month,
    ) -> f64 {
        let half = Days::new(u64::from(from.days() / 2));
        let middle = from.first_day().checked_add_days(half).unwrap_or(self.last);
        let months = Month::of(date).months_since(from).max(0);
        let growth = (1.0 + growth_per_month).max(0.0).powi(months);
        self.contacts(self.level_at(middle), date, holiday) * growth
    }

    /// Learnt growth a month at the end of the history (0.02 is +2 %), shrunk towards none.
    ///
    /// 0 for a history of less than eight weeks; less than a year is shrunk by what a season of ±10 % could be
    /// mistaken for.
    #[must_use]
    pub fn growth_per_month(&self) -> f64 {
        self.parts.slope.exp_m1()
    }

    /// Coefficient of variation of a day's contacts about its expectation, Poisson noise included.
    ///
    /// From residuals cut at 2.5 robust standard deviations, together with one assumed residual of 10 %.
    #[must_use]
    pub fn day_cv(&self) -> f64 {
        self.parts.sd
    }

    /// Coefficient of variation of the day's own busyness: what is left of [`Self::day_cv`] without Poisson noise.
    #[must_use]
    pub fn busyness_cv(&self) -> f64 {
        self.busyness
    }

    /// Correlation of a day's residual with the next open day's, between 0 and 0.95.
    #[must_use]
    pub fn ar1(&self) -> f64 {
        self.parts.ar1
    }

    /// Coefficient of variation of the level so many days after the history, day residuals apart.
    ///
    /// `Var = Var(ℓ) + q h + Var(b) · (T (1 − exp(−h/T)))²`: what is not known today, the drift, and the trend.
    #[must_use]
    pub fn level_cv(&self, days_ahead: u32) -> f64 {
        let trend = self.parts.slope_variance * self.faded(f64::from(days_ahead) / MONTH).powi(2);
        self.cv_of_level(days_ahead, trend)
    }

    /// [`Self::level_cv`] when the plan gives the growth: `Var(ℓ) + q h`, the growth taken as known.
    #[must_use]
    pub fn level_cv_with_growth(&self, days_ahead: u32) -> f64 {
        self.cv_of_level(days_ahead, 0.0)
    }

    /// Factor of a weekday on the level, the mean of the weekdays seen; `None` for a weekday never seen.
    #[must_use]
    pub fn weekday_factor(&self, weekday: Weekday) -> Option<f64> {
        self.parts.weekday[weekday.num_days_from_monday() as usize].map(f64::exp)
    }

    /// Factor of a holiday on the level, whatever its weekday; `None` with fewer than three holidays.
    #[must_use]
    pub fn holiday_factor(&self) -> Option<f64> {
        self.parts.holiday.map(f64::exp)
    }

    /// The last day of the history.
    #[must_use]
    pub const fn last(&self) -> NaiveDate {
        self.last
    }

    /// Ordinary days more than four robust standard deviations off, in order.
    #[must_use]
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    fn cv_of_level(&self, days_ahead: u32, trend: f64) -> f64 {
        let variance = self.parts.level_variance + self.parts.drift * f64::from(days_ahead) + trend;
        variance.min(LARGEST_VARIANCE).exp_m1().sqrt()
    }

    /// Months of full trend that `ahead` months of the fading one add.
    fn faded(&self, ahead: f64) -> f64 {
        let span = self.parts.trend_months.max(f64::MIN_POSITIVE);
        span * -(-ahead / span).exp_m1()
    }

    /// Log level of a day; held at both ends.
    fn level_at(&self, date: NaiveDate) -> f64 {
        let last = self.parts.level.len().saturating_sub(1);
        let index = usize::try_from((date - self.first).num_days()).unwrap_or(0).min(last);
        self.parts.level.get(index).copied().unwrap_or(0.0)
    }

    fn contacts(&self, log_level: f64, date: NaiveDate, holiday: bool) -> f64 {
        let weekday = self.parts.weekday[date.weekday().num_days_from_monday() as usize];
        let effect = self.parts.holiday.filter(|_| holiday).or(weekday);
        effect.map_or(0.0, |effect| self.scale * (log_level + effect).exp())
    }

    /// `√(σ² − mean(1/m))`, at least 0.
    fn excess(&self, ordinary: &[Sample]) -> f64 {
        let poisson: f64 = ordinary
            .iter()
            .filter_map(|sample| {
                let log = self.parts.level[sample.index] + self.parts.weekday[sample.weekday]?;
                Some(1.0 / (self.scale * log.exp()).max(f64::MIN_POSITIVE))
            })
            .sum();
        (self.parts.sd.powi(2) - poisson / days(ordinary.len())).max(0.0).sqrt()
    }

    fn suspicious(&self, series: &DaySeries, ordinary: &[Sample]) -> Vec<Suspect> {
        let scale = residual_scale(&self.parts.residuals).max(1e-6);
        let far =
            ordinary.iter().zip(&self.parts.residuals).filter(|(_, e)| e.abs() > SUSPECT_BEYOND * scale);
        far.filter_map(|(sample, e)| {
            let date = series.date(sample.index)?;
            let expected = self.expected(date, false);
            Some(Suspect { date, contacts: sample.y * self.scale, expected, deviations: e / scale })
        })
        .collect()
    }
}

/// Ordinary days and holidays with their whole-day totals.
fn samples(series: &DaySeries, marks: &[DayMark]) -> (Vec<Sample>, Vec<Sample>) {
    let (mut ordinary, mut holidays) = (Vec::new(), Vec::new());
    for (index, day) in series.whole_days(marks).into_iter().enumerate() {
        if let (Some(day), Some(date)) = (day, series.date(index)) {
            let weekday = date.weekday().num_days_from_monday() as usize;
            let sample = Sample { index, weekday, y: day.total };
            match marks.get(index).copied().unwrap_or_default() {
                DayMark::Ordinary => ordinary.push(sample),
                DayMark::Holiday => holidays.push(sample),
                DayMark::Excluded => {}
            }
        }
    }
    (ordinary, holidays)
}

/// Days from one date to another, negative backwards.
fn days_between(from: NaiveDate, to: NaiveDate) -> f64 {
    let days = (to - from).num_days();
    i32::try_from(days).map_or(f64::from(i32::MAX), f64::from)
}
