//! A plan of one channel as its history alone tells it: hours and closed weekdays are inferred, nothing else is said.

use super::caution::OutlookCaution;
use crate::calendar::{DateSpan, DayHours, Grid, WeekHours};
use crate::model::{
    Channel, ChannelCounts, ChannelHistory, ChannelKind, Concurrency, CostRates, Evidence, HistoryDay,
    Monthly, Plan, PlanCalendar, Settings, WorkforceStep,
};
use crate::queueing::ServiceLevelDefinition;
use crate::units::Fraction;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::{BTreeMap, BTreeSet};

/// A weekday that is closed has contacts on less than this part of the days on which the liveliest has them; the day model
/// passes over weekdays by the same rule.
const CLOSED_RATE: f64 = 0.1;
/// What was seen on a closed weekday would come about with less than this probability on a weekday like the others.
const NO_LUCK: f64 = 1e-3;
/// Contacts of a day below which a day without any may be luck; from here on it is missing, as where a day's total is judged.
const QUIET: f64 = 20.0;

/// What is said beside a history.
#[derive(Debug, Clone, Copy)]
pub(super) struct Said<'a> {
    /// Last day of history used.
    pub as_of: NaiveDate,
    /// Days without service, past or to come.
    pub closed: &'a BTreeSet<NaiveDate>,
    /// First and last day of the horizon.
    pub horizon: DateSpan,
    /// Length of intervals; `None`: the history's own.
    pub interval: Option<Grid>,
}

/// A channel as its history tells it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Inferred {
    /// A plan of this channel alone.
    pub plan: Plan,
    /// Its history, without the days on which it is closed.
    pub evidence: Evidence,
    /// What was inferred.
    pub cautions: Vec<OutlookCaution>,
}

/// The channel as its days up to the last one used tell it; `None` without such a day.
pub(super) fn inferred(counts: &ChannelCounts, said: &Said<'_>) -> Option<Inferred> {
    let used: Vec<NaiveDate> = counts.days.range(..=said.as_of).map(|(date, _)| *date).collect();
    let (first, last) = (*used.first()?, *used.last()?);
    let days: Vec<NaiveDate> = first.iter_days().take_while(|date| *date <= last).collect();
    let served: Vec<NaiveDate> = days.iter().copied().filter(|date| !said.closed.contains(date)).collect();
    let closed = closed_weekdays(counts, &served);
    let quiet = quiet_weekdays(counts, &served);
    let is_closed = |date: &NaiveDate| said.closed.contains(date) || closed.contains(&date.weekday());
    let history = ChannelHistory {
        grid: counts.grid,
        first,
        days: days
            .iter()
            .map(|date| if is_closed(date) { None } else { day_of(counts, *date, &quiet) })
            .collect(),
        knows_abandonment: counts.tells_abandonment,
        knows_waits: false,
        resolved: None,
    };
    let stray = |date: &&NaiveDate| closed.contains(&date.weekday());
    let contacts = served.iter().filter(stray).map(|date| total(counts, *date)).sum();
    let mut cautions = Vec::new();
    if !closed.is_empty() {
        cautions.push(OutlookCaution::ClosedWeekdays { weekdays: closed.clone(), contacts });
    }
    let grid = match said.interval {
        Some(asked) if asked != Grid::DAY => asked,
        _ => counts.grid,
    };
    if grid.minutes() < counts.grid.minutes() {
        cautions.push(OutlookCaution::SpreadEvenly { own: counts.grid.minutes(), asked: grid.minutes() });
    }
    let plan = plan(&counts.channel, week_hours(counts, &served, &closed), (grid, said));
    Some(Inferred { plan, evidence: Evidence { histories: vec![history], survey: Vec::new() }, cautions })
}

/// A day of the history. A log has no row where nothing came: on a weekday that brings little anyway such a day is one of
/// no contact, on a busy one it is missing.
fn day_of(counts: &ChannelCounts, date: NaiveDate, quiet: &[bool; 7]) -> Option<HistoryDay> {
    let none = || {
        let zeros = vec![0.0; counts.grid.slots()];
        HistoryDay {
            offered: zeros.clone(),
            handled: zeros.clone(),
            handle_seconds: zeros.clone(),
            abandoned: zeros.clone(),
            wait_seconds: zeros,
        }
    };
    let is_quiet = quiet[date.weekday().num_days_from_monday() as usize];
    counts.days.get(&date).cloned().or_else(|| is_quiet.then(none))
}

/// Weekdays of a log on which a day without a contact may be luck, from Monday on; none of interval counts.
fn quiet_weekdays(counts: &ChannelCounts, days: &[NaiveDate]) -> [bool; 7] {
    let (mut seen, mut contacts) = ([0.0_f64; 7], [0.0_f64; 7]);
    for date in days.iter().filter(|date| counts.days.contains_key(date)) {
        let weekday = date.weekday().num_days_from_monday() as usize;
        seen[weekday] += 1.0;
        contacts[weekday] += total(counts, *date);
    }
    let is_log = counts.slots_with_rows.is_empty();
    std::array::from_fn(|at| is_log && seen[at] > 0.0 && contacts[at] < QUIET * seen[at])
}

fn total(counts: &ChannelCounts, date: NaiveDate) -> f64 {
    counts.days.get(&date).map_or(0.0, |day| day.offered.iter().sum())
}

/// Weekdays, from Monday on, with contacts on hardly any of their days, so few that it is no luck: neither that so few of its
/// days have contacts, nor that so few contacts came.
fn closed_weekdays(counts: &ChannelCounts, days: &[NaiveDate]) -> Vec<Weekday> {
    let (mut all, mut seen, mut contacts) = ([0_u32; 7], [0_u32; 7], [0.0_f64; 7]);
    for date in days {
        let weekday = date.weekday().num_days_from_monday() as usize;
        let total = total(counts, *date);
        all[weekday] += 1;
        seen[weekday] += u32::from(total > 0.0);
        contacts[weekday] += total;
    }
    let rate = |at: usize| f64::from(seen[at]) / f64::from(all[at].max(1));
    let liveliest = (0..7).map(rate).fold(0.0, f64::max);
    let (closed, open): (Vec<usize>, Vec<usize>) =
        (0..7).filter(|&at| all[at] > 0).partition(|&at| rate(at) < CLOSED_RATE * liveliest);
    let sum = |of: &[u32; 7]| f64::from(open.iter().map(|&at| of[at]).sum::<u32>());
    let (days_open, contacts) = (sum(&all).max(1.0), open.iter().map(|&at| contacts[at]).sum::<f64>());
    let share = sum(&seen) / days_open;
    let no_luck = |at: &usize| {
        let none = (-contacts / days_open * f64::from(all[*at])).exp();
        none.max(at_most(seen[*at], all[*at], share)) < NO_LUCK
    };
    let named = closed.into_iter().filter(no_luck);
    named.filter_map(|at| Weekday::try_from(u8::try_from(at).ok()?).ok()).collect()
}

/// Probability of at most so many of `all` days with contacts, each with probability `share`: the binomial law.
fn at_most(seen: u32, all: u32, share: f64) -> f64 {
    if share >= 1.0 {
        return f64::from(u8::from(seen >= all));
    }
    let mut term = f64::from(all) * (-share).ln_1p();
    let mut sum = term.exp();
    for count in 0..seen.min(all) {
        term += (f64::from(all - count) / f64::from(count + 1) * share / (1.0 - share)).ln();
        sum += term.exp();
    }
    sum.min(1.0)
}

/// Open slots by weekday: those that had a row on any of its days. A weekday that the history does not reach has the
/// slots of all others.
fn week_hours(counts: &ChannelCounts, days: &[NaiveDate], closed: &[Weekday]) -> WeekHours {
    let slots = counts.grid.slots();
    let mut open: [Option<Vec<bool>>; 7] = Default::default();
    for date in days.iter().filter(|date| !closed.contains(&date.weekday())) {
        let of_weekday = &mut open[date.weekday().num_days_from_monday() as usize];
        let of_weekday = of_weekday.get_or_insert_with(|| vec![false; slots]);
        of_weekday.iter_mut().enumerate().for_each(|(slot, open)| *open |= counts.has_row(*date, slot));
    }
    let any: Vec<bool> = (0..slots).map(|slot| open.iter().flatten().any(|day| day[slot])).collect();
    let hours = |at: usize| {
        let weekday = u8::try_from(at).ok().and_then(|at| Weekday::try_from(at).ok());
        if weekday.is_some_and(|weekday| closed.contains(&weekday)) {
            return DayHours::default();
        }
        day_hours(open[at].as_ref().unwrap_or(&any), counts.grid)
    };
    WeekHours::new(std::array::from_fn(hours))
}

/// The open spans of a day.
fn day_hours(open: &[bool], grid: Grid) -> DayHours {
    let mut spans: Vec<(u16, u16)> = Vec::new();
    for slot in (0..open.len()).filter(|&slot| open[slot]) {
        let (start, end) = (grid.start_minute(slot), grid.start_minute(slot) + grid.minutes());
        match spans.last_mut() {
            Some((_, close)) if *close == start => *close = end,
            _ => spans.push((start, end)),
        }
    }
    DayHours::new(spans).unwrap_or_default()
}

fn plan(name: &str, hours: WeekHours, (grid, said): (Grid, &Said<'_>)) -> Plan {
    let channel = Channel {
        name: name.to_owned(),
        kind: ChannelKind::Live,
        hours,
        history: Some(0),
        volume: BTreeMap::new(),
        profile_of: None,
        handle_time: None,
        concurrency: Concurrency::Same(1),
        patience: None,
        redial: Fraction::ZERO,
        service_level: None,
        asa: None,
        max_abandon: None,
        minimum_staff: 0,
        growth_per_month: None,
        deflection: Monthly::constant(Fraction::ZERO),
        first_contact_resolution: None,
        recontact: None,
        opening_backlog: 0,
    };
    let settings = Settings {
        title: String::new(),
        start: said.horizon.first,
        months: 1,
        timezone: String::new(),
        grid,
        workforce_step: WorkforceStep::Month,
        currency: String::new(),
        seed: 0,
        replications: 1,
        sl_definition: ServiceLevelDefinition::Offered,
        as_of: said.as_of,
    };
    Plan {
        settings,
        calendar: PlanCalendar { closed: said.closed.clone(), ..PlanCalendar::default() },
        channels: vec![channel],
        events: Vec::new(),
        teams: Vec::new(),
        cost: CostRates::free(),
        csat: None,
        targets: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::at_most;

    /// `R: pbinom(1, 10, 0.3)`, `pbinom(0, 20, 0.5)`, and certainties.
    #[test]
    fn the_binomial_tail_is_that_of_r() {
        assert!((at_most(1, 10, 0.3) - 0.149_308_345_9).abs() < 1e-9);
        assert!((at_most(0, 20, 0.5) - 9.536_743_164_062_5e-7).abs() < 1e-18);
        assert!((at_most(5, 5, 0.2) - 1.0).abs() < 1e-12 && at_most(0, 3, 1.0) < 1e-12);
    }
}
