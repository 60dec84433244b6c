//! Shifts, from the times at which somebody answers.

use crate::model::ContactLog;
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Time without a contact that ends a shift: no break is as long, and no rest between two shifts as short, which is eleven
/// hours by European law and seldom below eight elsewhere.
const REST: TimeDelta = TimeDelta::hours(6);
/// Time since the first contact of a shift within which a lull, or the pause of a split shift, does not end it: two shifts of
/// one person begin farther apart.
const APART: TimeDelta = TimeDelta::hours(12);
/// Time after which a shift has ended though contacts go on: a name that several people share has no rest.
const LONGEST: TimeDelta = TimeDelta::hours(16);

/// A shift that somebody worked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Shift {
    /// The day of its first contact.
    pub(super) day: NaiveDate,
    /// Contacts answered.
    pub(super) contacts: usize,
}

/// The shifts of each agent of a log, in order.
pub(super) fn shifts(log: &ContactLog) -> Vec<Vec<Shift>> {
    let mut times: Vec<Vec<NaiveDateTime>> = vec![Vec::new(); log.agents.len()];
    for contact in log.contacts.iter().filter(|contact| !contact.abandoned) {
        let own = contact.agent.and_then(|agent| times.get_mut(usize::try_from(agent).ok()?));
        if let Some(own) = own {
            own.push(contact.at);
        }
    }
    times.into_iter().map(of_times).collect()
}

fn of_times(mut times: Vec<NaiveDateTime>) -> Vec<Shift> {
    times.sort_unstable();
    let mut shifts: Vec<Shift> = Vec::new();
    let mut open: Option<(NaiveDateTime, NaiveDateTime)> = None;
    for at in times {
        let belongs = |(begun, last): &(NaiveDateTime, NaiveDateTime)| {
            at - *begun < APART || (at - *last < REST && at - *begun < LONGEST)
        };
        let goes_on = open.filter(belongs);
        match (goes_on, shifts.last_mut()) {
            (Some((begun, _)), Some(shift)) => {
                shift.contacts += 1;
                open = Some((begun, at));
            }
            _ => {
                shifts.push(Shift { day: at.date(), contacts: 1 });
                open = Some((at, at));
            }
        }
    }
    shifts
}

#[cfg(test)]
mod tests {
    use super::{Shift, of_times};
    use chrono::NaiveDate;

    #[test]
    fn a_night_is_one_shift_of_the_day_on_which_it_begins() {
        let day = |day: u32| NaiveDate::from_ymd_opt(2026, 3, day).unwrap();
        let at = |of: u32, hour: u32| day(of).and_hms_opt(hour, 0, 0).unwrap();
        let nights = [at(2, 22), at(3, 1), at(3, 5), at(3, 23), at(4, 4)];
        let of = |day, contacts| Shift { day, contacts };
        assert_eq!(of_times(nights.to_vec()), [of(day(2), 3), of(day(3), 2)]);
        // A late shift and the early one after it have eight hours between them.
        assert_eq!(of_times(vec![at(2, 14), at(2, 22), at(3, 6)]), [of(day(2), 2), of(day(3), 1)]);
        // A split shift is one.
        assert_eq!(of_times(vec![at(2, 8), at(2, 11), at(2, 19)]), [of(day(2), 3)]);
        // A name that answers for two days on end is no single shift.
        let shared = (0..48).map(|hour| at(2 + hour / 24, hour % 24)).collect();
        assert_eq!(of_times(shared), [of(day(2), 16), of(day(2), 16), of(day(3), 16)]);
    }
}
