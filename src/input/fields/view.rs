//! A table of the plan being read, with its way and the list of findings.

use super::field::Field;
use crate::input::findings::{Diagnostic, Findings, Spot, listed, nearest};
use crate::input::keys;
use crate::input::plan::{Entry, Node, Table, Value};

/// A table under a dotted path.
#[derive(Debug, Clone)]
pub(in crate::input) struct View<'a> {
    /// The dotted path, empty for the root.
    pub path: String,
    /// The last part of the path.
    pub name: &'a str,
    /// Where the table was written (its key).
    pub at: Spot,
    /// The table.
    pub table: &'a Table,
    /// Where findings go.
    pub out: &'a Findings,
}

impl<'a> View<'a> {
    /// The whole plan.
    pub(crate) const fn root(table: &'a Table, out: &'a Findings) -> Self {
        Self { path: String::new(), name: "", at: Spot { source: 0, start: 0, end: 0 }, table, out }
    }

    /// The value of a key, if it is there.
    pub(crate) fn get(&self, key: &str) -> Option<Field<'a>> {
        self.table.entry(key).map(|entry| self.field(entry))
    }

    /// The value of a key; it is an error when it is not there.
    pub(crate) fn need(&self, key: &str, help: &str) -> Option<Field<'a>> {
        let found = self.get(key);
        if found.is_none() {
            let message = format!("`{}` is missing", self.path_of(key));
            self.out.add(Diagnostic::error("E107", self.at, message).help(help));
        }
        found
    }

    /// The table of a key; it is an error when it is no table.
    pub(crate) fn view(&self, key: &str) -> Option<Self> {
        self.get(key).and_then(|field| field.view())
    }

    /// Every entry in the order of the file.
    pub(crate) fn each(&self) -> impl Iterator<Item = Field<'a>> {
        self.table.entries.iter().map(|entry| self.field(entry))
    }

    /// The tables of a table of names, in the order of the file.
    pub(crate) fn named(&self, part: &str) -> Vec<Self> {
        self.view(part).map_or_else(Vec::new, |part| part.each().filter_map(|field| field.view()).collect())
    }

    /// The dotted path of a key in this table.
    pub(crate) fn path_of(&self, key: &str) -> String {
        let key = if plain(key) { key.to_owned() } else { format!("\"{key}\"") };
        if self.path.is_empty() { key } else { format!("{}.{key}", self.path) }
    }

    /// Where a key's value stands, or the table if it has none.
    pub(crate) fn spot(&self, key: &str) -> Spot {
        self.table.get(key).map_or(self.at, |node| node.at)
    }

    fn field(&self, entry: &'a Entry) -> Field<'a> {
        Field {
            path: self.path_of(&entry.key),
            key: &entry.key,
            key_at: entry.key_at,
            node: &entry.node,
            out: self.out,
        }
    }
}

impl<'a> Field<'a> {
    /// The value as a table.
    pub(crate) fn view(&self) -> Option<View<'a>> {
        match &self.node.value {
            Value::Table(table) => {
                Some(View { path: self.path.clone(), name: self.key, at: self.key_at, table, out: self.out })
            }
            _ => {
                self.no_table();
                None
            }
        }
    }

    /// Says that the value is no table, and which table is meant.
    fn no_table(&self) {
        let way: Vec<&str> = self.path.split('.').collect();
        let expected = keys::find(&way).map_or_else(|| "a table".to_owned(), |key| key.form.words());
        match way.as_slice() {
            [part @ ("channel" | "event" | "team"), ..] if way.len() <= 2 => {
                let message = format!("`{}` is {}, expected {expected}", self.path, self.node.described());
                self.refuse("E108", message, format!("every {part} has a name: write [{part}.NAME]"));
            }
            _ => self.wrong(&expected),
        }
    }

    /// The value as a list.
    pub(crate) fn list(&self) -> Option<Vec<Field<'a>>> {
        match &self.node.value {
            Value::List(items) => Some(items.iter().map(|item| self.item(item)).collect()),
            _ => {
                self.wrong("a list");
                None
            }
        }
    }

    /// The value as a list; a single value counts as a list of one.
    pub(crate) fn one_or_list(&self) -> Vec<Field<'a>> {
        match &self.node.value {
            Value::List(items) => items.iter().map(|item| self.item(item)).collect(),
            _ => vec![self.clone()],
        }
    }

    fn item(&self, node: &'a Node) -> Self {
        Field { node, ..self.clone() }
    }

    /// The index of a name among those known, else an error with a suggestion.
    pub(crate) fn one_of(&self, what: &str, known: &[String]) -> Option<usize> {
        let name = self.text()?;
        let found = known.iter().position(|other| other == name);
        if found.is_none() {
            let message = format!("`{}` names {what} `{}`, which is not there", self.path, self.shown());
            let names = known.iter().map(String::as_str);
            let help = match nearest(name, names.clone()) {
                Some(near) => format!("did you mean `{near}`?"),
                None if known.is_empty() => {
                    format!("the plan has no {}", what.trim_start_matches(['a', ' ']))
                }
                None => format!("there are {}", listed(names)),
            };
            self.out.add(Diagnostic::error("E301", self.node.at, message).help(help));
        }
        found
    }
}

fn plain(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}
