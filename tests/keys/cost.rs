//! `[cost]`: every price times its quantity, once.

use crate::desk::{PEOPLE, PHONE, TICKETS, last, mean, near, refused, same, with};

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
    let paid: f64 = priced.periods.iter().map(|period| period.cost_lines.unwrap().separation).sum();
    near(paid, 1000.0 * priced.headcount[0].leavers, 1e-6);
    let waged = with(PEOPLE, &["cost.salary=1000"]);
    let leavers = 100.0 * (1.0 - (-0.1_f64 / 12.0).exp());
    near(waged.periods[0].cost_lines.unwrap().salaries, 1000.0 * (100.0 - leavers / 2.0), 1e-6);
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
        same(period.cost_lines.unwrap().total(), mean(period.cost));
    }
}

/// Whole cash over everybody answered, here and outside.
#[test]
fn a_contact_takes_its_part_of_the_cash() {
    let outside =
        ["team.desk.outsourcing={ phone = { 2026-11 = \"10%\" } }", "cost.outsourcing={ phone = 3 }"];
    for set in [&[][..], &["team.desk.headcount=15"][..], &outside[..]] {
        let outcome = with(PHONE, set);
        let november = last(&outcome);
        let phone = &november.channels[0];
        let outsourced = if set.len() > 1 { 3000.0 } else { 0.0 };
        let answered = (phone.offered.mean - outsourced) * (1.0 - mean(phone.p_abandon)) + outsourced;
        near(november.answered.unwrap() / answered, 1.0, 1e-5);
        near(november.cost_per_contact.unwrap() * answered / mean(november.cost), 1.0, 1e-5);
    }
    assert!(last(&with(PEOPLE, &["cost.salary=1000"])).cost_per_contact.is_none());
}

/// A leaver, the start that replaces one, and nothing twice: memo lines are of the cash, or not paid at all.
#[test]
fn turnover_costs_what_leavers_and_their_successors_take() {
    let sets = [
        "cost.separation=1000",
        "cost.hire=400",
        "cost.training=300",
        "team.desk.hires={ 2026-12 = 5 }",
        "team.desk.backfill={ share = \"100%\", lead_time = \"1 month\" }",
    ];
    let outcome = with(PEOPLE, &sets);
    let sum = |of: fn(&staffplan::engine::PeriodOutcome) -> f64| outcome.periods.iter().map(of).sum::<f64>();
    let account = &outcome.headcount[0];
    let turnover = 1000.0 * account.leavers + 700.0 * account.backfills;
    near(sum(|period| period.memo.unwrap().turnover), turnover, 1e-6);
    // The cash holds it, and the five hires besides.
    let cash = |period: &staffplan::engine::PeriodOutcome| {
        period.cost_lines.unwrap().separation
            + period.cost_lines.unwrap().hiring
            + period.cost_lines.unwrap().training
    };
    near(sum(cash), turnover + 5.0 * 700.0, 1e-6);
}

/// One more paid FTE is one more person on a team that nobody leaves: 20 and 21 people are served alike.
#[test]
fn one_more_person_buys_what_a_larger_team_has() {
    for heads in [16_u32, 18, 20] {
        let at = |heads: u32| with(PHONE, &[&format!("team.desk.headcount={heads}")]);
        let (less, more) = (at(heads), at(heads + 1));
        let one = &less.one_more[0];
        assert_eq!(less.one_more.len(), 1);
        let month = less.periods.iter().position(|period| period.period.label == one.period).unwrap();
        let level =
            |outcome: &staffplan::engine::Outcome| mean(outcome.periods[month].channels[0].service_level);
        assert!(less.periods.iter().all(|period| mean(period.channels[0].service_level) >= level(&less)));
        // Tables of service are interpolated, on a plan as steep as this one to 0.6 points; the gain is several.
        near(one.level, level(&less), 0.006);
        near(one.with - one.level, level(&more) - level(&less), 0.006);
        assert!(one.points() > 1.0, "{one:?}");
        near(one.cost, 5200.0, 1e-9);
        near(one.cost_per_point().unwrap() * one.points(), 5200.0, 1e-6);
    }
}

#[test]
fn where_everybody_is_served_there_is_nothing_to_gain() {
    let one = with(PHONE, &["team.desk.headcount=60"]).one_more.remove(0);
    assert!(one.points().abs() < 0.01 && one.cost_per_point().is_none(), "{one:?}");
}

#[test]
fn one_more_person_works_off_a_backlog() {
    let at = |set: &[&str]| with(TICKETS, &[set, &["cost.salary=5200", "cost.on_costs=\"30%\""]].concat());
    let (less, more) = (at(&["team.desk.headcount=6"]), at(&["team.desk.headcount=7"]));
    let one = &less.one_more[0];
    near(one.cost, 1.3 * 5200.0, 1e-9);
    // The worst month of a backlog that grows is the last: one month of one more gives less than two.
    assert_eq!(one.period, "2026-11");
    let level = |outcome: &staffplan::engine::Outcome| mean(last(outcome).channels[0].service_level);
    near(one.level, level(&less), 1e-6);
    assert!(one.with >= one.level && one.with <= level(&more) + 1e-6, "{one:?}");
}
