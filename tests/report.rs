//! The report, whole, from a forecast made by hand: the answer first, tables that fit, and the contracts of the files.

#[expect(unreachable_pub, reason = "each test file is a crate of its own")]
mod support;

use staffplan::calendar::By;
use staffplan::engine::Caution;
use staffplan::report::write::{Screen, csv, json, markdown, terminal};
use staffplan::report::{Document, Forecast, uplifts_by_day};
use support::{cases, origin};

const SCENARIOS: [(&str, Option<&str>, f64); 3] = [
    ("hire-20", Some("Twenty hires in the first three months"), 0.05),
    ("attrition-10", Some("Retention programme: attrition down to ten per cent"), 0.02),
    ("both", Some("Hire and keep"), 0.08),
];
const TITLE: &str = "E-commerce customer service, 2026 Q4 to 2027 Q1";

fn shown(width: u16, title: &str, others: &[(&str, Option<&str>, f64)]) -> String {
    let (scenarios, outcomes) = cases(title, others);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    terminal(&forecast.document(), Screen { width, color: false })
}

#[test]
fn the_whole_report_at_80_columns() {
    insta::assert_snapshot!(shown(80, TITLE, &SCENARIOS));
}

#[test]
fn the_whole_report_at_160_columns() {
    insta::assert_snapshot!(shown(160, TITLE, &SCENARIOS));
}

#[test]
fn the_same_report_as_markdown_csv_and_json() {
    let (scenarios, outcomes) = cases(TITLE, &SCENARIOS[..1]);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    insta::assert_snapshot!("markdown", markdown(&forecast.document()));
    insta::assert_snapshot!("csv", csv(&forecast).lines().take(60).collect::<Vec<_>>().join("\n"));
    insta::assert_snapshot!("json", json(&forecast, true));
}

#[test]
fn words_in_chinese_keep_the_columns_straight() {
    let title = "电商客服 2026 年第四季度人员计划\u{202e}\u{1b}[31m";
    let long = "双十一-临时增加二十名客服并把流失率降到百分之十以下-同时延长培训周期并增加知识库投入-长名称";
    let text = shown(
        80,
        title,
        &[
            (long, None, 0.05),
            ("a-very-long-scenario-name-that-has-no-blank-in-it-at-all-64-chars", None, 0.1),
        ],
    );
    assert!(!text.contains(['\u{202e}', '\u{1b}']));
    insta::assert_snapshot!(text.lines().take(60).collect::<Vec<_>>().join("\n"));
}

#[test]
fn color_only_adds_to_the_same_text() {
    let (scenarios, outcomes) = cases(TITLE, &SCENARIOS);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let plain = terminal(&forecast.document(), Screen { width: 80, color: false });
    let coloured = terminal(&forecast.document(), Screen { width: 80, color: true });
    assert!(coloured.contains("\u{1b}[31m") && !plain.contains('\u{1b}'));
    let codes = ["\u{1b}[31m", "\u{1b}[32m", "\u{1b}[2m", "\u{1b}[1m", "\u{1b}[0m"];
    assert_eq!(codes.iter().fold(coloured, |text, code| text.replace(code, "")), plain);
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for width in [80, 100, 120, 160, 200] {
        for line in shown(width, TITLE, &SCENARIOS).lines() {
            assert!(line.chars().count() <= usize::from(width), "{width}: {line}");
        }
    }
}

#[test]
fn without_a_team_the_report_ends_with_the_requirement() {
    let (scenarios, mut outcomes) = cases(TITLE, &[]);
    let outcome = &mut outcomes[0];
    outcome.teams.clear();
    outcome.targets.clear();
    outcome.worst.clear();
    outcome.shortage = None;
    outcome.headcount.clear();
    (outcome.satisfaction, outcome.one_more) = (None, Vec::new());
    outcome.cautions = vec![Caution::NoTeam];
    for period in &mut outcome.periods {
        period.teams.clear();
        (period.csat, period.attrition, period.cost) = (None, None, None);
        (period.csat_all_customers, period.mean_score, period.cost_per_contact) = (None, None, None);
        (period.cost_lines, period.memo, period.answered) = (None, None, None);
        for channel in &mut period.channels {
            (channel.service_level, channel.asa_seconds, channel.p_abandon) = (None, None, None);
            (channel.occupancy, channel.csat, channel.backlog_end) = (None, None, None);
            (channel.csat_all_customers, channel.mean_score) = (None, None);
        }
    }
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    insta::assert_snapshot!(terminal(&forecast.document(), Screen { width: 80, color: false }));
}

#[test]
fn without_a_channel_the_report_is_about_people() {
    let (mut scenarios, mut outcomes) = cases(TITLE, &[]);
    scenarios[0].plan.channels.clear();
    let outcome = &mut outcomes[0];
    outcome.channels.clear();
    outcome.uplifts.clear();
    outcome.targets.truncate(2);
    outcome.worst.clear();
    outcome.shortage = None;
    (outcome.satisfaction, outcome.one_more) = (None, Vec::new());
    outcome.cautions.clear();
    for period in &mut outcome.periods {
        period.channels.clear();
        (period.csat, period.csat_all_customers, period.mean_score) = (None, None, None);
        (period.answered, period.cost_per_contact) = (None, None);
        for team in &mut period.teams {
            (team.required_fte, team.gap_fte, team.occupancy) = (None, None, None);
        }
    }
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    insta::assert_snapshot!(terminal(&forecast.document(), Screen { width: 80, color: false }));
}

#[test]
fn ten_thousand_sweep_points_are_shown_by_forty() {
    let (mut scenarios, mut outcomes) = cases(TITLE, &[("hires-by-attrition[0, 10%]", None, 0.01)]);
    for at in 1..10_000 {
        let name = format!("hires-by-attrition[{at}, 10%]");
        scenarios.push(staffplan::model::Scenario { name: name.clone(), ..scenarios[1].clone() });
        outcomes.push(staffplan::engine::Outcome { name, ..outcomes[1].clone() });
    }
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let text = terminal(&forecast.document(), Screen { width: 80, color: false });
    let from = text.find("Sweep").expect("a table of points");
    insta::assert_snapshot!(text[from..].lines().take(60).collect::<Vec<_>>().join("\n"));
}

#[test]
fn by_interval_every_interval_is_a_row_and_a_period() {
    let (scenarios, mut outcomes) = cases(TITLE, &[]);
    outcomes[0].intervals = std::mem::take(&mut outcomes[0].worst);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Interval, origin()).expect("a baseline");
    let text = terminal(&forecast.document(), Screen { width: 80, color: false });
    insta::assert_snapshot!("interval_terminal", text.lines().take(30).collect::<Vec<_>>().join("\n"));
    insta::assert_snapshot!("interval_csv", csv(&forecast));
    let value: serde_json::Value = serde_json::from_str(&json(&forecast, false)).expect("JSON");
    let periods = value["scenarios"][0]["periods"].as_array().expect("a list");
    let labels: Vec<&str> = periods.iter().filter_map(|period| period["period"].as_str()).collect();
    assert_eq!(labels, ["2026-11-01T20:00", "2026-11-11T15:00", "2026-11-11T15:30"]);
    assert_eq!(periods[1]["channels"].as_array().map(Vec::len), Some(2));
    assert_eq!(periods[0]["channels"][0]["service_level"]["mean"], 0.412);
    assert!(periods[0]["channels"][0]["service_level"]["p10"].is_null());
}

/// Keys of an object, in the order they are written.
fn keys(value: &serde_json::Value) -> Vec<&str> {
    value.as_object().map(|object| object.keys().map(String::as_str).collect()).unwrap_or_default()
}

#[test]
fn json_keeps_the_keys_of_the_contract_in_their_order() {
    let (scenarios, outcomes) = cases(TITLE, &SCENARIOS);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let one_line = json(&forecast, false);
    assert_eq!(one_line.lines().count(), 1);
    let value: serde_json::Value = serde_json::from_str(&one_line).expect("JSON");
    assert_eq!(value["format"], "plan.forecast/1");
    assert_eq!(keys(&value), ["format", "version", "inputs_sha256", "plan", "inputs", "scenarios"]);
    assert_eq!(
        keys(&value["plan"]),
        ["title", "start", "months", "timezone", "currency", "seed", "replications"]
    );
    let input =
        ["path", "sha256", "rows_read", "rows_accepted", "rows_rejected", "rows_skipped", "first", "last"];
    assert_eq!(keys(&value["inputs"][0]), input);
    let scenario = &value["scenarios"][1];
    assert_eq!(
        keys(scenario),
        words("name about periods targets cautions satisfaction cost_per_point one_more")
    );
    let period = &scenario["periods"][0];
    assert_eq!(
        keys(period),
        words(
            "period channels teams csat attrition cost csat_all_customers mean_score contacts_answered cost_per_contact cost_lines memo_lines"
        )
    );
    assert_eq!(
        keys(&period["channels"][0]),
        words(
            "channel offered deflected service_level asa_seconds p_abandon occupancy backlog_end csat csat_all_customers \
             mean_score"
        )
    );
    assert_eq!(
        keys(&period["teams"][0]),
        words(
            "team required_fte begin starts headcount_start leavers washouts moves headcount_end productive effective_fte \
         gap_fte occupancy turnover_annualised_all turnover_annualised_productive cost"
        )
    );
    assert_eq!(
        keys(&scenario["targets"][0]),
        words("target channel team population goal by period value confidence probability met")
    );
    assert_eq!(keys(&scenario["cautions"][0]), ["code", "text", "where"]);
    assert_eq!(keys(&period["csat"]), ["mean", "p10", "p50", "p90"]);
    assert!(period["channels"][0]["backlog_end"].is_null());
    assert_eq!(scenario["targets"][0]["target"], "csat");
    assert_eq!(scenario["targets"][0]["by"], "2027-03-31");
    assert_eq!(scenario["targets"][1]["population"], "productive");
    assert_eq!(scenario["targets"][2]["channel"], "chat");
    assert_eq!(scenario["cautions"][2]["where"], "event.double-11");
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn what_is_no_number_is_null_and_a_formula_stays_words() {
    let (mut scenarios, mut outcomes) = cases("=cmd|' /C calc'!A0", &[]);
    scenarios[0].plan.settings.seed = u64::MAX;
    outcomes[0].name = "=1+1".into();
    outcomes[0].periods[0].cost = Some(staffplan::engine::Range::certain(f64::INFINITY));
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let value: serde_json::Value = serde_json::from_str(&json(&forecast, true)).expect("JSON");
    assert!(value["scenarios"][0]["periods"][0]["cost"].is_null());
    assert_eq!(value["plan"]["seed"], u64::MAX);
    let rows = csv(&forecast);
    assert!(rows.starts_with(
        "scenario,period,kind,name,measure,mean,p10,p50,p90\n'=1+1,2026-10,channel,chat,offered,118240,"
    ));
    assert!(rows.contains("'=1+1,2026-10,plan,,cost,,,,\n"));
}

#[test]
fn twelve_channels_of_long_names_still_fit_80_columns() {
    let (mut scenarios, mut outcomes) = cases(TITLE, &[]);
    let names: Vec<String> =
        (0..12).map(|at| format!("channel-number-{at}-with-a-name-of-sixty-characters-or-so-旺季")).collect();
    let channel = scenarios[0].plan.channels[0].clone();
    scenarios[0].plan.channels = names
        .iter()
        .map(|name| staffplan::model::Channel { name: name.clone(), ..channel.clone() })
        .collect();
    outcomes[0].channels = names;
    for period in &mut outcomes[0].periods {
        period.channels = vec![period.channels[0].clone(); 12];
    }
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let text = terminal(&forecast.document(), Screen { width: 80, color: false });
    let from = text.find("Service level, CSAT").expect("the table");
    insta::assert_snapshot!(text[from..].lines().take(34).collect::<Vec<_>>().join("\n"));
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[test]
fn events_by_day_say_what_each_day_was_learnt_from() {
    let mut document = Document::default();
    let outcome = support::outcome("baseline", 0.0);
    document.table(uplifts_by_day(&outcome.uplifts, &outcome.channels));
    insta::assert_snapshot!(terminal(&document, Screen { width: 80, color: false }));
}

/// The text of a forecast that was changed by hand.
fn changed(
    change: impl Fn(&mut Vec<staffplan::model::Scenario>, &mut Vec<staffplan::engine::Outcome>),
) -> (String, serde_json::Value) {
    let (mut scenarios, mut outcomes) = cases(TITLE, &[("other", None, 0.0)]);
    change(&mut scenarios, &mut outcomes);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    let text = terminal(&forecast.document(), Screen { width: 200, color: false });
    let json: serde_json::Value = serde_json::from_str(&json(&forecast, false)).expect("JSON");
    (text.split_whitespace().collect::<Vec<_>>().join(" "), json["scenarios"][1]["cost_per_point"].clone())
}

/// Tickets miss 98 % by most; every level of theirs moves by so many points, and the cost of six months by so much in all.
#[test]
fn a_point_has_one_price_over_the_plan() {
    for (points, cost, words, each) in [
        (2.0, 6000.0, "`other` gains 2.0 points of `PHONE` at 3,000 CNY a point", Some(3000.0)),
        (-2.0, -6000.0, "`other` loses 2.0 points of `PHONE` and saves 3,000 CNY for each", Some(3000.0)),
        (2.0, -6000.0, "`other` costs 6,000 CNY less and serves better by 2.0 points of `PHONE`", None),
        (-2.0, 6000.0, "`other` costs 6,000 CNY more and serves worse by 2.0 points of `PHONE`", None),
        (2.0, 0.0, "`other` gains 2.0 points of `PHONE` at the same cost", None),
        (0.05, 6000.0, "`other` no real difference in `PHONE`", None),
    ] {
        let (text, price) = changed(|_, outcomes| {
            for period in &mut outcomes[1].periods {
                period.cost.as_mut().expect("a cost").mean += cost / 6.0;
                for channel in &mut period.channels {
                    channel.service_level.as_mut().expect("a level").mean += points / 100.0;
                }
            }
        });
        let channel = price["channel"].as_str().expect("a channel");
        assert!(text.contains(&words.replace("PHONE", channel)), "{words}: {text}");
        assert!((price["points"].as_f64().expect("points") - points).abs() < 1e-9, "{price}");
        assert!((price["cost"].as_f64().expect("a cost") - cost).abs() < 1e-6, "{price}");
        let found = price["cost_per_point"].as_f64();
        assert_eq!(found.map(f64::round), each, "{price}");
    }
}

#[test]
fn what_one_more_person_buys_tells_plenty_from_far_too_few() {
    let (text, _) = changed(|_, outcomes| {
        let none = &mut outcomes[0].one_more[0];
        (none.level, none.with) = (0.0, 0.0);
        let again = staffplan::engine::OneMore { team: 1, ..outcomes[0].one_more[1].clone() };
        outcomes[0].one_more.push(again);
    });
    assert!(text.contains("chat frontline 2026-11 far too few people 8,917"), "{text}");
    assert!(text.contains("far too few people: one more gains less than 0.01 points"));
    assert!(text.contains("phone frontline or leads 2026-11 +0.51 8,917"));
    assert!(text.contains("tickets frontline 2026-11 nothing to gain 8,917"));
}

/// The plan made by hand has no CSAT.
#[test]
fn notes_speak_of_what_there_is() {
    let (text, _) = changed(|scenarios, outcomes| {
        for scenario in scenarios {
            scenario.plan.settings.currency.clear();
        }
        outcomes.iter_mut().for_each(|outcome| outcome.about = None);
    });
    assert!(
        text.contains("people and FTE at the end;")
            && text.contains("memo, over the horizon: the lines hold")
    );
}
