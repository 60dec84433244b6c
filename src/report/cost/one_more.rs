//! What one more person buys.

use crate::engine::OneMore;
use crate::report::forecast::Forecast;
use crate::report::table::{Cell, Column, Content, Table, Tone};
use crate::report::write::number;

/// What one more paid FTE of each team does to the channels that it serves, in the worst month of each.
#[must_use]
pub(in crate::report) fn one_more(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let currency = &case.plan.settings.currency;
    let columns = vec![
        Column::words("team"),
        Column::words("channel"),
        Column::labels("worst month"),
        Column::figures("service", "level"),
        Column::figures("with one", "more"),
        Column::figures("gain", "points"),
        Column::figures("cost", currency.clone()),
        Column::figures("a point", currency.clone()),
    ];
    let mut table = Table::new("What one more person buys", columns);
    let mut last = None;
    for one in &case.outcome.one_more {
        let team = if last.replace(one.team) == Some(one.team) { "" } else { case.team(one.team) };
        let nothing = one.points() < OneMore::LEAST;
        let gain = if nothing {
            Cell::text("nothing to gain").in_tone(Tone::Faint)
        } else {
            Content::Signed { value: one.points(), decimals: 2 }.into()
        };
        table.rows.push(vec![
            Cell::text(team),
            Cell::text(case.channel(one.channel)),
            Cell::text(one.period.clone()),
            Content::Percent(one.level).into(),
            Content::Percent(one.with).into(),
            gain,
            Cell::number(Some(one.cost).filter(|cost| *cost > 0.0), 0, NO_PRICE),
            Cell::from(
                one.cost_per_point()
                    .map_or(Content::Blank, |cost| Content::Number { value: cost, decimals: 0 }),
            ),
        ]);
    }
    table.notes.push(format!(
        "one more paid FTE, proficient, all through the month, where people and demand are as expected (levels are not the means of the \
         tables above); the same person serves all channels \
         of the team; cost is pay with on-costs, bonus and seat; below {} points there is nothing to gain",
        number(OneMore::LEAST, 2)
    ));
    table.without_empty_columns()
}

const NO_PRICE: &str = "nobody of this team is paid";
