//! Inquiries as two kinds of history: interval counts of a live channel, and the log of a ticket desk.

use crate::demand::{Channel, Day, is_weekend};
use crate::random::Random;
use chrono::{Datelike, NaiveDate};
use std::fmt::Write;

/// How much longer a newcomer takes.
const NEWCOMER_SLOWER: f64 = 1.25;
const HALF_HOUR: f64 = 1800.0;
/// Share of tickets that the first answer resolves.
const RESOLVED: f64 = 0.80;

/// A row for each open half-hour: contacts offered, mean handle time of the answered, how many gave up.
pub(crate) fn interval_counts(channel: &Channel) -> String {
    let mut csv = String::from("interval_start,offered,aht_seconds,abandoned\n");
    for day in channel.days() {
        let mut random = channel.random("contacts", day.date);
        for (slot, share) in channel.shares(day.date) {
            let offered = contacts(channel, day.mean * day.luck * share, &mut random);
            let abandoned = random.binomial(offered, abandonment(channel, &day, share));
            let answered = offered - abandoned;
            let handled: f64 =
                (0..answered).map(|_| handle_seconds(channel, day.date, slot, &mut random)).sum();
            let aht =
                if answered > 0 { format!("{:.1}", handled / f64::from(answered)) } else { String::new() };
            let (hour, minute) = (slot / 2, slot % 2 * 30);
            writeln!(csv, "{}T{hour:02}:{minute:02},{offered},{aht},{abandoned}", day.date)
                .expect(TO_A_STRING);
        }
    }
    csv
}

/// A row for each ticket: when it was written, how long it took, whether the first answer settled it.
pub(crate) fn ticket_log(channel: &Channel) -> String {
    let mut csv = String::from("timestamp,handle_seconds,resolved\n");
    for day in channel.days() {
        let mut random = channel.random("contacts", day.date);
        for (slot, share) in channel.shares(day.date) {
            let written = contacts(channel, day.mean * day.luck * share, &mut random);
            let mut seconds: Vec<u32> = (0..written).map(|_| slot * 1800 + random.below(1800)).collect();
            seconds.sort_unstable();
            for second in seconds {
                let handle = handle_seconds(channel, day.date, slot, &mut random).max(1.0);
                let resolved = random.chance(RESOLVED);
                writeln!(csv, "{}T{},{handle:.0},{resolved}", day.date, clock(second)).expect(TO_A_STRING);
            }
        }
    }
    csv
}

/// Contacts of one half-hour: Poisson around a mean with its own gamma factor.
fn contacts(channel: &Channel, mean: f64, random: &mut Random) -> u32 {
    let factor = random.gamma_factor(channel.slot_cv);
    random.poisson(mean * factor)
}

/// Why writing to a string cannot fail.
pub(crate) const TO_A_STRING: &str = "a string takes all that is written to it";

/// A second of the day as `hh:mm:ss`.
pub(crate) fn clock(second: u32) -> String {
    format!("{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60)
}

/// Handle time of one contact: lognormal, with the part of the day and the newcomers in its mean.
fn handle_seconds(channel: &Channel, date: NaiveDate, slot: u32, random: &mut Random) -> f64 {
    const NOON: u32 = 24;
    const EVENING: u32 = 40;
    let (mean, cv) = channel.handle;
    let part_of_day = match slot {
        ..NOON => 0.98,
        NOON..EVENING => 1.0,
        _ => 1.03,
    };
    let weekend = if is_weekend(date) { 1.01 } else { 1.0 };
    let newcomer = if random.chance(newcomers(date)) { NEWCOMER_SLOWER } else { 1.0 };
    random.lognormal(mean * part_of_day * weekend * newcomer, cv)
}

/// Share of newcomers on seat: more of them in the quarter of the sales of 2025.
fn newcomers(date: NaiveDate) -> f64 {
    if date.year() == 2025 && date.month() >= 10 { 0.16 } else { 0.08 }
}

/// Probability that a contact gives up: Erlang A, with the staff that its planners thought they would need.
///
/// They plan for the mean of the day and see only so much of a peak: an uplift `u` is planned as `u^0.8`.
fn abandonment(channel: &Channel, day: &Day, share: f64) -> f64 {
    const FORESIGHT: f64 = 0.8;
    let Some(patience) = channel.patience else { return 0.0 };
    let expected = day.mean * share * channel.handle.0 * (1.0 + 0.25 * newcomers(day.date)) / HALF_HOUR;
    let planned = if day.uplift > 1.0 { expected * libm::pow(day.uplift, FORESIGHT - 1.0) } else { expected };
    let agents = libm::ceil(planned + channel.safety * libm::sqrt(planned));
    erlang_a_abandonment(expected * day.luck, agents, patience / channel.handle.0)
}

/// Abandonment in M/M/n+M, with the load in Erlangs and the patience in handle times.
///
/// Birth and death: `π(k) = π(k−1) · a / (min(k, n) + (k − n)⁺ / patience)`; those who give up are
/// `Σ π(k) · (k − n)⁺ / patience` of `a`.
fn erlang_a_abandonment(load: f64, agents: f64, patience: f64) -> f64 {
    const NEGLIGIBLE: f64 = 1e-12;
    let (mut state, mut weight, mut total, mut leaving) = (0.0, 1.0, 1.0, 0.0);
    loop {
        state += 1.0;
        let gives_up = f64::max(state - agents, 0.0) / patience;
        weight *= load / (f64::min(state, agents) + gives_up);
        total += weight;
        leaving += weight * gives_up;
        if state > agents && state > load && weight < NEGLIGIBLE * total {
            return leaving / total / load;
        }
    }
}
