//! The figures of a survey.

use super::answers::Scored;
use super::driver::{CsatCoefficient, Deferred, Driver};
use crate::engine::calibrate::estimate::{Estimate, Untold};
use crate::experience::{Ratings, Recommendations, ScoreScale, wilson};
use crate::model::SurveyAnswer;

/// A channel with too few answers for a level of its own: its level is that of the mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WithoutLevel {
    /// Its name, lower case.
    pub channel: String,
    /// Its answers of the rarer kind: satisfied or not, whichever are fewer.
    pub rarer: usize,
    /// How many are needed.
    pub needed: usize,
}

/// A channel taken for live whose waits look like those of a backlog.
#[derive(Debug, Clone, PartialEq)]
pub struct Backlog {
    /// Its name, lower case; `None` for answers that name no channel.
    pub channel: Option<String>,
    /// The wait beyond which a quarter of its answers are, seconds.
    pub quarter: f64,
}

/// The figures of a survey.
#[derive(Debug, Clone, PartialEq)]
pub struct CsatFigures {
    /// Share of 4 and 5.
    pub today: Estimate,
    /// Its 95 % interval (Wilson).
    pub interval: (f64, f64),
    /// The scores, counted.
    pub ratings: Ratings,
    /// One for each driver.
    pub coefficients: Vec<CsatCoefficient>,
    /// Every channel that answers name, whether it has a level or not. Lower case.
    pub names: Vec<String>,
    /// Those of them whose waits are felt in hours.
    pub deferred: Vec<String>,
    /// Those felt in minutes whose waits look like those of a backlog.
    pub backlogs: Vec<Backlog>,
    /// Channels whose own level was fitted beside; empty where there are not two. Lower case.
    pub channels: Vec<String>,
    /// The level of each on the logit, relative to their mean over the answers.
    pub levels: Vec<f64>,
    /// Channels with too few answers for a level, where there are several.
    pub without_level: Vec<WithoutLevel>,
    /// Answers that name no channel, where others name several: left out beside levels, and too many for any where `channels` is empty.
    pub unnamed: usize,
    /// The scale of scores about satisfied; `None` where it cannot be fitted.
    pub scale: Option<ScoreScale>,
    /// Whether columns separate satisfied from dissatisfied: coefficients and errors are not to be trusted.
    pub separated: bool,
    /// Which do.
    pub separating: Vec<Driver>,
    /// Answers in the fit.
    pub answers: usize,
}

/// The figures of rated answers; waits of deferred channels are felt in hours.
pub(in crate::engine) fn csat(answers: &[SurveyAnswer], deferred: &Deferred) -> Result<CsatFigures, Untold> {
    let scored = Scored::new(answers, deferred);
    let ratings = ratings(&scored);
    let (satisfied, all) = (ratings.0[3] + ratings.0[4], ratings.answers());
    let today = Estimate::share(satisfied as f64, all as f64).ok_or(Untold::NoScores)?;
    let (low, high) = wilson(satisfied, all, 1.96).ok_or(Untold::NoScores)?;
    let names = scored.names();
    let mut figures = CsatFigures {
        today,
        interval: (low.get(), high.get()),
        ratings,
        coefficients: Vec::new(),
        deferred: names.iter().filter(|name| deferred.has(name)).cloned().collect(),
        backlogs: scored.backlogs(),
        names,
        channels: Vec::new(),
        levels: Vec::new(),
        without_level: Vec::new(),
        unnamed: 0,
        scale: None,
        separated: false,
        separating: Vec::new(),
        answers: 0,
    };
    figures.fit(&scored);
    figures.coefficients.sort_by_key(|one| Driver::ALL.iter().position(|driver| *driver == one.driver));
    Ok(figures)
}

fn ratings(scored: &Scored<'_>) -> Ratings {
    let mut ratings = Ratings::default();
    for score in scored.scores() {
        if let Some(count) = usize::from(score).checked_sub(1).and_then(|place| ratings.0.get_mut(place)) {
            *count += 1;
        }
    }
    ratings
}

/// Answers to whether customers would recommend, counted.
pub(in crate::engine::calibrate) fn recommendations(answers: &[SurveyAnswer]) -> Recommendations {
    let mut counts = Recommendations::default();
    for answer in answers.iter().filter_map(|answer| answer.recommends) {
        if let Some(count) = counts.0.get_mut(usize::from(answer)) {
            *count += 1;
        }
    }
    counts
}

impl CsatFigures {
    /// The level of a channel on the logit relative to the mean; `None` where the survey does not tell it.
    #[must_use]
    pub fn level(&self, channel: &str) -> Option<f64> {
        let name = channel.to_lowercase();
        let place = self.channels.iter().position(|known| *known == name)?;
        self.levels.get(place).copied().filter(|_| !self.separated)
    }

    /// What the survey says of a driver; `None` where the driver is not in it.
    #[must_use]
    pub fn coefficient(&self, driver: Driver) -> Option<&CsatCoefficient> {
        self.coefficients.iter().find(|one| one.driver == driver)
    }
}
