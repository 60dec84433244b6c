//! Satisfaction in a run: effects fitted, stated or assumed; one shift to today's value; satisfaction by wait.

use super::demand::ChannelDemand;
use super::figures::outcome::SatisfactionAccount;
use super::service::deferred::DeferredSatisfaction;
use crate::experience::{Answers, Drivers, Effects, LogitFit, SatisfactionModel, shift_to};
use crate::model::{ChannelKind, Coefficient, CsatSettings, Provenance, SurveyAnswer};
use crate::queueing::WaitLaw;
use crate::units::Fraction;

/// Wait of deferred work is felt in hours as that of live contacts is in minutes.
const DEFERRED_PACE: f64 = 60.0;
/// Agents below this tenure count as newcomers in a survey, in months.
const NEWCOMER_MONTHS: f64 = 3.0;

/// Satisfaction of one live channel's contacts at each node of the wait law.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct WaitSatisfaction {
    /// Answered by proficient agents.
    pub proficient: [f64; 12],
    /// Answered by people on the ramp.
    pub newcomer: [f64; 12],
}

/// The effects in use and where each comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Satisfaction {
    model: SatisfactionModel,
    coefficients: Vec<(&'static str, Coefficient)>,
    shift: f64,
    today: Fraction,
}

/// What the baseline's first month is made of: contacts answered, by channel.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct FirstMonth {
    /// Answered contacts by wait (live), or by mean response (deferred: all at one wait).
    pub waits: Vec<(f64, f64)>,
    /// What else happens to them.
    pub drivers: Drivers,
    /// Satisfaction that grades add, in shares.
    pub bonus: f64,
}

impl Satisfaction {
    /// The effects of a plan, before the shift.
    #[must_use]
    pub(super) fn new(settings: &CsatSettings, survey: &[SurveyAnswer]) -> Self {
        let fitted = if settings.fitted_from_survey { fit(survey) } else { Vec::new() };
        let take = |name: &'static str, stated: Coefficient| {
            let fit = fitted.iter().find(|(column, _)| *column == name).map(|(_, coefficient)| *coefficient);
            (name, fit.filter(|_| stated.provenance == Provenance::Assumed).unwrap_or(stated))
        };
        let coefficients = vec![
            take("wait", settings.wait),
            take("resolved", settings.resolved),
            take("repeat", settings.repeat),
            take("transfer", settings.transfer),
            take("newcomer", settings.newcomer),
            ("abandoned", settings.abandoned),
        ];
        let value = |place: usize| coefficients[place].1.value;
        let effects = Effects {
            wait: value(0),
            resolved: value(1),
            repeat: value(2),
            transfer: value(3),
            newcomer: value(4),
            abandoned: value(5),
        };
        Self { model: SatisfactionModel::new(effects), coefficients, shift: 0.0, today: settings.today }
    }

    /// Shifts the model so that the baseline's first month has today's value; without answered contacts it stays.
    #[must_use]
    pub(super) fn calibrated(self, first_month: &[FirstMonth]) -> Self {
        let answered: f64 =
            first_month.iter().flat_map(|channel| &channel.waits).map(|&(_, mass)| mass).sum();
        if answered <= 0.0 {
            return self;
        }
        let value = |shift: f64| {
            let model = self.model.shifted(shift);
            let of_channel = |channel: &FirstMonth| {
                let mass: f64 = channel.waits.iter().map(|&(_, mass)| mass).sum();
                let satisfied = model.expected(&channel.waits, channel.drivers).map_or(0.0, Fraction::get);
                mass * (satisfied + channel.bonus)
            };
            first_month.iter().map(of_channel).sum::<f64>() / answered
        };
        let shift = shift_to(self.today, value).unwrap_or(0.0);
        Self { model: self.model.shifted(shift), shift, ..self }
    }

    /// A scenario's own effects about the baseline's shift.
    #[must_use]
    pub(super) fn of_scenario(&self, settings: &CsatSettings, survey: &[SurveyAnswer]) -> Self {
        let own = Self::new(settings, survey);
        Self { model: own.model.shifted(self.shift), shift: self.shift, today: self.today, ..own }
    }

    /// Satisfaction of a live channel by wait.
    #[must_use]
    pub(super) fn by_wait(&self, channel: &ChannelDemand) -> WaitSatisfaction {
        let side = |newcomers| {
            let values = self.model.by_wait_with(&WaitLaw::NODES, drivers(channel, newcomers));
            std::array::from_fn(|node| values[node])
        };
        WaitSatisfaction { proficient: side(0.0), newcomer: side(1.0) }
    }

    /// Satisfaction of a deferred channel by response.
    #[must_use]
    pub(super) fn by_response(&self, channel: &ChannelDemand) -> DeferredSatisfaction {
        let hours = [0.0, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0, 36.0, 48.0, 72.0, 120.0, 240.0, 480.0, 1000.0];
        let responses: Vec<f64> = hours.iter().map(|hours| hours * 3600.0).collect();
        let felt: Vec<f64> =
            responses.iter().map(|&response| felt_wait(ChannelKind::Deferred, response)).collect();
        DeferredSatisfaction {
            proficient: self.model.by_wait_with(&felt, drivers(channel, 0.0)),
            newcomer: self.model.by_wait_with(&felt, drivers(channel, 1.0)),
            responses,
        }
    }

    /// Satisfaction of those who gave up after about their patience.
    #[must_use]
    pub(super) fn of_abandoned(&self, channel: &ChannelDemand) -> f64 {
        let wait = match channel.patience {
            crate::queueing::Patience::Mean(seconds) => seconds,
            crate::queueing::Patience::Infinite => crate::units::Seconds::ZERO,
        };
        self.model.abandoned_satisfaction(wait).get()
    }

    /// For the report.
    #[must_use]
    pub(super) fn account(&self) -> SatisfactionAccount {
        SatisfactionAccount {
            coefficients: self.coefficients.clone(),
            shift: self.shift,
            today: self.today.get(),
        }
    }
}

/// A wait as the model feels it: deferred work is scaled from hours to minutes.
#[must_use]
pub(super) fn felt_wait(kind: ChannelKind, seconds: f64) -> f64 {
    if kind == ChannelKind::Deferred { seconds / DEFERRED_PACE } else { seconds }
}

/// What happens to a channel's contacts apart from waiting, with a share of newcomers.
#[must_use]
pub(super) fn drivers(channel: &ChannelDemand, newcomers: f64) -> Drivers {
    Drivers {
        resolution: channel.resolution.map_or(Fraction::ONE, Fraction::clamped),
        repeats: channel.repeat_share / (1.0 - channel.repeat_share).max(0.05),
        transferred: Fraction::ZERO,
        newcomers: Fraction::clamped(newcomers),
    }
}

/// Columns that most answers have, fitted together; empty where the survey is too small or says nothing.
fn fit(survey: &[SurveyAnswer]) -> Vec<(&'static str, Coefficient)> {
    type Column = (&'static str, fn(&SurveyAnswer) -> Option<f64>);
    let columns: [Column; 5] = [
        ("wait", |answer| answer.wait_seconds.map(|wait| (wait / 60.0).ln_1p())),
        ("resolved", |answer| answer.resolved.map(|resolved| f64::from(u8::from(resolved)))),
        ("repeat", |answer| answer.contacts_before),
        ("transfer", |answer| answer.transfers),
        ("newcomer", |answer| {
            answer.tenure_months.map(|months| f64::from(u8::from(months < NEWCOMER_MONTHS)))
        }),
    ];
    let known = |column: &Column| survey.iter().filter(|answer| column.1(answer).is_some()).count();
    let used: Vec<Column> =
        columns.into_iter().filter(|column| 10 * known(column) >= 9 * survey.len().max(1)).collect();
    let row = |answer: &SurveyAnswer| {
        let values: Option<Vec<f64>> = used.iter().map(|column| column.1(answer)).collect();
        let x = std::iter::once(1.0).chain(values?).collect();
        Some(Answers { x, answers: 1.0, satisfied: f64::from(u8::from(answer.satisfied)) })
    };
    let rows: Vec<Answers> = survey.iter().filter_map(row).collect();
    let Ok(fit) = LogitFit::new(&rows) else { return Vec::new() };
    let coefficient = |place: usize| Coefficient {
        value: fit.coefficients[place + 1],
        provenance: Provenance::Fitted {
            standard_error: fit.standard_errors[place + 1],
            answers: rows.len(),
        },
    };
    used.iter().enumerate().map(|(place, column)| (column.0, coefficient(place))).collect()
}
