//! Learning: how much faster people get with tenure, from the handle times of those whose day of hire is known.
//!
//! Not modelled: that slow people may leave early, which makes the survivors of later months look as if they had learnt more.

mod curve;
mod grades;
mod law;

pub use curve::{LearningCell, LearningCurve, LearningMonth};
pub use grades::GradeLadder;
pub use law::{LearningLaw, StayLaw};
