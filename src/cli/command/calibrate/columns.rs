//! Names of columns, sorted by the file that they are of.

use crate::cli::exit::Stop;
use crate::input::{roster_csv, survey_csv};
use crate::report::write::shown;
use std::collections::BTreeMap;

/// Our columns to theirs, by file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ColumnNames {
    pub(super) history: BTreeMap<String, String>,
    pub(super) roster: BTreeMap<String, String>,
    pub(super) survey: BTreeMap<String, String>,
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

/// The files that were given.
#[derive(Debug, Clone, Copy)]
pub(super) struct Given {
    pub(super) history: bool,
    pub(super) roster: bool,
    pub(super) survey: bool,
}

impl ColumnNames {
    /// Sorts what was typed; a name of several files, without saying which, is of all that were given.
    pub(super) fn of(typed: &[BTreeMap<String, String>], given: Given) -> Result<Self, Stop> {
        let mut names = Self::default();
        for (ours, theirs) in typed.iter().flatten() {
            names.add(ours, theirs, given)?;
        }
        Ok(names)
    }

    fn add(&mut self, ours: &str, theirs: &str, given: Given) -> Result<(), Stop> {
        let (file, name) = match ours.split_once('.') {
            Some((file, name)) => (Some(file.trim()), name.trim()),
            None => (None, ours),
        };
        let of_roster: Vec<&str> = roster_csv::columns().collect();
        let of_survey: Vec<&str> = survey_csv::columns().collect();
        let mut used = false;
        for (kind, there, known, map) in [
            ("history", given.history, HISTORY.as_slice(), &mut self.history),
            ("roster", given.roster, of_roster.as_slice(), &mut self.roster),
            ("survey", given.survey, of_survey.as_slice(), &mut self.survey),
        ] {
            if there && known.contains(&name) && file.is_none_or(|file| file == kind) {
                map.insert(name.to_owned(), theirs.to_owned());
                used = true;
            }
        }
        if used {
            return Ok(());
        }
        Err(Stop::refused(format!(
            "`{}` in --columns is no column of the files given; ours are {} (history), {} (roster), {} (survey)",
            shown(ours),
            HISTORY.join(", "),
            of_roster.join(", "),
            of_survey.join(", ")
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::{ColumnNames, Given};
    use std::collections::BTreeMap;

    #[test]
    fn names_go_to_the_files_that_have_them() {
        let typed = |pairs: &[(&str, &str)]| {
            vec![pairs.iter().map(|(o, t)| ((*o).to_owned(), (*t).to_owned())).collect::<BTreeMap<_, _>>()]
        };
        let all = Given { history: true, roster: true, survey: true };
        let names = ColumnNames::of(&typed(&[("employee", "id"), ("csat", "score")]), all).unwrap();
        assert_eq!((names.roster["employee"].as_str(), names.history["csat"].as_str()), ("id", "score"));
        assert_eq!(names.survey["csat"], "score");
        let names = ColumnNames::of(&typed(&[("survey.csat", "score")]), all).unwrap();
        assert!(names.history.is_empty() && names.survey["csat"] == "score");
        let roster = Given { history: false, survey: false, ..all };
        assert!(ColumnNames::of(&typed(&[("csat", "score")]), roster).is_err());
    }
}
