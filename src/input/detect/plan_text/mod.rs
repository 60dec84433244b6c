//! The plan that says how files are read, with what was seen as comments.

mod facts;
mod hours;
mod toml_text;
mod write;

pub(super) use toml_text::{key, string};
pub use write::plan_text;
