//! A named set of changes, already laid over the baseline.

use super::Plan;

/// A scenario or sweep point; the baseline is always the first and is called `baseline`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scenario {
    /// `baseline`, the name in `[scenario.X]`, or a sweep point such as `hires-by-attrition[10, 20%]`.
    pub name: String,
    /// A sentence.
    pub about: Option<String>,
    /// Whether it is a point of a sweep (shown compactly).
    pub sweep_point: bool,
    /// The plan with the changes made.
    pub plan: Plan,
}
