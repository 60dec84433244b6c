//! Several groups, step by step side by side.

use super::exchange::{Door, Move, Parcel, arrive, depart};
use crate::workforce::draw::{Drawn, LuckKey};
use crate::workforce::expectation::Mean;
use crate::workforce::flows::StepFlows;
use crate::workforce::group::GroupPlan;
use crate::workforce::luck::Thresholds;
use crate::workforce::rollforward::{Luck, Now, Rules, State};

/// Groups between which people move; all of one length of step and horizon.
///
/// Without moves every group goes its way as in [`expected`](crate::workforce::expected) and
/// [`Simulator`](crate::workforce::Simulator).
///
/// ```
/// use staffplan::workforce::*;
/// let group = |people| GroupPlan {
///     opening: vec![OpeningCohort::trained(people, 24)],
///     hires: vec![],
///     hazard: Hazard::none(Step::Month),
///     training: Training::NONE,
///     ramp: Ramp::default(),
///     backfill: None,
///     grades: None,
///     steps: 3,
/// };
/// let moves = [Move { step: 1, from: 0, to: 1, people: 5 }];
/// let groups = LinkedGroups::new(&[group(30), group(10)], &moves);
/// let courses = groups.expected_with(|_, _, _| 1.0);
/// assert_eq!([courses[0][2].headcount_end, courses[1][2].headcount_end], [25.0, 15.0]);
/// ```
#[derive(Debug, Clone, Default)]
pub struct LinkedGroups {
    rules: Vec<Rules>,
    states: Vec<State>,
    /// `[group][home]`: where the careers of people from elsewhere begin in a group's table.
    guests: Vec<Vec<usize>>,
    /// Rising by step.
    moves: Vec<Move>,
    thresholds: Vec<Thresholds>,
}

impl LinkedGroups {
    /// Lays out the careers of all groups, and of those who may come to them. A move between groups that are not there,
    /// or within one, moves nobody.
    #[must_use]
    pub fn new(plans: &[GroupPlan], moves: &[Move]) -> Self {
        let known = |one: &&Move| one.from != one.to && one.from < plans.len() && one.to < plans.len();
        let mut moves: Vec<Move> = moves.iter().filter(known).copied().collect();
        moves.sort_unstable();
        let reach = reach(plans.len(), &moves);
        let mut rules: Vec<Rules> = plans.iter().map(Rules::new).collect();
        let mut guests = vec![vec![0; plans.len()]; plans.len()];
        for (group, plan) in plans.iter().enumerate() {
            for (home, of_home) in plans.iter().enumerate() {
                if home != group && reach[group][home] {
                    guests[group][home] = rules[group].careers.add_guests(plan, of_home);
                }
            }
        }
        let thresholds = vec![Thresholds::default(); plans.len()];
        Self { rules, states: vec![State::default(); plans.len()], guests, moves, thresholds }
    }

    /// Expected flows by group and step; `multiplier` sees group, step and its start (see
    /// [`expected_with`](crate::workforce::expected_with)).
    ///
    /// Exact while there are as many people as are to move; else a mean field.
    #[must_use]
    pub fn expected_with(
        &self,
        multiplier: impl FnMut(usize, usize, &StepFlows) -> f64,
    ) -> Vec<Vec<StepFlows>> {
        let keys: Vec<u64> = (0..self.rules.len() as u64).collect();
        let luck: Vec<Mean> = keys.iter().map(|_| Mean).collect();
        let mut courses = vec![Vec::new(); self.rules.len()];
        self.roll(&mut self.states.clone(), (&luck, &keys), multiplier, &mut courses);
        courses
    }

    /// The same groups, each told no further than these steps.
    #[must_use]
    pub fn until(&self, steps: usize) -> Self {
        let rules = self.rules.iter().map(|rules| rules.until(steps)).collect();
        Self { rules, ..self.clone() }
    }

    /// One course of every group in whole people: clears `courses`, one a group, and writes one entry a step.
    pub fn draw_with(
        &mut self,
        keys: &[LuckKey],
        multiplier: impl FnMut(usize, usize, &StepFlows) -> f64,
        courses: &mut [Vec<StepFlows>],
    ) {
        let (mut states, mut thresholds) =
            (std::mem::take(&mut self.states), std::mem::take(&mut self.thresholds));
        let luck: Vec<Drawn<'_>> =
            keys.iter().zip(&mut thresholds).map(|(&key, kept)| Drawn::new(key, kept)).collect();
        let keys: Vec<u64> = keys.iter().map(|key| key.group).collect();
        self.roll(&mut states, (&luck, &keys), multiplier, courses);
        drop(luck);
        (self.states, self.thresholds) = (states, thresholds);
    }

    fn roll<L: Luck>(
        &self,
        states: &mut [State],
        (luck, keys): (&[L], &[u64]),
        mut multiplier: impl FnMut(usize, usize, &StepFlows) -> f64,
        courses: &mut [Vec<StepFlows>],
    ) {
        for ((state, rules), course) in states.iter_mut().zip(&self.rules).zip(courses.iter_mut()) {
            state.reset(rules);
            course.clear();
        }
        let steps = self.rules.iter().map(Rules::steps).min().unwrap_or(0);
        let mut parcels = Vec::new();
        for step in 0..steps {
            self.exchange(states, (luck, keys), step, &mut parcels);
            for (group, course) in courses.iter_mut().enumerate().take(self.rules.len()) {
                let now = Now { rules: &self.rules[group], luck: &luck[group], step };
                let mut of_group = |start: &StepFlows| multiplier(group, step, start);
                course.push(states[group].roll(&now, &mut of_group));
            }
        }
    }

    /// The moves of a step: all who go leave before anybody arrives.
    fn exchange<L: Luck>(
        &self,
        states: &mut [State],
        (luck, keys): (&[L], &[u64]),
        step: usize,
        parcels: &mut Vec<(usize, Vec<Parcel>)>,
    ) {
        let first = self.moves.partition_point(|one| one.step < step);
        for order in self.moves[first..].iter().take_while(|one| one.step == step) {
            let now = Now { rules: &self.rules[order.from], luck: &luck[order.from], step };
            let mut going = Vec::new();
            depart(&now, &mut states[order.from], (order, keys[order.to]), &mut going);
            parcels.push((order.to, going));
        }
        for (group, arriving) in parcels.drain(..) {
            let door = Door { group, keys, guests: &self.guests[group] };
            for parcel in arriving {
                arrive(&door, &mut states[group], parcel);
            }
        }
    }
}

/// `[group][home]`: whether people who started in one group may ever be in another; moves rise by step.
fn reach(groups: usize, moves: &[Move]) -> Vec<Vec<bool>> {
    let mut here: Vec<Vec<bool>> =
        (0..groups).map(|group| (0..groups).map(|home| home == group).collect()).collect();
    for day in moves.chunk_by(|a, b| a.step == b.step) {
        let going: Vec<(usize, Vec<bool>)> = day.iter().map(|one| (one.to, here[one.from].clone())).collect();
        for (to, homes) in going {
            here[to].iter_mut().zip(homes).for_each(|(here, comes)| *here |= comes);
        }
    }
    here
}
