//! How much lower turnover must be so that its target holds with confidence.

use crate::engine::figures::row::together;
use crate::engine::people::staff::Staff;
use crate::model::{AttritionWindow, Measure, Population as Whose, Target};
use crate::workforce::{Population, Step, StepFlows, rolling_turnover, turnover};
use rayon::prelude::*;

/// What holding a turnover target with some confidence takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NeededHazard {
    /// The confidence.
    pub confidence: f64,
    /// The highest factor on everybody's hazard of leaving that holds it; `None` where even no leavers at all do not
    /// (failed trainees count), or where no factor up to 64 breaks it.
    pub factor: Option<f64>,
    /// The mean turnover at that factor: what to aim at.
    pub turnover: Option<f64>,
}

/// The confidences asked for.
const CONFIDENCES: [f64; 3] = [0.80, 0.90, 0.95];
/// Halvings of a bracket: to a thousandth of it.
const HALVINGS: usize = 10;
/// Factors beyond this say nothing of a plan.
const HIGHEST: f64 = 64.0;

/// What is asked: the target, the steps up to its period, and how often the people are drawn.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub target: &'a Target,
    pub steps: usize,
    pub step: Step,
    pub replications: u64,
}

/// A factor that was tried.
#[derive(Clone, Copy)]
struct Tried {
    factor: f64,
    held: f64,
    turnover: f64,
}

/// The factors for the usual confidences; empty for a target that is no turnover's, or has no value.
#[must_use]
pub(super) fn needed(staff: &Staff<'_>, asked: Asked<'_>) -> Vec<NeededHazard> {
    let Measure::Attrition { .. } = asked.target.measure else { return Vec::new() };
    let mut tried = Vec::new();
    for factor in [0.0, 1.0] {
        let Some(found) = asked.at(staff, factor) else { return Vec::new() };
        tried.push(found);
    }
    CONFIDENCES.iter().map(|&confidence| asked.highest(staff, confidence, &mut tried)).collect()
}

impl Asked<'_> {
    /// The highest factor that holds the target with this confidence; whatever is tried is kept for the next.
    fn highest(&self, staff: &Staff<'_>, confidence: f64, tried: &mut Vec<Tried>) -> NeededHazard {
        let holds = |one: &Tried| one.held >= confidence - 1e-12;
        let none = NeededHazard { confidence, factor: None, turnover: None };
        let best = |tried: &[Tried]| {
            tried.iter().copied().filter(holds).max_by(|a, b| a.factor.total_cmp(&b.factor))
        };
        let worst = |tried: &[Tried]| {
            let broken = tried.iter().copied().filter(|one| !holds(one));
            broken.min_by(|a, b| a.factor.total_cmp(&b.factor))
        };
        if best(tried).is_none() {
            return none;
        }
        while worst(tried).is_none() {
            let factor = best(tried).map_or(1.0, |one| 2.0 * one.factor);
            match self.at(staff, factor).filter(|_| factor <= HIGHEST) {
                Some(found) => tried.push(found),
                None => return none,
            }
        }
        for _ in 0..HALVINGS {
            let (Some(low), Some(high)) = (best(tried), worst(tried)) else { return none };
            if high.factor - low.factor < 1e-3 * high.factor {
                break;
            }
            let Some(found) = self.at(staff, 0.5 * (low.factor + high.factor)) else { return none };
            tried.push(found);
        }
        best(tried).map_or(none, |one| NeededHazard {
            confidence,
            factor: Some(one.factor),
            turnover: Some(one.turnover),
        })
    }

    /// How often the target holds at a factor; `None` where turnover has no value.
    fn at(&self, staff: &Staff<'_>, factor: f64) -> Option<Tried> {
        let draw = |staff: &mut Staff<'_>, replication| {
            let flows = staff.draw_at(replication, factor);
            let steps = flows.first().map_or(0, Vec::len);
            self.turnover(&together(&flows, steps)[..self.steps.min(steps)])
        };
        let rates: Vec<Option<f64>> =
            (0..self.replications).into_par_iter().map_init(|| staff.clone(), draw).collect();
        let known: Vec<f64> = rates.into_iter().flatten().collect();
        let (count, held) =
            (known.len() as f64, known.iter().filter(|&&rate| rate <= self.target.goal).count() as f64);
        let mean = known.iter().sum::<f64>() / count;
        (count > 1.0).then_some(Tried { factor, held: held / count, turnover: mean })
    }

    fn turnover(&self, flows: &[StepFlows]) -> Option<f64> {
        let Measure::Attrition { population, window } = self.target.measure else { return None };
        let whose = match population {
            Whose::All => Population::All,
            Whose::Productive => Population::Productive,
        };
        match window {
            AttritionWindow::ToDate => turnover(flows, whose, self.step),
            AttritionWindow::RollingTwelve => rolling_turnover(flows, whose, self.step),
        }
    }
}
