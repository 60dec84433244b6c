//! The help of `plan` itself: commands in groups, examples first to hand.

use super::args::Cli;
use clap::builder::styling::Styles;
use clap::{Command, CommandFactory};
use std::fmt::Write;

/// Every command, in exactly one group.
const GROUPS: &[(&str, &[&str])] = &[
    ("Plan", &["forecast", "workforce", "check"]),
    ("Without a plan", &["history", "demand", "staff", "erlang", "calibrate"]),
    ("Start and learn", &["init", "explain"]),
    ("Editor and shell", &["schema", "completions"]),
];
const EXAMPLES: &[(&str, &str)] = &[
    ("plan init -o first.toml", "a small plan that runs"),
    ("plan init chats.csv -o chats.toml", "a plan for an export, however it is written"),
    ("plan forecast first.toml", "what it leads to"),
    ("plan forecast first.toml -o first.json", "the same for programs"),
    ("plan demand chats.csv --channel chat", "contacts to come, from an export alone"),
    ("plan check first.toml", "what is wrong with it, if anything"),
    ("plan erlang --contacts 360 --aht 5m --target \"95% in 5m\"", ""),
];

/// The command line with its grouped help.
pub(super) fn command() -> Command {
    let mut command = Cli::command();
    let template = template(&command);
    command = command.help_template(template);
    command
}

fn template(command: &Command) -> String {
    let header = Styles::styled().get_header().to_owned();
    let literal = Styles::styled().get_literal().to_owned();
    let mut text = String::from("{about}\n\n{usage-heading} {usage}\n");
    for (group, names) in GROUPS {
        let _ = writeln!(text, "\n{header}{group}:{header:#}");
        for name in *names {
            let about = command.find_subcommand(name).and_then(Command::get_about);
            let about = about.map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(text, "  {literal}{name:<13}{literal:#}{about}");
        }
    }
    let _ = writeln!(text, "\n{header}Examples:{header:#}");
    for (line, what) in EXAMPLES {
        let _ = writeln!(text, "  {literal}{line:<41}{literal:#}{what}");
    }
    text + &format!("\n{header}Options:{header:#}\n")
        + "{options}{after-help}\n\nplan help COMMAND says more about a command."
}

#[cfg(test)]
mod tests {
    use super::{GROUPS, command};

    #[test]
    fn every_command_is_in_exactly_one_group() {
        let grouped: Vec<&str> = GROUPS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
        let command = command();
        let known: Vec<&str> =
            command.get_subcommands().map(clap::Command::get_name).filter(|&name| name != "help").collect();
        for name in &known {
            assert_eq!(grouped.iter().filter(|&other| other == name).count(), 1, "{name}");
        }
        assert_eq!(grouped.len(), known.len());
    }

    #[test]
    fn arguments_are_declared_without_contradiction() {
        command().debug_assert();
    }
}
