//! Scenarios as written: the changes that each lays over the baseline.

use super::merge::lay;
use super::tree::{Entry, Node, Table, Value};
use super::{names, sweep};
use crate::input::findings::{Diagnostic, Findings, suggestion};

/// The most scenarios that one may extend.
const MOST_LAYERS: usize = 64;

/// A scenario before its changes are laid over the baseline.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    /// Its name.
    pub name: String,
    /// A sentence.
    pub about: Option<String>,
    /// The sweep it is a point of.
    pub sweep: Option<String>,
    /// Its changes, those of the scenarios it extends first.
    pub layers: Vec<Table>,
}

/// The plan without its scenarios, sweeps and optimisation.
#[must_use]
pub(crate) fn baseline(root: &Table) -> Table {
    let mut plain = root.clone();
    for part in ["scenario", "sweep", "optimize"] {
        plain.remove(part);
    }
    let mut base = Table::default();
    lay(&mut base, &plain);
    base
}

/// Every scenario of the file after the baseline: named ones, then the points of sweeps.
pub(crate) fn drafts(root: &Table, out: &Findings) -> Vec<Draft> {
    let empty = Table::default();
    let scenarios = named(root, "scenario", out).unwrap_or(&empty);
    let sweeps = named(root, "sweep", out).unwrap_or(&empty);
    names::check("a scenario", scenarios, out);
    names::check("a sweep", sweeps, out);
    names::unique(&scenarios.entries.iter().chain(&sweeps.entries).collect::<Vec<_>>(), out);
    let mut drafts: Vec<Draft> =
        scenarios.entries.iter().filter_map(|entry| scenario(entry, scenarios, out)).collect();
    drafts.extend(sweep::points(sweeps, out));
    drafts
}

fn named<'a>(root: &'a Table, part: &str, out: &Findings) -> Option<&'a Table> {
    let node = root.get(part)?;
    if node.table().is_none() {
        let message = format!("`{part}` is {}, expected tables by name", node.described());
        out.add(Diagnostic::error("E108", node.at, message).help(format!("write [{part}.NAME]")));
    }
    node.table()
}

fn scenario(entry: &Entry, all: &Table, out: &Findings) -> Option<Draft> {
    let Some(table) = entry.node.table() else {
        let message = format!("`scenario.{}` is {}, expected a table", entry.key, entry.node.described());
        out.add(Diagnostic::error("E108", entry.node.at, message));
        return None;
    };
    let about = about(entry, table, out);
    let mut layers = Vec::new();
    gather(entry, all, &mut vec![&entry.key], (&mut layers, out));
    Some(Draft { name: entry.key.clone(), about, sweep: None, layers })
}

/// The sentence about a scenario or sweep.
pub(super) fn about(entry: &Entry, table: &Table, out: &Findings) -> Option<String> {
    let node = table.get("about")?;
    let Some(text) = node.text() else {
        let message = format!("`about` of `{}` is {}, expected a text", entry.key, node.described());
        out.add(Diagnostic::error("E108", node.at, message));
        return None;
    };
    if text.chars().count() > 500 || text.chars().any(|c| c.is_control() || names::bidi(c)) {
        let message = format!("`about` of `{}` is too long or holds control characters", entry.key);
        out.add(Diagnostic::error("E201", node.at, message).help("one sentence of at most 500 characters"));
        return None;
    }
    Some(text.to_owned())
}

/// Adds what a scenario extends, in order, then its own keys.
fn gather<'a>(entry: &'a Entry, all: &'a Table, open: &mut Vec<&'a str>, into: (&mut Vec<Table>, &Findings)) {
    let (layers, out) = into;
    let Some(table) = entry.node.table() else { return };
    for (name, node) in extended(entry, table, out) {
        let Some(other) = all.entry(name) else {
            let message = format!("scenario `{}` extends `{name}`, which is no scenario", entry.key);
            let known = all.keys().filter(|key| *key != entry.key);
            out.add(Diagnostic::error("E301", node.at, message).help(suggestion(name, known)));
            continue;
        };
        if open.contains(&name) || open.len() > MOST_LAYERS || layers.len() > MOST_LAYERS {
            circle(open, name, node, out);
            continue;
        }
        open.push(name);
        gather(other, all, open, (&mut *layers, out));
        open.pop();
    }
    let mut own = table.clone();
    own.remove("about");
    own.remove("extends");
    layers.push(own);
}

/// Reports a circle once, at its member that comes first by name, or a chain that is too long.
fn circle(open: &[&str], name: &str, node: &Node, out: &Findings) {
    let message = if open.contains(&name) {
        if open[0] != name || open.iter().any(|other| *other < name) {
            return;
        }
        let way: Vec<String> = open.iter().chain([&name]).map(|name| format!("`{name}`")).collect();
        format!("scenario `{name}` extends itself: {}", way.join(" → "))
    } else {
        format!("scenario `{}` extends more than {MOST_LAYERS} others", open[0])
    };
    out.add(Diagnostic::error("E302", node.at, message).help("take one of them out of `extends`"));
}

fn extended<'a>(entry: &Entry, table: &'a Table, out: &Findings) -> Vec<(&'a str, &'a Node)> {
    let Some(node) = table.get("extends") else { return Vec::new() };
    let items: Vec<&Node> = match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    };
    let mut names = Vec::new();
    for item in items {
        match item.text() {
            Some(name) => names.push((name, item)),
            None => {
                let found = item.described();
                let message = format!("`extends` of scenario `{}` holds {found}, expected names", entry.key);
                out.add(Diagnostic::error("E108", item.at, message).help("write extends = [\"a\", \"b\"]"));
            }
        }
    }
    names
}
