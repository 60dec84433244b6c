//! What each coefficient does to the answer: satisfaction at the ends of its range, the model shifted anew to today's value each time.

use super::met::{Met, satisfaction_at};
use super::model::{Satisfaction, effects};
use crate::engine::figures::outcome::{SatisfactionAccount, SatisfactionAt, Swing, SwingEnd};
use crate::engine::horizon::Horizon;
use crate::experience::SatisfactionModel;
use crate::model::{Coefficient, Measure, Plan, Provenance};

/// Standard errors of the 90 % interval.
const NINETY: f64 = 1.645;
/// How far a coefficient that no survey told may be off, of itself.
const HALF: f64 = 0.5;

/// What a case's contacts met.
#[derive(Debug, Clone)]
pub(in crate::engine) struct CaseMet {
    /// What contacts met in the first month.
    pub first: Vec<Met>,
    /// What they met in the month that is asked about.
    pub asked: Vec<Met>,
    /// The label of that month.
    pub period: String,
}

/// The month that a plan's target for satisfaction speaks of, else the last.
#[must_use]
pub(in crate::engine) fn asked_period(plan: &Plan, horizon: &Horizon) -> usize {
    let last = horizon.periods.len().saturating_sub(1);
    let by = plan.targets.iter().find(|target| target.measure == Measure::Csat).and_then(|target| target.by);
    by.and_then(|by| horizon.periods.iter().position(|period| period.last >= by)).unwrap_or(last)
}

/// The range of a coefficient: the 90 % interval of a fit, else half of itself to either side.
fn ends(coefficient: Coefficient) -> [f64; 2] {
    match coefficient.provenance {
        Provenance::Fitted { standard_error, .. } => {
            [-1.0, 1.0].map(|sign| coefficient.value + sign * NINETY * standard_error)
        }
        Provenance::NoLink { estimate, standard_error, .. } => {
            [-1.0, 1.0].map(|sign| estimate + sign * NINETY * standard_error)
        }
        Provenance::Assumed | Provenance::Stated | Provenance::Undecided { .. } => {
            let (a, b) = ((1.0 - HALF) * coefficient.value, (1.0 + HALF) * coefficient.value);
            [a.min(b), a.max(b)]
        }
    }
}

/// A case's model with one coefficient at an end of its range, before the shift.
fn moved(of: &Satisfaction, place: usize, end: usize) -> SatisfactionModel {
    let mut values = of.coefficients().map(|(_, coefficient)| coefficient.value);
    values[place] = ends(of.coefficients()[place].1)[end];
    SatisfactionModel::new(effects(values))
}

/// A case: the model in use, and what its contacts met.
pub(in crate::engine) type Case<'a> = (&'a Satisfaction, CaseMet);

/// The account of satisfaction of every case, in order; the first is the baseline, which holds the common shift. A case without `met`
/// has its model alone.
#[must_use]
pub(in crate::engine) fn swings(cases: &[Option<Case<'_>>]) -> Vec<Option<SatisfactionAccount>> {
    let Some(Some((of_base, baseline))) = cases.first() else { return cases.iter().map(|_| None).collect() };
    let base = satisfaction_at(of_base, of_base.model(), &baseline.asked);
    // By coefficient and end: the shift, and the baseline with it.
    let shifted: Vec<[(f64, Option<SatisfactionAt>); 2]> = (0..of_base.coefficients().len())
        .map(|place| {
            [0, 1].map(|end| {
                let model = moved(of_base, place, end);
                let shift = of_base.shift_of(model, &baseline.first).unwrap_or(0.0);
                (shift, satisfaction_at(of_base, model.shifted(shift), &baseline.asked))
            })
        })
        .collect();
    let account = |(at, case): (usize, &Option<Case<'_>>)| {
        let (of, case) = case.as_ref().filter(|(_, case)| case.period == baseline.period)?;
        let end = |place: usize, end: usize| {
            let (shift, base) = shifted[place][end];
            let model = moved(of, place, end).shifted(shift);
            SwingEnd {
                coefficient: ends(of.coefficients()[place].1)[end],
                value: satisfaction_at(of, model, &case.asked),
                baseline: base.filter(|_| at > 0),
            }
        };
        let swing = |place: usize| Swing { low: end(place, 0), high: end(place, 1) };
        Some(SatisfactionAccount {
            coefficients: of.coefficients().to_vec(),
            levels: of.levels().to_vec(),
            shift: of.shift(),
            today: of.today().get(),
            period: case.period.clone(),
            expected: satisfaction_at(of, of.model(), &case.asked),
            baseline: base.filter(|_| at > 0),
            swings: (0..of.coefficients().len()).map(swing).collect(),
        })
    };
    cases.iter().enumerate().map(account).collect()
}
