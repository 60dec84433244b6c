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

fn hour(arrivals: f64, capacity: f64, open: f64) -> WorkSlot {
    WorkSlot { seconds: 3600.0, arrivals, capacity, open }
}

#[test]
fn opening_time_does_not_run_while_closed() {
    // Work of the first hour is done in the third; in between the team is closed.
    let slots = [hour(10.0, 0.0, 1.0), hour(0.0, 0.0, 0.0), hour(0.0, 10.0, 1.0)];
    let share = |deadline| {
        Backlog { slots: &slots, opening: 0.0, deadline, cycle: 0 }.service().arrivals[0].share().get()
    };
    let open = |h: f64| Deadline::Open(Seconds::new(3600.0 * h).expect("a duration"));
    // Every contact waits two hours on the wall and one in opening time.
    assert!((share(hours(1.9)) - 0.0).abs() < EXACT && (share(hours(2.0)) - 1.0).abs() < EXACT);
    assert!((share(open(0.9)) - 0.0).abs() < EXACT && (share(open(1.0)) - 1.0).abs() < EXACT);
}

#[test]
fn the_oldest_open_contact_ages_until_its_turn() {
    // Ten an hour, spread evenly; half of the first hour's are done in the second, the rest in the third.
    let slots = [hour(10.0, 0.0, 1.0), hour(0.0, 5.0, 1.0), hour(10.0, 5.0, 1.0), hour(0.0, 20.0, 1.0)];
    let backlog = Backlog { slots: &slots, opening: 0.0, deadline: hours(24.0), cycle: 0 };
    let hours_old: Vec<f64> = backlog.service().oldest_at_end.iter().map(|age| age / 3600.0).collect();
    for (found, right) in hours_old.iter().zip([1.0, 1.5, 1.0, 0.0]) {
        assert!((found - right).abs() < EXACT, "{hours_old:?}");
    }
    // A backlog at the start is older than anything that comes.
    let opening = Backlog { opening: 3.0, ..backlog }.service();
    assert!((opening.oldest_at_end[0] / 3600.0 - 1.0).abs() < EXACT);
}

#[test]
fn work_that_nobody_takes_up_is_never_finished() {
    let slots = [hour(10.0, 4.0, 1.0)];
    let once = Backlog { slots: &slots, opening: 5.0, deadline: hours(1.0), cycle: 0 };
    let found = once.service();
    assert!((found.opening.finished - 4.0).abs() < EXACT && found.arrivals[0].finished.abs() < EXACT);
    assert!((found.open_at_end[0] - 11.0).abs() < EXACT);
    let again = Backlog { cycle: 1, ..once }.service();
    assert!((again.arrivals[0].finished - 10.0).abs() < EXACT);
}

#[test]
fn the_least_capacity_meets_the_target_and_a_little_less_does_not() {
    let slots = week("d3_weekend_closed");
    let backlog = Backlog { slots: &slots, opening: 0.0, deadline: hours(24.0), cycle: slots.len() };
    let share_at = |multiple: f64| {
        let scaled: Vec<WorkSlot> =
            slots.iter().map(|slot| WorkSlot { capacity: multiple * slot.capacity, ..*slot }).collect();
        Backlog { slots: &scaled, ..backlog }.service().all_arrivals().share().get()
    };
    let target = Fraction::new(0.7).expect("a share");
    let least = least_capacity(&backlog, target).expect("within reach");
    assert!(share_at(least) >= 0.7 - 1e-9 && share_at(least * (1.0 - 1e-5)) < 0.7, "{least}");
    // Two days without anybody cannot be made up for within 24 hours.
    assert_eq!(least_capacity(&backlog, Fraction::ONE), None);
}
