//! What money buys: contacts answered, and figures that have no value.

use crate::desk::{PEOPLE, PHONE, TICKETS, loaded, mean, near, same, with};
use staffplan::calendar::By;
use staffplan::engine::{Outcome, RunOptions, run};
use staffplan::report::cautions::absent;
use staffplan::report::write::csv;
use staffplan::report::{Case, Forecast, Origin};

const PAID: &str = "cost.salary=5200";

/// What is said of money that has no value.
fn untold(outcome: &Outcome, text: &str, set: &[&str]) -> Vec<String> {
    let loaded = loaded(text, set).unwrap();
    let case = Case { plan: &loaded.scenarios[0].plan, outcome };
    absent(&case).into_iter().filter(|one| one.place == "plan").map(|one| one.text).collect()
}

#[test]
fn periods_shorter_than_a_step_have_no_cost_and_say_why() {
    for by in [By::Day, By::Week] {
        let loaded = loaded(PHONE, &[]).unwrap();
        let outcomes =
            run(&loaded.scenarios, &loaded.evidence, &RunOptions { by, threads: None }).expect("balanced");
        for period in &outcomes[0].periods {
            assert!(period.cost.is_none() && period.cost_lines.is_none() && period.memo.is_none());
            assert!(period.cost_per_contact.is_none());
        }
        let said = untold(&outcomes[0], PHONE, &[]);
        let of = |name: &str| said.iter().any(|text| text.starts_with(&format!("`{name}`")));
        assert!(["cost", "cost_lines", "memo_lines", "cost_per_contact"].into_iter().all(of), "{said:?}");
        assert!(said[0].contains("followed by month"), "{said:?}");
        let forecast = Forecast::of(&loaded.scenarios, &outcomes, by, Origin::default()).unwrap();
        let rows = csv(&forecast);
        assert!(!rows.contains("cost_salaries") && !rows.contains("memo_ramp") && rows.contains(",cost,,"));
    }
}

/// All wait and are answered where people suffice; where one has the work of twenty, nobody knows how many are.
#[test]
fn of_an_overloaded_queue_without_patience_no_contact_has_a_cost() {
    let endless = "channel.phone.patience=\"infinite\"";
    let enough = with(PHONE, &[endless, "team.desk.headcount=30"]);
    same(enough.periods[1].answered.unwrap(), 30_000.0);
    near(enough.periods[1].cost_per_contact.unwrap(), 30.0 * 5200.0 / 30_000.0, 1e-4);
    let set = [endless, "team.desk.headcount=1"];
    let overloaded = with(PHONE, &set);
    assert!(overloaded.periods.iter().all(|one| one.answered.is_none() && one.cost_per_contact.is_none()));
    let said = untold(&overloaded, PHONE, &set);
    assert!(said.len() == 1 && said[0].contains("without patience is overloaded"), "{said:?}");
    let patient = with(PHONE, &["team.desk.headcount=1"]);
    assert!(patient.periods[0].cost_per_contact.unwrap() > 1.0);
}

/// Deferred work counts when it is worked: opening backlog and arrivals, less what is open at the end.
#[test]
fn deferred_contacts_count_when_they_are_worked() {
    for (heads, opening) in [(1, 0), (9, 900), (40, 900)] {
        let sets = [
            format!("team.desk.headcount={heads}"),
            format!("channel.tickets.opening_backlog={opening}"),
            PAID.into(),
        ];
        let outcome = with(TICKETS, &sets.each_ref().map(String::as_str));
        let mut open = f64::from(opening);
        for period in &outcome.periods {
            let end = mean(period.channels[0].backlog_end);
            let worked = open + period.channels[0].offered.mean - end;
            near(period.answered.unwrap() / worked, 1.0, 1e-5);
            near(period.cost_per_contact.unwrap() * worked / (f64::from(heads) * 5200.0), 1.0, 1e-5);
            open = end;
        }
    }
}

/// Of uncertain courses too a reader gets the quotient by dividing.
#[test]
fn a_contact_takes_total_by_answered() {
    let outcome = with(PHONE, &["team.desk.attrition=\"30%\"", "channel.phone.patience=\"1 min\""]);
    for period in &outcome.periods {
        let total = period.cost_lines.unwrap().total();
        near(period.cost_per_contact.unwrap() * period.answered.unwrap() / total, 1.0, 1e-12);
    }
}

/// Who rises at a month's end is paid for it from the next month: 80 agents, of whom 1 % a month rise.
#[test]
fn a_promotion_is_paid_from_the_next_step() {
    let sets = [
        "team.desk.attrition=\"0%\"",
        "team.desk.grades={ agent = 0.8, senior = 0.2 }",
        r#"team.desk.promote={ from = "agent", to = "senior", per_year = "12%" }"#,
        "cost.salary={ agent = 5000, senior = 6000 }",
    ];
    let outcome = with(PEOPLE, &sets);
    let (mut agents, stay) = (80.0, (-0.01_f64).exp());
    for period in &outcome.periods {
        near(period.cost_lines.unwrap().salaries, agents * 5000.0 + (100.0 - agents) * 6000.0, 1e-6);
        agents *= stay;
    }
}
