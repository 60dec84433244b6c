//! The shapes of a channel's days: which share of a day falls into which slot, and how long contacts take there.

use crate::calendar::{DayHours, Grid, Month};
use crate::forecasting::DayKind;
use crate::model::{Channel, ChannelKind, Plan, PlanCalendar};
use chrono::{Datelike, NaiveDate};

/// A kind of day of one channel, by slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DayShape {
    /// Share of the day's contacts; sums to 1. Live: in open slots only; deferred: round the clock.
    pub share: Vec<f64>,
    /// Mean seconds of a contact by a proficient agent, one at a time.
    pub aht: Vec<f64>,
    /// Open share of the slot.
    pub open: Vec<f64>,
    /// Seconds of a slot.
    pub seconds: f64,
}

impl DayShape {
    /// Contacts a second in a slot of a day with so many contacts; `None` while closed.
    pub(crate) fn rate(&self, slot: usize, contacts: f64) -> Option<f64> {
        let seconds = self.open[slot] * self.seconds;
        (seconds > 0.0).then(|| contacts * self.share[slot] / seconds)
    }
}

/// What makes two days alike: the kind of day, the hours, an event with a profile of its own, and the month where handle
/// time has a trend.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct ShapeKey {
    pub(super) kind: DayKind,
    pub(super) hours: DayHours,
    pub(super) event: Option<usize>,
    pub(super) month: Option<Month>,
}

/// The opening hours of a channel on a date; closed days of the calendar have none.
pub(super) fn hours_on(channel: &Channel, calendar: &PlanCalendar, date: NaiveDate) -> DayHours {
    if calendar.closed.contains(&date) {
        return DayHours::default();
    }
    calendar.special_hours.get(&date).unwrap_or_else(|| channel.hours.on(date.weekday())).clone()
}

/// Whether contacts may arrive on a date: always for deferred work, else when open.
pub(super) fn serves(channel: &Channel, calendar: &PlanCalendar, date: NaiveDate) -> bool {
    channel.kind == ChannelKind::Deferred || hours_on(channel, calendar, date).minutes() > 0
}

/// Open share by slot.
pub(super) fn open_slots(hours: &DayHours, grid: Grid) -> Vec<f64> {
    (0..grid.slots()).map(|slot| hours.open_share(grid, slot)).collect()
}

/// Whether contacts of a kind of day may arrive in a slot: always for deferred work, else when open.
pub(super) fn arrives(plan: &Plan, channel: &Channel, kind: DayKind, slot: usize) -> f64 {
    if channel.kind == ChannelKind::Deferred {
        return 1.0;
    }
    let grid = plan.settings.grid;
    match kind {
        DayKind::Weekday(weekday) => channel.hours.on(weekday).open_share(grid, slot),
        DayKind::Holiday => {
            channel.hours.days().iter().map(|hours| hours.open_share(grid, slot)).fold(0.0, f64::max)
        }
    }
}

/// The shape with contacts only in slots that are open, and the share of the day's contacts that this keeps.
///
/// Shares outside the hours are dropped, since live contacts are not counted there.
pub(super) fn cut_to_hours(shares: &[f64], open: &[f64]) -> (Vec<f64>, f64) {
    let kept: Vec<f64> =
        shares.iter().zip(open).map(|(share, &open)| if open > 0.0 { *share } else { 0.0 }).collect();
    let sum: f64 = kept.iter().sum();
    if sum <= 0.0 {
        let minutes: f64 = open.iter().sum();
        let flat = |open: &f64| if minutes > 0.0 { open / minutes } else { 0.0 };
        return (open.iter().map(flat).collect(), if minutes > 0.0 { 1.0 } else { 0.0 });
    }
    (kept.iter().map(|share| share / sum).collect(), sum)
}
