//! The door: every channel looked back at.

use super::agents::Agents;
use super::folds::{Came, Fold, LEAST_TRAINING, forecast, origins};
use super::measures::{Say, Tally};
use super::naive::naive;
use super::result::{AgentHours, Backtest, ChannelBacktest, Distance, Method, NoBacktest, Score, Scored};
use crate::calendar::{DateSpan, Grid};
use crate::engine::demand_outlook::from_history::{Said, inferred};
use crate::engine::demand_outlook::run::{IntervalRefused, fits};
use crate::forecasting::DaySeries;
use crate::model::ChannelCounts;
use crate::model::question::LevelGoal;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// What is asked of a look back.
#[derive(Debug, Clone, PartialEq)]
pub struct BacktestTerms {
    /// Last day of history used.
    pub as_of: NaiveDate,
    /// Calendar days to forecast from each origin.
    pub horizon_days: u32,
    /// Length of intervals; `None`: the history's own.
    pub interval: Option<Grid>,
    /// Days without service.
    pub closed: BTreeSet<NaiveDate>,
    /// The goal that agents are counted for.
    pub goal: Option<LevelGoal>,
    /// Threads; `None`: as many as there are processors. Figures do not depend on it.
    pub threads: Option<usize>,
}

/// Looks back at every channel, each by itself.
///
/// # Errors
/// As [`of_histories`](super::super::of_histories).
pub fn backtest(counts: &[ChannelCounts], terms: &BacktestTerms) -> Result<Backtest, IntervalRefused> {
    counts.iter().try_for_each(|counts| fits(&counts.channel, counts.grid, terms.interval))?;
    let all = || counts.par_iter().map(|counts| of_channel(counts, terms)).collect();
    let pool =
        terms.threads.and_then(|threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().ok());
    let channels = pool.map_or_else(all, |pool| pool.install(all));
    Ok(Backtest { horizon_days: terms.horizon_days, goal: terms.goal, channels })
}

fn of_channel(counts: &ChannelCounts, terms: &BacktestTerms) -> ChannelBacktest {
    let interval = terms.interval.unwrap_or(counts.grid);
    let scored = scored(counts, interval, terms);
    ChannelBacktest { channel: counts.channel.clone(), interval, scored }
}

fn scored(counts: &ChannelCounts, interval: Grid, terms: &BacktestTerms) -> Result<Scored, NoBacktest> {
    let horizon = DateSpan::day(terms.as_of);
    let said = Said { as_of: terms.as_of, closed: &terms.closed, horizon, interval: Some(interval) };
    let whole = inferred(counts, &said).ok_or(NoBacktest::Nothing)?;
    let came = Came::new(&whole, interval).ok_or(NoBacktest::Nothing)?;
    let (first, last) = (came.series.first, came.series.last().ok_or(NoBacktest::Nothing)?);
    let origins = origins(first, last, terms.horizon_days);
    if origins.is_empty() {
        let needed = LEAST_TRAINING + i64::from(terms.horizon_days);
        return Err(NoBacktest::TooShort { days: (last - first).num_days() + 1, needed });
    }
    let of_fold =
        |&origin: &NaiveDate| forecast(counts, origin, (terms.horizon_days, interval), &terms.closed);
    let folds: Vec<Fold> = origins.par_iter().filter_map(of_fold).collect();
    let scores: Vec<Score> =
        Method::ALL.par_iter().map(|&method| score(method, &came, &folds, terms.goal)).collect();
    let something = scores.first().is_some_and(|score| score.whole.wape.is_some());
    let members = folds.last().map(|fold| fold.members.clone()).unwrap_or_default();
    let origins = folds.into_iter().map(|fold| fold.origin).collect();
    if something { Ok(Scored { origins, members, scores }) } else { Err(NoBacktest::Nothing) }
}

/// A method over all folds, on the slots that were open and counted.
fn score(method: Method, came: &Came, folds: &[Fold], goal: Option<LevelGoal>) -> Score {
    let grid = came.series.grid;
    let (mut whole, mut by_distance) = (Tally::default(), [Tally::default(); 5]);
    let mut staffed =
        Staffed { agents: goal.map(|goal| Agents::new(goal, grid)), hours: AgentHours::default(), days: 0.0 };
    for Fold { origin, days: said, .. } in folds {
        let training = came.series.until(*origin);
        let scale = came.scale(&training);
        for (ahead, (date, of_day)) in (1_u32..).zip(origin.iter_days().skip(1).zip(said)) {
            let Some(slots) = came.scored(date) else { continue };
            let says: Vec<(f64, Say, Option<f64>)> = slots
                .into_iter()
                .map(|(slot, came)| {
                    let (ours, aht) = of_day.get(slot).copied().unwrap_or((Say::Point(0.0), None));
                    (came, say(method, ours, &training, (date, slot)), aht)
                })
                .collect();
            let pairs = || says.iter().map(|(came, say, _)| (*came, *say));
            whole.add_day(pairs(), scale);
            by_distance[Distance::of(ahead) as usize].add_day(pairs(), scale);
            staffed.add_day(&says);
        }
    }
    let by_distance = Distance::ALL.into_iter().zip(&by_distance).filter(|(_, tally)| !tally.is_empty());
    let by_distance = by_distance.map(|(distance, tally)| (distance, tally.measures())).collect();
    Score { method, whole: whole.measures(), by_distance, agents: staffed.a_day() }
}

fn say(method: Method, ours: Say, training: &DaySeries, (date, slot): (NaiveDate, usize)) -> Say {
    if method == Method::Ours { ours } else { Say::Point(naive(method, training, date, slot)) }
}

/// Agent-hours of all days so far.
struct Staffed {
    agents: Option<Agents>,
    hours: AgentHours,
    days: f64,
}

impl Staffed {
    fn add_day(&mut self, slots: &[(f64, Say, Option<f64>)]) {
        let Some(agents) = &mut self.agents else { return };
        let mut any = false;
        for (came, say, aht) in slots {
            let Some(aht) = *aht else { continue };
            let hours = agents.hours(*came, aht).zip(agents.hours(say.point(), aht));
            let Some((needed, planned)) = hours else { continue };
            self.hours.needed += needed;
            self.hours.too_many += (planned - needed).max(0.0);
            self.hours.too_few += (needed - planned).max(0.0);
            any = true;
        }
        self.days += f64::from(u8::from(any));
    }

    fn a_day(&self) -> Option<AgentHours> {
        (self.days > 0.0).then(|| AgentHours {
            needed: self.hours.needed / self.days,
            too_many: self.hours.too_many / self.days,
            too_few: self.hours.too_few / self.days,
        })
    }
}
