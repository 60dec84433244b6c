//! `[event.X]`: what dates, uplifts and phases do to days.

use crate::desk::{PHONE, daily, refused, same, with};

fn events(lines: &str) -> String {
    format!("{PHONE}\n{lines}")
}

#[test]
fn an_uplift_multiplies_its_days_and_no_other() {
    let days = daily(&events("[event.sale]\ndates = \"2026-10-10..2026-10-12\"\nuplift = \"+120%\""), &[]);
    for (day, contacts) in days.iter().enumerate() {
        same(*contacts, if (9..12).contains(&day) { 2200.0 } else { 1000.0 });
    }
}

#[test]
fn events_that_overlap_multiply() {
    let text =
        "[event.a]\ndates = 2026-10-10\nuplift = \"+100%\"\n[event.b]\ndates = 2026-10-10\nuplift = \"-50%\"";
    same(daily(&events(text), &[])[9], 1000.0);
}

#[test]
fn a_channel_left_out_of_a_table_has_no_uplift() {
    let text = format!(
        "{}\n[channel.mail]\nkind = \"deferred\"\nvolume = {{ 2026-10 = 310, 2026-11 = 300 }}\nhandle_time = \"5 min\"\n\
         [event.sale]\ndates = 2026-10-10\nuplift = {{ mail = \"+50%\" }}",
        PHONE.replace("[\"phone\"]", "[\"phone\", \"mail\"]")
    );
    let outcome = with(&text, &[]);
    same(outcome.periods[0].channels[0].offered.mean, 31_000.0);
    same(outcome.periods[0].channels[1].offered.mean, 315.0);
}

#[test]
fn lead_and_tail_touch_the_days_around() {
    let text = "[event.sale]\ndates = 2026-10-10\nuplift = \"+50%\"\nlead = \"2 days\"\ntail = \"1 day\"";
    let days = daily(&events(text), &[]);
    let lifted: Vec<usize> = (0..days.len()).filter(|&day| days[day] > 1400.0).collect();
    assert_eq!(lifted, [7, 8, 9, 10]);
}

#[test]
fn an_event_without_past_and_uplift_is_refused() {
    assert!(!refused(&events("[event.sale]\ndates = 2026-10-10"), &[]).is_empty());
}
