//! `plan calibrate` end to end: the figures of the reference through the command, the fragment in a plan, `--write`, what is
//! not told and why, and what is refused.

#![expect(
    clippy::print_stdout,
    reason = "a test says that it skips where the data do not lie beside the project"
)]

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
fn fed(folder: &Path, args: &[&str], stdin: &[u8]) -> Answer {
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

fn calibrate(folder: &Path, args: &[&str]) -> Answer {
    fed(folder, &[&["calibrate"], args].concat(), b"")
}

fn done(answer: Answer) -> String {
    assert_eq!(answer.code, 0, "{}", answer.err);
    answer.out
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let text = done(calibrate(folder, &[args, &["--format", "json"]].concat()));
    serde_json::from_str(&text).expect("JSON")
}

fn refused(answer: &Answer, words: &str) {
    assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
    assert!(answer.err.contains(words), "{words} is not in {}", answer.err);
}

fn folder_with(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn oracle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/workforce")
}

fn reference(file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(oracle().join(file)).expect("the oracle is here")).expect("JSON")
}

/// Data of others, beside the project.
fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(path);
    let there = path.exists();
    if !there {
        println!("skipped: {} is not there", path.display());
    }
    there.then_some(path)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn close(found: &Value, wanted: f64, most: f64) {
    let found = number(found);
    assert!((found - wanted).abs() <= most, "{found} for {wanted}");
}

#[test]
fn hazards_of_the_reference_come_through_the_command() {
    let all = reference("survival.json");
    for case in all["cases"].as_array().expect("a list") {
        let text = |key: &str| case[key].as_str().expect("text");
        let file = format!("{}.csv", text("name"));
        let found = json(
            &oracle(),
            &[
                "--roster",
                &file,
                "--columns",
                "employee=agent_id",
                "--window-start",
                text("window_start"),
                "--as-of",
                text("window_end"),
            ],
        );
        let (roster, wanted) = (&found["roster"], &case["left_truncated"]);
        assert_eq!(roster["people"], wanted["n_used"]);
        assert_eq!(roster["hazard"]["leavers"], wanted["events"]);
        close(&roster["hazard"]["person_days"], number(&wanted["person_days"]), 1e-9);
        let rates = &case["roster_rates"];
        close(
            &roster["turnover"]["of_average_headcount"],
            number(&rates["annualised_turnover_person_days"]),
            1e-9,
        );
        if !wanted["weibull"].is_null() {
            let fit = &roster["hazard"]["weibull"];
            close(&fit["shape"], number(&wanted["weibull"]["shape"]), 1e-6);
            close(&fit["scale_months"], number(&wanted["weibull"]["scale_days"]) * 12.0 / 365.25, 1e-5);
        }
        for stay in roster["stays"].as_array().expect("a list") {
            if roster["told_from_days"] == 0 {
                close(
                    &stay["share"],
                    number(&wanted["survival_at_months"][stay["months"].to_string()]),
                    1e-9,
                );
            }
        }
    }
}

#[test]
fn coefficients_of_the_reference_come_through_the_command() {
    const MAP: &str =
        "csat=score,resolved=resolved_first,transfers=transferred,tenure_months=agent_tenure_months";
    for survey in reference("csat.json")["fits"].as_array().expect("a list") {
        let file = survey["file"].as_str().expect("a file");
        let found = json(&oracle(), &["--survey", file, "--columns", MAP]);
        let (csat, wanted) = (&found["csat"], &survey["logit"]);
        let column = |name: &str| {
            let names = wanted["columns"].as_array().expect("a list");
            names.iter().position(|other| other == name).unwrap_or_else(|| panic!("{name}: {names:?}"))
        };
        for (key, theirs) in [
            ("wait", "log_wait"),
            ("resolved", "resolved_first"),
            ("transfer", "transferred"),
            ("newcomer", "new_agent"),
        ] {
            let ours = csat["coefficients"].as_array().expect("a list");
            let ours = ours.iter().find(|one| one["key"] == key).expect("the key");
            let place = column(theirs);
            close(&ours["value"], number(&wanted["coef"][place]), 1e-7);
            close(&ours["standard_error"], number(&wanted["quasi_se"][place]), 1e-6);
        }
        close(&csat["today"], number(&survey["metrics"]["top2box"]), 1e-12);
        close(&csat["low"], number(&survey["metrics"]["top2box_wilson95"][0]), 1e-5);
    }
}

/// A log of eight weeks from 2026-03-02: 30 contacts a day from 09:00 on, ten minutes apart; every tenth gives up after 30 s, the
/// others wait 60 s. Customers come in turn, agents too.
fn log(handle: impl Fn(usize, usize) -> f64) -> String {
    let mut text = String::from("timestamp,wait_seconds,handle_seconds,abandoned,resolved,agent,customer\n");
    let first = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date");
    for (day, date) in first.iter_days().take(56).enumerate() {
        for contact in 0..30 {
            let (hour, minute) = (9 + contact / 6, 10 * (contact % 6));
            let number = 30 * day + contact;
            let agent = number % 12;
            if number % 10 == 9 {
                // Comes back ten minutes later, as the next customer.
                let _ = writeln!(text, "{date}T{hour:02}:{minute:02}:00,30,,1,,,c{}", number + 1);
            } else {
                let solved = if number % 4 == 0 { "no" } else { "yes" };
                let seconds = handle(agent, day);
                let _ = writeln!(
                    text,
                    "{date}T{hour:02}:{minute:02}:00,60,{seconds},0,{solved},a{agent},c{number}"
                );
            }
        }
    }
    text
}

/// Twelve agents: six hired long ago, six on the first day of the log.
const ROSTER: &str = "employee,hire_date,leave_date,reason\n\
    a0,2020-01-01,,\na1,2020-01-01,,\na2,2020-01-01,,\na3,2020-01-01,,\na4,2020-01-01,,\na5,2020-01-01,,\n\
    a6,2026-03-02,,\na7,2026-03-02,,\na8,2026-03-02,,\na9,2026-03-02,,\na10,2026-03-02,,\na11,2026-03-02,,\n\
    b1,2024-05-01,2025-08-31,moved\nb2,2024-06-01,2025-02-28,pay\n";
const WINDOW: [&str; 4] = ["--window-start", "2024-01-01", "--as-of", "2026-04-26"];

#[test]
fn patience_is_the_waits_over_those_who_gave_up() {
    let folder = folder_with(&[("log.csv", &log(|_, _| 300.0))]);
    let found = json(folder.path(), &["--history", "log.csv", "--channel", "phone"]);
    let patience = &found["channels"][0]["patience_seconds"];
    // 1,680 contacts, a tenth gives up: 1,512 × 60 s and 168 × 30 s of waiting.
    let mean = (1512.0 * 60.0 + 168.0 * 30.0) / 168.0;
    close(&patience["value"], mean, 1e-9);
    close(&patience["standard_error"], mean / 168.0_f64.sqrt(), 1e-9);
    close(&patience["abandoned"], 168.0, 0.0);
}

#[test]
fn returns_are_counted_by_customer() {
    let folder = folder_with(&[("log.csv", &log(|_, _| 300.0))]);
    let found = json(folder.path(), &["--history", "log.csv", "--channel", "phone"]);
    let channel = &found["channels"][0];
    // Of 168 who gave up, those at the end of a day's 30 (every third) come back the next day.
    close(&channel["redial"]["value"], 2.0 / 3.0, 1e-9);
    close(&channel["redial"]["n"], 168.0, 0.0);
    // Nobody whose contact was answered comes back.
    close(&channel["repeat"]["value"], 0.0, 0.0);
    close(&channel["recontact"]["value"], 0.0, 0.0);
    // Of every 20 contacts, 18 are answered and five of them unsolved.
    close(&channel["first_contact_resolution"]["value"], 13.0 / 18.0, 1e-3);
}

#[test]
fn a_name_that_stands_for_unknown_customers_is_no_customer() {
    let text = log(|_, _| 300.0);
    // Every other customer is called 0, as where nobody was identified.
    let blank = |(at, line): (usize, &str)| {
        let known = line.rsplit_once(',').map(|(rest, _)| format!("{rest},0"));
        if at > 0 && at % 2 == 0 { known.unwrap_or_default() } else { line.to_owned() }
    };
    let text = text.lines().enumerate().map(blank).collect::<Vec<_>>().join("\n") + "\n";
    let folder = folder_with(&[("log.csv", &text)]);
    let args = ["--history", "log.csv", "--channel", "phone"];
    let found = json(folder.path(), &args);
    let why = found["channels"][0]["redial"]["not_told"].as_str().expect("not told");
    assert!(why.contains("50.0% of all contacts") && why.contains("customer:NAME=empty"), "{why}");
    let found = json(folder.path(), &[&args[..], &["--values", "customer:0=empty"]].concat());
    assert!(found["channels"][0]["repeat"]["n"].is_number(), "{}", found["channels"][0]);
}

#[test]
fn newcomers_who_take_twice_as_long_are_half_as_proficient() {
    let slow = |agent: usize, day: usize| match (agent >= 6, day < 30) {
        (true, true) => 400.0,
        (true, false) => 250.0,
        _ => 200.0,
    } + f64::from(u8::try_from(agent % 3).expect("small"));
    let folder = folder_with(&[("log.csv", &log(slow)), ("roster.csv", ROSTER)]);
    let args =
        [&["--history", "log.csv", "--channel", "phone", "--roster", "roster.csv"][..], &WINDOW].concat();
    let found = json(folder.path(), &args);
    let learning = &found["learning"];
    close(&learning["tenured_from_months"], 12.0, 0.0);
    let months = learning["months"].as_array().expect("a list");
    close(&months[0]["proficiency"], 0.5, 0.01);
    close(&months[1]["proficiency"], 0.8, 0.02);
    assert!(number(&months[0]["standard_error"]) > 0.0);
    assert_eq!(learning["ramp"].as_array().map(Vec::len), Some(2));
    // The handle time to state is that of tenured agents.
    let text = done(calibrate(folder.path(), &args));
    assert!(text.contains("mean of agents with a year of tenure or more"), "{text}");
    let handle = &found["channels"][0]["handle_seconds"];
    close(&handle["by_tenure"][1]["handle_seconds"]["value"], 201.0, 0.2);
    assert!(text.contains("ramp = [\"50"), "{text}");
}

#[test]
fn handle_times_of_a_lognormal_law_give_its_parameters() {
    // Quantiles of ln t ~ N(5.5, 0.6²): the fit of all of them has its mean and, nearly, its spread.
    let quantile = |p: f64| {
        // A bisection of the normal distribution by its error function.
        let (mut low, mut high) = (-8.0_f64, 8.0_f64);
        for _ in 0..80 {
            let middle = 0.5 * (low + high);
            if 0.5 * libm::erfc(-middle / std::f64::consts::SQRT_2) < p {
                low = middle
            } else {
                high = middle
            }
        }
        low
    };
    let mut text = String::from("timestamp,handle_seconds\n");
    for i in 0..2000_u32 {
        let z = quantile((f64::from(i) + 0.5) / 2000.0);
        let seconds = (5.5 + 0.6 * z).exp();
        let _ = writeln!(text, "2026-03-{:02}T10:00:00,{seconds:.6}", 1 + i % 28);
    }
    let folder = folder_with(&[("log.csv", &text)]);
    let found = json(folder.path(), &["--history", "log.csv", "--channel", "phone"]);
    let law = &found["channels"][0]["handle_seconds"]["lognormal"];
    close(&law["log_mean"], 5.5, 1e-6);
    close(&law["log_sd"], 0.6, 1e-3);
    close(&law["log_mean_standard_error"], 0.6 / 2000.0_f64.sqrt(), 1e-4);
    close(&law["log_sd_standard_error"], 0.6 / 4000.0_f64.sqrt(), 1e-4);
}

/// The made-up shop of `examples/histories`, whose truth stands at the head of `examples/write_histories.rs`: each estimate lies within
/// three standard errors of it.
#[test]
fn the_truth_of_the_example_shop_is_found_again() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/histories");
    let found = json(
        &examples,
        &[
            "--roster",
            "roster.csv",
            "--window-start",
            "2023-10-01",
            "--as-of",
            "2026-09-30",
            "--survey",
            "survey.csv",
        ],
    );
    let within = |estimate: f64, error: &Value, truth: f64, what: &str| {
        assert!((estimate - truth).abs() <= 3.0 * number(error), "{what}: {estimate} ± {error} for {truth}");
    };
    for (key, truth) in
        [("wait", -0.20), ("resolved", 1.0), ("repeat", -0.685), ("transfer", -0.30), ("newcomer", -0.30)]
    {
        let all = found["csat"]["coefficients"].as_array().expect("a list");
        let one = all.iter().find(|one| one["key"] == key).expect("the key");
        within(number(&one["value"]), &one["standard_error"], truth, key);
    }
    for (tenure, truth) in
        [("3-6 months", 0.33), ("6-12 months", 0.33), ("12-24 months", 0.20), ("over 24 months", 0.20)]
    {
        let bands = found["roster"]["hazard"]["bands"].as_array().expect("a list");
        let band = bands.iter().find(|band| band["tenure"] == tenure).expect("the band");
        within(number(&band["annual"]), &band["standard_error"], truth, tenure);
    }
    assert_eq!(found["roster"]["silent_until"], Value::Null);
    // Told to begin before leavers were recorded, the command doubts the window.
    let early = ["--roster", "roster.csv", "--window-start", "2022-01-01", "--as-of", "2026-09-30"];
    assert!(done(calibrate(&examples, &early)).contains("CHECK the window: nobody leaves before 2023-10-"));
}

/// All data at once.
fn everything() -> (tempfile::TempDir, Vec<&'static str>) {
    let survey = fs::read_to_string(oracle().join("csat_a.csv")).expect("the oracle is here");
    let slow = |agent: usize, _: usize| if agent >= 6 { 400.0 } else { 200.0 + agent as f64 };
    let folder = folder_with(&[("log.csv", &log(slow)), ("roster.csv", ROSTER), ("survey.csv", &survey)]);
    let mut args = vec!["--history", "log.csv", "--channel", "phone", "--roster", "roster.csv"];
    args.extend(WINDOW);
    args.extend(["--survey", "survey.csv", "--columns", "survey.csat=score,survey.resolved=resolved_first"]);
    args.extend(["--columns", "transfers=transferred,tenure_months=agent_tenure_months"]);
    (folder, args)
}

#[test]
fn the_fragment_loads_where_it_is_pasted() {
    let (folder, args) = everything();
    let fragment = done(calibrate(folder.path(), &args));
    for key in
        ["handle_time = ", "patience = ", "attrition = ", "ramp = ", "today = ", "wait = ", "resolved = "]
    {
        assert!(fragment.contains(&format!("\n{key}")), "{key}: {fragment}");
    }
    let plan = format!("[plan]\nstart = 2026-06-01\nmonths = 3\n\n{fragment}");
    let checked = fed(
        folder.path(),
        &[
            "check",
            "-",
            "--set",
            "team.frontline.headcount=20",
            "--set",
            "team.frontline.serves=[\"phone\"]",
            "--set",
            "channel.phone.service_level=\"80% in 60 s\"",
            "--set",
            "channel.phone.volume={ 2026-06 = 900, 2026-07 = 900, 2026-08 = 900 }",
        ],
        plan.as_bytes(),
    );
    assert_eq!(checked.code, 0, "{}\n{plan}", checked.err);
    assert!(!checked.err.contains("error"), "{}", checked.err);
}

#[test]
fn the_result_is_the_same_whatever_the_threads_and_the_way_it_comes() {
    let (folder, args) = everything();
    let one = done(calibrate(folder.path(), &[&args[..], &["--threads", "1"]].concat()));
    let four = done(calibrate(folder.path(), &[&args[..], &["--threads", "4"]].concat()));
    assert_eq!(one, four);
    let again = json(folder.path(), &args);
    let log = fs::read(folder.path().join("log.csv")).expect("written");
    let mut piped = args.clone();
    piped[1] = "-";
    let piped = fed(folder.path(), &[&["calibrate"], &piped[..], &["--format", "json"]].concat(), &log);
    let piped: Value = serde_json::from_str(&done(piped)).expect("JSON");
    assert_eq!(piped["channels"], again["channels"]);
    assert_eq!(piped["learning"], again["learning"]);
}

#[test]
fn files_of_the_result_take_their_form_from_their_ending() {
    let (folder, args) = everything();
    let files = ["-o", "a.toml", "-o", "a.json", "-o", "a.md"];
    let printed = done(calibrate(folder.path(), &[&args[..], &files].concat()));
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    assert_eq!(read("a.toml"), printed);
    let value: Value = serde_json::from_str(&read("a.json")).expect("JSON");
    assert_eq!(value["format"], "plan.calibrate/1");
    assert!(read("a.md").contains("| handle_time |"), "{}", read("a.md"));
    refused(&calibrate(folder.path(), &[&args[..], &["-o", "a.csv"]].concat()), ".toml, .json and .md");
    refused(
        &calibrate(folder.path(), &[&args[..], &["-o", "log.csv.md", "-o", "./log.csv.md"]].concat()),
        "twice",
    );
    fs::rename(folder.path().join("roster.csv"), folder.path().join("roster.md")).expect("renamed");
    let over = ["--roster", "roster.md", "--window-start", "2024-01-01", "-o", "roster.md"];
    refused(&calibrate(folder.path(), &over), "written over");
}

#[test]
fn the_table_fits_80_columns() {
    let (folder, args) = everything();
    let table = done(calibrate(folder.path(), &[&args[..], &["--format", "table"]].concat()));
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(table.contains("[channel.phone]") && table.contains("patience"), "{table}");
}

const PLAN: &str = "# Our plan.\n[plan]\nstart = 2026-06-01   # the first of June\nmonths = 3\n\n[channel.phone]\n\
    service_level = \"80% in 60 s\"\nhandle_time   = \"4 min\"      # by gut feeling\n\
    volume = { 2026-06 = 900, 2026-07 = 900, 2026-08 = 900 }\n\n# Who answers.\n[team.frontline]\nserves = [\"phone\"]\n\
    headcount = 20\nattrition = \"25%\"\n\n[scenario.calm]\nabout = \"fewer leave\"\nteam.frontline.attrition = \"10%\"\n";

#[test]
fn values_go_into_a_plan_that_keeps_its_comments_and_its_layout() {
    let (folder, mut args) = everything();
    let file = folder.path().join("plan.toml");
    fs::write(&file, PLAN).expect("written");
    args.extend(["--write", "plan.toml"]);
    let answer = calibrate(folder.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let written = fs::read_to_string(&file).expect("written");
    for kept in [
        "# Our plan.\n[plan]\nstart = 2026-06-01   # the first of June\n",
        "# Who answers.\n[team.frontline]\nserves = [\"phone\"]\nheadcount = 20\n",
        "      # by gut feeling\n",
        "[scenario.calm]\nabout = \"fewer leave\"\nteam.frontline.attrition = \"10%\"\n",
    ] {
        assert!(written.contains(kept), "{kept} is not in {written}");
    }
    assert!(written.contains("handle_time   = \"20"), "{written}");
    assert!(written.contains("patience = \"570.0 s\"  # calibrated: "), "{written}");
    assert!(written.contains("[csat]\ntoday = "), "{written}");
    // What changed is said, with what stood there.
    assert!(answer.err.contains("channel.phone.handle_time: \"4 min\" -> \"20"), "{}", answer.err);
    assert!(answer.err.contains("channel.phone.patience: not stated -> "), "{}", answer.err);
    assert!(answer.err.contains("team.frontline.attrition: \"25%\" -> "), "{}", answer.err);
    assert!(answer.err.contains("scenario.calm states its own, which stays"), "{}", answer.err);
    // Once more changes nothing.
    let again = calibrate(folder.path(), &args);
    assert_eq!((again.code, fs::read_to_string(&file).expect("there")), (0, written));
}

#[test]
fn a_plan_of_windows_keeps_its_line_ends_and_its_mark() {
    let (folder, mut args) = everything();
    let file = folder.path().join("plan.toml");
    fs::write(&file, format!("\u{feff}{}", PLAN.replace('\n', "\r\n"))).expect("written");
    args.extend(["--write", "plan.toml"]);
    assert_eq!(calibrate(folder.path(), &args).code, 0);
    let written = fs::read_to_string(&file).expect("there");
    assert!(written.starts_with('\u{feff}'));
    assert_eq!(written.matches('\n').count(), written.matches("\r\n").count());
    assert!(!written.contains("\r\r"));
}

#[test]
fn a_plan_that_cannot_take_the_values_stays_as_it_is() {
    let (folder, args) = everything();
    let cases = [
        (
            PLAN.replace("[channel.phone]", "[channel.chat]").replace("[\"phone\"]", "[\"chat\"]"),
            "the plan has no [channel.phone]",
        ),
        (
            PLAN.replace("[team.frontline]", "[team.other]\nheadcount = 3\n\n[team.frontline]"),
            "--team NAME (other, frontline)",
        ),
        (
            PLAN.replace(
                "handle_time   =",
                "concurrency = { \"1\" = \"4 min\", \"2\" = \"5 min\" }\nhandle_time   =",
            ),
            "stated in several places",
        ),
        (PLAN.replace("months = 3", "months = 300"), "must load before"),
    ];
    for (plan, words) in cases {
        let file = folder.path().join("plan.toml");
        fs::write(&file, &plan).expect("written");
        refused(&calibrate(folder.path(), &[&args[..], &["--write", "plan.toml"]].concat()), words);
        assert_eq!(fs::read_to_string(&file).expect("there"), plan);
    }
    refused(&calibrate(folder.path(), &[&args[..], &["--write", "-"]].concat()), "needs a file");
    let gone = calibrate(folder.path(), &[&args[..], &["--write", "no.toml"]].concat());
    assert_eq!((gone.code, gone.out.as_str()), (3, ""), "{}", gone.err);
}

#[test]
fn attrition_under_a_header_of_its_own_is_filled_there() {
    let (folder, mut args) = everything();
    let file = folder.path().join("plan.toml");
    let own =
        PLAN.replace("attrition = \"25%\"\n", "\n[team.frontline.attrition] # by tenure\nannual = \"25%\"\n");
    fs::write(&file, own).expect("written");
    args.extend(["--write", "plan.toml"]);
    let answer = calibrate(folder.path(), &args);
    assert_eq!(answer.code, 0, "{}", answer.err);
    let written = fs::read_to_string(&file).expect("there");
    assert!(written.contains("[team.frontline.attrition] # by tenure\nannual = "), "{written}");
    assert!(!written.contains("\"25%\""), "{written}");
}

#[test]
fn the_window_of_a_roster_is_demanded_and_the_reason_said() {
    let folder = folder_with(&[("roster.csv", ROSTER)]);
    let answer = calibrate(folder.path(), &["--roster", "roster.csv"]);
    refused(&answer, "--roster needs --window-start DATE");
    assert!(answer.err.contains("15 to 20 points too high"), "{}", answer.err);
    refused(&calibrate(folder.path(), &[]), "nothing to learn from");
    let backwards = ["--roster", "roster.csv", "--window-start", "2026-01-01", "--as-of", "2025-01-01"];
    refused(&calibrate(folder.path(), &backwards), "before it starts");
    let lost = calibrate(folder.path(), &["--survey", "no.csv"]);
    assert_eq!((lost.code, lost.out.as_str()), (3, ""), "{}", lost.err);
    let unknown = ["--roster", "roster.csv", "--window-start", "2024-01-01", "--columns", "hired=x"];
    refused(&calibrate(folder.path(), &unknown), "`hired` in --columns");
}

#[test]
fn what_files_do_not_tell_is_said_and_never_made_up() {
    let counts = "interval_start,offered,aht_seconds\n2026-03-02T09:00,8,300\n2026-03-02T09:30,9,310\n";
    let quiet = "timestamp,wait_seconds,handle_seconds,abandoned\n2026-03-02T09:00:00,12,300,0\n2026-03-02T09:30:00,40,310,0\n";
    let folder = folder_with(&[("counts.csv", counts), ("quiet.csv", quiet)]);
    let whole = |text: String| text.replace("\n# ", " ");
    let counts = whole(done(calibrate(folder.path(), &["--history", "counts.csv", "--channel", "phone"])));
    for words in [
        "patience: not told: it needs a log with a row a contact",
        "305.3 s (no standard error from counts), n = 17",
        "overdispersion of arrivals is not told: 1 of the 28 days with contacts that are needed",
        "shrinkage: not told",
        "attrition: not told: no roster was given",
    ] {
        assert!(counts.contains(words), "{words}: {counts}");
    }
    let quiet = whole(done(calibrate(folder.path(), &["--history", "quiet.csv", "--channel", "phone"])));
    assert!(
        quiet.contains("patience: not told: nobody gave up: of 2 contacts the longest wait was 40 s"),
        "{quiet}"
    );
    assert!(quiet.contains("redial: not told: the log does not say whose a contact is"), "{quiet}");
    let mut few = String::from("csat,wait_seconds\n");
    (0..12).for_each(|i| few.push_str(&format!("{},{}\n", 3 + i % 2, 10 * i)));
    fs::write(folder.path().join("few.csv"), few).expect("written");
    let few = whole(done(calibrate(folder.path(), &["--survey", "few.csv"])));
    assert!(few.contains("wait: not told: too little data: 6 answers of the rarer kind"), "{few}");
}

#[test]
fn separation_is_said_and_its_coefficient_not_stated() {
    let mut survey = String::from("csat,resolved\n");
    (0..80).for_each(|i| survey.push_str(if i % 2 == 0 { "5,yes\n" } else { "1,no\n" }));
    let folder = folder_with(&[("survey.csv", &survey)]);
    let text = done(calibrate(folder.path(), &["--survey", "survey.csv"]));
    assert!(text.contains("# resolved = ") && text.contains("not to be trusted (separation)"), "{text}");
    assert!(!text.contains("\nresolved = "), "{text}");
}

#[test]
fn names_of_files_stay_harmless() {
    let log = "timestamp,channel,handle_seconds\n2026-03-02T09:00:00,\"排队\"\"]\",300\n2026-03-02T09:30:00,\"排队\"\"]\",310\n";
    let roster = "employee,hire_date,leave_date,reason\nx,2024-01-01,2024-06-01,\"a\u{1b}[31m\"\ny,2024-01-01,2024-07-01,b\n";
    let folder = folder_with(&[("log.csv", log), ("roster.csv", roster)]);
    let args = ["--history", "log.csv", "--roster", "roster.csv", "--window-start", "2024-01-01"];
    let text = done(calibrate(folder.path(), &args));
    assert!(text.contains("[channel.\"排队\\\"]\"]"), "{text}");
    assert!(!text.contains('\u{1b}'), "{text}");
    let table = done(calibrate(folder.path(), &[&args[..], &["--format", "table"]].concat()));
    assert!(!table.contains('\u{1b}'), "{table}");
}

#[test]
fn the_teaching_roster_gives_a_sensible_hazard_with_a_warning_about_its_window() {
    let Some(file) = shared("hr_rosters/HRDataset_v14.csv") else { return };
    let file = file.to_str().expect("UTF-8");
    const MAP: &str = "employee=EmpID,hire_date=DateofHire,leave_date=DateofTermination,reason=TermReason";
    let args =
        ["--roster", file, "--columns", MAP, "--date-format", "%m/%d/%Y", "--window-start", "2006-01-09"];
    let found = json(Path::new("."), &args);
    let roster = &found["roster"];
    // 311 rows, 104 leavers, and 97.1 % stay a year by lifelines.
    assert_eq!((&roster["people"], &roster["hazard"]["leavers"]), (&311.into(), &104.into()));
    let year = roster["stays"].as_array().expect("a list").iter().find(|stay| stay["months"] == 12);
    close(&year.expect("a year")["share"], 0.971, 5e-4);
    let turnover = number(&roster["turnover"]["of_average_headcount"]);
    assert!((0.05..0.10).contains(&turnover), "{turnover}");
    let text = done(calibrate(Path::new("."), &args));
    assert!(text.contains("CHECK the window: nobody was hired before 2006-01-09"), "{text}");
    refused(&calibrate(Path::new("."), &args[..6]), "--window-start");
}

#[test]
fn whole_years_of_service_are_refused() {
    let Some(file) = shared("hr_rosters/ibm_attrition.csv") else { return };
    let file = file.to_str().expect("UTF-8");
    let args = ["--roster", file, "--columns", "employee=rownames", "--window-start", "2020-01-01"];
    let answer = calibrate(Path::new("."), &args);
    refused(&answer, "error[E416]: there is no column `hire_date`");
    let words = answer.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("whole years of service or a yes and no of leaving cannot tell it"), "{words}");
}

#[test]
fn a_log_whose_scores_ignore_the_wait_yields_no_link() {
    let Some(file) = shared("pwc_call_centre/call_centre.csv") else { return };
    let args = [
        "--history",
        file.to_str().expect("UTF-8"),
        "--channel",
        "phone",
        "--timestamp",
        "date,time",
        "--timestamp-format",
        "%m-%d-%Y %H:%M:%S",
        "--timestamp-format",
        "%m/%d/%Y %H:%M:%S",
        "--columns",
        "wait_seconds=speed of answer in seconds,handle_seconds=talk duration,abandoned=answered (Y/N)",
        "--columns",
        "csat=satisfaction rating",
        "--values",
        "abandoned:Y=false,N=true",
        "--values",
        "resolved:Y=true,N=false",
        "--values",
        "wait_seconds:=empty",
    ];
    let text = done(calibrate(Path::new("."), &args));
    assert!(text.contains("no link between wait and satisfaction found"), "{text}");
    assert!(!text.contains("\nwait = "), "{text}");
    assert!(text.contains("# patience: not told: 946 gave up"), "{text}");
}

/// Forty answers, of which every fourth is not satisfied.
fn answers(text: impl Fn(usize) -> String) -> String {
    let rows: Vec<String> = (0..40).map(text).collect();
    format!("csat,resolved,wait_seconds,state\n{}", rows.concat())
}

/// Words of others, rows of no interest and a broken row are read by the same flags as those of a history.
#[test]
fn words_rows_and_slips_of_a_survey_are_read_as_said() {
    let plain =
        answers(|at| format!("{},{},{},\n", if at % 4 == 0 { 2 } else { 5 }, at % 3 != 0, at % 7 * 20));
    let theirs = answers(|at| {
        let solved = if at % 3 == 0 { "offen" } else { "gel\u{f6}st" };
        let score = if at % 4 == 0 { "2" } else { "top" };
        format!(
            "{score},{solved},{},ok\n{}",
            at % 7 * 20,
            if at % 5 == 0 { "1,offen,900,test\n" } else { "" }
        )
    });
    let slip = theirs.clone() + "9,offen,10,ok\n";
    let folder = folder_with(&[("plain.csv", &plain), ("theirs.csv", &theirs), ("slip.csv", &slip)]);
    let told = |args: &[&str]| json(folder.path(), args)["csat"].clone();
    let wanted = told(&["--survey", "plain.csv"]);
    let words = ["--values", "resolved:gel\u{f6}st=true,offen=false", "--values", "csat:top=5"];
    let rows = ["--skip", "state=test"];
    let with = |file, more: &[&'static str]| [&["--survey", file], &words[..], &rows, more].concat();
    assert_eq!(told(&with("theirs.csv", &[])), wanted);
    assert!(wanted["today"].is_number(), "{wanted}");
    refused(&calibrate(folder.path(), &with("slip.csv", &[])), "is not within 1 to 5");
    assert_eq!(told(&with("slip.csv", &["--max-rejected", "3%"])), wanted);
    refused(&calibrate(folder.path(), &with("slip.csv", &["--max-rejected", "1%"])), "is the most");
    // Without them the way out is one that works.
    refused(&calibrate(folder.path(), &["--survey", "theirs.csv"]), "--values COLUMN:WORD=true");
    for (flag, why) in [
        (["--skip", "nothing=x"], "no column `nothing`"),
        (["--skip", "roster.state=x"], "no roster is given"),
        (["--values", "employee:x=empty"], "no column of the files given"),
        (["--channel", "phone"], "says how a --history is read"),
    ] {
        refused(&calibrate(folder.path(), &[&["--survey", "plain.csv"], &flag[..]].concat()), why);
    }
}

#[test]
fn words_and_rows_of_a_roster_are_read_as_said() {
    let head = "employee,hire_date,leave_date,reason,state\n";
    let row = |at: usize, still: &str, why: &str, state: &str| {
        let left = if at.is_multiple_of(3) { "2025-06-30" } else { still };
        format!("p{at},2024-03-01,{left},{},{state}\n", if at.is_multiple_of(3) { why } else { "" })
    };
    let plain = (0..30).map(|at| row(at, "", "pay", "")).collect::<String>();
    let theirs =
        (0..30).map(|at| row(at, "active", "k7", "ok") + &format!("x{at},2024-03-01,2024-04-01,k7,test\n"));
    let theirs = theirs.collect::<String>();
    let folder = folder_with(&[
        ("plain.csv", &(head.to_owned() + &plain)),
        ("theirs.csv", &(head.to_owned() + &theirs)),
    ]);
    let told = |args: &[&str]| {
        let window = ["--window-start", "2024-01-01", "--as-of", "2025-12-31"];
        json(folder.path(), &[args, &window].concat())["roster"].clone()
    };
    let words = ["--values", "leave_date:active=empty", "--values", "reason:k7=pay", "--skip", "state=test"];
    assert_eq!(told(&[&["--roster", "theirs.csv"], &words[..]].concat()), told(&["--roster", "plain.csv"]));
}

/// A plan that goes on with an older survey is told what that one still says.
#[test]
fn a_survey_that_a_plan_keeps_is_named_beside_the_values_of_another() {
    let (folder, args) = everything();
    let old = "csat,wait_seconds\n".to_owned() + &"5,10\n2,300\n4,20\n".repeat(40);
    fs::write(folder.path().join("old.csv"), old).expect("written");
    let said = |survey: &str| {
        let plan = format!("{PLAN}\n[csat]\ntoday = \"80%\"\n{survey}\n");
        fs::write(folder.path().join("plan.toml"), plan).expect("written");
        let answer = calibrate(folder.path(), &[&args[..], &["--write", "plan.toml"]].concat());
        assert_eq!(answer.code, 0, "{}", answer.err);
        answer.err
    };
    for survey in ["survey = \"old.csv\"", "survey = { file = \"old.csv\" }"] {
        let err = said(survey);
        assert!(
            err.contains("csat.survey: \"old.csv\" stays") && err.contains("come from `survey.csv`"),
            "{err}"
        );
    }
    let same =
        "survey = { file = \"survey.csv\", columns = { csat = \"score\", resolved = \"resolved_first\" } }";
    assert!(!said(same).contains("csat.survey"));
    assert!(!said("").contains("csat.survey"));
}
