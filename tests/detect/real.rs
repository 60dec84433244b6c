//! Exports of real desks, where they lie beside the project.

use crate::desk::{Desk, Written};
use std::path::{Path, PathBuf};

fn data(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    path.exists().then_some(path).or_else(|| {
        println!("skipped: {name} is not here");
        None
    })
}

fn plan_of(name: &str) -> Option<Written> {
    let path = data(name)?;
    let desk = Desk::new();
    let file = path.file_name().unwrap().to_str().unwrap();
    std::fs::copy(&path, desk.path(file)).unwrap();
    Some(desk.working(&[file]))
}

#[test]
fn the_log_of_a_bank() {
    let Some(plan) = plan_of("anonymous_bank_1999/1999-01.txt") else { return };
    plan.states(&[
        ("delimiter", "\"\\t\""),
        ("timestamp", "[\"date\", \"vru_entry\"]"),
        ("timestamp_format", "\"%y%m%d %H:%M:%S\""),
        ("abandoned", "\"outcome\""),
        ("wait_seconds", "\"q_time\""),
        ("handle_seconds", "\"ser_time\""),
        ("start", "1999-02-01"),
    ]);
    // The figures published with the data: 31,359 calls, 13.71 % gave up, 183.45 s.
    plan.says("31359 contacts seen").says("handle time 183 s, learnt; 13.7% gave up").says("[\"PHANTOM\"]");
}

#[test]
fn five_minute_counts_of_a_bank() {
    let Some(plan) = plan_of("bank_calls/bank_calls.csv") else { return };
    plan.states(&[("timestamp", "\"DateTime\""), ("offered", "\"Calls\""), ("interval", "\"15 min\"")]);
    // The data's own note: weekdays from 07:00 to 21:05.
    plan.states(&[("hours", "{ mon-fri = \"07:00-22:00\", sat-sun = \"closed\" }")]);
}

#[test]
fn daily_calls_of_a_hotel_group() {
    let Some(plan) = plan_of("case_hotel_calls/case_data_calls.csv") else { return };
    plan.states(&[
        ("delimiter", "\";\""),
        ("timestamp_format", "\"%d-%m-%Y\""),
        ("offered", "\"calls\""),
        ("start", "2016-03-01"),
    ]);
}

#[test]
fn calls_with_two_forms_of_dates() {
    let Some(plan) = plan_of("pwc_call_centre/call_centre.csv") else { return };
    // By the data's own note: January to March 2021, 946 of 5,000 calls not answered.
    plan.states(&[("start", "2021-04-01"), ("csat", "\"satisfaction rating\"")]);
    plan.says("from 2021-01-01").says("to 2021-03-31").says("18.9% gave up");
}

#[test]
fn tickets_by_their_first_response() {
    let Some(plan) = plan_of("tickets_kaggle/customer_support_tickets.csv") else { return };
    plan.states(&[("timestamp", "\"First Response Time\""), ("channel", "\"Ticket Channel\"")]);
}

#[test]
fn files_that_are_no_history_are_refused() {
    for name in ["fpp2_calls/calls.csv", "hr_rosters/HRDataset_v14.csv", "hr_rosters/ibm_attrition.csv"] {
        let Some(path) = data(name) else { continue };
        let init = Desk::new().plan(&["init", path.to_str().unwrap()]);
        assert_eq!((init.code, init.out.as_str()), (2, ""), "{name}");
        assert!(init.err.contains("[E461]") && !init.err.contains("panicked"), "{}", init.err);
    }
}
