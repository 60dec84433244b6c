//! Input: plan files and histories, read strictly, with every fault said.

mod diagnostic;
pub mod history;
mod history_source;
mod inputs;
pub mod roster_csv;
pub mod survey_csv;
mod table_csv;

pub use diagnostic::{Diagnostic, Place, Severity};
pub use history_source::{HistorySource, SourceFile, ValueWord};
pub use inputs::InputFile;
