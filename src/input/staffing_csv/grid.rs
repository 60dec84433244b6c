//! The grid that the intervals of each channel lie on: how long they are, which stand off it, which stand twice.

use crate::calendar::Grid as Slots;
use crate::input::history::{At, Flaw, shown};
use chrono::{NaiveDateTime, NaiveTime};
use std::collections::HashMap;

const DAY: i64 = 86_400;

/// A start: seconds since 1970, and local.
type Start = (i64, NaiveDateTime);

/// What has a channel and a start.
pub(super) trait Timed {
    /// Channel, start in seconds since 1970, local start.
    fn moment(&self) -> (usize, i64, NaiveDateTime);
}

/// The grid of one channel.
#[derive(Clone, Copy)]
struct Grid {
    /// Seconds of an interval.
    length: i64,
    /// A start on it.
    phase: i64,
    /// The same by the clock on the wall, which days go by.
    clock: NaiveTime,
}

impl Grid {
    fn holds(self, instant: i64, local: NaiveDateTime) -> bool {
        if self.length % DAY == 0 {
            local.time() == self.clock
        } else {
            (instant - self.phase) % self.length == 0
        }
    }
}

/// The grids of all channels.
pub(super) struct Grids<'a> {
    names: &'a [String],
    grids: Vec<Option<Grid>>,
    /// A channel that has rows and no grid.
    untold: Option<usize>,
}

impl<'a> Grids<'a> {
    /// The grids that rows lie on; `said` where the length is known.
    pub(super) fn of<T: Timed>(rows: &[Option<T>], names: &'a [String], said: Option<f64>) -> Self {
        let mut starts: Vec<Vec<Start>> = vec![Vec::new(); names.len()];
        for row in rows.iter().flatten() {
            let (channel, instant, local) = row.moment();
            starts[channel].push((instant, local));
        }
        for starts in &mut starts {
            starts.sort_unstable();
            starts.dedup();
        }
        let own: Vec<Option<i64>> =
            starts.iter().map(|starts| said.map_or_else(|| step(starts), |said| Some(whole(said)))).collect();
        let mut told = own.iter().flatten();
        let shared = told.next().copied().filter(|first| told.all(|other| other == first));
        let lengths = own.iter().zip(&starts).map(|(own, starts)| {
            let lone = starts.len() == 1;
            own.or(shared.filter(|_| lone))
        });
        let grids: Vec<Option<Grid>> =
            lengths.zip(&starts).map(|(length, starts)| Some(phase(starts, length?))).collect();
        let untold =
            grids.iter().zip(&starts).position(|(grid, starts)| grid.is_none() && !starts.is_empty());
        Self { names, grids, untold }
    }

    /// Length of an interval of each channel, seconds.
    pub(super) fn told(&self) -> Result<Vec<f64>, Flaw> {
        match self.untold {
            Some(channel) => {
                let name = shown(self.names.get(channel).map_or("", String::as_str));
                let message = format!("the starts of `{name}` do not tell how long its intervals are");
                Err(Flaw::new("E437", At::START, message).help("say it: `--interval 30m`"))
            }
            None => Ok(self.grids.iter().map(|grid| grid.map_or(0.0, |grid| real(grid.length))).collect()),
        }
    }

    /// Rows off their grid and rows that stand twice.
    pub(super) fn flaws<T: Timed>(&self, rows: &[Option<T>], places: &[At]) -> Vec<(usize, Flaw)> {
        let mut met: HashMap<(usize, i64), u64> = HashMap::new();
        let mut flaws = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let Some((channel, instant, local)) = row.as_ref().map(Timed::moment) else { continue };
            let at = places[number];
            let off = self.grids[channel].filter(|grid| !grid.holds(instant, local));
            if let Some(Grid { length, .. }) = off {
                let message =
                    format!("`{local}` does not start on the grid of {} that the others have", words(length));
                flaws.push((number, Flaw::new("E434", at, message).field("interval_start")));
            } else if let Some(line) = met.insert((channel, instant), at.line) {
                met.insert((channel, instant), line);
                let message = format!("`{local}` of this channel already stands on line {line}");
                let flaw = Flaw::new("E435", at, message).field("interval_start");
                flaws.push((number, flaw.help("keep the right one of the two")));
            }
        }
        flaws
    }
}

/// The commonest distance between neighbours, where at least half of them have it; of equals one that is in use.
fn step(starts: &[Start]) -> Option<i64> {
    let mut counts: HashMap<i64, usize> = HashMap::new();
    for pair in starts.windows(2) {
        *counts.entry(pair[1].0 - pair[0].0).or_default() += 1;
    }
    let in_use =
        |step: i64| step == DAY || Slots::MINUTES.iter().any(|minutes| i64::from(*minutes) * 60 == step);
    let (step, count) = counts.into_iter().max_by_key(|(step, count)| (*count, in_use(*step), -*step))?;
    let told = step <= DAY && 2 * count >= starts.len() - 1;
    told.then_some(step)
}

/// The grid of a length that most starts lie on.
fn phase(starts: &[Start], length: i64) -> Grid {
    let mut counts: HashMap<i64, (usize, Start)> = HashMap::new();
    for &(instant, local) in starts {
        let residue = if length % DAY == 0 { local.and_utc().timestamp() } else { instant };
        counts.entry(residue.rem_euclid(length)).or_insert((0, (instant, local))).0 += 1;
    }
    let most = counts.into_values().max_by_key(|(count, (instant, _))| (*count, -*instant));
    let (phase, local) = most.map_or((0, NaiveDateTime::MIN), |(_, start)| start);
    Grid { length, phase, clock: local.time() }
}

#[expect(clippy::cast_possible_truncation, reason = "an interval is at most a day or so, in whole seconds")]
fn whole(seconds: f64) -> i64 {
    (seconds.round() as i64).max(1)
}

fn real(seconds: i64) -> f64 {
    u32::try_from(seconds).map_or(f64::from(u32::MAX), f64::from)
}

fn words(length: i64) -> String {
    if length % 60 == 0 { format!("{} minutes", length / 60) } else { format!("{length} seconds") }
}
