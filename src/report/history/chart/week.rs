//! A channel's usual week: a row a weekday, a character a slot.

use super::drawn::{Chart, ChartRow, shade};
use crate::calendar::Grid;
use crate::engine::history::{ChannelPicture, WeekShape};
use crate::report::table::{Cell, Column, Table};
use crate::report::write::number;

const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// Days that make a week; with fewer, weekdays without rows are left out.
const WHOLE_WEEK: usize = 7;

impl Chart {
    /// The week of a channel; `None` for daily counts and where nothing arrived.
    #[must_use]
    pub fn week(channel: &ChannelPicture) -> Option<Self> {
        let week = &channel.week;
        let most = week.most();
        if week.grid == Grid::DAY || most <= 0.0 {
            return None;
        }
        let weekdays = || WEEKDAYS.into_iter().zip(&week.weekdays);
        let shown = weekdays().filter(|(_, slots)| slots.is_some() || channel.days >= WHOLE_WEEK);
        let row = |(name, slots): (&str, &Option<Vec<f64>>)| ChartRow {
            name: name.into(),
            shades: match slots {
                Some(slots) => slots.iter().map(|contacts| shade(*contacts, most)).collect(),
                None => "no rows".into(),
            },
            figure: slots.as_ref().map_or_else(|| "–".into(), |slots| number(slots.iter().sum(), 1)),
        };
        let slot =
            if week.grid.minutes() == 60 { "hour".into() } else { format!("{} min", week.grid.minutes()) };
        Some(Self {
            title: format!("Usual week of `{}`: contacts each {slot}", channel.channel),
            head: hours(week.grid),
            rows: shown.map(row).collect(),
            figure: "a day",
            legend: format!("tenths of the busiest {slot}, {} contacts; a point is none", number(most, 1)),
            table: by_hour(channel, week),
        })
    }
}

/// Hours above the slots that begin with them: every hour, or every so many as have room.
fn hours(grid: Grid) -> String {
    let slots = grid.slots();
    let every = (1..24).find(|every| every * slots / 24 >= 3).unwrap_or(24);
    let width = every * slots / 24;
    (0..24).step_by(every).map(|hour| format!("{hour:<width$}")).collect()
}

/// A row an hour in which anything arrives, a column a weekday.
fn by_hour(channel: &ChannelPicture, week: &WeekShape) -> Table {
    let mut columns = vec![Column::labels("hour")];
    columns.extend(WEEKDAYS.map(|name| Column::figures(name, "")));
    let mut table = Table::new(format!("Usual week of `{}`: contacts each hour", channel.channel), columns);
    let slots = week.grid.slots() / 24;
    let contacts = |day: &Option<Vec<f64>>, hour: usize| -> Option<f64> {
        Some(day.as_ref()?.iter().skip(hour * slots).take(slots).sum())
    };
    let decimals = usize::from(week.most() < 100.0);
    for hour in 0..24 {
        let figures: Vec<Option<f64>> = week.weekdays.iter().map(|day| contacts(day, hour)).collect();
        if figures.iter().flatten().any(|value| *value > 0.0) {
            let cell = |value: Option<f64>| {
                value.map_or_else(Cell::blank, |value| Cell::number(Some(value), decimals, ""))
            };
            let hour = Cell::text(format!("{hour:02}:00"));
            table.rows.push(std::iter::once(hour).chain(figures.into_iter().map(cell)).collect());
        }
    }
    table.notes.push("means over the days with rows".into());
    table
}

#[cfg(test)]
mod tests {
    use super::hours;
    use crate::calendar::Grid;

    #[test]
    fn hours_stand_above_their_slots() {
        for (minutes, hour, place) in [(30, "14", 28), (60, "15", 15), (20, "13", 39)] {
            let line = hours(Grid::of_minutes(minutes).unwrap());
            assert_eq!(line.find(hour), Some(place), "{line}");
        }
    }
}
