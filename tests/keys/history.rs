//! Keys that speak of a history: what is learnt from it, and what replaces what is learnt.

use crate::desk::{PHONE, cautions, daily, last, mean, near, offered, same, with};
use chrono::{Datelike, NaiveDate, Weekday};

const STATED: &str = "volume        = { 2026-10 = 31000, 2026-11 = 30000 }";

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap()
}

/// Interval counts from 6 April to 30 September: eight hours a day, each with a share of `contacts`, 200 s a contact.
fn history(folder: &std::path::Path, contacts: impl Fn(NaiveDate) -> f64) -> String {
    let mut text = String::from("interval_start,channel,offered,aht_seconds\n");
    for date in day(4, 6).iter_days().take_while(|date| *date <= day(9, 30)) {
        for hour in 9..17 {
            // Mornings bring three times as much as afternoons.
            let share = if hour < 13 { 3.0 } else { 1.0 } / 16.0;
            text += &format!("{date} {hour:02}:00,phone,{},200\n", contacts(date) * share);
        }
    }
    let path = folder.join("counts.csv");
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

/// The phone plan with a history instead of a stated volume.
fn learning(contacts: impl Fn(NaiveDate) -> f64) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = history(folder.path(), contacts);
    let text = PHONE
        .replace(STATED, &format!("history = {file:?}"))
        .replace("replications = 100", "replications = 50\ninterval     = \"60 min\"");
    (folder, text)
}

fn flat(_: NaiveDate) -> f64 {
    1000.0
}

#[test]
fn growth_compounds_from_the_month_before_the_start() {
    let (_folder, text) = learning(flat);
    let growing = with(&text, &["channel.phone.growth=\"+10% / month\""]);
    for (period, days) in [31.0, 30.0].into_iter().enumerate() {
        let wanted = 1000.0 * days * 1.1_f64.powi(i32::try_from(period).unwrap() + 1);
        near(offered(&growing, period), wanted, 0.01 * wanted);
    }
    let still = with(&text, &["channel.phone.growth=\"0% / month\""]);
    near(offered(&still, 1), 30_000.0, 300.0);
    assert!(!cautions(&with(&text, &[])).contains(&"C104"), "less than 400 days teach no growth");
    assert!(!cautions(&still).contains(&"C104"));
}

#[test]
fn a_history_has_no_flat_profile_and_a_closed_day_takes_its_contacts_with_it() {
    let (_folder, text) = learning(flat);
    assert!(!cautions(&with(&text, &[])).contains(&"C102"));
    let days = daily(&text, &["calendar.closed=[2026-10-05]", "channel.phone.growth=\"0% / month\""]);
    assert!(days[4].abs() < 1e-12);
    // The day after may be busier; a history without a closure cannot tell.
    near(days[6], 1000.0, 20.0);
    let short = "calendar.special_hours={ 2026-10-05 = \"09:00-13:00\" }";
    let days = daily(&text, &[short, "channel.phone.growth=\"0% / month\""]);
    near(days[4], 750.0, 15.0);
}

#[test]
fn a_handle_time_that_is_learnt_is_said_and_scales_the_levels_of_chat() {
    let (_folder, text) = learning(flat);
    let text = text.replace("handle_time   = \"5 min\"\n", "");
    let learnt = with(&text, &[]);
    assert!(cautions(&learnt).contains(&"C108"));
    let peak = |set: &[&str]| last(&with(&text, set)).channels[0].need.peak_agents;
    near(peak(&[]), peak(&["channel.phone.handle_time=\"200 s\""]), 1e-3);
    let scaled = peak(&[r#"channel.phone.concurrency={ "1" = "5 min", "2" = "6 min" }"#]);
    near(scaled, peak(&[r#"channel.phone.concurrency={ "1" = "200 s", "2" = "240 s" }"#]), 1e-3);
}

#[test]
fn hours_cut_the_history() {
    let (_folder, text) = learning(flat);
    let growth = "channel.phone.growth=\"0% / month\"";
    let mornings = with(&text, &[growth, "channel.phone.hours=\"09:00-13:00\""]);
    near(offered(&mornings, 0), 31_000.0 * 0.75, 300.0);
    assert!(cautions(&mornings).contains(&"C103"));
    assert!(!cautions(&with(&text, &[growth])).contains(&"C103"));
}

#[test]
fn a_profile_is_borrowed_from_another_channel() {
    let weekend = |date: NaiveDate| if date.weekday() == Weekday::Sun { 300.0 } else { 1000.0 };
    let (_folder, text) = learning(weekend);
    let chat = "[channel.chat]\nvolume = { 2026-10 = 31000, 2026-11 = 30000 }\nhours = \"09:00-17:00\"\n\
                handle_time = \"5 min\"\npatience = \"4 min\"\nprofile_of = \"phone\"";
    let text = text.replace("[channel.phone]", &format!("{chat}\n[channel.phone]"));
    let text = text.replace("[\"phone\"]", "[\"chat\", \"phone\"]");
    let days = daily(&text, &[]);
    same(days[..31].iter().sum(), 31_000.0);
    near(days[3] / days[4], 0.3, 0.02);
    assert!(!cautions(&with(&text, &[])).contains(&"C102"));
}

#[test]
fn a_holiday_is_a_kind_of_day_of_its_own() {
    let holidays = [day(5, 1), day(6, 19), day(7, 1), day(8, 15), day(9, 10)];
    let (_folder, text) = learning(|date| if holidays.contains(&date) { 300.0 } else { 1000.0 });
    let dates = "calendar.holidays=[2026-05-01, 2026-06-19, 2026-07-01, 2026-08-15, 2026-09-10, 2026-10-20]";
    let days = daily(&text, &[dates, "channel.phone.growth=\"0% / month\""]);
    near(days[18], 1000.0, 30.0);
    assert!(days[19] < 600.0, "{}", days[19]);
}

#[test]
fn an_uplift_is_learnt_from_the_past_and_outages_are_forgotten() {
    let sale = |date: NaiveDate| (day(6, 16)..=day(6, 18)).contains(&date);
    let (_folder, text) = learning(|date| if sale(date) { 3000.0 } else { 1000.0 });
    let growth = "channel.phone.growth=\"0% / month\"";
    let event = "[event.sale]\ndates = [\"2026-06-16..2026-06-18\", \"2026-10-12..2026-10-14\"]";
    let promoted = format!("{text}\n{event}");
    let days = daily(&promoted, &[growth]);
    near(days[10], 1000.0, 30.0);
    near(days[11], 3000.0, 90.0);
    assert!(cautions(&with(&promoted, &[growth])).contains(&"C105"));
    let (_folder, text) = learning(|date| if date >= day(9, 28) { 5000.0 } else { 1000.0 });
    let outage = "[event.down]\nkind = \"outage\"\ndates = [\"2026-09-28..2026-09-30\"]\nuplift = \"+400%\"";
    near(daily(&format!("{text}\n{outage}"), &[growth])[0], 1000.0, 30.0);
}

#[test]
fn an_event_may_bring_a_profile_of_its_own() {
    // In the sale all contacts come in the afternoon.
    let folder = tempfile::tempdir().unwrap();
    let mut text = String::from("interval_start,channel,offered,aht_seconds\n");
    for date in day(4, 6).iter_days().take_while(|date| *date <= day(9, 30)) {
        let sale = (day(6, 16)..=day(6, 18)).contains(&date);
        for hour in 9..17 {
            let contacts = match (sale, hour < 13) {
                (true, true) => 1.0,
                (true, false) => 400.0,
                (false, _) => 125.0,
            };
            text += &format!("{date} {hour:02}:00,phone,{contacts},200\n");
        }
    }
    std::fs::write(folder.path().join("counts.csv"), text).unwrap();
    let file = folder.path().join("counts.csv").to_string_lossy().into_owned();
    let event =
        "[event.sale]\ndates = [\"2026-06-16..2026-06-18\", \"2026-10-12..2026-10-14\"]\nuplift = \"+60%\"";
    let plan = PHONE
        .replace(STATED, &format!("history = {file:?}\ngrowth = \"0% / month\""))
        .replace("replications = 100", "replications = 20\ninterval     = \"60 min\"");
    let peak = |profile: &str| {
        let outcome = with(&format!("{plan}\n{event}\nprofile = \"{profile}\""), &[]);
        let need = &outcome.periods[0].channels[0].need;
        (need.peak_agents, need.peak_at.unwrap().1)
    };
    let ((own, at), (normal, _)) = (peak("own"), peak("normal"));
    assert!(own > 1.5 * normal && at >= 13 * 60, "{own} at minute {at}, {normal}");
}

#[test]
fn the_plan_of_a_month_reads_its_history_up_to_its_start() {
    let (_folder, text) = learning(|date| if date.month() == 9 { 2000.0 } else { 1000.0 });
    let september = text.replace("2026-10-01", "2026-09-01").replace(
        "service_level = \"80% in 20 s\"",
        "service_level = \"80% in 20 s\"\ngrowth = \"0% / month\"",
    );
    near(mean(Some(with(&september, &[]).periods[0].channels[0].offered)), 30_000.0, 1000.0);
}
