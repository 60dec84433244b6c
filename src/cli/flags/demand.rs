//! The flags of `plan demand`.

use super::reading::{Reading, grid};
use crate::calendar::{DateSpan, Grid};
use crate::cli::args::{Form, assignment, share};
use crate::input::typed::{self, Stretch};
use crate::model::question::LevelGoal;
use chrono::NaiveDate;
use clap::Args;

/// `plan demand`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Demand {
    /// Logs of inquiries or interval counts, or one plan (.toml); `-` is a history on standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// How far to forecast: days, weeks or months, as in 28d, 4w, "3 months" [default: 4w; the plan's]
    #[arg(long, value_name = "TIME", value_parser = typed::stretch, help_heading = "Forecast")]
    pub horizon: Option<Stretch>,
    /// Length of intervals, as in 30m or 1d [default: that of interval counts, 30m of logs; the plan's]
    #[arg(long, value_name = "TIME", value_parser = grid, help_heading = "Forecast")]
    pub interval: Option<Grid>,
    /// Last day of history used, as in 2026-09-30 [default: the last with rows; the eve of the plan]
    #[arg(long, value_name = "DATE", value_parser = typed::date, help_heading = "Forecast")]
    pub as_of: Option<NaiveDate>,
    /// Day or days without service, past or to come, as in 2026-10-01..2026-10-03; repeatable
    #[arg(long, value_name = "DATES", value_parser = typed::dates, help_heading = "Forecast")]
    pub closed: Vec<DateSpan>,
    /// Quantiles shown, in per cent
    #[arg(long, value_name = "LIST", default_value = "10,50,90", value_parser = Quantiles::parse, help_heading = "Forecast")]
    pub quantiles: Quantiles,
    /// Forecast the history's own past so far ahead, week by week, and compare with naive methods
    #[arg(long, value_name = "TIME", value_parser = typed::stretch, help_heading = "Back-test",
          conflicts_with_all = ["horizon", "quantiles"])]
    pub backtest: Option<Stretch>,
    /// Also tell errors in agents, for a goal like "80% in 20s"
    #[arg(long, value_name = "GOAL", value_parser = typed::level_goal, requires = "backtest", help_heading = "Back-test")]
    pub target: Option<LevelGoal>,
    /// Only this scenario of the plan, in place of the baseline; repeatable
    #[arg(long, value_name = "NAME", help_heading = "Plan")]
    pub scenario: Vec<String>,
    /// Change a key of the plan, as in channel.chat.growth="2% / month"; repeatable
    #[arg(long, value_name = "KEY=VALUE", value_parser = assignment, help_heading = "Plan")]
    pub set: Vec<String>,
    /// How a figure came about, as in chat or chat/2026-11
    #[arg(long, value_name = "FIGURE", conflicts_with = "backtest", help_heading = "Plan")]
    pub explain: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// Share of rows that may be rejected, as in 0.1% [default: none]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Reading")]
    pub max_rejected: Option<f64>,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
}

/// Quantiles as typed, in per cent.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::cli) struct Quantiles(pub Vec<f64>);

impl Quantiles {
    fn parse(text: &str) -> Result<Self, String> {
        typed::quantiles(text).map(Self)
    }
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan demand chat.csv --channel chat               four weeks ahead, day by day
  plan demand calls.csv --horizon \"3 months\" --closed 2026-10-01..2026-10-07
  plan demand counts.csv --interval 30m --format csv > demand.csv
  plan demand counts.csv --format csv | plan staff - --columns offered=mean --target \"80% in 20s\"
  plan demand counts.csv --backtest 4w --target \"80% in 20s\"
  plan demand q4.toml --scenario growth             what a plan expects, event by event
  plan demand q4.toml --explain chat/2026-11        how that month came about

Files are read as by `plan history`, and refused where a row is rejected, unless
--max-rejected allows it. A weekday with contacts on hardly any of its days, fewer
than luck explains, is taken as closed; so are the slots of a weekday without a row
(of a log, a contact).

The table shows days, longer horizons weeks or months; CSV and JSON hold every
interval. `mean` is the mean, `p50` the median: half of the days bring less.
Spikes that nobody named are listed, never carried into the future.

Exit codes: 0 done; 2 wrong usage, plan or data, or no channel can be forecast;
3 the machine failed, or a file cannot be opened; 130 interrupted.";
