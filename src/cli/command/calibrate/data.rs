//! The files of a calibration, read, and everything that is wrong with them said.

use super::columns::{ByFile, Given, OfFile};
use crate::cli::command::data::open;
use crate::cli::command::reading::{Wanted, judge, paths, source};
use crate::cli::exit::Stop;
use crate::cli::flags::calibrate::Calibrate;
use crate::cli::screen::{Progress, Voice};
use crate::input::history::{Asked, HistoriesRead, contacts, read_asked};
use crate::input::roster_csv::{self, RosterForm};
use crate::input::survey_csv::{self, SurveyForm};
use crate::input::{Diagnostic, HistorySource, InputFile, Place, RenderStyle, Severity, Stored, render};
use crate::model::{ChannelCounts, ContactLog, HistoryKind, RosterRow, SurveyAnswer};
use anyhow::Context;
use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// What was read.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) channels: Vec<ChannelCounts>,
    pub(super) log: Option<ContactLog>,
    pub(super) roster: Option<Vec<RosterRow>>,
    pub(super) survey: Option<Vec<SurveyAnswer>>,
    /// The books of every file.
    pub(super) files: Vec<InputFile>,
    /// The files as paths.
    pub(super) paths: Vec<PathBuf>,
}

/// Reads all files that were given.
pub(super) fn read(args: &Calibrate, voice: &Voice) -> Result<Data, Stop> {
    let given = Given {
        history: !args.history.is_empty(),
        roster: args.roster.is_some(),
        survey: args.survey.is_some(),
    };
    of_histories_only(args)?;
    let names = ByFile::of(&args.reading, given)?;
    let mut data = Data::default();
    if given.history {
        history(args, names.history, &mut data, voice)?;
    }
    if let Some(path) = &args.roster {
        roster(path, args, names.roster, &mut data, voice)?;
    }
    if let Some(path) = &args.survey {
        survey(path, args, names.survey, &mut data, voice)?;
    }
    Ok(data)
}

/// Refuses flags that say how a history is read, where none is given.
fn of_histories_only(args: &Calibrate) -> Result<(), Stop> {
    const OF_ALL: [&str; 5] = ["--columns", "--values", "--skip", "--encoding", "--delimiter"];
    let idle = args.reading.given().into_iter().find(|flag| !OF_ALL.contains(flag));
    match idle.filter(|_| args.history.is_empty()) {
        Some(flag) => Err(Stop::refused(format!("{flag} says how a --history is read, and none is given"))),
        None => Ok(()),
    }
}

fn history(args: &Calibrate, names: OfFile, data: &mut Data, voice: &Voice) -> Result<(), Stop> {
    let max_rejected = args.max_rejected.unwrap_or(0.0);
    let wanted = Wanted { files: &args.history, as_of: args.as_of, interval: None, max_rejected };
    let mut source = source(&args.reading, &wanted)?;
    (source.columns, source.values, source.skip) = (names.columns, names.values, names.skip);
    hold_standard_input(&mut source)?;
    data.paths.extend(paths(&source));
    let progress = Progress::start(voice, "reading");
    let threads = args.reading.threads.and_then(|threads| NonZeroUsize::new(threads.into()));
    let read = read_asked(&source, Asked { fingerprint: true, threads, ..Asked::default() });
    drop(progress);
    let HistoriesRead { mut channels, kind, files, diagnostics } = judge(read, voice)?;
    channels.retain(|channel| !channel.days.is_empty());
    if channels.is_empty() {
        return Err(Stop::refused("no row of the history is of a day that is used; see `--as-of`"));
    }
    if kind == Some(HistoryKind::Log) {
        let repeating: Vec<&str> = diagnostics.iter().filter_map(repeats).collect();
        let log = contacts(&source, &repeating);
        data.log = Some(log.map_err(|found| refused(&[*found], voice))?);
    }
    data.channels = channels;
    data.files.extend(files.into_iter().map(|file| file.input));
    Ok(())
}

/// The file that repeats others, if that is what was found.
fn repeats(found: &Diagnostic) -> Option<&str> {
    match &found.place {
        Place::File(file) if found.code == "W462" => Some(file),
        _ => None,
    }
}

/// Standard input is read twice, so it is kept.
fn hold_standard_input(source: &mut HistorySource) -> Result<(), Stop> {
    for file in source.files.iter_mut().filter(|file| file.stored == Stored::Stdin) {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        read.context("cannot read standard input").map_err(Stop::Machine)?;
        file.stored = Stored::Bytes(bytes.into());
        "standard input".clone_into(&mut file.written);
    }
    Ok(())
}

fn roster(path: &str, args: &Calibrate, names: OfFile, data: &mut Data, voice: &Voice) -> Result<(), Stop> {
    named(path)?;
    let form = RosterForm {
        columns: names.columns,
        values: names.values,
        skip: names.skip,
        encoding: args.reading.encoding.as_deref(),
        delimiter: args.reading.delimiter,
        date_formats: args.date_format.clone(),
        max_rejected: args.max_rejected.unwrap_or(0.0),
        as_of: args.as_of,
    };
    let read = roster_csv::read_as(Path::new(path), path, &form);
    said(&read.diagnostics, voice)?;
    data.roster = Some(read.rows);
    data.files.extend(read.file);
    data.paths.push(path.into());
    Ok(())
}

fn survey(path: &str, args: &Calibrate, names: OfFile, data: &mut Data, voice: &Voice) -> Result<(), Stop> {
    named(path)?;
    let form = SurveyForm {
        columns: names.columns,
        values: names.values,
        skip: names.skip,
        encoding: args.reading.encoding.as_deref(),
        delimiter: args.reading.delimiter,
        max_rejected: args.max_rejected.unwrap_or(0.0),
    };
    let read = survey_csv::read_as(Path::new(path), path, &form);
    said(&read.diagnostics, voice)?;
    data.survey = Some(read.answers);
    data.files.extend(read.file);
    data.paths.push(path.into());
    Ok(())
}

/// Whether a table can be opened; one on standard input has no name that a result could give.
fn named(path: &str) -> Result<(), Stop> {
    if path == "-" {
        return Err(Stop::refused(
            "standard input (`-`) may be a history only; save the table to a file first",
        ));
    }
    open(path).map(drop)
}

/// Says what was found; stops where any of it refuses the file.
fn said(found: &[Diagnostic], voice: &Voice) -> Result<(), Stop> {
    let is_error = |one: &Diagnostic| one.severity == Severity::Error;
    let heard: Vec<Diagnostic> = found.iter().filter(|one| !voice.quiet || is_error(one)).cloned().collect();
    if !heard.is_empty() {
        let stop = refused(&heard, voice);
        if found.iter().any(is_error) {
            return Err(stop);
        }
    }
    Ok(())
}

/// The findings on standard error, as flags have it.
fn refused(found: &[Diagnostic], voice: &Voice) -> Stop {
    let style = RenderStyle { color: voice.err.color, width: usize::from(voice.err.width) };
    let mut found = found.to_vec();
    found.iter_mut().for_each(|one| one.help = one.help.take().map(|help| with_values(&help)));
    let mut found = crate::input::as_flags(found);
    for one in &mut found {
        one.help = one.help.take().map(|help| help.replace("`--timestamp-format", "`--date-format"));
    }
    voice.say(&render(&found, &[], style));
    Stop::Refused(None)
}

/// Help that speaks of a plan's `values`, as the flag has it.
fn with_values(help: &str) -> String {
    let word = help.split_once("`values = { COLUMN = { \"").and_then(|(_, rest)| rest.split_once('"'));
    match word {
        Some((word, _)) => format!("if it stands for no value, say so: `--values COLUMN:{word}=empty`"),
        None => help.replace("other words with `values`", "other words: `--values COLUMN:WORD=true`"),
    }
}
