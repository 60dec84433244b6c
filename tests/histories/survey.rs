//! Surveys and rosters are read by the rules of histories.

use crate::source::{codes, line, written};
use chrono::NaiveDate;
use staffplan::input::{roster_csv, survey_csv};
use std::collections::BTreeMap;

#[test]
fn rated_rows_are_answers_and_unrated_rows_are_none() {
    let directory = tempfile::tempdir().unwrap();
    let text = "timestamp,csat,wait_seconds,resolved,transfers\nx,4,30,yes,1\nx,,5,no,0\nx,3,5,,\n";
    let path = written(&directory, "survey.csv", text.as_bytes());
    let seen = survey_csv::read(&path, "survey.csv", &BTreeMap::new());
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    let file = seen.file.unwrap();
    assert_eq!((file.rows_read, file.rows_accepted), (3, 3));
    let satisfied: Vec<Option<bool>> = seen.answers.iter().map(|answer| answer.satisfied()).collect();
    assert_eq!(satisfied, [Some(true), Some(false)]);
    assert_eq!((seen.answers[0].wait_seconds, seen.answers[0].resolved), (Some(30.0), Some(true)));
    assert_eq!((seen.answers[1].resolved, seen.answers[1].transfers), (None, None));
    assert_eq!(seen.answers[0].tenure_months, None);
}

#[test]
fn a_bad_answer_refuses_the_survey_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    for (row, code) in
        [("6,1", "E430"), ("4.5,1", "E430"), ("good,1", "E429"), ("4,-1", "E430"), ("4", "E421")]
    {
        let text = format!("score,wait_seconds\n5,1\n{row}\n");
        let path = written(&directory, "survey.csv", text.as_bytes());
        let columns = BTreeMap::from([("csat".to_owned(), "score".to_owned())]);
        let seen = survey_csv::read(&path, "survey.csv", &columns);
        assert_eq!((codes(&seen.diagnostics), seen.answers.len()), (vec![code], 0), "{row}");
        assert_eq!(line(&seen.diagnostics[0]), 3);
    }
    let path = written(&directory, "survey.csv", b"wait_seconds\n5\n");
    assert_eq!(codes(&survey_csv::read(&path, "survey.csv", &BTreeMap::new()).diagnostics), ["E416"]);
}

#[test]
fn a_roster_tells_those_who_stay_from_those_who_left() {
    let directory = tempfile::tempdir().unwrap();
    let text = "employee,hire_date,leave_date,reason\n1,2024-01-01,,\n2,2024-02-01,2024-08-31,resigned\n";
    let path = written(&directory, "roster.csv", text.as_bytes());
    let seen = roster_csv::read(&path, "roster.csv", &BTreeMap::new());
    assert!(seen.diagnostics.is_empty(), "{:?}", seen.diagnostics);
    assert_eq!(seen.rows[0].leave_date, None);
    assert_eq!(seen.rows[1].leave_date, NaiveDate::from_ymd_opt(2024, 8, 31));
    assert_eq!(seen.rows[1].reason.as_deref(), Some("resigned"));
    let bad = "employee,hire_date,leave_date\n1,2024-02-01,2024-01-31\n2,2024-02-30,\n3,,\n";
    let path = written(&directory, "roster.csv", bad.as_bytes());
    let seen = roster_csv::read(&path, "roster.csv", &BTreeMap::new());
    assert_eq!(codes(&seen.diagnostics), ["E430", "E424", "E428", "E440"]);
}
