//! `plan staff` with the queue carried over: reference days, exactly and simulated, staffing that is judged again, and what
//! is refused.

use assert_cmd::Command;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::fs;

/// What the exact method promises of every interval.
const EXACT: f64 = 1e-6;
/// How far a simulated figure may be off, in standard errors.
const ERRORS: f64 = 4.0;

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

type Row = HashMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a header").clone();
    let row = |record: csv::StringRecord| {
        head.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

/// The rows of an answer that is given without a word.
fn answer(table: &str, args: &[&str]) -> Vec<Row> {
    let answer = staff(table, &[args, &["--format", "csv"]].concat());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    rows(&answer.out)
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: `{}`", row[column]))
}

/// The reference days but two kinds: rates that move within an interval, and staff who drop the contact in hand.
fn profiles() -> BTreeMap<String, Vec<Row>> {
    let path = format!("{}/tests/oracle/queue/nonstationary.csv", env!("CARGO_MANIFEST_DIR"));
    let mut profiles: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows(&fs::read_to_string(path).expect("the table")) {
        let name = row["profile"].clone();
        if !name.starts_with("sin") && !name.ends_with("preemptive") {
            profiles.entry(name).or_default().push(row);
        }
    }
    profiles
}

/// A start, so many seconds after 09:00 on a Monday.
fn start(seconds: u32) -> String {
    let minutes = seconds / 60 + 9 * 60;
    format!("2026-01-{:02}T{:02}:{:02}", 5 + minutes / 1440, minutes / 60 % 24, minutes % 60)
}

/// A reference day as a table of ours, with its agents or those given.
fn table(day: &[Row], agents: impl Fn(usize) -> Option<String>) -> String {
    let mut table = String::from("interval_start,channel,offered,aht_seconds,patience_seconds,agents\n");
    for (at, row) in day.iter().enumerate() {
        let length = number(row, "end_s") - number(row, "start_s");
        writeln!(
            table,
            "{},phone,{},{},{},{}",
            start(row["start_s"].parse().expect("whole seconds")),
            number(row, "lambda_per_hour") * length / 3600.0,
            row["aht_s"],
            row["patience_s"],
            agents(at).unwrap_or_default()
        )
        .expect("a string");
    }
    table
}

fn as_given(day: &[Row]) -> String {
    table(day, |at| Some(day[at]["agents"].clone()))
}

#[test]
fn every_reference_interval_agrees_with_the_exact_day() {
    let profiles = profiles();
    assert_eq!(profiles.len(), 6);
    for (name, day) in profiles {
        let within = format!("{}s", day[0]["target_s"]);
        let found = answer(&as_given(&day), &["--method", "transient", "--within", &within]);
        for (at, (found, right)) in found.iter().zip(&day).enumerate() {
            for (column, exact, scale) in [
                ("service_level", "service_level_exact", 1.0),
                ("p_wait", "p_delay_exact", 1.0),
                ("mean_queue", "mean_queue_exact", 1.0 + number(right, "mean_queue_exact")),
            ] {
                let (found, right) = (number(found, column), number(right, exact));
                assert!((found - right).abs() <= EXACT * scale, "{name} {at} {column}: {found}, not {right}");
            }
            let busy = number(found, "occupancy") * number(right, "agents");
            assert!((busy / number(right, "mean_busy_exact") - 1.0).abs() <= EXACT, "{name} {at}");
        }
    }
}

#[test]
fn every_reference_interval_agrees_with_simulated_days() {
    for (name, day) in profiles() {
        let within = format!("{}s", day[0]["target_s"]);
        let args = ["--method", "simulation", "--days", "400", "--within", &within];
        let mut squares = 0.0;
        let found = answer(&as_given(&day), &args);
        for (at, (found, right)) in found.iter().zip(&day).enumerate() {
            let (level, exact) = (number(found, "service_level"), number(right, "service_level_exact"));
            let error = number(found, "service_level_se").hypot(number(right, "sl_sim_se"));
            // Where hardly a contact is late, or in time, 400 days may have seen none.
            let unseen = 4.0 / (400.0 * number(found, "offered"));
            assert!(
                (level - exact).abs() <= ERRORS * error + unseen,
                "{name} {at}: {level} ± {error}, not {exact}"
            );
            squares += ((level - exact) / (error + unseen)).powi(2);
        }
        // Neighbours stray together; on the whole they are about as far off as their errors say.
        assert!(squares / (found.len() as f64) < 4.0, "{name}: {squares}");
    }
}

#[test]
fn a_surge_that_nobody_was_called_in_for_breaks_the_rest_of_the_day() {
    let day = &profiles()["promo_surge_understaffed"];
    let args = ["--method", "transient", "--target", "95% in 5m"];
    let judged = staff(&as_given(day), &[&args[..], &["--format", "json", "--check"]].concat());
    assert_eq!(judged.code, 1);
    let json: serde_json::Value = serde_json::from_str(&judged.out).expect("JSON");
    let level = json["channels"][0]["service_levels"][0].as_f64().expect("a level");
    // 34.62 % where interval by interval the formulas see 82.74 % (DOP853 and uniformization, to 1e-9).
    assert!((level - 0.3462).abs() < 5e-5, "{level}");
    assert_eq!(
        (json["method"].as_str(), json["channels"][0]["missed"].as_u64()),
        (Some("transient"), Some(18))
    );
    let words = staff(&as_given(day), &args).out.split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["2 intervals bring more work than their agents can do", "34.6% answered within 5 min"] {
        assert!(words.contains(said), "{words}");
    }
}

#[test]
fn the_table_for_people_says_what_is_carried_over_and_fits_80_columns() {
    let day = &profiles()["patience_sipp_a"][..4];
    let args = ["--target", "80% in 20s", "--max-occupancy", "80%", "--sl-definition", "virtual"];
    let out = staff(&as_given(day), &[&args[..], &["--method", "transient"]].concat()).out;
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    insta::assert_snapshot!(out);
}

/// A short day: a morning that rises, a noon peak and a fall.
const DAY: &str = "\
interval_start,channel,offered,aht_seconds
2026-01-05T09:00,chat,20,300
2026-01-05T09:30,chat,35,300
2026-01-05T10:00,chat,52.5,300
2026-01-05T10:30,chat,48,280
2026-01-05T11:00,chat,22,300
2026-01-05T11:30,chat,0,
2026-01-05T12:00,chat,9,300
";

/// A table with other agents.
fn with(table: &str, agents: &[i64]) -> String {
    let lines = table.lines().skip(1).zip(agents).map(|(line, agents)| format!("{line},{agents}\n"));
    let head = table.lines().next().expect("a header");
    format!("{head},agents\n{}", lines.collect::<String>())
}

fn agents(rows: &[Row]) -> Vec<i64> {
    rows.iter().map(|row| row["agents"].parse().expect("whole people")).collect()
}

/// Staffing that is read back meets every target, and with one agent fewer anywhere it does not.
fn is_least(table: &str, targets: &[&str]) {
    let args = [&["--method", "transient"], targets].concat();
    let found = agents(&answer(table, &args));
    let misses = |agents: &[i64]| {
        let judged = staff(&with(table, agents), &[&args[..], &["--check", "--format", "csv"]].concat());
        assert!(judged.code <= 1, "{}", judged.err);
        judged.code == 1
    };
    assert!(!misses(&found), "{targets:?}: {found:?} miss a target");
    for (at, _) in found.iter().enumerate().filter(|(_, agents)| **agents > 0) {
        let mut fewer = found.clone();
        fewer[at] -= 1;
        assert!(misses(&fewer), "{targets:?}: {found:?} have one to spare in interval {at}");
    }
}

#[test]
fn staff_meet_every_target_and_nobody_is_to_spare() {
    is_least(DAY, &["--target", "80% in 20s"]);
    is_least(DAY, &["--target", "90% in 1m", "--max-occupancy", "85%", "--max-asa", "20s"]);
    is_least(DAY, &["--target", "70% in 10s", "--target", "95% in 2m"]);
    for definition in ["offered", "answered", "excluding-short-abandons", "virtual"] {
        let patience = ["--patience", "2m", "--max-abandon", "8%", "--sl-definition", definition];
        is_least(DAY, &[&["--target", "80% in 20s"], &patience[..]].concat());
    }
}

#[test]
fn a_day_as_a_whole_needs_fewer_hours_than_every_interval() {
    let args = ["--method", "transient", "--target", "80% in 20s"];
    let day = [&args[..], &["--over", "day"]].concat();
    let (every, whole) = (agents(&answer(DAY, &args)), agents(&answer(DAY, &day)));
    assert!(whole.iter().sum::<i64>() < every.iter().sum::<i64>(), "{whole:?} {every:?}");
    let judged = |agents: &[i64], over: &str| {
        let args = [&args[..], &["--over", over, "--check"]].concat();
        staff(&with(DAY, agents), &args).code
    };
    assert_eq!((judged(&whole, "day"), judged(&whole, "interval")), (0, 1));
    assert_eq!(judged(&every, "day"), 0);
}

#[test]
fn simulated_staff_meet_the_targets_in_the_days_that_are_shown() {
    let args = ["--method", "simulation", "--days", "300", "--target", "80% in 20s"];
    for handling in [&["--handling", "lognormal", "--cv", "1.2"][..], &["--handling", "fixed"]] {
        let args = [&args[..], handling].concat();
        let found = answer(DAY, &args);
        assert!(found.iter().all(|row| row["missed"].is_empty()), "{found:?}");
        let judged = staff(&with(DAY, &agents(&found)), &[&args[..], &["--check"]].concat());
        assert_eq!(judged.code, 0, "{}", judged.out);
        // The mean is met with as many as the exact day of exponential times asks for, give or take one.
        let exact = agents(&answer(DAY, &["--method", "transient", "--target", "80% in 20s"]));
        assert!(agents(&found).iter().zip(&exact).all(|(a, b)| (a - b).abs() <= 1), "{found:?} {exact:?}");
    }
}

#[test]
fn neither_threads_nor_the_order_of_rows_change_a_figure() {
    let two = format!(
        "{DAY}{}",
        DAY.lines().skip(1).fold(String::new(), |all, line| {
            all + &line.replace("chat", "phone").replace("01-05", "01-06") + "\n"
        })
    );
    let mut lines: Vec<&str> = two.lines().skip(1).collect();
    lines.reverse();
    let reversed = format!("{}\n{}\n", two.lines().next().expect("a header"), lines.join("\n"));
    let simulation = ["--method", "simulation", "--days", "50", "--target", "80% in 20s"];
    for args in [&["--method", "transient", "--target", "80% in 20s"][..], &simulation] {
        let with = |threads| answer(&two, &[args, &["--threads", threads]].concat());
        let one = with("1");
        assert_eq!(one, with("3"));
        let mut back = answer(&reversed, args);
        back.reverse();
        assert_eq!(one, back);
    }
    let seed = |seed| answer(&two, &[&simulation[..], &["--seed", seed]].concat());
    assert_eq!(seed("0"), answer(&two, &simulation));
    assert_ne!(seed("0"), seed("1"));
}

#[test]
fn a_night_ends_the_queue_and_a_lunch_break_keeps_it() {
    let args = ["--method", "transient", "--within", "20s"];
    let at = |start: &str, offered: &str, agents: u32| format!("{start},phone,{offered},300,{agents}\n");
    let head = "interval_start,channel,offered,aht_seconds,agents\n";
    let first = at("2026-01-05T09:00", "60", 8);
    // After a night without rows the next day is as if there had been none before it.
    let next = at("2026-01-06T09:00", "60", 12) + &at("2026-01-06T09:30", "60", 12);
    let both = answer(&format!("{head}{first}{next}"), &args);
    let alone = answer(&format!("{head}{next}"), &args);
    assert_eq!(both[1..], alone[..]);
    // The same with the night written out, and nobody there.
    let night: String = (0..47_u32)
        .map(|half| {
            let minutes = 9 * 60 + 30 + 30 * half;
            at(
                &format!("2026-01-{:02}T{:02}:{:02}", 5 + minutes / 1440, minutes / 60 % 24, minutes % 60),
                "0",
                0,
            )
        })
        .collect();
    let written = answer(&format!("{head}{first}{night}{next}"), &args);
    assert_eq!(written[48..], alone[..]);
    assert_eq!(written[0], both[0]);
    // After an hour the queue of 60 that 8 people leave behind is still there.
    let later = at("2026-01-05T10:30", "60", 12) + &at("2026-01-05T11:00", "60", 12);
    let lunch = answer(&format!("{head}{first}{later}"), &["--interval", "30m", args[0], args[1]]);
    assert!(number(&lunch[1], "mean_queue") > number(&alone[0], "mean_queue") + 1.0);
}

#[test]
fn round_the_clock_the_queue_is_carried_over_midnight() {
    let mut table = String::from("interval_start,channel,offered,aht_seconds\n");
    for hour in 0..72_u32 {
        let offered = if (8..20).contains(&(hour % 24)) { 40 } else { 16 };
        writeln!(table, "2026-01-{:02}T{:02}:00,phone,{offered},600", 5 + hour / 24, hour % 24)
            .expect("a string");
    }
    let args = ["--method", "transient", "--target", "80% in 1m"];
    let found = agents(&answer(&table, &args));
    assert_eq!(staff(&with(&table, &found), &[&args[..], &["--check"]].concat()).code, 0);
    // One fewer around the second midnight is missed: the days were not staffed apart.
    for at in 46..50 {
        let mut fewer = found.clone();
        fewer[at] -= 1;
        assert_eq!(staff(&with(&table, &fewer), &[&args[..], &["--check"]].concat()).code, 1, "{at}");
    }
    // The second and the third day are alike, the first opens empty.
    assert_eq!(found[30..42], found[54..66]);
}

#[test]
fn rows_that_do_not_make_one_queue_are_named() {
    let patience = "interval_start,channel,offered,aht_seconds,patience_seconds\n\
                    2026-01-05T09:00,a,9,60,30\n2026-01-05T09:30,b,9,60,90\n\
                    2026-01-05T09:30,a,0,60,40\n2026-01-05T10:00,a,9,60,60\n";
    let seats = "interval_start,channel,offered,aht_seconds,agents\n\
                 2026-01-05T09:00,a,9,60,3\n2026-01-05T09:30,a,0,60,\n2026-01-05T10:00,a,9,60,\n";
    for (table, place, line) in [(patience, "input:5:", "line 2"), (seats, "input:4:", "line 2")] {
        for method in ["transient", "simulation"] {
            let refused = staff(table, &["--method", method, "--target", "80% in 20s"]);
            assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{method}");
            for words in ["error[E439]", place, line] {
                assert!(refused.err.contains(words), "{words}: {}", refused.err);
            }
        }
        // Row by row there is nothing wrong with them.
        assert_eq!(staff(table, &["--target", "80% in 20s", "--patience", "1m"]).code, 0);
    }
    let cells =
        "interval_start,channel,offered,aht_seconds\n2026-01-05T09:00,a,x,60\n2026-01-05T09:30,a,9,60\n";
    for more in [&["--keep-going"][..], &[]] {
        let args = [&["--method", "transient", "--target", "80% in 20s", "--interval", "30m"], more].concat();
        let refused = staff(cells, &args);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert!(refused.err.contains("`x` in `offered` is not a number"), "{}", refused.err);
    }
}

#[test]
fn flags_of_other_methods_are_refused_with_the_way_out() {
    let cases: [(&[&str], &str); 6] = [
        (&["--seed", "3"], "--method simulation"),
        (&["--method", "transient", "--handling", "fixed"], "--method simulation"),
        (&["--over", "day"], "--method transient"),
        (&["--method", "backlog", "--threads", "2"], "--method transient"),
        (&["--method", "simulation", "--cv", "2"], "--handling lognormal"),
        (&["--method", "simulation", "--days", "1"], "2..=1000000"),
    ];
    for (args, words) in cases {
        let refused = staff(DAY, &[args, &["--target", "80% in 20s"]].concat());
        assert_eq!((refused.code, refused.out.as_str()), (2, ""), "{args:?}");
        assert!(refused.err.contains(words), "{args:?}: {}", refused.err);
    }
}

#[test]
fn absurd_numbers_end_quickly_and_with_words() {
    let of = |offered: &str, aht: &str, agents: &str| {
        format!(
            "interval_start,channel,offered,aht_seconds,agents\n2026-01-05T09:00,a,{offered},{aht},{agents}\n\
             2026-01-05T09:30,a,{offered},{aht},{agents}\n"
        )
    };
    let transient = ["--method", "transient", "--target", "80% in 20s"];
    let simulation = ["--method", "simulation", "--target", "80% in 20s"];
    for (table, args, words) in [
        (of("100000000", "300000000", ""), transient, "erlangs in one interval"),
        (of("100000000", "300000000", "3"), simulation, "erlangs in one interval"),
        (of("100000000", "0.1", "30000"), simulation, "fewer `--days`"),
        (of("60000", "300", ""), transient, "give `agents` to be judged"),
        (of("20000", "300", ""), simulation, "give `agents` to be judged"),
        (of("5", "300", "2000000000"), simulation, "people on seat"),
    ] {
        let refused = staff(&table, &args);
        assert_eq!((refused.code, refused.out.as_str()), (2, ""));
        assert!(refused.err.contains(words), "{}", refused.err);
    }
    // Not a word too much on a day that nobody could staff, and none left out.
    let endless =
        "interval_start,channel,offered,aht_seconds\n2026-01-05T09:00,a,9,60\n2026-01-05T09:30,a,9,60\n";
    for (target, words) in [("99.99% in 0s", ""), ("80% in 52 weeks", "")] {
        let found = staff(endless, &["--method", "transient", "--target", target]);
        assert_eq!((found.code, found.err.as_str()), (0, words), "{target}");
    }
    // The ends of what a cell may hold are answered.
    for (offered, aht, agents) in
        [("1e-300", "1", "0"), ("5", "3000000", "1"), ("0.001", "1e8", "7"), ("5", "300", "2000000000")]
    {
        for within in ["0s", "52 weeks"] {
            let found = answer(&of(offered, aht, agents), &["--method", "transient", "--within", within]);
            for column in ["service_level", "p_wait", "p_abandon", "occupancy"] {
                assert!((0.0..=1.0).contains(&number(&found[1], column)), "{offered} {aht}: {found:?}");
            }
        }
    }
}

#[test]
fn a_queue_too_wide_to_be_followed_exactly_says_so() {
    // An hour of patience and a threshold of a day: the line's passage over every change of staff is too long a sum.
    let mut table = String::from("interval_start,channel,offered,aht_seconds,agents,patience_seconds\n");
    for interval in 0..12 {
        let (hour, minute) = (9 + interval / 2, 30 * (interval % 2));
        let agents = 500 + 60 * (interval % 3);
        table += &format!("2026-01-05T{hour:02}:{minute:02},a,3600,300,{agents},3600\n");
    }
    let wide = staff(&table, &["--method", "transient", "--within", "24h"]);
    assert_eq!(wide.code, 0, "{}", wide.err);
    let words = wide.out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("(transient, on coarse cells)") && words.contains("right to 0.3 points"),
        "{words}"
    );
    let narrow = staff(&table, &["--method", "transient", "--within", "20s"]);
    assert!(narrow.out.contains("(transient, exact)"), "{}", narrow.out);
}
