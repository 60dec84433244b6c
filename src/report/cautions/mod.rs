//! Cautions in words: what a reader must know about the figures, each with its code.

mod codes;
mod words;

pub use codes::{Explanation, all, code, explain};
pub use words::{items, place, text};
