//! What queues are made of, from what was seen of them: how long contacts take, and how long customers wait before they give up.

mod handling;
mod patience;

pub use handling::{HandlingFit, HandlingSums};
pub use patience::PatienceFit;
