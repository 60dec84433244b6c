//! The files of the command line, read as the flags say.

use crate::calendar::Grid;
use crate::cli::exit::Stop;
use crate::cli::history_args::History;
use crate::input::history::{Asked, HistoriesRead, read_asked};
use crate::input::{HistorySource, SourceFile, Stored, ValueWord};
use crate::report::write::{RejectsFile, Staged};
use anyhow::Context;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fs::File;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Rejected rows of a file that JSON lists.
const LISTED: usize = 100;
/// Slots that a log is read by where coarser ones are asked for, so that gaps within them are seen.
const HALF_HOUR: u16 = 30;

/// How the files are read.
pub(super) fn source(args: &History) -> Result<HistorySource, Stop> {
    let no_last_day = NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX);
    let half_hour = Grid::of_minutes(HALF_HOUR).unwrap_or(Grid::DAY);
    let fine = args.interval.filter(|grid| grid.minutes() < HALF_HOUR);
    Ok(HistorySource {
        channel: args.channel.clone().unwrap_or_default(),
        files: files(args)?,
        encoding: args.encoding.clone(),
        sheet: args.sheet.clone(),
        delimiter: args.delimiter,
        timestamp: args.timestamp.clone(),
        timestamp_formats: args.timestamp_format.clone(),
        columns: args.columns.iter().flatten().map(|(ours, theirs)| (ours.clone(), theirs.clone())).collect(),
        values: values(args),
        skip: skip(args),
        timezone: args.timezone.tz(),
        as_of: args.as_of.unwrap_or(no_last_day),
        grid: fine.unwrap_or(half_hour),
        max_rejected: args.max_rejected.unwrap_or(1.0),
    })
}

/// The files, each of which can be opened; one named twice would count twice.
fn files(args: &History) -> Result<Vec<SourceFile>, Stop> {
    let mut files: Vec<SourceFile> = Vec::new();
    for written in &args.files {
        if files.iter().any(|file| file.written == *written) {
            return Err(Stop::refused(format!("`{written}` is named twice; its contacts would count twice")));
        }
        if written == "-" {
            files.push(SourceFile { written: written.clone(), stored: Stored::Stdin });
            continue;
        }
        can_be_read(written).with_context(|| format!("cannot read `{written}`")).map_err(Stop::Machine)?;
        files.push(SourceFile::at(written, written));
    }
    Ok(files)
}

/// Whether a path leads to a file that opens. Its kind is asked first, for opening a pipe waits for its other end.
fn can_be_read(path: &str) -> std::io::Result<()> {
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_dir() {
        return Err(std::io::Error::new(std::io::ErrorKind::IsADirectory, "it is a folder"));
    }
    if !kind.is_file() {
        let message = "it is a pipe or a device, not a file; use `-` for standard input";
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, message));
    }
    File::open(path).map(drop)
}

fn values(args: &History) -> BTreeMap<String, BTreeMap<String, ValueWord>> {
    let mut values: BTreeMap<String, BTreeMap<String, ValueWord>> = BTreeMap::new();
    for (column, words) in &args.values {
        values.entry(column.clone()).or_default().extend(words.iter().cloned());
    }
    values
}

fn skip(args: &History) -> BTreeMap<String, Vec<String>> {
    let mut skip: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (column, words) in &args.skip {
        skip.entry(column.clone()).or_default().extend(words.iter().cloned());
    }
    skip
}

/// The files as paths of this process.
pub(super) fn paths(source: &HistorySource) -> Vec<PathBuf> {
    source.files.iter().filter_map(|file| file.path().map(std::path::Path::to_path_buf)).collect()
}

/// What the files hold, and the file of rejected rows, not yet in its place.
pub(super) fn read(
    args: &History,
    source: &HistorySource,
    for_programs: bool,
) -> Result<(HistoriesRead, Option<Staged>), Stop> {
    let path = args.rejects.as_deref().map(Path::new);
    let failed = |error: std::io::Error| {
        let place = path.unwrap_or(Path::new("")).display();
        Stop::Machine(anyhow::Error::new(error).context(format!("cannot write `{place}`")))
    };
    let mut rejects = path.map(RejectsFile::begin).transpose().map_err(failed)?;
    let asked = Asked {
        within: args.target.map(|goal| goal.within),
        fingerprint: for_programs,
        rejects_kept: if for_programs { LISTED } else { 0 },
        rejects: rejects.as_mut().map(|file| -> Box<crate::input::history::TakesReject<'_>> {
            Box::new(|path, reject| file.add(path, reject))
        }),
        block: None,
        threads: args.threads.and_then(|threads| NonZeroUsize::new(threads.into())),
    };
    let read = read_asked(source, asked);
    let rejects = rejects.map(RejectsFile::finish).transpose().map_err(failed)?;
    Ok((read, rejects))
}
