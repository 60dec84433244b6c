//! Opening hours of a day and of a week.

use super::grid::Grid;
use chrono::Weekday;

/// The open spans of one day, in minutes after midnight, in order and apart; empty means closed.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct DayHours {
    spans: Vec<(u16, u16)>,
}

/// What is wrong with a list of spans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HoursError {
    /// A span closes at or before it opens.
    Inverted,
    /// Two spans share a minute.
    Overlapping,
    /// A span ends after 24:00.
    PastMidnight,
}

impl DayHours {
    /// Open round the clock.
    #[must_use]
    pub fn all_day() -> Self {
        Self { spans: vec![(0, 1440)] }
    }

    /// Open spans in any order.
    ///
    /// # Errors
    /// The first fault found: a span that is inverted, runs past midnight, or overlaps another.
    pub fn new(mut spans: Vec<(u16, u16)>) -> Result<Self, HoursError> {
        spans.sort_unstable();
        for &(open, close) in &spans {
            if close > 1440 {
                return Err(HoursError::PastMidnight);
            }
            if close <= open {
                return Err(HoursError::Inverted);
            }
        }
        if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
            return Err(HoursError::Overlapping);
        }
        Ok(Self { spans })
    }

    /// The open spans, in order.
    #[must_use]
    pub fn spans(&self) -> &[(u16, u16)] {
        &self.spans
    }

    /// Whether nothing is open.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.spans.is_empty()
    }

    /// Open minutes of the day.
    #[must_use]
    pub fn minutes(&self) -> u16 {
        self.spans.iter().map(|&(open, close)| close - open).sum()
    }

    /// The share of a slot that is open, between 0 and 1.
    #[must_use]
    pub fn open_share(&self, grid: Grid, slot: usize) -> f64 {
        let start = grid.start_minute(slot);
        let end = start + grid.minutes();
        let open: u16 =
            self.spans.iter().map(|&(open, close)| close.min(end).saturating_sub(open.max(start))).sum();
        f64::from(open) / f64::from(grid.minutes())
    }
}

/// Opening hours by day of the week.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WeekHours {
    days: [DayHours; 7],
}

impl WeekHours {
    /// Open round the clock, seven days.
    #[must_use]
    pub fn always() -> Self {
        Self::every_day(&DayHours::all_day())
    }

    /// The same hours on seven days.
    #[must_use]
    pub fn every_day(hours: &DayHours) -> Self {
        Self { days: std::array::from_fn(|_| hours.clone()) }
    }

    /// Hours for Monday to Sunday.
    #[must_use]
    pub const fn new(days: [DayHours; 7]) -> Self {
        Self { days }
    }

    /// The hours of Monday to Sunday.
    #[must_use]
    pub const fn days(&self) -> &[DayHours; 7] {
        &self.days
    }

    /// Open minutes of a day that is open, on average over the week.
    #[must_use]
    pub fn working_day_minutes(&self) -> f64 {
        let open = self.days.iter().map(|day| f64::from(day.minutes())).filter(|&minutes| minutes > 0.0);
        let (minutes, days) = open.fold((0.0, 0.0), |(sum, days), minutes| (sum + minutes, days + 1.0));
        if days > 0.0 { minutes / days } else { 0.0 }
    }

    /// The hours of a weekday.
    #[must_use]
    pub fn on(&self, day: Weekday) -> &DayHours {
        &self.days[day.num_days_from_monday() as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::{DayHours, HoursError};
    use crate::calendar::Grid;

    #[test]
    fn a_slot_cut_by_closing_time_is_partly_open() {
        let hours = DayHours::new(vec![(540, 1250)]).expect("09:00-20:50 is a day");
        let grid = Grid::of_minutes(30).expect("divides a day");
        assert!((hours.open_share(grid, 41) - 20.0 / 30.0).abs() < 1e-12);
        assert!(hours.open_share(grid, 17).abs() < 1e-12);
    }

    #[test]
    fn overlapping_and_inverted_spans_are_refused() {
        assert_eq!(DayHours::new(vec![(540, 900), (840, 1440)]), Err(HoursError::Overlapping));
        assert_eq!(DayHours::new(vec![(1080, 540)]), Err(HoursError::Inverted));
    }
}
