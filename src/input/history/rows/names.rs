//! Numbers of channels by the bytes of their names.

use super::lanes;
use std::collections::HashMap;

/// Names kept at hand.
const AT_HAND: usize = 64;
/// Bytes that are looked at for the end of a name: more than any name has, with spaces around it.
const LONGEST: usize = 512;

/// Numbers of names met; names of up to seven bytes are found without hashing.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Names {
    at_hand: Vec<Option<Short>>,
    all: HashMap<Box<[u8]>, usize>,
    delimiter: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short {
    word: u64,
    length: usize,
    number: usize,
}

impl Names {
    /// No names yet, in a text with this delimiter.
    pub(in crate::input::history) fn new(delimiter: u8) -> Self {
        Self { at_hand: vec![None; AT_HAND], all: HashMap::new(), delimiter }
    }

    /// The number of a name.
    pub(in crate::input::history) fn find(&self, name: &[u8]) -> Option<usize> {
        self.all.get(name).copied()
    }

    /// The number of the name that stands before the delimiter, or in a last field before the line end, and its length.
    #[inline(always)]
    pub(in crate::input::history) fn leading(&self, text: &[u8], last: bool) -> Option<(usize, usize)> {
        let stops = if last { [b'\n', b'\r'] } else { [self.delimiter; 2] };
        if let Some(eight) = text.first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let length = lanes::first(word, stops[0]).min(lanes::first(word, stops[1]));
            if length < 8 {
                let word = word & ((1 << (8 * length)) - 1);
                if let Some(short) = self.at_hand[place(word)]
                    && (short.word, short.length) == (word, length)
                {
                    return Some((short.number, length));
                }
            }
        }
        self.longer(text, stops)
    }

    #[inline(never)]
    fn longer(&self, text: &[u8], stops: [u8; 2]) -> Option<(usize, usize)> {
        let near = &text[..text.len().min(LONGEST)];
        let length = memchr::memchr2(stops[0], stops[1], near).unwrap_or(near.len());
        self.find(&near[..length]).map(|number| (number, length))
    }

    /// Gives a name a number. Names with a quote or a delimiter are not taken: they must stand within quotes.
    pub(in crate::input::history) fn add(&mut self, name: &str, number: usize) {
        let bytes = name.as_bytes();
        if bytes.contains(&b'"') || bytes.contains(&self.delimiter) {
            return;
        }
        if bytes.len() < 8 {
            let word = bytes.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte));
            self.at_hand[place(word)] = Some(Short { word, length: bytes.len(), number });
        }
        self.all.insert(bytes.into(), number);
    }
}

/// Where a name is kept at hand: the top six bits of its product with 2^64 divided by the golden ratio.
#[inline]
const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
}
