//! The zone that times are local to, as far as files give a hint.

use crate::input::detect::text::Script;
use chrono_tz::Tz;
use std::collections::BTreeSet;

/// Zones by the two offsets of their year, in minutes east of UTC.
const OF_PAIRS: [(i32, i32, Tz); 10] = [
    (-480, -420, chrono_tz::America::Los_Angeles),
    (-420, -360, chrono_tz::America::Denver),
    (-360, -300, chrono_tz::America::Chicago),
    (-300, -240, chrono_tz::America::New_York),
    (0, 60, chrono_tz::Europe::London),
    (60, 120, chrono_tz::Europe::Berlin),
    (120, 180, chrono_tz::Europe::Helsinki),
    (570, 630, chrono_tz::Australia::Adelaide),
    (600, 660, chrono_tz::Australia::Sydney),
    (720, 780, chrono_tz::Pacific::Auckland),
];

/// What tells a zone.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input::detect) struct Hints<'a> {
    /// Offsets that stand with the times, in minutes east of UTC.
    pub(in crate::input::detect) offsets: &'a BTreeSet<i32>,
    /// Whether every time is an instant, whatever the zone.
    pub(in crate::input::detect) instants: bool,
    /// Whether the column's name or its times say UTC.
    pub(in crate::input::detect) says_utc: bool,
    pub(in crate::input::detect) script: Option<Script>,
}

/// The likeliest zone, and why.
pub(in crate::input::detect) fn zone(hints: &Hints<'_>) -> (Tz, String) {
    let by_script = hints.script.map(|script| match script {
        Script::Simplified => (chrono_tz::Asia::Shanghai, "the text is simplified Chinese"),
        Script::Traditional => {
            (chrono_tz::Asia::Taipei, "the text is traditional Chinese; or Asia/Hong_Kong")
        }
        Script::Japanese => (chrono_tz::Asia::Tokyo, "the text is Japanese"),
        Script::Korean => (chrono_tz::Asia::Seoul, "the text is Korean"),
    });
    let offsets: Vec<i32> = hints.offsets.iter().copied().collect();
    match offsets.as_slice() {
        [] => {}
        [0] => return utc_instants("the times are in UTC (`Z` or UTC)", by_script),
        [one] => return by_offset(*one, by_script),
        [one, other] => {
            if let Some((.., zone)) = OF_PAIRS.iter().find(|(low, high, _)| (low, high) == (one, other)) {
                return (*zone, format!("a guess by the offsets {} and {}", written(*one), written(*other)));
            }
        }
        _ => {
            return (
                chrono_tz::UTC,
                "the offsets are of several zones: say which one shifts follow".to_owned(),
            );
        }
    }
    if hints.instants {
        return utc_instants("the times are instants and name no zone", by_script);
    }
    if hints.says_utc {
        return (chrono_tz::UTC, "the file says UTC; a local zone would read its times as local".to_owned());
    }
    by_script.map_or_else(
        || (chrono_tz::UTC, "nothing in the file says: set it, as in \"Europe/Berlin\"".to_owned()),
        |(zone, why)| (zone, format!("a guess: {why}")),
    )
}

/// Instants may be shown in any zone.
fn utc_instants(why: &str, by_script: Option<(Tz, &str)>) -> (Tz, String) {
    match by_script {
        Some((zone, script)) => (zone, format!("{why}, and {script}: days are cut there")),
        None => (chrono_tz::UTC, format!("{why}: set where people work, so that days are cut there")),
    }
}

fn by_offset(minutes: i32, by_script: Option<(Tz, &str)>) -> (Tz, String) {
    let named = match minutes {
        480 => Some(chrono_tz::Asia::Shanghai),
        540 => Some(chrono_tz::Asia::Tokyo),
        420 => Some(chrono_tz::Asia::Bangkok),
        330 => Some(chrono_tz::Asia::Kolkata),
        _ => OF_PAIRS.iter().find(|(low, high, _)| [*low, *high].contains(&minutes)).map(|(.., zone)| *zone),
    };
    let offset = written(minutes);
    match by_script.or(named.map(|zone| (zone, ""))) {
        Some((zone, _)) => (zone, format!("a guess by the offset {offset}, which many zones have")),
        None => (chrono_tz::UTC, format!("the times have the offset {offset}: name the zone")),
    }
}

/// `+08:00`.
fn written(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::{Hints, Script, zone};
    use std::collections::BTreeSet;

    fn told(offsets: &[i32], script: Option<Script>) -> &'static str {
        let offsets: BTreeSet<i32> = offsets.iter().copied().collect();
        let instants = !offsets.is_empty();
        zone(&Hints { offsets: &offsets, instants, says_utc: false, script }).0.name()
    }

    #[test]
    fn offsets_and_script_tell_a_zone() {
        assert_eq!(told(&[-300, -240], None), "America/New_York");
        assert_eq!(told(&[480], Some(Script::Traditional)), "Asia/Taipei");
        assert_eq!(told(&[480], None), "Asia/Shanghai");
        assert_eq!(told(&[], Some(Script::Simplified)), "Asia/Shanghai");
        assert_eq!(told(&[0], None), "UTC");
        assert_eq!(told(&[], None), "UTC");
    }
}
