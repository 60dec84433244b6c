//! What a forecast keeps whatever the numbers: scale, constants, order, the past.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops where its premise fails"
)]

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use staffplan::calendar::{Grid, Month};
use staffplan::forecasting::{
    DayFactors, DayKind, DayLevel, DayMark, DayProfile, DaySeries, EventDay, EventPhase, HandleTimeProfile,
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

/// A noise of standard deviation about `size` that needs no generator.
fn noise(index: usize, size: f64) -> f64 {
    let phase = (index as f64 * 12.9898).sin() * 43758.5453;
    size * 3.46 * (phase - phase.floor() - 0.5)
}

fn weekly(index: usize) -> f64 {
    [1.2, 1.1, 1.0, 1.0, 1.05, 0.6, 0.5][index % 7]
}

/// 20 weeks with a weekly pattern and 10 % noise.
fn noisy() -> Vec<Option<f64>> {
    (0..140).map(|index| Some(800.0 * weekly(index) * (1.0 + noise(index, 0.1)))).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_constant_series_gives_itself() {
    let level = DayLevel::fit(&daily(vec![Some(365.0); 100]), &[]).unwrap();
    for ahead in [0, 1, 50, 100, 101, 200, 800] {
        assert!(close(level.expected(monday() + Days::new(ahead), false), 365.0));
    }
    assert!(level.growth_per_month().abs() < ROUNDING);
    assert!(level.day_cv() < 0.02 && level.ar1().abs() < ROUNDING);
}

#[test]
fn a_weekly_pattern_gives_itself() {
    let level = DayLevel::fit(&daily((0..70).map(|i| Some(500.0 * weekly(i)))), &[]).unwrap();
    for ahead in 0..100 {
        let expected = level.expected(monday() + Days::new(ahead), false);
        assert!((expected / (500.0 * weekly(ahead as usize)) - 1.0).abs() < 1e-6, "{ahead}: {expected}");
    }
}

#[test]
fn a_steady_growth_over_a_year_is_learnt_and_fades_with_distance() {
    let totals = (0..400).map(|i| Some(500.0 * weekly(i) * (0.02 * f64::from(i as i32) / 30.4375).exp()));
    let level = DayLevel::fit(&daily(totals), &[]).unwrap();
    assert!((level.growth_per_month() - 0.0202).abs() < 5e-4, "{}", level.growth_per_month());
    let month = |k: u64| level.expected(monday() + Days::new(399 + 28 * k), false);
    let growths: Vec<f64> = (0..12).map(|k| month(k + 1) / month(k)).collect();
    assert!(growths[0] > 1.017 && growths[0] < 1.019);
    assert!(growths.windows(2).all(|pair| pair[1] < pair[0] && pair[1] > 1.0));
}

#[test]
fn seven_weeks_show_no_growth() {
    let totals = (0..49).map(|i| Some(500.0 * (0.002 * f64::from(i)).exp()));
    let level = DayLevel::fit(&daily(totals), &[]).unwrap();
    assert!(level.growth_per_month().abs() < ROUNDING);
}

#[test]
fn growth_of_the_plan_replaces_the_learnt_trend() {
    let totals = (0..400).map(|i| Some(500.0 * (0.02 * f64::from(i) / 30.4375).exp()));
    let level = DayLevel::fit(&daily(totals), &[]).unwrap();
    let from = Month::of(level.last());
    let factor = |day: NaiveDate| level.weekday_factor(day.weekday()).unwrap();
    let at = |months: u32, growth: f64| {
        let day = from.plus(months).first_day() + Days::new(9);
        level.expected_with_growth(day, false, growth, from) / factor(day)
    };
    assert!(close(at(3, 0.05), at(0, 0.0) * 1.05f64.powi(3)));
    assert!(close(at(12, 0.0), at(1, 0.0)));
    assert!(close(at(1, -1.0), 0.0));
    let middle = (from.first_day() + Days::new(u64::from(from.days() / 2))).min(level.last());
    assert!(close(at(0, 0.3), level.expected(middle, false) / factor(middle)));
}

#[test]
fn a_history_of_one_year_beats_a_wild_day() {
    let mut totals = noisy();
    let plain = DayLevel::fit(&daily(totals.clone()), &[]).unwrap();
    totals[120] = totals[120].map(|total| 20.0 * total);
    let wild = DayLevel::fit(&daily(totals), &[]).unwrap();
    let ahead = monday() + Days::new(145);
    assert!((wild.expected(ahead, false) / plain.expected(ahead, false) - 1.0).abs() < 0.02);
    assert_eq!(wild.suspects().len(), 1);
    assert_eq!(wild.suspects()[0].date, monday() + Days::new(120));
}

#[test]
fn an_excluded_day_changes_nothing_whatever_it_holds() {
    let mut totals = noisy();
    let mut marks = vec![DayMark::Ordinary; totals.len()];
    marks[100] = DayMark::Excluded;
    let before = DayLevel::fit(&daily(totals.clone()), &marks).unwrap();
    totals[100] = Some(1e6);
    let after = DayLevel::fit(&daily(totals.clone()), &marks).unwrap();
    totals[100] = None;
    let missing = DayLevel::fit(&daily(totals), &marks).unwrap();
    assert_eq!(before, after);
    assert_eq!(before, missing);
}

#[test]
fn three_holidays_make_a_kind_of_day_and_two_do_not() {
    let mut totals: Vec<Option<f64>> = vec![Some(400.0); 120];
    let mut marks = vec![DayMark::Ordinary; 120];
    for index in [30, 61] {
        totals[index] = Some(100.0);
        marks[index] = DayMark::Holiday;
    }
    let ahead = monday() + Days::new(130);
    let two = DayLevel::fit(&daily(totals.clone()), &marks).unwrap();
    assert_eq!(two.holiday_factor(), None);
    assert!(close(two.expected(ahead, true), 400.0));
    totals[92] = Some(100.0);
    marks[92] = DayMark::Holiday;
    let three = DayLevel::fit(&daily(totals), &marks).unwrap();
    assert!(close(three.expected(ahead, true), 100.0));
    assert!(close(three.expected(ahead, false), 400.0));
}

#[test]
fn a_weekday_never_seen_has_no_contacts() {
    let totals = (0..70).map(|i| (i % 7 < 5).then_some(300.0));
    let level = DayLevel::fit(&daily(totals), &[]).unwrap();
    assert!(level.expected(date(2026, 7, 4), false).abs() < ROUNDING);
    assert_eq!(level.weekday_factor(Weekday::Sat), None);
    assert!(close(level.expected(date(2026, 7, 6), false), 300.0));
}

#[test]
fn days_without_contacts_count_in_the_mean() {
    let totals = (0..140).map(|i| Some([0.0, 1.0, 3.0, 2.0, 4.0][(i * 7 + i / 5) % 5]));
    let level = DayLevel::fit(&daily(totals), &[]).unwrap();
    let week: f64 = (0..7).map(|k| level.expected(monday() + Days::new(140 + k), false)).sum();
    assert!((week / 14.0 - 1.0).abs() < 0.15, "{week}");
    let closed =
        DayLevel::fit(&daily((0..70).map(|i| Some(if i % 7 == 6 { 0.0 } else { 60.0 }))), &[]).unwrap();
    assert!(
        closed.expected(date(2026, 7, 5), false) < 1e-3
            && close(closed.expected(date(2026, 7, 6), false), 60.0)
    );
    assert!((closed.weekday_factor(Weekday::Mon).unwrap() - 7.0 / 6.0).abs() < 1e-5);
    let silent = DayLevel::fit(&daily(vec![Some(0.0); 30]), &[]).unwrap();
    assert!(silent.expected(date(2026, 7, 4), false).abs() < ROUNDING);
}

#[test]
fn six_days_are_too_few_and_nonsense_is_missing() {
    assert_eq!(DayLevel::fit(&daily(vec![Some(5.0); 6]), &[]).unwrap_err().found, 6);
    let nonsense = [Some(f64::NAN), Some(-3.0), Some(f64::INFINITY), None];
    assert_eq!(DayLevel::fit(&daily(nonsense), &[]).unwrap_err().found, 0);
    assert!(DayLevel::fit(&daily([]), &[]).is_err());
}

#[test]
fn uncertainty_of_the_level_grows_with_distance() {
    let level = DayLevel::fit(&daily(noisy()), &[]).unwrap();
    assert!((level.day_cv() - 0.1).abs() < 0.02, "{}", level.day_cv());
    assert!(level.busyness_cv() < level.day_cv());
    let cvs: Vec<f64> = [0, 7, 30, 90, 365].iter().map(|&days| level.level_cv(days)).collect();
    assert!(cvs[0] > 0.005 && cvs[0] < 0.05, "{cvs:?}");
    assert!(cvs.windows(2).all(|pair| pair[1] > pair[0]));
    assert!(cvs[4] < 0.5, "{cvs:?}");
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
    assert!(close(DayLevel::fit(&series, &[]).unwrap().expected(date(2026, 3, 1), false), 2400.0));
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
fn day_factors_have_mean_one_and_the_variation_asked_for() {
    let law = DayFactors::new(0.2, 0.6, &[0.1]);
    let nodes = normals(400);
    let factors: Vec<f64> = nodes
        .iter()
        .flat_map(|&z| nodes.iter().map(move |&d| (z, d)))
        .map(|(z, d)| law.path(z, &[d])[0])
        .collect();
    let mean = factors.iter().sum::<f64>() / factors.len() as f64;
    let second = factors.iter().map(|f| f * f).sum::<f64>() / factors.len() as f64;
    assert!((mean - 1.0).abs() < 5e-4, "{mean}");
    // Independent factors: 1 + cv² multiply.
    assert!((second / (1.04 * 1.01) - 1.0).abs() < 2e-3, "{second}");
    assert!(DayFactors::new(0.0, 0.5, &[0.0; 3]).path(1.0, &[2.0]).iter().all(|&f| close(f, 1.0)));
}

#[test]
fn day_factors_repeat_their_autocorrelation() {
    let days = 20_000;
    let law = DayFactors::new(0.15, 0.7, &vec![0.0; days]);
    let mut order: Vec<f64> = normals(days);
    // A fixed shuffle: multiplication by a unit modulo a prime near the length.
    order = (0..days).map(|i| order[(i * 7919 + i * i * 104_729) % days]).collect();
    let logs: Vec<f64> = law.path(0.0, &order).iter().map(|f| f.ln()).collect();
    let mean = logs.iter().sum::<f64>() / days as f64;
    let square: f64 = logs.iter().map(|l| (l - mean).powi(2)).sum();
    let lagged: f64 = logs.windows(2).map(|l| (l[0] - mean) * (l[1] - mean)).sum();
    assert!((lagged / square - 0.7).abs() < 0.03, "{}", lagged / square);
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
    fn volume_times_k_gives_forecast_times_k(k in 0.01f64..1e4, ahead in 1u64..300) {
        let scaled = daily(noisy().into_iter().map(|total| total.map(|total| k * total)));
        let (level, other) =
            (DayLevel::fit(&daily(noisy()), &[]).unwrap(), DayLevel::fit(&scaled, &[]).unwrap());
        let at = monday() + Days::new(139 + ahead);
        prop_assert!((other.expected(at, false) / level.expected(at, false) / k - 1.0).abs() < 1e-9);
        prop_assert!((other.day_cv() - level.day_cv()).abs() < 1e-9);
    }

    #[test]
    fn missing_days_before_and_after_change_no_expectation(before in 0usize..5, after in 0usize..40) {
        let mut totals = vec![None; 7 * before];
        totals.extend(noisy());
        totals.extend(vec![None; after]);
        let mut series = daily(totals);
        series.first = monday() - Days::new(7 * before as u64);
        let (level, padded) =
            (DayLevel::fit(&daily(noisy()), &[]).unwrap(), DayLevel::fit(&series, &[]).unwrap());
        let at = monday() + Days::new(70);
        prop_assert!((padded.expected(at, false) / level.expected(at, false) - 1.0).abs() < 0.01);
    }

    #[test]
    fn what_comes_later_leaves_an_earlier_forecast_alone(later in proptest::collection::vec(0.0f64..1e6, 1..60)) {
        let origin = monday() + Days::new(139);
        let mut totals = noisy();
        totals.extend(later.into_iter().map(Some));
        let cut = daily(totals).until(origin);
        prop_assert_eq!(DayLevel::fit(&cut, &[]).unwrap(), DayLevel::fit(&daily(noisy()), &[]).unwrap());
    }

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
        if let Ok(level) = DayLevel::fit(&series, &marks) {
            for ahead in [0u64, 60, 130, 2000] {
                let at = monday() + Days::new(ahead);
                prop_assert!(level.expected(at, ahead % 20 == 0) >= 0.0);
                prop_assert!(level.expected(at, false).is_finite());
            }
            prop_assert!(level.level_cv(365).is_finite() && level.day_cv().is_finite());
        }
    }
}
