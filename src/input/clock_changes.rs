//! The moments at which a zone's clocks were moved; zones end in this room.

use crate::calendar::ClockChange;
use chrono::{DateTime, Days, NaiveDate, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// The changes that touch the days from `first` to `last`, in order.
///
/// Two changes within 24 hours, which no zone has had since 1970, would count as one.
#[must_use]
pub fn clock_changes(zone: Tz, first: NaiveDate, last: NaiveDate) -> Vec<ClockChange> {
    // A local day lies within the UTC days around it.
    let (Some(from), Some(to)) = (first.checked_sub_days(Days::new(1)), last.checked_add_days(Days::new(2)))
    else {
        return Vec::new();
    };
    let mut changes = Vec::new();
    for day in from.iter_days().take_while(|day| *day <= to) {
        let start = day.and_time(chrono::NaiveTime::MIN).and_utc();
        let end = start + TimeDelta::days(1);
        if offset(zone, start) != offset(zone, end) {
            changes.push(change(zone, start, end));
        }
    }
    changes.retain(|one| {
        let (early, late) = (one.before.min(one.after), one.before.max(one.after));
        early.date() <= last && (late - TimeDelta::seconds(1)).date() >= first
    });
    changes
}

/// The change between two moments with different offsets, to the second.
fn change(zone: Tz, mut before: DateTime<Utc>, mut after: DateTime<Utc>) -> ClockChange {
    let offset_before = offset(zone, before);
    while after - before > TimeDelta::seconds(1) {
        let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
        if offset(zone, middle) == offset_before {
            before = middle;
        } else {
            after = middle;
        }
    }
    let offset_after = offset(zone, after);
    let local = |seconds: i32| after.naive_utc() + TimeDelta::seconds(i64::from(seconds));
    ClockChange { before: local(offset_before), after: local(offset_after), offset_before, offset_after }
}

fn offset(zone: Tz, at: DateTime<Utc>) -> i32 {
    zone.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
}

#[cfg(test)]
mod tests {
    use super::clock_changes;
    use chrono::NaiveDate;
    use chrono_tz::Tz;

    fn of_year(zone: Tz, year: i32) -> Vec<String> {
        let day = |month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
        clock_changes(zone, day(1, 1), day(12, 31))
            .iter()
            .map(|one| format!("{} -> {}", one.before.format("%m-%d %H:%M"), one.after.format("%m-%d %H:%M")))
            .collect()
    }

    /// From the laws of the zones: Directive 2000/84/EC; the Energy Policy Act of 2005; Lord Howe moves by half an hour;
    /// Brazil moved at midnight; Newfoundland moved at one minute past midnight until 2011; China moves no clocks.
    #[test]
    fn clocks_moved_as_the_law_had_it() {
        assert_eq!(
            of_year(Tz::Europe__Berlin, 2026),
            ["03-29 02:00 -> 03-29 03:00", "10-25 03:00 -> 10-25 02:00"]
        );
        assert_eq!(
            of_year(Tz::America__New_York, 2026),
            ["03-08 02:00 -> 03-08 03:00", "11-01 02:00 -> 11-01 01:00"]
        );
        assert_eq!(
            of_year(Tz::Australia__Lord_Howe, 2026),
            ["04-05 02:00 -> 04-05 01:30", "10-04 02:00 -> 10-04 02:30"]
        );
        assert_eq!(
            of_year(Tz::America__Sao_Paulo, 2017),
            ["02-19 00:00 -> 02-18 23:00", "10-15 00:00 -> 10-15 01:00"]
        );
        assert_eq!(
            of_year(Tz::America__St_Johns, 2006),
            ["04-02 00:01 -> 04-02 01:01", "10-29 00:01 -> 10-28 23:01"]
        );
        assert_eq!(of_year(Tz::Asia__Shanghai, 2026), [""; 0]);
    }

    #[test]
    fn a_change_belongs_to_every_day_that_it_touches() {
        let day = |day| NaiveDate::from_ymd_opt(2017, 2, day).unwrap();
        let on = |date| clock_changes(Tz::America__Sao_Paulo, date, date).len();
        assert_eq!((on(day(17)), on(day(18)), on(day(19))), (0, 1, 0));
    }
}
