//! How long a contact takes, by kind of day, slot and, where there is a trend, month.

use super::learnt::Learnt;
use crate::calendar::{Grid, Month};
use crate::engine::figures::caution::Caution;
use crate::forecasting::{DayKind, DaySeries, HandleTimeProfile};
use crate::model::{Channel, ChannelHistory, Concurrency, HistoryDay};
use chrono::{Days, NaiveDate};

/// Where handle times come from.
pub(super) enum HandleTime {
    /// The plan says so.
    Stated(f64),
    /// From the history.
    Learnt(Box<HandleTimeProfile>),
    /// Nothing tells; see [`DEFAULT_HANDLE_SECONDS`].
    Unknown,
}

impl HandleTime {
    pub(super) fn of(
        channel: &Channel,
        history: Option<&ChannelHistory>,
        own: Option<&Learnt>,
        grid: Grid,
    ) -> Self {
        if let Some(stated) = channel.handle_time {
            return Self::Stated(stated.get());
        }
        let column = |history: &ChannelHistory, of: fn(&HistoryDay) -> &Vec<f64>| DaySeries {
            grid: history.grid,
            first: history.first,
            days: history.days.iter().map(|day| day.as_ref().map(|day| of(day).clone())).collect(),
        };
        let learnt = history.zip(own).and_then(|(history, own)| {
            let handled = column(history, |day| &day.handled);
            let seconds = column(history, |day| &day.handle_seconds);
            HandleTimeProfile::fit(&handled, &seconds, &own.marks)
        });
        let alone = match &channel.concurrency {
            Concurrency::ByLevel(levels) => levels.first().map(|first| first.get()),
            Concurrency::Same(_) => None,
        };
        match (learnt, alone) {
            (Some(profile), _) => Self::Learnt(Box::new(profile.on_grid(grid))),
            (None, Some(alone)) => Self::Stated(alone),
            (None, None) => Self::Unknown,
        }
    }

    /// Mean over all contacts, in the middle of the days asked for: work that waits is counted in contacts of one length.
    pub(super) fn mean(&self, days: &[NaiveDate]) -> f64 {
        match self {
            Self::Stated(seconds) => *seconds,
            Self::Learnt(profile) => {
                let middle = days.get(days.len() / 2);
                profile.mean_seconds() * middle.map_or(1.0, |&date| profile.factor(date))
            }
            Self::Unknown => DEFAULT_HANDLE_SECONDS,
        }
    }

    /// That it was learnt, and where it has moved to.
    pub(super) fn cautions(&self, channel: usize, days: &[NaiveDate]) -> Vec<Caution> {
        let Self::Learnt(profile) = self else { return Vec::new() };
        let end = profile.mean_seconds();
        let then = days.last().map_or(end, |&last| end * profile.factor(last));
        let left = profile.moved_from();
        let heads = ((then / end - 1.0).abs() >= WORTH_TELLING).then_some(then);
        let moved = (left.is_some() || heads.is_some()).then_some(Caution::HandleTimeMoved {
            channel,
            from: left,
            end,
            then: heads,
        });
        let learnt = Caution::HandleTimeLearnt { channel, seconds: self.mean(days) };
        std::iter::once(learnt).chain(moved).collect()
    }

    /// What makes the handle times of a date differ from those of another of its kind: the month, where there is a trend.
    ///
    /// A month, since days that are alike share what service costs to work out; a trend of 50 % a year takes the days at its ends
    /// 2 % off its middle.
    pub(super) fn changes_with(&self, date: NaiveDate) -> Option<Month> {
        match self {
            Self::Learnt(profile) => (profile.factor(date) - 1.0).abs() > LEAST_TREND,
            Self::Stated(_) | Self::Unknown => false,
        }
        .then(|| Month::of(date))
    }

    /// By slot of a kind of day, in the middle of a month where one is given ([`Self::changes_with`]).
    pub(super) fn by_slot(&self, kind: DayKind, month: Option<Month>, grid: Grid) -> Vec<f64> {
        let Self::Learnt(profile) = self else { return vec![self.mean(&[]); grid.slots()] };
        let middle = month.and_then(|month| month.first_day().checked_add_days(Days::new(HALF_A_MONTH)));
        let factor = middle.map_or(1.0, |date| profile.factor(date));
        profile.seconds(kind).iter().map(|seconds| seconds * factor).collect()
    }
}

/// A trend that changes less than this until a date changes nothing.
const LEAST_TREND: f64 = 0.001;
/// A trend that changes less than this over the horizon is not told.
const WORTH_TELLING: f64 = 0.02;
/// Days from the first of a month to its middle.
const HALF_A_MONTH: u64 = 15;
/// Stands in where neither plan nor history knows; `input` refuses such a plan, so it is never printed.
const DEFAULT_HANDLE_SECONDS: f64 = 300.0;
