//! What a look back tells.

use crate::calendar::Grid;
use crate::engine::demand::Member;
use crate::forecasting::{self, Contender, HorizonBucket, Measures, Verdict};
use crate::model::question::LevelGoal;
use chrono::NaiveDate;

/// A look back at every channel.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Calendar days forecast from each origin.
    pub horizon_days: u32,
    /// The goal that agents are counted for.
    pub goal: Option<LevelGoal>,
    /// Every channel, in the order of the files.
    pub channels: Vec<ChannelBacktest>,
}

/// One channel.
#[derive(Debug, Clone, PartialEq)]
pub struct ChannelBacktest {
    /// Its name.
    pub channel: String,
    /// Length of the intervals scored.
    pub interval: Grid,
    /// The scores, or why there are none.
    pub scored: Result<Scored, NoBacktest>,
}

/// The scores of all methods on the same slots of the same folds.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// Last days of the folds' training, in order.
    pub origins: Vec<NaiveDate>,
    /// What the forecast of the last fold was averaged from.
    pub members: Vec<Member>,
    /// In the order of [`Contender::ALL`].
    pub scores: Vec<Score>,
    /// Who was nearest.
    pub verdict: Option<Verdict>,
    /// Days of the folds that are not scored, for part of them or all is missing.
    pub days_cut: usize,
}

/// Why a channel cannot be looked back at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoBacktest {
    /// Too few days for four weeks to learn from and the horizon behind them.
    TooShort {
        /// Days from the first to the last.
        days: i64,
        /// Days needed.
        needed: i64,
    },
    /// No contact came on the days scored, or no fold can be forecast.
    Nothing,
}

/// Measures of one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Whose.
    pub method: Contender,
    /// Over the whole horizon.
    pub whole: Measures,
    /// By distance, where anything was scored.
    pub by_distance: Vec<(HorizonBucket, Measures)>,
    /// In agents, where a goal was given and handle times are known.
    pub agents: Option<AgentHours>,
}

/// What a forecast's errors would have come to in agents, an open day: each slot's agents for the forecast against those for
/// what came.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct AgentHours {
    /// Agent-hours needed by what came.
    pub needed: f64,
    /// Agent-hours too many.
    pub too_many: f64,
    /// Agent-hours too few.
    pub too_few: f64,
}

impl Score {
    pub(super) fn new(score: &forecasting::Score, agents: Option<AgentHours>) -> Self {
        let at = HorizonBucket::ALL.into_iter().map(|bucket| (bucket, *score.bucket(bucket)));
        let by_distance = at.filter(|(_, measures)| measures.points > 0).collect();
        Self { method: score.contender, whole: score.whole, by_distance, agents }
    }
}
