//! The reader of histories agrees with a second one, written plainly and apart from it, on files changed at random.
//!
//! `text`, `clock`, `rows` and `counts` are that second reader: the whole file in memory, one rule of the contract after
//! the other, nothing clever, nothing of the program's own code. `cases` makes files and settings from a number,
//! `compare` holds the two readings against each other. Where a row or a header has several faults, the first of them in
//! the order that the reader documents is the one both must give: quotes, text, number of fields, repeated header, left
//! out, timestamp, channel, then the columns from left to right as the contract lists them.
//!
//! `cargo test` tries a few thousand files; `PLAN_CASES=100000` tries as many, `PLAN_SEED=7` others, and
//! `PLAN_CASE=12345` one alone.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![expect(clippy::float_cmp, reason = "counts of rows are exact")]
#![expect(clippy::print_stdout, reason = "a test says what it met")]

mod cases;
mod chance;
mod clock;
mod compare;
mod counts;
mod rows;
mod text;

use cases::Case;
use std::collections::BTreeMap;

/// Small files tried where nothing else is asked for.
const CASES: u64 = 3_000;
/// Of as many small files, one large one is tried.
const SMALL_FOR_ONE_LARGE: u64 = 300;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// Tries cases and says what they met, so that nobody need believe that faults were among them.
fn agree(numbers: impl Iterator<Item = u64>, make: impl Fn(u64) -> Case) -> BTreeMap<&'static str, u64> {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("case.csv");
    let mut met = BTreeMap::new();
    for number in numbers {
        let case = make(number);
        if let Err(difference) = compare::agrees(&case, &path, &mut met) {
            panic!("case {number} (PLAN_CASE={number}): {difference}\n{case}");
        }
    }
    met
}

#[test]
fn both_readers_agree_on_files_changed_at_random() {
    let seed = number("PLAN_SEED").unwrap_or(0) << 32;
    let range =
        number("PLAN_CASE").map_or(seed..seed + number("PLAN_CASES").unwrap_or(CASES), |one| one..one + 1);
    let whole = range.end - range.start;
    let met = agree(range, Case::small);
    println!("{whole} files: {met:?}");
    if whole >= CASES {
        let codes = [
            "E407", "E408", "E411", "E412", "E413", "E414", "E415", "E416", "E420", "E421", "E422", "E423",
            "E424", "E425", "E426", "E427", "E428", "E429", "E430", "E431", "E432", "E433", "E434", "E435",
            "E436", "E440",
        ];
        let unmet: Vec<_> = codes.into_iter().filter(|code| !met.contains_key(code)).collect();
        assert!(unmet.is_empty(), "no file met {unmet:?}");
        assert!(met["agreed"] * 3 > whole, "most files were refused: {met:?}");
    }
}

#[test]
fn both_readers_agree_on_files_longer_than_a_block() {
    let seed = number("PLAN_SEED").unwrap_or(0) << 32;
    let whole = number("PLAN_CASES").unwrap_or(CASES) / SMALL_FOR_ONE_LARGE;
    let range = number("PLAN_LARGE_CASE").map_or(seed..seed + whole, |one| one..one + 1);
    println!("{whole} large files: {:?}", agree(range, Case::large));
}

#[test]
fn two_files_come_to_the_sum_of_both() {
    let directory = tempfile::tempdir().unwrap();
    let (seed, mut met) = (number("PLAN_SEED").unwrap_or(0) << 32, BTreeMap::new());
    let whole = number("PLAN_CASES").unwrap_or(CASES) / 10;
    for number in number("PLAN_PAIR").map_or(seed..seed + whole, |one| one..one + 1) {
        let cases = Case::two(number);
        if let Err(difference) = compare::sums(&cases, directory.path(), &mut met) {
            panic!("pair {number} (PLAN_PAIR={number}): {difference}\n{}\n{}", cases[0], cases[1]);
        }
    }
    println!("{whole} pairs of files: {met:?}");
    assert!(whole < 100 || met["agreed"] * 2 > whole, "most pairs were refused: {met:?}");
}
