//! Random numbers that are the same on every machine: `SplitMix64` by stream, and the distributions drawn from it.

const SEED: u64 = 20_260_930;
const GOLDEN_GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// One stream of random numbers.
pub(crate) struct Random {
    state: u64,
}

impl Random {
    /// The stream of one purpose and index (a day, a person): no other stream moves when this one draws more.
    pub(crate) fn stream(purpose: &str, index: u64) -> Self {
        const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const FNV_PRIME: u64 = 0x0100_0000_01b3;
        let key =
            purpose.bytes().fold(FNV_OFFSET, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FNV_PRIME));
        Self { state: mix(mix(SEED ^ key).wrapping_add(index)) }
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN_GAMMA);
        mix(self.state)
    }

    /// Uniform on the open interval (0, 1), in steps of 2⁻⁵³.
    pub(crate) fn uniform(&mut self) -> f64 {
        const STEP: f64 = 1.0 / (1_u64 << 53) as f64;
        ((self.bits() >> 11) as f64 + 0.5) * STEP
    }

    /// A whole number from 0 up to, not including, `bound`.
    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        let scaled = ((self.bits() >> 32) * u64::from(bound)) >> 32;
        u32::try_from(scaled).expect("32 bits times a bound, shifted by 32, is below the bound")
    }

    /// Whether an event of this probability happens.
    pub(crate) fn chance(&mut self, probability: f64) -> bool {
        self.uniform() < probability
    }

    /// One of the values, each as likely as its weight; the weights sum to 1.
    pub(crate) fn pick<T: Copy>(&mut self, weighted: &[(T, f64)]) -> T {
        let mut left = self.uniform();
        for &(value, weight) in weighted {
            left -= weight;
            if left < 0.0 {
                return value;
            }
        }
        weighted.last().expect("something to pick from").0
    }

    /// Standard normal, by Box and Muller.
    pub(crate) fn normal(&mut self) -> f64 {
        let radius = libm::sqrt(-2.0 * libm::log(self.uniform()));
        radius * libm::cos(std::f64::consts::TAU * self.uniform())
    }

    /// Exponential with this mean.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(self.uniform())
    }

    /// Lognormal with this mean and coefficient of variation: `σ² = ln(1 + cv²)`.
    pub(crate) fn lognormal(&mut self, mean: f64, cv: f64) -> f64 {
        let variance = libm::log(1.0 + cv * cv);
        mean * libm::exp(libm::sqrt(variance) * self.normal() - variance / 2.0)
    }

    /// Gamma with mean 1 and this coefficient of variation (below 1), by Marsaglia and Tsang (2000).
    pub(crate) fn gamma_factor(&mut self, cv: f64) -> f64 {
        let shape = 1.0 / (cv * cv);
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / libm::sqrt(9.0 * d);
        loop {
            let x = self.normal();
            let root = 1.0 + c * x;
            let v = root * root * root;
            if v > 0.0 && libm::log(self.uniform()) < 0.5 * x * x + d - d * v + d * libm::log(v) {
                return d * v / shape;
            }
        }
    }

    /// Poisson: how many arrivals, one a unit of time on average, come before the time `mean`.
    pub(crate) fn poisson(&mut self, mean: f64) -> u32 {
        let (mut arrivals, mut time) = (0, self.exponential(1.0));
        while time < mean {
            arrivals += 1;
            time += self.exponential(1.0);
        }
        arrivals
    }

    /// Binomial: how many of `trials` events of this probability happen.
    pub(crate) fn binomial(&mut self, trials: u32, probability: f64) -> u32 {
        (0..trials).map(|_| u32::from(self.chance(probability))).sum()
    }
}

/// The finalizer of `SplitMix64` (Steele, Lea and Flood 2014).
const fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}
