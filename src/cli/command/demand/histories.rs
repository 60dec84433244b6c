//! Demand from histories alone.

use super::run::show;
use crate::calendar::{DateSpan, Grid};
use crate::cli::args::Form;
use crate::cli::command::reading::{Wanted, judge, paths, source, unused};
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::demand::Demand;
use crate::cli::output::{Destination, destinations, guard, publish};
use crate::cli::screen::{Progress, Voice};
use crate::engine::demand_outlook::backtest::{BacktestTerms, backtest};
use crate::engine::demand_outlook::{DemandOutlook, IntervalRefused, OutlookTerms, of_histories};
use crate::input::history::{Asked, HistoriesRead, read_asked};
use crate::input::typed::Stretch;
use crate::input::{HistorySource, clock_changes, inputs_sha256};
use crate::model::ChannelCounts;
use crate::report::write::{backtest_csv, backtest_json, markdown, shown, terminal};
use crate::report::{BacktestReport, DemandReport};
use chrono::NaiveDate;
use std::num::NonZeroUsize;

/// Four weeks.
const HORIZON: Stretch = Stretch { months: 0, days: 28 };
/// Half a year is shown week by week, in days.
const WEEKS: i64 = 190;
/// Days between the last row and the end of the horizon beyond which a forecast is a guess: five years.
const FARTHEST: i64 = 1830;

/// Reads the files, forecasts, and shows.
pub(super) fn run(args: &Demand, voice: &Voice) -> Result<Ended, Stop> {
    of_plans_only(args)?;
    let destinations = destinations(&args.output, 1)?;
    let wanted = Wanted {
        files: &args.files,
        as_of: args.as_of,
        interval: args.interval,
        max_rejected: args.max_rejected.unwrap_or(0.0),
    };
    let source = source(&args.reading, &wanted)?;
    guard(&destinations, &paths(&source))?;
    let progress = Progress::start(voice, "reading");
    let asked = Asked {
        fingerprint: args.format == Form::Json || destinations.iter().any(|to| to.form == Form::Json),
        threads: args.reading.threads.and_then(|threads| NonZeroUsize::new(threads.into())),
        ..Asked::default()
    };
    let read = read_asked(&source, asked);
    drop(progress);
    let read = judge(read, voice)?;
    unused(&args.reading, &read, voice);
    let terms = terms(args, &read, &source)?;
    if let Some(ahead) = args.backtest {
        return look_back(args, (&read, &source, &terms), ahead, &destinations, voice);
    }
    let progress = Progress::start(voice, "computing");
    let outlook = of_histories(&read.channels, &terms).map_err(refused)?;
    drop(progress);
    shown_with(args, &read, &outlook, (&destinations, &source), voice)
}

fn shown_with(
    args: &Demand,
    read: &HistoriesRead,
    outlook: &DemandOutlook,
    (destinations, source): (&[Destination], &HistorySource),
    voice: &Voice,
) -> Result<Ended, Stop> {
    let inputs: Vec<_> = read.files.iter().map(|file| file.input.clone()).collect();
    let report = DemandReport {
        outlook,
        explained: None,
        names: None,
        timezone: source.timezone.name(),
        version: env!("CARGO_PKG_VERSION"),
        inputs_sha256: &inputs_sha256(&inputs),
    };
    show(args, &report, destinations, voice)
}

/// Holds forecasts of the past against what came.
fn look_back(
    args: &Demand,
    (read, source, terms): (&HistoriesRead, &HistorySource, &OutlookTerms),
    ahead: Stretch,
    destinations: &[Destination],
    voice: &Voice,
) -> Result<Ended, Stop> {
    let days = |end: NaiveDate| u32::try_from((end - terms.as_of).num_days()).unwrap_or(1);
    let asked = BacktestTerms {
        as_of: terms.as_of,
        horizon_days: ahead.last_day(terms.horizon.first).map(days).ok_or_else(too_far)?,
        interval: terms.interval,
        closed: terms.closed.clone(),
        goal: args.target,
        threads: terms.threads,
    };
    fit_for_agents(args, read)?;
    let progress = Progress::start(voice, "computing");
    let backtest = backtest(&read.channels, &asked).map_err(refused)?;
    drop(progress);
    let inputs: Vec<_> = read.files.iter().map(|file| file.input.clone()).collect();
    let report = BacktestReport {
        backtest: &backtest,
        timezone: source.timezone.name(),
        version: env!("CARGO_PKG_VERSION"),
        inputs_sha256: &inputs_sha256(&inputs),
    };
    if backtest.channels.iter().all(|channel| channel.scored.is_err()) {
        voice.say(terminal(&report.document(), voice.err).trim_end());
        return Err(Stop::refused("no channel can be looked back at"));
    }
    publish(destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&report.document(), screen),
        Form::Markdown => markdown(&report.document()),
        Form::Json => backtest_json(&report),
        Form::Csv => backtest_csv(&report),
    })?;
    Ok(Ended::Done)
}

/// Agents need intervals and handle times.
fn fit_for_agents(args: &Demand, read: &HistoriesRead) -> Result<(), Stop> {
    if args.target.is_none() {
        return Ok(());
    }
    let interval = |counts: &ChannelCounts| args.interval.unwrap_or(counts.grid);
    if read.channels.iter().all(|counts| interval(counts) == Grid::DAY) {
        return Err(Stop::refused(
            "`--target` counts agents by interval, and days have none; leave it out, or read a log",
        ));
    }
    if read.channels.iter().all(|counts| counts.totals.handled <= 0.0) {
        return Err(Stop::refused(
            "`--target` counts agents, which takes handle times, and the files have none; leave it out, or name the column: \
             `--columns aht_seconds=THEIRS` (of a log, `handle_seconds=THEIRS`)",
        ));
    }
    Ok(())
}

/// Refuses what only a plan has.
fn of_plans_only(args: &Demand) -> Result<(), Stop> {
    let flags = [
        ("--set", !args.set.is_empty()),
        ("--scenario", !args.scenario.is_empty()),
        ("--explain", args.explain.is_some()),
    ];
    match flags.into_iter().find(|(_, given)| *given) {
        Some((flag, _)) => Err(Stop::refused(format!(
            "`{flag}` goes with a plan, a file that ends in .toml; `plan init FILE` writes one for a history"
        ))),
        None => Ok(()),
    }
}

/// What is asked of the histories that were read.
pub(super) fn terms(
    args: &Demand,
    read: &HistoriesRead,
    source: &HistorySource,
) -> Result<OutlookTerms, Stop> {
    let rows = |channel: &ChannelCounts| channel.days.keys().next_back().copied();
    let Some(last) = read.channels.iter().filter_map(rows).max() else {
        return Err(Stop::refused(format!(
            "all accepted rows are later than {}, the last day used (`--as-of`); nothing is left to forecast from",
            source.as_of
        )));
    };
    let as_of = args.as_of.unwrap_or(last);
    let first = as_of.succ_opt().ok_or_else(too_far)?;
    let end = args.horizon.unwrap_or(HORIZON).last_day(first).ok_or_else(too_far)?;
    if (end - last).num_days() > FARTHEST {
        return Err(Stop::refused(format!(
            "the horizon ends on {end}, more than five years after the last row used ({last}); choose a shorter \
             `--horizon` or an earlier `--as-of`"
        )));
    }
    Ok(OutlookTerms {
        as_of,
        horizon: DateSpan { first, last: end },
        interval: args.interval,
        quantiles: args.quantiles.0.clone(),
        changes: clock_changes(source.timezone, first, end),
        closed: args.closed.iter().flat_map(DateSpan::iter).collect(),
        days_by_week: WEEKS,
        threads: args.reading.threads.map(usize::from),
    })
}

fn too_far() -> Stop {
    Stop::refused("the calendar ends before the horizon does; choose an earlier `--as-of`")
}

/// The way out where days cannot be cut as asked.
pub(super) fn refused(refused: IntervalRefused) -> Stop {
    let length =
        |minutes: u16| if minutes == Grid::DAY.minutes() { "1d".into() } else { format!("{minutes}m") };
    let (own, asked) = (length(refused.own), length(refused.asked));
    let whose =
        if refused.channel.is_empty() { "the plan".into() } else { format!("`{}`", shown(&refused.channel)) };
    let why = if refused.own == Grid::DAY.minutes() {
        format!(
            "{whose} has days, which say nothing of intervals of {asked}; ask for `--interval 1d`, or read a log"
        )
    } else if refused.channel.is_empty() {
        format!(
            "{whose} has intervals of {own}, which do not make up {asked}; change it with `--set plan.interval=\"{asked}\"`"
        )
    } else {
        format!(
            "{whose} has intervals of {own}, which do not make up {asked}; ask for `--interval` {}",
            fitting(refused.own)
        )
    };
    Stop::refused(why)
}

/// The lengths that intervals can be cut into or make up: "5m, 10m, 30m or 1d".
fn fitting(own: u16) -> String {
    let all = Grid::MINUTES.into_iter().chain([Grid::DAY.minutes()]);
    let fit = all.filter(|one| one.is_multiple_of(own) || own.is_multiple_of(*one));
    let mut names: Vec<String> =
        fit.map(|one| if one == Grid::DAY.minutes() { "1d".into() } else { format!("{one}m") }).collect();
    let last = names.pop().unwrap_or_default();
    format!("{} or {last}", names.join(", "))
}

/// The last day of a horizon that begins on a day.
pub(super) fn horizon(args: &Demand, first: NaiveDate) -> Result<Option<DateSpan>, Stop> {
    let end = |stretch: Stretch| stretch.last_day(first).ok_or_else(too_far);
    args.horizon.map(|stretch| Ok(DateSpan { first, last: end(stretch)? })).transpose()
}
