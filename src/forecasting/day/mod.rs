//! The contacts of a whole day: what its level and its weekday lead to expect.

mod backfit;
mod half_life;
mod level;

pub use level::{DayLevel, Suspect, TooLittle};
