//! Columns by what they mean, and whether the numbers in them can be read.

use super::names::{self, Unit};
use super::vocabulary::Meaning;
use super::words;
use crate::input::detect::recipe::Odd;
use crate::input::detect::text::{Column, Sample};
use crate::input::history::shown;

/// What the names of a header mean.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input::detect) struct Known {
    /// Column, meaning, rank and system.
    names: Vec<(usize, names::Known)>,
}

/// Our own names, which a slip of the fingers may miss.
const OURS: [(&str, Meaning); 9] = [
    ("timestamp", Meaning::Moment),
    ("interval_start", Meaning::Moment),
    ("channel", Meaning::Channel),
    ("wait_seconds", Meaning::Wait),
    ("handle_seconds", Meaning::Handle),
    ("aht_seconds", Meaning::Aht),
    ("abandoned", Meaning::Abandoned),
    ("resolved", Meaning::Resolved),
    ("offered", Meaning::Offered),
];

impl Known {
    /// The meanings of a header's names.
    pub(in crate::input::detect) fn of(names: &[String]) -> Self {
        let mut known: Vec<(usize, names::Known)> = Vec::new();
        for (column, name) in names.iter().enumerate() {
            let mut found = names::meanings(name);
            if found.is_empty() {
                found.extend(slip(name, names));
            }
            known.extend(found.into_iter().map(|known| (column, known)));
        }
        known.sort_by_key(|(column, known)| (known.rank, *column));
        Self { names: known }
    }

    /// Columns of a meaning, the most telling name first.
    pub(in crate::input::detect) fn columns(&self, meaning: Meaning) -> Vec<usize> {
        let mut columns: Vec<usize> = Vec::new();
        for (column, known) in &self.names {
            if known.meaning == meaning && !columns.contains(column) {
                columns.push(*column);
            }
        }
        columns
    }

    /// The system whose name for a meaning a column has.
    pub(in crate::input::detect) fn system(&self, column: usize, meaning: Meaning) -> &'static str {
        let found = self.names.iter().find(|(at, known)| *at == column && known.meaning == meaning);
        found.map_or("", |(_, known)| known.system)
    }
}

/// One of our names with a slip, where the right one is absent.
fn slip(name: &str, names: &[String]) -> Option<names::Known> {
    let lower = name.trim().to_lowercase();
    let near = |ours: &str| {
        let allowed = if ours.len() >= 8 { 2 } else { 1 };
        strsim::damerau_levenshtein(&lower, ours) <= allowed
    };
    let absent = |ours: &str| !names.iter().any(|other| other.trim().eq_ignore_ascii_case(ours));
    if name.contains('%') {
        return None;
    }
    let (_, meaning) = OURS.into_iter().find(|(ours, _)| near(ours) && absent(ours))?;
    Some(names::Known { meaning, rank: usize::MAX, system: "a slip of the fingers" })
}

/// Mean seconds of a contact beyond which a column without a unit is taken for milliseconds.
const TOO_LONG: f64 = 20_000.0;
/// Of 20 entries, those that may be no numbers in a column that is used.
const SPOILT: u64 = 20;

/// Whether a column of lengths of time can be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Verdict {
    /// In seconds, with the words that stand for no value.
    Use(words::Meanings),
    /// Not as it stands; its mean in seconds, where it has one.
    Useless { why: String, odd: Odd, mean: Option<f64> },
}

/// Whether a column holds seconds.
pub(super) fn seconds(sample: &Sample, at: usize) -> Verdict {
    let useless = |why: String, mean| Verdict::Useless { why, odd: Odd::Words, mean };
    let other = |why: String, mean| Verdict::Useless { why, odd: Odd::All, mean };
    let (Some(name), Some(column)) = (sample.names.get(at), sample.columns.get(at)) else {
        return useless("is not there".to_owned(), None);
    };
    if column.filled() == 0 {
        return useless("is empty".to_owned(), None);
    }
    if let Some(unit) = names::unit(name).filter(|_| column.numbers * 2 > column.filled()) {
        let mean = column.mean().map(|mean| mean * Unit::seconds(unit));
        let why =
            format!("holds {}, and a history holds seconds: convert it where the file is made", unit.word());
        return other(why, mean);
    }
    let lengths: Vec<f64> = sample.field(at).filter_map(words::clock_length).collect();
    let filled = sample.field(at).filter(|text| !text.is_empty()).count();
    if lengths.len() * 2 > filled {
        let example = sample.field(at).find(|text| words::clock_length(text).is_some()).unwrap_or("");
        let mean = lengths.iter().sum::<f64>() / lengths.len() as f64;
        let why = format!(
            "holds lengths like `{}`, and a history holds plain seconds: export it in seconds",
            shown(example)
        );
        return useless(why, Some(mean));
    }
    let missing = words::missing(column);
    if let Some(strange) = strange(column, &missing) {
        return useless(format!("holds `{}`, which is no plain number", shown(strange)), None);
    }
    match column.mean() {
        Some(mean) if mean > TOO_LONG => {
            let why = format!("has a mean of {mean:.0}, which would be hours: are these milliseconds?");
            other(why, Some(mean / 1000.0))
        }
        _ => Verdict::Use(missing),
    }
}

/// A word of a column that holds more of them than a few bad rows.
fn strange<'a>(column: &'a Column, missing: &words::Meanings) -> Option<&'a str> {
    let no_value: u64 = missing.keys().filter_map(|word| column.words.get(word)).sum();
    if (column.texts - no_value) * SPOILT <= column.filled() {
        return None;
    }
    Some(column.words.keys().find(|word| !missing.contains_key(*word)).map_or("", String::as_str))
}
