//! Every plan that ships runs; the yardstick's tables are a snapshot; what the README shows works.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn plan() -> Command {
    let mut command = Command::cargo_bin("plan").expect("the binary");
    command.current_dir(root());
    command
}

fn stdout(arguments: &[&str]) -> String {
    let output = plan().args(arguments).output().expect("it runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

fn shipped() -> Vec<PathBuf> {
    let folder = fs::read_dir(root().join("plans")).expect("the plans");
    let mut plans: Vec<PathBuf> = folder.map(|entry| entry.expect("a plan").path()).collect();
    plans.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    plans.sort();
    plans
}

#[test]
fn every_plan_that_ships_is_in_order_and_runs() {
    assert!(shipped().len() >= 4);
    for path in shipped() {
        let name = path.to_str().expect("a name");
        stdout(&["check", name, "-q"]);
        let text = stdout(&["forecast", name, "-q", "--replications", "20", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_str(&text).expect("one object");
        assert_eq!(json["format"], "plan.forecast/1");
        let scenarios = json["scenarios"].as_array().expect("scenarios");
        assert_eq!(scenarios[0]["name"], "baseline");
        let months = json["plan"]["months"].as_u64().expect("months");
        for scenario in scenarios {
            assert_eq!(scenario["periods"].as_array().map(Vec::len), usize::try_from(months).ok());
        }
    }
}

#[test]
fn the_example_plan_has_its_scenarios_and_its_sweep() {
    let text =
        stdout(&["forecast", "plans/ecommerce.toml", "-q", "--replications", "20", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&text).expect("one object");
    let names: Vec<&str> = json["scenarios"]
        .as_array()
        .expect("scenarios")
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(&names[..6], ["baseline", "hire-20", "attrition-10", "knowledge-base", "both", "outage"]);
    assert_eq!((names.len(), names[6]), (22, "hires-by-attrition[0, 10%]"));
}

/// A snapshot of our own output: a change here moves printed figures, and the changelog says which and why.
#[test]
fn the_yardstick_prints_these_figures() {
    insta::assert_snapshot!(stdout(&["forecast", "plans/reference.toml", "-q"]));
}

/// The first fenced block of TOML in the README is the plan in ten lines; the last, a scenario for it.
#[test]
fn the_plan_in_the_readme_runs() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    let blocks: Vec<&str> =
        readme.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("hotline.toml");
    let whole = format!("{}\n{}", blocks[0], blocks[blocks.len() - 1]);
    assert!(blocks[0].trim().lines().count() <= 10, "a plan in ten lines");
    fs::write(&file, whole).expect("written");
    let text = stdout(&["forecast", file.to_str().expect("a name"), "-q", "--replications", "50"]);
    assert!(text.contains("six-more"), "{text}");
}

/// Every command line in the README's shell blocks names things that are there.
#[test]
fn the_commands_in_the_readme_name_what_is_there() {
    let readme = fs::read_to_string(root().join("README.md")).expect("a README");
    for line in
        readme.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).flat_map(str::lines)
    {
        for word in line.split_whitespace().filter(|word| word.ends_with(".toml")) {
            assert!(Path::new(&root().join(word)).exists(), "{line}");
        }
    }
    assert!(readme.contains("cargo run --release -- forecast plans/ecommerce.toml\ncargo test\n"));
}
