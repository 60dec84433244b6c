//! From the stored bytes of a file to records: unpacking, encodings, what is no CSV at all, and RFC 4180.

mod blocks;
mod encoding;
mod records;
mod sheet;
mod sniff;
mod stored;
mod zstd;

pub(in crate::input::history) use blocks::{BLOCK, Blocks};
pub(in crate::input) use encoding::would_fit;
pub(in crate::input::history) use records::FIELD_LIMIT;
pub(in crate::input) use records::{Next, Record, Records, Stop};
pub(in crate::input) use sheet::{NextRecord, Workbook};
pub(in crate::input) use stored::{Opened, unreadable};
