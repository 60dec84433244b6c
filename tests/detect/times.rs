//! Forms of times, offsets and zones.

use crate::desk::{plan_for, table};
use chrono::NaiveDateTime;

fn log(form: impl Fn(NaiveDateTime) -> String) -> Vec<u8> {
    table("timestamp,channel,handle_seconds", |i, t| format!("{},phone,{}", form(t), 200 + i % 9))
        .into_bytes()
}

#[test]
fn seconds_since_1970() {
    let plan = plan_for("log.csv", &log(|t| t.and_utc().timestamp().to_string()));
    plan.states(&[("timestamp_format", "\"epoch\""), ("timezone", "\"UTC\"")]);
}

#[test]
fn month_first_with_a_clock_of_twelve_hours() {
    let plan = plan_for("log.csv", &log(|t| t.format("%-m/%-d/%Y %-I:%M:%S %p").to_string()));
    plan.states(&[("timestamp_format", "\"%m/%d/%Y %I:%M:%S %p\"")])
        .says("month before day, as days after the 12th show");
}

#[test]
fn day_first() {
    let plan = plan_for("log.csv", &log(|t| t.format("%d/%m/%Y %H:%M").to_string()));
    plan.states(&[("timestamp_format", "\"%d/%m/%Y %H:%M\"")])
        .says("day before month, as days after the 12th show");
}

#[test]
fn a_few_days_that_follow_each_other_tell_the_order() {
    let rows: String = (1..=9)
        .flat_map(|day| (9..18).map(move |hour| format!("0{day}/04/2026 {hour:02}:15,chat,300\n")))
        .collect();
    let plan = plan_for("log.csv", format!("timestamp,channel,handle_seconds\n{rows}").as_bytes());
    plan.states(&[("timestamp_format", "\"%d/%m/%Y %H:%M\"")]).says("only so do the dates follow each other");
}

#[test]
fn an_order_that_nothing_tells_is_marked() {
    let rows: String = (9..18).map(|hour| format!("04/04/2026 {hour:02}:15,chat,300\n")).collect();
    let plan = plan_for("log.csv", format!("timestamp,channel,handle_seconds\n{rows}").as_bytes());
    plan.says("CHECK: day before month is a guess");
}

#[test]
fn a_zone_by_the_offsets_of_its_year() {
    let text = table("timestamp,channel,handle_seconds", |i, t| {
        format!("{}{},phone,200", t.format("%Y-%m-%dT%H:%M:%S"), ["-05:00", "-04:00"][i % 2])
    });
    plan_for("log.csv", text.as_bytes()).states(&[("timezone", "\"America/New_York\"")]);
    let text = table("timestamp,channel,handle_seconds", |_, t| {
        format!("{}+08:00,电话,200", t.format("%Y-%m-%dT%H:%M:%S"))
    });
    plan_for("log.csv", text.as_bytes()).states(&[("timezone", "\"Asia/Shanghai\"")]);
}

#[test]
fn offsets_after_a_space() {
    let plan = plan_for("log.csv", &log(|t| t.format("%Y-%m-%d %H:%M:%S +0100").to_string()));
    plan.states(&[("timestamp_format", "\"%Y-%m-%d %H:%M:%S %z\"")]);
}

#[test]
fn forms_that_one_column_mixes() {
    let mixed = |t: NaiveDateTime| match t.format("%d").to_string().parse::<u32>().unwrap() {
        0..=12 => t.format("%m-%d-%Y %H:%M:%S").to_string(),
        _ => t.format("%-m/%-d/%Y %H:%M:%S").to_string(),
    };
    let plan = plan_for("log.csv", &log(mixed));
    plan.states(&[("timestamp_format", "[\"%m/%d/%Y %H:%M:%S\", \"%m-%d-%Y %H:%M:%S\"]")]);
}

#[test]
fn a_column_of_times_is_found_by_its_values() {
    let text = table("who,Kontaktzeit,handle_seconds", |i, t| {
        format!("{i},{},{}", t.format("%d.%m.%Y %H:%M"), 200 + i % 9)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    plan.states(&[("timestamp", "\"Kontaktzeit\"")]).says("no name is known; its values are times");
}
