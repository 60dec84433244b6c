//! How fast a forecast runs: the reference plan with all its scenarios, and one day of a channel followed through its
//! intervals against the stationary formulas interval by interval in the same run.

use staffplan::calendar::By;
use staffplan::engine::{RunOptions, run};
use staffplan::input::{LoadOptions, Loaded, load};
use staffplan::queueing::carry_over::day;
use staffplan::queueing::day::{DayStation, Slot};
use staffplan::queueing::{Patience, ServiceLevelDefinition, Setting, erlang_a};
use staffplan::units::{Rate, Seconds};
use std::hint::black_box;
use std::time::Instant;

const PLAN: &str = "plans/ecommerce.toml";
const DAYS: u32 = 400;
const AHT: f64 = 300.0;
const PATIENCE: f64 = 90.0;
const WITHIN: f64 = 20.0;

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let path = format!("{}/{PLAN}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("the reference plan");
    let loaded = load(&path, text.as_bytes(), &LoadOptions::default()).expect("a plan that loads");
    for threads in [1, 2] {
        let figures = forecast(&loaded, threads);
        println!("{PLAN}, {threads} threads: {figures:.0} scenario-month-replications a second and thread");
    }
    let (followed, formulas) = (days_a_second(follow), days_a_second(stationary));
    println!("a day of 24 intervals followed: {followed:.0} a second");
    println!(
        "the same by stationary formulas: {formulas:.0} a second; {:.2} times as many",
        formulas / followed
    );
}

fn forecast(loaded: &Loaded, threads: usize) -> f64 {
    let start = Instant::now();
    let options = RunOptions { by: By::Month, threads: Some(threads) };
    black_box(run(&loaded.scenarios, &loaded.evidence, &options).expect("balanced books"));
    let of_plan = |plan: &staffplan::model::Plan| {
        f64::from(plan.settings.months) * f64::from(plan.settings.replications)
    };
    let work: f64 = loaded.scenarios.iter().map(|scenario| of_plan(&scenario.plan)).sum();
    work / start.elapsed().as_secs_f64() / threads as f64
}

fn days_a_second(evaluate: fn(&[Slot])) -> f64 {
    let slots: Vec<Slot> = (0..24_u32)
        .map(|slot| Slot {
            seconds: 1800.0,
            arrivals: 60.0 + 40.0 * (f64::from(slot) / 24.0 * std::f64::consts::PI).sin(),
            servers: 12 + slot % 12,
            service: 1.0 / AHT,
        })
        .collect();
    let start = Instant::now();
    for _ in 0..DAYS {
        evaluate(black_box(&slots));
    }
    f64::from(DAYS) / start.elapsed().as_secs_f64()
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a time")
}

fn follow(slots: &[Slot]) {
    let station = DayStation {
        patience: Patience::Mean(seconds(PATIENCE)),
        answer_within: seconds(WITHIN),
        levels: None,
        turns: false,
    };
    black_box(day(slots, &station));
}

fn stationary(slots: &[Slot]) {
    for slot in slots {
        let setting = Setting {
            rate: Rate::new(slot.arrivals / slot.seconds).expect("a rate"),
            agents: slot.servers,
            answer_within: seconds(WITHIN),
            definition: ServiceLevelDefinition::Offered,
        };
        black_box(erlang_a::metrics(seconds(AHT), Patience::Mean(seconds(PATIENCE)), &setting));
    }
}
