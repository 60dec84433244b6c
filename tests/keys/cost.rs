//! `[cost]`: every price times its quantity, once.

use crate::desk::{PEOPLE, PHONE, last, mean, near, refused, same, with};

/// Cost of November with a price laid over twenty people at 5,200 a month.
fn november(set: &[&str]) -> f64 {
    mean(last(&with(PHONE, set)).cost)
}

#[test]
fn prices_by_head_and_month() {
    let base = 20.0 * 5200.0;
    same(november(&[]), base);
    same(november(&["cost.on_costs=\"30%\""]), 1.3 * base);
    same(november(&["cost.seat=100"]), base + 2000.0);
    same(november(&["cost.platform=100"]), base + 100.0);
    same(november(&["cost.retention_bonus=100", "cost.on_costs=\"30%\""]), 1.3 * (base + 2000.0));
    same(november(&["cost.salary={ default = 1, desk = 6000 }"]), 20.0 * 6000.0);
}

#[test]
fn leads_get_no_retention_bonus() {
    let text = format!("{PHONE}\n[team.leads]\nheadcount = 2\nleads = \"desk\"");
    let cost = |set: &[&str]| mean(last(&with(&text, set)).cost);
    same(cost(&["cost.retention_bonus=100"]) - cost(&[]), 2000.0);
    same(cost(&[]), 22.0 * 5200.0);
}

#[test]
fn grades_are_paid_by_their_mix() {
    let sets =
        ["team.desk.grades={ agent = 0.8, senior = 0.2 }", "cost.salary={ agent = 5000, senior = 6000 }"];
    same(november(&sets), 16.0 * 5000.0 + 4.0 * 6000.0);
}

#[test]
fn prices_of_a_start() {
    let hires = "team.desk.hires={ 2026-11 = 3 }";
    let base = november(&[hires]);
    same(base, 23.0 * 5200.0);
    same(november(&[hires, "cost.hire=1000"]) - base, 3000.0);
    same(november(&[hires, "cost.training=700"]) - base, 2100.0);
}

#[test]
fn leavers_are_paid_off_and_earn_half_a_month() {
    let priced = with(PEOPLE, &["cost.separation=1000"]);
    let paid: f64 = priced.periods.iter().map(|period| period.cost_lines.separation).sum();
    near(paid, 1000.0 * priced.headcount[0].leavers, 1e-6);
    let waged = with(PEOPLE, &["cost.salary=1000"]);
    let leavers = 100.0 * (1.0 - (-0.1_f64 / 12.0).exp());
    near(waged.periods[0].cost_lines.salaries, 1000.0 * (100.0 - leavers / 2.0), 1e-6);
}

/// An hour is `salary × 12 ÷ (52 × 40)`, 30 of 5,200; overtime has a rate, and no on-costs.
#[test]
fn levers_have_their_price() {
    let base = 20.0 * 5200.0;
    let overtime = "team.desk.overtime={ 2026-11 = \"200 h\" }";
    same(november(&[overtime]), base + 200.0 * 30.0);
    same(november(&[overtime, "cost.overtime={ rate = \"150%\" }"]), base + 200.0 * 30.0 * 1.5);
    let on_costs = "cost.on_costs=\"30%\"";
    same(november(&[overtime, on_costs]) - november(&[on_costs]), 200.0 * 30.0);
    let temporary = ["team.desk.temporary={ 2026-11 = 2 }", "cost.temporary=20"];
    same(november(&temporary), base + 20.0 * 2.0 * 40.0 * 30.0 / 7.0);
    let outside =
        ["team.desk.outsourcing={ phone = { 2026-11 = \"10%\" } }", "cost.outsourcing={ phone = 3 }"];
    same(november(&outside), base + 3.0 * 3000.0);
}

#[test]
fn overtime_beyond_its_limit_is_refused() {
    let limit = "cost.overtime={ max = \"10 h / month\" }";
    assert_eq!(refused(PHONE, &[limit, "team.desk.overtime={ 2026-11 = \"201 h\" }"]), ["E315"]);
    assert!(refused(PHONE, &[limit, "team.desk.overtime={ 2026-11 = \"200 h\" }"]).is_empty());
}

#[test]
fn lines_add_up_to_the_cost() {
    let sets = [
        "cost.on_costs=\"30%\"",
        "cost.seat=10",
        "cost.platform=100",
        "cost.hire=1000",
        "team.desk.hires={ 2026-11 = 3 }",
    ];
    let outcome = with(PHONE, &sets);
    for period in &outcome.periods {
        same(period.cost_lines.total(), mean(period.cost));
    }
}
