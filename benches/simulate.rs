//! How fast queues are replayed: contacts a second of processor time, for a large and a very large team and for a day of changing staff.
//!
//! `PLAN_DES_REF` may name a compiled reference program, which then runs in turn with ours; it takes the number of
//! contacts and prints one JSON object a line, with `system` and `per_s_user`.

use staffplan::queueing::day::Slot;
use staffplan::queueing::simulation::routing::{Channel, Routing, Skill, Team};
use staffplan::queueing::simulation::{Customers, HandlingLaw, Length, SeatSchedule, Simulation, steady};
use staffplan::queueing::{ChatDurations, Patience};
use staffplan::units::Seconds;
use std::hint::black_box;
use std::time::Instant;

/// Contacts of each measurement, and measurements of which the best counts.
const CONTACTS: u32 = 2_000_000;
const ROUNDS: u32 = 5;
const AHT: f64 = 300.0;

/// Seconds of processor time so far where the system tells them, else of the clock: others may use the machine too.
fn processor(since: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let nanoseconds = told.and_then(|line| line.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| since.elapsed().as_secs_f64(), |nanoseconds| nanoseconds / 1e9)
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a time")
}

fn customers() -> Customers {
    Customers {
        handling: HandlingLaw::lognormal(1.0),
        patience: Patience::Mean(seconds(180.0)),
        answer_within: seconds(20.0),
        levels: None,
    }
}

/// A constant queue.
fn constant(rate: f64, servers: u32, customers: &Customers) -> (f64, f64) {
    const SLOTS: u32 = 101;
    let contacts = f64::from(CONTACTS / SLOTS);
    let slot = Slot { seconds: contacts / rate, arrivals: contacts, servers, service: 1.0 / AHT };
    let clock = Instant::now();
    let start = processor(clock);
    let found = steady(&slot, customers, Length { warm_up: 1, batches: SLOTS - 1 }, 1).expect("a run");
    let speed = contacts * f64::from(SLOTS) / (processor(clock) - start);
    (speed, black_box(found).service.within / found.service.contacts)
}

/// A day of 48 half-hours with one hump, 90 erlangs at most.
fn hump() -> Vec<Slot> {
    (0..48_u32)
        .map(|half_hour| {
            let x = f64::from(half_hour) / 48.0;
            let load = 90.0 * (0.15 + 0.85 * (-(x - 0.68).powi(2) / 0.045).exp());
            let servers = (1..200_u32).find(|&n| f64::from(n) >= load + 0.7 * load.sqrt()).expect("a team");
            Slot { seconds: 1800.0, arrivals: load / AHT * 1800.0, servers, service: 1.0 / AHT }
        })
        .collect()
}

fn changing(customers: &Customers) -> (f64, f64) {
    let slots = hump();
    let a_day: f64 = slots.iter().map(|slot| slot.arrivals).sum();
    let days = (1..10_000).find(|&days| f64::from(days) * a_day >= f64::from(CONTACTS)).expect("days");
    let clock = Instant::now();
    let start = processor(clock);
    let found = Simulation::new(&slots, customers, 1).expect("a day").run(days);
    let speed = f64::from(days) * a_day / (processor(clock) - start);
    (speed, found.day.service.within / found.day.service.contacts)
}

/// Two channels whose own teams are helped by a third that does both.
fn shared(customers: &Customers) -> (f64, f64) {
    let slots = [Slot { seconds: 1800.0, arrivals: 270.0, servers: 0, service: 1.0 / AHT }; 48];
    let channel = Channel { slots: slots.to_vec(), customers: customers.clone() };
    let own = |place| Team { seats: SeatSchedule::new([(0.0, 35)]), skills: vec![Skill::plain(place)] };
    let both = [Skill { asked: 1, ..Skill::plain(0) }, Skill { asked: 1, ..Skill::plain(1) }];
    let helpers = Team { seats: SeatSchedule::new([(0.0, 25)]), skills: both.to_vec() };
    let floor = Routing::new(&[channel.clone(), channel], &[own(0), own(1), helpers], 1).expect("a floor");
    let (clock, days) = (Instant::now(), CONTACTS / 26_000 / 4);
    let start = processor(clock);
    let found = floor.run(days);
    let services = || found.channels.iter().map(|channel| channel.day.service);
    let contacts: f64 = services().map(|service| service.contacts).sum();
    let speed = contacts * f64::from(days) / (processor(clock) - start);
    (speed, services().map(|service| service.within).sum::<f64>() / contacts)
}

/// What is measured; the first five are those of the reference program.
const CASES: [&str; 7] = [
    "A: M/G/95+M",
    "A0: M/G/95",
    "A10: M/G/950+M",
    "B: 48 half-hours",
    "M/G/1+M",
    "two channels, three teams",
    "32 agents of three chats",
];

/// Contacts a second, and share answered in time.
fn measure(case: usize) -> (f64, f64) {
    let patient = Customers { patience: Patience::Infinite, ..customers() };
    let single = Customers {
        patience: Patience::Mean(seconds(AHT)),
        answer_within: seconds(20.0 * AHT),
        ..customers()
    };
    match case {
        0 => constant(0.3, 95, &customers()),
        1 => constant(0.3, 95, &patient),
        2 => constant(3.0, 950, &customers()),
        3 => changing(&customers()),
        4 => constant(0.75 / AHT, 1, &single),
        5 => shared(&customers()),
        _ => {
            let durations = [200.0, 240.0, AHT].map(seconds);
            let levels = ChatDurations::new(&durations).expect("durations");
            constant(0.3, 32, &Customers { levels: Some(levels), ..customers() })
        }
    }
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let reference = std::env::var("PLAN_DES_REF").ok();
    let mut best = [(0.0_f64, 0.0); CASES.len()];
    let mut peers: Vec<(String, f64)> = Vec::new();
    for _ in 0..ROUNDS {
        for (case, best) in best.iter_mut().enumerate() {
            let (speed, level) = measure(case);
            *best = (best.0.max(speed), level);
        }
        if let Some(program) = &reference {
            race(program, &mut peers);
        }
    }
    for (name, (speed, level)) in CASES.iter().zip(best) {
        println!("{name:<40} {:>8.2} million contacts a second, {:.1}% in time", speed / 1e6, 100.0 * level);
    }
    for (name, speed) in peers {
        println!("{name:<40} {:>8.2} million contacts a second", speed / 1e6);
    }
}

/// Runs the reference program and keeps the best of each of its figures.
fn race(program: &str, peers: &mut Vec<(String, f64)>) {
    let output = std::process::Command::new(program).arg(CONTACTS.to_string()).output().expect("a program");
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let after = |key: &str| line.split(&format!("\"{key}\":")).nth(1);
        let name = after("system").and_then(|rest| rest.split('"').nth(1));
        let number = |rest: &str| rest.split([',', '}']).next()?.trim().parse::<f64>().ok();
        let speed = after("per_s_user").and_then(number);
        let (Some(name), Some(speed)) = (name, speed) else { continue };
        match peers.iter_mut().find(|(known, _)| known == name) {
            Some((_, best)) => *best = speed.max(*best),
            None => peers.push((name.to_owned(), speed)),
        }
    }
}
