//! A method and the naive ones, scored on the same slots.

use super::horizon::HorizonBucket;
use super::measures::{Criterion, Measures, Point, Tally};
use super::naive::NaiveMethod;
use super::replay::ScoredDay;
use super::verdict::{Fold, Verdict, verdict};
use chrono::NaiveDate;

/// A method in the comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contender {
    /// The method that was replayed.
    UnderTest,
    /// One that needs no model.
    Naive(NaiveMethod),
}

impl Contender {
    /// The method under test first: it wins a tie.
    pub const ALL: [Self; 4] = [
        Self::UnderTest,
        Self::Naive(NaiveMethod::SeasonalNaive),
        Self::Naive(NaiveMethod::FourWeekMean),
        Self::Naive(NaiveMethod::FourWeekMedian),
    ];

    pub(super) const fn place(self) -> usize {
        match self {
            Self::UnderTest => 0,
            Self::Naive(method) => 1 + method.place(),
        }
    }
}

/// Measures of one method.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Whose.
    pub contender: Contender,
    /// By distance, in the order of [`HorizonBucket::ALL`]; without points where the horizon does not reach.
    pub by_bucket: [Measures; 5],
    /// Over the whole horizon.
    pub whole: Measures,
}

impl Score {
    /// Measures at a distance.
    #[must_use]
    pub const fn bucket(&self, bucket: HorizonBucket) -> &Measures {
        &self.by_bucket[bucket.place()]
    }
}

/// A method and the naive ones, scored on the same slots of the same folds.
#[derive(Debug, Clone, PartialEq)]
pub struct Backtest {
    /// Calendar days forecast from each origin.
    pub horizon_days: u32,
    /// Origins of the folds scored, in their order.
    pub origins: Vec<NaiveDate>,
    /// In the order of [`Contender::ALL`].
    pub scores: [Score; 4],
    /// Who was nearest to what came; `None` where nothing was scored or no contact came.
    pub verdict: Option<Verdict>,
}

impl Backtest {
    pub(super) fn new(horizon_days: u32, origins: Vec<NaiveDate>, tallies: &Tallies) -> Self {
        let score = |contender: Contender| Score {
            contender,
            by_bucket: tallies.by_bucket[contender.place()].map(|tally| tally.measures()),
            whole: tallies.whole[contender.place()].measures(),
        };
        Self { horizon_days, origins, scores: Contender::ALL.map(score), verdict: tallies.verdict() }
    }

    /// Measures of one method.
    #[must_use]
    pub const fn of(&self, contender: Contender) -> &Score {
        &self.scores[contender.place()]
    }
}

/// Sums of every method by distance and over all.
#[derive(Default)]
pub(super) struct Tallies {
    by_bucket: [[Tally; 5]; 4],
    whole: Fold,
    folds: Vec<Fold>,
    /// Slots scored, and those of them of which the method under test has the median 0.
    slots: (usize, usize),
}

impl Tallies {
    /// Days from here on belong to another fold.
    pub(super) fn next_fold(&mut self) {
        self.folds.push(Fold::default());
    }

    fn verdict(&self) -> Option<Verdict> {
        let (all, none) = self.slots;
        let by = if 2 * none > all { Criterion::DayTotals } else { Criterion::Slots };
        verdict(&self.folds, &self.whole, by)
    }

    pub(super) fn add(&mut self, day: &ScoredDay) {
        self.slots.0 += day.slots.len();
        self.slots.1 += day.forecasts.iter().filter(|forecast| forecast.median() <= 0.0).count();
        let bucket = HorizonBucket::of(day.days_ahead).place();
        for contender in Contender::ALL {
            let points = || points(day, contender);
            self.by_bucket[contender.place()][bucket].add_day(points(), day.scale);
            self.whole[contender.place()].add_day(points(), day.scale);
            if let Some(fold) = self.folds.last_mut() {
                fold[contender.place()].add_day(points(), day.scale);
            }
        }
    }
}

fn points(day: &ScoredDay, contender: Contender) -> impl Iterator<Item = Point<'_>> {
    (0..day.actual.len()).map(move |at| {
        let actual = day.actual[at];
        match contender {
            Contender::UnderTest => {
                let said = &day.forecasts[at];
                Point { actual, forecast: said.median(), mean: said.mean, quantiles: Some(&said.quantiles) }
            }
            Contender::Naive(method) => {
                let forecast = day.naive[method.place()][at];
                Point { actual, forecast, mean: forecast, quantiles: None }
            }
        }
    })
}
