//! What a forecast of whole days keeps whatever the numbers: scale, constants, the past; and what it finds again.
#![expect(
    clippy::unwrap_used,
    clippy::cast_possible_truncation,
    reason = "a test stops where its premise fails"
)]

use chrono::{Datelike, Days, NaiveDate, Weekday};
use proptest::prelude::*;
use staffplan::calendar::{DateSpan, Grid, Month};
use staffplan::forecasting::{
    DayFactors, DayForecast, DaySeries, DaySpread, EventDay, EventPhase, KnownDays, LearntUplift, Method,
    Occurrence,
};

/// Rounding of sums over a few hundred days.
const ROUNDING: f64 = 1e-9;

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A Monday.
fn monday() -> NaiveDate {
    date(2026, 1, 5)
}

/// So many days after it.
fn day(index: usize) -> NaiveDate {
    monday() + Days::new(index as u64)
}

fn daily(totals: impl IntoIterator<Item = Option<f64>>) -> DaySeries {
    let days = totals.into_iter().map(|total| total.map(|total| vec![total])).collect();
    DaySeries { grid: Grid::DAY, first: monday(), days }
}

fn fit(totals: impl IntoIterator<Item = Option<f64>>) -> DayForecast {
    DayForecast::fit(&daily(totals), &KnownDays::every_day()).unwrap()
}

/// A noise of standard deviation about `size` that needs no generator.
fn noise(index: usize, size: f64) -> f64 {
    let phase = (index as f64 * 12.9898).sin() * 43758.5453;
    size * 3.46 * (phase - phase.floor() - 0.5)
}

fn weekly(index: usize) -> f64 {
    [1.2, 1.1, 1.0, 1.0, 1.05, 0.6, 0.5][index % 7]
}

/// So many days with a weekly pattern and 10 % noise.
fn noisy(days: usize) -> Vec<Option<f64>> {
    (0..days).map(|index| Some(800.0 * weekly(index) * (1.0 + noise(index, 0.1)))).collect()
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs()).max(1.0)
}

#[test]
fn a_constant_series_gives_itself_however_long_it_is() {
    for length in [7, 30, 100, 420, 800] {
        let forecast = fit(vec![Some(365.0); length]);
        for ahead in [0, 3, length, length + 1, length + 28, length + 400, length + 1500] {
            let mean = forecast.mean(day(ahead));
            assert!((mean / 365.0 - 1.0).abs() < 1e-6, "{length} days, {ahead}: {mean}");
        }
        assert!(forecast.growth_per_month().abs() < 1e-6);
        assert!(forecast.suspects().is_empty());
    }
}

#[test]
fn methods_follow_the_length_of_the_history() {
    let methods = |length| fit(noisy(length)).methods();
    assert_eq!(methods(55), [Method::DayModel, Method::FourWeekMean]);
    assert_eq!(methods(56), [Method::DayModel]);
    assert_eq!(methods(400), [Method::DayModel]);
    assert_eq!(methods(420), [Method::DayModel, Method::YearAgo]);
    assert_eq!(methods(730), [Method::DayModel, Method::YearAgo, Method::Decomposition]);
    assert_eq!(fit(vec![Some(0.0); 30]).methods(), [Method::Nothing]);
}

#[test]
fn a_weekly_pattern_gives_itself() {
    let forecast = fit((0..70).map(|i| Some(500.0 * weekly(i))));
    for ahead in 0..100 {
        let ratio = forecast.mean(day(ahead)) / (500.0 * weekly(ahead));
        assert!((ratio - 1.0).abs() < 2e-3, "{ahead}: {ratio}");
    }
}

#[test]
fn a_steady_growth_is_learnt_and_fades_after_a_year() {
    let monthly = 0.02 / 30.4375;
    let forecast = fit((0..500).map(|i| Some(500.0 * weekly(i) * (monthly * f64::from(i as i32)).exp())));
    assert!((forecast.growth_per_month() - 0.0202).abs() < 2e-3, "{}", forecast.growth_per_month());
    let month = |k: usize| forecast.mean(day(499 + 28 * k));
    let growths: Vec<f64> = (0..40).map(|k| month(k + 1) / month(k)).collect();
    assert!(growths[..12].iter().all(|growth| (growth - 1.0186).abs() < 0.012), "{growths:?}");
    assert!(growths[30..].iter().all(|growth| (growth - 1.0).abs() < 0.01), "{growths:?}");
}

#[test]
fn less_than_400_days_show_no_growth() {
    let forecast = fit((0..399).map(|i| Some(500.0 * (0.001 * f64::from(i)).exp())));
    assert!(forecast.growth_per_month().abs() < ROUNDING);
}

#[test]
fn growth_of_the_plan_replaces_the_learnt_trend() {
    let forecast = fit((0..390).map(|_| Some(500.0)));
    let from = Month::of(forecast.last());
    let at = |months: u32, growth: f64| {
        forecast.mean_with_growth(from.plus(months).first_day() + Days::new(9), growth, from)
    };
    assert!((at(3, 0.05) / (at(0, 0.0) * 1.05f64.powi(3)) - 1.0).abs() < 1e-6);
    assert!((at(12, 0.0) / at(1, 0.0) - 1.0).abs() < 1e-6);
    assert!(close(at(1, -1.0), 0.0));
    let growing = fit((0..800).map(|i| Some(500.0 * (0.02 * f64::from(i) / 30.4375).exp())));
    let (from, last) = (Month::of(growing.last()), growing.mean(growing.last()));
    let held = |months: u32| growing.mean_with_growth(from.plus(months).first_day(), 0.0, from) / last;
    assert!(
        (1..24).all(|months| (held(months) - 1.0).abs() < 0.06),
        "{:?}",
        (1..24).map(held).collect::<Vec<_>>()
    );
}

#[test]
fn a_wild_day_is_named_and_moves_nothing() {
    for (length, wild) in [(140, 120), (800, 450)] {
        let mut totals = noisy(length);
        let plain = fit(totals.clone());
        totals[wild] = totals[wild].map(|total| 20.0 * total);
        let with = fit(totals);
        for ahead in [5, 14, 364 - (length - wild), 30] {
            let at = day(length + ahead);
            // It counts as 2.5 standard deviations, a quarter, among the four or five days of its place in the month.
            let moved = with.mean(at) / plain.mean(at) - 1.0;
            assert!(moved.abs() < 0.25 / 4.0, "{length} {ahead}: {moved}");
        }
        assert_eq!(with.suspects().len(), 1);
        assert_eq!(with.suspects()[0].date, day(wild));
        let usual = with.suspects()[0].expected / (800.0 * weekly(wild));
        assert!((usual - 1.0).abs() < 0.1, "{length}: {usual}");
    }
}

#[test]
fn an_excluded_day_changes_nothing_whatever_it_holds() {
    let mut totals = noisy(140);
    let mut known = KnownDays::every_day();
    known.excluded.insert(day(100));
    let fit = |totals: &[Option<f64>]| DayForecast::fit(&daily(totals.to_vec()), &known).unwrap();
    let before = fit(&totals);
    totals[100] = Some(1e6);
    assert_eq!(before, fit(&totals));
    totals[100] = None;
    assert_eq!(before, fit(&totals));
    let ordinary = before.mean(day(100));
    assert!((ordinary / (800.0 * weekly(100)) - 1.0).abs() < 0.1, "{ordinary}");
}

#[test]
fn three_holidays_make_a_kind_of_day_and_two_do_not() {
    let mut totals: Vec<Option<f64>> = vec![Some(400.0); 120];
    let mut known = KnownDays::every_day();
    known.holidays.insert(day(130));
    for index in [30, 61] {
        totals[index] = Some(100.0);
        known.holidays.insert(day(index));
    }
    let fit = |totals: &[Option<f64>], known: &KnownDays| {
        let forecast = DayForecast::fit(&daily(totals.to_vec()), known).unwrap();
        (forecast.mean(day(130)), forecast.mean(day(137)))
    };
    let two = fit(&totals, &known);
    assert!((two.0 / two.1 - 1.0).abs() < 1e-9, "{two:?}");
    totals[92] = Some(100.0);
    known.holidays.insert(day(92));
    let three = fit(&totals, &known);
    assert!((three.0 / 100.0 - 1.0).abs() < 0.03, "{three:?}");
    assert!((three.1 / 400.0 - 1.0).abs() < 0.01, "{three:?}");
}

#[test]
fn a_weekday_never_seen_has_no_contacts() {
    let forecast = fit((0..70).map(|i| (i % 7 < 5).then_some(300.0)));
    assert!(forecast.mean(date(2026, 7, 4)).abs() < ROUNDING);
    assert_eq!(forecast.weekday_factor(Weekday::Sat), None);
    assert!((forecast.mean(date(2026, 7, 6)) / 300.0 - 1.0).abs() < 1e-6);
}

#[test]
fn the_day_after_a_closure_to_come_is_busier_as_before() {
    let mut known = KnownDays::every_day();
    known.closed = [30, 65, 100, 135, 170].into_iter().map(day).collect();
    let totals = (0..160).map(|i| {
        let after = if [31, 66, 101, 136].contains(&i) { 1.3 } else { 1.0 };
        (!known.closed.contains(&day(i))).then_some(500.0 * after * (1.0 + noise(i, 0.02)))
    });
    let forecast = DayForecast::fit(&daily(totals), &known).unwrap();
    // What it would bring were it open.
    assert!((forecast.mean(day(170)) / forecast.mean(day(177)) - 1.0).abs() < 0.02);
    let after = forecast.mean(day(171)) / forecast.mean(day(178));
    assert!((after - 1.3).abs() < 0.06, "{after}");
}

#[test]
fn the_first_business_day_of_a_month_is_known() {
    let mut known = KnownDays::every_day();
    known.weekdays = [true, true, true, true, true, false, false];
    let first_of_month = |date: NaiveDate| {
        known.is_open(date) && !(1..date.day()).any(|earlier| known.is_open(date.with_day(earlier).unwrap()))
    };
    let totals = (0..280).map(|i| {
        let busy = if first_of_month(day(i)) { 1.25 } else { 1.0 };
        (i % 7 < 5).then_some(900.0 * busy * (1.0 + noise(i, 0.03)))
    });
    let forecast = DayForecast::fit(&daily(totals), &known).unwrap();
    let (first, third_week) = (forecast.mean(date(2026, 12, 1)), forecast.mean(date(2026, 12, 22)));
    assert!((first / third_week - 1.25).abs() < 0.08, "{first} {third_week}");
}

#[test]
fn the_course_of_the_year_comes_back() {
    let season = |i: usize| 1.0 + 0.3 * (std::f64::consts::TAU * i as f64 / 365.25).sin();
    let forecast = fit((0..1096).map(|i| Some(700.0 * season(i) * (1.0 + noise(i, 0.05)))));
    let missed: f64 = (1096..1461).map(|i| (forecast.mean(day(i)) / (700.0 * season(i)) - 1.0).abs()).sum();
    assert!(missed / 365.0 < 0.04, "{}", missed / 365.0);
}

#[test]
fn days_without_contacts_count_in_the_mean() {
    let week: f64 = {
        let forecast = fit((0..140).map(|i| Some([0.0, 1.0, 3.0, 2.0, 4.0][(i * 7 + i / 5) % 5])));
        (0..7).map(|k| forecast.mean(day(140 + k))).sum()
    };
    assert!((week / 14.0 - 1.0).abs() < 0.15, "{week}");
    let closed = fit((0..70).map(|i| Some(if i % 7 == 6 { 0.0 } else { 60.0 })));
    assert!(closed.mean(date(2026, 7, 5)) < 1e-3);
    assert!((closed.mean(date(2026, 7, 6)) / 60.0 - 1.0).abs() < 1e-6);
    assert!(fit(vec![Some(0.0); 30]).mean(date(2026, 7, 4)).abs() < ROUNDING);
}

#[test]
fn six_days_are_too_few_and_nonsense_is_missing() {
    let every_day = KnownDays::every_day();
    let found =
        |totals: &[Option<f64>]| DayForecast::fit(&daily(totals.to_vec()), &every_day).unwrap_err().found;
    assert_eq!(found(&[Some(5.0); 6]), 6);
    assert_eq!(found(&[Some(f64::NAN), Some(-3.0), Some(f64::INFINITY), None]), 0);
    assert_eq!(found(&[]), 0);
}

#[test]
fn a_decline_ends_at_nothing_and_not_below() {
    let forecast = fit((0..800).map(|i| Some((1000.0 - 1.25 * f64::from(i)).max(0.0))));
    for ahead in [1, 30, 90, 400, 1500] {
        let mean = forecast.mean(day(799 + ahead));
        assert!((0.0..60.0).contains(&mean), "{ahead}: {mean}");
    }
}

#[test]
fn gaps_of_months_leave_the_weeks_alone() {
    let gap = |i: usize| (60..170).contains(&i);
    let forecast = fit(noisy(230).into_iter().enumerate().map(|(i, total)| total.filter(|_| !gap(i))));
    for ahead in 230..258 {
        let ratio = forecast.mean(day(ahead)) / (800.0 * weekly(ahead));
        assert!((ratio - 1.0).abs() < 0.1, "{ahead}: {ratio}");
    }
}

#[test]
fn uncertainty_grows_with_distance() {
    let forecast = fit(noisy(140));
    assert!((forecast.day_cv() - 0.1).abs() < 0.03, "{}", forecast.day_cv());
    let spreads = forecast.spreads(400, true);
    let month =
        |from: usize| spreads[from..from + 28].iter().map(|spread| spread.log_sd()).sum::<f64>() / 28.0;
    let sds: Vec<f64> = [0, 28, 90, 300].map(month).to_vec();
    assert!(sds[0] > 0.08 && sds[3] < 0.5, "{sds:?}");
    assert!(sds.windows(2).all(|pair| pair[1] > pair[0]), "{sds:?}");
}

/// Eighty in a hundred days of a law that the model knows lie within its P10 to P90.
#[test]
fn eighty_in_a_hundred_days_lie_within_the_band() {
    let (mut held, mut all) = (0.0, 0.0);
    for series in 0..20 {
        let luck = |i: usize| noise(7919 * series + i, 0.1);
        let total = |i: usize| 800.0 * weekly(i) * luck(i).exp();
        let forecast = fit((0..120).map(|i| Some(total(i))));
        for (ahead, spread) in forecast.spreads(28, true).iter().enumerate() {
            let median = forecast.mean(day(120 + ahead)) * spread.median_factor();
            let off = (total(120 + ahead) / median).ln() / spread.log_sd();
            held += f64::from(u8::from(off.abs() <= 1.2816));
            all += 1.0;
        }
    }
    assert!((0.72..0.88).contains(&(held / all)), "{}", held / all);
}

#[test]
fn the_account_of_a_day_multiplies_to_its_mean() {
    for length in [40, 140, 420, 800] {
        let forecast = fit(noisy(length));
        for ahead in [1, 9, 40, 200] {
            let date = day(length - 1 + ahead);
            let account = forecast.account(date).unwrap();
            let effects = account.weekday * account.month * account.after_closure * account.season;
            let product = account.level * effects * account.trend * account.recent * account.other_methods;
            assert!(close(product, forecast.mean(date)), "{product}");
        }
        assert_eq!(forecast.account(day(3)), None);
    }
}

#[test]
fn an_event_in_the_history_is_learnt_against_its_own_days_and_leaves_the_level_alone() {
    let mut totals = noisy(140);
    let sale = Occurrence {
        span: DateSpan { first: day(90), last: day(92) },
        anchor: day(90),
        lead_days: 0,
        tail_days: 1,
    };
    let lift = [2.4, 1.8, 1.5, 1.2];
    let mut known = KnownDays::every_day();
    for (index, factor) in (90..).zip(lift) {
        totals[index] = totals[index].map(|total| factor * total);
        known.excluded.insert(day(index));
    }
    let forecast = DayForecast::fit(&daily(totals.clone()), &known).unwrap();
    let days: Vec<EventDay> = (90..94)
        .map(|index| EventDay {
            phase: sale.phase(day(index)).unwrap(),
            actual: totals[index].unwrap(),
            expected: forecast.mean(day(index)),
            expected_log_sd: 0.0,
        })
        .collect();
    let learnt = LearntUplift::learn(&days, forecast.day_cv()).unwrap();
    for (event, (factor, index)) in days.iter().zip(lift.into_iter().zip(90..)) {
        let own_luck = 1.0 + noise(index, 0.1);
        let found = learnt.factor(event.phase) / (factor * own_luck);
        // One occurrence is drawn towards no effect: by T²/(T² + τ² + σ²) of its logarithm, here 0.85.
        assert!((0.86..1.03).contains(&found), "{:?}: {found}", event.phase);
    }
    assert_eq!(sale.phase(day(93)), Some(EventPhase::Tail(1)));
}

/// Standard normals at the middles of equal parts of the unit interval.
fn normals(count: usize) -> Vec<f64> {
    use statrs::distribution::{ContinuousCDF, Normal};
    let normal = Normal::new(0.0, 1.0).unwrap();
    (0..count).map(|i| normal.inverse_cdf((i as f64 + 0.5) / count as f64)).collect()
}

fn law(rho: f64, days: usize, spread: DaySpread) -> DayFactors {
    DayFactors::new(rho, &vec![spread; days])
}

#[test]
fn day_factors_have_mean_one_and_the_variance_asked_for() {
    let law = law(0.6, 1, DaySpread { noise: 0.025, counting: 0.005, deviation: 0.03, level: 0.01 });
    let nodes = normals(60);
    let mut factors = Vec::new();
    for &z in &nodes {
        for &step in &nodes {
            factors.extend(nodes.iter().map(|&own| law.path(z, &[(step, own)])[0]));
        }
    }
    let n = factors.len() as f64;
    let mean = factors.iter().sum::<f64>() / n;
    let variance = factors.iter().map(|f| f.ln().powi(2)).sum::<f64>() / n
        - (factors.iter().map(|f| f.ln()).sum::<f64>() / n).powi(2);
    assert!((mean - 1.0).abs() < 2e-3, "{mean}");
    // Independent parts: log variances add up.
    assert!((variance / 0.06 - 1.0).abs() < 0.03, "{variance}");
    assert!(DayFactors::none(3).path(1.0, &[(2.0, -1.0)]).iter().all(|&f| close(f, 1.0)));
}

#[test]
fn deviations_keep_their_share_from_day_to_day_and_noise_does_not() {
    let days = 20_000;
    let law = law(0.7, days, DaySpread { noise: 0.01, deviation: 0.01, ..DaySpread::default() });
    let order: Vec<f64> = normals(days);
    // Fixed shuffles: multiplication by a unit modulo a prime near the length.
    let shuffled = |a: usize, b: usize| (0..days).map(move |i| (i * a + i * i * b) % days);
    let draws: Vec<(f64, f64)> =
        shuffled(7919, 104_729).zip(shuffled(6007, 15_485_863)).map(|(i, j)| (order[i], order[j])).collect();
    let logs: Vec<f64> = law.path(0.0, &draws).iter().map(|f| f.ln()).collect();
    let mean = logs.iter().sum::<f64>() / days as f64;
    let square: f64 = logs.iter().map(|l| (l - mean).powi(2)).sum();
    let lagged = |lag: usize| {
        logs.iter().zip(&logs[lag..]).map(|(a, b)| (a - mean) * (b - mean)).sum::<f64>() / square
    };
    // Half of the variance is the deviation's: 0.7/2, 0.7³/2.
    assert!((lagged(1) - 0.35).abs() < 0.03, "{}", lagged(1));
    assert!((lagged(3) - 0.1715).abs() < 0.03, "{}", lagged(3));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn volume_times_k_gives_forecast_times_k(k in 0.01f64..1e4, ahead in 0usize..300, length in prop::sample::select(vec![40usize, 140, 440])) {
        let (forecast, other) = (fit(noisy(length)), fit(noisy(length).into_iter().map(|total| total.map(|total| k * total))));
        let at = day(length + ahead);
        prop_assert!((other.mean(at) / forecast.mean(at) / k - 1.0).abs() < 1e-9);
        prop_assert!((other.day_cv() - forecast.day_cv()).abs() < 1e-9);
    }

    #[test]
    fn missing_days_before_and_after_change_little(before in 0usize..5, after in 0usize..20) {
        let mut totals = vec![None; 7 * before];
        totals.extend(noisy(140));
        totals.extend(vec![None; after]);
        let mut series = daily(totals);
        series.first = monday() - Days::new(7 * before as u64);
        let padded = DayForecast::fit(&series, &KnownDays::every_day()).unwrap();
        prop_assert!((padded.mean(day(70)) / fit(noisy(140)).mean(day(70)) - 1.0).abs() < 0.01);
    }

    #[test]
    fn what_comes_later_leaves_an_earlier_forecast_alone(later in proptest::collection::vec(0.0f64..1e6, 1..60)) {
        let mut totals = noisy(140);
        totals.extend(later.into_iter().map(Some));
        let cut = daily(totals).until(day(139));
        let forecast = DayForecast::fit(&cut, &KnownDays::every_day()).unwrap();
        prop_assert_eq!(forecast, fit(noisy(140)));
    }

    #[test]
    fn no_input_panics_or_gives_a_wild_number(
        totals in proptest::collection::vec(proptest::option::of(proptest::num::f64::ANY), 0..120),
        repeats in 1usize..8,
        holidays in proptest::collection::btree_set(0usize..900, 0..20),
        excluded in proptest::collection::btree_set(0usize..900, 0..60),
    ) {
        let tame = totals.iter().map(|t| t.map(|t| if t.is_finite() { t.abs().min(1e12) } else { t }));
        let tame: Vec<Option<f64>> = tame.collect();
        let largest = tame.iter().flatten().copied().filter(|t| t.is_finite()).fold(0.0, f64::max);
        let series = daily(tame.iter().cycle().take(repeats * tame.len()).copied());
        let mut known = KnownDays::every_day();
        known.holidays = holidays.into_iter().map(day).collect();
        known.excluded = excluded.into_iter().map(day).collect();
        if let Ok(forecast) = DayForecast::fit(&series, &known) {
            for ahead in [0usize, 60, 130, 2000] {
                let mean = forecast.mean(day(ahead));
                prop_assert!((0.0..=100.0 * largest.max(1.0)).contains(&mean), "{}", mean);
            }
            prop_assert!(forecast.day_cv().is_finite());
            let law = DayFactors::new(forecast.rho(), &forecast.spreads(40, true));
            prop_assert!(law.path(2.0, &[(2.0, 2.0); 40]).iter().all(|factor| factor.is_finite() && *factor >= 0.0));
        }
    }
}
