//! `[team.X]`: who is there, who leaves, who comes. Expected values; they stand in the account of headcount.

use crate::desk::{PEOPLE, PHONE, cautions, mean, near, outcomes, refused, same, scenario, team, with};
use staffplan::engine::HeadcountAccount;

fn account(set: &[&str]) -> HeadcountAccount {
    with(PEOPLE, set).headcount[0]
}

/// Turnover of 10 % is a hazard of 0.1: `exp(−0.1)` are there after a year.
#[test]
fn attrition_means_what_its_form_says() {
    let relative = r#"team.desk.attrition={ annual = "28%", by_tenure = { "0-3 months" = 2.4, "over 3 months" = 1.0 } }"#;
    let absolute = r#"team.desk.attrition={ by_tenure = { "0-12 months" = "90% / year", "over 12 months" = "24% / year" } }"#;
    let weibull = r#"team.desk.attrition={ weibull = { shape = 0.7, scale = "40 months" } }"#;
    let survival = |months: f64| (-(months / 40.0_f64).powf(0.7)).exp();
    let cases = [
        ("team.desk.attrition=\"0%\"", 100.0),
        ("team.desk.attrition=\"10%\"", 100.0 * (-0.1_f64).exp()),
        (r#"team.desk.attrition={ annual = "10%", basis = "probability" }"#, 90.0),
        (r#"team.desk.attrition={ monthly = "3%" }"#, 100.0 * 0.97_f64.powi(12)),
        // People of whom nothing is said sit at 24 months.
        (absolute, 100.0 * (-0.24_f64).exp()),
        (weibull, 100.0 * survival(36.0) / survival(24.0)),
    ];
    for (set, end) in cases {
        near(account(&[set]).end, end, 1e-6);
    }
    // Relative bands: leavers ÷ average heads is the annual figure, every leaver replaced at once.
    let replaced = account(&[relative, "team.desk.backfill={ share = \"100%\" }"]);
    near(replaced.leavers / (100.0 - replaced.leavers / 24.0), 0.28, 1e-6);
    assert_eq!(refused(PEOPLE, &["team.desk.attrition={ roster = \"roster.csv\" }"]), ["E107", "E212"]);
}

/// An independent recursion with a constant hazard: starts, leavers, requisitions due again after `lead` months.
fn recursion(hires: &[f64], share: f64, show: f64, lead: usize) -> (f64, f64) {
    let stay = (-0.1_f64 / 12.0).exp();
    let mut due = [0.0; 64];
    let (mut heads, mut backfills) = (100.0, 0.0);
    for month in 0..12 {
        let shown = show * due[month];
        due[month + lead] += (1.0 - show) * due[month];
        backfills += shown;
        heads += shown + hires.get(month).copied().unwrap_or(0.0);
        due[month + lead] += share * heads * (1.0 - stay);
        heads *= stay;
    }
    (heads, backfills)
}

#[test]
fn leavers_are_replaced_by_share_lead_and_show() {
    let cases = [
        ("{ share = \"100%\" }", 1.0, 1.0, 1),
        ("{ share = \"50%\" }", 0.5, 1.0, 1),
        ("{ lead_time = \"3 months\" }", 1.0, 1.0, 3),
        ("{ lead_time = \"6 weeks\" }", 1.0, 1.0, 2),
        ("{ show = \"60%\", lead_time = \"2 months\" }", 1.0, 0.6, 2),
    ];
    for (backfill, share, show, lead) in cases {
        let found = account(&[&format!("team.desk.backfill={backfill}")]);
        let (end, backfills) = recursion(&[], share, show, lead);
        near(found.end, end, 1e-6);
        near(found.backfills, backfills, 1e-6);
    }
    let rounded = with(PEOPLE, &["team.desk.backfill={ lead_time = \"6 weeks\" }"]);
    assert!(cautions(&rounded).contains(&"C110"), "rounding up is said");
}

#[test]
fn hires_and_a_pipeline_start_on_the_first_day_of_their_month() {
    for key in ["hires", "pipeline"] {
        let found = account(&[&format!("team.desk.{key}={{ 2026-11 = 20 }}")]);
        same(found.hires, 20.0);
        near(found.end, recursion(&[0.0, 20.0], 0.0, 1.0, 1).0, 1e-6);
    }
    let both = account(&["team.desk.hires={ 2026-11 = 20 }", "team.desk.pipeline={ 2026-11 = 3 }"]);
    same(both.hires, 23.0);
    assert!(!refused(PEOPLE, &["team.desk.hires={ 2025-11 = 20 }"]).is_empty(), "before the plan");
}

#[test]
fn trainees_sit_an_exam_on_the_last_day_of_onboarding() {
    let hires = "team.desk.hires={ 2026-10 = 20 }";
    let stay = (-0.1_f64 / 12.0).exp();
    let half = r#"team.desk.training={ onboarding = "2 months", pass_rate = "50%" }"#;
    let failed = account(&[hires, half]);
    near(failed.washouts, 20.0 * stay * stay * 0.5, 1e-6);
    same(account(&[hires]).washouts, 0.0);
    let backfilled = |washouts: &str| {
        let backfill = format!("team.desk.backfill={{ share = \"100%\", washouts = {washouts} }}");
        account(&[hires, half, &backfill]).backfills
    };
    assert!(backfilled("true") > backfilled("false") + failed.washouts * 0.99);
    let outcome = with(PEOPLE, &[hires, half, "team.desk.attrition=\"0%\""]);
    let productive: Vec<f64> = (0..3).map(|period| mean(team(&outcome, period).productive)).collect();
    same(productive[0], 100.0);
    same(productive[1], 100.0);
    near(productive[2], 110.0, 1e-4);
    same(mean(team(&outcome, 1).effective_fte), 100.0);
}

#[test]
fn seats_hold_back_who_finds_no_place() {
    let training = r#"team.desk.training={ onboarding = "1 month", seats = 5 }"#;
    let outcome = with(PEOPLE, &["team.desk.attrition=\"0%\"", "team.desk.hires={ 2026-10 = 12 }", training]);
    let starts: Vec<f64> = (0..4).map(|period| mean(team(&outcome, period).starts)).collect();
    assert_eq!(starts, [5.0, 5.0, 2.0, 0.0]);
}

#[test]
fn trainers_that_are_too_few_for_the_classes_are_a_caution() {
    let training = |trainers: u32| {
        format!("team.desk.training={{ onboarding = \"1 month\", class_size = 5, trainers = {trainers} }}")
    };
    let hires = "team.desk.hires={ 2026-10 = 12 }";
    assert!(cautions(&with(PEOPLE, &[hires, &training(2)])).contains(&"C122"));
    assert!(!cautions(&with(PEOPLE, &[hires, &training(3)])).contains(&"C122"));
}

#[test]
fn a_ramp_starts_after_onboarding_and_tenure_counts_as_trained() {
    let still = "team.desk.attrition=\"0%\"";
    let ramp = "team.desk.ramp=[\"50%\", \"80%\"]";
    let onboarding = "team.desk.training={ onboarding = \"1 month\" }";
    let hired = with(PEOPLE, &[still, ramp, onboarding, "team.desk.hires={ 2026-10 = 10 }"]);
    let effective: Vec<f64> = (0..4).map(|period| mean(team(&hired, period).effective_fte)).collect();
    for (found, wanted) in effective.iter().zip([100.0, 105.0, 108.0, 110.0]) {
        same(*found, wanted);
    }
    // Thirty people of 0, 1 and 2 months: their ramp months are 0, 0 and 1.
    let tenure = r#"team.desk.tenure={ "0-3 months" = 30, "24 months" = 70 }"#;
    let mixed = with(PEOPLE, &[still, ramp, onboarding, tenure]);
    same(mean(team(&mixed, 0).effective_fte), 70.0 + 10.0 * (0.5 + 0.5 + 0.8));
    same(mean(team(&mixed, 0).productive), 100.0);
    let past = r#"team.desk.tenure={ "over 12 months" = 100 }"#;
    same(mean(team(&with(PEOPLE, &[still, ramp, past]), 0).effective_fte), 100.0);
}

#[test]
fn people_in_training_on_the_first_day_are_no_hands_yet() {
    let sets = [
        "team.desk.attrition=\"0%\"",
        "team.desk.training={ onboarding = \"2 months\" }",
        "team.desk.in_training={ \"0 months\" = 5, \"1 month\" = 3 }",
    ];
    let outcome = with(PEOPLE, &sets);
    let productive: Vec<f64> = (0..3).map(|period| mean(team(&outcome, period).productive)).collect();
    assert_eq!(productive, [92.0, 95.0, 100.0]);
    same(mean(team(&outcome, 0).headcount_start), 100.0);
}

#[test]
fn seniors_are_faster_and_promotion_makes_more_of_them() {
    let still = "team.desk.attrition=\"0%\"";
    let grades = "team.desk.grades={ agent = 0.8, senior = 0.2 }";
    let speed = "team.desk.grade.senior={ speed = 1.1 }";
    let fixed = with(PEOPLE, &[still, grades, speed]);
    same(mean(team(&fixed, 0).effective_fte), 102.0);
    let promote =
        r#"team.desk.promote={ from = "agent", to = "senior", after = "12 months", per_year = "12%" }"#;
    let promoted = with(PEOPLE, &[still, grades, speed, promote]);
    // A hazard of 0.12 a year: exp(−0.01) of the eighty stay agents each month.
    let agents = 80.0 * (-0.11_f64).exp();
    near(mean(team(&promoted, 11).effective_fte), 110.0 - 0.1 * agents, 1e-4);
    let never =
        r#"team.desk.promote={ from = "agent", to = "senior", after = "60 months", per_year = "12%" }"#;
    same(mean(team(&with(PEOPLE, &[still, grades, speed, never]), 11).effective_fte), 102.0);
}

#[test]
fn a_span_that_is_exceeded_is_a_caution_and_nobody_is_hired_for_it() {
    let leads = format!("{PEOPLE}\n[team.leads]\nheadcount = 8\nleads = \"desk\"\nspan = 12");
    let exceeded = with(&leads, &[]);
    assert!(cautions(&exceeded).contains(&"C111"));
    same(mean(exceeded.periods[0].teams[1].headcount_end), 8.0);
    assert!(!cautions(&with(&leads, &["team.leads.span=13"])).contains(&"C111"));
    let nobody = with(&leads, &["team.leads.headcount=0"]);
    let said = nobody.cautions.iter().find(|one| staffplan::report::cautions::code(one) == "C111").unwrap();
    let words = staffplan::report::cautions::text(said, &staffplan::report::cautions::Names::of(&nobody));
    assert_eq!(words, "nobody of `leads` is there to lead from 2026-10 on");
}

/// At an occupancy of 100 % the hazard is `1.18^1.5` times as high, whatever the queue.
#[test]
fn people_leave_faster_where_they_are_too_busy() {
    let text = PHONE.replace("headcount = 20", "headcount = 10\nattrition = \"24%\"");
    let line = "team.desk.occupancy_effect = { above = \"85%\", hazard_ratio_per_10_points = 1.18 }";
    let (base, busy) = scenario(&text, &[line]);
    let stay = (-0.02_f64).exp();
    near(base.headcount[0].leavers, 10.0 * (1.0 - stay * stay), 1e-9);
    let stay = stay.powf(1.18_f64.powf(1.5));
    near(busy.headcount[0].leavers, 10.0 * (1.0 - stay * stay), 1e-9);
    let (base, idle) = scenario(&text.replace("headcount = 10", "headcount = 30"), &[line]);
    near(idle.headcount[0].leavers, base.headcount[0].leavers, 1e-12);
}

/// 100 people, 20 hires in three months, 5 % fail their exam, 10 % leave a year: 107.8 after twelve months.
#[test]
fn a_hundred_and_twenty_hires_are_not_a_hundred_and_twenty() {
    let sets = [
        "team.desk.hires={ 2026-10 = 7, 2026-11 = 7, 2026-12 = 6 }",
        "team.desk.training={ onboarding = \"1 month\", pass_rate = \"95%\" }",
    ];
    let outcome = with(PEOPLE, &sets);
    near(outcome.headcount[0].end, 107.8, 0.05);
    near(mean(team(&outcome, 11).headcount_end), 107.8, 0.05);
    let said = outcome.cautions.iter().find(|one| staffplan::report::cautions::code(one) == "C118").unwrap();
    let words = staffplan::report::cautions::text(said, &staffplan::report::cautions::Names::of(&outcome));
    assert_eq!(
        words,
        "`desk` does not grow by its hires: 100 + 20 hires end at 107.8, for leavers are not replaced"
    );
    let nobody_leaves = with(PEOPLE, &[sets[0], "team.desk.attrition=\"0%\""]);
    same(nobody_leaves.headcount[0].end, 120.0);
    assert!(!cautions(&nobody_leaves).contains(&"C118"), "it ends at opening + hires");
}

#[test]
fn scenarios_share_their_luck() {
    let text = format!("{PEOPLE}\n[scenario.hire]\nteam.desk.hires = {{ 2026-12 = 5 }}");
    let all = outcomes(&text, &[]);
    let difference = mean(team(&all[1], 11).headcount_end) - mean(team(&all[0], 11).headcount_end);
    near(difference, 5.0 * (-0.1_f64 * 10.0 / 12.0).exp(), 1e-3);
}
