//! Texts that diagnostics point into: the plan file and every `--set`.

/// One text with the name it is shown under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceText {
    /// The path as written, or `--set`.
    pub name: String,
    /// Its text (bytes that are not UTF-8 replaced).
    pub text: String,
}

impl SourceText {
    /// Line (from 1), column in characters (from 1), and the line's own range of bytes.
    #[must_use]
    pub fn locate(&self, byte: usize) -> (usize, usize, std::ops::Range<usize>) {
        let byte = floor_boundary(&self.text, byte.min(self.text.len()));
        let before = &self.text[..byte];
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let end = self.text[byte..].find('\n').map_or(self.text.len(), |at| byte + at);
        let end = if self.text[start..end].ends_with('\r') { end - 1 } else { end };
        let line = before.bytes().filter(|&b| b == b'\n').count() + 1;
        (line, before[start..].chars().count() + 1, start..end.max(start))
    }
}

/// The nearest character boundary at or before a byte.
#[must_use]
pub(super) fn floor_boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
