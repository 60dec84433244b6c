//! Who was nearer: the method under test or a naive one.

use super::horizon::HorizonBucket;
use super::measures::{Measures, POINT, Point, Tally};
use super::naive::NaiveMethod;
use super::replay::ScoredDay;
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

    const fn place(self) -> usize {
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

/// Who was nearest to what came, by WAPE.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict {
    /// The method with the least WAPE; of equal ones the first in [`Contender::ALL`].
    pub winner: Contender,
    /// Its WAPE.
    pub wape: f64,
    /// The best of the other side: the best naive method where the one under test wins, else the one under test.
    pub runner_up: Contender,
    /// Its WAPE.
    pub runner_up_wape: f64,
}

impl Verdict {
    /// By how much of the runner-up's error the winner's is smaller: `1 − wape/runner_up_wape`, 0 where both are exact.
    #[must_use]
    pub fn lead(&self) -> f64 {
        if self.runner_up_wape > 0.0 { 1.0 - self.wape / self.runner_up_wape } else { 0.0 }
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
}

impl Backtest {
    pub(super) fn new(horizon_days: u32, origins: Vec<NaiveDate>, tallies: &Tallies) -> Self {
        let score = |contender: Contender| Score {
            contender,
            by_bucket: tallies.by_bucket[contender.place()].map(|tally| tally.measures()),
            whole: tallies.whole[contender.place()].measures(),
        };
        Self { horizon_days, origins, scores: Contender::ALL.map(score) }
    }

    /// Measures of one method.
    #[must_use]
    pub const fn of(&self, contender: Contender) -> &Score {
        &self.scores[contender.place()]
    }

    /// Who wins over the whole horizon; `None` where nothing was scored or no contact came.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        self.verdict_by(|score| score.whole.wape)
    }

    /// Who wins at a distance.
    #[must_use]
    pub fn verdict_at(&self, bucket: HorizonBucket) -> Option<Verdict> {
        self.verdict_by(|score| score.bucket(bucket).wape)
    }

    fn verdict_by(&self, wape: impl Fn(&Score) -> Option<f64>) -> Option<Verdict> {
        let ours = wape(self.of(Contender::UnderTest))?;
        let naive = self.scores[1..].iter().filter_map(|score| Some((score.contender, wape(score)?)));
        let (best, theirs) = naive.min_by(|a, b| a.1.total_cmp(&b.1))?;
        let under_test = Contender::UnderTest;
        Some(if ours <= theirs {
            Verdict { winner: under_test, wape: ours, runner_up: best, runner_up_wape: theirs }
        } else {
            Verdict { winner: best, wape: theirs, runner_up: under_test, runner_up_wape: ours }
        })
    }
}

/// Sums of every method by distance and over all.
#[derive(Default)]
pub(super) struct Tallies {
    by_bucket: [[Tally; 5]; 4],
    whole: [Tally; 4],
}

impl Tallies {
    pub(super) fn add(&mut self, day: &ScoredDay) {
        let bucket = HorizonBucket::of(day.days_ahead).place();
        for contender in Contender::ALL {
            let points = || points(day, contender);
            self.by_bucket[contender.place()][bucket].add_day(points(), day.scale);
            self.whole[contender.place()].add_day(points(), day.scale);
        }
    }
}

fn points(day: &ScoredDay, contender: Contender) -> impl Iterator<Item = Point<'_>> {
    (0..day.actual.len()).map(move |at| {
        let actual = day.actual[at];
        match contender {
            Contender::UnderTest => {
                let quantiles = &day.quantiles[at];
                Point { actual, forecast: quantiles[POINT], quantiles: Some(quantiles) }
            }
            Contender::Naive(method) => {
                Point { actual, forecast: day.naive[method.place()][at], quantiles: None }
            }
        }
    })
}
