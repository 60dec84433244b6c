//! How far ahead a day lies.

/// Distances that are scored together, in calendar days after the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HorizonBucket {
    /// Days 1 to 7.
    Week1,
    /// Days 8 to 14.
    Week2,
    /// Days 15 to 28.
    Weeks3To4,
    /// Days 29 to 91.
    Months2To3,
    /// Day 92 and later.
    Beyond,
}

impl HorizonBucket {
    /// From near to far.
    pub const ALL: [Self; 5] = [Self::Week1, Self::Week2, Self::Weeks3To4, Self::Months2To3, Self::Beyond];

    /// The bucket of a day so many days after the origin; the origin itself counts with the first week.
    #[must_use]
    pub fn of(days_ahead: u32) -> Self {
        Self::ALL
            .into_iter()
            .find(|bucket| bucket.last_day().is_none_or(|last| days_ahead <= last))
            .unwrap_or(Self::Beyond)
    }

    /// Its last day; `None` for the one without an end.
    #[must_use]
    pub const fn last_day(self) -> Option<u32> {
        match self {
            Self::Week1 => Some(7),
            Self::Week2 => Some(14),
            Self::Weeks3To4 => Some(28),
            Self::Months2To3 => Some(91),
            Self::Beyond => None,
        }
    }

    /// Its first day.
    #[must_use]
    pub const fn first_day(self) -> u32 {
        match self {
            Self::Week1 => 1,
            Self::Week2 => 8,
            Self::Weeks3To4 => 15,
            Self::Months2To3 => 29,
            Self::Beyond => 92,
        }
    }

    /// Its place in [`Self::ALL`].
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}
