//! Accuracy on five public series, where they lie beside the project, by their published protocol.
//!
//! The goals are those of the design: below the best of the methods that others offer, with ranges that hold as often as they
//! say. Nothing is tuned to a fold: one set of assumptions for all series.

#![expect(clippy::print_stdout, reason = "a test tells the accuracy that it measures")]

#[path = "support/method.rs"]
mod method;
#[path = "support/series.rs"]
mod series;

use chrono::NaiveDate;
use method::Assumed;
use series::Protocol;
use staffplan::forecasting::{Backtest, Contender, HorizonBucket, Measures, Replay};

fn replayed(protocol: &Protocol) -> Backtest {
    let open = |_: NaiveDate, slot: usize| protocol.is_open(slot);
    let replay = Replay {
        series: &protocol.series,
        open: &open,
        origins: &protocol.origins,
        horizon_days: protocol.horizon_days,
    };
    let open = |slot: usize| protocol.is_open(slot);
    let assumed = Assumed::default();
    replay
        .score(|training, dates| method::forecast(training, &protocol.known, &open, dates, &assumed), |_| {})
}

/// WAPE at most, and bounds of the coverage of the 80 % band, in percent; the measures by distance.
fn holds(protocol: &Protocol, wapes: &[f64], coverage: (f64, f64)) -> [Measures; 5] {
    let backtest = replayed(protocol);
    let measures = HorizonBucket::ALL.map(|bucket| *backtest.of(Contender::UnderTest).bucket(bucket));
    for ((bucket, measures), goal) in HorizonBucket::ALL.iter().zip(&measures).zip(wapes) {
        let percent = |value: Option<f64>| 100.0 * value.unwrap_or(f64::INFINITY);
        let (wape, held) = (percent(measures.wape), percent(measures.coverage_80));
        println!("{} {bucket:?}: WAPE {wape:.2} of {goal} %, P10 to P90 held {held:.1} %", protocol.name);
        assert!(wape <= *goal, "{} {bucket:?}: {wape:.2}", protocol.name);
        assert!((coverage.0..=coverage.1).contains(&held), "{} {bucket:?}: {held:.1}", protocol.name);
    }
    measures
}

fn skipped() {
    println!("skipped: the public series do not lie beside the project");
}

#[test]
fn day_totals_of_the_bank() {
    let Some([bank, ..]) = series::all() else { return skipped() };
    holds(&bank, &[3.4, 4.1, 4.0], (78.0, 92.0));
}

#[test]
fn half_hours_of_the_bank() {
    let Some([_, bank, ..]) = series::all() else { return skipped() };
    holds(&bank, &[4.9, 5.5, 5.5], (78.0, 90.0));
}

#[test]
fn five_minutes_of_the_bank() {
    let Some([_, _, bank, ..]) = series::all() else { return skipped() };
    holds(&bank, &[7.2, 7.6, 7.6], (78.0, 90.0));
}

#[test]
fn day_totals_of_the_hotels() {
    let Some([.., hotel, _]) = series::all() else { return skipped() };
    holds(&hotel, &[12.1, 10.1, 10.2, 12.5], (75.0, 92.0));
}

#[test]
fn half_hours_of_the_small_bank() {
    let Some([.., small]) = series::all() else { return skipped() };
    let [week, ..] = holds(&small, &[23.5], (0.0, 100.0));
    assert!(week.day_wape.is_some_and(|wape| wape <= 0.105), "{:?}", week.day_wape);
}
