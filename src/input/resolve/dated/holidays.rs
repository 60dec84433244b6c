//! Public holidays of mainland China, by the yearly notices of the General Office of the State Council.
//!
//! 2023: Guo Ban Fa Ming Dian [2022] 16; 2024: [2023] 7; 2025: [2024] 12; 2026: [2025] 7. Days off only; make-up
//! workdays are ordinary days.

use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The last year in the table.
pub(super) const LAST_YEAR: i32 = 2026;

/// Runs of days off: year, month and day of the first, and how many.
const RUNS: [(i32, u32, u32, u64); 26] = [
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
