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
/// Pairs of rows as a power of two: half a megabyte.
const PAIRS: u32 = 11;
/// 2⁶⁴ ÷ the golden ratio, odd: multiplication by it spreads keys over the top bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The sums `P(X ≤ 0)`, `P(X ≤ 1)`, … of the binomial law of `n` and a chance; infinite from where a walk ends.
#[derive(Debug, Clone, Copy)]
#[repr(C, align(64))]
struct Row {
    n: f64,
    chance: Chance,
    /// Below 0 while they are not worked out: a law that is asked for once is not worth it.
    first: [f64; FIRST],
    others: [f64; OTHERS],
}

impl Row {
    /// Of no law: nobody is drawn from nobody.
    const NAMELESS: Self = Self::named(0.0, Chance::NEVER);

    const fn named(n: f64, chance: Chance) -> Self {
        Self { n, chance, first: [-1.0; FIRST], others: [-1.0; OTHERS] }
    }

    fn worked_out(n: f64, chance: Chance) -> Self {
        let mut row = Self { n, chance, first: [f64::INFINITY; FIRST], others: [f64::INFINITY; OTHERS] };
        let mut walk = Walk::from_zero(n, chance);
        // No sum is below the one before; the first is at least the bound that spares a walk its power.
        let mut largest = 1.0 - n * chance.probability();
        for kept in row.first.iter_mut().chain(&mut row.others) {
            if walk.ends() {
                break;
            }
            largest = walk.sum().max(largest);
            *kept = largest;
            walk.step();
        }
        row
    }

    fn is_worked_out(&self) -> bool {
        self.first[0] >= 0.0
    }

    #[inline(always)]
    fn is_of(&self, n: f64, chance: Chance) -> bool {
        self.n.to_bits() == n.to_bits() && self.chance.same_bits(chance)
    }

    /// The number at the quantile `u`.
    #[inline(always)]
    fn number(&mut self, u: f64) -> f64 {
        if u <= self.first[FIRST - 1] { exceeded(&self.first, u) } else { self.beyond(u) }
    }

    /// The number above the first sums, or of a law that is asked for again.
    #[cold]
    #[inline(never)]
    fn beyond(&mut self, u: f64) -> f64 {
        if u <= self.others[OTHERS - 1] {
            return FIRST as f64 + exceeded(&self.others, u);
        }
        if !self.is_worked_out() {
            *self = Self::worked_out(self.n, self.chance);
        }
        binomial(self.n, self.chance, u)
    }
}

/// How many sums are below `u`, without a branch.
#[inline(always)]
fn exceeded(sums: &[f64], u: f64) -> f64 {
    sums.iter().map(|&sum| if sum < u { 1.0 } else { 0.0 }).sum()
}

/// Rows of the laws that are asked for again and again. Each has two places; where both are taken, the second is
/// given up.
#[derive(Debug, Default)]
pub(in crate::workforce) struct Thresholds {
    pairs: Vec<[Row; 2]>,
}

/// A copy starts without rows: they are worked out sooner than they are copied.
impl Clone for Thresholds {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Thresholds {
    /// [`binomial`] of `n`, a chance and the uniform number `u`.
    #[inline(always)]
    pub(in crate::workforce) fn binomial(&mut self, n: f64, chance: Chance, u: f64) -> f64 {
        let key = n.to_bits().rotate_left(20) ^ chance.probability().to_bits();
        let place = (key.wrapping_mul(GOLDEN) >> (64 - PAIRS)) as usize;
        match self.pairs.get_mut(place) {
            Some([row, _]) if row.is_of(n, chance) => row.number(u),
            _ => self.second(place, (n, chance), u),
        }
    }

    #[inline(never)]
    fn second(&mut self, place: usize, (n, chance): (f64, Chance), u: f64) -> f64 {
        let q = chance.probability();
        if !(n >= 1.0 && q > 0.0 && q <= 0.5 && n * q <= MOST_EXPECTED) {
            return binomial(n, chance, u);
        }
        if self.pairs.is_empty() {
            self.pairs.resize(1 << PAIRS, [Row::NAMELESS; 2]);
        }
        let [first, second] = &mut self.pairs[place];
        if second.is_of(n, chance) {
            return second.number(u);
        }
        let given_up = if first.is_worked_out() { second } else { first };
        *given_up = Row::named(n, chance);
        binomial(n, chance, u)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chance, Thresholds, Walk, binomial};
    use proptest::prelude::*;

    fn chances() -> impl Strategy<Value = Chance> {
        prop_oneof![
            (0.0..=1.0).prop_map(Chance::of),
            (0.0..0.2).prop_map(Chance::of_hazard),
            (-40.0..1.0_f64).prop_map(|power| Chance::of(power.exp2())),
        ]
    }

    /// The same number from a law that is not known, is named, and is worked out.
    fn agree(known: &mut Thresholds, n: f64, chance: Chance, u: f64) -> Result<(), TestCaseError> {
        let walked = binomial(n, chance, u).to_bits();
        for asked in 0..3 {
            prop_assert_eq!(
                known.binomial(n, chance, u).to_bits(),
                walked,
                "n {} {:?} u {} asked {}",
                n,
                chance,
                u,
                asked
            );
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn a_kept_number_is_the_walked_number(
            laws in prop::collection::vec((0..400_u32, chances()), 1..40),
            us in prop::collection::vec(0.0..1.0, 1..20),
        ) {
            let mut known = Thresholds::default();
            for u in us {
                for &(n, chance) in &laws {
                    agree(&mut known, f64::from(n), chance, u)?;
                }
            }
        }

        #[test]
        fn it_is_so_at_every_sum_and_beside_it(n in 1..60_u32, chance in chances()) {
            let (mut known, n) = (Thresholds::default(), f64::from(n));
            prop_assume!(chance.probability() > 0.0 && chance.probability() <= 0.5);
            let mut walk = Walk::from_zero(n, chance);
            while !walk.ends() {
                for u in [walk.sum().next_down(), walk.sum(), walk.sum().next_up()] {
                    agree(&mut known, n, chance, u)?;
                }
                walk.step();
            }
            agree(&mut known, n, chance, 1.0 - n * chance.probability())?;
            agree(&mut known, n, chance, 1.0_f64.next_down())?;
        }
    }

    /// Twice as many laws as rows, so that most are given up and taken again.
    #[test]
    fn laws_that_crowd_each_other_out_keep_their_numbers() {
        let mut known = Thresholds::default();
        for round in 0..3_u32 {
            for law in 0..8192_u32 {
                let (n, chance) = (f64::from(law % 64 + 1), Chance::of(f64::from(law / 64 + 1) / 2000.0));
                let u = (f64::from(law.wrapping_mul(2_654_435_761) ^ round) + 0.5) / 4_294_967_296.0;
                assert_eq!(known.binomial(n, chance, u).to_bits(), binomial(n, chance, u).to_bits());
            }
        }
    }
}
