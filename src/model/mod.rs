//! The model: what a plan is. A [`Plan`] that exists is valid; `input` is the only room that makes one.
//!
//! Names of channels and teams are resolved to indices into [`Plan::channels`] and [`Plan::teams`]. Durations that
//! the workforce counts in steps stay in months here; `engine::supply` turns them into steps.

pub use crate::scheduling::Shift;

mod channel;
mod cost;
mod event;
mod history;
mod input_file;
mod observed;
mod plan;
pub mod question;
mod satisfaction;
mod scenario;
mod target;
mod team;

pub use channel::{AnswerWithin, Channel, ChannelKind, Concurrency, ServiceLevelGoal};
pub use cost::{CostRates, Salary};
pub use event::{Event, EventKind, EventProfile, Uplift};
pub use history::{ChannelHistory, ContactLog, Evidence, HistoryDay, LoggedContact, RosterRow, SurveyAnswer};
pub use input_file::InputFile;
pub use observed::{ChannelCounts, FileRead, HistoryKind, Lengths, Reject, Totals};
pub use plan::{Monthly, Plan, PlanCalendar, Settings, WorkforceStep};
pub use satisfaction::{Coefficient, CsatSettings, Provenance};
pub use scenario::Scenario;
pub use target::{AttritionWindow, Measure, Population, Scope, Target};
pub use team::{
    Attrition, AttritionBasis, Backfill, Grade, LearntAttrition, OccupancyEffect, Promotion, Recruiting,
    Shrinkage, ShrinkagePart, Team, TenureBand, TenureRate, Training, Week,
};
