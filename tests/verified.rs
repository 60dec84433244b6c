//! Printed figures of small plans against values computed by other means than this program.
//!
//! Every expected value here was found from the text of the plan alone, by a program that shares no code with this
//! one; how is said beside it. Where nothing else is said, "transient" means: the birth–death generator of the number
//! present, on all states, moved through the opening hours in steps of 5 to 20 s by a dense matrix exponential from an
//! empty start; the time in each state summed by the trapezium rule; who is answered in time by a second matrix
//! exponential, of the contacts ahead with their own patience.

use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};

/// Working days of October, November and December 2026.
const WORKING_DAYS: [u32; 3] = [22, 21, 23];
/// What tables of service by staff and demand cost between their places, on a day's share.
const TABLE: f64 = 0.004;

/// Monthly volumes that give every working day the same contacts.
fn volume(a_day: [u32; 3]) -> String {
    let [october, november, december] = [0, 1, 2].map(|month| a_day[month] * WORKING_DAYS[month]);
    format!("volume = {{ 2026-10 = {october}, 2026-11 = {november}, 2026-12 = {december} }}\n")
}

/// The working week of a team that is there exactly while its channels are open, 23 % of its time not on contacts.
const WEEK: &str = r#"
week = { days = 5, hours = "8 h" }
shifts = ["09:00-17:00"]
shrinkage = { leave = "13%", sick = "10%" }
attrition = "0%"
"#;
const HEAD: &str = "[plan]\nstart = 2026-10-01\nmonths = 3\nreplications = 20\nseed = 3\n";
const OPEN: &str = "hours = { mon-fri = \"09:00-17:00\" }\n";

fn forecast(arguments: &[&str], plan: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plan"))
        .arg("forecast")
        .args(arguments)
        .args(["--format", "json", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    child.stdin.take().expect("a pipe").write_all(plan.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}\n{plan}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn of_text(plan: &str) -> Value {
    forecast(&["-"], plan)
}

fn mean(figure: &Value) -> f64 {
    figure["mean"].as_f64().or_else(|| figure.as_f64()).unwrap_or(f64::NAN)
}

fn period(result: &Value, place: usize) -> &Value {
    &result["scenarios"][0]["periods"][place]
}

fn channel(result: &Value, month: usize, place: usize, figure: &str) -> f64 {
    mean(&period(result, month)["channels"][place][figure])
}

fn team(result: &Value, month: usize, figure: &str) -> f64 {
    mean(&period(result, month)["teams"][0][figure])
}

#[track_caller]
fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found - expected).abs() <= tolerance, "found {found}, expected {expected} ± {tolerance}");
}

/// One phone queue, 27 people, 20.79 of them on seat.
fn phone(a_day: [u32; 3], channel: &str, people: &str) -> String {
    let mut plan = format!("{HEAD}[channel.phone]\n{}{OPEN}{channel}\n", volume(a_day));
    write!(plan, "[team.t]\nserves = [\"phone\"]\n{people}{WEEK}").expect("text");
    plan
}

#[test]
fn an_overloaded_phone_queue_and_its_bill() {
    let mut plan = phone(
        [4800; 3],
        "handle_time = \"4 min\"\npatience = \"2 min\"\nservice_level = \"90% in 60 s\"",
        "headcount = 45\n",
    );
    plan += "[cost]\nsalary = 6500\non_costs = \"32%\"\nhire = 4200\nseat = 120\nplatform = 9000\n";
    let result = of_text(&plan);
    // Transient: 600 calls an hour on 35 heads at 34.65/35 of the pace.
    near(channel(&result, 0, 0, "service_level"), 0.79614, TABLE);
    near(channel(&result, 0, 0, "p_abandon"), 0.15734, 0.002);
    near(channel(&result, 0, 0, "occupancy"), 0.96397, 0.002);
    near(channel(&result, 0, 0, "asa_seconds"), 18.450, 0.3);
    // Stationary law summed over all states: 40 agents reach the goal, 39 do not; between them on the logarithm of the
    // late share. × 8 h × 22 days ÷ 0.77 ÷ the paid hours of 31 days.
    near(team(&result, 0, "required_fte"), 50.443, 0.05);
    // By hand: 45 × 6500 × 1.32 + 45 × 120 + 9000.
    near(mean(&period(&result, 0)["cost"]), 400_500.0, 0.5);
}

#[test]
fn a_queue_that_nobody_leaves_grows_all_day() {
    let plan = phone(
        [1787; 3],
        "handle_time = \"8 min\"\npatience = \"infinite\"\nservice_level = \"80% in 300 s\"",
        "headcount = 27\n",
    );
    let result = of_text(&plan);
    // Transient: load 1.43 times the staff, 530 waiting at close, answered by the last staff after hours.
    near(channel(&result, 0, 0, "service_level"), 0.04610, TABLE);
    near(channel(&result, 0, 0, "asa_seconds"), 6033.1, 60.0);
    near(channel(&result, 0, 0, "occupancy"), 0.99083, 0.002);
}

#[test]
fn chat_of_three_at_a_time_near_its_limit() {
    let plan = phone(
        [4000; 3],
        "handle_time = \"5 min\"\nconcurrency = { \"1\" = \"5 min\", \"2\" = \"6 min\", \"3\" = \"7 min 30 s\" }\n\
         patience = \"6 min\"\nservice_level = \"95% in 60 s\"",
        "headcount = 27\n",
    );
    let result = of_text(&plan);
    // Transient of the levelled birth–death chain: chats spread evenly over 21 heads at 20.79/21 of the pace.
    near(channel(&result, 0, 0, "service_level"), 0.87789, TABLE);
    near(channel(&result, 0, 0, "p_abandon"), 0.04210, 0.002);
    near(channel(&result, 0, 0, "asa_seconds"), 14.419, 0.4);
    near(channel(&result, 0, 0, "occupancy"), 0.89908, 0.003);
}

#[test]
fn phone_and_chat_share_a_team_in_proportion_to_their_needs() {
    let mut plan = format!("{HEAD}[channel.phone]\n{}{OPEN}", volume([960; 3]));
    plan += "handle_time = \"4 min\"\npatience = \"90 s\"\nservice_level = \"80% in 20 s\"\n";
    write!(plan, "[channel.chat]\n{}{OPEN}", volume([1200; 3])).expect("text");
    plan += "handle_time = \"5 min\"\nconcurrency = { \"1\" = \"5 min\", \"2\" = \"6 min\" }\n";
    plan += "patience = \"6 min\"\nservice_level = \"95% in 5 min\"\n";
    write!(plan, "[team.t]\nserves = [\"phone\", \"chat\"]\nheadcount = 28\nmax_occupancy = \"88%\"{WEEK}")
        .expect("text");
    let result = of_text(&plan);
    // Needs from the stationary laws, 9.468 and 8.370; 28 × 0.77 agents laid on them in that proportion, so that 11.44
    // and 10.12 are there; then a transient each.
    near(channel(&result, 0, 0, "service_level"), 0.9260, TABLE);
    near(channel(&result, 0, 1, "service_level"), 0.9921, TABLE);
    near(team(&result, 0, "required_fte"), 23.018, 0.05);
}

#[test]
fn tickets_wait_for_monday() {
    let mut plan = String::from(HEAD);
    plan += "[channel.tickets]\nkind = \"deferred\"\n";
    plan += "volume = { 2026-10 = 13000, 2026-11 = 13000, 2026-12 = 13000 }\n";
    plan +=
        "hours = { mon-fri = \"09:00-18:00\" }\nhandle_time = \"8 min\"\nservice_level = \"98% in 24 h\"\n";
    plan += "[team.t]\nserves = [\"tickets\"]\nheadcount = 14\nweek = { days = 5, hours = \"9 h\" }\n";
    plan += "shifts = [\"09:00-18:00\"]\nattrition = \"0%\"\n";
    let result = of_text(&plan);
    // A fluid of one-minute steps, arrivals round the clock, worked from 09:00 to 18:00. The tolerance is that of a day
    // cut into quarters, in which the work of 09:00 to 12:00 begins at 06:00.
    near(channel(&result, 0, 0, "service_level"), 0.6506, 0.02);
    near(channel(&result, 1, 0, "service_level"), 0.6270, 0.02);
    // By hand. 31 October is a Saturday: what came in 30 hours; 31 December a Thursday: what came in 6 hours.
    near(channel(&result, 0, 0, "backlog_end"), 13_000.0 / 31.0 * 30.0 / 24.0, 0.5);
    near(channel(&result, 2, 0, "backlog_end"), 13_000.0 / 31.0 * 6.0 / 24.0, 0.5);
    // By hand: 8 minutes each ÷ the paid hours of 31 days.
    near(team(&result, 0, "required_fte"), 13_000.0 * 8.0 / 60.0 / (45.0 * 31.0 / 7.0), 0.01);
}

#[test]
fn satisfaction_follows_the_law_of_waits() {
    let satisfaction = |rest: &str, people: &str| {
        let channel = format!(
            "handle_time = \"8 min\"\npatience = \"3 min\"\nservice_level = \"80% in 20 s\"\n\
             first_contact_resolution = \"70%\"\n{rest}"
        );
        let plan = phone([960, 1300, 1800], &channel, people) + "[csat]\ntoday = \"80%\"\n";
        let result = of_text(&plan);
        [0, 1, 2].map(|month| mean(&period(&result, month)["csat"]))
    };
    // Transient with the whole law of answered waits on a grid of 4 s, the stated assumptions integrated over it, the
    // base shifted by bisection until October gives 80 %.
    let [october, november, december] = satisfaction("", "headcount = 27\n");
    near(october, 0.8, 0.001);
    near(november, 0.79450, 0.001);
    near(december, 0.78281, 0.001);
    // The same with contacts that come again, 0.18 of all, and 13 newcomers at 60 %, then 80 % of a full pace.
    let newcomers = "headcount = 27\nhires = { 2026-11 = 13 }\nramp = [\"60%\", \"80%\"]\n";
    let [_, november, december] = satisfaction("recontact = \"60%\"", newcomers);
    near(november, 0.78872, 0.001);
    near(december, 0.78082, 0.001);
}

#[test]
fn a_year_of_leavers_trainees_and_replacements() {
    const REPLICATIONS: f64 = 2000.0;
    let months = (10..=12).map(|month| (2026, month)).chain((1..=9).map(|month| (2027, month)));
    let volume: Vec<String> = months.map(|(year, month)| format!("{year}-{month:02} = 1000")).collect();
    let mut plan = String::from("[plan]\nstart = 2026-10-01\nmonths = 12\nreplications = 2000\nseed = 11\n");
    write!(plan, "[channel.phone]\nvolume = {{ {} }}\n{OPEN}", volume.join(", ")).expect("text");
    plan += r#"
handle_time = "4 min"
patience = "2 min"
service_level = "80% in 20 s"
[team.t]
serves = ["phone"]
headcount = 100
tenure = { "0-3 months" = 10, "3-12 months" = 30, "over 12 months" = 60 }
week = { days = 5, hours = "8 h" }
attrition = { annual = "28%", by_tenure = { "0-3 months" = 2.4, "3-12 months" = 1.2, "over 12 months" = 0.7 } }
backfill = { share = "90%", lead_time = "6 weeks", show = "95%" }
training = { onboarding = "1 month", pass_rate = "95%" }
ramp = ["60%", "80%", "95%"]
hires = { 2026-11 = 5 }
[cost]
salary = 6500
on_costs = "32%"
hire = 4200
training = 3000
separation = 1000
[targets]
attrition = { at_most = "30%", population = "productive", by = 2027-03-31 }
"#;
    let result = of_text(&plan);
    // A recursion of expected cohorts by tenure-month, its hazard scaled by bisection (0.298424); tolerances are four
    // standard errors of the replications, with the spreads of the simulation below.
    let expected = [(3, 2.4388, 99.0641, 96.3234, 881_375.6), (11, 2.1712, 97.7409, 95.7365, 866_018.5)];
    for (month, leavers, end, fte, cost) in expected {
        near(team(&result, month, "leavers"), leavers, 4.0 * 1.57 / REPLICATIONS.sqrt());
        near(team(&result, month, "headcount_end"), end, 4.0 * 2.7 / REPLICATIONS.sqrt());
        near(team(&result, month, "effective_fte"), fte, 4.0 * 2.7 / REPLICATIONS.sqrt());
        near(team(&result, month, "cost"), cost, 4.0 * 25_000.0 / REPLICATIONS.sqrt());
    }
    // A simulation of binomial cohorts, 200,000 runs: the share in which turnover of the productive, October to March, is
    // at most 30 % a year.
    let targets = result["scenarios"][0]["targets"].as_array().expect("a list");
    let target = targets.iter().find(|target| target["target"] == "attrition").expect("the target");
    let probability = target["probability"].as_f64().expect("a share");
    near(probability, 0.5815, 4.0 * (0.5815_f64 * 0.4185 / REPLICATIONS).sqrt());
}

#[test]
fn learnt_demand_agrees_with_sums_on_the_history() {
    let plan = format!("{}/plans/ecommerce.toml", env!("CARGO_MANIFEST_DIR"));
    let result = forecast(&[&plan, "--scenario", "baseline", "--by", "day", "--replications", "200"], "");
    let offered = |day: usize| channel(&result, day, 0, "offered");
    // Chat in October: the mean of each weekday in September, laid on October's days, × 1.015 of growth × 0.92 that the
    // chatbot leaves.
    near((0..31).map(offered).sum::<f64>() / 118_334.0, 1.0, 0.03);
    // The first twelve days of November 2025 ÷ the mean of the same weekday from 18 to 31 October and from 13 to 30
    // November; the forecast's days ÷ their own weekday from 13 to 30 November.
    let ratios = [1.65, 1.27, 1.09, 1.15, 1.10, 1.07, 1.14, 1.35, 1.44, 1.80, 2.46, 1.81];
    let november = |day: usize| offered(30 + day);
    let lift = |place: usize| {
        let day = place + 1;
        let like: Vec<f64> = (13..=30).filter(|other| other % 7 == day % 7).map(november).collect();
        let ordinary = like.iter().sum::<f64>() / like.iter().map(|_| 1.0).sum::<f64>();
        november(day) / ordinary
    };
    // One occurrence is drawn towards no effect: all logarithms by the same part, which leaves most of them.
    let logs: Vec<(f64, f64)> =
        ratios.iter().enumerate().map(|(at, ratio)| (f64::ln(*ratio), lift(at).ln())).collect();
    let kept = logs.iter().map(|(raw, found)| raw * found).sum::<f64>()
        / logs.iter().map(|(raw, _)| raw * raw).sum::<f64>();
    near(kept, 0.9, 0.1);
    // A day of the history strays by some 5 %, and so does what stands beside it: two of these.
    for (raw, found) in logs {
        near((found - kept * raw).exp(), 1.0, 0.1);
    }
    // 12 December: stated, + 120 % on the Saturdays around it.
    let december = |day: usize| offered(61 - 1 + day);
    near(december(12) / (0.5 * (december(5) + december(19))), 2.2, 0.03);
}
