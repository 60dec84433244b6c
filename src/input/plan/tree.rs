//! The plan file as a tree of values, each with the place it was written at; tables keep the order of the file.

use crate::input::findings::{Diagnostic, Findings, Spot};
use chrono::NaiveDate;
use toml::de::{DeTable, DeValue};

/// The most keys of one table.
const MOST_KEYS: usize = 10_000;

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    /// Its place.
    pub at: Spot,
    /// The value.
    pub value: Value,
}

/// A value of a plan file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A decimal number; may be NaN or infinite.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A date without time.
    Date(NaiveDate),
    /// Any other date or time.
    Clock(String),
    /// A list.
    List(Vec<Node>),
    /// A table.
    Table(Table),
}

/// A table in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table {
    /// Its entries; keys are unique.
    pub entries: Vec<Entry>,
}

/// A key with its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    /// The key.
    pub key: String,
    /// Where the key was written.
    pub key_at: Spot,
    /// The value.
    pub node: Node,
}

impl Table {
    /// The entry of a key.
    #[must_use]
    pub(crate) fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// The value of a key.
    #[must_use]
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.node)
    }

    /// The table of a key.
    #[must_use]
    pub(crate) fn table(&self, key: &str) -> Option<&Self> {
        self.get(key).and_then(Node::table)
    }

    /// The keys in order.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> + Clone {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// Replaces or appends an entry.
    pub(crate) fn put(&mut self, entry: Entry) {
        match self.entries.iter_mut().find(|old| old.key == entry.key) {
            Some(old) => *old = entry,
            None => self.entries.push(entry),
        }
    }

    /// Removes a key.
    pub(crate) fn remove(&mut self, key: &str) {
        self.entries.retain(|entry| entry.key != key);
    }
}

impl Node {
    /// The table, if it is one.
    #[must_use]
    pub(crate) const fn table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What the value is, for a message: "the text `100`", "`true`", "a list".
    #[must_use]
    pub(crate) fn described(&self) -> String {
        match &self.value {
            Value::Text(text) if text.is_empty() => "an empty text".to_owned(),
            Value::Text(text) => format!("the text `{}`", shortened(text)),
            Value::List(_) => "a list".to_owned(),
            Value::Table(_) => "a table".to_owned(),
            _ => format!("`{}`", self.written()),
        }
    }

    /// The value in few characters, as a label: `10`, `20%`, `2026-10-01`.
    #[must_use]
    pub(crate) fn written(&self) -> String {
        match &self.value {
            Value::Text(text) | Value::Clock(text) => shortened(text),
            Value::Whole(number) => number.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Date(date) => date.to_string(),
            Value::List(items) => {
                format!("[{}]", shortened(&items.iter().map(Self::written).collect::<Vec<_>>().join(", ")))
            }
            Value::Table(table) => {
                let pair = |entry: &Entry| format!("{} = {}", entry.key, entry.node.written());
                format!("{{{}}}", shortened(&table.entries.iter().map(pair).collect::<Vec<_>>().join(", ")))
            }
        }
    }
}

/// At most forty characters of a text.
#[must_use]
pub(crate) fn shortened(text: &str) -> String {
    if text.chars().count() <= 40 { text.to_owned() } else { text.chars().take(39).chain(['…']).collect() }
}

/// Makes the tree of a parsed table; numbers that do not fit are found here.
pub(super) fn table_of(parsed: &DeTable<'_>, source: usize, out: &Findings) -> Table {
    let spot = |span: std::ops::Range<usize>| Spot { source, start: span.start, end: span.end };
    let mut entries: Vec<Entry> = parsed
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_at: spot(key.span()),
            node: node_of(value.get_ref(), spot(value.span()), out),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_at.start);
    if let Some(past) = entries.get(MOST_KEYS) {
        let message = format!("a table holds {} keys, at most {MOST_KEYS} are read", entries.len());
        out.add(Diagnostic::error("E104", past.key_at, message).help("contacts belong into a CSV file"));
    }
    Table { entries }
}

fn node_of(parsed: &DeValue<'_>, at: Spot, out: &Findings) -> Node {
    let value = match parsed {
        DeValue::String(text) => Value::Text(text.to_string()),
        DeValue::Integer(number) => {
            let whole = i64::from_str_radix(number.as_str(), number.radix());
            Value::Whole(whole.unwrap_or_else(|_| too_large(number.as_str(), at, out)))
        }
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(value) if value.is_infinite() && !number.as_str().contains("inf") => {
                too_large(number.as_str(), at, out);
                Value::Number(0.0)
            }
            Ok(value) => Value::Number(value),
            Err(_) => Value::Number(f64::NAN),
        },
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(datetime) => date_of(datetime.to_string()),
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| {
                    let span = item.span();
                    node_of(item.get_ref(), Spot { source: at.source, start: span.start, end: span.end }, out)
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(table_of(table, at.source, out)),
    };
    Node { at, value }
}

fn date_of(written: String) -> Value {
    match NaiveDate::parse_from_str(&written, "%Y-%m-%d") {
        Ok(date) => Value::Date(date),
        Err(_) => Value::Clock(written),
    }
}

fn too_large(written: &str, at: Spot, out: &Findings) -> i64 {
    out.add(
        Diagnostic::error("E103", at, format!("the number `{}` is too large to hold", shortened(written)))
            .help("whole numbers reach 9223372036854775807, decimal ones 1.8e308"),
    );
    0
}
