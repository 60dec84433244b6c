//! `[optimize]`: checked by every command, used by `plan optimize`.

use crate::input::fields::{Field, View};
use crate::input::plan::Value;

const TARGETS: [(&str, ()); 7] = [
    ("service_level", ()),
    ("asa", ()),
    ("max_abandon", ()),
    ("csat", ()),
    ("attrition", ()),
    ("cost", ()),
    ("occupancy", ()),
];

/// Checks the table against the names of the baseline.
pub(in crate::input) fn optimize(root: &View<'_>, teams: &[String], channels: &[String]) {
    let Some(table) = root.view("optimize") else { return };
    if let Some(field) = table.get("minimise") {
        field.choice(&[("cost", ()), ("hires", ())]);
    }
    for field in table.get("targets").iter().flat_map(Field::one_or_list) {
        field.choice(&TARGETS);
    }
    if let Some(field) = table.get("confidence") {
        field.share();
    }
    let decide = table.need("decide", "say what may change: decide = { overtime = true }");
    let Some(decide) = decide.and_then(|field| field.view()) else { return };
    for key in ["overtime", "temporary"] {
        if let Some(field) = decide.get(key) {
            field.flag();
        }
    }
    if let Some(field) = decide.get("outsourcing").filter(|field| !matches!(field.node.value, Value::Flag(_)))
    {
        for item in field.one_or_list() {
            item.one_of("a channel", channels);
        }
    }
    if let Some(hires) = decide.view("hires") {
        if let Some(field) =
            hires.need("team", "name the team: hires = { team = \"frontline\", at_most = 30 }")
        {
            field.one_of("a team", teams);
        }
        if let Some(field) = hires.get("at_most") {
            field.whole(0, 1_000_000);
        }
    }
}
