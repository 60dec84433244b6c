//! The doors: a history as the plan names it, or all channels of some files.

use super::asked::Asked;
use super::books::{At, Flaw, Ledger, count, listed, of_file, shown};
use super::counts::{Met, counted, into_history};
use super::gather::{FileForm, Gathered};
use crate::input::{Diagnostic, HistorySource, InputFile, Severity};
use crate::model::{ChannelCounts, ChannelHistory, FileRead, HistoryKind};
use chrono::Datelike;

/// Years that a history may span.
const SPAN_YEARS: i32 = 50;
/// Channels beyond which the column is doubted.
const MANY_CHANNELS: usize = 1000;

/// One channel's history, or why there is none.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoryRead {
    /// `None` where any diagnostic is an error.
    pub history: Option<ChannelHistory>,
    /// The account of every file that could be opened.
    pub files: Vec<InputFile>,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Every channel of some files.
#[derive(Debug, Clone, PartialEq)]
pub struct HistoriesRead {
    /// Channels in the order met.
    pub channels: Vec<ChannelCounts>,
    /// What the files hold; `None` where no header could be read.
    pub kind: Option<HistoryKind>,
    /// What every file that could be opened came to.
    pub files: Vec<FileRead>,
    /// All that was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the history of the channel that the source names.
#[must_use]
pub fn read(source: &HistorySource) -> HistoryRead {
    let mut asked = Asked { fingerprint: true, ..Asked::default() };
    let mut gathered = Gathered::of(source, Some(&source.channel), &mut asked);
    if !gathered.is_refused() {
        refuse_without_use(&mut gathered, source);
    }
    note_other_channels(&mut gathered);
    let knows = gathered.knows;
    let wanted = gathered.tally.channels.iter().position(|met| met.wanted);
    let counts = wanted.map(|index| gathered.tally.channels[index].take());
    let (files, diagnostics) = close(gathered, source);
    let refused = diagnostics.iter().any(|d| d.severity == Severity::Error);
    let history = counts.filter(|_| !refused).and_then(|counts| into_history(counts, knows));
    let files = files.into_iter().map(|file| file.input).collect();
    HistoryRead { history, files, diagnostics }
}

/// Reads all channels, with the files' fingerprints and nothing else beside the counts.
#[must_use]
pub fn read_channels(source: &HistorySource) -> HistoriesRead {
    read_asked(source, Asked { fingerprint: true, ..Asked::default() })
}

/// Reads all channels; where the source's channel is empty, a `channel` column is required.
#[must_use]
pub fn read_asked(source: &HistorySource, mut asked: Asked<'_>) -> HistoriesRead {
    let mut gathered = Gathered::of(source, None, &mut asked);
    let kind = gathered.kind;
    let channels = gathered.tally.channels.iter_mut().map(Met::take).collect();
    let (files, diagnostics) = close(gathered, source);
    HistoriesRead { channels, kind, files, diagnostics }
}

/// Closes all books and says all that was found, in the order of the files.
fn close(mut gathered: Gathered, source: &HistorySource) -> (Vec<FileRead>, Vec<Diagnostic>) {
    refuse_long_span(&mut gathered);
    for ledger in &mut gathered.ledgers {
        ledger.refuse_if_empty();
    }
    note_channels(&mut gathered);
    note_rows(&mut gathered, source);
    gathered.note_overlaps();
    let Gathered { ledgers, lost, kind, forms, .. } = gathered;
    let (read, rejected) = ledgers.iter().fold((0, 0), |(read, rejected), ledger| {
        (read + ledger.file.rows_read, rejected + ledger.file.rows_rejected)
    });
    let borne = counted(rejected) <= source.max_rejected * counted(read);
    let too_many = rejected > 0 && !borne;
    let severity = if too_many { Severity::Error } else { Severity::Warning };
    let mut diagnostics = lost;
    let mut files = Vec::new();
    if too_many && source.max_rejected > 0.0 {
        let (share, most) = (100.0 * counted(rejected) / counted(read), 100.0 * source.max_rejected);
        let message = format!("{share:.1}% of {} rejected, and {most}% is the most", count(read, "row"));
        let first = ledgers.first().map_or("", |ledger| ledger.file.path.as_str());
        diagnostics.push(of_file("E444", Severity::Error, first, message));
    }
    for (ledger, FileForm { encoding, delimiter }) in ledgers.into_iter().zip(forms) {
        let (input, rejects, found) = ledger.close(severity);
        files.push(FileRead { input, kind, encoding, delimiter, rejects });
        diagnostics.extend(found);
    }
    (files, diagnostics)
}

fn refuse_without_use(gathered: &mut Gathered, source: &HistorySource) {
    let wanted: u64 = gathered.tally.channels.iter().filter(|met| met.wanted).map(|met| met.rows).sum();
    let met: Vec<&str> = gathered.tally.channels.iter().map(|met| met.counts.channel.as_str()).collect();
    let flaw = if met.is_empty() {
        return;
    } else if wanted == 0 {
        let message =
            format!("no row of channel `{}`; the rows are of {}", shown(&source.channel), listed(&met));
        Flaw::new("E442", At::START, message).help("name the channel so, or map it with `values`")
    } else if wanted == gathered.tally.late {
        Flaw::new("E443", At::START, format!("all rows are later than {}, the last day used", source.as_of))
    } else {
        return;
    };
    if let Some(first) = gathered.ledgers.first_mut() {
        first.refuse(flaw);
    }
}

fn refuse_long_span(gathered: &mut Gathered) {
    let Some((first, last)) = gathered.extremes else { return };
    if last.local.year() - first.local.year() <= SPAN_YEARS {
        return;
    }
    let later = if (last.file, last.at) >= (first.file, first.at) { last } else { first };
    let message = format!("the rows run from {} to {}", first.local.date(), last.local.date());
    let flaw = Flaw::new("E441", later.at, message)
        .help(format!("a history spans {SPAN_YEARS} years at most; is one of the two a slip?"));
    gathered.ledgers[later.file].refuse(flaw);
}

fn first_ledger(ledgers: &mut [Ledger], messages: Vec<(&'static str, Severity, String)>) {
    if let Some(first) = ledgers.first_mut() {
        for (code, severity, message) in messages {
            first.note(code, severity, message);
        }
    }
}

/// Notes odd names among the channels that are used.
fn note_channels(gathered: &mut Gathered) {
    let used: Vec<&Met> = gathered.tally.channels.iter().filter(|met| met.wanted).collect();
    let mut notes = Vec::new();
    let formula = |name: &&String| name.starts_with(['=', '+', '-', '@']);
    let formulas: Vec<&String> = used.iter().flat_map(|met| &met.spellings).filter(formula).collect();
    if !formulas.is_empty() {
        notes.push((
            "W454",
            Severity::Warning,
            format!("a spreadsheet would run these names: {}", listed(&formulas)),
        ));
    }
    for met in used.iter().filter(|met| met.spellings.len() > 1) {
        let message = format!("one channel is spelt {}; they are taken for one", listed(&met.spellings));
        notes.push(("W455", Severity::Warning, message));
    }
    if used.len() > MANY_CHANNELS {
        notes.push((
            "W458",
            Severity::Warning,
            format!("{} in one history", count(used.len() as u64, "channel")),
        ));
    }
    first_ledger(&mut gathered.ledgers, notes);
}

/// Notes a single row, and rows after the last day used.
fn note_rows(gathered: &mut Gathered, source: &HistorySource) {
    let accepted: u64 = gathered.ledgers.iter().map(|ledger| ledger.file.rows_accepted).sum();
    let read: u64 = gathered.ledgers.iter().map(|ledger| ledger.file.rows_read).sum();
    let mut notes = Vec::new();
    if (accepted, read) == (1, 1) {
        notes.push(("W453", Severity::Note, "a single row says nothing about how demand varies".to_owned()));
    }
    if gathered.tally.late > 0 {
        let late = count(gathered.tally.late, "row");
        notes.push((
            "W459",
            Severity::Note,
            format!("{late} after {}, the last day used, set apart", source.as_of),
        ));
    }
    first_ledger(&mut gathered.ledgers, notes);
}

fn note_other_channels(gathered: &mut Gathered) {
    let others: Vec<&Met> = gathered.tally.channels.iter().filter(|met| !met.wanted).collect();
    if others.is_empty() {
        return;
    }
    let names: Vec<&str> = others.iter().map(|met| met.counts.channel.as_str()).collect();
    let rows = count(others.iter().map(|met| met.rows).sum(), "row");
    let message = format!("{rows} of other channels ({}) not used here", listed(&names));
    first_ledger(&mut gathered.ledgers, vec![("W460", Severity::Note, message)]);
}
