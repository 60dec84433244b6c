//! A channel's latest history and its forecast, drawn alike.

use crate::calendar::By;
use crate::engine::demand_outlook::{ChannelForecast, ChannelOutlook, DemandOutlook};
use crate::report::history::chart::{Chart, ChartRow, days, months, shade};
use crate::report::table::{Cell, Column, Table};
use crate::report::write::number;
use chrono::{Datelike, NaiveDate};

/// Months of history that are drawn before days to come.
const MONTHS_BEFORE: u32 = 3;

/// Days of a stretch of the chart.
#[derive(Debug, Clone, Copy, Default)]
struct Stretch {
    days: usize,
    contacts: f64,
}

/// One row: its name, whether it is to come, and its stretches by place.
struct Row {
    name: String,
    ahead: bool,
    stretches: Vec<Option<Stretch>>,
}

/// The chart; `None` where nothing arrives.
pub(super) fn course(
    outlook: &DemandOutlook,
    channel: &ChannelOutlook,
    forecast: &ChannelForecast,
) -> Option<Chart> {
    let by_day = outlook.by == By::Day;
    let mut rows: Vec<Row> = Vec::new();
    let tail = channel.history.iter().flat_map(|history| &history.tail);
    let begins = outlook.horizon.first.with_day(1)?.checked_sub_months(chrono::Months::new(MONTHS_BEFORE))?;
    for (date, contacts) in tail.filter(|(date, _)| !by_day || *date >= begins) {
        add(&mut rows, *date, (false, by_day), *contacts);
    }
    for day in &forecast.days {
        add(&mut rows, day.date, (true, by_day), day.open.then_some(day.figure.mean));
    }
    let mean = |stretch: &Stretch| (stretch.days > 0).then(|| stretch.contacts / stretch.days as f64);
    let most =
        rows.iter().flat_map(|row| row.stretches.iter().flatten()).filter_map(mean).fold(0.0, f64::max);
    if most <= 0.0 {
        return None;
    }
    let each = if by_day { "day" } else { "week" };
    let drawn = rows.iter().map(|row| ChartRow {
        name: if row.ahead { format!("{} ahead", row.name) } else { row.name.clone() },
        shades: row.stretches.iter().map(|one| drawn(one.as_ref(), mean, most)).collect(),
        figure: figure(row),
    });
    Some(Chart {
        title: format!("History and forecast of `{}`: contacts of a day, {each} by {each}", channel.channel),
        head: if by_day { days() } else { months() },
        rows: drawn.collect(),
        figure: "a day",
        legend: format!(
            "tenths of the busiest {each}, {} contacts a day; a dash is closed or without rows, a point is none",
            number(most, usize::from(most < 100.0))
        ),
        table: table(channel, &rows),
    })
}

fn drawn(stretch: Option<&Stretch>, mean: impl Fn(&Stretch) -> Option<f64>, most: f64) -> char {
    match stretch {
        None => ' ',
        Some(stretch) => mean(stretch).map_or('-', |contacts| shade(contacts, most)),
    }
}

/// Puts a day into its place: a character a day in a row a month, or a character a week in a row a year.
fn add(rows: &mut Vec<Row>, date: NaiveDate, (ahead, by_day): (bool, bool), contacts: Option<f64>) {
    let week = date.iso_week();
    let (name, place) = if by_day {
        (By::Month.label(date), date.day0() as usize)
    } else {
        (week.year().to_string(), week.week0() as usize)
    };
    if rows.last().is_none_or(|row| row.name != name || row.ahead != ahead) {
        rows.push(Row { name, ahead, stretches: Vec::new() });
    }
    let Some(row) = rows.last_mut() else { return };
    if row.stretches.len() <= place {
        row.stretches.resize(place + 1, None);
    }
    let stretch = row.stretches[place].get_or_insert_default();
    stretch.days += usize::from(contacts.is_some());
    stretch.contacts += contacts.unwrap_or(0.0);
}

fn totals(row: &Row) -> Stretch {
    row.stretches.iter().flatten().fold(Stretch::default(), |sum, one| Stretch {
        days: sum.days + one.days,
        contacts: sum.contacts + one.contacts,
    })
}

fn figure(row: &Row) -> String {
    let Stretch { days, contacts } = totals(row);
    if days > 0 { number(contacts / days as f64, 1) } else { "–".into() }
}

fn table(channel: &ChannelOutlook, rows: &[Row]) -> Table {
    let columns = vec![
        Column::labels("period"),
        Column::labels("what"),
        Column::figures("contacts", ""),
        Column::figures("days", "open"),
        Column::figures("contacts", "a day"),
    ];
    let mut table = Table::new(format!("History and forecast of `{}`", channel.channel), columns);
    table.rows = rows
        .iter()
        .map(|row| {
            let Stretch { days, contacts } = totals(row);
            vec![
                Cell::text(row.name.clone()),
                Cell::text(if row.ahead { "forecast" } else { "history" }),
                Cell::number(Some(contacts), 0, ""),
                Cell::number(Some(days as f64), 0, ""),
                Cell::number((days > 0).then(|| contacts / days as f64), 1, "no day is open"),
            ]
        })
        .collect();
    table
}
