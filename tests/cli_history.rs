//! `plan history`: what it says of small files to the letter, how it ends, its forms, its converter, and that nothing in a
//! file reaches a terminal as a command.

use assert_cmd::Command;
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

struct Answer {
    code: i32,
    out: String,
    err: String,
}

/// Runs in a folder, so that paths are as short as typed.
fn history(folder: &Path, args: &[&str]) -> Answer {
    plan(folder, &[&["history"], args].concat())
}

fn plan(folder: &Path, args: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal, no panic"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(&answer.out).expect("JSON")
}

/// Two channels over a morning; the fourth row has no number, the last is of another channel spelt alike.
const LOG: &str = "\
timestamp,channel,wait_seconds,handle_seconds,abandoned,csat,resolved
2026-03-02T09:00:10,phone,5,300,no,5,yes
2026-03-02T09:01:00,phone,25,100,no,4,no
2026-03-02T09:40:00,phone,40,,yes,,
2026-03-02T09:50:00,phone,#REF!,200,no,,
2026-03-02T10:05:00,chat,0,60,no,2,yes
";

#[test]
fn a_small_log_is_told_in_full() {
    let folder = folder_with(&[("log.csv", LOG)]);
    let answer = history(folder.path(), &["log.csv", "--timezone", "Asia/Shanghai"]);
    assert_eq!(answer.code, 0);
    // Snapshots of our own output.
    insta::assert_snapshot!("small_log_out", answer.out);
    insta::assert_snapshot!("small_log_err", answer.err);
}

/// A snapshot of our own output; the events and missing days are those that the README beside the file tells.
#[test]
fn the_picture_of_fifteen_months_fits_80_columns() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/histories");
    let answer = history(&folder, &["phone.csv.gz", "--channel", "phone", "--timezone", "Asia/Shanghai"]);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.lines().all(|line| line.chars().count() <= 80), "{}", answer.out);
    insta::assert_snapshot!("fifteen_months", answer.out);
}

#[test]
fn a_name_in_markdown_is_no_link() {
    let log = "timestamp,channel\n2026-03-28T12:00,[x](javascript:alert(1))\n2026-03-28T12:00,a|b<script>\n";
    let folder = folder_with(&[("log.csv", log)]);
    let out = history(folder.path(), &["log.csv", "--format", "markdown"]).out;
    assert!(!out.contains("](") && !out.contains("<script") && !out.contains("a|b"), "{out}");
}

#[test]
fn figures_are_those_of_the_rows() {
    let folder = folder_with(&[("log.csv", LOG)]);
    let result = json(&history(folder.path(), &["log.csv", "--format", "json"]));
    assert_eq!(result["format"], "plan.history/1");
    let file = &result["files"][0];
    let rows = ["rows_read", "rows_accepted", "rows_rejected", "rows_skipped"].map(|key| file[key].as_u64());
    assert_eq!(rows, [5, 4, 1, 0].map(Some));
    assert_eq!((file["path"].as_str(), file["kind"].as_str()), (Some("log.csv"), Some("log")));
    let phone = &result["channels"][0];
    let number = |key: &str| phone[key].as_f64().unwrap_or_else(|| panic!("{key}: {phone}"));
    assert_eq!((phone["channel"].as_str(), number("contacts")), (Some("phone"), 3.0));
    // By hand: (300 + 100) / 2; their sample deviation 141.42 / 200; (5 + 25 + 40) / 3; one of three.
    assert_eq!(phone["aht_seconds"], 200.0);
    assert!((number("aht_cv") - 0.5_f64.sqrt()).abs() < 1e-12);
    assert!((number("wait_seconds") - 70.0 / 3.0).abs() < 1e-12);
    assert!((number("p_abandon") - 1.0 / 3.0).abs() < 1e-12);
    assert_eq!(phone["first_contact_resolution"], 0.5);
    assert_eq!(
        (phone["first"].as_str(), phone["last"].as_str()),
        (Some("2026-03-02T09:00:10"), Some("2026-03-02T09:40:00"))
    );
    assert!(phone["service_level"].is_null(), "without --target there is none");
}

#[test]
fn the_same_bytes_whatever_the_threads() {
    let folder = folder_with(&[("log.csv", LOG)]);
    let with = |threads| history(folder.path(), &["log.csv", "--format", "json", "--threads", threads]).out;
    assert_eq!(with("1"), with("4"));
}

#[test]
fn endings_are_those_of_the_contract() {
    let bad = "timestamp,channel\nyesterday,phone\ntomorrow,phone\n";
    let folder = folder_with(&[
        ("log.csv", LOG),
        ("bad.csv", bad),
        ("empty.csv", "timestamp,channel\n"),
        ("nothing.csv", ""),
    ]);
    let cases: [(&[&str], i32, &str); 21] = [
        (&["log.csv"], 0, "E429"),
        (&["log.csv", "-q"], 0, ""),
        (&["log.csv", "bad.csv"], 0, "E440"),
        (&["bad.csv"], 2, "E440"),
        (&["log.csv", "empty.csv"], 0, "warning[E408]"),
        (&["log.csv", "nothing.csv"], 0, "warning[E407]"),
        (&["empty.csv"], 2, "error[E408]"),
        (&["empty.csv", "bad.csv"], 2, "error[E408]"),
        (&["nothing.csv"], 2, "error[E407]"),
        (&["log.csv", "--as-of", "2026-03-01"], 2, "later than 2026-03-01"),
        (&["log.csv", "--sheet", "Data"], 0, "note: `--sheet` changes nothing"),
        (&["/dev/null"], 3, "use `-` for standard input"),
        (&["log.csv", "--max-rejected", "1%"], 2, "E444"),
        (&["log.csv", "--delimiter", ";"], 2, "E412"),
        (&["absent.csv"], 3, "cannot read `absent.csv`"),
        (&["."], 3, "it is a folder"),
        (&["log.csv", "log.csv"], 2, "named twice"),
        (&["log.csv", "--rejects", "log.csv"], 2, "written over"),
        (&["log.csv", "--target", "80% in 20s", "--sl-definition", "virtual"], 2, "cannot be measured"),
        (&["log.csv", "--rejects", "no/such/folder.csv"], 3, "cannot write"),
        (&["log.csv", "--interval", "45m"], 2, "30m, 1h, 1d"),
    ];
    for (args, code, words) in cases {
        let answer = history(folder.path(), args);
        assert_eq!(answer.code, code, "{args:?}: {}", answer.err);
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
        assert_eq!(answer.out.is_empty(), code != 0, "{args:?}");
        assert!(!words.is_empty() || answer.err.is_empty(), "{args:?}: {}", answer.err);
    }
}

#[test]
fn standard_input_is_a_file_too() {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["history", "-", "--format", "csv"])
        .write_stdin(LOG)
        .output()
        .expect("the program starts");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        out.starts_with("channel,contacts,first,last,aht_seconds,aht_cv,wait_seconds,p_abandon,"),
        "{out}"
    );
    assert!(out.contains("\nphone,3,2026-03-02T09:00:10,2026-03-02T09:40:00,200,"), "{out}");
}

#[test]
fn at_most_25_rejected_rows_are_said_and_the_rest_is_counted_by_code() {
    let mut one = "timestamp,channel,wait_seconds\n2026-03-02T09:00,phone,1\n".to_owned();
    let mut two = one.clone();
    for _ in 0..20 {
        one += "2026-03-02T09:00,phone,many\n";
        two += "2026-13-02T09:00,phone,1\n";
    }
    let folder = folder_with(&[("one.csv", &one), ("two.csv", &two)]);
    let answer = history(folder.path(), &["one.csv", "two.csv"]);
    assert_eq!(answer.code, 0);
    assert_eq!(answer.err.matches("warning[E429]").count() + answer.err.matches("warning[E424]").count(), 25);
    assert!(answer.err.contains("15 rejected rows are not shown: E424 15"), "{}", answer.err);
}

#[test]
fn counts_are_added_up_and_never_cut() {
    let counts = "interval_start,channel,offered,aht_seconds,abandoned\n\
                  2026-03-02T09:00,a,10,100,1\n2026-03-02T09:30,a,20,200,0\n2026-03-02T10:00,a,0,,0\n\
                  2026-03-02T10:30,a,5,300,5\n";
    let folder = folder_with(&[("counts.csv", counts)]);
    let hourly = history(folder.path(), &["counts.csv", "--interval", "1h", "--format", "csv"]);
    let rows: Vec<&str> = hourly.out.lines().filter(|line| !line.ends_with(",a,0,,0")).collect();
    // (9 · 100 + 20 · 200) / 29.
    assert_eq!(
        rows,
        [
            "interval_start,channel,offered,aht_seconds,abandoned",
            "2026-03-02T09:00,a,30,168.9655172413793,1",
            "2026-03-02T10:00,a,5,,5",
        ]
    );
    assert_eq!(hourly.out.lines().count(), 25, "every hour of the day has a row");
    let daily = history(folder.path(), &["counts.csv", "--interval", "1d", "--format", "csv"]);
    assert_eq!(daily.out.lines().nth(1), Some("2026-03-02,a,35,168.9655172413793,6"));
    let finer = history(folder.path(), &["counts.csv", "--interval", "15m", "--format", "csv"]);
    assert_eq!((finer.code, finer.out.as_str()), (2, ""));
    assert!(finer.err.contains("`a` has intervals of 30m, of which 15m is no multiple"), "{}", finer.err);
}

/// A log of eight weeks by a rule without luck: more on Mondays, few on Sundays, handle times that add up to no round sum.
fn generated() -> String {
    let mut log = "timestamp,channel,handle_seconds,abandoned\n".to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
    let mut number = 0_u32;
    for (at, date) in first.iter_days().take(56).enumerate() {
        let every = [3, 4, 4, 5, 4, 9, 12][at % 7];
        for minute in (540..1200).step_by(every) {
            number += 1;
            let second = number * 7 % 60;
            let time = format!("{date}T{:02}:{:02}:{second:02}", minute / 60, minute % 60);
            if number.is_multiple_of(17) {
                let _ = writeln!(log, "{time},chat,,yes");
            } else {
                let _ = writeln!(log, "{time},chat,{}.{},no", 120 + number * 31 % 400, number % 10);
            }
        }
    }
    log
}

#[test]
fn a_log_and_its_interval_counts_are_the_same_history() {
    let folder = folder_with(&[("log.csv", &generated())]);
    let at = folder.path();
    assert_eq!(history(at, &["log.csv", "--interval", "30m", "-o", "counts.csv"]).code, 0);
    let [log, counts] = ["log.csv", "counts.csv"].map(|file| {
        let answer = history(at, &[file, "--format", "json"]);
        assert_eq!(answer.err, "", "{file}");
        json(&answer)["channels"][0].clone()
    });
    for key in ["contacts", "aht_seconds", "p_abandon", "days"] {
        let [log, counts] = [&log, &counts].map(|channel| channel[key].as_f64().expect("a figure"));
        assert!((log / counts - 1.0).abs() < 1e-9, "{key}: {log} and {counts}");
    }
    let again = history(at, &["counts.csv", "--interval", "30m", "--format", "csv"]).out;
    let written = fs::read_to_string(at.join("counts.csv")).expect("written");
    assert_eq!(again.lines().count(), 1 + 56 * 48);
    for (one, other) in written.lines().zip(again.lines()).skip(1) {
        let (one, other): (Vec<&str>, Vec<&str>) = (one.split(',').collect(), other.split(',').collect());
        assert_eq!([one[0], one[1], one[2], one[4]], [other[0], other[1], other[2], other[4]]);
        let [one, other] = [one[3], other[3]].map(|aht| aht.parse().unwrap_or(1.0_f64));
        assert!((one / other - 1.0).abs() < 1e-14, "{one} and {other}");
    }
    let offered = |file: &str| -> Vec<f64> {
        let plan_file = format!(
            "[plan]\nstart = 2026-04-27\nmonths = 3\nreplications = 2\n[channel.chat]\nhistory = \"{file}\"\n\
             hours = \"09:00-20:00\"\nservice_level = \"80% in 60 s\"\n"
        );
        fs::write(at.join("plan.toml"), plan_file).expect("written");
        let result = json(&plan(at, &["forecast", "plan.toml", "-q", "--format", "json"]));
        let periods = result["scenarios"][0]["periods"].as_array().expect("periods").clone();
        periods.iter().map(|one| one["channels"][0]["offered"]["mean"].as_f64().expect("offered")).collect()
    };
    let (log, counts) = (offered("log.csv"), offered("counts.csv"));
    assert_eq!(log.len(), 3, "{log:?}");
    for (log, counts) in log.iter().zip(&counts) {
        assert!((log / counts - 1.0).abs() < 1e-9, "{log} and {counts}");
    }
}

/// Ten weeks of counts with one of everything that is worth knowing, each found on its day; the codes are explained.
#[test]
fn what_is_out_of_the_ordinary_is_found_on_its_day() {
    let mut counts = "interval_start,channel,offered,aht_seconds\n".to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date");
    for (at, date) in first.iter_days().take(182).enumerate() {
        let hours = match at {
            30 => continue,
            _ if at % 7 == 6 => continue,
            50 => 12..20,
            _ => 9..20,
        };
        for hour in hours {
            let usual = 100 + (at * 7 + hour * 13) % 11;
            let offered = match at {
                60 => 3 * usual,
                72 => usual / 5,
                51 if (12..15).contains(&hour) => 0,
                130.. => usual * 8 / 5,
                _ => usual,
            };
            let _ =
                writeln!(counts, "{date}T{hour:02}:00,a,{offered},{}", if offered > 0 { "200" } else { "" });
        }
        if at == 3 {
            let _ = writeln!(counts, "{date}T22:00,a,2,200");
        }
    }
    let folder = folder_with(&[("counts.csv", &counts)]);
    let args = ["counts.csv", "--format", "json", "--timezone", "Europe/Berlin"];
    let result = json(&history(folder.path(), &args));
    let cautions = result["cautions"].as_array().expect("cautions");
    let found: Vec<String> = cautions
        .iter()
        .map(|one| {
            format!(
                "{} {}",
                one["code"].as_str().unwrap_or(""),
                one["days"][0]["date"].as_str().unwrap_or("")
            )
        })
        .collect();
    // From the rule above: day 30 is 4 February, 50 is 24 February, 60 is 6 March, 72 is 18 March, 130 is 15 May; clocks
    // moved on 29 March, a Sunday without rows.
    let mut expected = vec![
        "C301 2026-02-04".to_owned(),
        "C302 2026-02-24".into(),
        "C303 2026-02-25".into(),
        "C304 2026-03-06".into(),
        "C305 2026-03-18".into(),
        "C306 2026-05-15".into(),
        "C307 ".into(),
        "C308 ".into(),
    ];
    expected.sort();
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(sorted, expected, "{cautions:#?}");
    assert!(cautions.iter().all(|one| one["where"] == "channel.a"));
    for one in expected {
        let code = one.split(' ').next().unwrap_or("");
        let told = plan(folder.path(), &["explain", code]);
        assert!(told.code == 0 && told.out.starts_with(code), "{code}");
    }
}

#[test]
fn clocks_moved_on_days_with_rows_are_said_once() {
    let log =
        "timestamp,channel\n2026-03-28T12:00,a\n2026-03-29T01:59,a\n2026-03-29T03:00,b\n2026-10-25T12:00,b\n";
    let folder = folder_with(&[("log.csv", log)]);
    let answer = history(folder.path(), &["log.csv", "--timezone", "Europe/Berlin", "--format", "json"]);
    let cautions = json(&answer)["cautions"].clone();
    let clocks: Vec<&Value> =
        cautions.as_array().expect("cautions").iter().filter(|one| one["code"] == "C309").collect();
    assert_eq!(clocks.len(), 1);
    assert_eq!(
        clocks[0]["text"],
        "clocks were put forward on 2026-03-29 and back on 2026-10-25; these days are shorter or longer than others"
    );
    assert!(clocks[0]["where"].is_null());
    // 23 hours: 02:00 never was.
    let hourly = history(
        folder.path(),
        &["log.csv", "--timezone", "Europe/Berlin", "--interval", "1h", "--format", "csv"],
    );
    assert_eq!(hourly.out.matches("2026-03-29T").count(), 2 * 23);
    assert!(!hourly.out.contains("2026-03-29T02:"));
    // 25 hours: 02:00 came twice.
    assert_eq!(hourly.out.matches("2026-10-25T").count(), 25);
    assert!(
        hourly.out.contains("2026-10-25T02:00+02:00,b,0\n2026-10-25T02:00+01:00,b,0\n"),
        "{}",
        hourly.out
    );
}

#[test]
fn names_that_a_spreadsheet_would_run_stay_words() {
    let log = "timestamp,channel\n2026-03-28T12:00,=1+1\n2026-03-28T12:00,@sum\n";
    let folder = folder_with(&[("log.csv", log)]);
    for interval in [&[][..], &["--interval", "1d"]] {
        let out = history(folder.path(), &[&["log.csv", "--format", "csv"], interval].concat()).out;
        assert!(out.contains("'=1+1") && out.contains("'@sum"), "{out}");
    }
}

/// Characters that move the cursor, turn the text round or show nothing.
fn is_harmful(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Runs a file through every form and looks at every byte that comes out.
fn is_harmless(folder: &Path, file: &str, args: &[&str]) {
    let files = ["x.json", "x.md", "x.csv", "rejects.csv"];
    files.iter().for_each(|file| drop(fs::remove_file(folder.join(file))));
    let outputs = ["-o", "x.json", "-o", "x.md", "-o", "x.csv", "--rejects", "rejects.csv"];
    let answer = history(folder, &[&[file, "-v"], &outputs[..], args].concat());
    assert!((0..=3).contains(&answer.code), "{file}: {}", answer.err);
    assert!(answer.err.len() < 20_000, "{file}: {} bytes of messages", answer.err.len());
    let written = files.iter().filter_map(|file| fs::read_to_string(folder.join(file)).ok());
    for text in [answer.out, answer.err].into_iter().chain(written) {
        let harm = text.chars().find(|c| is_harmful(*c));
        assert_eq!(harm, None, "{file} {args:?}: {text:?}");
    }
}

#[test]
fn nothing_in_a_bad_file_reaches_the_terminal_as_a_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/badinput/csv");
    let mut files: Vec<PathBuf> =
        fs::read_dir(bad).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    assert!(files.len() > 100);
    for file in &files {
        is_harmless(folder.path(), file.to_str().expect("UTF-8"), &["--channel", "phone"]);
    }
}

#[test]
fn what_is_planted_into_names_words_and_paths_is_spelt_out() {
    const PLANTS: [&str; 8] =
        ["\u{1b}[2J", "\u{1b}]0;x\u{7}", "\u{202e}", "\u{200b}", "\u{9b}31m", "\t", "\u{2028}", "\u{feff}"];
    let folder = tempfile::tempdir().expect("a folder");
    for (at, plant) in PLANTS.iter().enumerate() {
        for (place, _) in LOG.match_indices(',').step_by(3) {
            let text = format!("{}{plant}{}", &LOG[..place], &LOG[place..]);
            fs::write(folder.path().join("log.csv"), text).expect("written");
            is_harmless(folder.path(), "log.csv", if at % 2 == 0 { &["--interval", "1h"] } else { &[] });
        }
    }
    for name in ["a\u{1b}[31mb.csv", "c\u{202e}d.csv"] {
        fs::write(folder.path().join(name), LOG).expect("written");
        is_harmless(folder.path(), name, &[]);
    }
}

#[test]
fn a_field_of_a_million_bytes_gives_a_short_message() {
    let long = "x".repeat(1_000_000);
    let folder = folder_with(&[
        ("field.csv", &format!("{LOG}2026-03-02T11:00:00,phone,{long},100,no,,\n")),
        ("name.csv", &format!("timestamp,{long}\n2026-03-02T11:00:00,1\n")),
    ]);
    for file in ["field.csv", "name.csv"] {
        let answer = history(folder.path(), &[file, "--channel", "phone"]);
        assert!(answer.err.len() < 2_000, "{file}: {} bytes", answer.err.len());
        is_harmless(folder.path(), file, &[]);
    }
}

#[test]
fn every_screen_is_kept_to_with_words_of_any_language() {
    let log = LOG.replace("phone", "客户服务热线电话一号专线").replace("chat", "在线客服");
    let folder = folder_with(&[("log.csv", &log)]);
    let out = history(folder.path(), &["log.csv"]).out;
    // Chinese characters fill two columns each.
    let wide = |line: &str| -> usize {
        line.chars().map(|c| if ('\u{4e00}'..'\u{9fff}').contains(&c) { 2 } else { 1 }).sum()
    };
    for line in out.lines() {
        assert!(wide(line) <= 80, "{line}");
    }
    // Of ambiguous width in East Asian fonts: shades and bars; none of them is drawn with.
    assert!(!out.contains(|c| ('\u{2580}'..='\u{259f}').contains(&c)), "{out}");
}

/// Rows of every day at the minutes that a rule gives, without luck.
fn log_of(days: usize, minutes: impl Fn(usize) -> Vec<usize>) -> String {
    let mut log = "timestamp,channel\n".to_owned();
    let first = chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date");
    for (day, date) in first.iter_days().take(days).enumerate() {
        for minute in minutes(day) {
            let _ = writeln!(log, "{date}T{:02}:{:02},phone", minute / 60, minute % 60);
        }
    }
    log
}

/// Codes of the cautions, and the days of each.
fn cautions(folder: &Path, file: &str) -> Vec<(String, Vec<String>)> {
    let result = json(&history(folder, &[file, "--format", "json"]));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let one = |one: &Value| {
        let days = one["days"].as_array().expect("days");
        (text(&one["code"]), days.iter().map(|day| text(&day["date"])).collect())
    };
    result["cautions"].as_array().expect("cautions").iter().map(one).collect()
}

#[test]
fn longer_hours_of_eight_weeks_are_no_cut_days() {
    let hours = |day: usize| -> Vec<usize> {
        let closes = if (22..30).contains(&(day / 7)) { 21 } else { 18 };
        if day % 7 == 6 { Vec::new() } else { (9 * 60..closes * 60).collect() }
    };
    let folder = folder_with(&[("log.csv", &log_of(364, hours))]);
    let found = cautions(folder.path(), "log.csv");
    // The level jumps by a third, twice, on Mondays: 540 and 720 contacts a day.
    let jumps = ["2026-06-08", "2026-08-03"].map(str::to_owned).to_vec();
    assert_eq!(found, [("C307".to_owned(), Vec::new()), ("C306".to_owned(), jumps)]);
}

/// One contact on two of three weekdays and on one of six at weekends, 0.5 a day: neither is such a channel closed then, nor
/// does a day of one early contact lack the rest.
#[test]
fn a_channel_with_few_contacts_is_neither_cut_nor_closed() {
    let some = |day: usize| -> Vec<usize> {
        let every = if day % 7 < 5 { day % 3 < 2 } else { day.is_multiple_of(6) };
        if every { vec![9 * 60 + 10 + day * 97 % 530] } else { Vec::new() }
    };
    let folder = folder_with(&[("log.csv", &log_of(364, some))]);
    let found = cautions(folder.path(), "log.csv");
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["C301"], "{found:?}");
}

/// Fifty contacts an hour by day, one each at 2 and 4 at night: open round the clock.
#[test]
fn a_quiet_night_has_no_odd_hours() {
    let round_the_clock = |_: usize| -> Vec<usize> {
        (8 * 60..20 * 60).filter(|minute| minute % 6 != 0).chain([120, 240]).collect()
    };
    let folder = folder_with(&[("log.csv", &log_of(70, round_the_clock))]);
    assert_eq!(cautions(folder.path(), "log.csv"), []);
}

#[test]
fn a_short_history_tells_a_cut_end_and_what_it_cannot_tell() {
    let usual = |day: usize| -> Vec<usize> { (9 * 60..20 * 60).step_by(1 + day % 7 / 5).collect() };
    let cut = |day: usize| -> Vec<usize> {
        usual(day).into_iter().filter(|minute| day != 13 || *minute < 11 * 60).collect()
    };
    let tripled = |day: usize| usual(day).repeat(if day == 16 { 3 } else { 1 });
    let folder = folder_with(&[("cut.csv", &log_of(14, cut)), ("tripled.csv", &log_of(28, tripled))]);
    let days = |days: &[&str]| days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>();
    let cut = cautions(folder.path(), "cut.csv");
    assert_eq!(cut, [("C302".to_owned(), days(&["2026-01-18"])), ("C310".to_owned(), Vec::new())]);
    let tripled = cautions(folder.path(), "tripled.csv");
    assert_eq!(tripled, [("C304".to_owned(), days(&["2026-01-21"]))]);
}

/// Half-hours whose answered contacts have no handle time, beside others: the mean of the channel stands in, and every row is
/// read again.
#[test]
fn interval_counts_are_always_a_history_again() {
    let log = "timestamp,channel,handle_seconds\n2026-01-01T09:00,phone,NA\n2026-01-01T09:40,phone,40\n\
               2026-01-01T09:41,phone,60\n2026-01-01T10:41,phone,NA\n";
    let folder = folder_with(&[
        ("log.csv", log),
        ("timed.csv", "timestamp,channel,handle_seconds\n2026-01-01T09:00,phone,30\n"),
        ("untimed.csv", "timestamp,channel\n2026-01-01T09:40,phone\n"),
        ("chat.csv", "timestamp,channel\n2026-01-01T09:00,chat\n"),
    ]);
    let at = folder.path();
    let convert = |files: &[&str]| {
        let flags = ["--values", "handle_seconds:NA=empty", "--interval", "30m", "-o", "counts.csv"];
        let answer = history(at, &[files, &flags[..]].concat());
        (answer.code, answer.err)
    };
    for (files, note, rows) in [
        (&["log.csv"][..], "2 rows have", ["09:00,phone,1,50", "09:30,phone,2,50", "10:30,phone,1,50"]),
        (
            &["timed.csv", "untimed.csv"],
            "1 row has",
            ["09:00,phone,1,30", "09:30,phone,1,30", "10:00,phone,0,"],
        ),
    ] {
        let (code, err) = convert(files);
        assert_eq!(code, 0, "{err}");
        assert!(err.contains(&format!("note: {note} the mean handle time of the channel")), "{err}");
        let written = fs::read_to_string(at.join("counts.csv")).expect("written");
        for row in rows {
            assert!(written.contains(&format!("\n2026-01-01T{row}\n")), "{row}: {written}");
        }
        let again = history(at, &["counts.csv"]);
        assert_eq!((again.code, again.err.as_str()), (0, ""));
    }
    let (code, err) = convert(&["timed.csv", "chat.csv"]);
    assert!(code == 2 && err.contains("how long contacts of `chat` took"), "{err}");
    // Alone, the column is left out.
    assert_eq!(convert(&["chat.csv"]).0, 0);
    assert_eq!(history(at, &["counts.csv"]).code, 0);
}

#[test]
fn a_service_level_without_those_who_gave_up_says_so() {
    let log = "timestamp,channel,wait_seconds\n2026-03-02T09:00,phone,5\n2026-03-02T09:01,phone,50\n";
    let folder = folder_with(&[("log.csv", log)]);
    let target = ["log.csv", "--target", "80% in 20s"];
    let found = json(&history(folder.path(), &[&target[..], &["--format", "json"]].concat()));
    assert_eq!(found["channels"][0]["service_level"], 0.5);
    let codes: Vec<&str> = found["cautions"]
        .as_array()
        .expect("cautions")
        .iter()
        .filter_map(|one| one["code"].as_str())
        .collect();
    assert!(codes.contains(&"C311"), "{codes:?}");
    let out = history(folder.path(), &target).out;
    assert!(out.contains("do not say who gave up"), "{out}");
    assert!(!history(folder.path(), &["log.csv"]).out.contains("C311"));
}

/// Berlin, 25 October 2026: 02:00 to 02:30 came twice with two contacts each; 03:00 had three.
#[test]
fn an_hour_that_came_twice_is_not_the_busiest_by_both_its_passes() {
    let mut log = "timestamp,channel\n".to_owned();
    for (times, row) in [(2, "02:10:00+02:00"), (2, "02:10:00+01:00"), (3, "03:10:00+01:00")] {
        log += &format!("2026-10-25T{row},phone\n").repeat(times);
    }
    let folder = folder_with(&[("log.csv", &log)]);
    let found =
        json(&history(folder.path(), &["log.csv", "--timezone", "Europe/Berlin", "--format", "json"]));
    let busiest = &found["channels"][0]["busiest_interval"];
    assert_eq!(busiest["interval_start"], "2026-10-25T03:00:00", "{busiest}");
    assert_eq!(busiest["contacts"], 3.0);
}

/// A pipe with nobody at its other end: said at once, for opening it would wait.
#[cfg(unix)]
#[test]
fn a_pipe_by_name_is_refused_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe")).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is a part of every Unix");
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan"));
    let output = command
        .args(["history", "pipe"])
        .current_dir(folder.path())
        .timeout(std::time::Duration::from_secs(20))
        .output()
        .expect("it ends");
    assert_eq!(output.status.code(), Some(3), "none if it hung and was ended");
    assert!(String::from_utf8_lossy(&output.stderr).contains("use `-` for standard input"));
}
