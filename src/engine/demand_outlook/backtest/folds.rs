//! The past forecast again, fold by fold.

use super::measures::{PERCENTS, Say};
use crate::calendar::{By, DateSpan, Grid};
use crate::engine::demand::ChannelTerms;
use crate::engine::demand_outlook::from_history::{Inferred, Said, inferred};
use crate::engine::demand_outlook::of_channel::{Layout, channel_outlook};
use crate::engine::demand_outlook::outlook::Figure;
use crate::engine::demand_outlook::spread::Levels;
use crate::forecasting::DaySeries;
use crate::model::ChannelCounts;
use chrono::{Datelike, Days, NaiveDate, Timelike};
use std::collections::BTreeSet;

/// Weekly origins at most.
pub(super) const MOST_FOLDS: usize = 12;
/// Days of history up to the first origin at least: four of each weekday.
pub(super) const LEAST_TRAINING: i64 = 28;

/// Origins a week apart, in order; the last lies a horizon before the last day.
pub(super) fn origins(first: NaiveDate, last: NaiveDate, horizon_days: u32) -> Vec<NaiveDate> {
    let latest = last.checked_sub_days(Days::new(horizon_days.into()));
    let weeks_before = |week: u64| latest?.checked_sub_days(Days::new(7 * week));
    let learns = |origin: &NaiveDate| (*origin - first).num_days() + 1 >= LEAST_TRAINING;
    let mut origins: Vec<NaiveDate> =
        (0..).map_while(weeks_before).take_while(learns).take(MOST_FOLDS).collect();
    origins.reverse();
    origins
}

/// A channel as it came, by the slots that are scored.
pub(super) struct Came {
    /// Counts; a day without rows or without service is missing.
    pub series: DaySeries,
    hours: crate::calendar::WeekHours,
}

impl Came {
    pub(super) fn new(inferred: &Inferred, interval: Grid) -> Option<Self> {
        let history = inferred.evidence.histories.first()?;
        let days = history.days.iter().map(|day| day.as_ref().map(|day| day.offered.clone())).collect();
        let series = DaySeries { grid: history.grid, first: history.first, days }.on_grid(interval);
        Some(Self { series, hours: inferred.plan.channels.first()?.hours.clone() })
    }

    /// The slots of a day that are scored, with what came; `None` where the day has no rows or no service.
    pub(super) fn scored(&self, date: NaiveDate) -> Option<Vec<(usize, f64)>> {
        let day = self.series.days.get(self.series.index_of(date)?)?.as_ref()?;
        let hours = self.hours.on(date.weekday());
        let open = |slot: &usize| hours.open_share(self.series.grid, *slot) > 0.0;
        let slots: Vec<(usize, f64)> = (0..day.len()).filter(open).map(|slot| (slot, day[slot])).collect();
        (!slots.is_empty()).then_some(slots)
    }

    /// Mean squared difference to the same slot a week before, over the days up to an origin.
    pub(super) fn scale(&self, training: &DaySeries) -> Option<f64> {
        let (mut sum, mut pairs) = (0.0, 0.0);
        for at in 7..training.days.len() {
            let (Some(now), Some(before), Some(date)) =
                (&training.days[at], &training.days[at - 7], training.date(at))
            else {
                continue;
            };
            let hours = self.hours.on(date.weekday());
            for slot in (0..now.len()).filter(|slot| hours.open_share(training.grid, *slot) > 0.0) {
                sum += (now[slot] - before[slot]).powi(2);
                pairs += 1.0;
            }
        }
        (pairs > 0.0).then(|| sum / pairs)
    }
}

/// One day as forecast from an origin, by slot: quantiles, and handle time where known.
pub(super) type SaidOfDay = Vec<(Say, Option<f64>)>;

/// One fold.
pub(super) struct Fold {
    /// Last day of its training.
    pub origin: NaiveDate,
    /// What the forecast was averaged from.
    pub members: Vec<&'static str>,
    /// Every day of the horizon.
    pub days: Vec<SaidOfDay>,
}

/// The forecast of the days after an origin from the days up to it; `None` where there is none.
pub(super) fn forecast(
    counts: &ChannelCounts,
    origin: NaiveDate,
    (horizon_days, interval): (u32, Grid),
    closed: &BTreeSet<NaiveDate>,
) -> Option<Fold> {
    let horizon = DateSpan {
        first: origin.succ_opt()?,
        last: origin.checked_add_days(Days::new(horizon_days.into()))?,
    };
    let said = Said { as_of: origin, closed, horizon, interval: Some(interval) };
    let Inferred { plan, evidence, .. } = inferred(counts, &said)?;
    let days: Vec<NaiveDate> = horizon.iter().collect();
    let terms =
        ChannelTerms { plan: &plan, baseline: &plan, evidence: &evidence, days: &days, plain_mean: true };
    let levels = Levels::of(&PERCENTS);
    let layout = Layout { levels: &levels, by: By::Month, changes: &[], intervals: interval != Grid::DAY };
    let forecast = channel_outlook(&terms, 0, &layout).forecast.ok()?;
    let none = (Say::Quantiles([0.0; 7]), None);
    let of_day = |day: &crate::engine::demand_outlook::DayOutlook| {
        let mut slots = vec![none; interval.slots()];
        if interval == Grid::DAY {
            slots[0] = say(&day.figure);
        }
        for one in &day.intervals {
            let minute = u16::try_from(one.start.hour() * 60 + one.start.minute()).unwrap_or(0);
            slots[interval.slot_of(minute)] = say(&one.figure);
        }
        slots
    };
    Some(Fold { origin, days: forecast.days.iter().map(of_day).collect(), members: forecast.members })
}

fn say(figure: &Figure) -> (Say, Option<f64>) {
    let quantiles = std::array::from_fn(|at| figure.quantiles.get(at).copied().unwrap_or(0.0));
    (Say::Quantiles(quantiles), figure.aht_seconds)
}
