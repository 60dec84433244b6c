//! The JSON Schema of plan files, made of the table of keys.

use super::registry::{Key, all};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 07) of a plan file.
#[must_use]
pub fn schema() -> String {
    let mut root = table("", "a plan of the staffing planner");
    if let Some(map) = root.as_object_mut() {
        map.insert("$schema".into(), json!("http://json-schema.org/draft-07/schema#"));
        map.insert("title".into(), json!("plan"));
        map.insert("required".into(), json!(["plan"]));
        let parts: Map<String, Value> =
            ["history", "calendar", "channel", "event", "team", "cost", "csat", "targets"]
                .into_iter()
                .map(|name| (name.to_owned(), json!({ "$ref": format!("#/properties/{name}") })))
                .collect();
        lay_under(map, "scenario", &parts);
        lay_under(map, "sweep", &Map::new());
    }
    let text = serde_json::to_string_pretty(&root).unwrap_or_default();
    text + "\n"
}

/// Lets a scenario hold the plan's own parts, and a sweep anything.
fn lay_under(root: &mut Map<String, Value>, name: &str, parts: &Map<String, Value>) {
    let inner = root
        .get_mut("properties")
        .and_then(|properties| properties.get_mut(name))
        .and_then(|table| table.get_mut("additionalProperties"))
        .and_then(Value::as_object_mut);
    let Some(inner) = inner else { return };
    if parts.is_empty() {
        inner.insert("additionalProperties".into(), json!(true));
    } else if let Some(properties) = inner.get_mut("properties").and_then(Value::as_object_mut) {
        properties.extend(parts.clone());
        properties.insert("plan".into(), json!({ "type": "object" }));
    }
}

/// The schema of one row, with what lies under it.
fn row(key: &Key) -> Value {
    let mut value = if direct(key.path).next().is_some() {
        let under = table(key.path, key.meaning);
        match key.form {
            super::Form::Table => under,
            super::Form::Named(_) => under,
            form => {
                let mut forms: Vec<Value> = match form {
                    super::Form::Either(forms) => {
                        let others = forms.iter().filter(|form| !form.tabular());
                        others.map(|form| listed(*form, &under)).collect()
                    }
                    form => vec![form.schema()],
                };
                forms.push(under);
                json!({ "anyOf": forms })
            }
        }
    } else {
        key.form.schema()
    };
    if let Some(map) = value.as_object_mut() {
        let default =
            if key.default.is_empty() { String::new() } else { format!("; default: {}", key.default) };
        map.insert("description".into(), json!(format!("{}{default}", key.meaning)));
    }
    if super::registry::removable(&key.path.split('.').collect::<Vec<_>>()) {
        json!({ "anyOf": [value, { "const": false }] })
    } else {
        value
    }
}

/// The schema of a form beside a table; a list of such tables holds what the table does.
fn listed(form: super::Form, under: &Value) -> Value {
    match form {
        super::Form::List(super::Form::Table) => json!({ "type": "array", "items": under.clone() }),
        form => form.schema(),
    }
}

fn direct(path: &str) -> impl Iterator<Item = &'static Key> + use<'_> {
    all().filter(move |key| key.path.rsplit_once('.').map_or("", |(parent, _)| parent) == path)
}

fn table(path: &str, meaning: &str) -> Value {
    let mut properties = Map::new();
    let mut others = json!(false);
    for key in direct(path) {
        match key.path.rsplit('.').next() {
            Some("*") => others = row(key),
            Some(last) => {
                properties.insert(last.to_owned(), row(key));
            }
            None => {}
        }
    }
    json!({
        "type": "object", "description": meaning, "properties": properties, "additionalProperties": others
    })
}
