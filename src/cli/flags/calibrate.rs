//! The flags of `plan calibrate`.

use super::reading::Reading;
use crate::cli::args::share;
use chrono::NaiveDate;
use clap::{Args, ValueEnum};

/// `plan calibrate`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Calibrate {
    /// Logs of inquiries, or interval counts; `-` is standard input
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Data")]
    pub history: Vec<String>,
    /// Who was hired and left when: employee, hire_date, leave_date, and reason where known
    #[arg(long, value_name = "FILE", help_heading = "Data")]
    pub roster: Option<String>,
    /// Rated contacts: csat, and what may have moved it: wait_seconds, resolved, transfers, …
    #[arg(long, value_name = "FILE", help_heading = "Data")]
    pub survey: Option<String>,
    /// Channel of the survey or log that is worked off a backlog, so that its waits are felt in hours; repeatable
    #[arg(long, value_name = "CHANNEL", help_heading = "Data")]
    pub deferred: Vec<String>,
    /// First day from which leavers are in the roster; needed with it
    #[arg(long, value_name = "DATE", requires = "roster", help_heading = "Data")]
    pub window_start: Option<NaiveDate>,
    /// Last day used [default: the last with rows; of a roster, its last date]
    #[arg(long, value_name = "DATE", help_heading = "Data")]
    pub as_of: Option<NaiveDate>,
    /// Paid days of a week, for the share of days away [default: 5]
    #[arg(long, value_name = "DAYS", value_parser = week_days, requires = "history", help_heading = "Data")]
    pub week_days: Option<f64>,
    /// Form of the dates of a roster, as in "%m/%d/%Y"; repeatable [default: 2026-09-30]
    #[arg(long, value_name = "FORM", requires = "roster", help_heading = "Data")]
    pub date_format: Vec<String>,
    /// Team of the plan that the roster is of [default: the plan's only one, else frontline]
    #[arg(long, value_name = "NAME", help_heading = "Plan")]
    pub team: Option<String>,
    /// Put the values into a plan file, keeping its comments and layout
    #[arg(long, value_name = "PLAN", help_heading = "Plan")]
    pub write: Option<String>,
    #[command(flatten)]
    pub reading: Reading,
    /// Share of rows that may be rejected, as in 0.1% [default: none]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Reading")]
    pub max_rejected: Option<f64>,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "toml", help_heading = "Result")]
    pub format: Shape,
    /// Also write the result to a file that ends in .toml, .json or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
}

/// Forms of a calibration.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Shape {
    /// A fragment of a plan, with comments
    Toml,
    /// Everything, for programs
    Json,
    /// Tables for people
    Table,
    /// Tables for a wiki or a pull request
    Markdown,
}

/// Paid days of a week.
fn week_days(text: &str) -> Result<f64, String> {
    const WAY_OUT: &str = "write days like 5 or 4.5, from 1 to 7";
    let days = text.trim().parse::<f64>().map_err(|_| WAY_OUT.to_owned())?;
    if (1.0..=7.0).contains(&days) { Ok(days) } else { Err(WAY_OUT.into()) }
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan calibrate --history chat.csv --channel chat      handle time, patience, repeats
  plan calibrate --roster staff.csv --window-start 2024-01-01 --as-of 2026-09-30
  plan calibrate --survey csat.csv --format table       what moves satisfaction
  plan calibrate --history log.csv --roster staff.csv --window-start 2024-01-01 \\
    --survey csat.csv --write q4.toml                   put the values into a plan
  plan calibrate --roster hr.csv --window-start 2012-01-01 --date-format %m/%d/%Y \\
    --columns employee=EmpID,hire_date=DateofHire,leave_date=DateofTermination

The result is a fragment of a plan: every value with its standard error, the number
of cases and the file it comes from; what the files do not tell stands there as a
comment with the reason, and is never made up.

A roster exported today misses those who left before leavers were kept, so that
people seem to stay for longer than they do: --window-start says from which day on
leavers are in it. --columns names the columns of any of the files; where two of
them differ, say which: roster.reason=why,survey.csat=score.

A log may have a column customer (redials and repeats) and agent (the share of paid
days away; with the roster: handle time by tenure, and how people learn). A roster
may have reason, source and grade: who leaves more often than others of its tenure.

Exit codes: 0 done; 2 wrong usage, plan or data; 3 the machine failed, or a file
cannot be opened; 130 interrupted.";
