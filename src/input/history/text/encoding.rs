//! Encodings: UTF-8 unless a byte-order mark or the plan says otherwise.

use crate::input::history::books::{At, Flaw, shown};
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8};
use std::io::{self, Cursor, Read};

/// Encodings that a refusal proposes, the likeliest first.
const PROPOSED: [&str; 7] =
    ["gb18030", "big5", "shift_jis", "euc-kr", "windows-1252", "windows-1251", "euc-jp"];

/// Stands for bytes that mean nothing in the named encoding: never part of UTF-8, so that the row is rejected.
const MEANINGLESS: u8 = 0xFF;

/// The encoding of a name such as `gb18030`.
pub(super) fn named(name: &str) -> Result<&'static Encoding, Flaw> {
    let found = Encoding::for_label_no_replacement(name.as_bytes());
    found.filter(|encoding| encoding.name() != "x-user-defined").ok_or_else(|| {
        Flaw::new("E409", At::START, format!("`{}` is no encoding that is known here", shown(name)))
            .help(format!("known are `utf-8`, `utf-16le`, `{}` and others of the web", PROPOSED.join("`, `")))
    })
}

/// Names of the encodings in which the bytes of a record would mean something.
pub(in crate::input) fn would_fit(bytes: &[u8]) -> Vec<&'static str> {
    PROPOSED
        .into_iter()
        .filter(|name| {
            Encoding::for_label(name.as_bytes())
                .is_some_and(|e| e.decode_without_bom_handling_and_without_replacement(bytes).is_some())
        })
        .collect()
}

/// The encoding of a text that starts so: that of its byte-order mark, else the one named, else UTF-8.
pub(super) fn of(prefix: &[u8], named: Option<&'static Encoding>) -> &'static Encoding {
    Encoding::for_bom(prefix).map(|(encoding, _)| encoding).or(named).unwrap_or(UTF_8)
}

/// The text as UTF-8, without byte-order mark.
pub(super) fn decoded(
    mut prefix: Vec<u8>,
    rest: Box<dyn Read + Send>,
    encoding: &'static Encoding,
) -> Box<dyn Read + Send> {
    if let Some((_, length)) = Encoding::for_bom(&prefix) {
        prefix.drain(..length);
    }
    let whole = Cursor::new(prefix).chain(rest);
    if encoding == UTF_8 {
        return Box::new(whole);
    }
    Box::new(Transcoded {
        inner: whole,
        decoder: encoding.new_decoder_without_bom_handling(),
        raw: vec![0; 32 * 1024],
        position: 0,
        filled: 0,
        ended: false,
        finished: false,
    })
}

struct Transcoded<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    position: usize,
    filled: usize,
    ended: bool,
    finished: bool,
}

/// Bytes that one decoded character may need, with one for [`MEANINGLESS`].
const ROOM: usize = 16;

impl<R: Read> Read for Transcoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.len() < ROOM {
            return Err(io::Error::other("a buffer too small to decode into"));
        }
        let mut written = 0;
        while written + ROOM <= buffer.len() && !self.finished {
            if self.position == self.filled && !self.ended {
                if written > 0 {
                    break;
                }
                self.filled = self.inner.read(&mut self.raw)?;
                self.position = 0;
                self.ended = self.filled == 0;
            }
            let raw = &self.raw[self.position..self.filled];
            let target = &mut buffer[written..];
            let space = target.len() - 1;
            let (result, read, wrote) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut target[..space], self.ended);
            self.position += read;
            written += wrote;
            match result {
                DecoderResult::InputEmpty => self.finished = self.ended,
                DecoderResult::OutputFull => break,
                DecoderResult::Malformed(..) => {
                    buffer[written] = MEANINGLESS;
                    written += 1;
                }
            }
        }
        Ok(written)
    }
}
