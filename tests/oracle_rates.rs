//! Chances of limits of leavers, teams in the long run, learning curves and ladders of grades, against mpmath and scipy:
//! `tests/oracle/workforce/rates.json`.

use serde_json::Value;
use staffplan::workforce::{
    GradeLadder, LearningLaw, StayLaw, chance_with_backfill, chance_without_backfill, hazard_needed,
};

/// Closed forms, computed at 40 digits.
const ORACLE_REL: f64 = 1e-11;
/// Roots.
const ROOT_REL: f64 = 1e-9;

fn rates() -> Value {
    let path = format!("{}/tests/oracle/workforce/rates.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).expect("the oracle is part of the project"))
        .expect("JSON")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(number).collect()
}

fn close(found: f64, wanted: f64, most: f64, what: &str) {
    assert!((found - wanted).abs() <= most * wanted.abs().max(1e-300), "{what}: {found} for {wanted}");
}

fn whole(value: &Value) -> u32 {
    value.as_u64().and_then(|value| u32::try_from(value).ok()).expect("a small whole number")
}

#[test]
fn chances_of_a_limit_are_those_of_scipy() {
    for case in rates()["chance"].as_array().expect("a list") {
        let (heads, most) = (whole(&case["N"]), whole(&case["max_leavers"]));
        let hazard = number(&case["true_annual_hazard"]);
        let backfilled = chance_with_backfill(f64::from(heads), most, hazard);
        close(backfilled, number(&case["p_meet_backfilled_poisson"]), ORACLE_REL, "with backfill");
        let closed = chance_without_backfill(heads, most, hazard);
        close(closed, number(&case["p_meet_closed_binomial"]), ORACLE_REL, "without");
    }
    assert!((chance_with_backfill(100.0, 3, 0.0) - 1.0).abs() < f64::EPSILON);
    assert!((chance_without_backfill(3, 3, 2.0) - 1.0).abs() < f64::EPSILON);
}

#[test]
fn the_hazard_needed_is_the_root_of_the_chance() {
    for case in rates()["needed_hazard"].as_array().expect("a list") {
        let (heads, most) = (number(&case["N"]), whole(&case["max_leavers"]));
        let found =
            hazard_needed(heads, most, number(&case["confidence"])).expect("a confidence within 0 and 1");
        close(found, number(&case["max_true_hazard"]), ROOT_REL, "hazard needed");
    }
    assert_eq!((hazard_needed(100.0, 10, 1.0), hazard_needed(0.0, 10, 0.5)), (None, None));
}

#[test]
fn teams_in_the_long_run_are_those_of_the_reference() {
    for case in rates()["steady_state"].as_array().expect("a list") {
        let (name, params) = (case["name"].as_str().expect("a name"), &case["params"]);
        let law = match params["kind"].as_str() {
            Some("exponential_retention") => StayLaw::constant(number(&params["annual_hazard"])),
            _ => StayLaw { shape: number(&params["shape"]), scale: number(&params["scale_months"]) },
        };
        close(law.mean(), number(&case["mean_tenure_at_leaving_months"]), ORACLE_REL, name);
        let found = law.mean_proficiency(number(&params["r0"]), number(&params["tau_months"]));
        close(found, number(&case["mean_performance"]), ORACLE_REL, name);
        close(law.share_below(3.0), number(&case["stationary_share_tenure_lt_3"]), ORACLE_REL, name);
        close(law.share_below(12.0), number(&case["stationary_share_lt_12"]), ORACLE_REL, name);
    }
}

#[test]
fn learning_curves_are_averaged_over_their_months() {
    for case in rates()["learning_curves"].as_array().expect("a list") {
        let (kind, params) = (case["kind"].as_str().expect("a kind"), &case["params"]);
        let at = |key: &str| number(&params[key]);
        let law = match kind {
            "linear_aht" => LearningLaw::Linear { first: at("aht_new_ratio"), months: at("months") },
            "exp_aht" => LearningLaw::Exponential { excess: at("a"), months: at("tau") },
            "power_aht" => LearningLaw::Power { first: at("first_month_ratio"), exponent: at("exponent") },
            _ => {
                pool(case);
                continue;
            }
        };
        for month in case["months"].as_array().expect("a list") {
            let k = whole(&month["month"]);
            let middle = f64::from(k) + 0.5;
            close(law.ratio(middle), number(&month["aht_ratio_mid"]), ORACLE_REL, kind);
            close(1.0 / law.ratio(middle), number(&month["proficiency_mid"]), ORACLE_REL, kind);
            close(law.proficiency(k), number(&month["proficiency_avg"]), ORACLE_REL, kind);
            close(law.mean_ratio(k), number(&month["aht_ratio_avg"]), ORACLE_REL, kind);
        }
    }
}

/// Heads that work at different speeds are as many servers at the harmonic mean of their handle times.
fn pool(case: &Value) {
    let groups: Vec<(f64, f64)> = case["groups"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|group| (number(&group[0]), number(&group[1])))
        .collect();
    let heads: f64 = groups.iter().map(|group| group.0).sum();
    let equivalents: f64 = groups.iter().map(|(n, ratio)| n / ratio).sum();
    close(equivalents, number(&case["fte_equivalents"]), ORACLE_REL, "equivalents");
    close(heads / equivalents, number(&case["harmonic_aht_ratio"]), ORACLE_REL, "harmonic mean");
}

#[test]
fn ladders_of_grades_are_those_of_the_reference() {
    for case in rates()["grades"].as_array().expect("a list") {
        let name = case["name"].as_str().expect("a name");
        let moves = case["monthly_transition"].as_array().expect("a list").iter().map(numbers).collect();
        let ladder = GradeLadder { moves, recruits: numbers(&case["recruits_per_month"]) };
        let start = numbers(&case["initial"]);
        let mut stocks = start.clone();
        let expected = case["expected"].as_array().expect("a list");
        let leavers = numbers(&case["expected_leavers"]);
        for (step, wanted) in expected.iter().enumerate() {
            for (found, wanted) in stocks.iter().zip(numbers(wanted)) {
                close(*found, wanted, ORACLE_REL, name);
            }
            if let Some(wanted) = leavers.get(step) {
                close(ladder.leavers(&stocks), *wanted, ORACLE_REL, name);
            }
            stocks = ladder.next(&stocks);
        }
        let found = ladder.standard_deviations(&start, expected.len() - 1);
        for (found, wanted) in found.iter().zip(numbers(&case["sd_final"])) {
            close(*found, wanted, ORACLE_REL, name);
        }
    }
}
