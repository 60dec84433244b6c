//! Goals and what decides, in words.

use crate::engine::situation::Bound;
use crate::model::question::Goals;
use crate::report::write::{duration, number, percent};

/// Why a figure of a queue without steady state is a dash.
pub(in crate::report) const ENDLESS: &str = "no steady state: contacts come at least as fast as these agents can answer, and the queue grows without end";

/// A share as a goal has it: `95%`, `99.5%`.
pub(in crate::report) fn goal_share(share: f64) -> String {
    let rounded = percent(share);
    rounded.strip_suffix(".0%").map_or(rounded.clone(), |whole| format!("{whole}%"))
}

/// `service level (95% in 5 min)`.
pub(in crate::report) fn goal(bound: Bound, goals: &Goals) -> String {
    let seconds = |limit: Option<crate::units::Seconds>| limit.map_or(String::new(), |t| duration(t.get()));
    let share = |limit: Option<crate::units::Fraction>| limit.map_or(String::new(), |s| goal_share(s.get()));
    match bound {
        Bound::Level(at) => match goals.levels.get(at) {
            Some(level) => format!(
                "the service level ({} in {})",
                goal_share(level.share.get()),
                duration(level.within.get())
            ),
            None => "the service level".into(),
        },
        Bound::Asa => format!("the mean wait (at most {})", seconds(goals.asa)),
        Bound::Abandonment => format!("abandonment (at most {})", share(goals.max_abandon)),
        Bound::Occupancy => format!("occupancy (at most {})", share(goals.max_occupancy)),
        Bound::Stability => "that the queue does not grow without end".into(),
        Bound::Nothing => "nothing".into(),
    }
}

/// The name of what decides, for programs.
#[must_use]
pub fn name(bound: Bound, goals: &Goals) -> String {
    match bound {
        Bound::Level(at) if goals.levels.len() > 1 => match goals.levels.get(at) {
            Some(level) => {
                let (share, within) = (goal_share(level.share.get()), level.within.get());
                format!("service_level {share} in {within} s")
            }
            None => "service_level".into(),
        },
        Bound::Level(_) => "service_level".into(),
        Bound::Asa => "asa".into(),
        Bound::Abandonment => "abandonment".into(),
        Bound::Occupancy => "occupancy".into(),
        Bound::Stability => "stability".into(),
        Bound::Nothing => "none".into(),
    }
}

/// A short name for a column: `service level`, `ASA`.
pub(in crate::report) fn short(bound: Bound, goals: &Goals) -> String {
    match bound {
        Bound::Level(at) if goals.levels.len() > 1 => goals.levels.get(at).map_or_else(
            || "service level".into(),
            |level| format!("{} in {}", goal_share(level.share.get()), duration(level.within.get())),
        ),
        Bound::Level(_) => "service level".into(),
        Bound::Asa => "ASA".into(),
        Bound::Abandonment => "abandonment".into(),
        Bound::Occupancy => "occupancy".into(),
        Bound::Stability => "stability".into(),
        Bound::Nothing => "nothing".into(),
    }
}

/// What the service level counts, where customers give up.
pub(in crate::report) fn definition(goals: &Goals) -> &'static str {
    match goals.definition_name() {
        "answered" => "service level: answered in time ÷ answered; those who give up do not count",
        "excluding-short-abandons" => {
            "service level: answered in time ÷ all but those who give up although their turn would come in time"
        }
        "virtual" => "service level: turn comes in time ÷ offered, as if nobody gave up (virtual)",
        _ => "service level: answered in time ÷ offered; those who give up count against it",
    }
}

/// `1 agent answers`, `63 agents answer`.
pub(in crate::report) fn agents(count: u32, one: &str, many: &str) -> String {
    let noun = if count == 1 { "agent" } else { "agents" };
    format!("{} {noun} {}", number(f64::from(count), 0), if count == 1 { one } else { many })
}
