//! Measures of error, pooled over slots, days and folds.

use super::result::Measures;

/// Quantiles that are scored, in per cent; the middle one is the point forecast.
pub(super) const PERCENTS: [f64; 7] = [2.5, 10.0, 25.0, 50.0, 75.0, 90.0, 97.5];
/// Places of the middle and of the ends of the 80 % band.
pub(super) const POINT: usize = 3;
const BAND_80: (usize, usize) = (1, 5);

/// What a method says of a slot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Say {
    /// Quantiles at [`PERCENTS`].
    Quantiles([f64; 7]),
    /// One figure.
    Point(f64),
}

impl Say {
    /// The point forecast.
    pub(super) const fn point(self) -> f64 {
        match self {
            Self::Quantiles(quantiles) => quantiles[POINT],
            Self::Point(point) => point,
        }
    }
}

/// Sums from which the measures follow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    points: usize,
    came: f64,
    missed: f64,
    excess: f64,
    day_missed: f64,
    squares: (f64, f64),
    inside: f64,
    banded: f64,
    pinball: f64,
}

impl Tally {
    /// Adds the slots of one day of one fold: what came and what was said; `scale` is the mean squared weekly difference of
    /// the fold's training days.
    pub(super) fn add_day(&mut self, slots: impl Iterator<Item = (f64, Say)>, scale: Option<f64>) {
        let mut excess_of_day = 0.0;
        for (came, say) in slots {
            let error = say.point() - came;
            excess_of_day += error;
            self.points += 1;
            self.came += came;
            self.missed += error.abs();
            self.excess += error;
            if let Some(scale) = scale.filter(|scale| *scale > 0.0) {
                self.squares = (self.squares.0 + error * error / scale, self.squares.1 + 1.0);
            }
            if let Say::Quantiles(quantiles) = say {
                self.band(came, &quantiles);
            }
        }
        self.day_missed += excess_of_day.abs();
    }

    fn band(&mut self, came: f64, quantiles: &[f64; 7]) {
        let inside = quantiles[BAND_80.0] <= came && came <= quantiles[BAND_80.1];
        self.inside += f64::from(u8::from(inside));
        self.banded += 1.0;
        for (percent, quantile) in PERCENTS.iter().zip(quantiles) {
            let (level, above) = (percent / 100.0, came - quantile);
            self.pinball += (level * above).max((level - 1.0) * above) / 7.0;
        }
    }

    /// The measures; shares of nothing are none.
    pub(super) fn measures(&self) -> Measures {
        let ratio =
            |part: f64, whole: f64| (whole > 0.0).then(|| part / whole).filter(|ratio| ratio.is_finite());
        Measures {
            points: self.points,
            wape: ratio(self.missed, self.came),
            wape_daily: ratio(self.day_missed, self.came),
            bias: ratio(self.excess, self.came),
            rmsse: ratio(self.squares.0, self.squares.1).map(f64::sqrt),
            coverage_80: ratio(self.inside, self.banded),
            pinball: ratio(self.pinball, self.banded),
        }
    }

    /// Whether nothing was scored.
    pub(super) const fn is_empty(&self) -> bool {
        self.points == 0
    }
}

#[cfg(test)]
mod tests {
    use super::{Say, Tally};

    /// By hand: two slots of 10 and 20 contacts, forecast as 12 and 15; the errors are 2 and −5.
    #[test]
    fn measures_are_those_of_their_formulas() {
        let mut tally = Tally::default();
        let band =
            |low: f64, point: f64, high: f64| Say::Quantiles([low, low, point, point, point, high, high]);
        tally.add_day([(10.0, band(9.0, 12.0, 14.0)), (20.0, band(12.0, 15.0, 18.0))].into_iter(), Some(4.0));
        let measures = tally.measures();
        let close = |value: Option<f64>, expected: f64| (value.unwrap() - expected).abs() < 1e-12;
        assert!(close(measures.wape, 7.0 / 30.0) && close(measures.wape_daily, 3.0 / 30.0));
        assert!(close(measures.bias, -3.0 / 30.0) && close(measures.coverage_80, 0.5));
        assert!(close(measures.rmsse, (29.0_f64 / 8.0).sqrt()));
        // Slot one, seven levels: .025 and .1 of 1; .75, .5, .25 of 2; .1 and .025 of 4. Slot two: .025 and .1 of 8;
        // .25, .5, .75 of 5; .9 and .975 of 2.
        let first = 0.125 + 1.5 * 2.0 + 0.125 * 4.0;
        let second = 0.125 * 8.0 + 1.5 * 5.0 + 1.875 * 2.0;
        assert!(close(measures.pinball, (first + second) / 14.0));
        assert_eq!(Tally::default().measures().wape, None);
    }
}
