//! How much lower turnover must be so that its target holds with confidence.

use crate::engine::figures::row::together;
use crate::engine::people::staff::Staff;
use crate::model::{AttritionWindow, Measure, Population as Whose, Target};
use crate::workforce::{Population, Step, StepFlows, rolling_turnover_after, turnover};
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
/// Factors tried for one confidence, at most; the first of them are interpolated, the others halve the bracket.
const TRIES: usize = 12;
const INTERPOLATED: usize = 4;
/// A bracket, or a turnover beside its goal, this close is close enough.
const CLOSE: f64 = 0.005;
/// Factors beyond this say nothing of a plan.
const HIGHEST: f64 = 64.0;
/// Cohort-steps drawn for one factor: a course of many steps is drawn less often, but never less than [`FEWEST`] times.
const WORK: u64 = 40_000_000;
const FEWEST: u64 = 200;

/// What is asked: the target, the steps up to its period and those known before, and how often the people are drawn.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub target: &'a Target,
    pub past: &'a [StepFlows],
    pub steps: usize,
    pub step: Step,
    pub replications: u64,
}

/// A factor that was tried, and the turnover of every draw, rising.
struct Tried {
    factor: f64,
    rates: Vec<f64>,
}

impl Tried {
    /// The least turnover that is not exceeded with this confidence.
    fn at(&self, confidence: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in the list")]
        let place = (confidence * self.rates.len() as f64 - 1e-9).ceil().max(1.0) as usize - 1;
        self.rates[place.min(self.rates.len() - 1)]
    }

    fn mean(&self) -> f64 {
        self.rates.iter().sum::<f64>() / self.rates.len() as f64
    }
}

/// The factors for the usual confidences; empty for a target that is no turnover's, or has no value.
#[must_use]
pub(super) fn needed(staff: &Staff<'_>, asked: Asked<'_>) -> Vec<NeededHazard> {
    let Measure::Attrition { .. } = asked.target.measure else { return Vec::new() };
    let staff = &staff.until(asked.steps);
    let tried: Option<Vec<Tried>> = [0.0, 1.0].into_iter().map(|factor| asked.at(staff, factor)).collect();
    let Some(mut tried) = tried else { return Vec::new() };
    CONFIDENCES.iter().map(|&confidence| asked.highest(staff, confidence, &mut tried)).collect()
}

impl Asked<'_> {
    /// The highest factor that holds the target with this confidence; whatever is tried is kept for the next.
    fn highest(&self, staff: &Staff<'_>, confidence: f64, tried: &mut Vec<Tried>) -> NeededHazard {
        for turn in 0..TRIES {
            let Some(factor) = self.next(confidence, tried, turn) else { break };
            let Some(found) = self.at(staff, factor) else { break };
            tried.push(found);
        }
        let (holding, broken) = self.bracket(confidence, tried);
        let found = holding.filter(|_| broken.is_some());
        NeededHazard { confidence, factor: found.map(|one| one.factor), turnover: found.map(Tried::mean) }
    }

    /// The highest factor tried that holds, and the lowest that does not.
    fn bracket<'t>(&self, confidence: f64, tried: &'t [Tried]) -> (Option<&'t Tried>, Option<&'t Tried>) {
        let holds = |one: &&Tried| one.at(confidence) <= self.target.goal;
        let by_factor = |a: &&Tried, b: &&Tried| a.factor.total_cmp(&b.factor);
        (
            tried.iter().filter(holds).max_by(by_factor),
            tried.iter().filter(|one| !holds(one)).min_by(by_factor),
        )
    }

    /// The factor to try next; `None` where the answer is known well enough, or there is none.
    fn next(&self, confidence: f64, tried: &[Tried], turn: usize) -> Option<f64> {
        let (Some(low), high) = self.bracket(confidence, tried) else { return None };
        let Some(high) = high else {
            return Some(2.0 * low.factor.max(0.5)).filter(|factor| *factor <= HIGHEST);
        };
        let (goal, held) = (self.target.goal, low.at(confidence));
        if high.factor - low.factor <= CLOSE * high.factor || goal - held <= CLOSE * goal {
            return None;
        }
        let width = high.factor - low.factor;
        let part = (goal - held) / (high.at(confidence) - held).max(f64::MIN_POSITIVE);
        // A shade below the goal, so that it holds.
        let part = if turn < INTERPOLATED { (part * (1.0 - 0.5 * CLOSE)).clamp(0.02, 0.98) } else { 0.5 };
        Some(low.factor + part * width)
    }

    /// The turnover of all draws at a factor; `None` where it has no value.
    fn at(&self, staff: &Staff<'_>, factor: f64) -> Option<Tried> {
        let draw = |staff: &mut Staff<'_>, replication| {
            let flows = staff.draw_at(replication, factor);
            let steps = flows.first().map_or(0, Vec::len);
            self.turnover(&together(&flows, steps))
        };
        let affordable = WORK / (self.steps as u64).pow(2).max(1);
        let replications = self.replications.min(affordable.max(FEWEST));
        let rates: Vec<Option<f64>> =
            (0..replications).into_par_iter().map_init(|| staff.clone(), draw).collect();
        let mut rates: Vec<f64> = rates.into_iter().flatten().collect();
        rates.sort_by(f64::total_cmp);
        (rates.len() > 1).then_some(Tried { factor, rates })
    }

    fn turnover(&self, flows: &[StepFlows]) -> Option<f64> {
        let Measure::Attrition { population, window } = self.target.measure else { return None };
        let whose = match population {
            Whose::All => Population::All,
            Whose::Productive => Population::Productive,
        };
        match window {
            AttritionWindow::ToDate => turnover(flows, whose, self.step),
            AttritionWindow::RollingTwelve => rolling_turnover_after(self.past, flows, whose, self.step),
        }
    }
}
