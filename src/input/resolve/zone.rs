//! Time zones by their IANA names.

use crate::input::fields::Field;
use crate::input::findings::{listed, nearest};
use chrono_tz::{TZ_VARIANTS, Tz};

/// Abbreviations that several zones share, with the zones a planner may mean.
const ABBREVIATIONS: [(&str, &[&str]); 14] = [
    ("CST", &["Asia/Shanghai", "America/Chicago", "America/Havana"]),
    ("CDT", &["America/Chicago", "America/Havana"]),
    ("EDT", &["America/New_York", "America/Toronto"]),
    ("PST", &["America/Los_Angeles", "Asia/Manila"]),
    ("PDT", &["America/Los_Angeles"]),
    ("MDT", &["America/Denver"]),
    ("IST", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]),
    ("BST", &["Europe/London", "Asia/Dhaka"]),
    ("JST", &["Asia/Tokyo"]),
    ("KST", &["Asia/Seoul"]),
    ("HKT", &["Asia/Hong_Kong"]),
    ("SGT", &["Asia/Singapore"]),
    ("AEST", &["Australia/Sydney", "Australia/Brisbane"]),
    ("CEST", &["Europe/Berlin", "Europe/Paris"]),
];

/// Reads the name of a zone.
pub(super) fn read(field: &Field<'_>) -> Option<Tz> {
    match named(field.text()?) {
        Ok(zone) => Some(zone),
        Err(help) => {
            let message = format!("`{}` is `{}`, which is no time zone", field.path, field.shown());
            field.refuse("E209", message, help);
            None
        }
    }
}

/// The zone of a name, or the way out.
pub(in crate::input) fn named(name: &str) -> Result<Tz, String> {
    if let Ok(zone) = name.parse() {
        return Ok(zone);
    }
    let shared = ABBREVIATIONS.iter().find(|(short, _)| short.eq_ignore_ascii_case(name));
    Err(match shared {
        Some((_, zones)) => {
            format!("an abbreviation means several zones; write {}", listed(zones.iter().copied()))
        }
        None => {
            let names = TZ_VARIANTS.iter().map(|zone| zone.name());
            let last =
                |zone: &&str| zone.rsplit('/').next().is_some_and(|city| city.eq_ignore_ascii_case(name));
            match names.clone().find(last).or_else(|| nearest(name, names)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write an IANA name like \"Asia/Shanghai\" or \"Europe/Berlin\"".to_owned(),
            }
        }
    })
}
