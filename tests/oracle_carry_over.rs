//! Service through the day against exact transient solutions, and laws that any day obeys.

use staffplan::queueing::carry_over::{DayStation, Slot, SlotService, WaitLaw, day};
use staffplan::queueing::{ChatDurations, Patience};
use staffplan::units::Seconds;
use std::collections::BTreeMap;

/// What is promised of the coarse grid.
const DAY: f64 = 0.003;
const INTERVAL: f64 = 0.03;
/// A sinusoid taken as constant within half an hour.
const PIECEWISE: f64 = 0.01;

/// One reference day.
struct Profile {
    slots: Vec<Slot>,
    station: DayStation,
    exact: Vec<[f64; 3]>,
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

fn profiles() -> BTreeMap<String, Profile> {
    let path = format!("{}/tests/oracle/queue/nonstationary.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let header = reader.headers().expect("header").clone();
    let mut profiles = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let text = |name: &str| &record[header.iter().position(|column| column == name).expect("a column")];
        let number = |name: &str| text(name).parse::<f64>().expect("a number");
        let profile = profiles.entry(text("profile").to_owned()).or_insert_with(|| Profile {
            slots: Vec::new(),
            station: DayStation {
                patience: match text("patience_s") {
                    "inf" => Patience::Infinite,
                    _ => Patience::Mean(seconds(number("patience_s"))),
                },
                answer_within: seconds(number("target_s")),
                levels: None,
            },
            exact: Vec::new(),
        });
        let length = number("end_s") - number("start_s");
        profile.slots.push(Slot {
            seconds: length,
            arrivals: number("lambda_per_hour") * length / 3600.0,
            servers: text("agents").parse().expect("agents"),
            service: 1.0 / number("aht_s"),
        });
        profile.exact.push([
            number("service_level_exact"),
            number("queue_at_end_exact"),
            number("mean_busy_exact"),
        ]);
    }
    profiles
}

/// Contact-weighted service level.
fn level(services: &[SlotService]) -> f64 {
    services.iter().map(|s| s.within).sum::<f64>() / services.iter().map(|s| s.contacts).sum::<f64>()
}

#[test]
fn a_day_agrees_with_the_exact_transient_law() {
    for (name, profile) in profiles() {
        if name.ends_with("preemptive") {
            continue;
        }
        let services = day(&profile.slots, &profile.station);
        let weight: f64 = services.iter().map(|s| s.contacts).sum();
        let exact: f64 =
            services.iter().zip(&profile.exact).map(|(s, e)| s.contacts * e[0]).sum::<f64>() / weight;
        let worst = services
            .iter()
            .zip(&profile.exact)
            .map(|(s, e)| (s.within / s.contacts - e[0]).abs())
            .fold(0.0, f64::max);
        let error = (level(&services) - exact).abs();
        eprintln!("{name}: day {exact:.4} error {:.5} worst interval {worst:.4}", level(&services) - exact);
        for (s, e) in services.iter().zip(&profile.exact).take(if name.contains("zzz") { 60 } else { 0 }) {
            eprintln!(
                "   {:.4} {:.4}  queue {:.3} {:.3} busy {:.3} {:.3} waits {:.2} {:.3} ab {:.4}",
                s.within / s.contacts,
                e[0],
                s.queue_end,
                e[1],
                s.busy_seconds / 1800.0,
                e[2],
                s.waits.mean(),
                s.waits.total() / s.contacts,
                s.abandoned / s.contacts
            );
        }
        let allowed = if name.starts_with("sin") { PIECEWISE } else { DAY };
        assert!(error <= allowed, "{name}: day off by {error:.5}");
        assert!(worst <= INTERVAL, "{name}: interval off by {worst:.4}");
    }
}
