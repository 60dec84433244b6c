//! What cannot be read is refused with a reason and a way out.

use crate::desk::{Desk, days, encoded, table};
use staffplan::input::SourceFile;
use staffplan::input::detect::detect;

/// The refusal of an export: its codes, with what is said.
fn refused(bytes: &[u8]) -> String {
    let desk = Desk::new();
    desk.file("export.csv", bytes);
    let init = desk.plan(&["init", "export.csv", "-o", "plan.toml"]);
    assert_eq!(init.code, 2, "{}", init.out);
    assert!(!desk.path("plan.toml").exists(), "nothing is written");
    init.err
}

#[test]
fn every_code_of_a_refusal_has_a_file_that_meets_it() {
    let log = |form: &str| table("Created at,channel", |_, t| format!("{},chat", t.format(form)));
    let milliseconds = table("timestamp,channel", |_, t| format!("{},chat", t.and_utc().timestamp_millis()));
    let dated: String = days().iter().map(|day| format!("{day},chat\n")).collect();
    let by_agent: String = days().iter().map(|day| format!("{day},小王,30\n{day},小李,40\n")).collect();
    for (code, bytes, words) in [
        ("E468", format!("日期,客服昵称,咨询人数\n{by_agent}").into_bytes(), "the rows are one a `客服昵称`"),
        ("E461", b"rownames,x\nX3.3.20031,111\nX3.3.20032,113\n".to_vec(), "no column holds the time"),
        ("E462", milliseconds.into_bytes(), "milliseconds since 1970"),
        ("E462", log("下午%-I:%M").into_bytes(), "Created at"),
        ("E463", format!("Report\nMarch 2026\n\n{}", log("%Y-%m-%d %H:%M")).into_bytes(), "starts on line 4"),
        ("E464", [b"timestamp,channel\n".to_vec(), vec![0x81; 4000], vec![b'\n']].concat(), "tried: utf-8"),
        (
            "E466",
            format!("Created at,channel\n{dated}").into_bytes(),
            "a log needs the time of every contact",
        ),
        (
            "E467",
            b"timestamp,channel\n1971-01-01 00:00:00,chat\n2199-01-01 00:00:00,chat\n".to_vec(),
            "tried: encoding utf-8",
        ),
    ] {
        let said = refused(&bytes);
        assert!(said.contains(&format!("[{code}]")) && said.contains(words), "{code}: {said}");
    }
}

#[test]
fn exports_of_several_kinds_are_told_apart() {
    let desk = Desk::new();
    desk.file("1.csv", table("timestamp,channel", |_, t| format!("{},a", t.format("%F %T"))).as_bytes());
    desk.file(
        "2.csv",
        table("timestamp,channel,csat", |_, t| format!("{},a,5", t.format("%F %T"))).as_bytes(),
    );
    desk.file("3.csv", table("timestamp;channel", |_, t| format!("{};a", t.format("%F %T"))).as_bytes());
    let chinese = table("timestamp,channel", |_, t| format!("{},微信客服", t.format("%F %T")));
    desk.file("4.csv", &encoded(&chinese, "gb18030"));
    desk.file("5.csv", chinese.as_bytes());
    assert_eq!(desk.plan(&["init", "1.csv", "4.csv"]).code, 0, "plain ASCII goes with any encoding");
    let init = desk.plan(&["init", "1.csv", "4.csv", "5.csv"]);
    assert!(init.code == 2 && init.err.contains("[E465]"), "{}", init.err);
    for other in ["2.csv", "3.csv"] {
        let init = desk.plan(&["init", "1.csv", other]);
        assert_eq!(
            (init.code, init.err.contains("[E465]"), init.out.as_str()),
            (2, true, ""),
            "{}",
            init.err
        );
    }
}

#[test]
fn a_file_that_is_not_there_is_a_failure_of_the_machine() {
    let desk = Desk::new();
    assert_eq!(desk.plan(&["init", "absent.csv"]).code, 3);
    let stream = desk.plan(&["init", "-"]);
    assert_eq!(stream.code, 2);
    assert!(stream.err.contains("has no name"), "{}", stream.err);
    desk.file("what?.csv", table("timestamp", |_, t| t.format("%F %T").to_string()).as_bytes());
    let pattern = desk.plan(&["init", "what?.csv"]);
    assert!(pattern.code == 2 && pattern.err.contains("a pattern of names"), "{}", pattern.err);
}

#[test]
fn texts_in_other_scripts_are_read_too() {
    let text = table("受付時刻,チャネル", |_, t| format!("{},チャット", t.format("%Y/%m/%d %H:%M")));
    let desk = Desk::new();
    desk.file("log.csv", &encoded(&text, "shift_jis"));
    let found = detect(&[SourceFile::at(desk.path("log.csv"), "log.csv")]).unwrap();
    assert_eq!(found.rows().2, 0);
}
