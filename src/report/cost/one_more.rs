//! What one more person buys.

use crate::engine::OneMore;
use crate::report::forecast::{Case, Forecast};
use crate::report::table::{Cell, Column, Content, Table, Tone};
use crate::report::write::number;

/// Level from which next to nothing can be gained, whatever the goal.
const FULL: f64 = 0.995;

/// Teams of which one more does the same to a channel.
struct Buys<'a> {
    one: &'a OneMore,
    teams: Vec<&'a str>,
}

/// What one more paid FTE of each team does to the channels that it serves, in the worst month of each.
#[must_use]
pub(in crate::report) fn one_more(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let currency = &case.plan.settings.currency;
    let columns = vec![
        Column::words("channel"),
        Column::words("by one more of"),
        Column::labels("worst month"),
        Column::figures("gain", "points"),
        Column::figures("cost", currency.clone()),
        Column::figures("a point", currency.clone()),
    ];
    let mut table = Table::new("What one more person buys", columns);
    let (mut last, mut too_few) = (None, false);
    for Buys { one, teams } in together(&case) {
        let channel =
            if last.replace(one.channel) == Some(one.channel) { "" } else { case.channel(one.channel) };
        let gain = gain(&case, one);
        too_few |= gain == Gain::TooFewPeople;
        table.rows.push(vec![
            Cell::text(channel),
            Cell::text(teams.join(" or ")),
            Cell::text(one.period.clone()),
            gain.cell(),
            Cell::number(Some(one.cost).filter(|cost| *cost > 0.0), 0, NO_PRICE),
            Cell::from(
                one.cost_per_point()
                    .map_or(Content::Blank, |cost| Content::Number { value: cost, decimals: 0 }),
            ),
        ]);
    }
    table.notes.push(
        "one more paid FTE, proficient, all through that month; the same person serves all channels of the team; cost is pay with \
         on-costs, bonus and seat of the month; gains are those of the expected people and demand: on average over all courses they \
         may be larger where service is uncertain"
            .into(),
    );
    if too_few {
        let least = number(OneMore::LEAST, 2);
        table.notes.push(format!("far too few people: one more gains less than {least} points"));
    }
    table.without_empty_columns()
}

const NO_PRICE: &str = "nobody of this team is paid";

/// By channel, teams that buy the same together.
fn together<'a>(case: &Case<'a>) -> Vec<Buys<'a>> {
    let mut all: Vec<Buys<'a>> = Vec::new();
    let names = &case.outcome.teams;
    for one in &case.outcome.one_more {
        let team = names.get(one.team).map_or("?", String::as_str);
        match all.iter_mut().find(|other| printed(other.one) == printed(one)) {
            Some(same) => same.teams.push(team),
            None => all.push(Buys { one, teams: vec![team] }),
        }
    }
    all.sort_by_key(|buys| buys.one.channel);
    all
}

/// What a row says.
fn printed(one: &OneMore) -> (usize, &str, String, String, Option<String>) {
    let each = one.cost_per_point().map(|cost| number(cost, 0));
    (one.channel, &one.period, number(one.points(), 2), number(one.cost, 0), each)
}

/// What one more does.
#[derive(Clone, Copy, PartialEq)]
enum Gain {
    Points(f64),
    /// The goal is held, or nearly everybody is served.
    Nothing,
    /// Hardly anybody is served: so few are there that one more does not show.
    TooFewPeople,
    /// Below the goal, and people are not what is missing there.
    Little,
}

fn gain(case: &Case<'_>, one: &OneMore) -> Gain {
    let goal =
        case.plan.channels.get(one.channel).and_then(|channel| Some(channel.service_level?.share.get()));
    if one.points() >= OneMore::LEAST {
        Gain::Points(one.points())
    } else if one.level >= goal.unwrap_or(FULL).min(FULL) {
        Gain::Nothing
    } else if one.level < 0.5 * goal.unwrap_or(1.0) {
        Gain::TooFewPeople
    } else {
        Gain::Little
    }
}

impl Gain {
    fn cell(self) -> Cell {
        match self {
            Self::Points(value) => Content::Signed { value, decimals: 2 }.into(),
            Self::Nothing => Cell::text("nothing to gain").in_tone(Tone::Faint),
            Self::TooFewPeople => Cell::text("far too few people"),
            Self::Little => {
                Cell::text(format!("less than {}", number(OneMore::LEAST, 2))).in_tone(Tone::Faint)
            }
        }
    }
}
