//! Histories from standard input: CSV and workbooks, and files that they repeat.
#![expect(clippy::unwrap_used, reason = "a test that cannot set up its files has failed")]

use assert_cmd::Command;

const LOG: &str = "timestamp,channel,wait_seconds\n2026-03-02T09:00:00,phone,5\n2026-03-02T09:40:00,phone,7\n\
                   2026-03-02T10:20:00,phone,9\n2026-03-03T09:00:00,phone,4\n";

/// `plan history` with these arguments and this input: exit code, standard output, standard error.
fn history(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let run = Command::cargo_bin("plan")
        .unwrap()
        .arg("history")
        .args(arguments)
        .write_stdin(input)
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (run.status.code().unwrap(), text(&run.stdout), text(&run.stderr))
}

#[test]
fn standard_input_that_repeats_a_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("log.csv");
    std::fs::write(&path, LOG).unwrap();
    let (code, out, said) = history(&[path.to_str().unwrap(), "-"], LOG.as_bytes());
    assert_eq!((code, out.as_str()), (2, ""), "{said}");
    assert!(said.contains("error[E449]: standard input holds rows of"), "{said}");
}

#[test]
fn a_workbook_comes_through_standard_input() {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, line) in (0..).zip(LOG.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let (code, out, said) = history(&["-", "--format", "csv"], &workbook.save_to_buffer().unwrap());
    assert_eq!(code, 0, "{said}");
    assert!(out.lines().nth(1).is_some_and(|row| row.starts_with("phone,4,2026-03-02T09:00:00,")), "{out}");
}

#[test]
fn a_damaged_workbook_is_said_alone_and_among_others() {
    let folder = tempfile::tempdir().unwrap();
    let (log, bad) = (folder.path().join("log.csv"), folder.path().join("bad.xlsx"));
    std::fs::write(&log, LOG).unwrap();
    std::fs::write(&bad, b"PK\x03\x04garbage").unwrap();
    let (log, bad) = (log.to_str().unwrap(), bad.to_str().unwrap());
    for files in [&[bad][..], &[log, bad], &[bad, log]] {
        let (code, out, said) = history(files, b"");
        assert_eq!((code, out.as_str()), (2, ""), "{files:?}: {said}");
        assert!(said.contains("error[E404]") && said.contains("bad.xlsx"), "{said}");
    }
}
