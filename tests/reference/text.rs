//! From stored bytes to records, by RFC 4180 and nothing else: byte by byte over the whole text.

use encoding_rs::{DecoderResult, Encoding};

/// What refuses a row or a file: where and by which code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) code: &'static str,
}

/// A record: its fields and where they start, and its first quote out of place.
#[derive(Debug, Default)]
pub(crate) struct Record {
    pub(crate) fields: Vec<(usize, Vec<u8>)>,
    pub(crate) stray: Option<usize>,
}

/// A text with its lines.
pub(crate) struct Text {
    pub(crate) bytes: Vec<u8>,
    /// Offsets at which lines start.
    lines: Vec<usize>,
}

const FIELD_MOST: usize = 128 * 1024;
const RECORD_MOST: usize = 8 * 1024 * 1024;
const FIELDS_MOST: usize = 100_000;

impl Text {
    /// The text of a file: UTF-8, or what its byte-order mark or `encoding` says; bytes that mean nothing there stay no
    /// UTF-8, so that their row is set aside.
    pub(crate) fn of(stored: &[u8], encoding: Option<&str>) -> Self {
        let named = encoding.map(|name| Encoding::for_label(name.as_bytes()).unwrap());
        let (encoding, rest) = match Encoding::for_bom(stored) {
            Some((marked, length)) => (marked, &stored[length..]),
            None => (named.unwrap_or(encoding_rs::UTF_8), stored),
        };
        let bytes = if encoding == encoding_rs::UTF_8 { rest.to_vec() } else { decoded(rest, encoding) };
        let mut lines = vec![0];
        for (index, byte) in bytes.iter().enumerate() {
            if *byte == b'\n' || (*byte == b'\r' && bytes.get(index + 1) != Some(&b'\n')) {
                lines.push(index + 1);
            }
        }
        Self { bytes, lines }
    }

    /// Whether the first line holds a NUL byte, which no header does.
    pub(crate) fn is_binary(&self) -> bool {
        self.bytes.iter().take_while(|byte| !b"\r\n".contains(byte)).any(|byte| *byte == 0)
    }

    /// Line and character of an offset, both from 1.
    pub(crate) fn fault(&self, offset: usize, code: &'static str) -> Fault {
        let line = self.lines.partition_point(|start| *start <= offset);
        let before = &self.bytes[self.lines[line - 1]..offset];
        let column = 1 + before.iter().filter(|byte| (**byte as i8) >= -64).count();
        Fault { line, column, code }
    }

    /// The record that starts at an offset, and where the next one starts; `None` in place of a blank line.
    pub(crate) fn record(&self, start: usize, delimiter: u8) -> Result<(Option<Record>, usize), Fault> {
        let at = |offset: usize| self.bytes.get(offset).copied();
        let mut record = Record::default();
        let mut offset = start;
        let mut size = 0;
        loop {
            let (field, end) = self.field(offset, delimiter, &mut record)?;
            let is_blank = record.fields.is_empty() && end == start;
            size += field.len();
            record.fields.push((offset, field));
            if size > RECORD_MOST || record.fields.len() > FIELDS_MOST {
                return Err(Fault { column: 1, ..self.fault(start, "E410") });
            }
            let next = match at(end) {
                Some(byte) if byte == delimiter => {
                    offset = end + 1;
                    continue;
                }
                Some(b'\r') if at(end + 1) == Some(b'\n') => end + 2,
                Some(_) => end + 1,
                None => end,
            };
            return Ok(((!is_blank).then_some(record), next));
        }
    }

    /// A field's text, and where its delimiter or line end stands.
    fn field(&self, start: usize, delimiter: u8, record: &mut Record) -> Result<(Vec<u8>, usize), Fault> {
        let mut field = Vec::new();
        let mut offset = start;
        let mut is_open = self.bytes.get(start) == Some(&b'"');
        let mut was_closed = false;
        offset += usize::from(is_open);
        loop {
            if field.len() > FIELD_MOST {
                return Err(self.fault(start, "E410"));
            }
            let Some(byte) = self.bytes.get(offset).copied() else {
                return if is_open { Err(self.fault(start, "E411")) } else { Ok((field, offset)) };
            };
            if is_open && byte == b'"' {
                let doubled = self.bytes.get(offset + 1) == Some(&b'"');
                if doubled {
                    field.push(b'"');
                    offset += 1;
                }
                (is_open, was_closed) = (doubled, !doubled);
                offset += 1;
                continue;
            }
            if !is_open && (byte == delimiter || byte == b'\n' || byte == b'\r') {
                return Ok((field, offset));
            }
            if !is_open && (was_closed || byte == b'"') {
                record.stray.get_or_insert(offset);
                was_closed = false;
            }
            field.push(byte);
            offset += 1;
        }
    }
}

fn decoded(stored: &[u8], encoding: &'static Encoding) -> Vec<u8> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut out = Vec::new();
    let mut rest = stored;
    loop {
        let mut room = vec![0; 4 * rest.len() + 64];
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(rest, &mut room, true);
        out.extend(&room[..written]);
        rest = &rest[read..];
        match result {
            DecoderResult::InputEmpty => return out,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => out.push(0xFF),
        }
    }
}
