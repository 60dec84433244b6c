//! Documents for people at a terminal: light tables that fit the width, and colour only where asked.

use super::escape::shown;
use super::figure::figure;
use super::history::chart_lines;
use crate::report::document::{Block, Document, Item};
use crate::report::history::Chart;
use crate::report::table::{Align, Column, Table, Tone};
use comfy_table::{
    Cell as Field, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table as Sheet,
    TableStyle, Width,
};

/// How a terminal looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: u16,
    /// Whether colour was asked for or is at home.
    pub color: bool,
}

/// A calm table: one line under the head, nothing else. The junction keeps a blank between columns.
const CALM: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
/// Words are wrapped no narrower than this while figures still have columns to give up.
const WORDS_AT_LEAST: u16 = 20;
/// Characters without width that stand for colours until the layout is done; plans cannot contain them.
const OPEN: [(Tone, char, &str); 3] = [
    (Tone::Bad, '\u{2061}', "\u{1b}[31m"),
    (Tone::Good, '\u{2062}', "\u{1b}[32m"),
    (Tone::Faint, '\u{2063}', "\u{1b}[2m"),
];
const CLOSE: (char, &str) = ('\u{2064}', "\u{1b}[0m");
const BOLD: (char, &str) = ('\u{2060}', "\u{1b}[1m");

/// The whole document, each line ended.
#[must_use]
pub fn terminal(document: &Document, screen: Screen) -> String {
    let mut text = String::new();
    let first_miss =
        document.blocks.iter().position(|block| matches!(block, Block::Table(table) if table.has_misses()));
    for (at, block) in document.blocks.iter().enumerate() {
        if at > 0 && !matches!((&document.blocks[at - 1], block), (Block::Title(_) | Block::Heading(_), _)) {
            text.push('\n');
        }
        push_block(&mut text, block, screen);
        if Some(at) == first_miss {
            push_lines(
                &mut text,
                &wrapped(&toned("!", Tone::Bad), "outside what is needed or promised", screen.width),
            );
        }
    }
    coloured(&text, screen.color)
}

fn push_block(text: &mut String, block: &Block, screen: Screen) {
    match block {
        Block::Title(words) | Block::Heading(words) => {
            push_lines(text, &wrapped("", &bold(&shown(words)), screen.width));
        }
        Block::Text(words) => push_lines(text, &wrapped("", &shown(words), screen.width)),
        Block::Items(items) => push_items(text, items, screen),
        Block::Table(table) => push_table(text, table, screen),
        Block::Chart(chart) => push_chart(text, chart, screen),
    }
}

fn push_items(text: &mut String, items: &[Item], screen: Screen) {
    for Item { mark, tone, text: words } in items {
        push_lines(text, &wrapped(&toned(mark, *tone), &shown(words), screen.width));
    }
}

fn push_table(text: &mut String, table: &Table, screen: Screen) {
    let table = fitted(table.clone(), screen.width);
    if !table.title.is_empty() {
        push_lines(text, &wrapped("", &bold(&shown(&table.title)), screen.width));
    }
    push_lines(text, &sheet(&table, screen.width).to_string());
    for reason in table.reasons() {
        push_lines(text, &wrapped("–", reason, screen.width));
    }
    for note in &table.notes {
        push_lines(text, &wrapped("", &shown(note), screen.width));
    }
}

fn push_chart(text: &mut String, chart: &Chart, screen: Screen) {
    push_lines(text, &wrapped("", &bold(&shown(&chart.title)), screen.width));
    push_lines(text, &chart_lines(chart).join("\n"));
    push_lines(text, &wrapped("", &shown(&chart.legend), screen.width));
}

/// The table with so many of its spare columns as there is room for.
fn fitted(table: Table, width: u16) -> Table {
    let contents = sheet(&table, u16::MAX).column_max_content_widths();
    let needs: Vec<u32> =
        contents.iter().zip(&table.columns).map(|(&width, column)| need(width, column.align)).collect();
    let mut kept = vec![true; needs.len()];
    while natural_width(&needs, &kept) > u32::from(width) {
        let spare =
            table.columns.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(column, _)| column.spare).max();
        let Some(most) = spare.filter(|&spare| spare > 0) else { break };
        for (kept, column) in kept.iter_mut().zip(&table.columns) {
            *kept &= column.spare != most;
        }
    }
    table.keeping(&kept)
}

/// Columns of the screen that a column of the table needs: words are wrapped, as narrow as is still pleasant.
fn need(width: u16, align: Align) -> u32 {
    match align {
        Align::Left | Align::Right => u32::from(width),
        Align::Words => u32::from(width.min(WORDS_AT_LEAST)),
    }
}

/// With two blanks between columns.
fn natural_width(needs: &[u32], kept: &[bool]) -> u32 {
    let kept = needs.iter().zip(kept).filter(|(_, kept)| **kept);
    kept.map(|(need, _)| need + 2).sum::<u32>().saturating_sub(2)
}

fn sheet(table: &Table, width: u16) -> Sheet {
    let mut sheet = Sheet::new();
    sheet.load_style(CALM).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    sheet.set_header(table.columns.iter().map(|column| Field::new(head(column))));
    let marked: Vec<bool> =
        (0..table.columns.len()).map(|at| table.rows.iter().any(|row| row[at].tone == Tone::Bad)).collect();
    for row in &table.rows {
        sheet.add_row(row.iter().zip(&marked).map(|(cell, &marked)| {
            let words = figure(&cell.content);
            let mark = if cell.tone == Tone::Bad {
                "!"
            } else if marked {
                " "
            } else {
                ""
            };
            Field::new(toned(&format!("{}{mark}", shown(&words)), cell.tone))
        }));
    }
    let last = table.columns.len().saturating_sub(1);
    for (at, column) in table.columns.iter().enumerate() {
        let Some(drawn) = sheet.column_mut(at) else { continue };
        drawn.set_padding((0, u16::from(at != last)));
        drawn.set_cell_alignment(match column.align {
            Align::Left | Align::Words => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        });
        if column.align != Align::Words {
            drawn.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    sheet
}

/// Name over unit.
fn head(column: &Column) -> String {
    if column.unit.is_empty() {
        shown(&column.name).into_owned()
    } else {
        format!("{}\n{}", shown(&column.name), shown(&column.unit))
    }
}

/// Words beside a mark, wrapped to the width with a hanging indent.
fn wrapped(mark: &str, words: &str, width: u16) -> String {
    let mut sheet = Sheet::new();
    sheet.load_style(TableStyle::new()).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if mark.is_empty() {
        sheet.add_row([words]);
    } else {
        sheet.add_row([mark, words]);
    }
    let columns = sheet.column_count();
    for (at, column) in sheet.column_iter_mut().enumerate() {
        column.set_padding((0, if at + 1 == columns { 0 } else { 1 }));
        if at + 1 < columns {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(2)));
        }
    }
    sheet.to_string()
}

pub(super) fn bold(words: &str) -> String {
    format!("{}{words}{}", BOLD.0, CLOSE.0)
}

pub(super) fn toned(words: &str, tone: Tone) -> String {
    match OPEN.iter().find(|(open, ..)| *open == tone) {
        Some((_, open, _)) if !words.is_empty() => format!("{open}{words}{}", CLOSE.0),
        _ => words.into(),
    }
}

/// Appends lines without the blanks that a layout leaves at their ends.
fn push_lines(text: &mut String, lines: &str) {
    for line in lines.lines() {
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

/// Colours in place of their stand-ins, or no trace of them.
fn coloured(text: &str, color: bool) -> String {
    let mut out = String::with_capacity(text.len() + 64);
    for c in text.chars() {
        let code = OPEN.iter().find(|(_, open, _)| *open == c).map(|(.., code)| *code);
        let code = code.or_else(|| [CLOSE, BOLD].iter().find(|(mark, _)| *mark == c).map(|(_, code)| *code));
        match code {
            Some(code) if color => out.push_str(code),
            Some(_) => {}
            None => out.push(c),
        }
    }
    out
}
