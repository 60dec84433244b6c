//! The five public series of the forecast's protocol, read where they lie beside the project; `None` where they do not.

use chrono::{Days, NaiveDate, NaiveTime, Timelike};
use staffplan::calendar::{Grid, Month};
use staffplan::forecasting::{DaySeries, KnownDays};
use std::collections::BTreeMap;

/// A series with its origins and its open slots.
pub(crate) struct Protocol {
    /// Its name in the protocol.
    pub(crate) name: &'static str,
    /// The counts.
    pub(crate) series: DaySeries,
    /// Last days of training.
    pub(crate) origins: Vec<NaiveDate>,
    /// Days forecast from each origin.
    pub(crate) horizon_days: u32,
    /// First open slot of a day, and the first one closed again.
    pub(crate) open: (usize, usize),
    /// What a planner would know of its days.
    pub(crate) known: KnownDays,
}

impl Protocol {
    /// Whether a slot is open; days without a count are not scored whatever it says.
    pub(crate) fn is_open(&self, slot: usize) -> bool {
        (self.open.0..self.open.1).contains(&slot)
    }
}

pub(crate) fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}

/// All five, in the order of the protocol; `None` when a file is not there.
pub(crate) fn all() -> Option<[Protocol; 5]> {
    Some([bank_days()?, bank_half_hours()?, bank_five_minutes()?, hotel()?, anonymous()?])
}

fn file(name: &str) -> Option<String> {
    let bytes = std::fs::read(format!("{}/../shared/data/{name}", env!("CARGO_MANIFEST_DIR"))).ok()?;
    // Latin-1 and ASCII alike: the columns read are ASCII.
    Some(bytes.into_iter().map(char::from).collect())
}

fn grid(minutes: u16) -> Grid {
    Grid::of_minutes(minutes).expect("a grid")
}

/// Counts of single records by day and slot.
fn counted(grid: Grid, records: impl Iterator<Item = (NaiveDate, u16, f64)>) -> Option<DaySeries> {
    let mut days: BTreeMap<NaiveDate, Vec<f64>> = BTreeMap::new();
    for (day, minute, count) in records {
        days.entry(day).or_insert_with(|| vec![0.0; grid.slots()])[grid.slot_of(minute)] += count;
    }
    let (&first, _) = days.first_key_value()?;
    let (&last, _) = days.last_key_value()?;
    Some(DaySeries {
        grid,
        first,
        days: first.iter_days().take_while(|day| *day <= last).map(|day| days.remove(&day)).collect(),
    })
}

/// Calls of a North American bank by five minutes, 2003, open 07:00 to 21:05.
fn bank_five_minutes() -> Option<Protocol> {
    let text = file("bank_calls/bank_calls.csv")?;
    let record = |line: &str| -> Option<(NaiveDate, u16, f64)> {
        let mut cells = line.split(',').skip(1);
        let time = cells.next()?;
        let minute = time.get(11..13)?.parse::<u16>().ok()? * 60 + time.get(14..16)?.parse::<u16>().ok()?;
        Some((time.get(..10)?.parse().ok()?, minute, cells.next()?.trim().parse().ok()?))
    };
    let series =
        counted(grid(5), text.lines().skip(1).map(|line| record(line).expect("a record of the bank")))?;
    let origins = (0..12).map(|week| date(2003, 7, 11) + Days::new(7 * week)).collect();
    let closed =
        [(4, 4), (4, 7), (5, 26), (7, 4), (9, 1), (10, 14)].map(|(month, day)| date(2003, month, day));
    let mut known = KnownDays { closed: closed.into(), ..KnownDays::every_day() };
    known.weekdays[5..].fill(false);
    Some(Protocol { name: "bank5", series, origins, horizon_days: 28, open: (84, 253), known })
}

/// The same by half-hours, without the stub at 21:00.
fn bank_half_hours() -> Option<Protocol> {
    let five = bank_five_minutes()?;
    let series = five.series.on_grid(grid(30)).within(|_, slot| slot < 42);
    Some(Protocol { name: "bank30", series, open: (14, 42), ..five })
}

/// The same by days.
fn bank_days() -> Option<Protocol> {
    let five = bank_five_minutes()?;
    Some(Protocol { name: "bankD", series: five.series.on_grid(Grid::DAY), open: (0, 1), ..five })
}

/// Calls a day of a chain of hotels, 2013 to 2015.
fn hotel() -> Option<Protocol> {
    let text = file("case_hotel_calls/case_data_calls.csv")?;
    let record = |line: &str| -> Option<(NaiveDate, u16, f64)> {
        let mut cells = line.split(';');
        let day = NaiveDate::parse_from_str(cells.next()?, "%d-%m-%Y").ok()?;
        Some((day, 0, cells.next()?.trim().parse().ok()?))
    };
    let series =
        counted(Grid::DAY, text.lines().skip(1).map(|line| record(line).expect("a record of the hotels")))?;
    let january = Month::new(2015, 1)?;
    let origins = (0..12).map(|month| january.plus(month).first_day() - Days::new(1)).collect();
    Some(Protocol {
        name: "hotelD",
        series,
        origins,
        horizon_days: 91,
        open: (0, 1),
        known: KnownDays::every_day(),
    })
}

/// Calls of a small bank in Israel by half-hours, January and February 1999; calls that never reached a queue left out.
fn anonymous() -> Option<Protocol> {
    let texts = [file("anonymous_bank_1999/1999-01.txt")?, file("anonymous_bank_1999/1999-02.txt")?];
    let of = |text: &str| -> Vec<(NaiveDate, u16, f64)> {
        let mut lines = text.lines();
        let header: Vec<&str> = lines.next().unwrap_or_default().split('\t').map(str::trim).collect();
        let place =
            |name: &str| header.iter().position(|column| *column == name).expect("a column of the bank");
        let (day, entry, outcome) = (place("date"), place("vru_entry"), place("outcome"));
        let record = |line: &str| -> Option<(NaiveDate, u16, f64)> {
            let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
            if !["AGENT", "HANG"].contains(cells.get(outcome)?) {
                return None;
            }
            let day = NaiveDate::parse_from_str(&format!("19{}", cells.get(day)?), "%Y%m%d").ok()?;
            let time = NaiveTime::parse_from_str(cells.get(entry)?, "%H:%M:%S").ok()?;
            Some((day, u16::try_from(time.num_seconds_from_midnight() / 60).ok()?, 1.0))
        };
        lines.filter_map(record).collect()
    };
    let series = counted(grid(30), texts.iter().flat_map(|text| of(text)))?;
    let origins = (0..3).map(|week| date(1999, 2, 6) + Days::new(7 * week)).collect();
    Some(Protocol {
        name: "anon30",
        series,
        origins,
        horizon_days: 7,
        open: (0, 48),
        known: KnownDays::every_day(),
    })
}
