//! Data files end as `tests/badinput/csv/index.csv` says they must, and real logs give the figures published for them.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]
#![expect(clippy::float_cmp, reason = "counts of rows are exact")]
#![expect(clippy::print_stdout, reason = "a test says what it skips and what it met")]

mod bad_input;
mod bank;
mod blocks;
mod codes;
mod counts;
mod mutations;
mod plainness;
mod real;
mod rosters;
mod source;
mod survey;
mod unpacking;
