//! Whatever the bytes, reading ends without a panic and the books balance.

use crate::source::{of_files, written};
use proptest::prelude::*;
use staffplan::input::history::{read, read_channels};
use staffplan::input::{Severity, ValueWord, roster_csv, survey_csv};
use std::collections::BTreeMap;

const LOG: &str = "timestamp,channel,wait_seconds,handle_seconds,abandoned,csat,note\n\
    2025-03-03T09:00:05,phone,12,301,0,5,\"a\"\"b\r\nc\"\n2025-03-03 09:00:41Z,chat,4,410.5,no,4,é\r\n\
    2025-03-30T02:30:00,phone,95,,1,,\n\n2025-03-03T09:02:00+08:00,Phone,3600,540,0,3,客服\r";
const INTERVALS: &str = "interval_start,channel,offered,aht_seconds,abandoned\n2025-03-03T09:00,phone,42,301,1\n\
    2025-03-03T09:30,phone,51,310,2\n2025-03-03,chat,0,,0\n2025-11-02T01:30-04:00,phone,1e2,3e2,1\n";

/// Bytes that matter to a reader of CSV.
const PIECES: [&[u8]; 24] = [
    b"\"",
    b",",
    b"\n",
    b"\r",
    b"\r\n",
    b"\0",
    b"\xFF",
    b"\xE5",
    b"\xEF\xBB\xBF",
    b" ",
    b";",
    b"\t",
    b"-",
    b"e",
    b"9999",
    b".",
    b":",
    b"+25:00",
    b"T24",
    b"\x1F\x8B",
    b"\x28\xB5\x2F\xFD",
    b"\xFF\xFE",
    b"\x1B[31m",
    b"60",
];

#[derive(Debug, Clone)]
enum Change {
    Insert(usize, usize),
    Remove(usize, usize),
    Repeat(usize, usize),
    Cut(usize),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let any = 0..2000_usize;
    let change = prop_oneof![
        4 => (any.clone(), 0..PIECES.len()).prop_map(|(at, piece)| Change::Insert(at, piece)),
        2 => (any.clone(), 1..20_usize).prop_map(|(at, length)| Change::Remove(at, length)),
        1 => (any.clone(), 1..60_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        1 => any.prop_map(Change::Cut),
    ];
    prop::collection::vec(change, 1..6)
}

fn changed(text: &[u8], changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.to_vec();
    for change in changes {
        let place = |at: usize| at % (bytes.len() + 1);
        match *change {
            Change::Insert(at, piece) => {
                let at = place(at);
                bytes.splice(at..at, PIECES[piece].iter().copied());
            }
            Change::Remove(at, length) => {
                let at = place(at);
                let end = (at + length).min(bytes.len());
                bytes.drain(at..end);
            }
            Change::Repeat(at, length) => {
                let at = place(at);
                let piece = bytes[at..(at + length).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            Change::Cut(at) => {
                let at = place(at);
                bytes.truncate(at);
            }
        }
    }
    bytes
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::read::GzEncoder::new(text, flate2::Compression::fast());
    let mut out = Vec::new();
    std::io::Read::read_to_end(&mut encoder, &mut out).unwrap();
    out
}

fn zstd(text: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(text, ruzstd::encoding::CompressionLevel::Fastest)
}

/// Reads bytes in every way and checks what must hold of any reading.
fn holds(bytes: &[u8], encoding: Option<&str>, formats: &[&str]) -> Result<(), TestCaseError> {
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "any.csv", bytes);
    let mut source = of_files(&[&path, &path]);
    source.encoding = encoding.map(str::to_owned);
    source.timestamp_formats = formats.iter().map(|f| (*f).to_owned()).collect();
    source.timezone = chrono_tz::Europe::Berlin;
    source.values = BTreeMap::from([(
        "abandoned".to_owned(),
        BTreeMap::from([("9999".to_owned(), ValueWord::True), ("60".to_owned(), ValueWord::Number(1.0))]),
    )]);
    source.skip = BTreeMap::from([("channel".to_owned(), vec!["chat".to_owned()])]);
    let all = read_channels(&source);
    source.channel = "phone".to_owned();
    let one = read(&source);
    let refused = one.diagnostics.iter().any(|d| d.severity == Severity::Error);
    prop_assert_eq!(one.history.is_none(), refused, "{:?}", one.diagnostics);
    for file in all.files.iter().map(|file| &file.input).chain(&one.files) {
        prop_assert_eq!(file.rows_read, file.rows_accepted + file.rows_rejected);
        prop_assert_eq!(file.sha256.len(), 64);
    }
    if let Some(history) = one.history {
        prop_assert!(history.days.first().is_some_and(Option::is_some));
        prop_assert!(history.days.last().is_some_and(Option::is_some));
        let slots = history.grid.slots();
        for day in history.days.iter().flatten() {
            for series in [&day.offered, &day.handled, &day.handle_seconds, &day.abandoned, &day.wait_seconds]
            {
                prop_assert_eq!(series.len(), slots);
                prop_assert!(series.iter().all(|value| value.is_finite() && *value >= 0.0));
            }
        }
    }
    let survey = survey_csv::read(&path, "any.csv", &BTreeMap::new());
    let roster = roster_csv::read(&path, "any.csv", &BTreeMap::new());
    for file in survey.file.iter().chain(&roster.file) {
        prop_assert_eq!(file.rows_read, file.rows_accepted + file.rows_rejected);
    }
    for found in all.diagnostics.iter().chain(&one.diagnostics).chain(&survey.diagnostics) {
        prop_assert!(!found.message.contains(char::is_control), "{:?}", found.message);
        prop_assert!(staffplan::input::history::CODES.iter().any(|code| code.code == found.code));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_logs_never_panic_and_their_books_balance(changes in changes()) {
        holds(&changed(LOG.as_bytes(), &changes), None, &[])?;
    }

    #[test]
    fn changed_counts_never_panic_and_their_books_balance(changes in changes()) {
        holds(&changed(INTERVALS.as_bytes(), &changes), None, &[])?;
    }

    #[test]
    fn changed_encodings_and_formats_never_panic(changes in changes(), choice in 0..5_usize) {
        let encoding = ["gb18030", "utf-16le", "shift_jis", "big5", "windows-1252"][choice];
        let formats = [&["%Y-%m-%dT%H:%M:%S"][..], &["epoch"], &["%d/%m/%y %H:%M", "%c"], &["%s"], &["%Y-%m-%d %H:%M:%S%z"]];
        holds(&changed(LOG.as_bytes(), &changes), Some(encoding), formats[choice])?;
    }

    #[test]
    fn changed_compressed_files_never_panic(changes in changes(), kind in any::<bool>()) {
        let packed = if kind { gzip(LOG.as_bytes()) } else { zstd(LOG.as_bytes()) };
        holds(&changed(&packed, &changes), None, &[])?;
    }

    #[test]
    fn any_text_is_a_format_or_refused(format in ".{0,12}", text in "[0-9:T/ +.eZ-]{0,30}") {
        holds(format!("timestamp,channel\n{text},phone\n{text},phone\n").as_bytes(), None, &[&format])?;
    }
}
