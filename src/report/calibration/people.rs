//! What a roster says of a team's keys.

use super::CalibrationReport;
use super::service::files;
use super::settings::{PlanTable, Setting, rounded, share};
use super::words::{counted, reason_of};
use crate::engine::calibrate::{BandRate, HazardChoice, HazardModel, LearningFigures, RosterFigures, Untold};
use crate::report::write::{number, percent};

/// Rates beyond this no plan takes, a year.
const MOST_ANNUAL: f64 = 10.0;
/// Reasons that are listed.
const REASONS: usize = 8;

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
    let shrinkage = Setting::untold("shrinkage", &reason_of(Untold::OtherData));
    PlanTable {
        path: vec!["team".into(), report.team.to_owned()],
        settings: vec![attrition, ramp, shrinkage],
        notes,
    }
}

/// `28.3% ± 4.1 points`.
fn rate(value: f64, error: f64) -> String {
    format!("{} ± {} points", percent(value), number(100.0 * error, 1))
}

fn attrition(hazard: &HazardChoice, roster: &RosterFigures, source: &str) -> Setting {
    let (first, last) = roster.window;
    let base = format!(
        "n = {} of {}, {} person-years, {first} to {last}, {source}",
        counted(hazard.leavers as usize, "leaver"),
        counted(roster.people, "person-spell"),
        number(hazard.person_days / 365.25, 1)
    );
    let (value, what, most) = match hazard.chosen() {
        HazardModel::Exponential => (
            format!("{{ annual = {}, basis = \"turnover\" }}", share(hazard.annual)),
            format!(
                "the same at every tenure (least AIC), {} a year",
                rate(hazard.annual, hazard.annual_error)
            ),
            hazard.annual,
        ),
        HazardModel::Weibull => {
            (weibull(hazard), format!("by a Weibull law (least AIC), {}", law(hazard)), 0.0)
        }
        HazardModel::Bands => (
            bands(hazard),
            "by bands of tenure (least AIC), each leaning on the rate of all as if two more had left".into(),
            hazard.bands.iter().map(|band| band.shrunk).fold(0.0, f64::max),
        ),
    };
    if most > MOST_ANNUAL {
        let what = format!("{what}; a rate over 1000% a year, which no plan takes");
        return Setting::stated("attrition", value, what, base).told_only();
    }
    Setting::stated("attrition", value, what, base)
}

fn weibull(hazard: &HazardChoice) -> String {
    let Some(fit) = &hazard.weibull else { return String::new() };
    format!(
        "{{ weibull = {{ shape = {}, scale = \"{} months\" }} }}",
        rounded(fit.shape),
        rounded(fit.scale_months())
    )
}

fn law(hazard: &HazardChoice) -> String {
    let Some(fit) = &hazard.weibull else { return "no Weibull law fits".into() };
    format!(
        "shape {} ± {}, scale {} ± {} months",
        number(fit.shape, 3),
        number(fit.shape * fit.log_shape_error, 3),
        number(fit.scale_months(), 1),
        number(fit.scale_months() * fit.log_scale_error, 1)
    )
}

/// `{ by_tenure = { "0-1 months" = "120% / year", … } }`.
fn bands(hazard: &HazardChoice) -> String {
    let each = hazard
        .bands
        .iter()
        .map(|band| format!("\"{}\" = \"{}% / year\"", band_name(band), rounded(100.0 * band.shrunk)));
    format!("{{ by_tenure = {{ {} }} }}", each.collect::<Vec<_>>().join(", "))
}

/// The name of a band as a plan has it.
#[must_use]
pub(in crate::report) fn band_name(band: &BandRate) -> String {
    match band.to {
        Some(to) => format!("{}-{to} months", band.from),
        None => format!("over {} months", band.from),
    }
}

fn hazard_notes(hazard: &HazardChoice, notes: &mut Vec<String>) {
    let weibull = hazard.aic_weibull.map_or("no fit".into(), |aic| number(aic, 1));
    notes.push(format!(
        "AIC: the same at every tenure {}, Weibull {weibull}, bands of tenure {}; the least is chosen{}",
        number(hazard.aic_exponential, 1),
        number(hazard.aic_bands, 1),
        if hazard.leavers < 10 { ", but fewer than ten leavers bear one rate alone" } else { "" }
    ));
    let each = hazard.bands.iter().map(|band| {
        let own = match (band.annual(), band.standard_error()) {
            (Some(value), Some(error)) => rate(value, error),
            _ => "nobody at risk".into(),
        };
        format!("{} {own} (n = {}, leaning {})", band_name(band), band.events, percent(band.shrunk))
    });
    notes.push(format!("leavers a person-year by tenure: {}", each.collect::<Vec<_>>().join("; ")));
    if hazard.chosen() != HazardModel::Bands {
        notes.push(format!("the same by bands: attrition = {}", bands(hazard)));
    }
    if hazard.chosen() != HazardModel::Weibull && hazard.weibull.is_some() {
        notes.push(format!("a Weibull law: {}", law(hazard)));
    }
}

fn roster_notes(roster: &RosterFigures, notes: &mut Vec<String>) {
    let (first, last) = roster.window;
    window_notes(roster, notes);
    let stays = roster.stays.iter().map(|stay| {
        let interval = stay
            .interval
            .map(|(low, high)| format!(" ({} to {})", percent(low), percent(high)))
            .unwrap_or_default();
        format!("{} {}{interval}", counted(stay.months as usize, "month"), percent(stay.share))
    });
    let stays: Vec<String> = stays.collect();
    if !stays.is_empty() {
        let from = match roster.told_from {
            0 => String::new(),
            days => format!(", of those who reached {days} days: before, fewer than five people are at risk"),
        };
        notes.push(format!("share that stays longer than (Kaplan-Meier, 95 %){from}: {}", stays.join("; ")));
    }
    if let Some(days) = roster.median_days {
        notes.push(format!("half are gone after {} months", number(f64::from(days) / 30.4375, 1)));
    }
    let by_definition = [
        ("leavers over average headcount", roster.count.turnover()),
        ("over the mean of opening and closing", roster.count.two_point()),
        ("over opening", roster.count.of_opening()),
    ];
    let each =
        by_definition.iter().filter_map(|(name, value)| Some(format!("{name} {}", percent((*value)?))));
    notes.push(format!("turnover a year from {first} to {last}: {}", each.collect::<Vec<_>>().join(", ")));
    if !roster.reasons.is_empty() {
        let name =
            |reason: &str| if reason.is_empty() { "no reason given".into() } else { format!("`{reason}`") };
        let each = roster.reasons.iter().take(REASONS).map(|one| {
            format!(
                "{} {} of leavers, {} a year (n = {})",
                name(&one.reason),
                percent(one.share),
                percent(one.annual),
                one.leavers
            )
        });
        let rest = roster.reasons.len().saturating_sub(REASONS);
        let rest = if rest > 0 { format!("; and {rest} more") } else { String::new() };
        notes.push(format!("by reason: {}{rest}", each.collect::<Vec<_>>().join("; ")));
    }
}

/// What there is to say of the window.
fn window_notes(roster: &RosterFigures, notes: &mut Vec<String>) {
    let (first, last) = roster.window;
    if let Some(silence) = &roster.silence {
        notes.push(format!(
            "CHECK the window: nobody leaves before {}, and {} leavers were to be expected by then; were they recorded from {first} on? If \
             not, people seem to stay longer than they do: say a later --window-start",
            silence.until,
            number(silence.expected, 1)
        ));
    }
    notes.push(if roster.hired_before == 0 {
        format!(
            "CHECK the window: nobody was hired before {first}, so everybody is seen from the hire on; that holds only if leavers have \
             been recorded since then, which a roster of those still employed does not show"
        )
    } else {
        format!(
            "{} of {} were hired before {first} and are seen from that day on only: those who had left before are not in their place",
            number(roster.hired_before as f64, 0),
            number(roster.people as f64, 0)
        )
    });
    if roster.left_before > 0 {
        notes.push(format!(
            "{} left before {first} and say nothing here; if all leavers are recorded from an earlier day on, say that day",
            counted(roster.left_before, "person-spell")
        ));
    }
    if roster.without_a_day > 0 {
        notes.push(format!(
            "{} of no day within the window say nothing",
            counted(roster.without_a_day, "person-spell")
        ));
    }
    if roster.ends_with_last_date {
        notes.push(format!(
            "the roster is taken to end with its last date, {last}; if it was exported later, say so: --as-of DATE"
        ));
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
