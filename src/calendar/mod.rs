//! Civil time: the grid of a day, opening hours, months and periods. No zone and no today: those end in `input`.

mod clock_change;
mod grid;
mod hours;
mod period;
mod span;

pub use clock_change::ClockChange;
pub use grid::Grid;
pub use hours::{DayHours, HoursError, WeekHours};
pub use period::{By, Month, Period};
pub use span::DateSpan;
