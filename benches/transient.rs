//! How fast a day is followed, exactly and on coarse cells, and how far the coarse cells are off: reference-sized days
//! beside plain uniformization of the law alone, random days by their error, and the staffing of a day.
//!
//! Time of one thread on a quiet machine, best of three.

use staffplan::queueing::day::{DayStation, Slot, SlotService};
use staffplan::queueing::staffing::{DayGoal, Scope, staff_day};
use staffplan::queueing::transient::Follower;
use staffplan::queueing::{Patience, Targets, carry_over, transient};
use staffplan::units::{Fraction, Seconds};
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 3;
const RANDOM_DAYS: usize = 300;

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

/// Best of three, milliseconds.
fn best<T>(run: impl Fn() -> T) -> f64 {
    let once = || {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e3
    };
    (0..ROUNDS).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// A day with one broad peak, staffed by the square-root rule.
fn peak(intervals: u32, length: f64, load: f64, spare: f64) -> Vec<Slot> {
    let aht = 300.0;
    let slot = |i: u32| {
        let x = f64::from(i) / f64::from(intervals) - 0.55;
        let load = load * (0.35 + 0.65 * (-x * x / 0.06).exp());
        let staff = (load + spare * load.sqrt()).ceil();
        Slot { seconds: length, arrivals: load / aht * length, servers: whole(staff), service: 1.0 / aht }
    };
    (0..intervals).map(slot).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand people")]
fn whole(staff: f64) -> u32 {
    staff.max(0.0) as u32
}

fn station(patience: Option<f64>, within: f64) -> DayStation {
    let patience = patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)));
    DayStation { patience, answer_within: seconds(within), levels: None, turns: false }
}

/// The law alone, by uniformization over each slot, on the states that it can reach.
fn uniformized(slots: &[Slot], station: &DayStation) -> f64 {
    let theta = match station.patience {
        Patience::Infinite => 0.0,
        Patience::Mean(mean) => 1.0 / mean.get(),
    };
    let most = slots.iter().map(|slot| slot.servers).max().unwrap_or(0);
    let states = most as usize + 200;
    let mut law = vec![0.0; states];
    law[0] = 1.0;
    let (mut sum, mut term, mut next) = (vec![0.0; states], vec![0.0; states], vec![0.0; states]);
    for slot in slots {
        let arrivals = slot.arrivals / slot.seconds;
        let death = |n: usize| {
            let n = n as f64;
            let busy = n.min(f64::from(slot.servers));
            busy * slot.service + (n - busy) * theta
        };
        let deaths: Vec<f64> = (0..=states).map(death).collect();
        let fastest = arrivals + deaths[states - 1];
        // Poisson weights over- and underflow beyond some hundreds: a slot is cut into steps.
        let steps = (fastest * slot.seconds / 300.0).ceil().max(1.0);
        let mean = fastest * slot.seconds / steps;
        for _ in 0..whole(steps) {
            term.copy_from_slice(&law);
            sum.fill(0.0);
            let (mut weight, mut n) = ((-mean).exp(), 0.0);
            while n < mean + 6.0 * mean.sqrt() + 10.0 {
                sum.iter_mut().zip(&term).for_each(|(s, x)| *s += weight * x);
                for i in 0..states {
                    let come = if i > 0 { arrivals * term[i - 1] } else { 0.0 };
                    let back = if i + 1 < states { deaths[i + 1] * term[i + 1] } else { 0.0 };
                    next[i] = term[i] + (come + back - (arrivals + deaths[i]) * term[i]) / fastest;
                }
                std::mem::swap(&mut term, &mut next);
                n += 1.0;
                weight *= mean / n;
            }
            std::mem::swap(&mut law, &mut sum);
        }
    }
    law[0]
}

/// A fixed stream of luck: `SplitMix64`.
struct Luck(u64);

impl Luck {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 * (0.5_f64).powi(53)
    }

    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.share()
    }

    fn of<T: Copy>(&mut self, choices: &[T]) -> T {
        let place = whole(self.between(0.0, choices.len() as f64)) as usize;
        choices[place.min(choices.len() - 1)]
    }
}

/// A day as planners have them: 8 to 600 erlangs at the peak, 2 to 20 minutes, staff by the square-root rule with noise,
/// some by the hour, some with a surge that nobody staffed.
fn random(luck: &mut Luck) -> (Vec<Slot>, DayStation) {
    let load = (luck.between(8.0_f64.ln(), 600.0_f64.ln())).exp();
    let aht = luck.between(120.0, 1200.0);
    let patience = (luck.share() < 0.5).then(|| luck.between(60.0, 600.0));
    let length = luck.of(&[900.0, 1800.0]);
    let within = luck.of(&[20.0, 30.0, 60.0, 120.0, 180.0, 300.0]);
    let intervals = whole((luck.between(8.0, 15.0) * 3600.0 / length).round());
    let spare = luck.between(if patience.is_some() { -0.6 } else { 0.1 }, 1.5);
    let (by_hour, surge) = (luck.share() < 0.4, luck.share() < 0.3);
    let surge_at = luck.between(0.2, 0.7);
    let surge_size = if surge { luck.between(1.2, 2.2) } else { 1.0 };
    let hour = whole(3600.0 / length);
    let shape = |i: u32| {
        let x = f64::from(i) / f64::from(intervals) - 0.5;
        load * (0.3 + 0.7 * (-x * x / 0.05).exp())
    };
    let slots = (0..intervals)
        .map(|i| {
            let planned = shape(if by_hour { i / hour * hour } else { i });
            let at = f64::from(i) / f64::from(intervals) - surge_at;
            let surge =
                if (0.0..f64::from(hour) / f64::from(intervals)).contains(&at) { surge_size } else { 1.0 };
            let staff = planned + (spare + luck.between(-0.1, 0.1)) * planned.sqrt();
            let rate = shape(i) * surge / aht;
            Slot {
                seconds: length,
                arrivals: rate * length,
                servers: whole(staff.round()).max(1),
                service: 1.0 / aht,
            }
        })
        .collect();
    (slots, station(patience, within))
}

fn level(services: &[SlotService]) -> f64 {
    services.iter().map(|s| s.within).sum::<f64>() / services.iter().map(|s| s.contacts).sum::<f64>()
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    println!("{:<42}{:>10}{:>10}{:>16}", "ms a day", "exact", "fast", "uniformization");
    for (name, slots, station) in [
        ("100 erlangs, 30 intervals", peak(30, 1800.0, 100.0, 0.8), station(None, 300.0)),
        ("600 erlangs, 60 intervals", peak(60, 900.0, 600.0, 0.6), station(None, 300.0)),
        ("8 erlangs, 30 intervals", peak(30, 1800.0, 8.0, 0.8), station(None, 20.0)),
        ("100 erlangs, patience 180 s", peak(30, 1800.0, 100.0, 0.2), station(Some(180.0), 20.0)),
        ("600 erlangs, patience 180 s", peak(60, 900.0, 600.0, 0.0), station(Some(180.0), 300.0)),
    ] {
        let exact = best(|| transient::day(&slots, &station));
        let fast = best(|| carry_over::day(&slots, &station));
        let plain = best(|| uniformized(&slots, &station));
        println!("{name:<42}{exact:>10.2}{fast:>10.3}{plain:>16.1}");
    }
    let mut luck = Luck(1);
    let days: Vec<_> = (0..RANDOM_DAYS).map(|_| random(&mut luck)).collect();
    errors(&days);
    staffing();
}

/// The fast method's error on the random days, and both methods' time.
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn errors(days: &[(Vec<Slot>, DayStation)]) {
    let all = |follow: fn(&[Slot], &DayStation) -> Vec<SlotService>| {
        best(|| days.iter().map(|(slots, station)| follow(slots, station)).collect::<Vec<_>>())
            / days.len() as f64
    };
    let (fast, exact) = (all(carry_over::day), all(transient::day));
    let (mut of_days, mut of_intervals) = (Vec::new(), Vec::new());
    for (slots, station) in days {
        let (fast, exact) = (carry_over::day(slots, station), transient::day(slots, station));
        of_days.push((level(&fast) - level(&exact)).abs());
        of_intervals.extend(fast.iter().zip(&exact).map(|(f, e)| (f.within - e.within).abs() / e.contacts));
    }
    println!("\n{RANDOM_DAYS} random days, ms a day: exact {exact:.2}, fast {fast:.3}");
    println!("{:<42}{:>10}{:>10}{:>10}", "error of the fast method's service level", "mean", "99 %", "worst");
    for (name, mut errors) in [("days", of_days), ("intervals", of_intervals)] {
        errors.sort_by(f64::total_cmp);
        let mean = errors.iter().sum::<f64>() / errors.len() as f64;
        let high = errors[(errors.len() * 99) / 100];
        println!("{name:<42}{mean:>10.5}{high:>10.5}{:>10.5}", errors[errors.len() - 1]);
    }
}

/// The staffing of a day, every interval to its target.
#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn staffing() {
    println!("\n{:<42}{:>10}", "ms to staff a day, 95 % within 300 s", "exact");
    for (name, slots) in [
        ("100 erlangs, 30 intervals", peak(30, 1800.0, 100.0, 0.0)),
        ("600 erlangs, 60 intervals", peak(60, 900.0, 600.0, 0.0)),
    ] {
        let station = station(None, 300.0);
        let share = Fraction::new(0.95).expect("a share");
        let targets = Targets { service_level: Some((share, seconds(300.0))), ..Targets::default() };
        let goal = DayGoal { station: &station, targets: &targets, scope: Scope::EveryInterval };
        let time = best(|| staff_day(&slots, &goal, |slots, _| Follower::new(slots, &station)));
        println!("{name:<42}{time:>10.1}");
    }
}
