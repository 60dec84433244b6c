//! The house: which room may use which, which outside crate belongs where, how large a room may grow, and that every
//! source cited is listed. The rules are shown to fail on planted violations.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const GROUND: &[&str] = &["units"];
const DATED: &[&str] = &["units", "calendar"];
const BELOW_MODEL: &[&str] =
    &["units", "calendar", "queueing", "experience", "forecasting", "workforce", "scheduling"];
const MODEL_AND_BELOW: &[&str] =
    &["units", "calendar", "queueing", "experience", "forecasting", "workforce", "scheduling", "model"];

/// Each room and the rooms it may use.
const ROOMS: &[(&str, &[&str])] = &[
    ("units", &[]),
    ("calendar", GROUND),
    ("queueing", GROUND),
    ("experience", GROUND),
    ("forecasting", DATED),
    ("workforce", DATED),
    ("scheduling", DATED),
    ("model", BELOW_MODEL),
    ("input", MODEL_AND_BELOW),
    ("engine", MODEL_AND_BELOW),
    ("report", &["engine", "model", "units", "calendar"]),
];

/// Outside crates and the rooms (or folders of rooms) that may use them; `cli` included where it may.
const CRATES: &[(&str, &[&str])] = &[
    ("statrs", &["queueing", "experience", "forecasting", "workforce", "scheduling"]),
    ("pulp", &["queueing"]),
    ("libm", &["queueing", "experience", "forecasting", "workforce", "scheduling"]),
    ("rand_distr", &["queueing", "experience", "forecasting", "workforce", "scheduling"]),
    ("stlrs", &["forecasting"]),
    ("rand_xoshiro", &["queueing", "experience", "forecasting", "workforce", "scheduling"]),
    (
        "chrono",
        &["calendar", "forecasting", "workforce", "scheduling", "model", "input", "engine", "report", "cli"],
    ),
    ("chrono_tz", &["input"]),
    ("toml", &["input"]),
    ("toml_edit", &["input"]),
    ("calamine", &["input/history"]),
    ("zip", &["input/history"]),
    ("csv", &["input", "report/write"]),
    ("encoding_rs", &["input"]),
    ("flate2", &["input"]),
    ("memchr", &["input/history"]),
    ("ruzstd", &["input"]),
    ("sha2", &["input"]),
    ("strsim", &["input"]),
    ("annotate_snippets", &["input"]),
    ("serde_json", &["input", "report/write"]),
    ("serde", &["input", "report/write"]),
    ("rayon", &["engine", "input/history"]),
    ("comfy_table", &["report/write"]),
    ("tempfile", &["report/write"]),
    ("anstyle", &["report/write", "cli"]),
    ("anstream", &["cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("anyhow", &["cli"]),
    ("indicatif", &["cli"]),
    ("terminal_size", &["cli"]),
];

/// Lines a source file may have, inline tests aside; whole.
const FILE_CEILING: (usize, usize) = (400, 600);
/// Files a folder may hold.
const FOLDER_CEILING: usize = 12;
/// Names that say nothing.
const NAMELESS: &[&str] = &["utils.rs", "util.rs", "common.rs", "helpers.rs", "types.rs", "misc.rs"];

struct Source {
    /// Below `src`.
    path: PathBuf,
    text: String,
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut files) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder of the project") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                files.push(Source { path: path.strip_prefix(&root).expect("below src").to_path_buf(), text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn room(path: &Path) -> Option<String> {
    let mut parts = path.components();
    let first = parts.next()?.as_os_str().to_str()?.to_owned();
    parts.next().map(|_| first)
}

/// Code without comments and without the inline tests at the end.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or(text);
    let lines = body.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Names that follow `prefix` in the code: `crate::x` gives `x`, `use crate::{x, y}` both.
fn named_after(code: &str, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in code.match_indices(prefix) {
        if at > 0 && code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':') {
            continue;
        }
        let rest = &code[at + prefix.len()..];
        let group = rest.strip_prefix('{').and_then(|rest| rest.split('}').next());
        for part in group.unwrap_or(rest).split(',').take(if group.is_some() { usize::MAX } else { 1 }) {
            let name: String = part.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            if !name.is_empty() {
                names.insert(name);
            }
        }
    }
    names
}

/// Every room that a file uses and may not.
fn forbidden_rooms(source: &Source) -> Vec<String> {
    let Some(own) = room(&source.path) else { return Vec::new() };
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == own) else { return Vec::new() };
    let known: BTreeSet<&str> = ROOMS.iter().map(|(name, _)| *name).chain(["cli"]).collect();
    named_after(&code(&source.text), "crate::")
        .into_iter()
        .filter(|used| known.contains(used.as_str()) && *used != own && !allowed.contains(&used.as_str()))
        .map(|used| format!("{}: {own} may not use {used}", source.path.display()))
        .collect()
}

/// Every outside crate that a file uses outside its rooms.
fn misplaced_crates(source: &Source) -> Vec<String> {
    let path = source.path.to_string_lossy().replace('\\', "/");
    let code = code(&source.text);
    let uses = |name: &str| {
        code.match_indices(&format!("{name}::"))
            .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':'))
    };
    CRATES
        .iter()
        .filter(|(name, rooms)| uses(name) && !rooms.iter().any(|room| path.starts_with(&format!("{room}/"))))
        .map(|(name, _)| format!("{path}: the crate {name} does not belong here"))
        .collect()
}

#[test]
fn rooms_look_down_only() {
    let found: Vec<String> = sources().iter().flat_map(forbidden_rooms).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn a_planted_look_upward_is_found() {
    let plant = |path: &str, text: &str| forbidden_rooms(&Source { path: path.into(), text: text.into() });
    assert_eq!(
        plant("queueing/mod.rs", "use crate::model::Plan;"),
        ["queueing/mod.rs: queueing may not use model"]
    );
    assert_eq!(plant("engine/run.rs", "use crate::{calendar::By, input::load};").len(), 1);
    assert!(plant("engine/run.rs", "// crate::input stays outside\nuse crate::model::Plan;").is_empty());
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let found: Vec<String> = sources().iter().flat_map(misplaced_crates).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let planted = Source { path: "queueing/x.rs".into(), text: "use rayon::prelude::*;".into() };
    assert_eq!(misplaced_crates(&planted).len(), 1);
}

#[test]
fn every_crate_in_the_manifest_has_its_rooms() {
    let manifest =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).expect("a manifest");
    let dependencies =
        manifest.split("[dependencies]").nth(1).and_then(|rest| rest.split("\n[").next()).expect("a table");
    for line in dependencies.lines().filter(|line| line.contains('=')) {
        let name = line.split([' ', '=', '.']).next().expect("a name").replace('-', "_");
        assert!(name == "thiserror" || CRATES.iter().any(|(known, _)| *known == name), "{name} has no room");
    }
}

#[test]
fn no_file_outgrows_its_room() {
    for source in sources() {
        let path = source.path.display();
        let body = source.text.split("#[cfg(test)]").next().unwrap_or_default().lines().count();
        let whole = source.text.lines().count();
        assert!(
            body <= FILE_CEILING.0 && whole <= FILE_CEILING.1,
            "{path}: {body} lines, {whole} with its tests"
        );
        let name = source.path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        assert!(!NAMELESS.contains(&name), "{path}: a name that says nothing");
    }
}

#[test]
fn no_folder_holds_more_than_a_dozen_files() {
    let mut folders: std::collections::BTreeMap<PathBuf, usize> = std::collections::BTreeMap::new();
    for source in sources() {
        *folders.entry(source.path.parent().map(Path::to_path_buf).unwrap_or_default()).or_default() += 1;
    }
    for (folder, files) in folders {
        assert!(files <= FOLDER_CEILING, "{}: {files} files", folder.display());
    }
}

/// Keys cited in doc comments, written `\[Key\]`.
fn cited(text: &str) -> BTreeSet<String> {
    let starts = text.match_indices("\\[");
    starts
        .filter_map(|(at, _)| text[at + 2..].split("\\]").next())
        .filter(|key| !key.contains(char::is_whitespace))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_source_cited_is_listed_and_every_one_listed_is_cited() {
    let listed: BTreeSet<String> = include_str!("../src/references.md")
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(" |").next())
        .filter(|key| *key != "key")
        .map(str::to_owned)
        .collect();
    let used: BTreeSet<String> = sources()
        .iter()
        .flat_map(|source| {
            let docs = source.text.lines().filter(|line| line.trim_start().starts_with("//"));
            cited(&docs.collect::<Vec<_>>().join("\n"))
        })
        .collect();
    assert_eq!(used.difference(&listed).collect::<Vec<_>>(), Vec::<&String>::new(), "cited, not listed");
    assert_eq!(listed.difference(&used).collect::<Vec<_>>(), Vec::<&String>::new(), "listed, not cited");
}
