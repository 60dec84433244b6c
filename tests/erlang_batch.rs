//! `plan erlang --batch` against reference values of 25 digits, made by independent multi-precision programs: every
//! row of every table goes through the program and comes back under the tables' own column names.

use assert_cmd::Command;
use std::collections::HashMap;

/// The recursion's own rounding, up to a million erlangs.
const ERLANG_B: f64 = 1.4e-14;
/// Rounding of the closed forms, where `N − A` is as exact as it was written.
const ERLANG_C: f64 = 1.4e-14;
const ERLANG_C_LEVEL: f64 = 1e-12;
/// Sums over up to some thousand states.
const SUMS: f64 = 1e-11;
/// The root of a sum.
const REDIALS: f64 = 1e-9;
/// Twelve digits of shares by another quadrature.
const UNCERTAIN: f64 = 1e-9;
/// Rare events below this may be answered as zero.
const NEVER: f64 = 1e-280;

type Row = HashMap<String, String>;

struct Table {
    head: Vec<String>,
    rows: Vec<Row>,
}

fn oracle(name: &str) -> String {
    let path = format!("{}/tests/oracle/queue/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn parsed(text: &str) -> Table {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        head.iter().cloned().zip(record.iter().map(str::to_owned)).collect()
    });
    let rows = rows.collect();
    Table { head, rows }
}

fn run(text: &str, model: &str, more: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["erlang", "--batch", "-", "--model", model])
        .args(more)
        .write_stdin(text)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal"), text(output.stdout), text(output.stderr))
}

fn answered(text: &str, model: &str) -> Table {
    let (code, out, err) = run(text, model, &[]);
    assert_eq!((code, err.as_str()), (0, ""));
    parsed(&out)
}

/// The table without some of its columns.
fn without(text: &str, dropped: &[&str]) -> String {
    let table = parsed(text);
    let kept: Vec<&String> = table.head.iter().filter(|name| !dropped.contains(&name.as_str())).collect();
    let line = |cells: Vec<&str>| cells.join(",") + "\n";
    let mut out = line(kept.iter().map(|name| name.as_str()).collect());
    for row in &table.rows {
        out += &line(kept.iter().map(|name| row[name.as_str()].as_str()).collect());
    }
    out
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: `{}`", row[column]))
}

/// How far a figure is off: relatively for waits, queues and tails, absolutely for service levels.
fn off(column: &str, found: f64, right: f64) -> f64 {
    if found.to_bits() == right.to_bits() {
        return 0.0;
    }
    let shares = ["service_level", "p_abandon_within_target", "p_unstable", "p_abandon_contact_avg_erlang_a"];
    let level = column.starts_with("sl_") || shares.contains(&column);
    if level {
        (found - right).abs()
    } else if right.abs() < NEVER {
        found.abs()
    } else {
        ((found - right) / right).abs()
    }
}

/// Compares result columns of all rows; `limit` by column.
fn compare(name: &str, model: &str, results: &[&str], limit: impl Fn(&str) -> f64) {
    let text = oracle(name);
    let right = parsed(&text);
    for input in [text.clone(), without(&text, results)] {
        let found = answered(&input, model);
        assert_eq!(found.rows.len(), right.rows.len());
        for (found, right) in found.rows.iter().zip(&right.rows) {
            for (column, written) in right {
                if results.contains(&column.as_str()) {
                    let error = off(column, number(found, column), number(right, column));
                    assert!(
                        error <= limit(column),
                        "{name} {column}: {} is not {written}, off by {error:e} in {right:?}",
                        found[column]
                    );
                } else {
                    assert_eq!(&found[column], written, "an input column stays as it is");
                }
            }
        }
    }
}

#[test]
fn erlang_b_agrees_with_exact_rationals() {
    compare("erlang_b", "erlang-b", &["p_block"], |_| ERLANG_B);
}

#[test]
fn erlang_c_agrees_with_exact_rationals() {
    let results = ["p_wait", "asa_s", "service_level", "occupancy", "mean_queue", "one_minus_service_level"];
    compare("erlang_c", "erlang-c", &results, |column| match column {
        "one_minus_service_level" => f64::INFINITY, // in the next test
        "service_level" => ERLANG_C_LEVEL,
        _ => ERLANG_C,
    });
}

#[test]
fn the_late_share_keeps_its_digits_where_it_is_tiny() {
    let text = oracle("erlang_c");
    for (found, right) in answered(&text, "erlang-c").rows.iter().zip(&parsed(&text).rows) {
        let column = "one_minus_service_level";
        // The exponent's own rounding is magnified by its size.
        let exponent = (number(right, column) / number(right, "p_wait").max(NEVER)).max(NEVER).ln().abs();
        let error = off(column, number(found, column), number(right, column)) / (1.0 + exponent);
        assert!(error <= ERLANG_C, "off by {error:e} in {right:?}");
    }
}

#[test]
fn erlang_a_agrees_with_multi_precision_series() {
    let results = [
        "p_wait",
        "p_abandon",
        "mean_wait_all_s",
        "asa_served_s",
        "mean_virtual_wait_s",
        "sl_answered_of_offered",
        "sl_answered_of_answered",
        "sl_excl_short_abandons",
        "sl_virtual",
        "p_abandon_within_target",
        "occupancy",
        "mean_queue",
    ];
    compare("erlang_a", "erlang-a", &results, |_| SUMS);
}

#[test]
fn chat_agrees_with_multi_precision_sums() {
    let results = [
        "p_wait",
        "p_abandon",
        "mean_wait_all_s",
        "sl_of_offered",
        "sl_virtual",
        "mean_concurrency",
        "slot_occupancy",
        "mean_queue",
    ];
    compare("chat", "chat", &results, |_| SUMS);
}

#[test]
fn finite_lines_agree_with_enumerated_states() {
    let results = [
        "p_block",
        "p_wait_of_accepted",
        "p_abandon_of_offered",
        "mean_wait_accepted_s",
        "sl_of_offered",
        "sl_of_accepted",
        "sl_of_answered",
        "sl_virtual_of_accepted",
        "occupancy",
        "mean_queue",
    ];
    compare("mmck", "mmck", &results, |_| SUMS);
}

#[test]
fn redials_agree_with_the_multi_precision_fixed_point() {
    let results = [
        "total_lambda_per_hour",
        "p_block",
        "p_abandon_of_offered",
        "sl_of_offered",
        "sl_of_answered",
        "sl_virtual_of_accepted",
        "occupancy",
        "fraction_of_fresh_eventually_served",
    ];
    compare("erlang_x", "erlang-x", &results, |_| REDIALS);
}

#[test]
fn blending_agrees_with_the_direct_sum() {
    let results = ["p_wait", "asa_s", "service_level", "deferred_per_hour", "occupancy"];
    compare("blend", "blend", &results, |_| SUMS);
}

#[test]
fn uncertain_rates_agree_with_another_quadrature() {
    let results = [
        "sl_point_estimate_erlang_c",
        "sl_time_avg_erlang_c",
        "sl_contact_avg_erlang_c",
        "p_unstable",
        "sl_contact_avg_erlang_a",
        "p_abandon_contact_avg_erlang_a",
    ];
    compare("gamma_poisson", "gamma-poisson", &results, |_| UNCERTAIN);
}

#[test]
fn rows_without_agents_get_those_of_the_exact_search() {
    for (name, model) in [("erlang_c_staffing", "erlang-c"), ("erlang_a_staffing", "erlang-a")] {
        let text = oracle(name);
        let right = parsed(&text);
        let metrics = ["metric_at_agents", "metric_at_agents_minus_1"];
        // With the column and empty cells, without the column, and with the answer in it.
        let emptied: String = {
            let whole = without(&text, &["agents", metrics[0], metrics[1]]);
            let mut lines = whole.lines();
            let head = lines.next().expect("a header");
            std::iter::once(format!("{head},agents\n"))
                .chain(lines.map(|line| format!("{line},\n")))
                .collect()
        };
        for input in [without(&text, &["agents", metrics[0], metrics[1]]), emptied, text.clone()] {
            for (found, right) in answered(&input, model).rows.iter().zip(&right.rows) {
                assert_eq!(found["agents"], right["agents"], "{name} {right:?}");
                // A cap of 100% alone is met by as many agents as erlangs, whose queue has no end.
                let all_busy =
                    right["target_kind"] == "occupancy" && number(right, "metric_at_agents") >= 1.0;
                assert_eq!(found["state"], if all_busy { "no steady state" } else { "steady" });
                for metric in metrics {
                    let (found, right) = (number(found, metric), number(right, metric));
                    let error = off(metric, found, right);
                    // A service level of 1e-12 is compared absolutely.
                    assert!(
                        error <= 1e-9 || (found - right).abs() <= 1e-11,
                        "{name} {metric} {found} {right}"
                    );
                }
            }
        }
    }
}

#[test]
fn an_endless_queue_has_the_figures_it_tends_to_and_says_so() {
    let found = answered("lambda_per_hour,aht_s,agents,target_s\n120,300,10,20\n0,300,0,20\n", "erlang-c");
    let (endless, idle) = (&found.rows[0], &found.rows[1]);
    let figures = ["p_wait", "asa_s", "service_level", "occupancy", "mean_queue", "state"];
    assert_eq!(
        figures.map(|column| endless[column].as_str()),
        ["1", "inf", "0", "1", "inf", "no steady state"]
    );
    assert_eq!(figures.map(|column| idle[column].as_str()), ["0", "0", "1", "0", "0", "steady"]);
}

#[test]
fn every_wrong_cell_is_named_at_once_and_nothing_is_answered() {
    let text = "lambda_per_hour,aht_s,agents,target_s,note\n\
                x,300,10,20,a\n120,0,ten,-1,b\n120,300,10,20,good\n120,300,,20,c\n120,300\n";
    let (code, out, err) = run(text, "erlang-c", &[]);
    assert_eq!((code, out.as_str()), (2, ""));
    for (place, words) in [
        ("2:1", "`x` in `lambda_per_hour` is not a number"),
        ("3:5", "`0` in `aht_s` is not above 0 and at most 10 years in seconds"),
        ("3:7", "`ten` in `agents` is not a number"),
        ("3:11", "`-1` in `target_s` is not within 0 to"),
        ("5:9", "`agents` is empty"),
        ("6:1", "2 fields, and the header has 5"),
    ] {
        assert!(err.contains(words) && err.contains(&format!("standard input:{place}\n")), "{place}: {err}");
    }
}

#[test]
fn good_rows_are_answered_under_keep_going_and_wrong_ones_stay_in_place() {
    let text = "agents,lambda_per_hour,note,aht_s,target_s,asa_s\n\
                x,120,\"a, b\",300,20,7\n12,120,=1+1,300,20,7\n";
    let (code, out, err) = run(text, "erlang-c", &["--keep-going"]);
    assert_eq!(code, 2);
    assert!(err.contains("`x` in `agents` is not a number"), "{err}");
    let found = parsed(&out);
    assert_eq!(found.head[..6], ["agents", "lambda_per_hour", "note", "aht_s", "target_s", "asa_s"]);
    assert_eq!(found.rows[0]["note"], "a, b");
    assert_eq!((found.rows[0]["asa_s"].as_str(), found.rows[0]["state"].as_str()), ("", "refused"));
    assert_eq!((found.rows[1]["note"].as_str(), found.rows[1]["state"].as_str()), ("=1+1", "steady"));
    // 67.408 s for 120 an hour, 300 s and 12 agents: `mgc_sim.csv`.
    assert!((number(&found.rows[1], "asa_s") - 67.408).abs() < 5e-4);
}

#[test]
fn columns_may_have_other_names_and_files_other_forms() {
    let text = "Calls;aht_s;People;target_s\n120;300;12;20\n";
    let more = ["--columns", "lambda_per_hour=calls,agents=people", "--delimiter", ";"];
    let (code, out, err) = run(text, "erlang-c", &more);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("Calls,aht_s,People,target_s,p_wait,"), "{out}");
    let unknown = run(text, "erlang-c", &["--columns", "calls=Calls", "--delimiter", ";"]);
    assert_eq!(unknown.0, 2);
    let (code, json, _) = run("load_erlangs,agents\n3,1\n", "erlang-b", &["--format", "json"]);
    assert_eq!(code, 0);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["format"], "plan.erlang-batch/1");
    assert_eq!(json["rows"][0]["p_block"], 0.75);
}

#[test]
fn no_text_makes_it_hang_or_break() {
    for text in [
        "",
        "\n",
        "lambda_per_hour",
        "lambda_per_hour,aht_s,agents,target_s\n",
        "lambda_per_hour,aht_s,agents,target_s\n1e308,1e308,1,1\n",
        "lambda_per_hour,aht_s,agents,target_s\n3.6e12,1,2000000000,1\n",
        "lambda_per_hour,aht_s,agents,target_s\n3.6e12,1e-300,2000000000,1\n",
        "lambda_per_hour,aht_s,agents,target_s\n\"1,1,1,1\n",
        "lambda_per_hour,aht_s,agents,target_s\nNaN,inf,-0,1e400\n",
        "lambda_per_hour,aht_s,agents,target_s,lambda_per_hour\n1,1,1,1,1\n",
    ] {
        let (code, ..) = run(text, "erlang-c", &["--keep-going"]);
        assert!(code == 0 || code == 2, "{text}");
    }
    for line in [
        "3.6e12,1,3.2e11,2000000000,3.2e11,,",
        "3.6e12,1,1e-300,1999999999,0,,",
        "1e9,3600,3.2e11,1000000000,1,,",
        "3600000,3600,1e11,3600000,20,,",
        "3.6e12,1,3.2e11,,1,sl_virtual,0.999999999999",
        "3.6e12,1,3.2e11,,1,p_abandon,1e-300",
        "1,1,0,,0,asa,1e-300",
        "360,300,60,,0,occupancy,1e-9",
    ] {
        let text =
            format!("lambda_per_hour,aht_s,patience_s,agents,target_s,target_kind,target_value\n{line}\n");
        let (code, ..) = run(&text, "erlang-a", &["--keep-going"]);
        assert!(code == 0 || code == 2, "{line}");
    }
}
