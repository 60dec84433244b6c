//! What a look back tells.

use crate::calendar::Grid;
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
    pub members: Vec<&'static str>,
    /// In the order of [`Method::ALL`].
    pub scores: Vec<Score>,
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

/// A method in the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// The forecast of this program.
    Ours,
    /// The same slot of the last week.
    SeasonalNaive,
    /// The mean of the same slot over the last four weeks.
    FourWeekMean,
    /// The median of the same slot over the last four weeks.
    FourWeekMedian,
}

impl Method {
    /// The forecast first: it wins a tie.
    pub const ALL: [Self; 4] = [Self::Ours, Self::SeasonalNaive, Self::FourWeekMean, Self::FourWeekMedian];
}

/// Distances that are scored together, in calendar days after the origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Distance {
    /// Days 1 to 7.
    Week1,
    /// Days 8 to 14.
    Week2,
    /// Days 15 to 28.
    Weeks3To4,
    /// Days 29 to 91.
    Months2To3,
    /// Day 92 and later.
    Beyond,
}

impl Distance {
    /// From near to far.
    pub const ALL: [Self; 5] = [Self::Week1, Self::Week2, Self::Weeks3To4, Self::Months2To3, Self::Beyond];

    /// That of a day so many days after the origin.
    #[must_use]
    pub const fn of(days_ahead: u32) -> Self {
        match days_ahead {
            0..=7 => Self::Week1,
            8..=14 => Self::Week2,
            15..=28 => Self::Weeks3To4,
            29..=91 => Self::Months2To3,
            92.. => Self::Beyond,
        }
    }
}

/// Measures of one method.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Whose.
    pub method: Method,
    /// Over the whole horizon.
    pub whole: Measures,
    /// By distance, where anything was scored.
    pub by_distance: Vec<(Distance, Measures)>,
    /// In agents, where a goal was given and handle times are known.
    pub agents: Option<AgentHours>,
}

/// How far forecasts were from what came; `None` where there is nothing to measure. Shares are fractions of 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// Slots scored.
    pub points: usize,
    /// `Σ|y − f| / Σ y`, `f` the median.
    pub wape: Option<f64>,
    /// The same of day totals.
    pub wape_daily: Option<f64>,
    /// `Σ(f − y) / Σ y`: positive where too much was forecast.
    pub bias: Option<f64>,
    /// Root mean squared error in units of the weekly difference within the training days.
    pub rmsse: Option<f64>,
    /// Share of slots between the tenth and the ninetieth percentile.
    pub coverage_80: Option<f64>,
    /// Mean pinball loss over the quantiles, in contacts.
    pub pinball: Option<f64>,
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

impl Scored {
    /// The score of the forecast.
    #[must_use]
    pub fn ours(&self) -> Option<&Score> {
        self.scores.iter().find(|score| score.method == Method::Ours)
    }

    /// The method nearest to what came, by WAPE; of equal ones the first.
    #[must_use]
    pub fn winner(&self) -> Option<&Score> {
        let known = self.scores.iter().filter(|score| score.whole.wape.is_some());
        known.min_by(|one, other| {
            one.whole.wape.unwrap_or(f64::MAX).total_cmp(&other.whole.wape.unwrap_or(f64::MAX))
        })
    }
}
