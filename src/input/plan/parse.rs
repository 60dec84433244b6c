//! Text to tree: guards first, then every syntax error that the parser can recover from.

use super::guard;
use super::tree::{Table, table_of};
use crate::input::findings::{Diagnostic, Findings, Spot};
use crate::input::source_text::SourceText;
use toml::de::DeTable;

/// The most syntax errors shown of one file.
const MOST_ERRORS: usize = 20;

/// Reads a plan file; the text comes back even when it is refused, so that findings can point into it.
pub(in crate::input) fn plan_text(
    name: &str,
    bytes: &[u8],
    source: usize,
    out: &Findings,
) -> (SourceText, Option<Table>) {
    let (text, fault) = guard::text_of(name, bytes, source);
    if let Some(fault) = fault {
        out.add(fault);
        return (text, None);
    }
    let table = table(&text.text, source, out);
    if let Some(table) = &table
        && table.entries.is_empty()
    {
        let at = Spot { source, ..Spot::default() };
        let help =
            "start with `[plan]`, `start = 2026-10-01` and `months = 6`; `plan init` writes a whole one";
        out.add(Diagnostic::error("E102", at, "the plan file is empty").help(help));
        return (text, None);
    }
    (text, table)
}

/// Parses one text; `None` when its syntax is broken.
pub(super) fn table(text: &str, source: usize, out: &Findings) -> Option<Table> {
    if let Some(deep) = guard::too_deep(text, source) {
        out.add(deep);
        return None;
    }
    let (parsed, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Diagnostic> = errors.iter().map(|error| syntax(error, text, source)).collect();
    if faults.is_empty() {
        let table = table_of(parsed.get_ref(), source, out);
        return (!out.refused()).then_some(table);
    }
    faults.sort_by_key(|fault| match &fault.place {
        crate::input::Place::Source { span, .. } => span.start,
        _ => 0,
    });
    faults.truncate(MOST_ERRORS);
    faults.into_iter().for_each(|fault| out.add(fault));
    None
}

fn syntax(error: &toml::de::Error, text: &str, source: usize) -> Diagnostic {
    let span = error.span().unwrap_or(0..0);
    let start = span.start.min(text.len());
    let line = text.as_bytes()[..start].iter().filter(|&&byte| byte == b'\n').count() + 1;
    let spot = Spot { source, start, end: span.end.clamp(start, text.len()) };
    let message = format!("line {line}: {}", error.message());
    let found = Diagnostic::error("E101", spot, message);
    match hint(text, line) {
        Some(help) => found.help(help),
        None => found,
    }
}

/// What a broken line looks like, if it looks like something known.
fn hint(text: &str, line: usize) -> Option<&'static str> {
    let whole = text.trim_start();
    let written = text.lines().nth(line - 1).unwrap_or("").trim();
    if whole.starts_with('{') {
        Some("this looks like JSON; a plan is TOML: `[team.frontline]`, then `headcount = 100`")
    } else if ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|mark| written.starts_with(mark)) {
        Some("these are the marks of an unfinished merge: keep one side")
    } else if written.contains(['“', '”', '‘', '’', '«', '»']) {
        Some("write straight quotes \"…\"; a word processor made these curly")
    } else if text.contains('\r') && !text.contains('\n') {
        Some("lines end with a lone CR; save the file with LF or CRLF")
    } else if yaml_like(written) {
        Some("this looks like YAML; a plan is TOML: `[team.frontline]`, then `headcount = 100`")
    } else {
        None
    }
}

fn yaml_like(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, rest)| {
        !key.is_empty()
            && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
            && (rest.is_empty() || rest.starts_with(' '))
    })
}
