//! `plan erlang`: the calculator, for one situation or a table of cases.

use super::data::{judge, open, place, text};
use crate::cli::args::Form;
use crate::cli::exit::{Ended, Stop};
use crate::cli::flags::data::Definition;
use crate::cli::flags::erlang::{Asked, Erlang};
use crate::cli::output::{destinations, guard, publish};
use crate::cli::screen::{Progress, Voice};
use crate::engine::situation::{answers, outlook};
use crate::input::typed::TypedConcurrency;
use crate::input::{batch_csv, inputs_sha256};
use crate::model::question::{Circumstance, Situation, SteadyModel};
use crate::queueing::{ChatDurations, Handling, Patience, Station, Workload};
use crate::report::Calculator;
use crate::report::write::{Batch, batch_json, beside, calculator_csv, calculator_json, markdown, terminal};
use crate::units::{Decimal, Fraction, Rate, Seconds};

/// Contacts without a time arrive in half an hour.
const PER: f64 = 1800.0;
/// The threshold that is shown where none is asked.
const WITHIN: f64 = 20.0;

/// Answers one situation, or every row of a table.
pub(in crate::cli) fn run(args: &Erlang, voice: &Voice) -> Result<Ended, Stop> {
    match (&args.batch, args.model) {
        (Some(path), Some(model)) => batch(args, path, model.into(), voice),
        _ => one(args, voice),
    }
}

fn one(args: &Erlang, voice: &Voice) -> Result<Ended, Stop> {
    let data = &args.data;
    if data.keep_going || !data.columns.is_empty() || data.encoding.is_some() || data.delimiter.is_some() {
        return Err(Stop::refused("flags for reading a table go with `--batch FILE`"));
    }
    let destinations = destinations(&args.output, 1)?;
    let situation = situation(args)?;
    let outlook = outlook(&situation);
    let version = env!("CARGO_PKG_VERSION");
    let answer = Calculator { situation: &situation, outlook: &outlook, version };
    publish(&destinations, args.format.unwrap_or(Form::Table), voice, |form, screen| match form {
        Form::Table => terminal(&answer.document(), screen),
        Form::Markdown => markdown(&answer.document()),
        Form::Json => calculator_json(&answer, &inputs_sha256(&[])),
        Form::Csv => calculator_csv(&answer),
    })?;
    let missed = outlook.answer().is_none_or(|row| row.goals.iter().any(|(_, met)| !met));
    Ok(if args.check && missed { Ended::TargetMissed } else { Ended::Done })
}

/// The situation that the flags describe.
fn situation(args: &Erlang) -> Result<Situation, Stop> {
    let asked = &args.situation;
    let goals = args.goals.asked();
    let half_hour = Seconds::new(PER).map_err(|error| Stop::refused(error.to_string()))?;
    let (contacts, per) = match (asked.contacts, asked.rate) {
        (Some(contacts), _) => (contacts, asked.per.unwrap_or(half_hour)),
        (None, Some(rate)) => rate,
        (None, None) => {
            return Err(Stop::refused(
                "say how many contacts arrive: `--contacts 360 --per 30m`, or `--rate 720/h`",
            ));
        }
    };
    if asked.agents.is_none() && goals.is_empty() {
        return Err(Stop::refused(
            "say what to work out: the service of `--agents 63`, or the agents for `--target \"95% in 5m\"`",
        ));
    }
    let rate = Rate::of(contacts, per).ok_or_else(|| Stop::refused("so many contacts in so short a time"))?;
    let (aht, handling) = handling(asked)?;
    if rate.get() * aht.get() > 1e9 {
        return Err(Stop::refused("this is a load of more than 1,000,000,000 erlangs; is a unit wrong?"));
    }
    let patience = asked.patience.unwrap_or(Patience::Infinite);
    let within = asked.within.map_or_else(|| Seconds::new(WITHIN), Ok);
    let work = match &handling {
        Handling::Single(aht) => exactly(contacts, per, *aht),
        Handling::Chat(_) => None,
    };
    Ok(Situation {
        rate,
        work,
        circumstance: circumstance(args)?,
        station: Station { handling, patience },
        aht,
        agents: asked.agents,
        goals,
        within: within.map_err(|error| Stop::refused(error.to_string()))?,
        shrinkage: asked.shrinkage.unwrap_or(Fraction::ZERO),
    })
}

/// Lines, redials and the like, of single contacts.
fn circumstance(args: &Erlang) -> Result<Circumstance, Stop> {
    let asked = &args.situation;
    let definition = args.goals.sl_definition.unwrap_or(Definition::Offered);
    if let Some(idle) = asked.keep_idle {
        let agents = asked.agents.unwrap_or(0);
        if idle > agents {
            return Err(Stop::refused(format!("{idle} agents cannot be kept idle where there are {agents}")));
        }
        return Ok(Circumstance::KeptIdle(idle));
    }
    if let Some(cv) = asked.uncertainty {
        if definition != Definition::Offered {
            return Err(Stop::refused(
                "with `--uncertainty` the service level is that of all offered contacts",
            ));
        }
        return Ok(Circumstance::Uncertain(cv.get()));
    }
    if let Some(cv) = asked.cv {
        return Ok(Circumstance::Scattered(cv));
    }
    if asked.lines.is_none() && asked.redial.is_none() {
        return Ok(Circumstance::Plain);
    }
    if asked.concurrency.is_some() {
        return Err(Stop::refused("`--lines` and `--redial` are of calls, `--concurrency` is of chats"));
    }
    if definition == Definition::ExcludingShortAbandons {
        return Err(Stop::refused(
            "with `--lines` or `--redial` the service level is `offered`, `answered` or `virtual`",
        ));
    }
    Ok(Circumstance::Lines { lines: asked.lines, redials: asked.redial.unwrap_or(Fraction::ZERO) })
}

/// Contacts and handling time in decimals, where the digits suffice.
fn exactly(contacts: f64, per: Seconds, aht: Seconds) -> Option<Workload> {
    let hour = Decimal::from(3600);
    let hourly = Decimal::of(contacts)?.checked_mul(hour)?.checked_div(Decimal::of(per.get())?)?;
    Workload::new(hourly, Decimal::of(aht.get())?)
}

fn handling(asked: &Asked) -> Result<(Seconds, Handling), Stop> {
    let missing = || Stop::refused("say how long a contact takes: `--aht 5m`");
    let levels = match &asked.concurrency {
        None => {
            let aht = asked.aht.ok_or_else(missing)?;
            return Ok((aht, Handling::Single(aht)));
        }
        Some(TypedConcurrency::Same(levels)) => vec![asked.aht.ok_or_else(missing)?; *levels],
        Some(TypedConcurrency::Levels(levels)) => levels.clone(),
    };
    let first = levels.first().copied().unwrap_or(Seconds::ZERO);
    if asked.aht.is_some_and(|aht| aht != first) {
        return Err(Stop::refused(format!(
            "`--aht` and the first duration of `--concurrency` ({first}) both say how long one chat alone takes, \
             and they differ"
        )));
    }
    let durations = ChatDurations::new(&levels).map_err(|error| Stop::refused(error.to_string()))?;
    Ok((first, Handling::Chat(durations)))
}

fn batch(args: &Erlang, path: &str, model: SteadyModel, voice: &Voice) -> Result<Ended, Stop> {
    let destinations = destinations(&args.output, 1)?;
    guard(&destinations, &place(path))?;
    if !args.goals.asked().is_empty() || args.goals.sl_definition.is_some() {
        return Err(Stop::refused("a table of cases has its targets in its columns, not in flags"));
    }
    let columns = args.data.names();
    let read = batch_csv::read(text(path, open(path)?, &args.data, &columns), model);
    let wrong = judge(&read.file, &read.diagnostics, read.refused, &args.data, voice)?;
    let progress = Progress::start(voice, "computing");
    let answered = answers(model, &read.cases);
    drop(progress);
    let table = beside(&read.written, &answered.columns, &answered.rows);
    let sha256 = inputs_sha256(std::slice::from_ref(&read.file));
    let batch = Batch { table: &table, version: env!("CARGO_PKG_VERSION"), inputs_sha256: &sha256 };
    publish(&destinations, args.format.unwrap_or(Form::Csv), voice, |form, screen| match form {
        Form::Csv => table.csv(),
        Form::Json => batch_json(&batch),
        Form::Table => terminal(&table.document(), screen),
        Form::Markdown => markdown(&table.document()),
    })?;
    if wrong { Err(Stop::Refused(None)) } else { Ok(Ended::Done) }
}
