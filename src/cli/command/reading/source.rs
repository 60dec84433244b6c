//! The files of the command line, read as the flags say.

use crate::calendar::Grid;
use crate::cli::exit::Stop;
use crate::cli::flags::Reading;
use crate::input::typed::Zone;
use crate::input::{HistorySource, SourceFile, Stored, ValueWord};
use anyhow::Context;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

/// Slots that a log is read by where coarser ones are asked for, so that gaps within them are seen.
const HALF_HOUR: u16 = 30;

/// What a command wants of the files, beside how they are read.
pub(in crate::cli) struct Wanted<'a> {
    /// As typed.
    pub files: &'a [String],
    /// Last day used.
    pub as_of: Option<NaiveDate>,
    /// Length of intervals.
    pub interval: Option<Grid>,
    /// Share of rows that may be rejected.
    pub max_rejected: f64,
}

/// How the files are read.
pub(in crate::cli) fn source(args: &Reading, wanted: &Wanted<'_>) -> Result<HistorySource, Stop> {
    let no_last_day = NaiveDate::from_ymd_opt(2200, 12, 31).unwrap_or(NaiveDate::MAX);
    let half_hour = Grid::of_minutes(HALF_HOUR).unwrap_or(Grid::DAY);
    let fine = wanted.interval.filter(|grid| grid.minutes() < HALF_HOUR);
    Ok(HistorySource {
        channel: args.channel.clone().unwrap_or_default(),
        files: files(wanted.files)?,
        encoding: args.encoding.clone(),
        sheet: args.sheet.clone(),
        delimiter: args.delimiter,
        timestamp: args.timestamp.clone(),
        timestamp_formats: args.timestamp_format.clone(),
        columns: args.columns.iter().flatten().map(|(ours, theirs)| (ours.clone(), theirs.clone())).collect(),
        values: values(args),
        skip: skip(args),
        timezone: args.timezone.unwrap_or(Zone::UTC).tz(),
        as_of: wanted.as_of.unwrap_or(no_last_day),
        grid: fine.unwrap_or(half_hour),
        max_rejected: wanted.max_rejected,
    })
}

/// The files, each of which can be opened; one named twice would count twice.
fn files(written: &[String]) -> Result<Vec<SourceFile>, Stop> {
    let mut files: Vec<SourceFile> = Vec::new();
    for written in written {
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

fn values(args: &Reading) -> BTreeMap<String, BTreeMap<String, ValueWord>> {
    let mut values: BTreeMap<String, BTreeMap<String, ValueWord>> = BTreeMap::new();
    for (column, words) in &args.values {
        values.entry(column.clone()).or_default().extend(words.iter().cloned());
    }
    values
}

fn skip(args: &Reading) -> BTreeMap<String, Vec<String>> {
    let mut skip: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (column, words) in &args.skip {
        skip.entry(column.clone()).or_default().extend(words.iter().cloned());
    }
    skip
}

/// The files as paths of this process.
pub(in crate::cli) fn paths(source: &HistorySource) -> Vec<PathBuf> {
    source.files.iter().filter_map(|file| file.path().map(std::path::Path::to_path_buf)).collect()
}
