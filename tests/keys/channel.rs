//! `[channel.X]` and `[calendar]`, live: the numbers that follow from the keys.

use crate::desk::{PHONE, cautions, daily, last, mean, near, offered, refused, same, scenario, team, with};

#[test]
fn a_stated_volume_is_what_the_months_bring() {
    let plain = with(PHONE, &[]);
    same(offered(&plain, 0), 31_000.0);
    same(offered(&plain, 1), 30_000.0);
    assert!(cautions(&plain).contains(&"C102"), "an even profile is said");
    daily(PHONE, &[]).iter().for_each(|day| same(*day, 1000.0));
}

#[test]
fn a_closed_day_has_no_contacts_and_the_month_keeps_its_volume() {
    let days = daily(PHONE, &["calendar.closed=[2026-10-05, 2026-11-11]"]);
    assert!(days[4].abs() < 1e-12 && days[41].abs() < 1e-12);
    same(days[0], 31_000.0 / 30.0);
    same(days[31], 30_000.0 / 29.0);
}

#[test]
fn special_hours_weigh_a_day_by_what_is_open() {
    let days = daily(PHONE, &["calendar.special_hours={ 2026-10-05 = \"10:00-14:00\" }"]);
    same(days[4], 31_000.0 / 61.0);
    same(days[3], 31_000.0 / 30.5);
}

#[test]
fn deflection_takes_its_share_of_fresh_contacts() {
    let plain = with(PHONE, &["channel.phone.deflection=\"10%\""]);
    let month = &plain.periods[1].channels[0];
    same(month.offered.mean, 27_000.0);
    same(month.deflected.mean, 3000.0);
    let november = with(PHONE, &["channel.phone.deflection={ default = \"0%\", 2026-11 = \"20%\" }"]);
    same(offered(&november, 0), 31_000.0);
    same(offered(&november, 1), 24_000.0);
}

/// λ = fresh / (1 − (1 − FCR) · recontact); the history holds today's repeats.
#[test]
fn solving_more_the_first_time_takes_away_its_repeats() {
    let keys = "[channel.phone]\nfirst_contact_resolution = \"70%\"\nrecontact = \"50%\"";
    let text = PHONE.replace("[channel.phone]", keys);
    let line = "channel.phone.first_contact_resolution = \"90%\"";
    let (base, changed) = scenario(&text, &[line]);
    same(offered(&base, 1), 30_000.0);
    same(offered(&changed, 1), 30_000.0 * 0.85 / 0.95);
    let (base, changed) = scenario(&text, &["channel.phone.recontact = \"20%\""]);
    same(offered(&base, 1), 30_000.0);
    same(offered(&changed, 1), 30_000.0 * 0.85 / 0.94);
    // Deflection comes before repeats: 10 % of the fresh 85 %, and what is left brings its repeats along.
    let deflected = with(&text, &["channel.phone.deflection=\"10%\""]);
    same(deflected.periods[1].channels[0].deflected.mean, 2550.0);
    same(offered(&deflected, 1), 27_000.0);
}

#[test]
fn redials_come_on_top_of_all_else() {
    let outcome = with(PHONE, &["channel.phone.redial=\"40%\"", "team.desk.headcount=15"]);
    let month = &last(&outcome).channels[0];
    let lost = mean(month.p_abandon) * month.offered.mean;
    assert!(lost > 3000.0, "nobody gives up: {lost}");
    // The fixed point of a day is stopped within 1e-4, and the table between days adds as much again.
    near(month.offered.mean, 30_000.0 + 0.4 * lost, 15.0);
}

#[test]
fn minimum_staff_stands_in_every_open_interval() {
    let outcome = with(PHONE, &["channel.phone.minimum_staff=30"]);
    let need = &last(&outcome).channels[0].need;
    same(need.peak_agents, 30.0);
    assert_eq!(need.binding, "minimum staff");
    same(need.agent_hours, 30.0 * 8.0 * 30.0);
    // Paid weeks: 240 agent-hours a day over 40 hours in seven days.
    same(mean(team(&outcome, 1).required_fte), 240.0 * 7.0 / 40.0);
}

#[test]
fn the_binding_target_is_the_one_that_asks_for_most() {
    let binding = |set: &[&str]| last(&with(PHONE, set)).channels[0].need.binding;
    assert_eq!(binding(&[]), "service level");
    assert_eq!(binding(&["channel.phone.asa=\"1 s\""]), "asa");
    assert_eq!(binding(&["channel.phone.max_abandon=\"0.1%\""]), "abandonment");
    assert_eq!(binding(&["team.desk.max_occupancy=\"50%\""]), "occupancy");
}

#[test]
fn an_occupancy_cap_is_load_over_agents() {
    let sets = ["team.desk.max_occupancy=\"50%\"", "channel.phone.patience=\"infinite\""];
    let outcome = with(PHONE, &sets);
    let load = 1000.0 * 300.0 / (8.0 * 3600.0);
    near(last(&outcome).channels[0].need.peak_agents, load / 0.5, 1e-6);
}

#[test]
fn chats_at_once_take_so_many_fewer_agents_when_they_last_as_long() {
    let peak = |concurrency: &str| {
        let set = format!("channel.phone.concurrency={concurrency}");
        last(&with(PHONE, &[&set, "channel.phone.patience=\"infinite\""])).channels[0].need.peak_agents
    };
    let single = peak("1");
    // Slots instead of agents; a fraction of an agent is shared out a little otherwise.
    near(peak("2"), single / 2.0, 0.01 * single);
    near(peak("3"), single / 3.0, 0.01 * single);
    assert!((peak(r#"{ "1" = "5 min", "2" = "5 min" }"#) - peak("2")).abs() < 1e-9);
    assert!(peak(r#"{ "1" = "5 min", "2" = "6 min" }"#) > peak("2"));
}

#[test]
fn a_later_handle_time_scales_the_levels_of_chat() {
    let text =
        PHONE.replace("handle_time   = \"5 min\"", r#"concurrency = { "1" = "5 min", "2" = "6 min" }"#);
    let (_, scaled) = scenario(&text, &["channel.phone.handle_time = \"10 min\""]);
    let (_, written) =
        scenario(&text, &[r#"channel.phone.concurrency = { "1" = "10 min", "2" = "12 min" }"#]);
    same(last(&scaled).channels[0].need.peak_agents, last(&written).channels[0].need.peak_agents);
}

#[test]
fn what_cannot_be_is_refused() {
    let wrong = [
        ("channel.phone.concurrency=0", "E201"),
        ("channel.phone.service_level=\"100% in 20 s\"", "E206"),
        ("channel.phone.handle_time=300", "E202"),
        ("channel.phone.deflection=95", "E204"),
    ];
    for (set, code) in wrong {
        let found = refused(PHONE, &[set]);
        assert!(!found.is_empty(), "{set} is taken");
        assert!(found.contains(&code) || found.len() == 1, "{set}: {found:?} instead of {code}");
    }
}

/// `phone` and `chat` share people: a channel's `team` is the same as the team's `serves`.
#[test]
fn a_channel_may_name_its_team() {
    let serves = with(PHONE, &[]);
    let text = PHONE
        .replace("serves    = [\"phone\"]\n", "")
        .replace("[channel.phone]", "[channel.phone]\nteam = \"desk\"");
    assert_eq!(serves.periods, with(&text, &[]).periods);
    let nobody = with(&PHONE.replace("serves    = [\"phone\"]\n", ""), &[]);
    assert!(cautions(&nobody).contains(&"C114"));
    assert_eq!(last(&nobody).channels[0].service_level, None);
}
