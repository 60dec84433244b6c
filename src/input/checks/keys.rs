//! Keys that no plan has.

use crate::input::findings::{Diagnostic, Findings, Spot, listed, nearest};
use crate::input::keys;
use crate::input::plan::{Table, Value, names, shortened};

/// Words that planners use for a key of ours.
const OTHER_WORDS: [(&str, &str); 12] = [
    ("aht", "handle_time"),
    ("aht_seconds", "handle_time"),
    ("sla", "service_level"),
    ("agents", "headcount"),
    ("patience_seconds", "patience"),
    ("fcr", "first_contact_resolution"),
    ("turnover", "attrition"),
    ("annual_rate", "attrition"),
    ("file", "files"),
    ("salary_per_year", "salary"),
    ("growth_per_month", "growth"),
    ("end", "months"),
];

/// Finds every unknown key of a layer; paths count from `above`.
pub(in crate::input) fn unknown(table: &Table, above: &[&str], out: &Findings) {
    walk(table, &mut above.to_vec(), out);
}

fn walk<'a>(table: &'a Table, path: &mut Vec<&'a str>, out: &Findings) {
    if let Some(kind) = kind(path) {
        names::check(kind, table, out);
    }
    let known = keys::children(path);
    let open = keys::find(path).is_some_and(|key| key.form.open());
    for entry in &table.entries {
        path.push(&entry.key);
        if known.contains(&entry.key.as_str()) || known.contains(&"*") {
            match &entry.node.value {
                Value::Table(inner) => descend(inner, path, out),
                Value::List(items) => {
                    for inner in items.iter().filter_map(|item| item.table()) {
                        descend(inner, path, out);
                    }
                }
                _ => {}
            }
        } else if !open {
            report(path, &known, entry.key_at, out);
        }
        path.pop();
    }
}

fn descend<'a>(inner: &'a Table, path: &mut Vec<&'a str>, out: &Findings) {
    match path.as_slice() {
        ["scenario" | "sweep", _] => {
            let mut own = Vec::new();
            let mut layer = inner.clone();
            layer.remove("about");
            if path[0] == "scenario" {
                layer.remove("extends");
            }
            let nested = ["scenario", "sweep", "optimize"].into_iter().filter_map(|part| inner.entry(part));
            for entry in nested {
                let message = format!("`{}` does not belong into a {}", entry.key, path[0]);
                out.add(Diagnostic::error("E106", entry.key_at, message).help("write it beside the others"));
                layer.remove(&entry.key);
            }
            walk(&layer, &mut own, out);
        }
        path_now if keys::children(path_now).is_empty() => {}
        _ => walk(inner, path, out),
    }
}

/// What the names in a table are names of.
fn kind(path: &[&str]) -> Option<&'static str> {
    match path {
        ["channel"] => Some("a channel"),
        ["event"] => Some("an event"),
        ["team"] => Some("a team"),
        ["team", _, "grades"] => Some("a grade"),
        _ => None,
    }
}

fn report(path: &[&str], known: &[&'static str], at: Spot, out: &Findings) {
    let key = path.last().copied().unwrap_or("");
    let parent = path[..path.len().saturating_sub(1)].join(".");
    let place = if parent.is_empty() { "a plan".to_owned() } else { format!("`{}`", shortened(&parent)) };
    let message = format!("unknown key `{}` in {place}", shortened(key));
    let ours =
        OTHER_WORDS.iter().find(|(other, ours)| *other == key && known.contains(ours)).map(|(_, ours)| *ours);
    let elsewhere = || keys::all().find(|row| row.path.rsplit('.').next() == Some(key));
    let help = match (ours.or_else(|| nearest(key, known.iter().copied())), elsewhere()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, Some(row)) => format!("`{key}` is a key elsewhere: `{}`", row.path.replace(".*", ".NAME")),
        (None, None) => format!("known here: {}", listed(known.iter().copied())),
    };
    out.add(Diagnostic::error("E106", at, message).help(help));
}
