//! Names that people give: channels, events, teams, grades, scenarios and sweeps.

use super::tree::{Entry, Table, shortened};
use crate::input::findings::{Diagnostic, Findings, Spot};
use std::collections::BTreeMap;

/// Names that Windows keeps for devices.
const DEVICES: [&str; 4] = ["CON", "PRN", "AUX", "NUL"];

/// Checks the name of every entry of a table of names; `kind` is "a channel", "a scenario" ….
pub(in crate::input) fn check(kind: &str, table: &Table, out: &Findings) {
    for entry in &table.entries {
        check_one(kind, &entry.key, entry.key_at, out);
    }
}

fn check_one(kind: &str, name: &str, at: Spot, out: &Findings) {
    if let Some(fault) = fault(name) {
        let message = format!("the name `{}` of {kind} {fault}", shortened(name));
        let help = "names are 1 to 64 characters without control characters, and no paths";
        out.add(Diagnostic::error("E109", at, message).help(help));
    } else if reserved(name) {
        let message = format!("the name `{name}` of {kind} is a device on Windows");
        let help = "the planner never makes file names of names, but others may";
        out.add(Diagnostic::warning("W509", at, message).help(help));
    }
}

fn fault(name: &str) -> Option<String> {
    let length = name.chars().count();
    if name.trim().is_empty() || name.chars().all(invisible) {
        Some("is empty".into())
    } else if length > 64 {
        Some(format!("has {length} characters, at most 64 are allowed"))
    } else if name.chars().any(|c| c.is_control() || bidi(c)) {
        Some("holds a control character".into())
    } else if name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "." || part == "..")
    {
        Some("is a path".into())
    } else {
        None
    }
}

/// Characters that turn the direction of text.
#[must_use]
pub(in crate::input) const fn bidi(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

const fn invisible(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{00ad}')
}

fn reserved(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("").to_ascii_uppercase();
    let numbered =
        |prefix: &str| stem.strip_prefix(prefix).is_some_and(|rest| matches!(rest.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&stem.as_str()) || numbered("COM") || numbered("LPT")
}

/// Refuses scenarios and sweeps whose names are equal without case, and the name of the baseline.
pub(in crate::input) fn unique(entries: &[&Entry], out: &Findings) {
    let mut seen: BTreeMap<String, &str> = BTreeMap::from([("baseline".to_owned(), "baseline")]);
    for entry in entries {
        if let Some(first) = seen.insert(entry.key.to_lowercase(), &entry.key) {
            let message = if entry.key.eq_ignore_ascii_case("baseline") {
                format!("the name `{}` is kept for the plan as it stands", shortened(&entry.key))
            } else {
                format!("the names `{}` and `{}` differ only by case or kind", first, entry.key)
            };
            let help = "give every scenario and sweep a name of its own";
            out.add(Diagnostic::error("E303", entry.key_at, message).help(help));
        }
    }
}
