//! The two readings of one file, held against each other.

use crate::cases::Case;
use crate::counts::{self, Channel, Reading, Sums};
use crate::text::Fault;
use chrono::NaiveDate;
use staffplan::input::history::{Asked, HistoriesRead, read_asked};
use staffplan::input::{Diagnostic, Place, Severity, SourceFile};
use staffplan::model::{ChannelCounts, HistoryDay, HistoryKind, Reject};
use staffplan::units::Seconds;
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::Path;

/// Sums of `f64` differ by their order; a duration is known to the microsecond.
const RELATIVE: f64 = 1e-9;
const SECONDS: f64 = 1e-6;
/// Rejected rows that are held against each other one by one.
const KEPT: usize = 10_000;

macro_rules! demand {
    ($holds:expr, $($said:tt)*) => {
        if !$holds {
            return Err(format!($($said)*));
        }
    };
}

/// Reads a case in both ways; how they differ, if they do. `met` counts codes and files that came to counts.
pub(crate) fn agrees(case: &Case, path: &Path, met: &mut BTreeMap<&'static str, u64>) -> Result<(), String> {
    std::fs::write(path, &case.bytes).map_err(|error| error.to_string())?;
    let mut source = case.source.clone();
    source.files = vec![SourceFile::at(path, "case.csv")];
    let ask = |(block, threads): (usize, usize)| Asked {
        within: Seconds::new(case.within).ok(),
        rejects_kept: KEPT,
        block: Some(block),
        threads: NonZeroUsize::new(threads),
        ..Asked::default()
    };
    let real = read_asked(&source, ask(case.readings[0]));
    let again = read_asked(&source, ask(case.readings[1]));
    demand!(real == again, "not the same by blocks and threads {:?}:\n{real:?}\n{again:?}", case.readings);
    let plain = counts::read(&case.bytes, &source, case.within);
    let refusal = errors(&real).next();
    demand!(
        refusal == plain.refusal,
        "refused by {refusal:?}, by the reference {:?}\nthe reader says {:?}",
        plain.refusal,
        real.diagnostics
    );
    let file = &real.files[0].input;
    demand!(
        file.rows_read == file.rows_accepted + file.rows_rejected,
        "the books of {file:?} do not balance"
    );
    for code in plain.refusal.iter().chain(&plain.rejected) {
        *met.entry(code.code).or_default() += 1;
    }
    if plain.refusal.is_some_and(|refusal| refusal.code != "E440") {
        return Ok(());
    }
    let books = (file.rows_accepted, file.rows_rejected, file.rows_skipped, file.first, file.last);
    let of_plain = (
        number(plain.accepted),
        number(plain.rejected.len()),
        number(plain.skipped),
        plain.first,
        plain.last,
    );
    demand!(books == of_plain, "books {books:?}, by the reference {of_plain:?}\n{:?}", real.diagnostics);
    rejects(&real, &plain)?;
    channels(&real, &plain)?;
    *met.entry("agreed").or_default() += 1;
    Ok(())
}

/// Reads two files that do not overlap as one history; how it differs from the sum of both, if it does.
pub(crate) fn sums(
    cases: &[Case; 2],
    folder: &Path,
    met: &mut BTreeMap<&'static str, u64>,
) -> Result<(), String> {
    let mut source = cases[0].source.clone();
    for (case, name) in cases.iter().zip(["one.csv", "two.csv"]) {
        std::fs::write(folder.join(name), &case.bytes).map_err(|error| error.to_string())?;
        source.files.push(SourceFile::at(folder.join(name), name));
    }
    let (block, threads) = cases[0].readings[0];
    let asked = Asked { block: Some(block), threads: NonZeroUsize::new(threads), ..Asked::default() };
    let real = read_asked(&source, asked);
    let plain = cases.each_ref().map(|case| counts::read(&case.bytes, &source, case.within));
    if plain.iter().any(|plain| plain.refusal.is_some()) {
        demand!(errors(&real).next().is_some(), "not refused: {:?}", real.diagnostics);
        return Ok(());
    }
    demand!(errors(&real).next().is_none(), "refused: {:?}", real.diagnostics);
    for (file, plain) in real.files.iter().zip(&plain) {
        let books = (file.input.rows_accepted, file.input.rows_rejected, file.input.rows_skipped);
        let wanted = (number(plain.accepted), number(plain.rejected.len()), number(plain.skipped));
        demand!(books == wanted, "books {books:?}, by the reference {wanted:?}");
    }
    for channel in &real.channels {
        let name = channel.channel.trim().to_lowercase();
        let both = || plain.iter().filter_map(|plain| plain.channels.get(&name));
        let sum = |of: fn(&Sums) -> f64| -> f64 { both().map(|channel| of(&channel.whole)).sum() };
        let seen =
            [channel.totals.offered, channel.totals.abandoned, channel.totals.handled, channel.totals.waits];
        let wanted = [sum(|s| s.offered), sum(|s| s.abandoned), sum(|s| s.handled), sum(|s| s.waits)];
        demand!(seen == wanted, "channel {name:?}: {seen:?}, by the reference {wanted:?}");
        let ends = (channel.first, channel.last);
        let wanted = (both().filter_map(|c| c.first).min(), both().filter_map(|c| c.last).max());
        demand!(ends == wanted, "channel {name:?}: from and to {ends:?}, by the reference {wanted:?}");
    }
    *met.entry("agreed").or_default() += 1;
    Ok(())
}

fn number(length: usize) -> u64 {
    length as u64
}

fn place(found: &Diagnostic) -> Option<Fault> {
    let Place::Data { line, column, .. } = &found.place else { return None };
    let (line, column) = (usize::try_from(*line).unwrap(), usize::try_from(*column).unwrap());
    Some(Fault { line, column, code: found.code })
}

fn reject(kept: &Reject) -> Fault {
    let (line, column) = (usize::try_from(kept.line).unwrap(), usize::try_from(kept.column).unwrap());
    Fault { line, column, code: kept.code }
}

/// What refuses the file: the objections that are errors although every rejected row is borne.
fn errors(real: &HistoriesRead) -> impl Iterator<Item = Fault> + '_ {
    real.diagnostics.iter().filter(|found| found.severity == Severity::Error).filter_map(place)
}

/// The rejected rows that are shown are the first ones, and the rest is told exactly by code.
fn rejects(real: &HistoriesRead, plain: &Reading) -> Result<(), String> {
    let is_reject = |found: &&Diagnostic| found.code.starts_with("E42") || found.code.starts_with("E43");
    let shown: Vec<Fault> = real.diagnostics.iter().filter(is_reject).filter_map(place).collect();
    let wanted = &plain.rejected[..plain.rejected.len().min(25)];
    demand!(shown == wanted, "rejected {shown:?}, by the reference {wanted:?}");
    let kept: Vec<Fault> = real.files[0].rejects.iter().map(reject).collect();
    let wanted = &plain.rejected[..plain.rejected.len().min(KEPT)];
    demand!(kept == wanted, "kept {kept:?}, by the reference {wanted:?}");
    let mut by_code: BTreeMap<&str, usize> = BTreeMap::new();
    plain.rejected.iter().for_each(|fault| *by_code.entry(fault.code).or_default() += 1);
    let told: Vec<String> =
        by_code.iter().map(|(code, times)| format!("{code} {}", grouped(*times))).collect();
    let rest = real.diagnostics.iter().find(|found| found.code == "E445");
    let has_rest = plain.rejected.len() > 25;
    let says = |found: &Diagnostic| found.message.ends_with(&told.join(", "));
    demand!(has_rest == rest.is_some_and(says), "{rest:?} and not {told:?}");
    Ok(())
}

/// `2,000` for 2000.
fn grouped(times: usize) -> String {
    if times < 1000 { times.to_string() } else { format!("{},{:03}", grouped(times / 1000), times % 1000) }
}

fn channels(real: &HistoriesRead, plain: &Reading) -> Result<(), String> {
    let is_log = real.kind == Some(HistoryKind::Log);
    let counted: Vec<&ChannelCounts> =
        real.channels.iter().filter(|channel| !channel.days.is_empty()).collect();
    let names: BTreeSet<String> =
        counted.iter().map(|channel| channel.channel.trim().to_lowercase()).collect();
    let wanted: BTreeSet<String> = plain.channels.keys().cloned().collect();
    demand!(
        names == wanted && names.len() == counted.len(),
        "channels {names:?}, by the reference {wanted:?}"
    );
    for channel in counted {
        let other = &plain.channels[&channel.channel.trim().to_lowercase()];
        of_channel(channel, other, is_log)
            .map_err(|error| format!("channel {:?}: {error}", channel.channel))?;
    }
    Ok(())
}

fn of_channel(real: &ChannelCounts, plain: &Channel, is_log: bool) -> Result<(), String> {
    demand!(real.channel == plain.name, "called {:?}, by the reference {:?}", real.channel, plain.name);
    demand!(u32::from(real.grid.minutes()) == plain.grid, "grid {}, not {}", real.grid.minutes(), plain.grid);
    let (ends, others) = ((real.first, real.last), (plain.first, plain.last));
    demand!(ends == others, "from and to {ends:?}, by the reference {others:?}");
    let (totals, whole) = (&real.totals, &plain.whole);
    let counts = [
        (totals.offered, whole.offered),
        (totals.abandoned, whole.abandoned),
        (totals.handled, whole.handled),
        (totals.waits, whole.waits),
        (totals.score_sum, whole.score_sum),
        (totals.answered_waits, whole.answered_waits),
        (totals.answered_within, whole.answered_within),
        (totals.abandoned_within, whole.abandoned_within),
    ];
    demand!(counts.iter().all(|(a, b)| close(*a, *b, 0.0)), "totals {totals:?}, by the reference {whole:?}");
    let answers = (totals.scores, totals.satisfied, totals.answers, totals.resolved);
    let others = (whole.scores, whole.satisfied, whole.answers, whole.resolved);
    demand!(answers == others, "answers {answers:?}, by the reference {others:?}");
    let within = SECONDS * whole.rows;
    let seconds = close(totals.handle_seconds, whole.handle_seconds, within)
        && close(totals.wait_seconds, whole.wait_seconds, within)
        && close(totals.answered_wait_seconds, whole.answered_wait_seconds, within)
        && (!is_log || close(totals.handle_squares, whole.handle_squares, within * 1e6));
    demand!(seconds, "seconds of {totals:?}, by the reference {whole:?}");
    of_days(&real.days, &plain.slots, real.grid.slots())?;
    of_days(&real.second_passes, &plain.second, real.grid.slots())
        .map_err(|error| format!("second pass of {error}"))
}

fn of_days(
    real: &BTreeMap<NaiveDate, HistoryDay>,
    plain: &BTreeMap<(NaiveDate, u32), Sums>,
    slots: usize,
) -> Result<(), String> {
    let days: BTreeSet<_> = real.keys().copied().collect();
    let others: BTreeSet<_> = plain.keys().map(|(day, _)| *day).collect();
    demand!(days == others, "days {days:?}, by the reference {others:?}");
    for (date, day) in real {
        for slot in 0..slots {
            let key = (*date, u32::try_from(slot).unwrap());
            let wanted = plain.get(&key).cloned().unwrap_or_default();
            of_slot(day, slot, &wanted).map_err(|error| format!("{date}, slot {slot}: {error}"))?;
        }
    }
    Ok(())
}

fn of_slot(day: &HistoryDay, slot: usize, plain: &Sums) -> Result<(), String> {
    let within = SECONDS * plain.rows;
    let agree = close(day.offered[slot], plain.offered, 0.0)
        && close(day.abandoned[slot], plain.abandoned, 0.0)
        && close(day.handled[slot], plain.handled, 0.0)
        && close(day.handle_seconds[slot], plain.handle_seconds, within)
        && close(day.wait_seconds[slot], plain.wait_seconds, within);
    let seen =
        [&day.offered, &day.abandoned, &day.handled, &day.handle_seconds, &day.wait_seconds].map(|s| s[slot]);
    demand!(agree, "{seen:?}, by the reference {plain:?}");
    Ok(())
}

fn close(one: f64, other: f64, within: f64) -> bool {
    one == other || (one - other).abs() <= RELATIVE * one.abs().max(other.abs()) + within
}
