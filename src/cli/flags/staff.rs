//! The flags of `plan staff`.

use super::data::{Data, Goals};
use crate::cli::args::Form;
use crate::input::typed::{self, Zone};
use crate::queueing::Patience;
use crate::units::{Fraction, Seconds};
use clap::{Args, ValueEnum};

/// `plan staff`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Staff {
    /// Table of demand by interval; `-` is standard input
    #[arg(value_name = "FILE")]
    pub file: String,
    #[command(flatten)]
    pub goals: Goals,
    /// Threshold of the service level shown where no --target has one [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = typed::at_least_zero, help_heading = "Targets")]
    pub within: Option<Seconds>,
    /// For what the targets must hold, where the queue is carried over [default: interval]
    #[arg(long, value_name = "SPAN", help_heading = "Targets")]
    pub over: Option<Over>,
    /// How service is worked out; without it, erlang-a where patience is known, else erlang-c
    #[arg(long, value_name = "METHOD", help_heading = "Computation")]
    pub method: Option<Method>,
    /// Mean time that customers wait before they give up, where a row does not say
    #[arg(long, value_name = "TIME", value_parser = typed::patience, help_heading = "Computation")]
    pub patience: Option<Patience>,
    /// Share of paid time off the contacts: adds the people to roster
    #[arg(long, value_name = "SHARE", value_parser = typed::shrinkage, help_heading = "Computation")]
    pub shrinkage: Option<Fraction>,
    /// Contacts open at the start, for --method backlog [default: 0]
    #[arg(long, value_name = "N", value_parser = typed::contacts, help_heading = "Computation")]
    pub backlog: Option<f64>,
    /// How handle times scatter, for --method simulation [default: exponential]
    #[arg(long, value_name = "LAW", help_heading = "Computation")]
    pub handling: Option<Law>,
    /// Standard deviation ÷ mean of handle times, for --handling lognormal [default: 1]
    #[arg(long, value_name = "CV", value_parser = typed::scatter, help_heading = "Computation")]
    pub cv: Option<f64>,
    /// How often each day is simulated, 2 to 1,000,000 [default: 1000]
    #[arg(long, value_name = "N", help_heading = "Computation",
          value_parser = clap::value_parser!(u32).range(2..=1_000_000))]
    pub days: Option<u32>,
    /// Seed of every random number of a simulation [default: 0]
    #[arg(long, value_name = "N", help_heading = "Computation")]
    pub seed: Option<u64>,
    /// Threads to compute with, 1 to 256; figures do not depend on it
    #[arg(long, value_name = "N", help_heading = "Computation", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub threads: Option<u16>,
    #[command(flatten)]
    pub data: Data,
    /// The channel, of a table without a column of channels
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub channel: Option<String>,
    /// Length of every interval, where the table does not tell
    #[arg(long, value_name = "TIME", value_parser = typed::interval, help_heading = "Reading")]
    pub interval: Option<Seconds>,
    /// Zone of local times, as in Asia/Shanghai
    #[arg(long, value_name = "ZONE", default_value = "UTC", value_parser = typed::zone, help_heading = "Reading")]
    pub timezone: Zone,
    /// Form of the times, as in "%d/%m/%Y %H:%M", or epoch; repeatable
    #[arg(long, value_name = "FORM", help_heading = "Reading")]
    pub timestamp_format: Vec<String>,
    /// Form of the result on standard output
    #[arg(long, value_name = "FORM", default_value = "table", help_heading = "Result")]
    pub format: Form,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
    /// End with 1 where an interval misses a target
    #[arg(long, help_heading = "Result")]
    pub check: bool,
}

/// How the service of intervals is worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Method {
    /// Each interval as if it lasted; nobody gives up
    ErlangC,
    /// Each interval as if it lasted; customers give up
    ErlangA,
    /// The queue carried over from interval to interval, exactly
    Transient,
    /// The queue carried over, contact by contact, over many simulated days
    Simulation,
    /// Work that is answered from a backlog, oldest first
    Backlog,
}

/// For what targets must hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Over {
    /// Every interval
    Interval,
    /// Every day as a whole
    Day,
}

/// How handle times scatter about their mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Law {
    /// As the formulas assume
    Exponential,
    /// As measured ones mostly do
    Lognormal,
    /// Not at all
    Fixed,
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan staff demand.csv --target \"95% in 5m\"     the agents each interval needs
  plan staff demand.csv --target \"80% in 20s\" --max-occupancy 88% -o staff.csv
  plan staff staff.csv                           the service its agents give
  plan staff demand.csv --target \"90% in 1m\" --patience 3m --shrinkage 30%
  plan staff demand.csv --target \"95% in 5m\" --method transient
  plan staff staff.csv --method transient --target \"95% in 5m\" --check
  plan staff staff.csv --method simulation --handling lognormal --cv 1.2
  plan staff mail.csv --method backlog --target \"98% in 24h\" --backlog 120

Columns of the table: interval_start, channel, offered, aht_seconds, and where
known agents (then the table is judged, not staffed) and patience_seconds; for
--method backlog: interval_start, channel, offered, capacity (contacts that can
be worked in the interval). How long intervals are is told by their starts,
channel by channel. The CSV has the table's columns as they are, then agents,
service_level, asa_seconds, p_wait, p_abandon, occupancy, mean_queue, binding
(what decided), missed (targets that given agents miss) and state, each in the
place of a column that has its name; it can be read again. A simulation adds
service_level_se, the standard error; a backlog adds within_target,
mean_response_seconds, backlog_end and oldest_seconds (of what is open then).

erlang-c and erlang-a take each interval as if it lasted. transient and
simulation carry the queue over, so that a surge is felt for the rest of the
day. A channel opens empty, also after two hours or more with neither contacts
nor agents, before which the last agents stay until all are answered; agents who
leave finish the contact in hand. The answer is the fewest agent-hours found
with which every interval, or with --over day every day, meets the targets: with
one agent fewer in any interval a target is missed (of a simulation, about).

Exit codes: 0 done; 1 a target is missed (with --check); 2 wrong usage or data
(with --keep-going good rows are answered all the same, where no queue is
carried over); 3 the machine failed; 130 interrupted.";
