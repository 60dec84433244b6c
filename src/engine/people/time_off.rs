//! Time off the contacts, part by part.

use crate::calendar::Month;
use crate::model::Team;

/// One part of a team's shrinkage in a period.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeOff {
    /// `leave`, `training` …; refreshers of `training` are `refresher`.
    pub part: String,
    /// Share of the hours of the week, a day on average.
    pub share: f64,
    /// People past onboarding who are off for it at a time, on average.
    pub people: f64,
    /// Whether it is paid.
    pub paid: bool,
}

/// Each part of a team's shrinkage over days of these months, of so many productive people.
#[must_use]
pub(in crate::engine) fn time_off(team: &Team, months: &[Month], productive: f64) -> Vec<TimeOff> {
    let parts = &team.shrinkage.parts;
    let mut shares = vec![0.0; parts.len()];
    for &month in months {
        let own = team.shrinkage.by_part(month);
        shares.iter_mut().zip(own).for_each(|(sum, share)| *sum += share / months.len() as f64);
    }
    let of_part = |(part, &share): (&crate::model::ShrinkagePart, &f64)| TimeOff {
        part: part.name.clone(),
        share,
        people: share * productive,
        paid: part.paid,
    };
    let mut all: Vec<TimeOff> = parts.iter().zip(&shares).map(of_part).collect();
    let refresher = team.training.refresher;
    if refresher > 0.0 {
        all.push(TimeOff {
            part: "refresher".into(),
            share: refresher,
            people: refresher * productive,
            paid: true,
        });
    }
    all
}
