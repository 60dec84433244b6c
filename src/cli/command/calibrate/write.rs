//! Calibrated values into a plan file, whole or not at all.

use crate::cli::command::plans::{say, texts};
use crate::cli::exit::Stop;
use crate::cli::output::same_place;
use crate::cli::screen::Voice;
use crate::engine::calibrate::Deferred;
use crate::input::{LoadOptions, Loaded, PlanChange, PlanEdit, edit, load, survey_of, tables_of};
use crate::report::CalibrationReport;
use crate::report::write::shown;
use std::path::{Path, PathBuf};

/// A plan that values are written into.
pub(super) struct Target {
    path: String,
    text: String,
    deferred: Deferred,
}

impl Target {
    /// A plan that loads as it is.
    pub(super) fn open(path: &str, voice: &Voice) -> Result<Self, Stop> {
        if path == "-" {
            return Err(Stop::refused(
                "`--write` needs a file; the fragment on standard output may be pasted",
            ));
        }
        let bytes = texts(&[path.to_owned()])?.pop().unwrap_or_default();
        let loaded = loads(path, &bytes, voice, "the plan must load before values are written into it")?;
        let deferred = loaded.scenarios.first().map(|baseline| Deferred::of(&baseline.plan.channels));
        let text =
            String::from_utf8(bytes).map_err(|_| Stop::refused(format!("`{}` is no UTF-8", shown(path))))?;
        Ok(Self { path: path.to_owned(), text, deferred: deferred.unwrap_or_default() })
    }

    /// Its channels that are worked off a backlog.
    pub(super) const fn deferred(&self) -> &Deferred {
        &self.deferred
    }

    /// Names of its teams.
    pub(super) fn teams(&self) -> Vec<String> {
        tables_of(&self.text, "team")
    }
}

/// The plan with the values in it, which loads too; says what changed.
pub(super) fn write(
    target: &Target,
    report: &CalibrationReport<'_>,
    voice: &Voice,
) -> Result<(PathBuf, String), Stop> {
    let edits = edits(report);
    if edits.is_empty() {
        return Err(Stop::refused(format!(
            "nothing to write into `{}`: the data tell no value that should be stated",
            shown(&target.path)
        )));
    }
    let (text, changes) = edit(&target.text, &edits).map_err(|refusals| {
        refusals.iter().for_each(|refused| voice.error(&refused.to_string()));
        Stop::refused(format!("`{}` is left as it is", shown(&target.path)))
    })?;
    loads(
        &target.path,
        text.as_bytes(),
        voice,
        "with these values the plan would not load; it is left as it is",
    )?;
    if !voice.quiet {
        voice.say(&format!("`{}` changed:", shown(&target.path)));
        changes.iter().for_each(|change| voice.say(&told(change)));
        if edits.iter().any(|edit| edit.path.first().is_some_and(|table| table == "csat")) {
            another_survey(target, report).iter().for_each(|words| voice.say(words));
        }
    }
    Ok((PathBuf::from(&target.path), text))
}

/// What a plan's own survey goes on to tell, where the values of `[csat]` come from other answers.
fn another_survey(target: &Target, report: &CalibrationReport<'_>) -> Option<String> {
    let kept = survey_of(&target.text)?;
    let beside = Path::new(&target.path).parent().unwrap_or(Path::new("")).join(&kept);
    if report.survey.is_some_and(|read| same_place(Path::new(read), &beside)) {
        return None;
    }
    let read = report.survey.map_or("the scores of the log".to_owned(), |read| format!("`{}`", shown(read)));
    Some(format!(
        "  csat.survey: \"{0}\" stays, and levels of channels, mean scores and all that `[csat]` does not state still come from it; the \
         values written here come from {read}. Name one survey for both: csat.survey",
        shown(&kept)
    ))
}

fn edits(report: &CalibrationReport<'_>) -> Vec<PlanEdit> {
    let mut edits = Vec::new();
    for table in report.tables() {
        for setting in table.settings.into_iter().filter(|setting| setting.proposed) {
            let Some(value) = setting.value else { continue };
            let path = table.path.iter().cloned().chain([setting.key.to_owned()]).collect();
            let words = shown(&setting.figure).into_owned();
            edits.push(PlanEdit { path, value, words, only_where_absent: setting.beside_others });
        }
    }
    edits
}

fn told(change: &PlanChange) -> String {
    if change.before.as_deref() == Some(&change.after) {
        return format!("  {}: {} stays", shown(&change.key), shown(&change.after));
    }
    let before = change.before.as_deref().map_or("not stated".into(), shown);
    let kept = match change.kept.as_slice() {
        [] => String::new(),
        kept => format!(" ({} states its own, which stays)", shown(&kept.join(", "))),
    };
    format!("  {}: {before} -> {}{kept}", shown(&change.key), shown(&change.after))
}

fn loads(path: &str, bytes: &[u8], voice: &Voice, otherwise: &str) -> Result<Loaded, Stop> {
    load(path, bytes, &LoadOptions::default()).map_err(|refused| {
        say(&refused.diagnostics, &refused.sources, voice);
        Stop::refused(otherwise)
    })
}
