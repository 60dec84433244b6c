//! Which figures of the second month each key of a live channel and its team moves, and which way; all others stay.

use crate::desk::{PHONE, last, scenario};
use staffplan::engine::Outcome;
use std::collections::BTreeMap;

/// Figures of a plan by name.
fn figures(outcome: &Outcome) -> BTreeMap<&'static str, f64> {
    let period = last(outcome);
    let (channel, team) = (&period.channels[0], &period.teams[0]);
    let mean = |range: Option<staffplan::engine::Range>| range.map_or(f64::NAN, |range| range.mean);
    BTreeMap::from([
        ("offered", channel.offered.mean),
        ("deflected", channel.deflected.mean),
        ("service", mean(channel.service_level)),
        ("asa", mean(channel.asa_seconds)),
        ("abandoned", mean(channel.p_abandon)),
        ("occupancy", mean(channel.occupancy)),
        ("csat", mean(channel.csat)),
        ("required", mean(team.required_fte)),
        ("effective", mean(team.effective_fte)),
        ("heads", mean(team.headcount_end)),
        ("cost", mean(period.cost)),
    ])
}

/// A scenario's line, and the figures that move: `+` up, `-` down.
const MOVES: &[(&str, &str)] = &[
    // More contacts in fewer intervals pool better.
    (r#"calendar.closed = [2026-11-11]"#, "service- asa+ abandoned+ occupancy+ csat- required-"),
    (r#"channel.phone.hours = "09:00-13:00""#, "service- asa+ abandoned+ occupancy+ csat- required-"),
    (r#"channel.phone.handle_time = "6 min""#, "service- asa+ abandoned+ occupancy+ csat- required+"),
    (r#"channel.phone.concurrency = 2"#, "service+ asa- abandoned- occupancy- csat+ required-"),
    (r#"channel.phone.patience = "2 min""#, "service+ asa- abandoned+ occupancy- csat+ required-"),
    (r#"channel.phone.patience = "infinite""#, "service- asa+ abandoned- occupancy+ csat- required+"),
    (r#"channel.phone.redial = "50%""#, "offered+ service- asa+ abandoned+ occupancy+ csat-"),
    (r#"channel.phone.service_level = "95% in 20 s""#, "required+"),
    (r#"channel.phone.service_level = "80% in 60 s""#, "service+ required-"),
    (r#"channel.phone.asa = "1 s""#, "required+"),
    (r#"channel.phone.max_abandon = "0.1%""#, "required+"),
    (r#"channel.phone.minimum_staff = 30"#, "required+"),
    (r#"channel.phone.growth = "+5% / month""#, ""),
    (
        r#"channel.phone.deflection = "10%""#,
        "offered- deflected+ service+ asa- abandoned- occupancy- csat+ required-",
    ),
    (r#"team.desk.headcount = 22"#, "service+ asa- abandoned- occupancy- csat+ effective+ heads+ cost+"),
    (
        r#"team.desk.pipeline = { 2026-11 = 2 }"#,
        "service+ asa- abandoned- occupancy- csat+ effective+ heads+ cost+",
    ),
    (
        r#"team.desk.hires = { 2026-11 = 2 }"#,
        "service+ asa- abandoned- occupancy- csat+ effective+ heads+ cost+",
    ),
    (
        r#"team.desk.week = { days = 6, hours = "8 h" }"#,
        "service+ asa- abandoned- occupancy- csat+ required-",
    ),
    (r#"team.desk.shifts = ["09:00-17:00"]"#, ""),
    (r#"team.desk.shifts = ["13:00-21:00"]"#, "service- asa+ abandoned+ occupancy+ csat-"),
    (r#"team.desk.shrinkage = "10%""#, "service- asa+ abandoned+ occupancy+ csat- required+"),
    (r#"team.desk.max_occupancy = "50%""#, "required+"),
    (r#"team.desk.attrition = "99%""#, "service- asa+ abandoned+ occupancy+ csat- effective- heads- cost-"),
    (
        r#"team.desk.overtime = { 2026-11 = "200 h" }"#,
        "service+ asa- abandoned- occupancy- csat+ effective+ cost+",
    ),
    (r#"team.desk.temporary = { 2026-11 = 2 }"#, "service+ asa- abandoned- occupancy- csat+ effective+"),
    (
        r#"team.desk.outsourcing = { phone = { 2026-11 = "10%" } }"#,
        "service+ asa- abandoned- occupancy- csat+ required-",
    ),
    (r#"cost.salary = 5300"#, "cost+"),
    (r#"cost.on_costs = "30%""#, "cost+"),
    (r#"cost.retention_bonus = 100"#, "cost+"),
    (r#"cost.seat = 100"#, "cost+"),
    (r#"cost.platform = 100"#, "cost+"),
    // Prices of what does not happen change nothing.
    (r#"cost.hire = 100"#, ""),
    (r#"cost.training = 100"#, ""),
    (r#"cost.separation = 100"#, ""),
    (r#"cost.temporary = 100"#, ""),
    (r#"cost.overtime = { rate = "200%", max = "36 h / month" }"#, ""),
    (r#"cost.outsourcing = { phone = 3 }"#, ""),
    // People without a reason to differ: all trained, nobody leaves, nobody is in class.
    (r#"team.desk.ramp = ["50%", "80%"]"#, ""),
    (r#"team.desk.tenure = { "24 months" = 20 }"#, ""),
    (r#"team.desk.backfill = { share = "100%" }"#, ""),
    (r#"team.desk.training = { onboarding = "2 months", pass_rate = "50%", seats = 1 }"#, ""),
    (r#"team.desk.occupancy_effect = { above = "10%", hazard_ratio_per_10_points = 2 }"#, ""),
    (r#"channel.phone.recontact = "50%""#, ""),
    (r#"targets.cost = { at_most = 1 }"#, ""),
    (r#"about = "A sentence""#, ""),
];

/// `up`, `down` or nothing: a change below a millionth is the rounding of samples.
fn direction(before: f64, after: f64) -> &'static str {
    let slack = 1e-6 * before.abs().max(1.0);
    match after - before {
        change if change > slack => "+",
        change if change < -slack => "-",
        _ => "",
    }
}

#[test]
fn a_key_moves_what_it_says_and_nothing_else() {
    let mut wrong = Vec::new();
    for (line, expected) in MOVES {
        let (base, changed) = scenario(PHONE, &[line]);
        let (before, after) = (figures(&base), figures(&changed));
        let moved = |(name, value): (&&'static str, &f64)| {
            let way = direction(*value, after[name]);
            (!way.is_empty()).then(|| format!("{name}{way}"))
        };
        let mut found: Vec<String> = before.iter().filter_map(moved).collect();
        let mut expected: Vec<String> = expected.split_whitespace().map(str::to_owned).collect();
        found.sort();
        expected.sort();
        if found != expected {
            wrong.push(format!("{line}\n  moves  {}\n  should {}", found.join(" "), expected.join(" ")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
