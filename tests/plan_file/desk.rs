//! A folder with a plan and its data files, as a planner keeps them.

use staffplan::input::{Diagnostic, LoadOptions, Loaded, Place, Refused, load};

/// The planner's file of the interface, byte for byte.
pub(crate) const EXAMPLE: &str = include_str!("../support/example-plan.toml");

/// A history that is read without a word: a day of each event whose uplift is learnt, and two others.
const HISTORY: &str = "timestamp,wait_seconds,handle_seconds\n2025-11-11 09:00,12,300\n2026-02-17 09:00,12,300\n2026-09-28 09:00,12,300\n2026-09-29 10:05,45,320\n";
/// Some answers.
const SURVEY: &str = "csat,wait_seconds\n5,12\n2,340\n4,20\n";

/// A folder with data files and a plan's path in it.
pub(crate) struct Desk {
    _folder: tempfile::TempDir,
    path: String,
}

impl Desk {
    /// The folder of the example plan, with small data files.
    pub(crate) fn example() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let histories = folder.path().join("examples/histories");
        for inner in ["examples/histories", "plans", ".git"] {
            std::fs::create_dir_all(folder.path().join(inner)).unwrap();
        }
        for name in ["chat.csv.gz", "phone.csv.gz", "tickets.csv.gz", "survey.csv"] {
            let text = if name == "survey.csv" { SURVEY } else { HISTORY };
            std::fs::write(histories.join(name), text).unwrap();
        }
        let path = folder.path().join("plans/ecommerce.toml").to_string_lossy().into_owned();
        Self { _folder: folder, path }
    }

    /// Loads a text as the plan of this folder.
    pub(crate) fn load(&self, text: &str, options: &LoadOptions) -> Result<Loaded, Refused> {
        load(&self.path, text.as_bytes(), options)
    }

    /// Loads a text that is valid.
    pub(crate) fn loaded(&self, text: &str, options: &LoadOptions) -> Loaded {
        self.load(text, options).unwrap_or_else(|refused| panic!("{:#?}", refused.diagnostics))
    }

    /// What refuses a text: code and the text at the place of every finding.
    pub(crate) fn refused(&self, text: &str, options: &LoadOptions) -> Vec<(&'static str, usize, String)> {
        let Err(refused) = self.load(text, options) else { panic!("loads: {text}") };
        let place = |finding: &Diagnostic| match &finding.place {
            Place::Source { source, span } => {
                (*source, refused.sources[*source].text[span.clone()].to_owned())
            }
            place => panic!("{place:?}"),
        };
        let found = refused.diagnostics.iter().filter(|finding| finding.code.starts_with('E'));
        found.map(|finding| (finding.code, place(finding).0, place(finding).1)).collect()
    }
}
