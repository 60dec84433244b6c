//! `plan schema`: the JSON Schema of plan files.

use crate::cli::doors::input;
use crate::cli::exit::{Ended, Stop};
use crate::cli::screen::print;

/// The schema, ended by a line feed.
pub(in crate::cli) fn run() -> Result<Ended, Stop> {
    print(&format!("{}\n", input::schema().trim_end()))?;
    Ok(Ended::Done)
}
