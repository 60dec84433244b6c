//! The rows of a sheet as records: the row's number is their line, the column's number the column of a field.

use super::cell::{DateForms, write};
use super::guard::damaged;
use super::workbook::Stored;
use crate::input::history::books::{At, Flaw};
use crate::input::history::text::records::{FIELD_LIMIT, Field, Next, RECORD_LIMIT, Record, Records, Stop};
use calamine::{DataRef, XlsxCellReader};
use std::io::Read;

/// Rows and columns of a sheet.
const ROWS: u32 = 1_048_576;
const COLUMNS: u32 = 16_384;

/// What gives records one by one.
pub(in crate::input) trait NextRecord {
    /// Reads the next record into `record`.
    fn next_record(&mut self, record: &mut Record) -> Result<Next, Stop>;
}

impl<R: Read> NextRecord for Records<R> {
    fn next_record(&mut self, record: &mut Record) -> Result<Next, Stop> {
        self.next(record)
    }
}

/// A cell that was read and belongs to a later row.
struct Waiting {
    row: u32,
    column: u32,
    text: Vec<u8>,
}

/// The rows of a sheet.
pub(in crate::input) struct SheetRows<'a> {
    cells: XlsxCellReader<'a, Box<dyn Stored>>,
    forms: DateForms,
    waiting: Option<Waiting>,
    /// The row to give next, from 0.
    row: u32,
    /// Fields of the first record, to which later ones are filled up.
    width: usize,
    ended: bool,
}

impl<'a> SheetRows<'a> {
    pub(super) fn of(cells: XlsxCellReader<'a, Box<dyn Stored>>) -> Self {
        let forms = DateForms::of(cells.styles());
        Self { cells, forms, waiting: None, row: 0, width: 0, ended: false }
    }

    /// The next cell that holds anything.
    fn cell(&mut self) -> Result<Option<Waiting>, Flaw> {
        while !self.ended {
            let next = self.cells.next_cell_with_style_id().map_err(|error| damaged(&error))?;
            let Some((cell, style)) = next else {
                self.ended = true;
                break;
            };
            let (row, column) = cell.get_position();
            if *cell.get_value() == DataRef::Empty {
                continue;
            }
            if row >= ROWS || column >= COLUMNS {
                return Err(damaged(&"a cell beyond the last row or column that a sheet can have"));
            }
            let mut text = Vec::new();
            write(cell.get_value(), self.forms.is_day(style), &mut text);
            if text.len() > FIELD_LIMIT {
                let at = At { line: u64::from(row) + 1, column: u64::from(column) + 1 };
                return Err(Flaw::new("E410", at, "a cell of more than 128 KiB"));
            }
            if !text.is_empty() {
                return Ok(Some(Waiting { row, column, text }));
            }
        }
        Ok(None)
    }

    /// The cells of the row at hand, which has one at least.
    fn fill(&mut self, record: &mut Record, first: Waiting) -> Result<(), Flaw> {
        let row = first.row;
        let mut next = Some(first);
        while let Some(cell) = next.take_if(|cell| cell.row == row) {
            let column = cell.column as usize;
            if column < record.len() {
                return Err(damaged(&"the cells of a row are out of order"));
            }
            while record.len() < column {
                record.push(b"");
            }
            record.push(&cell.text);
            if record.all_bytes().len() > RECORD_LIMIT {
                let at = At { line: u64::from(row) + 1, column: 1 };
                return Err(Flaw::new("E410", at, "a row of more than 8 MiB"));
            }
            next = self.cell()?;
        }
        if next.as_ref().is_some_and(|cell| cell.row < row) {
            return Err(damaged(&"the rows of the sheet are out of order"));
        }
        self.waiting = next;
        while record.len() < self.width {
            record.push(b"");
        }
        self.width = if self.width == 0 { record.len() } else { self.width };
        Ok(())
    }
}

impl NextRecord for SheetRows<'_> {
    fn next_record(&mut self, record: &mut Record) -> Result<Next, Stop> {
        let waiting = match self.waiting.take() {
            Some(waiting) => Some(waiting),
            None => self.cell().map_err(Stop::Flaw)?,
        };
        let Some(first) = waiting else { return Ok(Next::End) };
        record.clear_at(u64::from(self.row) + 1);
        let is_blank = first.row > self.row;
        self.row += 1;
        if is_blank {
            self.waiting = Some(first);
            return Ok(Next::Blank);
        }
        self.fill(record, first).map_err(Stop::Flaw)?;
        Ok(Next::Record)
    }
}

impl Record {
    /// Empties the record, to be filled with the cells of a row.
    fn clear_at(&mut self, line: u64) {
        *self = Self { first_line: line, last_line: line, ..std::mem::take(self).emptied() };
    }

    /// Takes a cell as the next field; its column is its number.
    fn push(&mut self, cell: &[u8]) {
        self.bytes.extend_from_slice(cell);
        let column = self.fields.len() as u64 + 1;
        self.fields.push(Field { end: self.bytes.len(), at: At { line: self.first_line, column } });
    }

    fn emptied(mut self) -> Self {
        self.bytes.clear();
        self.fields.clear();
        self.stray = None;
        self
    }
}
