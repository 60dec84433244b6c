//! Forecasting: contacts and handle time to come, from those that came.
//!
//! A day's contacts are a level times a weekday's factor; a slot's contacts are a share of its day; named events
//! and the plan's levers multiply. Around the expectation lie the day's own luck and what the level does not know.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `y_t`, `m_t` | `totals`, `expected` | contacts of day `t`, observed and expected |
//! | `ℓ_t`, `b`, `d_k` | `DayLevel` | log level, its trend a month, log factor of weekday `k` |
//! | `σ`, `ρ`, `q` | `day_cv`, `ar1`, `level_cv` | day residual, its autocorrelation, drift of the level |
//! | `p_s` | `DayProfile` | share of slot `s` in its day |
//! | `φ`, `c²` | `SlotSpread` | `Var = φ μ + c² μ²` of a slot's count |
//! | `N`, `Y` | `CountLaw`, `TotalLaw` | laws of a slot's count and of a day's total, the day's own luck included |
//!
//! How good a forecast is, [`Replay`] tells: the past forecast again, beside methods that need no model.
//!
//! Not modelled: the season of the year and the position in the month; both are left in the day's residual and in
//! the uncertainty of the level.

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
    Backtest, Contender, HorizonBucket, LEAST_TRAINING_DAYS, MOST_FOLDS, Measures, NaiveMethod,
    QUANTILE_LEVELS, Replay, Score, ScoredDay, SlotQuantiles, Verdict, weekly_origins,
};
pub use day::{
    DayAccount, DayAssumptions, DayForecast, EffectKind, EffectSizes, KnownDays, Method, Suspect, TooLittle,
};
pub use paths::{DayFactors, DaySpread};
pub use repeats::{Repeats, Volume, VolumeLevers, with_redials, with_redials_until_settled};
pub use series::{DayMark, DaySeries, ObservedDay, regrid};
pub use slot::{CountLaw, DayKind, DayProfile, HandleTimeProfile, ShapeMemory, SlotSpread};
pub use total::TotalLaw;
pub use unusual::{LevelShift, Silence, UnusualDay, level_shifts, silences, unusual_days, whole_totals};
pub use uplift::{EventDay, EventPhase, LearntUplift, Occurrence, PhaseUplift};
