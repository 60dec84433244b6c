//! Pictures drawn in figures of one character, for a screen of any font and language.

mod course;
mod drawn;
mod week;

pub(in crate::report) use course::{days, months};
pub(in crate::report) use drawn::shade;
pub use drawn::{Chart, ChartRow};
