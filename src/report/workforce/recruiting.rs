//! Whom to find: the funnel from applications to starts.

use super::WorkforceReport;
use crate::engine::workforce_outlook::Candidates;
use crate::engine::workforce_outlook::TeamPeople;
use crate::report::table::{Cell, Column, Table};

/// Candidates of a team by period of application; without rows for a team that states no funnel.
pub(super) fn table(report: &WorkforceReport<'_>, team: &TeamPeople) -> Table {
    let columns = vec![
        Column::labels(report.cut()),
        Column::figures("applicants", "people"),
        Column::figures("offers", "people"),
        Column::figures("acceptances", "people"),
        Column::figures("starts", "people"),
    ];
    let title = format!("Whom to find for `{}`, by {} of application", team.team, report.cut());
    let mut table = Table::new(title, columns);
    let row = |label: &str, found: Candidates, starts: Option<f64>| {
        let people = |value| Cell::number(Some(value), 1, "");
        vec![
            Cell::text(label),
            people(found.applicants),
            people(found.offers),
            people(found.acceptances),
            Cell::number(starts, 1, "before the plan"),
        ]
    };
    let before = team.summary.candidates_before.filter(|before| before.applicants > 0.0);
    table.rows.extend(before.map(|found| row("before", found, None)));
    for period in &team.periods {
        let Some(found) = period.candidates else { continue };
        table.rows.push(row(&period.period.label, found, Some(period.flows.starts)));
    }
    table.notes.push(
        "those who must apply in it for later starts, expected, replacements of leavers included; starts beyond the plan are not \
         looked for; starts: those of the period itself, who applied earlier"
            .into(),
    );
    table
}
