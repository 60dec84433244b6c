//! Simulated queues against exact values: transient laws of reference days, Erlang's formulas, and simulations by another
//! program; and the ways of simulating against each other.
//!
//! Bands are four standard errors, computed from a hundred batches. Days and contacts are chosen so that the whole file
//! takes ten seconds of one processor, hardly optimised; the seed is fixed. With twenty times the days all figures are
//! within the same band.

use proptest::prelude::*;
use staffplan::queueing::day::Slot;
use staffplan::queueing::simulation::{
    Batch, Customers, Estimate, Fate, HandlingLaw, Length, SeatSchedule, Simulation, SlotSummary, TooMany,
    batches, simulate, steady, summary,
};
use staffplan::queueing::{ChatDurations, Patience, ServiceLevelDefinition, Setting, erlang_a};
use staffplan::units::{Rate, Seconds};
use std::collections::BTreeMap;

/// Each table row has luck of its own: this and its number.
const SEED: u64 = 20_260_101;
/// Standard errors allowed; beyond with a chance of 1e-4 for each figure (Student, 99 degrees of freedom).
const BAND: f64 = 4.0;
/// Root mean square of all of a test, in standard errors: one, and a little for figures that hang together.
const SPREAD: f64 = 1.25;
/// Busy periods of a long run, in which contacts share their fate: ten in each batch.
const CLUSTERS: f64 = 1000.0;
/// Sums of the same numbers in another order.
const ORDER: f64 = 1e-9;
/// Days of a reference day, and minutes in which a sinusoid counts as constant.
const DAYS: u32 = 1000;
const MINUTES: u32 = 30;

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

/// Rows of a table, each by column name.
fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let path = format!("{}/tests/oracle/queue/{table}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

fn number(row: &BTreeMap<String, String>, column: &str) -> f64 {
    row[column].parse().expect("a number")
}

fn patience(row: &BTreeMap<String, String>) -> Patience {
    let mean = number(row, "patience_s");
    if mean.is_finite() { Patience::Mean(seconds(mean)) } else { Patience::Infinite }
}

/// What lies outside its band.
#[derive(Default)]
struct Misses {
    compared: usize,
    squares: f64,
    found: Vec<String>,
}

impl Misses {
    /// Compares a mean with a value whose own standard error is `other`; the error is at least `least`.
    fn compare(&mut self, what: &str, estimate: Option<Estimate>, right: f64, (other, least): (f64, f64)) {
        let Estimate { mean, error } = estimate.expect("a mean");
        let error = error.expect("several batches").max(least).hypot(other);
        let z = (mean - right) / error;
        self.compared += 1;
        self.squares += z * z;
        if z.abs() > BAND {
            self.found.push(format!("{what}: {mean} instead of {right}, {z:.1} standard errors"));
        }
    }

    fn none(self) {
        assert!(self.found.is_empty(), "{} compared\n{}", self.compared, self.found.join("\n"));
        // All together are no further off than chance says.
        let spread = (self.squares / self.compared as f64).sqrt();
        assert!(spread < SPREAD, "{spread:.2} standard errors on average");
    }
}

/// The least standard error of a share. Contacts of a cluster (a day) may share their fate; as long as chance brings
/// fewer than a score of clusters, the scatter of those seen says little, and the largest possible stands in for it.
fn least_error(share: f64, contacts: f64, clusters: f64) -> f64 {
    const FEW: f64 = 20.0;
    let variance = (share * (1.0 - share)).max(0.0);
    let independent = if variance * clusters < FEW { clusters } else { contacts };
    (variance / independent).sqrt().max(1.0 / contacts)
}

/// The slots of a reference day, each in so many parts with the rate of its own.
fn slots(rows: &[&BTreeMap<String, String>], shape: &str) -> (Vec<Slot>, usize) {
    let wave: Vec<f64> = shape.split(';').filter_map(|part| part.parse().ok()).collect();
    let parts = if wave.len() == 3 { MINUTES } else { 1 };
    let mut slots = Vec::new();
    for row in rows {
        let (start, end) = (number(row, "start_s"), number(row, "end_s"));
        let length = (end - start) / f64::from(parts);
        for part in 0..parts {
            let from = start + f64::from(part) * length;
            let rate = match wave[..] {
                [mean, amplitude, period] => {
                    let turns = std::f64::consts::TAU / period;
                    let wave = (turns * from).cos() - (turns * (from + length)).cos();
                    mean * (1.0 + amplitude * wave / (turns * length))
                }
                _ => number(row, "lambda_per_hour"),
            };
            slots.push(Slot {
                seconds: length,
                arrivals: rate / 3600.0 * length,
                servers: row["agents"].parse().expect("agents"),
                service: 1.0 / number(row, "aht_s"),
            });
        }
    }
    (slots, parts as usize)
}

#[test]
fn simulated_days_agree_with_the_exact_transient_law() {
    let intervals = rows("nonstationary");
    let mut misses = Misses::default();
    for (seed, profile) in (0..).zip(rows("nonstationary_profiles")) {
        if profile["discipline"] != "exhaustive" {
            continue;
        }
        let name = &profile["profile"];
        let own: Vec<_> = intervals.iter().filter(|row| &row["profile"] == name).collect();
        let (slots, parts) = slots(&own, &profile["rate_shape_mean_per_hour_amplitude_period_s"]);
        let customers = Customers {
            handling: HandlingLaw::exponential(),
            patience: patience(&profile),
            answer_within: seconds(number(&profile, "target_s")),
            levels: None,
        };
        let day = Simulation::new(&slots, &customers, SEED + seed).expect("a day");
        let runs: Vec<Batch> = batches(DAYS).into_iter().map(|days| day.batch(days).joined(parts)).collect();
        let found = summary(&runs);
        for (row, slot) in own.iter().zip(&found.slots) {
            let place = format!("{name} {}", row["interval"]);
            let days = f64::from(DAYS);
            let contacts = slot.service.contacts * days;
            let mut share = |what: &str, estimate, right| {
                misses.compare(
                    &format!("{place} {what}"),
                    estimate,
                    right,
                    (0.0, least_error(right, contacts, days)),
                );
            };
            let level = slot.service_level(ServiceLevelDefinition::Offered);
            share("service level", level, number(row, "service_level_exact"));
            share("waiting", slot.p_wait, number(row, "p_delay_exact"));
            for (what, estimate, column) in [
                ("busy", slot.busy, "mean_busy_exact"),
                ("queue", slot.queue, "mean_queue_exact"),
                ("queue at the end", slot.queue_end, "queue_at_end_exact"),
            ] {
                // No count of this mean scatters less than one that is hardly ever more than one.
                let right = number(row, column);
                let least = (right.min(0.5) / days).sqrt().max(1.0 / days);
                misses.compare(&format!("{place} {what}"), estimate, right, (0.0, least));
            }
        }
        let level = found.day.service_level(ServiceLevelDefinition::Offered);
        misses.compare(&format!("{name} day"), level, number(&profile, "day_sl_exact"), (0.0, 0.0));
    }
    misses.none();
}

fn law(name: &str) -> HandlingLaw {
    match name.split_once(" cv") {
        Some(("lognormal", cv)) => HandlingLaw::lognormal(cv.parse().expect("a number")),
        _ if name == "exp" => HandlingLaw::exponential(),
        _ => HandlingLaw::deterministic(),
    }
}

/// A hundred batches of so many contacts, after ten more.
fn long_run(
    (seed, row): (u64, &BTreeMap<String, String>),
    customers: &Customers,
    contacts: f64,
) -> SlotSummary {
    let rate = number(row, "lambda_per_hour") / 3600.0;
    let slot = Slot {
        seconds: contacts / rate,
        arrivals: contacts,
        servers: row["agents"].parse().expect("agents"),
        service: 1.0 / number(row, "aht_s"),
    };
    steady(&slot, customers, Length { warm_up: 10, batches: 100 }, SEED + seed).expect("a run")
}

#[test]
fn long_runs_agree_with_another_simulation_for_any_handling_law() {
    let mut misses = Misses::default();
    for (seed, row) in (0..).zip(rows("mgc_sim")) {
        let customers = Customers {
            handling: law(&row["service"]),
            patience: Patience::Infinite,
            answer_within: seconds(number(&row, "target_s")),
            levels: None,
        };
        let found = long_run((seed, &row), &customers, 8000.0);
        let place = format!("{}/h {} agents {}", row["lambda_per_hour"], row["agents"], row["service"]);
        let level = found.service_level(ServiceLevelDefinition::Offered);
        let error = number(&row, "sl_sim_se");
        misses.compare(&format!("{place} level"), level, number(&row, "sl_sim"), (error, 0.0));
        // The table has no error of this share; of the level, which hangs on the same waits, it is alike.
        misses.compare(&format!("{place} waiting"), found.p_wait, number(&row, "p_wait_sim"), (error, 0.0));
        let error = number(&row, "asa_sim_se");
        misses.compare(&format!("{place} asa"), found.asa, number(&row, "asa_sim_s"), (error, 0.0));
        if &row["service"] == "exp" {
            let exact = number(&row, "sl_erlang_c");
            misses.compare(&format!("{place} Erlang C"), level, exact, (0.0, 0.0));
            misses.compare(
                &format!("{place} waiting"),
                found.p_wait,
                number(&row, "p_wait_erlang_c"),
                (0.0, 0.0),
            );
            let exact = number(&row, "asa_allen_cunneen_s");
            misses.compare(&format!("{place} Erlang C asa"), found.asa, exact, (0.0, 0.0));
        }
    }
    misses.none();
}

#[test]
fn long_runs_agree_with_erlang_a_by_every_definition() {
    use ServiceLevelDefinition::{Answered, ExcludingShortAbandons, Offered, Virtual};
    let mut misses = Misses::default();
    for (seed, row) in (0..).zip(rows("erlang_a")).step_by(2) {
        let agents: u32 = row["agents"].parse().expect("agents");
        if agents > 300 || agents == 0 {
            continue;
        }
        let customers = Customers {
            handling: HandlingLaw::exponential(),
            patience: patience(&row),
            answer_within: seconds(number(&row, "target_s")),
            levels: None,
        };
        // The queue forgets within a handling time or a patience; a batch is much longer.
        let memory = number(&row, "aht_s").max(number(&row, "patience_s"));
        let contacts = (20.0 * number(&row, "lambda_per_hour") / 3600.0 * memory).max(2000.0);
        let found = long_run((seed, &row), &customers, contacts);
        let place = format!("{}/h {agents} agents", row["lambda_per_hour"]);
        let mut near = |what: &str, estimate, right| {
            let least = least_error(right, 100.0 * contacts, CLUSTERS);
            misses.compare(&format!("{place} {what}"), estimate, right, (0.0, least));
        };
        near("offered", found.service_level(Offered), number(&row, "sl_answered_of_offered"));
        near("answered", found.service_level(Answered), number(&row, "sl_answered_of_answered"));
        near("virtual", found.service_level(Virtual), number(&row, "sl_virtual"));
        near("waiting", found.p_wait, number(&row, "p_wait"));
        near("abandoned", found.p_abandon, number(&row, "p_abandon"));
        let setting = Setting {
            rate: Rate::new(number(&row, "lambda_per_hour") / 3600.0).expect("a rate"),
            agents,
            answer_within: customers.answer_within,
            definition: ExcludingShortAbandons,
        };
        let exact = erlang_a::metrics(seconds(number(&row, "aht_s")), customers.patience, &setting);
        let exact = exact.expect("patience").service_level.get();
        near("without short abandons", found.service_level(ExcludingShortAbandons), exact);
    }
    misses.none();
}

#[test]
fn chats_agree_with_another_simulation_of_the_fewest_chats_first() {
    let mut misses = Misses::default();
    for (seed, row) in (0..).zip(rows("chat_vs_sim")) {
        let durations: Vec<Seconds> = row["aht_s_by_concurrency"]
            .split(';')
            .map(|part| seconds(part.parse().expect("a number")))
            .collect();
        let levels = ChatDurations::new(&durations).expect("durations");
        let (contacts, agents) = (4000.0, number(&row, "agents"));
        let rate = number(&row, "lambda_per_hour") / 3600.0;
        let slot = Slot {
            seconds: contacts / rate,
            arrivals: contacts,
            servers: row["agents"].parse().expect("agents"),
            service: levels.top_rate() / f64::from(levels.levels()),
        };
        let held = f64::from(levels.levels()) / agents;
        let customers = Customers {
            handling: HandlingLaw::exponential(),
            patience: patience(&row),
            answer_within: seconds(number(&row, "target_s")),
            levels: Some(levels),
        };
        let found =
            steady(&slot, &customers, Length { warm_up: 5, batches: 100 }, SEED + seed).expect("a run");
        let place = format!("{}/h {agents} agents", row["lambda_per_hour"]);
        let error = number(&row, "sl_sim_se");
        let mut near = |what: &str, estimate, right, other| {
            let least = least_error(right, 100.0 * contacts, CLUSTERS);
            misses.compare(&format!("{place} {what}"), estimate, right, (other, least));
        };
        near("level", found.service_level(ServiceLevelDefinition::Offered), number(&row, "sl_sim"), error);
        // The table has errors of the level only; of the shares, which hang on the same waits, they are alike.
        near("waiting", found.p_wait, number(&row, "p_wait_sim"), error);
        near("abandoned", found.p_abandon, number(&row, "p_abandon_sim"), error);
        let busy = found.busy.expect("time");
        let concurrency = Estimate { mean: busy.mean * held, error: busy.error.map(|error| error * held) };
        let right = number(&row, "concurrency_sim");
        // As many chats were counted there as here.
        let other = concurrency.error.expect("batches");
        misses.compare(&format!("{place} concurrency"), Some(concurrency), right, (other, 0.0));
    }
    misses.none();
}

#[test]
fn agents_of_one_chat_are_people_and_equally_fast_chats_are_seats() {
    let day = |slots: &[Slot], durations: Option<&[f64]>, patience: Patience| {
        let durations =
            durations.map(|durations| durations.iter().map(|&aht| seconds(aht)).collect::<Vec<_>>());
        let levels = durations.map(|durations| ChatDurations::new(&durations).expect("durations"));
        Simulation::new(slots, &Customers { levels, ..customers(patience) }, SEED).expect("a day").run(20)
    };
    for patience in [Patience::Infinite, Patience::Mean(seconds(60.0))] {
        let (single, plain) =
            (day(&rough_day(), Some(&[240.0]), patience), day(&rough_day(), None, patience));
        for (a, b) in single.slots.iter().zip(&plain.slots) {
            assert_eq!((a.asa, a.p_abandon, a.queue), (b.asa, b.p_abandon, b.queue));
            assert!(
                (a.service.busy_seconds - b.service.busy_seconds).abs()
                    <= ORDER * (1.0 + b.service.busy_seconds)
            );
        }
        let (team, seats) = (Slot { servers: 4, ..rough_day()[0] }, Slot { servers: 12, ..rough_day()[0] });
        let (chats, plain) = (day(&[team; 5], Some(&[240.0; 3]), patience), day(&[seats; 5], None, patience));
        let (chats, plain) = (chats.day, plain.day);
        let level = ServiceLevelDefinition::Offered;
        assert_eq!(chats.service_level(level), plain.service_level(level));
        let waits = (chats.service.waits.mean(), plain.service.waits.mean());
        assert!((waits.0 - waits.1).abs() < 1e-6, "{waits:?}");
        assert!((3.0 * chats.service.busy_seconds - plain.service.busy_seconds).abs() < 1e-3);
    }
}

/// A day that rises and falls, with nobody there for a while.
fn rough_day() -> Vec<Slot> {
    let slot = |arrivals, servers| Slot { seconds: 900.0, arrivals, servers, service: 1.0 / 240.0 };
    vec![slot(40.0, 9), slot(90.0, 30), slot(90.0, 12), slot(20.0, 0), slot(60.0, 25), slot(30.0, 11)]
}

fn customers(patience: Patience) -> Customers {
    Customers { handling: HandlingLaw::lognormal(1.2), patience, answer_within: seconds(30.0), levels: None }
}

#[test]
fn days_kept_as_sums_are_the_days_of_the_kernel() {
    for mean in [None, Some(45.0), Some(1e4)] {
        let patience = mean.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)));
        let day = Simulation::new(&rough_day(), &customers(patience), SEED).expect("a day");
        for number in 0..40 {
            let draws = day.draws(number);
            let contacts = simulate(&draws.arrivals, &draws.handling, &draws.patience, day.seats());
            let (counted, kept) =
                (summary(&[day.record(&contacts)]), summary(&[day.batch(number..number + 1)]));
            for (a, b) in counted.slots.iter().zip(&kept.slots) {
                // Busy times are summed in another order; all else is the same to the bit.
                let order = (a.service.busy_seconds - b.service.busy_seconds).abs();
                assert!(order <= ORDER * (1.0 + a.service.busy_seconds), "{a:?}\n{b:?}");
                let mut same = b.service;
                same.busy_seconds = a.service.busy_seconds;
                assert_eq!(a.service, same, "day {number}");
                assert_eq!(
                    (a.p_wait, a.asa, a.queue, a.mean_wait_all),
                    (b.p_wait, b.asa, b.queue, b.mean_wait_all)
                );
            }
        }
    }
}

#[test]
fn batches_may_be_computed_apart_and_in_any_order() {
    let day = Simulation::new(&rough_day(), &customers(Patience::Infinite), SEED).expect("a day");
    let whole = day.run(250);
    let mut apart: Vec<(usize, Batch)> =
        batches(250).into_iter().map(|days| day.batch(days)).enumerate().rev().collect();
    apart.sort_by_key(|(place, _)| *place);
    let apart: Vec<Batch> = apart.into_iter().map(|(_, batch)| batch).collect();
    assert_eq!(summary(&apart), whole);
    assert_eq!(whole.days, 250);
    assert!(batches(250).len() <= 100 && batches(0).is_empty() && batches(u32::MAX).len() <= 100);
}

#[test]
fn a_contact_keeps_its_luck_when_the_staff_change() {
    let more: Vec<Slot> =
        rough_day().iter().map(|slot| Slot { servers: slot.servers + 3, ..*slot }).collect();
    let patience = Patience::Mean(seconds(60.0));
    let day = |slots: &[Slot]| Simulation::new(slots, &customers(patience), SEED).expect("a day");
    assert_eq!(day(&rough_day()).draws(3), day(&more).draws(3));
    assert_ne!(day(&rough_day()).draws(3), day(&rough_day()).draws(4));
    // With the same luck one more person never hurts: not on average, not once.
    let constant = |servers| vec![Slot { servers, ..rough_day()[0] }; 6];
    let level = |servers, number| {
        let day = Simulation::new(&constant(servers), &customers(Patience::Infinite), SEED).expect("a day");
        summary(&[day.batch(number..number + 1)]).day.service.waits.mean()
    };
    for number in 0..20 {
        assert!(level(10, number) <= level(9, number));
    }
}

#[test]
fn handling_laws_have_their_mean_and_their_scatter() {
    let slot = Slot { seconds: 1e6, arrivals: 1e5, servers: 1, service: 1.0 / 300.0 };
    let sample = HandlingLaw::empirical(&[100.0, 100.0, 400.0].map(seconds)).expect("times");
    let cases = [
        (HandlingLaw::exponential(), 1.0, 9.0),
        (HandlingLaw::lognormal(0.5), 0.5, 8.1),
        (HandlingLaw::deterministic(), 0.0, 0.0),
        // Mean 200, standard deviation √20000.
        (sample.clone(), 0.5_f64.sqrt(), 2.0),
    ];
    for (handling, cv, fourth) in cases {
        let customers = Customers { handling, ..customers(Patience::Infinite) };
        let draws = Simulation::new(&[slot], &customers, SEED).expect("a day").draws(0).handling;
        let n = draws.len() as f64;
        let multiple = |power: i32| draws.iter().map(|time| (time / 300.0).powi(power)).sum::<f64>() / n;
        let (mean, square) = (multiple(1), multiple(2));
        assert!((mean - 1.0).abs() <= BAND * cv / n.sqrt() + ORDER, "{mean}");
        // The error of a variance hangs on the fourth moment, here in variances squared (or a little more).
        let error = cv * cv * (fourth / n).sqrt();
        assert!((square - mean * mean - cv * cv).abs() <= BAND * error + ORDER, "{square}");
    }
    let customers = Customers { handling: sample, ..customers(Patience::Infinite) };
    let draws = Simulation::new(&[slot], &customers, SEED).expect("a day").draws(0).handling;
    assert!(draws.iter().all(|time| (time - 150.0).abs() < 1e-9 || (time - 600.0).abs() < 1e-9));
    assert!(HandlingLaw::empirical(&[]).is_none() && HandlingLaw::empirical(&[Seconds::ZERO]).is_none());
}

#[test]
fn at_a_drop_the_idle_leave_first_and_busy_people_finish() {
    // Two people, one busy from 0 to 100; at 50 one leaves: the idle one. At 60 both would be gone.
    let seats = SeatSchedule::new([(0.0, 2), (50.0, 1)]);
    let contacts = simulate(&[0.0, 60.0], &[100.0, 10.0], &[f64::INFINITY; 2], &seats);
    assert_eq!(contacts[1].turn, Some(100.0));
    // The busy one leaves after the contact in hand, which no longer counts as staff; the next waits for 200.
    let seats = SeatSchedule::new([(0.0, 1), (50.0, 0), (200.0, 1)]);
    let contacts = simulate(&[0.0, 60.0], &[100.0, 10.0], &[f64::INFINITY; 2], &seats);
    assert_eq!(contacts[0].fate, Fate::Answered { end: 100.0, seated: 50.0 });
    assert_eq!(contacts[1].turn, Some(200.0));
    // Nobody ever comes.
    let nobody = simulate(&[0.0, 1.0], &[1.0; 2], &[f64::INFINITY, 5.0], &SeatSchedule::default());
    assert_eq!((nobody[0].fate, nobody[1].fate), (Fate::Left, Fate::GaveUp { at: 6.0 }));
}

#[test]
fn absurd_days_are_refused_or_end() {
    let absurd = [-1.0, 0.0, 1e-300, 1e3, f64::MAX, f64::INFINITY, f64::NAN];
    let customers = Customers { levels: None, ..customers(Patience::Infinite) };
    for seconds in absurd {
        for arrivals in absurd {
            for service in absurd {
                for servers in [0, 3, u32::MAX] {
                    let slot = Slot { seconds, arrivals, servers, service };
                    let few = seconds > 0.0 && service > 0.0;
                    match Simulation::new(&[slot, rough_day()[0], slot], &customers, SEED) {
                        Ok(day) => {
                            let found = day.run(2).day;
                            let means = [found.mean_wait_all, found.asa, found.busy, found.queue];
                            assert!(means.iter().flatten().all(|mean| mean.mean.is_finite()), "{slot:?}");
                        }
                        Err(TooMany::People) => assert!(few && servers == u32::MAX, "{slot:?}"),
                        Err(refused) => assert!(arrivals > 1e6, "{slot:?}: {refused}"),
                    }
                }
            }
        }
    }
    let length = Length { warm_up: 1, batches: u32::MAX };
    assert_eq!(steady(&rough_day()[0], &customers, length, SEED), Err(TooMany::Batches));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_simulated_day_accounts_for_every_contact(
        slots in proptest::collection::vec(
            (prop_oneof![Just(0.0), 1.0..4000.0_f64, Just(f64::NAN), Just(1e300)],
             prop_oneof![Just(0.0), 0.0..300.0_f64, Just(-1.0)],
             prop_oneof![Just(0_u32), 1..60_u32],
             prop_oneof![Just(0.0), 0.0002..0.05_f64, Just(f64::MAX)]),
            0..8),
        patience in prop_oneof![Just(None), Just(Some(0.0)), (1.0..100_000.0_f64).prop_map(Some)],
        cv in prop_oneof![Just(0.0), 0.1..5.0_f64, Just(f64::NAN)],
        chat in proptest::bool::ANY,
    ) {
        let slots: Vec<Slot> = slots
            .into_iter()
            .map(|(seconds, arrivals, servers, service)| Slot { seconds, arrivals, servers, service })
            .collect();
        let customers = Customers {
            handling: HandlingLaw::lognormal(cv),
            patience: patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean))),
            answer_within: seconds(30.0),
            levels: chat.then(|| ChatDurations::new(&[300.0, 350.0].map(seconds)).expect("durations")),
        };
        let day = Simulation::new(&slots, &customers, SEED).expect("a day");
        let found = day.run(3);
        let length = |slot: &Slot| if slot.seconds > 0.0 { slot.seconds.min(3.2e11) } else { 0.0 };
        let clock: f64 = slots.iter().map(length).sum();
        for (slot, summary) in slots.iter().zip(&found.slots) {
            let service = summary.service;
            let answered = service.waits.total();
            prop_assert!(answered + service.abandoned <= service.contacts + 1e-9);
            if patience.is_some() {
                prop_assert!((answered + service.abandoned - service.contacts).abs() < 1e-9);
            }
            prop_assert!(service.within <= answered + 1e-9 && service.queue_end >= 0.0);
            // Differences of late moments are as coarse as these are.
            let available = f64::from(slot.servers) * length(slot);
            let coarse = 8.0 * f64::EPSILON * clock * (service.contacts + f64::from(slot.servers) + 1.0);
            prop_assert!(service.busy_seconds >= -coarse, "{service:?}");
            prop_assert!(service.busy_seconds <= available * (1.0 + ORDER) + coarse, "{service:?}");
        }
        for number in 0..if chat { 0 } else { 3 } {
            let draws = day.draws(number);
            let contacts = simulate(&draws.arrivals, &draws.handling, &draws.patience, day.seats());
            let (counted, kept) = (summary(&[day.record(&contacts)]), summary(&[day.batch(number..number + 1)]));
            let (counted, kept) = (counted.day.service, kept.day.service);
            prop_assert_eq!((counted.within, counted.abandoned), (kept.within, kept.abandoned));
        }
    }
}
