//! `[plan]` and `[history]`: horizon, grid, and the terms of the computation.

use crate::desk::{PEOPLE, PHONE, cautions, last, mean, near, offered, refused, same, team, with};
use chrono::NaiveDate;

#[test]
fn names_and_zones_move_no_figure() {
    let plain = with(PHONE, &[]);
    for set in ["plan.title=\"Another\"", "plan.currency=\"EUR\"", "plan.timezone=\"America/New_York\""] {
        assert_eq!(with(PHONE, &[set]).periods, plain.periods, "{set}");
    }
}

#[test]
fn the_seed_moves_what_is_drawn_and_nothing_that_is_certain() {
    assert_eq!(with(PHONE, &["plan.seed=7"]).periods, with(PHONE, &[]).periods);
    let end = |set: &str| {
        mean(last(&with(PEOPLE, &[set])).teams[0].cost.or(Some(staffplan::engine::Range::certain(0.0))))
    };
    near(end("plan.seed=7"), end("plan.seed=8"), 1.0);
    let spread = |seed: &str| last(&with(PEOPLE, &[seed])).teams[0].headcount_end.unwrap().p10;
    assert!((1..9).any(|seed| (spread(&format!("plan.seed={seed}")) - spread("plan.seed=0")).abs() > 0.5));
}

#[test]
fn one_replication_has_no_range_and_says_so() {
    let single = with(PEOPLE, &["plan.replications=1"]);
    assert!(cautions(&single).contains(&"C116"));
    let heads = last(&single).teams[0].headcount_end.unwrap();
    assert!((heads.p90 - heads.p10).abs() < 1e-12);
}

/// The first month may be partial; every later one is whole.
#[test]
fn a_plan_may_start_in_the_middle_of_a_month() {
    let outcome = with(PHONE, &["plan.start=2026-10-15"]);
    let labels: Vec<&str> = outcome.periods.iter().map(|period| period.period.label.as_str()).collect();
    assert_eq!(labels, ["2026-10", "2026-11"]);
    let last_day = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    assert_eq!(outcome.periods[1].period.last, last_day);
    same(offered(&outcome, 0), 17_000.0);
    same(offered(&outcome, 1), 30_000.0);
    let whole = with(PHONE, &[]);
    same(mean(team(&outcome, 0).required_fte), mean(team(&whole, 0).required_fte));
    let hired = with(PHONE, &["plan.start=2026-10-15", "team.desk.hires={ 2026-11 = 3 }"]);
    same(mean(team(&hired, 0).headcount_end), 20.0);
    same(mean(team(&hired, 1).headcount_start), 23.0);
}

#[test]
fn a_horizon_has_so_many_months() {
    for months in [1, 2, 5, 60] {
        let outcome = with(PEOPLE, &[&format!("plan.months={months}"), "plan.replications=2"]);
        assert_eq!(outcome.periods.len(), months);
    }
    assert!(!refused(PEOPLE, &["plan.months=61"]).is_empty());
}

/// A finer grid sees the same day; the need hardly differs while a wait is shorter than an interval.
#[test]
fn the_interval_is_a_grid_of_5_to_60_minutes() {
    let need = |minutes: u32| {
        let set = format!("plan.interval=\"{minutes} min\"");
        let outcome = with(PHONE, &[&set]);
        (offered(&outcome, 1), last(&outcome).channels[0].need.agent_hours)
    };
    let (_, usual) = need(30);
    for minutes in [5, 10, 15, 20, 60] {
        let (contacts, hours) = need(minutes);
        same(contacts, 30_000.0);
        same(hours, usual);
    }
    assert!(!refused(PHONE, &["plan.interval=\"7 min\""]).is_empty());
}

/// 52 steps a year: the same hazard, so nearly the same people.
#[test]
fn weeks_move_people_like_months() {
    let months = with(PEOPLE, &[]).headcount[0];
    let weeks = with(PEOPLE, &["plan.workforce_step=\"week\""]).headcount[0];
    // A year of 365 days begins 53 weeks of 52.
    near(weeks.end, months.end, 0.2);
    let lead =
        with(PEOPLE, &["plan.workforce_step=\"week\"", "team.desk.backfill={ lead_time = \"6 weeks\" }"]);
    assert!(!cautions(&lead).contains(&"C110"), "six weeks are whole steps");
}

#[test]
fn what_is_not_built_yet_is_refused_by_its_code() {
    assert_eq!(refused(PEOPLE, &["plan.actuals_to=2026-10-31"]), ["E111"]);
}

#[test]
fn the_service_level_means_what_the_plan_says() {
    let level = |definition: &str| {
        let set = format!("plan.sl_definition=\"{definition}\"");
        mean(last(&with(PHONE, &[&set, "team.desk.headcount=16"])).channels[0].service_level)
    };
    let [offered, answered, short, virtual_wait] =
        ["offered", "answered", "excluding-short-abandons", "virtual"].map(level);
    assert!(answered > offered + 0.01, "those who gave up leave the divisor: {answered} {offered}");
    assert!(short >= offered - 1e-9 && virtual_wait >= offered - 1e-9 - 0.05, "{short} {virtual_wait}");
}
