//! The maths: phases, factors and their ranges.

use crate::desk::{Luck, day};
use staffplan::calendar::DateSpan;
use staffplan::forecasting::{EventDay, EventPhase, LearntUplift, Occurrence};

/// Rounding of a few sums.
const ROUNDING: f64 = 1e-9;

fn seen(phase: EventPhase, actual: f64) -> EventDay {
    EventDay { phase, actual, expected: 1000.0, expected_log_sd: 0.0 }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn one_clear_event_day_keeps_its_lift_and_noise_keeps_none() {
    let clear = LearntUplift::learn(&[seen(EventPhase::During(0), 2400.0)], 0.08).unwrap();
    let known = clear.of(EventPhase::During(0));
    assert!(known.factor > 2.1 && known.factor < 2.4, "{clear:?}");
    // Two occurrences differ by √2 · 0.25 where each differs by 0.25 from the mean.
    assert!(known.log_sd > 0.3 && known.log_sd < 0.4, "{clear:?}");
    let faint = LearntUplift::learn(&[seen(EventPhase::Tail(1), 1100.0)], 0.5).unwrap();
    assert!(faint.factor(EventPhase::Tail(1)) < 1.03);
    let calm = LearntUplift::learn(&[seen(EventPhase::During(0), 1000.0)], 0.1).unwrap();
    assert!(close(calm.factor(EventPhase::During(0)), 1.0));
    assert_eq!(LearntUplift::learn(&[], 0.1), None);
}

#[test]
fn a_peak_is_not_drawn_to_the_quiet_days_beside_it() {
    let quiet = (1..12).map(|at| seen(EventPhase::During(-at), 1050.0));
    let days: Vec<EventDay> = quiet.chain([seen(EventPhase::During(0), 3000.0)]).collect();
    let among = LearntUplift::learn(&days, 0.05).unwrap().factor(EventPhase::During(0));
    assert!(among > 2.6 && among < 3.0, "{among}");
}

#[test]
fn offsets_never_seen_take_the_nearest_day_and_say_so() {
    let days = [seen(EventPhase::During(0), 2400.0), seen(EventPhase::During(1), 1600.0)];
    let learnt = LearntUplift::learn(&days, 0.08).unwrap();
    let (last, beyond) = (learnt.of(EventPhase::During(1)), learnt.of(EventPhase::During(5)));
    assert!(close(last.factor, beyond.factor) && beyond.occurrences == 0);
    assert!(beyond.log_sd > last.log_sd && beyond.low() < last.low() && beyond.high() > last.high());
    let tail = learnt.of(EventPhase::Tail(1));
    assert!(close(tail.factor, 1.0) && tail.low() < 0.8 && tail.high() > 1.25 && tail.occurrences == 0);
}

#[test]
fn occurrences_of_other_length_lie_on_each_other_by_phase() {
    let november = |first: &str, last: &str| Occurrence {
        span: DateSpan { first: day(first), last: day(last) },
        anchor: day("2026-11-11"),
        lead_days: 2,
        tail_days: 3,
    };
    let long = november("2026-11-01", "2026-11-12");
    assert_eq!(long.phase(day("2026-11-11")), Some(EventPhase::During(0)));
    assert_eq!(long.phase(day("2026-11-01")), Some(EventPhase::During(-10)));
    assert_eq!(long.phase(day("2026-11-15")), Some(EventPhase::Tail(3)));
    assert_eq!(long.phase(day("2026-11-16")), None);
    assert_eq!(long.phase(day("2026-10-30")), Some(EventPhase::Lead(2)));
    let short = Occurrence { anchor: day("2026-11-11"), ..november("2026-11-10", "2026-11-11") };
    assert_eq!(short.phase(day("2026-11-11")), long.phase(day("2026-11-11")));
    assert_eq!(short.phase(day("2026-11-12")), long.phase(day("2026-11-13")));
}

#[test]
fn agreeing_occurrences_narrow_the_next_and_differing_ones_widen_it() {
    let learn = |actuals: [f64; 3]| {
        LearntUplift::learn(&actuals.map(|actual| seen(EventPhase::During(0), actual)), 0.05)
            .unwrap()
            .by_phase[0]
    };
    let (same, apart) = (learn([2000.0; 3]), learn([1000.0, 2000.0, 4000.0]));
    assert!(same.log_sd < 0.25 && apart.log_sd > 0.4, "{same:?} {apart:?}");
    assert!(
        (same.factor - 2.0).abs() < 0.1 && apart.factor > 1.4 && apart.factor < 2.0,
        "{same:?} {apart:?}"
    );
    assert_eq!(learn([4000.0, 1000.0, 2000.0]), apart);
    assert_eq!(same.occurrences, 3);
}

#[test]
fn scale_does_not_matter() {
    let of = |scale: f64| {
        let day = |at: i32, lift: f64| EventDay {
            phase: EventPhase::During(at),
            actual: 1000.0 * scale * lift,
            expected: 1000.0 * scale,
            expected_log_sd: 0.0,
        };
        LearntUplift::learn(&[day(0, 2.0), day(0, 1.7), day(1, 1.2)], 0.07).unwrap()
    };
    assert_eq!(of(1.0), of(4.0));
}

#[test]
fn a_day_behind_an_uncertain_event_weighs_less() {
    let two = |expected_log_sd| {
        let shared = EventDay { expected_log_sd, ..seen(EventPhase::During(0), 4000.0) };
        LearntUplift::learn(&[seen(EventPhase::During(0), 2000.0), shared], 0.05)
            .unwrap()
            .factor(EventPhase::During(0))
    };
    assert!(two(1.0) < two(0.3) && two(0.3) < two(0.0));
}

/// Of so many events, each with occurrences that differ by `tau`, the share whose next one lies in the 80 % range.
fn coverage(occurrences: usize, days: i32, (tau, noise): (f64, f64)) -> f64 {
    let mut held = 0.0;
    let mut all = 0.0;
    for seed in 0..200 {
        let mut luck = Luck(seed);
        // Three days of a sale: twice, one and a half times and 1.2 times an ordinary day.
        let effect = |at: i32| [2.0_f64, 1.5, 1.2][usize::try_from(at % 3).unwrap()].ln();
        let mut past = Vec::new();
        for _ in 0..occurrences {
            let own = tau * luck.normal();
            for at in 0..days {
                let log = effect(at) + own + noise * luck.normal();
                past.push(seen(EventPhase::During(at), 1000.0 * log.exp()));
            }
        }
        let learnt = LearntUplift::learn(&past, noise).unwrap();
        let next = tau * luck.normal();
        for at in 0..days {
            let truth = (effect(at) + next).exp();
            let known = learnt.of(EventPhase::During(at));
            held += f64::from(u8::from((known.low()..=known.high()).contains(&truth)));
            all += 1.0;
        }
    }
    held / all
}

#[test]
fn the_range_holds_eight_of_ten_next_occurrences() {
    // Of 200 events the share has a standard error of 2.8 points.
    for occurrences in [1, 2, 3, 5] {
        let share = coverage(occurrences, 3, (0.25, 0.08));
        assert!((0.70..=0.90).contains(&share), "{occurrences} occurrences: {share}");
    }
    // Wilder events are told apart after a few occurrences, calmer ones have too wide a range and never too narrow.
    let wild = coverage(6, 3, (0.45, 0.08));
    assert!((0.70..=0.90).contains(&wild), "{wild}");
    let calm = coverage(8, 3, (0.12, 0.08));
    assert!((0.75..=0.97).contains(&calm), "{calm}");
}

#[test]
fn hostile_days_give_no_wild_factor() {
    for actual in [0.0, 1e-300, 1e300, f64::NAN, f64::INFINITY, -5.0] {
        for expected in [0.0, 1e-9, 1e9, f64::NAN, f64::INFINITY, -1.0] {
            for expected_log_sd in [0.0, 1e9, f64::NAN, f64::INFINITY] {
                let phase = EventPhase::During(0);
                let day = EventDay { phase, actual, expected, expected_log_sd };
                if let Some(learnt) = LearntUplift::learn(&[day, seen(phase, 2000.0)], 0.1) {
                    let known = learnt.of(phase);
                    assert!(known.factor.is_finite() && known.log_sd.is_finite(), "{day:?}: {known:?}");
                }
            }
        }
    }
}
