//! How fast the inverse question is answered: solves per second of processor time, best of five, for customers who never
//! give up.
//!
//! Three sets of loads: `grid` (10,000 loads of one to a thousand agents), `year` (100 scenarios of 17,520 half hours) and
//! `vary` (the same year, each half hour with its own handling time and threshold). The sums of all answers are those that
//! exact searches of other programs give. `full` are answers with all that they give, a hundredth of `vary`.
//!
//! `PLAN_ERLANG_REF` may name reference programs to run alongside: commands separated by `;`, each printing one JSON
//! object a line with `bench` (`erlang_grid`, …), `system`, `per_s_user` and `checksum`. Their ratios are printed then.

use staffplan::queueing::{
    CapacityTable, Handling, Patience, Station, Targets, least_agents, patient_agents,
};
use staffplan::units::{Erlangs, Fraction, Rate, Seconds};
use std::hint::black_box;
use std::process::Command;
use std::time::Instant;

const ROUNDS: u32 = 5;
/// Seconds; the processor time of a process is kept in steps of some milliseconds.
const ROUND: f64 = 0.1;
const AHT: f64 = 300.0;
const WITHIN: f64 = 20.0;
const SHARE: f64 = 0.8;
const HALF_HOURS: u32 = 17_520;
/// Agents of all answers together.
const GRID_AGENTS: u64 = 1_179_293;
const YEAR_AGENTS: u64 = 57_281_861;
const VARY_AGENTS: u64 = 56_382_576;

/// One question.
struct Ask {
    load: Erlangs,
    aht: Seconds,
    within: Seconds,
}

/// Solves a second of one way to answer one set.
struct Speed {
    bench: &'static str,
    way: &'static str,
    per_second: f64,
}

fn main() {
    let speeds = measured();
    for speed in &speeds {
        print(&format!("{}: {}: {:.0} solves a second", speed.bench, speed.way, speed.per_second));
    }
    for (bench, system, per_second) in references() {
        for speed in speeds.iter().filter(|speed| format!("erlang_{}", speed.bench) == bench) {
            let ratio = speed.per_second / per_second;
            print(&format!("{}: {} is {ratio:.2} times {system} ({per_second:.0})", speed.bench, speed.way));
        }
    }
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn print(line: &str) {
    println!("{line}");
}

fn measured() -> Vec<Speed> {
    let (grid, year, vary) = (grid(), year(), vary());
    let mut speeds = Vec::new();
    for (bench, asks, right) in
        [("grid", &grid, GRID_AGENTS), ("year", &year, YEAR_AGENTS), ("vary", &vary, VARY_AGENTS)]
    {
        let per_second = best(asks, right, &|asks| asks.iter().map(|ask| u64::from(searched(ask))).sum());
        speeds.push(Speed { bench, way: "search", per_second });
    }
    for (bench, asks, right) in [("grid", &grid, GRID_AGENTS), ("year", &year, YEAR_AGENTS)] {
        let loads: Vec<Erlangs> = asks.iter().map(|ask| ask.load).collect();
        let per_second = best(&loads, right, &|loads| looked_up(&table(loads), loads));
        speeds.push(Speed { bench, way: "table, built and looked up", per_second });
        let table = table(&loads);
        let per_second = best(&loads, right, &|loads| looked_up(&table, loads));
        speeds.push(Speed { bench, way: "table, looked up", per_second });
    }
    let few: Vec<Ask> = vary.into_iter().step_by(100).collect();
    let right = few.iter().map(|ask| u64::from(searched(ask))).sum();
    for (way, patience) in [("patient", None), ("patience of 90 s, four targets", Some(90.0))] {
        let sum = |asks: &[Ask]| asks.iter().map(|ask| u64::from(answered(ask, patience))).sum();
        let right = if patience.is_none() { right } else { sum(&few) };
        speeds.push(Speed { bench: "full", way, per_second: best(&few, right, &sum) });
    }
    speeds
}

/// Questions answered a second of processor time, the best of some rounds of at least a tenth of a second.
fn best<T>(asks: &[T], right: u64, solve: &dyn Fn(&[T]) -> u64) -> f64 {
    let round = || {
        let (start, mut answered) = (Clock::start(), 0.0);
        loop {
            assert_eq!(solve(black_box(asks)), right, "agents of all answers together");
            answered += asks.len() as f64;
            if start.elapsed.elapsed().as_secs_f64() > ROUND && start.seconds() > ROUND {
                return answered / start.seconds();
            }
        }
    };
    (0..ROUNDS).map(|_| round()).fold(0.0, f64::max)
}

fn searched(ask: &Ask) -> u32 {
    patient_agents(ask.load, ask.aht, &targets(ask.within)).expect("within reach")
}

fn table(loads: &[Erlangs]) -> CapacityTable {
    let top = loads.iter().map(|load| load.get()).fold(0.0, f64::max);
    CapacityTable::new(seconds(AHT), &targets(seconds(WITHIN)), load(top * 1.0001)).expect("within reach")
}

fn looked_up(table: &CapacityTable, loads: &[Erlangs]) -> u64 {
    loads.iter().map(|&load| u64::from(table.agents(load).expect("within reach"))).sum()
}

/// Every target asked at once, with all that the answer gives.
fn answered(ask: &Ask, patience: Option<f64>) -> u32 {
    let patience = patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)));
    let station = Station { handling: Handling::Single(ask.aht), patience };
    let rate = Rate::new(ask.load.get() / ask.aht.get()).expect("a rate");
    let asked = match patience {
        Patience::Infinite => targets(ask.within),
        Patience::Mean(_) => Targets {
            asa: Some(seconds(30.0)),
            max_abandon: Some(share(0.05)),
            max_occupancy: Some(share(0.85)),
            ..targets(ask.within)
        },
    };
    least_agents(rate, &station, &asked).expect("within reach").agents
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a time")
}

fn load(value: f64) -> Erlangs {
    Erlangs::new(value).expect("a load")
}

fn share(value: f64) -> Fraction {
    Fraction::new(value).expect("a share")
}

fn targets(within: Seconds) -> Targets {
    Targets { service_level: Some((share(SHARE), within)), ..Targets::default() }
}

/// Loads evenly spaced in their logarithm.
fn grid() -> Vec<Ask> {
    let (low, high, last) = (0.2, 950.0, 9_999_u32);
    let at = |i: u32| low * f64::powf(high / low, f64::from(i) / f64::from(last));
    (0..=last).map(|i| Ask { load: load(at(i)), aht: seconds(AHT), within: seconds(WITHIN) }).collect()
}

/// Half hours of 100 scenarios: the shape of a day, a week and a year, grown by the scenario.
fn year() -> Vec<Ask> {
    let (aht, within) = (seconds(AHT), seconds(WITHIN));
    let of = |scenario: u32| (0..HALF_HOURS).map(move |i| erlangs(scenario, i));
    (0..100).flat_map(of).map(|erlangs| Ask { load: load(erlangs), aht, within }).collect()
}

fn vary() -> Vec<Ask> {
    let of = |scenario: u32| {
        (0..HALF_HOURS).map(move |i| Ask {
            load: load(erlangs(scenario, i)),
            aht: seconds(300.0 * (1.0 + 0.3 * (0.7 * f64::from(i) + f64::from(scenario)).sin())),
            within: seconds(f64::from(10 + 10 * (i % 6))),
        })
    };
    (0..100).flat_map(of).collect()
}

fn erlangs(scenario: u32, i: u32) -> f64 {
    let (s, t) = (f64::from(scenario), f64::from(i));
    let (hour, working_day, season) = (f64::from(i % 48) / 48.0, (i / 48) % 7 < 5, t / f64::from(HALF_HOURS));
    let growth = 0.5 + 0.01 * s;
    let day = 0.15 + 0.85 * (-((hour - 0.68) * (hour - 0.68)) / 0.045).exp();
    let week = if working_day { 1.1 } else { 0.75 };
    let year = 1.0 + 0.25 * (std::f64::consts::TAU * season).sin();
    60.0 * growth * day * week * year * (1.0 + 0.05 * (12.9898 * (t + 1.0) + 78.233 * s).sin())
}

/// Processor time where the system tells it, elapsed time elsewhere.
struct Clock {
    processor: Option<f64>,
    elapsed: Instant,
}

impl Clock {
    fn start() -> Self {
        Self { processor: processor_seconds(), elapsed: Instant::now() }
    }

    fn seconds(&self) -> f64 {
        match (self.processor, processor_seconds()) {
            (Some(before), Some(now)) if now > before => now - before,
            _ => self.elapsed.elapsed().as_secs_f64(),
        }
    }
}

/// What this process has used so far: the first number of `schedstat`, nanoseconds.
fn processor_seconds() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/schedstat").ok()?;
    text.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds * 1e-9)
}

/// Set, system and the most solves a second that the reference programs print.
fn references() -> Vec<(String, String, f64)> {
    let commands = std::env::var("PLAN_ERLANG_REF").unwrap_or_default();
    let mut found: Vec<(String, String, f64)> = Vec::new();
    for command in commands.split(';') {
        let mut words = command.split_whitespace();
        let Some(program) = words.next() else { continue };
        let Ok(output) = Command::new(program).args(words).output() else {
            print(&format!("{program} does not run"));
            continue;
        };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Ok(line) = serde_json::from_str::<serde_json::Value>(line) else { continue };
            if let (Some(bench), Some(system), Some(per_second)) =
                (line["bench"].as_str(), line["system"].as_str(), line["per_s_user"].as_f64())
            {
                match found.iter_mut().find(|(of, by, _)| of == bench && by == system) {
                    Some((_, _, best)) => *best = best.max(per_second),
                    None => found.push((bench.to_owned(), system.to_owned(), per_second)),
                }
            }
        }
    }
    found
}
