//! How fast a log is read with every check on: rows a second of processor time, beside a plain reader on the `csv` crate
//! that checks nothing, and what a second thread gains.
//!
//! `PLAN_HISTORY` may name a log of 10 million rows with the columns below; without it one of a million is made.
#![expect(clippy::print_stdout, reason = "a bench prints its figures")]

use chrono::NaiveDate;
use staffplan::calendar::Grid;
use staffplan::input::history::{Asked, read_asked};
use staffplan::input::{HistorySource, SourceFile};
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::hint::black_box;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

const ROUNDS: u32 = 5;
const ROWS: u64 = 1_000_000;

/// Seconds of processor time of this thread so far where the system tells them, else of the clock.
fn processor(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

/// A log of a year, evenly spread, of four channels.
fn made(folder: &Path) -> PathBuf {
    let mut text = String::from("timestamp,channel,wait_s,handle_s,abandoned,csat\n");
    let mut state = 42_u64;
    let mut next = |most: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % most
    };
    let start = NaiveDate::from_ymd_opt(2025, 1, 1).and_then(|day| day.and_hms_opt(0, 0, 0)).expect("a time");
    for row in 0..ROWS {
        let seconds = i64::try_from(row * 365 * 86_400 / ROWS).expect("a year");
        let time = (start + chrono::TimeDelta::seconds(seconds)).format("%Y-%m-%dT%H:%M:%S");
        let channel = ["phone", "chat", "email", "ticket"][usize::try_from(next(4)).expect("one of four")];
        let abandoned = u64::from(next(20) == 0);
        let score = if next(3) == 0 { (1 + next(5)).to_string() } else { String::new() };
        let (wait, tenth, handle) = (next(120), next(10), (1 - abandoned) * (30 + next(600)));
        writeln!(text, "{time},{channel},{wait}.{tenth},{handle},{abandoned},{score}").expect("memory");
    }
    let path = folder.join("log.csv");
    std::fs::write(&path, text).expect("a temporary file");
    path
}

fn source(path: &Path) -> HistorySource {
    let columns = [("wait_seconds", "wait_s"), ("handle_seconds", "handle_s")];
    HistorySource {
        channel: String::new(),
        files: vec![SourceFile::at(path, "log.csv")],
        encoding: None,
        sheet: None,
        delimiter: None,
        timestamp: Vec::new(),
        timestamp_formats: Vec::new(),
        columns: columns.into_iter().map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).collect(),
        values: BTreeMap::new(),
        skip: BTreeMap::new(),
        timezone: chrono_tz::UTC,
        as_of: NaiveDate::from_ymd_opt(2200, 12, 31).expect("a day"),
        grid: Grid::of_minutes(30).expect("a grid"),
        max_rejected: 0.0,
    }
}

/// Reads with so many threads; gives rows, waits together, processor seconds of this thread and seconds of the clock.
fn ours(path: &Path, threads: usize) -> (u64, f64, f64, f64) {
    let clock = Instant::now();
    let start = processor(clock);
    let asked = Asked { threads: NonZeroUsize::new(threads), ..Asked::default() };
    let seen = black_box(read_asked(&source(path), asked));
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    let waits = seen.channels.iter().map(|channel| channel.totals.wait_seconds).sum();
    (seen.files[0].input.rows_accepted, waits, processor(clock) - start, clock.elapsed().as_secs_f64())
}

/// The same by a reader that checks nothing but numbers.
fn plain(path: &Path) -> (u64, f64, f64) {
    let clock = Instant::now();
    let start = processor(clock);
    let mut reader = csv::Reader::from_path(path).expect("the log");
    let mut record = csv::StringRecord::new();
    let mut groups: HashMap<(String, String), (u64, f64, f64)> = HashMap::new();
    while reader.read_record(&mut record).expect("a record") {
        let half = if &record[0][14..16] < "30" { "00" } else { "30" };
        let key = (format!("{}:{half}", &record[0][..13]), record[1].to_owned());
        let group = groups.entry(key).or_default();
        group.0 += 1;
        group.1 += record[2].parse::<f64>().expect("a wait");
        group.2 += record[3].parse::<f64>().expect("a handle time");
    }
    let sums = groups.values().fold((0, 0.0), |(rows, waits), group| (rows + group.0, waits + group.1));
    (sums.0, sums.1, processor(clock) - start)
}

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = std::env::var_os("PLAN_HISTORY").map_or_else(|| made(folder.path()), PathBuf::from);
    let (mut one, mut two, mut wall, mut reference) = (f64::MAX, f64::MAX, f64::MAX, f64::MAX);
    let mut rows = 0;
    for _ in 0..ROUNDS {
        let (own_rows, own_waits, seconds, clock) = ours(&path, 1);
        let (their_rows, their_waits, theirs) = plain(&path);
        assert_eq!(own_rows, their_rows);
        assert!((own_waits - their_waits).abs() < 1e-6 * their_waits, "{own_waits} and {their_waits}");
        (one, wall, reference) = (one.min(seconds), wall.min(clock), reference.min(theirs));
        two = two.min(ours(&path, 2).3);
        rows = own_rows;
    }
    let speed = |seconds: f64| rows as f64 / seconds / 1e6;
    println!("{rows} rows, best of {ROUNDS}");
    println!("ours, one thread      {one:.3} s of processor, {:.1} M rows/s", speed(one));
    println!("csv crate, unchecked  {reference:.3} s of processor, {:.1} M rows/s", speed(reference));
    println!("ratio                 {:.1}", reference / one);
    println!("two threads           {:.2} times as fast as one by the clock", wall / two);
}
