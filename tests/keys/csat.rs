//! `[csat]`: today's value, and what moves it.

use crate::desk::{PHONE, cautions, last, mean, near, outcomes, scenario, with};
use staffplan::engine::{Outcome, SatisfactionAccount, Swing};

fn first(outcome: &Outcome) -> f64 {
    mean(outcome.periods[0].csat)
}

fn november(outcome: &Outcome) -> f64 {
    mean(last(outcome).csat)
}

/// The shift is found on the expected first month; people who leave and days that stray move the mean of the
/// replications off it by less than a tenth of a point.
#[test]
fn the_first_month_of_the_baseline_is_today() {
    let busy = "team.desk.headcount=18";
    let cases: [&[&str]; 6] = [
        &[],
        &[busy],
        &["csat.today=\"62.5%\"", busy],
        &["team.desk.attrition=\"90%\"", busy],
        &["team.desk.hires={ 2026-10 = 5 }", "team.desk.ramp=[\"50%\"]", busy],
        &[
            "team.desk.grades={ agent = 0.5, senior = 0.5 }",
            "team.desk.grade.senior={ csat = \"+2 points\" }",
        ],
    ];
    for sets in cases {
        let today = if sets.contains(&"csat.today=\"62.5%\"") { 0.625 } else { 0.8 };
        near(first(&with(PHONE, sets)), today, 0.001);
    }
}

#[test]
fn a_scenario_shares_the_shift_and_shows_its_own_first_month() {
    let (base, better) = scenario(PHONE, &["team.desk.headcount = 24"]);
    assert!(first(&better) > first(&base) + 0.001);
    let (base, same) = scenario(PHONE, &["team.desk.hires = { 2026-11 = 4 }"]);
    near(first(&same), first(&base), 1e-9);
    assert!(november(&same) > november(&base) + 0.001);
}

/// Logit coefficients, each with a change that it answers to.
#[test]
fn coefficients_weigh_their_driver() {
    let change = |set: &[&str], line: &str| {
        let text = format!("{PHONE}\n[scenario.changed]\n{line}");
        let all = outcomes(&text, set);
        november(&all[1]) - november(&all[0])
    };
    let hires = "team.desk.hires = { 2026-11 = 4 }";
    let (weak, strong) = (change(&["csat.wait=-0.1"], hires), change(&["csat.wait=-0.4"], hires));
    assert!(weak > 0.0 && strong > 3.0 * weak, "{weak} {strong}");
    near(change(&["csat.wait=0"], hires), 0.0, 1e-6);
    let solved = "channel.phone.first_contact_resolution = \"50%\"";
    near(change(&["csat.resolved=0"], solved), 0.0, 1e-6);
    assert!(change(&["csat.resolved=1"], solved) < -0.05);
    let new = "team.desk.hires = { 2026-11 = 4 }\nteam.desk.ramp = [\"99%\"]";
    let unmoved = change(&["csat.wait=0", "csat.newcomer=0"], new);
    near(unmoved, 0.0, 1e-6);
    assert!(change(&["csat.wait=0", "csat.newcomer=-1"], new) < -0.01);
}

#[test]
fn grades_add_their_points() {
    let (base, senior) = scenario(
        PHONE,
        &[
            "team.desk.grades = { agent = 0.5, senior = 0.5 }",
            "team.desk.grade.senior = { csat = \"+2 points\" }",
        ],
    );
    near(november(&senior) - november(&base), 0.01, 1e-6);
}

#[test]
fn giving_up_counts_among_all_customers_only() {
    let with_lost = |set: &[&str]| {
        let outcome = with(PHONE, &[set, &["team.desk.headcount=15"]].concat());
        (november(&outcome), mean(last(&outcome).csat_all_customers))
    };
    let (answered, all) = with_lost(&[]);
    assert!(all < answered - 0.01);
    let (same, lower) = with_lost(&["csat.abandoned=-3"]);
    near(same, answered, 1e-9);
    assert!(lower < all);
}

#[test]
fn assumed_coefficients_are_said_and_stated_ones_are_not() {
    assert!(cautions(&with(PHONE, &[])).contains(&"C113"));
    let stated =
        ["wait", "resolved", "repeat", "transfer", "newcomer"].map(|name| format!("csat.{name}=-0.5"));
    let stated: Vec<&str> = stated.iter().map(String::as_str).collect();
    assert!(!cautions(&with(PHONE, &stated)).contains(&"C113"));
}

fn account(outcome: &Outcome) -> &SatisfactionAccount {
    outcome.satisfaction.as_ref().unwrap()
}

fn swing<'a>(outcome: &'a Outcome, name: &str) -> &'a Swing {
    let account = account(outcome);
    let place = account.coefficients.iter().position(|(known, _)| *known == name).unwrap();
    &account.swings[place]
}

const HIRES: &str = "team.desk.hires = { 2026-11 = 4 }";
const BUSY: &str = "team.desk.headcount = 16";

/// Nothing of this plan is uncertain, so its replications are its expected course: contacts by wait, weighed with the model, must be
/// what the tables of service hold, up to their interpolation (0.3 points of service at most).
#[test]
fn contacts_by_wait_give_the_satisfaction_of_the_tables() {
    let tickets = "[channel.mail]\nkind = \"deferred\"\nvolume = { 2026-10 = 3100, 2026-11 = 3000 }\nhandle_time = \"6 min\"\n\
                   hours = \"09:00-17:00\"\nservice_level = \"90% in 24 h\"\n[team.desk]";
    let both = PHONE.replace("[team.desk]", tickets).replace("[\"phone\"]", "[\"phone\", \"mail\"]");
    for (text, sets) in [
        (PHONE, vec![]),
        (PHONE, vec!["team.desk.headcount=16"]),
        (PHONE, vec!["team.desk.headcount=16", "csat.wait=-0.6", "csat.abandoned=-2"]),
        (&both, vec!["team.desk.headcount=21"]),
    ] {
        let outcome = with(text, &sets);
        let expected = account(&outcome).expected.unwrap();
        near(expected.csat, mean(last(&outcome).csat), 0.001);
        near(expected.all_customers, mean(last(&outcome).csat_all_customers), 0.001);
    }
}

#[test]
fn a_coefficient_of_nothing_has_no_swing() {
    let text = format!("{PHONE}\n[scenario.changed]\n{HIRES}");
    for outcome in outcomes(&text, &["csat.wait=0", "csat.transfer=0"]) {
        for name in ["wait", "transfer"] {
            let swing = swing(&outcome, name);
            assert!(swing.low.coefficient.abs() + swing.high.coefficient.abs() <= 0.0);
            near(swing.width().unwrap(), 0.0, 1e-12);
        }
        assert!(swing(&outcome, "resolved").low.coefficient < swing(&outcome, "resolved").high.coefficient);
    }
}

/// `f(b ± h) − f(b) = ± h f′ + h² f″ / 2`: what the two ends have in common falls with the square of the range.
#[test]
fn swings_are_antisymmetric_to_first_order() {
    let text = format!("{PHONE}\n[scenario.changed]\n{HIRES}");
    let lopsided = |wait: &str| {
        let outcome = outcomes(&text, &[&format!("csat.wait={wait}"), "team.desk.headcount=16"]).remove(1);
        let swing = *swing(&outcome, "wait");
        let account = account(&outcome);
        let change = account.expected.unwrap().csat - account.baseline.unwrap().csat;
        let (low, high) = (swing.low.answer().unwrap() - change, swing.high.answer().unwrap() - change);
        assert!(low * high < 0.0, "{low} {high}");
        ((low + high) / (low - high)).abs()
    };
    let (wide, narrow) = (lopsided("-0.2"), lopsided("-0.02"));
    assert!(wide < 0.25 && narrow < 0.15 * wide.max(0.02), "{wide} {narrow}");
}

/// With one month, the month that is asked about is the one that the model is calibrated on.
#[test]
fn at_either_end_the_first_month_of_the_baseline_is_today_exactly() {
    let text = PHONE.replace("months       = 2", "months       = 1").replace(", 2026-11 = 30000", "");
    let text = format!("{text}\n[scenario.changed]\n{}", BUSY);
    let all = outcomes(&text, &["csat.newcomer=-1"]);
    for one in &account(&all[0]).swings {
        near(one.low.value.unwrap().csat, 0.8, 1e-12);
        near(one.high.value.unwrap().csat, 0.8, 1e-12);
    }
    near(account(&all[0]).expected.unwrap().csat, 0.8, 1e-12);
    // Fewer people let customers wait: the dearer a wait, the more the scenario loses.
    let wait = swing(&all[1], "wait");
    assert!(wait.low.answer().unwrap() < wait.high.answer().unwrap() && wait.high.answer().unwrap() < 0.0);
}

/// A level moves its channel against the others, and today's value of all stays.
#[test]
fn levels_part_channels() {
    let chat = "[channel.chat]\nvolume = { 2026-10 = 31000, 2026-11 = 30000 }\nhandle_time = \"5 min\"\n\
                hours = \"09:00-17:00\"\npatience = \"4 min\"\nservice_level = \"80% in 20 s\"\n[team.desk]";
    let text = PHONE.replace("[team.desk]", chat).replace("[\"phone\"]", "[\"phone\", \"chat\"]");
    let of = |set: &[&str]| {
        let outcome = with(&text, &[set, &["team.desk.headcount=40"]].concat());
        let csat = [0, 1].map(|channel| mean(outcome.periods[0].channels[channel].csat));
        near(mean(outcome.periods[0].csat), 0.8, 0.001);
        csat
    };
    let [phone, same] = of(&[]);
    near(phone, same, 1e-6);
    let [phone, chat] = of(&["csat.levels.chat=-0.4"]);
    // logit P_phone − logit P_chat is the level where all contacts are alike; these mix solved and unsolved only where known.
    let logit = |p: f64| (p / (1.0 - p)).ln();
    near(logit(phone) - logit(chat), 0.4, 0.002);
    assert_eq!(crate::desk::refused(&text, &["csat.levels.fax=1"]).len(), 1);
    assert_eq!(crate::desk::refused(&text, &["csat.levels.chat=99"]).len(), 1);
}
