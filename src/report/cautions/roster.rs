//! Cautions about attrition that a roster taught, in words.

use super::words::counted;
use crate::engine::Caution;
use crate::report::write::number;

/// The sentence of such a caution; lower case, no full stop. Empty for any other.
#[must_use]
pub(super) fn text(caution: &Caution, team: &dyn Fn(&usize) -> String) -> String {
    use Caution as C;
    match caution {
        C::FewLeavers { team: at, leavers } => format!(
            "the attrition of {} rests on {}: one rate at every tenure is all that they bear",
            team(at),
            counted(*leavers as usize, "leaver")
        ),
        C::RosterWindow { team: at, first, until: Some(until), expected } => format!(
            "nobody of the roster of {} leaves before {until}, and {} leavers were to be expected from {first} on: does \
             `window_start` lie before leavers were recorded?",
            team(at),
            number(*expected, 1)
        ),
        C::RosterWindow { team: at, first, until: None, .. } => format!(
            "nobody of the roster of {} was hired before {first}: that holds only if leavers have been recorded since then",
            team(at)
        ),
        C::RosterOfOthers { team: at, roster, headcount } => format!(
            "the roster of {} has {} on the eve of the plan, and `headcount` is {}: its months are not joined to turnover \
             of the last twelve",
            team(at),
            people(*roster),
            number(f64::from(*headcount), 0)
        ),
        C::RollingTurnoverJoined { team: at, first } => format!(
            "turnover of {} over the last twelve months takes those before the plan from its roster, from {first} on",
            team(at)
        ),
        _ => String::new(),
    }
}

/// "1 person", "1,204 people".
fn people(count: u32) -> String {
    if count == 1 { "1 person".into() } else { format!("{} people", number(f64::from(count), 0)) }
}
