//! Figures that have no value by what they are about, and why; for results that programs read.

use crate::engine::{ChannelOutcome, PeriodOutcome, TeamOutcome};
use crate::model::{ChannelKind, WorkforceStep};
use crate::report::forecast::Case;

/// Code of these cautions.
pub const CODE: &str = "C123";

/// One measure without a value: where, and the sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absent {
    /// `channel.chat`, `team.leads`.
    pub place: String,
    /// Lower case, no full stop.
    pub text: String,
}

/// What has no value in some period of a case, each measure of a channel or team once.
#[must_use]
pub fn absent(case: &Case<'_>) -> Vec<Absent> {
    let mut found = Vec::new();
    let periods = &case.outcome.periods;
    for (at, channel) in case.plan.channels.iter().enumerate() {
        let missing =
            |of: Missing<ChannelOutcome>| missing(periods, |period| period.channels.get(at).is_some_and(of));
        for (measure, of) in CHANNEL {
            if missing(of) && (measure != "mean_score" || asks_scores(case)) {
                let why = of_channel(case, channel.kind, measure);
                found.push(told(&format!("channel.{}", channel.name), measure, &channel.name, why));
            }
        }
    }
    for (at, team) in case.plan.teams.iter().enumerate() {
        let missing =
            |of: Missing<TeamOutcome>| missing(periods, |period| period.teams.get(at).is_some_and(of));
        let takes_contacts = team.takes_contacts();
        for (measure, of) in TEAM {
            if missing(of) {
                let why = match measure {
                    "turnover_annualised_all" | "turnover_annualised_productive" => {
                        "nobody is there to leave"
                    }
                    _ if takes_contacts => "no contacts are answered there",
                    _ => "the team takes no contacts",
                };
                found.push(told(&format!("team.{}", team.name), measure, &team.name, why));
            }
        }
    }
    for (measure, of) in PLAN {
        if missing(periods, of) {
            let why = of_plan(case, measure);
            found.push(Absent {
                place: "plan".into(),
                text: format!("`{measure}` of the plan has no value: {why}"),
            });
        }
    }
    found
}

/// Whether a measure has no value.
type Missing<T> = fn(&T) -> bool;

const CHANNEL: [(&str, Missing<ChannelOutcome>); 8] = [
    ("service_level", |figures| figures.service_level.is_none()),
    ("asa_seconds", |figures| figures.asa_seconds.is_none()),
    ("p_abandon", |figures| figures.p_abandon.is_none()),
    ("occupancy", |figures| figures.occupancy.is_none()),
    ("backlog_end", |figures| figures.backlog_end.is_none()),
    ("csat", |figures| figures.csat.is_none()),
    ("csat_all_customers", |figures| figures.csat_all_customers.is_none()),
    ("mean_score", |figures| figures.mean_score.is_none()),
];

const TEAM: [(&str, Missing<TeamOutcome>); 5] = [
    ("required_fte", |figures| figures.required_fte.is_none()),
    ("gap_fte", |figures| figures.gap_fte.is_none()),
    ("occupancy", |figures| figures.occupancy.is_none()),
    ("turnover_annualised_all", |figures| figures.turnover_annualised_all.is_none()),
    ("turnover_annualised_productive", |figures| figures.turnover_annualised_productive.is_none()),
];

/// Whether anything asks for scores: without a survey nobody expects their mean.
fn asks_scores(case: &Case<'_>) -> bool {
    case.plan.csat.as_ref().is_some_and(|settings| settings.fitted_from_survey)
}

const PLAN: [(&str, Missing<PeriodOutcome>); 4] = [
    ("cost", |figures| figures.cost.is_none()),
    ("cost_per_contact", |figures| figures.cost_per_contact.is_none()),
    ("cost_lines", |figures| figures.cost_lines.is_none()),
    ("memo_lines", |figures| figures.memo.is_none()),
];

/// Why money has no value.
fn of_plan(case: &Case<'_>, measure: &str) -> &'static str {
    let finer = case.outcome.periods.iter().any(|period| period.cost_lines.is_none());
    match measure {
        "cost_per_contact" if !finer => cost_per_contact(case),
        _ => match case.plan.settings.workforce_step {
            WorkforceStep::Month => {
                "people and their pay are followed by month, and these periods are shorter"
            }
            WorkforceStep::Week => "people and their pay are followed by week, and these periods are shorter",
        },
    }
}

/// Why a contact answered has no cost.
#[must_use]
pub(in crate::report) fn cost_per_contact(case: &Case<'_>) -> &'static str {
    let known = case.outcome.periods.iter().all(|period| period.answered.is_some());
    match known {
        true => "no contacts are answered",
        false if case.outcome.sweep_point => {
            "a queue without patience is not followed in points of sweeps, so that how many are answered is not known"
        }
        false => "a queue without patience is overloaded, so that how many are answered is not known",
    }
}

fn missing(periods: &[PeriodOutcome], of: impl Fn(&PeriodOutcome) -> bool) -> bool {
    periods.iter().any(of)
}

fn of_channel(case: &Case<'_>, kind: ChannelKind, measure: &str) -> &'static str {
    match (measure, kind) {
        ("csat" | "csat_all_customers" | "mean_score", _) if case.plan.csat.is_none() => {
            "the plan has no `[csat]`"
        }
        ("mean_score", _) if case.outcome.sweep_point => {
            "the expected course of a sweep point is not followed"
        }
        ("mean_score", _) if !case.scored() => "no survey tells the scale of scores",
        ("backlog_end", ChannelKind::Live) => "a live channel keeps no backlog",
        ("p_abandon" | "occupancy", ChannelKind::Deferred) => "nobody waits in line for deferred work",
        _ => "no contacts are answered there",
    }
}

fn told(place: &str, measure: &str, name: &str, why: &str) -> Absent {
    Absent { place: place.to_owned(), text: format!("`{measure}` of `{name}` has no value: {why}") }
}
