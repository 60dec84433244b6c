//! Prints how long a day with carry-over takes: `cargo run --release --example time_carry_over`.

use staffplan::queueing::carry_over::{DayStation, Slot, day};
use staffplan::queueing::{ChatDurations, Patience};
use staffplan::units::Seconds;
use std::hint::black_box;
use std::time::Instant;

/// A day of 30 half-hours with a midday peak, staffed `margin` square roots above the load.
fn slots(peak: f64, margin: f64) -> Vec<Slot> {
    let slot = |i: i32| {
        let share = 0.3 + 0.7 * (-(f64::from(i) - 13.0).powi(2) / 60.0).exp();
        let load: f64 = peak * share;
        let agents = (load + margin * load.sqrt()).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred agents")]
        Slot { seconds: 1800.0, arrivals: load * 6.0, servers: agents as u32, service: 1.0 / 300.0 }
    };
    (0..30).map(slot).collect()
}

#[expect(clippy::print_stdout, reason = "the timing is what the example is for")]
fn main() {
    let seconds = |s| Seconds::new(s).expect("a duration");
    let chat = ChatDurations::new(&[300.0, 330.0, 390.0].map(seconds)).expect("durations");
    let report = |name: &str, slots: &[Slot], station: &DayStation| {
        const DAYS: u32 = 100;
        // The best of several batches: other work on the machine only ever adds.
        let batch = |_| {
            let start = Instant::now();
            for _ in 0..DAYS {
                black_box(day(black_box(slots), black_box(station)));
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(DAYS)
        };
        let micros = (0..20).map(batch).fold(f64::INFINITY, f64::min);
        println!("{name:40} {micros:8.1} us/day");
    };
    for (name, peak, margin) in [
        ("8 erlangs", 8.0, 0.5),
        ("100 erlangs", 100.0, 0.5),
        ("600 erlangs", 600.0, 0.5),
        ("100 erlangs, 10% short all day", 100.0, -1.0),
        ("100 erlangs, half staffed all day", 100.0, -5.0),
        ("10000 erlangs", 10000.0, 0.5),
    ] {
        let slots = slots(peak, margin);
        for (patience, how) in
            [(Patience::Infinite, "patient"), (Patience::Mean(seconds(180.0)), "patience 180 s")]
        {
            let station = DayStation { patience, answer_within: seconds(60.0), levels: None, turns: false };
            report(&format!("{name}, {how}"), &slots, &station);
        }
    }
    let station = DayStation {
        patience: Patience::Mean(seconds(180.0)),
        answer_within: seconds(60.0),
        levels: Some(chat),
        turns: false,
    };
    let fewer: Vec<Slot> = slots(100.0, 0.5)
        .into_iter()
        .map(|slot| Slot { servers: slot.servers.div_ceil(3), service: 1.0 / 390.0, ..slot })
        .collect();
    report("100 erlangs of chat, patience 180 s", &fewer, &station);
}
