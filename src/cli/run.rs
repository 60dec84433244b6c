//! From arguments to an exit code.

use super::args::{Cli, Command, Talk, When};
use super::command::{
    calibrate, check, completions, demand, erlang, explain, forecast, history, init, schema, staff, workforce,
};
use super::exit::{Ended, Stop};
use super::help;
use super::screen::{Voice, print};
use clap::FromArgMatches;
use std::process::ExitCode;

/// Runs the program with the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let parsed = help::command().try_get_matches();
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(told) => return usage(&told),
    };
    let voice = Voice::new(cli.talk);
    finish(dispatch(&cli.command, &voice), &voice)
}

fn dispatch(command: &Command, voice: &Voice) -> Result<Ended, Stop> {
    match command {
        Command::Forecast(args) => forecast::run(args, voice),
        Command::Workforce(args) => workforce::run(args, voice),
        Command::History(args) => history::run(args, voice),
        Command::Demand(args) => demand::run(args, voice),
        Command::Staff(args) => staff::run(args, voice),
        Command::Erlang(args) => erlang::run(args, voice),
        Command::Calibrate(args) => calibrate::run(args, voice),
        Command::Check(args) => check::run(args, voice),
        Command::Init(args) => init::run(args, voice),
        Command::Explain(args) => explain::run(args, voice),
        Command::Schema => schema::run(),
        Command::Completions(args) => completions::run(args),
    }
}

/// Help and version are results; a wrong flag is a message.
fn usage(told: &clap::Error) -> ExitCode {
    let voice = Voice::new(Talk { color: When::Auto, quiet: false, verbose: false });
    let words = told.render();
    if told.use_stderr() {
        voice.say(&if voice.err.color { words.ansi().to_string() } else { words.to_string() });
        return ExitCode::from(2);
    }
    let words = if voice.out.color { words.ansi().to_string() } else { words.to_string() };
    finish(print(&words).map(|()| Ended::Done), &voice)
}

fn finish(end: Result<Ended, Stop>, voice: &Voice) -> ExitCode {
    match end {
        Ok(ended) => ended.into(),
        Err(stop) => {
            match &stop {
                Stop::Refused(Some(words)) => voice.error(words),
                Stop::Machine(error) => voice.error(&format!("{error:#}")),
                Stop::Refused(None) | Stop::PipeClosed => {}
            }
            (&stop).into()
        }
    }
}
