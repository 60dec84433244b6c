//! Numbers of channels by the bytes of their names.

use std::collections::HashMap;

/// Names kept at hand.
const AT_HAND: usize = 64;

/// Numbers of names met; names of up to eight bytes are found without hashing.
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
    #[inline]
    pub(in crate::input::history) fn find(&self, name: &[u8]) -> Option<usize> {
        let Some(word) = word(name) else { return self.all.get(name).copied() };
        match self.at_hand[place(word)] {
            Some(short) if short.word == word && short.length == name.len() => Some(short.number),
            _ => self.all.get(name).copied(),
        }
    }

    /// Gives a name a number. Names with a quote are not taken: a field may hold them only within quotes.
    pub(in crate::input::history) fn add(&mut self, name: &str, number: usize) {
        let bytes = name.as_bytes();
        if bytes.contains(&b'"') {
            return;
        }
        if let Some(word) = word(bytes) {
            self.at_hand[place(word)] = Some(Short { word, length: bytes.len(), number });
        }
        self.all.insert(bytes.into(), number);
    }
}

/// A name of up to eight bytes as one number.
#[inline]
fn word(name: &[u8]) -> Option<u64> {
    if name.len() > 8 {
        return None;
    }
    Some(name.iter().rev().fold(0, |word, byte| (word << 8) | u64::from(*byte)))
}

/// Where a name is kept at hand: the top six bits of its product with 2^64 divided by the golden ratio.
#[inline]
const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
}
