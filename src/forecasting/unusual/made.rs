//! Made histories for the tests of this folder.

use chrono::NaiveDate;
use rand_distr::{Distribution, LogNormal, Poisson};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::SeedableRng;

/// Mondays at 125 %, weekends at 40 and 30 %.
const WEEK: [f64; 7] = [1.25, 1.0, 1.0, 0.95, 1.0, 0.4, 0.3];

/// Luck with a fixed seed.
pub(super) struct Made(Xoshiro256PlusPlus);

impl Made {
    pub(super) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    pub(super) fn poisson(&mut self, mean: f64) -> f64 {
        Poisson::new(mean).map_or(0.0, |law| law.sample(&mut self.0))
    }

    /// The same with days that scatter about their level beyond that, by a lognormal factor.
    pub(super) fn scattered(&mut self, level: f64, days: usize, scatter: f64) -> Vec<Option<f64>> {
        let law = LogNormal::new(0.0, scatter).expect("a finite scatter");
        let days = 0..days;
        days.map(|at| {
            let luck = law.sample(&mut self.0);
            Some(self.poisson(level * WEEK[at % 7] * luck))
        })
        .collect()
    }

    /// Days of Poisson counts about a level with a week.
    pub(super) fn weekly(&mut self, level: f64, days: usize) -> Vec<Option<f64>> {
        (0..days).map(|at| Some(self.poisson(level * WEEK[at % 7]))).collect()
    }
}

pub(super) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a date")
}
