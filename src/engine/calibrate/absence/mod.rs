//! Whole days away, from the days on which agents of a log begin no shift.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `p`, `P` | `Days::seen`, `Days::paid` | an agent's shifts, and paid days |
//! | `a` | `AbsenceFigures::absent` | `1 − Σp / ΣP` |
//!
//! `shifts` makes shifts of contacts, `rota` says whose weeks tell nothing of absence, `figures` counts the days of the others.
//! Not told: breaks, meetings and training within a day that has a contact.

mod figures;
mod rota;
mod shifts;

pub use figures::AbsenceFigures;
pub(in crate::engine::calibrate) use figures::absence;
pub use rota::{LeftOut, Unlike};
