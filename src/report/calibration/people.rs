//! What a roster says of a team's keys, and a survey of those of `[csat]`.

use super::CalibrationReport;
use super::leaving::{attrition, hazard_notes, rate, roster_notes};
use super::service::files;
use super::settings::{PlanTable, Setting, rounded, share};
use super::words::{counted, driver_key, driver_words, reason_of, silent};
use crate::engine::calibrate::{AbsenceFigures, CsatCoefficient, CsatFigures, Estimate, LearningFigures};
use crate::report::write::{number, percent};

/// `[team.X]`.
pub(super) fn team_table(report: &CalibrationReport<'_>) -> PlanTable {
    let calibration = report.calibration;
    let source = report.roster.unwrap_or("");
    let mut notes = Vec::new();
    let attrition = match &calibration.roster {
        Err(why) => Setting::untold("attrition", &reason_of(*why)),
        Ok(roster) => {
            roster_notes(roster, &mut notes);
            match &roster.hazard {
                Err(why) => Setting::untold("attrition", &reason_of(*why)),
                Ok(hazard) => {
                    hazard_notes(hazard, &mut notes);
                    attrition(hazard, roster, source)
                }
            }
        }
    };
    let ramp = match &calibration.learning {
        Err(why) => Setting::untold("ramp", &reason_of(*why)),
        Ok(learning) => ramp(learning, &mut notes, &files(report.history)),
    };
    let shrinkage = match &calibration.absence {
        Err(why) => Setting::untold("shrinkage", &reason_of(*why)),
        Ok(absence) => shrinkage(absence, &mut notes, &files(report.history)),
    };
    PlanTable {
        path: vec!["team".into(), report.team.to_owned()],
        settings: vec![attrition, ramp, shrinkage],
        notes,
    }
}

/// `shrinkage = { absent = "9.8%" }`: one part of it, beside those that no log shows.
fn shrinkage(absence: &AbsenceFigures, notes: &mut Vec<String>, source: &str) -> Setting {
    let AbsenceFigures { absent, week_days, .. } = absence;
    let error = absent.error.unwrap_or(0.0);
    let figure =
        format!("{}, n = {}, {source}", rate(absent.value, error), counted(absence.agents(), "agent"));
    let what = "paid days without a contact (leave, sickness, other absence); breaks, meetings and training within a day are not \
                in a log and come on top";
    let employed = match absence.in_roster {
        0 => "an agent counts as employed from the first contact to the last".to_owned(),
        some if some == absence.agents() => "agents are employed as the roster has it".to_owned(),
        some => format!(
            "{} agents are employed as the roster has it, the others from the first contact to the last",
            number(some as f64, 0)
        ),
    };
    let left_out = match absence.left_out {
        0 => String::new(),
        few => format!("; {} with fewer than 20 days left out", counted(few, "agent")),
    };
    notes.push(format!(
        "days away: contacts on {} of {} paid days, {} of 7 being paid{left_out}; {employed}; days on which all are away, other \
         work and channels that the log does not hold count as absence",
        number(absence.seen_days, 0),
        number(absence.paid_days, 0),
        number(*week_days, usize::from(week_days.fract() != 0.0))
    ));
    let value = format!("{{ absent = {} }}", share(absent.value));
    Setting::stated("shrinkage", value, what, figure).beside_others()
}

fn ramp(learning: &LearningFigures, notes: &mut Vec<String>, source: &str) -> Setting {
    let curve = &learning.curve;
    let each = curve.months.iter().map(|month| {
        format!(
            "month {} {} (n = {} of {})",
            month.month,
            rate(month.proficiency, month.standard_error),
            number(month.contacts, 0),
            counted(month.agents, "agent")
        )
    });
    notes.push(format!(
        "proficiency by month since the hire, against {} with {} months or more: {}",
        counted(curve.tenured_agents, "agent"),
        curve.tenured_from,
        each.collect::<Vec<_>>().join("; ")
    ));
    if let Some(first) = curve.months.first().filter(|month| month.month > 0) {
        notes.push(format!(
            "the first contacts come in month {} since the hire: training = {{ onboarding = \"{} months\" }}",
            first.month, first.month
        ));
    }
    let ramp = curve.ramp();
    let what = "handle time of tenured agents over that of newcomers, by month from the first with contacts";
    let figure = format!(
        "errors between agents, {} of {} in the roster, {source}",
        number(learning.agents.1 as f64, 0),
        counted(learning.agents.0, "agent")
    );
    if ramp.is_empty() {
        return Setting::untold(
            "ramp",
            &format!("no month of tenure is surely slower than tenured agents ({figure})"),
        );
    }
    let list = ramp.iter().map(|share_of| share(*share_of)).collect::<Vec<_>>().join(", ");
    Setting::stated("ramp", format!("[{list}]"), what, figure)
}

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
            settings
        }
    };
    PlanTable { path: vec!["csat".into()], settings, notes }
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
    let key = driver_key(one.driver);
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
