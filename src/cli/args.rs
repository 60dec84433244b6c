//! Commands and flags, as they are typed.

use super::flags::calibrate::{self, Calibrate};
use super::flags::demand::{self, Demand};
use super::flags::erlang::{self, Erlang};
use super::flags::history::{self, History};
use super::flags::staff::{self, Staff};
use super::flags::workforce::{self, Workforce};
use crate::calendar::By;
use crate::input::typed;
use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Everything that may be typed after `plan`.
#[derive(Debug, Parser)]
#[command(
    name = "plan",
    version,
    about = "Staffing and capacity planner for customer-service teams",
    arg_required_else_help = true,
    max_term_width = 100
)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub talk: Talk,
}

/// How much is said, and how.
#[derive(Debug, Clone, Copy, Args)]
pub(super) struct Talk {
    /// When to colour; auto: on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = "Messages")]
    pub color: When,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Messages")]
    pub quiet: bool,
    /// Say what was read and written
    #[arg(short, long, global = true, help_heading = "Messages")]
    pub verbose: bool,
}

/// When to colour; the names say it all, which keeps the help short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// The commands, in the order of the help.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Work out what a plan leads to: staff, service, satisfaction, turnover and cost
    #[command(after_help = FORECAST_EXAMPLES)]
    Forecast(Forecast),
    /// Work out who will be there: headcount, turnover and cost of every team, and how sure
    #[command(after_help = workforce::EXAMPLES)]
    Workforce(Workforce),
    /// Show what files of inquiries hold: volumes, times, service, and what is wrong with them
    #[command(after_help = history::EXAMPLES)]
    History(History),
    /// Forecast contacts and handle time per interval, with ranges, from histories or for a plan
    #[command(after_help = demand::EXAMPLES)]
    Demand(Demand),
    /// Work out the agents each interval needs, or the service that given agents give
    #[command(after_help = staff::EXAMPLES)]
    Staff(Staff),
    /// Work out one queue: service, waits, occupancy and abandonment around the answer
    #[command(after_help = erlang::EXAMPLES)]
    Erlang(Erlang),
    /// Learn handle time, patience, turnover, learning and satisfaction from data, for a plan
    #[command(after_help = calibrate::EXAMPLES)]
    Calibrate(Calibrate),
    /// Read a plan and all that it names, and say what is wrong; nothing is computed
    #[command(after_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Write a plan that runs, with comments: a small one, or one made for your exports
    #[command(after_help = INIT_EXAMPLES)]
    Init(Init),
    /// Say what the code of a message means, and the way out
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Print the JSON Schema of plan files, for editors
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
    /// Print completions for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions(Completions),
}

/// `plan forecast`.
#[derive(Debug, Args)]
pub(super) struct Forecast {
    /// Plan files; `-` is standard input
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<String>,
    #[command(flatten)]
    pub changes: Changes,
    /// Rows of the report
    #[arg(long, value_name = "PERIOD", default_value = "month", help_heading = "Computation")]
    pub by: Cut,
    #[command(flatten)]
    pub luck: Luck,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
    /// End with 1 where the baseline, or a scenario named by --scenario, misses a target
    #[arg(long, help_heading = "Result")]
    pub check: bool,
}

/// How often a plan is drawn, by which numbers, and on how many threads.
#[derive(Debug, Args)]
pub(super) struct Luck {
    /// Seed of every random number, in place of the plan's
    #[arg(long, value_name = "N", help_heading = "Computation")]
    pub seed: Option<u64>,
    /// Monte-Carlo repeats, in place of the plan's
    #[arg(long, value_name = "N", help_heading = "Computation",
          value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub replications: Option<u32>,
    /// Threads to compute with, 1 to 256; figures do not depend on it
    #[arg(long, value_name = "N", help_heading = "Computation", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
}

/// `plan check`.
#[derive(Debug, Args)]
pub(super) struct Check {
    /// Plan files; `-` is standard input
    #[arg(required = true, value_name = "PLAN")]
    pub plans: Vec<String>,
    #[command(flatten)]
    pub changes: Changes,
}

/// What is laid over a plan, or left out of it.
#[derive(Debug, Clone, Args)]
pub(super) struct Changes {
    /// Only the baseline and this scenario; repeatable
    #[arg(long, value_name = "NAME", help_heading = "Plan")]
    pub scenario: Vec<String>,
    /// Change a key of the plan, as in team.frontline.headcount=110; repeatable
    #[arg(long, value_name = "KEY=VALUE", value_parser = assignment, help_heading = "Plan")]
    pub set: Vec<String>,
    /// Last day of history used, as in 2026-09-30; without it, the day before the plan's start
    #[arg(long, value_name = "DATE", value_parser = typed::date, help_heading = "Plan")]
    pub as_of: Option<NaiveDate>,
    /// Share of rows that a history may hold and still be used, as in 0.1%
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Plan")]
    pub max_rejected: Option<f64>,
}

/// `plan init`.
#[derive(Debug, Args)]
pub(super) struct Init {
    /// Exports of real systems to make the plan for: logs or counts in CSV, of one kind; also .gz and .zst
    #[arg(value_name = "FILE")]
    pub files: Vec<String>,
    /// Write to a file that is not there yet, in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<String>,
}

/// `plan explain`.
#[derive(Debug, Args)]
pub(super) struct Explain {
    /// A code such as E203, W501 or C105; left out: all codes
    #[arg(value_name = "CODE")]
    pub code: Option<String>,
}

/// `plan completions`.
#[derive(Debug, Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// Forms of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    /// Tables for people
    Table,
    /// Everything, for programs
    Json,
    /// A row a figure, for spreadsheets
    Csv,
    /// Tables for a wiki or a pull request
    Markdown,
}

/// Rows of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Cut {
    /// The plan's own intervals
    Interval,
    /// Days
    Day,
    /// ISO weeks
    Week,
    /// Calendar months
    Month,
    /// Calendar quarters
    Quarter,
}

impl From<Cut> for By {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Interval => Self::Interval,
            Cut::Day => Self::Day,
            Cut::Week => Self::Week,
            Cut::Month => Self::Month,
            Cut::Quarter => Self::Quarter,
        }
    }
}

/// `KEY=VALUE`; the value is judged where plans are read.
pub(super) fn assignment(text: &str) -> Result<String, String> {
    match text.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() => Ok(text.to_owned()),
        _ => Err("write it as KEY=VALUE, like team.frontline.headcount=110".into()),
    }
}

/// `0.1%` or `0.001`.
pub(super) fn share(text: &str) -> Result<f64, String> {
    const WAY_OUT: &str = "write a share like 0.1% or 0.001, between 0 and 1";
    let text = text.trim();
    let (digits, unit) = text.strip_suffix('%').map_or((text, 1.0), |digits| (digits.trim_end(), 100.0));
    let value = digits.parse::<f64>().map_err(|_| WAY_OUT.to_owned())? / unit;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(WAY_OUT.into()) }
}

const FORECAST_EXAMPLES: &str = "\
Examples:
  plan forecast q3.toml                          tables on the terminal
  plan forecast q3.toml --scenario hire-20       the baseline and one scenario
  plan forecast q3.toml --set team.frontline.headcount=110
  plan forecast q3.toml --by week -o q3.csv -o q3.json
  plan forecast q3.toml --check                  ends with 1 where a target is missed

Exit codes: 0 done; 1 a target is missed (with --check); 2 wrong usage, plan or data;
3 the machine failed; 130 interrupted.";
const CHECK_EXAMPLES: &str = "\
Examples:
  plan check q3.toml
  plan check plans/*.toml
  generate-plan | plan check -

Exit codes: 0 in order; 2 wrong usage, plan or data; 3 the machine failed.";
const INIT_EXAMPLES: &str = "\
Examples:
  plan init -o q3.toml && plan forecast q3.toml
  plan init chats-2026-*.csv -o q3.toml     finds out how the exports must be read
  plan init > q3.toml

Exit codes: 0 done; 2 wrong usage or data; 3 the machine failed.";
const EXPLAIN_EXAMPLES: &str = "\
Examples:
  plan explain E203
  plan explain";
const SCHEMA_EXAMPLES: &str = "\
Example:
  plan schema > plan.schema.json          then write `#:schema ./plan.schema.json` atop a plan";
const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  plan completions bash > ~/.local/share/bash-completion/completions/plan
  plan completions zsh  > \"${fpath[1]}/_plan\"
  plan completions fish > ~/.config/fish/completions/plan.fish";
