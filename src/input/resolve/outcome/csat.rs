//! `[csat]`.

use crate::input::fields::View;
use crate::input::findings::Diagnostic;
use crate::input::plan::Value;
use crate::input::resolve::history::{columns, delimiter, skip, values};
use crate::input::resolve::scope::{Scope, SurveySource};
use crate::input::{SourceFile, Stored, survey_csv};
use crate::model::{Coefficient, CsatSettings, Provenance};
use crate::units::Fraction;
use std::collections::BTreeMap;

/// Logit per unit of ln(1 + wait / 60 s), of deferred channels ln(1 + wait / 1 h): a minute of waiting costs about two points at 85 %; assumed.
const WAIT: f64 = -0.2;
/// Solved the first time: a third more satisfied near 60 to 80 % (SQM); assumed.
const RESOLVED: f64 = 0.98;
/// An earlier contact about the same matter: 86 % to 44 % over three (SQM); assumed.
const REPEAT: f64 = -0.685;
/// A transfer; assumed.
const TRANSFER: f64 = -0.3;
/// Someone on the ramp; assumed.
const NEWCOMER: f64 = -0.3;
/// Having given up counts as not solved; assumed, never fitted.
const ABANDONED: f64 = -0.98;

/// Settings of satisfaction; `None`: it is not projected.
pub(in crate::input::resolve) fn csat(root: &View<'_>, scope: &Scope<'_>) -> Option<CsatSettings> {
    let table = root.view("csat")?;
    let today = table.need("today", "write today = \"80%\", the measured share of 4 and 5");
    let today = today.and_then(|field| {
        let share = field.share()?;
        if share.get() <= 0.0 || share.get() >= 1.0 {
            let message = format!("`{}` is {}, it must lie between 0 and 100 %", field.path, field.shown());
            field.refuse("E204", message, "a measured share is neither none nor all");
        }
        Some(share)
    });
    let coefficient =
        |key: &str, assumed: f64| match table.get(key).and_then(|field| field.between(-20.0, 20.0)) {
            Some(value) => Coefficient { value, provenance: Provenance::Stated },
            None => Coefficient { value: assumed, provenance: Provenance::Assumed },
        };
    let (mut levels, mut levels_from_survey) = (BTreeMap::new(), true);
    let stated = match table.get("levels") {
        Some(field) if matches!(field.node.value, Value::Flag(_)) => {
            levels_from_survey = field.flag().unwrap_or(true);
            None
        }
        other => other.and_then(|field| field.view()),
    };
    for entry in stated.iter().flat_map(View::each) {
        if let (Some(channel), Some(level)) = (scope.channel_key(&entry), entry.between(-20.0, 20.0)) {
            levels.insert(channel, level);
        }
    }
    Some(CsatSettings {
        today: today.unwrap_or(Fraction::ZERO),
        fitted_from_survey: survey(&table, scope),
        wait: coefficient("wait", WAIT),
        resolved: coefficient("resolved", RESOLVED),
        repeat: coefficient("repeat", REPEAT),
        transfer: coefficient("transfer", TRANSFER),
        newcomer: coefficient("newcomer", NEWCOMER),
        levels,
        levels_from_survey,
        abandoned: coefficient("abandoned", ABANDONED),
    })
}

/// Notes the survey; one serves all scenarios.
fn survey(csat: &View<'_>, scope: &Scope<'_>) -> bool {
    let Some(table) = csat.view("survey") else { return false };
    let Some(source) = source(&table, scope) else { return false };
    let mut sources = scope.terms.sources.borrow_mut();
    match &sources.survey {
        None => sources.survey = Some(source),
        Some(first) if *first != source => {
            let (path, written) = (&table.path, &first.written);
            let message = if first.written == source.written {
                format!("`{path}` reads `{written}` in another way than a scenario before")
            } else {
                format!("`{path}` names another survey than `{written}`")
            };
            let help = "all scenarios share one survey; write coefficients instead";
            csat.out.add(Diagnostic::error("E318", table.spot("file"), message).help(help));
        }
        Some(_) => {}
    }
    true
}

fn source(table: &View<'_>, scope: &Scope<'_>) -> Option<SurveySource> {
    let field = table.need("file", "name the file: file = \"survey.csv\"")?;
    field.text()?;
    let files = scope.terms.places.files(&field);
    let [SourceFile { written, stored: Stored::File(path) }] = files.as_slice() else {
        if files.len() > 1 {
            field.refuse("E211", format!("`{}` finds {} files", field.path, files.len()), "name one file");
        }
        return None;
    };
    for key in ["columns", "values"] {
        known(table, key);
    }
    Some(SurveySource {
        written: written.clone(),
        path: path.clone(),
        columns: columns(table),
        values: values(table),
        skip: skip(table),
        encoding: table.get("encoding").and_then(|field| field.text()).map(str::to_owned),
        delimiter: table.get("delimiter").and_then(|field| delimiter(&field)),
        max_rejected: scope.max_rejected,
    })
}

/// Finds names that are no columns of a survey.
fn known(table: &View<'_>, key: &str) {
    let ours: Vec<&str> = survey_csv::columns().collect();
    for field in table.view(key).iter().flat_map(View::each).filter(|field| !ours.contains(&field.key)) {
        let message = format!("`{}` is no column of a survey", field.path);
        let help = format!("ours are {}", ours.join(", "));
        table.out.add(Diagnostic::error("E106", field.key_at, message).help(help));
    }
}
