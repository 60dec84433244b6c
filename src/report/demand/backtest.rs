//! A look back for people: who was nearer, how far off by distance, what it would have come to in agents.

use crate::engine::demand_outlook::backtest::{
    Backtest, ChannelBacktest, Contender, Criterion, HorizonBucket, Measures, NaiveMethod, NoBacktest, Score,
    Scored, Verdict,
};
use crate::model::question::LevelGoal;
use crate::report::cautions::counted;
use crate::report::document::{Block, Document, Item};
use crate::report::table::{Cell, Column, Content, Table};
use crate::report::write::{duration, number, percent};

/// Channels that are shown; the other forms hold all.
const SHOWN: usize = 20;
const NO_BAND: &str = "naive methods have no ranges";
const NO_SCALE: &str = "no two weeks to compare before the first origin";
const NO_CONTACTS: &str = "no contact came at this distance";

/// A look back and where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct BacktestReport<'a> {
    /// What it tells.
    pub backtest: &'a Backtest,
    /// Zone of local times.
    pub timezone: &'a str,
    /// Version of the program.
    pub version: &'a str,
    /// SHA-256 over the inputs, in hex; empty where no form shows it.
    pub inputs_sha256: &'a str,
}

impl BacktestReport<'_> {
    /// The whole report.
    #[must_use]
    pub fn document(&self) -> Document {
        let mut document = Document::default();
        let days = self.backtest.horizon_days;
        document.push(Block::Title(format!("Forecasts of the past, {} ahead", days_in_words(days))));
        for channel in self.backtest.channels.iter().take(SHOWN) {
            document.push(Block::Heading(format!("`{}`", channel.channel)));
            match &channel.scored {
                Err(why) => {
                    document.push(Block::Items(vec![Item::bad(no_backtest(&channel.channel, *why, days))]))
                }
                Ok(scored) => {
                    document.push(Block::Items(said(channel, scored)));
                    document.table(by_distance(scored));
                    document.table(in_agents(scored, self.backtest.goal));
                }
            }
        }
        let more = self.backtest.channels.len().saturating_sub(SHOWN);
        if more > 0 {
            document.push(Block::Text(format!(
                "and {} more channels; CSV and JSON hold all",
                number(more as f64, 0)
            )));
        }
        document
    }
}

/// Why a channel cannot be looked back at; lower case, no full stop.
#[must_use]
pub(in crate::report) fn no_backtest(channel: &str, why: NoBacktest, horizon_days: u32) -> String {
    match why {
        NoBacktest::TooShort { days, needed } => format!(
            "`{channel}` has {} of history, and looking {} ahead takes {needed}: four weeks to learn from and the days \
             behind them; try a shorter `--backtest`",
            days_in_words(u32::try_from(days).unwrap_or(u32::MAX)),
            days_in_words(horizon_days)
        ),
        NoBacktest::Nothing => format!("`{channel}` has no contacts that a forecast could be held against"),
    }
}

/// "1 day", "28 days".
fn days_in_words(days: u32) -> String {
    if days == 1 { "1 day".into() } else { format!("{} days", number(f64::from(days), 0)) }
}

/// The folds, then who wins.
fn said(channel: &ChannelBacktest, scored: &Scored) -> Vec<Item> {
    let each = match channel.interval.minutes() {
        1440 => "a day".to_owned(),
        minutes => format!("{minutes} min"),
    };
    let folds = match scored.origins.as_slice() {
        [] => String::new(),
        [one] => format!("one fold from {one}, intervals of {each}"),
        [first, .., last] => {
            format!(
                "{} folds from {first} to {last}, a week apart, intervals of {each}",
                scored.origins.len()
            )
        }
    };
    let mut items = vec![Item::plain(folds)];
    if scored.days_cut > 0 {
        items.push(Item::plain(format!(
            "{} not scored, for part of {} or all is missing",
            counted_are(scored.days_cut),
            if scored.days_cut == 1 { "it" } else { "them" }
        )));
    }
    items.extend(scored.verdict.as_ref().map(verdict));
    items
}

/// "1 day is", "3 days are".
fn counted_are(days: usize) -> String {
    format!("{} {}", counted(days, "day"), if days == 1 { "is" } else { "are" })
}

/// Who was nearer, in a sentence.
fn verdict(verdict: &Verdict) -> Item {
    let Verdict { by, winner, wape, runner_up, runner_up_wape, .. } = *verdict;
    let (best, next) = (percent(wape), percent(runner_up_wape));
    let of = match by {
        Criterion::Slots => "",
        Criterion::DayTotals => {
            ", by day totals: in most intervals none or one comes, and no forecast of intervals is near"
        }
    };
    if !verdict.is_clear() {
        let (naive, ours, theirs) = match winner {
            Contender::UnderTest => (runner_up, best, next),
            Contender::Naive(_) => (winner, next, best),
        };
        return Item::plain(format!(
            "no clear difference between this forecast, off by {ours} of the contacts, and the {}, off by {theirs}{of}",
            method_name(naive)
        ));
    }
    match winner {
        Contender::UnderTest => Item::good(format!(
            "this forecast is nearest: off by {best} of the contacts; next is the {} with {next}{of}",
            method_name(runner_up)
        )),
        Contender::Naive(_) => Item::bad(format!(
            "the {} does better on this history: it is off by {best} of the contacts, this forecast by {next}{of}; plan by it, \
             or find out what moved: an event that nobody named, or a level that jumped",
            method_name(winner)
        )),
    }
}

/// A method in words.
#[must_use]
pub(super) const fn method_name(method: Contender) -> &'static str {
    match method {
        Contender::UnderTest => "this forecast",
        Contender::Naive(NaiveMethod::SeasonalNaive) => "same day last week",
        Contender::Naive(NaiveMethod::FourWeekMean) => "four-week mean",
        Contender::Naive(NaiveMethod::FourWeekMedian) => "four-week median",
    }
}

/// A distance in words.
const fn distance_name(distance: HorizonBucket) -> &'static str {
    match distance {
        HorizonBucket::Week1 => "week 1",
        HorizonBucket::Week2 => "week 2",
        HorizonBucket::Weeks3To4 => "weeks 3 and 4",
        HorizonBucket::Months2To3 => "days 29 to 91",
        HorizonBucket::Beyond => "day 92 on",
    }
}

fn by_distance(scored: &Scored) -> Table {
    let columns = vec![
        Column::labels("ahead"),
        Column::labels("method"),
        Column::figures("error", "WAPE"),
        Column::figures("of day", "totals"),
        Column::figures("bias", "%"),
        Column::figures("RMSSE", "").spare(1),
        Column::figures("80% band", "holds"),
    ];
    let mut table = Table::new("", columns);
    let distances =
        scored.scores.first().map(|score| score.by_distance.iter().map(|(distance, _)| *distance));
    let distances: Vec<HorizonBucket> = distances.into_iter().flatten().collect();
    if distances.len() > 1 {
        for distance in distances {
            let of =
                |score: &Score| score.by_distance.iter().find(|(at, _)| *at == distance).map(|(_, of)| *of);
            block(&mut table, distance_name(distance), scored, of);
        }
    }
    block(&mut table, "all days", scored, |score| Some(score.whole));
    table
}

fn block(table: &mut Table, name: &str, scored: &Scored, of: impl Fn(&Score) -> Option<Measures>) {
    for (at, score) in scored.scores.iter().enumerate() {
        let Some(measures) = of(score) else { continue };
        let share =
            |value: Option<f64>, why| Cell::from(value.map_or(Content::Absent(why), Content::Percent));
        let signed = |value: Option<f64>| {
            Cell::from(value.map_or(Content::Absent(NO_CONTACTS), |value| Content::Signed {
                value: value * 100.0,
                decimals: 1,
            }))
        };
        table.rows.push(vec![
            if at == 0 { Cell::text(name) } else { Cell::blank() },
            Cell::text(method_name(score.method)),
            share(measures.wape, NO_CONTACTS),
            share(measures.day_wape, NO_CONTACTS),
            signed(measures.bias),
            Cell::number(measures.rmsse, 2, NO_SCALE),
            share(measures.coverage_80, NO_BAND),
        ]);
    }
}

fn in_agents(scored: &Scored, goal: Option<LevelGoal>) -> Table {
    let Some(goal) = goal else { return Table::default() };
    let title = format!(
        "In agents, for {} in {}: agent-hours of an open day",
        percent(goal.share.get()),
        duration(goal.within.get())
    );
    let columns = vec![
        Column::labels("method"),
        Column::figures("needed", "for what came"),
        Column::figures("too many", ""),
        Column::figures("too few", ""),
        Column::figures("off by", "of needed"),
    ];
    let mut table = Table::new(title, columns);
    for score in &scored.scores {
        if let Some(hours) = score.agents {
            let off = (hours.needed > 0.0).then(|| (hours.too_many + hours.too_few) / hours.needed);
            table.rows.push(vec![
                Cell::text(method_name(score.method)),
                Cell::number(Some(hours.needed), 1, ""),
                Cell::number(Some(hours.too_many), 1, ""),
                Cell::number(Some(hours.too_few), 1, ""),
                off.map_or(Content::Absent("nobody is needed"), Content::Percent).into(),
            ]);
        }
    }
    if !table.rows.is_empty() {
        table.notes.push(
            "each interval by itself, patient customers, the handle time of the forecast for both".into(),
        );
    }
    table
}
