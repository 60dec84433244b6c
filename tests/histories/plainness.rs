//! Rows that look plain and are not, wherever they stand: after rows that are, before them, in whatever blocks.

use crate::source::{codes, of_files, written};
use staffplan::input::HistorySource;
use staffplan::input::history::{Asked, HistoriesRead, read_asked};
use std::num::NonZeroUsize;

fn reading(text: &[u8], change: impl Fn(&mut HistorySource)) -> HistoriesRead {
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "log.csv", text);
    let mut source = of_files(&[&path]);
    change(&mut source);
    let seen = |block, threads| {
        read_asked(&source, Asked { block, threads: NonZeroUsize::new(threads), ..Asked::default() })
    };
    let whole = seen(None, 1);
    for (block, threads) in [(None, 2), (None, 8), (Some(1), 1), (Some(100), 3)] {
        assert_eq!(seen(block, threads), whole, "by {threads} threads in blocks of {block:?}");
    }
    whole
}

fn rows(seen: &HistoriesRead) -> (u64, u64) {
    (seen.files[0].input.rows_accepted, seen.files[0].input.rows_rejected)
}

#[test]
fn a_name_with_a_delimiter_needs_its_quotes_in_every_row() {
    let quoted = "2026-01-01T09:00:00,\"a,b\"\n";
    let bare = "2026-01-01T09:00:00,a,b\n";
    for order in [[quoted, bare, bare], [bare, quoted, bare], [bare, bare, quoted]] {
        let seen = reading(format!("timestamp,channel\n{}", order.concat()).as_bytes(), |_| {});
        assert_eq!(rows(&seen), (1, 2), "{order:?}: {:?}", seen.diagnostics);
        assert_eq!(codes(&seen.diagnostics)[..2], ["E421", "E421"]);
    }
}

#[test]
fn a_delimiter_that_is_part_of_times_or_numbers_parts_fields_all_the_same() {
    let rows_of = |delimiter: char, text: &str| {
        rows(&reading(text.as_bytes(), |s| (s.delimiter, s.channel) = (Some(delimiter), "phone".to_owned())))
    };
    assert_eq!(rows_of(' ', "timestamp wait_seconds\n2026-01-01T09:00 4\n2026-01-01 09:01 4\n"), (1, 1));
    assert_eq!(rows_of('.', "timestamp.wait_seconds\n2026-01-01T09:00.4\n2026-01-01T09:00.4.5\n"), (1, 1));
    assert_eq!(rows_of('T', "timesTamp\n2026-01-01T09:00\n"), (0, 0), "the header has no such column");
}

#[test]
fn a_field_beyond_its_limit_refuses_the_file_after_plain_rows_too() {
    let plain = "2026-01-01T09:00:00,x\n".repeat(40);
    let long = format!("2026-01-01T09:00:00,{}\n", "y".repeat(150_000));
    for text in [format!("{long}{plain}"), format!("{plain}{long}"), format!("{plain}{long}{plain}")] {
        let seen = reading(format!("timestamp,note\n{text}").as_bytes(), |s| s.channel = "phone".into());
        assert_eq!(codes(&seen.diagnostics).iter().filter(|code| **code == "E410").count(), 1);
    }
    let huge = format!("timestamp,note\n{plain}2026-01-01T09:00:00,{}\n", "y".repeat(22 << 20));
    let seen = reading(huge.as_bytes(), |s| s.channel = "phone".into());
    let places: Vec<u64> =
        seen.diagnostics.iter().filter(|d| d.code == "E410").map(crate::source::line).collect();
    assert_eq!(places, [42]);
}

#[test]
fn quotes_may_double_a_record_up_to_its_limit() {
    let field = format!("\"{}\"", "\"\"".repeat(120_000));
    let row = format!("2026-01-01T09:00:00{}\n", format!(",{field}").repeat(60));
    let header = format!("timestamp{}\n", (0..60).map(|n| format!(",note{n}")).collect::<String>());
    let plain = format!("2026-01-01T09:00:00{}\n", ",".repeat(60)).repeat(5);
    let seen = reading(format!("{header}{plain}{row}{plain}").as_bytes(), |s| s.channel = "phone".into());
    assert_eq!(rows(&seen), (11, 0), "{:?}", codes(&seen.diagnostics));
}

#[test]
fn the_last_column_may_be_the_channel_whatever_ends_the_line() {
    for end in ["\n", "\r\n", "\r"] {
        let text = format!(
            "wait_seconds,timestamp,channel{end}{}",
            format!("4,2026-01-01T09:00:00,phone{end}").repeat(50)
        );
        let seen = reading(text.as_bytes(), |_| {});
        assert_eq!((rows(&seen), seen.channels.len()), ((50, 0), 1));
        assert_eq!(seen.channels[0].totals.wait_seconds, 200.0);
    }
}

/// Every row looks for a name that never ends, in a block that has grown long: work must not be rows times block.
#[test]
fn rows_without_delimiters_after_a_long_record_end_soon() {
    let long = format!("{},2026-01-01T09:00:00\n", "x".repeat(100_000));
    let text = format!("channel,timestamp\n{long}{}", "x\n".repeat(400_000));
    let directory = tempfile::tempdir().unwrap();
    let path = written(&directory, "log.csv", text.as_bytes());
    let seen = read_asked(&of_files(&[&path]), Asked::default());
    assert_eq!(rows(&seen), (0, 400_001));
}
