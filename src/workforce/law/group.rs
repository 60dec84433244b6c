//! The laws of a whole group: its seats together.

use super::distribution::HeadcountLaw;
use super::seat::Seat;
use crate::workforce::career::Careers;
use crate::workforce::group::GroupPlan;

/// More seats than this are left to draws: the convolutions would take minutes.
const MOST_SEATS: f64 = 100_000.0;

/// The seats of a group, ready to be added up in any step.
///
/// ```
/// use staffplan::workforce::*;
/// let plan = GroupPlan {
///     opening: vec![OpeningCohort::trained(100, 24)],
///     hires: vec![20],
///     hazard: Hazard::none(Step::Month),
///     training: Training::NONE,
///     ramp: Ramp::default(),
///     backfill: None,
///     grades: None,
///     steps: 12,
/// };
/// // Nobody leaves: 120 for certain.
/// let laws = group_laws(&plan).unwrap();
/// assert_eq!((laws.headcount_end(11).quantile(0.05), laws.separations(11).quantile(0.95)), (120, 0));
/// ```
#[derive(Debug, Clone)]
pub struct GroupLaws {
    /// People and their seats, by opening cohort.
    opening: Vec<(u32, Seat)>,
    fresh: Seat,
    hires: Vec<u32>,
}

/// The exact laws of people in a group.
///
/// `None` where training seats are limited (the seats then wait for each other, and only draws tell), and where the
/// opening people and all planned hires are more than 100 000.
///
/// Accuracy: mean, standard deviation and cumulative probabilities of the 18 reference plans to `1e-9`.
#[must_use]
pub fn group_laws(plan: &GroupPlan) -> Option<GroupLaws> {
    if !has_exact_law(plan) {
        return None;
    }
    let careers = Careers::new(plan);
    let fresh = Seat::new(plan, &careers.rows[..plan.steps], None);
    let of_cohort = |i: usize| {
        let from = careers.of_opening(i);
        (plan.opening[i].count, Seat::new(plan, &careers.rows[from..from + plan.steps], Some(&fresh)))
    };
    Some(GroupLaws {
        opening: (0..plan.opening.len()).map(of_cohort).collect(),
        hires: (0..plan.steps).map(|step| plan.hires_in(step)).collect(),
        fresh,
    })
}

/// Whether [`group_laws`] has an answer, without working it out.
#[must_use]
pub fn has_exact_law(plan: &GroupPlan) -> bool {
    let limited = plan.training.seats.is_some() && plan.training.onboarding > 0;
    let hires: f64 = (0..plan.steps).map(|step| f64::from(plan.hires_in(step))).sum();
    !limited && plan.opening_headcount() + hires <= MOST_SEATS
}

/// The exact law of `headcount_end` in each step; `None` where [`group_laws`] has none.
#[must_use]
pub fn headcount_law(plan: &GroupPlan) -> Option<Vec<HeadcountLaw>> {
    let laws = group_laws(plan)?;
    Some((0..plan.steps).map(|step| laws.headcount_end(step)).collect())
}

impl GroupLaws {
    /// People at the end of a step. A step beyond the horizon is the last; without steps nobody is there.
    #[must_use]
    pub fn headcount_end(&self, step: usize) -> HeadcountLaw {
        self.count(step, |seat| &seat.filled_end)
    }

    /// People of a step once they have started.
    #[must_use]
    pub fn headcount_start(&self, step: usize) -> HeadcountLaw {
        self.count(step, |seat| &seat.filled_start)
    }

    /// Of these, past onboarding.
    #[must_use]
    pub fn productive_start(&self, step: usize) -> HeadcountLaw {
        self.count(step, |seat| &seat.productive_start)
    }

    /// People who have left or failed the exam from the first day to the end of a step.
    #[must_use]
    pub fn separations(&self, step: usize) -> HeadcountLaw {
        let of_kind = |(seats, seat, age): (u32, &Seat, usize)| {
            seat.separations.get(age).map(|masses| (seats, HeadcountLaw::of_masses(masses)))
        };
        HeadcountLaw::sum_of(&self.seats(step).filter_map(of_kind).collect::<Vec<_>>())
    }

    fn count(&self, step: usize, state: fn(&Seat) -> &Vec<f64>) -> HeadcountLaw {
        let binomial = |(seats, seat, age): (u32, &Seat, usize)| {
            state(seat).get(age).map(|&p| HeadcountLaw::binomial(seats, p))
        };
        HeadcountLaw::sum(self.seats(step).filter_map(binomial).collect())
    }

    /// Seats of one kind that exist in a step: how many, which kind, and since how many steps.
    fn seats(&self, step: usize) -> impl Iterator<Item = (u32, &Seat, usize)> {
        let step = step.min(self.hires.len().saturating_sub(1));
        let opening = self.opening.iter().map(move |(people, seat)| (*people, seat, step));
        let hired = self.hires.iter().take(step + 1).enumerate();
        let hired = hired.map(move |(start, &people)| (people, &self.fresh, step - start));
        opening.chain(hired).filter(|(people, ..)| *people > 0)
    }
}
