//! The slots of a day: which share of its contacts falls into each, how far a slot strays, which counts that makes likely,
//! how long contacts take there.

mod count;
mod handle_level;
mod handle_time;
mod probability;
mod profile;
mod spread;

pub use count::CountLaw;
pub use handle_time::HandleTimeProfile;
pub use profile::{DayKind, DayProfile, ShapeMemory};
pub use spread::SlotSpread;
