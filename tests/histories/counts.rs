//! Rows become counts a day and slot, without one lost or counted twice.

use crate::source::{codes, of_files, written};
use chrono::NaiveDate;
use staffplan::input::history::{HistoryRead, read};
use staffplan::input::{HistorySource, Severity, ValueWord};
use std::collections::BTreeMap;

const HEADER: &str = "timestamp,channel,wait_seconds,handle_seconds,abandoned,csat,resolved\n";

fn reading(texts: &[&str], change: impl FnOnce(&mut HistorySource)) -> HistoryRead {
    let directory = tempfile::tempdir().unwrap();
    let paths: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| written(&directory, &format!("{i}.csv"), text.as_bytes()))
        .collect();
    let mut source = of_files(&paths.iter().map(std::path::PathBuf::as_path).collect::<Vec<_>>());
    source.channel = "phone".to_owned();
    source.max_rejected = 0.0;
    change(&mut source);
    read(&source)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn contacts_of_a_log_fall_into_the_slots_of_the_plan() {
    let rows = "2025-03-03T09:29:59,phone,12,300,no,5,yes\n2025-03-03T09:30:00,Phone,30,,yes,,\n\
                2025-03-05T23:59:59.9,phone,8,100,no,,no\n2025-03-04T09:00:00,chat,1,1,no,,\n";
    let seen = reading(&[&format!("{HEADER}{rows}")], |_| {});
    let history = seen.history.unwrap();
    assert_eq!((history.first, history.days.len()), (day(2025, 3, 3), 3));
    assert!(history.days[1].is_none(), "a day with rows of another channel only is not known");
    let first = history.days[0].as_ref().unwrap();
    assert_eq!((first.offered[18], first.offered[19]), (1.0, 1.0));
    assert_eq!((first.handled[18], first.handle_seconds[18], first.handled[19]), (1.0, 300.0, 0.0));
    assert_eq!((first.abandoned[19], first.wait_seconds[19]), (1.0, 30.0));
    assert_eq!(history.days[2].as_ref().unwrap().offered[47], 1.0);
    assert_eq!(history.resolved, Some((0.5, 2)));
    assert_eq!(codes(&seen.diagnostics), ["W460", "W455"]);
}

#[test]
fn a_rejected_row_refuses_the_history_unless_it_is_borne() {
    let text = format!("{HEADER}2025-03-03T09:00:00,phone,1,1,no,,\n2025-02-30T09:00:00,phone,1,1,no,,\n");
    let refused = reading(&[&text], |_| {});
    assert_eq!((refused.history, codes(&refused.diagnostics)), (None, vec!["E424"]));
    assert_eq!(refused.diagnostics[0].severity, Severity::Error);
    let borne = reading(&[&text], |source| source.max_rejected = 0.5);
    assert!(borne.history.is_some());
    assert_eq!(borne.diagnostics[0].severity, Severity::Warning);
    let beyond = reading(&[&text], |source| source.max_rejected = 0.25);
    assert_eq!((beyond.history, codes(&beyond.diagnostics)), (None, vec!["E444", "E424"]));
}

#[test]
fn rows_after_the_last_day_used_are_noted_and_not_used() {
    let text = format!("{HEADER}2025-03-03T09:00:00,phone,1,1,no,,\n2025-03-04T00:00:00,phone,1,1,no,,\n");
    let seen = reading(&[&text], |source| source.as_of = day(2025, 3, 3));
    assert_eq!((seen.files[0].rows_accepted, seen.history.unwrap().days.len()), (2, 1));
    assert_eq!(codes(&seen.diagnostics), ["W459"]);
    let none = reading(&[&text], |source| source.as_of = day(2025, 3, 2));
    assert_eq!((none.history, codes(&none.diagnostics)), (None, vec!["E443", "W459"]));
}

#[test]
fn a_file_without_the_channel_is_refused_by_name() {
    let seen = reading(&[&format!("{HEADER}2025-03-03T09:00:00,chat,1,1,no,,\n")], |_| {});
    assert_eq!((seen.history, codes(&seen.diagnostics)), (None, vec!["E442", "W460", "W453"]));
}

#[test]
fn words_of_the_plan_have_their_meaning() {
    let text = format!("{HEADER}2025-03-03T09:00:00,1,NA,300,AGENT,,\n2025-03-03T09:00:00,1,7,,HANG,,\n");
    let words = |pairs: &[(&str, ValueWord)]| -> BTreeMap<String, ValueWord> {
        pairs.iter().map(|(word, meaning)| ((*word).to_owned(), meaning.clone())).collect()
    };
    let seen = reading(&[&text], |source| {
        source.values = BTreeMap::from([
            ("abandoned".to_owned(), words(&[("HANG", ValueWord::True), ("AGENT", ValueWord::False)])),
            ("wait_seconds".to_owned(), words(&[("NA", ValueWord::Missing)])),
            ("channel".to_owned(), words(&[("1", ValueWord::Text("phone".to_owned()))])),
        ]);
    });
    let history = seen.history.unwrap();
    let first = history.days[0].as_ref().unwrap();
    assert_eq!((first.offered[18], first.abandoned[18], first.wait_seconds[18]), (2.0, 1.0, 7.0));
}

#[test]
fn interval_counts_keep_their_own_grid() {
    for (minutes, second) in
        [(5, "09:05"), (10, "09:10"), (15, "09:15"), (20, "09:20"), (30, "09:30"), (60, "10:00")]
    {
        let rows = format!("2025-03-03 09:00,8,100,2\n2025-03-03 {second},4,50,0\n");
        let seen = reading(&[&format!("interval_start,offered,aht_seconds,abandoned\n{rows}")], |_| {});
        let history = seen.history.unwrap();
        assert_eq!(history.grid.minutes(), minutes);
        let first = history.days[0].as_ref().unwrap();
        let slot = history.grid.slot_of(540);
        assert_eq!((first.offered[slot], first.handled[slot], first.handle_seconds[slot]), (8.0, 6.0, 600.0));
        assert_eq!(first.offered.iter().sum::<f64>(), 12.0);
        assert!(history.knows_abandonment && !history.knows_waits);
    }
    let daily = reading(&["interval_start,offered\n2025-03-03,8\n2025-03-04,9\n"], |_| {});
    assert_eq!(daily.history.unwrap().grid.minutes(), 1440);
}

#[test]
fn channels_of_one_file_may_have_grids_of_their_own() {
    let mut text = "interval_start,channel,offered\n".to_owned();
    for day in 1..=31 {
        text += &format!(
            "2025-03-{day:02},email,5\n2025-03-{day:02}T09:00,phone,5\n2025-03-{day:02}T09:30,phone,5\n"
        );
    }
    let minutes = |channel: &str| {
        let seen = reading(&[&text], |source| source.channel = channel.to_owned());
        seen.history.unwrap().grid.minutes()
    };
    assert_eq!((minutes("email"), minutes("phone")), (1440, 30));
}

#[test]
fn a_day_whose_midnight_did_not_exist_is_a_day() {
    let text = "interval_start,offered\n2018-11-03,8\n2018-11-04,9\n2018-11-05,7\n";
    let seen = reading(&[text], |source| source.timezone = chrono_tz::America::Sao_Paulo);
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    let history = seen.history.unwrap();
    assert_eq!((history.first, history.days.len(), history.grid.minutes()), (day(2018, 11, 3), 3, 1440));
}

#[test]
fn a_table_with_days_or_times_across_is_named_as_such() {
    for header in ["channel,2025-03-01,2025-03-02", "date,09:00,9:30"] {
        let seen = reading(&[&format!("{header}\nphone,1,2\n")], |_| {});
        assert_eq!(codes(&seen.diagnostics), ["E418"]);
    }
}

#[test]
fn interval_counts_are_never_taken_for_a_log() {
    let text = "timestamp,offered\n2025-03-03T09:00,8\n2025-03-03T09:30,9\n";
    assert_eq!(codes(&reading(&[text], |_| {}).diagnostics), ["E416"]);
    let mapped = reading(&[text], |source| {
        source.columns = BTreeMap::from([("interval_start".to_owned(), "timestamp".to_owned())]);
    });
    assert_eq!(mapped.history.unwrap().days[0].as_ref().unwrap().offered.iter().sum::<f64>(), 17.0);
}

#[test]
fn empty_fields_may_have_a_meaning_of_their_own() {
    let text = format!("{HEADER}2025-03-03T09:00:00,phone,,300,,,\n2025-03-03T09:00:00,phone,7,9,yes,,\n");
    let of_empty = |meaning| BTreeMap::from([(String::new(), meaning)]);
    let seen = reading(&[&text], |source| {
        source.values = BTreeMap::from([
            ("abandoned".to_owned(), of_empty(ValueWord::False)),
            ("wait_seconds".to_owned(), of_empty(ValueWord::Missing)),
        ]);
    });
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    let history = seen.history.unwrap();
    let first = history.days[0].as_ref().unwrap();
    assert_eq!((first.offered[18], first.abandoned[18], first.handled[18]), (2.0, 1.0, 1.0));
}

#[test]
fn settings_that_cannot_be_followed_are_refused() {
    let text = format!("{HEADER}2025-03-03T09:00:00,phone,1,1,no,,\n2025-03-03T09:01:00,phone,1,1,no,,\n");
    let of =
        |change: &dyn Fn(&mut HistorySource)| codes(&reading(&[&text], |source| change(source)).diagnostics);
    let map = |ours: &str, theirs: &str| BTreeMap::from([(ours.to_owned(), theirs.to_owned())]);
    assert_eq!(of(&|source| source.delimiter = Some('，')), ["E419"]);
    assert_eq!(of(&|source| source.delimiter = Some('"')), ["E419"]);
    assert_eq!(of(&|source| source.delimiter = Some(';')), ["E412"]);
    assert_eq!(of(&|source| source.timestamp_formats = vec!["%H:%M".to_owned()]), ["E419"]);
    assert_eq!(of(&|source| source.columns = map("wait_seconds", "q_time")), ["E416"]);
    assert_eq!(of(&|source| source.columns = map("waiting", "wait_seconds")), ["E419"]);
    assert_eq!(of(&|source| source.timestamp = vec!["date".to_owned()]), ["E416"]);
    assert_eq!(of(&|source| source.skip = BTreeMap::from([("outcome".to_owned(), vec![])])), ["E416"]);
}

#[test]
fn the_hour_that_comes_twice_keeps_both_its_rows() {
    let rows = "2025-11-02T01:00:00-04:00,10\n2025-11-02T01:00:00-05:00,7\n2025-11-02T02:00:00-05:00,1\n";
    let seen = reading(&[&format!("interval_start,offered\n{rows}")], |source| {
        source.timezone = chrono_tz::America::New_York;
    });
    let history = seen.history.unwrap();
    assert_eq!(history.days[0].as_ref().unwrap().offered[1], 17.0);
}

#[test]
fn files_that_overlap_are_said_and_an_interval_never_counts_twice() {
    let one = "interval_start,offered\n2025-03-03T09:00,8\n2025-03-03T09:30,8\n";
    let two = "interval_start,offered\n2025-03-03T09:30,9\n2025-03-03T10:00,8\n";
    let seen = reading(&[one, two], |_| {});
    assert_eq!((seen.history, codes(&seen.diagnostics)), (None, vec!["E435"]));
    let log = format!("{HEADER}2025-03-03T09:00:00,phone,1,1,no,,\n2025-03-05T09:00:00,phone,1,1,no,,\n");
    let mixed = reading(&[one, &log], |_| {});
    assert_eq!(codes(&mixed.diagnostics), ["E446"]);
}

fn offered(seen: &HistoryRead) -> f64 {
    let days = seen.history.as_ref().unwrap().days.iter().flatten();
    days.flat_map(|day| &day.offered).sum()
}

/// A log of one contact every ten minutes on these days of March 2025, from these minutes of the hour on.
fn every_ten_minutes(days: std::ops::RangeInclusive<u32>, from: u32) -> String {
    let row = |day: u32, contact: u32| {
        let (hour, minute) = (9 + contact / 6, contact % 6 * 10 + from);
        format!("2025-03-{day:02}T{hour:02}:{minute:02}:00,phone,{contact},60,no,,\n")
    };
    let rows = days.flat_map(|day| (0..48).map(move |contact| row(day, contact)));
    format!("{HEADER}{}", rows.collect::<String>())
}

#[test]
fn exports_of_one_log_count_once_and_logs_of_two_sites_add_up() {
    let whole = every_ten_minutes(3..=7, 0);
    let twice = reading(&[&whole, &whole], |_| {});
    assert_eq!((codes(&twice.diagnostics), offered(&twice)), (vec!["W462"], 240.0));
    assert_eq!((twice.files[1].rows_read, twice.files[1].rows_skipped), (0, 240));
    let later = every_ten_minutes(6..=10, 0);
    let rolling = reading(&[&whole, &later], |_| {});
    assert_eq!((codes(&rolling.diagnostics), offered(&rolling)), (vec!["W462"], 8.0 * 48.0));
    assert_eq!((rolling.files[1].rows_read, rolling.files[1].rows_skipped), (3 * 48, 96));
    let within = reading(&[&later, &every_ten_minutes(3..=13, 0)], |_| {});
    assert_eq!((codes(&within.diagnostics), offered(&within)), (vec!["W462"], 11.0 * 48.0));
    let sites = reading(&[&whole, &every_ten_minutes(3..=7, 5)], |_| {});
    assert_eq!((codes(&sites.diagnostics), offered(&sites)), (vec!["W461"], 480.0));
    let next = reading(&[&whole, &every_ten_minutes(8..=9, 0)], |_| {});
    assert_eq!((codes(&next.diagnostics), offered(&next)), (vec![], 7.0 * 48.0));
    let counts = "interval_start,offered\n2025-03-03T09:00,8\n2025-03-03T09:30,8\n";
    let counted = reading(&[counts, counts], |_| {});
    assert_eq!((codes(&counted.diagnostics), offered(&counted)), (vec!["W462"], 16.0));
}

#[test]
fn timestamps_follow_the_formats_of_the_plan() {
    let of = |rows: &str, formats: &[&str]| {
        let text = format!("timestamp\n{rows}");
        let seen = reading(&[&text], |source| {
            source.timestamp_formats = formats.iter().map(|f| (*f).to_owned()).collect();
            source.max_rejected = 1.0;
        });
        (seen.files[0].first.map(|first| first.to_string()), codes(&seen.diagnostics))
    };
    let nine = Some("2025-03-03 09:00:00".to_owned());
    let both = ["%d/%m/%Y %H:%M", "%Y%m%d%H%M%S"];
    assert_eq!(of("03/03/2025 09:00\n20250303090001\n", &both), (nine.clone(), vec![]));
    assert_eq!(of("1740963600\n1740963601.5\n", &["epoch"]), (nine.clone(), vec![]));
    assert_eq!(
        of("03/03/2025 02:00 +0100\n03/03/2025 01:00 +0000\n", &["%d/%m/%Y %H:%M %z"]),
        (nine.clone(), vec![])
    );
    assert_eq!(of("2025-03-03T09:00\n31/06/2025 09:00\n", &both).1, ["E424", "E424", "E440"]);
}
