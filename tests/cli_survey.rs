//! Surveys whose answers are not all alike: channels of both kinds, channels of few answers, answers of no channel, columns without
//! overlap, links that no cause has; and months without contacts to calibrate on.

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Two channels around the clock and a backlog worked by day; what follows is `[csat]`.
const PLAN: &str = r#"
[plan]
start        = 2026-10-01
months       = 1
replications = 2

[channel.chat]
volume        = { 2026-10 = 20000 }
hours         = "00:00-24:00"
handle_time   = "5 min"
patience      = "infinite"
service_level = "80% in 60 s"

[channel.phone]
volume        = { 2026-10 = 15000 }
hours         = "00:00-24:00"
handle_time   = "5 min"
patience      = "infinite"
service_level = "80% in 60 s"

[channel.tickets]
kind          = "deferred"
volume        = { 2026-10 = 9000 }
hours         = "09:00-17:00"
handle_time   = "8 min"
service_level = "98% in 24 h"

[team.desk]
serves    = ["chat", "phone", "tickets"]
headcount = 60
"#;

const CHANNELS: [&str; 3] = ["chat", "phone", "tickets"];
const VOLUMES: [f64; 3] = [20000.0, 15000.0, 9000.0];

fn plan(folder: &Path, args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_plan")).args(args).current_dir(folder).output();
    output.expect("the program starts")
}

fn run(folder: &Path, args: &[&str]) -> String {
    let output = plan(folder, args);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&run(folder, &[args, &["--format", "json", "-q"]].concat())).expect("JSON")
}

fn folder(survey: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("survey.csv"), survey).expect("written");
    folder
}

/// The baseline of a plan with these lines of `[csat]`.
fn baseline(folder: &Path, plan: &str, csat: &str) -> Value {
    fs::write(folder.join("plan.toml"), format!("{plan}\n[csat]\n{csat}\n")).expect("written");
    json(folder, &["forecast", "plan.toml"])["scenarios"][0].clone()
}

fn surveyed(survey: &str, csat: &str) -> Value {
    let folder = folder(survey);
    baseline(folder.path(), PLAN, &format!("today = \"80%\"\nsurvey = \"survey.csv\"\n{csat}"))
}

fn calibrated(survey: &str, args: &[&str]) -> Value {
    json(folder(survey).path(), &[&["calibrate", "--survey", "survey.csv"], args].concat())
}

/// The fragment without its line ends.
fn told(survey: &str, args: &[&str]) -> String {
    let folder = folder(survey);
    run(folder.path(), &[&["calibrate", "-q", "--survey", "survey.csv"], args].concat()).replace("\n# ", " ")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn near(found: f64, wanted: f64, tolerance: f64) {
    assert!((found - wanted).abs() <= tolerance, "{found} for {wanted}");
}

fn caution<'a>(scenario: &'a Value, code: &str) -> Vec<&'a str> {
    let of_code = list(&scenario["cautions"]).iter().filter(|one| one["code"] == code);
    of_code.filter_map(|one| one["text"].as_str()).collect()
}

fn coefficient(scenario: &Value, name: &str) -> f64 {
    let all = list(&scenario["satisfaction"]["coefficients"]);
    number(&all.iter().find(|one| one["coefficient"] == name).expect("the coefficient")["value"])
}

/// The law of these surveys: a base of each channel, and −0.5 a unit of ln(1 + wait), in minutes or, of tickets, in hours.
fn law(channel: usize, wait: f64) -> f64 {
    let unit = if channel == 2 { 3600.0 } else { 60.0 };
    let logit = [1.3, 0.5, 1.9][channel] - 0.5 * (1.0 + wait / unit).ln();
    1.0 / (1.0 + (-logit).exp())
}

/// Answers that follow the law without chance: of a thousand at each wait, as many are satisfied as it says.
fn lawful() -> String {
    let mut survey = String::from("channel,wait_seconds,csat\n");
    for (channel, name) in CHANNELS.iter().enumerate() {
        let waits = if channel == 2 { [0.0, 3600.0, 14400.0, 60000.0] } else { [0.0, 20.0, 60.0, 240.0] };
        for wait in waits {
            let satisfied = 1000.0 * law(channel, wait);
            for at in 0..1000 {
                let score = if f64::from(at) + 0.5 < satisfied { 5 } else { 2 };
                let _ = writeln!(survey, "{name},{wait},{score}");
            }
        }
    }
    survey
}

/// Each channel has the satisfaction that the law gives at the waits of the plan, and all of them today's value.
#[test]
fn deferred_waits_are_felt_alike_in_fit_and_projection() {
    let folder = folder(&lawful());
    let first = baseline(folder.path(), PLAN, "today = \"80%\"");
    let waits: Vec<f64> = list(&first["periods"][0]["channels"])
        .iter()
        .map(|channel| number(&channel["asa_seconds"]["mean"]))
        .collect();
    assert!(waits[0] < 30.0 && waits[2] > 7200.0, "{waits:?}");
    let wanted: Vec<f64> = (0..3).map(|channel| law(channel, waits[channel])).collect();
    let today =
        wanted.iter().zip(VOLUMES).map(|(p, volume)| p * volume).sum::<f64>() / VOLUMES.iter().sum::<f64>();
    let csat = format!("today = {today}\nsurvey = \"survey.csv\"");
    let scenario = baseline(folder.path(), PLAN, &csat);
    near(coefficient(&scenario, "wait"), -0.5, 0.005);
    for (channel, wanted) in wanted.iter().enumerate() {
        let found = number(&scenario["periods"][0]["channels"][channel]["csat"]["mean"]);
        // The law is bent, and waits are not all at their mean: half a point.
        near(found, *wanted, 0.005);
    }
}

#[test]
fn calibrate_is_told_of_deferred_channels_by_a_flag_or_by_the_plan() {
    let of = |found: &Value| number(&found["csat"]["coefficients"][0]["value"]);
    let named = calibrated(&lawful(), &["--deferred", "Tickets"]);
    near(of(&named), -0.5, 0.005);
    assert_eq!(named["csat"]["deferred"][0], "tickets");
    assert!((of(&calibrated(&lawful(), &[])) + 0.5).abs() > 0.05);
    // Waits that look like those of a backlog are said, with the way out; not where they are named.
    let words = "`tickets` look like those of a backlog";
    let text = told(&lawful(), &[]);
    assert!(text.contains(words) && text.contains("--deferred tickets"), "{text}");
    assert!(!told(&lawful(), &["--deferred", "tickets"]).contains(words));
    // The plan that values go into knows the kinds of its channels.
    let folder = folder(&lawful());
    fs::write(folder.path().join("plan.toml"), PLAN).expect("written");
    run(folder.path(), &["calibrate", "-q", "--survey", "survey.csv", "--write", "plan.toml"]);
    let text = fs::read_to_string(folder.path().join("plan.toml")).expect("read");
    let wait = text.lines().find_map(|line| line.strip_prefix("wait = ")).expect("written");
    near(wait.split(' ').next().expect("a number").parse().expect("a number"), -0.5, 0.005);
    let refused = plan(folder.path(), &["calibrate", "--survey", "survey.csv", "--deferred", "fax"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("chat, phone, tickets"));
}

/// Four answers cannot void a survey: their channel takes the level of the mean, and the others keep theirs.
#[test]
fn a_channel_of_few_answers_has_the_level_of_the_mean() {
    let few = lawful() + &"email,30,5\n".repeat(4);
    let (with, without) =
        (calibrated(&few, &["--deferred", "tickets"]), calibrated(&lawful(), &["--deferred", "tickets"]));
    assert_eq!(with["csat"]["separated"], false);
    assert_eq!(with["csat"]["channels"], without["csat"]["channels"]);
    for (a, b) in list(&with["csat"]["levels"]).iter().zip(list(&without["csat"]["levels"])) {
        near(number(a), number(b), 0.002);
    }
    assert_eq!(with["csat"]["without_level"][0]["channel"], "email");
    assert!(told(&few, &[]).contains("`email` has no level of its own"));
    let scenario = surveyed(&few.replace("chat,", "kiosk,").replace("email,", "chat,"), "");
    assert!(
        caution(&scenario, "C137")[0].contains("0 answers of `chat`"),
        "{:?}",
        caution(&scenario, "C137")
    );
    assert_eq!(scenario["satisfaction"]["levels"]["chat"], 0.0);
}

#[test]
fn columns_without_overlap_are_named() {
    let mut survey = String::from("channel,wait_seconds,resolved,transfers,csat\n");
    for at in 0..400 {
        let good = at % 3 > 0;
        let (wait, transfers) = ((at * 7) % 90, (at / 5) % 3);
        let _ = writeln!(survey, "chat,{wait},{good},{transfers},{}", if good { 5 } else { 1 });
    }
    assert_eq!(calibrated(&survey, &[])["csat"]["separating"], serde_json::json!(["resolved"]));
    assert!(told(&survey, &[]).contains("`resolved` tells satisfied and dissatisfied apart"));
    let scenario = surveyed(&survey, "");
    assert!(caution(&scenario, "C136")[0].starts_with("`resolved` of the survey tells"));
    // Satisfied where wait and transfers together are small: neither column parts them alone.
    let mut survey = String::from("wait_seconds,transfers,csat\n");
    for at in 0..400 {
        let (a, b) = (at % 20, (at / 20) % 20);
        let wait = 60.0 * ((f64::from(a) / 5.0).exp() - 1.0);
        let _ = writeln!(survey, "{wait},{b},{}", if a + b < 19 { 5 } else { 1 });
    }
    assert_eq!(
        calibrated(&survey, &[])["csat"]["separating"],
        serde_json::json!(["wait_seconds", "transfers"])
    );
}

/// Up to a tenth of the answers may name no channel, as any other column may be empty.
#[test]
fn answers_of_no_channel_are_left_out_and_counted() {
    let lines = lawful();
    let emptied = |each: usize| {
        let mut survey = String::new();
        for (at, line) in lines.lines().enumerate() {
            let cut = at > 0 && at % each == 0;
            let _ =
                writeln!(survey, "{}", if cut { &line[line.find(',').expect("a comma")..] } else { line });
        }
        survey
    };
    let some = calibrated(&emptied(4000), &["--deferred", "tickets"]);
    assert_eq!(
        (&some["csat"]["without_channel"], &some["csat"]["answers_in_fit"]),
        (&3.into(), &11_997.into())
    );
    assert_eq!(list(&some["csat"]["levels"]).len(), 3);
    assert!(caution(&surveyed(&emptied(4000), ""), "C137")[0].contains("3 of 12,000 answers"));
    let many = calibrated(&emptied(5), &[]);
    assert_eq!(list(&many["csat"]["levels"]).len(), 0);
    assert!(told(&emptied(5), &[]).contains("channels have no levels of their own: 2,400 of 12,000 answers"));
    assert!(caution(&surveyed(&emptied(5), ""), "C137")[0].contains("too many for channels"));
}

#[test]
fn a_sign_that_no_cause_has_is_used_and_said() {
    let mut survey = String::from("wait_seconds,csat\n");
    for at in 0..2000 {
        let wait = at % 200;
        let _ = writeln!(survey, "{wait},{}", if (at * 37) % 300 < 100 + wait { 5 } else { 2 });
    }
    let found = calibrated(&survey, &[]);
    assert_eq!(found["csat"]["coefficients"][0]["reversed"], true);
    assert!(told(&survey, &[]).contains("worse service makes happier"));
    let scenario = surveyed(&survey, "");
    near(coefficient(&scenario, "wait"), number(&found["csat"]["coefficients"][0]["value"]), 1e-12);
    assert!(caution(&scenario, "C138")[0].starts_with("`wait` +"), "{:?}", caution(&scenario, "C138"));
    // Who states one is told nothing of it.
    assert!(caution(&surveyed(&survey, "wait = -0.2"), "C138").is_empty());
    assert!(caution(&surveyed(&lawful(), ""), "C138").is_empty());
}

#[test]
fn a_first_month_without_contacts_is_not_calibrated() {
    let mut plan = PLAN.replace("months       = 1", "months       = 2");
    for volume in ["20000", "15000", "9000"] {
        plan = plan.replace(&format!("2026-10 = {volume}"), &format!("2026-10 = 0, 2026-11 = {volume}"));
    }
    let folder = folder("");
    let scenario = baseline(folder.path(), &plan, "today = \"80%\"");
    assert!(caution(&scenario, "C139")[0].contains("80.0%"), "{:?}", caution(&scenario, "C139"));
    assert!(scenario["satisfaction"]["shift"].is_null());
    let text = run(folder.path(), &["forecast", "plan.toml", "-q"]);
    assert!(text.contains("not calibrated to 80.0% today") && !text.contains("common shift"), "{text}");
    let scenario = baseline(folder.path(), PLAN, "today = \"80%\"");
    assert!(caution(&scenario, "C139").is_empty() && scenario["satisfaction"]["shift"].is_number());
}

/// Nobody is transferred, new, or comes back in this plan, and all is solved at once.
#[test]
fn assumed_coefficients_that_move_nothing_are_not_named() {
    let folder = folder("");
    let named = |plan: &str, csat: &str| {
        let scenario = baseline(folder.path(), plan, &format!("today = \"80%\"\n{csat}"));
        caution(&scenario, "C113")
            .first()
            .map_or_else(String::new, |text| text.split(": ").nth(1).expect("names").into())
    };
    assert_eq!(named(PLAN, ""), "`wait`");
    assert_eq!(named(PLAN, "wait = -0.3"), "");
    let hires = PLAN.to_owned() + "hires = { 2026-10 = 3 }\nramp = [\"60%\"]\n";
    assert_eq!(named(&hires, ""), "`wait`, `newcomer`");
    let unsolved = PLAN.replacen("handle_time", "first_contact_resolution = \"75%\"\nhandle_time", 1);
    assert!(named(&unsolved, "").contains("`resolved`"), "{}", named(&unsolved, ""));
}

#[test]
fn a_survey_of_another_channel_is_said_and_its_levels_can_be_left() {
    let all = lawful();
    let other = all.lines().filter(|line| !line.starts_with("phone") && !line.starts_with("tickets"));
    let other = other.map(|line| line.replace("chat,", "sms,") + "\n").collect::<String>();
    assert_eq!(caution(&surveyed(&other, ""), "C137").len(), 3);
    let levels = |scenario: &Value| CHANNELS.map(|name| number(&scenario["satisfaction"]["levels"][name]));
    assert!(levels(&surveyed(&lawful(), "")).iter().all(|level| level.abs() > 0.01));
    let left = surveyed(&lawful(), "levels = false");
    assert!(levels(&left).iter().all(|level| level.abs() <= 0.0), "{left}");
    near(coefficient(&left, "wait"), -0.5, 0.005);
    assert!(caution(&surveyed(&other, "levels = false"), "C137").is_empty());
    // A scenario and `--set` may change it, to and fro.
    let folder = folder(&lawful());
    let csat = "today = \"80%\"\nsurvey = \"survey.csv\"\nlevels = false\n[scenario.own]\ncsat.levels = { chat = 0.7 }";
    baseline(folder.path(), PLAN, csat);
    let both = json(folder.path(), &["forecast", "plan.toml", "--set", "csat.levels=true"]);
    assert!(number(&both["scenarios"][0]["satisfaction"]["levels"]["phone"]).abs() > 0.1);
    assert_eq!(
        json(folder.path(), &["forecast", "plan.toml"])["scenarios"][1]["satisfaction"]["levels"]["chat"],
        0.7
    );
}

#[test]
fn what_is_said_of_a_survey_fits_where_it_is_said() {
    // A plan has no flag `--survey`.
    let scenario = surveyed("nps,wait_seconds\n10,5\n3,200\n", "");
    assert!(!caution(&scenario, "C135")[0].contains("--survey"), "{:?}", caution(&scenario, "C135"));
    // Counts are whole.
    assert!(calibrated(&lawful(), &[])["csat"]["answers"].is_u64());
    // Mean scores that nobody asked for are not missed.
    let folder = folder("");
    let scenario = baseline(folder.path(), PLAN, "today = \"80%\"");
    assert!(!caution(&scenario, "C123").iter().any(|text| text.contains("mean_score")));
    // Levels are for a plan that states its coefficients, in one sentence.
    let text = told(&lawful(), &["--deferred", "tickets"]);
    assert!(
        !text.contains("better not stated") && text.contains("only one that states its coefficients"),
        "{text}"
    );
}

#[test]
fn the_name_of_a_scenario_stays_whole_at_80_columns() {
    let folder = folder("");
    let name = "opening-a-second-desk-in-november";
    let csat = format!("today = \"80%\"\nwait = -0.6\n[scenario.{name}]\nteam.desk.headcount = 45");
    baseline(folder.path(), PLAN, &csat);
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["forecast", "plan.toml", "-q"])
        .env("COLUMNS", "80")
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let table = text.split("How sure the changes").nth(1).expect("the table");
    assert!(table.contains(name), "{table}");
    assert!(table.lines().take(6).all(|line| line.chars().count() <= 80), "{table}");
}
