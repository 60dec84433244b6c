//! The checks of the fuzz target on files of a folder changed at random, without guidance and therefore fast.
//!
//! `blind FOLDER EXECUTIONS SEED`: the folder is the corpus that the guided run has grown. A failure panics with the
//! bytes; the same seed does the same again.

#[path = "../../fuzz_targets/check.rs"]
mod check;

use std::time::{Duration, Instant};

/// Bytes that matter to a reader of CSV.
const PIECES: [&[u8]; 26] = [
    b"\"", b",", b"\n", b"\r", b"\r\n", b"\0", b"\xFF", b"\xE5", b"\xEF\xBB\xBF", b" ", b";", b"\t", b"-", b"e", b"9999", b".",
    b":", b"+25:00", b"T24", b"\x1F\x8B", b"\x28\xB5\x2F\xFD", b"\xFF\xFE", b"\x1B[31m", b"60", b"phone", b"2025-03-30T02:30:00",
];
/// A file that takes longer hangs.
const SLOW: Duration = Duration::from_secs(5);

/// The generator splitmix64.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("below a usize")
    }
}

fn change(bytes: &mut Vec<u8>, others: &[Vec<u8>], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    let length = 1 + chance.below(24);
    let end = (at + length).min(bytes.len());
    match chance.below(8) {
        0..=2 => {
            let piece = PIECES[chance.below(PIECES.len())];
            bytes.splice(at..at, piece.iter().copied());
        }
        3 => drop(bytes.drain(at..end)),
        4 => {
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        5 => {
            let other = &others[chance.below(others.len())];
            let from = chance.below(other.len() + 1);
            let piece = other[from..(from + 8 * length).min(other.len())].to_vec();
            bytes.splice(at..at, piece);
        }
        6 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte = u8::try_from(chance.below(256)).expect("a byte");
            }
        }
        _ => bytes.truncate(at.max(4)),
    }
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, folder, executions, seed] = arguments.as_slice() else { panic!("blind FOLDER EXECUTIONS SEED") };
    let (executions, seed): (u64, u64) = (executions.parse().expect("a number"), seed.parse().expect("a number"));
    let files = std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = files.collect();
    paths.sort();
    let corpus: Vec<Vec<u8>> = paths.iter().map(|path| std::fs::read(path).expect("a file")).collect();
    let (mut chance, start) = (Chance(seed), Instant::now());
    for execution in 1..=executions {
        let mut bytes = corpus[chance.below(corpus.len())].clone();
        for _ in 0..=chance.below(5) {
            change(&mut bytes, &corpus, &mut chance);
        }
        bytes.truncate(4096);
        let began = Instant::now();
        let checked = std::panic::catch_unwind(|| check::check(&bytes));
        assert!(checked.is_ok(), "execution {execution} fails on {}", bytes.escape_ascii());
        assert!(began.elapsed() < SLOW, "execution {execution} is slow on {}", bytes.escape_ascii());
        if execution % 500_000 == 0 {
            println!("{execution} executions in {:.0} s", start.elapsed().as_secs_f64());
        }
    }
    println!("{executions} executions of {} files in {:.0} s, none fails", corpus.len(), start.elapsed().as_secs_f64());
}
