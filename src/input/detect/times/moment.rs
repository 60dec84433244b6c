//! The column, or the two columns, that say when a contact arrived or an interval starts.

use super::formats::{Kind, Times, why_unreadable};
use crate::input::detect::columns::Known;
use crate::input::detect::columns::vocabulary::Meaning;
use crate::input::detect::text::Sample;
use crate::input::history::{At, Clock, Flaw, listed, shown};

/// Columns beyond which those without a known name are not tried.
const TRIED: usize = 200;

/// The columns of the times, and how they are read.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::input::detect) struct Moments {
    /// One, or date and time of day.
    pub(in crate::input::detect) columns: Vec<usize>,
    pub(in crate::input::detect) times: Times,
    /// Whether no name, only the values told the column.
    pub(in crate::input::detect) by_values: bool,
}

impl Moments {
    /// The times of the rows; in counts, a date alone is enough.
    pub(in crate::input::detect) fn of(sample: &Sample, known: &Known, counts: bool) -> Result<Self, Flaw> {
        let named = known.columns(Meaning::Moment);
        let read: Vec<(usize, Times)> =
            named.iter().filter_map(|column| Some((*column, times(sample, *column)?))).collect();
        let first = |kind: Kind| read.iter().find(|(_, times)| times.kind == kind);
        if let Some((column, times)) = first(Kind::Full) {
            return Ok(Self { columns: vec![*column], times: times.clone(), by_values: false });
        }
        if let Some((date, times)) = first(Kind::Date) {
            if let Some(joined) = first(Kind::Clock).and_then(|(clock, _)| joined(sample, *date, *clock)) {
                return Ok(joined);
            }
            if counts {
                return Ok(Self { columns: vec![*date], times: times.clone(), by_values: false });
            }
        }
        by_values(sample, counts)
            .ok_or_else(|| refusal(sample, &named, first(Kind::Date).map(|(date, _)| *date)))
    }
}

fn times(sample: &Sample, column: usize) -> Option<Times> {
    Times::of(&sample.field(column).collect::<Vec<_>>())
}

fn joined(sample: &Sample, date: usize, clock: usize) -> Option<Moments> {
    let both: Vec<String> = sample
        .field(date)
        .zip(sample.field(clock))
        .map(|(date, clock)| format!("{date} {clock}").trim().to_owned())
        .collect();
    let times = Times::of(&both.iter().map(String::as_str).collect::<Vec<_>>())?;
    (times.kind == Kind::Full).then(|| Moments { columns: vec![date, clock], times, by_values: false })
}

/// The first column whose values are times, whatever its name.
fn by_values(sample: &Sample, counts: bool) -> Option<Moments> {
    (0..sample.names.len().min(TRIED)).find_map(|column| {
        let times = times(sample, column)?;
        let fits = times.kind == Kind::Full || (counts && times.kind == Kind::Date);
        let fits = fits && times.formats != ["epoch"] && !looks_like_numbers(sample, column);
        fits.then(|| Moments { columns: vec![column], times, by_values: true })
    })
}

/// Plain numbers may be anything.
fn looks_like_numbers(sample: &Sample, column: usize) -> bool {
    sample.columns.get(column).is_some_and(|column| column.numbers * 2 > column.filled())
}

fn refusal(sample: &Sample, named: &[usize], dated: Option<usize>) -> Flaw {
    let name = |column: usize| shown(sample.names.get(column).map_or("", String::as_str));
    if let Some(column) = dated {
        let message =
            format!("`{}` holds dates without a time of day, and no column counts contacts", name(column));
        return Flaw::new("E466", At::START, message).help(
            "a log needs the time of every contact; counts by day need a column like `calls` or `进线量`",
        );
    }
    for column in named {
        let texts: Vec<&str> = sample.field(*column).collect();
        let example = texts.iter().find(|text| !text.is_empty());
        if let (Some(example), Some((what, help))) = (example, why_unreadable(&texts)) {
            let message =
                format!("`{}` holds {what} (`{}`), which is not read", name(*column), shown(example));
            return Flaw::new("E462", At::START, message).help(help);
        }
    }
    let clock = Clock::new(chrono_tz::UTC, &[]).ok();
    let odd =
        |text: &&str| !text.is_empty() && clock.as_ref().is_none_or(|clock| clock.read(text, true).is_err());
    if let Some((column, example)) =
        named.iter().find_map(|column| Some((*column, sample.field(*column).find(odd)?)))
    {
        let message = format!(
            "`{}` is named like a time, but most of it, like `{}`, is in no form that is known",
            name(column),
            shown(example)
        );
        return Flaw::new("E462", At::START, message)
            .help("export times like `2026-10-01 09:00:00`, or state `timestamp_format` in a plan by hand");
    }
    let message = format!(
        "no column holds the time of a contact or an interval; the header has {}",
        listed(&sample.names)
    );
    Flaw::new("E461", At::START, message)
        .help("a history needs when contacts came: export that column too, like `timestamp`, `Created at` or `进线时间`")
}
