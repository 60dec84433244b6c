//! The fewest agents: against exact searches of an independent multi-precision program, against plain searches of our own,
//! and in decimals.

use proptest::prelude::*;
use staffplan::queueing::erlang_c::{self, Crew};
use staffplan::queueing::{
    Binding, CapacityTable, ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting,
    Station, Targets, Unreachable, Workload, least_agents, least_agents_exactly, patient_agents,
    patient_agents_real,
};
use staffplan::units::{Agents, Decimal, Erlangs, Fraction, Headcount, Rate, Seconds};
use staffplan::workforce::rostered_heads;
use std::collections::HashMap;

/// The closed forms with the exact gap: relative of waits and occupancies, absolute of shares.
const ERLANG_C_REL: f64 = 1.4e-14;
const ERLANG_C_ABS: f64 = 1e-12;
const ERLANG_A: f64 = 1e-11;
const DAY: f64 = 86_400.0;

/// One line of a table, by column name.
struct Row(HashMap<String, String>);

impl Row {
    fn text(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column}"))
    }

    fn number(&self, column: &str) -> f64 {
        self.text(column).parse().unwrap_or_else(|_| panic!("{column}: {}", self.text(column)))
    }

    fn decimal(&self, column: &str) -> Decimal {
        decimal(self.text(column))
    }

    fn agents(&self) -> u32 {
        self.text("agents").parse().expect("whole agents")
    }

    fn aht(&self) -> Seconds {
        seconds(self.number("aht_s"))
    }

    fn rate(&self) -> Rate {
        Rate::new(self.number("lambda_per_hour") / 3600.0).expect("a rate")
    }

    fn work(&self) -> Workload {
        Workload::new(self.decimal("lambda_per_hour"), self.decimal("aht_s")).expect("within range")
    }

    /// The one target of the line.
    fn targets(&self) -> Targets {
        let value = self.number("target_value");
        let level = |share| Some((share, seconds(self.number("target_s"))));
        match self.text("target_kind") {
            "service_level" | "sl_answered_of_offered" => {
                Targets { service_level: level(share(value)), ..Targets::default() }
            }
            "sl_virtual" => Targets {
                service_level: level(share(value)),
                definition: ServiceLevelDefinition::Virtual,
                ..Targets::default()
            },
            "p_wait" => Targets { service_level: level(share(value).complement()), ..Targets::default() },
            "asa" => Targets { asa: Some(seconds(value)), ..Targets::default() },
            "p_abandon" => Targets { max_abandon: Some(share(value)), ..Targets::default() },
            "occupancy" => Targets { max_occupancy: Some(share(value)), ..Targets::default() },
            other => panic!("unknown target {other}"),
        }
    }

    /// The metric that the line is about.
    fn metric(&self, metrics: &QueueMetrics) -> f64 {
        match self.text("target_kind") {
            "service_level" | "sl_answered_of_offered" | "sl_virtual" => metrics.service_level.get(),
            "p_wait" => metrics.p_wait.get(),
            "asa" => metrics.mean_wait_all.get(),
            "p_abandon" => metrics.p_abandon.get(),
            _ => metrics.occupancy.get(),
        }
    }

    fn place(&self) -> String {
        let [contacts, aht, kind] =
            ["lambda_per_hour", "aht_s", "target_kind"].map(|column| self.text(column));
        format!("{contacts} an hour of {aht} s, {kind}")
    }
}

fn table(name: &str) -> Vec<Row> {
    let path = format!("{}/tests/oracle/queue/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(&path).unwrap_or_else(|e| panic!("{path}: {e}"));
    let header = reader.headers().expect("header").clone();
    let row = |record: csv::StringRecord| {
        Row(header.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
    };
    reader.records().map(|record| row(record.expect("a row"))).collect()
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

fn share(value: f64) -> Fraction {
    Fraction::new(value).expect("a share")
}

fn load(value: f64) -> Erlangs {
    Erlangs::new(value).expect("a load")
}

fn level(goal: f64, within: f64) -> Targets {
    Targets { service_level: Some((share(goal), seconds(within))), ..Targets::default() }
}

fn busy(cap: f64) -> Targets {
    Targets { max_occupancy: Some(share(cap)), ..Targets::default() }
}

fn near(found: f64, right: f64, within: f64, place: &str) {
    assert!((found - right).abs() <= within, "{place}: {found} instead of {right}");
}

#[test]
fn patient_customers_get_what_the_exact_search_says_and_one_fewer_would_not() {
    for row in table("erlang_c_staffing") {
        let (place, agents, targets, work) = (row.place(), row.agents(), row.targets(), row.work());
        let found = least_agents_exactly(&work, Patience::Infinite, &targets).expect("within reach");
        if targets.max_occupancy.is_some_and(|cap| cap == Fraction::ONE) && work.spare(agents) <= 0.0 {
            // The table asks for the cap alone; as many agents as erlangs would let the queue grow without bound.
            assert_eq!((found.agents, found.binding), (agents + 1, Binding::Stability), "{place}");
            continue;
        }
        assert_eq!(found.agents, agents, "{place}");
        let station = Station { handling: Handling::Single(row.aht()), patience: Patience::Infinite };
        assert_eq!(
            least_agents(row.rate(), &station, &targets).expect("within reach").agents,
            agents,
            "{place}"
        );
        assert_eq!(patient_agents(work.load(), row.aht(), &targets), Ok(agents), "{place}");
        let lookup = CapacityTable::new(row.aht(), &targets, load(1e3)).expect("within reach");
        assert_eq!(lookup.agents(work.load()), Ok(agents), "{place}");

        let within = |right: f64| match row.text("target_kind") {
            "asa" | "occupancy" => ERLANG_C_REL * right,
            _ => ERLANG_C_ABS,
        };
        let right = row.number("metric_at_agents");
        near(row.metric(&found.metrics), right, within(right), &place);
        let fewer = erlang_c::metrics(
            work.crew(agents - 1),
            row.aht(),
            targets.service_level.map_or(Seconds::ZERO, |(_, t)| t),
        );
        let right = row.number("metric_at_agents_minus_1");
        match fewer {
            Some(fewer) => near(row.metric(&fewer), right, within(right), &place),
            None => assert!(f64::from(agents - 1) <= work.load().get(), "{place}: {right}"),
        }
    }
}

#[test]
fn impatient_customers_get_what_the_exact_search_says_and_one_fewer_would_not() {
    for row in table("erlang_a_staffing") {
        let (place, agents, targets) = (row.place(), row.agents(), row.targets());
        let patience = Patience::Mean(seconds(row.number("patience_s")));
        let station = Station { handling: Handling::Single(row.aht()), patience };
        let found = least_agents(row.rate(), &station, &targets).expect("within reach");
        assert_eq!(found.agents, agents, "{place}");
        assert_eq!(
            least_agents_exactly(&row.work(), patience, &targets).expect("within reach").agents,
            agents
        );
        near(row.metric(&found.metrics), row.number("metric_at_agents"), ERLANG_A, &place);
        let setting = Setting {
            rate: row.rate(),
            agents: agents - 1,
            answer_within: targets.service_level.map_or(Seconds::ZERO, |(_, within)| within),
            definition: targets.definition,
        };
        let fewer = station.metrics(&setting).expect("always steady");
        near(row.metric(&fewer), row.number("metric_at_agents_minus_1"), ERLANG_A, &place);
    }
}

#[test]
fn an_occupancy_cap_that_divides_the_load_asks_for_no_one_more() {
    // In binary floating point the first two come to 1001; pyworkforce and call-center-tools: 61, 27, 43 and 53.
    for (contacts, aht, cap, right) in [
        ("3480", "300", 0.29, 1000),
        ("6960", "300", 0.58, 1000),
        ("2052", "60", 0.57, 60),
        ("1326", "60", 0.85, 26),
        ("2142", "60", 0.85, 42),
        ("2652", "60", 0.85, 52),
    ] {
        let work = Workload::new(decimal(contacts), decimal(aht)).expect("within range");
        let found = least_agents_exactly(&work, Patience::Infinite, &busy(cap)).expect("within reach");
        assert_eq!((found.agents, found.binding), (right, Binding::Occupancy), "{contacts} {cap}");
        // The least excess that can be written asks for one more.
        let more =
            Workload::new(decimal(&format!("{contacts}.000000001")), decimal(aht)).expect("within range");
        let found = least_agents_exactly(&more, Patience::Infinite, &busy(cap)).expect("within reach");
        assert_eq!(found.agents, right + 1, "{contacts} {cap}");
    }
}

#[test]
fn every_cap_in_percent_is_divided_as_whole_numbers_are() {
    for contacts in (12..6000_u32).step_by(12) {
        for percent in 1..=100_u32 {
            // contacts × 300 / 3600 ÷ (percent / 100) = contacts × 100 / (12 × percent).
            let right = (contacts * 100).div_ceil(12 * percent);
            let work = Workload::new(Decimal::from(contacts), Decimal::from(300)).expect("within range");
            let cap = Decimal::of(f64::from(percent) / 100.0).expect("two digits");
            assert_eq!(work.agents_under(cap), Some(right), "{contacts} {percent}");
        }
    }
}

#[test]
fn people_on_seat_are_divided_by_those_there_as_whole_numbers_are() {
    // pyworkforce: 31, 61, 121, 231.
    for (on_seat, right) in [(21, 30), (42, 60), (84, 120), (161, 230)] {
        assert_eq!(rostered_heads(Agents(on_seat), share(0.3)), Ok(Headcount(right)));
    }
    let mut by_floats = 0;
    for on_seat in 1..400_u32 {
        for percent in 5..60_u32 {
            let right = (on_seat * 100).div_ceil(100 - percent);
            let shrinkage = f64::from(percent) / 100.0;
            assert_eq!(
                rostered_heads(Agents(on_seat), share(shrinkage)),
                Ok(Headcount(right)),
                "{on_seat} {percent}"
            );
            by_floats += u32::from((f64::from(on_seat) / (1.0 - shrinkage)).ceil() > f64::from(right));
        }
    }
    // The pairs that a division of floats gets wrong.
    assert_eq!(by_floats, 134);
    // A sum of shares carries the rounding of its parts; a shrinkage too small to matter still costs a person.
    assert_eq!(rostered_heads(Agents(21), share(0.1 + 0.2)), Ok(Headcount(30)));
    assert_eq!(rostered_heads(Agents(21), share(1e-300)), Ok(Headcount(22)));
    assert_eq!(rostered_heads(Agents(0), share(1e-300)), Ok(Headcount(0)));
    assert_eq!(rostered_heads(Agents(u32::MAX), share(0.99)), Ok(Headcount(u32::MAX)));
    assert!(rostered_heads(Agents(0), share(1.0)).is_err());
}

/// The same float, to the last bit.
fn same(found: f64, right: f64) {
    assert_eq!(found.to_bits(), right.to_bits(), "{found} instead of {right}");
}

#[test]
fn the_gap_between_agents_and_load_is_rounded_once() {
    // 359.99999996 contacts of 1000 s: 99.99999998… erlangs, 1/90,000,000 below a hundred.
    let work = Workload::new(decimal("359.99999996"), decimal("1000")).expect("within range");
    same(work.spare(100), 1.0 / 90_000_000.0);
    // A load of 1/3 erlang, as near as a float can be to 2/3.
    let third = Workload::new(decimal("4"), decimal("300")).expect("within range");
    same(third.load().get(), 1.0 / 3.0);
    same(third.spare(1), 2.0 / 3.0);
    // A load that a float rounds up to 100 leaves room for exactly 100 agents.
    let below = Workload::new(decimal("359.99999999999999999"), decimal("1000")).expect("within range");
    same(below.load().get(), 100.0);
    let stable = least_agents_exactly(&below, Patience::Infinite, &Targets::default()).expect("within reach");
    assert_eq!((stable.agents, stable.binding), (100, Binding::Stability));
    assert!(stable.metrics.p_wait.get() < 1.0 + f64::EPSILON && stable.metrics.mean_queue > 1e16);
}

#[test]
fn what_cannot_be_kept_exactly_is_not_a_workload() {
    for (contacts, aht) in [("-1", "300"), ("1", "-300"), ("1e20", "1e10"), ("1e-20", "1e-15"), ("1e30", "0")]
    {
        assert_eq!(Workload::new(decimal(contacts), decimal(aht)), None, "{contacts} {aht}");
    }
    let work = Workload::new(decimal("10"), decimal("300")).expect("within range");
    assert_eq!(work.agents_under(Decimal::ZERO), None);
    assert_eq!(work.agents_under(decimal("1e-30")), None);
    // Seventeen digits of a cap, twenty of a load: 121,237.79… by exact rationals.
    let long = Workload::new(decimal("1234567.890123456789"), decimal("300.5")).expect("within range");
    assert_eq!(long.agents_under(decimal("0.85000000000000001")), Some(121_238));
}

#[test]
fn nothing_to_do_needs_nobody_and_certainty_nobody_can_give() {
    let aht = seconds(300.0);
    let none = Workload::new(Decimal::ZERO, decimal("300")).expect("within range");
    let found = least_agents_exactly(&none, Patience::Infinite, &level(0.8, 20.0)).expect("nothing to do");
    assert_eq!((found.agents, found.binding), (0, Binding::None));
    assert_eq!(patient_agents(Erlangs::new(0.0).expect("a load"), aht, &level(0.8, 20.0)), Ok(0));
    let lookup = CapacityTable::new(aht, &level(0.8, 20.0), load(50.0)).expect("within reach");
    assert_eq!(lookup.agents(load(0.0)), Ok(0));

    let asa = |asa| Targets { asa: Some(seconds(asa)), ..Targets::default() };
    for (targets, binding) in
        [(level(1.0, 20.0), Binding::ServiceLevel), (asa(0.0), Binding::Asa), (busy(0.0), Binding::Occupancy)]
    {
        let certain = Unreachable::Certainty(binding);
        assert_eq!(patient_agents(load(10.0), aht, &targets), Err(certain));
        assert_eq!(CapacityTable::new(aht, &targets, load(10.0)).map(|_| ()), Err(certain));
        let station = Station { handling: Handling::Single(aht), patience: Patience::Infinite };
        assert_eq!(least_agents(Rate::new(1.0).expect("a rate"), &station, &targets), Err(certain));
    }
}

#[test]
fn the_largest_stations_are_answered_or_refused() {
    let aht = seconds(300.0);
    // C recurrence and Halfin-Whitt search of the reference program, 80/20: loads of 1e4, 1e5, 1e6.
    for (erlangs, right) in [(1e4, 10_021), (1e5, 100_023), (1e6, 1_000_024)] {
        assert_eq!(patient_agents(load(erlangs), aht, &level(0.8, 20.0)), Ok(right));
    }
    let rate = Rate::new(1e9).expect("a rate");
    for patience in [Patience::Infinite, Patience::Mean(seconds(60.0))] {
        let station = Station { handling: Handling::Single(seconds(1.0)), patience };
        let found = least_agents(rate, &station, &busy(0.99)).expect("within reach");
        assert!(found.agents > 1_000_000_000 && found.agents < 1_010_200_000, "{}", found.agents);
        assert_eq!(least_agents(rate, &station, &busy(0.25)), Err(Unreachable::TooMany));
    }
    assert_eq!(patient_agents(load(1e9), aht, &busy(0.25)), Err(Unreachable::TooMany));
    // A rate and a handling time whose product no load can be.
    let station = Station { handling: Handling::Single(seconds(1e9)), patience: Patience::Infinite };
    assert_eq!(least_agents(rate, &station, &level(0.8, 20.0)), Err(Unreachable::TooMany));
}

/// Loads from a thousandth of an erlang to a million.
fn loads() -> impl Strategy<Value = f64> {
    (-3.0..6.0_f64).prop_map(|power| 10.0_f64.powf(power))
}

fn handle_times() -> impl Strategy<Value = f64> {
    prop_oneof![Just(300.0), (0.0..4.5_f64).prop_map(|power| 10.0_f64.powf(power))]
}

fn thresholds() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(20.0), Just(DAY), 0.0..600.0_f64, 0.0..DAY]
}

fn goals() -> impl Strategy<Value = f64> {
    prop_oneof![0.01..0.9999_f64, Just(0.8), (2.0..12.0_f64).prop_map(|nines| 1.0 - 10.0_f64.powf(-nines))]
}

/// Any of the targets, alone or together, for customers who never give up.
fn questions() -> impl Strategy<Value = Targets> {
    (
        proptest::option::weighted(0.8, (goals(), thresholds())),
        proptest::option::weighted(0.3, prop_oneof![0.01..1000.0_f64, 1e-9..1.0_f64]),
        proptest::option::weighted(0.3, 0.01..1.0_f64),
    )
        .prop_map(|(goal, asa, cap)| Targets {
            service_level: goal.map(|(goal, within)| (share(goal), seconds(within))),
            asa: asa.map(seconds),
            max_occupancy: cap.map(share),
            ..Targets::default()
        })
}

/// Whether the steady state meets the targets, as it stands.
fn holds(erlangs: f64, aht: f64, targets: &Targets, agents: u32) -> bool {
    let (goal, within) = targets.service_level.unwrap_or((Fraction::ZERO, Seconds::ZERO));
    erlang_c::metrics(Crew::new(load(erlangs), agents), seconds(aht), within).is_some_and(|metrics| {
        metrics.service_level >= goal && targets.asa.is_none_or(|most| metrics.mean_wait_all <= most)
    })
}

/// Agents under an occupancy cap, by trying.
fn under(erlangs: f64, targets: &Targets) -> u32 {
    targets.max_occupancy.map_or(0, |cap| {
        // Sixteen roundings are forgiven.
        let need = erlangs / cap.get() * (1.0 - 16.0 * f64::EPSILON);
        (0..33)
            .map(|bit| 1_u64 << bit)
            .find(|&most| f64::from(u32::try_from(most).unwrap_or(u32::MAX)) >= need)
            .map_or(u32::MAX, |most| {
                let (mut low, mut high) = (0, u32::try_from(most).unwrap_or(u32::MAX));
                while low < high {
                    let middle = low + (high - low) / 2;
                    if f64::from(middle) >= need { high = middle } else { low = middle + 1 }
                }
                high
            })
    })
}

/// The first number of agents, counted up from the load, that meets everything.
fn plainly(erlangs: f64, aht: f64, targets: &Targets) -> u32 {
    let mut agents = whole(erlangs.floor());
    while !holds(erlangs, aht, targets, agents) {
        agents += 1;
    }
    agents.max(under(erlangs, targets))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a million")]
fn whole(value: f64) -> u32 {
    value as u32
}

/// A float so many steps away.
fn steps_from(value: f64, steps: i64) -> f64 {
    f64::from_bits(value.to_bits().saturating_add_signed(steps))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn the_walk_finds_what_counting_up_finds(
        power in -3.0..4.0_f64, aht in handle_times(), targets in questions(),
    ) {
        let erlangs = 10.0_f64.powf(power);
        let found = patient_agents(load(erlangs), seconds(aht), &targets);
        prop_assert_eq!(found, Ok(plainly(erlangs, aht, &targets)));
    }

    #[test]
    fn the_walk_is_minimal_over_the_whole_domain(erlangs in loads(), aht in handle_times(), targets in questions()) {
        let found = patient_agents(load(erlangs), seconds(aht), &targets).expect("within reach");
        let capped = under(erlangs, &targets);
        prop_assert!(found >= capped && holds(erlangs, aht, &targets, found), "{found}");
        prop_assert!(found == capped || !holds(erlangs, aht, &targets, found - 1), "{found}");
    }

    #[test]
    fn the_table_answers_as_the_search(
        aht in handle_times(), targets in questions(), top in 1.0..60.0_f64,
        asked in proptest::collection::vec(0.0..80.0_f64, 20),
    ) {
        let table = CapacityTable::new(seconds(aht), &targets, load(top)).expect("within reach");
        for erlangs in asked {
            prop_assert_eq!(table.agents(load(erlangs)), patient_agents(load(erlangs), seconds(aht), &targets));
        }
    }

    #[test]
    fn the_table_answers_as_the_search_to_the_last_bit(
        aht in handle_times(), targets in questions(), top in 1.0..40.0_f64, between in 0.0..1.0_f64,
    ) {
        let table = CapacityTable::new(seconds(aht), &targets, load(top)).expect("within reach");
        let search = |erlangs| patient_agents(load(erlangs), seconds(aht), &targets).expect("within reach");
        // The last load that the same agents carry, by bisection of floats.
        let (mut low, mut high) = (top * between, 2.0 * top + 1.0);
        let agents = search(low);
        while steps_from(low, 1) < high {
            let middle = f64::from_bits(u64::midpoint(low.to_bits(), high.to_bits()));
            if search(middle) <= agents { low = middle } else { high = middle }
        }
        for steps in -40..=40 {
            for scale in [1, 1 << 12, 1 << 20, 1 << 26] {
                let erlangs = steps_from(low, steps * scale).max(0.0);
                prop_assert_eq!(table.agents(load(erlangs)), Ok(search(erlangs)), "{}", erlangs);
            }
        }
    }

    #[test]
    fn exact_and_rated_loads_need_the_same(
        contacts in 1_u32..400_000, aht in 1_u32..10_000, targets in questions(),
    ) {
        // A rate of floats may lie on either side of a whole load, and a service level of many nines on either side of
        // its goal.
        prop_assume!(contacts * aht % 3600 != 0);
        prop_assume!(targets.service_level.is_none_or(|(goal, _)| goal.get() < 1.0 - 1e-6));
        let work = Workload::new(Decimal::from(contacts), Decimal::from(aht)).expect("within range");
        let station = Station { handling: Handling::Single(work.aht()), patience: Patience::Infinite };
        let exact = least_agents_exactly(&work, Patience::Infinite, &targets).expect("within reach");
        let rated = least_agents(work.rate(), &station, &targets).expect("within reach");
        prop_assert_eq!(exact.agents, rated.agents);
        // A late share below the rounding of a service level leaves nothing to interpolate.
        if exact.metrics.service_level.get() < 1.0 - 1e-6 {
            prop_assert_eq!(exact.binding, rated.binding);
            prop_assert!((exact.fractional - rated.fractional).abs() <= 1e-6 * exact.fractional);
        }
        prop_assert_eq!(patient_agents(work.load(), work.aht(), &targets), Ok(exact.agents));
    }

    #[test]
    fn the_need_of_all_targets_is_the_largest_of_each_and_the_one_that_binds_has_it(
        erlangs in (-2.0..3.0_f64).prop_map(|power| 10.0_f64.powf(power)),
        aht in durations(), patience in proptest::option::of(5.0..3000.0_f64),
        goal in 0.01..0.999_f64, within in thresholds(), asa in 0.1..300.0_f64, lost in 0.001..0.5_f64, cap in 0.3..1.0_f64,
    ) {
        let station = station(&aht, patience);
        let rate = Rate::new(erlangs / aht[0]).expect("a rate");
        let least = |targets: &Targets| least_agents(rate, &station, targets).expect("within reach");
        let all = Targets { asa: Some(seconds(asa)), max_abandon: Some(share(lost)), max_occupancy: Some(share(cap)), ..level(goal, within) };
        let alone = [
            (Binding::ServiceLevel, level(goal, within)),
            (Binding::Asa, Targets { asa: all.asa, ..Targets::default() }),
            (Binding::Abandonment, Targets { max_abandon: all.max_abandon, ..Targets::default() }),
            (Binding::Occupancy, busy(cap)),
        ]
        .map(|(binding, targets)| (binding, least(&targets)));
        let found = least(&all);
        prop_assert_eq!(found.agents, alone.iter().map(|(_, one)| one.agents).max().expect("four"));
        if found.binding != Binding::Stability {
            let (_, one) = alone.iter().find(|(binding, _)| *binding == found.binding).expect("one of the four");
            prop_assert_eq!(one.agents, found.agents);
            prop_assert_eq!(one.fractional.to_bits(), found.fractional.to_bits());
        }
        let largest = alone.iter().map(|(_, one)| one.fractional).fold(0.0, f64::max);
        prop_assert!(found.fractional >= largest * (1.0 - 1e-12), "{found:?}");
    }

    #[test]
    fn the_search_finds_what_counting_up_from_nobody_finds(
        erlangs in 0.01..60.0_f64, aht in durations(), patience in proptest::option::of(5.0..3000.0_f64),
        goal in 0.01..0.999_f64, within in thresholds(), lost in 0.001..0.5_f64,
    ) {
        let station = station(&aht, patience);
        let rate = Rate::new(erlangs / aht[0]).expect("a rate");
        let targets = Targets { max_abandon: Some(share(lost)), ..level(goal, within) };
        let found = least_agents(rate, &station, &targets).expect("within reach");
        let meets = |agents: u32| {
            let setting = Setting { rate, agents, answer_within: seconds(within), definition: targets.definition };
            station.metrics(&setting).is_some_and(|metrics| {
                metrics.service_level.get() >= goal && metrics.p_abandon.get() <= lost
            })
        };
        prop_assert_eq!(Some(found.agents), (0..500).find(|&agents| meets(agents)));
        // Whoever is needed is asked for by something.
        prop_assert_eq!(found.binding == Binding::None, found.agents == 0);
    }
}

proptest! {
    #[test]
    fn the_real_need_of_what_whole_agents_give_is_their_number(
        erlangs in (-2.0..4.0_f64).prop_map(|power| 10.0_f64.powf(power)),
        aht in handle_times(), within in 0.0..120.0_f64, more in 1_u32..20,
    ) {
        let (agents, aht) = (whole(erlangs.floor()) + more, seconds(aht));
        let given = erlang_c::metrics(Crew::new(load(erlangs), agents), aht, seconds(within)).expect("stable");
        let real = |targets: &Targets| patient_agents_real(load(erlangs), aht, targets).expect("within reach");
        // The wait is smooth and has all its digits; the service level only where the late share has.
        let by_wait = real(&Targets { asa: Some(given.mean_wait_all), ..Targets::default() });
        if given.mean_wait_all.get() > 1e-300 {
            prop_assert!((by_wait / f64::from(agents) - 1.0).abs() < 1e-9, "{by_wait} {agents}");
        }
        let goal = given.service_level.get();
        if goal > 0.0 && goal < 1.0 - 1e-4 {
            let by_level = real(&level(goal, within));
            prop_assert!((by_level / f64::from(agents) - 1.0).abs() < 1e-9, "{by_level} {agents}");
        }
        let by_cap = real(&busy(erlangs / f64::from(agents)));
        prop_assert!((by_cap / f64::from(agents) - 1.0).abs() < 1e-9, "{by_cap} {agents}");
    }

    #[test]
    fn the_real_need_rounds_up_to_whole_agents_and_grows_with_the_load(
        erlangs in loads(), aht in handle_times(), targets in questions(),
    ) {
        let real = |erlangs| patient_agents_real(load(erlangs), seconds(aht), &targets).expect("within reach");
        let agents = f64::from(patient_agents(load(erlangs), seconds(aht), &targets).expect("within reach"));
        let need = real(erlangs);
        prop_assert!(need >= erlangs && need <= agents && need > (agents - 1.0) * (1.0 - 1e-12), "{need} {agents}");
        prop_assert!(real(1.01 * erlangs) > need, "{need}");
    }

    #[test]
    fn the_interpolated_need_is_near_the_real_one(
        erlangs in (-1.0..3.0_f64).prop_map(|power| 10.0_f64.powf(power)), goal in 0.5..0.99_f64, within in 0.0..3600.0_f64,
    ) {
        let (aht, targets) = (300.0, level(goal, within));
        let station = station(&[aht], None);
        let found = least_agents(Rate::new(erlangs / aht).expect("a rate"), &station, &targets).expect("within reach");
        let real = patient_agents_real(load(erlangs), seconds(aht), &targets).expect("within reach");
        let most = if f64::from(found.agents) - 1.0 > erlangs { 0.03 } else { 0.25 };
        prop_assert!((found.fractional - real).abs() < most, "{real} {found:?}");
    }
}

fn durations() -> impl Strategy<Value = Vec<f64>> {
    (30.0..900.0_f64, proptest::collection::vec(1.0..1.9_f64, 0..4)).prop_map(|(first, growth)| {
        let grown = growth.iter().scan(first, |aht, factor| {
            *aht *= factor;
            Some(*aht)
        });
        std::iter::once(first).chain(grown).collect()
    })
}

fn station(aht: &[f64], patience: Option<f64>) -> Station {
    let handling = match aht {
        [one] => Handling::Single(seconds(*one)),
        _ => {
            let levels: Vec<Seconds> = aht.iter().copied().map(seconds).collect();
            Handling::Chat(ChatDurations::new(&levels).expect("durations"))
        }
    };
    let patience = patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)));
    Station { handling, patience }
}

/// A load that rounding leaves a hair below whole agents, on either side of them.
#[test]
fn a_load_a_hair_from_whole_agents_has_an_answer() {
    let targets = Targets {
        service_level: Some((Fraction::new(0.8).unwrap(), Seconds::new(20.0).unwrap())),
        ..Targets::default()
    };
    for whole in [1.0, 2.0, 7.0, 100.0, 1000.0] {
        let agents = |aht: f64| {
            let station = Station {
                handling: Handling::Single(Seconds::new(aht).unwrap()),
                patience: Patience::Infinite,
            };
            least_agents(Rate::new(10.0 / 1800.0 * whole).unwrap(), &station, &targets)
                .map(|found| found.agents)
        };
        let exactly = agents(180.0).unwrap();
        let mut below = 180.0_f64;
        for _ in 0..40 {
            below = below.next_down();
            assert_eq!(agents(below), Ok(exactly), "{whole}: {below:?}");
        }
        let above = (0..40).fold(180.0_f64, |aht, _| aht.next_up());
        assert_eq!(agents(above), Ok(exactly), "{whole}");
    }
}
