//! The books: what is wrong at a place, the account of a file, the codes and their explanations.

mod codes;
mod flaw;
mod ledger;

pub use codes::CODES;
pub(in crate::input) use flaw::{At, Flaw, grouped, listed, shown};
pub(super) use flaw::{count, encodings, is_invisible, of_file, shown_bytes, turns_text};
pub(in crate::input) use ledger::Ledger;
