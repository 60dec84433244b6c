//! What is out of the ordinary in a history: hours without contacts, days far off their weekday, lasting jumps.
//!
//! Counts scatter at least as Poisson counts do; `2√y` has a variance of about 1 whatever the mean (\[Anscombe1948\]).
//! Scatter beyond that is measured by medians, which the days looked for cannot move.

mod day;
mod near;
mod shift;
mod silence;

pub use day::{UnusualDay, unusual_days};
pub use shift::{LevelShift, level_shifts};
pub use silence::{Silence, silences, whole_totals};

#[cfg(test)]
mod made;
