//! The account of every data file that went into a run.

use chrono::NaiveDateTime;

/// What was read from one file: `rows_read = rows_accepted + rows_rejected`; blank and skipped lines apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// As written in the plan.
    pub path: String,
    /// SHA-256 of its bytes as stored, in hex.
    pub sha256: String,
    /// Data rows seen.
    pub rows_read: u64,
    /// Rows used.
    pub rows_accepted: u64,
    /// Rows set aside, each with a diagnostic.
    pub rows_rejected: u64,
    /// Blank lines and rows dropped by `skip`.
    pub rows_skipped: u64,
    /// Earliest accepted timestamp, local.
    pub first: Option<NaiveDateTime>,
    /// Latest accepted timestamp, local.
    pub last: Option<NaiveDateTime>,
}
