//! The satisfaction model as it was used, each coefficient with where it comes from.

use super::forecast::Forecast;
use super::table::{Cell, Column, Table};
use super::write::{number, percent, signed};
use crate::model::Provenance;

/// Coefficients of the baseline, with their sources.
#[must_use]
pub(super) fn table(forecast: &Forecast<'_>) -> Table {
    let columns = vec![
        Column::words("coefficient"),
        Column::figures("value", "logit"),
        Column::words("where it comes from"),
    ];
    let mut table = Table::new("What moves satisfaction", columns);
    let Some(account) = &forecast.baseline.outcome.satisfaction else { return table };
    for (name, coefficient) in &account.coefficients {
        table.rows.push(vec![
            Cell::text(*name),
            Cell::text(signed(coefficient.value, 3)),
            Cell::text(source(coefficient.provenance)),
        ]);
    }
    table.notes.push(format!(
        "calibrated to {} today by a common shift of {}",
        percent(account.today),
        signed(account.shift, 3)
    ));
    table
}

fn source(provenance: Provenance) -> String {
    match provenance {
        Provenance::Assumed => "assumed".into(),
        Provenance::Stated => "stated in the plan".into(),
        Provenance::Fitted { standard_error, answers } => format!(
            "fitted, standard error {}, {} answers",
            number(standard_error, 3),
            number(u32::try_from(answers).map_or(f64::from(u32::MAX), f64::from), 0)
        ),
    }
}
