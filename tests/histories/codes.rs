//! Every code of a data file has a file that meets it.

use crate::source::{codes, of_files, written};
use flate2::{Compression, write::GzEncoder};
use staffplan::input::history::{CODES, read, read_channels};
use staffplan::input::{HistorySource, Stored};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

const GOOD: &str = "2025-03-03T09:00:05,phone,12,301,0";

/// A log with these rows after a good one.
fn log(rows: &str) -> Vec<u8> {
    format!("timestamp,channel,wait_seconds,handle_seconds,abandoned\n{GOOD}\n{rows}\n").into_bytes()
}

/// Interval counts with these rows after two good ones.
fn counts(rows: &str) -> Vec<u8> {
    let good = "2025-03-03T09:00,phone,8,300\n2025-03-03T09:30,phone,9,300\n";
    format!("interval_start,channel,offered,aht_seconds\n{good}{rows}\n").into_bytes()
}

fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(b"timestamp,channel\n").unwrap();
    for _ in 0..70 {
        encoder.write_all(&vec![b'\n'; 1 << 20]).unwrap();
    }
    encoder.finish().unwrap()
}

/// A code and a file that meets it, read with no settings.
fn gallery() -> Vec<(&'static str, Vec<u8>)> {
    let flood = "x,phone,1,1,0\n".repeat(30);
    let many: String = (0..1001).map(|i| format!("2025-03-03T09:00:05,c{i},12,301,0\n")).collect();
    let channels: String = (0..10_001).map(|i| format!("2025-03-03T09:00:05,c{i},12,301,0\n")).collect();
    vec![
        ("E404", b"\x1F\x8B\x08\x00".to_vec()),
        ("E405", bomb()),
        ("E406", b"<!DOCTYPE html>".to_vec()),
        ("E407", Vec::new()),
        ("E408", b"timestamp,channel\n".to_vec()),
        ("E410", log(&"x".repeat(200_000))),
        ("E411", log("\"")),
        ("E412", b"timestamp;channel\n".to_vec()),
        ("E413", GOOD.as_bytes().to_vec()),
        ("E414", b"timestamp,channel,Channel\n".to_vec()),
        ("E415", b"timestamp,,channel\n".to_vec()),
        ("E416", b"when,channel\n".to_vec()),
        ("E417", b"timestamp,channel,handel_seconds\n".to_vec()),
        ("E418", b"date,09:00,09:30\n".to_vec()),
        ("E420", [log(""), b"2025-03-03T09:00:05,t\xE9l,12,301,0\n".to_vec()].concat()),
        ("E421", log("2025-03-03T09:00:05,phone,12")),
        ("E422", log("2025-03-03T09:00:05,\"pho\"ne,12,301,0")),
        ("E423", log("2025-03-03T09:00:05,pho\0ne,12,301,0")),
        ("E424", log("03/03/2025,phone,12,301,0")),
        ("E425", log("9999-12-31T23:59:59,phone,12,301,0")),
        ("E426", log("2025-03-30T02:30:00,phone,12,301,0")),
        ("E427", log("2025-10-26T02:30:00,phone,12,301,0")),
        ("E428", log("2025-03-03T09:00:05,phone,,301,0")),
        ("E429", log("2025-03-03T09:00:05,phone,\"1,5\",301,0")),
        ("E430", log("2025-03-03T09:00:05,phone,-1,301,0")),
        ("E431", log("2025-03-03T09:00:05,phone,1,301,maybe")),
        ("E432", log("2025-03-03T09:00:05,\u{200B},1,301,0")),
        ("E433", counts("2025-03-03T10:00,phone,9,0")),
        ("E434", counts("2025-03-03T10:07,phone,9,300")),
        ("E435", counts("2025-03-03T09:00,phone,9,300")),
        ("E436", log("timestamp,channel,wait_seconds,handle_seconds,abandoned")),
        ("E440", b"timestamp,channel\nx,phone\n".to_vec()),
        ("E441", log("2199-12-31T23:59:59,phone,12,301,0")),
        ("E445", log(&flood)),
        ("E447", log(&channels)),
        ("W450", b"timestamp,channel,note\n2025-03-03T09:00:05,phone,x\n".to_vec()),
        ("W451", log("2025-03-03T09:00:05,phone,1,301,0\r2025-03-03T09:00:06,phone,1,301,0")),
        ("W452", log("2025-03-03T09:00:05Z,phone,1,301,0")),
        ("W453", log("")),
        ("W454", log("2025-03-03T09:00:05,=1+1,1,301,0")),
        ("W455", log("2025-03-03T09:00:05,Phone,1,301,0")),
        ("W456", counts("2025-03-03T12:00,phone,9,300")),
        ("W457", counts("2025-03-03T10:00,phone,1000000,300")),
        ("W458", log(&many)),
    ]
}

/// Codes of these files with the given settings, for one channel.
fn met(files: &[&[u8]], change: impl FnOnce(&mut HistorySource)) -> Vec<&'static str> {
    let directory = tempfile::tempdir().unwrap();
    let paths: Vec<_> =
        files.iter().enumerate().map(|(i, file)| written(&directory, &i.to_string(), file)).collect();
    let mut source = of_files(&paths.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
    source.channel = "phone".to_owned();
    change(&mut source);
    codes(&read(&source).diagnostics)
}

#[test]
fn every_code_has_a_file_that_meets_it() {
    let directory = tempfile::tempdir().unwrap();
    // A disk that fails; tables of demand, in `cli_staff`; sheets, in `rosters`; standard input, in `cli_streams`.
    let mut seen = BTreeSet::from(["E403", "E437", "E438", "E439", "E448", "E449"]);
    seen.extend(["E450", "E451", "E452", "W463"]); // employments, in `rosters`
    seen.extend(["E461", "E462", "E463", "E464", "E465", "E466", "E467", "E468"]); // exports looked at, in `detect`
    for (code, content) in gallery() {
        let path = written(&directory, code, &content);
        let mut source = of_files(&[&path]);
        source.timezone = chrono_tz::Europe::Berlin;
        let found = read_channels(&source).diagnostics;
        assert!(codes(&found).contains(&code), "{code}: {found:?}");
        println!("{code}: {}", found.iter().find(|d| d.code == code).unwrap().message);
        seen.insert(code);
    }
    let chat = BTreeMap::from([("channel".to_owned(), "lane".to_owned())]);
    let text = log("2025-03-04T09:00:05,chat,12,301,0");
    let spoilt = log("x,phone,1,1,0");
    let day = chrono::NaiveDate::from_ymd_opt;
    let settings = [
        met(&[&text], |source| source.files[0].stored = Stored::File("absent".into())),
        met(&[&text], |source| source.files[0].stored = Stored::File(".".into())),
        met(&[&text], |source| source.encoding = Some("klingon".to_owned())),
        met(&[&text], |source| source.timestamp_formats = vec!["%!".to_owned()]),
        met(&[&text], |source| source.columns = chat),
        met(&[&text], |source| source.channel = "email".to_owned()),
        met(&[&text], |source| source.as_of = day(2025, 3, 2).unwrap()),
        met(&[&spoilt], |source| source.max_rejected = 0.1),
        met(&[&text, &counts("")], |_| {}),
        met(&[&text, &text], |_| {}),
        met(
            &[&log("2025-03-04T09:00:05,phone,12,301,0"), &log("2025-03-03T10:00:06,phone,13,301,0")],
            |_| {},
        ),
    ];
    seen.extend(settings.into_iter().flatten());
    let all: BTreeSet<&str> = CODES.iter().map(|code| code.code).collect();
    assert_eq!(seen, all);
}
