//! The people to come as a long table: a row a figure, in the columns of a forecast's.

use super::fields::{figures, grade, quantiles};
use crate::engine::workforce_outlook::{PeopleTarget, Quantiles, TeamPeople};
use crate::report::workforce::WorkforceReport;
use crate::report::write::escape::shown_csv;
use crate::report::write::history::{plain, written};

/// The columns; a contract.
const HEAD: [&str; 9] = ["scenario", "period", "kind", "name", "measure", "mean", "p10", "p50", "p90"];

/// All scenarios and sweep points.
#[must_use]
pub fn workforce_csv(report: &WorkforceReport<'_>) -> String {
    let rows = report.cases().flat_map(|case| {
        let scenario = shown_csv(&case.people.name).into_owned();
        let teams = case.people.teams.iter().flat_map(|team| team_rows(&scenario, team)).collect::<Vec<_>>();
        let targets = case.people.targets.iter().map(|target| target_row(&scenario, target));
        teams.into_iter().chain(targets.collect::<Vec<_>>())
    });
    written(HEAD.map(str::to_owned).to_vec(), rows)
}

fn team_rows(scenario: &str, team: &TeamPeople) -> Vec<Vec<String>> {
    let name = shown_csv(&team.team).into_owned();
    let mut rows = Vec::new();
    for period in &team.periods {
        let known = quantiles(period);
        let mut push = |measure: &str, figures: [Option<f64>; 4]| {
            let words = [scenario, &period.period.label, "team", &name, measure].map(str::to_owned);
            rows.push(words.into_iter().chain(figures.map(digits)).collect());
        };
        for (measure, mean) in figures(period) {
            let law = known.iter().find(|(of, _)| *of == measure).and_then(|(_, quantiles)| *quantiles);
            push(measure, with(mean, law));
        }
        let [.., (measure, law)] = known;
        push(measure, with(None, law));
        let found = period.candidates.map(|found| {
            [("applicants", found.applicants), ("offers", found.offers), ("acceptances", found.acceptances)]
        });
        for (stage, people) in found.into_iter().flatten() {
            push(stage, [Some(people), None, None, None]);
        }
        for part in &period.time_off {
            push(&format!("time_off_{}", shown_csv(&part.part)), [Some(part.share), None, None, None]);
        }
        for (line, value) in period.cost.told() {
            push(&format!("cost_{line}"), [Some(value), None, None, None]);
        }
        for (line, value) in period.memo.named() {
            push(&format!("memo_{line}"), [Some(value), None, None, None]);
        }
        for (place, of) in team.grades.iter().enumerate() {
            let name = shown_csv(&format!("{}/{of}", team.team)).into_owned();
            for (measure, value) in grade(period, place) {
                let words = [scenario, &period.period.label, "grade", &name, measure].map(str::to_owned);
                rows.push(words.into_iter().chain([Some(value), None, None, None].map(digits)).collect());
            }
        }
    }
    rows
}

fn with(mean: Option<f64>, law: Option<Quantiles>) -> [Option<f64>; 4] {
    let at = |place: usize| law.map(|Quantiles(values)| values[place]);
    [mean, at(1), at(3), at(5)]
}

fn target_row(scenario: &str, PeopleTarget { outcome, .. }: &PeopleTarget) -> Vec<String> {
    let measure = match outcome.target.measure {
        crate::model::Measure::Cost => "cost_to_date",
        crate::model::Measure::Attrition { population: crate::model::Population::Productive, .. } => {
            "attrition_productive"
        }
        _ => "attrition",
    };
    let value = outcome.value;
    let figures = [value.map(|v| v.mean), value.map(|v| v.p10), value.map(|v| v.p50), value.map(|v| v.p90)];
    let words = [scenario, &outcome.period, "plan", "", measure].map(str::to_owned);
    words.into_iter().chain(figures.map(digits)).collect()
}

fn digits(value: Option<f64>) -> String {
    value.filter(|value| value.is_finite()).map(plain).unwrap_or_default()
}
