//! `[csat]`: today's value, and what moves it.

use crate::desk::{PHONE, cautions, last, mean, near, outcomes, scenario, with};
use staffplan::engine::Outcome;

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
