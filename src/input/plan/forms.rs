//! Values that may be written in several forms: which form a table has, and the usual form of a short one.

use super::tree::{Entry, Node, Table, Value};

/// The forms of `attrition`, by the key that makes them.
const ATTRITION: [&str; 5] = ["annual", "monthly", "weibull", "roster", "by_tenure"];

/// Keys that say how a roster is to be read, and belong to that form alone.
const OF_ROSTER: [&str; 7] =
    ["window_start", "columns", "values", "skip", "encoding", "delimiter", "date_format"];

/// A short form as the table it stands for: `attrition = "28%"`, `history = "chat.csv"`, `survey = "csat.csv"`.
pub(super) fn usual(path: &[&str], node: &Node) -> Option<Node> {
    let key = match path {
        ["team", _, "attrition"] => "annual",
        ["channel", _, "history"] => "files",
        ["csat", "survey"] => "file",
        _ => return None,
    };
    match node.value {
        Value::Table(_) | Value::Flag(_) => None,
        _ => {
            let entry = Entry { key: key.into(), key_at: node.at, node: node.clone() };
            Some(Node { at: node.at, value: Value::Table(Table { entries: vec![entry] }) })
        }
    }
}

/// Whether two tables at one path are of different forms, so that one replaces the other.
pub(super) fn other(path: &[&str], under: &Table, over: &Table) -> bool {
    match path {
        ["team", _, "attrition"] => match (attrition(under), attrition(over)) {
            (Some(under), Some(over)) => under != over,
            _ => false,
        },
        ["team", _, "promote"] => {
            let pulls = |table: &Table| table.get("span").is_some();
            let pushes = |table: &Table| table.get("per_year").is_some();
            (pulls(under) && pushes(over)) || (pushes(under) && pulls(over))
        }
        _ => false,
    }
}

/// The form of an attrition table, if it says.
pub(in crate::input) fn attrition(table: &Table) -> Option<&'static str> {
    let found = ATTRITION.into_iter().find(|&key| table.get(key).is_some());
    match found {
        Some("by_tenure") if relative(table) => Some("annual"),
        None if table.get("basis").is_some() => Some("annual"),
        None if OF_ROSTER.iter().any(|key| table.get(key).is_some()) => Some("roster"),
        found => found,
    }
}

/// Every form that a table is written in; more than one contradict each other.
pub(in crate::input) fn attrition_forms(table: &Table) -> Vec<&'static str> {
    let mut forms: Vec<&'static str> =
        ATTRITION.into_iter().filter(|&key| table.get(key).is_some()).collect();
    if relative(table) {
        forms.retain(|&form| form != "by_tenure");
    }
    forms
}

/// Whether `by_tenure` holds plain numbers: weights that belong to `annual`.
fn relative(table: &Table) -> bool {
    table.table("by_tenure").is_some_and(|bands| {
        let plain = |band: &Entry| matches!(band.node.value, Value::Number(_) | Value::Whole(_));
        !bands.entries.is_empty() && bands.entries.iter().all(plain)
    })
}
