//! The contacts of a whole day: a level that moves, the calendar's effects, and other methods averaged in.

mod effects;
mod filter;
mod fit;
mod forecast;
mod known_days;
mod logs;
mod members;
mod model;
mod residuals;
mod search;
mod smoothing;

pub use effects::{DayAssumptions, EffectKind, EffectSizes};
pub(super) use effects::{YEAR, faded};
pub use forecast::{DayAccount, DayForecast, Method, TooLittle};
pub use known_days::KnownDays;
pub use residuals::Suspect;
