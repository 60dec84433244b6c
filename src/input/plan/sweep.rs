//! `[sweep.X]`: every combination of the values of its axes is a scenario.

use super::draft::{self, Draft};
use super::tree::{Entry, Node, Table, Value};
use crate::input::findings::{Diagnostic, Findings};
use std::collections::HashSet;

/// The most points of all sweeps together.
const MOST: u128 = 10_000;

/// One varied key: the way to it, and its values.
struct Axis<'a> {
    way: Vec<&'a Entry>,
    values: &'a [Node],
}

/// The points of all sweeps, in the order of the file; the last axis turns fastest.
pub(super) fn points(sweeps: &Table, out: &Findings) -> Vec<Draft> {
    let mut points = Vec::new();
    let mut total: u128 = 0;
    for sweep in &sweeps.entries {
        let Some(table) = sweep.node.table() else {
            let message = format!("`sweep.{}` is {}, expected a table", sweep.key, sweep.node.described());
            out.add(Diagnostic::error("E108", sweep.node.at, message));
            continue;
        };
        let mut axes = Vec::new();
        find_axes(sweep, table, &mut Vec::new(), (&mut axes, out));
        let product =
            axes.iter().fold(1_u128, |product, axis| product.saturating_mul(axis.values.len() as u128));
        total = total.saturating_add(product);
        if total > MOST {
            let message = format!(
                "sweep `{}` has {product} combinations; all sweeps together may have {MOST}",
                sweep.key
            );
            out.add(
                Diagnostic::error("E219", sweep.key_at, message)
                    .help("vary fewer keys, or fewer values of each"),
            );
            return Vec::new();
        }
        if axes.is_empty() {
            let message = format!("sweep `{}` varies nothing", sweep.key);
            let help = "list values under the plan's own keys: team.frontline.headcount = [100, 110]";
            out.add(Diagnostic::error("E218", sweep.key_at, message).help(help));
            continue;
        }
        points.extend(combinations(sweep, draft::about(sweep, table, out).as_deref(), &axes));
    }
    points
}

/// Finds the lists under a sweep's keys.
fn find_axes<'a>(
    sweep: &Entry,
    table: &'a Table,
    way: &mut Vec<&'a Entry>,
    found: (&mut Vec<Axis<'a>>, &Findings),
) {
    let (axes, out) = found;
    for entry in &table.entries {
        if way.is_empty() && entry.key == "about" {
            continue;
        }
        way.push(entry);
        let path = || way.iter().map(|entry| entry.key.as_str()).collect::<Vec<_>>().join(".");
        match &entry.node.value {
            Value::Table(inner) => find_axes(sweep, inner, way, (axes, out)),
            Value::List(values) if values.is_empty() => {
                let message = format!("`{}` of sweep `{}` lists no value", path(), sweep.key);
                out.add(Diagnostic::error("E218", entry.node.at, message));
            }
            Value::List(values) => {
                if values.len() as u128 <= MOST {
                    twice(values, &path(), out);
                }
                axes.push(Axis { way: way.clone(), values });
            }
            _ => {
                let found = entry.node.described();
                let message =
                    format!("`{}` of sweep `{}` is {found}, expected a list of values", path(), sweep.key);
                out.add(
                    Diagnostic::error("E218", entry.node.at, message)
                        .help("write [10, 20], one value a scenario"),
                );
            }
        }
        way.pop();
    }
}

fn twice(values: &[Node], path: &str, out: &Findings) {
    let mut seen = HashSet::new();
    for value in values {
        let written = value.written();
        if !seen.insert(written.clone()) {
            let message = format!("`{path}` lists `{written}` twice");
            out.add(Diagnostic::error("E218", value.at, message).help("two scenarios would be the same"));
        }
    }
}

fn combinations(sweep: &Entry, about: Option<&str>, axes: &[Axis<'_>]) -> Vec<Draft> {
    let count = axes.iter().map(|axis| axis.values.len()).product();
    (0..count)
        .map(|point| {
            let mut rest: usize = point;
            let mut layer = Table::default();
            let mut labels = vec![String::new(); axes.len()];
            for (axis, label) in axes.iter().zip(&mut labels).rev() {
                let value = &axis.values[rest % axis.values.len()];
                rest /= axis.values.len();
                *label = value.written();
                plant(&mut layer, &axis.way, value);
            }
            Draft {
                name: format!("{}[{}]", sweep.key, labels.join(", ")),
                about: about.map(str::to_owned),
                sweep: Some(sweep.key.clone()),
                layers: vec![layer],
            }
        })
        .collect()
}

/// Sets one value at the end of a way.
fn plant(table: &mut Table, way: &[&Entry], value: &Node) {
    let Some((first, rest)) = way.split_first() else { return };
    if rest.is_empty() {
        table.put(Entry { key: first.key.clone(), key_at: first.key_at, node: value.clone() });
        return;
    }
    if table.table(&first.key).is_none() {
        let node = Node { at: first.node.at, value: Value::Table(Table::default()) };
        table.put(Entry { key: first.key.clone(), key_at: first.key_at, node });
    }
    let inner = table.entries.iter_mut().find(|entry| entry.key == first.key);
    if let Some(Entry { node: Node { value: Value::Table(inner), .. }, .. }) = inner {
        plant(inner, rest, value);
    }
}
