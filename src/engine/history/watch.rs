//! Finds what is out of the ordinary in a history.

use super::caution::{HistoryCaution, OddDay, PartDay};
use crate::calendar::{ClockChange, DateSpan, Grid};
use crate::forecasting::{DaySeries, Silence, level_shifts, silences, unusual_days, whole_totals};
use crate::model::ChannelCounts;
use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use std::collections::BTreeSet;

/// A weekday is closed when it has rows on less than this share of its days,
const OPEN_SHARE: f64 = 0.25;
/// and when there were at least so many of them.
const LEAST_WEEKS: usize = 3;
/// Of the busiest slot, the part with which a slot belongs to the hours.
const BUSY: f64 = 0.1;
/// Share of contacts outside the hours beyond which there are no hours.
const OUTSIDE: f64 = 0.03;
/// Contacts that make hours certain.
const ENOUGH_CONTACTS: f64 = 500.0;

/// Every caution: channel by channel, then the clocks.
pub(super) fn cautions(channels: &[&ChannelCounts], changes: &[ClockChange]) -> Vec<HistoryCaution> {
    let mut found = Vec::new();
    for (channel, counts) in channels.iter().enumerate() {
        if let Some(series) = series(counts) {
            absent_days(channel, &series, &mut found);
            let silences = silences(&series);
            part_days(channel, &series, &silences, &mut found);
            odd_days(channel, &series, &whole_totals(&series, &silences), &mut found);
            odd_hours(channel, &series, &mut found);
        }
    }
    clocks(channels, changes, &mut found);
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
    let (mut all, mut seen) = ([0_usize; 7], [0_usize; 7]);
    for (at, day) in series.days.iter().enumerate() {
        all[weekday(at) % 7] += 1;
        seen[weekday(at) % 7] += usize::from(day.is_some());
    }
    let is_closed = |day: usize| all[day] >= LEAST_WEEKS && (seen[day] as f64) < OPEN_SHARE * all[day] as f64;
    let closed: Vec<usize> = (0..7).filter(|&day| is_closed(day)).collect();
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

/// The start of a slot; that of the slot past the last is midnight.
fn clock(grid: Grid, slot: usize) -> NaiveTime {
    let minute = u32::from(grid.start_minute(slot)) % 1440;
    NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap_or(NaiveTime::MIN)
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
        .filter_map(|shift| Some(OddDay { date: series.date(shift.day)?, factor: shift.factor }))
        .collect();
    if !shifted.is_empty() {
        found.push(HistoryCaution::LevelShifts { channel, days: shifted });
    }
}

/// Contacts outside the hours in which nearly all arrive: from the first slot to the last with a tenth of the busiest.
fn odd_hours(channel: usize, series: &DaySeries, found: &mut Vec<HistoryCaution>) {
    let mut sums = vec![0.0; series.grid.slots()];
    for day in series.days.iter().flatten() {
        sums.iter_mut().zip(day).for_each(|(sum, contacts)| *sum += contacts);
    }
    let busiest = sums.iter().copied().fold(0.0, f64::max);
    let busy = |contacts: &f64| *contacts >= BUSY * busiest;
    let (Some(opens), Some(last)) = (sums.iter().position(busy), sums.iter().rposition(busy)) else { return };
    let total: f64 = sums.iter().sum();
    let outside: f64 = sums[..opens].iter().chain(&sums[last + 1..]).sum();
    if total >= ENOUGH_CONTACTS && outside > 0.0 && outside <= OUTSIDE * total {
        found.push(HistoryCaution::OddHours {
            channel,
            share: outside / total,
            opens: clock(series.grid, opens),
            closes: clock(series.grid, last + 1),
        });
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
