//! Days of a history that no event names and that are far from what was to be expected.

use super::lessons::Past;
use crate::engine::figures::caution::{Caution, UnnamedDay};
use crate::forecasting::Suspect;

/// A day after a spike is told of beyond so many residuals: one day in eighty is by chance.
const REBOUND: f64 = 2.5;

/// The suspects of a channel, each with the day after it where that is unusual too: what failed on one day often comes
/// back on the next, and the answers to a mailing come over two. They are damped in the estimation and carried on by
/// nothing; a name makes them an event.
pub(super) fn unnamed(past: &Past<'_>) -> Option<Caution> {
    let totals = past.series.whole_days(past.marks);
    let after = |suspect: &Suspect| {
        let next = suspect.date.succ_opt()?;
        let total = totals.get(past.series.index_of(next)?).copied().flatten()?.total;
        let factor = total / past.level.mean(next);
        (factor.is_finite() && (factor - 1.0).abs() > REBOUND * past.level.day_cv()).then_some(factor)
    };
    let suspects = past.level.suspects().iter().filter(|suspect| suspect.expected > 0.0);
    let days: Vec<UnnamedDay> = suspects
        .map(|suspect| UnnamedDay {
            date: suspect.date,
            factor: suspect.contacts / suspect.expected,
            after: after(suspect),
        })
        .collect();
    (!days.is_empty()).then_some(Caution::UnnamedDays { channel: past.channel, days })
}
