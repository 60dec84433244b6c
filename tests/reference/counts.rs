//! The books and the counts: every row of a file in one list, then one rule after the other over that list.

use crate::rows::{Header, Row, What};
use crate::text::{Fault, Text};
use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use staffplan::input::HistorySource;
use std::collections::BTreeMap;

/// What a file comes to.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    pub(crate) refusal: Option<Fault>,
    pub(crate) rejected: Vec<Fault>,
    pub(crate) accepted: usize,
    pub(crate) skipped: usize,
    pub(crate) first: Option<NaiveDateTime>,
    pub(crate) last: Option<NaiveDateTime>,
    /// By lower-case name.
    pub(crate) channels: BTreeMap<String, Channel>,
}

#[derive(Debug, Default)]
pub(crate) struct Channel {
    /// Its name as it first stands in a sound row.
    pub(crate) name: String,
    pub(crate) grid: u32,
    pub(crate) slots: BTreeMap<(NaiveDate, u32), Sums>,
    /// Of these, the second pass of an hour that came twice.
    pub(crate) second: BTreeMap<(NaiveDate, u32), Sums>,
    pub(crate) whole: Sums,
    pub(crate) first: Option<NaiveDateTime>,
    pub(crate) last: Option<NaiveDateTime>,
}

#[derive(Debug, Default, Clone, PartialEq)]
pub(crate) struct Sums {
    pub(crate) rows: f64,
    pub(crate) offered: f64,
    pub(crate) abandoned: f64,
    pub(crate) handled: f64,
    pub(crate) handle_seconds: f64,
    pub(crate) handle_squares: f64,
    pub(crate) waits: f64,
    pub(crate) wait_seconds: f64,
    pub(crate) answered_waits: f64,
    pub(crate) answered_wait_seconds: f64,
    pub(crate) answered_within: f64,
    pub(crate) abandoned_within: f64,
    pub(crate) scores: u64,
    pub(crate) score_sum: f64,
    pub(crate) satisfied: u64,
    pub(crate) answers: u64,
    pub(crate) resolved: u64,
}

/// Reads a file.
pub(crate) fn read(stored: &[u8], source: &HistorySource, within: f64) -> Reading {
    let text = Text::of(stored, source.encoding.as_deref());
    let mut reading = Reading::default();
    if source.encoding.is_none() && !is_utf16(stored) && text.is_binary() {
        reading.refusal = Some(Fault { line: 1, column: 1, code: "E406" });
        return reading;
    }
    let mut rows = Vec::new();
    let read = take(&text, source, &mut reading, &mut rows);
    if let Err(refusal) = read {
        reading.refusal = Some(refusal);
        return reading;
    }
    let mut names = BTreeMap::new();
    for row in &rows {
        names.entry(row.channel.trim().to_lowercase()).or_insert_with(|| row.channel.clone());
    }
    let is_log = rows.first().is_none_or(|row: &Row| matches!(row.what, What::Contact { .. }));
    let grids = if is_log { BTreeMap::new() } else { settle(&mut rows, source, &mut reading) };
    reading.rejected.sort_unstable();
    for row in &rows {
        reading.accepted += 1;
        stretch(&mut reading.first, &mut reading.last, row.moment.local);
    }
    let used: Vec<&Row> = rows.iter().filter(|row| row.moment.local.date() <= source.as_of).collect();
    reading.refusal = span(&used).or_else(|| emptiness(&reading));
    for row in used {
        let name = row.channel.trim().to_lowercase();
        let grid = grids.get(&name).copied().unwrap_or(u32::from(source.grid.minutes()));
        let channel = reading.channels.entry(name).or_insert_with(|| Channel {
            name: names[&row.channel.trim().to_lowercase()].clone(),
            grid,
            ..Channel::default()
        });
        channel.count(row, within);
    }
    reading
}

fn is_utf16(stored: &[u8]) -> bool {
    stored.starts_with(b"\xFF\xFE") || stored.starts_with(b"\xFE\xFF")
}

/// Takes record after record, up to what refuses the file.
fn take(
    text: &Text,
    source: &HistorySource,
    reading: &mut Reading,
    rows: &mut Vec<Row>,
) -> Result<(), Fault> {
    let delimiter = u8::try_from(source.delimiter.unwrap_or(',')).unwrap();
    let mut header = None;
    let mut offset = 0;
    while offset < text.bytes.len() {
        let (record, next) = text.record(offset, delimiter)?;
        offset = next;
        match (record, &header) {
            (None, _) => reading.skipped += 1,
            (Some(record), None) => header = Some(Header::of(text, &record, delimiter, source)?),
            (Some(record), Some(header)) => match header.row(text, &record, source) {
                Ok(Some(row)) => rows.push(row),
                Ok(None) => reading.skipped += 1,
                Err(fault) => reading.rejected.push(fault),
            },
        }
    }
    if header.is_none() { Err(Fault { line: 1, column: 1, code: "E407" }) } else { Ok(()) }
}

fn stretch(first: &mut Option<NaiveDateTime>, last: &mut Option<NaiveDateTime>, local: NaiveDateTime) {
    *first = Some(first.map_or(local, |first| first.min(local)));
    *last = Some(last.map_or(local, |last| last.max(local)));
}

fn minute(row: &Row) -> u32 {
    row.moment.local.hour() * 60 + row.moment.local.minute()
}

fn is_on(row: &Row, grid: u32) -> bool {
    row.moment.local.second() == 0 && row.moment.local.nanosecond() == 0 && minute(row).is_multiple_of(grid)
}

/// The coarsest grid on which 99 of 100 rows start that start on any.
fn grid_of<'a>(rows: impl Iterator<Item = &'a Row> + Clone) -> Option<u32> {
    let on = |grid: u32| rows.clone().filter(|row| is_on(row, grid)).count();
    let finest = on(5);
    [1440, 60, 30, 20, 15, 10, 5].into_iter().find(|grid| finest > 0 && on(*grid) * 100 >= finest * 99)
}

/// Sets aside intervals off their channel's grid and those that stand twice; gives the grids.
fn settle(rows: &mut Vec<Row>, source: &HistorySource, reading: &mut Reading) -> BTreeMap<String, u32> {
    let name = |row: &Row| row.channel.trim().to_lowercase();
    let mut grids = BTreeMap::new();
    for row in rows.iter() {
        let own = || rows.iter().filter(|other| name(other) == name(row));
        grids.entry(name(row)).or_insert_with(|| {
            let grid = if own().count() >= 30 { grid_of(own()) } else { grid_of(rows.iter()) };
            grid.unwrap_or(u32::from(source.grid.minutes()))
        });
    }
    let mut met = std::collections::BTreeSet::new();
    rows.retain(|row| {
        let code = if !is_on(row, grids[&name(row)]) {
            "E434"
        } else if !met.insert((name(row), row.moment.instant)) {
            "E435"
        } else {
            return true;
        };
        reading.rejected.push(Fault { code, ..row.at });
        false
    });
    grids
}

/// More than 50 years from the first row to the last: the later of the two in the file is named. Of rows at the same time
/// the first in the file counts as the first and the last as the last.
fn span(used: &[&Row]) -> Option<Fault> {
    let local = |row: &&&Row| row.moment.local;
    let first = used.iter().min_by_key(local)?;
    let last = used.iter().max_by_key(local)?;
    let years = last.moment.local.year() - first.moment.local.year();
    (years > 50).then(|| Fault { code: "E441", ..first.at.max(last.at) })
}

fn emptiness(reading: &Reading) -> Option<Fault> {
    if reading.accepted > 0 {
        return None;
    }
    Some(match reading.rejected.first() {
        Some(first) => Fault { code: "E440", ..*first },
        None => Fault { line: 1, column: 1, code: "E408" },
    })
}

impl Channel {
    fn count(&mut self, row: &Row, within: f64) {
        stretch(&mut self.first, &mut self.last, row.moment.local);
        let slot = (row.moment.local.date(), minute(row) / self.grid);
        self.slots.entry(slot).or_default().add(&row.what, within);
        self.whole.add(&row.what, within);
        if row.moment.is_second_pass {
            self.second.entry(slot).or_default().add(&row.what, within);
        }
    }
}

impl Sums {
    fn add(&mut self, what: &What, within: f64) {
        self.rows += 1.0;
        match *what {
            What::Interval { offered, abandoned, aht } => {
                self.offered += offered;
                self.abandoned += abandoned;
                if let Some(aht) = aht {
                    self.handled += offered - abandoned;
                    self.handle_seconds += (offered - abandoned) * aht;
                }
            }
            What::Contact { wait, handle, abandoned, score, resolved } => {
                self.offered += 1.0;
                self.abandoned += f64::from(u8::from(abandoned));
                if let Some(handle) = handle {
                    self.handled += 1.0;
                    self.handle_seconds += handle;
                    self.handle_squares += handle * handle;
                }
                if let Some(wait) = wait {
                    self.wait(wait, abandoned, within);
                }
                if let Some(score) = score {
                    self.scores += 1;
                    self.score_sum += score;
                    self.satisfied += u64::from(score >= 4.0);
                }
                if let Some(resolved) = resolved {
                    self.answers += 1;
                    self.resolved += u64::from(resolved);
                }
            }
        }
    }

    fn wait(&mut self, wait: f64, abandoned: bool, within: f64) {
        self.waits += 1.0;
        self.wait_seconds += wait;
        let in_time = f64::from(u8::from(wait <= within));
        if abandoned {
            self.abandoned_within += in_time;
        } else {
            self.answered_waits += 1.0;
            self.answered_wait_seconds += wait;
            self.answered_within += in_time;
        }
    }
}
