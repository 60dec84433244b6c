//! The report, whole, from a forecast made by hand: the answer first, tables that fit, and the contracts of the files.

mod support;

use staffplan::calendar::By;
use staffplan::report::Forecast;
use staffplan::report::write::{Screen, csv, json, markdown, terminal};
use support::{cases, origin};

const SCENARIOS: [(&str, Option<&str>, f64); 3] = [
    ("hire-20", Some("Twenty hires in the first three months"), 0.05),
    ("attrition-10", Some("Retention programme: attrition down to ten per cent"), 0.02),
    ("both", Some("Hire and keep"), 0.08),
];
const TITLE: &str = "E-commerce customer service, 2026 Q4 to 2027 Q1";

fn shown(width: u16, title: &str, others: &[(&str, Option<&str>, f64)]) -> String {
    let (scenarios, outcomes) = cases(title, others);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    terminal(&forecast.document(), Screen { width, color: false })
}

#[test]
fn the_whole_report_at_80_columns() {
    insta::assert_snapshot!(shown(80, TITLE, &SCENARIOS));
}

#[test]
fn the_whole_report_at_160_columns() {
    insta::assert_snapshot!(shown(160, TITLE, &SCENARIOS));
}

#[test]
fn the_same_report_as_markdown_csv_and_json() {
    let (scenarios, outcomes) = cases(TITLE, &SCENARIOS[..1]);
    let forecast = Forecast::of(&scenarios, &outcomes, By::Month, origin()).expect("a baseline");
    insta::assert_snapshot!("markdown", markdown(&forecast.document()));
    insta::assert_snapshot!("csv", csv(&forecast).lines().take(60).collect::<Vec<_>>().join("\n"));
    insta::assert_snapshot!("json", json(&forecast, true));
}
