//! Events that nothing can be made of, each with a clear answer.

use crate::desk::{history, loaded, refused};

fn days() -> Vec<(chrono::NaiveDate, f64)> {
    history("2026-03-02", "2026-09-30", |_| 1.0)
}

/// The only refusal of a plan.
fn only(lines: &str) -> (&'static str, String) {
    let mut all = refused(&days(), lines);
    assert_eq!(all.len(), 1, "{lines}: {all:?}");
    all.remove(0)
}

#[test]
fn an_occurrence_before_the_history_teaches_nothing() {
    let (code, text) = only("[event.sale]\ndates = [\"2025-11-11\", \"2026-11-11\"]");
    assert_eq!(code, "E307");
    assert!(text.contains("2026-03-02 to 2026-09-30") && text.contains("uplift = "), "{text}");
    assert_eq!(only("[event.sale]\ndates = \"double-11\"").0, "E307");
    // Stated, it needs no past; out of the plan, it needs none either.
    assert!(refused(&days(), "[event.sale]\ndates = \"double-11\"\nuplift = \"+120%\"").is_empty());
    assert!(refused(&days(), "[event.sale]\ndates = 2027-11-11").is_empty());
}

#[test]
fn an_outage_to_come_is_not_learnt() {
    let (code, text) = only("[event.failure]\nkind = \"outage\"\ndates = [2026-05-05, 2026-11-03]");
    assert_eq!(code, "E321");
    assert!(text.contains("+100%"), "{text}");
    assert!(refused(&days(), "[event.failure]\nkind = \"outage\"\ndates = 2026-05-05").is_empty());
}

#[test]
fn an_event_over_the_whole_history_leaves_nothing_to_learn_from() {
    let (code, text) = only("[event.sale]\ndates = [\"2026-03-01..2026-09-29\", 2026-11-11]");
    assert_eq!(code, "E322");
    assert!(text.contains("1 ordinary of the 213 days"), "{text}");
    let lead = "[event.sale]\ndates = [2026-09-30, 2026-11-11]\nlead = \"300 days\"\nuplift = \"+10%\"";
    assert_eq!(only(lead).0, "E322");
}

#[test]
fn a_name_that_is_not_there_is_met_with_the_nearest() {
    for (written, near) in [("doubel-11", "double-11"), ("spring-festval", "spring-festival"), ("619", "618")]
    {
        let (code, text) = only(&format!("[event.sale]\ndates = \"{written}\"\nuplift = \"+10%\""));
        assert_eq!(code, "E210");
        assert!(text.contains(&format!("did you mean `{near}`?")), "{text}");
    }
    assert_eq!(only("[event.sale]\ndates = \"春节\"\nuplift = \"+10%\"").0, "E210");
    assert_eq!(only("[event.sale]\ndates = []\nuplift = \"+10%\"").0, "E208");
    assert_eq!(only("[event.sale]\ndates = \"2026-13-01\"\nuplift = \"+10%\"").0, "E208");
    let (code, text) = only("[event.sale]\ndates = 618\nuplift = \"+10%\"");
    assert_eq!(code, "E208");
    assert!(text.contains("\"618\""), "{text}");
    let (code, text) = only("[event.sale]\ndates = [\"double-11\", \"2036-11-11\"]\nuplift = \"+10%\"");
    assert_eq!(code, "E208");
    assert!(text.contains("stands alone"), "{text}");
}

#[test]
fn anchors_belong_to_their_occurrences() {
    let anchors = |anchor: &str| {
        only(&format!(
            "[event.sale]\ndates = [\"2026-06-01..2026-06-03\", \"2026-11-09..2026-11-11\"]\nanchor = {anchor}"
        ))
    };
    assert_eq!(anchors("[2026-06-01]").0, "E312");
    let (code, text) = anchors("[2025-06-01, 2026-11-11]");
    assert_eq!(code, "E312");
    assert!(text.contains("2025-06-01"), "{text}");
    assert_eq!(anchors("\"spring-festival\"").0, "E312");
    assert_eq!(only("[event.sale]\ndates = \"618\"\nanchor = 2026-06-18").0, "E312");
}

#[test]
fn an_uplift_below_minus_one_hundred_per_cent_is_refused() {
    let (code, text) = only("[event.sale]\ndates = 2026-11-11\nuplift = \"-101%\"");
    assert_eq!(code, "E201");
    assert!(text.contains("leaves no contact"), "{text}");
}

#[test]
fn years_outside_the_built_in_table_are_said() {
    let days = history("2035-06-01", "2035-12-31", |_| 1.0);
    let loaded = loaded(&days, 3, "[event.sale]\ndates = \"spring-festival\"\nuplift = \"-40%\"").unwrap();
    assert!(loaded.diagnostics.iter().any(|one| one.code == "W518" && one.message.contains("2015 to 2035")));
}
