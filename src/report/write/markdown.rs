//! Documents as Markdown: the same words and figures, every column, for a pull request or a wiki.

use super::escape::shown;
use super::figure::figure;
use crate::report::document::{Block, Document};
use crate::report::table::{Align, Cell, Table, Tone};

/// The whole document.
#[must_use]
pub fn markdown(document: &Document) -> String {
    let blocks: Vec<String> = document.blocks.iter().map(block).collect();
    blocks.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Title(words) => format!("# {}\n", plain(words)),
        Block::Heading(words) => format!("## {}\n", plain(words)),
        Block::Text(words) => format!("{}\n", plain(words)),
        Block::Items(items) => {
            items.iter().map(|item| format!("- {} {}\n", plain(&item.mark), plain(&item.text))).collect()
        }
        Block::Table(one) => table(one),
        Block::Chart(chart) => table(&chart.table),
    }
}

fn table(table: &Table) -> String {
    let mut text = String::new();
    if !table.title.is_empty() {
        text.push_str(&format!("## {}\n\n", plain(&table.title)));
    }
    let heads = table.columns.iter().map(|column| match column.unit.as_str() {
        "" => plain(&column.name),
        unit => format!("{} ({})", plain(&column.name), plain(unit)),
    });
    text.push_str(&line(heads));
    text.push_str(&line(table.columns.iter().map(|column| match column.align {
        Align::Left | Align::Words => ":---".into(),
        Align::Right => "---:".into(),
    })));
    for row in &table.rows {
        text.push_str(&line(row.iter().map(cell)));
    }
    let dashes = table.reasons().into_iter().map(|reason| format!("–: {reason}"));
    for note in dashes.chain(table.notes.iter().cloned()) {
        text.push_str(&format!("\n{}\n", plain(&note)));
    }
    text
}

fn cell(cell: &Cell) -> String {
    let words = plain(&figure(&cell.content));
    if cell.tone == Tone::Bad { format!("**{words}**") } else { words }
}

fn line(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |\n", cells.collect::<Vec<_>>().join(" | "))
}

/// Words that Markdown takes as words; code in backticks stays code, and what looks like a link is none.
fn plain(words: &str) -> String {
    shown(words).replace('|', "\\|").replace('<', "&lt;").replace('*', "\\*").replace("](", "]\\(")
}
