//! The list that every check adds to, and the words that findings are made of.

pub(super) use super::diagnostic::Diagnostic;
use super::diagnostic::{Place, Severity};
use std::cell::RefCell;
use std::collections::HashSet;

/// Bytes of one of the loaded source texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Spot {
    /// Index of the source text.
    pub source: usize,
    /// First byte.
    pub start: usize,
    /// Past the last byte.
    pub end: usize,
}

impl Spot {
    /// From the start of this to the end of another spot of the same source.
    #[must_use]
    pub fn to(self, end: Self) -> Self {
        if self.source == end.source && end.end >= self.start { Self { end: end.end, ..self } } else { self }
    }
}

impl From<Spot> for Place {
    fn from(spot: Spot) -> Self {
        Self::Source { source: spot.source, span: spot.start..spot.end }
    }
}

impl Diagnostic {
    /// A finding that refuses the input.
    #[must_use]
    pub fn error(code: &'static str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, place.into(), message.into())
    }

    /// A finding that is plausibly a slip.
    #[must_use]
    pub fn warning(code: &'static str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, place.into(), message.into())
    }

    /// A finding worth knowing.
    #[must_use]
    pub fn note(code: &'static str, place: impl Into<Place>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Note, place.into(), message.into())
    }

    const fn new(code: &'static str, severity: Severity, place: Place, message: String) -> Self {
        Self { code, severity, message, place, label: None, help: None }
    }

    /// With the way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a few words under the place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }
}

/// Findings in the order they were made; every check shares one list.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: RefCell<Vec<Diagnostic>>,
    said: RefCell<HashSet<String>>,
}

impl Findings {
    /// Adds a finding, unless it is already there word for word.
    pub(super) fn add(&self, finding: Diagnostic) {
        if self.said.borrow_mut().insert(format!("{finding:?}")) {
            self.list.borrow_mut().push(finding);
        }
    }

    /// Whether anything refuses the input.
    #[must_use]
    pub(super) fn refused(&self) -> bool {
        self.list.borrow().iter().any(|finding| finding.severity == Severity::Error)
    }

    /// What a part of the plan reads as, and whether it was read without error.
    pub(crate) fn reading<T>(&self, read: impl FnOnce() -> T) -> (T, bool) {
        let errors =
            || self.list.borrow().iter().filter(|finding| finding.severity == Severity::Error).count();
        let before = errors();
        let value = read();
        (value, errors() == before)
    }

    /// The findings so far, leaving none.
    pub(super) fn take(&self) -> Vec<Diagnostic> {
        self.list.take()
    }
}

/// The code of a name that is not there; what else is found at its place only follows from it.
const UNKNOWN_NAME: &str = "E301";

/// Gathers the findings of many scenarios: the same code at the same place is kept once.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    list: Vec<Diagnostic>,
    seen: HashSet<(&'static str, String)>,
    nameless: HashSet<String>,
}

impl Gathered {
    /// Adds what one scenario found, dropping what an earlier one found at the same place.
    pub(super) fn add(&mut self, findings: Vec<Diagnostic>) {
        let mut fresh = Vec::new();
        for finding in findings {
            let place = match &finding.place {
                place @ Place::Source { .. } => format!("{place:?}"),
                place => format!("{place:?} {}", finding.message),
            };
            let follows = finding.code != UNKNOWN_NAME && self.nameless.contains(&place);
            if !follows && !self.seen.contains(&(finding.code, place.clone())) {
                fresh.push((finding, place));
            }
        }
        for (finding, place) in fresh {
            if finding.code == UNKNOWN_NAME {
                self.nameless.insert(place.clone());
            }
            self.seen.insert((finding.code, place));
            self.list.push(finding);
        }
    }

    /// Whether anything refuses the input.
    #[must_use]
    pub(super) fn refused(&self) -> bool {
        self.list.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// All findings in the order of the files.
    #[must_use]
    pub(super) fn sorted(mut self) -> Vec<Diagnostic> {
        self.list.sort_by_key(|finding| match &finding.place {
            Place::Source { source, span } => (*source, String::new(), span.start),
            Place::File(file) => (usize::MAX, file.clone(), 0),
            Place::Data { file, line, .. } => {
                (usize::MAX, file.clone(), usize::try_from(*line).unwrap_or(usize::MAX))
            }
        });
        self.list
    }
}

/// The nearest of the candidates, or nothing when none is near.
#[must_use]
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > 128 {
        return None;
    }
    let lower = word.to_lowercase();
    let length = word.chars().count();
    let allowed = (length / 3).clamp(1, 3);
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= allowed && *distance < length)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Names for a sentence: "`a`, `b` or `c`", at most eight.
#[must_use]
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => "none".to_owned(),
        [one] => one.clone(),
        many if many.len() > 8 => format!("{} and {} more", many[..8].join(", "), many.len() - 8),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// A help line for a name that is not known: the nearest one, else those there are.
#[must_use]
pub(super) fn suggestion<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    match nearest(word, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.clone().into_iter().next().is_none() => "the plan has none".to_owned(),
        None => format!("known here: {}", listed(known)),
    }
}
