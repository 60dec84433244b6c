//! Numbers of channels by the bytes of their names.

use super::lanes;
use std::collections::HashMap;

/// Names kept at hand.
const AT_HAND: usize = 64;

/// Numbers of names met; names of up to seven bytes are found without hashing.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Names {
    at_hand: Vec<Option<Short>>,
    all: HashMap<Box<[u8]>, usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Short {
    word: u64,
    length: usize,
    number: usize,
}

impl Names {
    /// No names yet.
    pub(in crate::input::history) fn new() -> Self {
        Self { at_hand: vec![None; AT_HAND], all: HashMap::new() }
    }

    /// The number of a name.
    pub(in crate::input::history) fn find(&self, name: &[u8]) -> Option<usize> {
        self.all.get(name).copied()
    }

    /// The number of the name that stands before the first `stop` (or the end), and its length.
    #[inline(always)]
    pub(in crate::input::history) fn leading(&self, text: &[u8], stop: u8) -> Option<(usize, usize)> {
        if let Some(eight) = text.first_chunk::<8>() {
            let word = u64::from_le_bytes(*eight);
            let length = lanes::first(word, stop);
            if length < 8 {
                let word = word & ((1 << (8 * length)) - 1);
                if let Some(short) = self.at_hand[place(word)]
                    && (short.word, short.length) == (word, length)
                {
                    return Some((short.number, length));
                }
            }
        }
        self.longer(text, stop)
    }

    #[inline(never)]
    fn longer(&self, text: &[u8], stop: u8) -> Option<(usize, usize)> {
        let length = memchr::memchr(stop, text).unwrap_or(text.len());
        self.find(&text[..length]).map(|number| (number, length))
    }

    /// Gives a name a number. Names with a quote are not taken: a field may hold them only within quotes.
    pub(in crate::input::history) fn add(&mut self, name: &str, number: usize) {
        let bytes = name.as_bytes();
        if bytes.contains(&b'"') {
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
