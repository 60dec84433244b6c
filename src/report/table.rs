//! A neutral table: what is shown, before any writer decides how.

use crate::engine::Range;

/// A table with its title, columns, rows and the notes beneath it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// What it shows.
    pub title: String,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    /// One cell a column in every row.
    pub rows: Vec<Vec<Cell>>,
    /// Sentences beneath it.
    pub notes: Vec<String>,
}

/// A column's head and how it behaves where room is short.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The unit of its figures, or a second line of its head; empty for none.
    pub unit: String,
    /// Which side its cells lean to.
    pub align: Align,
    /// 0: always shown; otherwise left out where the table is too wide, the largest first.
    pub spare: u8,
}

/// Which side cells lean to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Words: left, and wrapped where room is short.
    Words,
    /// Labels: left, and never wrapped.
    Left,
    /// Figures: right, and never wrapped.
    Right,
}

impl Column {
    /// A column of figures, with the unit.
    #[must_use]
    pub fn figures(name: impl Into<String>, unit: impl Into<String>) -> Self {
        Self { name: name.into(), unit: unit.into(), align: Align::Right, spare: 0 }
    }

    /// A column of words.
    #[must_use]
    pub fn words(name: impl Into<String>) -> Self {
        Self { name: name.into(), unit: String::new(), align: Align::Words, spare: 0 }
    }

    /// A column of short labels, such as periods.
    #[must_use]
    pub fn labels(name: impl Into<String>) -> Self {
        Self { align: Align::Left, ..Self::words(name) }
    }

    /// The same column, left out where room is short; the largest number goes first.
    #[must_use]
    pub fn spare(mut self, spare: u8) -> Self {
        self.spare = spare;
        self
    }
}

/// What a cell says, and how loud.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// The value.
    pub content: Content,
    /// Its tone.
    pub tone: Tone,
}

/// How loud a cell is: a mark where there is no colour, a colour where it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Like the others.
    #[default]
    Plain,
    /// Misses what was asked for; marked with `!`.
    Bad,
    /// Holds what was asked for.
    Good,
    /// Of less weight.
    Faint,
}

/// A value, not yet formatted.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Words.
    Text(String),
    /// A figure.
    Number {
        /// Its value.
        value: f64,
        /// Decimals shown.
        decimals: usize,
    },
    /// A difference: always with its sign.
    Signed {
        /// Its value.
        value: f64,
        /// Decimals shown.
        decimals: usize,
    },
    /// A share, shown in per cent with one decimal.
    Percent(f64),
    /// A difference of shares, shown in points with its sign and one decimal.
    Points(f64),
    /// A duration in seconds.
    Seconds(f64),
    /// Tenth to ninetieth percentile of a figure.
    NumberRange {
        /// Tenth percentile.
        low: f64,
        /// Ninetieth percentile.
        high: f64,
        /// Decimals shown.
        decimals: usize,
    },
    /// Tenth to ninetieth percentile of a share.
    PercentRange {
        /// Tenth percentile.
        low: f64,
        /// Ninetieth percentile.
        high: f64,
    },
    /// A figure that does not exist, and why; the reason may be empty where a caution gives it.
    Absent(&'static str),
    /// Nothing, because a row above says it.
    Blank,
}

impl From<Content> for Cell {
    fn from(content: Content) -> Self {
        Self { content, tone: Tone::Plain }
    }
}

impl Cell {
    /// Words.
    #[must_use]
    pub fn text(words: impl Into<String>) -> Self {
        Content::Text(words.into()).into()
    }

    /// A figure, or a dash and why.
    #[must_use]
    pub fn number(value: Option<f64>, decimals: usize, absent: &'static str) -> Self {
        value.map_or(Content::Absent(absent), |value| Content::Number { value, decimals }).into()
    }

    /// The mean of an uncertain figure.
    #[must_use]
    pub fn mean(range: Option<Range>, decimals: usize, absent: &'static str) -> Self {
        Self::number(range.map(|range| range.mean), decimals, absent)
    }

    /// The spread of an uncertain figure.
    #[must_use]
    pub fn spread(range: Option<Range>, decimals: usize, absent: &'static str) -> Self {
        range
            .map_or(Content::Absent(absent), |r| Content::NumberRange { low: r.p10, high: r.p90, decimals })
            .into()
    }

    /// The mean of an uncertain share.
    #[must_use]
    pub fn percent(range: Option<Range>, absent: &'static str) -> Self {
        range.map_or(Content::Absent(absent), |range| Content::Percent(range.mean)).into()
    }

    /// The spread of an uncertain share.
    #[must_use]
    pub fn percent_spread(range: Option<Range>, absent: &'static str) -> Self {
        range.map_or(Content::Absent(absent), |r| Content::PercentRange { low: r.p10, high: r.p90 }).into()
    }

    /// A duration, or a dash and why.
    #[must_use]
    pub fn seconds(value: Option<f64>, absent: &'static str) -> Self {
        value.map_or(Content::Absent(absent), Content::Seconds).into()
    }

    /// Nothing.
    #[must_use]
    pub fn blank() -> Self {
        Content::Blank.into()
    }

    /// The same cell, loud where it misses what was asked for.
    #[must_use]
    pub fn bad_if(mut self, missed: bool) -> Self {
        if missed {
            self.tone = Tone::Bad;
        }
        self
    }

    /// The same cell in a tone.
    #[must_use]
    pub fn in_tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Whether there is nothing to see.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        matches!(self.content, Content::Absent(_) | Content::Blank)
    }
}

impl Table {
    /// An empty table.
    #[must_use]
    pub fn new(title: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { title: title.into(), columns, ..Self::default() }
    }

    /// The same table without the columns of figures that hold none.
    #[must_use]
    pub fn without_empty_columns(self) -> Self {
        let kept: Vec<bool> = (0..self.columns.len())
            .map(|at| {
                self.columns[at].align != Align::Right || self.rows.iter().any(|row| !row[at].is_empty())
            })
            .collect();
        self.keeping(&kept)
    }

    /// The same table with the columns that are marked.
    #[must_use]
    pub fn keeping(self, kept: &[bool]) -> Self {
        fn pick<T>(all: Vec<T>, kept: &[bool]) -> Vec<T> {
            all.into_iter().zip(kept).filter_map(|(one, &keep)| keep.then_some(one)).collect()
        }
        let rows = self.rows.into_iter().map(|row| pick(row, kept)).collect();
        Self { title: self.title, columns: pick(self.columns, kept), rows, notes: self.notes }
    }

    /// Why figures are missing, each reason once, in order.
    #[must_use]
    pub fn reasons(&self) -> Vec<&'static str> {
        let mut reasons = Vec::new();
        for cell in self.rows.iter().flatten() {
            if let Content::Absent(reason) = cell.content
                && !reason.is_empty()
                && !reasons.contains(&reason)
            {
                reasons.push(reason);
            }
        }
        reasons
    }

    /// Whether any cell misses what was asked for.
    #[must_use]
    pub fn has_misses(&self) -> bool {
        self.rows.iter().flatten().any(|cell| cell.tone == Tone::Bad)
    }
}
