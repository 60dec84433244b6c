//! Checks of one layer as written: the baseline's file, a scenario, a sweep point, a `--set`.

use crate::input::fields::View;
use crate::input::findings::{Diagnostic, Findings, suggestion};
use crate::input::plan::{Table, Value};

/// Settings that all scenarios share.
const SHARED: [&str; 9] =
    ["title", "start", "months", "timezone", "interval", "currency", "seed", "replications", "actuals_to"];

/// Checks a layer that is laid over a baseline; `over` is `None` for the baseline itself.
pub(in crate::input) fn layer(layer: &Table, over: Option<&Table>, out: &Findings) {
    e308_level_one(layer, out);
    if let Some(baseline) = over {
        e319_shared(layer, out);
        e301_removed(layer, baseline, out);
        e301_added(layer, baseline, out);
    }
}

/// `handle_time` and the duration of one chat at once agree where one layer gives both.
fn e308_level_one(layer: &Table, out: &Findings) {
    let quiet = Findings::default();
    let root = View::root(layer, &quiet);
    for channel in root.named("channel") {
        let level = channel.get("concurrency").filter(|field| field.node.table().is_some());
        let alone = level.and_then(|field| field.view()).and_then(|levels| levels.get("1"));
        let (Some(alone), Some(mean)) = (alone, channel.get("handle_time")) else { continue };
        let (Some(one), Some(other)) = (alone.duration(), mean.duration()) else { continue };
        if (one.get() - other.get()).abs() > 1e-9 {
            let message = format!("`{}` is {other}, but `{}` is {one}", mean.path, alone.path);
            let help = "both are the duration of one contact at a time: make them equal, or leave one out";
            out.add(Diagnostic::error("E308", alone.node.at, message).help(help));
        }
    }
}

fn e319_shared(layer: &Table, out: &Findings) {
    for key in SHARED {
        if let Some(entry) = layer.table("plan").and_then(|plan| plan.entry(key)) {
            let message = format!("a scenario cannot change `plan.{key}`");
            let help = "all scenarios share the horizon and the terms of the computation";
            out.add(Diagnostic::error("E319", entry.key_at, message).help(help));
        }
    }
}

fn e301_removed(layer: &Table, baseline: &Table, out: &Findings) {
    for part in ["channel", "event", "team"] {
        let none = Table::default();
        let there = baseline.table(part).unwrap_or(&none);
        for entry in layer.table(part).iter().flat_map(|table| &table.entries) {
            if entry.node.value == Value::Flag(false) && there.get(&entry.key).is_none() {
                let message = format!("`{part}.{}` is taken away, but is not there", entry.key);
                let help = suggestion(&entry.key, there.keys());
                out.add(Diagnostic::error("E301", entry.key_at, message).help(help));
            }
        }
    }
}

/// A name that the baseline does not have, in a table too small to be a new one.
fn e301_added(layer: &Table, baseline: &Table, out: &Findings) {
    for (part, needs) in
        [("channel", ["history", "volume"]), ("event", ["dates", "dates"]), ("team", ["headcount"; 2])]
    {
        let none = Table::default();
        let there = baseline.table(part).unwrap_or(&none);
        for entry in layer.table(part).iter().flat_map(|table| &table.entries) {
            let Some(table) = entry.node.table().filter(|_| there.get(&entry.key).is_none()) else {
                continue;
            };
            if needs.iter().all(|key| table.get(key).is_none()) {
                let message = format!("there is no {part} `{}` to change", entry.key);
                let help = suggestion(&entry.key, there.keys());
                out.add(Diagnostic::error("E301", entry.key_at, message).help(help));
            }
        }
    }
}
