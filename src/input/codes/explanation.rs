//! What a code means and the way out.

use super::{plausibility, references, shape, values};
use crate::input::history;

/// One code of a diagnostic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and what is allowed.
    pub text: &'static str,
    /// How it should read; empty for data files, where the message itself says so.
    pub fix: &'static str,
}

/// A row of a table.
pub(super) const fn code(
    code: &'static str,
    title: &'static str,
    text: &'static str,
    fix: &'static str,
) -> Explanation {
    Explanation { code, title, text, fix }
}

/// The tables in the order of their codes.
const TABLES: [&[Explanation]; 5] =
    [shape::CODES, values::CODES, references::CODES, history::CODES, plausibility::CODES];

/// Every code, in order.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    TABLES.into_iter().flatten()
}

/// The explanation of a code, case aside.
#[must_use]
pub fn explain(code: &str) -> Option<&'static Explanation> {
    all().find(|row| row.code.eq_ignore_ascii_case(code.trim()))
}
