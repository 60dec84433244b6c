//! Cautions in words: what a reader must know about the figures, each with its code.

mod absent;
mod codes;
mod history;
mod words;

pub use absent::{Absent, CODE as ABSENT, absent};
pub use codes::{Explanation, all, code, explain};
pub use history::{history_code, history_items, history_place, history_text};
pub use words::{items, place, text};
