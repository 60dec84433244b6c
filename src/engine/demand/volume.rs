//! Contacts of a day before events and levers: from the history's level, or from stated monthly volumes.

use super::ordinary::OrdinaryDays;
use super::shapes::hours_on;
use crate::calendar::Month;
use crate::model::{Channel, Plan};
use chrono::{Datelike, NaiveDate};

/// Contacts of an ordinary day.
pub(super) enum Volume<'a> {
    /// From a history.
    Learnt {
        /// Its level.
        level: &'a OrdinaryDays,
        /// Growth a month that replaces the learnt trend.
        growth: Option<f64>,
    },
    /// From stated months, shaped by another channel's weekdays where there is one.
    Stated {
        /// The channel.
        channel: &'a Channel,
        /// The level of the channel whose profile it takes.
        like: Option<&'a OrdinaryDays>,
    },
}

impl Volume<'_> {
    /// Contacts on a date.
    pub(super) fn on(&self, plan: &Plan, date: NaiveDate) -> f64 {
        match self {
            Self::Learnt { level, growth: None } => level.expected(date),
            Self::Learnt { level, growth: Some(growth) } => {
                level.expected_with_growth(date, *growth, month_before(plan.settings.start))
            }
            Self::Stated { channel, like } => stated(plan, channel, *like, date),
        }
    }
}

/// The month before that of a date, whatever its day.
pub(super) fn month_before(date: NaiveDate) -> Month {
    let first = Month::of(date).first_day();
    Month::of(first.pred_opt().unwrap_or(first))
}

/// The month's volume laid over its days in proportion to their weight.
fn stated(plan: &Plan, channel: &Channel, like: Option<&OrdinaryDays>, date: NaiveDate) -> f64 {
    let month = Month::of(date);
    let weight = |day: NaiveDate| weight(plan, channel, like, day);
    let all: f64 = month.first_day().iter_days().take(month.days() as usize).map(weight).sum();
    if all > 0.0 { month_volume(channel, month) * weight(date) / all } else { 0.0 }
}

/// A month's stated contacts; a month that is not stated takes the latest stated before it, with the plan's growth, or
/// the first stated after it.
fn month_volume(channel: &Channel, month: Month) -> f64 {
    if let Some((&stated, &contacts)) = channel.volume.range(..=month).next_back() {
        let growth = 1.0 + channel.growth_per_month.unwrap_or(0.0);
        return contacts * growth.max(0.0).powi(month.months_since(stated));
    }
    channel.volume.values().next().copied().unwrap_or(0.0)
}

/// A day's weight in its month: the weekday's factor of the channel it is like, else its open minutes.
fn weight(plan: &Plan, channel: &Channel, like: Option<&OrdinaryDays>, date: NaiveDate) -> f64 {
    let minutes = f64::from(hours_on(channel, &plan.calendar, date).minutes());
    let deferred = channel.kind == crate::model::ChannelKind::Deferred;
    match like.and_then(|level| level.weekday_factor(date.weekday())) {
        Some(factor) if minutes > 0.0 || deferred => factor,
        Some(_) => 0.0,
        None if deferred => 1.0,
        None => minutes,
    }
}

#[cfg(test)]
mod tests {
    use super::month_before;
    use crate::calendar::Month;
    use chrono::NaiveDate;

    #[test]
    fn growth_compounds_from_the_month_before_on_whatever_day_a_plan_starts() {
        for day in [1, 6, 31] {
            let start = NaiveDate::from_ymd_opt(2027, 1, day).unwrap();
            assert_eq!(Some(month_before(start)), Month::new(2026, 12));
        }
    }
}
