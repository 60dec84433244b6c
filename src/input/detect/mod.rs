//! Exports of real systems, looked at once: how they must be read, and a plan that says so.
//!
//! `text` tells encoding, delimiter and header, `times` and `columns` what the columns hold, `door` has the files read
//! as a run would read them, and `plan_text` writes the plan with what was seen as comments. Nothing of this is asked
//! at a run: a run reads what the plan says, strictly.

mod columns;
mod door;
mod plan_text;
mod recipe;
mod text;
mod times;

pub use door::{Detected, detect};
pub use plan_text::plan_text;
