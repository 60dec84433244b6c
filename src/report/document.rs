//! What a report says, in order, before any writer decides how.

use super::history::Chart;
use super::table::{Table, Tone};

/// A report.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Document {
    /// Its blocks, in the order they are read.
    pub blocks: Vec<Block>,
}

/// One block of a report.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// What the whole is about.
    Title(String),
    /// What the next blocks are about.
    Heading(String),
    /// A sentence.
    Text(String),
    /// Sentences of one kind.
    Items(Vec<Item>),
    /// Figures.
    Table(Table),
    /// Figures drawn.
    Chart(Chart),
}

/// One sentence of a list, with the mark before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// A sign or a code.
    pub mark: String,
    /// The tone of the mark.
    pub tone: Tone,
    /// The sentence.
    pub text: String,
}

impl Item {
    /// Something that misses what was asked for.
    #[must_use]
    pub fn bad(text: impl Into<String>) -> Self {
        Self { mark: "✗".into(), tone: Tone::Bad, text: text.into() }
    }

    /// Something that holds.
    #[must_use]
    pub fn good(text: impl Into<String>) -> Self {
        Self { mark: "✓".into(), tone: Tone::Good, text: text.into() }
    }

    /// Something to know.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { mark: "·".into(), tone: Tone::Faint, text: text.into() }
    }
}

impl Document {
    /// Adds a block.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds a table unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.push(Block::Table(table));
        }
    }

    /// Adds a heading and its sentences unless there are none.
    pub fn items(&mut self, heading: &str, items: Vec<Item>) {
        if !items.is_empty() {
            if !heading.is_empty() {
                self.push(Block::Heading(heading.into()));
            }
            self.push(Block::Items(items));
        }
    }
}
