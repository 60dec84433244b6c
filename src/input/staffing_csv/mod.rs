//! Demand by interval: contacts that wait now (`live`) and contacts that are worked off a backlog (`deferred`).

mod course;
mod grid;
mod rows;

pub use course::course_flaws;

use super::batch_csv::{SHOWN, TableText, unknown_column};
use super::history::{At, Clock};
use super::table_csv::{Store, Table, Taken, TextForm, as_flags};
use super::typed::Zone;
use super::{Diagnostic, InputFile, Severity};
use crate::model::question::{DeferredInterval, Intervals, LiveInterval, WrittenTable};
use grid::{Grids, Timed};
use rows::{Channels, Row};

/// A table of demand, and what is said of it beside it.
pub struct StaffingText<'a> {
    /// The table.
    pub table: TableText<'a>,
    /// Zone of its local times.
    pub zone: Zone,
    /// Forms of its timestamps; empty: ISO 8601.
    pub timestamp_formats: &'a [String],
    /// The channel of a table without a column of channels.
    pub channel: Option<&'a str>,
    /// Length of every interval, seconds, where it was said.
    pub interval: Option<f64>,
}

/// What a table of demand holds.
#[derive(Debug, Clone, PartialEq)]
pub struct StaffingRead<T> {
    /// The table to the letter.
    pub written: WrittenTable,
    /// Its demand.
    pub demand: Intervals<T>,
    /// The account of the file.
    pub file: InputFile,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the file as a whole cannot be used, whatever its good rows.
    pub refused: bool,
    /// Where each row stands.
    places: Vec<At>,
}

const LIVE: [(&str, bool); 6] = [
    ("interval_start", true),
    ("channel", false),
    ("offered", true),
    ("aht_seconds", true),
    ("agents", false),
    ("patience_seconds", false),
];
const DEFERRED: [(&str, bool); 4] =
    [("interval_start", true), ("channel", false), ("offered", true), ("capacity", true)];
/// Columns of an earlier answer, which this one replaces.
const ANSWERED: [&str; 16] = [
    "agents",
    "rostered",
    "service_level",
    "asa_seconds",
    "p_wait",
    "p_abandon",
    "occupancy",
    "mean_queue",
    "service_level_se",
    "binding",
    "missed",
    "state",
    "within_target",
    "mean_response_seconds",
    "backlog_end",
    "oldest_seconds",
];

/// Reads contacts that wait now.
#[must_use]
pub fn live(text: StaffingText<'_>) -> StaffingRead<LiveInterval> {
    read(text, &LIVE, |row| row.live())
}

/// Reads contacts that are worked off a backlog.
#[must_use]
pub fn deferred(text: StaffingText<'_>) -> StaffingRead<DeferredInterval> {
    read(text, &DEFERRED, |row| row.deferred())
}

fn read<T: Timed>(
    text: StaffingText<'_>,
    ours: &'static [(&'static str, bool)],
    interval: impl Fn(&mut Row<'_>) -> Option<T>,
) -> StaffingRead<T> {
    let StaffingText { table, zone, timestamp_formats, channel, interval: said } = text;
    let clock = Clock::new(zone.0, timestamp_formats);
    let wrong_format = clock.as_ref().err().cloned();
    let clock = clock.ok();
    let mut channels = Channels::new(channel);
    let form = TextForm {
        encoding: table.encoding,
        delimiter: table.delimiter,
        most: Some(SHOWN),
        ..TextForm::default()
    };
    let unknown = unknown_column(table.columns, ours);
    let from = Store::Stream(table.bytes);
    let (written, columns) = (table.written, table.columns);
    let open =
        Table { from, written, form, columns, ours, instead: None, idle: &ANSWERED, notes_extras: false };
    let mut read = open.take(|row, sound| {
        let at = row.cell("interval_start").map_or(row.at(), |cell| cell.at);
        let (made, flaws) = match (sound, &clock) {
            (Ok(()), Some(clock)) => {
                let mut row = Row::of(row, clock, &mut channels);
                let made = interval(&mut row);
                (made, row.into_flaws())
            }
            (Ok(()), None) => (None, Vec::new()),
            (Err(flaw), _) => (None, vec![flaw]),
        };
        Taken { kept: Some((row.fields(), at, made.filter(|_| flaws.is_empty()))), flaws }
    });
    let absent = channels.absent(&read.places);
    if let Some(flaw) = wrong_format.or(unknown).or(absent) {
        read.ledger.refuse(flaw);
    }
    if read.ledger.is_refused() {
        read.rows.clear();
    }
    let (mut fields, mut rows) = (Vec::new(), Vec::new());
    let mut places = Vec::new();
    for (text, at, made) in read.rows {
        fields.push(text);
        places.push(at);
        rows.push(made);
    }
    let grids = Grids::of(&rows, channels.names(), said);
    for (row, flaw) in grids.flaws(&rows, &places) {
        read.ledger.withdraw(flaw);
        rows[row] = None;
    }
    let seconds = match grids.told() {
        Ok(seconds) => seconds,
        Err(flaw) => {
            read.ledger.refuse(flaw);
            Vec::new()
        }
    };
    read.ledger.refuse_if_empty();
    let refused = read.ledger.is_refused();
    let (file, _, found) = read.ledger.close(Severity::Error);
    let named = read.places.iter().filter_map(|(name, place)| Some((*name, (*place)?))).collect();
    let written = WrittenTable { header: read.header, rows: fields, places: named };
    let demand = Intervals { channels: channels.into_names(), seconds, rows };
    StaffingRead { written, demand, file, diagnostics: as_flags(found), refused, places }
}
