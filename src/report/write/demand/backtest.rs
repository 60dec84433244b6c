//! A look back for programs and spreadsheets.

use crate::engine::demand_outlook::backtest::{
    AgentHours, ChannelBacktest, Contender, Criterion, HorizonBucket, Measures, NaiveMethod, Score, Verdict,
};
use crate::report::demand::{BacktestReport, method_key, no_backtest};
use crate::report::write::escape::{shown_csv, shown_json};
use crate::report::write::history::{plain, written};
use serde_json::{Value, json};

/// The columns of the CSV.
const COLUMNS: [&str; 13] = [
    "channel",
    "method",
    "first_day",
    "last_day",
    "wape",
    "wape_daily",
    "bias",
    "rmsse",
    "coverage_80",
    "pinball",
    "agent_hours_needed",
    "agent_hours_too_many",
    "agent_hours_too_few",
];

/// A method as programs know it.
const fn key(method: Contender) -> &'static str {
    match method {
        Contender::UnderTest => "ours",
        Contender::Naive(NaiveMethod::SeasonalNaive) => "seasonal_naive",
        Contender::Naive(NaiveMethod::FourWeekMean) => "four_week_mean",
        Contender::Naive(NaiveMethod::FourWeekMedian) => "four_week_median",
    }
}

/// First and last day of a distance within a horizon.
fn days(distance: HorizonBucket, horizon_days: u32) -> (u32, u32) {
    let (first, last) = match distance {
        HorizonBucket::Week1 => (1, 7),
        HorizonBucket::Week2 => (8, 14),
        HorizonBucket::Weeks3To4 => (15, 28),
        HorizonBucket::Months2To3 => (29, 91),
        HorizonBucket::Beyond => (92, horizon_days),
    };
    (first, last.min(horizon_days))
}

/// `plan.demand/1` with the scores of each channel in place of its days.
#[must_use]
pub fn backtest_json(report: &BacktestReport<'_>) -> String {
    let backtest = report.backtest;
    let document = json!({
        "format": "plan.demand/1",
        "version": report.version,
        "inputs_sha256": report.inputs_sha256,
        "timezone": report.timezone,
        "target": backtest.goal.map(|goal| json!({ "share": goal.share.get(), "within_seconds": goal.within.get() })),
        "channels": backtest.channels.iter().map(|one| channel(one, backtest.horizon_days)).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&document).expect("maps with string keys are JSON");
    text.push('\n');
    shown_json(&text).into_owned()
}

fn channel(channel: &ChannelBacktest, horizon_days: u32) -> Value {
    let scored = match &channel.scored {
        Ok(scored) => scored,
        Err(why) => {
            return json!({
                "channel": channel.channel,
                "interval_minutes": channel.interval.minutes(),
                "folds": 0,
                "horizon_days": horizon_days,
                "why": no_backtest(&channel.channel, *why, horizon_days),
            });
        }
    };
    let mut value = json!({
        "channel": channel.channel,
        "method": method_key(&scored.members),
        "interval_minutes": channel.interval.minutes(),
        "folds": scored.origins.len(),
        "origins": scored.origins.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "horizon_days": horizon_days,
        "days_not_scored": scored.days_cut,
        "winner": scored.verdict.as_ref().map(|verdict| key(verdict.winner)),
        "winner_by": scored.verdict.as_ref().map(|verdict| match verdict.by {
            Criterion::Slots => "wape",
            Criterion::DayTotals => "wape_daily",
        }),
        "winner_is_clear": scored.verdict.as_ref().map(Verdict::is_clear),
    });
    for score in &scored.scores {
        let figures = figures(score, horizon_days);
        if score.method == Contender::UnderTest {
            figures.into_iter().for_each(|(name, figure)| value[name] = figure);
        } else {
            value[key(score.method)] = figures.into_iter().collect();
        }
    }
    value
}

fn figures(score: &Score, horizon_days: u32) -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> =
        measures(&score.whole).into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
    all.extend(score.agents.map(|hours| ("agent_hours_a_day".to_owned(), agents(hours))));
    let horizons = score.by_distance.iter().map(|(distance, of)| {
        let (first, last) = days(*distance, horizon_days);
        let mut value = json!({ "first_day": first, "last_day": last });
        measures(of).into_iter().for_each(|(name, figure)| value[name] = figure.into());
        value
    });
    all.push(("horizons".to_owned(), horizons.collect()));
    all
}

fn measures(of: &Measures) -> [(&'static str, Option<f64>); 6] {
    [
        ("wape", of.wape),
        ("rmsse", of.rmsse),
        ("bias", of.bias),
        ("coverage_80", of.coverage_80),
        ("pinball", of.pinball),
        ("wape_daily", of.day_wape),
    ]
}

fn agents(hours: AgentHours) -> Value {
    json!({ "needed": hours.needed, "too_many": hours.too_many, "too_few": hours.too_few })
}

/// A row a method and distance, and a row a method over all days.
#[must_use]
pub fn backtest_csv(report: &BacktestReport<'_>) -> String {
    let horizon = report.backtest.horizon_days;
    let rows = report.backtest.channels.iter().flat_map(|channel| {
        let scores = channel.scored.iter().flat_map(|scored| &scored.scores);
        scores.flat_map(move |score| {
            let near =
                score.by_distance.iter().map(move |(distance, of)| (days(*distance, horizon), of, None));
            let whole = std::iter::once(((1, horizon), &score.whole, score.agents));
            near.chain(whole)
                .map(move |(days, of, agents)| row(&channel.channel, score.method, days, (of, agents)))
        })
    });
    written(COLUMNS.map(str::to_owned).to_vec(), rows)
}

fn row(
    channel: &str,
    method: Contender,
    (first, last): (u32, u32),
    (of, agents): (&Measures, Option<AgentHours>),
) -> Vec<String> {
    let figures = [of.wape, of.day_wape, of.bias, of.rmsse, of.coverage_80, of.pinball];
    let hours = [
        agents.map(|hours| hours.needed),
        agents.map(|hours| hours.too_many),
        agents.map(|hours| hours.too_few),
    ];
    let names =
        [shown_csv(channel).into_owned(), key(method).to_owned(), first.to_string(), last.to_string()];
    let figures = figures.into_iter().chain(hours).map(|value| value.map(plain).unwrap_or_default());
    names.into_iter().chain(figures).collect()
}
