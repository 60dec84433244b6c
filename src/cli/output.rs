//! Results in the forms that were asked for, to the places that were asked for.

use super::args::Form;
use super::exit::Stop;
use super::screen::{Voice, print};
use crate::report::Forecast;
use crate::report::write::{Screen, Staged, csv, json, markdown, stage, terminal};
use std::fs;
use std::path::{Path, PathBuf};

/// Tables in files are as wide as a page.
const PAGE: Screen = Screen { width: 100, color: false };

/// One `-o`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Destination {
    /// Where.
    pub path: PathBuf,
    /// What its ending asks for.
    pub form: Form,
}

/// The files of `-o`; standard output (`-`) has the result anyway.
pub(super) fn destinations(outputs: &[String], plans: usize) -> Result<Vec<Destination>, Stop> {
    let mut all: Vec<Destination> = Vec::new();
    for output in outputs.iter().filter(|output| *output != "-") {
        let path = PathBuf::from(output);
        let form = form(&path)?;
        if form == Form::Csv {
            one_plan_only(plans)?;
        }
        if all.iter().any(|other| same_place(&other.path, &path)) {
            return Err(Stop::refused(format!("`{output}` is named twice; each -o takes a file of its own")));
        }
        all.push(Destination { path, form });
    }
    Ok(all)
}

fn form(path: &Path) -> Result<Form, Stop> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "json" => Ok(Form::Json),
        "csv" => Ok(Form::Csv),
        "md" => Ok(Form::Markdown),
        _ => Err(Stop::refused(format!(
            "the ending of `{}` says no form; results are written to .json, .csv and .md",
            path.display()
        ))),
    }
}

/// A CSV has no column for the plan, so it holds one.
pub(super) fn one_plan_only(plans: usize) -> Result<(), Stop> {
    if plans > 1 {
        return Err(Stop::refused(
            "a CSV holds one plan; write JSON, which holds one plan a line, or run plan by plan",
        ));
    }
    Ok(())
}

/// Refuses to write over what was read.
pub(super) fn guard(destinations: &[Destination], read: &[PathBuf]) -> Result<(), Stop> {
    for Destination { path, .. } in destinations {
        if let Some(source) = read.iter().find(|source| same_place(source, path)) {
            return Err(Stop::refused(format!(
                "`{}` would be written over `{}`, which was read; choose another file",
                path.display(),
                source.display()
            )));
        }
    }
    Ok(())
}

/// Whether two paths mean one file, through links of either kind.
pub(super) fn same_place(one: &Path, other: &Path) -> bool {
    if let (Ok(one), Ok(other)) = (fs::metadata(one), fs::metadata(other)) {
        return same_file(&one, &other);
    }
    real(one) == real(other)
}

#[cfg(unix)]
fn same_file(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn same_file(_one: &fs::Metadata, _other: &fs::Metadata) -> bool {
    false
}

/// The path with its folder's links resolved; the file itself need not be there.
fn real(path: &Path) -> PathBuf {
    let whole = fs::canonicalize(path).ok();
    whole.unwrap_or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
        folder.join(path.file_name().unwrap_or_default())
    })
}

/// The results in a form; several follow each other.
pub(super) fn rendered(forecasts: &[Forecast<'_>], form: Form, screen: Screen) -> String {
    let each = forecasts.iter().map(|forecast| match form {
        Form::Table => terminal(&forecast.document(), screen),
        Form::Markdown => markdown(&forecast.document()),
        Form::Json => json(forecast, forecasts.len() == 1),
        Form::Csv => csv(forecast),
    });
    let between = if matches!(form, Form::Table | Form::Markdown) { "\n" } else { "" };
    each.collect::<Vec<_>>().join(between)
}

/// The result in every form that was asked for: files first, then standard output.
pub(super) fn publish(
    destinations: &[Destination],
    format: Form,
    voice: &Voice,
    render: impl Fn(Form, Screen) -> String,
) -> Result<(), Stop> {
    let files: Vec<_> = destinations.iter().map(|to| (to.path.clone(), render(to.form, PAGE))).collect();
    save(&files)?;
    if voice.verbose {
        for (path, _) in &files {
            voice.say(&format!("wrote `{}`", path.display()));
        }
    }
    print(&render(format, voice.out))
}

/// Writes every file, or none: all are complete on disk before the first is moved to its place.
pub(super) fn save(files: &[(PathBuf, String)]) -> Result<(), Stop> {
    let staged: Result<Vec<_>, Stop> = files
        .iter()
        .map(|(path, text)| {
            stage(path, text.as_bytes()).map(|staged| (path, staged)).map_err(|e| failed(path, e))
        })
        .collect();
    for (path, staged) in staged? {
        staged.keep().map_err(|error| failed(path, error))?;
    }
    Ok(())
}

/// Moves a file that was written meanwhile to its place.
pub(super) fn keep(path: &Path, staged: Staged, voice: &Voice) -> Result<(), Stop> {
    staged.keep().map_err(|error| failed(path, error))?;
    if voice.verbose {
        voice.say(&format!("wrote `{}`", path.display()));
    }
    Ok(())
}

fn failed(path: &Path, error: std::io::Error) -> Stop {
    if error.kind() == std::io::ErrorKind::NotFound {
        let folder = path.parent().unwrap_or(Path::new("."));
        let why = anyhow::anyhow!("there is no folder `{}`", folder.display());
        return Stop::Machine(why.context(format!("cannot write `{}`", path.display())));
    }
    Stop::Machine(anyhow::Error::new(error).context(format!("cannot write `{}`", path.display())))
}
