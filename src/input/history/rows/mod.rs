//! What the header says and what a record says: columns, cells, timestamps, rows.

mod cell;
mod columns;
mod row;
mod timestamp;

pub(in crate::input) use cell::{CONTACTS_LIMIT, Cell, SECONDS_LIMIT};
pub(super) use columns::{Columns, Ours};
pub(in crate::input) use columns::{Header, encodings};
pub(in crate::input) use row::{AHT_LEAST, refuse_broken, text};
pub(super) use row::{Contact, Interval, Reading, Row, What};
pub(in crate::input) use timestamp::{Clock, Moment};
