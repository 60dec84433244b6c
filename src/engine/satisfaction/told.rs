//! What a reader must know of a survey: what it does not tell of what it was asked for, and what it tells against all sense.

use super::model::SurveyFigures;
use crate::engine::calibrate::{CsatFigures, Driver};
use crate::engine::figures::caution::Caution;
use crate::model::{Coefficient, CsatSettings, Plan, Provenance};

/// The coefficients with their names.
type Named = [(&'static str, Coefficient); 6];

/// What is to be said of a survey, beside the coefficients that came of it.
pub(super) fn cautions(
    (plan, settings): (&Plan, &CsatSettings),
    coefficients: &Named,
    survey: &SurveyFigures,
) -> Vec<Caution> {
    match survey {
        Err(why) => {
            let asked = Driver::ALL.map(Driver::key).into_iter().filter(|name| assumed(coefficients, name));
            vec![Caution::SurveySilent { coefficients: asked.collect(), why: *why }]
        }
        Ok(told) if told.separated => {
            vec![Caution::SurveySeparates {
                columns: told.separating.iter().map(|one| one.column()).collect(),
            }]
        }
        Ok(told) => {
            let mut cautions = silent(coefficients, told);
            cautions.extend(reversed(coefficients, told));
            if settings.levels_from_survey {
                cautions.extend(levels((plan, settings), told));
            }
            cautions
        }
    }
}

/// Whether a coefficient is a default of the program of which the survey tells nothing.
fn assumed(coefficients: &Named, name: &str) -> bool {
    coefficients.iter().any(|(known, of)| *known == name && of.provenance == Provenance::Assumed)
}

/// Coefficients that the survey was asked for and does not tell, those of one reason together.
fn silent(coefficients: &Named, told: &CsatFigures) -> Vec<Caution> {
    let mut cautions: Vec<Caution> = Vec::new();
    for one in told.coefficients.iter().filter(|one| assumed(coefficients, one.driver.key())) {
        let Err(reason) = one.estimate else { continue };
        match cautions.last_mut() {
            Some(Caution::SurveySilent { coefficients, why }) if *why == reason => {
                coefficients.push(one.driver.key());
            }
            _ => cautions.push(Caution::SurveySilent { coefficients: vec![one.driver.key()], why: reason }),
        }
    }
    cautions
}

/// Coefficients in use whose sign cannot be a cause's.
fn reversed(coefficients: &Named, told: &CsatFigures) -> Option<Caution> {
    let is_used = |name: &str| {
        let fitted = |of: &Coefficient| matches!(of.provenance, Provenance::Fitted { .. });
        coefficients.iter().any(|(known, of)| *known == name && fitted(of))
    };
    let found: Vec<(&'static str, f64)> = told
        .coefficients
        .iter()
        .filter(|one| one.is_reversed() && is_used(one.driver.key()))
        .filter_map(|one| Some((one.driver.key(), one.estimate.ok()?.value)))
        .collect();
    (!found.is_empty()).then_some(Caution::SurveyReversed { coefficients: found })
}

/// Channels of the plan without a level of their own in a survey that names channels, and answers that name none.
fn levels((plan, settings): (&Plan, &CsatSettings), told: &CsatFigures) -> Vec<Caution> {
    let mut cautions = Vec::new();
    for (at, channel) in plan.channels.iter().enumerate().filter(|(at, _)| !settings.levels.contains_key(at))
    {
        let name = channel.name.to_lowercase();
        if !told.names.is_empty() && !told.names.contains(&name) {
            cautions.push(Caution::SurveyWithoutChannel { channel: at });
        } else if let Some(few) = told.without_level.iter().find(|few| few.channel == name) {
            let (rarer, needed) = (few.rarer, few.needed);
            cautions.push(Caution::SurveyFewAnswers { channel: at, rarer, needed });
        }
    }
    if told.unnamed > 0 {
        let (answers, leveled) = (told.unnamed, !told.channels.is_empty());
        cautions.push(Caution::SurveyUnnamed { answers, of: told.ratings.answers(), leveled });
    }
    cautions
}
