//! What a forecast keeps whatever the numbers: scale, constants, order, the past.
#![expect(clippy::unwrap_used, reason = "a test stops where its premise fails")]

use chrono::{NaiveDate, Weekday};
use proptest::prelude::*;
use staffplan::calendar::Grid;
use staffplan::forecasting::{
    DayForecast, DayKind, DayMark, DayProfile, DaySeries, EventDay, EventPhase, HandleTimeProfile, KnownDays,
    LearntUplift, Repeats, SlotSpread, VolumeLevers, with_redials, with_redials_until_settled,
};
use staffplan::units::Fraction;

/// Rounding of a few dozen passes of sums over a few hundred days.
const ROUNDING: f64 = 1e-9;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A Monday.
fn monday() -> NaiveDate {
    date(2026, 1, 5)
}

fn daily(totals: impl IntoIterator<Item = Option<f64>>) -> DaySeries {
    let days = totals.into_iter().map(|total| total.map(|total| vec![total])).collect();
    DaySeries { grid: Grid::DAY, first: monday(), days }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_day_with_a_gap_is_scaled_and_a_stump_is_missing() {
    let grid = Grid::of_minutes(60).unwrap();
    let mut days = vec![Some(vec![100.0; 24]); 28];
    days[10] = Some([vec![100.0; 16], vec![0.0; 8]].concat());
    days[11] = Some([vec![100.0; 8], vec![0.0; 16]].concat());
    days[12] = Some(vec![100.0; 18]);
    days[13] = Some(vec![0.0; 24]);
    let series = DaySeries { grid, first: monday(), days };
    let whole = series.whole_days(&[]);
    assert!(close(whole[10].unwrap().total, 2400.0) && close(whole[10].unwrap().seen, 2.0 / 3.0));
    assert_eq!(whole[11], None);
    assert!(close(whole[12].unwrap().total, 2400.0));
    assert_eq!(whole[13], None);
    let forecast = DayForecast::fit(&series, &KnownDays::every_day()).unwrap();
    assert!(close(forecast.mean(date(2026, 3, 1)), 2400.0));
}

#[test]
fn shares_of_open_slots_add_up_to_one_and_repeat_a_steady_shape() {
    let grid = Grid::of_minutes(60).unwrap();
    let day =
        |k: usize| (0..24).map(move |slot| if slot < 8 { 0.0 } else { 10.0 * ((slot + k) % 5 + 1) as f64 });
    let days = (0..70).map(|index| Some(day(usize::from(index % 7 == 0)).collect())).collect();
    let series = DaySeries { grid, first: monday(), days };
    let open = |_: DayKind, slot: usize| f64::from(u8::from(slot >= 9));
    let profile = DayProfile::fit(&series, &[], open);
    for weekday in [Weekday::Mon, Weekday::Tue] {
        let shares = profile.shares(DayKind::Weekday(weekday));
        assert!(close(shares.iter().sum(), 1.0));
        assert!(shares[8].abs() < ROUNDING);
    }
    let monday = profile.shares(DayKind::Weekday(Weekday::Mon));
    let own: Vec<f64> = day(1).enumerate().map(|(slot, y)| if slot >= 9 { y } else { 0.0 }).collect();
    let sum: f64 = own.iter().sum();
    assert!(monday.iter().zip(&own).all(|(share, y)| (share - y / sum).abs() < 0.005));
    let closed = DayProfile::fit(&series, &[], |_, _| 0.0);
    assert!(closed.shares(DayKind::Holiday).iter().all(|share| share.abs() < ROUNDING));
    let flat = DayProfile::flat(grid, open);
    assert!(close(flat.shares(DayKind::Holiday)[12], 1.0 / 15.0));
}

#[test]
fn a_steady_handle_time_gives_itself_and_a_sparse_slot_stays_calm() {
    let grid = Grid::of_minutes(60).unwrap();
    let of = |value: f64| DaySeries { grid, first: monday(), days: vec![Some(vec![value; 24]); 70] };
    let steady = HandleTimeProfile::fit(&of(30.0), &of(30.0 * 240.0), &[]).unwrap();
    assert!(DayKind::Holiday == DayKind::of(monday(), true));
    assert!(steady.seconds(DayKind::Weekday(Weekday::Sun)).iter().all(|&mean| close(mean, 240.0)));
    assert!(
        steady
            .on_grid(Grid::of_minutes(30).unwrap())
            .seconds(DayKind::Holiday)
            .iter()
            .all(|&s| close(s, 240.0))
    );
    let mut took = of(30.0 * 240.0);
    let mut handled = of(30.0);
    for (contacts, seconds) in handled.days.iter_mut().zip(&mut took.days).filter(|_| true) {
        contacts.as_mut().unwrap()[3] = 0.0;
        seconds.as_mut().unwrap()[3] = 0.0;
    }
    handled.days[69].as_mut().unwrap()[3] = 1.0;
    took.days[69].as_mut().unwrap()[3] = 3600.0;
    let profile = HandleTimeProfile::fit(&handled, &took, &[]).unwrap();
    let sunday = profile.seconds(DayKind::Weekday(Weekday::Sun))[3];
    assert!(sunday > 240.0 && sunday < 270.0, "{sunday}");
    assert_eq!(HandleTimeProfile::fit(&of(0.0), &of(0.0), &[]), None);
}

#[test]
fn deflection_takes_fresh_contacts_first_and_repeats_follow() {
    let share = |f| Fraction::new(f).unwrap();
    let at = |fcr, recontact| Repeats { first_contact_resolution: share(fcr), recontact: share(recontact) };
    let today = at(0.7, 0.5);
    let levers = VolumeLevers { in_history: today, now: today, deflection: share(0.2) };
    let volume = levers.apply(1000.0).unwrap();
    assert!(close(volume.offered, 800.0) && close(volume.deflected, 170.0) && close(volume.fresh, 680.0));
    // λ = fresh / (1 − (1 − FCR) · recontact), worked by hand: 850 / 0.9.
    let better = VolumeLevers { now: at(0.8, 0.5), deflection: share(0.0), ..levers };
    assert!(close(better.apply(1000.0).unwrap().offered, 850.0 / 0.9));
    let endless = VolumeLevers { now: at(0.0, 1.0), ..levers };
    assert_eq!(endless.apply(1000.0), None);
    assert!(close(VolumeLevers::none(at(0.0, 1.0)).in_history.share().get(), 1.0));
}

#[test]
fn redials_settle_at_their_fixed_point() {
    let share = |f| Fraction::new(f).unwrap();
    assert!(close(with_redials(100.0, share(0.5), share(0.2)).unwrap(), 100.0 / 0.9));
    assert_eq!(with_redials(100.0, share(1.0), share(1.0)), None);
    let lost = |offered: f64| Fraction::clamped(1.0 - 90.0 / offered);
    let settled = with_redials_until_settled(100.0, share(0.6), lost).unwrap();
    assert!(close(settled, 100.0 + 0.6 * (settled - 90.0)));
    assert_eq!(with_redials_until_settled(100.0, share(1.0), lost), None);
}

/// Standard normals at the middles of equal parts of the unit interval.
fn normals(count: usize) -> Vec<f64> {
    use statrs::distribution::{ContinuousCDF, Normal};
    let normal = Normal::new(0.0, 1.0).unwrap();
    (0..count).map(|i| normal.inverse_cdf((i as f64 + 0.5) / count as f64)).collect()
}

#[test]
fn spread_finds_the_law_that_made_the_counts() {
    let pairs: Vec<(f64, f64)> = normals(4000)
        .iter()
        .enumerate()
        .map(|(i, z)| {
            let mu = 5.0 + ((i * 37) % 200) as f64;
            (mu, mu + z * (1.5 * mu + (0.1 * mu).powi(2)).sqrt())
        })
        .collect();
    let spread = SlotSpread::fit(&pairs);
    assert!((spread.overdispersion - 1.5).abs() < 0.25 && (spread.cv - 0.1).abs() < 0.02, "{spread:?}");
    assert_eq!(SlotSpread::fit(&[]), SlotSpread::POISSON);
    assert_eq!(SlotSpread::fit(&[(5.0, 5.0), (9.0, 9.0)]), SlotSpread::POISSON);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn no_input_panics_or_gives_nonsense(
        totals in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 0..120),
        marks in proptest::collection::vec(0u8..3, 0..130),
    ) {
        let marks: Vec<DayMark> =
            marks.iter().map(|m| [DayMark::Ordinary, DayMark::Holiday, DayMark::Excluded][usize::from(*m)]).collect();
        let tame = totals.iter().map(|t| t.map(|t| if t.is_finite() { t.abs().min(1e12) } else { t }));
        let series = daily(tame);
        let hourly = DaySeries {
            grid: Grid::of_minutes(240).unwrap(),
            first: monday(),
            days: series.days.chunks(6).map(|days| days.iter().cloned().collect::<Option<Vec<_>>>()).map(|day| day.map(|day| day.concat())).collect(),
        };
        for series in [&series, &hourly] {
            let profile = DayProfile::fit(series, &marks, |_, slot| f64::from(u8::from(slot != 1)));
            let sum: f64 = profile.shares(DayKind::Holiday).iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9, "{}", sum);
            if let Some(means) = HandleTimeProfile::fit(series, series, &marks) {
                prop_assert!(means.seconds(DayKind::Holiday).iter().all(|mean| mean.is_finite()));
            }
            let events: Vec<EventDay> = series.days.iter().flatten().flatten().zip(0i32..).map(|(&actual, i)| {
                EventDay { phase: EventPhase::During(i % 5), actual, expected: f64::from(i % 9) * 1e3, expected_log_sd: f64::from(i % 3) }
            }).collect();
            if let Some(learnt) = LearntUplift::learn(&events, 0.1) {
                prop_assert!(learnt.by_phase.iter().all(|phase| phase.factor.is_finite() && phase.log_sd.is_finite()));
            }
            let pairs: Vec<(f64, f64)> = events.iter().map(|day| (day.actual, day.expected)).collect();
            prop_assert!(SlotSpread::fit(&pairs).overdispersion >= 1.0);
        }
    }
}
