//! Stand-in for `engine`.

use crate::calendar::By;
use crate::engine::Outcome;
use crate::model::{Evidence, Scenario};

pub(in crate::cli) struct RunOptions {
    pub by: By,
    pub threads: Option<usize>,
}

pub(in crate::cli) fn run(
    _scenarios: &[Scenario],
    _evidence: &Evidence,
    options: &RunOptions,
) -> Vec<Outcome> {
    let _ = (options.by, options.threads);
    Vec::new()
}
