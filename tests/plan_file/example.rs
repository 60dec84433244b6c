//! The example plan loads into its scenarios with the values it states.

use crate::desk::{Desk, EXAMPLE};
use staffplan::calendar::Month;
use staffplan::input::{LoadOptions, load};
use staffplan::model::{
    AnswerWithin, Attrition, AttritionBasis, AttritionWindow, ChannelKind, Measure, Plan, Population, Uplift,
};

fn baseline() -> Plan {
    Desk::example().loaded(EXAMPLE, &LoadOptions::default()).scenarios.remove(0).plan
}

fn month(year: i32, month: u32) -> Month {
    Month::new(year, month).unwrap()
}

fn bits(number: f64) -> u64 {
    number.to_bits()
}

#[test]
fn the_example_plan_becomes_its_baseline_scenarios_and_sweep_points() {
    let loaded = Desk::example().loaded(EXAMPLE, &LoadOptions::default());
    let names: Vec<&str> = loaded.scenarios.iter().map(|scenario| scenario.name.as_str()).collect();
    assert_eq!(names.len(), 1 + 5 + 16);
    assert_eq!(names[..6], ["baseline", "hire-20", "attrition-10", "knowledge-base", "both", "outage"]);
    assert_eq!(names[6..8], ["hires-by-attrition[0, 10%]", "hires-by-attrition[0, 20%]"]);
    assert_eq!(names[21], "hires-by-attrition[30, 40%]");
    assert!(loaded.scenarios[6..].iter().all(|scenario| scenario.sweep_point));
    assert_eq!(loaded.scenarios[1].about.as_deref(), Some("Twenty hires in the first three months"));
    assert_eq!(loaded.evidence.histories.len(), 3, "scenarios share the histories");
    assert_eq!(loaded.inputs_sha256.len(), 64);
    let codes: Vec<&str> = loaded.diagnostics.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["W515"], "six weeks of lead time count as two months, said once");
}

#[test]
fn shares_durations_and_dates_are_the_numbers_written() {
    let plan = baseline();
    let [chat, phone, tickets] = &plan.channels[..] else { panic!("three channels") };
    let goal = chat.service_level.unwrap();
    assert_eq!(bits(goal.share.get()), bits(0.95));
    assert!(matches!(goal.within, AnswerWithin::Clock(time) if bits(time.get()) == bits(300.0)));
    assert_eq!(bits(chat.growth_per_month.unwrap()), bits(0.015));
    assert_eq!(bits(chat.deflection.at(month(2026, 12)).get()), bits(0.08));
    assert_eq!(chat.concurrency.most(), 3);
    assert_eq!(chat.concurrency.durations(300.0), [300.0, 360.0, 450.0]);
    assert_eq!(chat.hours.on(chrono::Weekday::Sun).spans(), [(540, 1440)]);
    assert_eq!((phone.kind, tickets.kind), (ChannelKind::Live, ChannelKind::Deferred));
    assert_eq!((phone.history, tickets.history, tickets.opening_backlog), (Some(1), Some(2), 180));
    assert_eq!(plan.settings.as_of, chrono::NaiveDate::from_ymd_opt(2026, 9, 30).unwrap());
    assert_eq!((plan.settings.grid.minutes(), plan.settings.replications), (30, 2000));
    let sale = &plan.events[1];
    assert!(
        matches!(&sale.uplift, Uplift::ByChannel(lifts) if bits(lifts[&0]) == bits(1.2) && lifts.len() == 3)
    );
    assert_eq!((plan.events[2].anchors.len(), plan.events[0].occurrences[1].days()), (2, 12));
}

#[test]
fn people_are_as_the_plan_says() {
    let plan = baseline();
    let team = &plan.teams[0];
    assert_eq!((team.headcount, team.serves.as_slice()), (100, &[0, 1, 2][..]));
    let tenure: Vec<(u32, u32, u32)> =
        team.tenure.iter().map(|band| (band.from, band.to, band.people)).collect();
    assert_eq!(tenure, [(0, 3, 8), (3, 12, 30), (12, 13, 62)]);
    let shrinkage = team.shrinkage.at(month(2026, 10));
    assert!((shrinkage - (0.08 + 0.03 + 0.06 + 4.0 / 40.0 + 1.0 / 40.0)).abs() < 1e-12);
    assert!((team.training.refresher - 8.0 / (40.0 * 13.0)).abs() < 1e-12);
    let Attrition::Annual { rate, basis, bands } = &team.attrition else { panic!("an annual rate") };
    assert_eq!((bits(*rate), *basis, bands.len()), (bits(0.28), AttritionBasis::Turnover, 3));
    assert_eq!((bands[2].from, bands[2].to), (12, None));
    assert!((team.backfill.unwrap().lead_months - 6.0 * 12.0 / 52.0).abs() < 1e-12);
    assert_eq!(team.ramp, [0.6, 0.8, 0.95]);
    assert_eq!((team.shifts[2].start, team.shifts[2].end), (900, 1440));
    assert_eq!(
        (plan.teams[1].leads, plan.teams[1].span, plan.teams[1].takes_contacts()),
        (Some(0), Some(12), false)
    );
    assert_eq!(bits(plan.cost.salary.of("leads", "")), bits(10500.0));
    assert_eq!(plan.cost.overtime_hours_per_head.map(f64::round), Some(36.0));
}

#[test]
fn targets_are_the_plans_own_and_then_the_channels() {
    let plan = baseline();
    let measures: Vec<Measure> = plan.targets.iter().map(|target| target.measure).collect();
    let turnover = Measure::Attrition { population: Population::Productive, window: AttritionWindow::ToDate };
    assert_eq!(measures[..2], [Measure::Csat, turnover]);
    assert_eq!(
        measures[2..],
        [
            Measure::ServiceLevel,
            Measure::Asa,
            Measure::ServiceLevel,
            Measure::Abandonment,
            Measure::ServiceLevel
        ]
    );
    assert_eq!(bits(plan.targets[0].goal), bits(0.85));
}

#[test]
fn a_plan_may_leave_out_what_a_command_does_not_need() {
    let plan = "[plan]\nstart = 2026-10-01\nmonths = 3\n";
    let team = "[team.frontline]\nheadcount = 100\n";
    let channel =
        "[channel.chat]\nhandle_time = \"5 min\"\nvolume = { 2026-10 = 9, 2026-11 = 9, 2026-12 = 9 }\n";
    for text in [plan.to_owned(), format!("{plan}{team}"), format!("{plan}{channel}")] {
        assert!(load("plan.toml", text.as_bytes(), &LoadOptions::default()).is_ok(), "{text}");
    }
}

#[test]
fn options_stand_over_the_file() {
    let as_of = chrono::NaiveDate::from_ymd_opt(2026, 9, 28);
    let options = LoadOptions { as_of, seed: Some(7), replications: Some(50), ..LoadOptions::default() };
    let settings = Desk::example().loaded(EXAMPLE, &options).scenarios.remove(3).plan.settings;
    assert_eq!((Some(settings.as_of), settings.seed, settings.replications), (as_of, 7, 50));
}
