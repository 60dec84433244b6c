//! Bad and odd plan files end as they should: refused with the key named, warned of, or accepted; in little time and
//! few words.

#![expect(clippy::unwrap_used, reason = "a test stops where its desk cannot be laid")]

use proptest::prelude::*;
use staffplan::input::{LoadOptions, Loaded, Refused, RenderStyle, Severity, load, render};
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

const EXAMPLE: &str = include_str!("support/example-plan.toml");
/// A history that is read without a word.
const HISTORY: &str =
    "timestamp,wait_seconds,handle_seconds\n2026-09-28 09:00,12,300\n2026-09-29 10:05,45,320\n";
/// Every bad plan is refused well within this, on a slow machine and without optimisation.
const SOON: Duration = Duration::from_secs(2);
/// The longest text about one bad plan.
const SHORT: usize = 4096;

/// How a plan ends, and what is said about it.
fn outcome(path: &str, text: &[u8]) -> (&'static str, String) {
    let begun = Instant::now();
    let (refused, diagnostics, sources) = match load(path, text, &LoadOptions::default()) {
        Ok(Loaded { diagnostics, sources, .. }) => (false, diagnostics, sources),
        Err(Refused { diagnostics, sources }) => (true, diagnostics, sources),
    };
    let shown = render(&diagnostics, &sources, RenderStyle { color: false, width: 100 });
    assert!(begun.elapsed() < SOON, "{path} took {:?}", begun.elapsed());
    assert_eq!(refused, diagnostics.iter().any(|finding| finding.severity == Severity::Error), "{path}");
    let warned = diagnostics.iter().any(|finding| finding.severity == Severity::Warning);
    let end = match (refused, warned) {
        (true, _) => "reject",
        (false, true) => "accept-warn",
        (false, false) => "accept",
    };
    (end, shown)
}

/// A folder with a history, a file outside it, and a link that leads to itself.
fn desk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("plans")).unwrap();
    std::fs::write(folder.path().join("plans/history.csv"), HISTORY).unwrap();
    std::fs::write(folder.path().join("escaped.csv"), HISTORY).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("loop.csv", folder.path().join("plans/loop.csv")).unwrap();
    folder
}

#[test]
fn every_bad_plan_ends_as_its_index_says() {
    let home = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput");
    let index = std::fs::read_to_string(home.join("index.csv")).unwrap();
    let folder = desk();
    let mut wrong = String::new();
    for row in index.lines().skip(1) {
        let parts: Vec<&str> = row.splitn(3, ',').collect();
        let [file, expected, must_name] = parts[..] else { panic!("{row}") };
        let text = std::fs::read(home.join("toml").join(file)).unwrap();
        let path = folder.path().join("plans").join(file);
        let (end, shown) = outcome(&path.to_string_lossy(), &text);
        if end != expected || !shown.contains(must_name) || shown.len() > SHORT {
            let _ = writeln!(wrong, "{file}: {end}, expected {expected} naming {must_name}\n{shown}");
        }
        assert!(!shown.contains('\u{1b}'), "{file} sends an escape to the terminal");
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn hostile_sizes_are_refused_soon_and_in_few_words() {
    let plan = "[plan]\nstart = 2026-10-01\nmonths = 3\n";
    let deep = 100_000;
    let many = |keys: usize| {
        (0..keys).fold(plan.to_owned(), |mut text, n| {
            let _ = writeln!(text, "k{n} = 1");
            text
        })
    };
    let cases = [
        ("array", format!("x = {}{}\n", "[".repeat(deep), "]".repeat(deep)), "line 1"),
        ("inline", format!("x = {}1{}\n", "{a=".repeat(deep), "}".repeat(deep)), "line 1"),
        ("dotted", format!("{}a = 1\n", "a.".repeat(deep)), "line 1"),
        ("header", format!("[{}a]\n", "a.".repeat(deep)), "line 1"),
        ("unclosed", "[".repeat(1_000_000), "line 1"),
        ("long line", format!("[plan]\nnme = \"{}\"\n", "x".repeat(1_000_000)), "nme"),
        ("long name", format!("{plan}[scenario.{}]\n", "n".repeat(65_536)), "name"),
        ("long key", format!("{plan}{} = 1\n", "k".repeat(1_000_000)), "unknown key"),
        ("long path", format!("{plan}[channel.a]\nhistory = \"{}\"\n", "p".repeat(100_000)), "no path"),
        ("many keys", many(20_000), "20002 keys"),
        ("wide", many(9_000), "more"),
        ("too large", " ".repeat(17 << 20), "bytes"),
    ];
    for (name, text, must_name) in cases {
        let (end, shown) = outcome("plan.toml", text.as_bytes());
        assert_eq!(end, "reject", "{name}: {shown}");
        assert!(shown.contains(must_name), "{name}: {shown}");
        assert!(shown.len() <= 2 * SHORT, "{name}: {} bytes", shown.len());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mutation_of_the_example_panics(
        changes in proptest::collection::vec((0..EXAMPLE.len(), any::<u8>(), 0..4_u8), 1..12)
    ) {
        let mut text = EXAMPLE.as_bytes().to_vec();
        for (at, byte, kind) in changes {
            let at = at.min(text.len().saturating_sub(1));
            match kind {
                0 => text[at] = byte,
                1 => text.insert(at, byte % 95 + 32),
                2 => drop(text.remove(at)),
                _ => text.truncate(text.len().max(200) - usize::from(byte) % 100),
            }
        }
        outcome("plan.toml", &text);
    }

    #[test]
    fn no_text_panics_as_a_plan_or_as_a_set(text in "(?s).{0,120}", key in "[a-z.\"'= ]{0,24}") {
        outcome("plan.toml", text.as_bytes());
        let options = LoadOptions { set: vec![format!("{key}={text}"), text], ..LoadOptions::default() };
        let (Ok(Loaded { diagnostics, sources, .. }) | Err(Refused { diagnostics, sources })) =
            load("plan.toml", EXAMPLE.as_bytes(), &options);
        let shown = render(&diagnostics, &sources, RenderStyle { color: false, width: 40 });
        prop_assert!(!shown.contains('\u{1b}'), "an escape is shown");
    }

    #[test]
    fn no_value_in_place_of_another_panics(line in 0..126_usize, value in "[-0-9a-z%/ .:\"{}\\[\\]=]{0,24}") {
        let swapped: Vec<String> = EXAMPLE
            .lines()
            .enumerate()
            .map(|(at, written)| match written.split_once('=') {
                Some((key, _)) if at == line => format!("{key}= {value}"),
                _ => written.to_owned(),
            })
            .collect();
        outcome("plan.toml", swapped.join("\n").as_bytes());
    }
}
