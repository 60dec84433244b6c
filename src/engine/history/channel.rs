//! One channel's figures.

use super::course::Course;
use super::picture::PictureTerms;
use super::week::WeekShape;
use crate::calendar::Grid;
use crate::model::{ChannelCounts, Totals};
use crate::queueing::ServiceLevelDefinition;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// What a channel's rows come to; what they do not tell is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelPicture {
    /// Its name.
    pub channel: String,
    /// Slots of its days.
    pub grid: Grid,
    /// Contacts in all.
    pub contacts: f64,
    /// Earliest row.
    pub first: NaiveDateTime,
    /// Latest row.
    pub last: NaiveDateTime,
    /// Days with rows.
    pub days: usize,
    /// The day with the most contacts.
    pub busiest_day: (NaiveDate, f64),
    /// The slot with the most contacts, by its start.
    pub busiest_slot: (NaiveDateTime, f64),
    /// How long contacts take.
    pub handle: Option<Handle>,
    /// How long they wait.
    pub waits: Option<Waits>,
    /// Share answered in time, by the definition asked for.
    pub service_level: Option<f64>,
    /// Share that gave up.
    pub p_abandon: Option<f64>,
    /// What customers said.
    pub satisfaction: Option<Satisfaction>,
    /// Share solved the first time, and of how many that is known.
    pub resolved: Option<(f64, u64)>,
    /// Its week.
    pub week: WeekShape,
    /// Its course.
    pub course: Course,
}

/// Handle times, seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Handle {
    /// Contacts with a known handle time.
    pub contacts: f64,
    /// Mean.
    pub mean: f64,
    /// Standard deviation ÷ mean; of a log.
    pub cv: Option<f64>,
    /// Half took no longer; of a log.
    pub p50: Option<f64>,
    /// Nine in ten took no longer; of a log.
    pub p90: Option<f64>,
}

/// Waits of all contacts, answered or not, seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Waits {
    /// Mean.
    pub mean: f64,
    /// Mean of answered contacts.
    pub answered_mean: Option<f64>,
    /// Half waited no longer.
    pub p50: Option<f64>,
    /// Nine in ten waited no longer.
    pub p90: Option<f64>,
}

/// Scores from 1 to 5.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Satisfaction {
    /// Share of 4 and 5.
    pub share: f64,
    /// Mean score.
    pub mean: f64,
    /// Contacts with a score.
    pub scores: u64,
}

impl ChannelPicture {
    /// The figures of a channel; `None` without a day.
    pub(super) fn of(counts: &ChannelCounts, terms: &PictureTerms) -> Option<Self> {
        let totals = &counts.totals;
        let ratio = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        let (busiest_day, busiest_slot) = busiest(counts)?;
        let satisfaction = (totals.scores > 0).then(|| Satisfaction {
            share: totals.satisfied as f64 / totals.scores as f64,
            mean: totals.score_sum / totals.scores as f64,
            scores: totals.scores,
        });
        let resolved =
            (totals.answers > 0).then(|| (totals.resolved as f64 / totals.answers as f64, totals.answers));
        Some(Self {
            channel: counts.channel.clone(),
            grid: counts.grid,
            contacts: totals.offered,
            first: counts.first?,
            last: counts.last?,
            days: counts.days.len(),
            busiest_day,
            busiest_slot,
            handle: handle(counts),
            waits: ratio(totals.wait_seconds, totals.waits).map(|mean| Waits {
                mean,
                answered_mean: ratio(totals.answered_wait_seconds, totals.answered_waits),
                p50: counts.wait_lengths.quantile(0.5),
                p90: counts.wait_lengths.quantile(0.9),
            }),
            service_level: terms.goal.and_then(|_| service_level(totals, terms.definition)),
            p_abandon: ratio(totals.abandoned, totals.offered).filter(|_| counts.tells_abandonment),
            satisfaction,
            resolved,
            week: WeekShape::of(counts),
            course: Course::of(counts),
        })
    }

    /// Mean contacts of a day with rows.
    #[must_use]
    pub fn contacts_a_day(&self) -> f64 {
        self.contacts / self.days as f64
    }
}

fn handle(counts: &ChannelCounts) -> Option<Handle> {
    let totals = &counts.totals;
    let contacts = totals.handled;
    if contacts <= 0.0 {
        return None;
    }
    let mean = totals.handle_seconds / contacts;
    // From a log alone: interval counts have means, whose scatter is not that of contacts.
    let known = totals.handle_squares > 0.0 && contacts > 1.0 && mean > 0.0;
    let cv = known.then(|| {
        let variance = (totals.handle_squares - contacts * mean * mean) / (contacts - 1.0);
        variance.max(0.0).sqrt() / mean
    });
    let quantile = |share| counts.handle_lengths.quantile(share);
    Some(Handle { contacts, mean, cv, p50: quantile(0.5), p90: quantile(0.9) })
}

/// Of contacts with a known wait, as measured; a virtual wait is not.
fn service_level(totals: &Totals, definition: ServiceLevelDefinition) -> Option<f64> {
    let whole = match definition {
        ServiceLevelDefinition::Offered => totals.waits,
        ServiceLevelDefinition::Answered => totals.answered_waits,
        ServiceLevelDefinition::ExcludingShortAbandons => totals.waits - totals.abandoned_within,
        ServiceLevelDefinition::Virtual => return None,
    };
    (whole > 0.0).then(|| totals.answered_within / whole)
}

/// The day and the slot with the most contacts; the earliest of equals.
fn busiest(counts: &ChannelCounts) -> Option<((NaiveDate, f64), (NaiveDateTime, f64))> {
    let mut most: Option<((NaiveDate, f64), (NaiveDateTime, f64))> = None;
    for (&date, day) in &counts.days {
        let start = |slot| date.and_time(chrono::NaiveTime::MIN) + minutes(counts.grid, slot);
        let total: f64 = day.offered.iter().sum();
        let (best_day, best_slot) = most.get_or_insert(((date, total), (start(0), 0.0)));
        if total > best_day.1 {
            *best_day = (date, total);
        }
        let second = counts.second_passes.get(&date).map_or(&[][..], |day| day.offered.as_slice());
        for (slot, &both) in day.offered.iter().enumerate() {
            // An hour that came twice is two.
            let of_second = second.get(slot).copied().unwrap_or(0.0);
            let contacts = of_second.max(both - of_second);
            if contacts > best_slot.1 {
                *best_slot = (start(slot), contacts);
            }
        }
    }
    most
}

/// From midnight to the start of a slot.
pub(super) fn minutes(grid: Grid, slot: usize) -> TimeDelta {
    TimeDelta::minutes(i64::from(grid.start_minute(slot)))
}
