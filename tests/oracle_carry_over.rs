//! Service through the day against exact transient solutions, and laws that any day obeys.

use proptest::prelude::*;
use staffplan::queueing::carry_over::day;
use staffplan::queueing::day::{DayStation, Slot, SlotService};
use staffplan::queueing::{ChatDurations, Handling, Patience, ServiceLevelDefinition, Setting, Station};
use staffplan::units::{Rate, Seconds};
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
                turns: false,
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
        let allowed = if name.starts_with("sin") { PIECEWISE } else { DAY };
        assert!(error <= allowed, "{name}: day off by {error:.5}");
        assert!(worst <= INTERVAL, "{name}: interval off by {worst:.4}");
    }
}

#[test]
fn cutting_slots_finer_changes_little() {
    // Slots as short as the threshold or shorter: arrivals look ahead across several of them.
    for (name, profile) in profiles() {
        if name.ends_with("preemptive") {
            continue;
        }
        for parts in [6_u32, 10] {
            let n = f64::from(parts);
            let cut = |slot: &Slot| Slot { seconds: slot.seconds / n, arrivals: slot.arrivals / n, ..*slot };
            let fine: Vec<Slot> =
                profile.slots.iter().flat_map(|slot| vec![cut(slot); parts as usize]).collect();
            let services = day(&fine, &profile.station);
            for (part, exact) in services.chunks(parts as usize).zip(&profile.exact) {
                let error = (level(part) - exact[0]).abs();
                assert!(error <= INTERVAL, "{name} in {parts} parts: off by {error}");
            }
            let whole = level(&day(&profile.slots, &profile.station));
            assert!(
                (level(&services) - whole).abs() <= DAY,
                "{name} in {parts} parts: {} {whole}",
                level(&services)
            );
        }
    }
}

/// How near the state of the last half-hours of a constant day comes to the stationary formulas.
const SETTLED: f64 = 0.002;
/// The wait law's nodes are coarse, and its waits fluid: relative, and for very short waits in seconds.
const WAIT_REL: f64 = 0.02;
const WAIT_SECONDS: f64 = 0.5;

fn steadied(levels: Option<&ChatDurations>) -> Handling {
    levels.map_or(Handling::Single(seconds(300.0)), |levels| Handling::Chat(levels.clone()))
}

/// A constant day of 30 half-hours, and the steady state it must reach.
fn settled(load: f64, agents: u32, patience: Patience, levels: Option<&ChatDurations>) {
    let service = levels.map_or(1.0 / 300.0, |levels| levels.top_rate() / f64::from(levels.levels()));
    let rate = load / 300.0;
    let setting = Setting {
        rate: Rate::new(rate).expect("a rate"),
        agents,
        answer_within: seconds(60.0),
        definition: ServiceLevelDefinition::Offered,
    };
    let steady = Station { handling: steadied(levels), patience }.metrics(&setting).expect("stable");
    let slot = Slot { seconds: 1800.0, arrivals: rate * 1800.0, servers: agents, service };
    let station =
        DayStation { patience, answer_within: setting.answer_within, levels: levels.cloned(), turns: false };
    let found = day(&[slot; 30], &station)[28];
    let place = format!("{load} erlangs, {agents} agents");
    let near = |what: &str, found: f64, right: f64, allowed: f64| {
        assert!((found - right).abs() <= allowed, "{place} {what}: {found} instead of {right}");
    };
    near("within", found.within / found.contacts, steady.service_level.get(), SETTLED);
    near("abandoned", found.abandoned / found.contacts, steady.p_abandon.get(), SETTLED);
    near("busy", found.busy_seconds / 1800.0 / f64::from(agents), steady.occupancy.get(), SETTLED);
    let asa = steady.asa.expect("answered").get();
    near("asa", found.waits.mean(), asa, WAIT_REL * asa + WAIT_SECONDS);
    near("queue", found.queue_end, steady.mean_queue, WAIT_REL * steady.mean_queue + 0.01);
    let setting = Setting { definition: ServiceLevelDefinition::Virtual, ..setting };
    let turns = day(&[slot; 30], &DayStation { turns: true, ..station })[28];
    let virtual_level = Station { handling: steadied(levels), patience }.metrics(&setting).expect("stable");
    near("turns", turns.within / turns.contacts, virtual_level.service_level.get(), SETTLED);
}

#[test]
fn a_long_constant_day_settles_to_the_steady_state() {
    let patience = |s| Patience::Mean(seconds(s));
    let chat = ChatDurations::new(&[300.0, 330.0, 390.0].map(seconds)).expect("durations");
    settled(100.0, 105, Patience::Infinite, None);
    settled(100.0, 95, patience(180.0), None);
    settled(8.0, 10, Patience::Infinite, None);
    settled(8.0, 7, patience(60.0), None);
    settled(500.0, 510, Patience::Infinite, None);
    settled(500.0, 450, patience(600.0), None);
    settled(1.0, 1, patience(60.0), None);
    settled(9.0, 5, Patience::Infinite, Some(&chat));
    settled(90.0, 32, patience(180.0), Some(&chat));
    settled(1000.0, 350, patience(180.0), Some(&chat));
}

fn half_hour(arrivals: f64, servers: u32) -> Slot {
    Slot { seconds: 1800.0, arrivals, servers, service: 1.0 / 300.0 }
}

#[test]
fn contacts_of_a_closed_half_hour_wait_for_the_opening() {
    let station =
        |patience| DayStation { patience, answer_within: seconds(60.0), levels: None, turns: false };
    let slots = [half_hour(30.0, 0), half_hour(30.0, 40), half_hour(30.0, 0), half_hour(0.0, 0)];
    let patient = day(&slots, &station(Patience::Infinite));
    // Only the last minute's arrivals see the opening in time, and 40 people take all 30 at once.
    assert!((patient[0].within - 1.0).abs() < 0.1, "{:?}", patient[0]);
    assert!((patient[0].waits.mean() - 900.0).abs() < 30.0, "{:?}", patient[0]);
    assert!((patient[0].waits.total() - 30.0).abs() < 0.1);
    // Nobody ever comes for those of the evening.
    assert!(patient[2].waits.total() < 1e-9 && patient[2].within < 1e-9, "{:?}", patient[2]);
    assert!((patient[3].queue_end - patient[2].queue_end).abs() < 0.1);
    assert!(patient[3].contacts.abs() < 1e-12 && patient[3].within.abs() < 1e-12);
    let hasty = day(&slots, &station(Patience::Mean(seconds(120.0))));
    // Patience that starts at a uniform moment outlasts the half-hour with probability 120/1800 · (1 − e^{-15}).
    assert!((hasty[0].waits.total() / 30.0 - 120.0 / 1800.0).abs() < 0.02, "{:?}", hasty[0]);
    assert!((hasty[2].abandoned - 30.0).abs() < 1e-6);
}

#[test]
fn a_day_of_overload_keeps_every_contact() {
    let station =
        DayStation { patience: Patience::Infinite, answer_within: seconds(60.0), levels: None, turns: false };
    let services = day(&[half_hour(1200.0, 100); 30], &station);
    // 600 contacts more than can be finished, each half-hour.
    for (i, service) in services.iter().enumerate() {
        let queue = 600.0 * (i as f64 + 1.0);
        assert!((service.queue_end - queue).abs() < 0.03 * queue + 110.0, "{i}: {}", service.queue_end);
        assert!((service.waits.total() - 1200.0).abs() < 1e-6);
    }
    assert!(level(&services) < 0.01);
}

#[test]
fn absurd_days_end() {
    let absurd = [0.0, 1e-3, 1e9, f64::MAX];
    for seconds_long in absurd {
        for arrivals in absurd {
            for service in absurd {
                for (servers, patience) in
                    [(0, 1e11), (1, 1e-9), (u32::MAX, 60.0), (u32::MAX, -1.0), (7, -1.0)]
                {
                    let slot = Slot { seconds: seconds_long, arrivals, servers, service };
                    let patience =
                        if patience < 0.0 { Patience::Infinite } else { Patience::Mean(seconds(patience)) };
                    let station =
                        DayStation { patience, answer_within: seconds(600.0), levels: None, turns: false };
                    let services = day(&[slot, half_hour(60.0, 12), slot], &station);
                    assert!(services.iter().all(|s| s.within.is_finite() && s.queue_end.is_finite()));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_day_accounts_for_every_contact(
        slots in proptest::collection::vec(
            (prop_oneof![Just(900.0), Just(1800.0), 1.0..90_000.0_f64],
             prop_oneof![Just(0.0), 0.0..1000.0_f64, 0.0..50_000.0_f64],
             prop_oneof![Just(0_u32), 1..100_u32, 1..3000_u32],
             prop_oneof![Just(0.0), 0.0002..0.05_f64]),
            1..12),
        patience in prop_oneof![Just(None), Just(Some(0.0)), (1.0..100_000.0_f64).prop_map(Some)],
        within in prop_oneof![Just(0.0), 1.0..7200.0_f64],
        chat in proptest::bool::ANY,
    ) {
        let slots: Vec<Slot> = slots
            .into_iter()
            .map(|(seconds, arrivals, servers, service)| Slot { seconds, arrivals, servers, service })
            .collect();
        let station = DayStation {
            patience: patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean))),
            answer_within: seconds(within),
            levels: chat.then(|| ChatDurations::new(&[300.0, 350.0].map(seconds)).expect("durations")),
            turns: false,
        };
        for (slot, service) in slots.iter().zip(day(&slots, &station)) {
            let answered = service.waits.total();
            let scale = 1e-6 * (1.0 + slot.arrivals);
            prop_assert!((service.contacts - slot.arrivals).abs() <= scale);
            prop_assert!(answered + service.abandoned <= slot.arrivals + scale, "{service:?}");
            if station.patience != Patience::Infinite {
                prop_assert!((answered + service.abandoned - slot.arrivals).abs() <= scale, "{service:?}");
            }
            prop_assert!(service.within >= 0.0 && service.within <= answered + scale, "{service:?}");
            prop_assert!(service.waits.expectation(&[1.0; 12]) <= 1.0 + 1e-9);
            prop_assert!(service.queue_end >= 0.0 && service.queue_end.is_finite());
            let available = f64::from(slot.servers) * slot.seconds;
            prop_assert!(service.busy_seconds >= -1e-3 && service.busy_seconds <= available * 1.001 + 1e-6, "{service:?}");
        }
    }
}
