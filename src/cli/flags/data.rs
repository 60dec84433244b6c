//! Flags that commands without a plan share: what is to be met, and how a table is read.

use crate::input::typed;
use crate::model::question::{Goals as Model, LevelGoal};
use crate::queueing::ServiceLevelDefinition;
use crate::units::{Fraction, Seconds};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;

/// Targets that hold at once.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Goals {
    /// Share answered within a time, as in "95% in 5m"; repeatable, all targets hold at once
    #[arg(long, value_name = "GOAL", value_parser = typed::level_goal, help_heading = "Targets")]
    pub target: Vec<LevelGoal>,
    /// Longest mean wait of answered contacts
    #[arg(long, value_name = "TIME", value_parser = typed::duration, help_heading = "Targets")]
    pub max_asa: Option<Seconds>,
    /// Largest busy share of agents' time
    #[arg(long, value_name = "SHARE", value_parser = typed::limit, help_heading = "Targets")]
    pub max_occupancy: Option<Fraction>,
    /// Largest share of contacts that give up
    #[arg(long, value_name = "SHARE", value_parser = typed::limit, help_heading = "Targets")]
    pub max_abandon: Option<Fraction>,
    /// How contacts that give up count in the service level [default: offered]
    #[arg(long, value_name = "DEFINITION", help_heading = "Targets")]
    pub sl_definition: Option<Definition>,
}

/// How contacts that give up count in the service level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Definition {
    /// Answered in time of all offered
    Offered,
    /// Answered in time of all answered
    Answered,
    /// Answered in time of all but those who gave up in time
    ExcludingShortAbandons,
    /// Turn comes in time, had nobody given up
    Virtual,
}

impl From<Definition> for ServiceLevelDefinition {
    fn from(definition: Definition) -> Self {
        match definition {
            Definition::Offered => Self::Offered,
            Definition::Answered => Self::Answered,
            Definition::ExcludingShortAbandons => Self::ExcludingShortAbandons,
            Definition::Virtual => Self::Virtual,
        }
    }
}

impl Goals {
    /// What is asked, as the engine takes it.
    pub(in crate::cli) fn asked(&self) -> Model {
        Model {
            levels: self.target.clone(),
            definition: self.sl_definition.unwrap_or(Definition::Offered).into(),
            asa: self.max_asa,
            max_abandon: self.max_abandon,
            max_occupancy: self.max_occupancy,
        }
    }
}

/// How a table is read.
#[derive(Debug, Clone, Args)]
pub(in crate::cli) struct Data {
    /// Other names of columns, as in agents=people,aht_s=handle; repeatable
    #[arg(long, value_name = "OURS=THEIRS", value_parser = typed::columns, help_heading = "Reading")]
    pub columns: Vec<BTreeMap<String, String>>,
    /// Encoding of the table, where it is not UTF-8
    #[arg(long, value_name = "NAME", help_heading = "Reading")]
    pub encoding: Option<String>,
    /// What stands between fields, where it is no comma
    #[arg(long, value_name = "SIGN", value_parser = typed::delimiter, help_heading = "Reading")]
    pub delimiter: Option<char>,
    /// Answer good rows although others are wrong; wrong ones stay in place, without results
    #[arg(long, help_heading = "Reading")]
    pub keep_going: bool,
}

impl Data {
    /// Our columns to theirs.
    pub(in crate::cli) fn names(&self) -> BTreeMap<String, String> {
        self.columns.iter().flatten().map(|(ours, theirs)| (ours.clone(), theirs.clone())).collect()
    }
}
