//! Accuracy on real series, where they lie beside the project: WAPE over the origins of the published protocol.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test stops where its premise fails, and tells the accuracy that it measures"
)]

use chrono::{Datelike, Days, NaiveDate};
use staffplan::calendar::{Grid, Month};
use staffplan::forecasting::{DayKind, DayLevel, DayProfile, DaySeries};

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// WAPE in percent by distance: 1–7, 8–14, 15–28 and 29–91 days after the origin.
fn wape(series: &DaySeries, origins: impl Iterator<Item = NaiveDate>, horizon: u64) -> [f64; 4] {
    let totals = series.totals();
    let (mut missed, mut came) = ([0.0; 4], [0.0; 4]);
    for origin in origins {
        let level = DayLevel::fit(&series.until(origin), &[]).unwrap();
        for ahead in 1..=horizon {
            let day = origin + Days::new(ahead);
            let bucket = [7, 14, 28].iter().filter(|&&end| ahead > end).count();
            if let Some(y) = series.index_of(day).and_then(|index| totals[index]) {
                missed[bucket] += (y - level.expected(day, false)).abs();
                came[bucket] += y;
            }
        }
    }
    std::array::from_fn(|bucket| 100.0 * missed[bucket] / came[bucket])
}

/// Calls a day of a chain of hotels; `None` when the file is not there.
fn hotel() -> Option<DaySeries> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/case_hotel_calls/case_data_calls.csv");
    let text = std::fs::read_to_string(file).ok()?;
    let first = date(2013, 1, 1);
    let mut series = DaySeries { grid: Grid::DAY, first, days: Vec::new() };
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let day = NaiveDate::parse_from_str(cells[0], "%d-%m-%Y").ok()?;
        let index = usize::try_from((day - first).num_days()).ok()?;
        series.days.resize(series.days.len().max(index + 1), None);
        series.days[index] = Some(vec![cells[1].parse().ok()?]);
    }
    Some(series)
}

#[test]
fn the_hotel_is_forecast_better_than_by_last_week() {
    let Some(series) = hotel() else {
        println!("skipped: the hotel series is not beside the project");
        return;
    };
    let january = Month::new(2015, 1).unwrap();
    let origins = (0..12).map(|month| january.plus(month).first_day() - Days::new(1));
    let wape = wape(&series, origins, 91);
    println!("hotel day totals, WAPE W1 / W2 / W3-4 / M2-3: {wape:.2?} %");
    assert!(wape[0] < 15.4, "the seasonal naive has 15.4");
}

/// Calls of the bank by five minutes; `None` when the file is not there.
fn bank() -> Option<DaySeries> {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/bank_calls/bank_calls.csv");
    let text = std::fs::read_to_string(file).ok()?;
    let grid = Grid::of_minutes(5)?;
    let first = date(2003, 3, 3);
    let mut series = DaySeries { grid, first, days: Vec::new() };
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let day: NaiveDate = cells[1][..10].parse().ok()?;
        let minute = cells[1][11..13].parse::<u16>().ok()? * 60 + cells[1][14..16].parse::<u16>().ok()?;
        let index = usize::try_from((day - first).num_days()).ok()?;
        series.days.resize(series.days.len().max(index + 1), None);
        let slots = series.days[index].get_or_insert_with(|| vec![0.0; grid.slots()]);
        slots[grid.slot_of(minute)] += cells[2].parse::<f64>().ok()?;
    }
    Some(series)
}

/// The twelve weekly origins, Fridays, of the bank series' protocol.
fn origins() -> impl Iterator<Item = NaiveDate> {
    (0..12).map(|week| date(2003, 7, 11) + Days::new(7 * week))
}

#[test]
fn the_bank_is_forecast_better_than_by_last_week() {
    let Some(series) = bank() else {
        println!("skipped: the bank series is not beside the project");
        return;
    };
    let wape = wape(&series, origins(), 28);
    println!("bank day totals, WAPE W1 / W2 / W3-4: {:.2?} %", &wape[..3]);
    assert!(wape[0] < 6.16, "the seasonal naive has 6.16");
}

#[test]
fn the_bank_by_half_hours() {
    let Some(series) = bank() else {
        println!("skipped: the bank series is not beside the project");
        return;
    };
    let half_hours = series.on_grid(Grid::of_minutes(30).unwrap()).within(|_, slot| slot < 42);
    let open = |_: DayKind, slot: usize| f64::from(u8::from((14..42).contains(&slot)));
    let (mut miss, mut known, mut sum) = (0.0, 0.0, 0.0);
    for origin in origins() {
        let train = half_hours.until(origin);
        let (level, profile) = (DayLevel::fit(&train, &[]).unwrap(), DayProfile::fit(&train, &[], open));
        for ahead in 1..=7 {
            let day = origin + Days::new(ahead);
            let Some(y) = half_hours.index_of(day).and_then(|index| half_hours.days[index].as_ref()) else {
                continue;
            };
            let total: f64 = y.iter().sum();
            let shares = profile.shares(DayKind::Weekday(day.weekday()));
            for slot in 14..42 {
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
