//! One pair a code: the plan file that shows it, and the whole text a planner gets. `GALLERY=write` writes the texts.

#![expect(clippy::unwrap_used, reason = "a test stops where its desk cannot be laid")]

use staffplan::input::{LoadOptions, Loaded, Refused, RenderStyle, codes, load, render};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Options that a plan of the gallery asks for in lines such as `#! --set KEY`.
fn options(text: &[u8]) -> LoadOptions {
    let text = String::from_utf8_lossy(text);
    let set = text.lines().filter_map(|line| line.strip_prefix("#! --set ")).map(str::to_owned).collect();
    LoadOptions { set, ..LoadOptions::default() }
}

/// Codes of data files have their files in `tests/histories`.
fn of_data(code: &str) -> bool {
    code[1..].starts_with('4')
}

fn shown(path: &str) -> String {
    let text = std::fs::read(path).unwrap();
    let (diagnostics, sources) = match load(path, &text, &options(&text)) {
        Ok(Loaded { diagnostics, sources, .. }) | Err(Refused { diagnostics, sources }) => {
            (diagnostics, sources)
        }
    };
    render(&diagnostics, &sources, RenderStyle { color: false, width: 100 })
}

/// Copies the gallery to a folder of its own, so that files outside it are outside.
fn copied(gallery: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("gallery/data")).unwrap();
    for part in ["", "data"] {
        for entry in std::fs::read_dir(gallery.join(part)).unwrap() {
            let entry = entry.unwrap();
            if entry.file_type().unwrap().is_file() {
                std::fs::copy(entry.path(), folder.path().join("gallery").join(part).join(entry.file_name()))
                    .unwrap();
            }
        }
    }
    std::fs::write(folder.path().join("outside.csv"), include_str!("../gallery/data/chat.csv")).unwrap();
    folder
}

#[test]
fn every_code_has_its_plan_and_its_text() {
    let gallery = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gallery");
    let write = std::env::var_os("GALLERY").is_some_and(|value| value == "write");
    let folder = copied(&gallery);
    std::env::set_current_dir(folder.path()).unwrap();
    let mut wrong = Vec::new();
    for code in codes::all().map(|row| row.code).filter(|code| !of_data(code)) {
        let path = format!("gallery/{code}.toml");
        if !Path::new(&path).exists() {
            wrong.push(format!("{code} has no plan in the gallery"));
            continue;
        }
        let text = shown(&path);
        if !text.contains(&format!("[{code}]")) {
            wrong.push(format!("{code} is not shown by its plan:\n{text}"));
        }
        let expected = gallery.join(format!("{code}.stderr"));
        if write {
            std::fs::write(&expected, &text).unwrap();
        }
        if std::fs::read_to_string(&expected).unwrap_or_default() != text {
            wrong.push(format!("{code} reads otherwise:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_plan_of_the_gallery_shows_a_code() {
    let known: BTreeSet<&str> = codes::all().map(|row| row.code).collect();
    let gallery = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("gallery");
    for entry in std::fs::read_dir(gallery).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(path.is_dir() || known.contains(stem.as_str()), "{stem} is no code");
    }
}
