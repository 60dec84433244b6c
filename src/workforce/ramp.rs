//! The ramp: how proficient people are in the months after onboarding.

use super::step::Step;

/// Why a list of proficiencies is no ramp.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("a proficiency of {found} in month {month} of the ramp is not above 0 and at most 1.5")]
pub struct RampError {
    /// The month after onboarding, from 1.
    pub month: usize,
    /// The proficiency that was found.
    pub found: f64,
}

/// Proficiency by step after onboarding, relative to a fully proficient agent, then 1.
///
/// A proficiency is the month's average of 1 ÷ (handle time relative to a proficient agent).
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ramp {
    by_step: Vec<f64>,
}

impl Ramp {
    /// The ramp of proficiencies by month after onboarding. In weekly steps a week takes the mean of the months
    /// that it lies in, and a last week beyond the list is proficient for its remainder.
    ///
    /// # Errors
    /// [`RampError`] names the first proficiency outside `(0, 1.5]`.
    ///
    /// ```
    /// use staffplan::workforce::{Ramp, Step};
    /// let ramp = Ramp::new(&[0.5, 0.75, 0.9], Step::Month)?;
    /// assert_eq!((ramp.proficiency(0), ramp.proficiency(3)), (0.5, 1.0));
    /// # Ok::<(), staffplan::workforce::RampError>(())
    /// ```
    pub fn new(by_month: &[f64], step: Step) -> Result<Self, RampError> {
        if let Some(at) = by_month.iter().position(|&r| !(r > 0.0 && r <= 1.5)) {
            return Err(RampError { month: at + 1, found: by_month[at] });
        }
        Ok(Self { by_step: spread(by_month, step) })
    }

    /// Proficiency in step `index` after onboarding; 1 after the ramp.
    #[must_use]
    pub fn proficiency(&self, index: u32) -> f64 {
        usize::try_from(index).ok().and_then(|i| self.by_step.get(i)).copied().unwrap_or(1.0)
    }

    /// Steps until full proficiency.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_step.len()
    }

    /// Whether people are proficient at once.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_step.is_empty()
    }
}

fn spread(by_month: &[f64], step: Step) -> Vec<f64> {
    if step == Step::Month {
        return by_month.to_vec();
    }
    let mut steps = Vec::new();
    let mut start = 0.0;
    for week in 1..=by_month.len().saturating_mul(5) {
        #[expect(clippy::cast_precision_loss, reason = "a ramp is far shorter than 2^52 weeks")]
        let end = 12.0 * week as f64 / step.per_year();
        if let Some(mean) = mean_over(by_month, start, end) {
            steps.push(mean);
        }
        start = end;
    }
    steps
}

/// The mean proficiency over `[start, end)` months after onboarding; `None` once the ramp is over.
fn mean_over(by_month: &[f64], start: f64, end: f64) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "a ramp is far shorter than 2^52 months")]
    let overlap = |month: usize| (end.min(month as f64 + 1.0) - start.max(month as f64)).max(0.0);
    let on_ramp: f64 = (0..by_month.len()).map(overlap).sum();
    let work: f64 = by_month.iter().enumerate().map(|(month, r)| r * overlap(month)).sum();
    let length = end - start;
    (on_ramp > 1e-9 * length).then(|| (work + length - on_ramp) / length)
}

#[cfg(test)]
mod tests {
    use super::Ramp;
    use crate::workforce::step::Step;

    #[test]
    fn weeks_of_a_ramp_hold_the_same_work_as_its_months() {
        let months = [0.5, 0.75, 0.9];
        let weekly = Ramp::new(&months, Step::Week).expect("a ramp");
        assert_eq!(weekly.len(), 13);
        let lost: f64 = (0..13).map(|week| (1.0 - weekly.proficiency(week)) * 12.0 / 52.0).sum();
        assert!((lost - (0.5 + 0.25 + 0.1)).abs() < 1e-12);
    }

    #[test]
    fn a_proficiency_of_nothing_is_refused() {
        assert_eq!(Ramp::new(&[0.5, 0.0], Step::Month).expect_err("refused").month, 2);
        assert!(Ramp::new(&[f64::NAN], Step::Month).is_err());
    }
}
