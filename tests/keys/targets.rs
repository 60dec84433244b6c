//! `[targets]`: which value, which period, how probable, met or missed.

use crate::desk::{PEOPLE, PHONE, cautions, mean, near, refused, with};
use staffplan::engine::{Outcome, TargetOutcome};
use staffplan::model::Measure;

fn target(outcome: &Outcome, measure: fn(&Measure) -> bool) -> &TargetOutcome {
    outcome.targets.iter().find(|one| measure(&one.target.measure)).unwrap()
}

fn attrition(outcome: &Outcome) -> &TargetOutcome {
    target(outcome, |measure| matches!(measure, Measure::Attrition { .. }))
}

#[test]
fn a_target_speaks_of_the_period_that_holds_its_date_else_of_the_last() {
    let period = |by: &str| {
        let set = format!("targets.attrition={{ at_most = \"12%\"{by} }}");
        attrition(&with(PEOPLE, &[&set])).period.clone()
    };
    assert_eq!(period(""), "2027-09");
    assert_eq!(period(", by = 2027-03-31"), "2027-03");
    assert_eq!(period(", by = 2026-10-02"), "2026-10");
    assert_eq!(refused(PEOPLE, &["targets.attrition={ at_most = \"12%\", by = 2030-01-01 }"]), ["E305"]);
}

#[test]
fn a_channels_own_targets_speak_of_every_month() {
    let sets = ["channel.phone.asa=\"30 s\"", "channel.phone.max_abandon=\"5%\""];
    let outcome = with(PHONE, &sets);
    let of = |measure: Measure| outcome.targets.iter().filter(|one| one.target.measure == measure).count();
    assert_eq!([Measure::ServiceLevel, Measure::Asa, Measure::Abandonment].map(of), [2, 2, 2]);
}

/// Without a confidence the mean is judged, with one the probability.
#[test]
fn met_is_the_mean_or_the_probability() {
    let judged = |goal: &str, confidence: &str| {
        let set = format!("targets.attrition={{ at_most = \"{goal}\"{confidence} }}");
        let outcome = with(PEOPLE, &[&set, "plan.replications=400"]);
        let target = attrition(&outcome);
        (mean(target.value), target.probability.unwrap(), target.met.unwrap())
    };
    let (value, half, met) = judged("10.5%", "");
    near(value, 0.10, 0.005);
    assert!(met && half > 0.4 && half < 0.75, "{half}");
    assert!(!judged("10.5%", ", confidence = \"90%\"").2);
    assert!(judged("20%", ", confidence = \"90%\"").2);
    assert!(!judged("9%", "").2);
    // A goal between the whole numbers of leavers: P(leavers ≤ 10) of a binomial law, 0.604 without backfill.
    let (_, probability, _) = judged("10.8%", "");
    near(probability, 0.604, 0.09);
}

#[test]
fn population_and_window_choose_the_turnover() {
    let hires = "team.desk.hires={ 2026-10 = 30 }";
    let exam = "team.desk.training={ onboarding = \"1 month\", pass_rate = \"50%\" }";
    let value = |more: &str, months: &str| {
        let set = format!("targets.attrition={{ at_most = \"12%\"{more} }}");
        let outcome = with(PEOPLE, &[hires, exam, &set, months]);
        (attrition(&outcome).value.map(|range| range.mean), cautions(&outcome).contains(&"C112"))
    };
    let year = "plan.months=12";
    let all = value("", year).0.unwrap();
    let productive = value(", population = \"productive\"", year).0.unwrap();
    near(productive, 0.10, 0.01);
    assert!(all > productive + 0.1, "washouts count among all: {all}");
    let rolling = value(", window = \"rolling-12\"", year).0.unwrap();
    near(rolling, all, 1e-9);
    let (early, said) = value(", window = \"rolling-12\"", "plan.months=6");
    assert!(early.is_none() && said, "no twelve months yet, and that is said");
}

#[test]
fn cost_and_occupancy_are_judged_at_the_end() {
    let outcome =
        with(PHONE, &["targets.cost={ at_most = 208000 }", "targets.occupancy={ at_most = \"85%\" }"]);
    let cost = target(&outcome, |measure| *measure == Measure::Cost);
    near(mean(cost.value), 2.0 * 20.0 * 5200.0, 0.5);
    assert_eq!((cost.met, cost.probability), (Some(true), Some(1.0)));
    let occupancy = target(&outcome, |measure| *measure == Measure::Occupancy);
    near(mean(occupancy.value), mean(outcome.periods[1].channels[0].occupancy), 1e-6);
    let dear = with(PHONE, &["targets.cost={ at_most = 207000 }"]);
    assert_eq!(target(&dear, |measure| *measure == Measure::Cost).met, Some(false));
}

#[test]
fn a_target_on_what_is_not_projected_is_refused() {
    assert_eq!(refused(PEOPLE, &["targets.csat={ at_least = \"85%\" }"]), ["E314"]);
}

/// Half the staff misses by far; the service of a month is never its target by construction.
#[test]
fn understaffing_shows() {
    let level = |headcount: u32| {
        let set = format!("team.desk.headcount={headcount}");
        mean(with(PHONE, &[&set]).periods[0].channels[0].service_level)
    };
    assert!(level(10) < 0.25, "{}", level(10));
    let levels: Vec<f64> = [14, 16, 18, 20, 22].map(level).to_vec();
    assert!(levels.windows(2).all(|pair| pair[1] > pair[0] + 0.01), "{levels:?}");
    assert!(levels.iter().all(|level| (level - 0.8).abs() > 1e-6));
}
