//! What a survey, or the scores of a log, tell of satisfaction: the one fit, of `plan calibrate` and of a plan's
//! `csat.survey`.

mod answers;
mod driver;
mod figures;
mod fit;
mod overlap;

pub(in crate::engine) use driver::felt_wait;
pub use driver::{CsatCoefficient, Deferred, Driver};
pub(in crate::engine) use figures::csat;
pub(super) use figures::recommendations;
pub use figures::{Backlog, CsatFigures, WithoutLevel};
