//! Records are read as other people's tests of CSV readers want them: csv-spectrum whole, csv-test-data by its rules.
#![expect(clippy::unwrap_used, reason = "a test that cannot read its files has failed")]
#![expect(clippy::print_stdout, reason = "a test says what it skips")]

use serde_json::Value;
use staffplan::input::csv_records::records;
use std::path::Path;

/// The rows of a text, or the code of the first objection.
fn rows(text: &[u8]) -> Result<Vec<Vec<String>>, &'static str> {
    let source = Box::new(std::io::Cursor::new(text.to_vec()));
    let read = records(source, "suite.csv", ',', None);
    read.map(|record| record.map(|record| record.fields).map_err(|objection| objection.code)).collect()
}

/// Rows under a header as the JSON of the suites has them: a list of objects.
fn objects(rows: &[Vec<String>]) -> Value {
    let (header, rows) = rows.split_first().unwrap();
    let object = |row: &Vec<String>| {
        header.iter().cloned().zip(row.iter().cloned().map(Value::from)).collect::<serde_json::Map<_, _>>()
    };
    rows.iter().map(object).map(Value::from).collect()
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/csv_suites"))
}

/// Names of the files of a folder, without their ending.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn csv_spectrum_is_read_as_its_json_says() {
    let suite = folder().join("csv_spectrum");
    let names = names(&suite.join("csvs"));
    assert_eq!(names.len(), 12);
    for name in names {
        let text = std::fs::read(suite.join(format!("csvs/{name}.csv"))).unwrap();
        let json = std::fs::read(suite.join(format!("json/{name}.json"))).unwrap();
        let seen = rows(&text);
        if name == "location_coordinates" {
            assert_eq!(seen, Err("E422"), "a quote inside a field without quotes");
            continue;
        }
        assert_eq!(objects(&seen.unwrap()), serde_json::from_slice::<Value>(&json).unwrap(), "{name}");
    }
}

#[test]
fn the_rules_of_csv_test_data_hold() {
    let read = |text: &str| rows(text.as_bytes());
    let row = |fields: &[&str]| -> Vec<String> { fields.iter().map(|field| (*field).to_owned()).collect() };
    let sound = [
        ("one column", "a\n1", vec![row(&["a"]), row(&["1"])]),
        ("a last line end", "a\n1\n", vec![row(&["a"]), row(&["1"])]),
        ("CRLF", "a,b\r\n1,2\r\n", vec![row(&["a", "b"]), row(&["1", "2"])]),
        ("an empty field", "1,,3", vec![row(&["1", "", "3"])]),
        ("an empty field in quotes", "1,\"\",3", vec![row(&["1", "", "3"])]),
        ("a line of one empty field in quotes", "a\n\"\"\n", vec![row(&["a"]), row(&[""])]),
        ("outer spaces are part of a field", "1, x ,3", vec![row(&["1", " x ", "3"])]),
        ("a delimiter in quotes", "1,\"x, y\",3", vec![row(&["1", "x, y", "3"])]),
        ("a doubled quote", "1,\"the \"\" sign\",3", vec![row(&["1", "the \" sign", "3"])]),
        ("a line end in quotes", "1,\"x\ny\",3", vec![row(&["1", "x\ny", "3"])]),
        ("a character of four bytes", "1,\u{1F618},3", vec![row(&["1", "\u{1F618}", "3"])]),
        ("blank lines are no records", "\n\n", vec![]),
    ];
    for (what, text, wanted) in sound {
        assert_eq!(read(text), Ok(wanted), "{what}");
    }
    let faulty = [
        ("fewer fields than the first row", "a,b,c\n1,2", "E421"),
        ("more fields than the first row", "a,b,c\n1,2,3,4", "E421"),
        ("a quote that never closes", "a,b,c\n1,\"open,3", "E411"),
        ("a quote not doubled in quotes", "a,b,c\n1,\"oh \"no\",3", "E422"),
        ("a quote in a field without quotes", "a,b,c\n1,so \"called\" x,3", "E422"),
    ];
    for (what, text, code) in faulty {
        assert_eq!(read(text), Err(code), "{what}");
    }
}

#[test]
fn csv_test_data_is_read_right_where_there_is_a_copy() {
    let Some(suite) = std::env::var_os("CSV_TEST_DATA") else {
        println!("skipped: CSV_TEST_DATA names no copy of csv-test-data");
        return;
    };
    let suite = Path::new(&suite);
    for name in names(&suite.join("csv")) {
        let text = std::fs::read(suite.join(format!("csv/{name}.csv"))).unwrap();
        let seen = rows(&text);
        let header = || seen.as_ref().ok().and_then(|rows| rows.first()).map(|row| row.join(","));
        println!("{name}: {seen:?}");
        if name.starts_with("bad-") {
            // The suite expects the header `foo,bar,baz`; which columns there must be is not for records to know.
            let other_header = name.starts_with("bad-header-") && header().as_deref() != Some("foo,bar,baz");
            assert!(seen.is_err() || other_header, "{name}: {seen:?}");
            continue;
        }
        let json = std::fs::read(suite.join(format!("json/{name}.json"))).unwrap();
        let wanted: Value = serde_json::from_slice(&json).unwrap();
        let seen = seen.unwrap();
        match name.as_str() {
            "all-empty" | "empty-one-column" => assert!(seen.len() < wanted.as_array().unwrap().len()),
            _ if name.starts_with("header-") => assert_eq!(objects(&seen), wanted, "{name}"),
            _ => assert_eq!(serde_json::json!(seen), wanted, "{name}"),
        }
    }
}
