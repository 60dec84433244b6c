//! A table as it was written, so that an answer can stand beside it.

/// Names and fields of a table, to the letter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WrittenTable {
    /// Names of the columns.
    pub header: Vec<String>,
    /// One field a column.
    pub rows: Vec<Vec<String>>,
    /// Our names of columns that it calls otherwise or the same, and where they stand.
    pub places: Vec<(&'static str, usize)>,
}

impl WrittenTable {
    /// Where a column of ours stands, by mapping or by name (case and outer spaces aside).
    #[must_use]
    pub fn place(&self, ours: &str) -> Option<usize> {
        let mapped = self.places.iter().find(|(name, _)| *name == ours).map(|(_, place)| *place);
        mapped.or_else(|| self.header.iter().position(|name| name.trim().eq_ignore_ascii_case(ours)))
    }
}
