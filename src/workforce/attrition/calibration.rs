//! The scale of relative tenure bands that gives a yearly figure.

use super::bands::TenureBands;
use crate::workforce::cohort::OpeningCohort;
use crate::workforce::step::Step;

/// Halvings of the bracket: from any start below 2^64 to the last bit of an `f64`.
const HALVINGS: usize = 128;

/// The factor `c` with which `c × bands` gives `target` leavers ÷ average headcount over twelve months.
///
/// Rising in `c`, so it is found by bisection. `None` when no `c` gives it: a positive target where every band in
/// reach is 0, or one above the `2 p` at which everybody leaves in every step.
pub(super) fn scale(target: f64, bands: &TenureBands, step: Step, opening: &[OpeningCohort]) -> Option<f64> {
    let year = Year::new(bands, step, opening);
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..64 {
        if year.turnover(high) >= target {
            break;
        }
        (low, high) = (high, 2.0 * high);
    }
    if year.turnover(high) < target {
        return None;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if middle <= low || middle >= high {
            break;
        }
        if year.turnover(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    Some(if target > 0.0 { high } else { 0.0 })
}

/// Twelve months of the opening people and of those who replace them.
struct Year {
    /// People, and the unscaled hazard of each step of their year.
    rows: Vec<(f64, Vec<f64>)>,
    steps: usize,
    per_year: f64,
}

impl Year {
    fn new(bands: &TenureBands, step: Step, opening: &[OpeningCohort]) -> Self {
        let steps = step.in_a_year();
        let row = |tenure: u32| -> Vec<f64> {
            let at = |age: u32| {
                let k = tenure.saturating_add(age);
                let start = step.months_at(k);
                bands.mean_over(start, start + 12.0 / step.per_year()) / step.per_year()
            };
            (0..steps).map(at).collect()
        };
        let mut rows = vec![(0.0, row(0))];
        rows.extend(opening.iter().map(|cohort| (f64::from(cohort.count), row(cohort.tenure))));
        if opening.iter().all(|cohort| cohort.count == 0) {
            rows[0].0 = 1.0;
        }
        Self { rows, steps: steps as usize, per_year: step.per_year() }
    }

    /// Leavers ÷ average headcount a year, with one-for-one replacement at the next step's start.
    fn turnover(&self, scale: f64) -> f64 {
        let mut people: Vec<f64> = self.rows.iter().map(|row| row.0).collect();
        let mut joined: Vec<f64> = Vec::with_capacity(self.steps);
        let (mut leavers, mut person_steps, mut due) = (0.0, 0.0, 0.0);
        for t in 0..self.steps {
            joined.push(due);
            due = 0.0;
            let opening = people.iter_mut().zip(&self.rows).map(|(n, row)| (n, row.1[t]));
            let newcomers = joined.iter_mut().enumerate().map(|(s, n)| (n, self.rows[0].1[t - s]));
            for (n, hazard) in opening.chain(newcomers) {
                let gone = *n * -libm::expm1(-scale * hazard);
                person_steps += *n - 0.5 * gone;
                *n -= gone;
                due += gone;
            }
            leavers += due;
        }
        if person_steps > 0.0 { leavers / person_steps * self.per_year } else { 0.0 }
    }
}
