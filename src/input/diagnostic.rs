//! A finding about something that a person wrote: a code, a place, what was found, what is allowed, the way out.

use std::ops::Range;

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// `E203`, `W501`: the key into `codes`, explained by `plan explain`.
    pub code: &'static str,
    /// Whether it refuses the input.
    pub severity: Severity,
    /// What was found and what is allowed; lower case, no full stop.
    pub message: String,
    /// Where.
    pub place: Place,
    /// A few words under the place, if any.
    pub label: Option<String>,
    /// The way out.
    pub help: Option<String>,
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Plausibly a slip; the run goes on.
    Warning,
    /// The input is refused.
    Error,
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Bytes of a plan file or of a `--set` override, by its index in the loaded sources.
    Source {
        /// Index of the source text.
        source: usize,
        /// Bytes.
        span: Range<usize>,
    },
    /// A line and column (both from 1) of a data file, with the offending text, already escaped and cut short.
    Data {
        /// The file, as written in the plan or on the command line.
        file: String,
        /// Line, from 1.
        line: u64,
        /// Column, from 1.
        column: u64,
        /// Name of the column, where there is one.
        field: Option<String>,
    },
    /// A whole file.
    File(
        /// The file, as written.
        String,
    ),
}
