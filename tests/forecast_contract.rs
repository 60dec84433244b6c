//! `plan.forecast/1`: names, order and arithmetic of the result of the planner's file, and the same bytes everywhere.

#![expect(clippy::unwrap_used, reason = "a test stops where the result is not what it reads")]

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const CHANNEL: [&str; 11] = [
    "channel",
    "offered",
    "deflected",
    "service_level",
    "asa_seconds",
    "p_abandon",
    "occupancy",
    "backlog_end",
    "csat",
    "csat_all_customers",
    "mean_score",
];
const PERIOD: [&str; 12] = [
    "period",
    "channels",
    "teams",
    "csat",
    "attrition",
    "cost",
    "csat_all_customers",
    "mean_score",
    "contacts_answered",
    "cost_per_contact",
    "cost_lines",
    "memo_lines",
];
const SCENARIO: [&str; 8] =
    ["name", "about", "periods", "targets", "cautions", "satisfaction", "cost_per_point", "one_more"];
const TEAM: [&str; 16] = [
    "team",
    "required_fte",
    "begin",
    "starts",
    "headcount_start",
    "leavers",
    "washouts",
    "moves",
    "headcount_end",
    "productive",
    "effective_fte",
    "gap_fte",
    "occupancy",
    "turnover_annualised_all",
    "turnover_annualised_productive",
    "cost",
];
const INPUT: [&str; 8] =
    ["path", "sha256", "rows_read", "rows_accepted", "rows_rejected", "rows_skipped", "first", "last"];
const TARGET: [&str; 11] = [
    "target",
    "channel",
    "team",
    "population",
    "goal",
    "by",
    "period",
    "value",
    "confidence",
    "probability",
    "met",
];
/// Samples hold seven digits; sums of a few are right to this, relatively.
const SAMPLES: f64 = 2e-6;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Standard output of `plan forecast` in a folder.
fn bytes(folder: &Path, args: &[&str], environment: &[(&str, &str)]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
    command.current_dir(folder).args(["forecast", "-q", "--format", "json"]).args(args);
    let output = command.envs(environment.iter().copied()).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The planner's file with fifty replications.
static EXAMPLE: LazyLock<String> =
    LazyLock::new(|| bytes(&root(), &["plans/ecommerce.toml", "--replications", "50"], &[]));

fn example() -> Value {
    serde_json::from_str(&EXAMPLE).unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

fn scenarios(document: &Value) -> &[Value] {
    list(&document["scenarios"])
}

fn periods(document: &Value) -> impl Iterator<Item = &Value> {
    scenarios(document).iter().flat_map(|scenario| list(&scenario["periods"]))
}

fn mean(figure: &Value) -> f64 {
    figure["mean"].as_f64().unwrap()
}

#[track_caller]
fn same(found: f64, wanted: f64) {
    assert!((found - wanted).abs() <= SAMPLES * wanted.abs().max(100.0), "{found} instead of {wanted}");
}

/// Where keys stand in a text, in order. The reader of JSON here sorts keys, so the order is read off the text.
#[track_caller]
fn in_order(text: &str, keys: &[&str]) {
    let mut rest = text;
    for key in keys {
        let found = rest.find(&format!("\"{key}\":"));
        rest = &rest[found.unwrap_or_else(|| panic!("no `{key}` behind its neighbours in {text:.300}"))..];
    }
}

#[track_caller]
fn keys_of(value: &Value, keys: &[&str]) {
    let mut wanted = keys.to_vec();
    wanted.sort_unstable();
    let mut found: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
    found.sort_unstable();
    assert_eq!(found, wanted);
}

/// The text of the first object that opens behind a name.
fn behind<'a>(text: &'a str, name: &str) -> &'a str {
    &text[text.find(&format!("\"{name}\":")).unwrap()..]
}

#[test]
fn the_result_has_exactly_the_keys_of_the_contract() {
    let document = example();
    keys_of(&document, &["format", "version", "inputs_sha256", "plan", "inputs", "scenarios"]);
    assert_eq!(document["format"], "plan.forecast/1");
    keys_of(&document["plan"], &["title", "start", "months", "timezone", "currency", "seed", "replications"]);
    list(&document["inputs"]).iter().for_each(|input| keys_of(input, &INPUT));
    for scenario in scenarios(&document) {
        keys_of(scenario, &SCENARIO);
        list(&scenario["targets"]).iter().for_each(|target| keys_of(target, &TARGET));
        for caution in list(&scenario["cautions"]) {
            keys_of(caution, &["code", "text", "where"]);
            assert!(!caution["text"].as_str().unwrap().is_empty());
        }
    }
    for period in periods(&document) {
        keys_of(period, &PERIOD);
        list(&period["channels"]).iter().for_each(|channel| keys_of(channel, &CHANNEL));
        list(&period["teams"]).iter().for_each(|team| keys_of(team, &TEAM));
    }
}

#[test]
fn keys_stand_in_the_order_of_the_contract() {
    let text = EXAMPLE.as_str();
    in_order(text, &["format", "plan", "inputs", "scenarios"]);
    in_order(
        behind(text, "plan"),
        &["title", "start", "months", "timezone", "currency", "seed", "replications"],
    );
    in_order(behind(text, "inputs"), &INPUT);
    in_order(behind(text, "channels"), &CHANNEL);
    in_order(behind(text, "teams"), &TEAM);
    in_order(behind(text, "scenarios"), &["name", "about", "periods", "period", "channels", "teams", "csat"]);
    in_order(behind(text, "targets"), &TARGET);
    in_order(behind(text, "cautions"), &["code", "text", "where"]);
    in_order(text, &SCENARIO);
    in_order(behind(text, "scenarios"), &PERIOD);
}

#[test]
fn scenarios_come_in_the_order_of_the_file_and_the_baseline_first() {
    let document = example();
    let names: Vec<&str> = scenarios(&document).iter().map(|one| one["name"].as_str().unwrap()).collect();
    let named = ["baseline", "hire-20", "attrition-10", "knowledge-base", "both", "outage"];
    assert_eq!(names[..6], named);
    assert_eq!(names[6], "hires-by-attrition[0, 10%]");
    assert_eq!(names[21], "hires-by-attrition[30, 40%]");
    assert_eq!(names.len(), 22);
    let labels = |scenario: &Value| -> Vec<String> {
        list(&scenario["periods"]).iter().map(|one| one["period"].as_str().unwrap().to_owned()).collect()
    };
    let months = ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03"];
    scenarios(&document).iter().for_each(|scenario| assert_eq!(labels(scenario), months));
}

#[test]
fn people_add_up() {
    let document = example();
    for scenario in scenarios(&document) {
        let mut ended: Option<Vec<f64>> = None;
        for period in list(&scenario["periods"]) {
            let teams = list(&period["teams"]);
            for (place, team) in teams.iter().enumerate() {
                let of = |name: &str| mean(&team[name]);
                same(of("begin") + of("starts"), of("headcount_start"));
                let end = of("headcount_start") - of("leavers") - of("washouts") + of("moves");
                same(end, of("headcount_end"));
                if let Some(ended) = &ended {
                    same(of("begin"), ended[place]);
                }
                if !team["gap_fte"].is_null() {
                    same(of("gap_fte"), of("effective_fte") - of("required_fte"));
                }
            }
            ended = Some(teams.iter().map(|team| mean(&team["headcount_end"])).collect());
        }
    }
}

/// Every figure of a value, with its name.
fn figures<'a>(value: &'a Value, name: &'a str, seen: &mut impl FnMut(&'a str, &'a Value)) {
    match value {
        Value::Object(map) if map.contains_key("mean") => seen(name, value),
        Value::Object(map) => map.iter().for_each(|(name, value)| figures(value, name, seen)),
        Value::Array(items) => items.iter().for_each(|item| figures(item, name, seen)),
        _ => {}
    }
}

#[test]
fn quantiles_are_ordered_and_shares_are_shares() {
    let document = example();
    let shares = ["service_level", "p_abandon", "csat", "csat_all_customers"];
    let mut count = 0;
    figures(&document, "", &mut |name, figure| {
        if ["contacts_answered", "cost_per_contact"].contains(&name) {
            // Expected values: no range.
            assert!(figure["mean"].as_f64().unwrap() > 0.0 && figure["p10"].is_null());
            return;
        }
        if name == "mean_score" {
            // Of the expected course: no range.
            assert!((1.0..=5.0).contains(&figure["mean"].as_f64().unwrap()) && figure["p10"].is_null());
            return;
        }
        let [mean, p10, p50, p90] = ["mean", "p10", "p50", "p90"].map(|key| figure[key].as_f64().unwrap());
        assert!(p10 <= p50 && p50 <= p90, "{name}: {figure}");
        assert!(!shares.contains(&name) || (p10 >= 0.0 && p90 <= 1.0 && (0.0..=1.0).contains(&mean)));
        assert!(name == "gap_fte" || p10 >= 0.0, "{name}: {figure}");
        count += 1;
    });
    assert!(count > 5000, "{count} figures");
}

#[test]
fn where_a_figure_has_no_value_a_caution_says_why() {
    let document = example();
    let said = |scenario: &Value, measure: &str, place: &str| {
        list(&scenario["cautions"]).iter().any(|caution| {
            caution["where"] == place && caution["text"].as_str().unwrap().contains(&format!("`{measure}`"))
        })
    };
    for scenario in scenarios(&document) {
        for period in list(&scenario["periods"]) {
            for (kind, name) in [("channels", "channel"), ("teams", "team")] {
                for part in list(&period[kind]) {
                    let place = format!("{name}.{}", part[name].as_str().unwrap());
                    for (measure, value) in part.as_object().unwrap() {
                        assert!(!value.is_null() || said(scenario, measure, &place), "{place}: {measure}");
                    }
                }
            }
            assert!(["csat", "attrition", "cost"].iter().all(|measure| !period[measure].is_null()));
        }
        for target in list(&scenario["targets"]) {
            assert!(["value", "probability", "met"].iter().all(|key| !target[key].is_null()), "{target}");
        }
    }
}

#[test]
fn a_scenario_changes_no_figure_of_another() {
    let few = [
        "plans/ecommerce.toml",
        "--replications",
        "50",
        "--scenario",
        "knowledge-base",
        "--scenario",
        "both",
    ];
    let alone: Value = serde_json::from_str(&bytes(&root(), &few, &[])).unwrap();
    let all = example();
    let of = |document: &Value, name: &str| -> Value {
        scenarios(document).iter().find(|one| one["name"] == name).unwrap().clone()
    };
    assert_eq!(scenarios(&alone).len(), 3);
    for name in ["baseline", "knowledge-base", "both"] {
        assert!(of(&alone, name) == of(&all, name), "`{name}` moves when others run beside it");
    }
}

#[test]
fn threads_change_no_byte() {
    for threads in ["1", "2", "5"] {
        let run =
            bytes(&root(), &["plans/ecommerce.toml", "--replications", "50", "--threads", threads], &[]);
        assert!(run == *EXAMPLE, "{threads} threads");
    }
}

#[test]
fn neither_folder_nor_zone_nor_language_change_a_byte() {
    let elsewhere = [("TZ", "America/St_Johns"), ("LC_ALL", "de_DE.UTF-8"), ("LANG", "zh_CN.GB18030")];
    let run = bytes(&root().join("plans"), &["ecommerce.toml", "--replications", "50"], &elsewhere);
    assert!(run == *EXAMPLE);
    let absolute = root().join("plans/ecommerce.toml");
    let folder = tempfile::tempdir().unwrap();
    let run = bytes(folder.path(), &[absolute.to_str().unwrap(), "--replications", "50"], &[]);
    assert!(run == *EXAMPLE);
}

/// Whole prices: a scenario's difference of cost by its points, and one more person's; cash lines add up to the cost.
#[test]
fn prices_are_quotients_of_what_stands_beside_them() {
    let document = example();
    let value = |value: &Value| value.as_f64().unwrap();
    let cost =
        |scenario: &Value| list(&scenario["periods"]).iter().map(|one| mean(&one["cost"])).sum::<f64>();
    let base = &scenarios(&document)[0];
    let mut priced = 0;
    for scenario in scenarios(&document) {
        let price = &scenario["cost_per_point"];
        if !price.is_null() {
            same(value(&price["cost"]), cost(scenario) - cost(base));
            let levels = ["service_level", "service_level_baseline"].map(|name| value(&price[name]));
            same(value(&price["points"]), 100.0 * (levels[0] - levels[1]));
            let trade = price["verdict"] == "costs more and serves better"
                || price["verdict"] == "costs less and serves worse";
            assert_eq!(price["cost_per_point"].is_null(), !trade, "{price}");
            if trade {
                same(value(&price["cost_per_point"]) * value(&price["points"]), value(&price["cost"]));
                assert!(value(&price["points"]).abs() >= 0.1 && value(&price["cost_per_point"]) > 0.0);
                priced += 1;
            }
        }
        for period in list(&scenario["periods"]) {
            let lines = period["cost_lines"].as_object().unwrap();
            let memo = period["memo_lines"].as_object().unwrap();
            assert_eq!((lines.len(), memo.len()), (10, 4));
            let leavers =
                ["hiring", "training", "separation"].map(|line| value(&lines[line])).iter().sum::<f64>();
            assert!(value(&memo["turnover"]) <= leavers + 1e-6);
            let total = lines.values().map(value).sum::<f64>();
            same(mean(&period["cost_per_contact"]) * mean(&period["contacts_answered"]), total);
        }
    }
    assert!(priced > 2, "{priced}");
    assert!(base["cost_per_point"].is_null() && scenarios(&document)[1]["one_more"] == serde_json::json!([]));
    for one in list(&base["one_more"]) {
        let gained = 100.0
            * (value(&one["service_level_expected_course_with"])
                - value(&one["service_level_expected_course"]));
        assert!((value(&one["points"]) - gained).abs() < 1e-9 && gained >= 0.0, "{one}");
    }
    assert_eq!(list(&base["one_more"]).len(), 3);
}

/// A hundred people, twenty hires, 10 % turnover, nobody replaced.
const TWENTY: &str = r#"
[plan]
start        = 2026-10-01
months       = 12
replications = 50

[team.frontline]
headcount = 100
attrition = "10%"
training  = { onboarding = "1 month", pass_rate = "95%" }
hires     = { 2026-10 = 7, 2026-11 = 7, 2026-12 = 6 }
"#;

#[test]
fn twenty_hires_on_a_hundred_end_at_107_8_and_the_report_says_why() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("twenty.toml"), TWENTY).unwrap();
    let document: Value = serde_json::from_str(&bytes(folder.path(), &["twenty.toml"], &[])).unwrap();
    let end = &periods(&document).last().unwrap()["teams"][0]["headcount_end"];
    assert!((mean(end) - 107.8).abs() < 0.05, "{end}");
    let cautions = list(&scenarios(&document)[0]["cautions"]);
    let why = cautions.iter().find(|caution| caution["code"] == "C118").unwrap();
    assert_eq!(
        why["text"],
        "`frontline` does not grow by its hires: 100 + 20 hires end at 107.8, for leavers are not replaced"
    );
    let shown = Command::new(env!("CARGO_BIN_EXE_plan"))
        .current_dir(folder.path())
        .args(["forecast", "-q", "twenty.toml"])
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    let words: Vec<&str> = shown.split_whitespace().collect();
    let account = "100 people + 20 hires - 11.2 leavers - 1 washouts = 107.8 at the end";
    assert!(words.join(" ").contains(account), "{shown}");
}

/// Service levels of the baseline's channels in October.
fn october(changes: &[&str]) -> Vec<f64> {
    let args =
        [&["plans/ecommerce.toml", "--replications", "50", "--scenario", "baseline"], changes].concat();
    let document: Value = serde_json::from_str(&bytes(&root(), &args, &[])).unwrap();
    let first = periods(&document).next().unwrap().clone();
    list(&first["channels"]).iter().map(|channel| mean(&channel["service_level"])).collect()
}

#[test]
fn half_the_staff_is_far_from_its_target_and_october_is_not_its_target_by_construction() {
    let goals = [0.95, 0.80, 0.98];
    let whole = october(&[]);
    for (level, goal) in whole.iter().zip(goals) {
        assert!((level - goal).abs() > 1e-3, "{level} is the goal of {goal}");
    }
    let halved = [
        "--set",
        "team.frontline.headcount=50",
        "--set",
        r#"team.frontline.tenure={ "0-3 months" = 4, "3-12 months" = 15, "over 12 months" = 31 }"#,
    ];
    let half = october(&halved);
    assert!(half[0] < 0.75 && half[1] < 0.70 && half[2] < 0.3, "{half:?}");
}
