//! What past occurrences teach of events: which days, against what, and which days not.

use super::shapes::hours_on;
use crate::engine::figures::event_uplift::{Unused, UnusedDay};
use crate::forecasting::{DayForecast, DayMark, DaySeries, EventDay, EventPhase, LearntUplift, ObservedDay};
use crate::model::{ChannelKind, Event, EventKind, Plan, Uplift};
use chrono::NaiveDate;

/// A day of which less was seen teaches nothing of an event: its missing part would be guessed by an ordinary shape.
const LEAST_SEEN: f64 = 0.9;

/// A channel's history, made ready for forecasting.
#[derive(Clone, Copy)]
pub(super) struct Past<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// The channel.
    pub channel: usize,
    /// Its days within hours.
    pub series: &'a DaySeries,
    /// Their marks.
    pub marks: &'a [DayMark],
    /// What ordinary days bring.
    pub level: &'a DayForecast,
}

/// What one event's past came to.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Lesson {
    /// The factors; `None` where no day taught.
    pub learnt: Option<LearntUplift>,
    /// Days left out.
    pub unused: Vec<UnusedDay>,
    /// Days divided by the factors of other events.
    pub divided: Vec<NaiveDate>,
}

/// A past day that at least one event touched.
struct Day {
    date: NaiveDate,
    /// Events with their phases.
    touched: Vec<(usize, EventPhase)>,
    /// Contacts and what an ordinary day would have brought, or why the day cannot be used.
    seen: Result<(f64, f64), Unused>,
}

/// The factor of an event on a channel and its deviation in log, for a phase that is known; `None` while unknown.
fn known(
    event: &Event,
    phase: EventPhase,
    channel: usize,
    learnt: Option<&LearntUplift>,
) -> Option<(f64, f64)> {
    match (&event.uplift, learnt) {
        (Uplift::All(uplift), _) => Some((1.0 + uplift, 0.0)),
        (Uplift::ByChannel(uplifts), _) => Some((1.0 + uplifts.get(&channel).copied().unwrap_or(0.0), 0.0)),
        (Uplift::Learnt, Some(learnt)) => {
            let uplift = learnt.of(phase);
            (uplift.occurrences > 0).then_some((uplift.factor, uplift.log_sd))
        }
        (Uplift::Learnt, None) => None,
    }
}

/// Learns every event that leaves its uplift to the history; outages teach nothing.
///
/// First from days that no other event touched, or only events with a stated uplift, which their factors are taken out
/// of; then also from days shared with events that the first pass knows. Other shared days are left out: they do not
/// say which event did what.
pub(super) fn lessons(past: &Past<'_>) -> Vec<Lesson> {
    let events = &past.plan.events;
    let days = days(past);
    let first: Vec<Lesson> = (0..events.len()).map(|event| lesson(past, event, &days, &[])).collect();
    let alone: Vec<Option<LearntUplift>> = first.into_iter().map(|lesson| lesson.learnt).collect();
    (0..events.len()).map(|event| lesson(past, event, &days, &alone)).collect()
}

fn lesson(past: &Past<'_>, event: usize, days: &[Day], alone: &[Option<LearntUplift>]) -> Lesson {
    let mut lesson = Lesson::default();
    let of = &past.plan.events[event];
    if of.uplift != Uplift::Learnt || of.kind == EventKind::Outage {
        return lesson;
    }
    let mut taught = Vec::new();
    for day in days {
        let Some(&(_, phase)) = day.touched.iter().find(|(at, _)| *at == event) else { continue };
        let (others, log_sd) = match day.others(past, event, alone) {
            Ok(others) => others,
            Err(why) => {
                lesson.unused.push(UnusedDay { date: day.date, why });
                continue;
            }
        };
        if let Ok((actual, expected)) = day.seen {
            taught.push(EventDay { phase, actual, expected: expected * others, expected_log_sd: log_sd });
            if day.touched.len() > 1 {
                lesson.divided.push(day.date);
            }
        }
    }
    lesson.learnt = LearntUplift::learn(&taught, past.level.day_cv());
    lesson
}

impl Day {
    /// The product of the other events' factors with its deviation in log, or why the day cannot be used.
    fn others(
        &self,
        past: &Past<'_>,
        event: usize,
        alone: &[Option<LearntUplift>],
    ) -> Result<(f64, f64), Unused> {
        if let Err(why) = &self.seen {
            return Err(why.clone());
        }
        let (mut product, mut variance) = (1.0, 0.0);
        for &(at, phase) in self.touched.iter().filter(|(at, _)| *at != event) {
            let other = &past.plan.events[at];
            match known(other, phase, past.channel, alone.get(at).and_then(Option::as_ref)) {
                Some((factor, log_sd)) if factor > 0.0 => {
                    product *= factor;
                    variance += log_sd * log_sd;
                }
                _ => return Err(Unused::Shared(other.name.clone())),
            }
        }
        Ok((product, f64::sqrt(variance)))
    }
}

/// The history's days that events touch.
fn days(past: &Past<'_>) -> Vec<Day> {
    let &Past { plan, channel, series, marks, level } = past;
    let touched = |date: NaiveDate| -> Vec<(usize, EventPhase)> {
        let of = |(at, event): (usize, &Event)| {
            let taught = event.concerns(channel) && event.kind != EventKind::Outage;
            Some((at, event.phase(date).filter(|_| taught)?))
        };
        plan.events.iter().enumerate().filter_map(of).collect()
    };
    let day = |(place, whole): (usize, Option<ObservedDay>)| {
        let date = series.date(place)?;
        let touched = touched(date);
        let outage = |event: &Event| event.kind == EventKind::Outage && event.colours(date);
        let seen = if plan.events.iter().any(outage) {
            Err(Unused::Outage)
        } else if !usual_hours(plan, channel, date) {
            Err(Unused::Closed)
        } else {
            let whole = whole.filter(|day| day.seen >= LEAST_SEEN).ok_or(Unused::Missing);
            whole.map(|day| (day.total, level.mean(date)))
        };
        (!touched.is_empty()).then_some(Day { date, touched, seen })
    };
    series.whole_days(marks).into_iter().enumerate().filter_map(day).collect()
}

/// Whether a channel was open for its weekday's hours.
fn usual_hours(plan: &Plan, channel: usize, date: NaiveDate) -> bool {
    let of = &plan.channels[channel];
    of.kind == ChannelKind::Deferred || {
        let weekday = chrono::Datelike::weekday(&date);
        let hours = hours_on(of, &plan.calendar, date);
        hours.minutes() > 0 && hours == *of.hours.on(weekday)
    }
}
