//! Histories: inquiry logs and interval counts in CSV, read strictly, with the rows' books balanced.
//!
//! A file goes through these hands: `text` (stored bytes to records), `columns` (what the header says), `rows` (what a
//! record says), `tally` (counts a channel, day and slot) and, for interval counts, `settle` (grid, duplicates, holes).
//! What any of them objects to is a `Flaw`; the `ledger` of a file keeps the books and turns flaws into diagnostics.

mod codes;
mod columns;
mod fields;
mod flaw;
mod gather;
mod ledger;
mod read;
mod rows;
mod settle;
mod tally;
mod text;
mod timestamp;

pub use codes::CODES;
pub use columns::HistoryKind;
pub use read::{HistoriesRead, HistoryRead, read, read_channels};
pub use tally::{ChannelCounts, Totals};

pub(super) use columns::Header;
pub(super) use fields::{CONTACTS_LIMIT, Cell, SECONDS_LIMIT};
pub(super) use flaw::{At, Flaw, grouped, listed, shown};
pub(super) use ledger::Ledger;
pub(super) use rows::{AHT_LEAST, refuse_broken, text as field_text};
pub(super) use text::{Next, Opened, Record, Records, Stop, unreadable};
pub(super) use timestamp::{Clock, Moment};
