//! The roll-forward of a group, step by step: starts, work, leavers, exam, promotions, requisitions, ageing.
//!
//! One recursion serves expectations and draws; they differ in how many of `n` people an event of chance `q` takes:
//! `n q`, or a binomial number. Order of events in step `t`:
//! 0. On the first day people move between groups (see [`transfer`](super::transfer)).
//! 1. At the start, replacements that are due show up or are looked for again; with the planned hires and those who
//!    wait they start, as far as there are training seats.
//! 2. People leave in the step, spread evenly over it: half a step of exposure each.
//! 3. On the last day, trainees in their last step pass the exam or wash out.
//! 4. Survivors who are eligible are promoted.
//! 5. For each departure a requisition opens at the end, to start `lead` steps later.
//!
//! Source: \[Bartholomew1991\] for the linear recursion of stocks and flows by length of service.
//! Not modelled: leaving that depends on the length of the queue.

use super::career::{CareerStep, Careers};
use super::cohort::{Cohort, in_grade};
use super::flows::StepFlows;
use super::group::GroupPlan;
use super::ladder::{Ladder, MOST_GRADES, promote};
use super::luck::{Chance, Purpose};

/// How many of some people an event takes.
pub(super) trait Luck {
    /// Of `count` people, those to whom an event of this chance happens.
    fn of(&self, count: f64, chance: Chance, draw: Draw) -> f64;

    /// Of those who are chosen from several cohorts, the people of this one.
    fn chosen(&self, pick: Pick, draw: Draw) -> f64;
}

/// One cohort's turn when people are chosen from several, in proportion to their number.
#[derive(Clone, Copy)]
pub(super) struct Pick {
    /// People of this cohort.
    pub(super) of: f64,
    /// People of this cohort and those whose turn is still to come.
    pub(super) among: f64,
    /// People who are still to be chosen; at most as many as there are.
    pub(super) wanted: f64,
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
    pub(super) careers: Careers,
    pub(super) ladder: Ladder,
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
}

impl Rules {
    pub(super) fn new(plan: &GroupPlan) -> Self {
        let careers = Careers::new(plan);
        let backfill = plan.backfill;
        let seats = plan.training.seats.filter(|_| plan.training.onboarding > 0);
        Self {
            opening: opening(plan, &careers),
            careers,
            ladder: Ladder::new(plan.grades.as_ref(), plan.hazard.step().per_year()),
            opening_headcount: plan.opening_headcount(),
            hires: (0..plan.steps).map(|step| plan.hires_in(step)).collect(),
            steps: plan.steps,
            seats: seats.map(f64::from),
            fail: Chance::of(plan.training.pass_rate.complement().get()),
            replace: Chance::of(backfill.map_or(0.0, |b| b.share.get())),
            no_show: Chance::of(backfill.map_or(0.0, |b| b.show.complement().get())),
            lead: backfill.map_or(1, |b| usize::try_from(b.lead.get()).unwrap_or(usize::MAX)),
            washouts_replaced: backfill.is_some_and(|b| b.washouts),
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

/// The opening cohorts; the longest-tenured of the trained have the highest grades.
fn opening(plan: &GroupPlan, careers: &Careers) -> Vec<Cohort> {
    let trained = |cohort: &super::OpeningCohort| !cohort.in_training;
    let mut by_tenure: Vec<usize> = (0..plan.opening.len()).filter(|&i| trained(&plan.opening[i])).collect();
    by_tenure.sort_by_key(|&i| std::cmp::Reverse(plan.opening[i].tenure));
    let mut left: Vec<u32> = plan.opening.iter().map(|cohort| cohort.count).collect();
    let mut people = vec![[0.0; MOST_GRADES]; plan.opening.len()];
    let above = plan.grades.as_ref().map_or(&[][..], |grades| grades.above.as_slice());
    for (grade, above) in (1..MOST_GRADES).zip(above).rev() {
        let mut wanted = above.people;
        for &i in &by_tenure {
            let taken = left[i].min(wanted);
            people[i][grade] = f64::from(taken);
            (left[i], wanted) = (left[i] - taken, wanted - taken);
        }
    }
    let cohort = |(i, mut people): (usize, [f64; MOST_GRADES])| {
        people[0] = f64::from(left[i]);
        Cohort::opening(i, careers.of_opening(i), people)
    };
    people.into_iter().enumerate().map(cohort).collect()
}

/// A step of a plan under its luck.
pub(super) struct Now<'a, L> {
    pub(super) rules: &'a Rules,
    pub(super) luck: &'a L,
    pub(super) step: usize,
}

impl<L: Luck> Now<'_, L> {
    pub(super) fn take(&self, count: f64, chance: Chance, purpose: Purpose, cohort: u64) -> f64 {
        self.luck.of(count, chance, Draw { purpose, cohort, step: self.step })
    }

    pub(super) fn choose(&self, pick: Pick, purpose: Purpose, cohort: u64) -> f64 {
        self.luck.chosen(pick, Draw { purpose, cohort, step: self.step })
    }

    pub(super) fn career(&self, cohort: &Cohort) -> &CareerStep {
        &self.rules.careers.rows[cohort.careers + self.step - cohort.since]
    }
}

/// Moves of a group on the first day of a step.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moved {
    pub(super) into: f64,
    pub(super) out: f64,
    /// People who were to move away and were not there.
    pub(super) short: f64,
}

/// The people of a group between two steps.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    pub(super) cohorts: Vec<Cohort>,
    /// Who has moved on the first day of the step to come.
    pub(super) moved: Moved,
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
        self.moved = Moved::default();
        self.headcount = rules.opening_headcount;
    }

    /// One step. `multiplier` gives the factor on everybody's hazard from the people at the start of the step.
    pub(super) fn roll<L: Luck>(
        &mut self,
        now: &Now<L>,
        multiplier: &mut impl FnMut(&StepFlows) -> f64,
    ) -> StepFlows {
        let moved = std::mem::take(&mut self.moved);
        let mut flows = StepFlows {
            begin: self.headcount,
            moved_in: moved.into,
            moved_out: moved.out,
            moves_short: moved.short,
            ..StepFlows::default()
        };
        flows.due = self.due[now.step];
        flows.starts = self.start(now);
        (flows.waiting, flows.vacancies_start) = (self.waiting, self.pipeline);
        self.count(now, &mut flows);
        let multiplier = Some(multiplier(&flows)).filter(|&m| m.to_bits() != 1.0_f64.to_bits());
        self.choose_leavers(now, multiplier);
        self.work_and_leave(now, &mut flows);
        if now.rules.fail.probability() > 0.0 {
            self.examine(now, &mut flows);
        }
        promote(now, &mut self.cohorts, &mut flows);
        flows.headcount_end = flows.headcount_moved() - flows.leavers - flows.washouts;
        self.count_grades(now, &mut flows);
        flows.avg_headcount = flows.headcount_moved() - 0.5 * flows.leavers;
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
        self.cohorts.iter().filter(|cohort| now.career(cohort).trainee).map(|cohort| cohort.people[0]).sum()
    }

    fn open<L: Luck>(&mut self, now: &Now<L>, requisitions: f64) {
        self.pipeline += requisitions;
        if let Some(due) = self.due.get_mut(now.step.saturating_add(now.rules.lead)) {
            *due += requisitions;
        }
    }

    /// The people at the start of the step.
    fn count<L: Luck>(&self, now: &Now<L>, flows: &mut StepFlows) {
        let ladder = &now.rules.ladder;
        let (mut trainees, mut productive, mut fte) = (0.0, 0.0, 0.0);
        for cohort in &self.cohorts {
            let career = now.career(cohort);
            let (mut people, mut work) = (0.0, 0.0);
            for (grade, &own) in cohort.people[..ladder.grades].iter().enumerate() {
                people += own;
                work += ladder.speeds[grade] * own;
            }
            if career.trainee {
                trainees += people;
            } else {
                productive += people;
                fte += career.proficiency * work;
            }
        }
        (flows.trainees_start, flows.productive_start, flows.fte_start) = (trainees, productive, fte);
        flows.headcount_start = flows.begin + flows.starts;
        flows.by_grade[0].start = trainees + productive;
        if ladder.grades > 1 {
            for (grade, own) in flows.by_grade[..ladder.grades].iter_mut().enumerate() {
                own.start = self.cohorts.iter().fold(0.0, |sum, cohort| sum + cohort.people[grade]);
            }
        }
    }

    /// Who leaves, grade by grade and before the books are kept: a loop of nothing but draws is the fastest.
    fn choose_leavers<L: Luck>(&mut self, now: &Now<L>, multiplier: Option<f64>) {
        for grade in 0..now.rules.ladder.grades {
            for cohort in &mut self.cohorts {
                let people = cohort.people[grade];
                cohort.leaving[grade] = if grade > 0 && people <= 0.0 {
                    0.0
                } else {
                    let leave = now.career(cohort).leave;
                    let chance = multiplier.map_or(leave, |multiplier| leave.times(multiplier));
                    now.take(people, chance, Purpose::Leavers, in_grade(cohort.key, grade))
                };
            }
        }
    }

    /// The work of everybody, half of it of those who leave; then they are gone.
    fn work_and_leave<L: Luck>(&mut self, now: &Now<L>, flows: &mut StepFlows) {
        // Sums in locals stay in registers; the books of the step are lent out.
        let mut sums = StepSums::default();
        let ladder = &now.rules.ladder;
        for cohort in &self.cohorts {
            sums.add(now.career(cohort), ladder, cohort);
        }
        (flows.leavers, flows.trainee_leavers) = (sums.leavers, sums.trainee_leavers);
        (flows.fte_mid, flows.working_mid) = (sums.fte_mid, sums.working_mid);
        (flows.newcomer_fte_mid, flows.newcomers_mid) = (sums.newcomer_fte_mid, sums.newcomers_mid);
        if ladder.grades == 1 {
            (flows.by_grade[0].leavers, flows.by_grade[0].fte_mid) = (sums.leavers, sums.fte_mid);
        } else {
            self.leavers_by_grade(now, flows);
        }
        for grade in 0..ladder.grades {
            self.cohorts.iter_mut().for_each(|cohort| cohort.people[grade] -= cohort.leaving[grade]);
        }
    }

    /// Trainees in their last step of onboarding who fail the exam.
    fn examine<L: Luck>(&mut self, now: &Now<L>, flows: &mut StepFlows) {
        for cohort in self.cohorts.iter_mut().filter(|cohort| now.career(cohort).exam) {
            let washouts = now.take(cohort.people[0], now.rules.fail, Purpose::Exam, cohort.key);
            flows.washouts += washouts;
            cohort.people[0] -= washouts;
        }
    }

    /// Leavers and work of each grade, while those who leave are still there.
    fn leavers_by_grade<L: Luck>(&self, now: &Now<L>, flows: &mut StepFlows) {
        let ladder = &now.rules.ladder;
        for cohort in &self.cohorts {
            let proficiency = now.career(cohort).proficiency;
            for (grade, own) in flows.by_grade[..ladder.grades].iter_mut().enumerate() {
                let left = cohort.leaving[grade];
                own.leavers += left;
                own.fte_mid += proficiency * ladder.speeds[grade] * (cohort.people[grade] - 0.5 * left);
            }
        }
    }

    /// The people of each grade at the end of the step.
    fn count_grades<L: Luck>(&self, now: &Now<L>, flows: &mut StepFlows) {
        if now.rules.ladder.grades == 1 {
            flows.by_grade[0].end = flows.headcount_end;
            return;
        }
        for cohort in &self.cohorts {
            for (grade, people) in flows.by_grade[..now.rules.ladder.grades].iter_mut().zip(cohort.people) {
                grade.end += people;
            }
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

/// What all cohorts come to in a step.
#[derive(Default)]
struct StepSums {
    leavers: f64,
    trainee_leavers: f64,
    fte_mid: f64,
    working_mid: f64,
    newcomer_fte_mid: f64,
    newcomers_mid: f64,
}

impl StepSums {
    #[inline]
    fn add(&mut self, career: &CareerStep, ladder: &Ladder, cohort: &Cohort) {
        let (people, left, speed) = (cohort.people[0], cohort.leaving[0], ladder.speeds[0]);
        let (mut leavers, mut work) = (left, career.proficiency * speed * (people - 0.5 * left));
        let (mut heads, mut half) = if speed > 0.0 { (people, left) } else { (0.0, 0.0) };
        for grade in 1..ladder.grades {
            let (people, left, speed) = (cohort.people[grade], cohort.leaving[grade], ladder.speeds[grade]);
            leavers += left;
            work += career.proficiency * speed * (people - 0.5 * left);
            if speed > 0.0 {
                (heads, half) = (heads + people, half + left);
            }
        }
        self.leavers += leavers;
        if career.trainee {
            self.trainee_leavers += leavers;
            return;
        }
        self.fte_mid += work;
        self.working_mid += heads - 0.5 * half;
        if career.newcomer {
            self.newcomer_fte_mid += work;
            self.newcomers_mid += heads - 0.5 * half;
        }
    }
}
