//! People of a scenario: teams as groups, their course over the steps, what they cost.

pub(super) mod cut;
pub(super) mod money;
pub(super) mod past;
pub(super) mod recruiting;
pub(super) mod staff;
pub(super) mod supply;
pub(super) mod time_off;
