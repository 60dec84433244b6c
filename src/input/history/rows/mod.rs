//! What the header says and what a record says: columns, cells, timestamps, rows.

mod cell;
mod columns;
mod iso;
mod lanes;
mod names;
mod nanos;
mod plain;
mod row;
mod timestamp;

pub(in crate::input) use cell::{CONTACTS_LIMIT, Cell, SECONDS_LIMIT};
pub(in crate::input) use columns::Header;
pub(super) use columns::{Columns, Ours};
pub(super) use names::Names;
pub(super) use nanos::{SECOND, of_value as nanos_of};
pub(super) use plain::{EPOCH, PlainRow, PlainRows};
pub(in crate::input) use row::{AHT_LEAST, refuse_broken, text};
pub(super) use row::{Contact, Interval, Reading, Row, What};
pub(in crate::input) use timestamp::{Clock, Moment};
