//! Dated backlogs against exact rational arithmetic.

use staffplan::queueing::backlog::{Backlog, Deadline, WorkSlot, least_capacity};
use staffplan::units::{Fraction, Seconds};
use std::collections::BTreeMap;

/// Sums over 168 slots of exact pieces.
const EXACT: f64 = 1e-9;

fn read(name: &str) -> Vec<BTreeMap<String, String>> {
    let path = format!("{}/tests/oracle/queue/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let header = reader.headers().expect("header").clone();
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            header.iter().zip(row.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
        })
        .collect()
}

fn week(scenario: &str) -> Vec<WorkSlot> {
    let number = |row: &BTreeMap<String, String>, column: &str| row[column].parse::<f64>().expect("a number");
    read("deferred_input")
        .iter()
        .filter(|row| row["scenario"] == scenario)
        .map(|row| WorkSlot {
            seconds: 3600.0,
            arrivals: number(row, "arrivals"),
            capacity: number(row, "capacity_contacts"),
            open: f64::from(number(row, "capacity_contacts") > 0.0),
        })
        .collect()
}

fn hours(hours: f64) -> Deadline {
    Deadline::Clock(Seconds::new(3600.0 * hours).expect("a duration"))
}

#[test]
fn a_backlog_agrees_with_exact_rationals() {
    for row in read("deferred") {
        let number = |column: &str| row[column].parse::<f64>().expect("a number");
        let slots = week(&row["scenario"]);
        let backlog = Backlog {
            slots: &slots,
            opening: number("initial_backlog"),
            deadline: hours(number("sla_h")),
            cycle: slots.len(),
        };
        let found = backlog.service();
        let all = found.all_arrivals();
        let most = found.open_at_end.iter().copied().fold(0.0, f64::max);
        for (what, found, right) in [
            ("arrivals", all.contacts, number("arrivals_in_horizon")),
            ("within", all.share().get(), number("within_sla")),
            ("mean", all.mean_response().expect("work") / 3600.0, number("mean_response_h")),
            ("longest", all.longest / 3600.0, number("max_response_h")),
            ("most open", most, number("max_backlog_at_hour_ends")),
            ("open at the end", found.open_at_end[167], number("backlog_at_h168")),
        ] {
            // The table holds 15 digits.
            assert!(
                (found - right).abs() <= EXACT * right.abs().max(1.0),
                "{} {what}: {found} {right}",
                row["scenario"]
            );
        }
    }
}
