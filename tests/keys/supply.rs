//! `[team.X]`: from people to people on contacts.

use crate::desk::{PHONE, last, mean, near, same, team, with};
use staffplan::engine::Outcome;

fn required(outcome: &Outcome, period: usize) -> f64 {
    mean(team(outcome, period).required_fte)
}

/// Need ÷ (1 − shrinkage), never need × (1 + shrinkage).
#[test]
fn shrinkage_divides_the_need() {
    let seat = required(&with(PHONE, &[]), 1);
    let cases = [
        ("team.desk.shrinkage=\"30%\"", 0.30),
        ("team.desk.shrinkage={ leave = \"20%\", sick = \"10%\" }", 0.30),
        ("team.desk.shrinkage={ staged = true, leave = \"20%\", breaks = \"10%\" }", 0.28),
        // Four of forty paid hours.
        ("team.desk.shrinkage={ training = \"4 h / week\" }", 0.10),
        ("team.desk.shrinkage={ leave = { default = \"0%\", 2026-11 = \"25%\" } }", 0.25),
        // Thirteen weeks of forty hours a quarter.
        ("team.desk.training={ refresher = \"26 h / quarter\" }", 0.05),
    ];
    for (set, shrinkage) in cases {
        let found = with(PHONE, &[set]);
        same(required(&found, 1), seat / (1.0 - shrinkage));
        same(mean(team(&found, 1).effective_fte), 20.0);
    }
    let by_month = with(PHONE, &["team.desk.shrinkage={ leave = { default = \"0%\", 2026-11 = \"25%\" } }"]);
    same(required(&by_month, 0), required(&with(PHONE, &[]), 0));
}

#[test]
fn a_longer_paid_week_takes_fewer_people() {
    let plain = with(PHONE, &[]);
    let longer = with(PHONE, &["team.desk.week={ days = 5, hours = \"10 h\" }"]);
    same(required(&longer, 1), required(&plain, 1) * 0.8);
    let shorter = with(PHONE, &["team.desk.week={ days = 4, hours = \"8 h\" }"]);
    same(required(&shorter, 1), required(&plain, 1) / 0.8);
}

#[test]
fn a_gap_is_effective_less_required() {
    for set in ["team.desk.headcount=10", "team.desk.headcount=30"] {
        let outcome = with(PHONE, &[set]);
        let team = team(&outcome, 1);
        same(mean(team.gap_fte), mean(team.effective_fte) - mean(team.required_fte));
    }
}

/// November has 30 days: 40 h × 30/7 = 171.43 h are one FTE.
#[test]
fn levers_are_worth_their_hours() {
    let hours = 40.0 * 30.0 / 7.0;
    let overtime = with(PHONE, &["team.desk.overtime={ 2026-11 = \"300 h\" }"]);
    same(mean(team(&overtime, 1).effective_fte), 20.0 + 300.0 / hours);
    same(mean(team(&overtime, 0).effective_fte), 20.0);
    same(mean(team(&overtime, 1).headcount_end), 20.0);
    let temporary = with(PHONE, &["team.desk.temporary={ 2026-11 = 3 }"]);
    same(mean(team(&temporary, 1).effective_fte), 23.0);
}

/// Two of a pair serve as two more of the team: people are people, wherever they come from.
#[test]
fn a_temporary_person_serves_like_one_employed() {
    let temporary = with(PHONE, &["team.desk.temporary={ 2026-10 = 2, 2026-11 = 2 }"]);
    let employed = with(PHONE, &["team.desk.headcount=22"]);
    let level = |outcome: &Outcome| mean(last(outcome).channels[0].service_level);
    // Each reads its own table; between its places a table is right to a few tenths of a point.
    near(level(&temporary), level(&employed), 0.003);
}

#[test]
fn outsourced_contacts_leave_the_service_and_stay_in_the_books() {
    let outside = with(PHONE, &["team.desk.outsourcing={ phone = { 2026-11 = \"30%\" } }"]);
    let fewer = with(PHONE, &["channel.phone.volume={ 2026-10 = 31000, 2026-11 = 21000 }"]);
    same(last(&outside).channels[0].offered.mean, 30_000.0);
    same(required(&outside, 1), required(&fewer, 1));
    let level = |outcome: &Outcome| mean(last(outcome).channels[0].service_level);
    near(level(&outside), level(&fewer), 1e-6);
    near(level(&with(PHONE, &[])), level(&with(PHONE, &["team.desk.outsourcing={}"])), 1e-12);
}

#[test]
fn a_mentor_is_taken_off_contacts_for_every_trainee() {
    let hires = "team.desk.hires={ 2026-10 = 4, 2026-11 = 4 }";
    let class =
        |load: &str| format!("team.desk.training={{ onboarding = \"1 month\", nesting_load = {load} }}");
    let first = |outcome: &Outcome| mean(outcome.periods[0].channels[0].service_level);
    let plain = with(PHONE, &[hires, &class("0")]);
    let nested = with(PHONE, &[hires, &class("0.5")]);
    same(first(&plain), first(&with(PHONE, &[])));
    let two_fewer = with(PHONE, &["team.desk.headcount=18"]);
    near(first(&nested), first(&two_fewer), 0.003);
}

#[test]
fn shifts_decide_where_people_sit() {
    let level = |shifts: &str| {
        let outcome = with(PHONE, &[&format!("team.desk.shifts={shifts}")]);
        mean(last(&outcome).channels[0].service_level)
    };
    let fits = level("[\"09:00-17:00\"]");
    near(fits, mean(last(&with(PHONE, &[])).channels[0].service_level), 1e-9);
    assert!(level("[\"11:00-19:00\"]") < fits - 0.1);
    // Nine hours of presence hold one unpaid hour of break, mid-shift.
    assert!(level("[\"09:00-18:00\"]") < fits);
}

/// Live channels reach equal ratios of have to need.
#[test]
fn two_channels_share_a_team_in_proportion_to_their_need() {
    let text = format!(
        "{}\n[channel.chat]\nvolume = {{ 2026-10 = 15500, 2026-11 = 15000 }}\nhours = \"09:00-17:00\"\n\
         handle_time = \"5 min\"\npatience = \"4 min\"\nservice_level = \"80% in 20 s\"",
        PHONE.replace("[\"phone\"]", "[\"phone\", \"chat\"]")
    );
    let outcome = with(&text, &[]);
    let [phone, chat] = [0, 1].map(|channel| mean(last(&outcome).channels[channel].service_level));
    // Both are equally short; the larger one pools better only through its own need.
    near(phone, chat, 0.15);
    let alone = with(PHONE, &[]);
    let need = |outcome: &Outcome, channel: usize| last(outcome).channels[channel].need.agent_hours;
    same(need(&outcome, 0), need(&alone, 0));
    same(required(&outcome, 1), (need(&outcome, 0) + need(&outcome, 1)) / (40.0 * 30.0 / 7.0));
}

/// Nobody there answers nobody, and people hired later answer as those hired before.
#[test]
fn a_team_serves_from_the_day_it_has_people() {
    let late =
        with(PHONE, &["team.desk.headcount=0", "team.desk.tenure={}", "team.desk.hires={ 2026-11 = 20 }"]);
    let level = |period: usize| mean(late.periods[period].channels[0].service_level);
    same(level(0), 0.0);
    let always = with(PHONE, &["team.desk.headcount=20"]);
    near(level(1), mean(always.periods[1].channels[0].service_level), 1e-6);
}
