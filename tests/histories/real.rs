//! Real files of others, read with the settings that they need. The expected figures were computed apart, with pandas
//! (`read_csv(dtype=str)`, then counts and sums over the rows as each test says).

use crate::source::{codes, of_files};
use chrono::NaiveDate;
use staffplan::input::history::{Asked, read_asked, read_channels};
use staffplan::input::roster_csv::{self, RosterForm};
use staffplan::input::{HistorySource, ValueWord};
use staffplan::model::{ChannelCounts, HistoryKind};
use staffplan::units::Seconds;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn data(file: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(file);
    path.exists().then_some(path).or_else(|| {
        println!("skipped: {file} is not here");
        None
    })
}

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(ours, theirs)| ((*ours).to_owned(), (*theirs).to_owned())).collect()
}

fn words(pairs: &[(&str, ValueWord)]) -> BTreeMap<String, ValueWord> {
    pairs.iter().map(|(word, meaning)| ((*word).to_owned(), meaning.clone())).collect()
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// The only channel of a source whose every row is sound.
fn sound(source: &HistorySource) -> ChannelCounts {
    let mut seen = read_channels(source);
    assert_eq!(seen.files[0].input.rows_rejected, 0, "{:?}", seen.diagnostics);
    assert_eq!(seen.channels.len(), 1);
    seen.channels.remove(0)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The bank's log of one month: AGENT and HANG are offered, PHANTOM is left out.
fn bank(month: &str) -> Option<HistorySource> {
    let path = data(&format!("anonymous_bank_1999/1999-{month}.txt"))?;
    Some(HistorySource {
        channel: "phone".to_owned(),
        delimiter: Some('\t'),
        timestamp: texts(&["date", "vru_entry"]),
        timestamp_formats: texts(&["%y%m%d %H:%M:%S"]),
        columns: map(&[("wait_seconds", "q_time"), ("handle_seconds", "ser_time"), ("abandoned", "outcome")]),
        values: BTreeMap::from([(
            "abandoned".to_owned(),
            words(&[("HANG", ValueWord::True), ("AGENT", ValueWord::False)]),
        )]),
        skip: BTreeMap::from([("outcome".to_owned(), texts(&["PHANTOM"]))]),
        timezone: chrono_tz::Asia::Jerusalem,
        ..of_files(&[&path])
    })
}

/// A share in per cent, with so many digits.
fn share(part: f64, whole: f64, digits: usize) -> String {
    format!("{:.digits$}", 100.0 * part / whole)
}

#[test]
fn the_bank_gives_its_published_figures_to_the_last_digit() {
    let months = [
        ("01", 31_359.0, "13.71", "183.45", 4_964_204.0, 1_136_162.0),
        ("02", 33_066.0, "17.86", "176.35", 4_790_100.0, 1_367_207.0),
    ];
    for (month, offered, abandoned, aht, handle, wait) in months {
        let Some(source) = bank(month) else { return };
        let totals = sound(&source).totals;
        assert_eq!((totals.offered, totals.waits), (offered, offered));
        assert_eq!(share(totals.abandoned, totals.offered, 2), abandoned);
        assert_eq!(format!("{:.2}", totals.handle_seconds / totals.handled), aht);
        assert_eq!((totals.handle_seconds, totals.wait_seconds), (handle, wait));
    }
}

#[test]
fn those_who_gave_up_in_the_queue_are_told_by_leaving_out_waits_of_nothing() {
    for (month, in_queue, number) in [("01", "9.82", 3_080.0), ("02", "11.89", 3_932.0)] {
        let Some(mut source) = bank(month) else { return };
        let offered = sound(&source).totals.offered;
        source.skip.insert("q_time".to_owned(), texts(&["0"]));
        let queued = sound(&source).totals;
        assert_eq!((queued.abandoned, share(queued.abandoned, offered, 2)), (number, in_queue.to_owned()));
    }
}

#[test]
fn a_handle_time_of_nothing_may_be_declared_no_handle_time() {
    for (month, aht, without) in [("01", "185.3", 277.0), ("02", "176.9", 85.0)] {
        let Some(mut source) = bank(month) else { return };
        let all = sound(&source).totals;
        source.values.insert("handle_seconds".to_owned(), words(&[("0", ValueWord::Missing)]));
        let known = sound(&source).totals;
        assert_eq!(all.handled - known.handled, without);
        assert_eq!(format!("{:.1}", known.handle_seconds / known.handled), aht);
    }
}

#[test]
fn what_was_answered_in_time_is_counted_of_all_offered() {
    // Of all offered: those with q_time <= 20, and of these the AGENT rows.
    let months = [("01", "59.3", 18_606.0, "52.3", 16_402.0), ("02", "58.7", 19_407.0, "49.0", 16_209.0)];
    for (month, in_time, number, answered, of_agents) in months {
        let Some(source) = bank(month) else { return };
        let within = Seconds::new(20.0).ok();
        let seen = read_asked(&source, Asked { within, ..Asked::default() });
        let totals = &seen.channels[0].totals;
        let all = totals.answered_within + totals.abandoned_within;
        assert_eq!((all, totals.answered_within), (number, of_agents));
        assert_eq!(share(all, totals.offered, 1), in_time);
        assert_eq!(share(totals.answered_within, totals.offered, 1), answered);
    }
}

#[test]
fn daily_counts_of_a_hotel_are_interval_counts() {
    let Some(path) = data("case_hotel_calls/case_data_calls.csv") else { return };
    let source = HistorySource {
        channel: "phone".to_owned(),
        delimiter: Some(';'),
        columns: map(&[("interval_start", "date"), ("offered", "calls")]),
        timestamp_formats: texts(&["%d-%m-%Y"]),
        timezone: chrono_tz::Europe::Amsterdam,
        ..of_files(&[&path])
    };
    let seen = read_channels(&source);
    assert_eq!((seen.kind, codes(&seen.diagnostics)), (Some(HistoryKind::Intervals), vec!["W450"]));
    let calls = &seen.channels[0];
    assert_eq!((calls.grid.minutes(), calls.days.len(), calls.totals.offered), (1440, 1155, 5_545_953.0));
    let ends = (calls.first.map(|first| first.date()), calls.last.map(|last| last.date()));
    assert_eq!(ends, (Some(day(2013, 1, 1)), Some(day(2016, 2, 29))));
    // Without a word about it the refusal names the semicolon.
    let plain = read_channels(&of_files(&[&path]));
    assert_eq!(codes(&plain.diagnostics), ["E412"]);
}

#[test]
fn calls_in_two_date_formats_with_answered_for_abandoned() {
    let Some(path) = data("pwc_call_centre/call_centre.csv") else { return };
    let yes_no = |yes, no| words(&[("Y", yes), ("N", no)]);
    let source = HistorySource {
        channel: "phone".to_owned(),
        timestamp: texts(&["date", "time"]),
        // Both month first: so read, the rows are in order and lie in the three months they are said to be of.
        timestamp_formats: texts(&["%m-%d-%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S"]),
        columns: map(&[
            ("wait_seconds", "speed of answer in seconds"),
            ("handle_seconds", "talk duration"),
            ("abandoned", "answered (Y/N)"),
            ("csat", "satisfaction rating"),
        ]),
        values: BTreeMap::from([
            ("abandoned".to_owned(), yes_no(ValueWord::False, ValueWord::True)),
            ("resolved".to_owned(), yes_no(ValueWord::True, ValueWord::False)),
            ("wait_seconds".to_owned(), words(&[("", ValueWord::Missing)])),
        ]),
        ..of_files(&[&path])
    };
    let calls = sound(&source);
    let totals = &calls.totals;
    assert_eq!((totals.offered, totals.abandoned, totals.handled), (5000.0, 946.0, 4054.0));
    assert_eq!((totals.waits, totals.wait_seconds, totals.handle_seconds), (4054.0, 273_729.0, 911_837.0));
    assert_eq!((totals.scores, totals.score_sum, totals.satisfied), (4054, 13_798.0, 2023));
    assert_eq!((totals.answers, totals.resolved), (5000, 3646));
    assert_eq!(calls.days.len(), 90);
    let of_month = |month: &str| -> f64 {
        let days = calls.days.iter().filter(|(day, _)| day.to_string().starts_with(month));
        days.flat_map(|(_, counts)| &counts.offered).sum()
    };
    assert_eq!(["2021-01", "2021-02", "2021-03"].map(of_month), [1772.0, 1616.0, 1612.0]);
}

#[test]
fn tickets_are_volumes_by_their_first_response() {
    let Some(path) = data("tickets_kaggle/customer_support_tickets.csv") else { return };
    let source = HistorySource {
        columns: map(&[
            ("timestamp", "First Response Time"),
            ("channel", "Ticket Channel"),
            ("csat", "Customer Satisfaction Rating"),
        ]),
        timestamp_formats: texts(&["%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"]),
        skip: BTreeMap::from([("First Response Time".to_owned(), texts(&[""]))]),
        ..of_files(&[&path])
    };
    let seen = read_channels(&source);
    let file = &seen.files[0].input;
    let books = (file.rows_read, file.rows_accepted, file.rows_rejected, file.rows_skipped);
    assert_eq!(books, (5650, 5650, 0, 2819), "{:?}", seen.diagnostics);
    let volumes: BTreeMap<&str, f64> =
        seen.channels.iter().map(|channel| (channel.channel.as_str(), channel.totals.offered)).collect();
    let wanted = [("Chat", 1388.0), ("Email", 1442.0), ("Phone", 1396.0), ("Social media", 1424.0)];
    assert_eq!(volumes, BTreeMap::from(wanted));
    let scores: (u64, f64) = seen.channels.iter().fold((0, 0.0), |(number, sum), channel| {
        (number + channel.totals.scores, sum + channel.totals.score_sum)
    });
    assert_eq!(scores, (2769, 8283.0));
    let of_day = |day: NaiveDate| -> f64 {
        let days = seen.channels.iter().filter_map(|channel| channel.days.get(&day));
        days.flat_map(|counts| &counts.offered).sum()
    };
    assert_eq!([day(2023, 5, 31), day(2023, 6, 1), day(2023, 6, 2)].map(of_day), [175.0, 5437.0, 38.0]);
}

#[test]
fn an_hr_export_is_a_roster_under_its_own_names() {
    let Some(path) = data("hr_rosters/HRDataset_v14.csv") else { return };
    let form = RosterForm {
        columns: map(&[
            ("employee", "EmpID"),
            ("hire_date", "DateofHire"),
            ("leave_date", "DateofTermination"),
            ("reason", "TermReason"),
            ("grade", "Position"),
            ("source", "RecruitmentSource"),
        ]),
        date_formats: texts(&["%m/%d/%Y"]),
        ..RosterForm::default()
    };
    let seen = roster_csv::read_as(&path, "hr.csv", &form);
    assert_eq!((seen.rows.len(), codes(&seen.diagnostics)), (311, vec!["W450"]), "{:?}", seen.diagnostics);
    let hired = seen.rows.iter().map(|row| row.hire_date);
    assert_eq!((hired.clone().min(), hired.max()), (Some(day(2006, 1, 9)), Some(day(2018, 7, 9))));
    let left: Vec<_> = seen.rows.iter().filter_map(|row| Some((row.hire_date, row.leave_date?))).collect();
    let days: i64 = left.iter().map(|(hired, left)| (*left - *hired).num_days()).sum();
    assert_eq!((left.len(), days), (104, 131_474));
    let of = |reason: &str| seen.rows.iter().filter(|row| row.reason.as_deref() == Some(reason)).count();
    assert_eq!((of("Another position"), of("unhappy")), (20, 14));
    assert_eq!(seen.rows.iter().filter(|row| row.source.as_deref() == Some("Indeed")).count(), 87);
}

#[test]
fn a_table_of_whole_years_of_service_is_no_roster() {
    let Some(path) = data("hr_rosters/ibm_attrition.csv") else { return };
    let of = |columns: &[(&str, &str)]| {
        roster_csv::read_as(&path, "ibm.csv", &RosterForm { columns: map(columns), ..RosterForm::default() })
    };
    let seen = of(&[("employee", "rownames")]);
    assert_eq!((seen.rows.len(), codes(&seen.diagnostics)), (0, vec!["E416"]));
    assert!(seen.diagnostics[0].message.contains("no column `hire_date`"), "{:?}", seen.diagnostics);
    let years = of(&[("employee", "rownames"), ("hire_date", "YearsAtCompany"), ("leave_date", "Attrition")]);
    assert_eq!((years.rows.len(), years.file.unwrap().rows_rejected), (0, 1470));
    assert!(codes(&years.diagnostics).contains(&"E440"));
    assert!(years.diagnostics[0].message.contains("is not a date"), "{:?}", years.diagnostics[0]);
}

#[test]
fn counts_without_times_are_refused_and_told_what_is_missing() {
    let Some(path) = data("fpp2_calls/calls.csv") else { return };
    let seen = read_channels(&of_files(&[&path]));
    assert_eq!(codes(&seen.diagnostics), ["E416"]);
    let said = &seen.diagnostics[0];
    assert!(said.message.contains("no column `timestamp` (a log) or `interval_start` (counts)"), "{said:?}");
    assert!(said.message.contains("`rownames`, `x`"), "{said:?}");
    assert!(said.help.as_ref().is_some_and(|help| help.contains("columns = {")), "{said:?}");
    // Told that the names of the rows are times, it finds that none of them is.
    let mut source = of_files(&[&path]);
    source.channel = "phone".to_owned();
    source.columns = map(&[("interval_start", "rownames"), ("offered", "x")]);
    let seen = read_channels(&source);
    assert_eq!(seen.files[0].input.rows_accepted, 0);
    assert!(codes(&seen.diagnostics).ends_with(&["E440"]), "{:?}", codes(&seen.diagnostics));
}
