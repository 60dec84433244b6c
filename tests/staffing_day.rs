//! Staff of a whole day: every target met, no agent to spare, and no more than the plain search over whole days finds.

use proptest::prelude::*;
use staffplan::queueing::day::{DayStation, Slot, Whole};
use staffplan::queueing::staffing::{DayGoal, DayStaffing, Scope, staff_day};
use staffplan::queueing::transient::{Follower, day};
use staffplan::queueing::{Binding, Patience, ServiceLevelDefinition, Targets};
use staffplan::units::{Fraction, Seconds};

/// The law after a change is taken as the old one where they differ by 1e-8; the search sees that much.
const SEEN: f64 = 1e-6;

fn seconds(value: f64) -> Seconds {
    Seconds::new(value).expect("a duration")
}

fn level(share: f64, within: f64) -> Targets {
    Targets {
        service_level: Some((Fraction::new(share).expect("a share"), seconds(within))),
        ..Targets::default()
    }
}

fn station(patience: Patience, within: f64) -> DayStation {
    DayStation { patience, answer_within: seconds(within), levels: None, turns: false }
}

/// The demand of a reference day, with its staff.
fn profile(name: &str) -> Vec<Slot> {
    let path = format!("{}/tests/oracle/queue/nonstationary.csv", env!("CARGO_MANIFEST_DIR"));
    let mut reader = csv::Reader::from_path(path).expect("the table");
    let header = reader.headers().expect("header").clone();
    let place = |column: &str| header.iter().position(|c| c == column).expect("a column");
    let rows = reader.records().map(|record| record.expect("a row"));
    rows.filter(|row| &row[place("profile")] == name)
        .map(|row| {
            let number = |column: &str| row[place(column)].parse::<f64>().expect("a number");
            let length = number("end_s") - number("start_s");
            Slot {
                seconds: length,
                arrivals: number("lambda_per_hour") * length / 3600.0,
                servers: row[place("agents")].parse().expect("agents"),
                service: 1.0 / number("aht_s"),
            }
        })
        .collect()
}

fn staffed(slots: &[Slot], station: &DayStation, targets: &Targets, scope: Scope) -> DayStaffing {
    let goal = DayGoal { station, targets, scope };
    let turning = DayStation { turns: true, ..station.clone() };
    staff_day(slots, &goal, |slots, turns| Follower::new(slots, if turns { &turning } else { station }))
        .expect("within reach")
}

fn with(slots: &[Slot], agents: &[u32]) -> Vec<Slot> {
    slots.iter().zip(agents).map(|(slot, &servers)| Slot { servers, ..*slot }).collect()
}

/// The lowest service level of the slots.
fn worst(slots: &[Slot], station: &DayStation) -> f64 {
    let served = day(slots, station);
    let levels =
        served.iter().filter_map(|s| s.level(ServiceLevelDefinition::Offered, None)).map(Fraction::get);
    levels.fold(1.0, f64::min)
}

fn total(agents: impl IntoIterator<Item = u32>) -> u32 {
    agents.into_iter().sum()
}

#[test]
fn every_interval_of_the_reference_days_meets_its_target_and_nobody_is_to_spare() {
    for (name, patience, share, within) in [
        ("ecom30_sipp", Patience::Infinite, 0.95, 300.0),
        ("ecom30_small_80_20", Patience::Infinite, 0.8, 20.0),
        ("promo_surge_understaffed", Patience::Infinite, 0.95, 300.0),
        ("patience_sipp_a", Patience::Mean(seconds(180.0)), 0.8, 20.0),
    ] {
        let (slots, station, targets) = (profile(name), station(patience, within), level(share, within));
        let found = staffed(&slots, &station, &targets, Scope::EveryInterval);
        let met = with(&slots, &found.agents);
        assert!(worst(&met, &station) >= share - SEEN, "{name}: {}", worst(&met, &station));
        for slot in 0..slots.len() {
            let mut fewer = met.clone();
            fewer[slot].servers -= 1;
            assert!(worst(&fewer, &station) < share + SEEN, "{name}: slot {slot} has an agent to spare");
        }
        assert!(found.binding.iter().all(|&binding| binding == Binding::ServiceLevel), "{name}");
        // Interval by interval the stationary formulas ask for more, and still leave four of the first day's short.
        let stationary = total(slots.iter().map(|slot| slot.servers));
        assert!(name.starts_with("promo") || total(found.agents) <= stationary, "{name}");
    }
}

#[test]
fn a_day_that_only_counts_as_a_whole_needs_fewer_hours() {
    let (slots, station, targets) =
        (profile("ecom30_sipp"), station(Patience::Infinite, 300.0), level(0.95, 300.0));
    let every = staffed(&slots, &station, &targets, Scope::EveryInterval);
    let whole = staffed(&slots, &station, &targets, Scope::WholeDay);
    assert!(total(whole.agents.clone()) < total(every.agents));
    let served = day(&with(&slots, &whole.agents), &station);
    let within: f64 = served.iter().map(|s| s.within).sum();
    let contacts: f64 = served.iter().map(|s| s.contacts).sum();
    assert!(within / contacts >= 0.95 - SEEN, "{}", within / contacts);
}

#[test]
fn following_only_what_a_change_reaches_finds_what_following_whole_days_finds() {
    let slots = &profile("ecom30_small_80_20")[..14];
    for patience in [Patience::Infinite, Patience::Mean(seconds(120.0))] {
        let station = station(patience, 20.0);
        let targets =
            Targets { max_abandon: Some(Fraction::new(0.05).expect("a share")), ..level(0.8, 20.0) };
        let goal = DayGoal { station: &station, targets: &targets, scope: Scope::EveryInterval };
        let whole = staff_day(slots, &goal, |slots, _| Whole::new(slots, |slots| day(slots, &station)));
        let part = staffed(slots, &station, &targets, Scope::EveryInterval);
        assert_eq!(whole.expect("within reach").agents, part.agents);
    }
}

#[test]
fn all_targets_hold_at_once_and_the_one_that_decides_is_named() {
    let slots = &profile("ecom30_small_80_20")[..10];
    let station = station(Patience::Mean(seconds(300.0)), 20.0);
    let fraction = |value| Fraction::new(value).expect("a share");
    let easy = level(0.2, 20.0);
    for (targets, deciding) in [
        (Targets { max_occupancy: Some(fraction(0.6)), ..easy }, Binding::Occupancy),
        (Targets { max_abandon: Some(fraction(0.002)), ..easy }, Binding::Abandonment),
        (Targets { asa: Some(seconds(1.0)), ..easy }, Binding::Asa),
    ] {
        let found = staffed(slots, &station, &targets, Scope::EveryInterval);
        assert!(
            found.binding.iter().all(|&binding| binding == deciding),
            "{deciding:?}: {:?}",
            found.binding
        );
        for (slot, (served, &agents)) in slots.iter().zip(found.served.iter().zip(&found.agents)) {
            let occupancy = served.busy_seconds / slot.seconds / f64::from(agents);
            assert!(targets.max_occupancy.is_none_or(|cap| occupancy <= cap.get() + SEEN));
            let lost = served.abandoned / served.contacts;
            assert!(targets.max_abandon.is_none_or(|most| lost <= most.get() + SEEN));
            assert!(targets.asa.is_none_or(|most| served.waits.mean() <= most.get() + SEEN));
        }
    }
}

#[test]
fn closed_and_empty_intervals_need_nobody_and_certainty_is_refused() {
    let open = Slot { seconds: 1800.0, arrivals: 60.0, servers: 0, service: 1.0 / 300.0 };
    let slots = [Slot { arrivals: 0.0, ..open }, open, open, Slot { arrivals: 0.0, ..open }];
    let station = station(Patience::Infinite, 60.0);
    let found = staffed(&slots, &station, &level(0.8, 60.0), Scope::EveryInterval);
    assert_eq!((found.agents[0], found.agents[3]), (0, 0));
    let goal = DayGoal { station: &station, targets: &level(1.0, 60.0), scope: Scope::EveryInterval };
    assert!(staff_day(&slots, &goal, |slots, _| Follower::new(slots, &station)).is_err());
}

#[test]
fn a_search_that_only_weighs_again_what_a_change_moved_sacrifices_the_same_hours() {
    // A snapshot of our own plainer search, which weighed every slot again after each agent taken away.
    let peak = |i: u32| {
        let x = f64::from(i) / 48.0 - 0.5;
        Slot {
            seconds: 900.0,
            arrivals: 15.0 * (0.3 + 0.7 * (-x * x / 0.05).exp()),
            servers: 0,
            service: 1.0 / 1800.0,
        }
    };
    let slots: Vec<Slot> = (0..48).map(peak).collect();
    let station = station(Patience::Infinite, 60.0);
    let found = staffed(&slots, &station, &level(0.8, 60.0), Scope::WholeDay);
    assert_eq!(total(found.agents), 906);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_change_and_its_undoing_leave_the_day_as_it_was(
        servers in proptest::collection::vec(0_u32..14, 6),
        changes in proptest::collection::vec((0_usize..6, 0_u32..14), 1..6),
        patience in proptest::option::of(20.0..600.0_f64),
    ) {
        let patience = patience.map_or(Patience::Infinite, |mean| Patience::Mean(seconds(mean)));
        let station = station(patience, 60.0);
        // Somebody stays in the end: mean waits are fluid where some contacts are never answered.
        let least = |place: usize| u32::from(place == 5);
        let slot = |(place, &servers): (usize, &u32)| {
            let servers = servers.max(least(place));
            Slot { seconds: 900.0, arrivals: 20.0, servers, service: 1.0 / 240.0 }
        };
        let mut slots: Vec<Slot> = servers.iter().enumerate().map(slot).collect();
        use staffplan::queueing::day::Followed;
        let mut follower = Follower::new(&slots, &station);
        for (place, servers) in changes {
            let servers = servers.max(least(place));
            let before = follower.served().to_vec();
            follower.staff(place, (servers + 1) % 14, &mut |slot, _| slot == place + 1);
            follower.undo();
            prop_assert_eq!(follower.served(), &before[..]);
            follower.staff(place, servers, &mut |_, _| false);
            slots[place].servers = servers;
            for (found, right) in follower.served().iter().zip(day(&slots, &station)) {
                prop_assert!((found.within - right.within).abs() < SEEN * 20.0, "{} {}", found.within, right.within);
                // What came before a change feels it for so many mean patiences.
                let waits = (found.waits.mean(), right.waits.mean());
                prop_assert!((waits.0 - waits.1).abs() < 1e-4 * (1.0 + waits.1), "{waits:?}");
                prop_assert!((found.abandoned - right.abandoned).abs() < 0.01, "{} {}", found.abandoned, right.abandoned);
            }
        }
    }
}
