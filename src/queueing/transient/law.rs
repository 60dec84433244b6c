//! The law of the number present, state by state.

use crate::queueing::whole::whole;

/// Share of the law cut off at each end, and counted in the last state kept.
const TRIM: f64 = 1e-11;
/// Quantile at which the drive of a step is measured.
const FAR: f64 = 1e-5;

/// Probabilities of the states `low, low + 1, …`.
#[derive(Debug, Clone, Default)]
pub(super) struct Law {
    /// The first state.
    pub low: usize,
    /// Probability of each state; rounding may leave some a trace below zero.
    pub mass: Vec<f64>,
}

impl Law {
    /// Poisson with this mean: the number present while everyone is served at once, from an empty start.
    pub(super) fn poisson(mean: f64) -> Self {
        let mode = mean.floor();
        let (mut below, mut term, mut n) = (Vec::new(), 1.0, mode);
        while n > 0.0 && term > 0.01 * TRIM {
            term *= n / mean;
            n -= 1.0;
            below.push(term);
        }
        let low = whole(mode) - below.len();
        let mut mass: Vec<f64> = below.into_iter().rev().collect();
        mass.push(1.0);
        (term, n) = (1.0, mode);
        while term > 0.01 * TRIM {
            n += 1.0;
            term *= mean / n;
            mass.push(term);
        }
        let mut law = Self { low, mass };
        law.normalise();
        law
    }

    /// The last state.
    pub(super) fn high(&self) -> usize {
        self.low + self.mass.len() - 1
    }

    pub(super) fn normalise(&mut self) {
        let scale = 1.0 / self.mass.iter().sum::<f64>();
        self.mass.iter_mut().for_each(|p| *p *= scale);
    }

    /// Cuts the thin ends off.
    pub(super) fn trim(&mut self) {
        let last = self.mass.len() - 1;
        let (low, low_mass) = thin(self.mass.iter().take(last));
        let (high, high_mass) = thin(self.mass[low..].iter().skip(1).rev());
        self.mass.truncate(self.mass.len() - high);
        self.mass.drain(..low);
        self.low += low;
        if let Some(p) = self.mass.first_mut() {
            *p += low_mass;
        }
        if let Some(p) = self.mass.last_mut() {
            *p += high_mass;
        }
    }

    /// Mass below zero.
    pub(super) fn negative(&self) -> f64 {
        -self.mass.iter().filter(|p| **p < 0.0).sum::<f64>()
    }

    pub(super) fn mean(&self) -> f64 {
        let sum: f64 = self.mass.iter().zip(self.low..).map(|(p, n)| p * n as f64).sum();
        sum / self.mass.iter().sum::<f64>()
    }

    /// Sum of the differences of all states.
    pub(super) fn distance(&self, other: &Self) -> f64 {
        let (low, high) = (self.low.min(other.low), self.high().max(other.high()));
        let at = |law: &Self, n: usize| {
            n.checked_sub(law.low).and_then(|i| law.mass.get(i)).copied().unwrap_or_default()
        };
        (low..=high).map(|n| (at(self, n) - at(other, n)).abs()).sum()
    }

    /// The states that 1e-5 of the law lies below and above.
    pub(super) fn quantiles(&self) -> (usize, usize) {
        let past = |sum: &mut f64, p: &f64| {
            *sum += p;
            Some(*sum)
        };
        let until = |p: &f64| *p < FAR;
        let below = self.mass.iter().scan(0.0, past).take_while(until).count();
        let above = self.mass.iter().rev().scan(0.0, past).take_while(until).count();
        let last = self.mass.len() - 1;
        (self.low + below.min(last), self.low + last - above.min(last))
    }

    /// Lays the law out on the states `low..=high`; what lies outside is lost.
    pub(super) fn widen(&mut self, low: usize, high: usize) {
        let mut mass = vec![0.0; high - low + 1];
        for (p, n) in self.mass.iter().zip(self.low..) {
            if (low..=high).contains(&n) {
                mass[n - low] = *p;
            }
        }
        (self.low, self.mass) = (low, mass);
    }

    /// The servers fall from `old` to `new`: the idle leave first, then those who are busy, with the contact in hand.
    pub(super) fn drop_servers(&mut self, old: usize, new: usize) {
        let left = |n: usize| if n >= old { n - (old - new) } else { n.min(new) };
        let (low, high) = (left(self.low), left(self.high()));
        let mut mass = vec![0.0; high - low + 1];
        for (p, n) in self.mass.iter().zip(self.low..) {
            mass[left(n) - low] += p;
        }
        (self.low, self.mass) = (low, mass);
    }
}

/// How many of these masses, taken in order, are too thin to keep, and their sum.
fn thin<'a>(masses: impl Iterator<Item = &'a f64>) -> (usize, f64) {
    let (mut count, mut sum, mut size) = (0, 0.0, 0.0);
    for &p in masses {
        size += p.abs();
        if size >= TRIM {
            break;
        }
        sum += p;
        count += 1;
    }
    (count, sum)
}
