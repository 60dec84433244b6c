//! What `plan workforce` prints and judges. Snapshots are our own output, copied; figures are held against reference
//! values in `oracle_workforce_command`, and here against `plan forecast` and against laws.

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Stdio};

struct Answer {
    code: i32,
    out: String,
    err: String,
}

fn plan(args: &[&str], input: &str) -> Answer {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plan"))
        .args(args)
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    // A refusal may come before standard input is read.
    let _ = child.stdin.take().expect("a pipe").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("it ends");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Answer {
        code: output.status.code().expect("no signal"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

fn json(args: &[&str], input: &str) -> Value {
    let answer = plan(&[args, &["-q", "--format", "json"]].concat(), input);
    assert_eq!(answer.code, 0, "{}", answer.err);
    serde_json::from_str(&answer.out).expect("one object")
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number, not {value}"))
}

const HIRE_TWENTY: &str = r#"
[plan]
title = "Hire twenty"
start = 2026-10-01
months = 6
currency = "CNY"
[team.frontline]
headcount = 100
attrition = "10%"
hires = { 2026-10 = 7, 2026-11 = 7, 2026-12 = 6 }
training = { onboarding = "1 month", pass_rate = "95%" }
ramp = ["50%", "75%", "90%"]
[cost]
salary = 6500
on_costs = "32%"
hire = 4200
training = 3000
separation = 2000
[targets]
attrition = { at_most = "10%", confidence = "80%" }
[scenario.replaced]
about = "Leavers are replaced after two months"
team.frontline.backfill = { lead_time = "2 months" }
"#;

/// Grades, limited seats, leads of another team, rates by tenure, a sweep.
const RICH: &str = r#"
[plan]
start = 2026-10-01
months = 12
replications = 100
[team."前线"]
headcount = 100
tenure = { "24 months" = 60, "0-3 months" = 40 }
attrition = { annual = "35%", by_tenure = { "0-3 months" = 2.4, "3-12 months" = 1.5, "over 12 months" = 0.8 } }
hires = { 2026-10 = 7, 2026-11 = 7, 2026-12 = 6 }
training = { onboarding = "1 month", pass_rate = "95%", seats = 8 }
ramp = ["50%", "75%", "90%"]
backfill = { lead_time = "1 month", show = "90%" }
grades = { agent = 0.86, senior = 0.14 }
grade.senior = { speed = 1.1 }
promote = { from = "agent", to = "senior", after = "12 months", per_year = 0.2 }
[team.leads]
headcount = 8
leads = "前线"
span = 12
attrition = "12%"
[cost]
salary = { default = 6500, senior = 8000, leads = 11000 }
hire = 4200
separation = 2000
platform = 10000
[targets]
attrition = { at_most = "30%", window = "rolling-12", population = "productive" }
cost = { at_most = 12000000 }
[sweep.lead]
team."前线".backfill.lead_time = ["1 month", "3 months"]
"#;

#[test]
fn the_hr_view_fits_80_columns() {
    let answer = plan(&["workforce", "-q", "-"], HIRE_TWENTY);
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
    assert!(answer.out.lines().all(|line| line.chars().count() <= 80));
    insta::assert_snapshot!(answer.out);
}

#[test]
fn names_in_chinese_keep_the_columns_straight() {
    let out = plan(&["workforce", "-q", "-"], RICH).out;
    assert!(out.contains("People in `前线`, by month"), "{out}");
    insta::assert_snapshot!(out);
}

/// The odds come from the exact law, so that a hundred people and twenty hires are told apart from a hundred and twenty.
#[test]
fn a_hundred_and_twenty_hires_are_told_not_to_be_a_hundred_and_twenty() {
    let out = plan(&["workforce", "-q", "-"], HIRE_TWENTY).out;
    assert!(out.contains("Why 100 + 20 is not 120"), "{out}");
    let kept =
        HIRE_TWENTY.replace("attrition = \"10%\"\nhires", "hires").replace(", pass_rate = \"95%\"", "");
    let out = plan(&["workforce", "-q", "-"], &kept).out;
    assert!(out.contains("Why headcount ends where it does"), "{out}");
    assert!(out.contains("all but surely 120 people are there"), "{out}");
}

/// The people of a plan do not depend on who asks: means, ranges, targets and their probability are those of a forecast.
#[test]
fn a_forecast_tells_the_same_people_targets_and_cost() {
    for text in [HIRE_TWENTY, RICH] {
        for by in ["month", "quarter"] {
            let forecast = json(&["forecast", "-", "--by", by], text);
            let workforce = json(&["workforce", "-", "--by", by], text);
            let pairs = forecast["scenarios"].as_array().expect("scenarios").iter();
            for (forecast, workforce) in pairs.zip(workforce["scenarios"].as_array().expect("scenarios")) {
                assert_eq!(forecast["name"], workforce["name"]);
                for (a, b) in forecast["targets"]
                    .as_array()
                    .expect("a list")
                    .iter()
                    .zip(workforce["targets"].as_array().expect("a list"))
                {
                    for key in ["target", "goal", "period", "value", "probability", "met", "confidence"] {
                        assert_eq!(a[key], b[key], "{key}");
                    }
                }
                agree(forecast, workforce);
            }
        }
    }
}

fn agree(forecast: &Value, workforce: &Value) {
    for (at, period) in forecast["periods"].as_array().expect("periods").iter().enumerate() {
        for (place, team) in period["teams"].as_array().expect("teams").iter().enumerate() {
            let ours = &workforce["teams"][place];
            for (theirs, name) in [
                ("begin", "begin"),
                ("starts", "starts"),
                ("headcount_start", "headcount_start"),
                ("leavers", "leavers"),
                ("washouts", "washouts"),
                ("headcount_end", "headcount_end"),
                ("productive", "productive_start"),
            ] {
                let (a, b) = (number(&team[theirs]["mean"]), number(&ours["periods"][at][name]));
                // Where seats are limited a forecast tells the mean of its draws, and this command the mean field.
                let slack = if ours["exact"] == true { 1e-9 } else { 1.5 };
                assert!((a - b).abs() < slack, "{name} of {}: {a} for {b}", period["period"]);
            }
        }
    }
}

#[test]
fn the_books_balance_in_total_and_by_grade_in_every_form() {
    for by in ["month", "quarter"] {
        for team in json(&["workforce", "-", "--by", by], RICH)["scenarios"]
            .as_array()
            .expect("scenarios")
            .iter()
            .flat_map(|scenario| scenario["teams"].as_array().expect("teams"))
        {
            let mut begin = number(&team["summary"]["opening"]);
            for period in team["periods"].as_array().expect("periods") {
                let of = |key: &str| number(&period[key]);
                assert!((of("begin") - begin).abs() < 1e-9);
                assert!((of("begin") + of("starts") - of("headcount_start")).abs() < 1e-9);
                let end =
                    of("headcount_start") - of("leavers") - of("washouts") + of("moved_in") - of("moved_out");
                assert!((end - of("headcount_end")).abs() < 1e-9);
                let seniors = of("seniors_start") + of("promotions") - of("senior_leavers");
                assert!((seniors - of("seniors_end")).abs() < 1e-9);
                let lines: f64 = period["cost_lines"].as_object().expect("lines").values().map(number).sum();
                assert!((lines - of("cost")).abs() < 1e-6 * lines.max(1.0));
                begin = of("headcount_end");
            }
        }
    }
}

#[test]
fn weeks_are_the_rows_of_a_workforce_that_moves_in_weeks() {
    let weekly = HIRE_TWENTY.replace("months = 6", "months = 6\nworkforce_step = \"week\"");
    let of = |args: &[&str]| json(args, &weekly)["scenarios"][0]["teams"][0].clone();
    let (weeks, months) = (of(&["workforce", "-"]), of(&["workforce", "-", "--by", "month"]));
    let last = |team: &Value| team["periods"].as_array().expect("periods").last().expect("one").clone();
    assert_eq!(weeks["periods"].as_array().map(Vec::len), Some(27));
    assert_eq!(last(&weeks)["headcount_quantiles"], last(&months)["headcount_quantiles"]);
    // Six months at 10 % a year: weeks and months tell the same people up to the hires' first days.
    let monthly = json(&["workforce", "-"], HIRE_TWENTY);
    let (a, b) = (number(&last(&weeks)["headcount_end"]), &monthly["scenarios"][0]["teams"][0]);
    assert!((a - number(&last(b)["headcount_end"])).abs() < 0.4);
    let refused = plan(&["workforce", "-", "--by", "week"], HIRE_TWENTY);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("workforce_step"), "{}", refused.err);
}

#[test]
fn a_missed_target_ends_with_1_under_check_and_what_it_takes_is_told() {
    let answer = plan(&["workforce", "-", "-q", "--check"], HIRE_TWENTY);
    assert_eq!(answer.code, 1);
    assert!(
        answer.err.contains("check: `baseline` misses its target for annual turnover to date"),
        "{}",
        answer.err
    );
    let held =
        plan(&["workforce", "-", "-q", "--check", "--set", "team.frontline.attrition=2%"], HIRE_TWENTY);
    assert_eq!((held.code, held.err.as_str()), (0, ""));
    let target = json(&["workforce", "-"], HIRE_TWENTY)["scenarios"][0]["targets"][0].clone();
    let needed: Vec<f64> = target["needed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| number(&one["hazard_factor"]))
        .collect();
    assert!(needed.windows(2).all(|pair| pair[1] <= pair[0]) && needed[0] < 1.0, "{needed:?}");
}

/// A plan at the hazard that a confidence needs holds its target with that confidence.
#[test]
fn the_hazard_needed_is_one_that_holds() {
    let steady = r#"
[plan]
start = 2026-01-01
months = 12
replications = 4000
[team.all]
headcount = 100
attrition = "10%"
backfill = { lead_time = "1 month" }
[targets]
attrition = { at_most = "10%" }
"#;
    let needed = json(&["workforce", "-"], steady)["scenarios"][0]["targets"][0]["needed"].clone();
    // At most 9 of some 99.6 people may leave: Poisson(9.96 f) ≤ 9 with 80, 90 and 95 % asks for f of 0.73, 0.62, 0.54.
    for (needed, factor) in needed.as_array().expect("a list").iter().zip([0.732, 0.624, 0.545]) {
        let found = number(&needed["hazard_factor"]);
        assert!((found - factor).abs() < 0.03, "{found} for {factor}");
        let rate = format!("team.all.attrition={}%", 10.0 * found);
        let target = json(&["workforce", "-", "--set", &rate], steady)["scenarios"][0]["targets"][0].clone();
        let held = number(&target["probability"]) - number(&needed["confidence"]);
        assert!((-1e-9..0.03).contains(&held), "{held}");
    }
}

#[test]
fn every_form_holds_every_scenario_and_threads_do_not_matter() {
    let one = plan(&["workforce", "-q", "-", "--threads", "1", "--format", "json"], RICH).out;
    let two = plan(&["workforce", "-q", "-", "--threads", "2", "--format", "json"], RICH).out;
    assert!(one == two);
    let csv = plan(&["workforce", "-q", "-", "--format", "csv"], HIRE_TWENTY).out;
    assert!(csv.starts_with("scenario,period,kind,name,measure,mean,p10,p50,p90\n"), "{csv}");
    let ends: Vec<&str> =
        csv.lines().filter(|line| line.contains("2027-03,team,frontline,headcount_end,")).collect();
    assert_eq!(ends.len(), 2, "{ends:?}");
    // Every row of a figure with a law has its three percentiles; that of 2027-03 is the JSON's.
    let team = json(&["workforce", "-"], HIRE_TWENTY)["scenarios"][0]["teams"][0].clone();
    let levels = &team["periods"][5]["headcount_quantiles"];
    let wanted = format!(",{},{},{}", levels["p10"], levels["p50"], levels["p90"]);
    assert!(ends[0].ends_with(&wanted), "{} for {wanted}", ends[0]);
    let markdown = plan(&["workforce", "-q", "-", "--format", "markdown"], HIRE_TWENTY).out;
    assert!(markdown.contains("| month |"), "{markdown}");
}

#[test]
fn a_plan_without_people_is_refused_with_the_way_out() {
    let answer = plan(&["workforce", "-"], "[plan]\nstart = 2026-10-01\nmonths = 3\n");
    assert_eq!((answer.code, answer.out.as_str()), (2, ""));
    assert!(answer.err.contains("add a `[team.NAME]`"), "{}", answer.err);
}

/// Figures about people that contradict each other, each with its code and its place.
#[test]
fn bad_teams_have_a_diagnostic_at_their_place() {
    for (line, code, place) in [
        ("tenure = { \"24 months\" = 60, \"0-3 months\" = 30 }", "E304", ":6:10"),
        ("ramp = [\"50%\", \"160%\"]", "E204", ":6:16"),
        ("backfill = { lead_time = \"0 months\" }", "E202", ":6:26"),
        ("training = { onboarding = \"1 month\", pass_rate = \"0%\" }", "E204", ":6:50"),
        ("training = { onboarding = \"1 month\", pass_rate = \"105%\" }", "E204", ":6:50"),
        ("backfill = { show = \"0%\" }", "E204", ":6:21"),
        ("attrition = \"3000%\"", "E213", ":6:13"),
        ("attrition = \"-5%\"", "E213", ":6:13"),
        ("attrition = { monthly = \"100%\" }", "E213", ":6:25"),
        ("attrition = { annual = \"120%\", basis = \"probability\" }", "E213", ":6:24"),
        (
            "attrition = { annual = \"50%\", by_tenure = { \"0-3 months\" = 1, \"over 3 months\" = 0 } }",
            "E213",
            ":6:43",
        ),
    ] {
        let text = format!("[plan]\nstart = 2026-10-01\nmonths = 12\n[team.a]\nheadcount = 100\n{line}\n");
        let answer = plan(&["workforce", "-"], &text);
        assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{line}");
        assert!(answer.err.contains(&format!("error[{code}]")), "{line}: {}", answer.err);
        assert!(answer.err.contains(place), "{line}: {}", answer.err);
    }
    let text = "[plan]\nstart = 2026-10-01\nmonths = 12\n[team.a]\nheadcount = 100\nattrition = \"300%\"\n";
    let answer = plan(&["workforce", "-"], text);
    assert_eq!(answer.code, 0);
    assert!(answer.err.contains("warning[W501]") && answer.err.contains(":6:13"), "{}", answer.err);
}

/// By hand: with a lead of two months nobody hired for October can still apply in the plan; 10 hires of December take
/// 10 / 0.9 acceptances, 1 / 0.75 offers each, five applicants an offer.
#[test]
fn the_funnel_asks_for_whom_the_hires_take_and_in_time() {
    let funnel =
        "recruiting = { offer = \"20%\", accept = \"75%\", show = \"90%\", lead_time = \"6 weeks\" }";
    let text = format!(
        "[plan]\nstart = 2026-10-01\nmonths = 4\n[team.a]\nheadcount = 50\nattrition = \"0%\"\n{funnel}\n\
         hires = {{ 2026-10 = 3, 2026-12 = 10 }}\n"
    );
    let team = &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0];
    let at = |period: usize, stage: &str| number(&team["periods"][period]["candidates"][stage]);
    let acceptances = 10.0 / 0.9;
    for (stage, expected) in [
        ("acceptances", acceptances),
        ("offers", acceptances / 0.75),
        ("applicants", acceptances / 0.75 / 0.2),
    ] {
        assert!((at(0, stage) - expected).abs() < 1e-9, "{stage}");
        assert!((1..4).all(|period| at(period, stage).abs() < 1e-12), "{stage}");
    }
    let before = number(&team["summary"]["candidates_before_start"]["applicants"]);
    assert!((before - 3.0 / 0.9 / 0.75 / 0.2).abs() < 1e-9, "{before}");
    let answer = plan(&["workforce", "-"], &text);
    assert!(answer.out.contains("C140 22.2 people must have applied to `a`"), "{}", answer.out);
}

#[test]
fn replacements_are_looked_for_as_the_acceptances_that_are_due() {
    let text = HIRE_TWENTY.replace(
        "hires = { 2026-10 = 7, 2026-11 = 7, 2026-12 = 6 }",
        "backfill = { lead_time = \"2 months\", show = \"80%\" }\nrecruiting = { offer = \"50%\" }",
    );
    let team = &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0];
    for period in team["periods"].as_array().expect("months") {
        let (found, due) = (&period["candidates"], number(&period["vacancies_due"]));
        assert!((number(&found["acceptances"]) - due).abs() < 1e-12);
        assert!((number(&found["applicants"]) - 2.0 * due).abs() < 1e-12);
        assert!((number(&period["starts"]) - 0.8 * due).abs() < 1e-9);
    }
}

#[test]
fn unpaid_time_off_saves_salaries_and_nothing_else() {
    let with = |shrinkage: &str| {
        let text = HIRE_TWENTY.replace("headcount =", &format!("shrinkage = {shrinkage}\nheadcount ="));
        json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0].clone()
    };
    let paid = with("{ leave = \"8%\", training = \"4 h / week\", away = \"5%\" }");
    let unpaid = with("{ leave = \"8%\", training = \"4 h / week\", away = \"5%\", unpaid = [\"away\"] }");
    for (a, b) in
        paid["periods"].as_array().expect("months").iter().zip(unpaid["periods"].as_array().expect("months"))
    {
        let line = |of: &Value, line: &str| number(&of["cost_lines"][line]);
        assert!((line(b, "salaries") - 0.95 * line(a, "salaries")).abs() < 1e-6);
        assert!((line(b, "hiring") - line(a, "hiring")).abs() < 1e-9);
        assert_eq!(a["fte_mid"], b["fte_mid"]);
        let shares: Vec<f64> =
            b["time_off"].as_array().expect("parts").iter().map(|part| number(&part["share"])).collect();
        assert!(shares.iter().zip([0.08, 0.1, 0.05]).all(|(share, of)| (share - of).abs() < 1e-12));
    }
    assert_eq!(unpaid["periods"][0]["time_off"][2]["paid"], false);
    // A part that is called so is one like any other.
    assert_eq!(with("{ unpaid = \"5%\" }")["periods"][0]["time_off"][0]["paid"], true);
}

#[test]
fn stages_of_time_off_add_up_to_the_whole() {
    let text = HIRE_TWENTY
        .replace("headcount =", "shrinkage = { a = \"20%\", b = \"10%\", staged = true }\nheadcount =");
    let team = &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0];
    let parts = team["periods"][0]["time_off"].as_array().expect("parts").iter();
    let sum: f64 = parts.map(|part| number(&part["share"])).sum();
    assert!((sum - (1.0 - 0.8 * 0.9)).abs() < 1e-12, "{sum}");
}

#[test]
fn a_funnel_through_which_nobody_comes_is_refused() {
    for (key, words) in [
        ("offer", "no applicant"),
        ("accept", "nobody would ever accept"),
        ("show", "nobody would ever start"),
    ] {
        let text =
            HIRE_TWENTY.replace("headcount =", &format!("recruiting = {{ {key} = \"0%\" }}\nheadcount ="));
        let answer = plan(&["workforce", "-"], &text);
        assert_eq!(answer.code, 2, "{key}");
        assert!(answer.err.contains("E204") && answer.err.contains(words), "{}", answer.err);
    }
    let text = HIRE_TWENTY
        .replace("headcount =", "shrinkage = { leave = \"8%\", unpaid = [\"leaf\"] }\nheadcount =");
    let answer = plan(&["workforce", "-"], &text);
    assert!(answer.code == 2 && answer.err.contains("which is not there"), "{}", answer.err);
}

#[test]
fn a_bonus_that_is_said_to_do_nothing_is_told() {
    let bonus = HIRE_TWENTY.to_owned() + "[scenario.bonus]\ncost.retention_bonus = 300\n";
    let nobody = plan(&["workforce", "-"], &bonus).out;
    assert!(nobody.contains("C141 in `bonus`: the retention bonus is paid to nobody"), "{nobody}");
    let served = bonus.replace("headcount = 100", "headcount = 100\nserves = [\"chat\"]")
        + "[channel.chat]\nhandle_time = \"5 min\"\n\
           volume = { 2026-10 = 1000, 2026-11 = 1000, 2026-12 = 1000, 2027-01 = 1000, 2027-02 = 1000, 2027-03 = 1000 }\n";
    let alone = plan(&["workforce", "-"], &served).out;
    assert!(alone.contains("C141 in `bonus`: the retention bonus is higher"), "{alone}");
    let stated =
        served.replace("retention_bonus = 300", "retention_bonus = 300\nteam.frontline.attrition = \"8%\"");
    assert!(!plan(&["workforce", "-"], &stated).out.contains("C141"));
}

/// One team of `[plan]` and `[team.a]` with these lines.
fn alone(start_and_months: &str, team: &str, rest: &str) -> String {
    format!("[plan]\n{start_and_months}\n[team.a]\n{team}\n{rest}\n")
}

/// Promotions and exams are on the last day, so a month is paid by the grades of its start: 36 × 1,000 + 4 × 10,000.
#[test]
fn a_promotion_is_paid_from_the_month_after() {
    let team = "headcount = 40\nattrition = \"0%\"\ngrades = { agent = 0.9, senior = 0.1 }\n\
                promote = { from = \"agent\", to = \"senior\", per_year = \"100%\" }";
    let text =
        alone("start = 2026-01-01\nmonths = 2", team, "[cost]\nsalary = { agent = 1000, senior = 10000 }");
    let periods = &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0]["periods"];
    let salaries = |month: usize| number(&periods[month]["cost_lines"]["salaries"]);
    assert!((salaries(0) - 76_000.0).abs() < 1e-6, "{}", salaries(0));
    let risen = 36.0 * (1.0 - (-1.0_f64 / 12.0).exp());
    assert!((salaries(1) - 76_000.0 - 9_000.0 * risen).abs() < 1e-6, "{}", salaries(1));
}

/// Each leaver leaves a post open for half a month on average before the next begins.
#[test]
fn a_post_is_open_from_the_day_somebody_leaves() {
    let team =
        "headcount = 100\nattrition = \"40%\"\nbackfill = { lead_time = \"1 month\", share = \"50%\" }";
    let text = alone("start = 2026-01-01\nmonths = 6", team, "[cost]\nsalary = 1000");
    for period in
        json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0]["periods"].as_array().expect("months")
    {
        let open = number(&period["memo_lines"]["open_posts"]);
        assert!((open - 1000.0 * 0.5 * 0.5 * number(&period["leavers"])).abs() < 1e-6, "{open}");
    }
}

#[test]
fn a_target_without_a_value_is_not_met() {
    let text = alone(
        "start = 2026-01-01\nmonths = 6",
        "headcount = 100\nattrition = \"90%\"",
        "[targets]\nattrition = { at_most = \"10%\", window = \"rolling-12\" }",
    );
    let answer = plan(&["workforce", "-", "--check"], &text);
    assert!(answer.out.contains("no target can be judged") && answer.out.contains("C112"), "{}", answer.out);
    assert!(answer.err.contains("cannot be judged"), "{}", answer.err);
}

/// Of staged parts the first takes its share of all hours, the second of what is left.
#[test]
fn unpaid_time_saves_what_it_takes_whatever_its_stage() {
    let paid = |shrinkage: &str| {
        let team = format!("headcount = 100\nattrition = \"0%\"\nshrinkage = {shrinkage}");
        let text = alone("start = 2026-01-01\nmonths = 1", &team, "[cost]\nsalary = 1000");
        number(
            &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0]["periods"][0]["cost_lines"]["salaries"],
        )
    };
    let first = paid("{ away = \"10%\", breaks = \"50%\", staged = true, unpaid = [\"away\"] }");
    let second = paid("{ breaks = \"50%\", away = \"10%\", staged = true, unpaid = [\"away\"] }");
    assert!((first - 90_000.0).abs() < 1e-6 && (second - 95_000.0).abs() < 1e-6, "{first} {second}");
}

#[test]
fn weeks_of_tenure_make_eligible_after_as_many_weeks() {
    for weeks in [1_usize, 2, 7, 9] {
        let team = format!(
            "headcount = 0\nhires = {{ 2026-01 = 1000 }}\nattrition = \"0%\"\n\
             grades = {{ agent = 1, senior = 0 }}\n\
             promote = {{ from = \"agent\", to = \"senior\", after = \"{weeks} weeks\", per_year = \"500%\" }}"
        );
        let text = alone("start = 2026-01-01\nmonths = 4\nworkforce_step = \"week\"", &team, "");
        let periods = &json(&["workforce", "-"], &text)["scenarios"][0]["teams"][0]["periods"];
        let first =
            periods.as_array().expect("weeks").iter().position(|week| number(&week["promotions"]) > 0.0);
        assert_eq!(first, Some(weeks), "after {weeks} weeks");
    }
}

#[test]
fn a_list_by_month_has_no_default_where_it_would_mean_nothing() {
    for key in ["hires = { default = 2 }", "pipeline = { default = 1 }", "temporary = { default = 1 }"] {
        let text = alone("start = 2026-01-01\nmonths = 2", &format!("headcount = 5\n{key}"), "");
        let answer = plan(&["workforce", "-"], &text);
        assert!(answer.code == 2 && answer.err.contains("E208"), "{key}: {}", answer.err);
    }
    let monthly = alone(
        "start = 2026-01-01\nmonths = 2",
        "headcount = 5\nshrinkage = { leave = { default = \"8%\" } }",
        "",
    );
    assert_eq!(plan(&["workforce", "-"], &monthly).code, 0);
}

#[test]
fn a_first_month_in_part_is_told() {
    let told = |start: &str| {
        let text = alone(&format!("start = {start}\nmonths = 2"), "headcount = 5\nattrition = \"10%\"", "");
        plan(&["workforce", "-"], &text).out.contains("C142")
    };
    assert!(told("2026-01-31") && !told("2026-01-01"));
}

/// People who rise into vacancies: whole ones, so that the mean of people does not know them. An agent-by-agent simulation
/// in numpy (20,000 courses) gives 4.32 leads and an FTE of 47.27 in the eighteenth month; the recursion of means had 4.00.
#[test]
fn people_who_rise_into_vacancies_are_those_of_draws() {
    let text = "[plan]\nstart = 2026-01-01\nmonths = 18\nreplications = 4000\n[team.desk]\nheadcount = 50\n\
                tenure = { \"30 months\" = 50 }\nattrition = \"80%\"\nhires = { 2026-02 = 5, 2026-03 = 5 }\n\
                backfill = { lead_time = \"3 months\" }\ngrades = { agent = 0.92, lead = 0.08 }\n\
                grade.lead = { takes_contacts = false }\n\
                promote = { from = \"agent\", to = \"lead\", after = \"0 months\", span = 12 }\n";
    let answer = plan(&["workforce", "-", "--format", "json", "-q"], text);
    let document: Value = serde_json::from_str(&answer.out).expect("one object");
    let last = &document["scenarios"][0]["teams"][0]["periods"][17];
    let leads = last["grades"][1]["headcount_end"].as_f64().expect("leads");
    let fte = last["fte_mid"].as_f64().expect("an FTE");
    // Standard errors of 4,000 courses: 0.47 and 2.6 ÷ √4,000.
    assert!((leads - 4.32).abs() < 4.5 * 0.0075 + 0.005, "{leads}");
    assert!((fte - 47.27).abs() < 4.5 * 0.042 + 0.005, "{fte}");
}
