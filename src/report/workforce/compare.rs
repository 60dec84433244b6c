//! Scenarios side by side: where each ends, and its course.

use super::headcount::range;
use super::{PeopleCase, WorkforceReport};
use crate::report::table::{Cell, Column, Content, Table, Tone};
use crate::report::write::number;

/// Sweep points shown in a table; the files hold all.
const POINTS: usize = 40;
/// Scenarios whose course is shown.
const COURSES: usize = 8;

fn columns(report: &WorkforceReport<'_>, name: &str) -> Vec<Column> {
    let currency = &report.baseline.plan.settings.currency;
    vec![
        Column::words(name),
        Column::figures("people", "at end"),
        Column::figures("p05–p95", "at end"),
        Column::figures("effective", "FTE"),
        Column::figures("starts", ""),
        Column::figures("leavers", ""),
        Column::figures("wash-", "outs").spare(2),
        Column::figures("turnover", "a year"),
        Column::figures("productive", "turnover").spare(3),
        Column::figures("cost", currency.clone()),
        Column::figures("targets", "held").spare(1),
        Column::words("about").spare(4),
    ]
}

/// The baseline and every scenario, each with its difference beneath.
pub(super) fn scenarios(report: &WorkforceReport<'_>) -> Table {
    let mut table =
        Table::new("Scenarios, and their differences from the baseline", columns(report, "scenario"));
    for case in report.named() {
        let first = table.rows.is_empty();
        table.rows.push(values(&case, &case.people.name));
        if !first {
            table.rows.push(differences(&case, &report.baseline));
        }
    }
    if table.rows.len() < 2 {
        return Table::default();
    }
    table
        .notes
        .push("sums over all teams; people and FTE at the end, starts, leavers and cost in all".into());
    table.without_empty_columns()
}

/// A compact table a sweep.
pub(super) fn sweeps(report: &WorkforceReport<'_>) -> Vec<Table> {
    let points: Vec<PeopleCase<'_>> = report.cases().filter(|case| case.people.sweep_point).collect();
    let sweep = |points: &[PeopleCase<'_>]| {
        let all = number(points.len() as f64, 0);
        let name = points.first().map_or("", |point| split(&point.people.name).0);
        let mut table = Table::new(format!("Sweep `{name}`, {all} points"), columns(report, "point"));
        table.rows =
            points.iter().take(POINTS).map(|point| values(point, split(&point.people.name).1)).collect();
        if points.len() > POINTS {
            table.notes.push(format!("the first {POINTS} of {all} points; JSON and CSV hold all of them"));
        }
        table.without_empty_columns()
    };
    points.chunk_by(|a, b| split(&a.people.name).0 == split(&b.people.name).0).map(sweep).collect()
}

/// `hires-by-attrition[10, 20%]` is the point `10, 20%` of `hires-by-attrition`.
fn split(name: &str) -> (&str, &str) {
    let inner = name.split_once('[').and_then(|(sweep, point)| Some((sweep, point.strip_suffix(']')?)));
    inner.unwrap_or(("", name))
}

fn figures(case: &PeopleCase<'_>) -> [f64; 5] {
    [
        case.sum(|team| team.account.end),
        case.sum(|team| team.account.effective_fte),
        case.sum(|team| team.summary.starts),
        case.sum(|team| team.summary.leavers),
        case.sum(|team| team.summary.washouts),
    ]
}

fn rate(case: &PeopleCase<'_>, productive: bool) -> Option<f64> {
    let years = f64::from(case.plan.settings.months) / 12.0;
    let sum = |of: fn(&crate::engine::workforce_outlook::TeamPeriod) -> f64| {
        case.sum(|team| team.periods.iter().map(of).sum::<f64>())
    };
    let periods = case.people.shared.len() as f64;
    let (gone, heads) = if productive {
        (sum(|p| p.flows.productive_leavers()), sum(|p| p.flows.avg_productive) / periods)
    } else {
        (
            case.sum(|team| team.summary.leavers + team.summary.washouts),
            case.sum(|team| team.summary.person_months) / (12.0 * years),
        )
    };
    (heads > 0.0 && years > 0.0).then(|| gone / heads / years)
}

fn values(case: &PeopleCase<'_>, name: &str) -> Vec<Cell> {
    let [end, fte, starts, leavers, washouts] = figures(case).map(|value| Cell::number(Some(value), 1, ""));
    let quantiles = match case.people.teams.as_slice() {
        [team] => team.periods.last().map_or_else(Cell::blank, |period| range(period.headcount.as_ref())),
        _ => Cell::blank(),
    };
    let share = |value: Option<f64>| Cell::from(value.map_or(Content::Blank, Content::Percent));
    let (held, all) = case.tally();
    vec![
        Cell::text(name),
        end,
        quantiles,
        fte,
        starts,
        leavers,
        washouts,
        share(rate(case, false)),
        share(rate(case, true)),
        Cell::from(
            Some(case.cost())
                .filter(|cost| *cost > 0.5)
                .map_or(Content::Blank, |value| Content::Number { value, decimals: 0 }),
        ),
        if all == 0 { Cell::blank() } else { Cell::text(format!("{held} of {all}")) },
        case.people.about.as_ref().map_or_else(Cell::blank, |about| Cell::text(about.clone())),
    ]
}

fn differences(case: &PeopleCase<'_>, base: &PeopleCase<'_>) -> Vec<Cell> {
    let faint = |content: Content| Cell::from(content).in_tone(Tone::Faint);
    let (these, those) = (figures(case), figures(base));
    let people = |at: usize| faint(Content::Signed { value: these[at] - those[at], decimals: 1 });
    let points = |productive: bool| {
        let both = rate(case, productive).zip(rate(base, productive));
        faint(both.map_or(Content::Blank, |(this, that)| Content::Points(this - that)))
    };
    let cost = match case.cost().max(base.cost()) {
        most if most > 0.5 => faint(Content::Signed { value: case.cost() - base.cost(), decimals: 0 }),
        _ => Cell::blank(),
    };
    vec![
        Cell::blank(),
        people(0),
        Cell::blank(),
        people(1),
        people(2),
        people(3),
        people(4),
        points(false),
        points(true),
        cost,
        Cell::blank(),
        Cell::blank(),
    ]
}

/// Headcount at the end of each period, scenario by scenario.
pub(super) fn course(report: &WorkforceReport<'_>) -> Table {
    let cases: Vec<PeopleCase<'_>> = report.named().take(COURSES).collect();
    let mut columns = vec![Column::labels(report.cut())];
    columns.extend(
        (0_u8..)
            .zip(&cases)
            .map(|(rank, case)| Column::figures(case.people.name.clone(), "people").spare(rank)),
    );
    let mut table = Table::new(format!("People at the end of each {}, by scenario", report.cut()), columns);
    if cases.len() < 2 {
        return table;
    }
    let Some(team) = report.baseline.people.teams.first() else { return table };
    for (at, period) in team.periods.iter().enumerate() {
        let mut row = vec![Cell::text(period.period.label.clone())];
        row.extend(cases.iter().map(|case| {
            let end = case.sum(|team| team.periods.get(at).map_or(0.0, |period| period.flows.headcount_end));
            Cell::number(Some(end), 1, "")
        }));
        table.rows.push(row);
    }
    if report.named().count() > COURSES {
        table.notes.push(format!("the first {COURSES} scenarios; JSON and CSV hold all of them"));
    }
    table
}
