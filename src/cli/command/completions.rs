//! `plan completions`: words for a shell to complete.

use crate::cli::args::Completions;
use crate::cli::exit::{Ended, Stop};
use crate::cli::help;
use crate::cli::screen::print;

/// The script of a shell.
pub(in crate::cli) fn run(args: &Completions) -> Result<Ended, Stop> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut help::command(), "plan", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Ended::Done)
}
