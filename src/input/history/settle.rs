//! Interval counts, once all are read: the grid they lie on, rows off it, rows that stand twice, holes in a day.

use super::flaw::{At, Flaw, count};
use super::ledger::Ledger;
use super::rows::Interval;
use super::tally::Tally;
use super::timestamp::Moment;
use crate::calendar::Grid;
use crate::input::Severity;
use chrono::Timelike;
use std::collections::HashMap;

/// Contacts of an interval of an hour or less beyond which a row is doubted; of a longer one, contacts an hour.
const DOUBTFUL: f64 = 100_000.0;
/// Of 100 rows on the finest grid, those that a coarser one must hold.
const ON_GRID_PERCENT: usize = 99;

/// An interval that waits for the grid.
#[derive(Debug, Clone)]
pub(super) struct Pending {
    pub(super) file: usize,
    pub(super) at: At,
    pub(super) field: String,
    pub(super) channel: usize,
    pub(super) moment: Moment,
    pub(super) interval: Interval,
}

/// The coarsest grid that holds nearly all intervals; the plan's own where they lie on none.
pub(super) fn grid_of(pending: &[Pending], otherwise: Grid) -> Grid {
    let on = |minutes: u32| pending.iter().filter(|p| is_on(&p.moment, minutes)).count();
    let finest = on(u32::from(Grid::MINUTES[0]));
    if finest == 0 {
        return otherwise;
    }
    let fits = |minutes: u16| on(u32::from(minutes)) * 100 >= finest * ON_GRID_PERCENT;
    let coarsest = [1440].into_iter().chain(Grid::MINUTES.into_iter().rev()).find(|minutes| fits(*minutes));
    coarsest.and_then(Grid::of_minutes).unwrap_or(otherwise)
}

fn is_on(moment: &Moment, minutes: u32) -> bool {
    let time = moment.local.time();
    time.second() == 0 && time.nanosecond() == 0 && (time.hour() * 60 + time.minute()).is_multiple_of(minutes)
}

/// Accepts or rejects every interval and counts those accepted.
pub(super) fn settle(pending: &[Pending], grid: Grid, tally: &mut Tally, ledgers: &mut [Ledger]) {
    let mut met: HashMap<(usize, i64), (usize, u64)> = HashMap::with_capacity(pending.len());
    let mut used: Vec<&Pending> = Vec::new();
    for row in pending {
        let on = is_on(&row.moment, u32::from(grid.minutes()));
        let flaw = if on { None } else { Some(off_grid(row, grid)) };
        let key = (row.channel, row.moment.instant);
        let flaw = flaw.or_else(|| met.get(&key).map(|earlier| twice(row, *earlier, ledgers)));
        if let Some(flaw) = flaw {
            ledgers[row.file].reject(flaw.field(&row.field));
            continue;
        }
        met.insert(key, (row.file, row.at.line));
        ledgers[row.file].accept(Some(row.moment.local));
        if tally.is_counted(row.channel, &row.moment) {
            tally.interval(row.channel, &row.moment, row.interval, grid);
            used.push(row);
        }
    }
    note_doubtful(&used, grid, ledgers);
    note_holes(used, grid, ledgers);
}

fn off_grid(row: &Pending, grid: Grid) -> Flaw {
    let message = format!(
        "`{}` does not start on the grid of {} minutes that the others have",
        row.moment.local,
        grid.minutes()
    );
    Flaw::new("E434", row.at, message)
}

fn twice(row: &Pending, (file, line): (usize, u64), ledgers: &[Ledger]) -> Flaw {
    let place = if file == row.file {
        format!("line {line}")
    } else {
        format!("line {line} of `{}`", super::flaw::shown(&ledgers[file].file.path))
    };
    let message = format!("`{}` of this channel already stands on {place}", row.moment.local);
    Flaw::new("E435", row.at, message).help("keep the right one of the two")
}

fn note_doubtful(used: &[&Pending], grid: Grid, ledgers: &mut [Ledger]) {
    let doubtful = DOUBTFUL * (f64::from(grid.minutes()) / 60.0).max(1.0);
    let mut most: HashMap<usize, (u64, &Pending)> = HashMap::new();
    for row in used.iter().filter(|row| row.interval.offered > doubtful) {
        most.entry(row.file).and_modify(|(number, _)| *number += 1).or_insert((1, row));
    }
    for (file, (number, row)) in most {
        let message = format!(
            "{} of more than 100,000 contacts, the first on line {} ({} contacts)",
            count(number, "interval"),
            row.at.line,
            row.interval.offered
        );
        ledgers[file].note("W457", Severity::Warning, message);
    }
}

/// Notes intervals of a day that have no row between its first and its last.
fn note_holes(mut used: Vec<&Pending>, grid: Grid, ledgers: &mut [Ledger]) {
    used.sort_by_key(|row| (row.channel, row.moment.instant));
    let step = i64::from(grid.minutes()) * 60;
    let mut holes: HashMap<usize, (u64, &Pending)> = HashMap::new();
    for pair in used.windows(2) {
        let [before, after] = pair else { continue };
        let same_day =
            before.channel == after.channel && before.moment.local.date() == after.moment.local.date();
        let missing = (after.moment.instant - before.moment.instant) / step - 1;
        if same_day && missing > 0 {
            let missing = missing.unsigned_abs();
            holes.entry(after.file).and_modify(|(number, _)| *number += missing).or_insert((missing, before));
        }
    }
    for (file, (number, row)) in holes {
        let message = format!(
            "{} without a row between the first and the last of a day, the first after `{}`",
            count(number, "interval"),
            row.moment.local
        );
        ledgers[file].note("W456", Severity::Warning, message);
    }
}
