//! The slots of a day: which share of its contacts falls into each, how far a slot strays, how long contacts take there.

mod handle_time;
mod profile;
mod spread;

pub use handle_time::HandleTimeProfile;
pub use profile::{DayKind, DayProfile};
pub use spread::SlotSpread;
