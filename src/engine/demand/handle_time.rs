//! How long a contact takes, by kind of day and slot.

use super::learnt::Learnt;
use crate::calendar::Grid;
use crate::forecasting::{DayKind, DaySeries, HandleTimeProfile};
use crate::model::{Channel, ChannelHistory, Concurrency, HistoryDay};

/// Where handle times come from.
pub(super) enum HandleTime {
    /// The plan says so.
    Stated(f64),
    /// From the history.
    Learnt(HandleTimeProfile),
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
            (Some(profile), _) => Self::Learnt(profile.on_grid(grid)),
            (None, Some(alone)) => Self::Stated(alone),
            (None, None) => Self::Unknown,
        }
    }

    pub(super) const fn mean(&self) -> f64 {
        match self {
            Self::Stated(seconds) => *seconds,
            Self::Learnt(profile) => profile.mean_seconds(),
            Self::Unknown => DEFAULT_HANDLE_SECONDS,
        }
    }

    pub(super) fn by_slot(&self, kind: DayKind, grid: Grid) -> Vec<f64> {
        match self {
            Self::Stated(_) | Self::Unknown => vec![self.mean(); grid.slots()],
            Self::Learnt(profile) => profile.seconds(kind).to_vec(),
        }
    }
}

/// Stands in where neither plan nor history knows; `input` refuses such a plan, so it is never printed.
const DEFAULT_HANDLE_SECONDS: f64 = 300.0;
