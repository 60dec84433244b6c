//! The past forecast again, fold by fold.

use super::backtest::{Backtest, Tallies};
use super::measures::SlotForecast;
use super::naive::{NaiveMethod, count};
use crate::forecasting::series::DaySeries;
use chrono::{Days, NaiveDate};

/// What to forecast again and from where.
#[derive(Clone, Copy)]
pub struct Replay<'a> {
    /// Contacts as they came.
    pub series: &'a DaySeries,
    /// Whether a slot of a day was open; closed slots are neither scored nor read by the naive methods. Days that speak
    /// for no other, an outage for one, are given as closed.
    pub open: &'a dyn Fn(NaiveDate, usize) -> bool,
    /// Last days of the folds' training ([`super::weekly_origins`]).
    pub origins: &'a [NaiveDate],
    /// Calendar days to forecast from each origin.
    pub horizon_days: u32,
}

/// One day of one fold: its scored slots, and what each method had said of them.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredDay {
    /// Last day of training.
    pub origin: NaiveDate,
    /// The day.
    pub date: NaiveDate,
    /// Days from the origin to it.
    pub days_ahead: u32,
    /// Mean squared weekly difference of the training days, the unit of RMSSE; `None` without two weeks to compare.
    pub scale: Option<f64>,
    /// The scored slots: open, with a count.
    pub slots: Vec<usize>,
    /// What came in each.
    pub actual: Vec<f64>,
    /// What the method under test said of each.
    pub forecasts: Vec<SlotForecast>,
    /// Forecasts of the naive methods for each, in the order of [`NaiveMethod::ALL`].
    pub naive: [Vec<f64>; 3],
}

impl Replay<'_> {
    /// Scores a method over all folds, beside the naive ones on the same slots.
    ///
    /// `method(training, dates)` gives for each date what it says of its slots; it sees nothing after the origin. A slot without a
    /// finite forecast counts as a forecast of none, also for the naive methods. `None` where it cannot forecast
    /// at all: the fold is left out for every method.
    ///
    /// `see` is shown each scored day, in order of folds and dates.
    pub fn score<F: Into<SlotForecast>>(
        &self,
        mut method: impl FnMut(&DaySeries, &[NaiveDate]) -> Option<Vec<Vec<F>>>,
        mut see: impl FnMut(&ScoredDay),
    ) -> Backtest {
        let (mut tallies, mut origins) = (Tallies::default(), Vec::new());
        for &origin in self.origins {
            let training = self.series.until(origin);
            let dates = self.scored_dates(origin);
            let Some(forecasts) = method(&training, &dates) else { continue };
            origins.push(origin);
            tallies.next_fold();
            let scale = self.scale(&training);
            let forecasts = forecasts
                .into_iter()
                .map(|slots| slots.into_iter().map(Into::into).collect())
                .chain(std::iter::repeat_with(Vec::new));
            for (&date, forecast) in dates.iter().zip(forecasts) {
                let day = self.scored_day(&training, (origin, date), &forecast, scale);
                tallies.add(&day);
                see(&day);
            }
        }
        Backtest::new(self.horizon_days, origins, &tallies)
    }

    /// Days after the origin with a slot to score.
    fn scored_dates(&self, origin: NaiveDate) -> Vec<NaiveDate> {
        let ahead =
            (1..=self.horizon_days).map_while(|ahead| origin.checked_add_days(Days::new(u64::from(ahead))));
        ahead.filter(|&date| !self.scored_slots(date).is_empty()).collect()
    }

    fn scored_slots(&self, date: NaiveDate) -> Vec<usize> {
        let Some(index) = self.series.index_of(date) else { return Vec::new() };
        let slots = 0..self.series.grid.slots();
        slots.filter(|&slot| (self.open)(date, slot) && count(self.series, index, slot).is_some()).collect()
    }

    fn scored_day(
        &self,
        training: &DaySeries,
        (origin, date): (NaiveDate, NaiveDate),
        forecast: &[SlotForecast],
        scale: Option<f64>,
    ) -> ScoredDay {
        let slots = self.scored_slots(date);
        let index = self.series.index_of(date).unwrap_or(0);
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        let said = |slot: usize| forecast.get(slot).copied().unwrap_or_default().finite();
        let naive = |method: NaiveMethod| {
            let of_slot =
                |&slot: &usize| method.forecast(training, self.open, date, slot).map_or(0.0, finite);
            slots.iter().map(of_slot).collect()
        };
        ScoredDay {
            origin,
            date,
            days_ahead: u32::try_from((date - origin).num_days()).unwrap_or(0),
            scale,
            actual: slots.iter().filter_map(|&slot| count(self.series, index, slot)).collect(),
            forecasts: slots.iter().map(|&slot| said(slot)).collect(),
            naive: NaiveMethod::ALL.map(naive),
            slots,
        }
    }

    /// `D`: mean of `(y_t − y_{t−7})²` over the slots of the training days that were open and counted on both days.
    fn scale(&self, training: &DaySeries) -> Option<f64> {
        let known = |day: usize, slot: usize| {
            count(training, day, slot)
                .filter(|_| training.date(day).is_some_and(|date| (self.open)(date, slot)))
        };
        let (mut sum, mut pairs) = (0.0, 0.0);
        for day in 7..training.days.len() {
            for slot in 0..training.grid.slots() {
                if let (Some(now), Some(before)) = (known(day, slot), known(day - 7, slot)) {
                    sum += (now - before) * (now - before);
                    pairs += 1.0;
                }
            }
        }
        (pairs > 0.0).then(|| sum / pairs)
    }
}
