//! Whether day or month comes first, where both readings are possible.

use crate::input::history::Clock;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// How it was told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) enum By {
    /// Some day is later than the twelfth.
    Values,
    /// The dates follow each other in one reading only.
    Sequence,
    /// Nothing tells.
    Guess,
}

/// Which of the two comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::detect) struct Order {
    pub(in crate::input::detect) day_first: bool,
    pub(in crate::input::detect) by: By,
}

/// Times as dense that a reading's days must be to be preferred.
const DENSER: f64 = 1.3;

/// The format with day and month exchanged; `None` where they do not stand side by side in figures.
fn twin(format: &str) -> Option<String> {
    let (day, month) = (format.find("%d")?, format.find("%m")?);
    if format.starts_with("%Y") || format.starts_with("%y") || day.abs_diff(month) > 3 {
        return None;
    }
    Some(format.replace("%d", "\0").replace("%m", "%d").replace('\0', "%m"))
}

fn is_day_first(format: &str) -> bool {
    format.find("%d") < format.find("%m")
}

/// Takes for every format the reading that the dates speak for.
pub(in crate::input::detect) fn settle(
    formats: Vec<String>,
    texts: &[&str],
    date_only: bool,
) -> (Vec<String>, Option<Order>) {
    let Some(day_first) = formats.iter().find(|format| twin(format).is_some()).map(|f| is_day_first(f))
    else {
        return (formats, None);
    };
    let reads = |format: &String| super::formats::read_by(std::slice::from_ref(format), texts, date_only);
    let is_open = |format: &String| twin(format).is_some_and(|twin| reads(&twin) == reads(format));
    let open: Vec<bool> = formats.iter().map(is_open).collect();
    if !open.contains(&true) {
        return (formats, Some(Order { day_first, by: By::Values }));
    }
    let turned = |day_first: bool| -> Vec<String> {
        let turn = |(format, open): (&String, &bool)| match twin(format) {
            Some(twin) if *open && is_day_first(format) != day_first => twin,
            _ => format.clone(),
        };
        formats.iter().zip(&open).map(turn).collect()
    };
    let (day, month) = (turned(true), turned(false));
    let (as_day, as_month) = (Run::of(&day, texts, date_only), Run::of(&month, texts, date_only));
    let others = || formats.iter().zip(&open).find(|(format, open)| !**open && twin(format).is_some());
    let (day_first, by) = match as_day.beats(&as_month) {
        Some(day_first) => (day_first, By::Sequence),
        None => match others() {
            Some((format, _)) => (is_day_first(format), By::Values),
            // A clock with AM and PM is mostly that of the United States.
            None => (!formats.iter().any(|format| format.contains("%p")), By::Guess),
        },
    };
    (if day_first { day } else { month }, Some(Order { day_first, by }))
}

/// The days of a reading.
struct Run {
    /// Days with a row, of those from the first to the last.
    density: f64,
    /// Steps against the direction that most rows take.
    backward: usize,
    steps: usize,
}

impl Run {
    fn of(formats: &[String], texts: &[&str], date_only: bool) -> Self {
        let Ok(clock) = Clock::new(chrono_tz::UTC, formats) else {
            return Self { density: 0.0, backward: usize::MAX, steps: 0 };
        };
        let read = |text: &&str| clock.read(text, date_only).ok().map(|moment| moment.local.date());
        let days: Vec<NaiveDate> = texts.iter().filter_map(read).collect();
        let distinct: BTreeSet<NaiveDate> = days.iter().copied().collect();
        let span = match (distinct.first(), distinct.last()) {
            (Some(first), Some(last)) => (*last - *first).num_days() + 1,
            _ => 1,
        };
        let up = days.windows(2).filter(|pair| pair[1] > pair[0]).count();
        let down = days.windows(2).filter(|pair| pair[1] < pair[0]).count();
        Self { density: distinct.len() as f64 / span as f64, backward: up.min(down), steps: up + down }
    }

    /// Whether this reading is better than another; `None` where neither is.
    fn beats(&self, other: &Self) -> Option<bool> {
        if self.density > DENSER * other.density || other.density > DENSER * self.density {
            return Some(self.density > other.density);
        }
        let share = |run: &Self| run.backward as f64 / run.steps.max(1) as f64;
        let (own, theirs) = (share(self), share(other));
        ((own - theirs).abs() > 0.05).then_some(own < theirs)
    }
}

#[cfg(test)]
mod tests {
    use super::{By, settle};

    fn told(texts: &[&str]) -> (bool, By) {
        let (_, order) = settle(vec!["%d/%m/%Y".to_owned()], texts, true);
        let order = order.unwrap();
        (order.day_first, order.by)
    }

    #[test]
    fn dates_that_follow_each_other_tell_the_order() {
        assert_eq!(told(&["01/04/2026", "02/04/2026", "03/04/2026", "04/04/2026"]), (true, By::Sequence));
        assert_eq!(told(&["04/01/2026", "04/02/2026", "04/03/2026", "04/04/2026"]), (false, By::Sequence));
        assert_eq!(told(&["04/04/2026"]), (true, By::Guess));
        assert_eq!(told(&["13/04/2026", "14/04/2026"]), (true, By::Values));
    }
}
