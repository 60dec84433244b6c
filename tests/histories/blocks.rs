//! Neither the size of blocks nor the number of threads changes what is read.

use crate::source::{of_files, written};
use staffplan::input::history::{Asked, HistoriesRead, read_asked};
use staffplan::input::{HistorySource, ValueWord};
use staffplan::units::Seconds;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;

/// What is read with blocks of this size by so many threads, and every rejected row that was given away.
fn reading(source: &HistorySource, block: Option<usize>, threads: usize) -> (HistoriesRead, Vec<String>) {
    let mut given = Vec::new();
    let asked = Asked {
        within: Seconds::new(20.0).ok(),
        fingerprint: true,
        rejects_kept: 100,
        rejects: Some(Box::new(|file, reject| given.push(format!("{file} {reject:?}")))),
        block,
        threads: NonZeroUsize::new(threads),
    };
    let seen = read_asked(source, asked);
    (seen, given)
}

fn holds(source: &HistorySource, what: &str) {
    let (whole, given) = reading(source, None, 1);
    let rejected: u64 = whole.files.iter().map(|file| file.input.rows_rejected).sum();
    assert_eq!(given.len() as u64, rejected, "{what}");
    for (block, threads) in [(1, 1), (7, 3), (64, 2), (1000, 4), (4096, 2)] {
        let (cut, taken) = reading(source, Some(block), threads);
        assert_eq!(cut, whole, "{what} in blocks of {block} by {threads} threads");
        assert_eq!(taken, given, "{what} in blocks of {block} by {threads} threads");
    }
}

#[test]
fn the_hostile_files_read_the_same_in_any_blocks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput/csv");
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let mut source = of_files(&[&path]);
        source.timezone = chrono_tz::Europe::Berlin;
        source.max_rejected = 0.1;
        holds(&source, &path.display().to_string());
    }
}

/// A log of every kind of row, good and bad, of some thousand lines.
fn medley() -> String {
    let mut text = "timestamp,channel,wait_seconds,handle_seconds,abandoned,csat,note\r\n".to_owned();
    let rows = [
        "2025-03-DDTHH:MM:05,phone,12.5,301,0,5,\r\n",
        "2025-03-DD HH:MM,chat,4,410.125,no,4,\"a\nb\"\n",
        "2025-03-DDTHH:MM:59,Phone,95,,1,,x\r",
        "\"2025-03-DDTHH:MM:05\",客服,0,30,false,1,é\n",
        "2025-03-DDTHH:MM:05+02:00,phone,1,2,0,,\n",
        "\n",
        "2025-03-DDTHH:61:05,phone,1,2,0,,\n",
        "2025-03-DDTHH:MM:05,phone,-1,2,0,,\n",
        "2025-03-DDTHH:MM:05,ph\"one,1,2,0,,\n",
        "2025-03-DDTHH:MM:05,phone,1e1,2,TRUE,3,\"q\"\"\r\n\"\r\n",
        "2025-03-DDTHH:MM:05,phone,,2,0,,\n",
    ];
    for number in 0..3000_usize {
        let row = rows[number * number % 97 % rows.len()];
        let (day, hour, minute) = (1 + number / 100 % 31, number % 24, number * 7 % 60);
        text += &row
            .replace("DD", &format!("{day:02}"))
            .replace("HH", &format!("{hour:02}"))
            .replace("MM", &format!("{minute:02}"));
    }
    text
}

#[test]
fn a_medley_of_rows_reads_the_same_in_any_blocks_and_from_several_files() {
    let directory = tempfile::tempdir().unwrap();
    let log = written(&directory, "log.csv", medley().as_bytes());
    let half = medley().lines().take(1500).map(|line| format!("{line}\n")).collect::<String>();
    let part = written(&directory, "part.csv", half.as_bytes());
    let mut source = of_files(&[&log]);
    source.timezone = chrono_tz::Europe::Berlin;
    holds(&source, "medley");
    source.files = of_files(&[&log, &part]).files;
    holds(&source, "medley and a part of it");
    source.values = BTreeMap::from([(
        "abandoned".to_owned(),
        BTreeMap::from([("no".to_owned(), ValueWord::False), ("1".to_owned(), ValueWord::False)]),
    )]);
    source.skip = BTreeMap::from([("channel".to_owned(), vec!["chat".to_owned()])]);
    source.encoding = Some("gb18030".to_owned());
    holds(&source, "medley in another encoding, with words and rows left out");
}

#[test]
fn interval_counts_read_the_same_in_any_blocks() {
    let directory = tempfile::tempdir().unwrap();
    let mut text = "interval_start,channel,offered,aht_seconds\n".to_owned();
    for slot in 0..2000_u32 {
        let (day, hour, minute) = (1 + slot / 96 % 28, slot / 4 % 24, slot % 4 * 15);
        let oddity = if slot % 41 == 0 { ":01" } else { "" };
        text += &format!("2025-03-{day:02}T{hour:02}:{minute:02}{oddity},c{},{},300\n", slot % 3, slot % 50);
    }
    let counts = written(&directory, "counts.csv", text.as_bytes());
    holds(&of_files(&[&counts]), "counts");
    holds(&of_files(&[&counts, &counts]), "counts twice");
}
