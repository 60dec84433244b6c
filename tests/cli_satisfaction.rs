//! Surveys end to end: one fit for `plan calibrate` and for a plan's `csat.survey`, what a survey does not tell, mean scores, and
//! answers from 0 to 10.

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A month of two channels; what follows is `[csat]`.
const PLAN: &str = r#"
[plan]
start        = 2026-10-01
months       = 1
replications = 2

[channel.chat]
volume        = { 2026-10 = 31000 }
hours         = "09:00-17:00"
handle_time   = "5 min"
patience      = "4 min"
service_level = "80% in 20 s"
first_contact_resolution = "80%"

[channel.phone]
volume        = { 2026-10 = 15500 }
hours         = "09:00-17:00"
handle_time   = "5 min"
patience      = "4 min"
service_level = "80% in 20 s"

[team.desk]
serves    = ["chat", "phone"]
headcount = 28
"#;

fn run(folder: &Path, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plan")).args(args).current_dir(folder).output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn json(folder: &Path, args: &[&str]) -> Value {
    serde_json::from_str(&run(folder, &[args, &["--format", "json", "-q"]].concat())).expect("JSON")
}

/// The baseline of a plan with these lines of `[csat]` beside a survey.
fn baseline(survey: &str, csat: &str) -> Value {
    let folder = folder(survey);
    fs::write(folder.path().join("plan.toml"), format!("{PLAN}\n[csat]\ntoday = \"80%\"\n{csat}\n"))
        .expect("written");
    json(folder.path(), &["forecast", "plan.toml"])["scenarios"][0].clone()
}

/// What is said of a plan that does not load.
fn refused_with(folder: &tempfile::TempDir, csat: &str) -> String {
    fs::write(folder.path().join("plan.toml"), format!("{PLAN}\n[csat]\ntoday = \"80%\"\n{csat}\n"))
        .expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["check", "plan.toml"])
        .current_dir(folder.path())
        .output();
    let output = output.expect("the program starts");
    assert_eq!(output.status.code(), Some(2), "{csat}");
    String::from_utf8(output.stderr).expect("UTF-8")
}

fn folder(survey: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("survey.csv"), survey).expect("written");
    folder
}

fn example() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/histories/survey.csv");
    fs::read_to_string(path).expect("the example is here")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn coefficient<'a>(scenario: &'a Value, name: &str) -> &'a Value {
    let all = list(&scenario["satisfaction"]["coefficients"]);
    all.iter().find(|one| one["coefficient"] == name).expect("the coefficient")
}

fn codes(scenario: &Value) -> Vec<&str> {
    list(&scenario["cautions"]).iter().filter_map(|one| one["code"].as_str()).collect()
}

/// What calibrate proposes, pasted, is what `survey` uses: the value as printed where there is a link, the assumption where the answers
/// bear it. The plan says nothing of transfers, which the example does not decide.
#[test]
fn the_fragment_and_the_survey_give_the_same_coefficients() {
    let folder = folder(&example());
    let fragment = run(folder.path(), &["calibrate", "-q", "--survey", "survey.csv", "--format", "toml"]);
    let pasted: String = fragment.split("[csat]").nth(1).expect("a table").into();
    let pasted: String = pasted
        .lines()
        .filter(|line| !line.starts_with('#') && !line.starts_with("today"))
        .fold(String::new(), |text, line| text + line + "\n");
    let (by_survey, by_hand) =
        (baseline(&example(), "survey = \"survey.csv\""), baseline(&example(), &pasted));
    for name in ["wait", "resolved", "repeat", "transfer", "newcomer", "abandoned"] {
        let (fitted, stated) = (coefficient(&by_survey, name), coefficient(&by_hand, name));
        let (found, wanted) = (number(&fitted["value"]), number(&stated["value"]));
        assert!((found - wanted).abs() <= 5e-4, "{name}: {found} for {wanted}");
        assert_eq!(fitted["source"] == "fitted", stated["source"] == "stated", "{name}");
    }
    assert_eq!(coefficient(&by_survey, "transfer")["source"], "assumed, survey undecided");
    // The levels that calibrate tells in a comment are those in use.
    let told = json(folder.path(), &["calibrate", "--survey", "survey.csv"]);
    for (channel, level) in list(&told["csat"]["channels"]).iter().zip(list(&told["csat"]["levels"])) {
        let used = &by_survey["satisfaction"]["levels"][channel.as_str().expect("a name")];
        assert!((number(used) - number(level)).abs() < 1e-12, "{channel}");
    }
    // A fit swings over its 90 % interval.
    let wait = coefficient(&by_survey, "wait");
    let width = number(&wait["high"]["value"]) - number(&wait["low"]["value"]);
    assert!((width - 2.0 * 1.645 * number(&wait["standard_error"])).abs() < 1e-12);
}

/// Whatever the fit, the first month has today's value, and each channel's level is in its figures.
#[test]
fn channels_keep_their_levels_about_todays_value() {
    let scenario = baseline(&example(), "survey = \"survey.csv\"");
    assert!((number(&scenario["satisfaction"]["csat"]) - 0.8).abs() < 1e-12);
    let channels = list(&scenario["periods"][0]["channels"]);
    let score = |at: usize| number(&channels[at]["mean_score"]["mean"]);
    assert!((1.0..=5.0).contains(&score(0)) && (1.0..=5.0).contains(&score(1)));
    let all = number(&scenario["periods"][0]["mean_score"]["mean"]);
    assert!(score(0).min(score(1)) <= all && all <= score(0).max(score(1)));
    let levels = &scenario["satisfaction"]["levels"];
    let csat = |at: usize| number(&channels[at]["csat"]["mean"]);
    assert!(number(&levels["chat"]) > number(&levels["phone"]));
    assert!(csat(0) <= 1.0 && csat(1) <= 1.0);
    // Without a survey there is no scale.
    let stated = baseline(&example(), "");
    assert!(stated["periods"][0]["mean_score"].is_null());
}

#[test]
fn what_a_survey_does_not_tell_is_said_with_the_reason() {
    let few = "csat,wait_seconds\n5,12\n2,340\n4,20\n";
    let scenario = baseline(few, "survey = \"survey.csv\"");
    let all = list(&scenario["cautions"]);
    let told: Vec<&str> =
        all.iter().filter(|one| one["code"] == "C135").filter_map(|one| one["text"].as_str()).collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().any(|text| text.contains("`wait`") && text.contains("rarer")), "{told:?}");
    assert!(
        told.iter().any(|text| text.contains("`resolved`, `repeat`, `transfer`, `newcomer`")),
        "{told:?}"
    );
    assert_eq!(coefficient(&scenario, "wait")["source"], "assumed");
    // What the plan states, nobody asks of the survey.
    let rest = "resolved = 1\nrepeat = -0.5\ntransfer = 0\nnewcomer = 0\nsurvey = \"survey.csv\"";
    let scenario = baseline(few, rest);
    assert_eq!(codes(&scenario).iter().filter(|code| **code == "C135").count(), 1);
    // A survey of recommendations alone has no scores.
    let scenario = baseline("nps,wait_seconds\n10,5\n3,200\n", "survey = \"survey.csv\"");
    assert!(codes(&scenario).contains(&"C135"));
}

#[test]
fn a_survey_without_overlap_gives_no_coefficient() {
    let mut survey = String::from("csat,wait_seconds\n");
    for at in 0..60 {
        let _ = writeln!(survey, "{},{}", if at < 30 { 5 } else { 1 }, 10 * at);
    }
    let scenario = baseline(&survey, "survey = \"survey.csv\"");
    assert!(codes(&scenario).contains(&"C136"), "{:?}", codes(&scenario));
    assert_eq!(coefficient(&scenario, "wait")["value"], -0.2);
    assert!(scenario["periods"][0]["mean_score"].is_null());
}

#[test]
fn a_channel_without_answers_is_said() {
    let survey = example().replace(",phone,", ",hotline,");
    let scenario = baseline(&survey, "survey = \"survey.csv\"");
    let caution = list(&scenario["cautions"]).iter().find(|one| one["code"] == "C137").expect("said");
    assert_eq!(caution["where"], "channel.phone");
    assert_eq!(scenario["satisfaction"]["levels"]["phone"], 0.0);
    // A level that is stated needs none.
    let scenario = baseline(&survey, "survey = \"survey.csv\"\nlevels = { phone = -0.2 }");
    assert!(!codes(&scenario).contains(&"C137"));
    assert_eq!(scenario["satisfaction"]["levels"]["phone"], -0.2);
}

fn reference() -> Value {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/workforce/csat.json");
    serde_json::from_str(&fs::read_to_string(path).expect("the oracle is here")).expect("JSON")
}

/// Mean, its error, top box and the interval's upper end of the reference, through the command.
#[test]
fn measures_of_scores_come_through_the_command() {
    const MAP: &str =
        "csat=score,resolved=resolved_first,transfers=transferred,tenure_months=agent_tenure_months";
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/workforce");
    for survey in list(&reference()["fits"]) {
        let file = survey["file"].as_str().expect("a file");
        let found = json(&folder, &["calibrate", "--survey", file, "--columns", MAP]);
        let (csat, wanted) = (&found["csat"], &survey["metrics"]);
        for (ours, theirs) in
            [("mean_score", "mean"), ("mean_score_standard_error", "mean_se"), ("top_box", "topbox")]
        {
            assert!((number(&csat[ours]) - number(&wanted[theirs])).abs() < 1e-12, "{file}: {ours}");
        }
        assert!((number(&csat["high"]) - number(&wanted["top2box_wilson95"][1])).abs() < 1e-5);
        for (score, count) in (1..).zip(list(&csat["scores"])) {
            assert_eq!(count, &wanted["counts"][format!("{score}")]);
        }
        // The steps of the scale are the reference's cuts, seen from the one below 4.
        let cuts = list(&survey["ordered_logit"]["cutpoints"]);
        for (step, cut) in list(&csat["score_steps"]).iter().zip(cuts) {
            assert!((number(step) - (number(&cuts[2]) - number(cut))).abs() < 2e-4, "{file}: {step}");
        }
        assert!(found["nps"].is_null());
    }
}

#[test]
fn answers_from_0_to_10_give_the_net_promoter_score_of_the_reference() {
    for case in list(&reference()["nps"]) {
        let mut survey = String::from("would_recommend\n");
        for (key, answers) in [("promoters", [9, 10]), ("passives", [7, 8]), ("detractors", [0, 6])] {
            for at in 0..case[key].as_u64().expect("a count") {
                let _ = writeln!(survey, "{}", answers[usize::from(at % 2 == 1)]);
            }
        }
        let folder = folder(&survey);
        let args = ["calibrate", "--survey", "survey.csv", "--columns", "nps=would_recommend"];
        let found = json(folder.path(), &args);
        for (ours, theirs) in [("value", "nps"), ("standard_error", "se")] {
            assert!((number(&found["nps"][ours]) - number(&case[theirs])).abs() < 1e-9, "{}", found["nps"]);
        }
        assert!(found["csat"]["not_told"].as_str().expect("why").contains("1 to 5"));
        let told = run(folder.path(), &[&args[..], &["-q"]].concat());
        assert!(told.contains("net promoter score"), "{told}");
    }
    // Scores from 1 to 5 are no such answers, and it is said.
    let folder = folder(&example());
    let told = run(folder.path(), &["calibrate", "-q", "--survey", "survey.csv"]).replace("\n# ", " ");
    assert!(told.contains("no net promoter score"), "{told}");
}

#[test]
fn an_answer_beyond_10_is_refused_at_its_place() {
    let folder = folder("nps\n10\n11\n7.5\n");
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(["calibrate", "--survey", "survey.csv"])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said.matches("E430").count(), 2, "{said}");
    assert!(said.contains("survey.csv:3") && said.contains("survey.csv:4"), "{said}");
}

/// A survey of other words, read by a table of the plan, gives what the same answers in our words give.
#[test]
fn a_table_says_how_a_survey_is_read() {
    let plain = baseline(&example(), "survey = \"survey.csv\"");
    let theirs = example();
    let (head, rows) = theirs.split_once('\n').expect("a header");
    assert!(head.contains("csat") && head.contains("resolved"), "{head}");
    let head = head.replace("csat", "score").replace(',', ";") + ";state";
    let row = |row: &str| row.replace(',', ";").replace(";true", ";ja").replace(";false", ";nein") + ";ok\n";
    let theirs = format!(
        "{head}\n{}{}",
        rows.lines().map(row).collect::<String>(),
        row(rows.lines().next().expect("a row")).replace(";ok", ";test")
    );
    let table = "survey = { file = \"survey.csv\", delimiter = \";\", columns = { csat = \"score\" }, values = { resolved = { ja = true, \
                 nein = false } }, skip = { state = [\"test\"] } }";
    let read = baseline(&theirs, table);
    assert_eq!(read["satisfaction"], plain["satisfaction"]);
}

#[test]
fn slips_of_such_a_table_stand_at_their_place() {
    for (table, why) in [
        ("{ columns = { csat = \"score\" } }", "survey.file"),
        (
            "{ file = \"survey.csv\", columns = { score = \"csat\" } }",
            "`csat.survey.columns.score` is no column of a survey",
        ),
        (
            "{ file = \"survey.csv\", values = { sovled = { ja = true } } }",
            "`csat.survey.values.sovled` is no column of a survey",
        ),
        ("{ file = \"survey.csv\", skip = { state = [\"test\"] } }", "no column `state`"),
        ("{ file = \"survey.csv\", delimiter = \";;\" }", "must be one character"),
    ] {
        let folder = folder(&example());
        let err = refused_with(&folder, &format!("survey = {table}"));
        assert!(err.contains(why), "{table}: {err}");
    }
}
