//! Workbooks: the sheet is stated, and date cells are read as times.

use crate::desk::{Desk, Written, moments};
use chrono::{Datelike, NaiveDateTime, Timelike};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

/// A workbook with a sheet of notes behind that of the calls, planned.
fn plan_of(fill: impl Fn(&mut Worksheet, u32, NaiveDateTime)) -> Written {
    let mut workbook = Workbook::new();
    let calls = workbook.add_worksheet().set_name("Anrufe März").unwrap();
    for (column, name) in ["Call Start", "Queue", "Wait (s)", "Talk (s)", "Abandoned"].into_iter().enumerate()
    {
        calls.write(0, u16::try_from(column).unwrap(), name).unwrap();
    }
    for (row, moment) in (1_u32..).zip(moments()) {
        fill(calls, row, moment);
        calls.write(row, 1, "Support").unwrap();
        calls.write(row, 2, f64::from(row % 40)).unwrap();
        calls.write(row, 3, f64::from(200 + row % 2)).unwrap();
        calls.write(row, 4, row % 10 == 0).unwrap();
    }
    workbook.add_worksheet().set_name("Notes").unwrap().write(0, 0, "made by hand").unwrap();
    let desk = Desk::new();
    desk.file("calls.xlsx", &workbook.save_to_buffer().unwrap());
    let plan = desk.working(&["calls.xlsx"]);
    plan.states(&[
        ("sheet", "\"Anrufe März\""),
        ("timestamp", "\"Call Start\""),
        ("encoding", "-"),
        ("delimiter", "-"),
        ("max_rejected", "-"),
        ("channel", "\"Queue\""),
    ]);
    plan.says("the first of 2 sheets of a workbook").says("220 contacts seen").says("10.0% gave up");
    plan
}

#[test]
fn cells_of_dates_are_times() {
    let format = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let plan = plan_of(|sheet, row, t| {
        let day = ExcelDateTime::from_ymd(
            u16::try_from(t.year()).unwrap(),
            u8::try_from(t.month()).unwrap(),
            u8::try_from(t.day()).unwrap(),
        );
        let (hour, minute) = (u16::try_from(t.hour()).unwrap(), u8::try_from(t.minute()).unwrap());
        let moment = day.unwrap().and_hms(hour, minute, t.second()).unwrap();
        sheet.write_with_format(row, 0, &moment, &format).unwrap();
    });
    plan.states(&[("timestamp_format", "-"), ("hours", "\"09:00-18:00\"")]).says("from 2026-03-09 09:03");
}

#[test]
fn cells_of_text_are_read_by_their_format() {
    let plan = plan_of(|sheet, row, t| {
        sheet.write(row, 0, t.format("%d.%m.%Y %H:%M:%S").to_string()).unwrap();
    });
    plan.states(&[("timestamp_format", "\"%d.%m.%Y %H:%M:%S\"")]).says("from 2026-03-09 09:03");
}
