//! Counter-based random numbers by key.

use super::normal::inverse_normal;

/// The odd increment of SplitMix64, the golden ratio in 64 bits.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a random number decides. The numbers are part of every result: never change or reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Who leaves in a step.
    Leavers = 1,
    /// Who fails the exam at the end of onboarding.
    Exam = 2,
    /// Which replacements do not show up on their first day.
    Show = 3,
    /// Which departures open a requisition.
    Backfill = 4,
    /// Who is promoted.
    Promotion = 5,
    /// The level of demand over the horizon.
    DemandLevel = 6,
    /// The demand of a day.
    DemandDay = 7,
    /// The demand of an interval.
    DemandInterval = 8,
    /// Handle times.
    HandleTime = 9,
    /// Waits and patience in a simulated queue.
    Queue = 10,
    /// Answers to the survey.
    Csat = 11,
    /// Who changes to another group.
    Move = 16,
}

/// Output `index` of a SplitMix64 generator whose state starts at `state`.
///
/// Source: \[Steele2014\], with the mixing constants of the reference implementation \[VignaSplitMix\]; tested against
/// that implementation's values.
#[must_use]
pub const fn splitmix64(state: u64, index: u64) -> u64 {
    let mut z = state.wrapping_add(index.wrapping_add(1).wrapping_mul(GAMMA));
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The random numbers of one purpose, replication and group, addressed by cohort and step.
///
/// The key `(seed, purpose, replication, group, cohort, step)` is read field by field: each field picks that output
/// of a SplitMix64 generator, which is the state of the next. The scenario is no part of the key.
///
/// ```
/// use staffplan::workforce::{Purpose, Stream};
/// let stream = Stream::new(7, Purpose::Leavers, 0, 0);
/// assert_eq!(stream.uniform(3, 12), Stream::new(7, Purpose::Leavers, 0, 0).uniform(3, 12));
/// assert!(stream.uniform(3, 12) != stream.uniform(3, 13));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    state: u64,
}

impl Stream {
    /// The stream of a purpose in one replication of one group.
    #[must_use]
    pub const fn new(seed: u64, purpose: Purpose, replication: u64, group: u64) -> Self {
        let purpose = splitmix64(seed, purpose as u64);
        Self { state: splitmix64(splitmix64(purpose, replication), group) }
    }

    /// 64 random bits.
    #[must_use]
    pub const fn bits(self, cohort: u64, step: u64) -> u64 {
        splitmix64(splitmix64(self.state, cohort), step)
    }

    /// A uniform number strictly between 0 and 1: a multiple of 2⁻⁵² and a half.
    #[must_use]
    pub fn uniform(self, cohort: u64, step: u64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "52 bits are exact in an f64")]
        let whole = (self.bits(cohort, step) >> 12) as f64;
        (whole + 0.5) * (1.0 / 4_503_599_627_370_496.0)
    }

    /// A standard normal number, by inversion of the uniform of the same key.
    #[must_use]
    pub fn normal(self, cohort: u64, step: u64) -> f64 {
        inverse_normal(self.uniform(cohort, step))
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Stream, splitmix64};

    /// The first outputs of the reference implementation \[VignaSplitMix\] from states 1234567 and 0.
    #[test]
    fn outputs_are_those_of_the_reference_implementation() {
        let published = [
            6_457_827_717_110_365_317,
            3_203_168_211_198_807_973,
            9_817_491_932_198_370_423,
            4_593_380_528_125_082_431,
            16_408_922_859_458_223_821,
        ];
        for (index, value) in (0..).zip(published) {
            assert_eq!(splitmix64(1_234_567, index), value);
        }
        assert_eq!(splitmix64(0, 0), 0xe220_a839_7b1d_cdaf);
    }

    /// By an independent program that chains the reference generator through (42, 1, 7, 3, 5, 11).
    #[test]
    fn a_key_gives_the_same_bits_in_every_version() {
        assert_eq!(Stream::new(42, Purpose::Leavers, 7, 3).bits(5, 11), 0x4efe_57ed_0bde_3bc2);
    }

    #[test]
    fn every_field_of_the_key_matters() {
        let base = Stream::new(1, Purpose::Leavers, 2, 3).bits(4, 5);
        for other in [
            Stream::new(2, Purpose::Leavers, 2, 3).bits(4, 5),
            Stream::new(1, Purpose::Exam, 2, 3).bits(4, 5),
            Stream::new(1, Purpose::Leavers, 3, 3).bits(4, 5),
            Stream::new(1, Purpose::Leavers, 2, 4).bits(4, 5),
            Stream::new(1, Purpose::Leavers, 2, 3).bits(5, 5),
            Stream::new(1, Purpose::Leavers, 2, 3).bits(4, 6),
        ] {
            assert_ne!(base, other);
        }
    }

    #[test]
    fn uniforms_have_the_moments_of_the_uniform_law() {
        let stream = Stream::new(0, Purpose::DemandDay, 0, 0);
        let draws: Vec<f64> = (0..10_000).map(|day| stream.uniform(day, 0)).collect();
        let mean = draws.iter().sum::<f64>() / 10_000.0;
        let square = draws.iter().map(|u| u * u).sum::<f64>() / 10_000.0;
        // Standard errors: sqrt(1/12)/100 and sqrt(4/45)/100.
        assert!((mean - 0.5).abs() < 4.5 * 0.002_887, "mean {mean}");
        assert!((square - 1.0 / 3.0).abs() < 4.5 * 0.002_981, "mean square {square}");
    }
}
