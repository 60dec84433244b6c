//! `plan staff`: staffing and judging a table of demand, backlogs against exact rationals, and what it refuses.

use assert_cmd::Command;
use std::collections::HashMap;
use std::fs;

/// Sums over 168 slots of exact pieces.
const EXACT: f64 = 1e-9;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn staff(table: &str, args: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["staff", "-"])
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .write_stdin(table)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn answer(table: &str, args: &[&str]) -> String {
    let answer = staff(table, args);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    answer.out
}

fn rows(text: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| {
        head.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn number(row: &HashMap<String, String>, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: `{}`", row[column]))
}

/// Two channels over a morning, not in order, with an interval that nobody comes in.
const DEMAND: &str = "\
interval_start,channel,offered,aht_seconds,note
2026-10-01T09:00,phone,360,300,peak
2026-10-01T09:30,phone,100,180,\"as in, others\"
2026-10-01T10:00,phone,0,,
2026-10-01T09:15,chat,30,300,
2026-10-01T09:00,chat,32,300,
";

#[test]
fn every_interval_gets_the_least_agents_and_keeps_its_place() {
    let out = answer(DEMAND, &["--target", "80% in 20s", "--format", "csv"]);
    assert!(
        out.starts_with(
            "interval_start,channel,offered,aht_seconds,note,agents,service_level,asa_seconds,p_wait,p_abandon,\
             occupancy,mean_queue,binding,missed,state\n2026-10-01T09:00,phone,360,300,peak,67,"
        ),
        "{out}"
    );
    let rows = rows(&out);
    // 60 erlangs, 80 % in 20 s: 67; 10 erlangs: 14 with 0.88835 (Call Centre Helper, pyworkforce).
    assert_eq!(rows.iter().take(3).map(|row| row["agents"].as_str()).collect::<Vec<_>>(), ["67", "14", "0"]);
    assert!((number(&rows[1], "service_level") - 0.888_350_019_179_466_9).abs() < 1e-12);
    assert_eq!(rows[1]["note"], "as in, others");
    assert_eq!((rows[2]["service_level"].as_str(), rows[2]["binding"].as_str()), ("1", "none"));
    // Quarters of an hour by their own starts: 32 in 15 min are 10.67 erlangs.
    assert!((number(&rows[4], "occupancy") * number(&rows[4], "agents") - 32.0 / 3.0).abs() < 1e-12);
}

#[test]
fn an_answer_is_read_back_and_judged() {
    let csv = answer(DEMAND, &["--target", "80% in 20s", "--format", "csv"]);
    let again = answer(&csv, &["--format", "csv"]);
    for (first, second) in rows(&csv).iter().zip(rows(&again)) {
        for column in ["agents", "service_level", "asa_seconds", "p_wait", "occupancy", "mean_queue", "note"]
        {
            assert_eq!(first[column], second[column]);
        }
    }
    let judged = staff(&csv, &["--target", "90% in 10s", "--check", "--format", "csv"]);
    assert_eq!(judged.code, 1);
    assert!(rows(&judged.out).iter().any(|row| row["missed"] == "service_level"));
    assert_eq!(staff(&csv, &["--target", "80% in 20s", "--check"]).code, 0);
}

#[test]
fn all_targets_hold_at_once_and_say_which_decided() {
    let out = answer(
        DEMAND,
        &[
            "--target",
            "95% in 5m",
            "--max-asa",
            "30s",
            "--max-occupancy",
            "88%",
            "--shrinkage",
            "30%",
            "--format",
            "csv",
        ],
    );
    let rows = rows(&out);
    assert_eq!((rows[0]["agents"].as_str(), rows[0]["binding"].as_str()), ("69", "occupancy"));
    assert!((number(&rows[0], "rostered") - 69.0 / 0.7).abs() < 1e-12);
}

#[test]
fn patience_makes_it_erlang_a_row_by_row() {
    let table = "interval_start,channel,offered,aht_seconds,agents,patience_seconds\n\
                 2026-10-01T09:00,a,1440,60,50,120\n2026-10-01T09:30,a,1440,60,50,inf\n";
    let out = answer(table, &["--within", "12.5s", "--format", "csv"]);
    let rows = rows(&out);
    // 48 calls a minute, 1 min, 50 agents, patience 2 min: Mandelbaum and Zeltyn's example.
    assert!((number(&rows[0], "service_level") - 0.8746).abs() < 5e-5);
    assert!((number(&rows[0], "p_abandon") - 0.03091).abs() < 5e-6);
    assert!((number(&rows[1], "asa_seconds") - 20.83).abs() < 5e-3);
}

#[test]
fn too_few_agents_are_said_to_have_no_steady_state() {
    let table = "interval_start,channel,offered,aht_seconds,agents\n\
                 2026-10-01T09:00,a,100,180,10\n2026-10-01T09:30,a,100,180,14\n";
    let out = answer(table, &["--target", "80% in 20s", "--format", "csv"]);
    let rows = rows(&out);
    assert_eq!((rows[0]["state"].as_str(), rows[0]["asa_seconds"].as_str()), ("no steady state", "inf"));
    let words = answer(table, &[]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("1 interval without a steady state"), "{words}");
}

#[test]
fn the_table_for_people_fits_80_columns() {
    let out = answer(DEMAND, &["--target", "95% in 5m", "--max-occupancy", "88%", "--shrinkage", "30%"]);
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn forms_agree_and_go_to_files() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("demand.csv"), DEMAND).expect("written");
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
        command.current_dir(folder.path()).args(["staff", "demand.csv", "--target", "80% in 20s"]).args(args);
        command.output().expect("it starts")
    };
    let json = run(&["--format", "json", "-o", "a.json", "-o", "a.csv", "-o", "a.md"]);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    assert_eq!(read("a.json").as_bytes(), json.stdout);
    assert_eq!(read("a.csv"), answer(DEMAND, &["--target", "80% in 20s", "--format", "csv"]));
    assert!(read("a.md").contains("| interval |"));
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("JSON");
    assert!(read("a.json").starts_with("{\n  \"format\": \"plan.staff/1\",\n  \"version\": \""));
    assert_eq!(json["inputs_sha256"].as_str().map(str::len), Some(64));
    assert_eq!(json["channels"][1]["interval_seconds"], 900.0);
    assert_eq!(json["intervals"][0]["agents"], 67);
    assert_eq!(run(&["-o", "demand.csv"]).status.code(), Some(2), "never over what was read");
    assert_eq!(run(&["-o", "no/such/a.csv"]).status.code(), Some(3));
}

#[test]
fn every_wrong_cell_is_named_and_nothing_is_answered() {
    let table = "interval_start,channel,offered,aht_seconds,agents\n\
                 2026-10-01T09:00,phone,x,-3,2.5\n\
                 2026-13-01T09:00,,1e9,0,1\n\
                 2026-10-01T09:30,phone,1,0,1\n\
                 2026-10-01T10:00,phone,1,1,1\n\
                 2026-10-01T10:30,phone,1,1,1\n\
                 2026-10-01T10:30,phone,1,1,1\n\
                 2026-10-01T10:37,phone,1,1,1\n";
    let refused = staff(table, &["--format", "csv"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    for (place, words) in [
        ("2:24", "`x` in `offered` is not a number"),
        ("2:26", "`-3` in `aht_seconds` is not within"),
        ("2:29", "`2.5` is not a whole number of agents (in `agents`)"),
        ("3:1", "names a day or a time that does not exist (in `interval_start`)"),
        ("3:18", "`channel` is empty"),
        ("3:19", "`1e9` in `offered` is not within"),
        ("3:23", "`0` in `aht_seconds`"),
        ("4:26", "`0` in `aht_seconds`"),
        ("7:1", "already stands on line 6"),
        ("8:1", "does not start on the grid of 30 minutes"),
    ] {
        let named = refused.err.contains(words) && refused.err.contains(&format!("standard input:{place}\n"));
        assert!(named, "{place} {words}: {}", refused.err);
    }
    let kept = staff(table, &["--format", "csv", "--keep-going"]);
    assert_eq!(kept.code, 2);
    let states: Vec<String> = rows(&kept.out).iter().map(|row| row["state"].clone()).collect();
    assert_eq!(states, ["refused", "refused", "refused", "steady", "steady", "refused", "refused"]);
}

#[test]
fn a_grid_that_cannot_be_told_is_asked_for() {
    let one = "interval_start,channel,offered,aht_seconds\n2026-10-01T09:00,phone,100,180\n";
    let refused = staff(one, &["--target", "80% in 20s"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("error[E437]") && refused.err.contains("--interval 30m"), "{}", refused.err);
    let out = answer(one, &["--target", "80% in 20s", "--interval", "30m", "--format", "csv"]);
    assert_eq!(rows(&out)[0]["agents"], "14");
}

#[test]
fn a_table_without_end_is_refused() {
    let mut table = String::from("interval_start,channel,offered,aht_seconds\n");
    table.push_str(&"x\n".repeat(2_000_001));
    let refused = staff(&table, &["--target", "80% in 20s"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("error[E438]: a table of more than 2,000,000 rows"), "{}", refused.err);
}

#[test]
fn local_times_are_in_their_zone() {
    let night = "interval_start,channel,offered,aht_seconds\n\
                 2026-03-29T01:00,a,9,60\n2026-03-29T01:30,a,9,60\n2026-03-29T03:00,a,9,60\n2026-03-29T03:30,a,9,60\n";
    // Clocks go from 02:00 to 03:00 that night: no interval is missing, and none is longer.
    answer(night, &["--target", "80% in 20s", "--timezone", "Europe/Berlin"]);
    let gap = night.replace("T03:00", "T02:30");
    let refused = staff(&gap, &["--target", "80% in 20s", "--timezone", "Europe/Berlin"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("did not exist in Europe/Berlin"), "{}", refused.err);
    let days =
        "interval_start,offered,aht_seconds\n2026-03-28,900,60\n2026-03-29,900,60\n2026-03-30,900,60\n";
    answer(days, &["--target", "80% in 20s", "--timezone", "Europe/Berlin", "--channel", "mail"]);
    let wrong = staff(night, &["--target", "80% in 20s", "--timezone", "CST"]);
    assert!(wrong.code == 2 && wrong.err.contains("Asia/Shanghai"), "{}", wrong.err);
}

#[test]
fn wrong_flags_are_refused_with_the_way_out() {
    let cases: [(&[&str], &str); 7] = [
        (&[], "--target \"95% in 5m\""),
        (&["--method", "erlang-a", "--target", "80% in 20s"], "--patience 3m"),
        (&["--method", "backlog"], "98% in 24h"),
        (&["--backlog", "3", "--target", "80% in 20s"], "--method backlog"),
        (&["--method", "backlog", "--target", "98% in 24h"], "capacity"),
        (&["--target", "80% in 20s", "--delimiter", ";"], "--delimiter ','"),
        (&["--target", "80% in 20s", "--columns", "calls=offered"], "none of our columns"),
    ];
    for (args, words) in cases {
        let answer = staff(DEMAND, args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}");
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
    }
}

/// A scenario of the reference tables as a table of ours, from a Monday on.
fn backlog_table(scenario: &str) -> String {
    let path = format!("{}/tests/oracle/queue/deferred_input.csv", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(path).expect("the table");
    let mut table = String::from("interval_start,channel,offered,capacity\n");
    for row in rows(&text).iter().filter(|row| row["scenario"] == scenario) {
        let hour: u32 = row["hour"].parse().expect("an hour");
        table += &format!(
            "2026-01-{:02}T{:02}:00,tickets,{},{}\n",
            5 + hour / 24,
            hour % 24,
            row["arrivals"],
            row["capacity_contacts"]
        );
    }
    table
}

#[test]
fn a_backlog_agrees_with_exact_rationals() {
    let path = format!("{}/tests/oracle/queue/deferred.csv", env!("CARGO_MANIFEST_DIR"));
    for right in rows(&fs::read_to_string(path).expect("the table")) {
        let table = backlog_table(&right["scenario"]);
        let target = format!("98% in {}h", right["sla_h"]);
        let args = ["--method", "backlog", "--target", &target, "--backlog", &right["initial_backlog"]];
        let json = answer(&table, &[&args[..], &["--format", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let channel = |key: &str| json["channels"][0][key].as_f64().expect("a number");
        for (found, column) in [
            (channel("contacts"), "arrivals_in_horizon"),
            (channel("within_target"), "within_sla"),
            (channel("mean_response_seconds") / 3600.0, "mean_response_h"),
            (channel("longest_response_seconds") / 3600.0, "max_response_h"),
            (channel("most_open"), "max_backlog_at_hour_ends"),
            (channel("backlog_end"), "backlog_at_h168"),
        ] {
            let right = number(&right, column);
            assert!(
                (found - right).abs() <= EXACT * right.abs().max(1.0),
                "{column}: {found} is not {right}"
            );
        }
        // The same by the rows of the CSV.
        let rows = rows(&answer(&table, &[&args[..], &["--format", "csv"]].concat()));
        let sum = |column: &str| -> f64 {
            let busy = rows.iter().filter(|row| number(row, "offered") > 0.0 && !row[column].is_empty());
            busy.map(|row| number(row, "offered") * number(row, column)).sum()
        };
        let contacts: f64 = rows.iter().map(|row| number(row, "offered")).sum();
        assert!((sum("within_target") / contacts - number(&right, "within_sla")).abs() <= EXACT);
        let mean = sum("mean_response_seconds") / contacts / 3600.0;
        assert!((mean / number(&right, "mean_response_h") - 1.0).abs() <= EXACT);
        let last = rows.last().expect("rows");
        assert!((number(last, "backlog_end") - number(&right, "backlog_at_h168")).abs() <= EXACT * 1e3);
    }
}

#[test]
fn a_backlog_that_nobody_works_is_said_to_stay() {
    let table = "interval_start,channel,offered,capacity\n2026-01-05T09:00,t,10,0\n2026-01-05T10:00,t,0,0\n";
    let out = answer(table, &["--method", "backlog", "--target", "98% in 24h"]);
    assert!(out.contains("never answered"), "{out}");
    assert_eq!(staff(table, &["--method", "backlog", "--target", "98% in 24h", "--check"]).code, 1);
}

#[test]
fn the_example_of_the_readme_runs() {
    let path = format!("{}/examples/demand.csv", env!("CARGO_MANIFEST_DIR"));
    let table = fs::read_to_string(path).expect("the example");
    let out = answer(
        &table,
        &["--target", "80% in 20s", "--max-occupancy", "88%", "--shrinkage", "30%", "--check"],
    );
    assert!(
        out.starts_with("Staff by interval for the service level (80% in 20 s), occupancy (at most 88%);"),
        "{out}"
    );
}
