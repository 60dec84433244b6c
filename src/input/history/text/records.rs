//! Records of a CSV: strict RFC 4180, one record at a time, with the physical line and column of every field.
//!
//! Lines end with LF, CRLF or CR. A quote inside an unquoted field, or text after a closing quote, is a fault of that
//! record alone; a quote that never closes, or a field or record past its limit, refuses the file.

use crate::input::history::books::{At, Flaw};
use std::io::{self, Read};

/// Bytes that one field may hold.
pub(in crate::input) const FIELD_LIMIT: usize = 128 * 1024;
/// Bytes that one record may hold.
pub(super) const RECORD_LIMIT: usize = 8 * 1024 * 1024;
/// Fields that one record may hold.
const FIELDS_LIMIT: usize = 100_000;
const BUFFER: usize = 64 * 1024;

/// One record: its fields' bytes, one after the other, without quotes and delimiters.
#[derive(Debug, Clone, Default)]
pub(in crate::input) struct Record {
    pub(super) bytes: Vec<u8>,
    pub(super) fields: Vec<Field>,
    /// Lines it starts and ends on.
    pub(in crate::input) first_line: u64,
    pub(in crate::input) last_line: u64,
    /// The first quote out of place.
    pub(in crate::input) stray: Option<Stray>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) end: usize,
    pub(super) at: At,
}

/// A quote that strict RFC 4180 does not allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) struct Stray {
    pub(in crate::input) at: At,
    pub(in crate::input) after_closing: bool,
}

impl Record {
    /// Number of fields.
    pub(in crate::input) fn len(&self) -> usize {
        self.fields.len()
    }

    /// Bytes of a field; empty past the end.
    pub(in crate::input) fn bytes(&self, field: usize) -> &[u8] {
        let start = if field == 0 { 0 } else { self.fields.get(field - 1).map_or(0, |f| f.end) };
        self.fields.get(field).and_then(|f| self.bytes.get(start..f.end)).unwrap_or(&[])
    }

    /// All bytes of the fields.
    pub(in crate::input) fn all_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where a field starts.
    pub(in crate::input) fn at(&self, field: usize) -> At {
        self.fields.get(field).map_or(At { line: self.first_line, column: 1 }, |f| f.at)
    }

    fn start(&mut self, line: u64) {
        self.bytes.clear();
        self.fields.clear();
        self.stray = None;
        self.first_line = line;
        self.last_line = line;
    }
}

/// What a reader of records meets next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input) enum Next {
    Record,
    Blank,
    End,
}

/// Why reading of records stopped.
#[derive(Debug)]
pub(in crate::input) enum Stop {
    /// The text breaks a rule.
    Flaw(Flaw),
    /// The bytes do not come.
    Read(io::Error),
}

impl Stop {
    /// The same so many lines further down.
    pub(in crate::input::history) fn lowered(self, lines: u64) -> Self {
        match self {
            Self::Flaw(flaw) => Self::Flaw(flaw.lowered(lines)),
            Self::Read(error) => Self::Read(error),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    Closed,
}

/// A reader of records.
pub(in crate::input) struct Records<R> {
    source: R,
    delimiter: u8,
    buffer: Vec<u8>,
    position: usize,
    filled: usize,
    line: u64,
    column: u64,
    after_cr: bool,
    /// Lines that ended with a CR alone.
    pub(in crate::input) lone_crs: u64,
}

impl Records<io::Empty> {
    /// Records of a block of whole records, counting lines from 1.
    pub(in crate::input::history) fn of_block(block: Vec<u8>, delimiter: u8) -> Self {
        let filled = block.len();
        let source = io::empty();
        Self {
            source,
            delimiter,
            buffer: block,
            position: 0,
            filled,
            line: 1,
            column: 1,
            after_cr: false,
            lone_crs: 0,
        }
    }

    /// What is left of the block, from the start of the next record.
    pub(in crate::input::history) fn rest(&mut self) -> &[u8] {
        if std::mem::take(&mut self.after_cr) && self.buffer.get(self.position) == Some(&b'\n') {
            self.position += 1;
        }
        &self.buffer[self.position.min(self.filled)..self.filled]
    }

    /// Goes past bytes of the rest that hold so many whole lines.
    pub(in crate::input::history) const fn pass(&mut self, bytes: usize, lines: u64) {
        self.position += bytes;
        self.line += lines;
    }

    /// The line that the next record starts on.
    pub(in crate::input::history) const fn line(&self) -> u64 {
        self.line
    }

    /// The block, to be filled anew.
    pub(in crate::input::history) fn into_block(self) -> Vec<u8> {
        self.buffer
    }
}

impl<R: Read> Records<R> {
    /// Records of a source, from its line 1.
    pub(in crate::input) fn new(source: R, delimiter: u8) -> Self {
        let buffer = vec![0; BUFFER];
        let (position, filled, lone_crs) = (0, 0, 0);
        Self { source, delimiter, buffer, position, filled, line: 1, column: 1, after_cr: false, lone_crs }
    }

    /// Reads the next record into `record`.
    pub(in crate::input) fn next(&mut self, record: &mut Record) -> Result<Next, Stop> {
        self.skip_lf_after_cr()?;
        record.start(self.line);
        let mut state = State::Start;
        let mut field = At { line: self.line, column: self.column };
        let mut field_start = 0;
        loop {
            let Some(byte) = self.byte()? else { return self.end(record, state, field) };
            let ends_line = matches!(byte, b'\n' | b'\r');
            if ends_line && state != State::Quoted {
                if state == State::Start && record.fields.is_empty() {
                    self.end_line(byte)?;
                    return Ok(Next::Blank);
                }
                close(record, field)?;
                record.last_line = self.line;
                self.end_line(byte)?;
                return Ok(Next::Record);
            }
            if byte == self.delimiter && state != State::Quoted {
                close(record, field)?;
                self.column += 1;
                state = State::Start;
                field = At { line: self.line, column: self.column };
                field_start = record.bytes.len();
                continue;
            }
            state = self.step(record, state, byte);
            if record.bytes.len() - field_start > FIELD_LIMIT {
                return Err(Stop::Flaw(too_long(field, state)));
            }
        }
    }

    /// Takes one byte inside a field.
    fn step(&mut self, record: &mut Record, state: State, byte: u8) -> State {
        let at = At { line: self.line, column: self.column };
        if state == State::Quoted {
            self.advance_quoted(byte);
        } else if byte & 0xC0 != 0x80 {
            self.column += 1;
        }
        match (state, byte) {
            (State::Start, b'"') => State::Quoted,
            (State::Quoted, b'"') => State::Closed,
            (State::Closed, b'"') => {
                record.bytes.push(b'"');
                State::Quoted
            }
            (State::Quoted, _) => {
                record.bytes.push(byte);
                State::Quoted
            }
            (State::Closed, _) | (State::Plain, b'"') => {
                let after_closing = state == State::Closed;
                record.stray.get_or_insert(Stray { at, after_closing });
                record.bytes.push(byte);
                State::Plain
            }
            (State::Start | State::Plain, _) => {
                record.bytes.push(byte);
                State::Plain
            }
        }
    }

    fn advance_quoted(&mut self, byte: u8) {
        match byte {
            b'\n' if self.after_cr => self.after_cr = false,
            b'\n' | b'\r' => {
                self.line += 1;
                self.column = 1;
                self.after_cr = byte == b'\r';
            }
            _ => {
                self.after_cr = false;
                self.column += u64::from(byte & 0xC0 != 0x80);
            }
        }
    }

    fn end_line(&mut self, byte: u8) -> Result<(), Stop> {
        self.line += 1;
        self.column = 1;
        if byte == b'\r' {
            self.after_cr = true;
            self.lone_crs += u64::from(self.peek()? != Some(b'\n'));
        }
        Ok(())
    }

    fn skip_lf_after_cr(&mut self) -> Result<(), Stop> {
        if std::mem::take(&mut self.after_cr) && self.peek()? == Some(b'\n') {
            self.position += 1;
        }
        Ok(())
    }

    fn end(&mut self, record: &mut Record, state: State, field: At) -> Result<Next, Stop> {
        if state == State::Quoted {
            return Err(Stop::Flaw(never_closed(field)));
        }
        if state == State::Start && record.fields.is_empty() {
            return Ok(Next::End);
        }
        close(record, field)?;
        record.last_line = self.line;
        Ok(Next::Record)
    }

    fn byte(&mut self) -> Result<Option<u8>, Stop> {
        let byte = self.peek()?;
        self.position += usize::from(byte.is_some());
        Ok(byte)
    }

    fn peek(&mut self) -> Result<Option<u8>, Stop> {
        if self.position == self.filled {
            self.filled = self.refill().map_err(Stop::Read)?;
            self.position = 0;
        }
        Ok(self.buffer.get(self.position).copied().filter(|_| self.position < self.filled))
    }

    fn refill(&mut self) -> io::Result<usize> {
        loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return other,
            }
        }
    }
}

fn close(record: &mut Record, at: At) -> Result<(), Stop> {
    record.fields.push(Field { end: record.bytes.len(), at });
    if record.bytes.len() > RECORD_LIMIT || record.fields.len() > FIELDS_LIMIT {
        let start = At { line: record.first_line, column: 1 };
        let message = "a row of more than 8 MiB or 100,000 fields";
        return Err(Stop::Flaw(Flaw::new("E410", start, message)));
    }
    Ok(())
}

fn too_long(field: At, state: State) -> Flaw {
    let flaw = Flaw::new("E410", field, "a field of more than 128 KiB");
    if state == State::Quoted {
        flaw.help("a quote opens here; is its closing quote missing?")
    } else {
        flaw.help("is this a CSV file with a row on every line?")
    }
}

fn never_closed(field: At) -> Flaw {
    Flaw::new("E411", field, "a quote opens here and never closes")
        .help("close it, or double it (`\"\"`) where it is part of the text")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',');
        let mut record = Record::default();
        let mut out = Vec::new();
        loop {
            match records.next(&mut record) {
                Ok(Next::Record) => {
                    let fields =
                        (0..record.len()).map(|i| String::from_utf8_lossy(record.bytes(i)).into_owned());
                    out.push((record.first_line, fields.collect()));
                }
                Ok(Next::Blank) => {}
                Ok(Next::End) | Err(_) => return out,
            }
        }
    }

    #[test]
    fn lines_stay_physical_after_quoted_line_ends() {
        let seen = rows("a,b\r\n\"x\r\ny\rz\",1\n\n2,\"\"\"q\"\"\"");
        assert_eq!(seen.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [1, 2, 6]);
        assert_eq!(seen[1].1, ["x\r\ny\rz", "1"]);
        assert_eq!(seen[2].1, ["2", "\"q\""]);
    }

    #[test]
    fn a_stray_quote_spoils_its_record_only() {
        let mut records = Records::new(&b"a\"b,c\n\"d\"e,f\ng,h"[..], b',');
        let mut record = Record::default();
        let mut strays = Vec::new();
        while let Ok(Next::Record) = records.next(&mut record) {
            strays.push(record.stray.map(|s| (s.at.column, s.after_closing)));
        }
        assert_eq!(strays, [Some((2, false)), Some((4, true)), None]);
    }
}
