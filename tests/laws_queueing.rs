//! Laws that every queue obeys, on random stations.

use proptest::prelude::*;
use staffplan::queueing::erlang_c::Crew;
use staffplan::queueing::finite::Trunk;
use staffplan::queueing::general::Correction;
use staffplan::queueing::uncertain::UncertainRate;
use staffplan::queueing::{
    ChatDurations, Handling, Patience, QueueMetrics, ServiceLevelDefinition, Setting, Station, Targets,
    blend, chat, erlang_a, erlang_b, erlang_c, general, least_agents, redial, uncertain,
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

/// Equal but for rounding, of numbers of any size.
fn close(x: f64, y: f64) -> bool {
    (x - y).abs() <= ROUNDING * (1.0 + x.abs().max(y.abs()))
}

/// The same steady state, `times` as long.
fn same(a: &QueueMetrics, b: &QueueMetrics, times: f64) -> bool {
    close(a.p_wait.get(), b.p_wait.get())
        && close(a.service_level.get(), b.service_level.get())
        && close(a.p_abandon.get(), b.p_abandon.get())
        && close(a.occupancy.get(), b.occupancy.get())
        && close(a.mean_queue, b.mean_queue)
        && close(a.mean_wait_all.get() * times, b.mean_wait_all.get())
        && match (a.asa, b.asa) {
            (Some(a), Some(b)) => close(a.get() * times, b.get()),
            (a, b) => a == b,
        }
}

const DEFINITIONS: [ServiceLevelDefinition; 4] = [
    ServiceLevelDefinition::Offered,
    ServiceLevelDefinition::Answered,
    ServiceLevelDefinition::ExcludingShortAbandons,
    ServiceLevelDefinition::Virtual,
];

fn share(value: f64) -> Fraction {
    Fraction::new(value).expect("a share")
}

fn patience(mean: Option<f64>) -> Patience {
    mean.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)))
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

#[test]
fn a_million_erlangs_have_an_answer_at_any_patience() {
    let a = 1e6;
    for (aht, agents) in
        [(300.0, 0), (1800.0, 950_000), (1800.0, 1_000_000), (300.0, 1_000_500), (300.0, 1_050_000)]
    {
        let n = f64::from(agents);
        let mut before: Option<QueueMetrics> = None;
        for mean in [0.0, 1.0, 30.0, 300.0, 1800.0, 3e4, 1e6, 1e8, 1e10, 3e11] {
            let found = abandoning(a, aht, mean, agents, 20.0);
            let lost = found.p_abandon.get();
            assert!(lost >= 1.0 - n / a - ROUNDING && found.mean_queue.is_finite(), "{found:?}");
            assert!((found.occupancy.get() * n - a * (1.0 - lost)).abs() <= 1e-11 * a, "{found:?}");
            assert!(close(found.mean_queue, a / aht * found.mean_wait_all.get()), "{found:?}");
            if let Some(before) = before {
                assert!(lost <= before.p_abandon.get() + ROUNDING, "{found:?} {before:?}");
                assert!(found.p_wait.get() >= before.p_wait.get() - ROUNDING, "{found:?} {before:?}");
            }
            before = Some(found);
        }
        // Whom nobody but chance keeps from an answer.
        let last = before.expect("ten of them");
        assert!((last.p_abandon.get() - (1.0 - n / a).max(0.0)).abs() < 2e-7, "{last:?}");
        let endless = erlang_a::metrics(seconds(aht), Patience::Infinite, &setting(a, aht, agents, 20.0));
        match endless {
            Some(endless) => assert!((endless.p_wait.get() - last.p_wait.get()).abs() < 1e-8, "{last:?}"),
            None => assert!(last.p_wait.get() > 0.999, "{last:?}"),
        }
    }
}

#[test]
fn as_many_agents_as_load_have_no_steady_state_however_the_rate_is_rounded() {
    for aht in [7.0, 90.0, 180.0, 300.0, 420.0, 1800.0] {
        for agents in (1..400).chain((1000..1_000_000).step_by(9973)) {
            let contacts_an_hour = f64::from(agents) * 3600.0 / aht;
            let station = Setting {
                rate: Rate::new(contacts_an_hour / 3600.0).expect("a rate"),
                ..setting(1.0, 1.0, agents, 20.0)
            };
            let at =
                |agents| erlang_a::metrics(seconds(aht), Patience::Infinite, &Setting { agents, ..station });
            assert_eq!(at(agents), None, "{agents} agents, {aht} s");
            assert!(at(agents + 1).is_some(), "{agents} agents, {aht} s");
        }
    }
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

    #[test]
    fn a_longer_threshold_never_lowers_the_service_level(a in loads(), agents in 1_u32..300, mean in 1.0..2000.0_f64, t in 0.0..600.0_f64) {
        for definition in DEFINITIONS {
            let level = |t| {
                let setting = Setting { definition, ..setting(a, 300.0, agents, t) };
                let found = erlang_a::metrics(seconds(300.0), patience(Some(mean)), &setting);
                found.expect("always steady").service_level.get()
            };
            prop_assert!(level(1.1 * t + 1.0) >= level(t) - ROUNDING, "{definition:?}");
        }
    }

    #[test]
    fn in_faster_time_only_times_change(a in loads(), agents in 1_u32..300, mean in proptest::option::of(1.0..2000.0_f64), t in 0.0..600.0_f64, k in 0.01..100.0_f64) {
        for definition in DEFINITIONS {
            let at = |k: f64| {
                let setting = Setting { definition, ..setting(a, 300.0 / k, agents, t / k) };
                erlang_a::metrics(seconds(300.0 / k), patience(mean.map(|mean| mean / k)), &setting)
            };
            match (at(k), at(1.0)) {
                // Close to saturation without abandonment every figure hangs on the rounded difference.
                (Some(_), Some(slow)) if mean.is_none() && slow.occupancy.get() > 0.999 => {}
                (Some(fast), Some(slow)) => prop_assert!(same(&fast, &slow, k), "{fast:?} {slow:?}"),
                (fast, slow) => prop_assert!(fast == slow || (a - f64::from(agents)).abs() < 1e-9),
            }
        }
    }

    #[test]
    fn one_pooled_queue_is_never_worse_than_two_halves(a in 0.1..500.0_f64, more in 1_u32..30, mean in proptest::option::of(1.0..2000.0_f64), t in 0.0..300.0_f64) {
        let agents = above(a) + more;
        let at = |a, agents| erlang_a::metrics(seconds(300.0), patience(mean), &setting(a, 300.0, agents, t)).expect("steady");
        let (half, pooled) = (at(a, agents), at(2.0 * a, 2 * agents));
        prop_assert!(pooled.p_wait.get() <= half.p_wait.get() + ROUNDING);
        prop_assert!(pooled.service_level.get() >= half.service_level.get() - ROUNDING);
        prop_assert!(pooled.mean_wait_all.get() <= half.mean_wait_all.get() + ROUNDING);
        prop_assert!(pooled.p_abandon.get() <= half.p_abandon.get() + ROUNDING);
    }

    #[test]
    fn real_agents_meet_the_whole_ones_and_lie_between(a in loads(), more in 0_u32..40, part in 0.0..1.0_f64) {
        let agents = above(a) + more;
        let lost = |n: f64| erlang_b::blocking_probability(load(a), n).get();
        let n = f64::from(agents);
        prop_assert!((lost(n) - erlang_b::blocking_probability(load(a), agents).get()).abs() <= f64::EPSILON);
        prop_assert!(lost(n + part) <= lost(n) && lost(n + part) >= lost(n + 1.0));
        // Up to the last number below a whole one.
        prop_assert!(close(lost((n + 1.0).next_down()), lost(n + 1.0)));
        let waits = |n: f64| erlang_c::delay_probability(Crew::new(load(a), n)).map_or(1.0, Fraction::get);
        prop_assert!(waits(n + part) <= waits(n) + ROUNDING && waits(n + part) >= waits(n + 1.0) - ROUNDING);
        // The recursion of the loss function holds between whole numbers.
        let next = a * lost(n + part) / (n + part + 1.0 + a * lost(n + part));
        prop_assert!(close(lost(n + part + 1.0), next));
    }

    #[test]
    fn lines_as_many_as_agents_are_erlang_b(a in loads(), agents in 1_u32..300, mean in proptest::option::of(1.0..2000.0_f64)) {
        let trunk = Trunk { aht: seconds(300.0), patience: patience(mean), agents, lines: Some(agents) };
        let found = trunk.metrics(Rate::new(a / 300.0).expect("a rate"), seconds(20.0)).expect("finite");
        let lost = erlang_b::blocking_probability(load(a), agents).get();
        prop_assert!(close(found.p_block.get(), lost) && found.p_wait == Fraction::ZERO);
        prop_assert!(close(found.of_offered.get(), 1.0 - lost) && close(found.of_answered.get(), 1.0));
        // More agents than lines: the rest never works.
        let idle = Trunk { agents: agents + 7, ..trunk };
        let idle = idle.metrics(Rate::new(a / 300.0).expect("a rate"), seconds(20.0)).expect("finite");
        prop_assert!(close(idle.p_block.get(), lost));
        prop_assert!(close(idle.occupancy.get() * f64::from(agents + 7), found.occupancy.get() * f64::from(agents)));
    }

    #[test]
    fn lines_without_end_are_erlang_a_and_c(a in 0.1..300.0_f64, more in 1_u32..30, mean in proptest::option::of(10.0..2000.0_f64), t in 0.0..300.0_f64) {
        let agents = above(1.01 * a) + more;
        let trunk = Trunk { aht: seconds(300.0), patience: patience(mean), agents, lines: Some(agents + 100_000) };
        let rate = Rate::new(a / 300.0).expect("a rate");
        let finite = trunk.metrics(rate, seconds(t)).expect("finite");
        let endless = Trunk { lines: None, ..trunk }.metrics(rate, seconds(t)).expect("steady");
        prop_assert!(close(finite.p_wait.get(), endless.p_wait.get()));
        prop_assert!(close(finite.of_offered.get(), endless.of_offered.get()));
        prop_assert!(close(finite.of_answered.get(), endless.of_answered.get()));
        prop_assert!(close(finite.virtual_of_accepted.get(), endless.virtual_of_accepted.get()));
        prop_assert!(close(finite.mean_queue, endless.mean_queue) && close(finite.answered.get(), endless.answered.get()));
        prop_assert!(finite.p_block.get() <= 1e-100);
    }

    #[test]
    fn behind_finite_lines_contacts_are_conserved(a in loads(), agents in 0_u32..200, places in 0_u32..300, mean in proptest::option::of(1.0..2000.0_f64), t in 0.0..300.0_f64) {
        let trunk = Trunk { aht: seconds(300.0), patience: patience(mean), agents, lines: Some(agents + places) };
        let rate = Rate::new(a / 300.0).expect("a rate");
        let found = trunk.metrics(rate, seconds(t)).expect("finite");
        prop_assert!(close(found.p_block.get() + found.p_abandon.get() + found.answered.get(), 1.0), "{found:?}");
        prop_assert!(close(found.occupancy.get() * f64::from(agents), a * found.answered.get()));
        // Little, of those let in.
        let accepted = rate.get() * (1.0 - found.p_block.get());
        let little = found.mean_queue - accepted * found.mean_wait.get();
        prop_assert!(found.p_block == Fraction::ONE || little.abs() <= 1e-9 * (1.0 + found.mean_queue), "{found:?}");
        prop_assert!(found.of_offered.get() <= found.of_accepted.get() + ROUNDING);
        prop_assert!(found.of_accepted.get() <= found.of_answered.get() + ROUNDING);
        // One more line: the full state's weight by its ratio to the one before, however small both are.
        let longer = Trunk { lines: Some(agents + places + 1), ..trunk }.metrics(rate, seconds(t)).expect("finite");
        prop_assert!(longer.p_block.get() <= found.p_block.get() + ROUNDING);
        let theta = mean.map_or(0.0, |mean| 1.0 / mean);
        let leave = f64::from(agents) / 300.0 + f64::from(places + 1) * theta;
        let (before, after) = (found.p_block.get(), longer.p_block.get());
        // Π(K + 1) = Π(K)·r/(1 + Π(K)·r), r = λ/(Nμ + (K + 1 − N)θ).
        let right = before * rate.get() / (leave + before * rate.get());
        prop_assert!(before < 1e-290 || leave <= 0.0 || (after - right).abs() <= 1e-11 * right, "{after} {right}");
    }

    #[test]
    fn one_chat_at_a_time_is_erlang_a_and_flat_durations_are_slots(a in 0.1..100.0_f64, agents in 1_u32..60, levels in 1_usize..6, mean in proptest::option::of(1.0..2000.0_f64), t in 0.0..300.0_f64) {
        let flat = ChatDurations::new(&vec![seconds(300.0); levels]).expect("durations");
        let chats = chat::metrics(&flat, patience(mean), &setting(a, 300.0, agents, t));
        let slots = agents * u32::try_from(levels).expect("a few");
        let calls = erlang_a::metrics(seconds(300.0), patience(mean), &setting(a, 300.0, slots, t));
        match (chats, calls) {
            (Some(chats), Some(calls)) if mean.is_some() || calls.occupancy.get() < 0.999 => {
                prop_assert!(same(&chats, &calls, 1.0), "{chats:?} {calls:?}");
            }
            (chats, calls) => prop_assert!(chats.is_some() == calls.is_some() || (a - f64::from(slots)).abs() < 1e-9),
        }
    }

    #[test]
    fn redials_never_help_and_none_change_nothing(a in 0.1..100.0_f64, agents in 1_u32..120, places in 0_u32..100, mean in 1.0..2000.0_f64, r in 0.0..1.0_f64) {
        let trunk = Trunk { aht: seconds(300.0), patience: patience(Some(mean)), agents, lines: Some(agents + places) };
        let fresh = Rate::new(a / 300.0).expect("a rate");
        let at = |r| redial::metrics(&trunk, fresh, share(r), seconds(20.0)).expect("steady");
        let (none, some) = (at(0.0), at(r));
        prop_assert_eq!(none.offered, fresh);
        prop_assert_eq!(none.attempt, trunk.metrics(fresh, seconds(20.0)).expect("finite"));
        prop_assert!(some.offered.get() >= fresh.get());
        prop_assert!(some.attempt.of_offered.get() <= none.attempt.of_offered.get() + ROUNDING);
        // Who is answered in the end was answered at some attempt; attempts are fresh ones and redials.
        let answered = some.offered.get() * some.attempt.answered.get();
        prop_assert!(close(answered / fresh.get(), some.eventually_answered.get()), "{some:?}");
        let lost = 1.0 - some.attempt.answered.get();
        prop_assert!(close(fresh.get() + r * some.offered.get() * lost, some.offered.get()), "{some:?}");
    }

    #[test]
    fn where_nobody_is_lost_nobody_redials(a in 0.1..300.0_f64, agents in 1_u32..320, r in 0.0..=1.0_f64) {
        let trunk = Trunk { aht: seconds(300.0), patience: Patience::Infinite, agents, lines: None };
        let fresh = Rate::new(a / 300.0).expect("a rate");
        let found = redial::metrics(&trunk, fresh, share(r), seconds(20.0)).map(|found| found.attempt);
        prop_assert_eq!(found, trunk.metrics(fresh, seconds(20.0)));
    }

    #[test]
    fn everyone_who_comes_back_for_ever_is_answered_or_nobody_settles(a in 0.1..100.0_f64, agents in 1_u32..120, mean in 1.0..2000.0_f64) {
        let trunk = Trunk { aht: seconds(300.0), patience: patience(Some(mean)), agents, lines: None };
        let found = redial::metrics(&trunk, Rate::new(a / 300.0).expect("a rate"), Fraction::ONE, seconds(20.0));
        match found {
            Some(found) => {
                prop_assert!(close(found.attempt.occupancy.get() * f64::from(agents), a), "{found:?}");
                prop_assert!(close(found.eventually_answered.get(), 1.0), "{found:?}");
            }
            None => prop_assert!(a >= f64::from(agents)),
        }
    }

    #[test]
    fn keeping_agents_busy_costs_calls_a_wait(a in 0.1..500.0_f64, more in 1_u32..40, kept in 0.0..1.0_f64, t in 0.0..300.0_f64) {
        let agents = above(1.001 * a) + more;
        let crew = Crew::new(load(a), agents);
        let at = |kept| blend::metrics(crew, seconds(300.0), kept, seconds(t)).expect("steady");
        let calls = erlang_c::metrics(crew, seconds(300.0), seconds(t)).expect("steady");
        let (none, all) = (at(0), at(agents));
        prop_assert!(same(&none.calls, &calls, 1.0) && none.deferred == Rate::new(0.0).expect("none"));
        prop_assert!(close(all.calls.p_wait.get(), 1.0) && close(all.calls.occupancy.get(), 1.0));
        let kept = above(kept * f64::from(agents - 1));
        let (less, found) = (at(kept), at(kept + 1));
        prop_assert!(found.calls.p_wait.get() >= less.calls.p_wait.get() - ROUNDING);
        prop_assert!(found.deferred.get() >= less.deferred.get() - ROUNDING);
        prop_assert!(close(found.calls.occupancy.get() * f64::from(agents), a + 300.0 * found.deferred.get()));
    }

    #[test]
    fn uncertainty_only_hurts_and_none_is_the_certain_rate(a in 0.1..200.0_f64, more in 1_u32..30, cv in 0.0..2.0_f64, t in 0.0..300.0_f64) {
        let agents = above(a) + more;
        let rate = Rate::new(a / 300.0).expect("a rate");
        let at = |cv| uncertain::erlang_c(UncertainRate::new(rate, cv).expect("a cv"), seconds(300.0), agents, seconds(t));
        let (none, found) = (at(0.0), at(cv));
        prop_assert_eq!(none.over_contacts, none.at_mean);
        prop_assert_eq!(found.at_mean, none.at_mean);
        // Contacts meet the bad hours more often than time does.
        prop_assert!(found.over_contacts.get() <= found.over_time.get() + 1e-9, "{found:?}");
        prop_assert!(found.over_time.get() <= 1.0 - found.p_unstable.get() + 1e-9, "{found:?}");
        // Nearly certain is nearly the same.
        let nearly = at(1e-6);
        prop_assert!((nearly.over_time.get() - none.at_mean.get()).abs() <= 1e-7, "{nearly:?} {none:?}");
        let abandoning = |cv, mean| uncertain::erlang_a(UncertainRate::new(rate, cv).expect("a cv"), seconds(300.0), patience(mean), agents, seconds(t));
        let patient = abandoning(cv, None).service_level.get();
        prop_assert!((patient - found.over_contacts.get()).abs() <= 1e-9, "{patient} {found:?}");
        let (none, found) = (abandoning(0.0, Some(120.0)), abandoning(cv, Some(120.0)));
        prop_assert!(found.p_abandon.get() >= none.p_abandon.get() - 1e-9, "{none:?} {found:?}");
        prop_assert!(found.p_abandon.get() + found.service_level.get() <= 1.0 + 1e-9, "{found:?}");
    }

    #[test]
    fn exponential_handling_times_need_no_correction(a in 0.1..500.0_f64, more in 1_u32..40, cv in 0.0..2.0_f64, t in 0.0..300.0_f64) {
        let crew = Crew::new(load(a), above(1.001 * a) + more);
        let calls = erlang_c::metrics(crew, seconds(300.0), seconds(t)).expect("steady");
        for correction in [Correction::AllenCunneen, Correction::Kimura, Correction::Tijms, Correction::Recommended] {
            let at = |cv| general::metrics(crew, seconds(300.0), cv, seconds(t), correction).expect("steady");
            prop_assert!(same(&at(1.0), &calls, 1.0));
            // More spread, longer waits; without any at least half of them.
            prop_assert!(at(cv + 0.1).mean_wait_all.get() >= at(cv).mean_wait_all.get() * (1.0 - ROUNDING));
            prop_assert!(at(0.0).mean_wait_all.get() >= 0.5 * calls.mean_wait_all.get() * (1.0 - ROUNDING));
        }
    }

    #[test]
    fn closed_forms_join_the_counted_states(n in 1_u32..1_000_000, power in -8.0..1.0_f64, sign in prop_oneof![Just(-1.0), Just(1.0)], depth in 0.0..3.0_f64) {
        // A hundred thousand arrivals in one mean patience is where counting ends: less and more by a few roundings. In a long queue the
        // share in time follows its mean some three hundred times over, so a wider gap would show as such.
        let n = f64::from(n);
        let a = n * (1.0 + sign * 10.0_f64.powf(power)).max(0.01);
        let mean = 1e5 * 300.0 / a;
        let t = depth * mean * 10.0_f64.powf(power);
        for definition in DEFINITIONS {
            let at = |mean: f64| {
                let setting = Setting { definition, ..setting(a, 300.0, above(n), t) };
                erlang_a::metrics(seconds(300.0), patience(Some(mean)), &setting).expect("always steady")
            };
            let (counted, closed) = (at(mean * (1.0 - 2e-15)), at(mean * (1.0 + 2e-15)));
            prop_assert!(same(&counted, &closed, 1.0), "{counted:?} {closed:?}");
        }
    }

    #[test]
    fn any_crew_and_trunk_answer_without_panic(
        rate in prop_oneof![Just(0.0), 1e-12..1e-3_f64, 1e-3..1e3_f64, 1e3..1e9_f64],
        aht in prop_oneof![Just(0.0), 1e-6..1.0_f64, 1.0..1e5_f64, 1e5..1e11_f64],
        agents in prop_oneof![Just(0_u32), 1_u32..100, 100_u32..100_000],
        places in prop_oneof![Just(0_u32), 1_u32..1000, Just(4_000_000_000)],
        mean in proptest::option::of(prop_oneof![Just(0.0), 1e-6..1.0_f64, 1.0..1e5_f64, 1e5..3e11_f64]),
        t in prop_oneof![Just(0.0), 0.0..1e3_f64, 1e3..3e11_f64],
        cv in prop_oneof![Just(0.0), 1e-12..2.0_f64],
    ) {
        let (rate, aht, t) = (Rate::new(rate).expect("a rate"), seconds(aht), seconds(t));
        let crew = Crew::of_rate(rate, aht, f64::from(agents) + cv);
        if let Some(found) = general::metrics(crew, aht, cv, t, Correction::Recommended) {
            prop_assert!(found.mean_queue.is_finite() && found.mean_queue >= 0.0, "{found:?}");
        }
        if let Some(found) = blend::metrics(Crew::of_rate(rate, aht, agents), aht, places, t) {
            prop_assert!(found.calls.mean_queue.is_finite() && found.calls.mean_queue >= 0.0, "{found:?}");
        }
        let lines = if places < 4_000_000_000 { Some(places) } else { None };
        let trunk = Trunk { aht, patience: patience(mean), agents, lines };
        if let Some(found) = trunk.metrics(rate, t) {
            prop_assert!(found.mean_queue.is_finite() && found.mean_queue >= 0.0, "{found:?}");
        }
        if let Some(found) = redial::metrics(&trunk, rate, share(0.5 * cv), t) {
            prop_assert!(found.offered.get() >= rate.get(), "{found:?}");
        }
    }
}
