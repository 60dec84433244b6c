//! Histories: inquiry logs and interval counts in CSV, read strictly, with the rows' books balanced.
//!
//! A file goes through these hands: `text` (stored bytes to records), `rows` (what the header and a record say),
//! `counts` (a channel, day and slot) and `books` (rows read, accepted, rejected and skipped, and every objection).
//! `gather` leads a source's files through them (`opening` to the header, `passage` over the rows), `read` closes the
//! books; `source` is a history as a plan names it, `asked` what else a reader may want.

mod asked;
mod books;
mod contacts;
mod counts;
mod gather;
mod opening;
mod passage;
mod read;
mod rows;
mod source;
mod text;

pub use asked::{Asked, TakesReject};
pub use books::CODES;
pub use contacts::contacts;
pub use read::{HistoriesRead, HistoryRead, read, read_asked, read_channels};
pub use source::{HistorySource, SourceFile, Stored, ValueWord};

pub(super) use books::{At, Flaw, Ledger, count, encodings, grouped, listed, shown, shown_bytes};
pub(super) use rows::{
    AHT_LEAST, CONTACTS_LIMIT, Cell, Clock, Header, Moment, SECONDS_LIMIT, refuse_broken, text as field_text,
};
pub(super) use text::{Next, NextRecord, Opened, Record, Records, Stop, Workbook, unreadable};
