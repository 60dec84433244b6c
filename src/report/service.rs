//! Service by period and channel: what customers get, and the intervals in which they get it worst.

use super::forecast::{Case, Forecast};
use super::table::{Cell, Column, Content, Table};
use super::targets::within;
use super::write::percent;
use crate::engine::{ChannelOutcome, IntervalOutcome, PeriodOutcome};
use crate::model::ChannelKind;

/// Worst intervals shown.
const WORST: usize = 10;
/// Columns of channels are the last that a narrow screen leaves out, the last channel first.
const LAST_CHANNEL: u8 = 200;
/// So many channels fit on any screen.
const MANY_CHANNELS: usize = 4;
/// Width of a channel's name over its column.
const NAME_WIDTH: i32 = 16;
const UNSERVED: &str = "no service without a team or contacts";
const NO_CSAT: &str = "no satisfaction is projected";
const NO_SCORES: &str = "no survey tells the scale of scores";
const NO_PEOPLE: &str = "no people are planned";
const OTHER_KIND: &str = "not a measure of this kind of channel";

/// The baseline by period: service level of every channel, satisfaction, turnover and cost.
#[must_use]
pub(super) fn overview(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let mut columns = vec![Column::labels(forecast.cut())];
    for (at, name) in case.outcome.channels.iter().enumerate() {
        let spare = u8::try_from(at).unwrap_or(u8::MAX).min(LAST_CHANNEL);
        columns.push(Column::figures(short(name), goal(&case, at)).spare(spare));
    }
    columns.push(Column::figures("CSAT", ""));
    columns.push(Column::figures("p10–p90", "CSAT").spare(LAST_CHANNEL + 3));
    columns.push(Column::figures("CSAT of all", "customers").spare(LAST_CHANNEL + 2));
    columns.push(Column::figures("mean", "score").spare(LAST_CHANNEL + 6));
    columns.push(Column::figures("turnover", "a year").spare(LAST_CHANNEL + 1));
    columns.push(Column::figures("p10–p90", "turnover").spare(LAST_CHANNEL + 4));
    columns.push(Column::figures("cost", case.plan.settings.currency.clone()));
    columns.push(Column::figures("p10–p90", "cost").spare(LAST_CHANNEL + 5));
    let mut table = Table::new(overview_title(forecast), columns);
    table.rows = case.outcome.periods.iter().map(|period| overview_row(&case, period)).collect();
    if case.outcome.channels.len() > MANY_CHANNELS {
        table.notes.push("channels that do not fit here are in the table of channels".into());
    }
    let table = table.without_empty_columns();
    if table.columns.len() > 1 { table } else { Table::default() }
}

/// A channel's name as the head of a narrow column; the table of channels has it in full.
fn short(name: &str) -> String {
    let mut room = NAME_WIDTH;
    let cut = name.char_indices().find(|(_, c)| {
        room -= if c.is_ascii() { 1 } else { 2 };
        room < 0
    });
    cut.map_or_else(|| name.into(), |(at, _)| format!("{}…", &name[..at]))
}

/// "Service level, CSAT, turnover and cost, by month": of these, what there is.
fn overview_title(forecast: &Forecast<'_>) -> String {
    let periods = &forecast.baseline.outcome.periods;
    let level =
        |period: &PeriodOutcome| period.channels.iter().any(|channel| channel.service_level.is_some());
    let parts = [
        ("service level", periods.iter().any(level)),
        ("CSAT", periods.iter().any(|period| period.csat.is_some())),
        ("turnover", periods.iter().any(|period| period.attrition.is_some())),
        ("cost", periods.iter().any(|period| period.cost.is_some())),
    ];
    let mut named: Vec<&str> = parts.iter().filter(|(_, there)| *there).map(|(name, _)| *name).collect();
    let last = named.pop().unwrap_or("results");
    let all = if named.is_empty() { last.to_owned() } else { format!("{} and {last}", named.join(", ")) };
    let mut letters = all.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase()).into_iter();
    format!("{}, by {}", first.chain(letters).collect::<String>(), forecast.cut())
}

fn overview_row(case: &Case<'_>, period: &PeriodOutcome) -> Vec<Cell> {
    let mut row = vec![Cell::text(period.period.label.clone())];
    for at in 0..case.outcome.channels.len() {
        let channel = period.channels.get(at);
        let level = channel.and_then(|channel| channel.service_level);
        row.push(
            Cell::percent(level, UNSERVED).bad_if(level.is_some_and(|level| below(case, at, level.mean))),
        );
    }
    row.push(Cell::percent(period.csat, NO_CSAT));
    row.push(Cell::percent_spread(period.csat, NO_CSAT));
    row.push(Cell::percent(period.csat_all_customers, NO_CSAT));
    row.push(Cell::number(period.mean_score, 2, NO_SCORES));
    row.push(Cell::percent(period.attrition, NO_PEOPLE));
    row.push(Cell::percent_spread(period.attrition, NO_PEOPLE));
    row.push(Cell::mean(period.cost, 0, NO_PEOPLE));
    row.push(Cell::spread(period.cost, 0, NO_PEOPLE));
    row
}

/// "≥ 95.0% in 5 min", short: the head of a channel's column.
fn goal(case: &Case<'_>, at: usize) -> String {
    let goal = case.plan.channels.get(at).and_then(|channel| channel.service_level);
    goal.map_or_else(String::new, |goal| format!("{} in {}", percent(goal.share.get()), within(goal.within)))
}

fn below(case: &Case<'_>, at: usize, level: f64) -> bool {
    let goal = case.plan.channels.get(at).and_then(|channel| channel.service_level);
    goal.is_some_and(|goal| level < goal.share.get())
}

/// Every channel of the baseline by period.
#[must_use]
pub(super) fn channels(forecast: &Forecast<'_>) -> Table {
    let columns = vec![
        Column::words("channel"),
        Column::labels(forecast.cut()),
        Column::figures("offered", "contacts"),
        Column::figures("p10–p90", "contacts").spare(4),
        Column::figures("deflected", "contacts").spare(5),
        Column::figures("service", "level"),
        Column::figures("p10–p90", "service level").spare(2),
        Column::figures("mean", "wait"),
        Column::figures("give", "up"),
        Column::figures("busy", ""),
        Column::figures("backlog", "contacts"),
        Column::figures("CSAT", "").spare(3),
        Column::figures("CSAT", "of all").spare(7),
        Column::figures("mean", "score").spare(8),
        Column::figures("need", "hours").spare(6),
        Column::figures("peak", "agents"),
        Column::words("peak is set by").spare(1),
    ];
    let case = forecast.baseline;
    let mut table = Table::new(format!("Channels, by {}", forecast.cut()), columns);
    for at in 0..case.outcome.channels.len() {
        for (nth, period) in case.outcome.periods.iter().enumerate() {
            if let Some(channel) = period.channels.get(at) {
                let name = if nth == 0 { Cell::text(case.channel(at)) } else { Cell::blank() };
                let mut row = vec![name, Cell::text(period.period.label.clone())];
                row.extend(channel_cells(&case, at, channel));
                table.rows.push(row);
            }
        }
    }
    table.without_empty_columns()
}

fn channel_cells(case: &Case<'_>, at: usize, channel: &ChannelOutcome) -> Vec<Cell> {
    let live = case.plan.channels.get(at).is_none_or(|channel| channel.kind == ChannelKind::Live);
    let only_live = if live { UNSERVED } else { OTHER_KIND };
    let missed = channel.service_level.is_some_and(|level| below(case, at, level.mean));
    vec![
        Cell::mean(Some(channel.offered), 0, ""),
        Cell::spread(Some(channel.offered), 0, ""),
        Cell::mean(Some(channel.deflected), 0, ""),
        Cell::percent(channel.service_level, UNSERVED).bad_if(missed),
        Cell::percent_spread(channel.service_level, UNSERVED),
        Cell::seconds(channel.asa_seconds.map(|asa| asa.mean), UNSERVED),
        Cell::percent(channel.p_abandon, only_live),
        Cell::percent(channel.occupancy, only_live),
        Cell::mean(channel.backlog_end, 0, OTHER_KIND),
        Cell::percent(channel.csat, NO_CSAT),
        Cell::percent(channel.csat_all_customers, NO_CSAT),
        Cell::number(channel.mean_score, 2, NO_SCORES),
        Cell::number(Some(channel.need.agent_hours), 0, ""),
        Cell::number(Some(channel.need.peak_agents), 0, ""),
        Cell::text(channel.need.binding),
    ]
}

/// The intervals of the baseline that fall furthest below their target.
#[must_use]
pub(super) fn worst(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    let shown = case.outcome.worst.iter().take(WORST);
    interval_table("Worst intervals, with the expected staff", &case, shown)
}

/// Every interval of the baseline.
#[must_use]
pub(super) fn intervals(forecast: &Forecast<'_>) -> Table {
    let case = forecast.baseline;
    interval_table("Every interval, with the expected staff", &case, case.outcome.intervals.iter())
}

fn interval_table<'a>(
    title: &str,
    case: &Case<'_>,
    intervals: impl Iterator<Item = &'a IntervalOutcome>,
) -> Table {
    let columns = vec![
        Column::labels("interval"),
        Column::words("channel"),
        Column::figures("offered", "contacts"),
        Column::figures("handle", "time").spare(4),
        Column::figures("need", "agents"),
        Column::figures("staffed", "agents"),
        Column::figures("service", "level"),
        Column::figures("goal", "").spare(3),
        Column::figures("mean", "wait"),
        Column::figures("give", "up").spare(1),
        Column::figures("busy", "").spare(5),
        Column::figures("waiting", "at end").spare(2),
        Column::words("need is set by").spare(6),
    ];
    let mut table = Table::new(title, columns);
    table.rows = intervals.map(|interval| interval_row(case, interval)).collect();
    table.without_empty_columns()
}

fn interval_row(case: &Case<'_>, interval: &IntervalOutcome) -> Vec<Cell> {
    let share = |value: Option<f64>, why| Cell::from(value.map_or(Content::Absent(why), Content::Percent));
    let missed = interval.goal.zip(interval.service_level).is_some_and(|(goal, level)| level < goal);
    let short = interval.staffed < interval.required;
    vec![
        Cell::text(format!("{} {}", interval.date.format("%a %Y-%m-%d"), clock(interval.minute))),
        Cell::text(case.channel(interval.channel)),
        Cell::number(Some(interval.offered), 1, ""),
        Cell::seconds(Some(interval.aht_seconds), ""),
        Cell::number(Some(interval.required), 1, ""),
        Cell::number(Some(interval.staffed), 1, "").bad_if(short),
        share(interval.service_level, UNSERVED).bad_if(missed),
        share(interval.goal, ""),
        Cell::seconds(interval.asa_seconds, UNSERVED),
        share(interval.p_abandon, OTHER_KIND),
        share(interval.occupancy, OTHER_KIND),
        Cell::number(Some(interval.queue_end), 1, ""),
        Cell::text(interval.binding),
    ]
}

/// `15:30`.
#[must_use]
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
