//! The flags of `plan workforce`.

use crate::cli::args::{Changes, Form, Luck};
use clap::{Args, ValueEnum};

/// `plan workforce`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Workforce {
    /// Plan file, with a `[plan]` and a `[team]` at least; `-` is standard input
    #[arg(value_name = "PLAN")]
    pub plan: String,
    #[command(flatten)]
    pub changes: Changes,
    /// Rows of the report [default: the plan's own step]
    #[arg(long, value_name = "PERIOD", help_heading = "Computation")]
    pub by: Option<Rows>,
    #[command(flatten)]
    pub luck: Luck,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
    /// End with 1 where the baseline, or a scenario named by --scenario, misses a target for people or cost
    #[arg(long, help_heading = "Result")]
    pub check: bool,
}

/// Rows of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Rows {
    /// ISO weeks; of a plan whose workforce moves in weeks
    Week,
    /// Calendar months
    Month,
    /// Calendar quarters
    Quarter,
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan workforce q3.toml                         who is there, month by month, and how sure
  plan workforce q3.toml --scenario hire-20 --by quarter
  plan workforce q3.toml --set team.frontline.attrition=\"10%\"
  plan workforce q3.toml --format json | jq '.scenarios[0].teams[0].summary'
  plan workforce q3.toml --check                 ends with 1 where a target is missed

No channel and no history is needed. Headcount, people past onboarding and
separations have their exact law, so their percentiles hold no luck of a draw;
where training seats are limited, turnover follows occupancy or people change teams, they are drawn.

Exit codes: 0 done; 1 a target is missed (with --check); 2 wrong usage, plan or data;
3 the machine failed; 130 interrupted.";
