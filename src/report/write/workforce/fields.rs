//! The figures of a team in a period, under the names that programs know them by.

use crate::engine::workforce_outlook::{Quantiles, TeamPeriod};

/// Expected figures in the order of the contract.
pub(super) fn figures(period: &TeamPeriod) -> Vec<(&'static str, Option<f64>)> {
    let flows = &period.flows;
    let mut all: Vec<(&'static str, Option<f64>)> = [
        ("begin", flows.begin),
        ("starts", flows.starts),
        ("moved_in", flows.moved_in),
        ("moved_out", flows.moved_out),
        ("headcount_start", flows.headcount_start),
        ("trainees_start", flows.trainees_start),
        ("productive_start", flows.productive_start),
        ("seniors_start", flows.above_entry(|grade| grade.start)),
        ("fte_start", flows.fte_start),
        ("fte_mid", flows.fte_mid),
        ("leavers", flows.leavers),
        ("trainee_leavers", flows.trainee_leavers),
        ("productive_leavers", flows.productive_leavers()),
        ("senior_leavers", flows.above_entry(|grade| grade.leavers)),
        ("washouts", flows.washouts),
        ("promotions", flows.promotions()),
        ("headcount_end", flows.headcount_end),
        ("seniors_end", flows.above_entry(|grade| grade.end)),
        ("avg_headcount", flows.avg_headcount),
        ("avg_productive", flows.avg_productive),
        ("vacancies_due", flows.due),
        ("vacancies_start", flows.vacancies_start),
        ("vacancies_pipeline", flows.vacancies_pipeline),
        ("waiting", flows.waiting),
    ]
    .map(|(name, value)| (name, Some(value)))
    .into();
    all.push(("turnover_annualised_all", period.turnover_all));
    all.push(("turnover_annualised_productive", period.turnover_productive));
    all.push(("cost", Some(period.cost.total())));
    all
}

/// The quantiles that go with some of them.
pub(super) fn quantiles(period: &TeamPeriod) -> [(&'static str, Option<Quantiles>); 3] {
    [
        ("headcount_end", period.headcount),
        ("productive_start", period.productive),
        ("cumulative_separations", period.separations),
    ]
}

/// A team's people of one grade in a period, expected.
pub(super) fn grade(period: &TeamPeriod, place: usize) -> [(&'static str, f64); 6] {
    let flows = &period.flows.by_grade[place];
    [
        ("leavers", flows.leavers),
        ("promotions_in", flows.promoted_in),
        ("promotions_out", flows.promoted_out),
        ("headcount_end", flows.end),
        ("fte_mid", flows.fte_mid),
        ("vacancies", flows.unfilled),
    ]
}
