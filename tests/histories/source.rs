//! Sources for tests, with the defaults of a plan.

use chrono::NaiveDate;
use staffplan::calendar::Grid;
use staffplan::input::{Diagnostic, HistorySource, Place, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Files read with no settings, of whatever channel, with every rejected row borne.
pub(crate) fn of_files(paths: &[&Path]) -> HistorySource {
    let file = |path: &&Path| SourceFile::at(path.to_path_buf(), &path.display().to_string());
    HistorySource {
        channel: String::new(),
        files: paths.iter().map(file).collect(),
        encoding: None,
        sheet: None,
        delimiter: None,
        timestamp: Vec::new(),
        timestamp_formats: Vec::new(),
        columns: BTreeMap::new(),
        values: BTreeMap::new(),
        skip: BTreeMap::new(),
        timezone: chrono_tz::Asia::Shanghai,
        as_of: NaiveDate::from_ymd_opt(2200, 12, 31).unwrap(),
        grid: Grid::of_minutes(30).unwrap(),
        max_rejected: 1.0,
    }
}

/// A file of this content.
pub(crate) fn written(directory: &tempfile::TempDir, name: &str, content: &[u8]) -> PathBuf {
    let path = directory.path().join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// Codes of what was found, in order.
pub(crate) fn codes(found: &[Diagnostic]) -> Vec<&'static str> {
    found.iter().map(|d| d.code).collect()
}

/// The line that a finding is about; whole files count as line 1.
pub(crate) fn line(diagnostic: &Diagnostic) -> u64 {
    match &diagnostic.place {
        Place::Data { line, .. } => *line,
        Place::File(_) | Place::Source { .. } => 1,
    }
}
