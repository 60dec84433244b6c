//! The satisfaction model as it was used: each coefficient with where it comes from and what it does to the answer.

use super::forecast::Forecast;
use super::table::{Cell, Column, Content, Table, Tone};
use super::write::{number, percent, signed};
use crate::engine::{SatisfactionAccount, Swing, SwingEnd};
use crate::model::Provenance;

/// A swing below this share is not shown beside a scenario.
const LEAST_SWING: f64 = 0.0005;
/// Coefficients shown beside a scenario.
const MOST: usize = 3;
/// Columns of a screen of 80 that a scenario's name may take beside the change and its ends.
const LONGEST_NAME: usize = 36;
const NOT_FOLLOWED: &str = "no contacts are answered there";

/// Coefficients of the baseline, those that move the answer most first.
#[must_use]
pub(super) fn coefficients(forecast: &Forecast<'_>) -> Table {
    let Some(account) = &forecast.baseline.outcome.satisfaction else { return Table::default() };
    let columns = vec![
        Column::words("coefficient"),
        Column::figures("value", "logit"),
        Column::figures("from–to", "logit").spare(2),
        Column::figures("CSAT", "at from"),
        Column::figures("CSAT", "at to"),
        Column::figures("of all", "at from").spare(3),
        Column::figures("of all", "at to").spare(3),
        Column::words("where it comes from"),
    ];
    let mut table = Table::new("What moves satisfaction", columns);
    let mut ranked: Vec<_> = account.coefficients.iter().zip(&account.swings).collect();
    ranked.sort_by(|a, b| widest(b.1).total_cmp(&widest(a.1)));
    for ((name, coefficient), swing) in ranked {
        let csat = |end: &SwingEnd| points(end.value.zip(account.expected).map(|(at, by)| at.csat - by.csat));
        let all = |end: &SwingEnd| {
            points(end.value.zip(account.expected).map(|(at, by)| at.all_customers - by.all_customers))
        };
        table.rows.push(vec![
            Cell::text(*name),
            Cell::text(signed(coefficient.value, 3)),
            Cell::text(ends(swing)),
            csat(&swing.low),
            csat(&swing.high),
            all(&swing.low),
            all(&swing.high),
            Cell::text(source(coefficient.provenance)),
        ]);
    }
    table.notes = notes(forecast, account);
    table.without_empty_columns()
}

/// What the baseline's month is, and how to read its swings.
fn notes(forecast: &Forecast<'_>, account: &SatisfactionAccount) -> Vec<String> {
    let today = percent(account.today);
    let mut notes = vec![match account.shift {
        Some(shift) => format!("calibrated to {today} today by a common shift of {}", signed(shift, 3)),
        None => format!("not calibrated to {today} today: nobody is answered in the baseline's first month"),
    }];
    if let Some(expected) = account.expected {
        notes.push(format!(
            "CSAT of {} is {} as expected, {} of all customers; the columns show by how many points the ends of a coefficient's range \
             move it{}: the 90 % interval of a fit, else half of the value to either side",
            account.period,
            percent(expected.csat),
            percent(expected.all_customers),
            if account.shift.is_some() { ", calibrated anew" } else { "" }
        ));
    }
    let names = forecast.baseline.outcome.channels.iter();
    let levels: Vec<String> = names
        .zip(&account.levels)
        .filter(|(_, level)| level.abs() > 0.0)
        .map(|(name, level)| format!("`{name}` {}", signed(*level, 3)))
        .collect();
    if !levels.is_empty() {
        notes.push(format!("channels' own levels on the logit, about their mean: {}", levels.join(", ")));
    }
    if let Some(mean) = forecast.baseline.last().and_then(|period| period.mean_score) {
        notes.push(format!(
            "mean score at the end {} of 5, from the same survey; an NPS takes answers from 0 to 10, which scores from 1 to 5 are not",
            number(mean, 2)
        ));
    }
    notes
}

/// What the range of each coefficient does to every scenario's change of satisfaction.
#[must_use]
pub(super) fn scenarios(forecast: &Forecast<'_>) -> Table {
    let columns = vec![
        names(forecast),
        Column::figures("CSAT", "change"),
        Column::labels("coefficient"),
        Column::figures("change", "at from"),
        Column::figures("change", "at to"),
        Column::figures("from–to", "logit").spare(1),
    ];
    let mut table = Table::new("How sure the changes of satisfaction are", columns);
    for case in forecast.named().skip(1) {
        let Some(account) = &case.outcome.satisfaction else { continue };
        let change = account.expected.zip(account.baseline).map(|(at, base)| at.csat - base.csat);
        let mut moving: Vec<(&str, &Swing)> = account
            .coefficients
            .iter()
            .zip(&account.swings)
            .filter(|(_, swing)| swing.width().is_some_and(|width| width >= LEAST_SWING))
            .map(|((name, _), swing)| (*name, swing))
            .collect();
        moving.sort_by(|a, b| widest(b.1).total_cmp(&widest(a.1)));
        moving.truncate(MOST);
        if moving.is_empty() {
            let none = Cell::text("none matters").in_tone(Tone::Faint);
            let blank = Cell::blank;
            table.rows.push(vec![
                Cell::text(case.outcome.name.clone()),
                points(change),
                none,
                blank(),
                blank(),
                blank(),
            ]);
        }
        for (rank, (name, swing)) in moving.into_iter().enumerate() {
            table.rows.push(vec![
                if rank == 0 { Cell::text(case.outcome.name.clone()) } else { Cell::blank() },
                if rank == 0 { points(change) } else { Cell::blank() },
                Cell::text(name),
                points(swing.low.answer()),
                points(swing.high.answer()),
                Cell::text(ends(swing)),
            ]);
        }
    }
    if let Some(account) = &forecast.baseline.outcome.satisfaction {
        table.notes.push(format!(
            "points of CSAT in {} against the baseline, with expected people and demand; the same at the ends of a coefficient's range; \
             those that move the change by less than {} points are left out",
            account.period,
            number(100.0 * LEAST_SWING, 2)
        ));
    }
    table
}

/// The column of scenarios: whole names, for which ranges make room, unless one is too long for a narrow screen.
fn names(forecast: &Forecast<'_>) -> Column {
    let columns = |name: &str| name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
    let longest = forecast.named().map(|case| columns(&case.outcome.name)).max();
    if longest.is_some_and(|longest| longest <= LONGEST_NAME) {
        Column::labels("scenario")
    } else {
        Column::words("scenario")
    }
}

fn points(share: Option<f64>) -> Cell {
    let content = share
        .map_or(Content::Absent(NOT_FOLLOWED), |share| Content::Signed { value: 100.0 * share, decimals: 2 });
    content.into()
}

/// By how much the ends of a range part the answer; what has none, or moves all customers alone, comes last.
fn widest(swing: &Swing) -> f64 {
    swing.width().unwrap_or(-1.0)
}

/// `-0.388 to -0.146`.
fn ends(swing: &Swing) -> String {
    format!("{} to {}", signed(swing.low.coefficient, 3), signed(swing.high.coefficient, 3))
}

fn source(provenance: Provenance) -> String {
    let fit = |standard_error: f64, answers: usize| {
        format!(
            "standard error {}, {} answers",
            number(standard_error, 3),
            number(u32::try_from(answers).map_or(f64::from(u32::MAX), f64::from), 0)
        )
    };
    match provenance {
        Provenance::Assumed => "assumed".into(),
        Provenance::Stated => "stated in the plan".into(),
        Provenance::Fitted { standard_error, answers } => format!("fitted, {}", fit(standard_error, answers)),
        Provenance::NoLink { estimate, standard_error, answers } => {
            format!("no link found: {}, {}; taken as none", signed(estimate, 3), fit(standard_error, answers))
        }
        Provenance::Undecided { estimate, standard_error, answers } => format!(
            "assumed; the survey has {}, {}, distinct neither from 0 nor from this",
            signed(estimate, 3),
            fit(standard_error, answers)
        ),
    }
}
