//! Input: plan files and histories, read strictly, with every fault said.

mod diagnostic;
mod inputs;

pub use diagnostic::{Diagnostic, Place, Severity};
pub use inputs::InputFile;
