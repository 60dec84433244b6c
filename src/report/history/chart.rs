//! A week drawn in figures of one character, for a screen of any width, font and language.

use crate::calendar::Grid;
use crate::engine::history::ChannelPicture;
use crate::report::write::number;

/// Names of weekdays.
pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Mean contacts by weekday and slot. Writers draw it as room allows: a character a slot, or a table by hour.
#[derive(Debug, Clone, PartialEq)]
pub struct WeekChart {
    /// What it shows.
    pub title: String,
    /// Slots of a day.
    pub grid: Grid,
    /// Monday to Sunday.
    pub rows: Vec<ChartRow>,
    /// The most that a slot has.
    pub most: f64,
}

/// One weekday.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartRow {
    /// Its name.
    pub name: &'static str,
    /// Mean contacts by slot; `None` for a weekday without rows.
    pub slots: Option<Vec<f64>>,
}

impl WeekChart {
    /// The week of a channel; `None` for daily counts and where nothing arrived.
    #[must_use]
    pub fn of(channel: &ChannelPicture) -> Option<Self> {
        let week = &channel.week;
        if week.grid == Grid::DAY || week.most() <= 0.0 {
            return None;
        }
        let slot =
            if week.grid.minutes() == 60 { "hour".into() } else { format!("{} min", week.grid.minutes()) };
        let rows = WEEKDAYS.iter().zip(&week.weekdays);
        Some(Self {
            title: format!("Usual week of `{}`: contacts each {slot}", channel.channel),
            grid: week.grid,
            rows: rows.map(|(name, slots)| ChartRow { name, slots: slots.clone() }).collect(),
            most: week.most(),
        })
    }

    /// What the figures mean.
    #[must_use]
    pub fn legend(&self) -> String {
        format!("tenths of the busiest, {} contacts; a point is none", number(self.most, 1))
    }
}

impl ChartRow {
    /// Mean contacts of the day.
    #[must_use]
    pub fn total(&self) -> Option<f64> {
        self.slots.as_ref().map(|slots| slots.iter().sum())
    }
}

/// Whole tenths of the most as a digit, 9 for the most itself; a point for none.
///
/// Digits have one width everywhere. Shaded blocks and bars (`▒`, `▅`) are twice as wide in East Asian fonts, and need a
/// legend where a digit needs none.
pub(in crate::report) fn shade(value: f64, most: f64) -> char {
    if value <= 0.0 || most <= 0.0 {
        return '.';
    }
    let tenth = (10.0 * value / most).floor().clamp(0.0, 9.0);
    (0..=9)
        .rev()
        .find(|digit| f64::from(*digit) <= tenth)
        .and_then(|digit| char::from_digit(digit, 10))
        .unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::shade;

    #[test]
    fn a_shade_is_the_tenth_and_nothing_is_a_point() {
        let shades: String =
            [0.0, 0.01, 9.99, 10.0, 55.0, 89.9, 90.0, 100.0].iter().map(|v| shade(*v, 100.0)).collect();
        assert_eq!(shades, ".0015899");
        assert_eq!(shade(1.0, 0.0), '.');
    }
}
