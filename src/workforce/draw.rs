//! Draws: one possible course of a group, in whole people.

use super::flows::StepFlows;
use super::group::GroupPlan;
use super::luck::{Chance, Purpose, Stream, Thresholds, Urn, hypergeometric};
use super::rollforward::{Draw, Luck, Now, Pick, Rules, State};
use std::cell::RefCell;

/// Which luck a replication of a group has. The scenario is no part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LuckKey {
    /// The plan's seed.
    pub seed: u64,
    /// The replication, from 0.
    pub replication: u64,
    /// The group; the same in every scenario.
    pub group: u64,
}

/// Draws binomial numbers, and hypergeometric ones where people are chosen from several cohorts.
pub(super) struct Drawn<'a> {
    thresholds: RefCell<&'a mut Thresholds>,
    leavers: Stream,
    exam: Stream,
    show: Stream,
    backfill: Stream,
    promotion: Stream,
    moves: Stream,
}

impl<'a> Drawn<'a> {
    pub(super) const fn new(key: LuckKey, thresholds: &'a mut Thresholds) -> Self {
        let LuckKey { seed, replication, group } = key;
        Self {
            thresholds: RefCell::new(thresholds),
            leavers: Stream::new(seed, Purpose::Leavers, replication, group),
            exam: Stream::new(seed, Purpose::Exam, replication, group),
            show: Stream::new(seed, Purpose::Show, replication, group),
            backfill: Stream::new(seed, Purpose::Backfill, replication, group),
            promotion: Stream::new(seed, Purpose::Promotion, replication, group),
            moves: Stream::new(seed, Purpose::Move, replication, group),
        }
    }

    const fn stream(&self, purpose: Purpose) -> Stream {
        match purpose {
            Purpose::Exam => self.exam,
            Purpose::Show => self.show,
            Purpose::Backfill => self.backfill,
            Purpose::Promotion => self.promotion,
            Purpose::Move => self.moves,
            _ => self.leavers,
        }
    }
}

impl Luck for Drawn<'_> {
    #[inline(always)]
    fn of(&self, count: f64, chance: Chance, draw: Draw) -> f64 {
        if count <= 0.0 || chance.probability() <= 0.0 {
            return 0.0;
        }
        let u = self.stream(draw.purpose).uniform(draw.cohort, draw.step as u64);
        self.thresholds.borrow_mut().binomial(count, chance, u)
    }

    fn chosen(&self, pick: Pick, draw: Draw) -> f64 {
        if pick.of <= 0.0 || pick.wanted >= pick.among {
            return pick.of;
        }
        let urn = Urn { balls: pick.among, marked: pick.of, drawn: pick.wanted };
        hypergeometric(urn, self.stream(draw.purpose).uniform(draw.cohort, draw.step as u64))
    }
}

/// Draws courses of one group, again and again, in the same memory.
///
/// Each event takes a binomial number from each cohort, by inversion of the uniform of its key: people who start in
/// step `s` meet the same luck whatever else a scenario changes, so more hires never lower a headcount (unless
/// training seats are limited).
///
/// ```
/// use staffplan::workforce::*;
/// let plan = GroupPlan {
///     opening: vec![OpeningCohort::trained(100, 24)],
///     hires: vec![],
///     hazard: Hazard::none(Step::Month),
///     training: Training::NONE,
///     ramp: Ramp::default(),
///     backfill: None,
///     grades: None,
///     steps: 12,
/// };
/// let mut course = Vec::new();
/// Simulator::new(&plan).run(LuckKey { seed: 1, replication: 0, group: 0 }, &mut course);
/// assert!(course.iter().all(|step| step.headcount_end == 100.0));
/// ```
#[derive(Debug, Clone)]
pub struct Simulator {
    rules: Rules,
    state: State,
    thresholds: Thresholds,
    /// A factor on the hazard of leaving, and the rules under it.
    other: Option<(f64, Rules)>,
}

impl Simulator {
    /// Lays out the careers of a plan once.
    #[must_use]
    pub fn new(plan: &GroupPlan) -> Self {
        Self::of(Rules::new(plan))
    }

    fn of(rules: Rules) -> Self {
        Self { rules, state: State::default(), thresholds: Thresholds::default(), other: None }
    }

    /// The same courses, each told no further than these steps.
    #[must_use]
    pub fn until(&self, steps: usize) -> Self {
        Self::of(self.rules.until(steps))
    }

    /// One course: clears `course` and writes one entry a step.
    pub fn run(&mut self, key: LuckKey, course: &mut Vec<StepFlows>) {
        self.run_with(key, |_| 1.0, course);
    }

    /// One course where everybody's hazard is multiplied in each step (see [`expected_with`](super::expected_with)).
    pub fn run_with(
        &mut self,
        key: LuckKey,
        multiplier: impl FnMut(&StepFlows) -> f64,
        course: &mut Vec<StepFlows>,
    ) {
        let luck = Drawn::new(key, &mut self.thresholds);
        roll(&self.rules, &luck, &mut self.state, multiplier, course);
    }

    /// One course where everybody's hazard is `factor` times as high in every step: that of [`run_with`](Self::run_with)
    /// to the last bit, sooner where many courses are asked for at one factor.
    pub fn run_at(&mut self, key: LuckKey, factor: f64, course: &mut Vec<StepFlows>) {
        if factor.to_bits() == 1.0_f64.to_bits() {
            return self.run(key, course);
        }
        let known = self.other.take().filter(|(known, _)| known.to_bits() == factor.to_bits());
        let (_, rules) = self.other.insert(known.unwrap_or_else(|| (factor, self.rules.at(factor))));
        let luck = Drawn::new(key, &mut self.thresholds);
        roll(rules, &luck, &mut self.state, |_| 1.0, course);
    }
}

fn roll(
    rules: &Rules,
    luck: &Drawn<'_>,
    state: &mut State,
    mut multiplier: impl FnMut(&StepFlows) -> f64,
    course: &mut Vec<StepFlows>,
) {
    state.reset(rules);
    course.clear();
    for step in 0..rules.steps() {
        course.push(state.roll(&Now { rules, luck, step }, &mut multiplier));
    }
}
