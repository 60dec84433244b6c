//! Command line: arguments in, text and exit codes out. The only room that prints.

mod args;
mod command;
mod exit;
mod flags;
mod help;
mod output;
mod run;
mod screen;

pub use run::main;
