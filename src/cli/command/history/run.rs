//! From flags to a picture, in the forms that were asked for.

use super::counted::{by_interval, changes};
use crate::cli::args::Form;
use crate::cli::command::reading::{Wanted, judge, paths, source, unused};
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::data::Definition;
use crate::cli::flags::history::History;
use crate::cli::output::{Destination, destinations, guard, keep, publish, same_place};
use crate::cli::screen::{Progress, Voice};
use crate::engine::history::{PictureTerms, picture};
use crate::input::history::{Asked, HistoriesRead, read_asked};
use crate::input::{HistorySource, inputs_sha256};
use crate::model::ChannelCounts;
use crate::report;
use crate::report::write::{RejectsFile, Staged, history_csv, history_json, markdown, terminal};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

/// Rejected rows of a file that JSON lists.
const LISTED: usize = 100;

/// Reads the files and shows what they hold.
pub(in crate::cli) fn run(args: &History, voice: &Voice) -> Result<Ended, Stop> {
    let destinations = destinations(&args.output, 1)?;
    let terms = terms(args)?;
    let (as_of, interval, max_rejected) = (args.as_of, args.interval, args.max_rejected.unwrap_or(1.0));
    let source = source(&args.reading, &Wanted { files: &args.files, as_of, interval, max_rejected })?;
    guard(&destinations, &paths(&source))?;
    guard_rejects(args, &destinations, &source)?;
    let for_programs = args.format == Form::Json || destinations.iter().any(|to| to.form == Form::Json);
    let for_sheets = args.format == Form::Csv || destinations.iter().any(|to| to.form == Form::Csv);
    if args.interval.is_some() && !for_sheets && !voice.quiet {
        voice.say("note: `--interval` shapes the CSV alone: add `--format csv`, or `-o FILE.csv`");
    }
    let progress = Progress::start(voice, "reading");
    let (read, rejects) = read(args, &source, for_programs)?;
    drop(progress);
    let judged = judge(read, voice);
    // Rejected rows are wanted most where nothing else came of the files.
    if let (Some(staged), Some(path)) = (rejects, &args.rejects) {
        keep(&PathBuf::from(path), staged, voice)?;
    }
    let mut read = judged?;
    unused(&args.reading, &read, voice);
    let counts = with_days(args, &mut read)?;
    let changes = changes(&counts, &source);
    let by_interval = by_interval(args.interval, &counts, &changes, for_sheets.then_some(voice))?;
    let inputs: Vec<_> = read.files.iter().map(|file| file.input.clone()).collect();
    let history = report::History {
        files: &read.files,
        picture: &picture(&counts, &changes, &terms),
        terms: &terms,
        intervals: by_interval.as_deref().zip(args.interval),
        timezone: source.timezone.name(),
        version: env!("CARGO_PKG_VERSION"),
        inputs_sha256: &inputs_sha256(&inputs),
    };
    publish(&destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&history.document(), screen),
        Form::Markdown => markdown(&history.document()),
        Form::Json => history_json(&history),
        Form::Csv => history_csv(&history),
    })?;
    Ok(Ended::Done)
}

/// What the files hold, and the file of rejected rows, not yet in its place.
fn read(
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
        threads: args.reading.threads.and_then(|threads| NonZeroUsize::new(threads.into())),
    };
    let read = read_asked(source, asked);
    let rejects = rejects.map(RejectsFile::finish).transpose().map_err(failed)?;
    Ok((read, rejects))
}

/// The channels with a day up to the last one used.
fn with_days(args: &History, read: &mut HistoriesRead) -> Result<Vec<ChannelCounts>, Stop> {
    let mut counts = std::mem::take(&mut read.channels);
    counts.retain(|channel| !channel.days.is_empty());
    match args.as_of {
        Some(last) if counts.is_empty() => Err(Stop::refused(format!(
            "all accepted rows are later than {last}, the last day used (`--as-of`); nothing is left to show"
        ))),
        _ => Ok(counts),
    }
}

/// What is asked beside the counts; how long those who gave up would have waited was not measured.
fn terms(args: &History) -> Result<PictureTerms, Stop> {
    if args.sl_definition == Some(Definition::Virtual) {
        return Err(Stop::refused(
            "a virtual service level cannot be measured: nobody knows how long those who gave up would have waited; \
             `offered`, `answered` and `excluding-short-abandons` can",
        ));
    }
    let definition = args.sl_definition.unwrap_or(Definition::Offered).into();
    Ok(PictureTerms { goal: args.target, definition })
}

/// Refuses to write rejected rows over what was read or is written.
fn guard_rejects(args: &History, outputs: &[Destination], source: &HistorySource) -> Result<(), Stop> {
    let Some(rejects) = &args.rejects else { return Ok(()) };
    if rejects == "-" {
        return Err(Stop::refused("standard output has the result; write `--rejects FILE`"));
    }
    let to = Destination { path: PathBuf::from(rejects), form: Form::Csv };
    if outputs.iter().any(|output| same_place(&output.path, &to.path)) {
        return Err(Stop::refused(format!(
            "`{rejects}` is named twice; rejected rows take a file of their own"
        )));
    }
    guard(std::slice::from_ref(&to), &paths(source))
}
