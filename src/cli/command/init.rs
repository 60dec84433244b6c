//! `plan init`: a plan to start from.

use crate::cli::args::Init;
use crate::cli::exit::{Ended, Stop};
use crate::cli::output::save;
use crate::cli::screen::{Voice, print};
use std::fs;
use std::path::PathBuf;

/// A small plan that runs as it stands.
const PLAN: &str = include_str!("init_plan.toml");

/// Prints the plan, or writes it where nothing is yet.
pub(in crate::cli) fn run(args: &Init, voice: &Voice) -> Result<Ended, Stop> {
    let Some(output) = args.output.as_deref().filter(|output| *output != "-") else {
        print(PLAN)?;
        return Ok(Ended::Done);
    };
    let path = PathBuf::from(output);
    if fs::symlink_metadata(&path).is_ok() {
        return Err(Stop::refused(format!(
            "`{output}` is there already and is left as it is; choose another file"
        )));
    }
    save(&[(path, PLAN.into())])?;
    if !voice.quiet {
        voice.say(&format!("wrote `{output}`; next: plan forecast {output}"));
    }
    Ok(Ended::Done)
}
