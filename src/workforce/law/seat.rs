//! One seat over time: who holds it, and how many have left it.

use crate::workforce::career::CareerStep;
use crate::workforce::group::{Backfill, GroupPlan};

/// Separations of one seat less likely than this are not followed further.
const NEVER: f64 = 1e-20;

/// The first holder of a seat.
pub(super) struct Holder {
    stays: Vec<f64>,
    trainee: Vec<bool>,
    starts: Vec<f64>,
}

/// What one seat is in each step, as probabilities.
#[derive(Debug, Clone)]
pub(super) struct Seat {
    /// Filled at the end.
    pub(super) filled_end: Vec<f64>,
    /// Filled once people have started.
    pub(super) filled_start: Vec<f64>,
    /// The same, by somebody past onboarding.
    pub(super) productive_start: Vec<f64>,
    /// By step: probabilities of 0, 1, … separations by its end.
    pub(super) separations: Vec<Vec<f64>>,
}

impl Seat {
    /// A seat whose first holder has this career and later ones that of a starter; `fresh` is the seat of a starter,
    /// `None` while that itself is being found.
    pub(super) fn new(plan: &GroupPlan, career: &[CareerStep], fresh: Option<&Self>) -> Self {
        let holder = Holder::new(plan, career);
        let there = |t: usize| if t == 0 { 1.0 } else { holder.stays[t - 1] };
        let at_start: Vec<f64> = (0..career.len()).map(there).collect();
        let at_work =
            at_start.iter().zip(&holder.trainee).map(|(p, trainee)| if *trainee { 0.0 } else { *p });
        let at_work: Vec<f64> = at_work.collect();
        let renewed = |own: &[f64], of: fn(&Self) -> &Vec<f64>| renewed(own, &holder.starts, fresh.map(of));
        Self {
            filled_end: renewed(&holder.stays, |seat| &seat.filled_end),
            filled_start: renewed(&at_start, |seat| &seat.filled_start),
            productive_start: renewed(&at_work, |seat| &seat.productive_start),
            separations: separations(&holder, fresh.map(|seat| &seat.separations)),
        }
    }
}

/// The probability of a state in each step, given that of the first holder; later holders begin the seat anew.
fn renewed(own: &[f64], starts: &[f64], fresh: Option<&Vec<f64>>) -> Vec<f64> {
    let mut state: Vec<f64> = Vec::with_capacity(own.len());
    for t in 0..own.len() {
        let of_successor = |start: usize| fresh.map_or_else(|| state[t - start], |fresh| fresh[t - start]);
        let later: f64 = (1..=t).map(|start| starts[start] * of_successor(start)).sum();
        state.push(own[t] + later);
    }
    state
}

fn separations(holder: &Holder, fresh: Option<&Vec<Vec<f64>>>) -> Vec<Vec<f64>> {
    let mut counts: Vec<Vec<f64>> = Vec::with_capacity(holder.stays.len());
    let mut succeeded = 0.0;
    for t in 0..holder.stays.len() {
        succeeded += holder.starts[t];
        let mut count = vec![holder.stays[t], (1.0 - holder.stays[t] - succeeded).max(0.0)];
        for start in 1..=t {
            let of_successor = fresh.map_or(&counts, |fresh| fresh).get(t - start);
            for (n, p) in of_successor.into_iter().flatten().enumerate() {
                let p = p * holder.starts[start];
                match count.get_mut(n + 1) {
                    Some(sum) => *sum += p,
                    None if p > NEVER => count.push(p),
                    None => {}
                }
            }
        }
        counts.push(count);
    }
    counts
}

impl Holder {
    fn new(plan: &GroupPlan, career: &[CareerStep]) -> Self {
        let pass = plan.training.pass_rate.get();
        let mut stays = Vec::with_capacity(career.len());
        let mut requisitions = vec![0.0; career.len()];
        let mut here = 1.0;
        for (age, step) in career.iter().enumerate() {
            let leaves = here * step.leave.probability();
            let survives = here - leaves;
            let fails = if step.exam { survives * (1.0 - pass) } else { 0.0 };
            here = survives - fails;
            stays.push(here);
            if let Some(backfill) = plan.backfill {
                requisitions[age] =
                    backfill.share.get() * (leaves + if backfill.washouts { fails } else { 0.0 });
            }
        }
        let starts = plan.backfill.map_or_else(|| vec![0.0; career.len()], |b| starts(b, &requisitions));
        Self { stays, trainee: career.iter().map(|step| step.trainee).collect(), starts }
    }
}

/// When the requisitions that open at the end of each step are filled; those who do not show up are looked for again.
fn starts(backfill: Backfill, requisitions: &[f64]) -> Vec<f64> {
    let lead = usize::try_from(backfill.lead.get()).unwrap_or(usize::MAX);
    let show = backfill.show.get();
    let mut due = vec![0.0; requisitions.len()];
    let mut starts = due.clone();
    for (t, opened) in requisitions.iter().enumerate() {
        starts[t] = due[t] * show;
        let again = due[t] - starts[t];
        if let Some(later) = due.get_mut(t.saturating_add(lead)) {
            *later += opened + again;
        }
    }
    starts
}
