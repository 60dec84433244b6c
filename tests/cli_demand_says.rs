//! `plan demand` end to end: what it says of what it does not know, and figures that hold where days are odd.

use assert_cmd::Command;
use chrono::{Datelike, Days, NaiveDate};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// Exit code, standard output, standard error.
fn plan(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_plan")).args(args).current_dir(folder).output();
    let output = output.expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    (output.status.code().expect("no signal, no panic"), text(output.stdout), text(output.stderr))
}

fn done(folder: &Path, args: &[&str]) -> String {
    let (code, out, err) = plan(folder, args);
    assert_eq!(code, 0, "{err}");
    out
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&done(folder, &[args, &["--format", "json"]].concat())).expect("JSON")
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    files.iter().for_each(|(name, text)| fs::write(folder.path().join(name), text).expect("written"));
    folder
}

/// Days from Monday, 5 January 2026.
fn date(day: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).expect("a date") + Days::new(day)
}

const HEAD: &str = "interval_start,channel,offered,aht_seconds\n";

/// Counts of whole days.
fn daily(days: u64, contacts: impl Fn(u64) -> u32) -> String {
    let row = |text: String, day| format!("{text}{},phone,{},300\n", date(day), contacts(day));
    (0..days).fold(HEAD.to_owned(), row)
}

/// Ten contacts an hour, day and night.
fn hourly(days: u64) -> String {
    let mut text = HEAD.to_owned();
    for (day, hour) in (0..days).flat_map(|day| (0..24).map(move |hour| (day, hour))) {
        writeln!(text, "{}T{hour:02}:00,phone,10,300", date(day)).expect("a string takes it");
    }
    text
}

fn plan_with(start: &str, channel: &str) -> String {
    format!(
        "[plan]\ntitle = \"T\"\nstart = {start}\nmonths = 3\nreplications = 20\n[channel.phone]\nhandle_time = \"5 min\"\n\
         patience = \"2 min\"\nservice_level = \"80% in 20 s\"\n{channel}\n"
    )
}

fn codes(answer: &Value) -> Vec<&str> {
    let cautions = answer["channels"][0]["cautions"].as_array().expect("cautions");
    cautions.iter().filter_map(|caution| caution["code"].as_str()).collect()
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("no number: {value}"))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * other.abs().max(1.0)
}

/// Berlin puts its clocks forward on 29 March 2026: the day has 23 hours, each as busy as any; handle times are what they are.
#[test]
fn an_hour_that_never_is_takes_its_contacts_with_it() {
    let folder = folder_with(&[("phone.csv", &hourly(77))]);
    let args = ["demand", "phone.csv", "--timezone", "Europe/Berlin", "--horizon", "2w"];
    let answer = json(folder.path(), &args);
    let channel = &answer["channels"][0];
    let day = |on: &str| {
        let days = channel["days"].as_array().expect("days");
        number(&days.iter().find(|day| day["date"] == on).expect("within the horizon")["mean"])
    };
    assert!(close(day("2026-03-29") / day("2026-03-28"), 23.0 / 24.0), "{}", day("2026-03-29"));
    let intervals = channel["intervals"].as_array().expect("intervals");
    let of_day = intervals
        .iter()
        .filter(|one| one["interval_start"].as_str().is_some_and(|start| start.starts_with("2026-03-29")));
    let means: Vec<f64> = of_day.map(|one| number(&one["mean"])).collect();
    assert_eq!(means.len(), 23);
    assert!(close(means.iter().sum(), day("2026-03-29")));
    assert!(channel["days"].as_array().expect("days").iter().all(|day| day["aht_seconds"] == 300.0));
}

/// Contacts on one day in five or so; the Wednesdays of six weeks without any are luck (0.8⁶ is a quarter), those of a year
/// are not (0.8⁵² is a hundred-thousandth).
#[test]
fn a_weekday_of_a_sparse_channel_is_closed_only_beyond_luck() {
    let sparse = |day: u64| if day % 7 != 2 && (day * day + day / 3).is_multiple_of(5) { 2 } else { 0 };
    for (weeks, closed) in [(6, false), (52, true)] {
        let folder = folder_with(&[("phone.csv", &daily(7 * weeks, sparse))]);
        let answer = json(folder.path(), &["demand", "phone.csv"]);
        assert_eq!(codes(&answer).contains(&"C402"), closed, "{weeks} weeks: {answer:#}");
        let days = answer["channels"][0]["days"].as_array().expect("days");
        let wednesday = days.iter().find(|day| {
            let date: NaiveDate = day["date"].as_str().expect("a date").parse().expect("a date");
            date.weekday() == chrono::Weekday::Wed
        });
        assert_eq!(number(&wednesday.expect("a Wednesday")["mean"]) > 0.0, !closed);
    }
}

/// A constant channel that failed on one day: the naive methods would be off by it, and by the days that repeat it.
#[test]
fn a_day_of_an_outage_is_not_scored() {
    let folder = folder_with(&[("phone.csv", &daily(84, |day| if day == 66 { 0 } else { 100 }))]);
    let answer = json(folder.path(), &["demand", "phone.csv", "--backtest", "1w"]);
    let channel = &answer["channels"][0];
    assert_eq!(channel["days_not_scored"], 1);
    assert!(number(&channel["seasonal_naive"]["wape"]) < 1e-9, "{channel:#}");
    let table = done(folder.path(), &["demand", "phone.csv", "--backtest", "1w"]);
    assert!(table.contains("1 day is not scored"), "{table}");
}

#[test]
fn counts_of_days_beside_counts_of_intervals_are_refused() {
    let later = daily(40, |_| 240).replace("2026-", "2025-");
    let folder = folder_with(&[("days.csv", &later), ("hours.csv", &hourly(40))]);
    let (code, out, err) = plan(folder.path(), &["demand", "days.csv", "hours.csv"]);
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("E446") && err.contains("counts of whole days of `phone`"), "{err}");
    // Either alone is fine.
    done(folder.path(), &["demand", "days.csv"]);
    done(folder.path(), &["demand", "hours.csv"]);
}

#[test]
fn a_plan_that_nothing_can_be_forecast_for_is_refused_by_both_commands() {
    for history in [daily(1, |_| 100), daily(90, |_| 0)] {
        let text =
            plan_with("2026-04-06", "history = \"phone.csv\"\n[team.t]\nserves = [\"phone\"]\nheadcount = 9");
        let folder = folder_with(&[("phone.csv", &history), ("p.toml", &text)]);
        for args in [&["demand", "p.toml"][..], &["forecast", "p.toml"], &["forecast", "p.toml", "--check"]] {
            let (code, out, err) = plan(folder.path(), args);
            assert_eq!((code, out.as_str()), (2, ""), "{args:?}: {err}");
            assert!(err.contains("no channel can be forecast") && err.contains("`phone`"), "{err}");
        }
    }
}

/// One of two channels without a forecast: the figures that are there are shown, and a check fails.
#[test]
fn a_check_fails_where_a_channel_has_no_forecast() {
    let mail = "history = \"phone.csv\"\n[channel.mail]\nhandle_time = \"5 min\"\npatience = \"2 min\"\n\
                volume = { 2026-04 = 900, 2026-05 = 900, 2026-06 = 900, 2026-07 = 900 }\n[team.t]\nserves = [\"phone\", \"mail\"]\nheadcount = 9";
    let folder = folder_with(&[("phone.csv", &daily(90, |_| 0)), ("p.toml", &plan_with("2026-04-06", mail))]);
    let (code, _, err) = plan(folder.path(), &["forecast", "p.toml", "--check"]);
    assert!(code == 1 && err.contains("check: `phone` has rows and not one contact"), "{code}: {err}");
    let (code, ..) = plan(folder.path(), &["forecast", "p.toml"]);
    assert_eq!(code, 0);
}

#[test]
fn a_plan_says_what_a_short_history_does_not_know() {
    let days = |day: u64| if day % 7 < 5 { 200 + u32::try_from(day % 9).expect("small") } else { 0 };
    let folder = folder_with(&[
        ("phone.csv", &daily(50, days)),
        ("p.toml", &plan_with("2026-03-15", "history = \"phone.csv\"")),
    ]);
    let answer = json(folder.path(), &["demand", "p.toml"]);
    // No trend can be learnt from seven weeks; weekends are open by the hours and have no contacts.
    assert_eq!(codes(&answer), ["C405", "C402", "C403", "C102", "C127"], "{answer:#}");
    let told = done(folder.path(), &["demand", "p.toml"]).replace("\n     ", " ");
    assert!(told.contains("its history has whole days"), "{told}");
    let near = json(folder.path(), &["demand", "p.toml", "--horizon", "4w"]);
    assert!(!codes(&near).contains(&"C127"));
    let grown = done(folder.path(), &["demand", "p.toml", "--set", "channel.phone.growth=\"1% / month\""])
        .replace("\n     ", " ");
    assert!(grown.contains("to know the course of the year: months"), "{grown}");
}

#[test]
fn growth_compounds_from_the_month_before_and_none_changes_nothing() {
    let history = daily(360, |day| 300 + u32::try_from(day / 3).expect("small"));
    let channel = "history = \"phone.csv\"\ngrowth = \"3% / month\"";
    let folder = folder_with(&[
        ("phone.csv", &history),
        ("first.toml", &plan_with("2027-01-01", channel)),
        ("sixth.toml", &plan_with("2027-01-06", channel)),
    ]);
    let on = |plan: &str| {
        let answer = json(folder.path(), &["demand", plan, "--as-of", "2026-12-30"]);
        let days = answer["channels"][0]["days"].as_array().expect("days").clone();
        number(&days.iter().find(|day| day["date"] == "2027-02-03").expect("in the plan")["mean"])
    };
    assert!(close(on("sixth.toml"), on("first.toml")), "{} {}", on("sixth.toml"), on("first.toml"));

    let none = ["demand", "sixth.toml", "--set", "channel.phone.growth=\"0% / month\"", "--explain", "phone"];
    let answer = json(folder.path(), &none);
    let account = &answer["explained"][0];
    assert_eq!(account["scenario"], "baseline");
    assert_eq!(account["outsourced"].to_string(), "0.0");
    let steps = account["steps"].as_array().expect("steps");
    let growth =
        steps.iter().find(|step| step["step"].as_str().is_some_and(|name| name.starts_with("`growth`")));
    assert!(number(&growth.expect("a step of growth")["contacts"]).abs() < 1e-9);
    let table = done(folder.path(), &none);
    assert!(table.contains("level of the middle of 2026-12, where `growth` starts"), "{table}");
    assert!(table.lines().filter(|line| line.contains(" 0  ")).count() == 1, "{table}");
}

#[test]
fn a_stated_volume_says_how_little_its_ranges_hold() {
    let channel = "hours = { mon-fri = \"09:00-17:00\" }\nvolume = { 2026-04 = 9000, 2026-05 = 9000, 2026-06 = 9000 }\n[event.sale]\n\
                   dates = [\"2026-04-12\"]\nuplift = \"+50%\"";
    let folder = folder_with(&[("p.toml", &plan_with("2026-04-01", channel))]);
    let table = done(folder.path(), &["demand", "p.toml"]);
    assert!(table.contains("C407") && table.contains("the luck of counting"), "{table}");
    // 12 April 2026 is a Sunday.
    assert!(table.contains("C126 `sale` falls on closed days of `phone` alone (1 day)"), "{table}");
    assert!(!table.contains("from history"), "{table}");

    let answer = json(folder.path(), &["demand", "p.toml"]);
    let (periods, days) = (&answer["channels"][0]["periods"], &answer["channels"][0]["days"]);
    let names: Vec<&Value> = periods.as_array().expect("periods").iter().map(|one| &one["period"]).collect();
    assert_eq!(names, ["2026-04", "2026-05", "2026-06"]);
    let sum = |of: &Value, key: &str| -> f64 {
        of.as_array().expect("a list").iter().map(|one| number(&one[key])).sum()
    };
    assert!(close(sum(periods, "mean"), sum(days, "mean")));
    // Good and bad days even out within a month.
    assert!(sum(periods, "p10") > sum(days, "p10") && sum(periods, "p90") < sum(days, "p90"));
}

#[test]
fn a_last_day_that_is_cut_is_told() {
    // Nine of twenty-four hours, and eighteen.
    for (hours, told) in [(9, "lacks most of its contacts"), (18, "is cut: about 75.0% of it was seen")] {
        let whole = hourly(60);
        let last = format!("{}T", date(59));
        let rows = whole.lines().filter(|row| {
            let of_last = row.strip_prefix(last.as_str());
            of_last.is_none_or(|time| time[..2].parse::<u32>().expect("an hour") < hours)
        });
        let text = rows.fold(String::new(), |text, row| format!("{text}{row}\n"));
        let folder = folder_with(&[("phone.csv", &text)]);
        let table = done(folder.path(), &["demand", "phone.csv"]).replace("\n     ", " ");
        assert!(table.contains("C408") && table.contains(told), "{table}");
    }
    let folder = folder_with(&[("phone.csv", &hourly(60))]);
    assert!(!done(folder.path(), &["demand", "phone.csv"]).contains("C408"));
}

#[test]
fn slips_are_answered_in_words() {
    let half = hourly(30).replace(":00,phone", ":30,phone").replace(HEAD, "");
    let sale = "history = \"phone.csv\"\n[event.sale]\ndates = \"11.11\"";
    let folder = folder_with(&[
        ("phone.csv", &format!("{}{half}", hourly(30))),
        ("p.toml", &plan_with("2026-02-04", "history = \"phone.csv\"")),
        ("sale.toml", &plan_with("2026-02-04", sale)),
    ]);
    let slips: [(&[&str], i32, &str); 5] = [
        (&["phone.csv", "--as-of", "2025-13-01"], 2, "no day of the calendar; write one like 2026-09-30"),
        (&["phone.csv", "--interval", "20m"], 2, "ask for `--interval` 5m, 10m, 15m, 30m, 60m or 1d"),
        (&["phone.csv", "-o", "nowhere/x.json"], 3, "there is no folder `nowhere`"),
        (
            &["p.toml", "--explain", "phone/"],
            2,
            "write `phone` for the whole horizon, or a month as in phone/2026-02",
        ),
        (&["sale.toml"], 2, "write the built-in name, dates = \"double-11\""),
    ];
    for (args, expected, way) in slips {
        let (code, out, err) = plan(folder.path(), &[&["demand"], args].concat());
        assert_eq!((code, out.as_str()), (expected, ""), "{err}");
        assert!(err.contains(way), "{err}");
    }
}
