//! The calculator's answer: one situation in a sentence, its neighbourhood in a table.

mod document;
pub(super) mod words;

use crate::engine::situation::Outlook;
use crate::model::question::Situation;

/// A situation and what it leads to.
#[derive(Debug, Clone, Copy)]
pub struct Calculator<'a> {
    /// What was asked.
    pub situation: &'a Situation,
    /// What it leads to.
    pub outlook: &'a Outlook,
    /// Version of the program.
    pub version: &'a str,
}
