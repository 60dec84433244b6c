//! Curves of learning, and what a team that replaces its leavers is worth in the long run.

/// Handle time relative to a proficient agent, by months since the first contact.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum LearningLaw {
    /// Falls on a straight line from `first` to 1 within so many months.
    Linear {
        /// At the first contact.
        first: f64,
        /// Months until 1.
        months: f64,
    },
    /// `1 + a e^(−x / τ)`.
    Exponential {
        /// `a`.
        excess: f64,
        /// `τ`, months.
        months: f64,
    },
    /// `first (x + 1)^−b`, never below 1.
    Power {
        /// At the first contact.
        first: f64,
        /// `b`.
        exponent: f64,
    },
}

/// Nodes and weights of Gauss and Legendre's rule of eight points on `[−1, 1]`. Source: \[AbramowitzStegun\] table 25.4.
const GAUSS: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_26),
];
/// Parts into which a month is cut, so that the kink where a curve reaches 1 costs nothing that shows.
const PARTS: u32 = 64;

impl LearningLaw {
    /// Handle time relative to a proficient agent after so many months.
    #[must_use]
    pub fn ratio(self, months: f64) -> f64 {
        match self {
            Self::Linear { first, months: until } => {
                if months < until {
                    first + (1.0 - first) * months / until
                } else {
                    1.0
                }
            }
            Self::Exponential { excess, months: tau } => 1.0 + excess * (-months / tau).exp(),
            Self::Power { first, exponent } => (first * (months + 1.0).powf(-exponent)).max(1.0),
        }
    }

    /// Proficiency in a month, counted from 0: the mean of 1 ÷ ratio over it, which is what work gets done.
    ///
    /// Not 1 ÷ the mean ratio: an agent who is slow at first does not get that time back.
    #[must_use]
    pub fn proficiency(self, month: u32) -> f64 {
        self.mean(month, |ratio| 1.0 / ratio)
    }

    /// Mean handle time in a month relative to a proficient agent.
    #[must_use]
    pub fn mean_ratio(self, month: u32) -> f64 {
        self.mean(month, |ratio| ratio)
    }

    fn mean(self, month: u32, of: impl Fn(f64) -> f64) -> f64 {
        let start = f64::from(month);
        integral(start, start + 1.0, |x| of(self.ratio(x)), self.kink())
    }

    /// Where the curve reaches 1.
    fn kink(self) -> Option<f64> {
        match self {
            Self::Linear { months, .. } => Some(months),
            Self::Exponential { .. } => None,
            Self::Power { first, exponent } => Some(first.powf(1.0 / exponent) - 1.0),
        }
    }
}

/// `∫ f` by Gauss and Legendre's rule on equal parts, cut at a kink.
fn integral(from: f64, to: f64, f: impl Fn(f64) -> f64, kink: Option<f64>) -> f64 {
    let inside = kink.filter(|kink| *kink > from && *kink < to);
    let pieces = match inside {
        Some(kink) => vec![(from, kink), (kink, to)],
        None => vec![(from, to)],
    };
    let of_piece = |(from, to): (f64, f64)| {
        let half = 0.5 * (to - from) / f64::from(PARTS);
        let of_part = |part: u32| {
            let middle = from + half * (2.0 * f64::from(part) + 1.0);
            let pair =
                |(node, weight): &(f64, f64)| weight * (f(middle - half * node) + f(middle + half * node));
            half * GAUSS.iter().map(pair).sum::<f64>()
        };
        (0..PARTS).map(of_part).sum::<f64>()
    };
    pieces.into_iter().map(of_piece).sum()
}

/// A Weibull law of how long people stay; shape 1 is a constant hazard.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StayLaw {
    /// Shape.
    pub shape: f64,
    /// Scale in months.
    pub scale: f64,
}

/// A share beyond which a stay is not followed: `S < 1e-18`.
const LONGEST: f64 = 41.5;

impl StayLaw {
    /// The law of a constant hazard a year.
    #[must_use]
    pub fn constant(annual_hazard: f64) -> Self {
        Self { shape: 1.0, scale: 12.0 / annual_hazard }
    }

    /// Mean months until people leave, `∫ S`.
    #[must_use]
    pub fn mean(self) -> f64 {
        self.scale * libm::tgamma(1.0 + 1.0 / self.shape)
    }

    /// In a team that has replaced its leavers for long, the share with less than so many months of tenure.
    ///
    /// Tenure has density `S(x) / E[T]`. Source: \[Whitt2006b\] §3.
    #[must_use]
    pub fn share_below(self, months: f64) -> f64 {
        self.over_tenure(months, |_| 1.0) / self.mean()
    }

    /// Mean proficiency in such a team, where it is `1 − (1 − first) e^(−x / τ)` after `x` months.
    ///
    /// `∫ r S / E[T]`; with a constant hazard `λ` it is `1 − (1 − first) λ / (λ + 1/τ)`. Source: \[Whitt2006b\] §3.
    ///
    /// ```
    /// use staffplan::workforce::StayLaw;
    /// let (hazard, tau) = (0.6 / 12.0, 2.0);
    /// let found = StayLaw::constant(0.6).mean_proficiency(0.5, tau);
    /// assert!((found - (1.0 - 0.5 * hazard / (hazard + 1.0 / tau))).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn mean_proficiency(self, first: f64, tau: f64) -> f64 {
        let longest = self.scale * LONGEST.powf(1.0 / self.shape);
        let lost = self.over_tenure(longest, |x| (-x / tau).exp());
        1.0 - (1.0 - first) * lost / self.mean()
    }

    /// `∫₀ᵐ f S` with `x = m y³`, so that a hazard that is infinite at 0 is met gently; cut finely towards 0.
    fn over_tenure(self, months: f64, f: impl Fn(f64) -> f64) -> f64 {
        const POWER: i32 = 6;
        let stays = |x: f64| (-(x / self.scale).powf(self.shape)).exp();
        let of = |y: f64| {
            let x = months * y.powi(POWER);
            f(x) * stays(x) * f64::from(POWER) * months * y.powi(POWER - 1)
        };
        integral(0.0, 1.0, of, None)
    }
}
