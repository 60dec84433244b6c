//! Hours of a day and of a week.

use super::field::Field;
use crate::calendar::{DayHours, HoursError, WeekHours};
use crate::input::plan::{Value, shortened};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// "09:00" in minutes after midnight.
fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str, most| {
        (1..=2).contains(&part.len()).then(|| part.parse::<u16>().ok()).flatten().filter(|n| *n <= most)
    };
    (minute.len() == 2).then(|| Some(digits(hour, 24)? * 60 + digits(minute, 59)?)).flatten()
}

impl Field<'_> {
    /// A span of the clock in minutes after midnight, as written.
    pub(crate) fn clock_span(&self) -> Option<(u16, u16)> {
        let read = |text: &str| {
            let (open, close) = text.split_once('-').or_else(|| text.split_once('–'))?;
            Some((minute(open)?, minute(close)?)).filter(|(open, close)| *open <= 1440 && *close <= 1440)
        };
        let span = self.node.text().and_then(read);
        if span.is_none() {
            let message =
                format!("`{}` is {}, expected hours like \"09:00-18:00\"", self.path, self.node.described());
            self.refuse("E207", message, "hours run from 00:00 to 24:00");
        }
        span
    }

    /// Open hours of a day: a span, a list of spans, or "closed".
    pub(crate) fn day_hours(&self) -> Option<DayHours> {
        if self.node.text() == Some("closed") {
            return Some(DayHours::default());
        }
        let spans: Option<Vec<(u16, u16)>> = self.one_or_list().iter().map(Field::clock_span).collect();
        let spans = spans?;
        match DayHours::new(spans) {
            Ok(hours) => Some(hours),
            Err(HoursError::Overlapping) => {
                let message = format!("`{}`: two of its spans overlap", self.path);
                self.refuse("E207", message, "write one span for both");
                None
            }
            Err(HoursError::Inverted | HoursError::PastMidnight) => {
                let message = format!("`{}`: {} closes before it opens", self.path, self.shown());
                self.refuse(
                    "E207",
                    message,
                    "over midnight, write two spans: [\"00:00-06:00\", \"18:00-24:00\"]",
                );
                None
            }
        }
    }

    /// Refuses hours without any.
    fn opens(&self, open: bool) -> bool {
        if !open {
            let message = format!("`{}` is never open", self.path);
            self.refuse(
                "E207",
                message,
                "leave the key out for every hour; a closed channel is left out as a whole",
            );
        }
        open
    }

    /// Hours of a week: one day's for all, or a table by weekday.
    pub(crate) fn week_hours(&self) -> Option<WeekHours> {
        let Value::Table(_) = self.node.value else {
            return self
                .day_hours()
                .filter(|hours| self.opens(!hours.is_closed()))
                .map(|hours| WeekHours::every_day(&hours));
        };
        let mut rows: Vec<(Vec<usize>, Field<'_>)> = Vec::new();
        for field in self.view()?.each() {
            match weekdays(field.key) {
                Some(days) => rows.push((days, field)),
                None => {
                    let message = format!("`{}` names no weekdays", field.path);
                    let help = "write mon, tue, wed, thu, fri, sat, sun, or a range like mon-fri";
                    field.out.add(
                        crate::input::findings::Diagnostic::error("E207", field.key_at, message).help(help),
                    );
                }
            }
        }
        rows.sort_by_key(|(days, _)| std::cmp::Reverse(days.len()));
        let mut week: [DayHours; 7] = Default::default();
        let mut width = [8; 7];
        for (days, field) in rows {
            let Some(hours) = field.day_hours() else { continue };
            for &day in &days {
                if width[day] == days.len() {
                    let message = format!("`{}` gives hours for {} twice", self.path, DAYS[day]);
                    field.refuse("E207", message, "name every weekday once");
                }
                width[day] = days.len();
                week[day] = hours.clone();
            }
        }
        self.opens(week.iter().any(|hours| !hours.is_closed()) || self.out.refused())
            .then(|| WeekHours::new(week))
    }
}

/// "mon-fri", "sat", "fri-mon" as days from Monday.
fn weekdays(key: &str) -> Option<Vec<usize>> {
    let day = |name: &str| DAYS.iter().position(|day| *day == shortened(name.trim()).to_lowercase());
    match key.split_once('-') {
        None => day(key).map(|day| vec![day]),
        Some((first, last)) => {
            let (first, last) = (day(first)?, day(last)?);
            let length = (last + 7 - first) % 7 + 1;
            Some((0..length).map(|step| (first + step) % 7).collect())
        }
    }
}
