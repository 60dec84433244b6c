//! The tables of a demand.

use super::document::{contacts, heading};
use super::method::method_key;
use super::quantile_name;
use crate::calendar::By;
use crate::engine::demand_outlook::{ChannelForecast, ChannelOutlook, DemandOutlook, Figure};
use crate::report::table::{Cell, Column, Table, Tone};
use crate::report::write::number;
use chrono::NaiveDate;

/// Rows of the overview; the other forms hold all.
const ROWS: usize = 40;
const NOTHING_TELLS: &str = "nothing tells how long contacts take";
const NO_FORECAST: &str = "";
/// Quantiles around the median that stay where room is short.
const CENTRAL: [f64; 3] = [10.0, 50.0, 90.0];

/// Every channel in a row.
pub(super) fn overview(outlook: &DemandOutlook) -> Table {
    let columns = vec![
        Column::words("channel"),
        Column::figures("contacts", "to come"),
        Column::figures("a day", "open"),
        Column::figures("handle", "time"),
        Column::figures("history", "days").spare(1),
        Column::labels("method").spare(2),
    ];
    let mut table = Table::new("All channels", columns);
    table.rows = outlook.channels.iter().take(ROWS).map(overview_row).collect();
    if outlook.channels.len() > ROWS {
        let all = number(outlook.channels.len() as f64, 0);
        table.notes.push(format!("the first {ROWS} of {all}; JSON holds all of them"));
    }
    table
}

fn overview_row(channel: &ChannelOutlook) -> Vec<Cell> {
    let forecast = channel.forecast.as_ref().ok();
    let all = contacts(channel);
    let open = forecast.map_or(0, |forecast| forecast.days.iter().filter(|day| day.open).count());
    let a_day = forecast.filter(|_| open > 0).map(|_| all / open as f64);
    let known = |forecast: &ChannelForecast| {
        let work = |(mean, aht): (f64, Option<f64>)| aht.map(|aht| mean * aht);
        let days = forecast.days.iter().map(|day| (day.figure.mean, day.figure.aht_seconds));
        let (work, any) = days.filter_map(work).fold((0.0, false), |(sum, _), work| (sum + work, true));
        (any && all > 0.0).then(|| work / all)
    };
    let history = channel.history.as_ref().map(|history| history.days as f64);
    vec![
        Cell::text(heading(channel)),
        Cell::number(forecast.map(|_| all), 0, NO_FORECAST),
        Cell::number(a_day, decimals(a_day.unwrap_or(0.0)), NO_FORECAST),
        Cell::seconds(forecast.and_then(known), if forecast.is_some() { NOTHING_TELLS } else { NO_FORECAST }),
        Cell::number(history, 0, NO_FORECAST),
        Cell::text(
            forecast.map_or_else(|| "no forecast".to_owned(), |forecast| method_key(&forecast.members)),
        ),
    ]
}

/// A row a day, or a week or a month where the horizon is long.
pub(super) fn periods(outlook: &DemandOutlook, forecast: &ChannelForecast) -> Table {
    let by_day = outlook.by == By::Day;
    let mut columns = vec![Column::labels(match outlook.by {
        By::Day => "day",
        By::Week => "week",
        _ => "month",
    })];
    columns.push(if by_day { Column::labels("") } else { Column::figures("days", "open") });
    columns.push(Column::figures("contacts", "mean"));
    for percent in &outlook.quantiles {
        let column = Column::figures(quantile_name(*percent), "");
        let central = CENTRAL.iter().any(|central| (central - percent).abs() < 1e-9);
        columns.push(if central { column } else { column.spare(1) });
    }
    columns.push(Column::figures("handle", "time"));
    let most = forecast.periods.iter().map(|period| period.figure.mean).fold(0.0, f64::max);
    let mut table = Table::new("", columns);
    for period in &forecast.periods {
        let (name, second) = match outlook.by {
            By::Day => (period.period.label.clone(), Cell::text(weekday(period.period.first))),
            _ => (period.period.label.clone(), Cell::number(Some(period.open_days as f64), 0, "")),
        };
        let mut row = vec![Cell::text(name), second];
        row.extend(if period.open_days > 0 {
            figures(&period.figure, decimals(most))
        } else {
            let blank = std::iter::repeat_with(Cell::blank).take(outlook.quantiles.len() + 1);
            std::iter::once(Cell::text("closed").in_tone(Tone::Faint)).chain(blank).collect()
        });
        table.rows.push(row);
    }
    table
}

fn weekday(date: NaiveDate) -> String {
    date.format("%a").to_string()
}

fn figures(figure: &Figure, decimals: usize) -> Vec<Cell> {
    let mut cells = vec![Cell::number(Some(figure.mean), decimals, "")];
    cells.extend(figure.quantiles.iter().map(|quantile| Cell::number(Some(*quantile), decimals, "")));
    cells.push(match figure.aht_seconds {
        None if figure.mean <= 0.0 => Cell::blank(),
        aht => Cell::seconds(aht, NOTHING_TELLS),
    });
    cells
}

/// Decimals for figures up to so much.
fn decimals(most: f64) -> usize {
    usize::from(most < 100.0)
}
