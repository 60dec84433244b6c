//! A channel's course: a row a year and a character a week, or a row a month and a character a day.

use super::drawn::{Chart, ChartRow, shade};
use crate::calendar::By;
use crate::engine::history::{ChannelPicture, Course, CourseBy, Stretch};
use crate::report::table::{Cell, Column, Table};
use crate::report::write::number;
use chrono::Datelike;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Chart {
    /// The course of a channel; `None` for a single stretch and where nothing arrived.
    #[must_use]
    pub fn course(channel: &ChannelPicture) -> Option<Self> {
        let course = &channel.course;
        let most = course.most();
        if course.stretches.len() < 2 || most <= 0.0 {
            return None;
        }
        let (each, head) = match course.by {
            CourseBy::Day => ("day", days()),
            CourseBy::Week => ("week", months()),
        };
        let rows = course.stretches.chunk_by(|one, next| place(course, one).0 == place(course, next).0);
        Some(Self {
            title: format!("Course of `{}`: contacts of a day, {each} by {each}", channel.channel),
            head,
            rows: rows.map(|stretches| row(course, stretches, most)).collect(),
            figure: "a day",
            legend: format!(
                "tenths of the busiest {each}, {} contacts a day; a dash is no rows, a point is none",
                number(most, usize::from(most < 100.0))
            ),
            table: by_month(channel),
        })
    }
}

/// The row of a stretch, and its place there: of a week in the ISO year that it belongs to, of a day in its month.
fn place(course: &Course, stretch: &Stretch) -> (String, usize) {
    match course.by {
        CourseBy::Day => (By::Month.label(stretch.first), stretch.first.day0() as usize),
        CourseBy::Week => {
            let week = stretch.first.iso_week();
            (week.year().to_string(), week.week0() as usize)
        }
    }
}

fn row(course: &Course, stretches: &[Stretch], most: f64) -> ChartRow {
    let mut shades = String::new();
    let mut name = String::new();
    for stretch in stretches {
        let (row, at) = place(course, stretch);
        name = row;
        shades.extend(std::iter::repeat_n(' ', at.saturating_sub(shades.len())));
        shades.push(stretch.contacts_a_day().map_or('-', |contacts| shade(contacts, most)));
    }
    let days: usize = stretches.iter().map(|stretch| stretch.days).sum();
    let contacts: f64 = stretches.iter().map(|stretch| stretch.contacts).sum();
    let figure = if days > 0 { number(contacts / days as f64, 1) } else { "–".into() };
    ChartRow { name, shades, figure }
}

/// Days of a month above their places.
pub(in crate::report) fn days() -> String {
    let mut line = "1".to_owned();
    for day in (5..=30).step_by(5) {
        line.extend(std::iter::repeat_n(' ', (day - 1_usize).saturating_sub(line.len())));
        line += &day.to_string();
    }
    line
}

/// Months above the weeks that hold their first days, in a common year that begins with a week.
pub(in crate::report) fn months() -> String {
    const FIRST_DAYS: [usize; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
    let mut line = String::new();
    for (month, first) in MONTHS.iter().zip(FIRST_DAYS) {
        line.extend(std::iter::repeat_n(' ', (first / 7).saturating_sub(line.len())));
        line += month;
    }
    line
}

fn by_month(channel: &ChannelPicture) -> Table {
    let columns = vec![
        Column::labels("month"),
        Column::figures("contacts", ""),
        Column::figures("days", "with rows"),
        Column::figures("contacts", "a day"),
    ];
    let mut table = Table::new(format!("Course of `{}` by month", channel.channel), columns);
    let row = |month: &Stretch| {
        vec![
            Cell::text(By::Month.label(month.first)),
            Cell::number(Some(month.contacts), 0, ""),
            Cell::number(Some(month.days as f64), 0, ""),
            Cell::number(month.contacts_a_day(), 1, ""),
        ]
    };
    table.rows = channel.course.months.iter().map(row).collect();
    table
}

#[cfg(test)]
mod tests {
    use super::{days, months};

    #[test]
    fn heads_stand_above_their_places() {
        assert_eq!(days().find("25"), Some(24));
        assert_eq!(months().find("Apr"), Some(90 / 7));
        assert_eq!(months().find("Dec"), Some(334 / 7));
    }
}
