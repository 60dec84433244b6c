//! What `plan forecast` and `plan check` do with files, streams and exit codes; no figure is judged here.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

/// A folder with the plan of `plan init`, made quick.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let text =
        plan(folder.path(), &["init"], "").out.replace("seed     = 1 ", "replications = 50\nseed = 1 ");
    fs::write(folder.path().join("first.toml"), text).expect("written");
    folder
}

fn plan(folder: &Path, args: &[&str], input: &str) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

#[test]
fn the_plan_of_init_loads_without_a_warning() {
    let folder = folder();
    let check = plan(folder.path(), &["check", "first.toml"], "");
    assert_eq!(check.code, 0, "{}", check.err);
    assert_eq!(check.out, "ok: 1 channel, 1 team, 3 targets, 2 scenarios\n");
    assert!(!check.err.contains("warning"), "{}", check.err);
    assert_eq!(plan(folder.path(), &["check", "-q", "first.toml"], "").err, "");
}

#[test]
fn the_result_goes_to_standard_output_and_to_every_file_alike() {
    let folder = folder();
    let args =
        ["forecast", "-q", "first.toml", "-o", "a.json", "-o", "a.csv", "-o", "a.md", "--format", "json"];
    let run = plan(folder.path(), &args, "");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    assert_eq!(read("a.json"), run.out);
    assert!(run.out.starts_with("{\n  \"format\": \"plan.forecast/1\",\n"));
    assert_eq!(
        read("a.csv"),
        plan(folder.path(), &["forecast", "-q", "first.toml", "--format", "csv"], "").out
    );
    assert_eq!(
        read("a.md"),
        plan(folder.path(), &["forecast", "-q", "first.toml", "--format", "markdown"], "").out
    );
    let left: Vec<_> =
        fs::read_dir(folder.path()).expect("a folder").flatten().map(|one| one.file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}");
}

#[test]
fn several_plans_give_an_object_a_line_and_threads_change_nothing() {
    let folder = folder();
    let one = plan(
        folder.path(),
        &["forecast", "-q", "first.toml", "first.toml", "--format", "json", "--threads", "1"],
        "",
    );
    let two = plan(
        folder.path(),
        &["forecast", "-q", "first.toml", "first.toml", "--format", "json", "--threads", "2"],
        "",
    );
    assert_eq!(one.out.lines().count(), 2);
    assert!(one.out == two.out);
}

#[test]
fn a_plan_may_come_from_standard_input() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join("first.toml")).expect("a plan");
    let piped = plan(folder.path(), &["forecast", "-q", "-"], &text);
    assert_eq!((piped.code, piped.err.as_str()), (0, ""));
    assert!(piped.out == plan(folder.path(), &["forecast", "-q", "first.toml"], "").out);
}

#[test]
fn nothing_that_was_read_is_written_over() {
    let folder = folder();
    let text = fs::read_to_string(folder.path().join("first.toml")).expect("a plan");
    fs::write(folder.path().join("plan.json"), &text).expect("written");
    for output in ["plan.json", "./plan.json"] {
        let run = plan(folder.path(), &["forecast", "-q", "plan.json", "-o", output], "");
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert!(run.err.contains("which was read"), "{}", run.err);
    }
    assert_eq!(fs::read_to_string(folder.path().join("plan.json")).expect("a plan"), text);
}

#[test]
fn a_refused_plan_leaves_no_result() {
    let folder = folder();
    fs::write(folder.path().join("bad.toml"), "[plan]\nmonths = 0\n").expect("written");
    let run =
        plan(folder.path(), &["forecast", "first.toml", "bad.toml", "--format", "json", "-o", "a.json"], "");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("error[E"), "{}", run.err);
    assert!(!folder.path().join("a.json").exists());
}

#[test]
fn a_result_that_cannot_be_written_ends_with_3() {
    let folder = folder();
    let run = plan(folder.path(), &["forecast", "-q", "first.toml", "-o", "no/such/a.json"], "");
    assert_eq!((run.code, run.out.as_str()), (3, ""));
    assert!(run.err.starts_with("error: cannot write `no/such/a.json`: "), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_keeps_pointing() {
    let folder = folder();
    std::os::unix::fs::symlink("real.json", folder.path().join("link.json")).expect("a link");
    assert_eq!(plan(folder.path(), &["forecast", "-q", "first.toml", "-o", "link.json"], "").code, 0);
    assert!(fs::symlink_metadata(folder.path().join("link.json")).expect("there").is_symlink());
    assert!(fs::read_to_string(folder.path().join("real.json")).expect("written").ends_with("}\n"));
}

#[test]
fn a_missed_target_ends_with_1_only_where_asked() {
    let folder = folder();
    let change = ["--set", "targets.attrition.at_most=\"0%\""];
    let run = |more: &[&str]| {
        plan(folder.path(), &[&["forecast", "-q", "first.toml"], &change[..], more].concat(), "")
    };
    assert_eq!(run(&[]).code, 0);
    let check = run(&["--check"]);
    assert_eq!(check.code, 1);
    assert!(check.err.contains("check: `baseline` misses its target for annual turnover"), "{}", check.err);
    assert!(check.out.starts_with("Customer service"));
}
