//! A history as CSV: a row a channel, or the counts of every interval in the form of an interval history.

use crate::calendar::Grid;
use crate::engine::history::{ChannelPicture, IntervalCount};
use crate::report::history::History;
use crate::report::write::escape::shown_csv;
use ::csv::WriterBuilder;
use chrono::NaiveDateTime;

/// The columns of a row a channel: the keys of the JSON.
const CHANNELS: [&str; 9] = [
    "channel",
    "contacts",
    "first",
    "last",
    "aht_seconds",
    "aht_cv",
    "wait_seconds",
    "p_abandon",
    "service_level",
];
/// The least mean handle time that a history may have, in seconds: the number of the reader (`input::history`), which no
/// report knows; `tests/cli_history.rs` reads back what is written.
const AHT_LEAST: f64 = 0.001;

/// A row a channel, or the intervals where they were asked for.
#[must_use]
pub fn history_csv(history: &History<'_>) -> String {
    match history.intervals {
        Some((counts, grid)) => intervals_csv(history, counts, grid),
        None => written(
            CHANNELS.into_iter().chain(["csat"]).map(str::to_owned).collect(),
            history.picture.channels.iter().map(row),
        ),
    }
}

fn row(channel: &ChannelPicture) -> Vec<String> {
    let figure = |value: Option<f64>| value.map(plain).unwrap_or_default();
    vec![
        shown_csv(&channel.channel).into_owned(),
        plain(channel.contacts),
        local(channel.first),
        local(channel.last),
        figure(channel.handle.map(|handle| handle.mean)),
        figure(channel.handle.and_then(|handle| handle.cv)),
        figure(channel.waits.map(|waits| waits.mean)),
        figure(channel.p_abandon),
        figure(channel.service_level),
        figure(channel.satisfaction.map(|scores| scores.share)),
    ]
}

/// Interval counts that are read as a history again: `aht_seconds` and `abandoned` only where some channel knows them.
///
/// Mean handle times have the digits that give the same number. They stand for every answered contact of their interval, so
/// the sums read again are those of the files only where each of these had a time. An interval whose answered contacts all
/// lack one has the mean of its channel, without which it could not be read; a mean below 0.001 s, the least that is read, is
/// written as that. In a channel that does not say who gave up, beside others that do, nobody has. Names that a
/// spreadsheet would run are written with a `'` before, and read again so.
#[must_use]
pub fn intervals_csv(history: &History<'_>, counts: &[IntervalCount], grid: Grid) -> String {
    let knows_handling = counts.iter().any(|count| count.handled > 0.0);
    let knows_abandonment = history.picture.channels.iter().any(|channel| channel.p_abandon.is_some());
    let mut head = vec!["interval_start", "channel", "offered"];
    head.extend(knows_handling.then_some("aht_seconds"));
    head.extend(knows_abandonment.then_some("abandoned"));
    let names: Vec<String> =
        history.picture.channels.iter().map(|channel| shown_csv(&channel.channel).into_owned()).collect();
    let rows = counts.iter().map(|count| {
        let name = names.get(count.channel).cloned().unwrap_or_default();
        let mut row = vec![start((count.start, count.offset), grid), name, plain(count.offered)];
        let of_channel = || history.picture.channels.get(count.channel)?.handle.map(|handle| handle.mean);
        let aht = count.aht().or_else(|| of_channel().filter(|_| count.lacks_time()));
        let aht = aht.map(|aht| plain(aht.max(AHT_LEAST)));
        row.extend(knows_handling.then(|| aht.unwrap_or_default()));
        row.extend(knows_abandonment.then(|| plain(count.abandoned)));
        row
    });
    written(head.into_iter().map(str::to_owned).collect(), rows)
}

/// The day of a daily count; else the local time, with its offset where one was needed.
pub(in crate::report::write) fn start((start, offset): (NaiveDateTime, Option<i32>), grid: Grid) -> String {
    if grid == Grid::DAY {
        return start.format("%Y-%m-%d").to_string();
    }
    let local = start.format("%Y-%m-%dT%H:%M").to_string();
    match offset {
        None => local,
        Some(seconds) => {
            let sign = if seconds < 0 { '-' } else { '+' };
            let minutes = seconds.unsigned_abs() / 60;
            format!("{local}{sign}{:02}:{:02}", minutes / 60, minutes % 60)
        }
    }
}

pub(in crate::report::write) fn written(
    head: Vec<String>,
    rows: impl Iterator<Item = Vec<String>>,
) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    for row in std::iter::once(head).chain(rows) {
        writer.write_record(row).expect("a row written into memory cannot fail");
    }
    let bytes = writer.into_inner().expect("a row written into memory cannot fail");
    String::from_utf8(bytes).expect("rows are made of strings")
}

fn local(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The shortest digits that read back as the same number.
pub(in crate::report::write) fn plain(value: f64) -> String {
    if value == 0.0 { "0".into() } else { value.to_string() }
}
