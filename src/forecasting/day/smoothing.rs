//! Exponential smoothing with a fading trend, of a course without seasons.

/// Weights of a new value in the level: `(i/20)²`.
const LEVEL_STEPS: u32 = 20;
/// Weights of a new slope in the trend, as parts of the level's: `(i/8)³`.
const TREND_STEPS: u32 = 8;
/// What a trend keeps from day to day; 0 is no trend.
const KEPT: [f64; 5] = [0.0, 0.8, 0.9, 0.98, 1.0];
/// First values that make the level to start from.
const START: usize = 10;

/// Level and trend after the last value.
///
/// `f = ℓ + φ b`, `ℓ ← f + α e`, `b ← φ b + β e` with the `α`, `β` and `φ` that foretell each next value best by
/// Akaike's criterion. Sources: \[Gardner1985\]; \[Hyndman2008\] §2.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Trending {
    level: f64,
    slope: f64,
    kept: f64,
}

impl Trending {
    /// `None` with fewer than ten values.
    pub(super) fn fit(values: &[f64]) -> Option<Self> {
        let start = values.get(..START)?.iter().sum::<f64>() / START as f64;
        let mut best: Option<(f64, Self)> = None;
        for kept in KEPT {
            let trends = if kept > 0.0 { 0..=TREND_STEPS } else { 0..=0 };
            for (alpha, beta) in weights(trends) {
                let (squares, found) = follow(values, Self { level: start, slope: 0.0, kept }, alpha, beta);
                let parameters = if kept > 0.0 { if kept < 1.0 { 5.0 } else { 4.0 } } else { 2.0 };
                let criterion = values.len() as f64 * squares.max(f64::MIN_POSITIVE).ln() + 2.0 * parameters;
                if best.is_none_or(|(least, _)| criterion < least) {
                    best = Some((criterion, found));
                }
            }
        }
        best.map(|(_, found)| found)
    }

    /// The level so many days on.
    pub(super) fn after(&self, days: f64) -> f64 {
        let fading =
            if self.kept < 1.0 { self.kept * (1.0 - self.kept.powf(days)) / (1.0 - self.kept) } else { days };
        self.level + self.slope * fading
    }
}

fn weights(trends: std::ops::RangeInclusive<u32>) -> impl Iterator<Item = (f64, f64)> {
    (0..=LEVEL_STEPS).flat_map(move |level| {
        let alpha = (f64::from(level) / f64::from(LEVEL_STEPS)).powi(2);
        trends.clone().map(move |trend| (alpha, alpha * (f64::from(trend) / f64::from(TREND_STEPS)).powi(3)))
    })
}

/// Sum of squared errors of the next value, and where level and trend end.
fn follow(values: &[f64], mut at: Trending, alpha: f64, beta: f64) -> (f64, Trending) {
    let mut squares = 0.0;
    for value in values {
        let foretold = at.level + at.kept * at.slope;
        let error = value - foretold;
        squares += error * error;
        at.level = foretold + alpha * error;
        at.slope = at.kept * at.slope + beta * error;
    }
    (squares, at)
}
