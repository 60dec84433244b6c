//! Scenarios, sweeps and `--set` are partial plans: how they are laid over the baseline, and where their faults are.

use crate::desk::{Desk, EXAMPLE};
use staffplan::calendar::Month;
use staffplan::input::LoadOptions;
use staffplan::model::{Attrition, Plan, Uplift};

const BASE: &str = r#"
[plan]
start = 2026-10-01
months = 6
[channel.chat]
history = "../examples/histories/chat.csv.gz"
handle_time = "5 min"
concurrency = { "1" = "5 min", "2" = "6 min" }
hours = { mon-fri = "09:00-21:00", sat-sun = "10:00-18:00" }
[event.sale]
dates = "2026-11-11"
uplift = { chat = "+120%" }
[team.frontline]
headcount = 100
serves = ["chat"]
attrition = { annual = "28%", by_tenure = { "0-3 months" = 2.4, "over 3 months" = 0.8 } }
backfill = { share = "50%", lead_time = "2 months" }
hires = { 2026-10 = 7 }
ramp = ["60%", "80%"]
"#;

/// The plan of the scenario `s` with this text.
fn changed(scenario: &str) -> Plan {
    let text = format!("{BASE}\n[scenario.s]\n{scenario}\n");
    Desk::example().loaded(&text, &LoadOptions::default()).scenarios.remove(1).plan
}

fn october() -> Month {
    Month::new(2026, 10).unwrap()
}

#[test]
fn an_empty_scenario_is_the_baseline() {
    let text = format!("{BASE}\n[scenario.s]\n");
    let loaded = Desk::example().loaded(&text, &LoadOptions::default());
    assert_eq!(loaded.scenarios[0].plan, loaded.scenarios[1].plan);
}

#[test]
fn tables_merge_key_by_key_and_lists_replace() {
    let team = changed("team.frontline = { hires = { 2026-11 = 5 }, ramp = [\"90%\"] }").teams.remove(0);
    assert_eq!((team.hires.len(), team.hires[&october()], team.ramp), (2, 7, vec![0.9]));
    assert_eq!(team.headcount, 100);
}

#[test]
fn a_short_attrition_keeps_the_bands_of_its_form() {
    for written in ["attrition = \"10%\"", "attrition.annual = \"10%\"", "attrition = { annual = 0.1 }"] {
        let team = changed(&format!("team.frontline.{written}")).teams.remove(0);
        let Attrition::Annual { rate, bands, .. } = team.attrition else { panic!("{written}") };
        assert_eq!((rate.to_bits(), bands.len()), (0.1_f64.to_bits(), 2), "{written}");
    }
}

#[test]
fn another_form_replaces_the_whole_table() {
    let attrition =
        |text: &str| changed(&format!("team.frontline.attrition = {text}")).teams.remove(0).attrition;
    assert!(matches!(attrition("{ monthly = \"3%\" }"), Attrition::Monthly(_)));
    assert!(matches!(
        attrition("{ by_tenure = { \"over 0 months\" = \"18% / year\" } }"),
        Attrition::ByTenure(_)
    ));
    let weibull = attrition("{ weibull = { shape = 0.7, scale = \"40 months\" } }");
    assert!(matches!(weibull, Attrition::Weibull { .. }));
    let uplift = changed("event.sale.uplift = \"+50%\"").events.remove(0).uplift;
    assert_eq!(uplift, Uplift::All(0.5));
    assert_eq!(changed("channel.chat.concurrency = 3").channels.remove(0).concurrency.most(), 3);
}

#[test]
fn a_later_handle_time_scales_the_list_and_a_later_level_one_is_the_handle_time() {
    let chat = changed("channel.chat.handle_time = \"10 min\"").channels.remove(0);
    let durations = chat.concurrency.durations(chat.handle_time.unwrap().get());
    assert_eq!(durations, [600.0, 720.0]);
    let chat = changed("channel.chat.concurrency = { \"1\" = \"4 min\" }").channels.remove(0);
    let durations = chat.concurrency.durations(chat.handle_time.unwrap().get());
    assert_eq!(durations, [240.0, 360.0]);
}

#[test]
fn false_takes_an_optional_table_away() {
    let plan =
        changed("team.frontline.backfill = false\nteam.frontline.attrition = false\nevent.sale = false");
    assert!(plan.teams[0].backfill.is_none() && plan.events.is_empty());
    assert_eq!(plan.teams[0].attrition, Attrition::none());
    let plan = changed("team.frontline.backfill.washouts = false");
    assert!(plan.teams[0].backfill.is_some_and(|backfill| !backfill.washouts));
}

#[test]
fn hours_of_a_single_day_stand_over_those_of_a_range() {
    let hours = changed("channel.chat.hours.sat = \"closed\"").channels.remove(0).hours;
    assert!(hours.on(chrono::Weekday::Sat).is_closed());
    assert_eq!(hours.on(chrono::Weekday::Sun).spans(), [(600, 1080)]);
}

#[test]
fn extends_lays_the_others_first_in_order() {
    let text = format!(
        "{BASE}
[scenario.a]
team.frontline.headcount = 110
team.frontline.attrition = \"10%\"
[scenario.b]
team.frontline.headcount = 120
[scenario.c]
extends = [\"a\", \"b\"]
team.frontline.attrition = {{ monthly = \"1%\" }}
"
    );
    let plan = Desk::example().loaded(&text, &LoadOptions::default()).scenarios.remove(3).plan;
    assert_eq!(plan.teams[0].headcount, 120);
    assert!(matches!(plan.teams[0].attrition, Attrition::Monthly(_)));
}

#[test]
fn a_set_reaches_every_scenario_and_stands_last() {
    let set = vec!["team.frontline.hires.2026-10=9".into(), "channel.chat.asa=20 s".into()];
    let options = LoadOptions { set, ..LoadOptions::default() };
    let loaded = Desk::example().loaded(EXAMPLE, &options);
    for scenario in &loaded.scenarios {
        assert_eq!(scenario.plan.teams[0].hires[&october()], 9, "{}", scenario.name);
        assert_eq!(scenario.plan.channels[0].asa.map(|asa| asa.get().round()), Some(20.0));
    }
}

#[test]
fn only_the_scenarios_asked_for_stay_beside_the_baseline() {
    let names = |wanted: &[&str]| -> Vec<String> {
        let scenarios = wanted.iter().map(|name| (*name).to_owned()).collect();
        let options = LoadOptions { scenarios, ..LoadOptions::default() };
        let loaded = Desk::example().loaded(EXAMPLE, &options);
        loaded.scenarios.into_iter().map(|scenario| scenario.name).collect()
    };
    assert_eq!(names(&["both"]), ["baseline", "both"]);
    assert_eq!(names(&["baseline"]), ["baseline"]);
    assert_eq!(names(&["hires-by-attrition"]).len(), 17);
    assert_eq!(names(&["hires-by-attrition[10, 20%]"]), ["baseline", "hires-by-attrition[10, 20%]"]);
    let options = LoadOptions { scenarios: vec!["bth".into()], ..LoadOptions::default() };
    assert_eq!(Desk::example().refused(EXAMPLE, &options), [("E301", 1, "bth".to_owned())]);
}

#[test]
fn a_scenarios_fault_is_shown_where_the_scenario_wrote_it() {
    let text = EXAMPLE.replace("= { annual = \"10%\" }", "= { annual = \"-10%\" }");
    let found = Desk::example().refused(&text, &LoadOptions::default());
    assert_eq!(found, [("E213", 0, "\"-10%\"".to_owned())], "two scenarios hold it, it is said once");
}

#[test]
fn a_sets_fault_is_shown_in_the_set() {
    let options = LoadOptions { set: vec!["team.frontline.headcount=many".into()], ..LoadOptions::default() };
    let found = Desk::example().refused(EXAMPLE, &options);
    assert_eq!(found, [("E108", 1, "many".to_owned())]);
    let options = LoadOptions { set: vec!["team.frontline.headcout=3".into()], ..LoadOptions::default() };
    let found = Desk::example().refused(EXAMPLE, &options);
    assert_eq!(found, [("E106", 1, "headcout".to_owned())]);
}

#[test]
fn every_fault_of_a_plan_is_said_at_once_in_the_order_of_the_file() {
    let text = EXAMPLE
        .replace("timezone     = \"Asia/Shanghai\"", "timezone     = \"CST\"")
        .replace("redial        = \"10%\"", "redial        = 10")
        .replace("span           = 12", "spam           = 12");
    let found = Desk::example().refused(&text, &LoadOptions::default());
    let codes: Vec<&str> = found.iter().map(|(code, ..)| *code).collect();
    assert_eq!(codes, ["E209", "E204", "E106"]);
}
