//! Command line: arguments in, text and exit codes out. The only room that prints.

mod args;
mod command;
mod data_args;
mod erlang_args;
mod exit;
mod help;
mod history_args;
mod output;
mod run;
mod screen;
mod staff_args;

pub use run::main;
