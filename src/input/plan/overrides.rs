//! `--set KEY=VALUE`: a partial plan of one key, with its own source text.

use super::parse;
use super::tree::{Entry, Node, Table, Value};
use crate::input::findings::{Diagnostic, Findings, Spot};
use crate::input::source_text::SourceText;

/// Reads one override: the value as TOML, else as bare text.
pub(in crate::input) fn read(written: &str, source: usize, out: &Findings) -> (SourceText, Table) {
    let text = SourceText { name: "--set".into(), text: written.to_owned() };
    let whole = Spot { source, start: 0, end: written.len() };
    let malformed = |found: &str| {
        Diagnostic::error("E112", whole, format!("`--set` {found}"))
            .help("write `--set team.frontline.headcount=120` or `--set channel.chat.asa=\"20 s\"`")
    };
    let Some(equals) = equals_sign(written) else {
        out.add(malformed("needs a key, an equals sign and a value"));
        return (text, Table::default());
    };
    let trial = Findings::default();
    if !written.contains('\n')
        && let Some(table) = parse::table(written, source, &trial)
    {
        return (text, table);
    }
    let key = format!("{}=0", &written[..equals]);
    let trial = Findings::default();
    match parse::table(&key, source, &trial) {
        Some(mut table) => {
            let at = Spot { source, start: equals + 1, end: written.len() };
            let value = Value::Text(written[equals + 1..].trim().to_owned());
            replace_leaf(&mut table, Node { at, value });
            (text, table)
        }
        None => {
            out.add(malformed("names no key of a plan"));
            (text, Table::default())
        }
    }
}

fn replace_leaf(table: &mut Table, leaf: Node) {
    if let Some(Entry { node, .. }) = table.entries.first_mut() {
        match &mut node.value {
            Value::Table(inner) => replace_leaf(inner, leaf),
            _ => *node = leaf,
        }
    }
}

/// The first equals sign outside quotes.
fn equals_sign(text: &str) -> Option<usize> {
    let mut quote = None;
    text.char_indices().find_map(|(at, c)| {
        match (quote, c) {
            (None, '=') => return Some(at),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
        None
    })
}
