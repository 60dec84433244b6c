//! The exact day against reference values: transient solutions of other programs, plain uniformization kept here, steady
//! states and laws.

use proptest::prelude::*;
use staffplan::queueing::day::{DayStation, Slot};
use staffplan::queueing::transient::{day, exact_day};
use staffplan::queueing::{ChatDurations, Handling, Patience, ServiceLevelDefinition, Setting, Station};
use staffplan::units::{Rate, Seconds};
use std::collections::BTreeMap;

/// What is promised of every interval.
const EXACT: f64 = 1e-6;

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

/// One reference day, and the columns of its intervals.
struct Profile {
    slots: Vec<Slot>,
    station: DayStation,
    exact: Vec<BTreeMap<String, f64>>,
}

fn profiles() -> BTreeMap<String, Profile> {
    let path = format!("{}/tests/oracle/queue/nonstationary.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let header = reader.headers().expect("header").clone();
    let mut profiles = BTreeMap::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let cells: BTreeMap<String, String> =
            header.iter().map(str::to_owned).zip(record.iter().map(str::to_owned)).collect();
        let number = |name: &str| cells[name].parse::<f64>().expect("a number");
        let profile = profiles.entry(cells["profile"].clone()).or_insert_with(|| Profile {
            slots: Vec::new(),
            station: DayStation {
                patience: match cells["patience_s"].as_str() {
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
            servers: cells["agents"].parse().expect("agents"),
            service: 1.0 / number("aht_s"),
        });
        let figures = cells.iter().filter_map(|(name, text)| Some((name.clone(), text.parse().ok()?)));
        profile.exact.push(figures.collect());
    }
    profiles
}

#[test]
fn every_interval_agrees_with_the_exact_ode() {
    for (name, profile) in profiles() {
        if name.ends_with("preemptive") || name.starts_with("sin") {
            continue;
        }
        let services = day(&profile.slots, &profile.station);
        for (i, (service, exact)) in services.iter().zip(&profile.exact).enumerate() {
            let length = profile.slots[i].seconds;
            let near = |what: &str, found: f64, scale: f64| {
                let error = (found - exact[what]).abs();
                assert!(error <= EXACT * scale, "{name} {i} {what}: {found} instead of {}", exact[what]);
            };
            near("service_level_exact", service.within / service.contacts, 1.0);
            near("p_delay_exact", service.waited / service.contacts, 1.0);
            near("mean_queue_exact", service.queue_seconds / length, 1.0 + exact["mean_queue_exact"]);
            near("mean_busy_exact", service.busy_seconds / length, exact["mean_busy_exact"]);
            near("queue_at_end_exact", service.queue_end, 1.0 + exact["queue_at_end_exact"]);
            if let Patience::Mean(mean) = profile.station.patience {
                near("p_abandon_rate_exact", service.queue_seconds / mean.get() / service.contacts, 1.0);
            }
        }
    }
}

/// Service level, share that waits and mean queue of each slot of the sinusoidal day, its rate taken as constant in so many
/// parts of every slot.
fn sinusoidal(profile: &Profile, parts: u32) -> Vec<[f64; 3]> {
    let daily = std::f64::consts::TAU / 86_400.0;
    // ∫ λ of 400 contacts an hour, 80 % up and down over the day.
    let arrived = |t: f64| 400.0 / 3600.0 * (t + 0.8 * (1.0 - (daily * t).cos()) / daily);
    let mut at = 0.0;
    let cut = |slot: &Slot| {
        let length = slot.seconds / f64::from(parts);
        let part = |_| {
            let arrivals = arrived(at + length) - arrived(at);
            at += length;
            Slot { seconds: length, arrivals, ..*slot }
        };
        (0..parts).map(part).collect::<Vec<_>>()
    };
    let fine: Vec<Slot> = profile.slots.iter().flat_map(cut).collect();
    let whole = |part: &[staffplan::queueing::day::SlotService]| {
        let sum = |of: fn(&staffplan::queueing::day::SlotService) -> f64| part.iter().map(of).sum::<f64>();
        let contacts = sum(|s| s.contacts);
        [sum(|s| s.within) / contacts, sum(|s| s.waited) / contacts, sum(|s| s.queue_seconds) / 1800.0]
    };
    day(&fine, &profile.station).chunks(parts as usize).map(whole).collect()
}

#[test]
fn a_sinusoidal_day_agrees_with_the_exact_ode() {
    let profile = &profiles()["sin_gks_sipp"];
    let (coarse, fine) = (sinusoidal(profile, 16), sinusoidal(profile, 32));
    for (i, ((coarse, fine), exact)) in coarse.iter().zip(&fine).zip(&profile.exact).enumerate() {
        for (place, what) in ["service_level_exact", "p_delay_exact", "mean_queue_exact"].iter().enumerate() {
            // Constant rates are wrong in the square of their length: what is left at none.
            let found = fine[place] + (fine[place] - coarse[place]) / 3.0;
            let error = (found - exact[*what]).abs();
            assert!(error <= EXACT * (1.0 + exact[*what]), "{i} {what}: {found} instead of {}", exact[*what]);
        }
    }
}

/// The plain method, slow and simple: uniformization of the law, and of the contact that looks ahead.
mod plain {
    use super::{DayStation, Patience, Slot};

    /// Places and weights of eight-point Gauss on `(0, 1)`.
    const GAUSS: [(f64, f64); 8] = [
        (0.019_855_071_751_231_9, 0.050_614_268_145_188_1),
        (0.101_666_761_293_186_6, 0.111_190_517_226_687_2),
        (0.237_233_795_041_835_5, 0.156_853_322_938_943_6),
        (0.408_282_678_752_175_1, 0.181_341_891_689_181),
        (0.591_717_321_247_825, 0.181_341_891_689_181),
        (0.762_766_204_958_164_5, 0.156_853_322_938_943_6),
        (0.898_333_238_706_813_4, 0.111_190_517_226_687_2),
        (0.980_144_928_248_768_1, 0.050_614_268_145_188_1),
    ];
    /// Cuts of a stretch towards its start, where the law moves fastest, and its end, where other staff come.
    const CUTS: [f64; 7] = [0.0, 0.01, 0.06, 0.3, 0.8, 0.96, 1.0];

    /// `e^{Gt} v` of a matrix given by what it does to a vector and its fastest rate.
    fn exponential(v: &[f64], t: f64, fastest: f64, apply: impl Fn(&[f64], &mut Vec<f64>)) -> Vec<f64> {
        let mean = fastest * t;
        let steps = (mean / 200.0).ceil().max(1.0);
        let (mean, mut v) = (mean / steps, v.to_vec());
        let mut image = Vec::new();
        let mut done = 0.0;
        while done < steps {
            done += 1.0;
            let (mut sum, mut term, mut weight, mut n) = (vec![0.0; v.len()], v, (-mean).exp(), 0.0);
            let mut left = 1.0;
            while left > 1e-14 && n < 10.0 * mean + 100.0 {
                sum.iter_mut().zip(&term).for_each(|(s, x)| *s += weight * x);
                left -= weight;
                apply(&term, &mut image);
                // The jump chain: I + G/Λ.
                term.iter_mut().zip(&image).for_each(|(x, y)| *x += y / fastest);
                n += 1.0;
                weight *= mean / n;
            }
            v = sum;
        }
        v
    }

    /// Service level of each slot's arrivals; `states` bounds the number present.
    pub(super) fn levels(slots: &[Slot], station: &DayStation, states: usize) -> Vec<f64> {
        let theta = match station.patience {
            Patience::Infinite => 0.0,
            Patience::Mean(mean) => 1.0 / mean.get(),
        };
        let t = station.answer_within.get();
        let starts: Vec<f64> = slots
            .iter()
            .scan(0.0, |at, slot| {
                *at += slot.seconds;
                Some(*at - slot.seconds)
            })
            .collect();
        let mut law = vec![0.0; states];
        law[0] = 1.0;
        let mut levels = Vec::new();
        for (j, slot) in slots.iter().enumerate() {
            let servers = slot.servers as usize;
            if j > 0 && (slots[j - 1].servers as usize) > servers {
                let old = slots[j - 1].servers as usize;
                let mut met = vec![0.0; states];
                for (n, p) in law.iter().enumerate() {
                    met[if n >= old { n - (old - servers) } else { n.min(servers) }] += p;
                }
                law = met;
            }
            let arrivals = slot.arrivals / slot.seconds;
            let death =
                |n: usize| n.min(servers) as f64 * slot.service + n.saturating_sub(servers) as f64 * theta;
            let forward = |p: &[f64], image: &mut Vec<f64>| {
                image.clear();
                for n in 0..p.len() {
                    let out = if n + 1 < p.len() { arrivals } else { 0.0 } + death(n);
                    let come = if n > 0 { arrivals * p[n - 1] } else { 0.0 };
                    let back = if n + 1 < p.len() { death(n + 1) * p[n + 1] } else { 0.0 };
                    image.push(come + back - out * p[n]);
                }
            };
            let fastest = arrivals + death(states - 1);
            let end = starts[j] + slot.seconds;
            let mut edges: Vec<f64> = vec![starts[j], end];
            edges.extend(starts.iter().map(|start| start - t).filter(|&cut| cut > starts[j] && cut < end));
            edges.sort_by(f64::total_cmp);
            let (mut at, mut sum) = (starts[j], 0.0);
            for piece in edges.windows(2) {
                for cut in CUTS.windows(2) {
                    let [from, to] = [cut[0], cut[1]].map(|c| piece[0] + c * (piece[1] - piece[0]));
                    for (place, weight) in GAUSS {
                        let moment = from + place * (to - from);
                        law = exponential(&law, moment - at, fastest, forward);
                        at = moment;
                        let chance = chances(slots, &starts, (j, moment, t), theta, states);
                        let level: f64 = law
                            .iter()
                            .enumerate()
                            .map(|(n, p)| p * if n < servers { 1.0 } else { chance[n - servers] })
                            .sum();
                        sum += weight * (to - from) * level;
                    }
                }
            }
            law = exponential(&law, end - at, fastest, forward);
            levels.push(sum / slot.seconds);
        }
        levels
    }

    /// Chance of being answered in time by the number found waiting: the asked contact's own chain, backwards.
    fn chances(
        slots: &[Slot],
        starts: &[f64],
        (j, from, t): (usize, f64, f64),
        theta: f64,
        states: usize,
    ) -> Vec<f64> {
        let last = (j..slots.len()).take_while(|&i| i == j || starts[i] < from + t).last().expect("its own");
        let mut value = vec![0.0; states];
        for i in (j..=last).rev() {
            let begin = starts[i].max(from);
            let end = if i == last { from + t } else { starts[i + 1] };
            let flux = f64::from(slots[i].servers) * slots[i].service;
            let backward = |v: &[f64], image: &mut Vec<f64>| {
                image.clear();
                for y in 0..v.len() {
                    let ahead = y as f64 * theta + flux;
                    let next = if y > 0 { ahead * v[y - 1] } else { flux };
                    image.push(next - (ahead + theta) * v[y]);
                }
            };
            value = exponential_affine(&value, end - begin, flux + states as f64 * theta, backward);
            let rise = if i > j { slots[i].servers.saturating_sub(slots[i - 1].servers) as usize } else { 0 };
            value = (0..states).map(|y| if y < rise { 1.0 } else { value[y - rise] }).collect();
        }
        value
    }

    /// The same where the answered are a state of their own, of value one.
    fn exponential_affine(
        v: &[f64],
        t: f64,
        fastest: f64,
        apply: impl Fn(&[f64], &mut Vec<f64>),
    ) -> Vec<f64> {
        if t <= 0.0 || fastest <= 0.0 {
            return v.to_vec();
        }
        // `apply` is affine in v: its constant part stands for the answered, kept as one more entry that never moves.
        let zero = vec![0.0; v.len()];
        let mut constant = Vec::new();
        apply(&zero, &mut constant);
        let extended: Vec<f64> = v.iter().copied().chain([1.0]).collect();
        let mut moved = exponential(&extended, t, fastest, |x, image| {
            let (answered, waiting) = x.split_last().expect("not empty");
            apply(waiting, image);
            image.iter_mut().zip(&constant).for_each(|(y, c)| *y += (answered - 1.0) * c);
            image.push(0.0);
        });
        moved.pop();
        moved
    }
}

/// Truncation of the plain method's state space and of its Poisson sums.
const PLAIN: f64 = 1e-6;

#[test]
fn any_small_day_agrees_with_uniformization() {
    // A fixed walk through staff, load, threshold and patience; changes of several kinds within one threshold.
    let mut luck = 7_u64;
    let mut draw = |below: u32| {
        luck = luck.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((luck >> 33) % u64::from(below)).expect("a small number")
    };
    for case in 0..10 {
        let aht = [60.0, 180.0, 600.0][draw(3) as usize];
        let load = 1 + draw(12);
        let slots: Vec<Slot> = (0..5)
            .map(|_| Slot {
                seconds: 600.0 + 300.0 * f64::from(draw(2)),
                arrivals: 900.0 * f64::from(load) / aht * (0.3 + 0.2 * f64::from(draw(5))),
                servers: (load + draw(5)).saturating_sub(draw(4)),
                service: 1.0 / aht,
            })
            .collect();
        let patience = [None, Some(40.0), Some(300.0)][draw(3) as usize];
        let within = [0.0, 20.0, 300.0, 1500.0][draw(4) as usize];
        let station = DayStation {
            patience: patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean))),
            answer_within: seconds(within),
            levels: None,
            turns: false,
        };
        let ever = patience.map(|mean| {
            let forever = DayStation { answer_within: seconds(18.0 * mean), ..station.clone() };
            plain::levels(&slots, &forever, 100)
        });
        let plain = plain::levels(&slots, &station, 100);
        for (i, (service, right)) in day(&slots, &station).iter().zip(&plain).enumerate() {
            let found = service.within / service.contacts;
            assert!(
                (found - right).abs() <= PLAIN,
                "case {case}, slot {i}: {found} instead of {right}\n{slots:?}\n{station:?}"
            );
            if let Some(answered) = ever.as_ref().map(|ever| ever[i]) {
                let found = 1.0 - service.abandoned / service.contacts;
                assert!(
                    (found - answered).abs() <= PLAIN,
                    "case {case}, slot {i}: {found} answered instead of {answered}\n{slots:?}\n{station:?}"
                );
            }
        }
    }
}

/// Days of so many slots of equal length, as `(arrivals, agents)`.
fn slots_of(length: f64, aht: f64, slots: &[(f64, u32)]) -> Vec<Slot> {
    let slot =
        |&(arrivals, servers): &(f64, u32)| Slot { seconds: length, arrivals, servers, service: 1.0 / aht };
    slots.iter().map(slot).collect()
}

fn answering(patience: Patience, within: f64) -> DayStation {
    DayStation { patience, answer_within: seconds(within), levels: None, turns: false }
}

#[test]
fn a_lone_agent_who_falls_behind_loses_nothing_off_the_edges() {
    // Handling as long as a third of the slot: the first step goes far from an empty desk.
    let slots = slots_of(1800.0, 600.0, &[(3.9, 1), (3.0, 2), (0.0, 2), (2.1, 1), (2.1, 2)]);
    let station = answering(Patience::Infinite, 20.0);
    let plain = plain::levels(&slots, &station, 150);
    // The queue at the end of each slot, by uniformization of 500 states in another program.
    let queues = [1.335_608_089, 0.489_002_387, 0.029_404_942, 0.440_875_511, 0.114_780_382];
    for (i, service) in day(&slots, &station).iter().enumerate() {
        assert!((service.queue_end - queues[i]).abs() <= EXACT, "slot {i}: {}", service.queue_end);
        if service.contacts > 0.0 {
            let found = service.within / service.contacts;
            assert!((found - plain[i]).abs() <= PLAIN, "slot {i}: {found} instead of {}", plain[i]);
        }
    }
}

#[test]
fn the_mean_wait_knows_the_staff_to_come() {
    // Uniformization of the waiting contact, backwards from the last staff, in another program.
    let slots = slots_of(1800.0, 180.0, &[(15.0, 2), (30.0, 3), (21.0, 4), (15.0, 1), (21.0, 3), (36.0, 6)]);
    let patient = [96.665_248_84, 196.084_921_6, 86.498_490_64, 491.369_140_6, 193.799_015, 20.207_030_46];
    for (i, service) in day(&slots, &answering(Patience::Infinite, 300.0)).iter().enumerate() {
        let found = service.waits.mean();
        assert!((found / patient[i] - 1.0).abs() <= EXACT, "slot {i}: {found} instead of {}", patient[i]);
    }
    // Where customers give up the line is fluid across changes.
    let slots = slots_of(900.0, 300.0, &[(4.5, 3), (4.5, 3), (10.8, 3), (6.3, 2), (4.5, 3), (10.8, 3)]);
    let impatient =
        [1.341_257_401, 2.431_574_222, 9.165_006_962, 11.303_324_83, 2.527_727_595, 9.337_142_149];
    for (i, service) in day(&slots, &answering(Patience::Mean(seconds(60.0)), 20.0)).iter().enumerate() {
        let found = service.waits.mean();
        assert!((found / impatient[i] - 1.0).abs() <= 0.07, "slot {i}: {found} instead of {}", impatient[i]);
    }
}

#[test]
fn large_overloaded_days_are_still_exact() {
    // 600 erlangs, a surge of half as many more at noon; ten minutes of patience and thresholds longer than that.
    let noon = |i: u32| if (10..14).contains(&i) { 1.5 } else { 1.0 };
    let slots: Vec<(f64, u32)> = (0..24).map(|i| (1800.0 * noon(i), 600)).collect();
    let slots = slots_of(900.0, 300.0, &slots);
    for station in [answering(Patience::Mean(seconds(600.0)), 900.0), answering(Patience::Infinite, 900.0)] {
        let served = exact_day(&slots, &station).expect("not too wide");
        assert!(served.iter().any(|slot| slot.queue_end > 200.0));
    }
}

/// A constant day of 60 half-hours reaches the steady state to this.
const SETTLED: f64 = 1e-7;

fn settled(load: f64, agents: u32, patience: Patience, levels: Option<&ChatDurations>) {
    let service = levels.map_or(1.0 / 300.0, |levels| levels.top_rate() / f64::from(levels.levels()));
    let slot = Slot { seconds: 1800.0, arrivals: load * 6.0, servers: agents, service };
    let station =
        DayStation { patience, answer_within: seconds(60.0), levels: levels.cloned(), turns: false };
    let found = day(&[slot; 60], &station)[58];
    let handling = levels.map_or(Handling::Single(seconds(300.0)), |levels| Handling::Chat(levels.clone()));
    let steady = |definition| {
        let rate = Rate::new(load / 300.0).expect("a rate");
        let setting = Setting { rate, agents, answer_within: seconds(60.0), definition };
        Station { handling: handling.clone(), patience }.metrics(&setting).expect("stable")
    };
    let right = steady(ServiceLevelDefinition::Offered);
    let near = |what: &str, found: f64, right: f64| {
        let error = (found - right).abs() / (1.0 + right);
        assert!(error <= SETTLED, "{load} erlangs, {agents} agents, {what}: {found} instead of {right}");
    };
    near("within", found.within / found.contacts, right.service_level.get());
    near("waited", found.waited / found.contacts, right.p_wait.get());
    near("abandoned", found.abandoned / found.contacts, right.p_abandon.get());
    near("busy", found.busy_seconds / 1800.0 / f64::from(agents), right.occupancy.get());
    near("queue", found.queue_seconds / 1800.0, right.mean_queue);
    near("queue at the end", found.queue_end, right.mean_queue);
    let turns = day(&[slot; 60], &DayStation { turns: true, ..station })[58];
    let right = steady(ServiceLevelDefinition::Virtual);
    near("turns", turns.within / turns.contacts, right.service_level.get());
}

#[test]
fn a_long_constant_day_settles_to_the_steady_state() {
    let patience = |s| Patience::Mean(seconds(s));
    let chat = ChatDurations::new(&[300.0, 330.0, 390.0].map(seconds)).expect("durations");
    settled(100.0, 110, Patience::Infinite, None);
    settled(100.0, 95, patience(180.0), None);
    settled(8.0, 10, Patience::Infinite, None);
    settled(8.0, 7, patience(60.0), None);
    settled(500.0, 450, patience(600.0), None);
    settled(1.0, 1, patience(60.0), None);
    settled(9.0, 5, Patience::Infinite, Some(&chat));
    settled(90.0, 32, patience(180.0), Some(&chat));
}

#[test]
fn absurd_days_end() {
    let (lengths, absurd) = ([1e-3, 1e9, f64::MAX], [1e-3, f64::MAX]);
    let calm = Slot { seconds: 1800.0, arrivals: 60.0, servers: 12, service: 1.0 / 300.0 };
    for length in lengths {
        for arrivals in absurd {
            for service in absurd {
                for (servers, patience) in
                    [(0, 1e11), (1, 1e-9), (u32::MAX, 60.0), (u32::MAX, -1.0), (7, -1.0)]
                {
                    let slot = Slot { seconds: length, arrivals, servers, service };
                    let patience =
                        if patience < 0.0 { Patience::Infinite } else { Patience::Mean(seconds(patience)) };
                    let station =
                        DayStation { patience, answer_within: seconds(600.0), levels: None, turns: false };
                    let services = day(&[slot, calm, slot], &station);
                    assert!(services.iter().all(|s| s.within.is_finite() && s.queue_end.is_finite()));
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_day_accounts_for_every_contact(
        slots in proptest::collection::vec(
            (prop_oneof![Just(900.0), Just(1800.0), 1.0..7200.0_f64],
             prop_oneof![Just(0.0), 0.0..300.0_f64],
             prop_oneof![Just(0_u32), 1..60_u32],
             prop_oneof![Just(1.0 / 300.0), 0.001..0.02_f64]),
            1..8),
        patience in prop_oneof![Just(None), Just(Some(0.0)), (1.0..600.0_f64).prop_map(Some)],
        within in prop_oneof![Just(0.0), 1.0..3600.0_f64],
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
        let exact = day(&slots, &station);
        for (slot, service) in slots.iter().zip(&exact) {
            let answered = service.waits.total();
            let scale = 1e-6 * (1.0 + slot.arrivals);
            prop_assert!((service.contacts - slot.arrivals).abs() <= scale);
            prop_assert!(answered + service.abandoned <= slot.arrivals + scale, "{service:?}");
            if station.patience != Patience::Infinite {
                prop_assert!((answered + service.abandoned - slot.arrivals).abs() <= scale, "{service:?}");
            }
            prop_assert!(service.within >= 0.0 && service.within <= slot.arrivals - service.abandoned + scale, "{service:?}");
            prop_assert!(service.queue_end >= 0.0 && service.queue_end.is_finite());
            prop_assert!(service.busy_seconds <= f64::from(slot.servers) * slot.seconds * (1.0 + 1e-6) + 1e-6, "{service:?}");
        }
    }
}
