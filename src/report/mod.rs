//! Report: tables of what the engine found, and their writers. Nothing is computed here but words and sums of what
//! is shown.

mod calculator;
mod calibration;
pub mod cautions;
mod compare;
mod cost;
mod demand;
mod document;
mod forecast;
mod headcount;
mod history;
mod interval_staffing;
mod satisfaction;
mod service;
mod staffing;
mod summary;
mod table;
pub mod targets;
mod uplifts;
mod workforce;
pub mod write;

pub use calculator::Calculator;
pub use calculator::words::name as bound_name;
pub use calibration::{CalibrationReport, PlanTable, Setting};
pub use demand::{BacktestReport, DemandReport, PlanNames};
pub use document::{Block, Document, Item};
pub use forecast::{Case, Forecast, Origin};
pub use history::{Chart, ChartRow, History};
pub use interval_staffing::{DeferredStaffing, LiveStaffing, Source};
pub use table::{Align, Cell, Column, Content, Table, Tone};
pub use uplifts::by_day as uplifts_by_day;
pub use workforce::{PeopleCase, WorkforceReport, turnover_definition};
