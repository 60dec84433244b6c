//! Input: plan files and histories, read strictly, with every fault said.
//!
//! A plan file becomes a tree of values with their places (`plan`), partial plans are laid over each other, values
//! are read with their units (`fields`), parts become the model's (`resolve`), and everything that is wrong is said
//! at once (`findings`, `codes`, `render`). `keys` is the one table of every key.

pub mod batch_csv;
mod checks;
mod clock_changes;
pub mod codes;
pub mod csv_records;
pub mod detect;
mod diagnostic;
mod fields;
mod findings;
pub mod history;
pub mod keys;
mod load;
mod plan;
mod render;
mod resolve;
pub mod roster_csv;
mod source_text;
pub mod staffing_csv;
pub mod survey_csv;
mod table_csv;
pub mod typed;

pub use crate::model::InputFile;
pub use clock_changes::clock_changes;
pub use diagnostic::{Diagnostic, Place, Severity};
pub use history::{HistorySource, SourceFile, Stored, ValueWord};
pub use load::{LoadOptions, Loaded, Refused, inputs_sha256, load};
pub use plan::edit::{EditRefusal, PlanChange, PlanEdit, edit, survey_of, tables_of};
pub use render::{RenderStyle, printable, render, render_up_to};
pub use source_text::SourceText;
pub use table_csv::{Skip, Values, as_flags};
