//! The picture of a history: what was read, what it comes to, its week and its course, what is out of the ordinary.

pub(in crate::report) mod chart;
mod document;
mod tables;

use crate::calendar::Grid;
use crate::engine::history::{IntervalCount, Picture, PictureTerms};
use crate::model::FileRead;

pub use chart::{Chart, ChartRow};

/// A history and what it comes to.
#[derive(Debug, Clone, Copy)]
pub struct History<'a> {
    /// The account of every file.
    pub files: &'a [FileRead],
    /// What they come to.
    pub picture: &'a Picture,
    /// What was asked beside it.
    pub terms: &'a PictureTerms,
    /// The counts by interval, and the length of intervals, where they were asked for.
    pub intervals: Option<(&'a [IntervalCount], Grid)>,
    /// Zone of local times.
    pub timezone: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the inputs, in hex; empty where no form shows it.
    pub inputs_sha256: &'a str,
}
