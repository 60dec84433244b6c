//! What a survey says of the keys of `[csat]`.

use super::CalibrationReport;
use super::service::files;
use super::settings::{PlanTable, Setting, rounded, share};
use super::words::{counted, driver_words, reason_of, silent};
use crate::engine::calibrate::{Backlog, CsatCoefficient, CsatFigures, Estimate, Recommendations};
use crate::report::write::{duration, number, percent, signed, toml_key};

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
    let what = "logit of each channel about their mean; a plan with this `survey` has them of itself, and only one that states its \
                coefficients takes this line, for the channels that it has";
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
        let columns: Vec<&str> = csat.separating.iter().map(|driver| driver.column()).collect();
        notes.push(format!(
            "{} {} satisfied and dissatisfied apart without overlap (separation): coefficients and errors are held finite and are not to \
             be trusted",
            quoted(&columns),
            if columns.len() == 1 { "tells" } else { "tell" }
        ));
    }
    channel_notes(csat, notes);
    let reversed: Vec<&str> =
        csat.coefficients.iter().filter(|one| one.is_reversed()).map(|one| one.driver.key()).collect();
    if !reversed.is_empty() && !csat.separated {
        notes.push(format!(
            "{}: by this sign worse service makes happier, which no cause does; probably something else moves both, so state a \
             coefficient of your own instead",
            quoted(&reversed)
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

/// Which channels have a level and which have none, and how their waits are felt.
fn channel_notes(csat: &CsatFigures, notes: &mut Vec<String>) {
    if !csat.channels.is_empty() {
        notes.push(format!(
            "each of {} has a level of its own in the fit",
            counted(csat.channels.len(), "channel")
        ));
    }
    notes.extend(csat.without_level.iter().map(|few| {
        format!(
            "{} has no level of its own, and that of the mean: {} of the {} answers of the rarer kind (satisfied or not) that it takes",
            quoted(&[&few.channel]),
            few.rarer,
            few.needed
        )
    }));
    if csat.unnamed > 0 {
        let (some, all) = (number(csat.unnamed as f64, 0), number(csat.ratings.answers() as f64, 0));
        notes.push(if csat.channels.is_empty() {
            format!("channels have no levels of their own: {some} of {all} answers name none")
        } else {
            format!("{some} of {all} answers name no channel and are left out of the fit")
        });
    }
    if !csat.deferred.is_empty() {
        let names: Vec<&str> = csat.deferred.iter().map(String::as_str).collect();
        notes.push(format!("waits of {} are felt in hours, as those of deferred channels", quoted(&names)));
    }
    notes.extend(csat.backlogs.iter().map(backlog));
}

/// Waits that look like those of a backlog, and how to say so.
fn backlog(found: &Backlog) -> String {
    let quarter = duration(found.quarter);
    match &found.channel {
        Some(name) => format!(
            "waits of `{0}` look like those of a backlog (a quarter beyond {quarter}) and are felt in minutes like those of a queue; where it is a \
             deferred channel, say `--deferred {0}`",
            name
        ),
        None => format!(
            "waits of answers without a channel look like those of a backlog (a quarter beyond {quarter}) and are felt in minutes like those of a \
             queue; where they are of a deferred channel, add a column `channel` and name it with `--deferred`"
        ),
    }
}

/// `` `wait`, `repeat` ``.
fn quoted(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
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
