//! The books: what is wrong at a place, the account of a file, the codes and their explanations.

mod codes;
mod flaw;
mod ledger;

pub use codes::CODES;
pub(in crate::input) use flaw::{At, Flaw, count, encodings, grouped, listed, shown, shown_bytes};
pub(super) use flaw::{is_invisible, of_file, turns_text};
pub(in crate::input) use ledger::Ledger;
