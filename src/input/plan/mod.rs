//! The plan file as written: text, tree, and the partial plans that scenarios, sweeps and `--set` lay over it.

mod draft;
pub(super) mod edit;
pub(super) mod forms;
mod guard;
pub(super) mod merge;
pub(super) mod names;
pub(super) mod overrides;
pub(super) mod parse;
mod paths;
mod sweep;
mod tree;

pub(super) use draft::{Draft, baseline, drafts};
pub(super) use paths::Places;
pub(super) use tree::{Entry, Node, Table, Value, shortened};
