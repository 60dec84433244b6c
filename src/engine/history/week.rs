//! A channel's usual week.

use crate::calendar::Grid;
use crate::forecasting::regrid;
use crate::model::ChannelCounts;
use chrono::Datelike;

/// Slots that a week is shown by, at the finest.
const HALF_HOUR: u16 = 30;
/// Slots that all finer grids divide.
const HOUR: u16 = 60;

/// Mean contacts by weekday and slot, over the days with rows.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekShape {
    /// Half-hours, or hours where a half-hour is no whole number of slots; a day for daily counts.
    pub grid: Grid,
    /// Monday to Sunday; `None` for a weekday without rows.
    pub weekdays: [Option<Vec<f64>>; 7],
    /// Days with rows of each.
    pub days: [usize; 7],
}

impl WeekShape {
    /// The week of a channel.
    pub(super) fn of(counts: &ChannelCounts) -> Self {
        let grid = shown(counts.grid);
        let mut weekdays: [Option<Vec<f64>>; 7] = Default::default();
        let mut days = [0; 7];
        for (date, day) in &counts.days {
            let weekday = date.weekday().num_days_from_monday() as usize;
            days[weekday] += 1;
            let sums = weekdays[weekday].get_or_insert_with(|| vec![0.0; counts.grid.slots()]);
            sums.iter_mut().zip(&day.offered).for_each(|(sum, contacts)| *sum += contacts);
        }
        for (sums, days) in weekdays.iter_mut().zip(days) {
            let means = sums.take().map(|sums| regrid(&sums, counts.grid, grid));
            *sums = means.map(|sums| sums.iter().map(|sum| sum / days as f64).collect());
        }
        Self { grid, weekdays, days }
    }

    /// Mean contacts of a weekday's day.
    #[must_use]
    pub fn total(&self, weekday: usize) -> Option<f64> {
        self.weekdays.get(weekday)?.as_ref().map(|slots| slots.iter().sum())
    }

    /// The most contacts that a slot of the week has on average.
    #[must_use]
    pub fn most(&self) -> f64 {
        self.weekdays.iter().flatten().flatten().copied().fold(0.0, f64::max)
    }
}

/// The grid that a week is shown by.
fn shown(grid: Grid) -> Grid {
    let coarser = [HALF_HOUR, HOUR].into_iter().find(|minutes| minutes.is_multiple_of(grid.minutes()));
    coarser.and_then(Grid::of_minutes).unwrap_or(grid)
}
