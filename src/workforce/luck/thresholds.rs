//! Binomial numbers from thresholds that were worked out before.
//!
//! A plan asks for few laws again and again: a chance of each tenure, and whatever small number of people is left of a
//! cohort. The sums that [`binomial`] walks along for one of them are kept in a row, and its walk is then a count of
//! those that `u` exceeds. The sums are the walk's own, so the number is the same to the last bit.

use super::binomial::{Chance, Walk, binomial};

/// Expected events above which nothing is kept: a row would be too short.
const MOST_EXPECTED: f64 = 6.0;
/// Sums of a row that share a cache line with what names it; most numbers need no others.
const FIRST: usize = 5;
/// The other sums.
const OTHERS: usize = 8;
/// Rows as a power of two: half a megabyte.
const ROWS: u32 = 12;
/// 2⁶⁴ ÷ the golden ratio: Fibonacci hashing, \[Knuth1998\] §6.4.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The sums `P(X ≤ 0)`, `P(X ≤ 1)`, … of the binomial law of `n` and a chance; infinite from where a walk ends.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Row {
    n: f64,
    chance: Chance,
    first: [f64; FIRST],
    others: [f64; OTHERS],
}

impl Row {
    /// Belongs to no law.
    const EMPTY: Self =
        Self { n: 0.0, chance: Chance::NEVER, first: [f64::INFINITY; FIRST], others: [f64::INFINITY; OTHERS] };

    fn of(n: f64, chance: Chance) -> Self {
        let mut row = Self { n, chance, ..Self::EMPTY };
        let mut walk = Walk::from_zero(n, chance);
        // The walk takes the larger for its first sum, and never turns back.
        let mut largest = walk.sum.max(1.0 - n * chance.probability());
        for kept in row.first.iter_mut().chain(&mut row.others) {
            if walk.ends() {
                break;
            }
            largest = largest.max(walk.sum);
            *kept = largest;
            walk.step();
        }
        row
    }

    fn is_of(&self, n: f64, chance: Chance) -> bool {
        self.n.to_bits() == n.to_bits() && self.chance.same_bits(chance)
    }

    /// The number at the quantile `u`; `None` beyond the last sum kept.
    fn number(&self, u: f64) -> Option<f64> {
        if u <= self.first[FIRST - 1] {
            return Some(exceeded(&self.first, u));
        }
        (u <= self.others[OTHERS - 1]).then(|| FIRST as f64 + exceeded(&self.others, u))
    }
}

/// How many sums are below `u`, without a branch.
fn exceeded(sums: &[f64], u: f64) -> f64 {
    sums.iter().map(|&sum| if sum < u { 1.0 } else { 0.0 }).sum()
}

/// Rows of the laws that were asked for last. A law has one place; another law of the same place takes it over.
#[derive(Debug, Default)]
pub struct Thresholds {
    rows: Vec<Row>,
}

/// A copy starts without rows: they are worked out sooner than they are copied.
impl Clone for Thresholds {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Thresholds {
    /// [`binomial`] of the same arguments.
    #[inline]
    #[must_use]
    pub fn binomial(&mut self, n: f64, chance: Chance, u: f64) -> f64 {
        let q = chance.probability();
        if !(n >= 1.0 && q > 0.0 && q <= 0.5 && n * q <= MOST_EXPECTED) {
            return binomial(n, chance, u);
        }
        let place = (n.to_bits() ^ q.to_bits()).wrapping_mul(GOLDEN) >> (64 - ROWS);
        match self.rows.get(place as usize) {
            Some(row) if row.is_of(n, chance) => row.number(u).unwrap_or_else(|| binomial(n, chance, u)),
            _ => self.unknown(place as usize, (n, chance), u),
        }
    }

    #[cold]
    fn unknown(&mut self, place: usize, (n, chance): (f64, Chance), u: f64) -> f64 {
        self.rows.resize(1 << ROWS, Row::EMPTY);
        self.rows[place] = Row::of(n, chance);
        binomial(n, chance, u)
    }
}
