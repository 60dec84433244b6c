//! The exact law of headcount where every seat lives its own life.
//!
//! A seat is filled, vacant or closed: its holder leaves or washes out, a requisition opens or does not, a replacement
//! starts `lead` steps later or is looked for again. Seats do not touch each other unless training seats are limited,
//! so the headcount is a sum of independent binomials: one for the seats of each opening cohort, one for those of each
//! step's planned hires.
//!
//! | symbol | identifier | meaning |
//! |---|---|---|
//! | `S(a)` | `stays` | probability that the holder is still there at the end of step `a` of holding the seat |
//! | `v(a)` | `opens` | probability that a requisition opens at the end of step `a` |
//! | `P(a)` | `filled` | probability that the seat is filled at the end of step `a` |
//!
//! Source: \[Bartholomew1991\] for renewal of posts; the convolution is elementary.

use super::career::{CareerStep, Careers};
use super::group::{Backfill, GroupPlan};

/// Mass this small beside the largest is left out; thousands of such terms stay below the error of a sum.
const NEGLIGIBLE: f64 = 1e-30;

/// The law of a headcount: probabilities of `least`, `least + 1`, …
#[derive(Debug, Clone, PartialEq)]
pub struct HeadcountLaw {
    least: usize,
    mass: Vec<f64>,
}

/// More seats than this are left to draws: the convolutions would take minutes.
const MOST_SEATS: f64 = 100_000.0;

/// The exact law of `headcount_end` in each step.
///
/// `None` where training seats are limited (the seats then wait for each other, and only draws tell), and where the
/// opening people and all planned hires are more than 100 000.
///
/// Accuracy: mean, standard deviation and cumulative probabilities of the 18 reference plans to `1e-9`.
#[must_use]
pub fn headcount_law(plan: &GroupPlan) -> Option<Vec<HeadcountLaw>> {
    let limited = plan.training.seats.is_some() && plan.training.onboarding > 0;
    let hires: f64 = (0..plan.steps).map(|step| f64::from(plan.hires_in(step))).sum();
    if limited || plan.opening_headcount() + hires > MOST_SEATS {
        return None;
    }
    let careers = Careers::new(plan);
    let fresh = filled(plan, &careers.rows[..plan.steps], None);
    let opening: Vec<Vec<f64>> = (0..plan.opening.len())
        .map(|i| {
            let from = careers.of_opening(i);
            filled(plan, &careers.rows[from..from + plan.steps], Some(&fresh))
        })
        .collect();
    let at = |t: usize| {
        let mut law = HeadcountLaw::sure(0);
        for (cohort, filled) in plan.opening.iter().zip(&opening) {
            law = law.plus(&HeadcountLaw::binomial(cohort.count, filled[t]));
        }
        for start in 0..=t {
            law = law.plus(&HeadcountLaw::binomial(plan.hires_in(start), fresh[t - start]));
        }
        law
    };
    Some((0..plan.steps).map(at).collect())
}

/// The probability that a seat is filled at the end of each step, its first holder having this career and later ones
/// that of a starter; `fresh` is the answer for a starter, `None` while that itself is being found.
fn filled(plan: &GroupPlan, career: &[CareerStep], fresh: Option<&[f64]>) -> Vec<f64> {
    let holder = Holder::new(plan, career);
    let mut filled: Vec<f64> = Vec::with_capacity(career.len());
    for t in 0..career.len() {
        let replacement = |start: usize| match fresh {
            Some(fresh) => fresh[t - start],
            None => filled[t - start],
        };
        let replaced: f64 = (1..=t).map(|start| holder.starts[start] * replacement(start)).sum();
        filled.push(holder.stays[t] + replaced);
    }
    filled
}

/// The first holder of a seat.
struct Holder {
    stays: Vec<f64>,
    /// The probability that the first replacement starts at the beginning of each step.
    starts: Vec<f64>,
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
        Self { stays, starts }
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

impl HeadcountLaw {
    /// Certainly so many people.
    fn sure(people: usize) -> Self {
        Self { least: people, mass: vec![1.0] }
    }

    /// The number of `n` seats that are filled when each is with probability `p`: outwards from the mode.
    fn binomial(n: u32, p: f64) -> Self {
        let people = n as usize;
        if n == 0 || p <= 0.0 {
            return Self::sure(0);
        }
        if p >= 1.0 {
            return Self::sure(people);
        }
        let (n, odds) = (f64::from(n), p / (1.0 - p));
        let mode = ((n + 1.0) * p).floor().min(n);
        let (mut below, mut x, mut term) = (Vec::new(), mode, 1.0);
        while x > 0.0 && term > NEGLIGIBLE {
            x -= 1.0;
            term *= (x + 1.0) / ((n - x) * odds);
            below.push(term);
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and n")]
        let least = x as usize;
        below.reverse();
        let mut mass = below;
        mass.push(1.0);
        (x, term) = (mode, 1.0);
        while x < n && term > NEGLIGIBLE {
            x += 1.0;
            term *= (n - x + 1.0) / x * odds;
            mass.push(term);
        }
        let sum: f64 = mass.iter().sum();
        mass.iter_mut().for_each(|m| *m /= sum);
        Self { least, mass }
    }

    /// The law of the sum of two independent headcounts.
    fn plus(&self, other: &Self) -> Self {
        let mut mass = vec![0.0; self.mass.len() + other.mass.len() - 1];
        for (i, a) in self.mass.iter().enumerate() {
            for (sum, b) in mass[i..].iter_mut().zip(&other.mass) {
                *sum += a * b;
            }
        }
        let first = mass.iter().position(|&m| m > NEGLIGIBLE).unwrap_or(0);
        let last = mass.iter().rposition(|&m| m > NEGLIGIBLE).unwrap_or(0);
        Self { least: self.least + other.least + first, mass: mass[first..=last].to_vec() }
    }

    /// HeadcountHistory and their probabilities, rising.
    pub fn outcomes(&self) -> impl Iterator<Item = (usize, f64)> {
        (self.least..).zip(self.mass.iter().copied())
    }

    /// The mean headcount.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a headcount is below 2^52")]
    pub fn mean(&self) -> f64 {
        self.outcomes().map(|(n, p)| n as f64 * p).sum()
    }

    /// The standard deviation of the headcount.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a headcount is below 2^52")]
    pub fn sd(&self) -> f64 {
        let mean = self.mean();
        self.outcomes().map(|(n, p)| (n as f64 - mean).powi(2) * p).sum::<f64>().sqrt()
    }

    /// The probability of at most so many people.
    #[must_use]
    pub fn at_most(&self, people: usize) -> f64 {
        self.outcomes().take_while(|&(n, _)| n <= people).map(|(_, p)| p).sum::<f64>().min(1.0)
    }

    /// The probability of at least so many people.
    #[must_use]
    pub fn at_least(&self, people: usize) -> f64 {
        self.outcomes().filter(|&(n, _)| n >= people).map(|(_, p)| p).sum::<f64>().min(1.0)
    }

    /// The least headcount that is not exceeded with probability `level` or more (`1e-12` of slack for rounding).
    #[must_use]
    pub fn quantile(&self, level: f64) -> usize {
        let mut sum = 0.0;
        let reached = self.outcomes().find(|&(_, p)| {
            sum += p;
            sum >= level - 1e-12
        });
        reached.map_or_else(|| self.least + self.mass.len() - 1, |(n, _)| n)
    }
}

#[cfg(test)]
mod tests {
    use super::HeadcountLaw;

    #[test]
    fn seats_of_one_kind_may_be_counted_apart() {
        let whole = HeadcountLaw::binomial(40, 0.3);
        let parts = HeadcountLaw::binomial(15, 0.3).plus(&HeadcountLaw::binomial(25, 0.3));
        for n in 0..=40 {
            assert!((whole.at_most(n) - parts.at_most(n)).abs() < 1e-14);
        }
        assert!((whole.mean() - 12.0).abs() < 1e-13);
        assert!((whole.sd() - (40.0_f64 * 0.3 * 0.7).sqrt()).abs() < 1e-13);
    }
}
