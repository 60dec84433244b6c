//! Draws: one possible course of a group, in whole people.

use super::flows::StepFlows;
use super::group::GroupPlan;
use super::luck::{Chance, Purpose, Stream, Urn, binomial, hypergeometric};
use super::rollforward::{Draw, Luck, Now, Pick, Rules, State};

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
pub(super) struct Drawn {
    leavers: Stream,
    exam: Stream,
    show: Stream,
    backfill: Stream,
    promotion: Stream,
    moves: Stream,
}

impl Drawn {
    pub(super) const fn new(key: LuckKey) -> Self {
        let LuckKey { seed, replication, group } = key;
        Self {
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

impl Luck for Drawn {
    fn of(&self, count: f64, chance: Chance, draw: Draw) -> f64 {
        if count <= 0.0 || chance.probability() <= 0.0 {
            return 0.0;
        }
        if chance.probability() >= 1.0 {
            return count;
        }
        binomial(count, chance, self.stream(draw.purpose).uniform(draw.cohort, draw.step as u64))
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
}

impl Simulator {
    /// Lays out the careers of a plan once.
    #[must_use]
    pub fn new(plan: &GroupPlan) -> Self {
        Self { rules: Rules::new(plan), state: State::default() }
    }

    /// One course: clears `course` and writes one entry a step.
    pub fn run(&mut self, key: LuckKey, course: &mut Vec<StepFlows>) {
        self.run_with(key, |_| 1.0, course);
    }

    /// One course where everybody's hazard is multiplied in each step (see [`expected_with`](super::expected_with)).
    pub fn run_with(
        &mut self,
        key: LuckKey,
        mut multiplier: impl FnMut(&StepFlows) -> f64,
        course: &mut Vec<StepFlows>,
    ) {
        let luck = Drawn::new(key);
        self.state.reset(&self.rules);
        course.clear();
        for step in 0..self.rules.steps() {
            course.push(self.state.roll(&Now { rules: &self.rules, luck: &luck, step }, &mut multiplier));
        }
    }
}
