//! Accuracy on real series, where they lie beside the project: WAPE over the origins of the published protocol.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test stops where its premise fails, and tells the accuracy that it measures"
)]

#[path = "support/series.rs"]
mod series;

use chrono::{Datelike, Days};
use series::Protocol;
use staffplan::forecasting::{DayKind, DayLevel, DayProfile};

/// WAPE in percent by distance: 1–7, 8–14, 15–28 and 29–91 days after the origin.
fn wape(protocol: &Protocol) -> [f64; 4] {
    let series = &protocol.series;
    let totals = series.totals();
    let (mut missed, mut came) = ([0.0; 4], [0.0; 4]);
    for &origin in &protocol.origins {
        let level = DayLevel::fit(&series.until(origin), &[]).unwrap();
        for ahead in 1..=protocol.horizon_days {
            let day = origin + Days::new(u64::from(ahead));
            let bucket = [7, 14, 28].iter().filter(|&&end| ahead > end).count();
            if let Some(y) = series.index_of(day).and_then(|index| totals[index]) {
                missed[bucket] += (y - level.expected(day, false)).abs();
                came[bucket] += y;
            }
        }
    }
    std::array::from_fn(|bucket| 100.0 * missed[bucket] / came[bucket])
}

#[test]
fn the_hotel_is_forecast_better_than_by_last_week() {
    let Some([.., hotel, _]) = series::all() else {
        println!("skipped: the public series do not lie beside the project");
        return;
    };
    let wape = wape(&hotel);
    println!("{}, WAPE W1 / W2 / W3-4 / M2-3: {wape:.2?} %", hotel.name);
    assert!(wape[0] < 15.4, "the seasonal naive has 15.4");
}

#[test]
fn the_bank_is_forecast_better_than_by_last_week() {
    let Some([bank, ..]) = series::all() else {
        println!("skipped: the public series do not lie beside the project");
        return;
    };
    let wape = wape(&bank);
    println!("{}, WAPE W1 / W2 / W3-4: {:.2?} %", bank.name, &wape[..3]);
    assert!(wape[0] < 6.16, "the seasonal naive has 6.16");
}

#[test]
fn the_bank_by_half_hours() {
    let Some([_, bank, ..]) = series::all() else {
        println!("skipped: the public series do not lie beside the project");
        return;
    };
    let (half_hours, slots) = (&bank.series, bank.open.0..bank.open.1);
    let open = |_: DayKind, slot: usize| f64::from(u8::from(bank.is_open(slot)));
    let (mut miss, mut known, mut sum) = (0.0, 0.0, 0.0);
    for &origin in &bank.origins {
        let train = half_hours.until(origin);
        let (level, profile) = (DayLevel::fit(&train, &[]).unwrap(), DayProfile::fit(&train, &[], open));
        for ahead in 1..=7 {
            let day = origin + Days::new(ahead);
            let Some(y) = half_hours.index_of(day).and_then(|index| half_hours.days[index].as_ref()) else {
                continue;
            };
            let total: f64 = y.iter().sum();
            let shares = profile.shares(DayKind::Weekday(day.weekday()));
            for slot in slots.clone() {
                miss += (y[slot] - level.expected(day, false) * shares[slot]).abs();
                known += (y[slot] - total * shares[slot]).abs();
                sum += y[slot];
            }
        }
    }
    println!(
        "bank half-hours, WAPE W1 {:.2} %, with the day's total known {:.2} %",
        100.0 * miss / sum,
        100.0 * known / sum
    );
    assert!(miss / sum < 0.0799, "the seasonal naive has 7.99");
}
