//! What happens to a group in one step.

use super::ladder::MOST_GRADES;

/// The people of a group at the start of a step, the flows in it, and the people at its end.
///
/// Expected values, or whole numbers where drawn. `begin + starts = headcount_start`;
/// `headcount_start + moved_in − moved_out − leavers − washouts = headcount_end`, which is the next step's `begin`. By
/// grade see [`GradeFlows`]. Requisitions: `vacancies_pipeline` of a step, less those that are filled, is the next step's
/// `vacancies_start`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StepFlows {
    /// People before anybody starts.
    pub begin: f64,
    /// People who start: planned hires and replacements.
    pub starts: f64,
    /// People once they have started, before any move.
    pub headcount_start: f64,
    /// People who come from other groups on the first day.
    pub moved_in: f64,
    /// People who go to other groups on the first day. Neither are separations.
    pub moved_out: f64,
    /// People who were to go to other groups and were not there.
    pub moves_short: f64,
    /// Of those there once people have started and moved, in onboarding.
    pub trainees_start: f64,
    /// Of these, past onboarding.
    pub productive_start: f64,
    /// Productive people weighted by proficiency and speed.
    pub fte_start: f64,
    /// The same in the middle of the step: each leaver counts half. The figure for capacity.
    pub fte_mid: f64,
    /// The part of `fte_mid` that is still on the ramp.
    pub newcomer_fte_mid: f64,
    /// The heads that do that part, on average.
    pub newcomers_mid: f64,
    /// The heads that do `fte_mid`: productive people of grades that do contacts, each leaver half.
    pub working_mid: f64,
    /// People who leave in the step, washouts aside.
    pub leavers: f64,
    /// Of these, in onboarding.
    pub trainee_leavers: f64,
    /// People who fail the exam and leave on the last day.
    pub washouts: f64,
    /// People at the end.
    pub headcount_end: f64,
    /// The same by grade, the entry grade first; grades that are not there hold nobody.
    pub by_grade: [GradeFlows; MOST_GRADES],
    /// People on average: each leaver counts half, a washout in full.
    pub avg_headcount: f64,
    /// Productive people on average, of every grade.
    pub avg_productive: f64,
    /// Requisitions that were to be filled at the start; people who do not show up are among them.
    pub due: f64,
    /// Requisitions that are open once the step's people have started.
    pub vacancies_start: f64,
    /// Requisitions that are open at the end.
    pub vacancies_pipeline: f64,
    /// People who wait for a training seat once the step's starts are known.
    pub waiting: f64,
}

/// The people of one grade in a step.
///
/// `start + promoted_in − promoted_out − leavers = end`; from the entry grade the step's washouts are taken as well.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct GradeFlows {
    /// People once they have started and moved, trainees included.
    pub start: f64,
    /// People who leave, washouts aside.
    pub leavers: f64,
    /// People who reach the grade at the end.
    pub promoted_in: f64,
    /// People who rise from it at the end.
    pub promoted_out: f64,
    /// People at the end.
    pub end: f64,
    /// The part of the step's `fte_mid` that they do.
    pub fte_mid: f64,
    /// Vacancies at the end that nobody was eligible to rise into.
    pub unfilled: f64,
}

impl StepFlows {
    /// People once they have started and moved.
    #[must_use]
    pub fn headcount_moved(&self) -> f64 {
        self.headcount_start + self.moved_in - self.moved_out
    }

    /// Promotions to any grade.
    #[must_use]
    pub fn promotions(&self) -> f64 {
        self.above_entry(|grade| grade.promoted_in)
    }

    /// The sum of a figure over the grades above the entry grade.
    #[must_use]
    pub fn above_entry(&self, of: impl Fn(&GradeFlows) -> f64) -> f64 {
        self.by_grade[1..].iter().map(of).sum()
    }

    /// Leavers past onboarding.
    #[must_use]
    pub fn productive_leavers(&self) -> f64 {
        self.leavers - self.trainee_leavers
    }

    /// The share of the work that people on the ramp do; 0 where nobody works.
    #[must_use]
    pub fn newcomer_share(&self) -> f64 {
        if self.fte_mid > 0.0 { self.newcomer_fte_mid / self.fte_mid } else { 0.0 }
    }

    /// The share of the work that a grade does; 0 where nobody works.
    #[must_use]
    pub fn share_of_work(&self, grade: usize) -> f64 {
        if self.fte_mid > 0.0 { self.by_grade[grade].fte_mid / self.fte_mid } else { 0.0 }
    }

    /// The handle time of the mix relative to a proficient agent's: the harmonic mean `heads ÷ Σ heads · proficiency`.
    ///
    /// A queue formula takes `working_mid` heads at this ratio, not `fte_mid` heads at 1: the capacity is the
    /// same, the waits are not. 1 where nobody works.
    ///
    /// ```
    /// // Heads 20, 30 and 50 at 1.6, 1.2 and 1 times the handle time: 100 heads at 342.9 s for 300 s.
    /// let flows = staffplan::workforce::StepFlows {
    ///     working_mid: 100.0,
    ///     fte_mid: 20.0 / 1.6 + 30.0 / 1.2 + 50.0,
    ///     ..Default::default()
    /// };
    /// assert!((300.0 * flows.handle_time_ratio() - 342.857).abs() < 1e-3);
    /// ```
    #[must_use]
    pub fn handle_time_ratio(&self) -> f64 {
        if self.fte_mid > 0.0 && self.working_mid > 0.0 { self.working_mid / self.fte_mid } else { 1.0 }
    }

    /// What the books fail to balance by: 0 up to rounding.
    #[must_use]
    pub fn imbalance(&self) -> f64 {
        self.begin + self.starts + self.moved_in
            - self.moved_out
            - self.leavers
            - self.washouts
            - self.headcount_end
    }

    /// What the books of a grade fail to balance by: 0 up to rounding.
    #[must_use]
    pub fn grade_imbalance(&self, grade: usize) -> f64 {
        let washouts = if grade == 0 { self.washouts } else { 0.0 };
        let GradeFlows { start, leavers, promoted_in, promoted_out, end, .. } = self.by_grade[grade];
        start + promoted_in - promoted_out - leavers - washouts - end
    }

    /// Several steps as one: flows add up, people at the start are those of the first step with everybody who starts
    /// (`begin + starts = headcount_start`), those at the end of the last; averages are of the steps. Trainees
    /// and productive people at the start are those of the last step, vacancies of a grade those of its end. The entry
    /// grade starts with everybody who starts or moves. Nothing happens in no steps.
    ///
    /// ```
    /// use staffplan::workforce::StepFlows;
    /// let month = |begin, leavers| StepFlows { begin, leavers, headcount_end: begin - leavers, ..Default::default() };
    /// let quarter = StepFlows::over(&[month(100.0, 2.0), month(98.0, 1.0), month(97.0, 3.0)]);
    /// assert_eq!((quarter.begin, quarter.leavers, quarter.headcount_end, quarter.imbalance()), (100.0, 6.0, 94.0, 0.0));
    /// ```
    #[must_use]
    pub fn over(steps: &[Self]) -> Self {
        let (first, last) = match steps {
            [] => return Self::default(),
            [only] => return *only,
            [first, .., last] => (first, last),
        };
        let sum = |of: fn(&Self) -> f64| steps.iter().map(of).sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "a horizon is far shorter than 2^52 steps")]
        let mean = |of: fn(&Self) -> f64| sum(of) / steps.len() as f64;
        let starts = sum(|step| step.starts);
        Self {
            begin: first.begin,
            starts,
            headcount_start: first.begin + starts,
            moved_in: sum(|step| step.moved_in),
            moved_out: sum(|step| step.moved_out),
            moves_short: sum(|step| step.moves_short),
            leavers: sum(|step| step.leavers),
            trainee_leavers: sum(|step| step.trainee_leavers),
            washouts: sum(|step| step.washouts),
            fte_mid: mean(|step| step.fte_mid),
            newcomer_fte_mid: mean(|step| step.newcomer_fte_mid),
            newcomers_mid: mean(|step| step.newcomers_mid),
            working_mid: mean(|step| step.working_mid),
            avg_headcount: mean(|step| step.avg_headcount),
            avg_productive: mean(|step| step.avg_productive),
            due: sum(|step| step.due),
            vacancies_start: mean(|step| step.vacancies_start),
            by_grade: std::array::from_fn(|grade| GradeFlows::over(steps, grade)),
            ..*last
        }
    }
}

impl GradeFlows {
    /// One grade over several steps.
    fn over(steps: &[StepFlows], grade: usize) -> Self {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Self::default() };
        let sum = |of: fn(&Self) -> f64| steps.iter().map(|step| of(&step.by_grade[grade])).sum::<f64>();
        let later =
            || steps[1..].iter().map(|step| step.starts + step.moved_in - step.moved_out).sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "a horizon is far shorter than 2^52 steps")]
        let count = steps.len() as f64;
        Self {
            start: first.by_grade[grade].start + if grade == 0 { later() } else { 0.0 },
            leavers: sum(|grade| grade.leavers),
            promoted_in: sum(|grade| grade.promoted_in),
            promoted_out: sum(|grade| grade.promoted_out),
            fte_mid: sum(|grade| grade.fte_mid) / count,
            ..last.by_grade[grade]
        }
    }
}

/// Sums and means of courses, field by field: books that balance in each of them balance in both.
impl StepFlows {
    /// Both together.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.with(other, |own, other| own + other)
    }

    /// So many times as much of everything.
    #[must_use]
    pub fn times(&self, factor: f64) -> Self {
        self.with(self, |own, _| own * factor)
    }

    /// The same people in the grades that they have in a mean of draws.
    ///
    /// Grades above the entry grade are those of the draws, the entry grade is everybody else, so that books balance. Work
    /// is the draws' for each productive person, which leaves their luck in numbers of people out of it.
    #[must_use]
    pub fn with_grades_of(&self, drawn: &Self) -> Self {
        let rest =
            |of: fn(&GradeFlows) -> f64, all: f64| all - drawn.by_grade[1..].iter().map(of).sum::<f64>();
        let ratio = |own: f64, other: f64| if other > 0.0 { own / other } else { 1.0 };
        let work = ratio(self.avg_productive, drawn.avg_productive);
        let mut told = Self {
            fte_start: drawn.fte_start * ratio(self.productive_start, drawn.productive_start),
            fte_mid: drawn.fte_mid * work,
            newcomer_fte_mid: drawn.newcomer_fte_mid * work,
            newcomers_mid: drawn.newcomers_mid * work,
            working_mid: drawn.working_mid * work,
            by_grade: drawn.by_grade,
            ..*self
        };
        told.by_grade.iter_mut().for_each(|grade| grade.fte_mid *= work);
        told.by_grade[0].start = rest(|grade| grade.start, self.headcount_moved());
        told.by_grade[0].leavers = rest(|grade| grade.leavers, self.leavers);
        told.by_grade[0].end = rest(|grade| grade.end, self.headcount_end);
        told
    }

    fn with(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            begin: of(self.begin, other.begin),
            starts: of(self.starts, other.starts),
            headcount_start: of(self.headcount_start, other.headcount_start),
            moved_in: of(self.moved_in, other.moved_in),
            moved_out: of(self.moved_out, other.moved_out),
            moves_short: of(self.moves_short, other.moves_short),
            trainees_start: of(self.trainees_start, other.trainees_start),
            productive_start: of(self.productive_start, other.productive_start),
            fte_start: of(self.fte_start, other.fte_start),
            fte_mid: of(self.fte_mid, other.fte_mid),
            newcomer_fte_mid: of(self.newcomer_fte_mid, other.newcomer_fte_mid),
            newcomers_mid: of(self.newcomers_mid, other.newcomers_mid),
            working_mid: of(self.working_mid, other.working_mid),
            leavers: of(self.leavers, other.leavers),
            trainee_leavers: of(self.trainee_leavers, other.trainee_leavers),
            washouts: of(self.washouts, other.washouts),
            headcount_end: of(self.headcount_end, other.headcount_end),
            avg_headcount: of(self.avg_headcount, other.avg_headcount),
            avg_productive: of(self.avg_productive, other.avg_productive),
            due: of(self.due, other.due),
            vacancies_start: of(self.vacancies_start, other.vacancies_start),
            vacancies_pipeline: of(self.vacancies_pipeline, other.vacancies_pipeline),
            waiting: of(self.waiting, other.waiting),
            by_grade: std::array::from_fn(|grade| self.by_grade[grade].with(&other.by_grade[grade], &of)),
        }
    }
}

impl GradeFlows {
    fn with(&self, other: &Self, of: &impl Fn(f64, f64) -> f64) -> Self {
        Self {
            start: of(self.start, other.start),
            leavers: of(self.leavers, other.leavers),
            promoted_in: of(self.promoted_in, other.promoted_in),
            promoted_out: of(self.promoted_out, other.promoted_out),
            end: of(self.end, other.end),
            fte_mid: of(self.fte_mid, other.fte_mid),
            unfilled: of(self.unfilled, other.unfilled),
        }
    }
}
