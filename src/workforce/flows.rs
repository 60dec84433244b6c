//! What happens to a group in one step.

/// The people of a group at the start of a step, the flows in it, and the people at its end.
///
/// Expected values, or whole numbers where drawn. `begin + starts = headcount_start`;
/// `headcount_start − leavers − washouts = headcount_end`, which is the next step's `begin`. By grade:
/// `seniors_start + promotions − senior_leavers = seniors_end`. Requisitions: `vacancies_pipeline` of a step, less those
/// that are filled, is the next step's `vacancies_start`.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StepFlows {
    /// People before anybody starts.
    pub begin: f64,
    /// People who start: planned hires and replacements.
    pub starts: f64,
    /// People once they have started.
    pub headcount_start: f64,
    /// Of these, in onboarding.
    pub trainees_start: f64,
    /// Of these, past onboarding.
    pub productive_start: f64,
    /// Of the productive, seniors.
    pub seniors_start: f64,
    /// Productive people weighted by proficiency and speed.
    pub fte_start: f64,
    /// The same in the middle of the step: each leaver counts half. The figure for capacity.
    pub fte_mid: f64,
    /// The part of `fte_mid` that is still on the ramp.
    pub newcomer_fte_mid: f64,
    /// The heads that do that part, on average.
    pub newcomers_mid: f64,
    /// The part of `fte_mid` that seniors do.
    pub senior_fte_mid: f64,
    /// People who leave in the step, washouts aside.
    pub leavers: f64,
    /// Of these, in onboarding.
    pub trainee_leavers: f64,
    /// Of these, seniors.
    pub senior_leavers: f64,
    /// People who fail the exam and leave on the last day.
    pub washouts: f64,
    /// People promoted to the senior grade at the end.
    pub promotions: f64,
    /// People at the end.
    pub headcount_end: f64,
    /// Of these, seniors.
    pub seniors_end: f64,
    /// People on average: each leaver counts half, a washout in full.
    pub avg_headcount: f64,
    /// Productive people on average: the heads for a queue formula.
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

impl StepFlows {
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

    /// The share of the work that seniors do; 0 where nobody works.
    #[must_use]
    pub fn senior_share(&self) -> f64 {
        if self.fte_mid > 0.0 { self.senior_fte_mid / self.fte_mid } else { 0.0 }
    }

    /// The handle time of the mix relative to a proficient agent's: the harmonic mean `heads ÷ Σ heads · proficiency`.
    ///
    /// A queue formula takes `avg_productive` heads at this ratio, not `fte_mid` heads at 1: the capacity is the
    /// same, the waits are not. 1 where nobody works.
    ///
    /// ```
    /// // Heads 20, 30 and 50 at 1.6, 1.2 and 1 times the handle time: 100 heads at 342.9 s for 300 s.
    /// let flows = staffplan::workforce::StepFlows {
    ///     avg_productive: 100.0,
    ///     fte_mid: 20.0 / 1.6 + 30.0 / 1.2 + 50.0,
    ///     ..Default::default()
    /// };
    /// assert!((300.0 * flows.handle_time_ratio() - 342.857).abs() < 1e-3);
    /// ```
    #[must_use]
    pub fn handle_time_ratio(&self) -> f64 {
        if self.fte_mid > 0.0 && self.avg_productive > 0.0 { self.avg_productive / self.fte_mid } else { 1.0 }
    }

    /// What the books fail to balance by: 0 up to rounding.
    #[must_use]
    pub fn imbalance(&self) -> f64 {
        self.begin + self.starts - self.leavers - self.washouts - self.headcount_end
    }

    /// What the books of the senior grade fail to balance by: 0 up to rounding. Those of the entry grade then fail by
    /// the difference to [`Self::imbalance`].
    #[must_use]
    pub fn senior_imbalance(&self) -> f64 {
        self.seniors_start + self.promotions - self.senior_leavers - self.seniors_end
    }

    /// Several steps as one: flows add up, people at the start are those of the first step with everybody who starts
    /// (`begin + starts = headcount_start`), those at the end of the last; averages are of the steps. Trainees
    /// and productive people at the start are those of the last step. Nothing happens in no steps.
    ///
    /// ```
    /// use staffplan::workforce::StepFlows;
    /// let month = |begin, leavers| StepFlows { begin, leavers, headcount_end: begin - leavers, ..Default::default() };
    /// let quarter = StepFlows::over(&[month(100.0, 2.0), month(98.0, 1.0), month(97.0, 3.0)]);
    /// assert_eq!((quarter.begin, quarter.leavers, quarter.headcount_end, quarter.imbalance()), (100.0, 6.0, 94.0, 0.0));
    /// ```
    #[must_use]
    pub fn over(steps: &[Self]) -> Self {
        let (Some(first), Some(last)) = (steps.first(), steps.last()) else { return Self::default() };
        let sum = |of: fn(&Self) -> f64| steps.iter().map(of).sum::<f64>();
        #[expect(clippy::cast_precision_loss, reason = "a horizon is far shorter than 2^52 steps")]
        let mean = |of: fn(&Self) -> f64| sum(of) / steps.len() as f64;
        let starts = sum(|step| step.starts);
        Self {
            begin: first.begin,
            starts,
            headcount_start: first.begin + starts,
            leavers: sum(|step| step.leavers),
            trainee_leavers: sum(|step| step.trainee_leavers),
            senior_leavers: sum(|step| step.senior_leavers),
            washouts: sum(|step| step.washouts),
            promotions: sum(|step| step.promotions),
            fte_mid: mean(|step| step.fte_mid),
            newcomer_fte_mid: mean(|step| step.newcomer_fte_mid),
            newcomers_mid: mean(|step| step.newcomers_mid),
            senior_fte_mid: mean(|step| step.senior_fte_mid),
            avg_headcount: mean(|step| step.avg_headcount),
            avg_productive: mean(|step| step.avg_productive),
            due: sum(|step| step.due),
            vacancies_start: mean(|step| step.vacancies_start),
            seniors_start: first.seniors_start,
            ..*last
        }
    }
}
