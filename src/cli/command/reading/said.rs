//! What was found in the files, said on standard error.

use crate::cli::command::plans::rows;
use crate::cli::exit::Stop;
use crate::cli::flags::Reading;
use crate::cli::screen::Voice;
use crate::input::history::HistoriesRead;
use crate::input::{Diagnostic, Place, RenderStyle, Severity, render_up_to};
use crate::model::FileRead;
use crate::report::write::shown;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Rejected rows that are said one by one, of all files together.
const ROWS: usize = 25;
/// Findings about whole files that are said one by one.
const FILES: usize = 25;
/// A file could not be opened or read: the machine's fault, not the data's.
const UNREADABLE: [&str; 3] = ["E401", "E402", "E403"];
/// Codes of what is wrong with a row.
const ROW_CODES: RangeInclusive<&str> = "E420"..="E436";
/// A file of which nothing came: it is empty, it has no rows, or every row was rejected.
const NOTHING: [&str; 3] = ["E407", "E408", "E440"];
/// The rest of a file's rejected rows, by code.
const REST: &str = "E445";

/// Says what was found; stops where a file is refused or nothing was accepted.
pub(in crate::cli) fn judge(mut read: HistoriesRead, voice: &Voice) -> Result<HistoriesRead, Stop> {
    let accepted: u64 = read.files.iter().map(|file| file.input.rows_accepted).sum();
    for found in &mut read.diagnostics {
        // Other files have good rows, and a file without any is in the table of files.
        if NOTHING.contains(&found.code) && accepted > 0 {
            found.severity = Severity::Warning;
        }
    }
    let errors = || read.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    let (refused, unreadable) =
        (errors().count() > 0, errors().any(|found| UNREADABLE.contains(&found.code)));
    say(&read.diagnostics, voice);
    accounts(&read, voice);
    if unreadable {
        return Err(Stop::Machine(anyhow::anyhow!("not all files could be read")));
    }
    if refused { Err(Stop::Refused(None)) } else { Ok(read) }
}

/// At most 25 rejected rows, the exact rest by code, and what there is to say of whole files.
fn say(found: &[Diagnostic], voice: &Voice) {
    let heard = found.iter().filter(|one| !voice.quiet || one.severity == Severity::Error);
    let (of_rows, of_files): (Vec<&Diagnostic>, Vec<&Diagnostic>) = heard.partition(|one| is_of_row(one));
    let (first, rest) = of_rows.split_at(of_rows.len().min(ROWS));
    let mut said: Vec<Diagnostic> = first.iter().copied().cloned().collect();
    said.extend(rest_by_file(rest, &of_files));
    said.extend(of_files.into_iter().cloned());
    if !said.is_empty() {
        let style = RenderStyle { color: voice.err.color, width: usize::from(voice.err.width) };
        voice.say(&render_up_to(&said, &[], style, ROWS + FILES));
    }
}

/// Whether a row was set aside, in contrast to a file that is refused at a place.
fn is_of_row(found: &Diagnostic) -> bool {
    matches!(found.place, Place::Data { .. }) && ROW_CODES.contains(&found.code)
}

fn file(found: &Diagnostic) -> &str {
    match &found.place {
        Place::Data { file, .. } | Place::File(file) => file,
        Place::Source { .. } => "",
    }
}

/// One finding a file whose rejected rows are not all said, unless the file's own account has it already.
fn rest_by_file(rest: &[&Diagnostic], of_files: &[&Diagnostic]) -> Vec<Diagnostic> {
    let accounted = |name: &str| of_files.iter().any(|one| one.code == REST && file(one) == name);
    let by_file = rest.chunk_by(|one, other| file(one) == file(other));
    let one = |rows: &[&Diagnostic]| {
        let first = rows.first().filter(|first| !accounted(file(first)))?;
        let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
        rows.iter().for_each(|row| *codes.entry(row.code).or_default() += 1);
        let codes: Vec<String> = codes.iter().map(|(code, count)| format!("{code} {count}")).collect();
        let message = format!("{} rejected rows are not shown: {}", rows.len(), codes.join(", "));
        let rest = Diagnostic::warning(REST, Place::File(file(first).to_owned()), message);
        Some(Diagnostic { severity: first.severity, ..rest })
    };
    by_file.filter_map(one).collect()
}

/// Flags that no file had a use for.
pub(in crate::cli) fn unused(args: &Reading, read: &HistoriesRead, voice: &Voice) {
    let is_sheet = |file: &FileRead| file.kind.is_some() && file.delimiter.is_none();
    let (sheets, texts) = (read.files.iter().any(is_sheet), !read.files.iter().all(is_sheet));
    let flags = [
        ("--sheet", args.sheet.is_some() && !sheets, "no file is a workbook"),
        ("--delimiter", args.delimiter.is_some() && !texts, "a workbook has none"),
        ("--encoding", args.encoding.is_some() && !texts, "a workbook has its own"),
    ];
    for (flag, idle, why) in flags {
        if idle && !voice.quiet {
            voice.say(&format!("note: `{flag}` changes nothing: {why}"));
        }
    }
}

/// What was read, under `-v`.
fn accounts(read: &HistoriesRead, voice: &Voice) {
    if !voice.verbose {
        return;
    }
    for file in &read.files {
        let input = &file.input;
        voice.say(&format!(
            "read `{}`: {} rows, {} accepted, {} rejected, {} skipped",
            shown(&input.path),
            rows(input.rows_read),
            rows(input.rows_accepted),
            rows(input.rows_rejected),
            rows(input.rows_skipped)
        ));
    }
}
