//! The rows of one channel in the order of time.

use crate::model::question::{DeferredInterval, Intervals, LiveInterval};

/// What belongs to a channel and begins at a time.
pub(super) trait Begins {
    /// Channel and start, seconds since 1970.
    fn begins(&self) -> (usize, i64);
}

impl Begins for LiveInterval {
    fn begins(&self) -> (usize, i64) {
        (self.channel, self.instant)
    }
}

impl Begins for DeferredInterval {
    fn begins(&self) -> (usize, i64) {
        (self.channel, self.instant)
    }
}

/// Rows of each channel, by their place in the table, in the order of time.
pub(super) fn courses<T: Begins>(demand: &Intervals<T>) -> Vec<Vec<usize>> {
    let mut courses: Vec<Vec<(i64, usize)>> = vec![Vec::new(); demand.channels.len()];
    for (place, row) in demand.rows.iter().enumerate() {
        if let Some((channel, instant)) = row.as_ref().map(Begins::begins) {
            courses[channel].push((instant, place));
        }
    }
    let sorted = |mut course: Vec<(i64, usize)>| {
        course.sort_unstable();
        course.into_iter().map(|(_, place)| place).collect()
    };
    courses.into_iter().map(sorted).collect()
}
