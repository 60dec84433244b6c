//! What a planner wants to see of a history before planning: volumes, times and service of each channel, its week and its
//! course, what in it is out of the ordinary; and its counts by interval.

mod caution;
mod channel;
mod course;
mod hours;
mod intervals;
mod picture;
mod watch;
mod week;

pub use caution::{HistoryCaution, OddDay, PartDay};
pub use channel::{ChannelPicture, Handle, Satisfaction, Waits};
pub use course::{Course, CourseBy, Stretch};
pub use intervals::{IntervalCount, TooFine, intervals};
pub use picture::{Picture, PictureTerms, picture};
pub use week::WeekShape;
