//! What the attrition of the plan means: its basis, and the hazard that follows.

use super::WorkforceReport;
use crate::engine::calibrate::HazardModel;
use crate::engine::workforce_outlook::HazardEvidence;
use crate::model::{Attrition, AttritionBasis, LearntAttrition};
use crate::report::calibration::law;
use crate::report::cautions::counted;
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{number, percent};

/// The baseline's attrition by team and tenure.
pub(super) fn table(report: &WorkforceReport<'_>) -> Table {
    let teams = &report.baseline.people.teams;
    let learnt = teams.iter().any(|team| matches!(team.attrition.written, Attrition::Learnt(_)));
    let mut table = Table::new("What the attrition of the plan means", columns(learnt));
    for team in teams {
        for (at, hazard) in team.attrition.hazards.iter().enumerate() {
            let names = [team.team.clone(), written(&team.attrition.written, team.attrition.scale)];
            let mut row: Vec<Cell> =
                names.map(|name| if at == 0 { Cell::text(name) } else { Cell::blank() }).into();
            row.extend([Cell::text(tenure(hazard.from, hazard.to)), Content::Percent(hazard.annual).into()]);
            if learnt {
                row.push(error(hazard.evidence));
            }
            row.extend([hazard.in_a_month, hazard.in_a_year].map(|share| Content::Percent(share).into()));
            if learnt {
                row.extend(evidence(hazard.evidence));
            }
            table.rows.push(row);
        }
    }
    table.notes.push(
        "hazard: leavers ÷ (people × years) of those at that tenure; over a year of it a share of 1 - e^-hazard leaves"
            .into(),
    );
    for team in teams {
        if let Attrition::Learnt(roster) = &team.attrition.written {
            table.notes.push(format!("`{}`: {}", team.team, learnt_from(roster)));
        }
    }
    table
}

fn columns(learnt: bool) -> Vec<Column> {
    let mut columns =
        vec![Column::words("team"), Column::words("attrition as written"), Column::labels("tenure")];
    columns.push(Column::figures("hazard", "a year"));
    if learnt {
        columns.push(Column::figures("error ±", "points"));
    }
    columns.push(Column::figures("leaves in", "a month"));
    columns.push(Column::figures("leaves in", "a year").spare(u8::from(learnt)));
    if learnt {
        columns.push(Column::figures("leavers", "seen").spare(2));
        columns.push(Column::figures("person-", "years").spare(2));
    }
    columns
}

const NO_RATE: &str = "not learnt from a roster, or of a law that has no rate of its own there";

/// One standard error of a rate.
fn error(of: Option<HazardEvidence>) -> Cell {
    Cell::number(of.map(|of| 100.0 * of.error), 1, NO_RATE)
}

/// Leavers and person-years behind a rate.
fn evidence(of: Option<HazardEvidence>) -> [Cell; 2] {
    [
        Cell::number(of.map(|of| f64::from(of.leavers)), 0, NO_RATE),
        Cell::number(of.map(|of| of.person_years), 1, NO_RATE),
    ]
}

/// "from 2024-01-01 to 2026-09-30 the roster has 54 leavers of 210 people in 120.3 person-years; by bands of tenure, …".
fn learnt_from(roster: &LearntAttrition) -> String {
    let (learnt, hazard) = (&roster.learnt, &roster.learnt.hazard);
    let form = match hazard.chosen() {
        HazardModel::Exponential => "one rate at every tenure".to_owned(),
        HazardModel::Weibull => format!("a Weibull law by tenure, {}", law(hazard)),
        HazardModel::Bands => {
            "bands of tenure, each leaning on the rate of all as if two more had left".to_owned()
        }
    };
    let why = if hazard.is_bare() { "fewer than ten leavers bear no more" } else { "least AIC" };
    format!(
        "from {} to {} the roster has {} of {} in {} person-years at risk, {} ± {} points a year; {form} ({why})",
        learnt.window.0,
        learnt.window.1,
        counted(hazard.leavers as usize, "leaver"),
        counted(learnt.people, "employment"),
        number(learnt.person_years(), 1),
        percent(hazard.annual),
        number(100.0 * hazard.annual_error, 1)
    )
}

/// "28.0% a year as turnover: leavers ÷ average headcount".
fn written(attrition: &Attrition, scale: f64) -> String {
    match attrition {
        Attrition::Annual { rate, basis, bands } => {
            let basis = match basis {
                AttritionBasis::Turnover => "as turnover: leavers ÷ average headcount",
                AttritionBasis::Probability => "as the probability that a person leaves within a year",
            };
            let scaled = if bands.is_empty() {
                String::new()
            } else {
                format!("; weights by tenure times {} give it in the first twelve months", number(scale, 3))
            };
            format!("{} a year {basis}{scaled}", percent(*rate))
        }
        Attrition::Monthly(share) => {
            format!("{} a month, as the probability to leave in it", percent(share.get()))
        }
        Attrition::ByTenure(_) => "turnover a year by tenure, taken as it is".into(),
        Attrition::Weibull { shape, scale_months } => {
            format!("Weibull, shape {}, scale {} months", number(*shape, 2), number(*scale_months, 1))
        }
        Attrition::Learnt(roster) => format!("learnt from `{}`", roster.roster),
    }
}

fn tenure(from: u32, to: Option<u32>) -> String {
    match (from, to) {
        (0, None) => "any".into(),
        (from, Some(to)) => format!("{from}–{to} months"),
        (from, None) => format!("over {from} months"),
    }
}
