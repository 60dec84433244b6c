//! Finds what is out of the ordinary in a history.

use super::caution::{HistoryCaution, OddDay, PartDay};
use super::hours::{clock, odd_hours};
use crate::calendar::{ClockChange, DateSpan, Grid};
use crate::forecasting::{DaySeries, Silence, level_shifts, silences, unusual_days, whole_totals};
use crate::model::ChannelCounts;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeSet;

/// A weekday is closed when it has rows on less than this share of its days,
const OPEN_SHARE: f64 = 0.25;
/// and when there were at least so many of them.
const LEAST_WEEKS: usize = 3;
/// and when, were they like the other weekdays, so many contacts were to be expected on them,
const LEAST_EXPECTED: f64 = 20.0;
/// of which no more came than this share.
const HARDLY_ANY: f64 = 0.1;
/// Days from the first to the last that tell which of them are out of the ordinary.
const LEAST_DAYS: usize = 28;

/// Every caution: channel by channel, then the clocks.
pub(super) fn cautions(channels: &[&ChannelCounts], changes: &[ClockChange]) -> Vec<HistoryCaution> {
    let (mut found, mut short) = (Vec::new(), Vec::new());
    for (channel, counts) in channels.iter().enumerate() {
        if let Some(series) = series(counts) {
            short.extend((series.days.len() < LEAST_DAYS).then_some(channel));
            absent_days(channel, &series, &mut found);
            let silences = silences(&series);
            part_days(channel, &series, &silences, &mut found);
            odd_days(channel, &series, &whole_totals(&series, &silences), &mut found);
            odd_hours(channel, &series, &mut found);
        }
    }
    clocks(channels, changes, &mut found);
    if !short.is_empty() {
        found.push(HistoryCaution::ShortHistory { channels: short, least: LEAST_DAYS });
    }
    found
}

fn series(counts: &ChannelCounts) -> Option<DaySeries> {
    let (first, last) = (*counts.days.keys().next()?, *counts.days.keys().next_back()?);
    let day = |date: NaiveDate| counts.days.get(&date).map(|day| day.offered.clone());
    let days = first.iter_days().take_while(|date| *date <= last).map(day).collect();
    Some(DaySeries { grid: counts.grid, first, days })
}

/// Weekdays without rows, and other days without.
fn absent_days(channel: usize, series: &DaySeries, found: &mut Vec<HistoryCaution>) {
    let weekday = |at: usize| series.first.weekday().num_days_from_monday() as usize + at;
    let closed = closed_weekdays(series);
    let dates = |wanted: &dyn Fn(usize, bool) -> bool| -> Vec<NaiveDate> {
        let each = series.days.iter().enumerate();
        each.filter(|(at, day)| wanted(weekday(*at) % 7, day.is_some()))
            .filter_map(|(at, _)| series.date(at))
            .collect()
    };
    if !closed.is_empty() {
        let exceptions = dates(&|day, seen| seen && closed.contains(&day));
        let weekdays = closed.iter().filter_map(|&day| Weekday::try_from(u8::try_from(day).ok()?).ok());
        found.push(HistoryCaution::ClosedWeekdays { channel, weekdays: weekdays.collect(), exceptions });
    }
    let missing = dates(&|day, seen| !seen && !closed.contains(&day));
    if !missing.is_empty() {
        found.push(HistoryCaution::MissingDays { channel, spans: spans(&missing) });
    }
}

/// Weekdays, from 0 for Monday, with hardly any rows where as many contacts as on others would have been noticed.
fn closed_weekdays(series: &DaySeries) -> Vec<usize> {
    let monday = series.first.weekday().num_days_from_monday() as usize;
    let (mut all, mut seen, mut contacts) = ([0_usize; 7], [0_usize; 7], [0.0; 7]);
    for (at, day) in series.days.iter().enumerate() {
        let weekday = (monday + at) % 7;
        all[weekday] += 1;
        seen[weekday] += usize::from(day.is_some());
        contacts[weekday] += day.iter().flatten().sum::<f64>();
    }
    let (some, few): (Vec<usize>, Vec<usize>) =
        (0..7).partition(|&day| seen[day] as f64 >= OPEN_SHARE * all[day] as f64);
    let days: usize = some.iter().map(|&day| all[day]).sum();
    let a_day = some.iter().map(|&day| contacts[day]).sum::<f64>() / days.max(1) as f64;
    let is_closed = |day: &usize| {
        let expected = a_day * all[*day] as f64;
        all[*day] >= LEAST_WEEKS && expected >= LEAST_EXPECTED && contacts[*day] <= HARDLY_ANY * expected
    };
    few.into_iter().filter(is_closed).collect()
}

/// Dates in order as runs.
fn spans(dates: &[NaiveDate]) -> Vec<DateSpan> {
    let runs = dates.chunk_by(|one, next| one.succ_opt() == Some(*next));
    runs.filter_map(|run| Some(DateSpan { first: *run.first()?, last: *run.last()? })).collect()
}

fn part_days(channel: usize, series: &DaySeries, silences: &[Silence], found: &mut Vec<HistoryCaution>) {
    let part = |silence: &Silence| {
        Some(PartDay {
            date: series.date(silence.day)?,
            from: clock(series.grid, silence.slots.start),
            to: clock(series.grid, silence.slots.end),
            share: silence.share,
        })
    };
    let (edges, amid): (Vec<&Silence>, Vec<&Silence>) =
        silences.iter().partition(|silence| silence.at_start || silence.at_end);
    let edges: Vec<PartDay> = edges.into_iter().filter_map(part).collect();
    let amid: Vec<PartDay> = amid.into_iter().filter_map(part).collect();
    if !edges.is_empty() {
        found.push(HistoryCaution::PartialDays { channel, parts: edges });
    }
    if !amid.is_empty() {
        found.push(HistoryCaution::Gaps { channel, parts: amid });
    }
}

fn odd_days(channel: usize, series: &DaySeries, totals: &[Option<f64>], found: &mut Vec<HistoryCaution>) {
    let shifts = level_shifts(totals);
    let odd: Vec<OddDay> = unusual_days(totals, &shifts)
        .iter()
        .filter_map(|day| Some(OddDay { date: series.date(day.day)?, factor: day.factor() }))
        .collect();
    let (above, below): (Vec<OddDay>, Vec<OddDay>) = odd.into_iter().partition(|day| day.factor > 1.0);
    if !above.is_empty() {
        found.push(HistoryCaution::Spikes { channel, days: above });
    }
    if !below.is_empty() {
        found.push(HistoryCaution::Collapses { channel, days: below });
    }
    let shifted: Vec<OddDay> = shifts
        .iter()
        .filter_map(|shift| {
            // Days without rows are on either side alike.
            let first = (shift.day..totals.len()).find(|&day| totals[day].is_some())?;
            Some(OddDay { date: series.date(first)?, factor: shift.factor })
        })
        .collect();
    if !shifted.is_empty() {
        found.push(HistoryCaution::LevelShifts { channel, days: shifted });
    }
}

/// Days with rows on which clocks were moved.
fn clocks(channels: &[&ChannelCounts], changes: &[ClockChange], found: &mut Vec<HistoryCaution>) {
    let has_rows = |date: &NaiveDate| {
        channels.iter().any(|counts| counts.grid != Grid::DAY && counts.days.contains_key(date))
    };
    let days = |forward: bool| -> Vec<NaiveDate> {
        let moved = changes.iter().filter(|change| change.is_forward() == forward);
        let moved: BTreeSet<NaiveDate> = moved.map(|change| change.before.min(change.after).date()).collect();
        moved.into_iter().filter(has_rows).collect()
    };
    let (forward, back) = (days(true), days(false));
    if !(forward.is_empty() && back.is_empty()) {
        found.push(HistoryCaution::ClockChanges { forward, back });
    }
}
