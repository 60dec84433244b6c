//! Data files end as `tests/badinput/csv/index.csv` says they must, and real logs give the figures published for them.

mod bad_input;
mod bank;
mod counts;
mod mutations;
mod source;
mod survey;
mod unpacking;
