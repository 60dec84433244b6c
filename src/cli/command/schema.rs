//! `plan schema`: the JSON Schema of plan files.

use crate::cli::exit::{Ended, Stop};
use crate::cli::screen::print;
use crate::input::keys;

/// The schema, ended by a line feed.
pub(in crate::cli) fn run() -> Result<Ended, Stop> {
    print(&format!("{}\n", keys::schema().trim_end()))?;
    Ok(Ended::Done)
}
