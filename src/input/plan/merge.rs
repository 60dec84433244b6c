//! Laying one partial plan over another: tables merge key by key, anything else replaces, `false` removes an
//! optional table, and a value of another form replaces the whole table.

use super::forms;
use super::tree::{Entry, Node, Table, Value};
use crate::input::keys;

/// Lays `over` on `base`.
pub(in crate::input) fn lay(base: &mut Table, over: &Table) {
    lay_at(base, over, &mut Vec::new());
}

fn lay_at<'a>(base: &mut Table, over: &'a Table, path: &mut Vec<&'a str>) {
    for entry in &over.entries {
        path.push(&entry.key);
        lay_entry(base, entry, path);
        path.pop();
    }
}

fn lay_entry<'a>(base: &mut Table, entry: &'a Entry, path: &mut Vec<&'a str>) {
    if entry.node.value == Value::Flag(false) && keys::removable(path) {
        base.remove(&entry.key);
        return;
    }
    let Some(over) = forms::usual(path, &entry.node) else {
        match (&entry.node.value, base.entries.iter_mut().find(|old| old.key == entry.key)) {
            (Value::Table(over), Some(Entry { node: Node { value: Value::Table(under), .. }, .. })) => {
                join(under, over, path);
            }
            (Value::Table(over), _) => {
                let mut fresh = Table::default();
                lay_at(&mut fresh, over, path);
                put(base, entry, Node { at: entry.node.at, value: Value::Table(fresh) });
            }
            _ => put(base, entry, entry.node.clone()),
        }
        return;
    };
    match (&over.value, base.entries.iter_mut().find(|old| old.key == entry.key)) {
        (Value::Table(over), Some(Entry { node: Node { value: Value::Table(under), .. }, .. }))
            if !forms::other(path, under, over) =>
        {
            for part in &over.entries {
                under.put(part.clone());
            }
        }
        _ => put(base, entry, over),
    }
}

/// Joins two tables of one path.
fn join<'a>(under: &mut Table, over: &'a Table, path: &mut Vec<&'a str>) {
    if forms::other(path, under, over) {
        *under = Table::default();
    }
    let stated = under.get("handle_time").is_some();
    lay_at(under, over, path);
    if let ["channel", _] = path.as_slice()
        && stated
        && over.get("handle_time").is_none()
        && let Some(alone) = over.table("concurrency").and_then(|levels| levels.entry("1"))
    {
        under.put(Entry { key: "handle_time".into(), ..alone.clone() });
    }
}

fn put(base: &mut Table, entry: &Entry, node: Node) {
    base.put(Entry { key: entry.key.clone(), key_at: entry.key_at, node });
}
