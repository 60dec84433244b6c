//! Named random streams: each keyed by seed, purpose and number, whatever else is drawn.

use super::seats::mix;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// The odd increment of SplitMix64, the golden ratio in 64 bits.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a stream is for.
#[derive(Debug, Clone, Copy)]
pub(super) enum Purpose {
    Arrivals = 1,
    Handling = 2,
    Patience = 3,
}

/// The streams of one channel's day: the k-th draw of each is the k-th contact's.
///
/// Contacts keep their luck when the staff change, so that two plans differ by their policy only (common random numbers).
pub(super) struct Streams {
    pub arrivals: Xoshiro256PlusPlus,
    pub handling: Xoshiro256PlusPlus,
    pub patience: Xoshiro256PlusPlus,
}

impl Streams {
    pub(super) fn new(seed: u64, channel: u64, day: u32) -> Self {
        let key = chain(chain(seed, channel), u64::from(day));
        let stream = |purpose: Purpose| Xoshiro256PlusPlus::seed_from_u64(chain(key, purpose as u64));
        Self {
            arrivals: stream(Purpose::Arrivals),
            handling: stream(Purpose::Handling),
            patience: stream(Purpose::Patience),
        }
    }
}

/// Output `index` of a SplitMix64 generator that starts at `state`.
const fn chain(state: u64, index: u64) -> u64 {
    mix(state.wrapping_add(index.wrapping_add(1).wrapping_mul(GOLDEN)))
}
