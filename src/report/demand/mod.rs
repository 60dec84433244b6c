//! The demand to come for people: what it is made from, its days, its course, how a figure came about.

mod backtest;
mod chart;
mod document;
mod explained;
mod method;
mod tables;

use crate::engine::demand_outlook::{ChannelOutlook, DemandOutlook, Explained, NoForecast};
use crate::report::cautions::{Names, no_forecast_text};

pub use backtest::BacktestReport;
pub(in crate::report) use backtest::no_backtest;
pub(in crate::report) use explained::{step_name, steps_that_change};
pub(in crate::report) use method::method_key;

/// A demand and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct DemandReport<'a> {
    /// What is to come.
    pub outlook: &'a DemandOutlook,
    /// How a figure of it came about, where that was asked, a scenario each.
    pub explained: Option<&'a [Explained]>,
    /// Names of the plan; `None` for histories alone.
    pub names: Option<PlanNames<'a>>,
    /// Zone of local times.
    pub timezone: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the inputs, in hex; empty where no form shows it.
    pub inputs_sha256: &'a str,
}

/// Names of a plan.
#[derive(Debug, Clone, Copy)]
pub struct PlanNames<'a> {
    /// What the plan is called.
    pub title: &'a str,
    /// Its channels, which cautions refer to by place.
    pub channels: &'a [String],
    /// Its teams.
    pub teams: &'a [String],
}

impl DemandReport<'_> {
    /// Why a channel has no forecast; lower case, no full stop.
    #[must_use]
    pub fn no_forecast(&self, channel: &str, why: NoForecast) -> String {
        no_forecast_text(channel, why)
    }

    /// The names that a channel's cautions refer to.
    pub(in crate::report) fn with_names<T>(
        &self,
        channel: &ChannelOutlook,
        with: impl FnOnce(&Names<'_>) -> T,
    ) -> T {
        match self.names {
            Some(PlanNames { channels, teams, .. }) => with(&Names { channels, teams }),
            None => with(&Names { channels: std::slice::from_ref(&channel.channel), teams: &[] }),
        }
    }
}

/// A quantile's name: `p10`, `p2.5`.
#[must_use]
pub(in crate::report) fn quantile_name(percent: f64) -> String {
    format!("p{percent}")
}
