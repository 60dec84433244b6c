//! Columns of our own names, which a reader takes whatever stands in them.

use crate::desk::{Desk, Written, intervals, plan_for, table};

/// A log of phone calls with one more column.
fn log(name: &str, value: impl Fn(usize) -> String) -> String {
    table(&format!("timestamp,channel,{name}"), |i, t| {
        format!("{},phone,{}", t.format("%Y-%m-%dT%H:%M:%S"), value(i))
    })
}

/// A plan under which every row is used.
fn whole(text: &str) -> Written {
    let plan = plan_for("log.csv", text.as_bytes());
    plan.states(&[("max_rejected", "-")]);
    assert!(!plan.0.contains("Left out: `"), "{}", plan.0);
    plan
}

fn refused(text: &str) -> String {
    let desk = Desk::new();
    desk.file("log.csv", text.as_bytes());
    let init = desk.plan(&["init", "log.csv"]);
    assert_eq!((init.code, init.out.as_str()), (2, ""), "{}", init.err);
    assert!(init.err.contains("[E467]"), "{}", init.err);
    init.err
}

#[test]
fn scores_of_another_scale_are_taken_for_no_value() {
    let plan = whole(&log("csat", |i| (1 + i % 10).to_string()));
    plan.says(r#"csat             = ["1", "10", "2", "3", "4", "5", "6", "7", "8", "9"]"#);
    plan.says("CHECK: it is no score of whole numbers from 1 to 5; all of it, 220 rows,");
}

#[test]
fn words_that_do_not_say_whether_it_was_resolved_are_no_answer() {
    let plan = whole(&log("resolved", |i| ["yes", "pending", "escalated"][i % 3].to_owned()));
    plan.says("resolved         = { escalated = \"\", pending = false }");
    plan.says("CHECK: it holds `escalated`, neither yes nor no");
}

#[test]
fn lengths_by_the_clock_are_mapped_to_their_seconds() {
    let plan = whole(&log("handle_seconds", |i| ["00:05:00", "100"][i % 2].to_owned()));
    // 300 and 100 seconds by turns.
    plan.says("{ \"00:05:00\" = 300 }").says("handle time 200 s, learnt");
    let waits = whole(&log("wait_seconds", |i| ["\"12,5\"", "3"][i % 2].to_owned()));
    waits.says("{ \"12,5\" = 12.5 }");
}

#[test]
fn words_among_waits_are_no_value() {
    for word in ["n.a.", "bald"] {
        let plan = whole(&log("wait_seconds", |i| if i % 3 == 0 { word.to_owned() } else { i.to_string() }));
        plan.says(&format!("[\"{word}\"]"));
    }
    whole(&log("wait_seconds", |_| String::new())).says("wait_seconds     = [\"\"]");
}

#[test]
fn more_words_than_a_plan_can_map_are_refused_with_the_name() {
    let clock = log("wait_seconds", |i| format!("00:{:02}:{:02}", i / 60, i % 60));
    let said = refused(&clock);
    assert!(said.contains("rename `wait_seconds` in the export"), "{said}");
    let percent = refused(&log("csat", |i| format!("{}.5", 1 + i % 99)));
    assert!(percent.contains("rename `csat` in the export"), "{percent}");
    let milliseconds = refused(&log("handle_seconds", |i| (300_000 + i).to_string()));
    assert!(milliseconds.contains("are these milliseconds?"), "{milliseconds}");
}

#[test]
fn who_gave_up_is_never_told_by_half_a_column() {
    let words = log("abandoned", |i| ["completed", "handled", "weird", "odd"][i % 4].to_owned());
    let said = refused(&words);
    assert!(
        said.contains("`abandoned` holds `odd`, `weird`") && said.contains("rename `abandoned`"),
        "{said}"
    );
    let blanks = refused(&log("abandoned", |i| ["yes", "no", ""][i % 3].to_owned()));
    assert!(blanks.contains("is empty in 73 rows"), "{blanks}");
    // One of two is marked, none says the opposite.
    whole(&log("abandoned", |i| ["1", ""][i % 2].to_owned())).says("{ \"\" = false }").says("50.0% gave up");
    whole(&log("abandoned", |_| String::new())).says("{ \"\" = false }");
}

#[test]
fn another_column_stands_in_for_one_of_ours() {
    let text = table("timestamp,channel,csat,Satisfaction Score", |i, t| {
        format!("{},phone,{},{}", t.format("%F %T"), 10 * (i % 11), 1 + i % 5)
    });
    let plan = plan_for("log.csv", text.as_bytes());
    plan.states(&[("max_rejected", "-"), ("csat", "\"Satisfaction Score\"")]).says("Left out: `csat`");
}

#[test]
fn counts_refuse_what_cannot_be_unsaid() {
    let shares = intervals("interval_start,channel,offered,abandoned", |i, t| {
        format!("{},phone,{},0.{}", t.format("%F %R"), 10 + i % 5, i % 10)
    });
    assert!(refused(&shares).contains("holds shares"));
    let lengths = intervals("interval_start,channel,offered,aht_seconds", |i, t| {
        format!("{},phone,{},00:0{}:00", t.format("%F %R"), 10 + i % 5, 3 + i % 2)
    });
    // Three and four minutes; 10 to 14 contacts fall on both alike.
    whole(&lengths).says("\"00:03:00\" = 180, \"00:04:00\" = 240").says("handle time 210 s, learnt");
}

#[test]
fn more_than_a_twentieth_of_the_rows_is_not_given_up() {
    // 12 of 220 rows, 5.45 %; then 11, 5 %.
    let text =
        |bad: usize| log("handle_seconds", |i| if i < bad { "-5".to_owned() } else { "300".to_owned() });
    let said = refused(&text(12));
    assert!(said.contains("12 of 220 rows would be rejected (E430 12)"), "{said}");
    assert_eq!(said.matches("[E430]").count(), 5, "{said}");
    plan_for("log.csv", text(11).as_bytes()).states(&[("max_rejected", "\"5.0%\"")]).says("E430 11");
}

#[test]
fn one_bad_row_in_a_thousand_is_named_with_its_code() {
    let text = intervals("interval_start,channel,offered", |i, t| {
        format!("{},phone,{}", t.format("%F %R"), if i == 9 { "x".to_owned() } else { (i % 5).to_string() })
    });
    // One row of 504.
    plan_for("counts.csv", text.as_bytes()).states(&[("max_rejected", "\"0.20%\"")]).says("E429 1)");
}

#[test]
fn a_plain_name_is_nobodys() {
    let text = table("Call Start,Queue,Wait (s)", |i, t| format!("{},Support,{}", t.format("%F %T"), i % 9));
    let plan = plan_for("log.csv", text.as_bytes());
    assert!(!plan.0.contains("a name of"), "{}", plan.0);
    let text = intervals("StartInterval,Queue,Contacts queued", |i, t| {
        format!("{},Basic,{}", t.format("%FT%TZ"), i % 9)
    });
    plan_for("metrics.csv", text.as_bytes()).says("a name of Amazon Connect");
}
