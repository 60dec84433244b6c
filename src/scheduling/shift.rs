//! A shift: when a person is present, and what of it is on seat.

use crate::calendar::Grid;

/// Presence in minutes after midnight; it may run past midnight (up to 2880).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Shift {
    /// Minute of arrival.
    pub start: u16,
    /// Minute of leaving, after `start`.
    pub end: u16,
}

impl Shift {
    /// Minutes between arrival and leaving, break included.
    #[must_use]
    pub fn minutes(self) -> f64 {
        f64::from(self.end.saturating_sub(self.start))
    }

    /// Share of each slot of the shift's day and of the day after (`2 × slots` values) that a person of this shift
    /// is on seat.
    ///
    /// The unpaid break, presence less `paid_minutes`, is taken mid-shift in two waves: over a window of twice its
    /// length half of the people are away. Presence shorter than the paid time has no break.
    #[must_use]
    pub fn on_seat(self, paid_minutes: f64, grid: Grid) -> Vec<f64> {
        let (start, end) = (f64::from(self.start), f64::from(self.end));
        let rest = (self.minutes() - paid_minutes).max(0.0);
        let middle = f64::midpoint(start, end);
        let (away_from, away_to) = ((middle - rest).max(start), (middle + rest).min(end));
        let length = f64::from(grid.minutes());
        (0..2 * grid.slots())
            .map(|slot| {
                let from = slot as f64 * length;
                let overlap = |a: f64, b: f64| (b.min(from + length) - a.max(from)).max(0.0);
                let away = if rest > 0.0 { rest / (away_to - away_from) } else { 0.0 };
                (overlap(start, end) - away * overlap(away_from, away_to)) / length
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Shift;
    use crate::calendar::Grid;

    #[test]
    fn on_seat_time_is_the_paid_time() {
        let grid = Grid::of_minutes(30).expect("divides a day");
        for shift in
            [Shift { start: 540, end: 1080 }, Shift { start: 1320, end: 1860 }, Shift { start: 0, end: 480 }]
        {
            let minutes: f64 = shift.on_seat(480.0, grid).iter().map(|share| share * 30.0).sum();
            assert!((minutes - 480.0).abs() < 1e-9, "{shift:?}: {minutes}");
        }
    }
}
