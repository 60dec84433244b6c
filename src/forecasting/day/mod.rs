//! The contacts of a whole day: a level that moves, the calendar's effects, and other methods averaged in.

mod effects;
mod filter;
mod forecast;
mod known_days;
mod members;
mod model;
mod search;
mod smoothing;
mod suspect;

pub use effects::{EffectKind, EffectSizes};
pub use forecast::{DayAccount, DayForecast, Method};
pub use known_days::KnownDays;
pub use suspect::{Suspect, TooLittle};
