//! The roll-forward of a group, step by step: starts, work, leavers, exam, promotions, requisitions, ageing.
//!
//! One recursion serves expectations and draws; they differ in how many of `n` people an event of chance `q` takes:
//! `n q`, or a binomial number. Order of events in step `t`:
//! 1. At the start, replacements that are due show up or are looked for again; with the planned hires and those who
//!    wait they start, as far as there are training seats.
//! 2. People leave in the step, spread evenly over it: half a step of exposure each.
//! 3. On the last day, trainees in their last step pass the exam or wash out.
//! 4. Survivors who are eligible are promoted.
//! 5. For each departure a requisition opens at the end, to start `lead` steps later.
//!
//! Source: \[Bartholomew1991\] for the linear recursion of stocks and flows by length of service.
//! Not modelled: promotion into vacancies, moves between groups, leaving that depends on the length of the queue.

use super::career::{CareerStep, Careers};
use super::cohort::{Cohort, SENIOR};
use super::flows::StepFlows;
use super::group::GroupPlan;
use super::luck::{Chance, Purpose};

/// How many of some people an event takes.
pub(super) trait Luck {
    /// Of `count` people, those to whom an event of this chance happens.
    fn of(&self, count: f64, chance: Chance, draw: Draw) -> f64;
}

/// Names one event of the recursion.
#[derive(Clone, Copy)]
pub(super) struct Draw {
    pub(super) purpose: Purpose,
    pub(super) cohort: u64,
    pub(super) step: usize,
}

/// The chances of a plan that do not depend on tenure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rules {
    careers: Careers,
    opening: Vec<Cohort>,
    opening_headcount: f64,
    hires: Vec<u32>,
    steps: usize,
    seats: Option<f64>,
    fail: Chance,
    replace: Chance,
    no_show: Chance,
    lead: usize,
    washouts_replaced: bool,
    promote: Chance,
    speed: f64,
}

impl Rules {
    pub(super) fn new(plan: &GroupPlan) -> Self {
        let careers = Careers::new(plan);
        let backfill = plan.backfill;
        let promotion = plan.grades.and_then(|grades| grades.promotion);
        let per_year = plan.hazard.step().per_year();
        let seats = plan.training.seats.filter(|_| plan.training.onboarding > 0);
        Self {
            opening: opening(plan, &careers),
            careers,
            opening_headcount: plan.opening_headcount(),
            hires: (0..plan.steps).map(|step| plan.hires_in(step)).collect(),
            steps: plan.steps,
            seats: seats.map(f64::from),
            fail: Chance::of(plan.training.pass_rate.complement().get()),
            replace: Chance::of(backfill.map_or(0.0, |b| b.share.get())),
            no_show: Chance::of(backfill.map_or(0.0, |b| b.show.complement().get())),
            lead: backfill.map_or(1, |b| usize::try_from(b.lead.get()).unwrap_or(usize::MAX)),
            washouts_replaced: backfill.is_some_and(|b| b.washouts),
            promote: Chance::of_hazard(promotion.map_or(0.0, |p| p.per_year / per_year)),
            speed: plan.grades.map_or(1.0, |grades| grades.speed),
        }
    }

    /// The same where everybody's hazard of leaving is so many times as high.
    pub(super) fn at(&self, factor: f64) -> Self {
        let mut rules = self.clone();
        rules.careers.rows.iter_mut().for_each(|career| career.leave = career.leave.times(factor));
        rules
    }

    /// The same, told no further than these steps.
    pub(super) fn until(&self, steps: usize) -> Self {
        Self { steps: self.steps.min(steps), ..self.clone() }
    }

    /// Steps of the horizon.
    pub(super) const fn steps(&self) -> usize {
        self.steps
    }
}

/// The opening cohorts, the seniors given to the longest-tenured of the trained.
fn opening(plan: &GroupPlan, careers: &Careers) -> Vec<Cohort> {
    let trained = |cohort: &super::OpeningCohort| !cohort.in_training;
    let mut by_tenure: Vec<usize> = (0..plan.opening.len()).filter(|&i| trained(&plan.opening[i])).collect();
    by_tenure.sort_by_key(|&i| std::cmp::Reverse(plan.opening[i].tenure));
    let mut left = plan.grades.map_or(0, |grades| grades.seniors);
    let mut seniors = vec![0; plan.opening.len()];
    for i in by_tenure {
        seniors[i] = plan.opening[i].count.min(left);
        left -= seniors[i];
    }
    let cohort = |(i, senior): (usize, u32)| {
        let juniors = plan.opening[i].count - senior;
        Cohort::opening(i, careers.of_opening(i), f64::from(juniors), f64::from(senior))
    };
    seniors.into_iter().enumerate().map(cohort).collect()
}

/// A step of a plan under its luck.
pub(super) struct Now<'a, L> {
    pub(super) rules: &'a Rules,
    pub(super) luck: &'a L,
    pub(super) step: usize,
}

impl<L: Luck> Now<'_, L> {
    fn take(&self, count: f64, chance: Chance, purpose: Purpose, cohort: u64) -> f64 {
        self.luck.of(count, chance, Draw { purpose, cohort, step: self.step })
    }

    fn career(&self, cohort: &Cohort) -> &CareerStep {
        &self.rules.careers.rows[cohort.careers + self.step - cohort.since]
    }
}

/// The people of a group between two steps.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    cohorts: Vec<Cohort>,
    /// Requisitions by the step in which they start; later than the horizon they are only counted.
    due: Vec<f64>,
    pipeline: f64,
    waiting: f64,
    headcount: f64,
}

impl State {
    /// Back to the first day, without giving memory back.
    pub(super) fn reset(&mut self, rules: &Rules) {
        self.cohorts.clear();
        self.cohorts.extend_from_slice(&rules.opening);
        self.due.clear();
        self.due.resize(rules.steps, 0.0);
        (self.pipeline, self.waiting) = (0.0, 0.0);
        self.headcount = rules.opening_headcount;
    }

    /// One step. `multiplier` gives the factor on everybody's hazard from the people at the start of the step.
    pub(super) fn roll<L: Luck>(
        &mut self,
        now: &Now<L>,
        multiplier: &mut impl FnMut(&StepFlows) -> f64,
    ) -> StepFlows {
        let mut flows = StepFlows { begin: self.headcount, ..StepFlows::default() };
        flows.due = self.due[now.step];
        flows.starts = self.start(now);
        (flows.waiting, flows.vacancies_start) = (self.waiting, self.pipeline);
        self.count(now, &mut flows);
        let multiplier = Some(multiplier(&flows)).filter(|&m| m.to_bits() != 1.0_f64.to_bits());
        self.leave(now, multiplier);
        for cohort in &mut self.cohorts {
            work_and_leave(now.career(cohort), now.rules.speed, cohort, &mut flows);
        }
        for cohort in &mut self.cohorts {
            let career = now.career(cohort);
            if career.exam || career.promotable {
                move_on(now, career, cohort, &mut flows);
            }
        }
        flows.seniors_end = self.cohorts.iter().fold(0.0, |sum, cohort| sum + cohort.seniors);
        flows.headcount_end = flows.headcount_start - flows.leavers - flows.washouts;
        flows.avg_headcount = flows.headcount_start - 0.5 * flows.leavers;
        flows.avg_productive = flows.productive_start - 0.5 * flows.productive_leavers();
        flows.vacancies_pipeline = self.requisitions(now, &flows);
        self.headcount = flows.headcount_end;
        flows
    }

    /// Replacements that are due, planned hires and those who wait: as many start as there are seats.
    fn start<L: Luck>(&mut self, now: &Now<L>) -> f64 {
        let (rules, step) = (now.rules, now.step);
        let due = self.due[step];
        let absent = now.take(due, rules.no_show, Purpose::Show, 0);
        self.pipeline -= due;
        self.open(now, absent);
        let ready = self.waiting + f64::from(rules.hires[step]) + (due - absent);
        let starts = match rules.seats {
            Some(seats) => ready.min((seats - self.trainees(now)).max(0.0)),
            None => ready,
        };
        self.waiting = ready - starts;
        if starts > 0.0 {
            self.cohorts.push(Cohort::starting(step, starts));
        }
        starts
    }

    /// People who are in onboarding when the step begins.
    fn trainees<L: Luck>(&self, now: &Now<L>) -> f64 {
        self.cohorts.iter().filter(|cohort| now.career(cohort).trainee).map(|cohort| cohort.juniors).sum()
    }

    fn open<L: Luck>(&mut self, now: &Now<L>, requisitions: f64) {
        self.pipeline += requisitions;
        if let Some(due) = self.due.get_mut(now.step.saturating_add(now.rules.lead)) {
            *due += requisitions;
        }
    }

    /// The people at the start of the step.
    fn count<L: Luck>(&self, now: &Now<L>, flows: &mut StepFlows) {
        let (mut trainees, mut productive, mut seniors, mut fte) = (0.0, 0.0, 0.0, 0.0);
        for cohort in &self.cohorts {
            let career = now.career(cohort);
            if career.trainee {
                trainees += cohort.juniors;
            } else {
                productive += cohort.juniors + cohort.seniors;
                seniors += cohort.seniors;
                fte += career.proficiency * (cohort.juniors + now.rules.speed * cohort.seniors);
            }
        }
        (flows.trainees_start, flows.productive_start) = (trainees, productive);
        (flows.seniors_start, flows.fte_start) = (seniors, fte);
        flows.headcount_start = flows.begin + flows.starts;
    }

    /// Who leaves, grade by grade and before the books are kept: a loop of nothing but draws is the fastest.
    fn leave<L: Luck>(&mut self, now: &Now<L>, multiplier: Option<f64>) {
        let chance = |cohort: &Cohort| {
            let leave = now.career(cohort).leave;
            multiplier.map_or(leave, |multiplier| leave.times(multiplier))
        };
        for cohort in &mut self.cohorts {
            cohort.left_juniors = now.take(cohort.juniors, chance(cohort), Purpose::Leavers, cohort.key);
            cohort.left_seniors = 0.0;
        }
        for cohort in self.cohorts.iter_mut().filter(|cohort| cohort.seniors > 0.0) {
            let key = cohort.key | SENIOR;
            cohort.left_seniors = now.take(cohort.seniors, chance(cohort), Purpose::Leavers, key);
        }
    }

    /// Opens the requisitions of the step's departures; all that are open at its end.
    fn requisitions<L: Luck>(&mut self, now: &Now<L>, flows: &StepFlows) -> f64 {
        let washouts = if now.rules.washouts_replaced { flows.washouts } else { 0.0 };
        let opened = now.take(flows.leavers + washouts, now.rules.replace, Purpose::Backfill, 0);
        self.open(now, opened);
        self.pipeline
    }
}

/// A cohort's work and leaving.
#[inline]
fn work_and_leave(career: &CareerStep, speed: f64, cohort: &mut Cohort, flows: &mut StepFlows) {
    let (juniors, seniors) = (cohort.left_juniors, cohort.left_seniors);
    flows.leavers += juniors + seniors;
    flows.senior_leavers += seniors;
    if career.trainee {
        flows.trainee_leavers += juniors;
    } else {
        let senior = career.proficiency * speed * (cohort.seniors - 0.5 * seniors);
        let work = career.proficiency * (cohort.juniors - 0.5 * juniors) + senior;
        flows.fte_mid += work;
        flows.senior_fte_mid += senior;
        if career.newcomer {
            flows.newcomer_fte_mid += work;
            flows.newcomers_mid += cohort.juniors + cohort.seniors - 0.5 * (juniors + seniors);
        }
    }
    cohort.juniors -= juniors;
    cohort.seniors -= seniors;
}

/// The exam and the promotions of a cohort at the end of the step.
fn move_on<L: Luck>(now: &Now<L>, career: &CareerStep, cohort: &mut Cohort, flows: &mut StepFlows) {
    if career.exam {
        let washouts = now.take(cohort.juniors, now.rules.fail, Purpose::Exam, cohort.key);
        flows.washouts += washouts;
        cohort.juniors -= washouts;
    }
    if career.promotable {
        let promoted = now.take(cohort.juniors, now.rules.promote, Purpose::Promotion, cohort.key);
        flows.promotions += promoted;
        cohort.juniors -= promoted;
        cohort.seniors += promoted;
    }
}
