//! Deferred channels: the backlog, its deadline, and people who work it off.

use crate::desk::{TICKETS, daily, last, mean, near, offered, refused, same, with};

#[test]
fn deferred_contacts_arrive_round_the_clock_and_none_is_lost() {
    let outcome = with(TICKETS, &[]);
    same(offered(&outcome, 0), 12_400.0);
    let channel = &last(&outcome).channels[0];
    assert_eq!((channel.p_abandon, channel.occupancy), (None, None));
    same(mean(outcome.periods[0].channels[0].service_level), 1.0);
    let days = daily(TICKETS, &["calendar.closed=[2026-10-05]"]);
    same(days[4], 400.0);
}

/// Nine people of 40 hours serve 9 × 40 / 7 × 10 tickets a day, 514.3; 400 arrive.
#[test]
fn an_opening_backlog_is_served_first_and_stands_outside_the_share() {
    let worked = 9.0 * 40.0 / 7.0 * 10.0;
    // Four whole weeks: which days of a week are worked does not matter.
    let february = TICKETS
        .replace("2026-10-01\nmonths       = 2", "2027-02-01\nmonths       = 1")
        .replace("{ 2026-10 = 12400, 2026-11 = 12000 }", "{ 2027-02 = 11200 }");
    let outcome = with(&february, &["channel.tickets.opening_backlog=20000"]);
    let channel = &last(&outcome).channels[0];
    same(channel.offered.mean, 11_200.0);
    // Capacity lies on a chord of the table, at most 0.8 % above it.
    near(mean(channel.backlog_end), 20_000.0 + 11_200.0 - 28.0 * worked, 0.008 * 28.0 * worked);
    assert!(mean(channel.service_level) < 0.01, "all wait behind the backlog");
    let later = with(TICKETS, &["channel.tickets.opening_backlog=1000"]);
    assert!(mean(last(&later).channels[0].service_level) > 0.99);
    assert!(mean(later.periods[0].channels[0].service_level) < 0.95);
}

#[test]
fn too_few_people_leave_a_backlog_that_grows_by_what_they_miss() {
    let outcome = with(TICKETS, &["team.desk.headcount=5"]);
    let worked = 5.0 * 40.0 / 7.0 * 10.0;
    near(mean(last(&outcome).channels[0].backlog_end), 61.0 * (400.0 - worked), 300.0);
}

#[test]
fn a_deadline_in_working_time_stands_still_while_closed() {
    // Arrivals after five wait for the morning; the first open hour works them off.
    let level = |goal: &str| {
        let set = format!("channel.tickets.service_level=\"{goal}\"");
        mean(last(&with(TICKETS, &[&set])).channels[0].service_level)
    };
    let (clock, working) = (level("90% in 4 h"), level("90% in 4 working hours"));
    assert!(clock < 0.75 && working > clock + 0.1, "{clock} by the clock, {working} in working hours");
    same(level("90% in 1 working day"), level("90% in 8 working hours"));
}

#[test]
fn a_growing_deadline_never_lowers_the_share() {
    let mut before = 0.0;
    for goal in ["1 h", "4 h", "8 h", "16 h", "24 h", "3 working days"] {
        let sets =
            ["team.desk.headcount=8".to_owned(), format!("channel.tickets.service_level=\"90% in {goal}\"")];
        let level = mean(last(&with(TICKETS, &[&sets[0], &sets[1]])).channels[0].service_level);
        assert!(level + 1e-9 >= before, "{goal}: {level} after {before}");
        before = level;
    }
}

#[test]
fn a_backlog_of_a_live_channel_is_refused() {
    assert!(!refused(crate::desk::PHONE, &["channel.phone.opening_backlog=5"]).is_empty());
}

/// The requirement of deferred work is its load: 40 hours of work a day on 40 hours in seven days.
#[test]
fn the_requirement_is_the_work() {
    same(mean(last(&with(TICKETS, &[])).teams[0].required_fte), 7.0);
    let shrunk = with(TICKETS, &["team.desk.shrinkage=\"30%\""]);
    same(mean(last(&shrunk).teams[0].required_fte), 10.0);
}

#[test]
fn the_week_goes_on_past_the_end() {
    same(mean(last(&with(TICKETS, &[])).channels[0].service_level), 1.0);
}
