//! Pictures drawn in figures of one character, for a screen of any font and language.

mod course;
mod drawn;
mod week;

pub use drawn::{Chart, ChartRow};
