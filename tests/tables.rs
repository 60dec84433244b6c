//! Service looked up in tables against the evaluation day by day, and what must not change a figure.

use staffplan::calendar::By;
use staffplan::engine::{Outcome, RunOptions, run};
use staffplan::input::{LoadOptions, load};

/// What the report calls good: half a point of monthly service level.
const HALF_A_POINT: f64 = 0.005;

fn outcomes(plan: &str, edit: impl Fn(String) -> String, scenarios: usize, threads: usize) -> Vec<Outcome> {
    let path = format!("{}/plans/{plan}.toml", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a plan of the gallery");
    let loaded = load(&path, edit(text).as_bytes(), &LoadOptions::default()).expect("a plan that loads");
    let scenarios = &loaded.scenarios[..scenarios.min(loaded.scenarios.len())];
    run(scenarios, &loaded.evidence, &RunOptions { by: By::Month, threads: Some(threads) })
        .expect("balanced books")
}

fn few_replications(text: String) -> String {
    text.replace("replications = 2000", "replications = 70")
}

#[test]
fn tables_agree_with_the_evaluation_day_by_day() {
    for plan in ["ecommerce", "hiring", "quarterly", "reference"] {
        let found = outcomes(plan, few_replications, 1, 2)[0].interpolation_error.expect("a live channel");
        assert!(found < HALF_A_POINT, "{plan}: {found}");
    }
}

#[test]
fn neither_threads_nor_other_scenarios_change_a_figure() {
    let all = outcomes("ecommerce", few_replications, 3, 2);
    assert_eq!(all, outcomes("ecommerce", few_replications, 3, 1));
    assert_eq!(all[..1], outcomes("ecommerce", few_replications, 1, 2));
}
