//! The tables of a history.

use super::History;
use crate::engine::history::ChannelPicture;
use crate::model::{FileRead, HistoryKind};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{duration, number};
use chrono::{NaiveDate, NaiveDateTime, Timelike};

/// Rows of a table that people read; the other forms hold all.
pub(super) const ROWS: usize = 40;

const NO_WAITS: &str = "the rows do not say how long contacts waited";
const NOBODY_GAVE_UP: &str = "the files do not say who gave up";
const NO_HANDLE: &str = "the rows do not say how long contacts took";
const NO_SPREAD: &str = "one contact has no spread, and interval counts hold means alone";

impl History<'_> {
    pub(super) fn file_table(&self) -> Table {
        let columns = vec![
            Column::words("file"),
            Column::labels("kind"),
            Column::figures("rows", "read"),
            Column::figures("rows", "accepted"),
            Column::figures("rows", "rejected"),
            Column::figures("lines", "skipped").spare(1),
            Column::labels("from").spare(3),
            Column::labels("to").spare(3),
            Column::labels("encoding").spare(4),
            Column::labels("delimiter").spare(4),
        ];
        let mut table = Table::new("Files", columns);
        table.rows = self.files.iter().take(ROWS).map(file_row).collect();
        cut(&mut table, self.files.len());
        table.without_empty_columns()
    }

    pub(super) fn volume_table(&self) -> Table {
        let grids = || self.picture.channels.iter().map(|channel| channel.grid);
        let same = grids().zip(grids().skip(1)).all(|(one, next)| one == next);
        let slot = grids().next().filter(|_| same).map(|grid| format!("{} min", grid.minutes()));
        let columns = vec![
            Column::words("channel"),
            Column::figures("contacts", ""),
            Column::figures("days", "seen"),
            Column::figures("contacts", "a day"),
            Column::figures("busiest", "day"),
            Column::labels("on"),
            Column::figures("busiest", slot.unwrap_or_else(|| "interval".into())).spare(1),
            Column::labels("at").spare(1),
            Column::labels("first row").spare(2),
            Column::labels("last row").spare(3),
        ];
        self.by_channel("Volume", columns, |channel| {
            vec![
                Cell::number(Some(channel.contacts), 0, ""),
                Cell::number(Some(channel.days as f64), 0, ""),
                Cell::number(Some(channel.contacts_a_day()), 1, ""),
                Cell::number(Some(channel.busiest_day.1), 0, ""),
                Cell::text(channel.busiest_day.0.to_string()),
                Cell::number(Some(channel.busiest_slot.1), 0, ""),
                Cell::text(moment(channel.busiest_slot.0)),
                Cell::text(moment(channel.first)),
                Cell::text(moment(channel.last)),
            ]
        })
    }

    pub(super) fn handle_table(&self) -> Table {
        let columns = vec![
            Column::words("channel"),
            Column::figures("handle time", "mean"),
            Column::figures("spread", "SD ÷ mean"),
            Column::figures("half take", "no longer than"),
            Column::figures("nine in ten", "no longer than"),
            Column::figures("contacts", "with a time").spare(1),
        ];
        self.by_channel("Handle time", columns, |channel| {
            let handle = channel.handle;
            let of_log = |value: Option<f64>| {
                Cell::seconds(value, if handle.is_some() { NO_SPREAD } else { NO_HANDLE })
            };
            vec![
                Cell::seconds(handle.map(|handle| handle.mean), NO_HANDLE),
                Cell::number(
                    handle.and_then(|handle| handle.cv),
                    2,
                    if handle.is_some() { NO_SPREAD } else { NO_HANDLE },
                ),
                of_log(handle.and_then(|handle| handle.p50)),
                of_log(handle.and_then(|handle| handle.p90)),
                Cell::number(handle.map(|handle| handle.contacts), 0, NO_HANDLE),
            ]
        })
    }

    pub(super) fn service_table(&self) -> Table {
        let in_time = self.terms.goal.map(|goal| format!("in {}", duration(goal.within.get())));
        let columns = vec![
            Column::words("channel"),
            Column::figures("wait", "mean"),
            Column::figures("half wait", "at most").spare(2),
            Column::figures("nine in ten", "wait at most").spare(1),
            Column::figures("answered", in_time.unwrap_or_else(|| "in time".into())),
            Column::figures("gave up", ""),
        ];
        let goal = self.terms.goal;
        self.by_channel("Service", columns, |channel| {
            let waits = channel.waits;
            let missed =
                goal.zip(channel.service_level).is_some_and(|(goal, level)| level < goal.share.get());
            let level = match channel.service_level {
                Some(level) => Cell::from(Content::Percent(level)).bad_if(missed),
                None if goal.is_some() => Content::Absent(NO_WAITS).into(),
                None => Cell::blank(),
            };
            vec![
                Cell::seconds(waits.map(|waits| waits.mean), NO_WAITS),
                Cell::seconds(waits.and_then(|waits| waits.p50), NO_WAITS),
                Cell::seconds(waits.and_then(|waits| waits.p90), NO_WAITS),
                level,
                channel.p_abandon.map_or(Content::Absent(NOBODY_GAVE_UP), Content::Percent).into(),
            ]
        })
    }

    pub(super) fn satisfaction_table(&self) -> Table {
        const NO_SCORES: &str = "the rows hold no score";
        const NO_ANSWERS: &str = "the rows do not say what was solved the first time";
        let columns = vec![
            Column::words("channel"),
            Column::figures("CSAT", "4 and 5"),
            Column::figures("mean", "score"),
            Column::figures("scores", ""),
            Column::figures("solved", "first time"),
            Column::figures("answers", ""),
        ];
        self.by_channel("Satisfaction", columns, |channel| {
            let scores = channel.satisfaction;
            let share =
                |share: Option<f64>, why| Cell::from(share.map_or(Content::Absent(why), Content::Percent));
            vec![
                share(scores.map(|scores| scores.share), NO_SCORES),
                Cell::number(scores.map(|scores| scores.mean), 2, NO_SCORES),
                Cell::number(scores.map(|scores| scores.scores as f64), 0, NO_SCORES),
                share(channel.resolved.map(|(share, _)| share), NO_ANSWERS),
                Cell::number(channel.resolved.map(|(_, answers)| answers as f64), 0, NO_ANSWERS),
            ]
        })
    }

    fn by_channel(
        &self,
        title: &str,
        columns: Vec<Column>,
        cells: impl Fn(&ChannelPicture) -> Vec<Cell>,
    ) -> Table {
        let mut table = Table::new(title, columns);
        let row = |channel: &ChannelPicture| {
            let name = std::iter::once(Cell::text(channel.channel.clone()));
            name.chain(cells(channel)).collect::<Vec<_>>()
        };
        table.rows = self.picture.channels.iter().take(ROWS).map(row).collect();
        cut(&mut table, self.picture.channels.len());
        let table = table.without_empty_columns();
        if table.columns.len() > 1 { table } else { Table::default() }
    }
}

/// Says how many rows are not shown.
fn cut(table: &mut Table, all: usize) {
    if all > ROWS {
        let all = number(all as f64, 0);
        table.notes.push(format!("the first {ROWS} of {all}; JSON holds all of them"));
    }
}

fn file_row(file: &FileRead) -> Vec<Cell> {
    let input = &file.input;
    let rows = |count: u64| Cell::number(Some(count as f64), 0, "");
    let day = |time: Option<NaiveDateTime>| {
        time.map_or_else(Cell::blank, |time| Cell::text(NaiveDate::from(time).to_string()))
    };
    let kind = match file.kind {
        Some(HistoryKind::Log) => "log",
        Some(HistoryKind::Intervals) => "intervals",
        None => "",
    };
    let delimiter = match file.delimiter {
        None => String::new(),
        Some('\t') => "tab".into(),
        Some(sign) => sign.to_string(),
    };
    vec![
        Cell::text(input.path.clone()),
        Cell::text(kind),
        rows(input.rows_read),
        rows(input.rows_accepted),
        rows(input.rows_rejected),
        if input.rows_skipped > 0 { rows(input.rows_skipped) } else { Cell::blank() },
        day(input.first),
        day(input.last),
        Cell::text(file.encoding),
        Cell::text(delimiter),
    ]
}

/// `2026-10-01 09:30`, with seconds only where there are any.
fn moment(time: NaiveDateTime) -> String {
    time.format(if time.second() > 0 { "%Y-%m-%d %H:%M:%S" } else { "%Y-%m-%d %H:%M" }).to_string()
}
