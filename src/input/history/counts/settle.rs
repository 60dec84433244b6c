//! Interval counts, once all are read: the grid they lie on, rows off it, rows that stand twice, holes in a day.

use super::tally::Tally;
use crate::calendar::Grid;
use crate::input::Severity;
use crate::input::history::books::{At, Flaw, Ledger, count, shown};
use crate::input::history::rows::{Interval, Moment};
use chrono::Timelike;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Contacts of an interval of an hour or less beyond which a row is doubted; of a longer one, contacts an hour.
const DOUBTFUL: f64 = 100_000.0;
/// Of 100 rows on the finest grid, those that a coarser one must hold.
const ON_GRID_PERCENT: usize = 99;

/// An interval that waits for the grid.
#[derive(Debug, Clone)]
pub(in crate::input::history) struct Pending {
    pub(in crate::input::history) file: usize,
    pub(in crate::input::history) at: At,
    pub(in crate::input::history) field: Arc<str>,
    pub(in crate::input::history) channel: usize,
    pub(in crate::input::history) moment: Moment,
    pub(in crate::input::history) interval: Interval,
}

/// Rows from which on a channel's own rows tell its grid; below, all rows of the files do.
const TELLING: usize = 30;

/// Gives every channel the grid of its intervals.
fn set_grids(pending: &[Pending], tally: &mut Tally) {
    let mut of_channel: Vec<Vec<&Pending>> = vec![Vec::new(); tally.channels.len()];
    pending.iter().for_each(|row| of_channel[row.channel].push(row));
    let all: Vec<&Pending> = pending.iter().collect();
    let shared = grid_of(&all);
    for (met, own) in tally.channels.iter_mut().zip(&of_channel) {
        let grid = if own.len() < TELLING { shared } else { grid_of(own) };
        met.counts.grid = grid.unwrap_or(met.counts.grid);
    }
}

/// The coarsest grid that holds nearly all intervals; `None` where they lie on none.
fn grid_of(pending: &[&Pending]) -> Option<Grid> {
    let on = |minutes: u16| pending.iter().filter(|row| is_on(&row.moment, minutes)).count();
    let finest = on(Grid::MINUTES[0]);
    let fits = |minutes: &u16| finest > 0 && on(*minutes) * 100 >= finest * ON_GRID_PERCENT;
    let coarsest = [1440].into_iter().chain(Grid::MINUTES.into_iter().rev()).find(fits);
    coarsest.and_then(Grid::of_minutes)
}

fn is_on(moment: &Moment, minutes: u16) -> bool {
    let time = moment.local.time();
    time.second() == 0
        && time.nanosecond() == 0
        && (time.hour() * 60 + time.minute()).is_multiple_of(u32::from(minutes))
}

/// What becomes of an interval.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::input::history) enum Fate {
    Counts,
    Rejected,
    /// It stands in another file already.
    Repeats,
}

/// The row of an interval that was met first.
type FirstMet<'a> = HashMap<(usize, i64), &'a Pending>;

/// Accepts or rejects every interval and counts those accepted; gives what became of each.
pub(in crate::input::history) fn settle(
    pending: &[Pending],
    tally: &mut Tally,
    ledgers: &mut [Ledger],
) -> Vec<Fate> {
    let mut met: FirstMet<'_> = HashMap::with_capacity(pending.len());
    let mut used: Vec<&Pending> = Vec::new();
    let mut repeated: BTreeMap<usize, (u64, &Pending)> = BTreeMap::new();
    let mut fates = Vec::with_capacity(pending.len());
    set_grids(pending, tally);
    for row in pending {
        let grid = tally.channels[row.channel].counts.grid;
        let earlier = met.get(&(row.channel, row.moment.instant)).copied();
        let flaw = match earlier {
            _ if !is_on(&row.moment, grid.minutes()) => Some(off_grid(row, grid)),
            Some(earlier) if earlier.file != row.file && earlier.interval == row.interval => {
                ledgers[row.file].skip();
                fates.push(Fate::Repeats);
                repeated.entry(row.file).and_modify(|(rows, _)| *rows += 1).or_insert((1, earlier));
                continue;
            }
            Some(earlier) => Some(twice(row, earlier, ledgers)),
            None => None,
        };
        if let Some(flaw) = flaw {
            ledgers[row.file].reject(flaw.field(&row.field));
            fates.push(Fate::Rejected);
            continue;
        }
        fates.push(Fate::Counts);
        met.insert((row.channel, row.moment.instant), row);
        ledgers[row.file].accept(Some(row.moment.local));
        if tally.is_counted(row.channel, &row.moment) {
            tally.interval(row.channel, &row.moment, row.interval);
            used.push(row);
        }
    }
    for (file, (rows, earlier)) in repeated {
        let other = ledgers[earlier.file].file.path.clone();
        ledgers[file].note_repeats(rows, &[other], 0);
    }
    note_doubtful(&used, tally, ledgers);
    note_days_beside_intervals(pending, tally, ledgers);
    note_holes(used, tally, ledgers);
    fates
}

fn off_grid(row: &Pending, grid: Grid) -> Flaw {
    let message = format!(
        "`{}` does not start on the grid of {} minutes that the others have",
        row.moment.local,
        grid.minutes()
    );
    Flaw::new("E434", row.at, message)
}

fn twice(row: &Pending, earlier: &Pending, ledgers: &[Ledger]) -> Flaw {
    let line = earlier.at.line;
    let place = if earlier.file == row.file {
        format!("line {line}")
    } else {
        format!("line {line} of `{}`", shown(&ledgers[earlier.file].file.path))
    };
    let message = format!("`{}` of this channel already stands on {place}", row.moment.local);
    Flaw::new("E435", row.at, message).help("keep the right one of the two")
}

fn note_doubtful(used: &[&Pending], tally: &Tally, ledgers: &mut [Ledger]) {
    let hours = |row: &Pending| tally.channels[row.channel].counts.grid.seconds() / 3600.0;
    let doubtful = |row: &&&Pending| row.interval.offered > DOUBTFUL * hours(row).max(1.0);
    let mut most: HashMap<usize, (u64, &Pending)> = HashMap::new();
    for row in used.iter().filter(doubtful) {
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

/// Refuses counts of whole days beside counts of intervals of the same channel: they would be added into midnight.
fn note_days_beside_intervals(pending: &[Pending], tally: &Tally, ledgers: &mut [Ledger]) {
    let mut of_file: BTreeMap<(usize, usize), Vec<&Pending>> = BTreeMap::new();
    for row in pending.iter().filter(|row| tally.channels[row.channel].wanted) {
        of_file.entry((row.channel, row.file)).or_default().push(row);
    }
    let at_midnight = |row: &&Pending| is_on(&row.moment, Grid::DAY.minutes());
    for (&(channel, file), rows) in &of_file {
        let days = rows.len() > 1 && rows.iter().all(at_midnight);
        let beside = |(&(of, other), rows): (&(usize, usize), &Vec<&Pending>)| {
            (of == channel && other != file && !rows.iter().all(at_midnight)).then_some(other)
        };
        if let (true, Some(other)) = (days, of_file.iter().find_map(beside)) {
            let message = format!(
                "counts of whole days of `{}`, of which `{}` has counts of intervals; leave out one of the two",
                shown(&tally.channels[channel].counts.channel),
                shown(&ledgers[other].file.path)
            );
            ledgers[file].note("E446", Severity::Error, message);
        }
    }
}

/// Notes intervals of a day that have no row between its first and its last.
fn note_holes(mut used: Vec<&Pending>, tally: &Tally, ledgers: &mut [Ledger]) {
    used.sort_by_key(|row| (row.channel, row.moment.instant));
    let mut holes: HashMap<usize, (u64, &Pending)> = HashMap::new();
    for pair in used.windows(2) {
        let [before, after] = pair else { continue };
        let same_day =
            before.channel == after.channel && before.moment.local.date() == after.moment.local.date();
        let step = i64::from(tally.channels[after.channel].counts.grid.minutes()) * 60;
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
