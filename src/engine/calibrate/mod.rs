//! Calibration: what histories, a roster and a survey tell of a plan's parameters, each with its error and how many rows it
//! rests on; and what they do not tell, with the reason.
//!
//! Handle time and patience come from [`queueing`](crate::queueing), the spread of arrivals from
//! [`forecasting`](crate::forecasting), hazard and learning from [`workforce`](crate::workforce), satisfaction from
//! [`experience`](crate::experience); here they meet the rows.

mod absence;
mod channel;
mod csat;
mod estimate;
mod groups;
mod handle_time;
mod learning;
mod returns;
mod roster;
mod run;
mod spread;

pub use absence::{AbsenceFigures, LeftOut, Unlike};
pub use channel::ChannelFigures;
pub use csat::{Backlog, CsatCoefficient, CsatFigures, Deferred, Driver, WithoutLevel};
pub(in crate::engine) use csat::{csat, felt_wait};
pub use estimate::{Estimate, Untold};
pub use groups::{GroupBy, GroupHazard, Groups, ReasonShare};
pub use handle_time::{DAY_PARTS, DayPart, HandleTime, TENURES};
pub use learning::LearningFigures;
pub use returns::Returns;
pub use roster::{RosterFigures, Stay};
pub use run::{Calibration, RosterSource, Sources, calibrate};
pub use spread::SpreadFigures;

pub use crate::experience::{Ratings, Recommendations};
pub use crate::workforce::{BandRate, HazardChoice, HazardModel, RateRatio, Silence};
