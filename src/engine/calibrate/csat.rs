//! What a survey, or the scores of a log, tell of satisfaction: the one fit, of `plan calibrate` and of a plan's
//! `csat.survey`.

use super::estimate::{Estimate, Untold};
use crate::experience::{
    Answers, Effects, LogitError, LogitFit, OrderedFit, Ratings, Recommendations, ScoreScale, wilson,
};
use crate::model::SurveyAnswer;

/// What may move satisfaction, under its key in a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Driver {
    /// Per unit of `ln(1 + wait / 60 s)`.
    Wait,
    /// Solved the first time.
    Resolved,
    /// Per earlier contact.
    Repeat,
    /// Per transfer.
    Transfer,
    /// Answered by somebody in the first three months.
    Newcomer,
}

impl Driver {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Wait, Self::Resolved, Self::Repeat, Self::Transfer, Self::Newcomer];

    /// The key in `[csat]`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Wait => "wait",
            Self::Resolved => "resolved",
            Self::Repeat => "repeat",
            Self::Transfer => "transfer",
            Self::Newcomer => "newcomer",
        }
    }

    /// Months below which an agent is a newcomer.
    const NEWCOMER_MONTHS: f64 = 3.0;
    /// Seconds of the scale of waits.
    const WAIT_SCALE: f64 = 60.0;

    fn of(self, answer: &SurveyAnswer) -> Option<f64> {
        let flag = |is: bool| f64::from(u8::from(is));
        match self {
            Self::Wait => answer.wait_seconds.map(|wait| (wait / Self::WAIT_SCALE).ln_1p()),
            Self::Resolved => answer.resolved.map(flag),
            Self::Repeat => answer.contacts_before,
            Self::Transfer => answer.transfers,
            Self::Newcomer => answer.tenure_months.map(|months| flag(months < Self::NEWCOMER_MONTHS)),
        }
    }
}

/// One coefficient on the logit of being satisfied.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CsatCoefficient {
    /// What of.
    pub driver: Driver,
    /// Its value, or why there is none.
    pub estimate: Result<Estimate, Untold>,
    /// What a plan assumes where nothing is said.
    pub assumed: f64,
}

impl CsatCoefficient {
    fn new(driver: Driver, estimate: Result<Estimate, Untold>) -> Self {
        let effects = Effects::default();
        let assumed = match driver {
            Driver::Wait => effects.wait,
            Driver::Resolved => effects.resolved,
            Driver::Repeat => effects.repeat,
            Driver::Transfer => effects.transfer,
            Driver::Newcomer => effects.newcomer,
        };
        Self { driver, estimate, assumed }
    }

    /// What a plan should state: the estimate where it is distinct from 0; 0 where it is not and the data rule out the
    /// assumption; nothing where they bear both.
    #[must_use]
    pub fn proposed(&self) -> Option<f64> {
        let estimate = self.estimate.ok()?;
        if estimate.is_distinct() {
            return Some(estimate.value);
        }
        let off = Estimate { value: estimate.value - self.assumed, ..estimate };
        off.is_distinct().then_some(0.0)
    }
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
    /// Channels whose own level was fitted beside; empty where there is one. Lower case.
    pub channels: Vec<String>,
    /// The level of each on the logit, relative to their mean over the answers.
    pub levels: Vec<f64>,
    /// The scale of scores about satisfied; `None` where it cannot be fitted.
    pub scale: Option<ScoreScale>,
    /// Whether a column separates satisfied from dissatisfied: coefficients and errors are not to be trusted.
    pub separated: bool,
    /// Answers in the fit.
    pub answers: usize,
}

/// Answers with a column, of all, that make it part of the fit.
const KNOWN: f64 = 0.9;

/// The figures of rated answers.
pub(in crate::engine) fn csat(answers: &[SurveyAnswer]) -> Result<CsatFigures, Untold> {
    let scored: Vec<&SurveyAnswer> = answers.iter().filter(|answer| answer.score.is_some()).collect();
    let ratings = ratings(&scored);
    let (satisfied, all) = (ratings.0[3] + ratings.0[4], ratings.answers());
    let today = Estimate::share(satisfied as f64, all as f64).ok_or(Untold::NoScores)?;
    let (low, high) = wilson(satisfied, all, 1.96).ok_or(Untold::NoScores)?;
    let mut figures = CsatFigures {
        today,
        interval: (low.get(), high.get()),
        ratings,
        coefficients: Vec::new(),
        channels: Vec::new(),
        levels: Vec::new(),
        scale: None,
        separated: false,
        answers: 0,
    };
    figures.fit(&scored);
    figures.coefficients.sort_by_key(|one| Driver::ALL.iter().position(|driver| *driver == one.driver));
    Ok(figures)
}

fn ratings(scored: &[&SurveyAnswer]) -> Ratings {
    let mut ratings = Ratings::default();
    for score in scored.iter().filter_map(|answer| answer.score) {
        if let Some(count) = usize::from(score).checked_sub(1).and_then(|place| ratings.0.get_mut(place)) {
            *count += 1;
        }
    }
    ratings
}

/// Answers to whether customers would recommend, counted.
pub(super) fn recommendations(answers: &[SurveyAnswer]) -> Recommendations {
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

    /// Fits all columns that the answers have together; one that says nothing of its own is left out, and the rest fitted again.
    fn fit(&mut self, answers: &[&SurveyAnswer]) {
        let known = |driver: &Driver| {
            answers.iter().filter(|answer| driver.of(answer).is_some()).count() as f64
                >= KNOWN * answers.len() as f64
        };
        let (mut used, absent): (Vec<Driver>, Vec<Driver>) = Driver::ALL.into_iter().partition(known);
        let mut channels = channels(answers);
        self.untold(absent, Untold::ColumnAbsent);
        while !used.is_empty() {
            let rows = rows(answers, &used, &channels);
            let first = 1 + channels.len().saturating_sub(1);
            match LogitFit::new(&rows.logit) {
                Ok(fit) => return self.take(&fit, (&used, first), channels, &rows),
                Err(LogitError::Dependent { column }) if column >= first => {
                    let driver = used.remove(column - first);
                    self.untold([driver], Untold::ColumnSaysNothing);
                }
                Err(LogitError::Dependent { .. }) if !channels.is_empty() => channels.clear(),
                Err(why) => return self.untold(used, reason(why)),
            }
        }
    }

    fn take(
        &mut self,
        fit: &LogitFit,
        (used, first): (&[Driver], usize),
        channels: Vec<String>,
        rows: &Rows,
    ) {
        let n = rows.logit.len();
        self.levels = levels(fit, &channels, &rows.logit);
        (self.separated, self.channels, self.answers) = (fit.separated, channels, n);
        let values = fit.coefficients.iter().zip(fit.quasi_standard_errors()).skip(first);
        for (driver, (value, error)) in used.iter().zip(values) {
            let estimate = Estimate { value: *value, error: Some(error), n: n as f64 };
            self.coefficients.push(CsatCoefficient::new(*driver, Ok(estimate)));
        }
        if !fit.separated {
            let scored: Vec<(Vec<f64>, u8)> = rows
                .logit
                .iter()
                .zip(&rows.scores)
                .map(|(row, score)| (row.x[1..].to_vec(), *score))
                .collect();
            self.scale = OrderedFit::new(&scored).as_ref().and_then(ScoreScale::of);
        }
    }

    fn untold(&mut self, drivers: impl IntoIterator<Item = Driver>, why: Untold) {
        let without = drivers.into_iter().map(|driver| CsatCoefficient::new(driver, Err(why)));
        self.coefficients.extend(without);
    }
}

const fn reason(why: LogitError) -> Untold {
    match why {
        LogitError::TooLittle { rarer, columns, needed } => Untold::TooFewAnswers { rarer, columns, needed },
        LogitError::Dependent { .. } => Untold::ColumnSaysNothing,
        LogitError::Shape { .. } => Untold::Unusable,
    }
}

/// The channels of the answers, where each is known and there are several.
fn channels(answers: &[&SurveyAnswer]) -> Vec<String> {
    let named: Option<Vec<String>> =
        answers.iter().map(|answer| answer.channel.as_ref().map(|name| name.to_lowercase())).collect();
    let mut channels = named.unwrap_or_default();
    channels.sort_unstable();
    channels.dedup();
    if channels.len() > 1 { channels } else { Vec::new() }
}

/// Answers as the fits take them: a row and a score each.
struct Rows {
    logit: Vec<Answers>,
    scores: Vec<u8>,
}

/// A row an answer of which every used column is known: the constant, the channels but the first, the columns.
fn rows(answers: &[&SurveyAnswer], used: &[Driver], channels: &[String]) -> Rows {
    let row = |answer: &&SurveyAnswer| {
        let (score, satisfied) = (answer.score?, answer.satisfied()?);
        let values: Option<Vec<f64>> = used.iter().map(|driver| driver.of(answer)).collect();
        let name = answer.channel.as_deref().unwrap_or("").to_lowercase();
        let own = channels.iter().skip(1).map(|channel| f64::from(u8::from(*channel == name)));
        let x = std::iter::once(1.0).chain(own).chain(values?).collect();
        Some((Answers { x, answers: 1.0, satisfied: f64::from(u8::from(satisfied)) }, score))
    };
    let (logit, scores) = answers.iter().filter_map(row).unzip();
    Rows { logit, scores }
}

/// The level of each channel: its coefficient (0 for the first) less their mean over the answers.
fn levels(fit: &LogitFit, channels: &[String], rows: &[Answers]) -> Vec<f64> {
    if channels.is_empty() {
        return Vec::new();
    }
    let own = &fit.coefficients[1..channels.len()];
    let answers = |place: usize| rows.iter().map(|row| row.x[1 + place]).sum::<f64>();
    let sum: f64 = own.iter().enumerate().map(|(place, level)| level * answers(place)).sum();
    let mean = sum / rows.len().max(1) as f64;
    std::iter::once(&0.0).chain(own).map(|level| level - mean).collect()
}
