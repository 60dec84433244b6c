//! Plans read from the files of the command line, with everything that is wrong with them said.

use crate::cli::args::Changes;
use crate::cli::exit::Stop;
use crate::cli::screen::{Progress, Voice};
use crate::input::{
    Diagnostic, LoadOptions, Loaded, Refused, RenderStyle, Severity, SourceText, load, render,
};
use crate::report::Origin;
use crate::report::write::number;
use anyhow::{Context, anyhow};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A plan is written by people; what is longer is another kind of file.
const LONGEST: u64 = 16 * 1024 * 1024;

/// A plan that was read, and its place.
pub(super) struct ReadPlan {
    /// As typed.
    pub path: String,
    /// What it means.
    pub loaded: Loaded,
}

impl ReadPlan {
    /// The plan file and every file it names, as paths that this process can open.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let folder = Path::new(&self.path).parent().unwrap_or(Path::new("")).to_path_buf();
        let data = self.loaded.inputs.iter().map(|input| folder.join(&input.path));
        std::iter::once(PathBuf::from(&self.path)).chain(data).collect()
    }
}

/// Reads every plan and says every finding; stops after the last where any was refused.
pub(super) fn read(paths: &[String], options: &LoadOptions, voice: &Voice) -> Result<Vec<ReadPlan>, Stop> {
    let texts = texts(paths)?;
    let mut plans = Vec::new();
    for (path, text) in paths.iter().zip(&texts) {
        let progress = Progress::start(voice, "reading");
        let result = load(path, text, options);
        drop(progress);
        match result {
            Ok(loaded) => {
                say(&loaded.diagnostics, &loaded.sources, voice);
                accounts(path, &loaded, voice);
                plans.push(ReadPlan { path: path.clone(), loaded });
            }
            Err(Refused { diagnostics, sources }) => say(&diagnostics, &sources, voice),
        }
    }
    if plans.len() < paths.len() { Err(Stop::Refused(None)) } else { Ok(plans) }
}

/// The changes of the command line as options of the reading.
pub(super) fn options(changes: &Changes) -> LoadOptions {
    LoadOptions {
        set: changes.set.clone(),
        as_of: changes.as_of,
        scenarios: changes.scenario.clone(),
        max_rejected: changes.max_rejected,
        ..LoadOptions::default()
    }
}

/// The texts of plan files.
pub(super) fn texts(paths: &[String]) -> Result<Vec<Vec<u8>>, Stop> {
    if paths.iter().filter(|path| *path == "-").count() > 1 {
        return Err(Stop::refused("standard input (`-`) holds one plan; it is named twice"));
    }
    paths.iter().map(|path| text(path)).collect()
}

fn text(path: &str) -> Result<Vec<u8>, Stop> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        io::stdin().lock().take(LONGEST + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(LONGEST + 1).read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read `{path}`")).map_err(Stop::Machine)?;
    if bytes.len() as u64 > LONGEST {
        return Err(Stop::refused(anyhow!("`{path}` is longer than 16 MiB, so it is no plan").to_string()));
    }
    Ok(bytes)
}

/// Findings on standard error: all of them, or errors alone under `-q`.
pub(super) fn say(diagnostics: &[Diagnostic], sources: &[SourceText], voice: &Voice) {
    let said: Vec<Diagnostic> = diagnostics
        .iter()
        .filter(|diagnostic| !voice.quiet || diagnostic.severity == Severity::Error)
        .cloned()
        .collect();
    if !said.is_empty() {
        let style = RenderStyle { color: voice.err.color, width: usize::from(voice.err.width) };
        voice.say(&render(&said, sources, style));
    }
}

/// What was read, under `-v`.
fn accounts(path: &str, loaded: &Loaded, voice: &Voice) {
    if !voice.verbose {
        return;
    }
    voice.say(&format!("read `{path}`: {} scenarios", loaded.scenarios.len()));
    for input in &loaded.inputs {
        voice.say(&format!(
            "read `{}`: {} rows, {} accepted, {} rejected, {} skipped",
            crate::report::write::shown(&input.path),
            rows(input.rows_read),
            rows(input.rows_accepted),
            rows(input.rows_rejected),
            rows(input.rows_skipped)
        ));
    }
}

/// A count of rows with thousands apart.
pub(super) fn rows(count: u64) -> String {
    number(u32::try_from(count).map_or(f64::from(u32::MAX), f64::from), 0)
}

/// Where the figures of a plan come from.
pub(super) fn origin(plan: &ReadPlan) -> Origin {
    Origin {
        version: env!("CARGO_PKG_VERSION").into(),
        inputs_sha256: plan.loaded.inputs_sha256.clone(),
        inputs: plan.loaded.inputs.clone(),
    }
}

/// Whether `--check` judges a case: the baseline, or the scenarios that were named, a sweep with all its points.
pub(super) fn judged(scenarios: &[String], name: &str) -> bool {
    let named = |wanted: &String| {
        name == wanted || name.strip_prefix(wanted.as_str()).is_some_and(|point| point.starts_with('['))
    };
    match scenarios {
        [] => name == "baseline",
        names => names.iter().any(named),
    }
}
