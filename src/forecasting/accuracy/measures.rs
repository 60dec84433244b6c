//! Measures of error, pooled over slots, days and folds.

/// The levels at which a slot's forecast is scored; the middle one is the point forecast.
pub const QUANTILE_LEVELS: [f64; 7] = [0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975];

/// Quantiles of a slot's count at [`QUANTILE_LEVELS`].
pub type SlotQuantiles = [f64; 7];

/// What a method says of a slot.
///
/// The mean is what people are planned by: it is scored where forecasts are added up. The median is the point forecast that
/// absolute errors ask for.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct SlotForecast {
    /// Mean contacts.
    pub mean: f64,
    /// Quantiles of the contacts.
    pub quantiles: SlotQuantiles,
}

impl SlotForecast {
    /// The point forecast, the median.
    #[must_use]
    pub const fn median(&self) -> f64 {
        self.quantiles[POINT]
    }

    pub(super) fn finite(self) -> Self {
        let finite = |value: f64| if value.is_finite() { value } else { 0.0 };
        Self { mean: finite(self.mean), quantiles: self.quantiles.map(finite) }
    }
}

/// Of a method that gives quantiles alone, the median stands for the mean.
impl From<SlotQuantiles> for SlotForecast {
    fn from(quantiles: SlotQuantiles) -> Self {
        Self { mean: quantiles[POINT], quantiles }
    }
}

/// Places of the ends of the 95 % and the 80 % band and of the middle.
const BAND_95: (usize, usize) = (0, 6);
const BAND_80: (usize, usize) = (1, 5);
pub(super) const POINT: usize = 3;

/// How far forecasts were from what came.
///
/// Every measure is `None` where no contact came (shares of nothing), and where it has no finite value. Shares are
/// fractions of 1.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Measures {
    /// Slots scored.
    pub points: usize,
    /// Days scored, over all folds.
    pub days: usize,
    /// `Σ|y − f| / Σ y`, of medians.
    pub wape: Option<f64>,
    /// `Σ(μ − y) / Σ y`, of means: positive where too much was forecast.
    pub bias: Option<f64>,
    /// `√ mean((y − f)² / D)`; below 1 is better than last week's slot within the training days. Folds whose training days
    /// repeat each other exactly, or span no week, are left out.
    ///
    /// Source: \[Hyndman2006\], squared, with the seasonal difference.
    pub rmsse: Option<f64>,
    /// Share of slots with `q_0.1 ≤ y ≤ q_0.9`.
    pub coverage_80: Option<f64>,
    /// Share of slots with `q_0.025 ≤ y ≤ q_0.975`.
    pub coverage_95: Option<f64>,
    /// Mean of `max(p (y − q_p), (p − 1)(y − q_p))` over slots and levels, in contacts.
    ///
    /// Source: \[Koenker1978\].
    pub pinball: Option<f64>,
    /// `2 · pinball / mean y`: the pinball loss in the unit of WAPE.
    pub wql: Option<f64>,
    /// WAPE of day totals: `Σ|Σ_s y − Σ_s μ| / Σ y`, of means, for a sum of medians is no median of the sum.
    pub day_wape: Option<f64>,
}

/// The error by which methods are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Criterion {
    /// WAPE of slots.
    Slots,
    /// WAPE of day totals: where most medians are 0, forecasting nothing wins slot by slot, and nobody can plan by it.
    DayTotals,
}

impl Criterion {
    /// The measure it stands for.
    #[must_use]
    pub const fn of(self, measures: &Measures) -> Option<f64> {
        match self {
            Self::Slots => measures.wape,
            Self::DayTotals => measures.day_wape,
        }
    }
}

/// One slot: what came, the point forecast, the mean, and the quantiles of a method that has them.
#[derive(Clone, Copy)]
pub(super) struct Point<'a> {
    pub(super) actual: f64,
    pub(super) forecast: f64,
    pub(super) mean: f64,
    pub(super) quantiles: Option<&'a SlotQuantiles>,
}

/// Sums from which the measures follow.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    points: usize,
    days: usize,
    came: f64,
    missed: f64,
    excess: f64,
    scaled: Sum,
    in_80: Sum,
    in_95: Sum,
    pinball: Sum,
    day_missed: f64,
}

/// A sum and how many were added.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    sum: f64,
    count: f64,
}

impl Sum {
    fn add(&mut self, value: f64) {
        self.sum += value;
        self.count += 1.0;
    }

    /// `None` for a mean of nothing.
    fn mean(self) -> Option<f64> {
        (self.count > 0.0).then(|| self.sum / self.count)
    }
}

impl Tally {
    /// Contacts that came.
    pub(super) const fn came(&self) -> f64 {
        self.came
    }

    /// Absolute errors added up: of slots, or of day totals.
    pub(super) const fn missed(&self, by: Criterion) -> f64 {
        match by {
            Criterion::Slots => self.missed,
            Criterion::DayTotals => self.day_missed,
        }
    }

    /// Adds the scored slots of one day of one fold; `scale` is the fold's `D`.
    pub(super) fn add_day<'a>(&mut self, points: impl Iterator<Item = Point<'a>>, scale: Option<f64>) {
        let mut excess_of_day = 0.0;
        let before = self.points;
        for point in points {
            self.add(point, scale);
            excess_of_day += point.mean - point.actual;
        }
        self.days += usize::from(self.points > before);
        self.day_missed += excess_of_day.abs();
    }

    fn add(&mut self, point: Point<'_>, scale: Option<f64>) {
        let error = point.forecast - point.actual;
        self.points += 1;
        self.came += point.actual;
        self.missed += error.abs();
        self.excess += point.mean - point.actual;
        if let Some(scale) = scale.filter(|&scale| scale > 0.0) {
            self.scaled.add(error * error / scale);
        }
        let Some(quantiles) = point.quantiles else { return };
        let within = |(low, high): (usize, usize)| {
            f64::from(u8::from(quantiles[low] <= point.actual && point.actual <= quantiles[high]))
        };
        self.in_80.add(within(BAND_80));
        self.in_95.add(within(BAND_95));
        for (level, quantile) in QUANTILE_LEVELS.iter().zip(quantiles) {
            let above = point.actual - quantile;
            self.pinball.add((level * above).max((level - 1.0) * above));
        }
    }

    pub(super) fn measures(&self) -> Measures {
        let counts = Measures { points: self.points, days: self.days, ..Measures::default() };
        if self.came <= 0.0 {
            return counts;
        }
        let finite = |value: f64| value.is_finite().then_some(value);
        let share = |sum: f64| finite(sum / self.came);
        let mean = |sum: Sum| sum.mean().and_then(finite);
        // Pinball losses are counted by slot and level: `mean y` is over the same slots.
        let slots = self.in_80.count;
        Measures {
            wape: share(self.missed),
            bias: share(self.excess),
            rmsse: mean(self.scaled).map(f64::sqrt),
            coverage_80: mean(self.in_80),
            coverage_95: mean(self.in_95),
            pinball: mean(self.pinball),
            wql: mean(self.pinball).and_then(|loss| finite(2.0 * loss * slots / self.came)),
            day_wape: share(self.day_missed),
            ..counts
        }
    }
}
