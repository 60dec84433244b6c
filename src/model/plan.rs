//! A whole plan: settings, calendar, channels, events, teams, prices, satisfaction and targets.

use super::{Channel, CostRates, CsatSettings, Event, Target, Team};
use crate::calendar::{DayHours, Grid, Month};
use crate::queueing::ServiceLevelDefinition;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A valid plan: the baseline, or the baseline with one scenario's changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// `[plan]`.
    pub settings: Settings,
    /// `[calendar]`.
    pub calendar: PlanCalendar,
    /// `[channel.X]`, in the order of the file.
    pub channels: Vec<Channel>,
    /// `[event.X]`, in the order of the file.
    pub events: Vec<Event>,
    /// `[team.X]`, in the order of the file.
    pub teams: Vec<Team>,
    /// `[cost]`.
    pub cost: CostRates,
    /// `[csat]`; `None`: satisfaction is not projected.
    pub csat: Option<CsatSettings>,
    /// `[targets]` first, then every channel's own, in the order of the channels.
    pub targets: Vec<Target>,
}

/// `[plan]`: horizon, grid and the terms of the computation.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// What the plan is called.
    pub title: String,
    /// First day.
    pub start: NaiveDate,
    /// Calendar months of the horizon, 1 to 60; the first lasts from `start`.
    pub months: u32,
    /// IANA name of the zone of every local time.
    pub timezone: String,
    /// The intervals of a day.
    pub grid: Grid,
    /// Step of the workforce recursion.
    pub workforce_step: WorkforceStep,
    /// A word for money in tables; empty when the plan has none.
    pub currency: String,
    /// Key of every random number.
    pub seed: u64,
    /// Monte-Carlo repeats.
    pub replications: u32,
    /// Which service level targets and tables mean.
    pub sl_definition: ServiceLevelDefinition,
    /// Last day of history used (inclusive): the day before `start`, or `--as-of`.
    pub as_of: NaiveDate,
}

impl Settings {
    /// Last day of the horizon: that of the last of its calendar months, of which only the first may be partial.
    #[must_use]
    pub fn end(&self) -> NaiveDate {
        Month::of(self.start).plus(self.months.saturating_sub(1)).last_day()
    }
}

/// Step of the workforce recursion; 1 month = 52/12 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum WorkforceStep {
    /// Twelve steps a year.
    #[default]
    Month,
    /// Fifty-two steps a year.
    Week,
}

/// `[calendar]`: days that differ from their weekday.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PlanCalendar {
    /// No service at all.
    pub closed: BTreeSet<NaiveDate>,
    /// Other hours than the channel's own, for every channel.
    pub special_hours: BTreeMap<NaiveDate, DayHours>,
    /// A kind of day of its own in the forecast.
    pub holidays: BTreeSet<NaiveDate>,
}

/// A value that may differ by month.
#[derive(Debug, Clone, PartialEq)]
pub struct Monthly<T> {
    /// The value of months that are not listed.
    pub default: T,
    /// Months of their own.
    pub months: BTreeMap<Month, T>,
}

impl<T: Copy> Monthly<T> {
    /// The same value in every month.
    #[must_use]
    pub const fn constant(value: T) -> Self {
        Self { default: value, months: BTreeMap::new() }
    }

    /// The value of a month.
    #[must_use]
    pub fn at(&self, month: Month) -> T {
        self.months.get(&month).copied().unwrap_or(self.default)
    }
}
