//! The past forecast again, fold by fold.

use crate::calendar::{By, DateSpan, Grid};
use crate::engine::demand::{ChannelTerms, Member};
use crate::engine::demand_outlook::from_history::{Inferred, Said, inferred};
use crate::engine::demand_outlook::of_channel::{Layout, channel_outlook};
use crate::engine::demand_outlook::outlook::{DayOutlook, Figure};
use crate::engine::demand_outlook::spread::Levels;
use crate::forecasting::{DaySeries, QUANTILE_LEVELS, SlotForecast};
use crate::model::ChannelCounts;
use chrono::{Datelike, Days, NaiveDate, Timelike};
use std::collections::{BTreeMap, BTreeSet};

/// A channel as it came, by the slots that are scored.
pub(super) struct Came {
    /// Counts; a day without rows or without service is missing.
    pub series: DaySeries,
    hours: crate::calendar::WeekHours,
    /// Days that were cut short, or are empty where much comes: the fit takes neither as they stand.
    cut: BTreeSet<NaiveDate>,
}

impl Came {
    pub(super) fn new(inferred: &Inferred, interval: Grid) -> Option<Self> {
        let history = inferred.evidence.histories.first()?;
        let days = history.days.iter().map(|day| day.as_ref().map(|day| day.offered.clone())).collect();
        let own = DaySeries { grid: history.grid, first: history.first, days };
        let whole = own.whole_days(&[]);
        let is_cut = |at: &usize| own.days[*at].is_some() && whole[*at].is_none_or(|day| day.seen < 1.0);
        let cut = (0..own.days.len()).filter(is_cut).filter_map(|at| own.date(at)).collect();
        let hours = inferred.plan.channels.first()?.hours.clone();
        Some(Self { series: own.on_grid(interval), hours, cut })
    }

    /// Days within a span that are not scored, for part of them or all is missing.
    pub(super) fn cut_within(&self, first: NaiveDate, last: NaiveDate) -> usize {
        self.cut.range(first..=last).count()
    }

    /// Whether a slot of a date is open and speaks for others.
    pub(super) fn is_open(&self, date: NaiveDate, slot: usize) -> bool {
        !self.cut.contains(&date) && self.hours.on(date.weekday()).open_share(self.series.grid, slot) > 0.0
    }
}

/// What was said of a slot: contacts, and handle time where known.
type OfSlot = (SlotForecast, Option<f64>);

/// One fold.
pub(super) struct Fold {
    /// What the forecast was averaged from.
    pub members: Vec<Member>,
    /// Every day of the horizon, by slot.
    days: BTreeMap<NaiveDate, Vec<OfSlot>>,
}

impl Fold {
    /// Contacts of a day by slot.
    pub(super) fn contacts(&self, date: NaiveDate) -> Vec<SlotForecast> {
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
    let none = (SlotForecast::default(), None);
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
    (SlotForecast { mean: figure.mean, quantiles }, figure.aht_seconds)
}
