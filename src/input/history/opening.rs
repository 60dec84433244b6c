//! From a file to its header: a workbook's sheet, or a text.

use super::books::{At, Flaw, Ledger};
use super::rows::Header;
use super::text::{Blocks, Next, NextRecord, Opened, Record, Records, Stop, Workbook};
use crate::input::SourceFile;
use std::io::{self, Read};

/// The workbook that a file is, if it is one.
pub(super) fn workbook(file: &SourceFile, opened: &mut Opened) -> Result<Option<Workbook>, Stop> {
    if let Some(path) = file.path() {
        return Workbook::at(path).map_err(Stop::Flaw);
    }
    match opened.archive().map_err(Stop::Read)? {
        Some(bytes) => Workbook::in_bytes(bytes).map_err(Stop::Flaw),
        None => Ok(None),
    }
}

/// The header of a sheet.
pub(super) fn header_of(
    rows: &mut dyn NextRecord,
    delimiter: u8,
    ledger: &mut Ledger,
) -> Result<Header, Stop> {
    let mut record = Record::default();
    loop {
        match rows.next_record(&mut record)? {
            Next::Record => return Header::read(&record, delimiter).map_err(Stop::Flaw),
            Next::Blank => ledger.skip(),
            Next::End => return Err(Stop::Flaw(Flaw::new("E407", At::START, "the sheet is empty"))),
        }
    }
}

/// Where the rows of a text start.
pub(super) struct Start {
    pub(super) header: Header,
    /// The rest of the header's block.
    pub(super) records: Records<io::Empty>,
    /// Lines, and those that end with CR alone, of the blocks before that.
    pub(super) lines: u64,
    pub(super) lone_crs: u64,
}

/// Reads the header of a text.
pub(super) fn start<R: Read>(
    blocks: &mut Blocks<R>,
    delimiter: u8,
    ledger: &mut Ledger,
) -> Result<Start, Stop> {
    let (mut record, mut lines, mut lone_crs) = (Record::default(), 0, 0);
    loop {
        let mut block = Vec::new();
        blocks.next(&mut block).map_err(Stop::Read)?;
        if block.is_empty() {
            return Err(Stop::Flaw(Flaw::new("E407", At::START, "the file is empty")));
        }
        let mut records = Records::of_block(block, delimiter);
        loop {
            match records.next(&mut record).map_err(|stop| stop.lowered(lines))? {
                Next::Record => {
                    let header = Header::read(&record, delimiter);
                    let header = header.map_err(|flaw| Stop::Flaw(flaw.lowered(lines)))?.lowered(lines);
                    return Ok(Start { header, records, lines, lone_crs });
                }
                Next::Blank => ledger.skip(),
                Next::End => break,
            }
        }
        lines += records.line() - 1;
        lone_crs += records.lone_crs;
    }
}
