//! Public holidays of mainland China, by the yearly notices of the General Office of the State Council.
//!
//! Days that the notices name as off, substituted days off included; make-up workdays and weekends that a holiday is only
//! joined to are ordinary days. The notice of a year comes out in October or November before it, so the table ends with
//! the last one known: later years are said to be missing, never guessed. Verified against two programs
//! (`tests/oracle/calendar`).

use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The first year in the table.
pub(super) const FIRST_YEAR: i32 = 2015;
/// The last year in the table.
pub(super) const LAST_YEAR: i32 = 2026;

/// Runs of days off: year, month and day of the first, and how many.
#[rustfmt::skip]
const RUNS: [(i32, u32, u32, u64); 82] = [
    (2015, 1, 1, 3),
    (2015, 2, 18, 7),
    (2015, 4, 5, 2),
    (2015, 5, 1, 1),
    (2015, 6, 20, 1),
    (2015, 6, 22, 1),
    (2015, 9, 3, 3),
    (2015, 9, 27, 1),
    (2015, 10, 1, 7),
    (2016, 1, 1, 1),
    (2016, 2, 7, 7),
    (2016, 4, 4, 1),
    (2016, 5, 1, 2),
    (2016, 6, 9, 3),
    (2016, 9, 15, 3),
    (2016, 10, 1, 7),
    (2017, 1, 1, 2),
    (2017, 1, 27, 7),
    (2017, 4, 2, 3),
    (2017, 5, 1, 1),
    (2017, 5, 28, 3),
    (2017, 10, 1, 8),
    (2018, 1, 1, 1),
    (2018, 2, 15, 7),
    (2018, 4, 5, 3),
    (2018, 4, 29, 3),
    (2018, 6, 18, 1),
    (2018, 9, 24, 1),
    (2018, 10, 1, 7),
    (2018, 12, 30, 3),
    (2019, 2, 4, 7),
    (2019, 4, 5, 1),
    (2019, 5, 1, 4),
    (2019, 6, 7, 1),
    (2019, 9, 13, 1),
    (2019, 10, 1, 7),
    (2020, 1, 1, 1),
    (2020, 1, 24, 10),
    (2020, 4, 4, 3),
    (2020, 5, 1, 5),
    (2020, 6, 25, 3),
    (2020, 10, 1, 8),
    (2021, 1, 1, 3),
    (2021, 2, 11, 7),
    (2021, 4, 3, 3),
    (2021, 5, 1, 5),
    (2021, 6, 12, 3),
    (2021, 9, 19, 3),
    (2021, 10, 1, 7),
    (2022, 1, 1, 3),
    (2022, 1, 31, 7),
    (2022, 4, 3, 3),
    (2022, 4, 30, 5),
    (2022, 6, 3, 3),
    (2022, 9, 10, 3),
    (2022, 10, 1, 7),
    (2022, 12, 31, 3),
    (2023, 1, 21, 7),
    (2023, 4, 5, 1),
    (2023, 4, 29, 5),
    (2023, 6, 22, 3),
    (2023, 9, 29, 8),
    (2024, 1, 1, 1),
    (2024, 2, 10, 8),
    (2024, 4, 4, 3),
    (2024, 5, 1, 5),
    (2024, 6, 10, 1),
    (2024, 9, 15, 3),
    (2024, 10, 1, 7),
    (2025, 1, 1, 1),
    (2025, 1, 28, 8),
    (2025, 4, 4, 3),
    (2025, 5, 1, 5),
    (2025, 5, 31, 3),
    (2025, 10, 1, 8),
    (2026, 1, 1, 3),
    (2026, 2, 15, 9),
    (2026, 4, 4, 3),
    (2026, 5, 1, 5),
    (2026, 6, 19, 3),
    (2026, 9, 25, 3),
    (2026, 10, 1, 7),
];

/// The days off.
pub(super) fn china() -> BTreeSet<NaiveDate> {
    RUNS.iter()
        .filter_map(|&(year, month, day, days)| Some((NaiveDate::from_ymd_opt(year, month, day)?, days)))
        .flat_map(|(first, days)| {
            (0..days).filter_map(move |day| first.checked_add_days(chrono::Days::new(day)))
        })
        .collect()
}
