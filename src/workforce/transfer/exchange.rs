//! Who moves on one day, and where they arrive.

use crate::workforce::cohort::{Cohort, Home};
use crate::workforce::ladder::MOST_GRADES;
use crate::workforce::luck::{Purpose, splitmix64};
use crate::workforce::rollforward::{Luck, Now, Pick, State};

/// People who change to another group on the first day of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Move {
    /// The step.
    pub step: usize,
    /// The group that they leave.
    pub from: usize,
    /// The group that they reach.
    pub to: usize,
    /// How many, as far as there are trained people in the entry grade.
    pub people: u32,
}

/// People of one cohort on their way, known by where they started.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parcel {
    home: Home,
    since: usize,
    people: f64,
}

/// Where moved people come to be: a group, its luck keys and its tables.
pub(super) struct Door<'a> {
    /// The group.
    pub(super) group: usize,
    /// The key of every group in draws.
    pub(super) keys: &'a [u64],
    /// Where the careers of people of each group begin in this one's table.
    pub(super) guests: &'a [usize],
}

/// Takes those who move to the group with key `to` out of theirs.
pub(super) fn depart<L: Luck>(
    now: &Now<'_, L>,
    state: &mut State,
    (order, to): (&Move, u64),
    parcels: &mut Vec<Parcel>,
) {
    let trained = |cohort: &Cohort| !now.career(cohort).trainee;
    let pool = state.cohorts.iter().filter(|cohort| trained(cohort)).map(|cohort| cohort.people[0]);
    let mut among: f64 = pool.sum();
    let mut wanted = f64::from(order.people).min(among);
    state.moved.out += wanted;
    state.moved.short += f64::from(order.people) - wanted;
    for cohort in state.cohorts.iter_mut().filter(|cohort| trained(cohort)) {
        if wanted <= 0.0 {
            break;
        }
        let pick = Pick { of: cohort.people[0], among, wanted };
        let people = now.choose(pick, Purpose::Move, splitmix64(to, cohort.key));
        among -= pick.of;
        wanted -= people;
        cohort.people[0] -= people;
        if people > 0.0 {
            let here = Home { group: order.from, key: cohort.key, careers: cohort.careers };
            parcels.push(Parcel { home: cohort.home.unwrap_or(here), since: cohort.since, people });
        }
    }
}

/// Adds people to the group they reach: to those of their cohort who are there already, or as a cohort of their own.
pub(super) fn arrive(door: &Door<'_>, state: &mut State, parcel: Parcel) {
    let Parcel { home, since, people } = parcel;
    state.moved.into += people;
    let returns = home.group == door.group;
    let key = if returns { home.key } else { splitmix64(door.keys[home.group], home.key) };
    if let Some(cohort) = state.cohorts.iter_mut().find(|cohort| cohort.key == key) {
        cohort.people[0] += people;
        return;
    }
    let careers = if returns { home.careers } else { door.guests[home.group] + home.careers };
    let mut by_grade = [0.0; MOST_GRADES];
    by_grade[0] = people;
    let home = Some(home).filter(|_| !returns);
    state.cohorts.push(Cohort { key, careers, since, people: by_grade, leaving: [0.0; MOST_GRADES], home });
}
