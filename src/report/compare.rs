//! Scenarios side by side: where each ends, and how far that is from the baseline.

use super::cost;
use super::forecast::{Case, Forecast};
use super::table::{Cell, Column, Content, Table, Tone};
use super::targets::{Judged, judged, tally};
use super::write::number;
use crate::engine::Range;
use crate::model::{Measure, Scope};

/// Sweep points shown in a table; the files hold all.
const POINTS: usize = 40;
const NO_TEAM: &str = "no people are planned";

/// Figures of one case that scenarios are compared by.
struct Ends<'a> {
    case: Case<'a>,
    people: Option<f64>,
    fte: Option<f64>,
    gap: Option<f64>,
    level: Option<WorstLevel<'a>>,
    csat: Option<Range>,
    turnover: Option<f64>,
    cost: Option<f64>,
}

/// The service level furthest below its goal.
struct WorstLevel<'a> {
    channel: &'a str,
    period: &'a str,
    level: f64,
    missed: bool,
}

/// The baseline and every scenario, each with its difference beneath.
#[must_use]
pub(super) fn scenarios(forecast: &Forecast<'_>) -> Table {
    let base = ends(forecast.baseline);
    let mut table =
        Table::new("Scenarios, and their differences from the baseline", columns(forecast, "scenario"));
    for case in forecast.named() {
        let these = ends(case);
        let first = table.rows.is_empty();
        table.rows.push(values(&these, &case.outcome.name));
        if !first {
            table.rows.push(differences(&these, &base));
        }
    }
    if table.rows.len() < 2 {
        return Table::default();
    }
    table.notes.push(reading(forecast));
    table.notes.extend(cost::points(forecast));
    table.without_empty_columns()
}

/// One compact table a sweep.
#[must_use]
pub(super) fn sweeps(forecast: &Forecast<'_>) -> Vec<Table> {
    let points: Vec<Case<'_>> = forecast.points().collect();
    let groups = points.chunk_by(|a, b| split(&a.outcome.name).0 == split(&b.outcome.name).0);
    groups.map(|points| sweep(forecast, points)).collect()
}

fn sweep(forecast: &Forecast<'_>, points: &[Case<'_>]) -> Table {
    let all = number(u32::try_from(points.len()).map_or(f64::from(u32::MAX), f64::from), 0);
    let name = points.first().map_or("", |point| split(&point.outcome.name).0);
    let mut table = Table::new(format!("Sweep `{name}`, {all} points"), columns(forecast, "point"));
    let shown = points.iter().take(POINTS);
    table.rows = shown.map(|point| values(&ends(*point), split(&point.outcome.name).1)).collect();
    if points.len() > POINTS {
        table.notes.push(format!("the first {POINTS} of {all} points; JSON and CSV hold all of them"));
    }
    table.without_empty_columns()
}

/// `hires-by-attrition[10, 20%]` is the point `10, 20%` of `hires-by-attrition`.
fn split(name: &str) -> (&str, &str) {
    let inner = name.split_once('[').and_then(|(sweep, point)| Some((sweep, point.strip_suffix(']')?)));
    inner.unwrap_or(("", name))
}

fn reading(forecast: &Forecast<'_>) -> String {
    let satisfaction = if forecast.baseline.plan.csat.is_some() { ", FTE and CSAT" } else { " and FTE" };
    format!(
        "people{satisfaction} at the end; service and gap of the {} furthest below its goal or need, with no \
         difference where another channel is; turnover on average, cost in all",
        forecast.cut()
    )
}

fn columns(forecast: &Forecast<'_>, name: &str) -> Vec<Column> {
    let currency = &forecast.baseline.plan.settings.currency;
    vec![
        Column::words(name),
        Column::figures("people", "at end"),
        Column::figures("effective", "FTE"),
        Column::figures("worst", "gap FTE").spare(1),
        Column::figures("service", "worst"),
        Column::words("where").spare(2),
        Column::figures("CSAT", "at end"),
        Column::figures("p10–p90", "CSAT").spare(4),
        Column::figures("turn-", "over"),
        Column::figures("cost", currency.clone()),
        Column::figures("targets", "held"),
        Column::words("about").spare(5),
    ]
}

fn values(ends: &Ends<'_>, name: &str) -> Vec<Cell> {
    let (held, all) = tally(&ends.case);
    let level = ends.level.as_ref();
    let targets =
        if all == 0 { Cell::from(Content::Absent("")) } else { Cell::text(format!("{held} of {all}")) };
    vec![
        Cell::text(name),
        Cell::number(ends.people, 1, NO_TEAM),
        Cell::number(ends.fte, 1, NO_TEAM),
        Cell::number(ends.gap, 1, NO_TEAM).bad_if(ends.gap.is_some_and(|gap| gap < 0.0)),
        share(level.map(|level| level.level)).bad_if(level.is_some_and(|level| level.missed)),
        level.map_or_else(Cell::blank, |level| Cell::text(format!("{} {}", level.channel, level.period))),
        Cell::percent(ends.csat, ""),
        Cell::percent_spread(ends.csat, ""),
        share(ends.turnover),
        Cell::number(ends.cost, 0, ""),
        targets,
        ends.case.outcome.about.as_ref().map_or_else(Cell::blank, |about| Cell::text(about.clone())),
    ]
}

fn differences(these: &Ends<'_>, base: &Ends<'_>) -> Vec<Cell> {
    let figure = |mine: Option<f64>, theirs: Option<f64>, decimals| -> Cell {
        difference(mine, theirs, |value| Content::Signed { value, decimals })
    };
    let points = |mine: Option<f64>, theirs: Option<f64>| difference(mine, theirs, Content::Points);
    // The worst of one channel less the worst of another is no change of anything.
    let channel = |ends: &Ends<'_>| ends.level.as_ref().map(|level| level.channel.to_owned());
    let same = channel(these) == channel(base);
    let level = |ends: &Ends<'_>| ends.level.as_ref().filter(|_| same).map(|level| level.level);
    let csat = |ends: &Ends<'_>| ends.csat.map(|csat| csat.mean);
    vec![
        Cell::blank(),
        figure(these.people, base.people, 1),
        figure(these.fte, base.fte, 1),
        figure(these.gap, base.gap, 1),
        points(level(these), level(base)),
        Cell::blank(),
        points(csat(these), csat(base)),
        Cell::blank(),
        points(these.turnover, base.turnover),
        figure(these.cost, base.cost, 0),
        Cell::blank(),
        Cell::blank(),
    ]
}

fn difference(mine: Option<f64>, theirs: Option<f64>, as_content: impl Fn(f64) -> Content) -> Cell {
    let content = mine.zip(theirs).map_or(Content::Blank, |(mine, theirs)| as_content(mine - theirs));
    Cell::from(content).in_tone(Tone::Faint)
}

fn share(value: Option<f64>) -> Cell {
    value.map_or(Content::Absent(""), Content::Percent).into()
}

fn ends(case: Case<'_>) -> Ends<'_> {
    let last = case.last();
    let sum = |pick: fn(&crate::engine::TeamOutcome) -> Option<Range>| {
        let teams = last
            .map(|period| period.teams.iter().filter_map(pick).map(|range| range.mean).collect::<Vec<_>>());
        teams.filter(|means| !means.is_empty()).map(|means| means.iter().sum::<f64>())
    };
    let accounts = &case.outcome.headcount;
    let of_accounts = |pick: fn(&crate::engine::HeadcountAccount) -> f64| {
        (!accounts.is_empty()).then(|| accounts.iter().map(pick).sum::<f64>())
    };
    Ends {
        case,
        people: of_accounts(|account| account.end).or_else(|| sum(|team| team.headcount_end)),
        fte: sum(|team| team.required_fte.and(team.effective_fte)),
        gap: super::staffing::shortest(&case).map(|(.., gap)| gap),
        level: worst_level(case),
        csat: last.and_then(|period| period.csat),
        turnover: average_turnover(case),
        cost: total_cost(case),
    }
}

/// The turnover over the whole horizon: the figure of a target where one speaks of everybody to date, else the
/// average of the periods, each by its days.
fn average_turnover(case: Case<'_>) -> Option<f64> {
    let days = |period: &crate::calendar::Period| {
        u32::try_from((period.last - period.first).num_days() + 1).map_or(0.0, f64::from)
    };
    let known = case.outcome.periods.iter().filter_map(|p| Some((days(&p.period), p.attrition?.mean)));
    let (weight, sum) =
        known.fold((0.0, 0.0), |(weight, sum), (days, rate)| (weight + days, sum + days * rate));
    (weight > 0.0).then(|| sum / weight)
}

/// Mean cost over the plan; `None` where no period has one.
pub(super) fn total_cost(case: Case<'_>) -> Option<f64> {
    let costs: Vec<f64> = case.outcome.periods.iter().filter_map(|p| Some(p.cost?.mean)).collect();
    (!costs.is_empty()).then(|| costs.iter().sum())
}

/// By targets where there are any, else the lowest of all.
fn worst_level(case: Case<'_>) -> Option<WorstLevel<'_>> {
    let of = |channel: usize, period, level, missed| WorstLevel {
        channel: channel_name(case, channel),
        period,
        level,
        missed,
    };
    let targets: Vec<Judged<'_>> = judged(&case);
    let by_goal =
        targets.iter().filter(|one| one.target.measure == Measure::ServiceLevel).filter_map(|one| {
            let (worst, Scope::Channel(at)) = (one.worst()?, one.target.scope) else { return None };
            let level = worst.value?.mean;
            Some((level - one.target.goal, of(at, worst.period.as_str(), level, worst.met == Some(false))))
        });
    if let Some((_, worst)) = by_goal.min_by(|a, b| a.0.total_cmp(&b.0)) {
        return Some(worst);
    }
    let levels = case.outcome.periods.iter().flat_map(|period| {
        let channels = period.channels.iter().enumerate();
        channels.filter_map(move |(at, channel)| Some((at, period, channel.service_level?.mean)))
    });
    let (at, period, level) = levels.min_by(|a, b| a.2.total_cmp(&b.2))?;
    Some(of(at, period.period.label.as_str(), level, false))
}

fn channel_name<'a>(case: Case<'a>, at: usize) -> &'a str {
    case.outcome.channels.get(at).map_or("?", String::as_str)
}
