//! The model of a plan: where its coefficients come from, and satisfaction by wait.

use super::met::Met;
use super::told::cautions;
use crate::engine::calibrate::{CsatFigures, Driver, Untold, felt_wait};
use crate::engine::demand::ChannelDemand;
use crate::engine::figures::caution::Caution;
use crate::engine::service::deferred::DeferredSatisfaction;
use crate::experience::{Drivers, Effects, SatisfactionModel, ScoreScale, shift_to};
use crate::model::{Channel, ChannelKind, Coefficient, CsatSettings, Plan, Provenance};
use crate::queueing::{Patience, WaitLaw};
use crate::units::{Fraction, Seconds};

/// Satisfaction of one live channel's contacts at each node of the wait law.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(in crate::engine) struct WaitSatisfaction {
    /// Answered by proficient agents.
    pub proficient: [f64; 12],
    /// Answered by people on the ramp.
    pub newcomer: [f64; 12],
}

/// What a survey tells, or why it tells nothing.
pub(in crate::engine) type SurveyFigures = Result<CsatFigures, Untold>;

/// The effects in use and where each comes from.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::engine) struct Satisfaction {
    model: SatisfactionModel,
    coefficients: [(&'static str, Coefficient); 6],
    /// By channel of the plan, relative to the mean channel.
    levels: Vec<f64>,
    scale: Option<ScoreScale>,
    /// `None` before it is found, and where the baseline's first month answers nobody.
    shift: Option<f64>,
    today: Fraction,
    cautions: Vec<Caution>,
}

impl Satisfaction {
    /// The effects of a plan, before the shift; a survey gives those that the plan does not state.
    #[must_use]
    pub(in crate::engine) fn new(plan: &Plan, settings: &CsatSettings, survey: &SurveyFigures) -> Self {
        let survey = settings.fitted_from_survey.then_some(survey);
        let told = survey.and_then(|survey| survey.as_ref().ok());
        let take = |driver, stated: Coefficient| match told {
            Some(told) if stated.provenance == Provenance::Assumed => of_survey(told, driver, stated),
            _ => stated,
        };
        let coefficients = [
            ("wait", take(Driver::Wait, settings.wait)),
            ("resolved", take(Driver::Resolved, settings.resolved)),
            ("repeat", take(Driver::Repeat, settings.repeat)),
            ("transfer", take(Driver::Transfer, settings.transfer)),
            ("newcomer", take(Driver::Newcomer, settings.newcomer)),
            ("abandoned", settings.abandoned),
        ];
        let level = |(at, channel): (usize, &Channel)| {
            let told = told.filter(|_| settings.levels_from_survey);
            let of_survey = || told.and_then(|told| told.level(&channel.name));
            settings.levels.get(&at).copied().or_else(of_survey).unwrap_or(0.0)
        };
        Self {
            model: SatisfactionModel::new(effects(coefficients.map(|(_, coefficient)| coefficient.value))),
            levels: plan.channels.iter().enumerate().map(level).collect(),
            scale: told.and_then(|told| told.scale),
            shift: None,
            today: settings.today,
            cautions: survey
                .map_or_else(Vec::new, |survey| cautions((plan, settings), &coefficients, survey)),
            coefficients,
        }
    }

    /// Shifts the model so that the baseline's first month has today's value; without answered contacts it stays, and says so.
    #[must_use]
    pub(in crate::engine) fn calibrated(self, first_month: &[Met]) -> Self {
        let shift = self.shift_of(self.model, first_month);
        self.with_shift(shift)
    }

    fn with_shift(mut self, shift: Option<f64>) -> Self {
        if shift.is_none() {
            self.cautions.push(Caution::NotCalibrated { today: self.today.get() });
        }
        Self { model: self.model.shifted(shift.unwrap_or(0.0)), shift, ..self }
    }

    /// The shift at which a model without one gives today's value over what contacts met; `None` where none does.
    #[must_use]
    pub(in crate::engine) fn shift_of(&self, model: SatisfactionModel, met: &[Met]) -> Option<f64> {
        let answered: f64 = met.iter().map(Met::answered).sum();
        if answered <= 0.0 {
            return None;
        }
        let value = |shift: f64| {
            let model = model.shifted(shift);
            met.iter().map(|one| one.satisfied(&self.of_channel(model, one.channel))).sum::<f64>() / answered
        };
        shift_to(self.today, value)
    }

    /// A scenario's own effects about the baseline's shift.
    #[must_use]
    pub(in crate::engine) fn of_scenario(
        &self,
        plan: &Plan,
        settings: &CsatSettings,
        survey: &SurveyFigures,
    ) -> Self {
        Self { today: self.today, ..Self::new(plan, settings, survey) }.with_shift(self.shift)
    }

    /// A model with the level of a channel.
    #[must_use]
    pub(in crate::engine) fn of_channel(
        &self,
        model: SatisfactionModel,
        channel: usize,
    ) -> SatisfactionModel {
        model.shifted(self.levels.get(channel).copied().unwrap_or(0.0))
    }

    /// The model as shifted, about the mean channel.
    #[must_use]
    pub(in crate::engine) const fn model(&self) -> SatisfactionModel {
        self.model
    }

    /// The coefficients, in the order of the model, each with its name.
    #[must_use]
    pub(in crate::engine) const fn coefficients(&self) -> &[(&'static str, Coefficient); 6] {
        &self.coefficients
    }

    /// Levels of the channels on the logit about their mean, by plan index.
    #[must_use]
    pub(in crate::engine) fn levels(&self) -> &[f64] {
        &self.levels
    }

    /// The common shift; `None` where nothing was there to calibrate on.
    #[must_use]
    pub(in crate::engine) const fn shift(&self) -> Option<f64> {
        self.shift
    }

    /// Today's measured value.
    #[must_use]
    pub(in crate::engine) const fn today(&self) -> Fraction {
        self.today
    }

    /// The scale of scores, where a survey told it.
    #[must_use]
    pub(in crate::engine) const fn scale(&self) -> Option<ScoreScale> {
        self.scale
    }

    /// What a reader must know of the survey.
    #[must_use]
    pub(in crate::engine) fn cautions(&self) -> &[Caution] {
        &self.cautions
    }

    /// Satisfaction of a live channel by wait.
    #[must_use]
    pub(in crate::engine) fn by_wait(&self, (at, channel): (usize, &ChannelDemand)) -> WaitSatisfaction {
        let model = self.of_channel(self.model, at);
        let side = |newcomers| {
            let values = model.by_wait_with(&WaitLaw::NODES, drivers(channel, newcomers));
            std::array::from_fn(|node| values[node])
        };
        WaitSatisfaction { proficient: side(0.0), newcomer: side(1.0) }
    }

    /// Satisfaction of a deferred channel by response.
    #[must_use]
    pub(in crate::engine) fn by_response(
        &self,
        (at, channel): (usize, &ChannelDemand),
    ) -> DeferredSatisfaction {
        let model = self.of_channel(self.model, at);
        let hours = [0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 36.0, 48.0, 72.0, 120.0, 240.0, 480.0, 1000.0];
        let responses: Vec<f64> = hours.iter().map(|hours| hours * 3600.0).collect();
        let felt: Vec<f64> =
            responses.iter().map(|&response| felt_wait(ChannelKind::Deferred, response)).collect();
        DeferredSatisfaction {
            proficient: model.by_wait_with(&felt, drivers(channel, 0.0)),
            newcomer: model.by_wait_with(&felt, drivers(channel, 1.0)),
            responses,
        }
    }

    /// Satisfaction of those who gave up after about their patience.
    #[must_use]
    pub(in crate::engine) fn of_abandoned(&self, (at, channel): (usize, &ChannelDemand)) -> f64 {
        self.of_channel(self.model, at).abandoned_satisfaction(patience(channel)).get()
    }
}

/// The effects of coefficients in their order.
#[must_use]
pub(in crate::engine) const fn effects(
    [wait, resolved, repeat, transfer, newcomer, abandoned]: [f64; 6],
) -> Effects {
    Effects { wait, resolved, repeat, transfer, newcomer, abandoned }
}

/// What a survey makes of a coefficient that the plan does not state; the rule of `plan calibrate`.
fn of_survey(told: &CsatFigures, driver: Driver, assumed: Coefficient) -> Coefficient {
    let found = told.coefficient(driver).filter(|_| !told.separated);
    let Some((found, fit)) = found.and_then(|found| Some((found, found.estimate.ok()?))) else {
        return assumed;
    };
    let (estimate, standard_error, answers) = (fit.value, fit.error.unwrap_or(0.0), told.answers);
    match found.proposed() {
        Some(value) if fit.is_distinct() => {
            Coefficient { value, provenance: Provenance::Fitted { standard_error, answers } }
        }
        Some(value) => {
            Coefficient { value, provenance: Provenance::NoLink { estimate, standard_error, answers } }
        }
        None => {
            Coefficient { provenance: Provenance::Undecided { estimate, standard_error, answers }, ..assumed }
        }
    }
}

/// The wait of those who gave up: about their patience.
#[must_use]
pub(in crate::engine) const fn patience(channel: &ChannelDemand) -> Seconds {
    match channel.patience {
        Patience::Mean(seconds) => seconds,
        Patience::Infinite => Seconds::ZERO,
    }
}

/// What happens to a channel's contacts apart from waiting, with a share of newcomers.
#[must_use]
pub(in crate::engine) fn drivers(channel: &ChannelDemand, newcomers: f64) -> Drivers {
    Drivers {
        resolution: channel.resolution.map_or(Fraction::ONE, Fraction::clamped),
        repeats: channel.repeat_share / (1.0 - channel.repeat_share).max(0.05),
        transferred: Fraction::ZERO,
        newcomers: Fraction::clamped(newcomers),
    }
}
