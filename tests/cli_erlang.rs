//! What `plan erlang` says about one situation: the sentence, the neighbourhood, and what it refuses. Figures in
//! snapshots are our own, copied; the formulas behind them are held against reference values in `erlang_batch`.

use assert_cmd::Command;
use staffplan::engine::situation::outlook;
use staffplan::input::typed;
use staffplan::model::question::{Circumstance, Goals, Situation};
use staffplan::queueing::{Handling, Patience, Station};
use staffplan::report::Calculator;
use staffplan::report::write::{Screen, terminal};
use staffplan::units::{Fraction, Rate, Seconds};

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn erlang(args: &[&str]) -> Answer {
    let output = Command::new(env!("CARGO_BIN_EXE_plan"))
        .arg("erlang")
        .args(args)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn answer(args: &[&str]) -> String {
    let answer = erlang(args);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""), "{args:?}");
    answer.out
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

#[test]
fn the_answer_comes_first_and_fits_80_columns() {
    let out = answer(&["--contacts", "360", "--aht", "5m", "--target", "95% in 5m", "--shrinkage", "30%"]);
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    insta::assert_snapshot!(out);
}

#[test]
fn all_targets_hold_at_once_and_the_one_that_decides_is_named() {
    insta::assert_snapshot!(answer(&[
        "--rate",
        "720/h",
        "--aht",
        "5m",
        "--patience",
        "3m",
        "--target",
        "95% in 5m",
        "--target",
        "80% in 20s",
        "--max-asa",
        "30s",
        "--max-occupancy",
        "88%",
        "--max-abandon",
        "3%",
    ]));
}

#[test]
fn at_160_columns_every_column_is_there() {
    let situation = Situation {
        rate: Rate::new(0.2).expect("a rate"),
        work: None,
        circumstance: Circumstance::Plain,
        station: Station {
            handling: Handling::Single(seconds(300.0)),
            patience: Patience::Mean(seconds(180.0)),
        },
        aht: seconds(300.0),
        agents: Some(60),
        goals: Goals { levels: vec![typed::level_goal("95% in 5m").expect("a goal")], ..Goals::default() },
        within: seconds(20.0),
        shrinkage: Fraction::new(0.3).expect("a share"),
    };
    let outlook = outlook(&situation);
    let calculator = Calculator { situation: &situation, outlook: &outlook, version: "0.0.0" };
    insta::assert_snapshot!(terminal(&calculator.document(), Screen { width: 160, color: false }));
}

#[test]
fn agents_at_or_below_the_load_have_no_steady_state_and_no_figure() {
    for agents in ["60", "57", "0"] {
        let args = ["--contacts", "360", "--aht", "5m", "--agents", agents, "--target", "95% in 5m"];
        let out = answer(&args);
        let sentence = out.split("\n\n").next().expect("a sentence").replace('\n', " ");
        assert!(
            sentence.contains("no steady state") && sentence.contains("63 agents are needed"),
            "{sentence}"
        );
        let row = out.lines().find(|line| line.starts_with('→')).expect("the row of the answer");
        assert_eq!(row.matches('–').count(), 5, "{row}");
        assert_eq!(erlang(&[&args[..], &["--check"]].concat()).code, 1);
        let json: serde_json::Value =
            serde_json::from_str(&answer(&[&args[..], &["--format", "json"]].concat())).expect("JSON");
        assert_eq!(json["answer"]["steady_state"], false);
        assert_eq!(json["answer"]["asa_seconds"], serde_json::Value::Null);
    }
    // A load of 60 erlangs exactly, by numbers that are not binary ones.
    let decimal = answer(&["--rate", "0.3/min", "--aht", "200 min", "--agents", "60"]);
    assert!(decimal.starts_with("60 agents have no steady state"), "{decimal}");
}

#[test]
fn nobody_is_needed_where_nobody_comes() {
    let out = answer(&["--contacts", "0", "--aht", "5m", "--target", "80% in 20s", "--max-occupancy", "85%"]);
    assert!(out.starts_with("nobody is needed: no contacts arrive\n"), "{out}");
}

#[test]
fn worked_examples_of_others_are_met() {
    // Call Centre Helper's article, and pyworkforce's README: 100 in half an hour of 3 min, 80 % in 20 s.
    let json = answer(&["--contacts", "100", "--aht", "3m", "--target", "80% in 20s", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!((json["format"].as_str(), json["least_agents"].as_u64()), (Some("plan.erlang/1"), Some(14)));
    assert!(
        (json["answer"]["service_levels"][0]["service_level"].as_f64().expect("a share") - 0.88835).abs()
            < 1e-5
    );
    // 164 in half an hour of 3 min and 21 on seat: 30 to roster at 30 %, where others say 31.
    let args =
        ["--contacts", "164", "--aht", "3m", "--agents", "21", "--shrinkage", "30%", "--format", "json"];
    let json: serde_json::Value = serde_json::from_str(&answer(&args)).expect("JSON");
    assert_eq!(json["answer"]["rostered"], 30);
    // 34.2 erlangs at most 57 % busy are 60 agents, where others say 61.
    let out = answer(&["--rate", "684/h", "--aht", "3m", "--max-occupancy", "57%"]);
    assert!(out.starts_with("60 agents answer"), "{out}");
}

#[test]
fn lines_redials_other_work_and_uncertain_rates_are_those_of_the_tables() {
    let json = |args: &[&str]| -> serde_json::Value {
        serde_json::from_str(&answer(&[args, &["--format", "json"]].concat())).expect("JSON")
    };
    let near = |found: &serde_json::Value, right: f64| {
        let found = found.as_f64().expect("a number");
        assert!((found - right).abs() <= 1e-9 * right, "{found} is not {right}");
    };
    // The first rows of `erlang_x.csv`, `blend.csv` and `gamma_poisson.csv`.
    let again = json(&[
        "--rate",
        "34/h",
        "--aht",
        "3m",
        "--patience",
        "2m",
        "--redial",
        "95%",
        "--agents",
        "2",
        "--lines",
        "28",
        "--within",
        "5m",
    ]);
    near(&again["answer"]["service_levels"][0]["service_level"], 0.590_618_700_381_924_9);
    near(&again["answer"]["answered_eventually"], 0.966_868_625_704_054_8);
    near(&again["answer"]["attempts_per_customer"], 55.402_867_795_184_58 / 34.0);
    let blend =
        json(&["--rate", "30/h", "--aht", "3m", "--agents", "3", "--keep-idle", "1", "--within", "5m"]);
    near(&blend["answer"]["service_levels"][0]["service_level"], 0.958_957_500_688_052_6);
    near(&blend["answer"]["deferred_per_hour"], 20.0);
    let args =
        ["--rate", "120/h", "--aht", "5m", "--agents", "12", "--within", "30s", "--uncertainty", "10%"];
    let uncertain = json(&args);
    near(&uncertain["answer"]["service_levels"][0]["service_level"], 0.571_295_636_531);
    near(&uncertain["answer"]["p_unstable"], 0.027_863_739_891);
    let out = answer(&["--contacts", "200", "--aht", "4m", "--lines", "28", "--target", "95% in 20s"]);
    assert!(out.starts_with("no number of agents meets the targets: too few lines"), "{out}");
}

#[test]
fn chats_slow_down_with_their_number() {
    let json = answer(&[
        "--contacts",
        "90",
        "--concurrency",
        "5m,6m,7m30s,11m",
        "--target",
        "90% in 1m",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["situation"]["concurrency"], 3, "a fourth chat would cost capacity");
    assert_eq!(json["situation"]["aht_seconds"], 300.0);
}

#[test]
fn the_csv_has_a_row_a_number_of_agents() {
    let out = answer(&["--contacts", "100", "--aht", "3m", "--agents", "14", "--format", "csv"]);
    assert!(
        out.starts_with("agents,rostered,service_level,asa_seconds,p_wait,p_abandon,occupancy,mean_queue,")
    );
    assert_eq!(out.lines().count(), 10);
    assert!(out.contains("\n10,10,0,inf,1,0,1,inf,no steady state,\n") || out.contains("\n11,11,"), "{out}");
}

#[test]
fn wrong_flags_are_refused_with_the_way_out() {
    let cases: [(&[&str], &str); 15] = [
        (&["--contacts", "360"], "--agents 63"),
        (&["--aht", "5m", "--agents", "3"], "--contacts 360 --per 30m"),
        (&["--contacts", "360", "--agents", "63"], "--aht 5m"),
        (&["--contacts", "360", "--aht", "300", "--agents", "63"], "write the unit: 300s, 300m or 300h"),
        (&["--contacts", "360", "--aht", "5m", "--target", "100% in 5m"], "99.9%"),
        (&["--contacts", "360", "--aht", "5m", "--target", "95 in 5m"], "is 95% meant?"),
        (&["--contacts", "360", "--aht", "5m", "--target", "95%"], "95% in 5m"),
        (&["--contacts", "360", "--aht", "5m", "--max-abandon", "0%"], "certainty"),
        (&["--contacts", "360", "--aht", "5m", "--max-asa", "0s"], "above zero"),
        (&["--contacts", "-3", "--aht", "5m"], "-3"),
        (&["--contacts", "360", "--aht", "5m", "--shrinkage", "100%", "--agents", "3"], "nobody on seat"),
        (&["--batch", "x.csv"], "--model"),
        (&["--batch", "x.csv", "--model", "erlang-c", "--aht", "5m"], "--aht"),
        (&["--contacts", "360", "--aht", "5m", "--agents", "3", "--keep-going"], "--batch"),
        (&["--contacts", "9e7", "--per", "1s", "--aht", "5m", "--agents", "3"], "plain number"),
    ];
    for (args, words) in cases {
        let answer = erlang(args);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{args:?}");
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
    }
    assert_eq!(erlang(&["--batch", "no-such-file.csv", "--model", "erlang-c"]).code, 3);
}
