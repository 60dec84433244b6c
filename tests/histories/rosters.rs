//! Rosters as people keep them: dates in their own form, a few rows that are wrong, a sheet of a workbook.

use crate::source::{codes, written};
use chrono::NaiveDate;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use staffplan::input::Severity;
use staffplan::input::roster_csv::{RosterForm, RosterRead, read, read_as};
use std::collections::BTreeMap;

const DATES: &str = "employee,hire_date,leave_date\n1,07/05/2011,\n2,3/30/2015,6/16/2016\n3,2015-03-30,\n";

fn reading(text: &str, form: &RosterForm<'_>) -> RosterRead {
    let directory = tempfile::tempdir().unwrap();
    read_as(&written(&directory, "roster.csv", text.as_bytes()), "roster.csv", form)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

#[test]
fn dates_follow_the_formats_stated() {
    let form = |formats: &[&str]| RosterForm {
        date_formats: formats.iter().map(|format| (*format).to_owned()).collect(),
        ..RosterForm::default()
    };
    let seen = reading(DATES, &form(&["%m/%d/%Y", "%Y-%m-%d"]));
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    let hired: Vec<NaiveDate> = seen.rows.iter().map(|row| row.hire_date).collect();
    assert_eq!(hired, [day(2011, 7, 5), day(2015, 3, 30), day(2015, 3, 30)]);
    assert_eq!(seen.rows[1].leave_date, Some(day(2016, 6, 16)));
    assert_eq!(codes(&reading(DATES, &form(&["%m/%d/%Y"])).diagnostics), ["E424"]);
    assert_eq!(codes(&reading(DATES, &form(&[])).diagnostics), ["E424", "E424"]);
    assert_eq!(codes(&reading(DATES, &form(&["%H:%M"])).diagnostics), ["E419"]);
}

#[test]
fn rejected_rows_are_borne_up_to_the_share_stated() {
    let date_formats = vec!["%m/%d/%Y".to_owned()];
    let of = |max_rejected| {
        reading(
            DATES,
            &RosterForm { date_formats: date_formats.clone(), max_rejected, ..RosterForm::default() },
        )
    };
    let borne = of(0.34);
    assert_eq!((borne.rows.len(), borne.diagnostics[0].severity), (2, Severity::Warning));
    assert_eq!(borne.file.unwrap().rows_rejected, 1);
    let beyond = of(0.33);
    assert_eq!((beyond.rows.len(), codes(&beyond.diagnostics)), (0, vec!["E424", "E444"]));
}

#[test]
fn a_roster_may_be_the_sheet_of_a_workbook() {
    let date = Format::new().set_num_format("m/d/yyyy");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, name) in (0..).zip(["employee", "hire_date", "leave_date", "reason"]) {
        sheet.write(0, column, name).unwrap();
    }
    sheet.write(1, 0, 17).unwrap();
    sheet.write_with_format(1, 1, ExcelDateTime::from_ymd(2024, 2, 1).unwrap(), &date).unwrap();
    sheet.write(2, 0, "x").unwrap();
    sheet.write(2, 1, "2024-02-30").unwrap();
    sheet.write(2, 3, "moved").unwrap();
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("roster.xlsx");
    workbook.save(&path).unwrap();
    let form = RosterForm { max_rejected: 0.5, ..RosterForm::default() };
    let seen = read_as(&path, "roster.xlsx", &form);
    assert_eq!((codes(&seen.diagnostics), crate::source::line(&seen.diagnostics[0])), (vec!["E424"], 3));
    assert_eq!((seen.rows[0].employee.as_str(), seen.rows[0].hire_date), ("17", day(2024, 2, 1)));
    assert_eq!(seen.file.unwrap().sha256.len(), 64);
    workbook.add_worksheet().set_name("Leavers").unwrap();
    workbook.save(&path).unwrap();
    let seen = read(&path, "roster.xlsx", &BTreeMap::new());
    assert_eq!(codes(&seen.diagnostics), ["E448"]);
    assert!(seen.diagnostics[0].message.contains("`Sheet1`, `Leavers`"), "{:?}", seen.diagnostics);
}

fn as_of(date: NaiveDate) -> RosterForm<'static> {
    RosterForm { as_of: Some(date), ..RosterForm::default() }
}

/// What was found, with its line.
fn found(seen: &RosterRead) -> Vec<(&'static str, u64)> {
    let codes = codes(&seen.diagnostics);
    codes.into_iter().zip(seen.diagnostics.iter().map(crate::source::line)).collect()
}

#[test]
fn employments_that_contradict_each_other_are_refused_at_their_place() {
    let head = "employee,hire_date,leave_date\n1,2024-01-01,2024-06-30\n";
    let of = |row: &str| reading(&format!("{head}{row}\n2,2024-02-01,\n"), &as_of(day(2026, 1, 1)));
    assert_eq!(found(&of("1,2024-01-01,2024-06-30")), [("E450", 3)]);
    assert_eq!(found(&of("1,2024-06-30,")), [("E451", 3)]);
    assert_eq!(found(&of("1,2023-01-01,2024-01-01")), [("E451", 3)]);
    assert_eq!(found(&of("3,2024-05-01,2024-04-30")), [("E430", 3)]);
    // Who comes back after leaving is employed twice, one time after the other.
    let back = of("1,2024-07-01,");
    assert_eq!((found(&back), back.rows.len()), (vec![], 3));
    let seen = of("1,2024-01-01,2024-06-30");
    assert!(seen.diagnostics[0].message.contains("line 2"), "{:?}", seen.diagnostics);
    let file = seen.file.unwrap();
    assert_eq!((file.rows_read, file.rows_accepted, file.rows_rejected), (3, 2, 1));
}

#[test]
fn dates_after_the_last_day_are_said_at_their_place_and_do_not_count() {
    let text = "employee,hire_date,leave_date\n1,2024-01-01,2026-02-28\n2,2026-02-01,\n3,2024-01-01,\n";
    let seen = reading(text, &as_of(day(2026, 1, 31)));
    assert_eq!(found(&seen), [("W463", 2), ("W463", 3)]);
    assert!(seen.diagnostics.iter().all(|one| one.severity == Severity::Warning));
    let kept: Vec<(&str, Option<NaiveDate>)> =
        seen.rows.iter().map(|row| (row.employee.as_str(), row.leave_date)).collect();
    assert_eq!(kept, [("1", None), ("3", None)]);
    assert!(reading(text, &RosterForm::default()).diagnostics.is_empty());
}

#[test]
fn a_last_date_far_after_all_others_is_no_end_of_a_roster() {
    let text = "employee,hire_date,leave_date\n1,2024-01-01,2025-03-31\n2,2024-02-01,2062-02-28\n";
    assert_eq!(found(&reading(text, &RosterForm::default())), [("E452", 3)]);
    assert_eq!(found(&reading(text, &as_of(day(2025, 12, 31)))), [("W463", 3)]);
}
