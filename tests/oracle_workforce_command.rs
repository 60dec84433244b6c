//! `plan workforce` against reference values that other programs computed: every plan of `tests/oracle/workforce`
//! written as a plan file, run through the command, read back from its JSON.
//!
//! The three plans whose attrition follows occupancy name hours of work by month, which no key of a plan says (work comes
//! from channels): they are compared through the library alone (`oracle_workforce.rs`, `laws_workforce.rs`).

use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Heads: two programs in double precision over 24 steps agree far below this.
const ORACLE_ABS: f64 = 1e-8;
const FIGURES: [&str; 15] = [
    "begin",
    "starts",
    "headcount_start",
    "trainees_start",
    "productive_start",
    "fte_start",
    "fte_mid",
    "leavers",
    "trainee_leavers",
    "washouts",
    "headcount_end",
    "avg_headcount",
    "avg_productive",
    "vacancies_pipeline",
    "waiting",
];

fn read(file: &str) -> Vec<Value> {
    let path = format!("{}/tests/oracle/workforce/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a reference file");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    all["cases"].as_array().expect("a list").clone()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number, not {value}"))
}

/// `"12.5%"`; the shortest digits, so that the share read back is the one meant.
fn percent(value: &Value) -> String {
    let share = number(value);
    let hundredfold = format!("{:.10}", share * 100.0);
    format!("\"{}%\"", hundredfold.trim_end_matches('0').trim_end_matches('.'))
}

fn attrition(attrition: &Value) -> String {
    match attrition["type"].as_str().expect("a type") {
        "bands" => {
            let mut from = 0;
            let bands = attrition["bands"].as_array().expect("a list").iter().map(|band| {
                let rate = percent(&band["annual"]).replace('"', "");
                let tenure = match band["to"].as_u64() {
                    Some(to) => format!("{from}-{to} months"),
                    None => format!("over {from} months"),
                };
                from = band["to"].as_u64().unwrap_or(from);
                format!("\"{tenure}\" = \"{rate} / year\"")
            });
            format!("{{ by_tenure = {{ {} }} }}", bands.collect::<Vec<_>>().join(", "))
        }
        "weibull" => {
            let (shape, scale) = (number(&attrition["shape"]), number(&attrition["scale"]));
            format!("{{ weibull = {{ shape = {shape}, scale = \"{scale} months\" }} }}")
        }
        _ if attrition["basis"] == "monthly" => format!("{{ monthly = {} }}", percent(&attrition["annual"])),
        _ => format!("{{ annual = {}, basis = {} }}", percent(&attrition["annual"]), attrition["basis"]),
    }
}

/// A plan of the reference in the keys of a plan file.
fn plan_file(plan: &Value) -> String {
    let horizon = plan["horizon"].as_u64().expect("months");
    let opening = plan["initial"].as_array().expect("a list");
    let headcount: u64 = opening.iter().map(|cohort| cohort["count"].as_u64().expect("people")).sum();
    let list = |cohorts: &[Value], item: &dyn Fn(&Value) -> String| {
        cohorts.iter().map(item).collect::<Vec<_>>().join(", ")
    };
    let tenure = list(opening, &|cohort| format!("\"{} months\" = {}", cohort["tenure"], cohort["count"]));
    let hires = list(plan["hires"].as_array().expect("a list"), &|hire| {
        format!("2026-{:02} = {}", hire["month"].as_u64().expect("a month"), hire["count"])
    });
    let ramp = list(plan["ramp"].as_array().expect("a list"), &percent);
    let training = &plan["training"];
    let mut text = format!(
        "[plan]\nstart = 2026-01-01\nmonths = {horizon}\n\n[team.all]\nheadcount = {headcount}\n\
         tenure = {{ {tenure} }}\nhires = {{ {hires} }}\nattrition = {}\nramp = [{ramp}]\n",
        attrition(&plan["attrition"])
    );
    let seats = plan.get("cap").map_or_else(String::new, |cap| format!(", seats = {cap}"));
    let months = &training["months"];
    let _ = writeln!(
        text,
        "training = {{ onboarding = \"{months} months\", pass_rate = {}{seats} }}",
        percent(&training["pass"])
    );
    if let Some(backfill) = Some(&plan["backfill"]).filter(|backfill| backfill.is_object()) {
        let _ = writeln!(
            text,
            "backfill = {{ share = {}, show = {}, lead_time = \"{} months\", washouts = {} }}",
            percent(&backfill["fraction"]),
            percent(&backfill["show"]),
            backfill["lead"],
            backfill["washouts"]
        );
    }
    text
}

/// The one team of a plan, from the JSON of the command.
fn run(text: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["workforce", "-", "--format", "json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(text.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{said}");
    let json: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(json["format"], "plan.workforce/1");
    json["scenarios"][0]["teams"][0].clone()
}

fn compare(name: &str, found: &Value, wanted: &Value) {
    let (found, wanted) = (found["periods"].as_array().expect("periods"), wanted.as_array().expect("months"));
    assert_eq!(found.len(), wanted.len(), "{name}");
    let mut compared = 0;
    for (found, wanted) in found.iter().zip(wanted) {
        for figure in FIGURES.iter().filter(|figure| wanted[**figure].is_number()) {
            let (found, of) = (number(&found[*figure]), number(&wanted[*figure]));
            assert!((found - of).abs() <= ORACLE_ABS, "{name} {wanted} {figure}: {found} for {of}");
            compared += 1;
        }
    }
    assert!(compared >= 8 * wanted.len(), "{name}: {compared} figures");
}

fn quantiles(name: &str, found: &Value, wanted: &Value) {
    for (found, wanted) in
        found["periods"].as_array().expect("periods").iter().zip(wanted.as_array().expect("months"))
    {
        for (ours, theirs) in [
            ("headcount_quantiles", "headcount_end"),
            ("productive_quantiles", "productive_start"),
            ("cumulative_separations_quantiles", "cumulative_separations"),
        ] {
            // No level of these plans lies on a jump; `oracle_workforce.rs` allows for one.
            assert_eq!(found[ours], wanted[theirs]["quantiles"], "{name} {} {ours}", found["period"]);
        }
    }
}

#[test]
fn all_plans_of_the_reference_hold_through_the_command() {
    let cases = read("plans.json");
    assert_eq!(cases.len(), 18);
    for case in cases {
        let name = case["plan"]["name"].as_str().expect("a name").to_owned();
        let team = run(&plan_file(&case["plan"]));
        assert_eq!(team["exact"], true);
        compare(&name, &team, &case["expected"]);
        quantiles(&name, &team, &case["exact"]);
        for (key, wanted) in case["summary"].as_object().expect("figures") {
            let (found, wanted) = (number(&team["summary"][key]), number(wanted));
            assert!((found - wanted).abs() <= ORACLE_ABS, "{name} {key}: {found} for {wanted}");
        }
    }
}

#[test]
fn plans_with_limited_seats_give_the_fluid_recursion_of_the_reference() {
    let cases = read("cap_plans.json");
    assert_eq!(cases.len(), 4);
    for case in cases {
        let name = case["plan"]["name"].as_str().expect("a name").to_owned();
        let team = run(&plan_file(&case["plan"]));
        assert_eq!(team["exact"], false, "{name}");
        compare(&name, &team, &case["fluid"]);
    }
}
