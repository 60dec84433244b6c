//! Tables named on the command line: opened, read, and everything that is wrong with them said.

use crate::cli::exit::Stop;
use crate::cli::flags::data::Data;
use crate::cli::screen::Voice;
use crate::input::batch_csv::TableText;
use crate::input::{Diagnostic, InputFile, RenderStyle, Severity, render_up_to};
use anyhow::Context;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::PathBuf;

/// Findings that are said one by one: those of 200 cells, and what there is to say of the whole table.
const SAID: usize = 210;

/// The bytes of a table; `-` is standard input.
pub(super) fn open(path: &str) -> Result<Box<dyn Read + Send>, Stop> {
    if path == "-" {
        return Ok(Box::new(io::stdin()));
    }
    let opened = File::open(path).and_then(|file| {
        if file.metadata()?.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        Ok(file)
    });
    let file = opened.with_context(|| format!("cannot read `{path}`")).map_err(Stop::Machine)?;
    Ok(Box::new(file))
}

/// The table and how it is read.
pub(super) fn text<'a>(
    path: &'a str,
    bytes: Box<dyn Read + Send>,
    data: &'a Data,
    columns: &'a BTreeMap<String, String>,
) -> TableText<'a> {
    let written = if path == "-" { "standard input" } else { path };
    TableText { written, bytes, encoding: data.encoding.as_deref(), delimiter: data.delimiter, columns }
}

/// The file behind a path, where there is one.
pub(super) fn place(path: &str) -> Vec<PathBuf> {
    if path == "-" { Vec::new() } else { vec![PathBuf::from(path)] }
}

/// Says what was found; stops unless all is well or the good rows are to be used all the same.
///
/// Gives whether anything is wrong.
pub(super) fn judge(
    file: &InputFile,
    diagnostics: &[Diagnostic],
    refused: bool,
    data: &Data,
    voice: &Voice,
) -> Result<bool, Stop> {
    let wrong = diagnostics.iter().any(|finding| finding.severity == Severity::Error);
    let said: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|finding| !voice.quiet || finding.severity == Severity::Error)
        .cloned()
        .collect();
    if !said.is_empty() {
        let style = RenderStyle { color: voice.err.color, width: usize::from(voice.err.width) };
        voice.say(&render_up_to(&said, &[], style, SAID));
    }
    if voice.verbose {
        voice.say(&format!(
            "read `{}`: {} rows, {} accepted, {} rejected",
            file.path, file.rows_read, file.rows_accepted, file.rows_rejected
        ));
    }
    if refused || (wrong && !data.keep_going) {
        return Err(Stop::Refused(None));
    }
    Ok(wrong)
}
