//! The past forecast again, fold by fold.

use crate::calendar::{By, DateSpan, Grid};
use crate::engine::demand::{ChannelTerms, Member};
use crate::engine::demand_outlook::from_history::{Inferred, Said, inferred};
use crate::engine::demand_outlook::of_channel::{Layout, channel_outlook};
use crate::engine::demand_outlook::outlook::{DayOutlook, Figure};
use crate::engine::demand_outlook::spread::Levels;
use crate::forecasting::{DaySeries, QUANTILE_LEVELS, SlotQuantiles};
use crate::model::ChannelCounts;
use chrono::{Datelike, Days, NaiveDate, Timelike};
use std::collections::{BTreeMap, BTreeSet};

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

    /// Whether a slot of a date is open.
    pub(super) fn is_open(&self, date: NaiveDate, slot: usize) -> bool {
        self.hours.on(date.weekday()).open_share(self.series.grid, slot) > 0.0
    }
}

/// What was said of a slot: quantiles, and handle time where known.
type OfSlot = (SlotQuantiles, Option<f64>);

/// One fold.
pub(super) struct Fold {
    /// What the forecast was averaged from.
    pub members: Vec<Member>,
    /// Every day of the horizon, by slot.
    days: BTreeMap<NaiveDate, Vec<OfSlot>>,
}

impl Fold {
    /// Quantiles of a day by slot.
    pub(super) fn quantiles(&self, date: NaiveDate) -> Vec<SlotQuantiles> {
        self.days.get(&date).map_or_else(Vec::new, |slots| slots.iter().map(|slot| slot.0).collect())
    }

    /// Handle times of a day by slot.
    pub(super) fn aht(&self, date: NaiveDate) -> Vec<Option<f64>> {
        self.days.get(&date).map_or_else(Vec::new, |slots| slots.iter().map(|slot| slot.1).collect())
    }
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
    let levels = Levels::of(&QUANTILE_LEVELS.map(|level| 100.0 * level));
    let layout = Layout { levels: &levels, by: By::Month, changes: &[], intervals: interval != Grid::DAY };
    let forecast = channel_outlook(&terms, 0, &layout).forecast.ok()?;
    let none = (SlotQuantiles::default(), None);
    let of_day = |day: &DayOutlook| {
        let mut slots = vec![none; interval.slots()];
        if interval == Grid::DAY {
            slots[0] = of_slot(&day.figure);
        }
        for one in &day.intervals {
            let minute = u16::try_from(one.start.hour() * 60 + one.start.minute()).unwrap_or(0);
            slots[interval.slot_of(minute)] = of_slot(&one.figure);
        }
        (day.date, slots)
    };
    Some(Fold { days: forecast.days.iter().map(of_day).collect(), members: forecast.members })
}

fn of_slot(figure: &Figure) -> OfSlot {
    let quantiles = std::array::from_fn(|at| figure.quantiles.get(at).copied().unwrap_or(0.0));
    (quantiles, figure.aht_seconds)
}
