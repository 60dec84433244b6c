//! Findings as text, in the compiler's own look; what people wrote is shown cut short and without control characters.

use super::diagnostic::{Diagnostic, Place, Severity};
use super::plan::names::bidi;
use super::source_text::{SourceText, floor_boundary};
use annotate_snippets::{AnnotationKind, Element, Group, Level, Origin, Renderer, Snippet};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

/// How findings are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RenderStyle {
    /// With ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
}

/// The most findings shown one by one.
const MOST: usize = 25;
/// The most characters of a message or a help line.
const LONGEST: usize = 500;
/// The most characters of a line of source.
const WINDOW: usize = 110;
/// Characters kept before the place in a line that is cut.
const BEFORE: usize = 30;

/// Findings as text; errors come first where not all are shown.
#[must_use]
pub fn render(diagnostics: &[Diagnostic], sources: &[SourceText], style: RenderStyle) -> String {
    render_up_to(diagnostics, sources, style, MOST)
}

/// The same with so many findings shown one by one.
#[must_use]
pub fn render_up_to(
    diagnostics: &[Diagnostic],
    sources: &[SourceText],
    style: RenderStyle,
    most: usize,
) -> String {
    let mut shown: Vec<&Diagnostic> = diagnostics.iter().collect();
    if shown.len() > most {
        shown.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    }
    let rest = shown.split_off(shown.len().min(most));
    let mut text = String::new();
    for finding in shown {
        text += &one(finding, sources, style);
        text += "\n\n";
    }
    if !rest.is_empty() {
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        rest.iter().for_each(|finding| *codes.entry(finding.code).or_default() += 1);
        let codes: Vec<String> = codes.iter().map(|(code, count)| format!("{count} × {code}")).collect();
        let _ = writeln!(text, "and {} more: {}\n", rest.len(), codes.join(", "));
    }
    text.truncate(text.trim_end().len());
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn one(finding: &Diagnostic, sources: &[SourceText], style: RenderStyle) -> String {
    let renderer = if style.color { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.term_width(style.width.max(WINDOW + 20));
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = printable(&finding.message, LONGEST);
    let group = Group::with_title(level.primary_title(&message).id(finding.code));
    let help = finding.help.as_deref().filter(|help| !help.is_empty()).map(|help| printable(help, LONGEST));
    let help = help.map(|help| Element::from(Level::HELP.message(help)));
    let label = finding.label.as_ref().map(|label| printable(label, 80));
    match Excerpt::of(&finding.place, sources) {
        Ok(excerpt) => {
            let mark = AnnotationKind::Primary.span(excerpt.span.clone()).label(label);
            let snippet =
                Snippet::source(&excerpt.text).path(&excerpt.path).line_start(excerpt.line).annotation(mark);
            excerpt.with_true_column(renderer.render(&[group.element(snippet).elements(help)]))
        }
        Err(origin) => renderer.render(&[group.element(origin).elements(help)]),
    }
}

/// One line of a source, as shown.
struct Excerpt {
    path: String,
    text: String,
    span: Range<usize>,
    line: usize,
    column: usize,
}

impl Excerpt {
    /// The line of a place, or where else it is.
    fn of(place: &Place, sources: &[SourceText]) -> Result<Self, Origin<'static>> {
        let origin = |name: &str| Origin::path(printable(name, 200));
        let (source, span) = match place {
            Place::File(file) => return Err(origin(file)),
            Place::Data { file, line, column, .. } => {
                let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
                return Err(origin(file).line(number(*line)).char_column(number(*column)));
            }
            Place::Source { source, span } => (sources.get(*source), span),
        };
        let Some(source) = source else { return Err(origin("the plan")) };
        if source.text.is_empty() {
            return Err(origin(&source.name));
        }
        let start = floor_boundary(&source.text, span.start);
        let (line, column, range) = source.locate(start);
        let end = floor_boundary(&source.text, span.end).clamp(start, range.end.max(start));
        let (text, span) = window(&source.text[range.clone()], start - range.start..end - range.start);
        Ok(Self { path: printable(&source.name, 200), text, span, line, column })
    }

    /// The line may be cut or escaped: puts its own column in place of the excerpt's.
    fn with_true_column(&self, rendered: String) -> String {
        let shown = self.text[..self.span.start].chars().count() + 1;
        if shown == self.column {
            return rendered;
        }
        let place = |column| format!("{}:{}:{column}", self.path, self.line);
        rendered.replacen(&place(shown), &place(self.column), 1)
    }
}

/// The part of a line around a span, escaped, with the span in it.
fn window(line: &str, span: Range<usize>) -> (String, Range<usize>) {
    let before = line[..span.start.min(line.len())].chars().count();
    let whole = line.chars().take(WINDOW + 1).count() <= WINDOW;
    let skip = if whole { 0 } else { before.saturating_sub(BEFORE) };
    let mut text = String::from(if skip > 0 { "…" } else { "" });
    let (mut start, mut end) = (None, None);
    for (taken, (at, c)) in line.char_indices().skip(skip).enumerate() {
        if at >= span.start && start.is_none() {
            start = Some(text.len());
        }
        if at >= span.end && end.is_none() {
            end = Some(text.len());
        }
        if taken >= WINDOW {
            text.push('…');
            break;
        }
        push_printable(&mut text, c);
    }
    let start = start.unwrap_or(text.len());
    let end = end.unwrap_or(text.len()).max(start);
    (text, start..end)
}

/// A text of people without control characters, cut to so many characters.
#[must_use]
pub fn printable(text: &str, most: usize) -> String {
    let mut shown = String::new();
    for (count, c) in text.chars().enumerate() {
        if count >= most {
            shown.push('…');
            break;
        }
        push_printable(&mut shown, c);
    }
    shown
}

fn push_printable(text: &mut String, c: char) {
    if (c.is_control() && c != '\t') || bidi(c) || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}') {
        text.extend(c.escape_unicode());
    } else {
        text.push(c);
    }
}
