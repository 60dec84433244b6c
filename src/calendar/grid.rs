//! The even grid of intervals that a day is cut into.

/// Intervals of one length that fill a day: 5, 10, 15, 20, 30 or 60 minutes (or a whole day for daily histories).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Grid {
    minutes: u16,
}

impl Grid {
    /// The lengths a plan may choose, in minutes.
    pub const MINUTES: [u16; 6] = [5, 10, 15, 20, 30, 60];
    /// One slot a day.
    pub const DAY: Self = Self { minutes: 1440 };

    /// The grid of so many minutes; `None` unless they divide a day.
    #[must_use]
    pub fn of_minutes(minutes: u16) -> Option<Self> {
        (minutes > 0 && 1440 % minutes == 0).then_some(Self { minutes })
    }

    /// Minutes in a slot.
    #[must_use]
    pub const fn minutes(self) -> u16 {
        self.minutes
    }

    /// Seconds in a slot.
    #[must_use]
    pub fn seconds(self) -> f64 {
        60.0 * f64::from(self.minutes)
    }

    /// Slots in a day.
    #[must_use]
    pub const fn slots(self) -> usize {
        (1440 / self.minutes) as usize
    }

    /// The slot that holds a minute of the day.
    #[must_use]
    pub const fn slot_of(self, minute_of_day: u16) -> usize {
        (minute_of_day / self.minutes) as usize
    }

    /// The minute of the day at which a slot starts.
    #[must_use]
    pub fn start_minute(self, slot: usize) -> u16 {
        u16::try_from(slot).map_or(1440, |slot| slot.saturating_mul(self.minutes))
    }
}
