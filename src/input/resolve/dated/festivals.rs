//! Chinese festivals and shopping days that an event may take its dates from.
//!
//! | name | anchor | days |
//! |---|---|---|
//! | `spring-festival` | 1st of the 1st lunar month | New Year's Eve to the 7th, the eight days off that are customary now |
//! | `qingming` | the solar term, 4 or 5 April | the day, the statutory day off |
//! | `labour-day` | 1 May | 1 to 5 May, days off since 2020; to 3 May before |
//! | `dragon-boat` | 5th of the 5th lunar month | the day, the statutory day off |
//! | `mid-autumn` | 15th of the 8th lunar month | the day, the statutory day off |
//! | `national-day` | 1 October | 1 to 7 October |
//! | `618` | 18 June | 1 to 18 June, the sale of the big shops |
//! | `double-11` | 11 November | 1 to 11 November, both sale windows |
//! | `double-12` | 12 December | the day |
//!
//! The days are a convention: they are the same about the anchor in every year, so that occurrences teach each other.
//! Weekends and substituted days that join a holiday differ by year, and pre-sales move: `lead` and `tail`, or explicit
//! dates, say more.
//!
//! Lunar dates are those of the calendar of GB/T 33661-2017, verified against its rule and three programs
//! (`tests/oracle/calendar`).

use crate::calendar::DateSpan;
use chrono::{Days, NaiveDate};

/// The first year in the table.
pub(super) const FIRST_YEAR: i32 = 2015;
/// The last year in the table.
pub(super) const LAST_YEAR: i32 = 2035;

/// The names, in the order of the year.
pub(in crate::input) const NAMES: &[&str] = &[
    "spring-festival",
    "qingming",
    "labour-day",
    "dragon-boat",
    "618",
    "mid-autumn",
    "national-day",
    "double-11",
    "double-12",
];

/// Month and day of New Year's Day, Qingming, Dragon Boat and Mid-Autumn, by year from the first on.
#[rustfmt::skip]
const LUNAR: [[(u32, u32); 4]; 21] = [
    [(2, 19), (4, 5), (6, 20), (9, 27)], // 2015
    [(2, 8), (4, 4), (6, 9), (9, 15)], // 2016
    [(1, 28), (4, 4), (5, 30), (10, 4)], // 2017
    [(2, 16), (4, 5), (6, 18), (9, 24)], // 2018
    [(2, 5), (4, 5), (6, 7), (9, 13)], // 2019
    [(1, 25), (4, 4), (6, 25), (10, 1)], // 2020
    [(2, 12), (4, 4), (6, 14), (9, 21)], // 2021
    [(2, 1), (4, 5), (6, 3), (9, 10)], // 2022
    [(1, 22), (4, 5), (6, 22), (9, 29)], // 2023
    [(2, 10), (4, 4), (6, 10), (9, 17)], // 2024
    [(1, 29), (4, 4), (5, 31), (10, 6)], // 2025
    [(2, 17), (4, 5), (6, 19), (9, 25)], // 2026
    [(2, 6), (4, 5), (6, 9), (9, 15)], // 2027
    [(1, 26), (4, 4), (5, 28), (10, 3)], // 2028
    [(2, 13), (4, 4), (6, 16), (9, 22)], // 2029
    [(2, 3), (4, 5), (6, 5), (9, 12)], // 2030
    [(1, 23), (4, 5), (6, 24), (10, 1)], // 2031
    [(2, 11), (4, 4), (6, 12), (9, 19)], // 2032
    [(1, 31), (4, 4), (6, 1), (9, 8)], // 2033
    [(2, 19), (4, 5), (6, 20), (9, 27)], // 2034
    [(2, 8), (4, 5), (6, 10), (9, 16)], // 2035
];

/// Every occurrence in the table's years, with its anchor; `None` for a name that is not there.
pub(super) fn occurrences(name: &str) -> Option<Vec<(DateSpan, NaiveDate)>> {
    NAMES.contains(&name).then(|| (FIRST_YEAR..).zip(&LUNAR).filter_map(|year| in_year(name, year)).collect())
}

/// The occurrence nearest to a span, by its anchor.
pub(super) fn nearest_anchor(name: &str, span: DateSpan) -> Option<NaiveDate> {
    let anchors = occurrences(name)?.into_iter().map(|(_, anchor)| anchor);
    anchors.min_by_key(|&anchor| away(span, anchor))
}

/// Days from a span to a date; 0 within.
pub(super) fn away(span: DateSpan, date: NaiveDate) -> i64 {
    (span.first - date).num_days().max((date - span.last).num_days()).max(0)
}

fn in_year(name: &str, (year, lunar): (i32, &[(u32, u32); 4])) -> Option<(DateSpan, NaiveDate)> {
    let [spring, qingming, dragon_boat, mid_autumn] = *lunar;
    let ((month, day), before, after) = match name {
        "spring-festival" => (spring, 1, 6),
        "qingming" => (qingming, 0, 0),
        "labour-day" => ((5, 1), 0, if year < 2020 { 2 } else { 4 }),
        "dragon-boat" => (dragon_boat, 0, 0),
        "618" => ((6, 18), 17, 0),
        "mid-autumn" => (mid_autumn, 0, 0),
        "national-day" => ((10, 1), 0, 6),
        "double-11" => ((11, 11), 10, 0),
        "double-12" => ((12, 12), 0, 0),
        _ => return None,
    };
    let anchor = NaiveDate::from_ymd_opt(year, month, day)?;
    let first = anchor.checked_sub_days(Days::new(before))?;
    Some((DateSpan { first, last: anchor.checked_add_days(Days::new(after))? }, anchor))
}

#[cfg(test)]
mod tests {
    use super::{FIRST_YEAR, LUNAR, NAMES, occurrences};
    use crate::input::resolve::dated::holidays;
    use chrono::{Datelike, NaiveDate, Weekday};

    const FESTIVALS: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/calendar/festivals.csv"));
    const HOLIDAYS: &str =
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracle/calendar/holidays.csv"));

    #[test]
    fn festivals_are_those_of_the_calendar_rule_and_three_programs() {
        let columns = ["spring-festival", "qingming", "dragon-boat", "mid-autumn"];
        for (at, name) in (1..).zip(columns) {
            let expected: Vec<&str> =
                FESTIVALS.lines().skip(1).filter_map(|line| line.split(',').nth(at)).collect();
            let ours: Vec<String> =
                occurrences(name).unwrap().iter().map(|(_, anchor)| anchor.to_string()).collect();
            assert_eq!(ours, expected, "{name}");
        }
    }

    #[test]
    fn every_name_has_an_occurrence_a_year_that_holds_its_anchor() {
        for name in NAMES {
            let all = occurrences(name).unwrap();
            assert!(
                all.iter()
                    .zip(FIRST_YEAR..)
                    .all(|((span, anchor), year)| { span.holds(*anchor) && anchor.year() == year })
            );
            assert_eq!(all.len(), LUNAR.len());
        }
        assert_eq!(occurrences("doubel-11"), None);
    }

    #[test]
    fn holidays_are_those_of_the_notices() {
        let mut theirs: std::collections::BTreeSet<NaiveDate> =
            HOLIDAYS.lines().skip(1).filter_map(|line| line.split(',').next()?.parse().ok()).collect();
        // Weekends that a notice only joins, and a Saturday that it names: see the README beside the vectors.
        let joined = ["2019-04-06", "2019-06-08", "2019-09-14", "2023-12-30"];
        for saturday in joined.map(|date| date.parse::<NaiveDate>().unwrap()) {
            assert_eq!(saturday.weekday(), Weekday::Sat);
            assert!(theirs.remove(&saturday) && theirs.remove(&saturday.succ_opt().unwrap()));
        }
        assert!(theirs.insert(NaiveDate::from_ymd_opt(2015, 9, 5).unwrap()));
        assert_eq!(holidays::china(), theirs);
    }
}
