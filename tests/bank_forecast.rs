//! The whole forecast on the call-by-call log of a bank, January and February 1999, read as it was published.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test stops where its premise fails, and says where the log is not there"
)]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const PLAN: &str = r#"
[plan]
start        = 1999-03-01
months       = 2
timezone     = "Asia/Jerusalem"
replications = 200
seed         = 1

[history]
delimiter        = "\t"
timestamp        = ["date", "vru_entry"]
timestamp_format = "%y%m%d %H:%M:%S"
columns          = { wait_seconds = "q_time", handle_seconds = "ser_time", abandoned = "outcome" }
values           = { abandoned = { HANG = true, AGENT = false } }
skip             = { outcome = ["PHANTOM"] }

[channel.phone]
history       = { files = ["1999-01.txt", "1999-02.txt"] }
hours         = { mon-thu = "07:00-24:00", fri = "07:00-14:00", sat = "20:00-24:00", sun = "07:00-24:00" }
service_level = "80% in 20 s"

[team.desk]
serves    = ["phone"]
headcount = 28
shrinkage = "25%"
attrition = "20%"
backfill  = { share = "100%" }
"#;

/// A folder with the plan and the log; `None` where the log is not beside the project.
fn folder() -> Option<tempfile::TempDir> {
    let log = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/anonymous_bank_1999");
    if !log.exists() {
        println!("skipped: the bank's log is not here");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    for name in ["1999-01.txt", "1999-02.txt"] {
        std::fs::copy(log.join(name), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("bank.toml"), PLAN).unwrap();
    Some(folder)
}

fn forecast(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
    command.current_dir(folder).args(["forecast", "bank.toml"]).args(args).output().unwrap()
}

fn result(folder: &Path, args: &[&str]) -> Value {
    let output = forecast(folder, &[&["--format", "json"], args].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn said(document: &Value, code: &str) -> String {
    let cautions = document["scenarios"][0]["cautions"].as_array().unwrap();
    let found = cautions.iter().find(|caution| caution["code"] == code);
    found.unwrap_or_else(|| panic!("no {code} in {cautions:#?}"))["text"].as_str().unwrap().to_owned()
}

fn mean(value: &Value) -> f64 {
    value["mean"].as_f64().unwrap()
}

#[test]
fn the_books_of_the_log_are_those_published() {
    let Some(folder) = folder() else { return };
    let document = result(folder.path(), &[]);
    let of = |key: &str| -> Vec<u64> {
        document["inputs"].as_array().unwrap().iter().map(|input| input[key].as_u64().unwrap()).collect()
    };
    assert_eq!(of("rows_accepted"), [31_359, 33_066]);
    assert_eq!(of("rows_rejected"), [0, 0]);
    assert_eq!(of("rows_skipped"), [240, 278]);
    assert_eq!(of("rows_read"), [31_359, 33_066]);
}

/// February had 33,066 offered in 28 days.
#[test]
fn march_is_forecast_like_february() {
    let Some(folder) = folder() else { return };
    let document = result(folder.path(), &[]);
    let february = 33_066.0 / 28.0;
    for (period, days) in document["scenarios"][0]["periods"].as_array().unwrap().iter().zip([31.0, 30.0]) {
        let phone = &period["channels"][0];
        let a_day = mean(&phone["offered"]) / days;
        println!("{} {a_day:.0} a day, {} in time", period["period"], mean(&phone["service_level"]));
        assert!((a_day / february - 1.0).abs() < 0.30, "{a_day} a day after {february}");
        assert!((0.3..0.98).contains(&mean(&phone["service_level"])), "{phone}");
        assert!((0.01..0.4).contains(&mean(&phone["p_abandon"])), "{phone}");
        assert!((15.0..40.0).contains(&mean(&period["teams"][0]["required_fte"])), "{period}");
    }
}

/// Published: handle times of 183 and 176 s. Patience is all waiting over all who gave up.
#[test]
fn what_is_learnt_is_said() {
    let Some(folder) = folder() else { return };
    let document = result(folder.path(), &[]);
    let handle_time = said(&document, "C108");
    println!("{handle_time}\n{}\n{}", said(&document, "C107"), said(&document, "C103"));
    assert!(handle_time.contains("2 min 5") || handle_time.contains("3 min "), "{handle_time}");
    let patience = said(&document, "C107");
    assert!(patience.starts_with("patience on `phone` is learnt from its history: "), "{patience}");
    assert!(said(&document, "C103").contains("lies outside its hours"));
    let shown = forecast(folder.path(), &["-q"]);
    let shown = String::from_utf8(shown.stdout).unwrap();
    assert!(["C103", "C107", "C108"].iter().all(|code| shown.contains(code)), "{shown}");
}

#[test]
fn a_log_that_is_read_wrongly_is_refused_with_the_way_out() {
    let Some(folder) = folder() else { return };
    for (key, code) in
        [("delimiter        = \"\\t\"\n", "E4"), ("skip             = { outcome = [\"PHANTOM\"] }\n", "E4")]
    {
        std::fs::write(folder.path().join("bank.toml"), PLAN.replace(key, "")).unwrap();
        let output = forecast(folder.path(), &["-q"]);
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains(&format!("error[{code}")) && output.stdout.is_empty(), "{words}");
    }
}
