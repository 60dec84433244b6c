//! What `plan` says about itself, and how it ends.

use assert_cmd::Command;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn plan(args: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

#[test]
fn help_is_grouped_and_fits_100_columns() {
    let help = plan(&["--help"]);
    assert_eq!((help.code, help.err.as_str()), (0, ""));
    insta::assert_snapshot!(help.out);
    for command in [
        "forecast",
        "workforce",
        "check",
        "history",
        "demand",
        "staff",
        "erlang",
        "calibrate",
        "init",
        "explain",
        "schema",
        "completions",
    ] {
        for flag in ["-h", "--help"] {
            let help = plan(&[command, flag]);
            assert_eq!(help.code, 0);
            for line in help.out.lines() {
                assert!(line.chars().count() <= 100, "{command}: {line}");
            }
        }
    }
}

#[test]
fn help_of_forecast_shows_every_flag() {
    insta::assert_snapshot!(plan(&["forecast", "-h"]).out);
}

#[test]
fn help_of_commands_without_a_plan_shows_every_flag() {
    insta::assert_snapshot!("help_of_workforce", plan(&["workforce", "-h"]).out);
    insta::assert_snapshot!("help_of_history", plan(&["history", "-h"]).out);
    insta::assert_snapshot!("help_of_demand", plan(&["demand", "-h"]).out);
    insta::assert_snapshot!("help_of_staff", plan(&["staff", "-h"]).out);
    insta::assert_snapshot!("help_of_erlang", plan(&["erlang", "-h"]).out);
    insta::assert_snapshot!("help_of_calibrate", plan(&["calibrate", "-h"]).out);
}

#[test]
fn version_is_a_result() {
    let version = plan(&["--version"]);
    assert_eq!(version.out, format!("plan {}\n", env!("CARGO_PKG_VERSION")));
    assert_eq!((version.code, version.err.as_str()), (0, ""));
}

#[test]
fn wrong_usage_ends_with_2_and_a_way_out() {
    let cases: [(&[&str], &str); 10] = [
        (&[], "Usage: plan"),
        (&["forcast", "a.toml"], "'forecast'"),
        (&["forecast"], "<PLAN>"),
        (&["forecast", "a", "--threads", "0"], "1..=256"),
        (&["forecast", "a", "--threads", "257"], "1..=256"),
        (&["forecast", "a", "--replications", "0"], "1..=1000000"),
        (&["forecast", "a", "--set", "months"], "KEY=VALUE"),
        (&["forecast", "a", "--max-rejected", "5"], "0.1%"),
        (&["forecast", "a", "-o", "a.xlsx"], ".json, .csv and .md"),
        (&["forecast", "a", "b", "-o", "a.csv"], "a CSV holds one plan"),
    ];
    for (args, words) in cases {
        let answer = plan(args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}");
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
    }
}

#[test]
fn a_file_that_cannot_be_opened_ends_with_3() {
    let answer = plan(&["forecast", "no-such-plan.toml"]);
    assert_eq!((answer.code, answer.out.as_str()), (3, ""));
    assert!(answer.err.starts_with("error: cannot read `no-such-plan.toml`: "), "{}", answer.err);
}

#[test]
fn a_file_twice_or_standard_input_twice_is_refused() {
    let twice = plan(&["forecast", "a", "-o", "x.json", "-o", "./x.json"]);
    assert_eq!(twice.code, 2);
    assert!(twice.err.contains("named twice"), "{}", twice.err);
    assert_eq!(plan(&["check", "-", "-"]).code, 2);
}

#[test]
fn explain_knows_cautions_and_says_so_where_it_does_not_know() {
    let known = plan(&["explain", "c118"]);
    assert_eq!((known.code, known.err.as_str()), (0, ""));
    assert!(known.out.starts_with("C118: hires are not growth\n"));
    let unknown = plan(&["explain", "E999"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("`E999`"));
    assert!(plan(&["explain"]).out.contains("\nC121  "));
}

#[test]
fn init_prints_a_plan_or_writes_it_where_nothing_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("first.toml");
    let file = path.to_str().expect("UTF-8");
    let printed = plan(&["init"]);
    assert_eq!((printed.code, printed.err.as_str()), (0, ""));
    let written = plan(&["init", "-o", file]);
    assert_eq!((written.code, written.out.as_str()), (0, ""));
    assert_eq!(std::fs::read_to_string(&path).expect("written"), printed.out);
    let again = plan(&["init", "-o", file]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("there already"));
    assert_eq!(plan(&["init", "-q", "-o", "/no/such/folder/x.toml"]).code, 3);
}

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = plan(&["completions", shell]);
        assert_eq!(script.code, 0);
        assert!(script.out.contains("forecast"), "{shell}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_ends_with_3_and_a_closed_pipe_with_0() {
    use std::process::{Command, Stdio};
    let program = env!("CARGO_BIN_EXE_plan");
    for args in [&["init"][..], &["--help"], &["--version"], &["completions", "bash"], &["explain"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("a full device");
        let output = Command::new(program).args(args).stdout(full).output().expect("it starts");
        assert_eq!(output.status.code(), Some(3), "{args:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("cannot write to standard output"));
        let mut child = Command::new(program)
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0), "{args:?}");
    }
}
