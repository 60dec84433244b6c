//! Contacts to be expected of a day.

use super::effects::{DayAssumptions, EffectKind};
use super::known_days::KnownDays;
use super::members::{Decomposed, Recent, Usual, YearAgo};
use super::model::{Ahead, DayModel};
use super::residuals::Suspect;
use crate::calendar::Month;
use crate::forecasting::LevelShift;
use crate::forecasting::paths::DaySpread;
use crate::forecasting::series::{DAYS_FOR_SEASON, DayMark, DaySeries, ObservedDay, SHORT_HISTORY, count};
use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Ordinary days that a level needs: one of each weekday of a full week.
const LEAST_DAYS: usize = 7;
/// Log variance beyond which a forecast says nothing: P10 and P90 are a factor of 3.6 off the median.
const LARGEST_VARIANCE: f64 = 1.0;

/// Too few ordinary days to tell a level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{found} ordinary days with contacts are too few: a level needs {needed}")]
pub struct TooLittle {
    /// Ordinary days found.
    pub found: usize,
    /// Ordinary days needed.
    pub needed: usize,
}

/// A method that a forecast is the average of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Level, weekday, position in the month, closures and, with 400 days, season and growth.
    DayModel,
    /// The mean of the last four days of the weekday: with less than eight weeks of history.
    FourWeekMean,
    /// The same weekday a year before, times the growth since: with more than a year and eight weeks.
    YearAgo,
    /// Seasons of week and year by loess, and a trend: with two years.
    Decomposition,
    /// Nothing ever came, so nothing is expected.
    Nothing,
}

/// What a day's mean is the product of; factors, each 1 where there is nothing to say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DayAccount {
    /// Contacts a day at the level of the last day of the history, weekdays averaged.
    pub level: f64,
    /// The weekday, or a holiday in its place.
    pub weekday: f64,
    /// Position in the month.
    pub month: f64,
    /// The first open day after a closure.
    pub after_closure: f64,
    /// Course of the year.
    pub season: f64,
    /// Learnt growth since the last day of the history.
    pub trend: f64,
    /// How far the last days were off their level, as far as it lasts.
    pub recent: f64,
    /// The average of all methods over the day model.
    pub other_methods: f64,
}

impl DayAccount {
    /// Nothing but a level.
    const PLAIN: Self = Self {
        level: 0.0,
        weekday: 1.0,
        month: 1.0,
        after_closure: 1.0,
        season: 1.0,
        trend: 1.0,
        recent: 1.0,
        other_methods: 1.0,
    };
}

/// Contacts of whole days to come, with their ranges.
///
/// `y_t = exp(ℓ_t + a_t + x_t' β + ε_t)`: a level `ℓ` that wanders, a deviation `a` that dies away, and effects `β` of
/// weekday, position in the month, closures and, with 400 days of history, season and growth. How fast level and deviation
/// move is learnt from each history; a level that jumped and stayed is learnt anew; wild days move nothing. The medians of
/// several methods are averaged: short histories with the last four weeks, long ones with last year's course ([`Method`]).
///
/// Units: contacts a day, the mean and not the median. A weekday never seen, or with contacts less than a tenth as
/// often as the liveliest, has none. A day's contacts are lognormal about the mean ([`Self::spreads`]).
///
/// Assumes that the days to come are like those that are not excluded; a change of level that is not in the history
/// is not foreseen.
///
/// Accuracy as tested: day totals of the bank of \[Weinberg2007\] one, two and three to four weeks ahead within 3.4, 4.1 and
/// 4.0 % (the best of the methods that others offer 4.1, 5.2, 4.9; last week's day repeated 6.2, 7.2, 6.6).
///
/// Sources: \[Harvey1989\] (the model), \[Durbin2012\] (filter and smoother), \[Huber1964\] (damping), \[Duan1983\] (means of
/// medians), \[Bates1969\] (averages).
///
/// ```
/// use chrono::NaiveDate;
/// use staffplan::{calendar::Grid, forecasting::{DayForecast, DaySeries, KnownDays}};
/// // A constant series gives itself.
/// let first = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
/// let series = DaySeries { grid: Grid::DAY, first, days: vec![Some(vec![250.0]); 70] };
/// let forecast = DayForecast::fit(&series, &KnownDays::every_day())?;
/// let ahead = NaiveDate::from_ymd_opt(2026, 12, 24).unwrap();
/// assert!((forecast.mean(ahead) - 250.0).abs() < 1e-9);
/// # Ok::<(), staffplan::forecasting::TooLittle>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct DayForecast {
    last: NaiveDate,
    /// `None`: nothing ever came.
    model: Option<DayModel>,
    recent: Option<Recent>,
    year_ago: Option<YearAgo>,
    decomposed: Option<Decomposed>,
    suspects: Vec<Suspect>,
}

impl DayForecast {
    /// Fits the level to ordinary days and holidays; see [`Self::fit_with`].
    ///
    /// # Errors
    /// [`TooLittle`] with fewer than seven ordinary days.
    pub fn fit(series: &DaySeries, known: &KnownDays) -> Result<Self, TooLittle> {
        Self::fit_with(series, known, &DayAssumptions::default())
    }

    /// Fits with other assumptions.
    ///
    /// Partial days are scaled up or left out ([`DaySeries::whole_days`]). Only the days given are used: to forecast
    /// as of a day, cut the series there ([`DaySeries::until`]).
    ///
    /// # Errors
    /// [`TooLittle`] with fewer than seven ordinary days.
    pub fn fit_with(
        series: &DaySeries,
        known: &KnownDays,
        assumptions: &DayAssumptions,
    ) -> Result<Self, TooLittle> {
        let marks = known.marks(series);
        let whole = series.whole_days(&marks);
        let ordinary = ordinary_days(series, &whole, known);
        let too_little = TooLittle { found: ordinary.len(), needed: LEAST_DAYS };
        let last = series.last().filter(|_| ordinary.len() >= LEAST_DAYS).ok_or(too_little)?;
        let model = DayModel::fit(series, (&whole, &marks), known, assumptions);
        let mut forecast =
            Self { last, model, recent: None, year_ago: None, decomposed: None, suspects: Vec::new() };
        if let Some(model) = &forecast.model {
            forecast.suspects = suspects(model, &ordinary, assumptions.wild_beyond);
            let short = series.days.len() < SHORT_HISTORY;
            if assumptions.averaged && (short || series.days.len() >= DAYS_FOR_SEASON) {
                let usual = usual(model, &ordinary, &forecast.suspects);
                forecast.recent = short.then(|| Recent::of(&usual, &ordinary));
                forecast.year_ago = YearAgo::of(&usual);
                forecast.decomposed = forecast.year_ago.as_ref().and_then(|_| Decomposed::of(&usual));
            }
        }
        Ok(forecast)
    }

    /// The methods that it is the average of.
    #[must_use]
    pub fn methods(&self) -> Vec<Method> {
        let Some(_) = &self.model else { return vec![Method::Nothing] };
        let others = [
            (self.recent.is_some(), Method::FourWeekMean),
            (self.year_ago.is_some(), Method::YearAgo),
            (self.decomposed.is_some(), Method::Decomposition),
        ];
        let used = others.into_iter().filter(|(used, _)| *used).map(|(_, method)| method);
        std::iter::once(Method::DayModel).chain(used).collect()
    }

    /// Expected contacts of a day after the history with the learnt trend; of one in it, what an ordinary day would have
    /// brought (the counterfactual of an event). A closed day has what it would bring were it open.
    #[must_use]
    pub fn mean(&self, date: NaiveDate) -> f64 {
        self.mean_of(date, true)
    }

    /// Expected contacts of a day when the plan gives the growth: it replaces the learnt trend.
    ///
    /// `m(t) · (1 + growth)^k` with `m` at the level of `from`, the month before the plan starts (its middle, or the last
    /// day of a history that ends earlier), and `k` the whole months from `from` to that of `date`.
    #[must_use]
    pub fn mean_with_growth(&self, date: NaiveDate, growth_per_month: f64, from: Month) -> f64 {
        let Some(model) = &self.model else { return 0.0 };
        let half = Days::new(u64::from(from.days() / 2));
        let middle = from.first_day().checked_add_days(half).unwrap_or(self.last);
        let level = model.log_level(middle) - model.log_level(self.last);
        let growth = (1.0 + growth_per_month).max(0.0).powi(Month::of(date).months_since(from).max(0));
        self.mean_of(date, false) * level.exp() * growth
    }

    fn mean_of(&self, date: NaiveDate, trend: bool) -> f64 {
        let Some(model) = self.model.as_ref().filter(|model| model.effects.is_seen(date)) else {
            return 0.0;
        };
        if let Some(ordinary) = model.ordinary(date) {
            return ordinary;
        }
        let own = model.ahead(date, true, trend);
        let weekday = model.ahead(date, false, trend);
        let holiday = if weekday > 0.0 { own / weekday } else { 1.0 };
        let others = [
            self.recent.as_ref().and_then(|recent| recent.on(date)),
            self.year_ago.as_ref().and_then(|year_ago| year_ago.on(date, trend)),
            self.decomposed.as_ref().and_then(|decomposed| decomposed.on(date, trend)),
        ];
        let others = others.into_iter().flatten().map(|typical| typical * holiday);
        let (sum, members) = others.fold((own, 1.0), |(sum, members), other| (sum + other, members + 1.0));
        model.lift * sum / members
    }

    /// Learnt growth a month at the end of the history (0.02 is +2 %), the mean of the methods that learn one; exactly 0 with
    /// less than 400 days.
    #[must_use]
    pub fn growth_per_month(&self) -> f64 {
        let Some(model) = &self.model else { return 0.0 };
        let others = [
            self.year_ago.as_ref().map(YearAgo::log_growth),
            self.decomposed.as_ref().map(Decomposed::log_growth),
        ];
        let (sum, members) =
            others.into_iter().flatten().fold((model.trend(), 1.0), |(sum, n), one| (sum + one, n + 1.0));
        (sum / members / 12.0).exp_m1()
    }

    /// How far the days after the history stray from their means, as many as are asked for; no part is above 1.
    ///
    /// `trend` says whether the learnt growth, and its uncertainty, is used. With less than 400 days a course of the year is
    /// allowed for, of ±7 % or as much as the level moved. The ranges are those of the day model, also where other methods
    /// are averaged in.
    #[must_use]
    pub fn spreads(&self, days: usize, trend: bool) -> Vec<DaySpread> {
        let Some(model) = &self.model else { return vec![DaySpread::default(); days] };
        let cut = |variance: f64| variance.min(LARGEST_VARIANCE);
        let spread = |ahead: &Ahead| DaySpread {
            noise: cut(ahead.noise),
            counting: cut(model.counting.min(ahead.noise)),
            deviation: cut(ahead.deviation),
            level: cut(ahead.level),
        };
        model.course(days, trend).iter().map(spread).collect()
    }

    /// What the deviation of a day keeps to the next.
    #[must_use]
    pub fn rho(&self) -> f64 {
        self.model.as_ref().map_or(0.0, |model| model.dynamics.rho)
    }

    /// Coefficient of variation of a single day about what its neighbours lead to expect.
    #[must_use]
    pub fn day_cv(&self) -> f64 {
        let variance = |model: &DayModel| model.dynamics.noise + model.dynamics.deviation;
        self.model.as_ref().map_or(0.0, |model| variance(model).min(LARGEST_VARIANCE).exp_m1().sqrt())
    }

    /// Factor of a weekday on the level, the mean of the weekdays seen; `None` for a weekday never seen.
    #[must_use]
    pub fn weekday_factor(&self, weekday: Weekday) -> Option<f64> {
        let model = self.model.as_ref()?;
        let week = self.last.iter_days().skip(1).take(7).filter(|&date| model.effects.is_seen(date));
        let factor = |date: NaiveDate| model.weekday_effect(date).exp();
        let factors: Vec<(Weekday, f64)> = week.map(|date| (date.weekday(), factor(date))).collect();
        let mean = factors.iter().map(|(_, factor)| factor).sum::<f64>() / count(factors.len());
        factors.iter().find(|(day, _)| *day == weekday).map(|(_, factor)| factor / mean)
    }

    /// The last day of the history.
    #[must_use]
    pub const fn last(&self) -> NaiveDate {
        self.last
    }

    /// Days on which the level jumped and stayed, with new level ÷ old level; what came before says little of it.
    #[must_use]
    pub fn jumps(&self) -> Vec<(NaiveDate, f64)> {
        let Some(model) = &self.model else { return Vec::new() };
        let dated = |jump: &LevelShift| {
            let date = model.first.checked_add_days(Days::new(jump.day as u64))?;
            Some((date, jump.factor))
        };
        model.jumps.iter().filter_map(dated).collect()
    }

    /// Ordinary days further off than luck takes them ([`DayAssumptions::wild_beyond`]), in order.
    #[must_use]
    pub fn suspects(&self) -> &[Suspect] {
        &self.suspects
    }

    /// How the mean of a day after the history comes about; `None` on a weekday without contacts. The product of all is
    /// [`Self::mean`]; where the day model expects nothing, all of it is level.
    #[must_use]
    pub fn account(&self, date: NaiveDate) -> Option<DayAccount> {
        let model = self.model.as_ref().filter(|model| model.effects.is_seen(date) && date > self.last)?;
        let factor = |kind| model.effect_of(kind, date).exp();
        let effects = [
            EffectKind::Weekday,
            EffectKind::Month,
            EffectKind::AfterClosure,
            EffectKind::Season,
            EffectKind::Trend,
        ];
        let [weekday, month, after_closure, season, trend] = effects.map(factor);
        let recent = model.deviation_on(date).exp();
        let own = model.lift * model.ahead(date, true, true);
        let level = own / (weekday * month * after_closure * season * trend * recent);
        let mean = self.mean(date);
        if own <= 0.0 {
            return Some(DayAccount { level: mean, ..DayAccount::PLAIN });
        }
        let other_methods = mean / own;
        Some(DayAccount { level, weekday, month, after_closure, season, trend, recent, other_methods })
    }
}

/// Ordinary days with their whole totals, in order.
fn ordinary_days(
    series: &DaySeries,
    whole: &[Option<ObservedDay>],
    known: &KnownDays,
) -> Vec<(NaiveDate, f64)> {
    let dated =
        whole.iter().enumerate().filter_map(|(place, day)| Some((series.date(place)?, day.as_ref()?)));
    let ordinary = |date: NaiveDate| known.is_open(date) && known.mark(date) == DayMark::Ordinary;
    dated.filter(|&(date, _)| ordinary(date)).map(|(date, day)| (date, day.total)).collect()
}

/// Days too far from their fit to be luck.
fn suspects(model: &DayModel, ordinary: &[(NaiveDate, f64)], beyond: f64) -> Vec<Suspect> {
    let suspect = |&(date, contacts): &(NaiveDate, f64)| {
        let deviations = model.deviations(date).filter(|deviations| deviations.abs() > beyond)?;
        Some(Suspect { date, contacts, expected: model.ordinary(date).unwrap_or(0.0), deviations })
    };
    ordinary.iter().filter_map(suspect).collect()
}

/// The history's days as they would have been without what is out of the ordinary, all at the level after its last jump.
fn usual(model: &DayModel, ordinary: &[(NaiveDate, f64)], suspects: &[Suspect]) -> Usual {
    let mut contacts = model.usual();
    for &(date, seen) in ordinary {
        let wild = suspects.binary_search_by_key(&date, |suspect| suspect.date).is_ok();
        let place = usize::try_from((date - model.first).num_days()).ok();
        if let Some(day) = place.and_then(|place| contacts.get_mut(place)).filter(|_| !wild) {
            *day = seen;
        }
    }
    for jump in &model.jumps {
        contacts.iter_mut().take(jump.day).for_each(|day| *day *= jump.factor);
    }
    Usual { last: model.last(), contacts }
}
