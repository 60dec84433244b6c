//! Figures of a scenario: their places in a row of samples, what the rows say, targets judged, cautions.

pub(super) mod by_interval;
pub(super) mod caution;
pub(super) mod event_uplift;
pub(super) mod levers;
pub(super) mod measures;
pub(super) mod outcome;
pub(super) mod row;
pub(super) mod targets;
pub(super) mod team_cautions;
pub(super) mod tell;
