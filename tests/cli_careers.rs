//! What `plan workforce` and `plan forecast` tell of ladders of grades and moves between teams. Snapshots are our own output,
//! copied; figures are held against laws.

use assert_cmd::Command;
use serde_json::Value;

fn output(args: &[&str]) -> String {
    let mut command = Command::cargo_bin("plan").expect("the binary");
    let command = command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1");
    let output = command.args(args).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn scenario(args: &[&str], name: &str) -> Value {
    let all: Value = serde_json::from_str(&output(args)).expect("one object");
    let mut scenarios = all["scenarios"].as_array().expect("scenarios").iter();
    scenarios.find(|one| one["name"] == name).expect("the scenario").clone()
}

const WORKFORCE: [&str; 5] = ["workforce", "plans/careers.toml", "-q", "--format", "json"];
const FORECAST: [&str; 5] = ["forecast", "plans/careers.toml", "-q", "--format", "json"];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number, not {value}"))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

#[test]
fn the_careers_of_a_plan_fit_80_columns() {
    let out = output(&["workforce", "plans/careers.toml", "-q"]);
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn moves_have_a_column_and_a_sentence_where_there_are_any() {
    let moves = "team.chat.moves={ phone = { 2026-11 = 5 } }";
    for command in ["workforce", "forecast"] {
        let with = output(&[command, "plans/careers.toml", "-q", "--set", moves]);
        assert!(with.contains("moves"), "{with}");
        assert!(with.contains("other teams"), "{with}");
    }
    let without = output(&["workforce", "plans/careers.toml", "-q"]);
    let people = without.split("Why headcount").next().expect("the tables of people");
    assert!(!people.contains("moves  "), "{without}");
}

#[test]
fn the_books_of_every_grade_balance_in_the_file_for_programs() {
    for (name, by) in [("baseline", "month"), ("help-the-phone", "month"), ("closer-leads", "quarter")] {
        let of = scenario(&[&WORKFORCE[..], &["--by", by]].concat(), name);
        let team = &list(&of["teams"])[0];
        let mut before: Option<Vec<f64>> = None;
        for period in list(&team["periods"]) {
            let grades = list(&period["grades"]);
            let ends: Vec<f64> = grades.iter().map(|grade| number(&grade["headcount_end"])).collect();
            assert!((ends.iter().sum::<f64>() - number(&period["headcount_end"])).abs() < 1e-9);
            if let Some(before) = before {
                for (at, grade) in grades.iter().enumerate() {
                    let of = |key: &str| number(&grade[key]);
                    let joined = |key: &str| if at == 0 { number(&period[key]) } else { 0.0 };
                    let entry =
                        joined("starts") - joined("washouts") + joined("moved_in") - joined("moved_out");
                    let end = before[at] + entry + of("promotions_in") - of("promotions_out") - of("leavers");
                    assert!((end - ends[at]).abs() < 1e-9, "{name}: {grade}");
                }
            }
            before = Some(ends);
        }
    }
}

/// Both commands tell one course: the means of draws beside the expected one.
#[test]
fn a_forecast_tells_the_moves_that_the_workforce_tells() {
    let (forecast, workforce) =
        (scenario(&FORECAST, "help-the-phone"), scenario(&WORKFORCE, "help-the-phone"));
    for (at, period) in list(&forecast["periods"]).iter().enumerate() {
        for (team, place) in list(&period["teams"]).iter().zip(0..) {
            let own = &list(&list(&workforce["teams"])[place]["periods"])[at];
            let net = number(&own["moved_in"]) - number(&own["moved_out"]);
            assert!((number(&team["moves"]["mean"]) - net).abs() < 1e-9, "{team} for {own}");
        }
    }
    assert_eq!(list(&workforce["teams"])[0]["exact"], false);
    assert!(list(&workforce["teams"])[0]["summary"]["cost_lines"]["moves"].is_number());
}

#[test]
fn threads_change_no_byte_of_ladders_and_moves() {
    for command in [WORKFORCE, FORECAST] {
        let all: Vec<String> =
            ["1", "2", "5"].map(|threads| output(&[&command[..], &["--threads", threads]].concat())).into();
        assert!(all[0] == all[1] && all[0] == all[2]);
    }
}

/// Before anybody moves a scenario that moves people has the luck of the baseline.
#[test]
fn scenarios_share_their_luck_until_people_move() {
    let (base, moved) = (scenario(&FORECAST, "baseline"), scenario(&FORECAST, "help-the-phone"));
    let people = |of: &Value, period: usize| {
        list(&list(&of["periods"])[period]["teams"])[1]["headcount_end"]["p10"].clone()
    };
    assert_eq!(people(&base, 0), people(&moved, 0));
    assert_ne!(people(&base, 1), people(&moved, 1));
}
