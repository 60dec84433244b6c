//! A week drawn: a character a slot on a terminal, a table by hour in Markdown.

use crate::report::history::{ChartRow, WeekChart, shade};
use crate::report::table::{Cell, Column, Table, Tone};
use crate::report::write::number;
use crate::report::write::terminal::{bold, toned};

/// Characters of a label and the blanks after it.
const LABEL: usize = 5;

/// Lines of the drawing, without its title; colours as their stand-ins.
pub(in crate::report::write) fn week_lines(chart: &WeekChart) -> Vec<String> {
    let totals: Vec<String> = chart
        .rows
        .iter()
        .map(|row| row.total().map_or_else(|| "–".into(), |total| number(total, 1)))
        .collect();
    let wide = totals.iter().map(|total| total.chars().count()).max().unwrap_or(0).max("a day".len());
    let mut lines = vec![format!("{:LABEL$}{}  {:>wide$}", "", hours(chart), "a day")];
    let slots = chart.grid.slots();
    for (row, total) in chart.rows.iter().zip(totals) {
        let drawn = match &row.slots {
            Some(contacts) => drawn(contacts, chart.most),
            None => format!("{:slots$}", "no rows"),
        };
        lines.push(format!("{:LABEL$}{drawn}  {total:>wide$}", row.name));
    }
    lines
}

/// Hours above the slots that begin with them: every hour, or every so many as have room.
fn hours(chart: &WeekChart) -> String {
    let slots = chart.grid.slots();
    let every = (1..24).find(|every| every * slots / 24 >= 3).unwrap_or(24);
    let width = every * slots / 24;
    let mut line: String = (0..24).step_by(every).map(|hour| format!("{hour:<width$}")).collect();
    line.truncate(slots);
    line
}

/// Runs of one tone at a time: what is little is faint, what is much is bold.
fn drawn(contacts: &[f64], most: f64) -> String {
    let shades: Vec<char> = contacts.iter().map(|value| shade(*value, most)).collect();
    let runs = shades.chunk_by(|one, other| weight(*one) == weight(*other));
    runs.map(|run| {
        let words: String = run.iter().collect();
        match run.first().map(|shade| weight(*shade)) {
            Some(Weight::Little) => toned(&words, Tone::Faint),
            Some(Weight::Much) => bold(&words),
            _ => words,
        }
    })
    .collect()
}

#[derive(PartialEq, Eq)]
enum Weight {
    Little,
    Middling,
    Much,
}

const fn weight(shade: char) -> Weight {
    match shade {
        '7'..='9' => Weight::Much,
        '3'..='6' => Weight::Middling,
        _ => Weight::Little,
    }
}

/// The same week as a table: a row an hour in which anything arrives, a column a weekday.
pub(in crate::report::write) fn week_by_hour(chart: &WeekChart) -> Table {
    let mut columns = vec![Column::labels("hour")];
    columns.extend(chart.rows.iter().map(|row| Column::figures(row.name, "")));
    let mut table = Table::new(chart.title.clone(), columns);
    let per_hour = chart.grid.slots().div_ceil(24).max(1);
    let contacts = |row: &ChartRow, hour: usize| -> Option<f64> {
        let slots = row.slots.as_ref()?;
        Some(slots.iter().skip(hour * per_hour).take(per_hour).sum())
    };
    let decimals = usize::from(chart.most < 100.0);
    for hour in 0..24 {
        let figures: Vec<Option<f64>> = chart.rows.iter().map(|row| contacts(row, hour)).collect();
        if figures.iter().flatten().any(|value| *value > 0.0) {
            let cells = figures.into_iter().map(|value| match value {
                Some(value) => Cell::number(Some(value), decimals, ""),
                None => Cell::blank(),
            });
            table.rows.push(std::iter::once(Cell::text(format!("{hour:02}:00"))).chain(cells).collect());
        }
    }
    table.notes.push("mean contacts of the hour, over the days with rows".into());
    table
}
