//! Where the hours of the week go that are not on contacts.

use crate::engine::TimeOff;
use crate::engine::workforce_outlook::TeamPeople;
use crate::report::table::{Cell, Column, Content, Table};

/// The parts of a team's shrinkage over the horizon; without rows for a team that has none.
pub(super) fn table(team: &TeamPeople) -> Table {
    let columns = vec![
        Column::labels("part"),
        Column::figures("share", "of hours"),
        Column::figures("lowest–", "highest"),
        Column::figures("people off", "at a time"),
        Column::words("paid"),
    ];
    let mut table = Table::new(format!("Time off the contacts in `{}`", team.team), columns);
    let Some(first) = team.periods.first() else { return table };
    for at in 0..first.time_off.len() {
        let parts: Vec<&TimeOff> = team.periods.iter().filter_map(|period| period.time_off.get(at)).collect();
        table.rows.push(row(&parts[0].part, &parts, if parts[0].paid { "yes" } else { "no" }));
    }
    if first.time_off.len() > 1 {
        let whole: Vec<TimeOff> = team.periods.iter().map(|period| together(&period.time_off)).collect();
        table.rows.push(row("in all", &whole.iter().collect::<Vec<_>>(), ""));
    }
    table.notes.push(
        "averages over the horizon; people past onboarding; a need on seat takes need ÷ (1 - share) people"
            .into(),
    );
    table.without_empty_columns()
}

fn together(parts: &[TimeOff]) -> TimeOff {
    let sum = |of: fn(&TimeOff) -> f64| parts.iter().map(of).sum();
    TimeOff {
        part: String::new(),
        share: sum(|part| part.share),
        people: sum(|part| part.people),
        paid: true,
    }
}

fn row(name: &str, parts: &[&TimeOff], paid: &str) -> Vec<Cell> {
    let mean = |of: fn(&TimeOff) -> f64| parts.iter().map(|part| of(part)).sum::<f64>() / parts.len() as f64;
    let shares = || parts.iter().map(|part| part.share);
    let (low, high) = (shares().fold(f64::INFINITY, f64::min), shares().fold(0.0, f64::max));
    vec![
        Cell::text(name),
        Content::Percent(mean(|part| part.share)).into(),
        if high - low < 5e-4 { Cell::blank() } else { Content::PercentRange { low, high }.into() },
        Cell::number(Some(mean(|part| part.people)), 1, ""),
        Cell::text(paid),
    ]
}
