//! How a command ends.

use crate::engine::Unbalanced;
use std::io;
use std::process::ExitCode;

/// A command that came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ended {
    /// Done.
    Done,
    /// Done, and a target is missed under `--check`.
    TargetMissed,
}

/// Why a command stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// Wrong usage, plan or data, and the words that were not said yet.
    Refused(Option<String>),
    /// The machine failed.
    Machine(anyhow::Error),
    /// Nobody reads the result any more.
    PipeClosed,
}

impl Stop {
    /// Wrong usage, in words.
    pub(super) fn refused(words: impl Into<String>) -> Self {
        Self::Refused(Some(words.into()))
    }

    /// A failed write to standard output.
    pub(super) fn of_write(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::PipeClosed
        } else {
            Self::Machine(anyhow::Error::new(error).context("cannot write to standard output"))
        }
    }
}

impl From<Unbalanced> for Stop {
    fn from(error: Unbalanced) -> Self {
        Self::Machine(anyhow::Error::new(error).context("no result is shown"))
    }
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Done => Self::SUCCESS,
            Ended::TargetMissed => Self::from(1),
        }
    }
}

impl From<&Stop> for ExitCode {
    fn from(stop: &Stop) -> Self {
        match stop {
            Stop::Refused(_) => Self::from(2),
            Stop::Machine(_) => Self::from(3),
            Stop::PipeClosed => Self::SUCCESS,
        }
    }
}
