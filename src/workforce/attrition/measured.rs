//! Turnover as it is measured: leavers against the people who could have left.

use crate::workforce::flows::StepFlows;
use crate::workforce::step::Step;

/// Whose departures count, against whose headcount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Population {
    /// All separations, washouts included, against all people.
    #[default]
    All,
    /// Leavers past onboarding, against productive people.
    Productive,
}

impl Population {
    fn separations(self, flows: &StepFlows) -> f64 {
        match self {
            Self::All => flows.leavers + flows.washouts,
            Self::Productive => flows.productive_leavers(),
        }
    }

    const fn headcount(self, flows: &StepFlows) -> f64 {
        match self {
            Self::All => flows.avg_headcount,
            Self::Productive => flows.avg_productive,
        }
    }
}

/// Turnover a year: leavers ÷ average headcount × steps a year ÷ steps.
///
/// `None` where there was nobody to leave, or no step.
///
/// Source: \[BLSJolts\], separations ÷ employment.
///
/// ```
/// use staffplan::workforce::turnover_annualised;
/// assert_eq!(turnover_annualised(5.0, 100.0, 6.0, 12.0), Some(0.10));
/// ```
#[must_use]
pub fn turnover_annualised(leavers: f64, avg_headcount: f64, steps: f64, per_year: f64) -> Option<f64> {
    (avg_headcount > 0.0 && steps > 0.0).then(|| leavers / avg_headcount * (per_year / steps))
}

/// Turnover a year over all the given steps: to date, annualised. `None` where there was nobody to leave.
#[must_use]
pub fn turnover(flows: &[StepFlows], population: Population, step: Step) -> Option<f64> {
    let separations: f64 = flows.iter().map(|f| population.separations(f)).sum();
    let person_steps: f64 = flows.iter().map(|f| population.headcount(f)).sum();
    (person_steps > 0.0).then(|| separations / person_steps * step.per_year())
}

/// Turnover over the twelve months that end with the last of the given steps; `None` before twelve months are there.
#[must_use]
pub fn rolling_turnover(flows: &[StepFlows], population: Population, step: Step) -> Option<f64> {
    flows
        .len()
        .checked_sub(step.in_a_year() as usize)
        .and_then(|from| turnover(&flows[from..], population, step))
}

/// The same where the last of the twelve months before the first step are known from a history, `past`, in order; steps of it
/// that lie further back are not used. `None` where both together have no twelve months.
#[must_use]
pub fn rolling_turnover_after(
    past: &[StepFlows],
    flows: &[StepFlows],
    population: Population,
    step: Step,
) -> Option<f64> {
    let missing = (step.in_a_year() as usize).saturating_sub(flows.len());
    if missing == 0 {
        return rolling_turnover(flows, population, step);
    }
    let known = past.len().checked_sub(missing).map(|from| &past[from..])?;
    turnover(&[known, flows].concat(), population, step)
}

/// A history of headcount as a personnel report shows it, and the many figures that are called its turnover.
///
/// Hires count from the first day of a period; leavers half of it in [`Self::exposure`].
#[derive(Debug, Clone, PartialEq)]
pub struct HeadcountHistory {
    /// People before the first period.
    pub opening: f64,
    /// Hires and leavers of each period.
    pub periods: Vec<(f64, f64)>,
    /// Periods a year.
    pub per_year: f64,
}

impl HeadcountHistory {
    /// Headcount at the end of each period.
    #[must_use]
    pub fn period_ends(&self) -> Vec<f64> {
        let after = |now: &mut f64, &(hires, leavers): &(f64, f64)| {
            *now += hires - leavers;
            Some(*now)
        };
        self.periods.iter().scan(self.opening, after).collect()
    }

    /// Leavers ÷ the mean of opening and closing headcount, by period.
    #[must_use]
    pub fn two_point_rates(&self) -> Vec<Option<f64>> {
        self.opens_and_ends().zip(self.leavers()).map(|((o, e), l)| over(l, 0.5 * (o + e))).collect()
    }

    /// Leavers ÷ the mean of the period averages, a year.
    #[must_use]
    pub fn period_averages(&self) -> Option<f64> {
        self.a_year(self.opens_and_ends().map(|(open, end)| 0.5 * (open + end)).sum::<f64>() / self.length())
    }

    /// Leavers ÷ person-time, a year: the reference definition of this program.
    #[must_use]
    pub fn exposure(&self) -> Option<f64> {
        let after_hires =
            self.opens_and_ends().zip(&self.periods).map(|((open, _), p)| open + p.0 - 0.5 * p.1);
        self.a_year(after_hires.sum::<f64>() / self.length())
    }

    /// Leavers ÷ the mean of the first and the last headcount, a year: the personnel department's shortcut.
    #[must_use]
    pub fn two_point(&self) -> Option<f64> {
        let last = self.period_ends().last().copied().unwrap_or(self.opening);
        self.a_year(0.5 * (self.opening + last))
    }

    /// Leavers ÷ the mean of all period ends and the opening, a year.
    #[must_use]
    pub fn points(&self) -> Option<f64> {
        self.a_year((self.opening + self.period_ends().iter().sum::<f64>()) / (self.length() + 1.0))
    }

    /// Leavers ÷ opening headcount; not annualised.
    #[must_use]
    pub fn share_of_opening(&self) -> Option<f64> {
        over(self.leavers().sum(), self.opening)
    }

    /// Leavers ÷ (opening headcount + hires); not annualised.
    #[must_use]
    pub fn share_of_all_employed(&self) -> Option<f64> {
        over(self.leavers().sum(), self.opening + self.periods.iter().map(|p| p.0).sum::<f64>())
    }

    /// `1 − Π (1 − m_i)` of the period rates: a probability, never to be held against a turnover target.
    #[must_use]
    pub fn compounded(&self) -> Option<f64> {
        let stay = |product: f64, rate: Option<f64>| rate.map(|rate| product * (1.0 - rate));
        self.two_point_rates().into_iter().try_fold(1.0, stay).map(|stay| 1.0 - stay)
    }

    fn opens_and_ends(&self) -> impl Iterator<Item = (f64, f64)> {
        let ends = self.period_ends();
        let opens = std::iter::once(self.opening).chain(ends.clone());
        opens.zip(ends).collect::<Vec<_>>().into_iter()
    }

    fn leavers(&self) -> impl Iterator<Item = f64> {
        self.periods.iter().map(|period| period.1)
    }

    fn a_year(&self, average: f64) -> Option<f64> {
        turnover_annualised(self.leavers().sum(), average, self.length(), self.per_year)
    }

    #[expect(clippy::cast_precision_loss, reason = "a history is far shorter than 2^52 periods")]
    fn length(&self) -> f64 {
        self.periods.len() as f64
    }
}

fn over(leavers: f64, headcount: f64) -> Option<f64> {
    (headcount > 0.0).then(|| leavers / headcount)
}
