//! Ladders of grades and moves between teams: what each key does to people, work and money.

use crate::desk::{PEOPLE, PHONE, cautions, mean, near, refused, same, team, with};

const STILL: &str = "team.desk.attrition=\"0%\"";
const LADDER: &str = "team.desk.grades={ agent = 0.80, senior = 0.14, lead = 0.06 }";

fn two_teams() -> String {
    format!("{PEOPLE}\n[team.phones]\nheadcount = 20\nattrition = \"10%\"")
}

#[test]
fn each_grade_has_its_speed_and_its_pay() {
    let worth = ["team.desk.grade.senior={ speed = 1.1 }", "team.desk.grade.lead={ speed = 1.5 }"];
    let outcome = with(PEOPLE, &[STILL, LADDER, worth[0], worth[1]]);
    same(mean(team(&outcome, 0).effective_fte), 80.0 + 1.1 * 14.0 + 1.5 * 6.0);
    let paid = ["cost.salary={ agent = 5000, senior = 6000, lead = 9000 }"];
    let outcome = with(PEOPLE, &[STILL, LADDER, paid[0]]);
    same(mean(team(&outcome, 0).cost), 80.0 * 5000.0 + 14.0 * 6000.0 + 6.0 * 9000.0);
}

#[test]
fn a_grade_that_takes_no_contacts_is_there_and_does_no_work() {
    let idle = "team.desk.grade.lead={ takes_contacts = false }";
    let outcome = with(PEOPLE, &[STILL, LADDER, idle, "cost.salary=100"]);
    same(mean(team(&outcome, 0).effective_fte), 94.0);
    same(mean(team(&outcome, 0).headcount_end), 100.0);
    same(mean(team(&outcome, 0).cost), 10_000.0);
    let speed = "team.desk.grade.lead={ takes_contacts = false, speed = 1.2 }";
    same(mean(team(&with(PEOPLE, &[STILL, LADDER, speed]), 0).effective_fte), 94.0);
}

/// 80 agents at 12 % a year, and a rise of 24 % a year from the seniors that they become.
#[test]
fn rules_in_a_list_all_hold() {
    let one = r#"{ from = "agent", to = "senior", per_year = "12%" }"#;
    let two = r#"{ from = "senior", to = "lead", per_year = "24%" }"#;
    let speeds = ["team.desk.grade.senior={ speed = 2 }", "team.desk.grade.lead={ speed = 3 }"];
    let rules = format!("team.desk.promote=[{one}, {two}]");
    let outcome = with(PEOPLE, &[STILL, LADDER, speeds[0], speeds[1], &rules]);
    let (rise, climb) = (1.0 - (-0.01_f64).exp(), 1.0 - (-0.02_f64).exp());
    let (mut agents, mut seniors, mut leads) = (80.0, 14.0, 6.0);
    for period in 0..12 {
        near(mean(team(&outcome, period).effective_fte), agents + 2.0 * seniors + 3.0 * leads, 1e-4);
        let (up, top) = (agents * rise, seniors * climb);
        (agents, seniors, leads) = (agents - up, seniors + up - top, leads + top);
    }
    let alone = with(PEOPLE, &[STILL, LADDER, speeds[0], &format!("team.desk.promote={one}")]);
    let listed = with(PEOPLE, &[STILL, LADDER, speeds[0], &format!("team.desk.promote=[{one}]")]);
    assert_eq!(alone.periods, listed.periods);
}

/// A hundred people, of whom one leads nine others: ten leads from the first step's end on, four of them risen from 14.
#[test]
fn a_span_fills_vacancies_and_tells_where_nobody_may_rise() {
    let idle = "team.desk.grade.lead={ takes_contacts = false }";
    let rule = |after: &str| {
        format!(r#"team.desk.promote={{ from = "senior", to = "lead", after = "{after}", span = 9 }}"#)
    };
    let outcome = with(PEOPLE, &[STILL, LADDER, idle, &rule("12 months")]);
    let work: Vec<f64> = (0..3).map(|period| mean(team(&outcome, period).effective_fte)).collect();
    assert_eq!(work, [94.0, 90.0, 90.0]);
    assert!(!cautions(&outcome).contains(&"C131"));
    let nobody = with(PEOPLE, &[STILL, LADDER, idle, &rule("60 months")]);
    same(mean(team(&nobody, 1).effective_fte), 94.0);
    assert!(cautions(&nobody).contains(&"C131"));
    // Grades change nothing of who leaves.
    let leaving = [LADDER, idle, &rule("12 months")];
    let (flat, graded) = (with(PEOPLE, &[]), with(PEOPLE, &leaving));
    for period in 0..12 {
        let people = |outcome| mean(team(outcome, period).headcount_end);
        near(people(&graded), people(&flat), 1e-9);
    }
}

/// A rule of another pace is another rule: it replaces the whole of the baseline's.
#[test]
fn a_scenario_may_put_a_span_in_place_of_a_rate() {
    let ladder = "grades = { agent = 0.80, senior = 0.14, lead = 0.06 }";
    let rate = r#"promote = { from = "agent", to = "senior", after = "12 months", per_year = "20%" }"#;
    let text = format!("{PEOPLE}{ladder}\n{rate}\ngrade.lead = {{ takes_contacts = false }}");
    let span = r#"team.desk.promote={ from = "senior", to = "lead", after = "12 months", span = 9 }"#;
    same(mean(team(&with(&text, &[STILL, span]), 1).effective_fte), 90.0);
}

#[test]
fn people_change_teams_on_the_first_day_of_a_month() {
    let text = two_teams();
    let still = ["team.desk.attrition=\"0%\"", "team.phones.attrition=\"0%\""];
    let moves = "team.desk.moves={ phones = { 2026-12 = 5, 2027-02 = 2 } }";
    let back = "team.phones.moves.desk.2027-02=1";
    let outcome = with(&text, &[still[0], still[1], moves, back]);
    let of = |place: usize, period: usize| &outcome.periods[period].teams[place];
    for (period, desk, phones) in [(1, 100.0, 20.0), (2, 95.0, 25.0), (4, 94.0, 26.0), (11, 94.0, 26.0)] {
        same(mean(of(0, period).headcount_end), desk);
        same(mean(of(1, period).headcount_end), phones);
        same(mean(of(0, period).effective_fte), desk);
    }
    same(mean(of(0, 2).moves), -5.0);
    same(mean(of(1, 4).moves), 1.0);
    same(mean(of(0, 3).moves), 0.0);
    same(outcome.headcount[1].moves, 6.0);
    // A move is no separation.
    same(mean(of(0, 2).turnover_annualised_all), 0.0);
}

#[test]
fn a_move_has_its_price_and_pay_follows_the_people() {
    let text = two_teams();
    let still = ["team.desk.attrition=\"0%\"", "team.phones.attrition=\"0%\""];
    let moves = "team.desk.moves={ phones = { 2026-12 = 5 } }";
    let paid = with(&text, &[still[0], still[1], moves, "cost.salary=100", "cost.move=70"]);
    same(mean(paid.periods[2].teams[0].cost), 9500.0);
    same(mean(paid.periods[2].teams[1].cost), 2500.0 + 350.0);
    same(paid.periods[2].cost_lines.unwrap().moves, 350.0);
    same(paid.periods[3].cost_lines.unwrap().moves, 0.0);
}

/// Those who are there move, and it is said how many are missing.
#[test]
fn moves_of_more_than_there_are_are_told() {
    let text = two_teams();
    let moves = "team.phones.moves={ desk = { 2027-03 = 30 } }";
    let outcome = with(&text, &[moves]);
    assert!(cautions(&outcome).contains(&"C132"));
    same(mean(outcome.periods[5].teams[1].headcount_end), 0.0);
    let left = mean(outcome.periods[4].teams[1].headcount_end);
    near(mean(outcome.periods[5].teams[1].moves), -left, 1e-9);
    let few = with(&text, &["team.phones.moves={ desk = { 2027-03 = 3 } }"]);
    assert!(!cautions(&few).contains(&"C132"));
}

#[test]
fn what_moves_and_ladders_may_not_be_is_refused() {
    let text = two_teams();
    for (set, code) in [
        ("team.desk.moves={ phonse = { 2026-12 = 5 } }", "E301"),
        ("team.desk.moves={ desk = { 2026-12 = 5 } }", "E331"),
        ("team.desk.moves={ phones = { 2026-09 = 5 } }", "E305"),
        ("team.desk.moves={ phones = { 2026-12 = -5 } }", "E201"),
        ("team.desk.moves={ phones = 5 }", "E108"),
        ("team.desk.promote=[{ from = \"agent\" }]", "E107"),
        ("team.desk.promote=[5]", "E108"),
    ] {
        assert!(refused(&text, &[set]).contains(&code), "{set}");
    }
    let rule = |rest: &str| format!("team.desk.promote=[{{ from = \"agent\", to = \"senior\", {rest} }}]");
    for (rest, code) in [
        ("per_year = 0.1, span = 5", "E333"),
        ("span = 0", "E201"),
        ("span = 5, spann = 5", "E106"),
        ("per_year = \"2000%\"", "E201"),
        ("after = \"1 month\"", "E107"),
    ] {
        assert!(refused(&text, &[LADDER, &rule(rest)]).contains(&code), "{rest}");
    }
    let leads = format!("{text}\n[team.leads]\nheadcount = 8\nleads = \"desk\"");
    for set in ["team.desk.moves={ leads = { 2026-12 = 5 } }", "team.leads.moves={ desk = { 2026-12 = 5 } }"]
    {
        assert!(refused(&leads, &[set]).contains(&"E332"), "{set}");
    }
    assert!(refused(PHONE, &["team.desk.grade={ agent = { takes_contacts = false } }"]).contains(&"E301"));
}
