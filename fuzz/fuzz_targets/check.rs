//! Any bytes are a history or are refused: no panic, the books balance, and nothing said can move a cursor; blocks and
//! threads change nothing.
//!
//! The first four bytes choose the settings, the rest is the file.
use staffplan::calendar::Grid;
use staffplan::input::history::{Asked, read_asked};
use staffplan::input::{Diagnostic, HistorySource, SourceFile, Stored, ValueWord};
use staffplan::units::Seconds;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;

const ENCODINGS: [Option<&str>; 8] =
    [None, None, None, None, Some("gb18030"), Some("utf-16le"), Some("big5"), Some("windows-1252")];
const DELIMITERS: [Option<char>; 4] = [None, None, Some(';'), Some('\t')];
const FORMATS: [&[&str]; 8] = [
    &[],
    &[],
    &[],
    &["epoch"],
    &["%d/%m/%Y %H:%M"],
    &["%Y-%m-%d %H:%M:%S%z", "%d.%m.%y"],
    &["%c"],
    &["%m/%d/%Y %I:%M %p", "%s"],
];
const ZONES: [chrono_tz::Tz; 4] = [
    chrono_tz::Asia::Shanghai,
    chrono_tz::America::New_York,
    chrono_tz::Australia::Lord_Howe,
    chrono_tz::America::Sao_Paulo,
];

fn source(choice: &[u8; 4], file: &[u8]) -> HistorySource {
    let [first, second, third, fourth] = choice.map(usize::from);
    let yes_no = [("HANG", ValueWord::True), ("AGENT", ValueWord::False), ("", ValueWord::Missing)];
    let words = yes_no.into_iter().map(|(word, meaning)| (word.to_owned(), meaning)).collect();
    let text = |text: &str| text.to_owned();
    HistorySource {
        channel: if third & 1 == 0 { String::new() } else { text("phone") },
        files: vec![SourceFile { written: text("fuzz.csv"), stored: Stored::Bytes(file.into()) }],
        encoding: ENCODINGS[first % 8].map(text),
        sheet: None,
        delimiter: DELIMITERS[first / 8 % 4],
        timestamp: if first >= 0xE0 { vec![text("date"), text("time")] } else { Vec::new() },
        timestamp_formats: FORMATS[second % 8].iter().copied().map(text).collect(),
        columns: if third & 2 == 0 {
            BTreeMap::new()
        } else {
            BTreeMap::from([(text("wait_seconds"), text("q_time"))])
        },
        values: if third & 4 == 0 { BTreeMap::new() } else { BTreeMap::from([(text("abandoned"), words)]) },
        skip: if third & 8 == 0 {
            BTreeMap::new()
        } else {
            BTreeMap::from([(text("channel"), vec![text("chat"), text("")])])
        },
        timezone: ZONES[second / 8 % 4],
        as_of: chrono::NaiveDate::from_ymd_opt(if fourth & 1 == 0 { 2200 } else { 2025 }, 3, 9)
            .expect("a day"),
        grid: Grid::of_minutes([5, 15, 30, 60][fourth / 2 % 4]).expect("a grid"),
        max_rejected: [1.0, 0.1, 0.0, 0.5][fourth / 8 % 4],
    }
}

/// Whether a text is fit for a terminal: no control characters, none that turn the direction of text.
fn is_fit(text: &str) -> bool {
    !text.chars().any(|c| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    })
}

fn holds(found: &Diagnostic) {
    assert!(is_fit(&found.message), "{:?}", found.message);
    assert!(found.help.as_deref().is_none_or(is_fit), "{:?}", found.help);
    assert!(found.message.len() < 4096, "a message of {} bytes", found.message.len());
}

/// Reads a file under the settings that its first bytes choose, and checks what must hold of any reading.
pub fn check(data: &[u8]) {
    let Some((choice, file)) = data.split_first_chunk::<4>() else { return };
    let source = source(choice, file);
    let asked = |block, threads| Asked {
        within: Seconds::new(20.0).ok(),
        rejects_kept: 100,
        block,
        threads: NonZeroUsize::new(threads),
        ..Asked::default()
    };
    let seen = read_asked(&source, asked(None, 1));
    // One file in four is read again, in other blocks.
    let block = [Some(1), Some(7), Some(64), Some(997)].get(usize::from(choice[3] >> 4)).copied().flatten();
    if block.is_some() {
        let again = read_asked(&source, asked(block, 2));
        assert!(seen == again, "not the same by blocks of {block:?}:\n{seen:?}\n{again:?}");
    }
    seen.diagnostics.iter().for_each(holds);
    for file in &seen.files {
        let books = &file.input;
        assert_eq!(books.rows_read, books.rows_accepted + books.rows_rejected);
        assert!(file.rejects.iter().all(|reject| is_fit(&reject.message)));
    }
    let accepted: u64 = seen.files.iter().map(|file| file.input.rows_accepted).sum();
    for channel in &seen.channels {
        assert!(is_fit(&channel.channel), "{:?}", channel.channel);
        let slots = channel.grid.slots();
        let mut offered = 0.0;
        for day in channel.days.values() {
            for series in [&day.offered, &day.handled, &day.handle_seconds, &day.abandoned, &day.wait_seconds]
            {
                assert_eq!(series.len(), slots);
                assert!(series.iter().all(|value| value.is_finite() && *value >= 0.0));
            }
            offered += day.offered.iter().sum::<f64>();
        }
        let totals = &channel.totals;
        assert!(
            (offered - totals.offered).abs() <= 1e-6 * offered.max(1.0),
            "{offered} in slots, {totals:?}"
        );
        assert!(
            totals.abandoned <= totals.offered * (1.0 + 1e-9)
                && totals.handled <= totals.offered * (1.0 + 1e-9)
        );
        assert!(channel.days.is_empty() || accepted > 0);
    }
}
