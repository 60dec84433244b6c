//! `[history]` and `[channel.X.history]`: which files, and how to read them.

use super::scope::Scope;
use crate::input::fields::{Field, View};
use crate::input::history::{HistorySource, ValueWord};
use crate::input::plan::{Table, Value, merge};
use std::collections::BTreeMap;

/// The index of a channel's history among the sources; `None` without one or with a faulty one.
pub(super) fn history(channel: &View<'_>, scope: &Scope<'_>) -> Option<usize> {
    let own = channel.view("history")?;
    let mut settings = scope.history.clone();
    settings.remove("max_rejected");
    merge::lay(&mut settings, own.table);
    let view = View { table: &settings, ..own.clone() };
    let files = scope.terms.places.files(&view.need("files", "name the file: history = \"chat.csv\"")?);
    let source = HistorySource {
        channel: channel.name.to_owned(),
        files,
        encoding: view.get("encoding").and_then(|field| field.text()).map(str::to_owned),
        sheet: view.get("sheet").and_then(|field| field.text()).map(str::to_owned),
        delimiter: view.get("delimiter").and_then(|field| delimiter(&field)),
        timestamp: view.get("timestamp").map(|field| texts(&field)).unwrap_or_default(),
        timestamp_formats: view.get("timestamp_format").map(|field| texts(&field)).unwrap_or_default(),
        columns: columns(&view),
        values: values(&view),
        skip: skip(&view),
        timezone: scope.timezone,
        as_of: scope.settings.as_of,
        grid: scope.settings.grid,
        max_rejected: scope.max_rejected,
    };
    let mut sources = scope.terms.sources.borrow_mut();
    let found = sources.histories.iter().position(|other| *other == source);
    Some(found.unwrap_or_else(|| {
        sources.histories.push(source);
        sources.histories.len() - 1
    }))
}

/// Checks `[history]` where no channel uses it.
pub(super) fn defaults<'a>(root: &View<'a>, empty: &'a Table) -> (&'a Table, Option<f64>) {
    let Some(view) = root.view("history") else { return (empty, None) };
    let max = view.get("max_rejected").and_then(|field| field.share()).map(crate::units::Fraction::get);
    (view.table, max)
}

pub(super) fn delimiter(field: &Field<'_>) -> Option<char> {
    let text = field.text()?;
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(one), None) if one.is_ascii() && !matches!(one, '"' | '\n' | '\r') => Some(one),
        _ => {
            let message = format!("`{}` is {}, it must be one character", field.path, field.node.described());
            field.refuse("E201", message, "write \",\", \";\", \"|\" or \"\\t\"");
            None
        }
    }
}

pub(super) fn texts(field: &Field<'_>) -> Vec<String> {
    field.one_or_list().iter().filter_map(|item| item.text()).map(str::to_owned).collect()
}

pub(super) fn columns(view: &View<'_>) -> BTreeMap<String, String> {
    let Some(table) = view.view("columns") else { return BTreeMap::new() };
    table.each().filter_map(|field| Some((field.key.to_owned(), field.text()?.to_owned()))).collect()
}

pub(super) fn values(view: &View<'_>) -> BTreeMap<String, BTreeMap<String, ValueWord>> {
    let Some(table) = view.view("values") else { return BTreeMap::new() };
    table
        .each()
        .filter(|field| !(field.key == "skip" && field.node.table().is_some()))
        .map(|column| {
            let words = match &column.node.value {
                Value::Table(_) => column.view().map_or_else(BTreeMap::new, |words| meanings(&words)),
                _ => texts(&column).into_iter().map(|word| (word, ValueWord::Missing)).collect(),
            };
            (column.key.to_owned(), words)
        })
        .collect()
}

fn meanings(words: &View<'_>) -> BTreeMap<String, ValueWord> {
    words
        .each()
        .filter_map(|field| {
            let meaning = match &field.node.value {
                Value::Flag(true) => ValueWord::True,
                Value::Flag(false) => ValueWord::False,
                Value::Text(text) if ["", "NA", "missing"].contains(&text.as_str()) => ValueWord::Missing,
                Value::Text(text) => ValueWord::Text(text.clone()),
                _ => ValueWord::Number(field.number()?),
            };
            Some((field.key.to_owned(), meaning))
        })
        .collect()
}

pub(super) fn skip(view: &View<'_>) -> BTreeMap<String, Vec<String>> {
    let within =
        view.get("values").filter(|field| field.node.table().is_some_and(|t| t.table("skip").is_some()));
    let tables =
        [view.view("skip"), within.and_then(|field| field.view()).and_then(|values| values.view("skip"))];
    let mut skip: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for table in tables.into_iter().flatten() {
        for field in table.each() {
            skip.entry(field.key.to_owned()).or_default().extend(texts(&field));
        }
    }
    skip
}
