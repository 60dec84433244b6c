//! What is wrong at one place of a data file, before it is known how much it weighs.

use crate::input::history::text::{Record, would_fit};
use crate::input::{Diagnostic, Place, Severity};
use crate::model::Reject;

/// A line and a column, both from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::input) struct At {
    /// Physical line.
    pub(in crate::input) line: u64,
    /// Character of that line.
    pub(in crate::input) column: u64,
}

impl At {
    /// The first character of a file.
    pub(in crate::input) const START: Self = Self { line: 1, column: 1 };
}

/// One objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::input) struct Flaw {
    pub(in crate::input) code: &'static str,
    pub(in crate::input) at: At,
    pub(in crate::input) field: Option<String>,
    pub(in crate::input) message: String,
    pub(in crate::input) help: Option<String>,
    /// What is to be said of the record that it stands in.
    within: Option<Box<Within>>,
}

/// A record of several lines, or one that is no text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Within {
    first_line: u64,
    last_line: u64,
    /// Its bytes where they are no text.
    bytes: Option<Box<[u8]>>,
}

impl Flaw {
    /// An objection to what stands at a place.
    pub(in crate::input) fn new(code: &'static str, at: At, message: impl Into<String>) -> Self {
        Self { code, at, field: None, message: message.into(), help: None, within: None }
    }

    /// With the name of the column.
    pub(in crate::input) fn field(mut self, name: &str) -> Self {
        self.field = Some(shown(name));
        self
    }

    /// With the way out.
    pub(in crate::input) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With the lines of a record that has several, and its bytes where it is no text.
    pub(in crate::input) fn of_record(mut self, record: &Record) -> Self {
        let (first_line, last_line) = (record.first_line, record.last_line);
        let bytes: Option<Box<[u8]>> = (self.code == NO_TEXT).then(|| record.all_bytes().into());
        if last_line > first_line || bytes.is_some() {
            self.within = Some(Box::new(Within { first_line, last_line, bytes }));
        }
        self
    }

    /// The same so many lines further down.
    pub(in crate::input::history) fn lowered(mut self, lines: u64) -> Self {
        self.at.line += lines;
        if let Some(within) = &mut self.within {
            within.first_line += lines;
            within.last_line += lines;
        }
        self
    }

    /// With the encodings that would fit where a record is no text.
    pub(in crate::input::history) fn proposing(mut self) -> Self {
        match self.within.as_mut().and_then(|within| within.bytes.take()) {
            Some(bytes) => self.help(encodings(&bytes)),
            None => self,
        }
    }

    /// As a rejected row.
    pub(in crate::input::history) fn reject(&self) -> Reject {
        let within = self.within.as_deref();
        let message = match within {
            Some(Within { first_line, last_line, .. }) if last_line > first_line => {
                format!("{} (the row is lines {first_line}-{last_line})", self.message)
            }
            _ => self.message.clone(),
        };
        let At { line, column } = self.at;
        let unsaid = within
            .is_some_and(|within| within.bytes.is_some())
            .then(|| "say which encoding the file has".to_owned());
        let help = self.help.clone().or(unsaid);
        Reject { line, column, field: self.field.clone(), code: self.code, message, help }
    }

    /// As a finding about a file.
    pub(in crate::input) fn diagnostic(&self, severity: Severity, file: &str) -> Diagnostic {
        let Reject { line, column, field, code, message, help } = self.reject();
        let place = Place::Data { file: shown_path(file), line, column, field };
        Diagnostic { code, severity, message, place, label: None, help }
    }
}

/// The code of a record that is no text in its encoding.
const NO_TEXT: &str = "E420";

/// The way out for bytes that are not UTF-8.
pub(in crate::input) fn encodings(bytes: &[u8]) -> String {
    let fitting = would_fit(bytes);
    format!("encodings that would fit: {}; say which: `encoding = \"…\"`", listed(&fitting))
}

/// A finding about a whole file.
pub(in crate::input) fn of_file(
    code: &'static str,
    severity: Severity,
    file: &str,
    message: impl Into<String>,
) -> Diagnostic {
    let place = Place::File(shown_path(file));
    Diagnostic { code, severity, message: message.into(), place, label: None, help: None }
}

/// Characters of a value that a message shows.
const SHOWN: usize = 60;

/// A value fit for a terminal: control, bidi and invisible characters escaped, cut to 60 characters.
pub(in crate::input) fn shown(text: &str) -> String {
    escaped(text, SHOWN)
}

/// A path fit for a terminal.
fn shown_path(text: &str) -> String {
    escaped(text, 4096)
}

/// Bytes fit for a terminal; those that are not UTF-8 as `\xE9`.
pub(in crate::input) fn shown_bytes(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.utf8_chunks() {
        out.push_str(&escaped(chunk.valid(), SHOWN));
        for byte in chunk.invalid() {
            out.push_str(&format!("\\x{byte:02X}"));
        }
        if out.len() > 2 * SHOWN {
            out.push('…');
            break;
        }
    }
    out
}

fn escaped(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len().min(4 * most));
    for (count, c) in text.chars().enumerate() {
        if count == most {
            out.push('…');
            break;
        }
        if is_unseen(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

/// Whether a character moves the cursor, turns the text round or shows nothing.
pub(in crate::input) fn is_unseen(c: char) -> bool {
    c.is_control() || turns_text(c) || is_invisible(c)
}

/// Marks that change the direction of text.
pub(in crate::input) fn turns_text(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters without a shape.
pub(in crate::input) fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}' | '\u{034F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
        | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// `1 row`, `2,000 rows`.
pub(in crate::input) fn count(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// `2,000`.
pub(in crate::input) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `a`, `b` and 3 more, each in backticks, escaped and cut.
pub(in crate::input) fn listed<S: AsRef<str>>(names: &[S]) -> String {
    const MOST: usize = 8;
    let mut out: Vec<String> = names.iter().take(MOST).map(|n| format!("`{}`", shown(n.as_ref()))).collect();
    if names.len() > MOST {
        out.push(format!("and {} more", names.len() - MOST));
    }
    out.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_shown_can_move_the_cursor() {
        assert_eq!(shown("\u{1b}[31mx\u{7}"), "\\u{1b}[31mx\\u{7}");
        assert_eq!(shown("\u{202e}gnp"), "\\u{202e}gnp");
        assert_eq!(shown_bytes(b"t\xE9l"), "t\\xE9l");
        assert_eq!(shown(&"x".repeat(100)).chars().count(), SHOWN + 1);
    }

    #[test]
    fn counts_read_as_in_print() {
        assert_eq!(count(1, "row"), "1 row");
        assert_eq!(count(2_001_000, "row"), "2,001,000 rows");
    }
}
