//! What the attrition of the plan means: its basis, and the hazard that follows.

use super::WorkforceReport;
use crate::model::{Attrition, AttritionBasis};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{number, percent};

/// The baseline's attrition by team and tenure.
pub(super) fn table(report: &WorkforceReport<'_>) -> Table {
    let columns = vec![
        Column::words("team"),
        Column::words("attrition as written"),
        Column::labels("tenure"),
        Column::figures("hazard", "a year"),
        Column::figures("leaves in", "a month"),
        Column::figures("leaves in", "a year"),
    ];
    let mut table = Table::new("What the attrition of the plan means", columns);
    for team in &report.baseline.people.teams {
        for (at, hazard) in team.attrition.hazards.iter().enumerate() {
            let first = at == 0;
            table.rows.push(vec![
                if first { Cell::text(team.team.clone()) } else { Cell::blank() },
                if first {
                    Cell::text(written(&team.attrition.written, team.attrition.scale))
                } else {
                    Cell::blank()
                },
                Cell::text(tenure(hazard.from, hazard.to)),
                Content::Percent(hazard.annual).into(),
                Content::Percent(hazard.in_a_month).into(),
                Content::Percent(hazard.in_a_year).into(),
            ]);
        }
    }
    table.notes.push(
        "hazard: leavers ÷ (people × years) of those at that tenure; over a year of it a share of 1 - e^-hazard leaves"
            .into(),
    );
    table
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
    }
}

fn tenure(from: u32, to: Option<u32>) -> String {
    match (from, to) {
        (0, None) => "any".into(),
        (from, Some(to)) => format!("{from}–{to} months"),
        (from, None) => format!("over {from} months"),
    }
}
