//! A plan that names a roster: its hazard is the one of the reference and the one that `plan calibrate` prints, its window ends
//! with the plan's last day of history, and the months it covers are joined to turnover of the last twelve.

#![expect(
    clippy::print_stdout,
    reason = "a test says that it skips where the data do not lie beside the project"
)]

use chrono::{Days, NaiveDate};
use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn plan(folder: &Path, args: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal, no panic"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let answer = plan(folder, &[args, &["-q", "--format", "json"]].concat());
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(&answer.out).expect("one object")
}

/// A folder with the rosters of the reference, and a plan.
fn desk(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for file in ["roster_early.csv", "roster_flat.csv", "tiny12.csv"] {
        fs::copy(oracle().join(file), folder.path().join(file)).expect("the oracle is here");
    }
    fs::write(folder.path().join("plan.toml"), text).expect("written");
    folder
}

fn oracle() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/workforce")
}

/// Half a year from a day on, of a team whose attrition is as written.
fn half_a_year(start: &str, headcount: usize, attrition: &str) -> String {
    format!(
        "[plan]\nstart = {start}\nmonths = 6\nreplications = 50\n[team.frontline]\nheadcount = {headcount}\n\
         attrition = {attrition}\nbackfill = {{}}\n"
    )
}

fn learns_from(roster: &str, window_start: &str) -> String {
    format!(
        "{{ roster = \"{roster}\", window_start = {window_start}, columns = {{ employee = \"agent_id\" }} }}"
    )
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

#[track_caller]
fn near(found: f64, wanted: f64, most: f64) {
    assert!((found - wanted).abs() <= most, "{found} for {wanted}");
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn team(outlook: &Value) -> &Value {
    &outlook["scenarios"][0]["teams"][0]
}

fn codes(outlook: &Value) -> Vec<&str> {
    let cautions = outlook["scenarios"][0]["cautions"].as_array().expect("a list");
    cautions.iter().map(|one| one["code"].as_str().expect("a code")).collect()
}

/// Leavers, exposure and rates by band are those of the reference (lifelines and exact rationals), whose bands are ours in pairs;
/// what a plan uses of each is `(d + 2) / (E + 2/h)`.
#[test]
fn hazards_of_the_reference_come_through_a_plan() {
    let text = fs::read_to_string(oracle().join("survival.json")).expect("the oracle is here");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    for case in all["cases"].as_array().expect("a list") {
        let text = |key: &str| case[key].as_str().expect("text");
        let start = date(text("window_end")) + Days::new(1);
        let roster = learns_from(&format!("{}.csv", text("name")), text("window_start"));
        let folder = desk(&half_a_year(&start.to_string(), 100, &roster));
        let found = json(folder.path(), &["workforce", "plan.toml"]);
        let attrition = &team(&found)["attrition"];
        let (learnt, wanted) = (&attrition["learnt"], &case["left_truncated"]);
        assert_eq!((&attrition["form"], &learnt["window_end"]), (&"roster".into(), &case["window_end"]));
        assert_eq!(learnt["people"], wanted["n_used"]);
        assert_eq!(learnt["hazard"]["leavers"], wanted["events"]);
        near(number(&learnt["hazard"]["person_days"]), number(&wanted["person_days"]), 1e-9);
        let bands = learnt["hazard"]["bands"].as_array().expect("a list");
        let pairs: [&[usize]; 4] = [&[0, 1], &[2], &[3], &[4, 5]];
        for (pair, wanted) in pairs.iter().zip(wanted["piecewise"].as_array().expect("a list")) {
            let sum = |key: &str| pair.iter().map(|at| number(&bands[*at][key])).sum::<f64>();
            near(sum("leavers"), number(&wanted["events"]), 0.0);
            near(sum("person_days"), number(&wanted["exposure_days"]), 1e-9);
            if let [one] = pair
                && !wanted["annual_hazard"].is_null()
            {
                near(number(&bands[*one]["annual"]), number(&wanted["annual_hazard"]), 1e-9);
                near(number(&bands[*one]["standard_error"]), number(&wanted["se"]), 1e-9);
            }
        }
        if learnt["hazard"]["chosen"] == "bands" {
            let overall = number(&wanted["events"]) / number(&wanted["person_days"]);
            for (used, band) in attrition["hazards"].as_array().expect("a list").iter().zip(bands) {
                let (d, e) = (number(&band["leavers"]), number(&band["person_days"]));
                near(number(&used["hazard_a_year"]), (d + 2.0) / (e + 2.0 / overall) * 365.25, 1e-9);
            }
        }
    }
}

/// The hazards of a plan, by row of its account.
fn hazards(outlook: &Value) -> Vec<f64> {
    let rows = team(outlook)["attrition"]["hazards"].as_array().expect("a list");
    rows.iter().map(|row| number(&row["hazard_a_year"])).collect()
}

/// The line that calibrate prints, pasted, and the roster itself: the same hazard to the three digits that are printed.
#[track_caller]
fn agrees_with_calibrate(
    folder: &Path,
    roster: &[&str],
    start: &str,
    headcount: usize,
    form: &str,
) -> String {
    let eve = date(start).pred_opt().expect("a day before").to_string();
    let args = [&["calibrate"], roster, &["--as-of", &eve]].concat();
    let fragment = plan(folder, &args);
    assert_eq!(fragment.code, 0, "{}", fragment.err);
    let line = fragment.out.lines().find_map(|line| line.strip_prefix("attrition = ")).expect("a value");
    fs::write(folder.join("pasted.toml"), half_a_year(start, headcount, line)).expect("written");
    fs::write(folder.join("plan.toml"), half_a_year(start, headcount, form)).expect("written");
    let (pasted, learnt) =
        (json(folder, &["workforce", "pasted.toml"]), json(folder, &["workforce", "plan.toml"]));
    let (a, b) = (hazards(&pasted), hazards(&learnt));
    assert_eq!(a.len(), b.len(), "{line}");
    // Three digits that matter: half a unit of the third is at most 0.5 %.
    for (pasted, learnt) in a.iter().zip(&b) {
        assert!((pasted / learnt - 1.0).abs() <= 0.0051, "{pasted} {learnt} {line}");
    }
    let end = |outlook: &Value| number(&team(outlook)["summary"]["total_leavers"]);
    assert!((end(&pasted) / end(&learnt) - 1.0).abs() <= 0.006, "{} {}", end(&pasted), end(&learnt));
    line.to_owned()
}

#[test]
fn a_plan_learns_what_calibrate_prints() {
    let folder = desk("");
    for (roster, window, start, word) in [
        ("roster_early.csv", "2024-07-01", "2026-01-01", "by_tenure"),
        ("roster_flat.csv", "2025-01-01", "2026-01-01", "annual"),
        ("tiny12.csv", "2025-01-01", "2025-07-01", "annual"),
    ] {
        let args = ["--roster", roster, "--columns", "employee=agent_id", "--window-start", window];
        let line = agrees_with_calibrate(folder.path(), &args, start, 100, &learns_from(roster, window));
        assert!(line.contains(word), "{line}");
    }
}

/// Data of others, which lie beside the project or not; a Weibull law is chosen there.
#[test]
fn the_teaching_roster_gives_a_plan_the_hazard_of_calibrate() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/hr_rosters/HRDataset_v14.csv");
    if !file.exists() {
        println!("skipped: {} is not there", file.display());
        return;
    }
    let folder = desk("");
    fs::copy(&file, folder.path().join("hr.csv")).expect("copied");
    const MAP: &str = "employee=EmpID,hire_date=DateofHire,leave_date=DateofTermination";
    let args = ["--roster", "hr.csv", "--columns", MAP, "--date-format", "%m/%d/%Y", "--window-start"];
    let form = "{ roster = \"hr.csv\", window_start = 2006-01-09, date_format = \"%m/%d/%Y\", columns = { employee = \"EmpID\", \
                hire_date = \"DateofHire\", leave_date = \"DateofTermination\" } }";
    let args = [&args[..], &["2006-01-09"]].concat();
    let line = agrees_with_calibrate(folder.path(), &args, "2018-12-01", 207, form);
    assert!(line.contains("weibull"), "{line}");
    // 311 employments and 104 leavers, by lifelines.
    let found = json(folder.path(), &["workforce", "plan.toml"]);
    let learnt = &team(&found)["attrition"]["learnt"];
    assert_eq!((&learnt["people"], &learnt["hazard"]["leavers"]), (&311.into(), &104.into()));
}

/// What happened after the last day of history is not known on it.
#[test]
fn days_after_the_last_day_of_history_are_not_used() {
    let roster = learns_from("roster.csv", "2024-07-01");
    let folder = desk(&half_a_year("2026-01-01", 24, &roster));
    let text = fs::read_to_string(oracle().join("roster_early.csv")).expect("the oracle is here");
    fs::write(folder.path().join("roster.csv"), &text).expect("written");
    let mut before = json(folder.path(), &["workforce", "plan.toml"]);
    // Somebody who is still there leaves in March, and somebody comes in February.
    let (head, rest) = text.split_once("\n").expect("a header");
    let still = rest.lines().find(|line| line.split(',').nth(2) == Some("")).expect("somebody");
    let leaves = still.replacen(",,", ",2026-03-15,", 1);
    let later = format!("{head}\n{}X1,2026-02-01,,,chat,agent\n", rest.replace(still, &leaves));
    fs::write(folder.path().join("roster.csv"), &later).expect("written");
    let mut after = json(folder.path(), &["workforce", "plan.toml"]);
    assert_ne!(before["inputs_sha256"], after["inputs_sha256"]);
    for outlook in [&mut before, &mut after] {
        outlook["inputs_sha256"].take();
    }
    assert_eq!(before, after);
    let said = plan(folder.path(), &["check", "plan.toml"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err
            .contains("leaves on 2026-03-15, after 2025-12-31, the last day used: counted as still employed")
    );
    assert!(said.err.contains("hired on 2026-02-01, after 2025-12-31, the last day used: not counted"));
    // The last day may be said, and then the window ends there.
    let early = json(folder.path(), &["workforce", "plan.toml", "--as-of", "2025-06-30"]);
    assert_eq!(team(&early)["attrition"]["learnt"]["window_end"], "2025-06-30");
}

#[test]
fn a_scenario_may_take_another_rate_or_another_window() {
    let roster = learns_from("roster_early.csv", "2024-07-01");
    let text = half_a_year("2026-01-01", 24, &roster)
        + "[scenario.ten]\nteam.frontline.attrition = \"10%\"\n[scenario.year]\nteam.frontline.attrition.window_start = 2025-01-01\n\
           [scenario.stated]\nteam.frontline.attrition = { annual = \"20%\" }\n";
    let folder = desk(&text);
    let found = json(folder.path(), &["workforce", "plan.toml"]);
    let of = |at: usize| &found["scenarios"][at]["teams"][0]["attrition"];
    assert_eq!((&of(1)["form"], &of(1)["rate"]), (&"annual".into(), &0.1.into()));
    assert_eq!(of(2)["learnt"]["window_start"], "2025-01-01");
    assert_eq!((&of(3)["form"], &of(3)["learnt"]), (&"annual".into(), &Value::Null));
    // From the command line as well.
    let set = ["workforce", "plan.toml", "--set", "team.frontline.attrition=\"12%\""];
    assert_eq!(team(&json(folder.path(), &set))["attrition"]["form"], "annual");
}

#[test]
fn the_table_says_what_the_rates_rest_on() {
    let folder = desk(&half_a_year("2026-01-01", 24, &learns_from("roster_early.csv", "2024-07-01")));
    let answer = plan(folder.path(), &["workforce", "-q", "plan.toml"]);
    assert!(answer.out.lines().all(|line| line.chars().count() <= 80), "{}", answer.out);
    let words = answer.out.split_whitespace().collect::<Vec<_>>().join(" ");
    // 36 leavers of 60 people in 13,348 person-days, by the reference: 98.5 % ± 16.4 a year.
    assert!(
        words.contains(
            "from 2024-07-01 to 2025-12-31 the roster has 36 leavers of 60 employments in 36.5 person-years at risk, 98.5% ± \
             16.4 points a year"
        ),
        "{words}"
    );
    assert!(
        words.contains("learnt from `roster_early.csv`") || words.contains("`roster_early.csv`"),
        "{words}"
    );
    assert!(answer.out.contains("error ±"), "{}", answer.out);
    // A forecast names the file among its inputs.
    let forecast = json(folder.path(), &["forecast", "plan.toml"]);
    let input = &forecast["inputs"][0];
    assert_eq!((&input["path"], &input["rows_accepted"]), (&"roster_early.csv".into(), &60.into()));
    assert_eq!(input["sha256"].as_str().map(str::len), Some(64));
}

/// Forty people since 2020; on the last day of every month of 2025 one leaves, and one follows on the next day.
fn steady() -> String {
    let mut text = String::from("employee,hire_date,leave_date\n");
    for person in 0..40 {
        let left = if person < 12 { month_end(person + 1).to_string() } else { String::new() };
        let _ = writeln!(text, "p{person},2020-01-01,{left}");
        if person < 11 {
            let _ = writeln!(text, "s{person},{},", month_end(person + 1) + Days::new(1));
        }
    }
    // The last follower comes on the first day of the plan, and is in its headcount.
    text
}

fn month_end(month: u32) -> NaiveDate {
    let (year, next) = if month == 12 { (2026, 1) } else { (2025, month + 1) };
    NaiveDate::from_ymd_opt(year, next, 1).and_then(|day| day.pred_opt()).expect("a date")
}

fn rolling(plan_text: &str, roster: &str) -> (Value, Vec<String>) {
    let folder = desk(plan_text);
    fs::write(folder.path().join("roster.csv"), roster).expect("written");
    let found = json(folder.path(), &["workforce", "plan.toml"]);
    let codes = codes(&found).into_iter().map(str::to_owned).collect();
    (found, codes)
}

const STEADY: &str = "{ roster = \"roster.csv\", window_start = 2025-01-01 }";

/// One leaves a month of 40 people: six months of the roster and six of the plan, by hand.
#[test]
fn turnover_of_the_last_twelve_months_joins_the_months_before() {
    let (found, codes) = rolling(&half_a_year("2026-01-01", 40, STEADY), &steady());
    let months = team(&found)["periods"].as_array().expect("periods");
    let sum = |key: &str| months.iter().map(|month| number(&month[key])).sum::<f64>();
    // July to December: 40 people on every day (the last day of each counts), six leavers.
    let by_hand = (6.0 + sum("leavers")) / ((6.0 * 40.0 + sum("avg_headcount")) / 12.0);
    near(number(&team(&found)["summary"]["rolling12_at_end"]), by_hand, 1e-9);
    assert!(codes.contains(&"C413".to_owned()) && !codes.contains(&"C112".to_owned()), "{codes:?}");
    // A target has a value and a probability then, in either population.
    for population in ["all", "productive"] {
        let target = format!(
            "[targets]\nattrition = {{ at_most = \"31%\", window = \"rolling-12\", population = \"{population}\" }}\n"
        );
        let (found, codes) = rolling(&(half_a_year("2026-01-01", 40, STEADY) + &target), &steady());
        let target = &found["scenarios"][0]["targets"][0];
        near(number(&target["value"]["mean"]), by_hand, 0.03);
        assert!(target["probability"].is_number() && !codes.contains(&"C112".to_owned()), "{codes:?}");
        assert_eq!(target["needed"].as_array().map(Vec::len), Some(3));
    }
    // Weeks: 26 of the plan (27 begin in it), 25 before it.
    let weekly =
        half_a_year("2026-01-01", 40, STEADY).replace("months = 6", "months = 6\nworkforce_step = \"week\"");
    let (found, _) = rolling(&weekly, &steady());
    near(number(&team(&found)["summary"]["rolling12_at_end"]), by_hand, 0.02);
}

/// What was does not depend on what a scenario states of the time to come: six leavers and 240 person-months before the plan.
#[test]
fn a_scenario_that_states_a_rate_keeps_the_past_of_the_roster() {
    let text =
        half_a_year("2026-01-01", 40, STEADY) + "[scenario.loyal]\nteam.frontline.attrition = \"5%\"\n";
    let (found, _) = rolling(&text, &steady());
    let own = &found["scenarios"][1]["teams"][0];
    let months = own["periods"].as_array().expect("periods");
    let sum = |key: &str| months.iter().map(|month| number(&month[key])).sum::<f64>();
    let by_hand = (6.0 + sum("leavers")) / ((6.0 * 40.0 + sum("avg_headcount")) / 12.0);
    near(number(&own["summary"]["rolling12_at_end"]), by_hand, 1e-9);
}

#[test]
fn months_that_the_window_cuts_are_not_joined() {
    // July lies in the window as a whole, or is short of a day.
    for (window, joined) in [("2025-07-01", true), ("2025-07-02", false)] {
        let text = half_a_year("2026-01-01", 40, &STEADY.replace("2025-01-01", window))
            + "[targets]\nattrition = { at_most = \"31%\", window = \"rolling-12\" }\n";
        let (found, codes) = rolling(&text, &steady());
        let value = &team(&found)["summary"]["rolling12_at_end"];
        assert_eq!(
            (value.is_number(), found["scenarios"][0]["targets"][0]["value"].is_object()),
            (joined, joined)
        );
        assert_eq!(codes.contains(&"C112".to_owned()), !joined, "{codes:?}");
    }
    // Nor is anything where the history ends before the eve of the plan.
    let folder = desk(&half_a_year("2026-01-01", 40, STEADY));
    fs::write(folder.path().join("roster.csv"), steady()).expect("written");
    let found = json(folder.path(), &["workforce", "plan.toml", "--as-of", "2025-12-30"]);
    assert_eq!(team(&found)["summary"]["rolling12_at_end"], Value::Null);
}

/// 39 people of the roster on the eve against 40, 43 and 44 of the team: a tenth may be off.
#[test]
fn a_roster_of_another_headcount_is_not_joined_and_that_is_said() {
    for (headcount, joined) in [(39, true), (43, true), (44, false), (36, true), (35, false)] {
        let (found, codes) = rolling(&half_a_year("2026-01-01", headcount, STEADY), &steady());
        assert_eq!(team(&found)["summary"]["rolling12_at_end"].is_number(), joined, "{headcount}");
        assert_eq!(codes.contains(&"C412".to_owned()), !joined, "{headcount}: {codes:?}");
        assert_eq!(codes.contains(&"C413".to_owned()), joined, "{headcount}: {codes:?}");
    }
}

/// Every team has to be known for the turnover of all of them; a team's own is its own.
#[test]
fn a_team_without_a_roster_leaves_the_plan_without_a_past() {
    let text = half_a_year("2026-01-01", 40, STEADY)
        + "[team.other]\nheadcount = 5\nattrition = \"20%\"\n[targets]\nattrition = { at_most = \"31%\", window = \"rolling-12\" }\n";
    let (found, codes) = rolling(&text, &steady());
    assert!(team(&found)["summary"]["rolling12_at_end"].is_number());
    assert_eq!(found["scenarios"][0]["targets"][0]["value"], Value::Null);
    assert!(codes.contains(&"C112".to_owned()), "{codes:?}");
}

#[test]
fn few_leavers_and_doubtful_windows_are_said() {
    let roster = |name: &str, window: &str| half_a_year("2026-01-01", 24, &learns_from(name, window));
    let folder = desk(&roster("tiny12.csv", "2025-01-01"));
    let found = json(folder.path(), &["workforce", "plan.toml"]);
    // Eight leavers.
    assert!(codes(&found).contains(&"C410"), "{:?}", codes(&found));
    // Leavers of the early roster are recorded from July 2024 on; and a window before the first hire proves nothing.
    for window in ["2024-01-01", "2015-01-01"] {
        fs::write(folder.path().join("plan.toml"), roster("roster_early.csv", window)).expect("written");
        let found = json(folder.path(), &["workforce", "plan.toml"]);
        assert!(codes(&found).contains(&"C411"), "{window}: {:?}", codes(&found));
    }
    fs::write(folder.path().join("plan.toml"), roster("roster_early.csv", "2024-07-01")).expect("written");
    let found = json(folder.path(), &["workforce", "plan.toml"]);
    assert!(!codes(&found).iter().any(|code| ["C410", "C411"].contains(code)), "{:?}", codes(&found));
}

/// A plan is refused for its roster at the line and column of each slip.
#[test]
fn slips_of_a_roster_stand_at_their_place() {
    const BAD: &str = "employee,hire_date,leave_date\na,2025-01-01,2024-12-01\nb,2025-01-01,2025-06-30\nb,2025-03-01,\nc,2025-02-01,2027-01-01\n\
                       d,2026-12-01,\ne,2025-02-30,\n";
    let form = "{ roster = \"roster.csv\", window_start = 2025-01-01 }";
    let folder = desk(&half_a_year("2026-10-01", 4, form));
    fs::write(folder.path().join("roster.csv"), BAD).expect("written");
    for command in ["check", "workforce", "forecast"] {
        let answer = plan(folder.path(), &[command, "plan.toml"]);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{}", answer.err);
        for (code, place) in
            [("E430", "2:14"), ("E451", "4:3"), ("W463", "5:14"), ("W463", "6:3"), ("E424", "7:3")]
        {
            assert!(answer.err.contains(&format!("[{code}]")), "{code}: {}", answer.err);
            assert!(answer.err.contains(&format!("--> roster.csv:{place}")), "{place}: {}", answer.err);
        }
    }
    // Borne where the plan says so.
    fs::write(
        folder.path().join("roster.csv"),
        BAD.replace("b,2025-03-01", "f,2024-03-01").replace("2025-06-30", "2025-06-29"),
    )
    .expect("written");
    let borne = plan(folder.path(), &["workforce", "plan.toml", "--max-rejected", "40%", "-q"]);
    assert_eq!(borne.code, 0, "{}", borne.err);
}

#[test]
fn keys_of_two_forms_contradict_each_other() {
    let refused = |attrition: &str, words: &str| {
        let folder = desk(&half_a_year("2026-01-01", 24, attrition));
        let answer = plan(folder.path(), &["check", "plan.toml"]);
        assert_eq!(answer.code, 2, "{attrition}: {}", answer.err);
        assert!(answer.err.contains(words), "{attrition}: {}", answer.err);
    };
    let roster =
        |more: &str| learns_from("roster_early.csv", "2024-07-01").replacen('{', &format!("{{ {more}, "), 1);
    refused(&roster("basis = \"turnover\""), "error[E110]");
    refused(&roster("by_tenure = { \"0-3 months\" = 2.0, \"over 3 months\" = 1.0 }"), "error[E110]");
    refused(&roster("annual = \"10%\""), "written in 2 forms");
    refused("{ annual = \"10%\", window_start = 2024-07-01 }", "error[E110]");
    refused("{ roster = \"roster_early.csv\" }", "`team.frontline.attrition.window_start` is missing");
    refused("{ window_start = 2024-07-01 }", "`team.frontline.attrition.roster` is missing");
    refused(&roster("delimiter = \";\""), "separated by `,`");
    refused(&roster("date_format = \"%H\""), "error[E419]");
    let map =
        "{ roster = \"roster_early.csv\", window_start = 2024-07-01, columns = { emploee = \"agent_id\" } }";
    refused(map, "error[E106]");
    refused("{ roster = \"*.csv\", window_start = 2024-07-01 }", "a roster is one");
}
