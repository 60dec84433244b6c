//! Questions that need no plan: what is asked of one situation, of the rows of a table of cases, and of the intervals
//! of a table of demand.

mod case;
mod goals;
mod interval;
mod written;

pub use case::{Case, CaseStaff, CaseTarget, QueueCase, SteadyModel, TargetKind};
pub use goals::{Circumstance, Goals, LevelGoal, Situation};
pub use interval::{DeferredInterval, Intervals, LiveInterval};
pub use written::WrittenTable;
