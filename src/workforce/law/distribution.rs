//! The law of a number of people: its masses, sums of independent numbers, quantiles.

/// Mass this small beside the largest is left out; thousands of such terms stay below the error of a sum.
const NEGLIGIBLE: f64 = 1e-20;

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
            Self::trimmed(0, masses.iter().map(|mass| mass / sum).collect())
        } else {
            Self::sure(0)
        }
    }

    /// The law of the sum of two independent numbers.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Self {
        let (short, long) = if self.mass.len() < other.mass.len() { (self, other) } else { (other, self) };
        let mut mass = vec![0.0; short.mass.len() + long.mass.len() - 1];
        for (i, a) in short.mass.iter().enumerate() {
            for (sum, b) in mass[i..].iter_mut().zip(&long.mass) {
                *sum += a * b;
            }
        }
        Self::trimmed(self.least + other.least, mass)
    }

    /// The law of the sum of independent numbers: pairs are joined, then pairs of pairs, which keeps both sides short.
    pub(super) fn sum(mut parts: Vec<Self>) -> Self {
        while parts.len() > 1 {
            parts = parts
                .chunks(2)
                .map(|pair| match pair {
                    [a, b] => a.plus(b),
                    _ => pair[0].clone(),
                })
                .collect();
        }
        parts.pop().unwrap_or_else(|| Self::sure(0))
    }

    /// The law of the sum of `count` independent numbers of this law, by repeated doubling.
    pub(super) fn times(&self, count: u32) -> Self {
        let (mut sum, mut doubled, mut left) = (Self::sure(0), self.clone(), count);
        while left > 0 {
            if left % 2 == 1 {
                sum = sum.plus(&doubled);
            }
            left /= 2;
            if left > 0 {
                doubled = doubled.plus(&doubled);
            }
        }
        sum
    }

    fn trimmed(least: usize, mass: Vec<f64>) -> Self {
        let first = mass.iter().position(|&m| m > NEGLIGIBLE).unwrap_or(0);
        let last = mass.iter().rposition(|&m| m > NEGLIGIBLE).unwrap_or(0);
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
        let one_by_one = HeadcountLaw::binomial(1, 0.3).times(40);
        for n in 0..=40 {
            assert!((whole.at_most(n) - one_by_one.at_most(n)).abs() < 1e-14);
        }
        assert!((whole.mean() - 12.0).abs() < 1e-13);
        assert!((whole.sd() - (40.0_f64 * 0.3 * 0.7).sqrt()).abs() < 1e-13);
    }
}
