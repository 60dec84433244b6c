//! Interval counts as the systems export them: a row an interval.

use crate::desk::{days, intervals, plan_for};

#[test]
fn our_own_names_need_no_key() {
    let text = intervals("interval_start,channel,offered,aht_seconds", |i, t| {
        format!("{},phone,{},{}", t.format("%Y-%m-%dT%H:%M"), 20 + i % 9, 180 + i % 20)
    });
    plan_for("counts.csv", text.as_bytes()).states(&[
        ("timestamp", "-"),
        ("offered", "-"),
        ("interval", "\"30 min\""),
    ]);
}

#[test]
fn amazon_connect_historical_metrics() {
    let text = intervals(
        "Queue,StartInterval,EndInterval,Contacts queued,Contacts abandoned,Average handle time",
        |i, t| {
            let end = t + chrono::TimeDelta::minutes(30);
            format!(
                "Basic,{},{},{},{},{}",
                t.format("%Y-%m-%dT%H:%M:%SZ"),
                end.format("%Y-%m-%dT%H:%M:%SZ"),
                15 + i % 8,
                i % 2,
                240 + i % 30
            )
        },
    );
    plan_for("metrics.csv", text.as_bytes()).states(&[
        ("timestamp", "\"StartInterval\""),
        ("offered", "\"Contacts queued\""),
        ("abandoned", "\"Contacts abandoned\""),
        ("aht_seconds", "\"Average handle time\""),
        ("channel", "\"Queue\""),
    ]);
}

#[test]
fn genesys_cloud_queue_performance_in_milliseconds() {
    let text = intervals(
        "Interval Start,Interval End,Media Type,Queue Name,Offer,Answer,Abandon,Avg Handle",
        |i, t| {
            format!(
                "{},,voice,Support,{},{},{},{}",
                t.format("%d/%m/%Y %H:%M"),
                20 + i % 5,
                19 + i % 5,
                1,
                312_000 + i % 1000
            )
        },
    );
    let plan = plan_for("queue.csv", text.as_bytes());
    plan.states(&[
        ("offered", "\"Offer\""),
        ("abandoned", "\"Abandon\""),
        ("aht_seconds", "-"),
        ("channel", "\"Media Type\""),
    ]);
    // 312,000 to 312,503 thousandths of a second.
    plan.says("milliseconds?").states(&[("handle_time", "\"5 min 12 s\"")]);
}

#[test]
fn genesys_cloud_forecast_import_with_total_handle_time() {
    let text = intervals(
        "Interval Start UTC Date,Queue,Media Type,Offered,Interactions Handled,Total Handle Time (Seconds)",
        |i, t| {
            let offered = 10 + i % 5;
            format!("{},Q,Voice,{offered},{offered},{}", t.format("%Y-%m-%dT%H:%M:%SZ"), offered * 200)
        },
    );
    let plan = plan_for("import.csv", text.as_bytes());
    plan.states(&[("timestamp", "\"Interval Start UTC Date\""), ("offered", "-"), ("timezone", "\"UTC\"")]);
    // 200 seconds a contact in every interval.
    plan.states(&[("handle_time", "\"3 min 20 s\""), ("aht_seconds", "-")]);
}

#[test]
fn avaya_split_report_counts_calls_answered() {
    let text = intervals("row_date,starttime,split,acdcalls,abncalls", |i, t| {
        format!("{},17,{},{}", t.format("%m/%d/%Y,%H:%M"), 12 + i % 4, i % 2)
    });
    let plan = plan_for("hsplit.csv", text.as_bytes());
    plan.states(&[
        ("timestamp", "[\"row_date\", \"starttime\"]"),
        ("offered", "\"acdcalls\""),
        ("abandoned", "-"),
    ]);
    plan.says("contacts answered: no column counts those offered");
}

#[test]
fn a_queue_is_the_channel_where_a_medium_has_several() {
    let text = intervals("Interval Start,Media Type,Queue Name,Offered", |i, t| {
        let time = t.format("%Y-%m-%d %H:%M");
        format!("{time},voice,Sales,{}\n{time},voice,Service,{}", 5 + i % 3, 8 + i % 4)
    });
    let plan = plan_for("queues.csv", text.as_bytes());
    plan.states(&[("channel", "\"Queue Name\""), ("max_rejected", "-")]);
    plan.says("[channel.Sales]").says("[channel.Service]");
}

#[test]
fn daily_counts_with_a_mark_and_semicolons() {
    let rows: String = days()
        .iter()
        .enumerate()
        .map(|(i, day)| format!("{};{};{}\r\n", day.format("%-d-%-m-%Y"), 2000 + i * 10, i % 7))
        .collect();
    let plan = plan_for("calls.csv", format!("\u{feff}date;calls;weekday\r\n{rows}").as_bytes());
    plan.states(&[
        ("delimiter", "\";\""),
        ("timestamp", "\"date\""),
        ("timestamp_format", "\"%d-%m-%Y\""),
        ("offered", "\"calls\""),
    ]);
}

#[test]
fn zeros_and_empty_fields_of_handle_time_stand_for_none() {
    let text = intervals("interval_start,offered,abandoned,aht_seconds", |i, t| {
        let aht = match i % 6 {
            0 => "0".to_owned(),
            1 => String::new(),
            _ => (200 + i % 9).to_string(),
        };
        format!("{},{},,{aht}", t.format("%Y-%m-%d %H:%M:%S"), 5 + i % 4)
    });
    let plan = plan_for("calls.csv", text.as_bytes());
    plan.says("aht_seconds      = [\"\", \"0\"]").says("{ \"\" = 0 }").states(&[("max_rejected", "-")]);
}
