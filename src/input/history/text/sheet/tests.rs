//! Workbooks made here, and what their rows must be.

use super::{NextRecord, Workbook};
use crate::input::history::text::{Next, Record, Stop};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook as Written, Worksheet, XlsxError};

/// The rows of a workbook: their line, and their fields joined by `|`; blank rows as `-`. Or the code of the refusal.
fn rows(bytes: Vec<u8>, sheet: Option<&str>) -> Result<Vec<String>, &'static str> {
    let code = |flaw: crate::input::history::books::Flaw| flaw.code;
    let mut workbook = Workbook::in_bytes(bytes).map_err(code)?.ok_or("no archive")?;
    let mut rows = workbook.rows(sheet).map_err(code)?;
    let (mut record, mut out) = (Record::default(), Vec::new());
    loop {
        match rows.next_record(&mut record) {
            Ok(Next::End) => return Ok(out),
            Ok(Next::Blank) => out.push("-".to_owned()),
            Ok(Next::Record) => {
                let fields: Vec<_> =
                    (0..record.len()).map(|i| String::from_utf8_lossy(record.bytes(i))).collect();
                let last = record.at(record.len() - 1);
                assert_eq!((last.line, last.column), (record.first_line, fields.len() as u64));
                out.push(format!("{}: {}", record.first_line, fields.join("|")));
            }
            Err(Stop::Flaw(flaw)) => return Err(flaw.code),
            Err(Stop::Read(error)) => panic!("{error}"),
        }
    }
}

fn written(fill: impl FnOnce(&mut Worksheet) -> Result<(), XlsxError>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Written::new();
    fill(workbook.add_worksheet())?;
    workbook.save_to_buffer()
}

#[test]
fn cells_read_as_a_csv_of_the_same_table() -> Result<(), XlsxError> {
    let moment = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    let day = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let clock = Format::new().set_num_format("hh:mm:ss");
    let length = Format::new().set_num_format("[h]:mm:ss");
    let bytes = written(|sheet| {
        for (column, name) in
            ["timestamp", "day", "clock", "wait", "yes", "name", "note"].into_iter().enumerate()
        {
            sheet.write(0, u16::try_from(column).unwrap_or(0), name)?;
        }
        let at = ExcelDateTime::from_ymd(2026, 10, 1)?;
        sheet.write_with_format(2, 0, at.clone().and_hms(9, 0, 0.25)?, &moment)?;
        sheet.write_with_format(2, 1, &at, &day)?;
        sheet.write_with_format(2, 2, ExcelDateTime::from_hms(9, 30, 0)?, &clock)?;
        sheet.write(2, 3, 0.1 + 0.2)?;
        sheet.write(2, 4, true)?;
        sheet.write(2, 5, "客服, \"a\"\nb")?;
        sheet.write_with_format(3, 0, &at, &moment)?;
        // What a sum of 1/48 days gives: 09:30 less a hair, in days since 1899-12-30.
        sheet.write_with_format(3, 1, 46_296.395_833_333_33, &moment)?;
        sheet.write_with_format(3, 2, ExcelDateTime::from_hms(25, 0, 1)?, &length)?;
        sheet.write(3, 3, 1e21)?;
        sheet.write(3, 4, Formula::new("=1/0").set_result("#DIV/0!"))?;
        sheet.write(3, 5, Formula::new("=A1").set_result("42"))?;
        sheet.write_blank(9, 0, &moment).map(|_| ())
    })?;
    let wanted = [
        "1: timestamp|day|clock|wait|yes|name|note",
        "-",
        "3: 2026-10-01T09:00:00.250|2026-10-01|09:30:00|0.30000000000000004|true|客服, \"a\"\nb|",
        "4: 2026-10-01T00:00:00|2026-10-01T09:30:00|90001|1000000000000000000000|#DIV/0!|42|",
    ];
    assert_eq!(rows(bytes, None), Ok(wanted.map(str::to_owned).to_vec()));
    Ok(())
}

#[test]
fn a_sheet_is_found_by_its_name_and_never_guessed() -> Result<(), XlsxError> {
    let mut workbook = Written::new();
    for name in ["Notes", "Calls", "Old"] {
        workbook.add_worksheet().set_name(name)?.write(0, 0, name)?;
    }
    let bytes = workbook.save_to_buffer()?;
    assert_eq!(rows(bytes.clone(), None), Err("E448"));
    assert_eq!(rows(bytes.clone(), Some("Chats")), Err("E448"));
    assert_eq!(rows(bytes, Some(" calls")), Ok(vec!["1: Calls".to_owned()]));
    let mut workbook = Written::new();
    workbook.add_worksheet().set_name("Seen")?.write(0, 0, "seen")?;
    workbook.add_worksheet().set_name("Hidden")?.set_hidden(true).write(0, 0, "hidden")?;
    let bytes = workbook.save_to_buffer()?;
    assert_eq!(rows(bytes.clone(), None), Ok(vec!["1: seen".to_owned()]));
    assert_eq!(rows(bytes, Some("Hidden")), Ok(vec!["1: hidden".to_owned()]));
    Ok(())
}

#[test]
fn what_is_damaged_or_no_workbook_is_refused() -> Result<(), XlsxError> {
    let whole = written(|sheet| sheet.write(0, 0, "timestamp").map(|_| ()))?;
    assert_eq!(rows(b"timestamp,channel\n".to_vec(), None), Err("no archive"));
    for damaged in [&whole[..whole.len() / 2], &whole[..4]] {
        assert_eq!(rows(damaged.to_vec(), None), Err("E404"));
    }
    let mut spoilt = whole;
    spoilt[60..90].fill(0xAA);
    assert_eq!(rows(spoilt, None), Err("E404"));
    assert_eq!(rows(archive(&[("content.xml", b"<x/>".to_vec())]), None), Err("E406"));
    assert_eq!(rows(archive(&[("xl/workbook.bin", vec![0])]), None), Err("E406"));
    Ok(())
}

#[test]
fn archives_that_inflate_without_end_are_refused() {
    let workbook = ("xl/workbook.xml", b"<workbook/>".to_vec());
    let strings = b"<si><t>a</t></si>".repeat(4 << 20);
    let cells = [&b"<c/>"[..], &[b' '; 65_532]].concat().repeat(1100);
    let cell = vec![b'x'; 8 << 20];
    for (name, part) in [
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", cells),
        ("xl/worksheets/sheet1.xml", cell),
    ] {
        let size = part.len();
        let seen = rows(archive(&[workbook.clone(), (name, part)]), None);
        assert_eq!(seen, Err("E405"), "{name} of {size} bytes");
    }
}

/// A zip archive of these parts.
fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in parts {
        let started = archive.start_file(*name, zip::write::SimpleFileOptions::default());
        assert!(started.is_ok() && archive.write_all(part).is_ok());
    }
    archive.finish().map(std::io::Cursor::into_inner).unwrap_or_default()
}

/// Made by `tests/histories/sheets/make_sheets.py`; the rows are what that script wrote.
#[test]
fn a_workbook_of_another_maker_with_days_from_1904() {
    let bytes = include_bytes!("../../../../../tests/histories/sheets/openpyxl_1904.xlsx").to_vec();
    let wanted = [
        "1: timestamp|day|clock|wait_seconds|abandoned|note",
        "-",
        "3: 2026-10-01T09:29:59.500|2026-10-01|09:30:00|12.5|false|merged",
        "4: 2026-10-25T00:00:00|||3|true|",
        "5: 2026-10-26 08:00|#REF!||0||",
    ];
    assert_eq!(rows(bytes, Some("anrufe")), Ok(wanted.map(str::to_owned).to_vec()));
}
