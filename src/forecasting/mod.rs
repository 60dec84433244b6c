//! Forecasting: contacts and handle time to come, from those that came.
//!
//! A day's contacts are a level times the calendar's effects (`day`); a slot's contacts are a share of its day
//! (`slot`); named events (`uplift`) and the plan's levers (`repeats`) multiply. Around the expectation lie the day's own
//! luck, a deviation that its neighbours share, and what is not known of the level (`paths`).
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `y_t`, `m_t` | `totals`, `mean` | contacts of day `t`, observed and expected |
//! | `ℓ_t`, `a_t`, `β` | `DayForecast` | log level, deviation that dies away, effects of the calendar |
//! | `σ²`, `v_t`, `s_t²` | `DaySpread` | log variances: the day's own noise, its deviation, what is not known of the level |
//! | `ρ` | `rho` | what the deviation keeps from day to day |
//! | `p_s` | `DayProfile` | share of slot `s` in its day |
//! | `φ`, `c²` | `SlotSpread` | `Var = φ μ + c² μ²` of a slot's count |
//! | `N`, `Y` | `CountLaw`, `TotalLaw` | laws of a slot's count and of a day's total, the day's own luck included |
//!
//! How good a forecast is, [`Replay`] tells: the past forecast again, beside methods that need no model.

mod accuracy;
mod day;
mod normal;
mod paths;
mod repeats;
mod robust;
mod series;
mod slot;
mod total;
mod unusual;
mod uplift;

pub use accuracy::{
    Backtest, Contender, Criterion, HorizonBucket, LEAST_TRAINING_DAYS, MOST_FOLDS, Measures, NaiveMethod,
    QUANTILE_LEVELS, Replay, Score, ScoredDay, SlotForecast, SlotQuantiles, Verdict, weekly_origins,
};
pub use day::{
    DayAccount, DayAssumptions, DayForecast, EffectKind, EffectSizes, KnownDays, Method, Suspect, TooLittle,
};
pub use paths::{DayFactors, DaySpread};
pub use repeats::{Repeats, Volume, VolumeLevers, with_redials, with_redials_until_settled};
pub use series::{DAYS_FOR_SEASON, DayMark, DaySeries, ObservedDay, regrid};
pub use slot::{CountLaw, DayKind, DayProfile, HandleTimeProfile, ShapeMemory, SlotSpread};
pub use total::TotalLaw;
pub use unusual::{LevelShift, Silence, UnusualDay, level_shifts, silences, unusual_days, whole_totals};
pub use uplift::{EventDay, EventPhase, LearntUplift, Occurrence, PhaseUplift};
