//! The law of a number of people: its masses, sums of independent numbers, quantiles.

use super::product::{add_product, add_square};

/// Mass this small is left out at either end; where a law is to be added up many times, it is smaller by as much. The
/// sum of a thousand laws then lacks less than `1e-13`.
const NEGLIGIBLE: f64 = 1e-17;

/// The law of a number of people: probabilities of `least`, `least + 1`, …
#[derive(Debug, Clone, PartialEq)]
pub struct HeadcountLaw {
    least: usize,
    mass: Vec<f64>,
}

impl HeadcountLaw {
    /// Certainly so many people.
    pub(super) fn sure(people: usize) -> Self {
        Self { least: people, mass: vec![1.0] }
    }

    /// The number of `n` seats that are filled when each is with probability `p`: outwards from the mode.
    pub(super) fn binomial(n: u32, p: f64) -> Self {
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

    /// The law with masses of 0, 1, … people; they need not sum to exactly 1.
    pub(super) fn of_masses(masses: &[f64]) -> Self {
        let sum: f64 = masses.iter().sum();
        if sum > 0.0 {
            Self::trimmed(0, masses.iter().map(|mass| mass / sum).collect(), 0.0)
        } else {
            Self::sure(0)
        }
    }

    /// The law of the sum of two independent numbers.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        self.plus_above(NEGLIGIBLE, other)
    }

    fn plus_above(&self, negligible: f64, other: &Self) -> Self {
        let (short, long) = if self.mass.len() < other.mass.len() { (self, other) } else { (other, self) };
        let mut mass = vec![0.0; short.mass.len() + long.mass.len() - 1];
        add_product(&mut mass, &short.mass, &long.mass);
        Self::trimmed(self.least + other.least, mass, negligible)
    }

    /// The law of the sum of independent numbers: pairs are joined, then pairs of pairs, which keeps both sides short.
    pub(super) fn sum(parts: Vec<Self>) -> Self {
        Self::sum_above(NEGLIGIBLE, parts)
    }

    fn sum_above(negligible: f64, mut parts: Vec<Self>) -> Self {
        while parts.len() > 1 {
            parts = parts
                .chunks(2)
                .map(|pair| match pair {
                    [a, b] => a.plus_above(negligible, b),
                    _ => pair[0].clone(),
                })
                .collect();
        }
        parts.pop().unwrap_or_else(|| Self::sure(0))
    }

    /// The law of the sum of two independent numbers of this law.
    fn doubled(&self, negligible: f64) -> Self {
        let mut mass = vec![0.0; 2 * self.mass.len() - 1];
        add_square(&mut mass, &self.mass);
        Self::trimmed(2 * self.least, mass, negligible)
    }

    /// The law of the sum of independent numbers, so many of each law: the binary digits of all counts are gone
    /// through together, so that everything is doubled at once.
    ///
    /// Source: \[Straus1964\] for products of powers.
    pub(super) fn sum_of(parts: &[(u32, Self)]) -> Self {
        let digits = parts.iter().map(|(count, _)| u32::BITS - count.leading_zeros()).max().unwrap_or(0);
        (0..digits).rev().fold(Self::sure(0), |sum, digit| {
            let once = parts.iter().filter(|(count, _)| count >> digit & 1 == 1).map(|(_, law)| law.clone());
            // What is left out here is left out `2^digit` times over.
            let negligible = NEGLIGIBLE / f64::from(1_u32 << digit);
            sum.doubled(negligible).plus_above(negligible, &Self::sum_above(negligible, once.collect()))
        })
    }

    fn trimmed(least: usize, mass: Vec<f64>, negligible: f64) -> Self {
        let first = mass.iter().position(|&m| m > negligible).unwrap_or(0);
        let last = mass.iter().rposition(|&m| m > negligible).unwrap_or(0);
        Self { least: least + first, mass: mass[first..=last].to_vec() }
    }

    /// Numbers of people and their probabilities, rising.
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
        let one_by_one = HeadcountLaw::sum_of(&[(40, HeadcountLaw::binomial(1, 0.3))]);
        for n in 0..=40 {
            assert!((whole.at_most(n) - one_by_one.at_most(n)).abs() < 1e-14);
        }
        assert!((whole.mean() - 12.0).abs() < 1e-13);
        assert!((whole.sd() - (40.0_f64 * 0.3 * 0.7).sqrt()).abs() < 1e-13);
    }

    #[test]
    fn laws_added_up_many_times_are_the_laws_added_up_one_by_one() {
        let kinds = [(5, 0.2), (12, 0.4), (1, 0.9), (0, 0.5)];
        let part = |(count, p)| (count, HeadcountLaw::binomial(3, p));
        let parts: Vec<(u32, HeadcountLaw)> = kinds.into_iter().map(part).collect();
        let each = parts.iter().flat_map(|(count, law)| (0..*count).map(|_| law.clone())).collect();
        let (together, one_by_one) = (HeadcountLaw::sum_of(&parts), HeadcountLaw::sum(each));
        for n in 0..=54 {
            assert!((together.at_most(n) - one_by_one.at_most(n)).abs() < 1e-14, "{n}");
        }
        assert_eq!(HeadcountLaw::sum_of(&[]), HeadcountLaw::sure(0));
    }
}
