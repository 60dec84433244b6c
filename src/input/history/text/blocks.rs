//! A text in blocks of whole records, so that several threads may read it.
//!
//! A block ends where a record ends. Without a quote in it that is its last line end; with quotes, the records that
//! hold them are followed by the rules of [`super::Records`], so that a line end within quotes is no end.

use memchr::{memchr, memrchr2};
use std::io::{self, Read};

/// Bytes of a block, where no record is longer.
pub(in crate::input::history) const BLOCK: usize = 256 * 1024;
/// Bytes that a block may grow to for the end of a record: past every limit on records, twice over for doubled quotes.
const LARGEST: usize = 20 << 20;
/// Bytes past those wanted, so that no source is asked for less than one character.
const SLACK: usize = 64;

/// Cuts a text into blocks.
pub(in crate::input::history) struct Blocks<R> {
    source: R,
    delimiter: u8,
    size: usize,
    /// What was read past the last block.
    rest: Vec<u8>,
    ended: bool,
    /// A failure to read, kept until the records before it are given.
    failure: Option<io::Error>,
}

impl<R: Read> Blocks<R> {
    /// Blocks of about `size` bytes.
    pub(in crate::input::history) const fn new(source: R, delimiter: u8, size: usize) -> Self {
        Self { source, delimiter, size, rest: Vec::new(), ended: false, failure: None }
    }

    /// Puts the next block in place of `block`; it is empty at the end of the text.
    pub(in crate::input::history) fn next(&mut self, block: &mut Vec<u8>) -> io::Result<()> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        let mut filled = self.rest.len();
        let mut wanted = self.size.max(filled);
        loop {
            block.resize((wanted + SLACK).max(block.len()), 0);
            if !self.rest.is_empty() {
                block[..filled].copy_from_slice(&self.rest);
                self.rest.clear();
            }
            filled = self.fill(block, filled, wanted);
            let end = if self.ended { None } else { last_end(&block[..filled], self.delimiter) };
            if let Some(failure) = self.failure.take_if(|_| end.is_none()) {
                return Err(failure);
            }
            if self.ended || end.is_some() || filled > LARGEST {
                let end = end.unwrap_or(filled);
                self.rest.extend_from_slice(&block[end..filled]);
                block.truncate(end);
                return Ok(());
            }
            wanted = filled * 2;
        }
    }

    /// Whether nothing follows the last block.
    pub(in crate::input::history) const fn is_over(&self) -> bool {
        self.ended && self.rest.is_empty()
    }

    /// Fills a block from a place on up to the place wanted or a little further; gives where it is full up to.
    fn fill(&mut self, block: &mut [u8], mut filled: usize, wanted: usize) -> usize {
        while filled < wanted && !self.ended && self.failure.is_none() {
            match self.source.read(&mut block[filled..]) {
                Ok(0) => self.ended = true,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => self.failure = Some(error),
            }
        }
        filled
    }
}

/// Past the last record that surely ends in `text`, whose first byte starts a record.
fn last_end(text: &[u8], delimiter: u8) -> Option<usize> {
    let mut start = 0;
    loop {
        let rest = &text[start..];
        let quote = memchr(b'"', rest);
        let plain = &rest[..quote.unwrap_or(rest.len())];
        let line = start + line_end(plain, quote.is_none());
        if quote.is_none() {
            return (line > 0).then_some(line);
        }
        match record_end(&text[line..], delimiter) {
            Some(length) => start = line + length,
            None => return (line > 0).then_some(line),
        }
    }
}

/// Past the last line end of a text without quotes; 0 without one. A CR that ends all there is may yet be half of one.
fn line_end(plain: &[u8], at_the_edge: bool) -> usize {
    let sure = match plain {
        [sure @ .., b'\r'] if at_the_edge => sure,
        _ => plain,
    };
    memrchr2(b'\n', b'\r', sure).map_or(0, |at| at + 1)
}

/// Length of the record that starts here, with its line end; `None` where that is not in sight.
fn record_end(text: &[u8], delimiter: u8) -> Option<usize> {
    let (mut quoted, mut at_start, mut after_quote) = (false, true, false);
    for (at, &byte) in text.iter().enumerate() {
        if quoted {
            quoted = byte != b'"';
            after_quote = !quoted;
            continue;
        }
        match byte {
            b'"' if at_start || after_quote => quoted = true,
            b'\n' => return Some(at + 1),
            b'\r' => return text.get(at + 1).map(|next| at + 1 + usize::from(*next == b'\n')),
            _ => {}
        }
        at_start = byte == delimiter;
        after_quote = false;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_end_where_records_end_and_lose_nothing() {
        let text = "a,b\r\n\"x\r\ny\n\",1\n2,\"q\"\"\n\"\r3,st\"ray\n4,\"\"\"\"\n\"a\"b\"\n,c\n5,6";
        let ends = [5, 15, 24, 33, 40, 46, 49, 52];
        for size in 1..text.len() + 3 {
            let mut blocks = Blocks::new(text.as_bytes(), b',', size);
            let (mut block, mut whole) = (Vec::new(), Vec::new());
            loop {
                blocks.next(&mut block).expect("a slice can be read");
                if block.is_empty() {
                    break;
                }
                whole.extend_from_slice(&block);
                assert!(ends.contains(&whole.len()), "blocks of {size} end at {}", whole.len());
            }
            assert_eq!(whole, text.as_bytes());
            assert!(blocks.is_over());
        }
    }
}
