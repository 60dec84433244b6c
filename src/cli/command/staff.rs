//! `plan staff`: the agents that each interval needs, or the service that given agents give.

use super::data::{judge, open, place, text};
use crate::cli::args::Form;
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::staff::{Law, Method, Over as Span, Staff};
use crate::cli::output::{Destination, destinations, guard, publish};
use crate::cli::screen::{Progress, Voice};
use crate::engine::interval_staffing::{
    BacklogTerms, Handling, LiveAnswer, LiveMethod, LiveTerms, Over, Replay, carried, deferred,
    deferred_columns, live, live_columns,
};
use crate::input::inputs_sha256;
use crate::input::staffing_csv::{self, StaffingRead, StaffingText, course_flaws};
use crate::model::question::{Intervals, LiveInterval};
use crate::queueing::Patience;
use crate::report::write::{beside, deferred_json, live_json, markdown, terminal};
use crate::report::{DeferredStaffing, LiveStaffing, Source, bound_name};
use crate::units::{Fraction, Seconds};
use std::collections::BTreeMap;

/// The threshold that is shown where none is asked.
const WITHIN: f64 = 20.0;
/// Days that are simulated where nothing is said: of 50 contacts an interval, levels come out to about 0.3 points.
const DAYS: u32 = 1000;

/// Reads the table, answers every interval, and judges under `--check`.
pub(in crate::cli) fn run(args: &Staff, voice: &Voice) -> Result<Ended, Stop> {
    let destinations = destinations(&args.output, 1)?;
    guard(&destinations, &place(&args.file))?;
    if args.method == Some(Method::Backlog) {
        backlog(args, &destinations, voice)
    } else {
        queue(args, &destinations, voice)
    }
}

fn queue(args: &Staff, destinations: &[Destination], voice: &Voice) -> Result<Ended, Stop> {
    if args.backlog.is_some() {
        return Err(Stop::refused("`--backlog` goes with `--method backlog`"));
    }
    fitting(args)?;
    let columns = args.data.names();
    let read = staffing_csv::live(asked(args, &columns)?);
    let wrong = judge(&read.file, &read.diagnostics, read.refused, &args.data, voice)?;
    let terms = terms(args, &read.demand, voice)?;
    let answer = answered(args, &read, &terms, wrong, voice)?;
    let sha256 = inputs_sha256(std::slice::from_ref(&read.file));
    let staffing = LiveStaffing { source: source(&read, &sha256), terms: &terms, answer: &answer };
    publish(destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&staffing.document(), screen),
        Form::Markdown => markdown(&staffing.document()),
        Form::Json => live_json(&staffing),
        Form::Csv => {
            let (columns, entries) = live_columns(&answer, &terms, bound_name);
            beside(&read.written, &columns, &entries).csv()
        }
    })?;
    ended(wrong, args.check && answer.channels.iter().any(|channel| channel.missed > 0))
}

/// The answer to every row; where the queue is carried over, all rows must be sound and go together.
fn answered(
    args: &Staff,
    read: &StaffingRead<LiveInterval>,
    terms: &LiveTerms,
    wrong: bool,
    voice: &Voice,
) -> Result<LiveAnswer, Stop> {
    if !terms.method.carries_over() {
        let _progress = Progress::start(voice, "computing");
        return Ok(live(&read.demand, terms));
    }
    if wrong {
        return Err(Stop::refused(
            "a queue that is carried over needs every row: `--keep-going` is of erlang-c and erlang-a",
        ));
    }
    let flaws = course_flaws(read, terms.patience);
    if !flaws.is_empty() {
        judge(&read.file, &flaws, true, &args.data, voice)?;
    }
    let _progress = Progress::start(voice, "computing");
    let answer = carried(&read.demand, terms, args.threads.map(usize::from));
    answer.map_err(|reason| Stop::refused(reason.to_string()))
}

/// Refuses flags of another method.
fn fitting(args: &Staff) -> Result<(), Stop> {
    let simulated = args.method == Some(Method::Simulation);
    let carried = simulated || args.method == Some(Method::Transient);
    let simulation_only =
        args.handling.is_some() || args.cv.is_some() || args.days.is_some() || args.seed.is_some();
    if simulation_only && !simulated {
        return Err(Stop::refused(
            "`--handling`, `--cv`, `--days` and `--seed` go with `--method simulation`",
        ));
    }
    if (args.over.is_some() || args.threads.is_some()) && !carried {
        return Err(Stop::refused(
            "`--over` and `--threads` go with `--method transient` and `--method simulation`",
        ));
    }
    if args.cv.is_some() && args.handling != Some(Law::Lognormal) {
        return Err(Stop::refused("`--cv` goes with `--handling lognormal`"));
    }
    Ok(())
}

/// What is simulated.
fn replay(args: &Staff) -> Replay {
    let handling = match args.handling {
        None | Some(Law::Exponential) => Handling::Exponential,
        Some(Law::Lognormal) => Handling::Lognormal(args.cv.unwrap_or(1.0)),
        Some(Law::Fixed) => Handling::Fixed,
    };
    Replay { handling, days: args.days.unwrap_or(DAYS), seed: args.seed.unwrap_or(0) }
}

fn backlog(args: &Staff, destinations: &[Destination], voice: &Voice) -> Result<Ended, Stop> {
    let goals = args.goals.asked();
    let [goal] = goals.levels.as_slice() else {
        return Err(Stop::refused("a backlog has one target: `--target \"98% in 24h\"`"));
    };
    let live_only = goals.asa.is_some() || goals.max_abandon.is_some() || goals.max_occupancy.is_some();
    if live_only || args.patience.is_some() || args.shrinkage.is_some() || args.goals.sl_definition.is_some()
    {
        return Err(Stop::refused(
            "a backlog takes `--target` and `--backlog` alone; other targets, patience and shrinkage are of live \
             contacts",
        ));
    }
    fitting(args)?;
    let columns = args.data.names();
    let read = staffing_csv::deferred(asked(args, &columns)?);
    let wrong = judge(&read.file, &read.diagnostics, read.refused, &args.data, voice)?;
    if args.backlog.is_some() && read.demand.channels.len() > 1 {
        return Err(Stop::refused("`--backlog` is of one channel, and the table has several"));
    }
    let terms = BacklogTerms { goal: *goal, opening: args.backlog.unwrap_or(0.0) };
    let answer = deferred(&read.demand, &terms);
    let sha256 = inputs_sha256(std::slice::from_ref(&read.file));
    let staffing = DeferredStaffing { source: source(&read, &sha256), terms: &terms, answer: &answer };
    publish(destinations, args.format, voice, |form, screen| match form {
        Form::Table => terminal(&staffing.document(), screen),
        Form::Markdown => markdown(&staffing.document()),
        Form::Json => deferred_json(&staffing),
        Form::Csv => {
            let (columns, entries) = deferred_columns(&answer);
            beside(&read.written, &columns, &entries).csv()
        }
    })?;
    let missed = |channel: &crate::engine::interval_staffing::DeferredChannel| {
        channel.within_target < goal.share.get()
    };
    ended(wrong, args.check && answer.channels.iter().any(missed))
}

fn ended(wrong: bool, missed: bool) -> Result<Ended, Stop> {
    match (wrong, missed) {
        (true, _) => Err(Stop::Refused(None)),
        (false, true) => Ok(Ended::TargetMissed),
        (false, false) => Ok(Ended::Done),
    }
}

fn asked<'a>(args: &'a Staff, columns: &'a BTreeMap<String, String>) -> Result<StaffingText<'a>, Stop> {
    Ok(StaffingText {
        table: text(&args.file, open(&args.file)?, &args.data, columns),
        zone: args.timezone,
        timestamp_formats: &args.timestamp_format,
        channel: args.channel.as_deref(),
        interval: args.interval.map(Seconds::get),
    })
}

fn source<'a, T>(read: &'a StaffingRead<T>, inputs_sha256: &'a str) -> Source<'a> {
    let Intervals { channels, seconds, .. } = &read.demand;
    Source { channels, seconds, version: env!("CARGO_PKG_VERSION"), inputs_sha256 }
}

/// What is asked of every interval; refused where nothing says how many agents or for what.
fn terms(args: &Staff, demand: &Intervals<LiveInterval>, voice: &Voice) -> Result<LiveTerms, Stop> {
    let goals = args.goals.asked();
    let rows = || demand.rows.iter().flatten();
    if goals.is_empty() && rows().any(|row| row.agents.is_none()) {
        return Err(Stop::refused(
            "say what the agents are for: `--target \"95% in 5m\"`, `--max-asa 30s` or another target; a table with \
             an `agents` in every row needs none",
        ));
    }
    let impatient = |patience: Patience| patience != Patience::Infinite;
    let known = args.patience.is_some_and(impatient) || rows().any(|row| row.patience.is_some_and(impatient));
    let method = match args.method {
        Some(Method::ErlangA) if !known => {
            return Err(Stop::refused(
                "erlang-a needs the patience of customers: `--patience 3m`, or a column `patience_seconds`",
            ));
        }
        Some(Method::ErlangA) => LiveMethod::ErlangA,
        Some(Method::Transient) => LiveMethod::Transient,
        Some(Method::Simulation) => LiveMethod::Simulation(replay(args)),
        Some(_) => {
            if known && !voice.quiet {
                voice.say("note: erlang-c takes customers to wait for ever; their patience is not used");
            }
            LiveMethod::ErlangC
        }
        None if known => LiveMethod::ErlangA,
        None => LiveMethod::ErlangC,
    };
    let within = args.within.map_or_else(|| Seconds::new(WITHIN), Ok);
    Ok(LiveTerms {
        method,
        goals,
        within: within.map_err(|error| Stop::refused(error.to_string()))?,
        patience: args.patience.unwrap_or(Patience::Infinite),
        shrinkage: args.shrinkage.unwrap_or(Fraction::ZERO),
        over: if args.over == Some(Span::Day) { Over::Day } else { Over::Interval },
    })
}
