//! The laws of a slot's count and of a day's total: against scipy and mpmath, and what every such law keeps.

use proptest::prelude::*;
use staffplan::forecasting::{CountLaw, SlotSpread, TotalLaw};

/// Rounding of one exponential of a quantile that is itself good to `1e-15`.
const ROUNDING: f64 = 1e-13;

fn law(mean: f64, overdispersion: f64, cv: f64, day_variance: f64) -> CountLaw {
    CountLaw::new(mean, SlotSpread { overdispersion, cv }, day_variance)
}

/// `tests/oracle/forecasting/make_count_quantiles.py` made the file.
#[test]
fn quantiles_are_those_of_scipy_and_mpmath_to_the_count() {
    let text = include_str!("oracle/forecasting/count_quantiles.csv");
    let mut compared = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [mean, overdispersion, cv, day_variance, level, quantile] = cells[..] else { panic!("{line}") };
        let found = law(mean, overdispersion, cv, day_variance).quantiles(&[level]);
        assert_eq!(found, [quantile], "{line}");
        compared += 1;
    }
    assert!(compared > 900, "{compared} rows");
}

/// `tests/oracle/forecasting/make_count_quantiles.py` made the file: means past `10⁷`.
#[test]
fn quantiles_of_huge_counts_are_within_a_millionth_of_a_deviation() {
    const STATED: f64 = 1e-6;
    let text = include_str!("oracle/forecasting/count_quantiles_huge.csv");
    let mut compared = 0;
    for line in text.lines().skip(1) {
        let cells: Vec<f64> = line.split(',').map(|cell| cell.parse().unwrap()).collect();
        let [mean, overdispersion, cv, day_variance, level, quantile] = cells[..] else { panic!("{line}") };
        let law = law(mean, overdispersion, cv, day_variance);
        let found = law.quantiles(&[level])[0];
        let allowed = (STATED * law.standard_deviation()).max(1.0);
        assert!((found - quantile).abs() <= allowed, "{line}: {found}");
        compared += 1;
    }
    assert!(compared > 50, "{compared} rows");
}

#[test]
fn nothing_expected_is_nothing_counted() {
    let levels = [0.0, 0.5, 0.999, 1.0];
    for mean in [0.0, -3.0, f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert_eq!(law(mean, 1.5, 0.1, 0.1).quantiles(&levels), [0.0; 4]);
    }
    assert!(law(5.0, 1.0, 0.0, 0.0).quantiles(&[]).is_empty());
}

#[test]
fn levels_out_of_range_are_cut() {
    let law = law(20.0, 1.2, 0.1, 0.02);
    let found = law.quantiles(&[-1.0, f64::NAN, 0.0, 1.0, 7.0, 1.0 - 1e-9]);
    assert_eq!(&found[..3], [0.0; 3]);
    assert!(found[3..].iter().all(|&count| count > 40.0 && count < 200.0), "{found:?}");
    assert!(found[3..].windows(2).all(|pair| pair[0] <= pair[1] && pair[1] <= pair[0]));
}

/// P(N ≤ n) = 1 − x^(n+1) with x = μ/(1 + μ): the geometric law is the Gamma-Poisson law of shape 1.
#[test]
fn with_a_relative_variance_of_one_the_count_is_geometric() {
    for mean in [0.2, 1.0, 9.0, 99.0, 999.0, 9999.0] {
        let x: f64 = mean / (1.0 + mean);
        for level in [0.05, 0.3, 0.6, 0.9, 0.99] {
            let exact = ((1.0_f64 - level).ln() / x.ln() - 1.0 - 1e-9).ceil().max(0.0);
            assert_eq!(law(mean, 1.0, 0.0, 1.0).quantiles(&[level]), [exact], "{mean} {level}");
        }
    }
    // P(N = 0) = 1/2 exactly: the level is reached.
    assert_eq!(law(1.0, 1.0, 1.0, 0.0).quantiles(&[0.5]), [0.0]);
}

/// Quantiles of the standard normal by mpmath at 40 digits.
#[test]
fn totals_are_lognormal() {
    let law = TotalLaw::new(1234.5, 0.07);
    for (level, z) in
        [(0.975, 1.959_963_984_540_053_9), (0.9, 1.281_551_565_544_600_5), (1e-4, -3.719_016_485_455_680_6)]
    {
        let exact = 1234.5 * (0.07_f64 * z).exp();
        assert!((law.quantiles(&[level])[0] / exact - 1.0).abs() < ROUNDING, "{level}");
    }
    assert!((law.mean() / (1234.5 * 0.00245_f64.exp()) - 1.0).abs() < ROUNDING);
    assert_eq!(TotalLaw::new(f64::NAN, 0.1).quantiles(&[0.9]), [0.0]);
    assert_eq!(TotalLaw::new(50.0, f64::INFINITY).quantiles(&[0.1, 0.9]), [50.0, 50.0]);
}

/// A law whose counts stay small enough to take a thousand quantiles of it.
fn laws() -> impl Strategy<Value = (f64, f64, f64, f64)> {
    ((-3.0..5.0_f64).prop_map(|log| 10.0_f64.powf(log)), 1.0..4.0_f64, 0.0..0.5_f64, 0.0..0.5_f64)
}

proptest! {
    #[test]
    fn quantiles_are_whole_and_ascend_with_the_level((mean, phi, cv, v) in laws(), mut levels in prop::collection::vec(0.0..1.0_f64, 1..9)) {
        levels.sort_by(f64::total_cmp);
        let found = law(mean, phi, cv, v).quantiles(&levels);
        prop_assert!(found.iter().all(|count| count.fract().abs() <= 0.0 && *count >= 0.0));
        prop_assert!(found.windows(2).all(|pair| pair[0] <= pair[1]));
    }

    #[test]
    fn the_order_of_the_levels_changes_nothing((mean, phi, cv, v) in laws(), levels in prop::collection::vec(0.0..1.0_f64, 1..9)) {
        let law = law(mean, phi, cv, v);
        let alone: Vec<f64> = levels.iter().map(|&level| law.quantiles(&[level])[0]).collect();
        prop_assert_eq!(law.quantiles(&levels), alone);
    }

    #[test]
    fn a_larger_mean_never_lowers_a_quantile((mean, phi, cv, v) in laws(), more in 1.0..3.0_f64, level in 0.001..0.999_f64) {
        let (few, many) = (law(mean, phi, cv, v).quantiles(&[level]), law(mean * more, phi, cv, v).quantiles(&[level]));
        prop_assert!(few[0] <= many[0], "{} {}", few[0], many[0]);
    }

    #[test]
    fn an_uncertain_day_widens_the_range(mean in 2.0..1e5_f64, v in 0.0..0.2_f64, more in 0.001..0.2_f64) {
        let width = |v: f64| {
            let ends = law(mean, 1.2, 0.05, v).quantiles(&[0.1, 0.9]);
            ends[1] - ends[0]
        };
        // Each end is a whole count.
        prop_assert!(width(v + more) >= width(v) - 1.0);
    }

    #[test]
    fn the_mean_of_the_quantiles_is_the_mean((mean, phi, cv, v) in laws()) {
        const LEVELS: u32 = 2000;
        let law = law(mean, phi, cv, v);
        let levels: Vec<f64> = (0..LEVELS).map(|i| (f64::from(i) + 0.5) / f64::from(LEVELS)).collect();
        let found = law.quantiles(&levels).iter().sum::<f64>() / f64::from(LEVELS);
        // The midpoint rule of a rising function is out by a step of it, and by what lies past the outermost levels.
        let step = law.quantiles(&levels[levels.len() - 1..])[0] / f64::from(LEVELS);
        let allowed = step + 0.01 * law.standard_deviation() + 1e-3 * mean;
        prop_assert!((found - mean).abs() <= allowed, "{found} for {mean}");
    }

    #[test]
    fn no_number_however_wild_makes_a_wild_count(mean in prop::num::f64::ANY, phi in prop::num::f64::ANY, cv in prop::num::f64::ANY, v in prop::num::f64::ANY) {
        // Quick whatever the numbers, and finite.
        let found = law(mean, phi, cv, v).quantiles(&[0.1, 0.5, 0.9]);
        prop_assert!(found.iter().all(|count| count.is_finite() && *count >= 0.0), "{found:?}");
        let total = TotalLaw::new(mean, cv);
        prop_assert!(total.mean().is_finite() && total.quantiles(&[v, 0.9, 1.0]).iter().all(|total| total.is_finite()));
    }
}
