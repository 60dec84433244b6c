//! Demand as CSV: a row an interval, in the times of interval counts.

use crate::engine::demand_outlook::{ChannelOutlook, Figure};
use crate::report::demand::{DemandReport, quantile_name, step_name, steps_that_change};
use crate::report::write::escape::shown_csv;
use crate::report::write::history::{plain, start, written};
use chrono::NaiveTime;

/// Every interval of every channel that has a forecast; where a figure is to be explained, its steps.
///
/// `interval_start,channel,mean,p10,…,aht_seconds`, a date for whole days; with scenarios, `scenario` behind. Days and
/// intervals without service have no row.
#[must_use]
pub fn demand_csv(report: &DemandReport<'_>) -> String {
    if report.explained.is_some() {
        return steps(report);
    }
    let outlook = report.outlook;
    let scenarios = outlook.channels.iter().any(|channel| channel.scenario.is_some());
    let mut head = vec!["interval_start".to_owned(), "channel".to_owned(), "mean".to_owned()];
    head.extend(outlook.quantiles.iter().map(|percent| quantile_name(*percent)));
    head.push("aht_seconds".into());
    head.extend(scenarios.then(|| "scenario".to_owned()));
    let rows = outlook.channels.iter().flat_map(|channel| {
        let name = shown_csv(&channel.channel).into_owned();
        let scenario =
            scenarios.then(|| channel.scenario.as_deref().map(shown_csv).unwrap_or_default().into_owned());
        rows(channel).map(move |(start, figure)| row(start, &name, figure, scenario.as_ref()))
    });
    written(head, rows)
}

/// The starts and figures of a channel's intervals.
fn rows(channel: &ChannelOutlook) -> impl Iterator<Item = (String, &Figure)> {
    let forecast = channel.forecast.as_ref().ok();
    forecast.into_iter().flat_map(|forecast| {
        let grid = forecast.interval;
        forecast.days.iter().filter(|day| day.open).flat_map(move |day| {
            let whole = day.intervals.is_empty().then(|| {
                (start((day.date.and_time(NaiveTime::MIN), None), crate::calendar::Grid::DAY), &day.figure)
            });
            let parts =
                day.intervals.iter().map(move |one| (start((one.start, one.offset), grid), &one.figure));
            whole.into_iter().chain(parts)
        })
    })
}

fn row(start: String, name: &str, figure: &Figure, scenario: Option<&String>) -> Vec<String> {
    let mut row = vec![start, name.to_owned(), plain(figure.mean)];
    row.extend(figure.quantiles.iter().map(|quantile| plain(*quantile)));
    row.push(figure.aht_seconds.map(plain).unwrap_or_default());
    row.extend(scenario.cloned());
    row
}

fn steps(report: &DemandReport<'_>) -> String {
    let head =
        ["channel", "scenario", "first", "last", "step", "contacts", "comes_to"].map(str::to_owned).to_vec();
    let rows = report.explained.into_iter().flatten().flat_map(|account| {
        steps_that_change(account).map(move |(step, change, after)| {
            vec![
                shown_csv(&account.channel).into_owned(),
                shown_csv(account.scenario.as_deref().unwrap_or("baseline")).into_owned(),
                account.days.first.to_string(),
                account.days.last.to_string(),
                shown_csv(&step_name(step)).into_owned(),
                plain(change),
                plain(after.round()),
            ]
        })
    });
    written(head, rows)
}
