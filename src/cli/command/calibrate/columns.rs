//! Names of columns, meanings of words and rows to leave out, sorted by the file that they are of.

use crate::cli::exit::Stop;
use crate::cli::flags::Reading;
use crate::input::{Skip, Values, roster_csv, survey_csv};
use crate::report::write::shown;
use std::collections::BTreeMap;

/// How the columns of one file are read.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct OfFile {
    /// Our columns to theirs.
    pub(super) columns: BTreeMap<String, String>,
    /// Our column, then the word in the file, then its meaning.
    pub(super) values: Values,
    /// Their column, then the words of rows to leave out.
    pub(super) skip: Skip,
}

/// The same of every file.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct ByFile {
    pub(super) history: OfFile,
    pub(super) roster: OfFile,
    pub(super) survey: OfFile,
}

/// Columns of histories.
const HISTORY: [&str; 13] = [
    "timestamp",
    "channel",
    "wait_seconds",
    "handle_seconds",
    "abandoned",
    "csat",
    "resolved",
    "agent",
    "customer",
    "interval_start",
    "offered",
    "aht_seconds",
    "agents",
];
/// The files by which a column may be told apart.
const FILES: [&str; 3] = ["history", "roster", "survey"];

/// The files that were given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) history: bool,
    pub(super) roster: bool,
    pub(super) survey: bool,
}

impl ByFile {
    /// Sorts what was typed. A column of ours that several files have, without saying which, is of all that were given; one of
    /// theirs, by which rows are left out, must say whose it is where several were given.
    pub(super) fn of(typed: &Reading, given: Given) -> Result<Self, Stop> {
        let mut files = Self::default();
        for (ours, theirs) in typed.columns.iter().flatten() {
            let (owners, name) = owners(ours, given, "--columns")?;
            let each = files.each(&owners);
            each.for_each(|file| drop(file.columns.insert(name.to_owned(), theirs.to_owned())));
        }
        for (ours, words) in &typed.values {
            let (owners, name) = owners(ours, given, "--values")?;
            let each = files.each(&owners);
            each.for_each(|file| {
                file.values.entry(name.to_owned()).or_default().extend(words.iter().cloned());
            });
        }
        for (theirs, words) in &typed.skip {
            let (owner, name) = owner(theirs, given)?;
            files.each(&[owner]).for_each(|file| {
                file.skip.entry(name.to_owned()).or_default().extend(words.iter().cloned());
            });
        }
        Ok(files)
    }

    fn each<'a>(&'a mut self, owners: &'a [&'static str]) -> impl Iterator<Item = &'a mut OfFile> {
        let all = FILES.into_iter().zip([&mut self.history, &mut self.roster, &mut self.survey]);
        all.filter(|(name, _)| owners.contains(name)).map(|(_, file)| file)
    }
}

impl Given {
    fn files(self) -> impl Iterator<Item = &'static str> {
        FILES
            .into_iter()
            .zip([self.history, self.roster, self.survey])
            .filter(|(_, is)| *is)
            .map(|(name, _)| name)
    }
}

/// The file that a name says, and the rest of it.
fn said(typed: &str) -> (Option<&str>, &str) {
    match typed.split_once('.') {
        Some((file, name)) if FILES.contains(&file.trim()) => (Some(file.trim()), name.trim()),
        _ => (None, typed.trim()),
    }
}

/// The files that have a column of ours.
fn owners<'a>(ours: &'a str, given: Given, flag: &str) -> Result<(Vec<&'static str>, &'a str), Stop> {
    let (file, name) = said(ours);
    let of_roster: Vec<&str> = roster_csv::columns().collect();
    let of_survey: Vec<&str> = survey_csv::columns().collect();
    let has = |kind: &str| match kind {
        "history" => HISTORY.contains(&name),
        "roster" => of_roster.contains(&name),
        _ => of_survey.contains(&name),
    };
    let owners: Vec<&'static str> =
        given.files().filter(|kind| has(kind) && file.is_none_or(|file| file == *kind)).collect();
    if !owners.is_empty() {
        return Ok((owners, name));
    }
    Err(Stop::refused(format!(
        "`{}` in {flag} is no column of the files given; ours are {} (history), {} (roster), {} (survey)",
        shown(ours),
        HISTORY.join(", "),
        of_roster.join(", "),
        of_survey.join(", ")
    )))
}

/// The file that has a column of theirs, by which rows are left out.
fn owner(theirs: &str, given: Given) -> Result<(&'static str, &str), Stop> {
    let (file, name) = said(theirs);
    let given: Vec<&'static str> = given.files().collect();
    match (file, given.as_slice()) {
        (None, [only]) => Ok((only, name)),
        (Some(file), given) => match given.iter().find(|kind| **kind == file) {
            Some(owner) => Ok((owner, name)),
            None => Err(Stop::refused(format!("`{}` in --skip: no {file} is given", shown(theirs)))),
        },
        (None, given) => {
            let each: Vec<String> = given.iter().map(|kind| format!("{kind}.{name}")).collect();
            Err(Stop::refused(format!(
                "--skip {}: whose column is it? Say one of {}",
                shown(theirs),
                shown(&each.join(", "))
            )))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ByFile, Given};
    use crate::cli::flags::Reading;
    use clap::Parser;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        reading: Reading,
    }

    fn sorted(line: &[&str], given: Given) -> Option<ByFile> {
        let line = Line::parse_from([&["plan"], line].concat());
        ByFile::of(&line.reading, given).ok()
    }

    #[test]
    fn names_go_to_the_files_that_have_them() {
        let all = Given { history: true, roster: true, survey: true };
        let files = sorted(&["--columns", "employee=id,csat=score"], all).unwrap();
        assert_eq!(
            (files.roster.columns["employee"].as_str(), files.history.columns["csat"].as_str()),
            ("id", "score")
        );
        assert_eq!(files.survey.columns["csat"], "score");
        let files = sorted(&["--columns", "survey.csat=score"], all).unwrap();
        assert!(files.history.columns.is_empty() && files.survey.columns["csat"] == "score");
        let roster = Given { history: false, survey: false, ..all };
        assert!(sorted(&["--columns", "csat=score"], roster).is_none());
    }

    #[test]
    fn words_and_rows_go_the_same_way() {
        let all = Given { history: true, roster: true, survey: true };
        let line = [
            "--values",
            "resolved:ja=true",
            "--values",
            "roster.reason:k=pay",
            "--skip",
            "survey.state=test",
        ];
        let files = sorted(&line, all).unwrap();
        assert!(
            files.history.values.contains_key("resolved") && files.survey.values.contains_key("resolved")
        );
        assert!(files.roster.values.contains_key("reason") && files.history.skip.is_empty());
        assert_eq!(files.survey.skip["state"], ["test"]);
        // Whose column it is cannot be known of several, and is of one.
        assert!(sorted(&["--skip", "state=test"], all).is_none());
        let survey = Given { history: false, roster: false, ..all };
        assert_eq!(sorted(&["--skip", "state=test"], survey).unwrap().survey.skip["state"], ["test"]);
        assert!(sorted(&["--skip", "roster.state=test"], survey).is_none());
        assert!(sorted(&["--values", "reason:k=pay"], survey).is_none());
    }
}
