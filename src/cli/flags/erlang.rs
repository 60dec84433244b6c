//! The flags of `plan erlang`.

use super::data::{Data, Goals};
use crate::cli::args::Form;
use crate::input::typed::{self, TypedConcurrency};
use crate::model::question::SteadyModel;
use crate::queueing::Patience;
use crate::units::{Fraction, Seconds};
use clap::{Args, ValueEnum};

/// `plan erlang`.
#[derive(Debug, Args)]
pub(in crate::cli) struct Erlang {
    #[command(flatten)]
    pub situation: Asked,
    #[command(flatten)]
    pub goals: Goals,
    /// Answer every row of a table of cases; `-` is standard input
    #[arg(long, value_name = "FILE", help_heading = "Table of cases", requires = "model",
          conflicts_with_all = SITUATION)]
    pub batch: Option<String>,
    /// Model whose columns the table has
    #[arg(long, value_name = "MODEL", help_heading = "Table of cases", requires = "batch")]
    pub model: Option<Model>,
    #[command(flatten)]
    pub data: Data,
    /// Form of the result on standard output; without it, a table, or csv with --batch
    #[arg(long, value_name = "FORM", help_heading = "Result")]
    pub format: Option<Form>,
    /// Also write the result to a file that ends in .json, .csv or .md; repeatable
    #[arg(short, long, value_name = "FILE", help_heading = "Result")]
    pub output: Vec<String>,
    /// End with 1 where the agents given miss a target
    #[arg(long, help_heading = "Result")]
    pub check: bool,
}

/// Flags of a situation, which a table of cases has in its columns.
const SITUATION: [&str; 19] = [
    "contacts",
    "per",
    "rate",
    "aht",
    "agents",
    "patience",
    "concurrency",
    "lines",
    "redial",
    "keep_idle",
    "uncertainty",
    "cv",
    "shrinkage",
    "within",
    "target",
    "max_asa",
    "max_occupancy",
    "max_abandon",
    "check",
];

/// The situation.
#[derive(Debug, Args)]
pub(in crate::cli) struct Asked {
    /// Contacts that arrive in the time of --per
    #[arg(long, value_name = "N", value_parser = typed::contacts, help_heading = "Situation")]
    pub contacts: Option<f64>,
    /// Time in which they arrive [default: 30m]
    #[arg(long, value_name = "TIME", value_parser = typed::duration, help_heading = "Situation",
          requires = "contacts")]
    pub per: Option<Seconds>,
    /// Contacts a time, in place of --contacts, as in 720/h
    #[arg(long, value_name = "RATE", value_parser = typed::rate, help_heading = "Situation",
          conflicts_with = "contacts")]
    pub rate: Option<(f64, Seconds)>,
    /// Mean handle time of one contact, as in 5m
    #[arg(long, value_name = "TIME", value_parser = typed::duration, help_heading = "Situation")]
    pub aht: Option<Seconds>,
    /// People on seat; left out, the fewest that meet the targets
    #[arg(long, value_name = "N", help_heading = "Situation",
          value_parser = clap::value_parser!(u32).range(0..=2_000_000_000))]
    pub agents: Option<u32>,
    /// Mean time that customers wait before they give up; `infinite` is the default
    #[arg(long, value_name = "TIME", value_parser = typed::patience, help_heading = "Situation")]
    pub patience: Option<Patience>,
    /// Chats at once, as in 3; or how long a chat takes by their number, as in 5m,6m,7m
    #[arg(long, value_name = "N|TIMES", value_parser = typed::concurrency, help_heading = "Situation")]
    pub concurrency: Option<TypedConcurrency>,
    /// Telephone lines: contacts held at most, in service and waiting
    #[arg(long, value_name = "N", help_heading = "Situation",
          value_parser = clap::value_parser!(u32).range(1..=2_000_000_000))]
    pub lines: Option<u32>,
    /// Share of contacts not answered that are made again
    #[arg(long, value_name = "SHARE", value_parser = typed::share, help_heading = "Situation")]
    pub redial: Option<Fraction>,
    /// Agents kept free for calls while the others do work that can wait; with --agents
    #[arg(long, value_name = "N", help_heading = "Situation", requires = "agents",
          conflicts_with_all = ["lines", "redial", "uncertainty", "cv", "patience", "concurrency"])]
    pub keep_idle: Option<u32>,
    /// How uncertain the number of contacts is: its standard deviation, as a share of its mean
    #[arg(long, value_name = "SHARE", value_parser = typed::share, help_heading = "Situation",
          conflicts_with_all = ["lines", "redial", "cv", "concurrency"])]
    pub uncertainty: Option<Fraction>,
    /// How handle times scatter: their standard deviation ÷ their mean; 1 is exponential
    #[arg(long, value_name = "RATIO", value_parser = typed::scatter, help_heading = "Situation",
          conflicts_with_all = ["lines", "redial", "patience", "concurrency"])]
    pub cv: Option<f64>,
    /// Share of paid time off the contacts: shows the people to roster
    #[arg(long, value_name = "SHARE", value_parser = typed::shrinkage, help_heading = "Situation")]
    pub shrinkage: Option<Fraction>,
    /// Threshold of the service level shown where no --target has one [default: 20s]
    #[arg(long, value_name = "TIME", value_parser = typed::at_least_zero, help_heading = "Situation")]
    pub within: Option<Seconds>,
}

/// Steady-state models by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Model {
    /// Contacts that find all agents busy are lost
    ErlangB,
    /// Contacts wait until answered
    ErlangC,
    /// Contacts wait until answered or give up
    ErlangA,
    /// So many telephone lines
    Mmck,
    /// So many lines; contacts not answered come back
    ErlangX,
    /// Several chats an agent
    Chat,
    /// Calls, and work that can wait
    Blend,
    /// A rate that is not known for sure
    GammaPoisson,
}

impl From<Model> for SteadyModel {
    fn from(model: Model) -> Self {
        match model {
            Model::ErlangB => Self::ErlangB,
            Model::ErlangC => Self::ErlangC,
            Model::ErlangA => Self::ErlangA,
            Model::Mmck => Self::FiniteLines,
            Model::ErlangX => Self::ErlangX,
            Model::Chat => Self::Chat,
            Model::Blend => Self::Blend,
            Model::GammaPoisson => Self::GammaPoisson,
        }
    }
}

pub(in crate::cli) const EXAMPLES: &str = "\
Examples:
  plan erlang --contacts 360 --aht 5m --target \"95% in 5m\"     the fewest agents
  plan erlang --contacts 360 --aht 5m --agents 63 --patience 3m
  plan erlang --rate 720/h --aht 5m --target \"80% in 20s\" --max-asa 30s
  plan erlang --contacts 90 --concurrency 5m,6m,7m30s --target \"90% in 1m\"
  plan erlang --contacts 200 --aht 4m --agents 30 --lines 45 --redial 40%
  plan erlang --batch cases.csv --model erlang-a -o answers.csv

A table of cases has a row a situation. Its columns by model:
  erlang-b       load_erlangs, agents (here and in erlang-c whole or not)
  erlang-c       lambda_per_hour, aht_s, agents, target_s
                 [, target_kind, target_value]
  erlang-a       as erlang-c, and patience_s (`inf`: nobody gives up)
  chat           as erlang-a, with aht_s_by_concurrency (`300;360;420`) in the
                 place of aht_s
  mmck           lambda_per_hour, aht_s, patience_s, agents,
                 capacity_in_system (lines), target_s
  erlang-x       as mmck, with fresh_lambda_per_hour and redial_prob
  blend          phone_lambda_per_hour, aht_s, agents, keep_busy, target_s
  gamma-poisson  mean_lambda_per_hour, rate_cv, aht_s, patience_s, agents,
                 target_s
Rows of erlang-c, erlang-a and chat may leave agents empty, or the column out:
they are solved for the fewest agents that meet target_kind (service_level,
sl_answered_of_offered, sl_answered_of_answered, sl_excl_short_abandons,
sl_virtual, asa, p_wait, p_abandon, occupancy), target_value and target_s. Every
column of the table stays as it is, in order; results come after them, or in the
place of a column that has a result's name. The column `state` says `steady`,
`no steady state`, `target out of reach` or `refused`.

Exit codes: 0 done; 1 a target is missed (with --check); 2 wrong usage or data
(with --keep-going good rows are answered all the same); 3 the machine failed;
130 interrupted.";
