//! What is refused before a parser sees it: too large, not UTF-8, nested too deep.

use crate::input::findings::{Diagnostic, Spot};
use crate::input::source_text::SourceText;

/// The largest plan file, in bytes.
const LARGEST: usize = 16 << 20;
/// The deepest nesting of brackets and dotted keys.
const DEEPEST: usize = 64;

/// The text of a plan file, or why its bytes are no text; either way something that can be shown.
pub(super) fn text_of(name: &str, bytes: &[u8], source: usize) -> (SourceText, Option<Diagnostic>) {
    let named = |text: String| SourceText { name: name.to_owned(), text };
    if bytes.len() > LARGEST {
        let at = Spot { source, ..Spot::default() };
        let message = format!("the plan file holds {} bytes, at most {LARGEST} are read", bytes.len());
        let help = "a plan is a few hundred lines; contacts belong into a CSV file named by `history`";
        return (named(String::new()), Some(Diagnostic::error("E104", at, message).help(help)));
    }
    let marked = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if marked || bytes.iter().take(64).any(|&byte| byte == 0) {
        let at = Spot { source, ..Spot::default() };
        let found =
            if marked { "the plan file is UTF-16, not UTF-8" } else { "the plan file holds NUL bytes" };
        let help = "save it as UTF-8 (Notepad: Save as, Encoding UTF-8)";
        return (named(String::new()), Some(Diagnostic::error("E105", at, found).help(help)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (named(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()), None),
        Err(error) => {
            let start = error.valid_up_to();
            let line = bytes[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let text = named(String::from_utf8_lossy(bytes).into_owned());
            let at = Spot { source, start, end: start + 3 };
            let help = "save it as UTF-8; a file with Chinese text that is not UTF-8 is mostly GB18030 (GBK)";
            (
                text,
                Some(
                    Diagnostic::error("E105", at, format!("line {line}: this is not UTF-8 text")).help(help),
                ),
            )
        }
    }
}

/// Where nesting passes the limit, by one linear look at the text (strings and comments are skipped).
pub(super) fn too_deep(text: &str, source: usize) -> Option<Diagnostic> {
    let mut scan = Scan::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        at = scan.step(bytes, at);
        if scan.depth() > DEEPEST {
            let line = bytes[..at].iter().filter(|&&byte| byte == b'\n').count() + 1;
            let spot = Spot { source, start: at.saturating_sub(1), end: at };
            let message = format!("line {line}: nested deeper than {DEEPEST} levels");
            let help = "no key of a plan lies deeper than eight levels";
            return Some(Diagnostic::error("E104", spot, message).help(help));
        }
    }
    None
}

/// How deep the scan is: open brackets, dots of the keys that lead there, dots of the current key.
#[derive(Default)]
struct Scan {
    outer: Vec<usize>,
    sum: usize,
    dots: usize,
    header: usize,
    in_header: bool,
}

impl Scan {
    fn depth(&self) -> usize {
        self.outer.len() + self.sum + self.dots + self.header
    }

    /// Looks at one token and returns where the next one starts.
    fn step(&mut self, bytes: &[u8], at: usize) -> usize {
        match bytes[at] {
            b'#' => return skip_line(bytes, at),
            b'"' | b'\'' => return skip_string(bytes, at),
            b'.' => self.dots += 1,
            b'[' | b'{' => {
                if self.outer.is_empty() && self.dots == 0 && starts_line(bytes, at) {
                    (self.in_header, self.header) = (true, 0);
                }
                self.outer.push(self.dots);
                self.sum += self.dots;
                self.dots = 0;
            }
            b']' | b'}' => {
                if self.in_header {
                    self.header = self.dots;
                }
                self.dots = self.outer.pop().unwrap_or(0);
                self.sum = self.sum.saturating_sub(self.dots);
                if self.outer.is_empty() {
                    (self.in_header, self.dots) = (false, 0);
                }
            }
            b'\n' if self.outer.is_empty() => self.dots = 0,
            b',' => self.dots = 0,
            _ => {}
        }
        at + 1
    }
}

fn starts_line(bytes: &[u8], at: usize) -> bool {
    bytes[..at].iter().rev().take_while(|&&byte| byte != b'\n').all(u8::is_ascii_whitespace)
}

fn skip_line(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |length| at + length)
}

/// Past the string that starts here; an unclosed one ends with its line (or the text, if it has many lines).
fn skip_string(bytes: &[u8], at: usize) -> usize {
    let quote = bytes[at];
    let long = bytes[at..].starts_with(&[quote, quote, quote]);
    let mut next = at + if long { 3 } else { 1 };
    while next < bytes.len() {
        match bytes[next] {
            b'\\' if quote == b'"' => next += 2,
            b'\n' if !long => return next,
            byte if byte == quote && !long => return next + 1,
            byte if byte == quote && bytes[next..].starts_with(&[quote, quote, quote]) => return next + 3,
            _ => next += 1,
        }
    }
    bytes.len()
}
