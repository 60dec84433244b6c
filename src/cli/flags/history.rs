//! The flags of `plan history`.

use super::data::Definition;
use super::reading::{Reading, grid};
use crate::calendar::Grid;
use crate::cli::args::{Form, share};
use crate::input::typed;
use crate::model::question::LevelGoal;
use chrono::NaiveDate;
use clap::Args;

/// `plan history`.
#[derive(Debug, Args)]
pub(in crate::cli) struct History {
    /// Logs of inquiries, or interval counts; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<String>,
    /// Share answered within a time, as in "80% in 20s": shows the service level that was reached
    #[arg(long, value_name = "GOAL", value_parser = typed::level_goal, help_heading = "Figures")]
    pub target: Option<LevelGoal>,
    /// How contacts that gave up count in it [default: offered]
    #[arg(long, value_name = "DEFINITION", requires = "target", help_heading = "Figures")]
    pub sl_definition: Option<Definition>,
    /// Length of intervals, as in 30m or 1d: the CSV has a row an interval, not a row a channel
    #[arg(long, value_name = "TIME", value_parser = grid, help_heading = "Figures")]
    pub interval: Option<Grid>,
    /// Last day used, as in 2026-09-30; later rows are read and set apart
    #[arg(long, value_name = "DATE", value_parser = typed::date, help_heading = "Figures")]
    pub as_of: Option<NaiveDate>,
    #[command(flatten)]
    pub reading: Reading,
    /// Share of rows that may be rejected, as in 0.1%; more ends with 2 [default: all but one]
    #[arg(long, value_name = "SHARE", value_parser = share, help_heading = "Reading")]
    pub max_rejected: Option<f64>,
    /// Write every rejected row with its reason to a CSV
    #[arg(long, value_name = "FILE", help_heading = "Result")]
    pub rejects: Option<String>,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan history chat.csv --channel chat           what the file holds
  plan history 2026-*.csv.gz --target \"80% in 20s\"
  plan history log.csv --rejects rejects.csv     every rejected row with its reason
  plan history log.csv --interval 30m --format csv > counts.csv
  plan history bank.txt --delimiter \\t --channel phone --timezone Asia/Jerusalem \\
    --timestamp date,vru_entry --timestamp-format \"%y%m%d %H:%M:%S\" --skip outcome=PHANTOM \\
    --columns wait_seconds=q_time,handle_seconds=ser_time,abandoned=outcome \\
    --values abandoned:HANG=true,AGENT=false

A log has a row an inquiry: timestamp, and where known channel, wait_seconds,
handle_seconds, abandoned, csat (1 to 5), resolved and agent. Interval counts
have interval_start, offered, and where known channel, aht_seconds, abandoned.
CSV, also packed with gzip or zstd. What differs is said by flags, never
guessed. Rows that are wrong are set aside and said, and the rest is shown.

With --interval the CSV has every interval of every day with rows, 0 where
nothing came, and can be read as a history again. An hour that came twice is
there twice, with its offsets; a time that never was is not there. Where no
contact answered in an interval has a handle time, it has the mean of its
channel, and a note says how many rows do. Names that a spreadsheet would run
are written with a ' before them.

Exit codes: 0 done, also where rows were rejected; 2 wrong usage, a file that is
refused, or no row accepted; 3 the machine failed, or a file cannot be opened;
130 interrupted.";
