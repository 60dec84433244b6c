//! The door: every channel looked back at.

use super::agents::Staffed;
use super::folds::{Came, Fold, forecast};
use super::result::{Backtest, ChannelBacktest, NoBacktest, Score, Scored};
use crate::calendar::{DateSpan, Grid};
use crate::engine::demand_outlook::from_history::{Said, inferred};
use crate::engine::demand_outlook::run::{IntervalRefused, fits};
use crate::forecasting::{Contender, LEAST_TRAINING_DAYS, Replay, weekly_origins};
use crate::model::ChannelCounts;
use crate::model::question::LevelGoal;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
    let origins = weekly_origins(first, last, terms.horizon_days);
    if origins.is_empty() {
        let needed = i64::from(LEAST_TRAINING_DAYS + terms.horizon_days);
        return Err(NoBacktest::TooShort { days: (last - first).num_days() + 1, needed });
    }
    let of_fold = |&origin: &NaiveDate| {
        forecast(counts, origin, (terms.horizon_days, interval), &terms.closed).map(|fold| (origin, fold))
    };
    let folds: BTreeMap<NaiveDate, Fold> = origins.par_iter().filter_map(of_fold).collect();
    let scored = replayed(&came, &origins, &folds, terms);
    let something = scored.scores.first().is_some_and(|score| score.whole.wape.is_some());
    if something { Ok(scored) } else { Err(NoBacktest::Nothing) }
}

/// All methods over all folds, on the slots that were open and counted.
fn replayed(
    came: &Came,
    origins: &[NaiveDate],
    folds: &BTreeMap<NaiveDate, Fold>,
    terms: &BacktestTerms,
) -> Scored {
    let open = |date: NaiveDate, slot: usize| came.is_open(date, slot);
    let replay = Replay { series: &came.series, open: &open, origins, horizon_days: terms.horizon_days };
    let mut staffed = Contender::ALL.map(|_| Staffed::new(terms.goal, came.series.grid));
    let backtest = replay.score(
        |training, dates| {
            let fold = folds.get(&training.last()?)?;
            Some(dates.iter().map(|date| fold.contacts(*date)).collect())
        },
        |day| {
            let aht = folds.get(&day.origin).map(|fold| fold.aht(day.date)).unwrap_or_default();
            staffed.iter_mut().zip(Contender::ALL).for_each(|(staffed, of)| staffed.add_day(day, of, &aht));
        },
    );
    let scores = backtest.scores.iter().zip(&staffed);
    let (first, last) = (origins.first().and_then(NaiveDate::succ_opt), came.series.last());
    Scored {
        verdict: backtest.verdict,
        days_cut: first.zip(last).map_or(0, |(first, last)| came.cut_within(first, last)),
        members: folds.values().next_back().map(|fold| fold.members.clone()).unwrap_or_default(),
        scores: scores.map(|(score, staffed)| Score::new(score, staffed.a_day())).collect(),
        origins: backtest.origins,
    }
}
