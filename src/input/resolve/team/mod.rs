//! `[team.X]`.

mod attrition;
mod grades;
mod levers;
mod moves;
mod people;
mod recruiting;
mod roster;
mod shifts;
mod shrinkage;
#[expect(clippy::module_inception, reason = "the team itself, beside its parts")]
mod team;
mod training;

pub(super) use roster::RosterKept;
pub(super) use team::team;
