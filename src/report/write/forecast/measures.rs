//! Figures under the names that files have for them: a contract, in its order.

use crate::engine::{ChannelOutcome, IntervalOutcome, PeriodOutcome, Range, TeamOutcome};
use crate::report::service::clock;

/// Of a channel in a period.
pub(super) const fn channel_measures(figures: &ChannelOutcome) -> [(&'static str, Option<Range>); 9] {
    [
        ("offered", Some(figures.offered)),
        ("deflected", Some(figures.deflected)),
        ("service_level", figures.service_level),
        ("asa_seconds", figures.asa_seconds),
        ("p_abandon", figures.p_abandon),
        ("occupancy", figures.occupancy),
        ("backlog_end", figures.backlog_end),
        ("csat", figures.csat),
        ("csat_all_customers", figures.csat_all_customers),
    ]
}

/// Of the whole plan in a period.
pub(super) const fn plan_measures(figures: &PeriodOutcome) -> [(&'static str, Option<Range>); 4] {
    [
        ("csat", figures.csat),
        ("attrition", figures.attrition),
        ("cost", figures.cost),
        ("csat_all_customers", figures.csat_all_customers),
    ]
}

/// Of the whole plan in a period, expected values.
pub(super) const fn plan_expectations(figures: &PeriodOutcome) -> [(&'static str, Option<f64>); 3] {
    [
        (MEAN_SCORE, figures.mean_score),
        ("contacts_answered", figures.answered),
        ("cost_per_contact", figures.cost_per_contact),
    ]
}

/// Name of the mean score, an expected value.
pub(super) const MEAN_SCORE: &str = "mean_score";

/// Of a channel in an interval; what is not known of an interval is absent.
pub(super) const fn interval_measures(interval: &IntervalOutcome) -> [(&'static str, Option<f64>); 10] {
    [
        ("offered", Some(interval.offered)),
        ("deflected", None),
        ("service_level", interval.service_level),
        ("asa_seconds", interval.asa_seconds),
        ("p_abandon", interval.p_abandon),
        ("occupancy", interval.occupancy),
        ("backlog_end", Some(interval.queue_end)),
        ("csat", None),
        ("csat_all_customers", None),
        (MEAN_SCORE, None),
    ]
}

/// `2026-10-01T09:30`: an interval as a period.
pub(super) fn interval_label(interval: &IntervalOutcome) -> String {
    format!("{}T{}", interval.date, clock(interval.minute))
}

/// Of a team in a period.
pub(super) const fn team_measures(figures: &TeamOutcome) -> [(&'static str, Option<Range>); 15] {
    [
        ("required_fte", figures.required_fte),
        ("begin", figures.begin),
        ("starts", figures.starts),
        ("headcount_start", figures.headcount_start),
        ("leavers", figures.leavers),
        ("washouts", figures.washouts),
        ("moves", figures.moves),
        ("headcount_end", figures.headcount_end),
        ("productive", figures.productive),
        ("effective_fte", figures.effective_fte),
        ("gap_fte", figures.gap_fte),
        ("occupancy", figures.occupancy),
        ("turnover_annualised_all", figures.turnover_annualised_all),
        ("turnover_annualised_productive", figures.turnover_annualised_productive),
        ("cost", figures.cost),
    ]
}
