//! What a roster says of a team's keys.

use super::CalibrationReport;
use super::leaving::{attrition, hazard_notes, rate, roster_notes};
use super::service::files;
use super::settings::{PlanTable, Setting, share};
use super::words::{counted, reason_of, week};
use crate::engine::calibrate::{AbsenceFigures, LearningFigures, LeftOut};
use crate::report::write::number;

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
    let left_out = left_out(&absence.left_out, *week_days);
    let figure = format!(
        "{}, n = {}{left_out}, {source}",
        rate(absent.value, error),
        counted(absence.agents(), "agent")
    );
    let what = "paid days without a shift (leave, sickness, other absence); breaks, meetings and training within a day are not \
                in a log and come on top";
    let employed = match absence.in_roster {
        0 => "an agent counts as employed from the first contact to the last".to_owned(),
        some if some == absence.agents() => "agents are employed as the roster has it".to_owned(),
        some => format!(
            "{} agents are employed as the roster has it, the others from the first contact to the last",
            number(some as f64, 0)
        ),
    };
    notes.push(format!(
        "days away: {} shifts (contacts without six hours between them) on {} paid days, {} of 7 being paid; {employed}; days on which \
         all are away, other work and channels that the log does not hold count as absence",
        number(absence.seen_days, 0),
        number(absence.paid_days, 0),
        week(*week_days)
    ));
    let value = format!("{{ absent = {} }}", share(absent.value));
    Setting::stated("shrinkage", value, what, figure).beside_others()
}

/// ` (24 left out: 20 who work clearly fewer than 5 days a week, 4 with fewer than 20 shifts)`; empty where nobody is.
fn left_out(left_out: &LeftOut, week_days: f64) -> String {
    let days = week(week_days);
    let each = [
        (left_out.fewer_days, format!("who work clearly fewer than {days} days a week")),
        (left_out.more_days, format!("who work clearly more than {days} days a week")),
        (left_out.rotating, "with a rota of other than 7 days".to_owned()),
        (left_out.few_contacts, "with fewer than 5 contacts in a middling shift".to_owned()),
        (left_out.few_shifts, "with fewer than 20 shifts".to_owned()),
    ];
    let each = each.iter().filter(|(agents, _)| *agents > 0);
    let each: Vec<String> =
        each.map(|(agents, who)| format!("{} {who}", number(*agents as f64, 0))).collect();
    match left_out.agents() {
        0 => String::new(),
        all => format!(" ({} left out: {})", number(all as f64, 0), each.join(", ")),
    }
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
