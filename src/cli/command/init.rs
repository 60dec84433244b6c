//! `plan init`: a plan to start from, small and made up, or made for exports of real systems.

use super::data;
use crate::cli::args::Init;
use crate::cli::exit::{Ended, Stop};
use crate::cli::output::save;
use crate::cli::screen::{Progress, Voice, print};
use crate::input::detect::{Detected, detect, plan_text};
use crate::input::{RenderStyle, SourceFile, render};
use crate::report::write::shown;
use anyhow::Context;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// A small plan that runs as it stands.
const PLAN: &str = include_str!("init_plan.toml");

/// Prints the plan, or writes it where nothing is yet.
pub(in crate::cli) fn run(args: &Init, voice: &Voice) -> Result<Ended, Stop> {
    let output = args.output.as_deref().filter(|output| *output != "-");
    if let Some(output) = output
        && fs::symlink_metadata(output).is_ok()
    {
        return Err(Stop::refused(format!(
            "`{output}` is there already and is left as it is; choose another file"
        )));
    }
    let plan = if args.files.is_empty() { PLAN.to_owned() } else { of_files(&args.files, output, voice)? };
    let Some(output) = output else {
        print(&plan)?;
        return Ok(Ended::Done);
    };
    save(&[(PathBuf::from(output), plan)])?;
    if !voice.quiet {
        voice.say(&format!("wrote `{}`; next: plan forecast {}", shown(output), shown(output)));
    }
    Ok(Ended::Done)
}

/// A plan for these files.
fn of_files(files: &[String], output: Option<&str>, voice: &Voice) -> Result<String, Stop> {
    if files.iter().any(|file| file == "-") {
        return Err(Stop::refused(
            "standard input (`-`) has no name that a plan could give; save the export to a file first",
        ));
    }
    if let Some(pattern) = files.iter().find(|file| file.contains(['*', '?'])) {
        return Err(Stop::refused(format!(
            "`{pattern}` holds `*` or `?`, which a plan takes for a pattern of names; rename the file first"
        )));
    }
    files.iter().try_for_each(|file| data::open(file).map(drop))?;
    let named = named(files, output)?;
    let sources: Vec<SourceFile> = files.iter().map(|file| SourceFile::at(file, file)).collect();
    let progress = Progress::start(voice, "looking at the files");
    let detected = detect(&sources);
    drop(progress);
    let detected = detected.map_err(|found| {
        let style = RenderStyle { color: voice.err.color, width: usize::from(voice.err.width) };
        voice.say(&render(&found, &[], style));
        Stop::Refused(None)
    })?;
    let plan = plan_text(&detected, &title(&files[0]), &named);
    if !voice.quiet {
        voice.say(&account(&detected));
        if plan.contains("CHECK:") {
            voice.say("look at the lines of the plan that are marked CHECK");
        }
    }
    Ok(plan)
}

/// "read 12,005 rows: 12,000 accepted, 5 rejected; 3 channels".
fn account(detected: &Detected) -> String {
    let (read, accepted, rejected) = detected.rows();
    let rows = super::plans::rows;
    let channels = detected.channels();
    let s = if channels == 1 { "" } else { "s" };
    format!(
        "read {} rows: {} accepted, {} rejected; {channels} channel{s}",
        rows(read),
        rows(accepted),
        rows(rejected)
    )
}

/// The name of a file without its endings.
fn title(file: &str) -> String {
    let name =
        Path::new(file).file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let stem = name.split('.').find(|part| !part.is_empty()).unwrap_or("plan");
    format!("Plan for {}", shown(stem).chars().take(100).collect::<String>())
}

/// The files as a plan at its place names them.
fn named(files: &[String], output: Option<&str>) -> Result<Vec<String>, Stop> {
    let folder = output.and_then(|output| Path::new(output).parent()).unwrap_or(Path::new(""));
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = |path: &Path| {
        path.canonicalize()
            .with_context(|| format!("cannot find `{}`", path.display()))
            .map_err(Stop::Machine)
    };
    let folder = real(folder)?;
    files.iter().map(|file| Ok(relative(&real(Path::new(file))?, &folder))).collect()
}

/// A path from a folder; whole where the two share nothing but the root.
fn relative(file: &Path, folder: &Path) -> String {
    let (file_parts, folder_parts): (Vec<_>, Vec<_>) =
        (file.components().collect(), folder.components().collect());
    let shared = file_parts.iter().zip(&folder_parts).take_while(|(one, other)| one == other).count();
    let beyond_root = file_parts[..shared].iter().any(|part| matches!(part, Component::Normal(_)));
    if !beyond_root && folder_parts.len() > shared {
        return file.to_string_lossy().into_owned();
    }
    let up = folder_parts[shared..].iter().map(|_| "..".to_owned());
    let down = file_parts[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::relative;
    use std::path::Path;

    #[test]
    fn files_are_named_from_the_folder_of_the_plan() {
        let from = |file: &str, folder: &str| relative(Path::new(file), Path::new(folder));
        assert_eq!(from("/srv/data/a.csv", "/srv"), "data/a.csv");
        assert_eq!(from("/srv/data/a.csv", "/srv/plans/q3"), "../../data/a.csv");
        assert_eq!(from("/mnt/a.csv", "/srv/plans"), "/mnt/a.csv");
        assert_eq!(from("/a.csv", "/"), "a.csv");
    }
}
