//! `plan demand` end to end: both modes, its forms agree, what it refuses and the way out, what it never does.

use assert_cmd::Command;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

/// Runs in a folder, so that paths are as short as typed.
fn plan(folder: &Path, args: &[&str]) -> Answer {
    fed(folder, args, "")
}

fn fed(folder: &Path, args: &[&str], stdin: &str) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .write_stdin(stdin)
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal, no panic"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn demand(folder: &Path, args: &[&str]) -> Answer {
    plan(folder, &[&["demand"], args].concat())
}

fn done(answer: Answer) -> String {
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.out
}

fn json(answer: Answer) -> Value {
    serde_json::from_str(&done(answer)).expect("JSON")
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn histories() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/histories")
}

fn plans() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("plans")
}

/// Rows of a CSV by the names of its columns.
fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = csv.lines();
    let head: Vec<&str> = lines.next().expect("a head").split(',').collect();
    let row = |line: &str| {
        let cells = line.split(',').map(str::to_owned);
        head.iter().map(|name| (*name).to_owned()).zip(cells).collect()
    };
    lines.map(row).collect()
}

fn figure(row: &BTreeMap<String, String>, name: &str) -> f64 {
    row[name].parse().unwrap_or_else(|_| panic!("{name}: {row:?}"))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs()).max(1.0)
}

/// Days from 2026-01-05, a Monday, on.
fn date(day: u64) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date") + chrono::Days::new(day)
}

/// Daily counts of a channel.
fn daily(channel: &str, days: std::ops::Range<u64>, contacts: impl Fn(u64) -> Option<f64>) -> String {
    let mut text = String::new();
    for day in days {
        if let Some(contacts) = contacts(day) {
            writeln!(text, "{},{channel},{contacts}", date(day)).expect("a string takes it");
        }
    }
    text
}

const HEAD: &str = "interval_start,channel,offered\n";

/// A hundred contacts from Monday to Friday, none at the weekend.
fn working_week(day: u64) -> Option<f64> {
    (day % 7 < 5).then_some(100.0)
}

#[test]
fn a_constant_series_gives_itself_and_closed_weekdays_have_no_row() {
    let folder = folder_with(&[("a.csv", &format!("{HEAD}{}", daily("a", 0..70, working_week)))]);
    let csv = done(demand(folder.path(), &["a.csv", "--horizon", "2w", "--format", "csv"]));
    let rows = rows(&csv);
    // The history ends on a Friday; the two weeks from Saturday on hold ten working days.
    assert_eq!(rows.len(), 10, "{csv}");
    assert!(csv.starts_with("interval_start,channel,mean,p10,p50,p90,aht_seconds\n2026-03-16,a,"), "{csv}");
    for row in &rows {
        assert!(close(figure(row, "mean"), 100.0), "{row:?}");
        assert!(
            figure(row, "p10") <= figure(row, "p50") && figure(row, "p50") <= figure(row, "p90"),
            "{row:?}"
        );
        assert_eq!(row["aht_seconds"], "", "nothing tells how long contacts take");
    }
    let table = done(demand(folder.path(), &["a.csv", "--horizon", "2w"]));
    assert!(table.contains("C402") && table.contains("closed on Sat, Sun"), "{table}");
}

#[test]
fn ten_times_the_contacts_are_ten_times_the_forecast() {
    let wave = |scale: f64| {
        move |day: u64| Some(scale * (90.0 + f64::from(u32::try_from(day * 37 % 23).expect("small"))))
    };
    let file = |scale| format!("{HEAD}{}", daily("a", 0..100, wave(scale)));
    let folder = folder_with(&[("one.csv", &file(1.0)), ("ten.csv", &file(10.0))]);
    let means = |name: &str| -> Vec<f64> {
        let csv = done(demand(folder.path(), &[name, "--format", "csv"]));
        rows(&csv).iter().map(|row| figure(row, "mean")).collect()
    };
    let (one, ten) = (means("one.csv"), means("ten.csv"));
    assert_eq!(one.len(), 28);
    assert!(one.iter().zip(&ten).all(|(one, ten)| close(10.0 * one, *ten)), "{one:?} {ten:?}");
}

#[test]
fn what_comes_after_the_last_day_used_changes_nothing() {
    let wave = |day: u64| {
        Some(if day < 80 { 100.0 + f64::from(u32::try_from(day % 11).expect("small")) } else { 5000.0 })
    };
    let all = format!("{HEAD}{}", daily("a", 0..120, wave));
    let cut = format!("{HEAD}{}", daily("a", 0..80, wave));
    let folder = folder_with(&[("all.csv", &all), ("cut.csv", &cut)]);
    let last = date(79).to_string();
    let with = |name: &str| done(demand(folder.path(), &[name, "--as-of", &last, "--format", "csv"]));
    assert_eq!(with("all.csv"), with("cut.csv"));
    assert_eq!(done(demand(folder.path(), &["cut.csv", "--format", "csv"])), with("cut.csv"));
}

/// Half-hours of a day: rows from 08:00 to 10:00, the first of them always of zero contacts.
fn mornings(channel: &str, days: u64) -> String {
    let mut text = "interval_start,channel,offered,aht_seconds\n".to_owned();
    for day in 0..days {
        for (at, contacts) in [("08:00", 0), ("08:30", 10), ("09:00", 10), ("09:30", 10)] {
            writeln!(text, "{}T{at},{channel},{contacts},180", date(day)).expect("a string takes it");
        }
    }
    text
}

#[test]
fn a_slot_of_zeros_is_open_and_a_slot_without_rows_is_not() {
    let folder = folder_with(&[("a.csv", &mornings("a", 56))]);
    let csv = done(demand(folder.path(), &["a.csv", "--horizon", "1d", "--format", "csv"]));
    let rows = rows(&csv);
    let starts: Vec<&str> = rows.iter().map(|row| &row["interval_start"][11..]).collect();
    assert_eq!(starts, ["08:00", "08:30", "09:00", "09:30"]);
    assert!(
        figure(&rows[0], "mean") < 0.5 && close(figure(&rows[1], "mean"), figure(&rows[3], "mean")),
        "{csv}"
    );
    assert!(rows[1..].iter().all(|row| close(figure(row, "aht_seconds"), 180.0)), "{csv}");
    // Hours are the sum of their halves; a day is the sum of all.
    let sum = |interval: &str| -> f64 {
        let csv = done(demand(
            folder.path(),
            &["a.csv", "--horizon", "1d", "--format", "csv", "--interval", interval],
        ));
        self::rows(&csv).iter().map(|row| figure(row, "mean")).sum()
    };
    assert!(close(sum("30m"), sum("1h")) && close(sum("30m"), sum("1d")) && close(sum("30m"), sum("10m")));
}

#[test]
fn closed_days_are_neither_forecast_nor_learnt_from() {
    // The day that was closed holds a handful of contacts; without it the series is constant.
    let contacts = |day: u64| Some(if day == 60 { 3.0 } else { 100.0 });
    let folder = folder_with(&[("a.csv", &format!("{HEAD}{}", daily("a", 0..70, contacts)))]);
    let (past, coming) = (date(60).to_string(), format!("{}..{}", date(71), date(72)));
    let args = ["a.csv", "--horizon", "1w", "--closed", &past, "--closed", &coming, "--format", "csv"];
    let csv = done(demand(folder.path(), &args));
    assert_eq!(rows(&csv).len(), 5, "{csv}");
    assert!(!csv.contains(&date(71).to_string()) && !csv.contains(&date(72).to_string()), "{csv}");
    assert!(rows(&csv).iter().all(|row| close(figure(row, "mean"), 100.0)), "{csv}");
}

#[test]
fn every_channel_gets_its_own_answer() {
    let mut text = format!("{HEAD}{}", daily("long", 0..90, |_| Some(50.0)));
    text += &daily("late", 70..90, |_| Some(20.0));
    text += &daily("zero", 0..90, |_| Some(0.0));
    text += &daily("once", 89..90, |_| Some(7.0));
    text += &daily("few", 87..90, |_| Some(9.0));
    let folder = folder_with(&[("a.csv", &text)]);
    let result = json(demand(folder.path(), &["a.csv", "--horizon", "1w", "--format", "json"]));
    let of = |name: &str| -> Value {
        let channels = result["channels"].as_array().expect("channels");
        channels.iter().find(|channel| channel["channel"] == name).expect("the channel").clone()
    };
    let codes = |channel: &Value| -> Vec<String> {
        let cautions = channel["cautions"].as_array().expect("cautions");
        cautions.iter().map(|one| one["code"].as_str().expect("a code").to_owned()).collect()
    };
    // A channel that begins late is forecast from its own first day: its level is not halved by the days before.
    assert_eq!(of("late")["history"]["first"], date(70).to_string());
    assert!(close(of("late")["days"][0]["mean"].as_f64().expect("a mean"), 20.0));
    assert!(close(of("few")["days"][0]["mean"].as_f64().expect("a mean"), 9.0));
    assert!(codes(&of("few")).contains(&"C401".into()));
    for name in ["zero", "once"] {
        assert!(of(name)["days"].is_null() && codes(&of(name)).contains(&"C406".into()), "{}", of(name));
    }
    // Channels beside it change nothing.
    let alone = folder_with(&[("a.csv", &format!("{HEAD}{}", daily("long", 0..90, |_| Some(50.0))))]);
    let alone = json(demand(alone.path(), &["a.csv", "--horizon", "1w", "--format", "json"]));
    assert_eq!(alone["channels"][0], of("long"));
}

#[test]
fn nothing_to_forecast_from_is_refused_with_the_reason() {
    let zeros = format!("{HEAD}{}", daily("a", 0..40, |_| Some(0.0)));
    let folder = folder_with(&[("zero.csv", &zeros), ("one.csv", &format!("{HEAD}2026-01-05,a,10\n"))]);
    for (file, words) in [("zero.csv", "not one contact"), ("one.csv", "1 day that can be learnt from")] {
        let answer = demand(folder.path(), &[file]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{file}");
        assert!(
            answer.err.contains(words) && answer.err.contains("no channel can be forecast"),
            "{}",
            answer.err
        );
    }
}

/// Of fifteen months: JSON and CSV say the same, whatever the threads, and from standard input as from a file.
#[test]
fn forms_threads_and_doors_agree() {
    let folder = histories();
    let args = ["phone.csv.gz", "--channel", "phone", "--horizon", "3d", "--quantiles", "2.5,50,97.5"];
    let csv = done(demand(&folder, &[&args[..], &["--format", "csv", "--threads", "1"]].concat()));
    let many = done(demand(&folder, &[&args[..], &["--format", "csv", "--threads", "4"]].concat()));
    assert_eq!(csv, many);
    let result = json(demand(&folder, &[&args[..], &["--format", "json"]].concat()));
    assert_eq!(result["format"], "plan.demand/1");
    let intervals = result["channels"][0]["intervals"].as_array().expect("intervals");
    let rows = rows(&csv);
    assert_eq!((rows.len(), intervals.len()), (72, 72));
    for (row, interval) in rows.iter().zip(intervals) {
        assert_eq!(row["interval_start"], interval["interval_start"].as_str().expect("a start"));
        for name in ["mean", "p2.5", "p50", "p97.5", "aht_seconds"] {
            assert!(close(figure(row, name), interval[name].as_f64().expect("a figure")), "{name}: {row:?}");
        }
    }
    let text = mornings("a", 56);
    let files = folder_with(&[("a.csv", &text)]);
    let piped = fed(files.path(), &["demand", "-", "--format", "csv"], &text);
    assert_eq!(done(piped), done(demand(files.path(), &["a.csv", "--format", "csv"])));
}

#[test]
fn a_demand_is_read_by_plan_staff() {
    let folder = folder_with(&[("a.csv", &mornings("a", 56))]);
    let csv = done(demand(folder.path(), &["a.csv", "--horizon", "2d", "--format", "csv"]));
    let staff = ["staff", "-", "--columns", "offered=mean", "--target", "80% in 20s", "--format", "csv"];
    let staffed = done(fed(folder.path(), &staff, &csv));
    assert_eq!(staffed.lines().count(), csv.lines().count(), "{staffed}");
    // Ten contacts of 180 s in half an hour are one erlang: by Erlang C two agents answer 70.2 % in 20 s, three 92.7 %.
    assert_eq!(rows(&staffed)[1]["agents"], "3", "{staffed}");
}

#[test]
fn rejected_rows_are_refused_unless_they_are_allowed() {
    let text = format!("{HEAD}{}2026-03-31,a,many\n", daily("a", 0..60, |_| Some(10.0)));
    let folder = folder_with(&[("a.csv", &text)]);
    let refused = demand(folder.path(), &["a.csv"]);
    assert_eq!((refused.code, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("`many`"), "{}", refused.err);
    assert_eq!(demand(folder.path(), &["a.csv", "--max-rejected", "2%", "--format", "csv"]).code, 0);
}

#[test]
fn wrong_usage_ends_with_2_and_a_way_out() {
    let folder = folder_with(&[
        ("a.csv", &format!("{HEAD}{}", daily("a", 0..60, |_| Some(10.0)))),
        ("half.csv", &mornings("a", 56)),
    ]);
    fs::copy(plans().join("reference.toml"), folder.path().join("p.toml")).expect("copied");
    let cases: [(&[&str], &str); 24] = [
        (&[], "<FILE>"),
        (&["a.csv", "--horizon", "4"], "28d, 4w"),
        (&["a.csv", "--horizon", "0d"], "at least a day"),
        (&["a.csv", "--horizon", "36h"], "whole days"),
        (&["a.csv", "--horizon", "6 years"], "five years"),
        (&["a.csv", "--interval", "45m"], "30m, 1h, 1d"),
        (&["a.csv", "--interval", "30m"], "`--interval 1d`"),
        (&["half.csv", "--interval", "20m"], "`--interval` 5m, 10m, 15m, 30m, 60m or 1d"),
        (&["a.csv", "--closed", "monday"], "2026-10-01..2026-10-07"),
        (&["a.csv", "--closed", "2026-10-07..2026-10-01"], "on or after"),
        (&["a.csv", "--quantiles", "90,10"], "10,50,90"),
        (&["a.csv", "--quantiles", "0,50"], "10,50,90"),
        (&["a.csv", "--as-of", "2025-01-01"], "--as-of"),
        (&["a.csv", "--as-of", "2040-01-01"], "shorter `--horizon`"),
        (&["a.csv", "--target", "80% in 20s"], "--backtest"),
        (&["a.csv", "--backtest", "1w", "--target", "80% in 20s"], "leave it out"),
        (&["a.csv", "--backtest", "20w"], "try a shorter `--backtest`"),
        (&["a.csv", "--explain", "a"], "goes with a plan"),
        (&["a.csv", "p.toml"], "one plan"),
        (&["p.toml", "--closed", "2026-10-01"], "calendar.closed"),
        (&["p.toml", "--timezone", "UTC"], "[history]"),
        (&["p.toml", "--backtest", "1w"], "name the file"),
        (&["p.toml", "--explain", "email"], "`phone`, `chat`"),
        (&["p.toml", "--interval", "5m"], "plan.interval"),
    ];
    for (args, words) in cases {
        let answer = demand(folder.path(), args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}");
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
    }
    assert_eq!(demand(folder.path(), &["none.csv"]).code, 3);
    assert_eq!(demand(folder.path(), &["none.toml"]).code, 3);
}

/// A plan with every lever: the steps add up to the figure, in whole contacts as they are printed and exactly in JSON, and the
/// figure is that of the demand.
#[test]
fn the_account_of_a_figure_adds_up() {
    let levers = [
        "calendar.closed=[2026-11-15]",
        "calendar.special_hours={2026-11-20=\"09:00-12:00\"}",
        "channel.chat.deflection={default=\"8%\",2026-11=\"5%\"}",
        "team.frontline.outsourcing={chat={2026-11=\"10%\"}}",
    ];
    let sets: Vec<&str> = levers.iter().flat_map(|lever| ["--set", *lever]).collect();
    let args =
        [&["ecommerce.toml", "-q", "--scenario", "knowledge-base", "--explain", "chat/2026-11"], &sets[..]]
            .concat();
    let result = json(demand(&plans(), &[&args[..], &["--format", "json"]].concat()));
    let account = &result["explained"][0];
    let steps = account["steps"].as_array().expect("steps");
    let number = |value: &Value| value.as_f64().expect("a number");
    let words: Vec<&str> = steps.iter().map(|step| step["step"].as_str().expect("words")).collect();
    for part in
        ["level", "`growth`", "`double-11`", "closed on 1 day", "other hours", "`deflection`", "repeats"]
    {
        assert!(words.iter().any(|step| step.contains(part)), "{part}: {words:?}");
    }
    let offered = number(&account["offered"]);
    assert!(close(number(&steps.last().expect("a step")["comes_to"]), offered));
    assert!(close(steps.iter().map(|step| number(&step["contacts"])).sum(), offered));
    assert!(close(number(&account["outsourced"]), 0.1 * offered));
    let days = result["channels"][0]["days"].as_array().expect("days");
    let november =
        days.iter().filter(|day| day["date"].as_str().is_some_and(|date| date.starts_with("2026-11")));
    assert!(close(november.map(|day| number(&day["mean"])).sum(), offered));
    let csv = done(demand(&plans(), &[&args[..], &["--format", "csv"]].concat()));
    let printed: f64 = csv
        .lines()
        .skip(1)
        .map(|line| line.rsplit(',').nth(1).expect("a cell").parse::<f64>().expect("whole"))
        .sum();
    assert!((printed - offered.round()).abs() < 1e-9, "{csv}");
}

#[test]
fn a_plan_is_forecast_over_its_months_with_its_scenarios() {
    let csv = done(demand(&plans(), &["ecommerce.toml", "-q", "--format", "csv", "--interval", "1d"]));
    let base = rows(&csv);
    // Chat, phone and tickets on 182 days.
    assert_eq!(base.len(), 3 * 182);
    assert!(
        csv.starts_with("interval_start,channel,mean,p10,p50,p90,aht_seconds\n2026-10-01,chat,"),
        "{csv}"
    );
    let args =
        ["ecommerce.toml", "-q", "--format", "csv", "--interval", "1d", "--scenario", "knowledge-base"];
    let better = rows(&done(demand(&plans(), &args)));
    assert_eq!(better[0]["scenario"], "knowledge-base");
    // λ = fresh / (1 − (1 − FCR) · recontact): 78 % → 92 % with 60 % coming back.
    let fewer = (1.0 - 0.22 * 0.6) / (1.0 - 0.08 * 0.6);
    assert!(close(figure(&better[0], "mean"), fewer * figure(&base[0], "mean")));
    let short = done(demand(
        &plans(),
        &["ecommerce.toml", "-q", "--format", "csv", "--interval", "1d", "--horizon", "1w"],
    ));
    assert_eq!(short.lines().count(), 1 + 3 * 7);
    let grown = [
        "ecommerce.toml",
        "-q",
        "--format",
        "csv",
        "--interval",
        "1d",
        "--set",
        "channel.chat.deflection=\"0%\"",
    ];
    let whole = rows(&done(demand(&plans(), &grown)));
    assert!(close(figure(&base[0], "mean"), 0.92 * figure(&whole[0], "mean")));
}

/// Contacts that grow by one a day, looked back at a week ahead: last week's day is off by 7, the mean of four weeks by
/// (7 + 14 + 21 + 28) / 4 = 17.5, and twelve folds hold the last 84 days.
#[test]
fn naive_errors_of_a_line_are_those_of_arithmetic() {
    let line = |day: u64| Some(100.0 + f64::from(u32::try_from(day).expect("small")));
    let folder = folder_with(&[("a.csv", &format!("{HEAD}{}", daily("a", 0..140, line)))]);
    let result = json(demand(folder.path(), &["a.csv", "--backtest", "1w", "--format", "json"]));
    let channel = &result["channels"][0];
    assert_eq!((channel["folds"].as_u64(), channel["horizon_days"].as_u64()), (Some(12), Some(7)));
    let came: f64 = (56..140).filter_map(line).sum();
    let number = |method: &str, measure: &str| channel[method][measure].as_f64().expect("a figure");
    assert!(close(number("seasonal_naive", "wape"), 7.0 * 84.0 / came));
    assert!(close(number("seasonal_naive", "bias"), -7.0 * 84.0 / came));
    // Every weekly difference is 7, the unit of RMSSE.
    assert!(close(number("seasonal_naive", "rmsse"), 1.0));
    assert!(close(number("four_week_mean", "wape_daily"), 17.5 * 84.0 / came));
    assert!(close(number("four_week_median", "wape"), 17.5 * 84.0 / came));
    let wapes = ["seasonal_naive", "four_week_mean", "four_week_median"].map(|method| number(method, "wape"));
    let ours = channel["wape"].as_f64().expect("a figure");
    let nearest = wapes.iter().all(|wape| ours <= *wape);
    assert_eq!(channel["winner"] == "ours", nearest);
}

/// Three slots of ten contacts of 180 s, of which each takes three agents (see above): 4.5 agent-hours a day.
#[test]
fn errors_are_told_in_agents() {
    let folder = folder_with(&[("a.csv", &mornings("a", 70))]);
    let args = ["a.csv", "--backtest", "1w", "--target", "80% in 20s"];
    let result = json(demand(folder.path(), &[&args[..], &["--format", "json"]].concat()));
    let hours = &result["channels"][0]["seasonal_naive"]["agent_hours_a_day"];
    let hours = ["needed", "too_many", "too_few"].map(|name| hours[name].as_f64().expect("hours"));
    assert!(close(hours[0], 4.5) && hours[1] + hours[2] == 0.0, "{hours:?}");
    let table = done(demand(folder.path(), &args));
    assert!(table.contains("In agents, for 80.0% in 20 s"), "{table}");
    let threads = |threads| {
        done(demand(folder.path(), &[&args[..], &["--format", "csv", "--threads", threads]].concat()))
    };
    assert_eq!(threads("1"), threads("3"));
}

/// Every figure of every form is a number: no NaN, no infinity, nothing absurd, from histories that are hard.
#[test]
fn hard_histories_have_no_wild_numbers() {
    let to_zero = |day: u64| Some(f64::from(u32::try_from(200_u64.saturating_sub(2 * day)).expect("small")));
    let gap = |day: u64| (!(30..=200).contains(&day)).then_some(40.0);
    let spike = |day: u64| Some(if day == 50 { 1e7 } else { 10.0 });
    let rare = |day: u64| Some(if day.is_multiple_of(17) { 1.0 } else { 0.0 });
    let series: [(&str, String); 4] = [
        ("zero.csv", daily("a", 0..110, to_zero)),
        ("gap.csv", daily("a", 0..230, gap)),
        ("spike.csv", daily("a", 0..90, spike)),
        ("rare.csv", daily("a", 0..170, rare)),
    ];
    for (name, text) in &series {
        let folder = folder_with(&[(name, &format!("{HEAD}{text}"))]);
        let answer = demand(folder.path(), &[name, "--horizon", "12 months", "--format", "csv"]);
        // A channel without contacts on nine of ten days of every weekday may be refused, with its reason.
        assert!(
            answer.code == 0 || answer.err.contains("no channel can be forecast"),
            "{name}: {}",
            answer.err
        );
        let out = if answer.code == 0 { answer.out } else { HEAD.into() };
        for row in rows(&out) {
            for column in ["mean", "p10", "p50", "p90"] {
                let value = figure(&row, column);
                assert!(value.is_finite() && (0.0..=1e6).contains(&value), "{name}: {row:?}");
            }
        }
    }
}

#[test]
fn tables_of_chinese_names_fit_80_columns() {
    let folder = folder_with(&[(
        "a.csv",
        &format!("{HEAD}{}", daily("客服热线", 0..120, |day| Some(if day % 7 < 6 { 1234.0 } else { 300.0 }))),
    )]);
    for args in [&["a.csv"][..], &["a.csv", "--horizon", "6 months"], &["a.csv", "--backtest", "2w"]] {
        let out = done(demand(folder.path(), args));
        assert!(out.contains("客服热线"), "{out}");
        let width = |line: &str| line.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum::<usize>();
        assert!(out.lines().all(|line| width(line) <= 80), "{out}");
    }
}

/// A log has no row where nothing came: a day without a contact of a quiet channel is one of none, of a busy one it is missing.
#[test]
fn days_without_rows_of_a_log_are_none_where_little_comes_and_missing_where_much_does() {
    let mut text = "timestamp,channel\n".to_owned();
    for day in 0_u64..84 {
        if day.is_multiple_of(3) {
            writeln!(text, "{}T10:15:00,quiet", date(day)).expect("a string takes it");
        }
        for minute in (0..60).filter(|_| day != 40) {
            writeln!(text, "{}T10:{minute:02}:00,busy", date(day)).expect("a string takes it");
        }
    }
    let folder = folder_with(&[("log.csv", &text)]);
    let csv =
        done(demand(folder.path(), &["log.csv", "--interval", "1d", "--horizon", "1w", "--format", "csv"]));
    for row in rows(&csv) {
        // 28 contacts from the first of them to the last, 82 days.
        let expected = if row["channel"] == "busy" { 60.0 } else { 28.0 / 82.0 };
        assert!(close(figure(&row, "mean"), expected), "{row:?}");
    }
}
