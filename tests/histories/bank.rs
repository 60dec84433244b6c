//! The call-by-call log of a bank, January and February 1999; the figures are those published with the data.

use crate::source::of_files;
use chrono::NaiveDate;
use staffplan::input::history::{read, read_channels};
use staffplan::input::{HistorySource, ValueWord};
use staffplan::model::ChannelCounts;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn log(month: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/anonymous_bank_1999");
    let path = folder.join(format!("1999-{month}.txt"));
    path.exists().then_some(path).or_else(|| {
        println!("skipped: the bank's log is not here");
        None
    })
}

fn source(path: &Path) -> HistorySource {
    let columns = [("wait_seconds", "q_time"), ("handle_seconds", "ser_time"), ("abandoned", "outcome")];
    let outcome = [("HANG", ValueWord::True), ("AGENT", ValueWord::False)];
    let meanings: BTreeMap<_, _> = outcome.into_iter().map(|(word, what)| (word.to_owned(), what)).collect();
    HistorySource {
        channel: "phone".to_owned(),
        delimiter: Some('\t'),
        timestamp: vec!["date".to_owned(), "vru_entry".to_owned()],
        timestamp_formats: vec!["%y%m%d %H:%M:%S".to_owned()],
        columns: columns.into_iter().map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned())).collect(),
        values: BTreeMap::from([("abandoned".to_owned(), meanings)]),
        skip: BTreeMap::from([("outcome".to_owned(), vec!["PHANTOM".to_owned()])]),
        timezone: chrono_tz::Asia::Jerusalem,
        as_of: NaiveDate::from_ymd_opt(1999, 12, 31).unwrap(),
        max_rejected: 0.0,
        ..of_files(&[path])
    }
}

fn counts(path: &Path) -> ChannelCounts {
    let mut seen = read_channels(&source(path));
    assert_eq!(seen.files[0].input.rows_rejected, 0, "{:?}", seen.diagnostics);
    seen.channels.remove(0)
}

fn agree(month: &str, offered: f64, abandoned: f64, aht: f64) {
    let Some(path) = log(month) else { return };
    let totals = counts(&path).totals;
    let rounded = |value: f64| format!("{value:.2}");
    assert_eq!(rounded(totals.offered), rounded(offered));
    assert_eq!(rounded(100.0 * totals.abandoned / totals.offered), rounded(abandoned));
    assert_eq!(rounded(totals.handle_seconds / totals.handled), rounded(aht));
}

#[test]
fn january_gives_the_published_figures() {
    agree("01", 31_359.0, 13.71, 183.45);
}

#[test]
fn february_gives_the_published_figures() {
    agree("02", 33_066.0, 17.86, 176.35);
}

#[test]
fn phantom_calls_are_skipped_and_the_days_without_rows_stay_unknown() {
    let Some(path) = log("01") else { return };
    let seen = read(&source(&path));
    assert_eq!((seen.files[0].rows_read, seen.files[0].rows_skipped), (31_359, 240));
    let history = seen.history.unwrap();
    assert_eq!(history.first, NaiveDate::from_ymd_opt(1999, 1, 1).unwrap());
    assert_eq!(history.days.len(), 31);
    let unknown: Vec<usize> = (0..31).filter(|day| history.days[*day].is_none()).collect();
    assert_eq!(unknown, [10, 11], "the log lacks 11 and 12 January");
    assert!(history.knows_abandonment && history.knows_waits);
}
