//! What a survey says of the keys of `[csat]`.

use super::CalibrationReport;
use super::service::files;
use super::settings::{PlanTable, Setting, rounded, share};
use super::words::{counted, driver_words, reason_of, silent};
use crate::engine::calibrate::{CsatCoefficient, CsatFigures, Estimate, Recommendations};
use crate::report::write::{number, percent, signed, toml_key};

/// `[csat]`.
pub(super) fn csat_table(report: &CalibrationReport<'_>) -> PlanTable {
    let source = match (report.survey, report.calibration.csat_from_log) {
        (Some(survey), _) => survey.to_owned(),
        (None, _) => files(report.history),
    };
    let mut notes = Vec::new();
    let settings = match &report.calibration.csat {
        Err(why) => vec![Setting::untold("today", &reason_of(*why))],
        Ok(csat) => {
            csat_notes(csat, &mut notes);
            let mut settings = vec![today(csat, &source)];
            settings.extend(csat.coefficients.iter().map(|one| coefficient(one, csat.separated, &source)));
            settings.extend(levels(csat, &source));
            settings
        }
    };
    notes.push(net_promoters(&report.calibration.recommends));
    PlanTable { path: vec!["csat".into()], settings, notes }
}

/// The net promoter score, or why there is none.
fn net_promoters(answers: &Recommendations) -> String {
    let Some((score, error)) = answers.net() else {
        return "no net promoter score: it takes answers from 0 to 10, in a column `nps` of the survey; scores from 1 to 5 are none"
            .into();
    };
    let [promoters, passives, detractors] = answers.parts().map(|count| number(count as f64, 0));
    format!(
        "net promoter score {} ± {} points, n = {}: {promoters} of 9 and 10, {passives} of 7 and 8, {detractors} of 0 to 6",
        signed(score, 1),
        number(error, 1),
        number(answers.answers() as f64, 0)
    )
}

/// Levels of channels: told, for a plan may have other channels than the survey.
fn levels(csat: &CsatFigures, source: &str) -> Option<Setting> {
    if csat.levels.is_empty() || csat.separated {
        return None;
    }
    let each = csat.channels.iter().zip(&csat.levels);
    let each = each.map(|(channel, level)| format!("{} = {}", toml_key(channel), rounded(*level)));
    let value = format!("{{ {} }}", each.collect::<Vec<_>>().join(", "));
    let what = "logit of each channel about their mean; `survey` uses these itself, a plan of stated coefficients may state those of \
                its channels";
    let figure = format!("{}, {source}", counted(csat.channels.len(), "channel"));
    Some(Setting::stated("levels", value, what, figure).told_only())
}

/// The scale of scores in words.
fn scores(csat: &CsatFigures) -> Option<String> {
    let (mean, top) = (csat.ratings.mean()?, csat.ratings.top()?);
    let error =
        csat.ratings.mean_error().map_or_else(String::new, |error| format!(" ± {}", number(error, 3)));
    Some(format!(
        "mean score {}{error} of 5, share of 5 {}, n = {}",
        number(mean, 3),
        percent(top),
        number(csat.ratings.answers() as f64, 0)
    ))
}

fn today(csat: &CsatFigures, source: &str) -> Setting {
    let Estimate { value, n, .. } = csat.today;
    let figure = format!(
        "{} ({} to {} with 95 %), n = {}, {source}",
        percent(value),
        percent(csat.interval.0),
        percent(csat.interval.1),
        number(n, 0)
    );
    if value > 0.0 && value < 1.0 {
        Setting::stated("today", share(value), "share of 4 and 5", figure)
    } else {
        let what = "share of 4 and 5, and a plan needs one between none and all";
        Setting::stated("today", share(value), what, figure).told_only()
    }
}

fn csat_notes(csat: &CsatFigures, notes: &mut Vec<String>) {
    notes.extend(scores(csat));
    if csat.separated {
        notes.push(
            "satisfied and dissatisfied are told apart by a column without overlap (separation): coefficients and errors are held \
             finite and are not to be trusted"
                .into(),
        );
    }
    if !csat.channels.is_empty() {
        notes.push(format!(
            "each of {} has a level of its own in the fit",
            counted(csat.channels.len(), "channel")
        ));
    }
    if csat.answers > 0 {
        notes.push(
            "a correlation is no cause: who waits longer may ask harder questions; coefficients fitted together, by maximum \
             likelihood"
                .into(),
        );
    }
}

fn coefficient(one: &CsatCoefficient, separated: bool, source: &str) -> Setting {
    let key = one.driver.key();
    let found = match &one.estimate {
        Ok(found) => found,
        Err(why) => return Setting::untold(key, &reason_of(*why)),
    };
    let what = driver_words(one.driver);
    let figure = format!(
        "{} ± {}, n = {}, {source}",
        number(found.value, 3),
        number(found.error.unwrap_or(0.0), 3),
        number(found.n, 0)
    );
    if separated {
        let what = format!("{what}, not to be trusted (separation)");
        return Setting::stated(key, rounded(found.value), what, figure).told_only();
    }
    match one.proposed() {
        Some(value) if found.is_distinct() => Setting::stated(key, rounded(value), what, figure),
        Some(value) => Setting::stated(
            key,
            rounded(value),
            format!("{}, and the assumption of {} is ruled out; {what}", silent(one.driver), one.assumed),
            figure,
        ),
        None => Setting::stated(
            key,
            rounded(found.value),
            format!(
                "{}: not distinguishable from 0, nor from the assumption of {}, which stays; {what}",
                silent(one.driver),
                one.assumed
            ),
            figure,
        )
        .told_only(),
    }
}
