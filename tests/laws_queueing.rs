//! Laws that every queue obeys, on random stations.

use proptest::prelude::*;
use staffplan::queueing::erlang_c::Crew;
use staffplan::queueing::{
    ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Targets,
    erlang_a, erlang_b, erlang_c, least_agents,
};
use staffplan::units::{Erlangs, Fraction, Rate, Seconds};

/// Rounding of two evaluations that are compared.
const ROUNDING: f64 = 1e-11;

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

fn load(value: f64) -> Erlangs {
    Erlangs::new(value).expect("a load")
}

fn setting(erlangs: f64, aht: f64, agents: u32, within: f64) -> Setting {
    Setting {
        rate: Rate::new(erlangs / aht).expect("a rate"),
        agents,
        answer_within: seconds(within),
        definition: ServiceLevelDefinition::Offered,
    }
}

fn abandoning(erlangs: f64, aht: f64, patience: f64, agents: u32, within: f64) -> QueueMetrics {
    let patience = Patience::Mean(seconds(patience));
    erlang_a::metrics(seconds(aht), patience, &setting(erlangs, aht, agents, within)).expect("always steady")
}

/// Whole agents above a load.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few thousand agents")]
fn above(load: f64) -> u32 {
    load.ceil() as u32
}

/// Loads from a corner of a desk to a large station.
fn loads() -> impl Strategy<Value = f64> {
    (-2.0..3.5_f64).prop_map(|power| 10.0_f64.powf(power))
}

fn durations() -> impl Strategy<Value = Vec<f64>> {
    (100.0..900.0_f64, proptest::collection::vec(1.0..1.9_f64, 0..4)).prop_map(|(first, growth)| {
        let mut all = vec![first];
        all.extend(growth.iter().scan(first, |aht, factor| {
            *aht *= factor;
            Some(*aht)
        }));
        all
    })
}

proptest! {
    #[test]
    fn one_more_agent_never_worsens_service(a in loads(), more in 1_u32..40, aht in 30.0..1000.0_f64, t in 0.0..600.0_f64) {
        let agents = above(a) + more;
        let level = |n| erlang_c::service_level(Crew::new(load(a), n), seconds(aht), seconds(t)).expect("stable").get();
        prop_assert!(level(agents + 1) >= level(agents) - ROUNDING);
        let few = agents / 2;
        let better = abandoning(a, aht, 200.0, few + 1, t);
        let worse = abandoning(a, aht, 200.0, few, t);
        prop_assert!(better.service_level.get() >= worse.service_level.get() - ROUNDING);
        prop_assert!(better.p_abandon.get() <= worse.p_abandon.get() + ROUNDING);
        prop_assert!(better.mean_wait_all.get() <= worse.mean_wait_all.get() * (1.0 + ROUNDING));
    }

    #[test]
    fn more_load_never_improves_service(a in loads(), more in 1_u32..40, aht in 30.0..1000.0_f64, t in 0.0..600.0_f64) {
        let agents = above(1.1 * a) + more;
        let level = |a| erlang_c::service_level(Crew::new(load(a), agents), seconds(aht), seconds(t)).expect("stable").get();
        prop_assert!(level(1.05 * a) <= level(a) + ROUNDING);
        let level = |a| abandoning(a, aht, 200.0, agents / 2, t).service_level.get();
        prop_assert!(level(1.05 * a) <= level(a) + ROUNDING);
    }

    #[test]
    fn waiting_is_likelier_than_loss(a in loads(), more in 1_u32..40) {
        let agents = above(a) + more;
        let (b, c) = (erlang_b::blocking_probability(load(a), agents), erlang_c::delay_probability(Crew::new(load(a), agents)));
        prop_assert!(c.expect("stable").get() >= b.get());
    }

    #[test]
    fn endless_patience_is_erlang_c(a in 0.1..500.0_f64, more in 2_u32..20, t in 0.0..300.0_f64) {
        // The gap closes like the abandoned share, at most ASA / patience.
        let agents = above(1.05 * a) + more;
        let patient = erlang_c::metrics(Crew::new(load(a), agents), seconds(300.0), seconds(t)).expect("stable");
        for patience in [1e6, 1e8, 1e10, 1e11] {
            let hasty = abandoning(a, 300.0, patience, agents, t);
            let gap = (hasty.service_level.get() - patient.service_level.get()).abs();
            prop_assert!(gap <= 3000.0 * (1.0 + a) / patience + 1e-10, "{} {}", gap, patience);
        }
    }

    #[test]
    fn no_patience_is_erlang_b(a in loads(), agents in 1_u32..200) {
        let lost = erlang_b::blocking_probability(load(a), agents).get();
        let found = abandoning(a, 300.0, 0.0, agents, 20.0);
        prop_assert!((found.p_abandon.get() - lost).abs() <= 1e-6);
        prop_assert!((found.service_level.get() - (1.0 - lost)).abs() <= 1e-6);
    }

    #[test]
    fn the_four_service_levels_keep_their_order(a in loads(), agents in 0_u32..300, patience in 1.0..2000.0_f64, t in 0.0..600.0_f64) {
        let level = |definition| {
            let setting = Setting { definition, ..setting(a, 300.0, agents, t) };
            let found = erlang_a::metrics(seconds(300.0), Patience::Mean(seconds(patience)), &setting);
            found.expect("always steady").service_level.get()
        };
        let offered = level(ServiceLevelDefinition::Offered);
        prop_assert!(level(ServiceLevelDefinition::Answered) >= offered - ROUNDING);
        prop_assert!(level(ServiceLevelDefinition::Virtual) >= offered - ROUNDING);
        prop_assert!(level(ServiceLevelDefinition::ExcludingShortAbandons) >= offered - ROUNDING);
    }

    #[test]
    fn littles_law_and_the_flow_of_contacts_hold(a in loads(), agents in 1_u32..300, patience in 1.0..2000.0_f64) {
        let found = abandoning(a, 300.0, patience, agents, 20.0);
        let close = |x: f64, y: f64| (x - y).abs() <= 1e-9 * (1.0 + y.abs());
        // Queue = rate × wait; busy = load of the answered.
        prop_assert!(close(found.mean_queue, a / 300.0 * found.mean_wait_all.get()));
        prop_assert!(close(found.occupancy.get() * f64::from(agents), a * (1.0 - found.p_abandon.get())));
    }

    #[test]
    fn the_least_agents_are_least(a in loads(), aht in durations(), share in 0.05..0.99_f64, t in 0.0..400.0_f64, patience in proptest::option::of(10.0..2000.0_f64)) {
        let handling = match aht[..] {
            [aht] => Handling::Single(seconds(aht)),
            _ => Handling::Chat(ChatDurations::new(&aht.iter().copied().map(seconds).collect::<Vec<_>>()).expect("durations")),
        };
        let station = Station { handling, patience: patience.map_or(Patience::Infinite, |p| Patience::Mean(seconds(p))) };
        let fraction = |f| Fraction::new(f).expect("a share");
        let targets = Targets {
            service_level: Some((fraction(share), seconds(t))),
            asa: Some(seconds(60.0)),
            max_abandon: Some(fraction(0.1)),
            max_occupancy: Some(fraction(0.9)),
            ..Targets::default()
        };
        let rate = Rate::new(a / aht[0]).expect("a rate");
        let found = least_agents(rate, &station, &targets).expect("within reach");
        let meets = |agents| {
            let setting = Setting { rate, agents, answer_within: seconds(t), definition: targets.definition };
            station.metrics(&setting).is_some_and(|m| {
                m.service_level.get() >= share
                    && m.asa.is_some_and(|asa| asa.get() <= 60.0)
                    && m.p_abandon.get() <= 0.1
                    && m.occupancy.get() <= 0.9 + 1e-8
            })
        };
        prop_assert!(found.agents > 0 && meets(found.agents), "{found:?}");
        prop_assert!(found.agents == 1 || !meets(found.agents - 1), "{found:?}");
        prop_assert!(found.fractional <= f64::from(found.agents) * (1.0 + 1e-9), "{found:?}");
        prop_assert!(found.fractional >= f64::from(found.agents) - 1.0 - 1e-6, "{found:?}");
    }

    #[test]
    fn any_station_answers_without_panic(
        rate in prop_oneof![Just(0.0), 1e-12..1e-3_f64, 1e-3..1e3_f64, 1e3..1e9_f64],
        aht in prop_oneof![Just(0.0), 1e-6..1.0_f64, 1.0..1e5_f64, 1e5..1e11_f64],
        agents in prop_oneof![Just(0_u32), 1_u32..100, 100_u32..100_000],
        patience in prop_oneof![Just(0.0), 1e-6..1.0_f64, 1.0..1e5_f64, 1e5..3e11_f64],
        t in prop_oneof![Just(0.0), 0.0..1e3_f64, 1e3..3e11_f64],
    ) {
        let setting = Setting {
            rate: Rate::new(rate).expect("a rate"),
            agents,
            answer_within: seconds(t),
            definition: ServiceLevelDefinition::ExcludingShortAbandons,
        };
        for patience in [Patience::Infinite, Patience::Mean(seconds(patience))] {
            if let Some(found) = erlang_a::metrics(seconds(aht), patience, &setting) {
                prop_assert!(found.mean_queue.is_finite() && found.mean_queue >= 0.0, "{found:?}");
            }
        }
    }
}
