//! The 149 files of `index.csv`; the three that are large are made here.

use crate::source::{line, of_files};
use flate2::{Compression, write::GzEncoder};
use staffplan::input::history::{HistoriesRead, read_channels};
use staffplan::input::{Diagnostic, Severity};
use std::io::Write;
use std::path::{Path, PathBuf};

#[derive(Debug)]
struct Case {
    file: String,
    zone: String,
    expected: String,
    read: u64,
    accepted: u64,
    rejected: u64,
    skipped: u64,
    lines: String,
    warn: bool,
    alternative: String,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput/csv")
}

fn cases() -> Vec<Case> {
    let mut reader = csv::Reader::from_path(folder().join("index.csv")).unwrap();
    let number = |text: &str| text.parse().unwrap_or(0);
    reader
        .records()
        .map(|record| {
            let record = record.unwrap();
            Case {
                file: record[0].to_owned(),
                zone: record[2].to_owned(),
                expected: record[4].to_owned(),
                read: number(&record[5]),
                accepted: number(&record[6]),
                rejected: number(&record[7]),
                skipped: number(&record[8]),
                lines: record[9].to_owned(),
                warn: &record[10] == "yes",
                alternative: record[12].to_owned(),
            }
        })
        .collect()
}

/// The file of a case; those that are large are written first.
fn path_of(case: &Case, directory: &tempfile::TempDir) -> PathBuf {
    let made = directory.path().join(&case.file);
    let bomb = |content: u8| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..256 {
            encoder.write_all(&vec![content; 1 << 20]).unwrap();
        }
        std::fs::write(&made, encoder.finish().unwrap()).unwrap();
    };
    match case.file.as_str() {
        "bomb_zero_256m.csv.gz" => bomb(0),
        "bomb_one_line_256m.csv.gz" => bomb(b'a'),
        "giant_field_1e6_channel.csv" => {
            let name = "x".repeat(1_000_000);
            let text = format!(
                "timestamp,channel,wait_seconds,handle_seconds,abandoned,csat\n\
                 2025-03-03T09:00:05,phone,12,301,0,5\n2025-03-03T09:00:06,{name},12,301,0,5\n"
            );
            std::fs::write(&made, text).unwrap();
        }
        _ => return folder().join(&case.file),
    }
    made
}

fn errors(found: &[Diagnostic]) -> Vec<&Diagnostic> {
    found.iter().filter(|d| d.severity == Severity::Error).collect()
}

/// Why a reading is not what `expected` says; empty where it is.
fn differences(case: &Case, expected: &str, seen: &HistoriesRead) -> Vec<String> {
    let mut out = Vec::new();
    let file = &seen.files[0].input;
    let refusals = errors(&seen.diagnostics);
    let mut demand = |holds: bool, what: String| {
        if !holds {
            out.push(what)
        }
    };
    demand(file.rows_read == file.rows_accepted + file.rows_rejected, "books".to_owned());
    if expected == "reject-file" {
        demand(refusals.len() == 1, format!("{} refusals", refusals.len()));
        let place = refusals.first().map(|d| line(d).to_string()).unwrap_or_default();
        demand(place == case.lines || case.lines.is_empty(), format!("refused on line {place}"));
        return out;
    }
    demand(refusals.is_empty() || file.rows_accepted == 0, format!("refused: {refusals:?}"));
    let rejects: Vec<&Diagnostic> =
        seen.diagnostics.iter().filter(|d| d.code.starts_with("E42") || d.code.starts_with("E43")).collect();
    let books = (file.rows_read, file.rows_accepted, file.rows_rejected, file.rows_skipped);
    if expected == case.expected {
        let wanted = (case.read, case.accepted, case.rejected, case.skipped);
        demand(books == wanted, format!("books {books:?}, not {wanted:?}"));
        let lines: Vec<String> = rejects.iter().map(|d| line(d).to_string()).collect();
        let lines = lines.join(";");
        let cut = case.lines.trim_end_matches("...").len().min(lines.len());
        demand(case.lines.starts_with(&lines[..cut]), lines);
    }
    if let Some(number) = expected.strip_prefix("reject-rows:") {
        demand(number == file.rows_rejected.to_string(), format!("{} rejected", file.rows_rejected));
    } else {
        demand(file.rows_rejected == 0, format!("{} rejected", file.rows_rejected));
    }
    let warned = seen.diagnostics.iter().any(|d| d.severity < Severity::Error && d.code.starts_with('W'));
    demand(warned || !case.warn, "no warning".to_owned());
    let doubted = seen.diagnostics.iter().any(|d| d.severity == Severity::Warning && d.code.starts_with('W'));
    demand(!doubted || case.warn || expected != "accept", format!("needless: {:?}", seen.diagnostics));
    out
}

fn reading(case: &Case, directory: &tempfile::TempDir) -> HistoriesRead {
    let path = path_of(case, directory);
    let mut source = of_files(&[&path]);
    source.timezone = case.zone.parse().unwrap();
    read_channels(&source)
}

#[test]
fn every_file_of_the_index_ends_as_it_says() {
    let directory = tempfile::tempdir().unwrap();
    let cases = cases();
    assert_eq!(cases.len(), 149);
    let mut failures = Vec::new();
    let mut by_alternative = Vec::new();
    for case in &cases {
        let seen = reading(case, &directory);
        let first = differences(case, &case.expected, &seen);
        let alternative = case.alternative.split_whitespace().next().unwrap_or("");
        if first.is_empty() {
            continue;
        }
        let second = differences(case, alternative, &seen);
        if alternative.is_empty() || !second.is_empty() {
            failures.push(format!("{}: {first:?} / {second:?}\n  {:?}", case.file, seen.diagnostics));
        } else {
            by_alternative.push(format!("{} ({})", case.file, case.alternative));
        }
    }
    println!("by the alternative: {}", by_alternative.join(", "));
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

#[test]
fn no_message_holds_a_character_that_moves_the_cursor() {
    let directory = tempfile::tempdir().unwrap();
    for case in cases() {
        for found in reading(&case, &directory).diagnostics {
            let text = format!("{}{}", found.message, found.help.clone().unwrap_or_default());
            let unsafe_char = |c: char| c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{200B}');
            assert!(!text.contains(unsafe_char), "{}: {text:?}", case.file);
            assert!(text.len() < 2048, "{}: {} bytes", case.file, text.len());
        }
    }
}

#[test]
fn messages_say_what_the_index_asks_of_them() {
    let directory = tempfile::tempdir().unwrap();
    let cases = cases();
    let told = |name: &str| -> String {
        let case = cases.iter().find(|case| case.file == name).unwrap();
        let found = reading(case, &directory).diagnostics;
        found.iter().map(|d| format!("{} {} {:?}\n", d.code, d.message, d.help)).collect()
    };
    assert!(told("runaway_quote_pair.csv").contains("lines 3-5"));
    assert!(told("delim_semicolon.csv").contains("delimiter = \\\";\\\""));
    assert!(told("hdr_typo.csv").contains("is `handle_seconds` meant?"));
    assert!(told("enc_gbk_rows.csv").contains("gb18030"));
    let flood = told("rows_error_flood.csv");
    assert_eq!(flood.lines().count(), 26);
    assert!(flood.contains("2,000 of 2,001 rows rejected, the first 25 shown: E424 2,000"), "{flood}");
}
