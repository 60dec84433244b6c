//! From a channel's demand to its outlook: the one path for plans and for histories alone.

use super::caution::{OutlookCaution, of_forecast};
use super::clock::{Slot, on_the_clock, slots_of_day};
use super::outlook::{
    ChannelForecast, ChannelOutlook, DayOutlook, Figure, HistoryUsed, IntervalOutlook, NoForecast,
    PeriodOutlook, SuspectDay,
};
use super::spread::{Levels, spread_of_sum};
use crate::calendar::{By, ClockChange, Grid, Period};
use crate::engine::demand::{ChannelTerms, DayDemand, DayShape, LEAST_FOR_MEAN, Learnt, Member, Told};
use crate::engine::figures::caution::Caution;
use crate::forecasting::{DayKind, DaySpread, SlotSpread};
use crate::model::ChannelKind;
use chrono::NaiveDate;

/// Days of the history whose slots tell how far slots stray from their share.
const DAYS_FOR_SPREAD: usize = 40;
/// Growth a month that is none when printed.
const LEAST_GROWTH: f64 = 0.000_5;
/// Days of the history that are kept to be drawn: two years.
const TAIL: usize = 731;

/// How an outlook is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout<'a> {
    /// Quantiles wanted.
    pub levels: &'a Levels,
    /// Periods.
    pub by: By,
    /// Clock changes within the horizon.
    pub changes: &'a [ClockChange],
    /// Whether intervals are wanted, not days alone.
    pub intervals: bool,
}

/// The outlook of a channel of a plan, under its own name and no scenario's.
pub(super) fn channel_outlook(terms: &ChannelTerms<'_>, index: usize, layout: &Layout<'_>) -> ChannelOutlook {
    let told = terms.channel(index);
    let channel = &terms.plan.channels[index];
    let learnt = told.learnt.as_ref();
    let level = learnt.map(|learnt| learnt.level.as_ref());
    let suspects = level.and_then(Result::ok).map_or(&[][..], |level| level.suspects());
    let suspects = suspects
        .iter()
        .filter(|day| is_no_luck(day.contacts, day.expected))
        .map(|day| SuspectDay { date: day.date, contacts: day.contacts, expected: day.expected });
    let forecast = match level {
        Some(Err(too_little)) if channel.volume.is_empty() => {
            let needed = if terms.plain_mean { LEAST_FOR_MEAN } else { too_little.needed };
            Err(NoForecast::TooFewDays { found: too_little.found, needed })
        }
        Some(Ok(_)) if learnt.is_some_and(|learnt| contacts(learnt) <= 0.0) => Err(NoForecast::NoContacts),
        _ => Ok(forecast(terms, index, &told, layout)),
    };
    ChannelOutlook {
        channel: channel.name.clone(),
        scenario: None,
        history: learnt.and_then(history_used),
        suspects: suspects.collect(),
        uplifts: told.uplifts.clone(),
        cautions: cautions(terms, index, &told, &forecast),
        forecast,
    }
}

/// What the history and its forecast say, then what the plan does.
fn cautions(
    terms: &ChannelTerms<'_>,
    index: usize,
    told: &Told,
    forecast: &Result<ChannelForecast, NoForecast>,
) -> Vec<OutlookCaution> {
    let own = forecast.as_ref().map(|forecast| of_forecast(terms, index, told, forecast));
    let of_plan = told.cautions.iter().filter(|one| concerns_demand(one)).cloned().map(OutlookCaution::Plan);
    own.unwrap_or_default().into_iter().chain(of_plan).collect()
}

/// Whether a day is off by more than four standard deviations of counting.
fn is_no_luck(contacts: f64, expected: f64) -> bool {
    (contacts - expected).abs() > 4.0 * expected.max(1.0).sqrt()
}

/// Whether a caution is about contacts, and says anything.
fn concerns_demand(caution: &Caution) -> bool {
    match caution {
        // A channel without a forecast says it by itself.
        Caution::NoContacts { .. } => false,
        Caution::PatienceLearnt { .. } | Caution::HandleTimeLearnt { .. } => false,
        Caution::GrowthLearnt { per_month, .. } => per_month.abs() >= LEAST_GROWTH,
        _ => true,
    }
}

fn contacts(learnt: &Learnt) -> f64 {
    learnt.series.totals().into_iter().flatten().sum()
}

fn history_used(learnt: &Learnt) -> Option<HistoryUsed> {
    let series = &learnt.series;
    let totals = series.totals();
    let tail = totals.len().saturating_sub(TAIL);
    let dated = |(at, total): (usize, &Option<f64>)| Some((series.date(at)?, *total));
    Some(HistoryUsed {
        first: series.first,
        last: series.last()?,
        days: totals.iter().flatten().filter(|total| **total > 0.0).count(),
        tail: totals.iter().enumerate().skip(tail).filter_map(dated).collect(),
    })
}

fn forecast(terms: &ChannelTerms<'_>, index: usize, told: &Told, layout: &Layout<'_>) -> ChannelForecast {
    let grid = terms.plan.settings.grid;
    let deferred = terms.plan.channels[index].kind == ChannelKind::Deferred;
    let slots = SlotTerms {
        grid,
        spread: told.learnt.as_ref().map_or(SlotSpread::POISSON, slot_spread),
        everywhere: deferred,
        aht: told.handle_time_known,
    };
    let demand = &told.demand;
    let day = |((&date, day), spread): ((&NaiveDate, &DayDemand), &DaySpread)| {
        let shape = day.shape.map(|shape| &demand.shapes[shape]);
        let part = |shape| on_the_clock(date, shape, (grid, deferred), layout.changes);
        let mean = day.offered * shape.map_or(1.0, part);
        let figure = Figure {
            mean,
            quantiles: layout.levels.of_days(mean, *spread),
            aht_seconds: shape.filter(|_| slots.aht && mean > 0.0).map(day_aht),
        };
        let intervals = shape.filter(|_| layout.intervals && grid != Grid::DAY);
        let intervals = intervals.map_or_else(Vec::new, |shape| {
            slots.of_day(&OneDay { date, offered: day.offered, shape, spread }, layout)
        });
        DayOutlook { date, open: shape.is_some(), figure, intervals }
    };
    let days: Vec<DayOutlook> = terms.days.iter().zip(&demand.days).zip(&told.spreads).map(day).collect();
    let periods = periods(&days, told, layout);
    let members = match told.learnt.as_ref().map(|learnt| learnt.level.as_ref()) {
        Some(Ok(level)) => level.members(),
        _ => vec![Member::Stated],
    };
    ChannelForecast { members, interval: if layout.intervals { grid } else { Grid::DAY }, days, periods }
}

/// Mean handle time of a day's contacts.
fn day_aht(shape: &DayShape) -> f64 {
    let work = shape.share.iter().zip(&shape.aht).map(|(share, aht)| share * aht).sum();
    let with_contacts = shape.share.iter().zip(&shape.aht).filter(|(share, _)| **share > 0.0);
    between(work, with_contacts.map(|(_, aht)| *aht))
}

/// A mean lies between the least and the most of what it is the mean of, whatever the rounding.
fn between(mean: f64, of: impl Iterator<Item = f64>) -> f64 {
    let (least, most) =
        of.fold((f64::INFINITY, 0.0_f64), |(least, most), one| (least.min(one), most.max(one)));
    told_seconds(if least <= most { mean.clamp(least, most) } else { mean })
}

/// Handle times are told to a billionth of a second: what lies beyond is rounding.
fn told_seconds(aht: f64) -> f64 {
    (aht * 1e9).round() / 1e9
}

/// How the slots of the last whole days strayed from their day's total times their share.
fn slot_spread(learnt: &Learnt) -> SlotSpread {
    let whole = learnt.series.whole_days(&learnt.marks);
    let mut pairs = Vec::new();
    let complete = |at: &usize| whole[*at].is_some_and(|day| day.seen >= 1.0 && day.total > 0.0);
    for at in (0..whole.len()).rev().filter(complete).take(DAYS_FOR_SPREAD) {
        if let (Some(slots), Some(date), Some(day)) =
            (&learnt.series.days[at], learnt.series.date(at), whole[at])
        {
            let shares = learnt.profile.shares(DayKind::of(date, false));
            pairs.extend(shares.iter().zip(slots).map(|(share, &contacts)| (day.total * share, contacts)));
        }
    }
    if learnt.series.grid == Grid::DAY { SlotSpread::POISSON } else { SlotSpread::fit(&pairs) }
}

/// A day whose slots are laid out.
struct OneDay<'a> {
    date: NaiveDate,
    offered: f64,
    shape: &'a DayShape,
    spread: &'a DaySpread,
}

/// What the slots of all days have in common.
struct SlotTerms {
    grid: Grid,
    spread: SlotSpread,
    /// Contacts arrive outside the hours as well.
    everywhere: bool,
    aht: bool,
}

impl SlotTerms {
    fn of_day(&self, day: &OneDay<'_>, layout: &Layout<'_>) -> Vec<IntervalOutlook> {
        let &OneDay { date, offered, shape, spread } = day;
        let slots =
            slots_of_day(date, self.grid, layout.changes, |slot| self.everywhere || shape.open[slot] > 0.0);
        let interval = |one: &Slot| {
            let mean = offered * shape.share[one.slot] * one.part;
            let figure = Figure {
                mean,
                quantiles: layout.levels.of_slot(mean, self.spread, *spread),
                aht_seconds: shape.aht.get(one.slot).filter(|_| self.aht).map(|aht| told_seconds(*aht)),
            };
            IntervalOutlook { start: one.start, offset: one.offset, figure }
        };
        slots.iter().map(interval).collect()
    }
}

fn periods(days: &[DayOutlook], told: &Told, layout: &Layout<'_>) -> Vec<PeriodOutlook> {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Vec::new() };
    let mut start = 0;
    let of_period = |period: Period| {
        let count = days[start..].iter().take_while(|day| day.date <= period.last).count();
        let range = start..start + count;
        start += count;
        let within: Vec<(f64, DaySpread)> = days[range.clone()]
            .iter()
            .map(|day| day.figure.mean)
            .zip(told.spreads[range.clone()].iter().copied())
            .collect();
        let mean: f64 = within.iter().map(|(mean, _)| mean).sum();
        let work: f64 = days[range.clone()]
            .iter()
            .filter_map(|day| Some(day.figure.mean * day.figure.aht_seconds?))
            .sum();
        let quantiles = layout.levels.of_days(mean, spread_of_sum(&within, told.rho));
        let ahts = || days[range.clone()].iter().filter_map(|day| day.figure.aht_seconds);
        let aht_seconds = (told.handle_time_known && mean > 0.0).then(|| between(work / mean, ahts()));
        let open_days = days[range.clone()].iter().filter(|day| day.open).count();
        PeriodOutlook { period, open_days, figure: Figure { mean, quantiles, aht_seconds } }
    };
    layout.by.periods(first.date, last.date).into_iter().map(of_period).collect()
}
