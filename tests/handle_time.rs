//! Handle times made by a law are found again: a level, a jump, a trend, the shape of week and day; errors move nothing.
#![expect(clippy::unwrap_used, reason = "a test stops where its premise fails")]

use chrono::{Datelike, Days, NaiveDate, Weekday};
use staffplan::calendar::Grid;
use staffplan::forecasting::{DayKind, DayMark, DaySeries, HandleTimeProfile};

/// Rounding of sums over a few hundred days.
const ROUNDING: f64 = 1e-9;
/// What a forecast of handle time may miss of the law.
const CLOSE: f64 = 0.05;
/// Days of the histories.
const DAYS: usize = 200;

/// A Monday.
fn monday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2025, 1, 6).unwrap()
}

fn day(index: usize) -> NaiveDate {
    monday() + Days::new(index as u64)
}

/// Evenly between 0 and 1, with no generator.
fn even(index: usize) -> f64 {
    let phase = (index as f64 * 12.9898).sin() * 43_758.545_3;
    phase - phase.floor()
}

/// A relative error of standard deviation about `size`.
fn noise(index: usize, size: f64) -> f64 {
    size * 12_f64.sqrt() * (even(index) - 0.5)
}

/// Contacts by day and slot, and the seconds that a law of day and slot makes of them.
fn made(
    (days, grid): (usize, Grid),
    contacts: impl Fn(usize, usize) -> f64,
    seconds: impl Fn(usize, usize) -> f64,
) -> (DaySeries, DaySeries) {
    let series = |value: &dyn Fn(usize, usize) -> f64| {
        let of_day = |day: usize| Some((0..grid.slots()).map(|slot| value(day, slot)).collect());
        DaySeries { grid, first: monday(), days: (0..days).map(of_day).collect() }
    };
    (series(&contacts), series(&|day, slot| contacts(day, slot) * seconds(day, slot)))
}

/// Learnt from 500 contacts a day, whose mean scatters by 5 %, a little more than so many contacts do by luck.
fn daily(days: usize, law: impl Fn(usize) -> f64) -> HandleTimeProfile {
    let seconds = |day: usize, _: usize| law(day) * (1.0 + noise(day, 0.05));
    let (handled, took) = made((days, Grid::DAY), |_, _| 500.0, seconds);
    HandleTimeProfile::fit(&handled, &took, &[]).unwrap()
}

/// Means of the week after so many days.
fn next_week(profile: &HandleTimeProfile, days: usize) -> impl Iterator<Item = f64> + '_ {
    let on = |date: NaiveDate| profile.seconds(DayKind::of(date, false))[0] * profile.factor(date);
    (days..days + 7).map(day).map(on)
}

fn assert_near(profile: &HandleTimeProfile, days: usize, law: impl Fn(usize) -> f64) {
    for (said, at) in next_week(profile, days).zip(days..) {
        assert!((said / law(at) - 1.0).abs() < CLOSE, "{said} of {} on {}", law(at), day(at));
    }
}

fn jump(size: f64, ago: usize) -> impl Fn(usize) -> f64 {
    move |day| if day + ago < DAYS { 300.0 } else { 300.0 * size }
}

#[test]
fn a_steady_handle_time_gives_itself_and_has_not_moved() {
    for days in [1, 6, 30, DAYS, 800] {
        let (handled, took) = made((days, Grid::DAY), |day, _| 100.0 + (day % 7) as f64, |_, _| 300.0);
        let profile = HandleTimeProfile::fit(&handled, &took, &[]).unwrap();
        for said in next_week(&profile, days).chain([profile.mean_seconds()]) {
            assert!((said / 300.0 - 1.0).abs() < ROUNDING, "{said} after {days} days");
        }
        assert_eq!(profile.moved_from(), None);
    }
    assert_near(&daily(DAYS, |_| 300.0), DAYS, |_| 300.0);
    assert_eq!(daily(DAYS, |_| 300.0).moved_from(), None);
}

#[test]
fn a_jump_that_stays_is_followed_up_and_down() {
    for ago in [10, 30, 60, 120] {
        for size in [0.6, 0.85, 1.2, 1.5, 2.5] {
            let law = jump(size, ago);
            let profile = daily(DAYS, &law);
            assert_near(&profile, DAYS, &law);
            let moved = profile.moved_from();
            let mean = (0..DAYS).map(&law).sum::<f64>() / DAYS as f64;
            if (law(DAYS) / mean - 1.0).abs() > 0.15 {
                assert!((moved.unwrap() / mean - 1.0).abs() < 0.02, "{moved:?} of {mean}");
            }
        }
    }
}

#[test]
fn a_short_history_shows_where_a_trend_has_come_to() {
    for yearly in [0.67, 1.5] {
        let law = |day: usize| 300.0 * f64::powf(yearly, day as f64 / 365.25);
        let profile = daily(DAYS, law);
        assert_near(&profile, DAYS, law);
        assert!((profile.factor(day(DAYS + 300)) - 1.0).abs() < ROUNDING, "no trend from less than 400 days");
    }
}

/// A trend of more than a tenth a year is believed in part only: one jump looks like it.
#[test]
fn a_long_history_shows_where_a_trend_is_going_until_it_fades() {
    for yearly in [-0.1, 0.1, 0.2] {
        let law = |day: usize| 300.0 * (1.0 + yearly * day as f64 / 365.25);
        let profile = daily(800, law);
        assert_near(&profile, 800, law);
        let months = |months: usize| day(800 + 30 * months);
        let half_a_year = profile.mean_seconds() * profile.factor(months(6));
        assert!((half_a_year / law(980) - 1.0).abs() < CLOSE, "{half_a_year} of {}", law(980));
        let (decade, century) = (profile.factor(months(120)), profile.factor(months(1200)));
        assert!((decade / century - 1.0).abs() < 1e-3, "{decade} {century}");
    }
}

#[test]
fn a_jump_is_no_trend() {
    for ago in [20, 60, 200, 400] {
        let law = |day: usize| if day + ago < 800 { 300.0 } else { 450.0 };
        let profile = daily(800, law);
        assert_near(&profile, 800, law);
        let year = profile.factor(day(800 + 365));
        assert!((year - 1.0).abs() < CLOSE, "{year}");
    }
}

#[test]
fn a_wild_day_moves_nothing_wherever_it_is() {
    for at in [0, 5, 100, 197, 198, 199] {
        for seconds in [3.0, 600.0, 30_000.0] {
            let profile = daily(DAYS, |day| if day == at { seconds } else { 300.0 });
            assert_near(&profile, DAYS, |_| 300.0);
            assert_eq!(profile.moved_from(), None, "{seconds} on {at}");
        }
    }
}

#[test]
fn three_wild_days_in_a_row_move_nothing() {
    for first in [40, 150, 197] {
        let wild = |day: usize| (first..first + 3).contains(&day);
        let profile = daily(DAYS, |day| if wild(day) { 30_000.0 } else { 300.0 });
        assert_near(&profile, DAYS, |_| 300.0);
    }
}

#[test]
fn one_mistyped_slot_leaves_its_slot_and_its_day_alone() {
    let grid = Grid::of_minutes(60).unwrap();
    let wild = |day: usize, slot: usize| if (day, slot) == (196, 10) { 30_000.0 } else { 300.0 };
    let (handled, took) = made((DAYS, grid), |_, _| 20.0, wild);
    let profile = HandleTimeProfile::fit(&handled, &took, &[]).unwrap();
    for seconds in profile.seconds(DayKind::of(day(196), false)) {
        assert!((seconds / 300.0 - 1.0).abs() < ROUNDING, "{seconds}");
    }
}

#[test]
fn days_of_the_week_and_slots_keep_their_shape_while_the_level_moves() {
    let grid = Grid::of_minutes(240).unwrap();
    let of_slot = [1.2, 1.0, 0.8, 0.9, 1.1, 1.0];
    let of_day = |index: usize| if day(index).weekday() == Weekday::Sun { 1.4 } else { 1.0 };
    let law = |day: usize, slot: usize| jump(1.5, 60)(day) * of_slot[slot] * of_day(day);
    let noisy = |day: usize, slot: usize| law(day, slot) * (1.0 + noise(day * 6 + slot, 0.05));
    let contacts = |day: usize, _: usize| if of_day(day) > 1.0 { 200.0 } else { 2000.0 };
    let (handled, took) = made((DAYS, grid), contacts, noisy);
    let profile = HandleTimeProfile::fit(&handled, &took, &[]).unwrap();
    for at in DAYS..DAYS + 7 {
        for (slot, said) in profile.seconds(DayKind::of(day(at), false)).iter().enumerate() {
            assert!((said / law(at, slot) - 1.0).abs() < CLOSE, "{said} of {} on {at}", law(at, slot));
        }
    }
}

/// Exponential times: of so few contacts a day's mean is anything, and the mean of all has a deviation of `1/√n`.
#[test]
fn a_sparse_channel_stays_calm_and_is_right_on_average() {
    const RUNS: usize = 40;
    for a_day in [1, 3, 8] {
        let mut all = 0.0;
        for run in 0..RUNS {
            let exponential = |at: usize| -300.0 * (1.0 - even(at)).ln();
            let mean = |day: usize, _: usize| {
                let from = (run * DAYS + day) * a_day;
                (from..from + a_day).map(exponential).sum::<f64>() / a_day as f64
            };
            let (handled, took) = made((DAYS, Grid::DAY), |_, _| a_day as f64, mean);
            let said = HandleTimeProfile::fit(&handled, &took, &[]).unwrap().mean_seconds() / 300.0;
            let luck = ((DAYS * a_day) as f64).sqrt().recip();
            assert!((said - 1.0).abs() < 5.0 * luck, "{said} from {a_day} a day");
            all += said / RUNS as f64;
        }
        assert!((all - 1.0).abs() < 0.03, "{all} from {a_day} a day");
    }
}

/// To the last bit where the number is a power of two: everything is learnt of times over their mean.
#[test]
fn times_in_another_unit_give_the_same_times() {
    let law = |day: usize| jump(1.2, 25)(day) * (1.0 + noise(day + 7, 0.1));
    for (unit, rounding) in [(0.25, 0.0), (8.0, 0.0), (60.0, ROUNDING)] {
        let (one, other) = (daily(DAYS, law), daily(DAYS, |day| unit * law(day)));
        let near = |(one, other): (f64, f64)| (unit * one - other).abs() <= rounding * other;
        assert!(next_week(&one, DAYS).zip(next_week(&other, DAYS)).all(near), "{unit}");
    }
}

/// What the program says of a channel's days and whether it tells that handle time moved.
fn told(law: impl Fn(usize) -> f64) -> (Vec<f64>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..DAYS).map(|at| format!("{},phone,500,{:.1}\n", day(at), law(at))).collect();
    let text = format!("interval_start,channel,offered,aht_seconds\n{}", rows.concat());
    std::fs::write(folder.path().join("phone.csv"), text).unwrap();
    let mut program = assert_cmd::Command::new(env!("CARGO_BIN_EXE_plan"));
    program.args(["demand", "phone.csv", "--format", "json", "-q"]).current_dir(folder.path());
    let output = program.output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let of = &document["channels"][0];
    let days = of["days"].as_array().unwrap().iter();
    let cautions = of["cautions"].as_array().unwrap().iter();
    let moved = cautions.clone().any(|caution| caution["code"] == "C129");
    (days.map(|day| day["aht_seconds"].as_f64().unwrap()).collect(), moved)
}

#[test]
fn the_program_tells_where_handle_time_went_and_says_nothing_of_a_wild_day() {
    let laws: [(&dyn Fn(usize) -> f64, bool); 4] = [
        (&jump(1.5, 30), true),
        (&jump(1.5, 60), true),
        (&|day| 300.0 * f64::powf(1.5, day as f64 / 365.0), true),
        (&|day| if day == 198 { 30_000.0 } else { 300.0 }, false),
    ];
    for (law, moves) in laws {
        let (days, moved) = told(law);
        assert_eq!(moved, moves);
        for (said, at) in days.iter().zip(DAYS..DAYS + 7) {
            assert!((said / law(at) - 1.0).abs() < CLOSE, "{said} of {}", law(at));
        }
    }
}

#[test]
fn an_excluded_day_changes_nothing_whatever_it_holds() {
    let mut marks = vec![DayMark::Ordinary; DAYS];
    marks[180] = DayMark::Excluded;
    let fit = |seconds: f64| {
        let law = |day: usize, _: usize| if day == 180 { seconds } else { 300.0 + noise(day, 20.0) };
        let (handled, took) = made((DAYS, Grid::DAY), |_, _| 500.0, law);
        HandleTimeProfile::fit(&handled, &took, &marks).unwrap()
    };
    assert_eq!(fit(310.0), fit(340.0));
}

#[test]
fn a_level_stays_within_what_was_seen() {
    for days in [1, 2, 3, 10] {
        let profile = daily(days, |day| if day % 2 == 0 { 1.0 } else { 86_000.0 });
        assert!(profile.mean_seconds() > 0.5 && profile.mean_seconds() < 120_000.0);
    }
}
